#include "find/times_value.h"

#include <stdio.h>

enum { VALUE = 40 /* bytes of a value, with the zero */ };

/* ---- moments */

static ro_date quarter_start(ro_date d, int32_t months) { return (ro_date){d.year, (d.month - 1) / months * months + 1, 1}; }

/* Winter is named by the year in which it begins. */
static ro_date season_start(ro_date d) {
    if (d.month < 3) return (ro_date){d.year - 1, 12, 1};
    return (ro_date){d.year, d.month / 3 * 3, 1};
}

/* The first day of the stretch of a grain that a day lies in. */
static ro_date start_of(ro_date d, ro_unit grain) {
    int32_t day = ro_day_number(d);
    switch (grain) {
    case RO_WEEKEND: return ro_date_of(day - ro_weekday_of(day) + 6);
    case RO_WEEK:
    case RO_FORTNIGHT: return ro_date_of(day - ro_weekday_of(day) + 1);
    case RO_MONTH: return (ro_date){d.year, d.month, 1};
    case RO_QUARTER: return quarter_start(d, 3);
    case RO_HALF: return quarter_start(d, 6);
    case RO_SEASON: return season_start(d);
    case RO_YEAR: return (ro_date){d.year, 1, 1};
    case RO_DECADE: return (ro_date){d.year / 10 * 10, 1, 1};
    case RO_CENTURY: return (ro_date){d.year / 100 * 100, 1, 1};
    default: return d;
    }
}

/* How many months a unit has; 0: it is counted in days. */
static int32_t months_of(ro_unit unit) {
    static const int32_t months[RO_UNITS] = {
        [RO_MONTH] = 1, [RO_QUARTER] = 3, [RO_HALF] = 6, [RO_SEASON] = 3, [RO_YEAR] = 12, [RO_DECADE] = 120, [RO_CENTURY] = 1200};
    return months[unit];
}

static int32_t days_of(ro_unit unit) {
    return unit == RO_WEEK || unit == RO_WEEKEND ? 7 : unit == RO_FORTNIGHT ? 14 : unit == RO_DAY ? 1 : 0;
}

/* The day so many units on. */
static ro_date move(ro_date from, ro_unit unit, int32_t count) {
    if (months_of(unit)) return ro_add_months(from, months_of(unit) * count);
    return ro_date_of(ro_day_number(from) + days_of(unit) * count);
}

ro_moment ro_moment_shift(ro_date from, ro_unit unit, int32_t count) {
    ro_unit grain = unit < RO_DAY ? RO_DAY : unit == RO_FORTNIGHT ? RO_WEEK : unit;
    return (ro_moment){true, grain, start_of(move(from, unit, count), grain)};
}

void ro_moment_days(const ro_moment *m, int32_t *first, int32_t *last) {
    *first = ro_day_number(m->first);
    int32_t days = m->grain == RO_WEEKEND ? 2 : m->grain == RO_WEEK ? 7 : 1;
    *last = months_of(m->grain) ? ro_day_number(ro_add_months(m->first, months_of(m->grain))) - 1 : *first + days - 1;
}

static void print_moment(const ro_moment *m, char value[VALUE]) {
    static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
    ro_date d = m->first;
    ro_iso_week week = ro_week_of(ro_day_number(d));
    switch (m->grain) {
    case RO_WEEK: snprintf(value, VALUE, "%04d-W%02d", week.year, week.week); break;
    case RO_WEEKEND: snprintf(value, VALUE, "%04d-W%02d-WE", week.year, week.week); break;
    case RO_MONTH: snprintf(value, VALUE, "%04d-%02d", d.year, d.month); break;
    case RO_QUARTER: snprintf(value, VALUE, "%04d-Q%d", d.year, (d.month - 1) / 3 + 1); break;
    case RO_HALF: snprintf(value, VALUE, "%04d-H%d", d.year, (d.month - 1) / 6 + 1); break;
    case RO_SEASON: snprintf(value, VALUE, "%04d-%s", d.year, seasons[d.month / 3 - 1]); break;
    case RO_YEAR: snprintf(value, VALUE, "%04d", d.year); break;
    case RO_DECADE: snprintf(value, VALUE, "%03d", d.year / 10); break;
    case RO_CENTURY: snprintf(value, VALUE, "%02d", d.year / 100); break;
    default: snprintf(value, VALUE, "%04d-%02d-%02d", d.year, d.month, d.day);
    }
}

/* ---- which of the possible ones */

static int32_t today_of(const ro_time_context *c) { return ro_day_number(c->today); }

/* A day of the calendar without its year: the nearest, but rather behind a verb of the past, before one of the future. */
static int32_t nearest_year(const ro_time_context *c, int32_t month, int32_t day, ro_tense tense) {
    enum { LEAN = 120 };
    int32_t best = c->today.year, least = INT32_MAX;
    for (int32_t year = c->today.year - 1; year <= c->today.year + 1; year++) {
        ro_date d = {year, month, day};
        if (!ro_date_exists(d)) continue;
        int32_t away = ro_day_number(d) - today_of(c), cost = away < 0 ? -away : away;
        if ((tense == RO_TENSE_PAST && away > 0) || (tense == RO_TENSE_FUTURE && away < 0)) cost += LEAN;
        if (tense == RO_TENSE_OVER && away > 0) cost = INT32_MAX;
        if (cost >= least) continue;
        least = cost;
        best = year;
    }
    return best;
}

/* The stretch that begins with a month, without its year: "in October", "last October". */
static int32_t stretch_year(const ro_time_context *c, int32_t month, int32_t months, const ro_reading *t, ro_tense tense) {
    int32_t now = c->today.year * 12 + c->today.month - 1, year = c->today.year, from = year * 12 + month - 1;
    bool begun = from <= now, over = from + months <= now;
    if (t->which == RO_WHICH_LAST) return over ? year : year - 1;
    if (t->which == RO_WHICH_NEXT) return begun ? year + 1 : year;
    if (t->which == RO_WHICH_THIS) return year;
    if (tense == RO_TENSE_FUTURE) return over ? year + 1 : year;
    int32_t ahead = (from - now + 12) % 12, back = 12 - ahead; /* months; without a tense a near one to come, else the last */
    if (!tense && ahead && ahead * 2 <= back) return begun ? year + 1 : year;
    return begun ? year : year - 1;
}

static int32_t weekday_day(const ro_time_context *c, const ro_reading *t, ro_tense tense) {
    int32_t today = today_of(c), back = (ro_weekday_of(today) - t->weekday + 7) % 7, ahead = (7 - back) % 7;
    if (t->year_shifted) return ro_week_day(ro_week_of(today)) + t->shift * 7 + t->weekday - 1;
    if (t->which == RO_WHICH_LAST) return today - (back ? back : 7);
    if (t->which == RO_WHICH_NEXT) return today + (ahead ? ahead : 7);
    if (tense == RO_TENSE_NEAR) return ahead < back ? today + ahead : today - back;
    return tense == RO_TENSE_FUTURE ? today + ahead : today - back;
}

/* The holiday's day in a year. */
static int32_t holiday_day(int32_t holiday, int32_t year) {
    static const struct {
        int32_t month, day;
    } fixed[] = {[RO_CHRISTMAS] = {12, 25}, [RO_HALLOWEEN] = {10, 31}, [RO_NEW_YEAR] = {1, 1}, [RO_INDEPENDENCE] = {7, 4},
                 [RO_VALENTINE] = {2, 14},  [RO_VETERANS] = {11, 11},  [RO_PATRICK] = {3, 17}};
    switch (holiday) {
    case RO_EASTER: return ro_easter(year);
    case RO_THANKSGIVING: return ro_nth_weekday(year, 11, 4, 4);
    case RO_LABOR: return ro_nth_weekday(year, 9, 1, 1);
    case RO_MEMORIAL: return ro_nth_weekday(year, 5, 1, -1);
    default: return ro_day_number((ro_date){year, fixed[holiday].month, fixed[holiday].day});
    }
}

static ro_moment holiday_moment(const ro_time_context *c, const ro_reading *t, int32_t year, ro_tense tense) {
    ro_date usual = ro_date_of(holiday_day(t->holiday, year ? year : c->today.year));
    if (!year && t->which == RO_WHICH_ANY) year = nearest_year(c, usual.month, usual.day, tense);
    if (!year) year = stretch_year(c, usual.month, 1, t, tense);
    return (ro_moment){true, RO_DAY, ro_date_of(holiday_day(t->holiday, year) + t->shift)};
}

/* ---- calendar readings */

/* A quarter whose year is not said: of the report's year unless it has not begun. */
static int32_t quarter_year(const ro_time_context *c, int32_t first_month, ro_tense tense) {
    bool begun = first_month <= c->today.month;
    bool ended_long_ago = first_month + 8 < c->today.month;
    if (tense == RO_TENSE_FUTURE) return ended_long_ago ? c->today.year + 1 : c->today.year;
    return begun || first_month - c->today.month <= 2 ? c->today.year : c->today.year - 1;
}

/* The month that a quarter, half or season begins with, and its grain; 0: the reading has none. */
static int32_t part_month(const ro_reading *t, ro_unit *grain) {
    if (t->quarter) return *grain = RO_QUARTER, t->quarter * 3 - 2;
    if (t->half) return *grain = RO_HALF, t->half * 6 - 5;
    if (t->season) return *grain = RO_SEASON, t->season * 3;
    return *grain = RO_MONTH, t->month;
}

/* "the 1988 quarter": the one there is talk of, in that year. */
static ro_moment compared_year(const ro_time_context *c, int32_t year) {
    if (!c->quarter.known) return (ro_moment){true, RO_YEAR, {year, 1, 1}};
    return (ro_moment){true, c->quarter.grain, {year, c->quarter.first.month, 1}};
}

static ro_moment calendar_moment(const ro_time_context *c, const ro_reading *t, ro_tense tense) {
    ro_unit grain;
    int32_t year = t->year_shifted ? c->today.year + t->year : t->year, month = part_month(t, &grain);
    if (!c->dated && (t->year_shifted || !t->year) && !t->span_years) return (ro_moment){0};
    if (t->span_years) return (ro_moment){true, t->span_years == 10 ? RO_DECADE : RO_CENTURY, {t->tens, 1, 1}};
    if (t->holiday) return holiday_moment(c, t, year, tense);
    if (t->compared) return compared_year(c, year);
    if (!month) return (ro_moment){true, RO_YEAR, {year, 1, 1}};
    if (t->day) {
        if (!year) year = nearest_year(c, month, t->day, tense);
        ro_date d = {year, month, t->day};
        if (!ro_date_exists(d)) return (ro_moment){0};
        return t->whole_week ? ro_moment_shift(d, RO_WEEK, 0) : (ro_moment){true, RO_DAY, d};
    }
    if (!year && grain == RO_QUARTER) year = quarter_year(c, month, tense);
    if (!year) year = stretch_year(c, month, months_of(grain), t, tense);
    return (ro_moment){true, grain, {year, month, 1}};
}

/* Without a year, and none to be found: "XXXX-08-07". */
static void print_open(const ro_reading *t, char value[VALUE]) {
    static const char *const seasons[] = {"SP", "SU", "FA", "WI"};
    if (t->quarter)
        snprintf(value, VALUE, "XXXX-Q%d", t->quarter);
    else if (t->half)
        snprintf(value, VALUE, "XXXX-H%d", t->half);
    else if (t->season)
        snprintf(value, VALUE, "XXXX-%s", seasons[t->season - 1]);
    else if (t->month && t->day)
        snprintf(value, VALUE, "XXXX-%02d-%02d", t->month, t->day);
    else if (t->month)
        snprintf(value, VALUE, "XXXX-%02d", t->month);
    else if (t->weekday)
        snprintf(value, VALUE, "XXXX-WXX-%d", t->weekday);
}

/* ---- shifts */

/* "a year ago" in a report of quarters is the same quarter then. */
static bool is_compared(const ro_time_context *c, const ro_reading *t) {
    if (c->stretches) return false;
    return t->unit == RO_YEAR && t->amount.number == 1 && !t->amount.tenths && t->shift < 0 && c->quarter.known;
}

/* Whether a shift leads out of the years that four digits write. */
static bool is_beyond(ro_date from, ro_unit unit, int32_t count) {
    enum { MOST = 1000000 };
    int64_t months = (int64_t)months_of(unit) * count, days = (int64_t)days_of(unit) * count;
    int64_t year = from.year + months / 12 + days / 366;
    return year < 2 || year > 9998 || days > MOST || days < -MOST;
}

static ro_moment shift_moment(const ro_time_context *c, const ro_reading *t) {
    bool told = t->told && c->told.known && !t->clock;
    int32_t count = t->amount.number || t->amount.tenths ? t->shift * t->amount.number : t->shift;
    if (!told && !c->dated) return (ro_moment){0};
    if (t->unit == RO_DAY && told && c->told.grain != RO_DAY) return (ro_moment){0};
    if (is_compared(c, t)) return ro_moment_shift(c->quarter.first, RO_QUARTER, -4);
    if (t->unit == RO_QUARTER && t->told && !t->amount.number) {
        if (c->quarter.known) return ro_moment_shift(c->quarter.first, RO_QUARTER, t->shift);
        return c->dated ? ro_moment_shift(c->today, RO_QUARTER, t->shift - 1) : (ro_moment){0};
    }
    ro_date from = told ? c->told.first : c->today;
    if (is_beyond(from, t->unit, count)) return (ro_moment){0};
    if (t->unit == RO_DECADE && count && t->amount.number) return ro_moment_shift(from, RO_YEAR, 10 * count);
    if (told && t->unit == RO_YEAR && t->amount.number && c->told.grain > RO_DAY && c->told.grain < RO_YEAR)
        return ro_moment_shift(move(from, RO_YEAR, count), c->told.grain, 0);
    return ro_moment_shift(from, t->unit, count);
}

/* ---- durations and sets */

static const char *unit_letter(ro_unit unit) {
    static const char *const letters[RO_UNITS] = {"S", "M", "H", "D", "WE", "W", "W", "M", "Q", "H", "Y", "Y", "Y", "Y"};
    return letters[unit];
}

static void print_amount(const ro_amount *a, ro_unit unit, char value[VALUE]) {
    const char *letter = unit_letter(unit), *time = unit < RO_DAY ? "T" : "";
    int32_t times = unit == RO_DECADE ? 10 : unit == RO_CENTURY ? 100 : unit == RO_FORTNIGHT ? 2 : 1;
    int32_t tenths = (a->number * 10 + a->tenths) * times;
    if (a->vague)
        snprintf(value, VALUE, "P%sX%s", time, unit == RO_DECADE ? "DE" : unit == RO_CENTURY ? "CE" : letter);
    else if (tenths % 10 == 0)
        snprintf(value, VALUE, "P%s%d%s", time, tenths / 10, letter);
    else if (unit == RO_HOUR && tenths > 10)
        snprintf(value, VALUE, "PT%dH%dM", tenths / 10, tenths % 10 * 6);
    else if (unit == RO_HOUR)
        snprintf(value, VALUE, "PT%dM", tenths * 6);
    else if (unit == RO_YEAR && tenths == 5)
        snprintf(value, VALUE, "P6M");
    else if (unit == RO_YEAR && a->tenths == 5)
        snprintf(value, VALUE, "P%dY6M", a->number);
    else
        snprintf(value, VALUE, "P%s%d.%d%s", time, tenths / 10, tenths % 10, letter);
}

static const char *part_code(ro_day_part part) {
    static const char *const codes[] = {"", "TMO", "TAF", "TEV", "TNI", "TMO", "T12:00", "T24:00"};
    return codes[part];
}

static void print_set(const ro_reading *t, char value[VALUE]) {
    if (t->weekday || t->month || t->season)
        print_open(t, value);
    else if (t->part)
        snprintf(value, VALUE, "XXXX-XX-XX");
    else
        print_amount(&t->amount, t->unit, value);
    size_t size = strlen(value);
    snprintf(value + size, VALUE - size, "%s", part_code(t->part));
}

/* ---- days covered */

static bool print_day(ro_arena *arena, int32_t day, const char **out) {
    ro_date d = ro_date_of(day);
    return (*out = ro_arena_print(arena, "%04d-%02d-%02d", d.year, d.month, d.day)) != NULL;
}

/* Days that four digits of a year cannot write are left out. */
static bool print_days(ro_arena *arena, int32_t first, int32_t last, ro_time *out) {
    if (ro_date_of(first).year < 1 || ro_date_of(last).year > 9999) return true;
    return print_day(arena, first, &out->earliest) && print_day(arena, last, &out->latest);
}

/* "early March" ends a third of the way through, "late March" begins at two. */
static void narrow(int32_t *first, int32_t *last, ro_mod mod) {
    int32_t third = (*last - *first + 1) / 3;
    if (mod == RO_MOD_START || mod == RO_MOD_MID) *last -= mod == RO_MOD_START ? 2 * third : third;
    if (mod == RO_MOD_END || mod == RO_MOD_MID) *first += mod == RO_MOD_END ? 2 * third : third;
}

/* The next larger unit: some days are within a week, some weeks within a month. */
static ro_date far_end(ro_date from, ro_unit unit, int32_t towards) {
    static const ro_unit larger[RO_UNITS] = {RO_DAY,  RO_DAY,  RO_DAY,  RO_WEEK,   RO_MONTH,  RO_MONTH,   RO_MONTH,
                                             RO_YEAR, RO_YEAR, RO_YEAR, RO_DECADE, RO_DECADE, RO_CENTURY, RO_CENTURY};
    return move(from, larger[unit], towards);
}

/* "the past three months" end on the report's day, "the next ten days" begin there. */
static bool cover_duration(ro_arena *arena, const ro_time_context *c, const ro_reading *t, ro_time *out) {
    enum { LONGEST = 1000 };
    if (!c->dated || !t->towards || t->amount.number > LONGEST) return true;
    ro_date end =
        t->amount.vague ? far_end(c->today, t->unit, t->towards) : move(c->today, t->unit, t->towards * t->amount.number);
    if (t->amount.tenths && !t->amount.vague && months_of(t->unit) * t->amount.tenths >= 10)
        end = ro_add_months(end, t->towards * (months_of(t->unit) * t->amount.tenths / 10));
    int32_t day = ro_day_number(end), today = today_of(c);
    out->anchor = c->anchor;
    return print_days(arena, day < today ? day : today, day < today ? today : day, out);
}

/* ---- all */

static const char *mod_name(const ro_reading *t) {
    static const char *const names[] = {NULL,        "START",     "MID",           "END",          "APPROX",
                                        "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"};
    if (t->shape == RO_SHAPE_SHIFT && t->amount.number) { /* more than a year ago is before it */
        if (t->mod == RO_MOD_MORE) return "BEFORE";
        if (t->mod == RO_MOD_LESS) return "AFTER";
    }
    return names[t->mod];
}

/* "the weekend" is the last one early in a week, unless it is told as to come. */
static ro_moment weekend_moment(const ro_time_context *c, ro_tense tense) {
    bool last = tense != RO_TENSE_FUTURE && ro_weekday_of(today_of(c)) < 5;
    return ro_moment_shift(c->today, RO_WEEKEND, last ? -1 : 0);
}

static bool is_the_weekend(const ro_reading *t) {
    return t->shape == RO_SHAPE_SHIFT && t->unit == RO_WEEKEND && t->which == RO_WHICH_ANY && !t->shift && !t->amount.number;
}

static ro_moment moment_of(const ro_time_context *c, const ro_reading *t, ro_tense tense) {
    if (t->shape == RO_SHAPE_CALENDAR) return calendar_moment(c, t, tense);
    if (is_the_weekend(t) && c->dated) return weekend_moment(c, tense);
    if (t->shape == RO_SHAPE_SHIFT) return shift_moment(c, t);
    if (!c->dated) return (ro_moment){0};
    return (ro_moment){true, RO_DAY, ro_date_of(weekday_day(c, t, tense))};
}

static bool is_relative(const ro_reading *t) {
    return t->shape != RO_SHAPE_CALENDAR || t->year_shifted || (!t->year && !t->span_years) || t->compared;
}

/* Hours and minutes before the report's own time. */
static bool resolve_hours(ro_arena *arena, const ro_time_context *c, const ro_reading *t, ro_time *out) {
    int32_t minutes = t->shift * t->amount.number * (t->unit == RO_HOUR ? 60 : t->unit == RO_MINUTE);
    int32_t now = c->hour * 60 + c->minute + minutes, days = now / 1440 - (now % 1440 < 0);
    out->type = RO_TIME_TIME;
    if (!c->dated || !c->timed || t->told || t->amount.vague) return true;
    ro_date d = ro_date_of(today_of(c) + days);
    now -= days * 1440;
    out->anchor = c->anchor;
    out->value = ro_arena_print(arena, "%04d-%02d-%02dT%02d:%02d", d.year, d.month, d.day, now / 60, now % 60);
    return out->value && print_days(arena, ro_day_number(d), ro_day_number(d), out);
}

/* The quarter that a report is of is the first that it names; what it says of others are outlooks and comparisons. */
static void take_quarter(ro_time_context *c, const ro_moment *m) {
    int32_t away = m->first.year - c->today.year;
    if (!c->quarter.known && away >= -1 && away <= 1) c->quarter = *m;
    c->stretches = false;
}

static bool resolve_moment(ro_arena *arena, ro_time_context *c, const ro_reading *t, ro_tense tense, ro_time *out) {
    char value[VALUE] = "";
    ro_moment m = moment_of(c, t, tense);
    size_t size;
    if (m.known)
        print_moment(&m, value);
    else if (t->shape != RO_SHAPE_SHIFT)
        print_open(t, value);
    size = strlen(value);
    bool fine = m.grain == RO_DAY || !m.known;
    if (t->clock && fine && (size || !m.known))
        snprintf(value + size, VALUE - size, "%sT%02d:%02d", size ? "" : "XXXX-XX-XX", t->hour, t->minute);
    else if (fine && size)
        snprintf(value + size, VALUE - size, "%s", part_code(t->part));
    if (t->clock || t->part) out->type = RO_TIME_TIME;
    if (*value && !(out->value = ro_arena_copy(arena, value, strlen(value)))) return false;
    if (!m.known) return true;
    if (is_relative(t)) out->anchor = c->anchor;
    bool compared =
        t->shape == RO_SHAPE_SHIFT && t->unit == RO_YEAR && t->amount.number; /* "a year earlier" twice is the same year */
    if (!compared) c->told = m;
    if (m.grain == RO_QUARTER && t->shape == RO_SHAPE_CALENDAR) take_quarter(c, &m);
    int32_t first, last;
    ro_moment_days(&m, &first, &last);
    if (t->last_day && m.grain == RO_DAY && t->last_day <= ro_month_days(m.first.year, m.first.month))
        last += t->last_day - t->day;
    narrow(&first, &last, t->mod);
    return print_days(arena, first, last, out);
}

bool ro_time_needs_tense(const ro_reading *t) {
    if (is_the_weekend(t)) return true;
    if (t->shape == RO_SHAPE_WEEKDAY) return (t->which == RO_WHICH_ANY || t->which == RO_WHICH_THIS) && !t->year_shifted;
    return t->shape == RO_SHAPE_CALENDAR && !t->year && !t->year_shifted && !t->span_years;
}

static bool copy_value(ro_arena *arena, const char *value, ro_time *out) {
    return (out->value = ro_arena_copy(arena, value, strlen(value))) != NULL;
}

bool ro_time_resolve(ro_arena *arena, ro_time_context *c, const ro_reading *t, ro_tense tense, ro_time *out) {
    static const char *const references[] = {"PRESENT_REF", "PAST_REF", "FUTURE_REF"};
    char value[VALUE] = "";
    out->mod = mod_name(t);
    switch (t->shape) {
    case RO_SHAPE_DURATION:
        out->type = RO_TIME_DURATION;
        if (t->unit == RO_MONTH) c->stretches = true; /* nine months are compared with as many */
        print_amount(&t->amount, t->unit, value);
        return copy_value(arena, value, out) && cover_duration(arena, c, t, out);
    case RO_SHAPE_SET:
        out->type = RO_TIME_SET;
        print_set(t, value);
        return copy_value(arena, value, out);
    case RO_SHAPE_REFERENCE: return copy_value(arena, references[t->reference], out);
    default: break;
    }
    if (t->shape == RO_SHAPE_SHIFT && t->amount.vague && t->told) { /* "a few days later": no more than how far */
        out->type = RO_TIME_DURATION;
        print_amount(&t->amount, t->unit, value);
        return copy_value(arena, value, out);
    }
    if (t->shape == RO_SHAPE_SHIFT && t->amount.vague) return copy_value(arena, t->shift < 0 ? "PAST_REF" : "FUTURE_REF", out);
    if (t->shape == RO_SHAPE_SHIFT && t->unit < RO_DAY) return resolve_hours(arena, c, t, out);
    return resolve_moment(arena, c, t, tense, out);
}
