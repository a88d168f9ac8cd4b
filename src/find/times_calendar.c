#include "find/times_calendar.h"

bool ro_leap_year(int32_t year) { return year % 4 == 0 && (year % 100 || year % 400 == 0); }

int32_t ro_month_days(int32_t year, int32_t month) {
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && ro_leap_year(year) ? 29 : days[month - 1];
}

bool ro_date_exists(ro_date d) { return d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= ro_month_days(d.year, d.month); }

/* Whole division that rounds down. */
static int32_t floor_div(int32_t a, int32_t b) { return a / b - (a % b < 0); }

/* Years are counted from March, so that the leap day is the last of one. */
int32_t ro_day_number(ro_date d) {
    int32_t year = d.year - (d.month <= 2);
    int32_t era = floor_div(year, 400), of_era = year - era * 400;
    int32_t of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

ro_date ro_date_of(int32_t day) {
    int32_t from = day + 719468, era = floor_div(from, 146097), of_era = from - era * 146097;
    int32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int32_t of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
    ro_date d = {era * 400 + year, month + (month < 10 ? 3 : -9), of_year - (153 * month + 2) / 5 + 1};
    d.year += d.month <= 2;
    return d;
}

int32_t ro_weekday_of(int32_t day) { return day + 3 - floor_div(day + 3, 7) * 7 + 1; }

ro_iso_week ro_week_of(int32_t day) {
    int32_t thursday = day - ro_weekday_of(day) + 4, year = ro_date_of(thursday).year;
    return (ro_iso_week){year, (thursday - ro_day_number((ro_date){year, 1, 1})) / 7 + 1};
}

int32_t ro_week_day(ro_iso_week w) {
    int32_t fourth = ro_day_number((ro_date){w.year, 1, 4}); /* is in week 1 of every year */
    return fourth - ro_weekday_of(fourth) + 1 + (w.week - 1) * 7;
}

ro_date ro_add_months(ro_date d, int32_t months) {
    int32_t all = d.year * 12 + d.month - 1 + months, year = floor_div(all, 12), month = all - year * 12 + 1;
    int32_t last = ro_month_days(year, month);
    return (ro_date){year, month, d.day < last ? d.day : last};
}

int32_t ro_nth_weekday(int32_t year, int32_t month, int32_t weekday, int32_t n) {
    int32_t first = ro_day_number((ro_date){year, month, 1});
    int32_t day = first + (weekday - ro_weekday_of(first) + 7) % 7;
    if (n > 0) return day + (n - 1) * 7;
    int32_t last = first + ro_month_days(year, month) - 1;
    return last - (ro_weekday_of(last) - weekday + 7) % 7;
}

/* By the rule of the anonymous Gregorian computus. */
int32_t ro_easter(int32_t year) {
    int32_t a = year % 19, b = year / 100, c = year % 100;
    int32_t epact = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int32_t to_sunday = (32 + 2 * (b % 4) + 2 * (c / 4) - epact - c % 4) % 7;
    int32_t late = (a + 11 * epact + 22 * to_sunday) / 451, of_march = epact + to_sunday - 7 * late + 114;
    return ro_day_number((ro_date){year, of_march / 31, of_march % 31 + 1});
}
