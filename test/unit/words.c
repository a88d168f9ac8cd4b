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
    static const char *const roles[] = {"", NULL};
    for (size_t i = 0; i < 2; i++) {
        const ro_entry_actor actor = {.kind = "person", .country = "RUS", .folded_role = roles[i]};
        ro_entry_name name = {.name = "Malakov", .folded = "malakov"};
        assert_true(ro_likeness(arena, &actor, &name));
        assert_null(name.likeness);
        assert_null(name.surname);
        assert_string_equal(name.alone, "malakov");
    }
    ro_arena_free(arena);
}

/* What may be looked for as a surname alone; NULL: nothing. */
static void alone(const char *folded, const char *expected) {
    ro_arena *arena = ro_arena_new();
    const ro_entry_actor actor = {.kind = "person", .folded_role = ""};
    ro_entry_name name = {.name = folded, .folded = folded};
    assert_true(ro_likeness(arena, &actor, &name));
    if (expected)
        assert_string_equal(name.alone, expected);
    else
        assert_null(name.alone);
    ro_arena_free(arena);
}

static void first_names_and_nouns_are_no_surnames(void **state) {
    (void)state;
    alone("malakov", "malakov");
    alone("orlenskyy", "orlenski");
    alone("robert", NULL);
    alone("democrats", NULL);
    alone("democrat", NULL);
    alone("republican", NULL);
    alone("swedish", NULL);
    alone("jr", NULL);
    alone("sergey malakov", NULL);
}

static void agree(const char *a, const char *b, ro_agreement expected) {
    assert_int_equal(ro_names_agree(a, b), expected);
    assert_int_equal(ro_names_agree(b, a), expected);
}

static void middle_names_and_suffixes_are_compared(void **state) {
    (void)state;
    agree("john ashby", "john ashby", RO_NAMES_AGREE);
    agree("john ashby", "john p ashby", RO_NAMES_OPEN);
    agree("john paul ashby", "john p ashby", RO_NAMES_AGREE);
    agree("john q ashby", "john p ashby", RO_NAMES_DIFFER);
    agree("john paul ashby", "john peter ashby", RO_NAMES_DIFFER);
    agree("hamid fattah el tarzi", "hamid fatah al tarzi", RO_NAMES_AGREE);
    agree("karel vondra", "karel vondra jr", RO_NAMES_DIFFER);
    agree("karel vondra sr", "karel vondra jr", RO_NAMES_DIFFER);
    agree("karel p vondra jr", "karel paul vondra jr", RO_NAMES_AGREE);
}

static void acronyms_stand_for_names(void **state) {
    (void)state;
    assert_true(ro_abbreviates("NHC", "northern harbour council"));
    assert_true(ro_abbreviates("N.H.C.", "northern harbour council"));
    assert_true(ro_abbreviates("BoV", "bank of velmora"));
    assert_false(ro_abbreviates("CHN", "northern harbour council"));
    assert_false(ro_abbreviates("NHC", "harbour council"));
    assert_false(ro_abbreviates("RTH", "northern harbour")); /* not from within a word */
    assert_false(ro_abbreviates("NHC", "nhc convention"));   /* a part of the name */
    assert_false(ro_abbreviates("NO", "northern"));
    assert_false(ro_abbreviates("...", "northern harbour"));
    assert_false(ro_abbreviates("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "a b"));
}

/* The likeness of a body's name, NULL: it is not found by it; and what company is asked of. */
static void body(const char *kind, const char *name_, const char *folded, const char *country, const char *likeness,
                 const char *alone_) {
    ro_arena *arena = ro_arena_new();
    const ro_entry_actor actor = {.kind = kind, .country = country, .folded_role = ""};
    ro_entry_name name = {.name = name_, .folded = folded};
    assert_true(ro_likeness(arena, &actor, &name));
    if (likeness)
        assert_string_equal(name.likeness, likeness);
    else
        assert_null(name.likeness);
    if (alone_)
        assert_string_equal(name.alone, alone_);
    else
        assert_null(name.alone);
    ro_arena_free(arena);
}

static void descriptions_are_no_names(void **state) {
    (void)state;
    body("organisation", "The Harbour Board", "the harbour board", NULL, "harbour board", NULL);
    body("organisation", "the harbour board", "the harbour board", NULL, NULL, NULL);
    body("organisation", "The hospital", "the hospital", "NLD", NULL, NULL);
    body("organisation", "eBay", "ebay", NULL, "ebay", NULL);
    body("group", "Protesters", "protesters", NULL, NULL, NULL);
    body("group", "Harbour pilots", "harbour pilots", NULL, NULL, NULL);
    body("group", "al-Dawran", "al dawran", NULL, "al dawran", NULL);
    body("unnamed", "The Clerk", "the clerk", NULL, NULL, NULL);
}

static void general_names_have_a_country(void **state) {
    (void)state;
    body("organisation", "Supreme Court", "supreme court", NULL, NULL, "supreme court");
    body("organisation", "the Supreme Court", "the supreme court", "NLD", "NLD supreme court", "supreme court");
    body("organisation", "Dutch Supreme Court", "dutch supreme court", "NLD", "dutch supreme court", NULL);
    body("organisation", "Senate", "senate", "NLD", "NLD senate", "senate");
    body("organisation", "Court", "court", "NLD", NULL, NULL);
    body("organisation", "City Council", "city council", "NLD", NULL, NULL);
    body("organisation", "House of Commons", "house of commons", NULL, "house of commons", NULL);
    body("government", "Ministry", "ministry", NULL, NULL, NULL);
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
        cmocka_unit_test(first_names_and_nouns_are_no_surnames),
        cmocka_unit_test(middle_names_and_suffixes_are_compared),
        cmocka_unit_test(acronyms_stand_for_names),
        cmocka_unit_test(descriptions_are_no_names),
        cmocka_unit_test(general_names_have_a_country),
        cmocka_unit_test(roles_lose_their_country),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
