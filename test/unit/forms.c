/* Inflected forms and the base forms that a list has; the table of words that name deeds. */
#include "find/forms.h"
#include "find/contexts.h"
#include "find/triggers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct form {
    const char *word, *list;
    bool noun, found;
} form;

static const form forms[] = {
    /* the endings */
    {"ban", " ban ", false, true},
    {"bans", " ban ", false, true},
    {"banned", " ban ", false, true},
    {"banning", " ban ", false, true},
    {"studies", " study ", false, true},
    {"studied", " study ", false, true},
    {"taking", " take ", false, true},
    {"released", " release ", false, true},
    {"killed", " kill ", false, true},
    {"pushes", " push ", false, true},
    {"MET", " met ", false, true},
    /* not every likeness */
    {"bank", " ban ", false, false},
    {"urban", " ban ", false, false},
    {"ed", " ", false, false},
    {"", " a ", false, false},
    {"ban", " bank bans ", false, false},
    /* nouns have their own endings */
    {"talks", " talk ", true, true},
    {"talking", " talk ", true, false},
    {"drilling", " drill ", true, false},
    {"treaties", " treaty ", true, true},
    /* first and last of a list, and none at all */
    {"c", " a b c ", false, true},
    {"a", " a b c ", false, true},
    {"a", "", false, false},
};

static void each_form_is_found_as_it_should(void **unused) {
    (void)unused;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const form *f = &forms[i];
        if (ro_form_in(f->word, strlen(f->word), f->noun, f->list) != f->found)
            fail_msg("%s in \"%s\": %s expected", f->word, f->list, f->found ? "found" : "not found");
    }
}

static void a_form_of_any_length_is_taken(void **unused) {
    (void)unused;
    char word[200];
    memset(word, 'd', sizeof word);
    for (size_t size = 0; size < sizeof word; size++) assert_false(ro_form_in(word, size, false, " ban "));
}

static void the_table_of_deeds_is_sorted(void **unused) {
    (void)unused;
    assert_true(ro_triggers_sorted());
    assert_true(ro_contexts_sorted());
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_form_is_found_as_it_should),
        cmocka_unit_test(a_form_of_any_length_is_taken),
        cmocka_unit_test(the_table_of_deeds_is_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
