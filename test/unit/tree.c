/* JSON as a tree: what is read, and what is refused. */
#include "store/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static ro_arena *arena;

static int begin(void **state) {
    (void)state;
    return (arena = ro_arena_new()) ? 0 : -1;
}

static int end(void **state) {
    (void)state;
    ro_arena_free(arena);
    return 0;
}

static const ro_tree *read(const char *json) {
    ro_error error = {0};
    const ro_tree *tree = ro_tree_read(arena, json, strlen(json), &error);
    if (!tree) print_message("%s: %s\n", json, error.message);
    assert_non_null(tree);
    return tree;
}

static void values_are_read(void **state) {
    (void)state;
    const ro_tree *tree = read(" {\"a\": [1, -20, null, true, false, \"x\"], \"b\" : {\"c\": {}}, \"d\": [ ] }\n");
    const ro_tree *list = ro_tree_get(tree, "a");
    assert_int_equal(ro_tree_count(list), 6);
    assert_int_equal(ro_tree_integer(ro_tree_at(list, 0)), 1);
    assert_int_equal(ro_tree_integer(ro_tree_at(list, 1)), -20);
    assert_true(ro_tree_empty(ro_tree_at(list, 2)));
    assert_true(ro_tree_is(ro_tree_at(list, 3), RO_TREE_TRUE));
    assert_true(ro_tree_is(ro_tree_at(list, 4), RO_TREE_FALSE));
    assert_string_equal(ro_tree_string(ro_tree_at(list, 5)), "x");
    assert_null(ro_tree_at(list, 6));
    assert_true(ro_tree_is(ro_tree_get(ro_tree_get(tree, "b"), "c"), RO_TREE_OBJECT));
    assert_int_equal(ro_tree_count(ro_tree_get(tree, "d")), 0);
    assert_null(ro_tree_get(tree, "e"));
    assert_null(ro_tree_get(list, "a"));
    assert_null(ro_tree_get(NULL, "a"));
    assert_int_equal(ro_tree_integer(ro_tree_get(read("{\"a\": 1, \"a\": 2}"), "a")), 2); /* the last counts */
}

static void strings_are_resolved(void **state) {
    (void)state;
    const ro_tree *s = read("\"a\\n\\t\\\"\\\\\\/\\u00e9\\u20AC\\ud83c\\udfdb\xC3\xA9 z\"");
    static const char whole[] = "a\n\t\"\\/\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8F\x9B\xC3\xA9 z";
    assert_string_equal(ro_tree_string(s), whole);
    assert_int_equal(s->size, sizeof whole - 1);
    assert_string_equal(ro_tree_string(read("\"\"")), "");
}

static double real(const char *json) {
    const ro_tree *tree = read(json);
    assert_true(ro_tree_is(tree, RO_TREE_REAL));
    return tree->real;
}

static void numbers_are_exact(void **state) {
    (void)state;
    static const char *const numbers[] = {"0.9",     "-0.125", "0.001", "3.5",  "1e3",    "1E+22",   "25e-1",
                                          "123.456", "1e-7",   "0.0",   "-0.1", "7.25e2", "999999.5"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) assert_true(real(numbers[i]) == strtod(numbers[i], NULL));
    assert_int_equal(ro_tree_integer(read("999999999999999999")), 999999999999999999);
    assert_true(ro_tree_integer(read("9223372036854775807")) == INT64_MAX);
    assert_true(real("1e-400") < 1e-300);
    assert_true(real("0.00000000000000000000000000000000000000001") > 0);
    assert_int_equal(ro_tree_integer(read("-0")), 0);
}

static void what_is_no_json_is_refused(void **state) {
    (void)state;
    static const char *const broken[] = {
        "",
        "{",
        "[1,]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "[1 2]",
        "01",
        "1.",
        ".5",
        "-",
        "+1",
        "1e",
        "tru",
        "nul",
        "NaN",
        "\"a",
        "\"\n\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "1 2",
        "{} {}",
        "1e400",
        "9223372036854775808", /* jansson takes none so large, and would not read the record again */
        "{\"a\": 18446744073709551615}",
        "[\"\\\"]",
        "\"\xFF\"",
        "\"\xC0\xAF\"",
        "[",
        "]",
        "{]",
        "[}",
        "\\",
        "//",
        "\"\\",
        "{\"a\":1 \"b\":2}",
    };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        ro_error error = {0};
        if (ro_tree_read(arena, broken[i], strlen(broken[i]), &error)) fail_msg("taken: %s", broken[i]);
        assert_int_equal(error.code, RO_E_INPUT);
    }
    static const char zero[] = "\"a\0b\"";
    assert_null(ro_tree_read(arena, zero, sizeof zero - 1, NULL));
}

/* Large objects are looked into by another way. */
static void keys_of_large_objects_are_found(void **state) {
    (void)state;
    enum { KEYS = 1000 };
    ro_buffer text = {0};
    char part[32];
    for (int i = 0; i < 2 * KEYS; i++) {
        int size = snprintf(part, sizeof part, "%c\"k%d\":%d", i ? ',' : '{', i * 7 % KEYS, i);
        assert_true(ro_buffer_add(&text, part, (size_t)size));
    }
    assert_true(ro_buffer_add(&text, "}", 1));
    const ro_tree *tree = read(text.data);
    for (int i = 0; i < KEYS; i++) {
        snprintf(part, sizeof part, "k%d", i * 7 % KEYS);
        assert_int_equal(ro_tree_integer(ro_tree_get(tree, part)), KEYS + i); /* the last counts */
    }
    assert_null(ro_tree_get(tree, "k"));
    assert_null(ro_tree_get(tree, "a"));
    assert_null(ro_tree_get(tree, "z"));
    ro_buffer_free(&text);
}

static void depth_is_bounded(void **state) {
    (void)state;
    enum { DEEP = 100000 };
    char *text = malloc(DEEP);
    ro_error error = {0};
    assert_non_null(text);
    memset(text, '[', DEEP);
    assert_null(ro_tree_read(arena, text, DEEP, &error));
    memset(text + DEEP / 2, ']', DEEP / 2);
    assert_null(ro_tree_read(arena, text, DEEP, &error));
    assert_non_null(strstr(error.message, "too deep"));
    memset(text + 900, ']', 900);
    assert_non_null(ro_tree_read(arena, text, 1800, &error));
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_read),   cmocka_unit_test(strings_are_resolved),
        cmocka_unit_test(numbers_are_exact), cmocka_unit_test(what_is_no_json_is_refused),
        cmocka_unit_test(depth_is_bounded),  cmocka_unit_test(keys_of_large_objects_are_found),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
