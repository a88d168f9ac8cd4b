/* UTF-8, and positions counted in its three units. */
#include "text/text.h"

#include <setjmp.h>
#include <cmocka.h>

static const char wide[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8F\x9B"; /* one, two, three and four bytes */

static void positions_count_in_every_unit(void **state) {
    (void)state;
    ro_arena *arena = ro_arena_new();
    char bytes[50 * (sizeof wide - 1) + 1];
    for (size_t i = 0; i < 50; i++) memcpy(bytes + 10 * i, wide, sizeof wide);
    ro_text text;
    assert_true(ro_text_index(&text, bytes, 500, arena));
    static const uint32_t starts[] = {0, 1, 3, 6}, utf16[] = {0, 1, 2, 3};
    for (uint32_t i = 0; i < 50; i++)
        for (uint32_t k = 0; k < 4; k++) {
            assert_int_equal(ro_text_points(&text, 10 * i + starts[k]), 4 * i + k);
            assert_int_equal(ro_text_utf16(&text, 10 * i + starts[k]), 5 * i + utf16[k]);
        }
    assert_int_equal(ro_text_points(&text, 500), 200);
    assert_int_equal(ro_text_utf16(&text, 500), 250);
    ro_arena_free(arena);
}

static void code_points_are_walked_both_ways(void **state) {
    (void)state;
    static const uint32_t points[] = {'a', 0xE9, 0x20AC, 0x1F3DB};
    uint32_t at = 0, length;
    for (size_t i = 0; i < 4; i++, at += length) {
        assert_int_equal(ro_utf8_at(wide + at, &length), points[i]);
        assert_int_equal(length, i + 1);
        assert_int_equal(ro_utf8_before(wide, at + length), at);
    }
    assert_int_equal(ro_utf8_at("", &length), 0);
    assert_int_equal(length, 1);
}

static void broken_bytes_are_found(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t at;
    } broken[] = {
        {"ab\xFF", 2},           /* no byte of UTF-8 */
        {"\xC0\xAF", 0},         /* longer than need be */
        {"a\xE2\x82", 1},        /* cut off */
        {"abc\xED\xA0\x80", 3},  /* half of a surrogate pair */
        {"\xF4\x90\x80\x80", 0}, /* beyond U+10FFFF */
        {"\xC3\xA9\x80", 2},     /* goes on without a beginning */
    };
    size_t at;
    assert_true(ro_utf8_valid(wide, sizeof wide - 1, &at));
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        assert_false(ro_utf8_valid(broken[i].bytes, strlen(broken[i].bytes), &at));
        assert_int_equal(at, broken[i].at);
    }
}

static void spans_are_trimmed_of_white_space(void **state) {
    (void)state;
    ro_arena *arena = ro_arena_new();
    static const char bytes[] = " \xC2\xA0 Said\xE2\x80\x89\n";
    ro_text text;
    assert_true(ro_text_index(&text, bytes, sizeof bytes - 1, arena));
    ro_span span = ro_text_trim(&text, (ro_span){0, sizeof bytes - 1});
    assert_int_equal(span.start, 4);
    assert_int_equal(span.end, 8);
    assert_true(ro_text_is(&text, span, "said"));
    assert_false(ro_text_is(&text, span, "say"));
    assert_true(ro_span_empty(ro_text_trim(&text, (ro_span){0, 4})));
    ro_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_count_in_every_unit),
        cmocka_unit_test(code_points_are_walked_both_ways),
        cmocka_unit_test(broken_bytes_are_found),
        cmocka_unit_test(spans_are_trimmed_of_white_space),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
