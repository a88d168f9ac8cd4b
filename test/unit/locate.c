/* Words that someone names, found in a text again. */
#include "find/locate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

static const char text[] =
    "He said no. Then\n\nhe said that the fee – “a theft” – was theirs, the clerk’s fee. Café 2-1, said he.";

/* The words, and what stands at each of their places. */
static const struct {
    const char *words, *places[5];
} cases[] = {
    {"said", {"said", "said", "said"}},
    {" said ", {"said", "said", "said"}},
    {"he said", {"he said"}},                             /* as it is, before other letter case */
    {"HE SAID", {"He said", "he said"}},                  /* with other letter case, where there is no other way */
    {"Then he", {"Then\n\nhe"}},                          /* white space of any kind */
    {"the", {"the", "the"}},                              /* not in "theirs", "theft", "then" */
    {"thef", {"thef"}},                                   /* inside a word, where there is no other way */
    {"\"a theft\"", {"“a theft”"}},                       /* quotation marks */
    {"clerk's", {"clerk’s"}},                             /* apostrophes */
    {"fee - “a theft” - was", {"fee – “a theft” – was"}}, /* dashes */
    {"Caf\xC3\xA9", {"Café"}},
    {"2-1", {"2-1"}},
    {"fee", {"fee", "fee"}},
    {"nothing of it", {0}},
    {"", {0}},
    {" \n ", {0}},
    {"said he.", {"said he."}},
    {"said he. And more", {0}},
};

static void all_places_are_found(void **state) {
    (void)state;
    ro_arena *arena = ro_arena_new();
    ro_text whole;
    assert_true(ro_text_index(&whole, text, sizeof text - 1, arena));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ro_spans places;
        size_t count = 0;
        while (count < 5 && cases[i].places[count]) count++;
        assert_true(ro_locate_all(&whole, cases[i].words, arena, &places));
        if (places.count != count) fail_msg("%s: %zu places, not %zu", cases[i].words, places.count, count);
        for (size_t k = 0; k < count; k++) {
            size_t size = places.items[k].end - places.items[k].start;
            assert_int_equal(size, strlen(cases[i].places[k]));
            assert_memory_equal(text + places.items[k].start, cases[i].places[k], size);
            assert_true(!k || places.items[k].start > places.items[k - 1].start);
        }
    }
    ro_arena_free(arena);
}

/* Of a text and words that are alike all over, in time that grows with their length alone. */
static void what_repeats_is_found_quickly(void **state) {
    (void)state;
    enum { SIZE = 1 << 20, WORDS = 1 << 18 };
    ro_arena *arena = ro_arena_new();
    char *bytes = ro_arena_alloc(arena, SIZE + 1), *words = ro_arena_alloc(arena, WORDS + 1);
    ro_text whole;
    ro_spans places;
    memset(bytes, 'a', SIZE);
    memset(words, 'a', WORDS);
    assert_true(ro_text_index(&whole, bytes, SIZE, arena) && ro_locate_all(&whole, words, arena, &places));
    assert_int_equal(places.count, RO_LOCATED_MOST);
    words[WORDS - 1] = 'b';
    assert_true(ro_locate_all(&whole, words, arena, &places));
    assert_int_equal(places.count, 0);
    ro_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_places_are_found),
        cmocka_unit_test(what_repeats_is_found_quickly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
