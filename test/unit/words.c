/* The cut of words that full-text indexes and names rest on; what spellings of a name share. */
#include "store/likeness.h"
#include "store/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void check(const char *text, const char *words) {
    ro_buffer out = {0};
    assert_true(ro_store_words(text, strlen(text), &out));
    assert_string_equal(out.data ? out.data : "", words);
    ro_buffer_free(&out);
}

static void case_and_accents_are_folded(void **state) {
    (void)state;
    check("The Harbour, Board; 2nd-Class", "the harbour board 2nd class");
    check("Zo\xC3\xAB H\xC3\xA5kansson", "zoe hakansson");
    check("Zoe\xCC\x88", "zoe"); /* a mark of its own */
    check("Stra\xC3\x9F"
          "e \xC3\x86r\xC3\xB8 \xC5\x81\xC3\xB3"
          "d\xC5\xBA",
          "strasse aero lodz");
    check("\xD0\x9C\xD0\x9E\xD0\xA1\xD0\x9A\xD0\x92\xD0\x90", "\xD0\xBC\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0");
    check("\xEF\xBC\xA1\xEF\xBC\xA2 \xC2\xBD km\xC2\xB2", "ab 1 2 km2"); /* wide letters, fractions, raised digits */
    check("\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8\xE0\xA5\x8D\xE0\xA4\xA6\xE0\xA5\x80",
          "\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8\xE0\xA5\x8D\xE0\xA4\xA6\xE0\xA5\x80");
}

static void apostrophes_and_full_stops_join(void **state) {
    (void)state;
    check("O'Neill O\xE2\x80\x99Neill don't", "oneill oneill dont");
    check("the minister's, the ministers' it's", "the minister the ministers it");
    check("'quoted' \xE2\x80\x98quoted\xE2\x80\x99", "quoted quoted");
    check("U.S. U.S.-led e.g. J. Smith J.Smith end. A", "us us led eg j smith j smith end a");
}

static void letters_of_scripts_without_blanks_are_words(void **state) {
    (void)state;
    check("\xE5\x8C\x97\xE4\xBA\xAC 2008", "\xE5\x8C\x97 \xE4\xBA\xAC 2008");
    check("\xE3\x81\x82\xE3\x82\xA2", "\xE3\x81\x82 \xE3\x82\xA2");
    check("\xED\x95\x9C\xEA\xB5\xAD", "\xED\x95\x9C\xEA\xB5\xAD"); /* Hangul has blanks */
}

static void sizes_are_bounded(void **state) {
    (void)state;
    enum { LONG = 100000 };
    char *text = malloc(2 * LONG + 1);
    ro_buffer out = {0};
    assert_non_null(text);
    memset(text, 'a', LONG);
    assert_true(ro_store_words(text, LONG, &out));
    assert_int_equal(out.size, RO_WORD_MOST);
    out.size = 0;
    for (size_t i = 0; i < LONG; i++) memcpy(text + 2 * i, "b ", 2);
    assert_true(ro_store_words(text, 2 * LONG, &out));
    assert_int_equal(out.size, 2 * RO_WORDS_MOST - 1);
    ro_buffer_free(&out);
    free(text);
    check("", "");
    check("\xFF\xFE a\xFF"
          "b",
          "a b");
}

static void vectors_count_positions(void **state) {
    (void)state;
    static const char words[] = "pipeline gas gasoline gas\ntext";
    static const char vector[] = "\0\0\0\4"
                                 "gas\0\0\2\0\2\0\4"
                                 "gasoline\0\0\1\0\3"
                                 "pipeline\0\0\1\0\1"
                                 "text\0\0\1\0\151"; /* 105, behind the gap */
    ro_buffer out = {0};
    assert_true(ro_store_vector(words, sizeof words - 1, &out));
    assert_int_equal(out.size, sizeof vector - 1);
    assert_memory_equal(out.data, vector, sizeof vector - 1);
    out.size = 0;
    assert_true(ro_store_vector("", 0, &out));
    assert_int_equal(out.size, 4);
    ro_buffer_free(&out);
}

/* The likeness and surname of a person's folded name. */
static void person(const char *folded, const char *likeness, const char *surname) {
    ro_arena *arena = ro_arena_new();
    ro_entry_actor actor = {.kind = "person", .country = "RUS", .folded_role = "poet"};
    ro_entry_name name = {.name = folded, .folded = folded};
    assert_true(ro_likeness(arena, &actor, &name));
    assert_string_equal(name.likeness, likeness);
    assert_string_equal(name.surname, surname);
    ro_arena_free(arena);
}

static void spellings_of_a_name_are_alike(void **state) {
    (void)state;
    person("sergey malakov", "sergei malakov", "malakov");
    person("sergei malakov", "sergei malakov", "malakov");
    person("serguei malakoff", "sergei malakof", "malakof");
    person("dmitriy orlensky", "dmitri orlenski", "orlenski");
    person("dmitry p orlenskyy", "dmitri orlenski", "orlenski");
    person("yevgenia khort", "evgenia hort", "hort");
    person("alexander vinnik", "aleksandr vinik", "vinik");
    person("hassan al masri jr", "hasan masri", "masri");
    person("malakov", "malakov", "malakov");
}

static void a_bare_surname_is_like_nothing(void **state) {
    (void)state;
    ro_arena *arena = ro_arena_new();
    const ro_entry_actor actor = {.kind = "person", .country = "RUS", .folded_role = ""};
    ro_entry_name name = {.name = "Malakov", .folded = "malakov"};
    assert_true(ro_likeness(arena, &actor, &name));
    assert_null(name.likeness);
    assert_null(name.surname);
    ro_arena_free(arena);
}

static void roles_lose_their_country(void **state) {
    (void)state;
    ro_arena *arena = ro_arena_new();
    assert_string_equal(ro_role_likeness(arena, "russian foreign minister"), "foreign minister");
    assert_string_equal(ro_role_likeness(arena, "the foreign minister of south korea"), "foreign minister");
    assert_string_equal(ro_role_likeness(arena, "deputy foreign minister"), "deputy foreign minister");
    assert_string_equal(ro_role_likeness(arena, ""), "");
    ro_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_and_accents_are_folded),
        cmocka_unit_test(apostrophes_and_full_stops_join),
        cmocka_unit_test(letters_of_scripts_without_blanks_are_words),
        cmocka_unit_test(sizes_are_bounded),
        cmocka_unit_test(vectors_count_positions),
        cmocka_unit_test(spellings_of_a_name_are_alike),
        cmocka_unit_test(a_bare_surname_is_like_nothing),
        cmocka_unit_test(roles_lose_their_country),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
