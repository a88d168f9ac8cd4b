/* Full-text questions: what each becomes for either back end, and what is said of one that cannot be read. */
#include "store/about.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void check(const char *question, const char *fts5, const char *tsquery) {
    ro_arena *arena = ro_arena_new();
    ro_error error = {0};
    ro_buffer out = {0};
    const ro_about *about = ro_about_read(question, arena, &error);
    if (!about) print_message("%s: %s\n", question, error.message);
    assert_non_null(about);
    assert_true(ro_about_print(about, RO_SQLITE, &out));
    assert_string_equal(out.data, fts5);
    out.size = 0;
    if (tsquery) {
        assert_true(ro_about_print(about, RO_POSTGRES, &out));
        assert_string_equal(out.data, tsquery);
    }
    ro_buffer_free(&out);
    ro_arena_free(arena);
}

static void refuse(const char *question, const char *why) {
    ro_arena *arena = ro_arena_new();
    ro_error error = {0};
    assert_null(ro_about_read(question, arena, &error));
    if (!strstr(error.message, why)) print_message("%s: %s\n", question, error.message);
    assert_non_null(strstr(error.message, why));
    assert_int_not_equal(error.code, RO_OK);
    ro_arena_free(arena);
}

static void words(void **state) {
    (void)state;
    check("gas", "\"gas\"", "('gas')");
    check("Gas  PIPELINE", "(\"gas\" AND \"pipeline\")", "(('gas') & ('pipeline'))");
    check("gas AND oil", "(\"gas\" AND \"oil\")", "(('gas') & ('oil'))");
    check("gas & oil", "(\"gas\" AND \"oil\")", "(('gas') & ('oil'))");
    check("\"Gas pipeline\"", "\"gas pipeline\"", "('gas' <-> 'pipeline')");
    check("“Gas pipeline”", "\"gas pipeline\"", "('gas' <-> 'pipeline')");
    check("well-known", "\"well known\"", "('well' <-> 'known')");
    check("Čapek", "\"capek\"", "('capek')");
    check("and or near not", "(\"and\" AND \"or\" AND \"near\" AND \"not\")", NULL);
}

static void prefixes(void **state) {
    (void)state;
    check("pipe*", "\"pipe\"*", "('pipe':*)");
    check("\"gas pip\"*", "\"gas pip\"*", "('gas' <-> 'pip':*)");
    refuse("*", "character 1");
    refuse("gas p*pe", "character 5");
    refuse("gas **", "character 5");
}

static void choices(void **state) {
    (void)state;
    check("gas OR oil", "(\"gas\" OR \"oil\")", "(('gas') | ('oil'))");
    check("gas tax OR oil", "((\"gas\" AND \"tax\") OR \"oil\")", NULL);
    check("(gas OR oil) tax", "((\"gas\" OR \"oil\") AND \"tax\")", NULL);
    check("gas -oil", "((\"gas\") NOT (\"oil\"))", "((('gas')) & !(('oil')))");
    check("-oil gas NOT coal", "((\"gas\") NOT (\"oil\" OR \"coal\"))", NULL);
    check("gas -(oil coal)", "((\"gas\") NOT ((\"oil\" AND \"coal\")))", NULL);
    refuse("-oil", "character 1: only what must not occur");
    refuse("gas OR -oil", "character 8: only what must not occur");
    refuse("gas OR", "character 7");
    refuse("OR gas", "character 1");
    check("gas --oil", "(\"gas\" AND \"oil\")", NULL);
    refuse("gas -& oil", "character 6");
}

static void near(void **state) {
    (void)state;
    check("gas NEAR/1 oil", "NEAR(\"gas\" \"oil\", 1)",
          "((('gas') <1> ('oil')) | (('gas') <2> ('oil')) | (('oil') <1> ('gas')) | (('oil') <2> ('gas')))");
    check("gas NEAR oil", "NEAR(\"gas\" \"oil\", 10)", NULL);
    check("a NEAR/0 a", "NEAR(\"a\" \"a\", 0)", "((('a') <1> ('a')) | (('a') <1> ('a')) | ('a'))");
    check("\"a b\" NEAR/0 b*", "NEAR(\"a b\" \"b\"*, 0)",
          "((('a' <-> 'b') <1> ('b':*)) | (('b':*) <1> ('a' <-> 'b')) | ('a' <-> 'b'))");
    check("a NEAR b NEAR/2 c", "(NEAR(\"a\" \"b\", 10) AND NEAR(\"b\" \"c\", 2))", NULL);
    refuse("gas NEAR/x oil", "character 5: NEAR/ needs a number");
    refuse("gas NEAR/101 oil", "character 5: NEAR/ needs a number");
    refuse("gas NEAR/ oil", "character 5: NEAR/ needs a number");
    refuse("gas NEAR (oil)", "character 10: NEAR stands between");
    refuse("(gas) x NEAR", "character 13: NEAR stands between");
    refuse("(a b) NEAR c", "NEAR stands between words and phrases");
}

static void hostile(void **state) {
    (void)state;
    char deep[200] = "";
    for (size_t i = 0; i < 40; i++) strcat(deep, "(");
    refuse(deep, "brackets within");
    char many[1000] = "";
    for (size_t i = 0; i < 65; i++) strcat(many, "word ");
    refuse(many, "more than 64");
    char *large = malloc(5001);
    memset(large, 'a', 5000);
    large[5000] = 0;
    refuse(large, "longer than");
    free(large);
    refuse("", "no word in it");
    refuse(" \t… & ", "no word in it");
    refuse("gas \xFF", "not valid UTF-8");
    refuse("(gas", "character 1: a bracket that nothing closes");
    refuse("gas)", "character 4: a bracket that nothing opens");
    refuse("()", "character 2");
    refuse("é \"gas", "character 3: a quotation mark that nothing closes");
    check("gas\" OR 1=1 --\"", "(\"gas\" AND \"or 1 1\")", NULL);
    check("'; DROP TABLE reports; --", "(\"drop\" AND \"table\" AND \"reports\")", "(('drop') & ('table') & ('reports'))");
    check("content:gas ^tax {a b}:c", "(\"content gas\" AND \"tax\" AND \"a\" AND \"b c\")", NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words), cmocka_unit_test(prefixes), cmocka_unit_test(choices),
        cmocka_unit_test(near),  cmocka_unit_test(hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
