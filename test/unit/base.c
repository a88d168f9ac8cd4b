/* Arenas, buffers, errors and the digest. */
#include "base/base.h"

#include <setjmp.h>
#include <cmocka.h>

static void arena_is_zeroed_and_aligned(void **state) {
    (void)state;
    ro_arena *arena = ro_arena_new();
    assert_non_null(arena);
    for (size_t size = 1; size < 100000; size = size * 3 + 1) {
        const unsigned char *bytes = ro_arena_alloc(arena, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) assert_int_equal(bytes[i], 0);
    }
    ro_arena_free(arena);
}

static void arena_refuses_what_overflows(void **state) {
    (void)state;
    ro_arena *arena = ro_arena_new();
    assert_null(ro_arena_array(arena, SIZE_MAX / 2, 3));
    assert_null(ro_arena_alloc(arena, SIZE_MAX));
    assert_string_equal(ro_arena_copy(arena, "abcdef", 3), "abc");
    assert_string_equal(ro_arena_print(arena, "%s-%d", "a", 7), "a-7");
    ro_arena_free(arena);
    ro_arena_free(NULL);
}

static void list_keeps_what_it_is_given(void **state) {
    (void)state;
    ro_arena *arena = ro_arena_new();
    ro_spans spans = {0};
    for (uint32_t i = 0; i < 1000; i++) assert_true(ro_list_add(arena, &spans, (ro_span){i, i + 1}));
    assert_int_equal(spans.count, 1000);
    for (uint32_t i = 0; i < 1000; i++) assert_true(ro_span_equal(spans.items[i], (ro_span){i, i + 1}));
    ro_arena_free(arena);
}

static void buffer_ends_in_zero(void **state) {
    (void)state;
    ro_buffer buffer = {0};
    for (int i = 0; i < 5000; i++) assert_true(ro_buffer_add(&buffer, "ab", 2));
    assert_int_equal(buffer.size, 10000);
    assert_int_equal(strlen(buffer.data), 10000);
    ro_buffer_free(&buffer);
}

static void error_is_cut_not_overrun(void **state) {
    (void)state;
    ro_error error = {0};
    char name[1000];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = 0;
    assert_false(ro_fail(&error, RO_E_INPUT, "%s: no", name));
    assert_int_equal(error.code, RO_E_INPUT);
    assert_true(strlen(error.message) < sizeof error.message);
    assert_false(ro_fail(NULL, RO_E_INPUT, "nobody asks"));
}

static void digest_is_sha256(void **state) {
    (void)state;
    char hex[65];
    ro_sha256("", 0, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    ro_sha256("abc", 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void spans_meet_as_they_should(void **state) {
    (void)state;
    ro_span a = {2, 5};
    assert_true(ro_span_overlaps(a, (ro_span){4, 9}));
    assert_false(ro_span_overlaps(a, (ro_span){5, 9}));
    assert_true(ro_span_contains(a, (ro_span){2, 5}));
    assert_false(ro_span_contains(a, (ro_span){1, 3}));
    assert_true(ro_span_empty((ro_span){0, 0}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_is_zeroed_and_aligned), cmocka_unit_test(arena_refuses_what_overflows),
        cmocka_unit_test(list_keeps_what_it_is_given), cmocka_unit_test(buffer_ends_in_zero),
        cmocka_unit_test(error_is_cut_not_overrun),    cmocka_unit_test(digest_is_sha256),
        cmocka_unit_test(spans_meet_as_they_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
