/* The calendar that times are reckoned by, and the words and values they are made of. */
#include "find/times_calendar.h"
#include "find/times_value.h"

#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

static int32_t day(int32_t year, int32_t month, int32_t of_month) { return ro_day_number((ro_date){year, month, of_month}); }

static void check_date(ro_date d, int32_t year, int32_t month, int32_t of_month) {
    assert_int_equal(d.year, year);
    assert_int_equal(d.month, month);
    assert_int_equal(d.day, of_month);
}

static void days_count(void **state) {
    (void)state;
    assert_int_equal(day(1970, 1, 1), 0);
    assert_int_equal(day(1969, 12, 31), -1);
    assert_int_equal(day(2000, 3, 1), 11017);
    assert_int_equal(day(2022, 1, 21), 19013);
    for (int32_t n = day(1899, 12, 1); n < day(2101, 2, 1); n++) assert_int_equal(ro_day_number(ro_date_of(n)), n);
}

static void leap_years(void **state) {
    (void)state;
    assert_true(ro_leap_year(2000) && ro_leap_year(2024) && !ro_leap_year(1900) && !ro_leap_year(2023));
    assert_int_equal(ro_month_days(1900, 2), 28);
    assert_int_equal(ro_month_days(2000, 2), 29);
    assert_true(ro_date_exists((ro_date){2024, 2, 29}));
    assert_false(ro_date_exists((ro_date){2023, 2, 29}));
    assert_false(ro_date_exists((ro_date){2023, 13, 1}));
    check_date(ro_date_of(day(2024, 2, 28) + 1), 2024, 2, 29);
    check_date(ro_date_of(day(2023, 2, 28) + 1), 2023, 3, 1);
}

static void weekdays(void **state) {
    (void)state;
    assert_int_equal(ro_weekday_of(day(1970, 1, 1)), 4);
    assert_int_equal(ro_weekday_of(day(2022, 1, 21)), 5);
    assert_int_equal(ro_weekday_of(day(1969, 12, 29)), 1);
    assert_int_equal(ro_weekday_of(day(1969, 12, 28)), 7);
}

static void check_week(int32_t of, int32_t year, int32_t week) {
    ro_iso_week w = ro_week_of(of);
    assert_int_equal(w.year, year);
    assert_int_equal(w.week, week);
    assert_true(ro_week_day(w) <= of && of < ro_week_day(w) + 7);
}

static void iso_weeks(void **state) {
    (void)state;
    check_week(day(2021, 1, 1), 2020, 53);
    check_week(day(2021, 1, 4), 2021, 1);
    check_week(day(2018, 12, 31), 2019, 1);
    check_week(day(2016, 1, 3), 2015, 53);
    check_week(day(2005, 1, 1), 2004, 53);
    check_week(day(1998, 12, 31), 1998, 53);
}

static void months_on_and_back(void **state) {
    (void)state;
    check_date(ro_add_months((ro_date){2023, 1, 31}, 1), 2023, 2, 28);
    check_date(ro_add_months((ro_date){2024, 1, 31}, 1), 2024, 2, 29);
    check_date(ro_add_months((ro_date){2024, 2, 29}, 12), 2025, 2, 28);
    check_date(ro_add_months((ro_date){2024, 3, 31}, -1), 2024, 2, 29);
    check_date(ro_add_months((ro_date){2024, 1, 15}, -1), 2023, 12, 15);
    check_date(ro_add_months((ro_date){2024, 12, 15}, 1), 2025, 1, 15);
    check_date(ro_add_months((ro_date){2024, 6, 15}, -30), 2021, 12, 15);
}

static void feasts(void **state) {
    (void)state;
    check_date(ro_date_of(ro_easter(2019)), 2019, 4, 21);
    check_date(ro_date_of(ro_easter(2024)), 2024, 3, 31);
    check_date(ro_date_of(ro_easter(1943)), 1943, 4, 25);
    check_date(ro_date_of(ro_nth_weekday(2024, 11, 4, 4)), 2024, 11, 28);
    check_date(ro_date_of(ro_nth_weekday(2024, 5, 1, -1)), 2024, 5, 27);
    check_date(ro_date_of(ro_nth_weekday(2024, 9, 1, 1)), 2024, 9, 2);
}

static void check_days(ro_moment m, int32_t from, int32_t to) {
    int32_t first, last;
    ro_moment_days(&m, &first, &last);
    assert_int_equal(first, from);
    assert_int_equal(last, to);
}

static void stretches(void **state) {
    (void)state;
    ro_date friday = {2022, 1, 21};
    check_days(ro_moment_shift(friday, RO_WEEK, 1), day(2022, 1, 24), day(2022, 1, 30));
    check_days(ro_moment_shift(friday, RO_WEEKEND, 0), day(2022, 1, 22), day(2022, 1, 23));
    check_days(ro_moment_shift(friday, RO_MONTH, -1), day(2021, 12, 1), day(2021, 12, 31));
    check_days(ro_moment_shift(friday, RO_QUARTER, -1), day(2021, 10, 1), day(2021, 12, 31));
    check_days(ro_moment_shift(friday, RO_QUARTER, 0), day(2022, 1, 1), day(2022, 3, 31));
    check_days(ro_moment_shift(friday, RO_HALF, 1), day(2022, 7, 1), day(2022, 12, 31));
    check_days(ro_moment_shift(friday, RO_SEASON, 0), day(2021, 12, 1), day(2022, 2, 28));
    check_days(ro_moment_shift(friday, RO_YEAR, 2), day(2024, 1, 1), day(2024, 12, 31));
    check_days(ro_moment_shift(friday, RO_DECADE, -1), day(2010, 1, 1), day(2019, 12, 31));
    check_days(ro_moment_shift(friday, RO_DAY, -21), day(2021, 12, 31), day(2021, 12, 31));
}

/* ---- words */

static ro_lexemes read(ro_arena *arena, const char *text) {
    ro_lexemes out = {0};
    assert_true(ro_lexemes_read(arena, text, (uint32_t)strlen(text), &out));
    return out;
}

static void lexemes(void **state) {
    (void)state;
    ro_arena *arena = ro_arena_new();
    assert_non_null(arena);
    ro_lexemes l = read(arena, "At 10:35 a.m. on Aug. 7, 1,250 of 3.5\n\nMay");
    static const uint8_t kinds[] = {RO_TW_WORD, RO_TW_NUMBER, RO_TW_MARK, RO_TW_NUMBER, RO_TW_WORD, RO_TW_WORD,   RO_TW_MONTH,
                                    RO_TW_MARK, RO_TW_NUMBER, RO_TW_MARK, RO_TW_NUMBER, RO_TW_WORD, RO_TW_NUMBER, RO_TW_MONTH};
    assert_int_equal(l.count, sizeof kinds);
    for (size_t i = 0; i < l.count; i++) assert_int_equal(l.items[i].kind, kinds[i]);
    assert_int_equal(l.items[4].value, RO_W_AM);
    assert_int_equal(l.items[10].number, 1250);
    assert_true(l.items[10].grouped);
    assert_int_equal(l.items[12].tenths, 5);
    assert_int_equal(l.items[13].gap, RO_GAP_PARAGRAPH);
    ro_arena_free(arena);
}

/* The words of the table are looked up by halving: each stands behind the one before it. */
static void words_are_sorted(void **state) {
    (void)state;
    static const struct {
        char word[16];
        uint8_t kind, value;
    } entries[] = {
#include "find/data/times.inc"
    };
    for (size_t i = 1; i < sizeof entries / sizeof *entries; i++) assert_true(strcmp(entries[i - 1].word, entries[i].word) < 0);
}

static int32_t amount(ro_arena *arena, const char *text) {
    ro_lexemes l = read(arena, text);
    ro_time_reader r = {l.items, 0, (uint32_t)l.count};
    ro_amount out;
    return ro_read_amount(&r, 0, &out) ? out.number * 10 + out.tenths : -1;
}

static void amounts(void **state) {
    (void)state;
    ro_arena *arena = ro_arena_new();
    assert_non_null(arena);
    static const struct {
        const char *text;
        int32_t tenths;
    } rows[] = {{"three", 30},
                {"twenty-one", 210},
                {"two hundred and ten", 2100},
                {"a dozen", 120},
                {"a couple of", 20},
                {"5 1/2", 55},
                {"3.5", 35},
                {"one and a half", 15},
                {"half a", 5},
                {"1,200", 12000},
                {"two to three days", 20},
                {"a hundred", 1000},
                {"four thousand", 40000},
                {"two dozen", 240},
                {"two three", 20},
                {"several", 0},
                {"Monday", -1},
                {"$5", -1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) assert_int_equal(amount(arena, rows[i].text), rows[i].tenths);
    ro_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_count),         cmocka_unit_test(leap_years),
        cmocka_unit_test(weekdays),           cmocka_unit_test(iso_weeks),
        cmocka_unit_test(months_on_and_back), cmocka_unit_test(feasts),
        cmocka_unit_test(stretches),          cmocka_unit_test(lexemes),
        cmocka_unit_test(words_are_sorted),   cmocka_unit_test(amounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
