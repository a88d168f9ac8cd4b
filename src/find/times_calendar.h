/* times_calendar.h: days, months and ISO weeks of the Gregorian calendar. */
#ifndef RO_TIMES_CALENDAR_H
#define RO_TIMES_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

typedef struct ro_date {
    int32_t year, month, day; /* month and day from 1 */
} ro_date;

typedef struct ro_iso_week {
    int32_t year, week; /* the year that the week's Thursday is in */
} ro_iso_week;

bool ro_leap_year(int32_t year);
int32_t ro_month_days(int32_t year, int32_t month);
bool ro_date_exists(ro_date date);

/* Days from 1970-01-01 on; negative before it. */
int32_t ro_day_number(ro_date date);
ro_date ro_date_of(int32_t day);

/* 1 Monday … 7 Sunday. */
int32_t ro_weekday_of(int32_t day);

ro_iso_week ro_week_of(int32_t day);
/* Its Monday. */
int32_t ro_week_day(ro_iso_week week);

/* The same day of a month so many months on or back, the month's last where it has no such day. */
ro_date ro_add_months(ro_date date, int32_t months);

/* The n-th such weekday of a month from 1; -1: its last. */
int32_t ro_nth_weekday(int32_t year, int32_t month, int32_t weekday, int32_t n);
int32_t ro_easter(int32_t year);

#endif
