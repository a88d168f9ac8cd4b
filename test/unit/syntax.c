/* Syntax by itself: how words are cut, lemmas by rules, the best tree, CoNLL-U in and out. */
#include "input/document.h"
#include "model/analyse.h"
#include "model/lemma.h"
#include "model/tree.h"
#include "model/words.h"

#include <math.h>
#include <setjmp.h>
#include <stdio.h>

#include <cmocka.h>

static const char MODEL[] = "test/model/tiny.readout";

/* ---- words */

static const char *const cuts[][2] = {
    /* clitics, with every apostrophe */
    {"don't", "do n't"},
    {"Don’t", "Do n’t"},
    {"CAN'T", "CA N'T"},
    {"won‘t", "wo n‘t"},
    {"it's", "it 's"},
    {"I'm", "I 'm"},
    {"you’re", "you ’re"},
    {"We've", "We 've"},
    {"they`ll", "they `ll"},
    {"she'd", "she 'd"},
    {"mayor's", "mayor 's"},
    {"Ødegård’s", "Ødegård ’s"},
    {"wouldn't've", "would n't 've"},
    {"U.S.'s", "U.S. 's"},
    {"2008's", "2008 's"},
    /* a lone possessive apostrophe */
    {"workers'", "workers '"},
    {"Marx’", "Marx ’"},
    {"cookin'", "cookin'"},
    {"ol’", "ol’"},
    /* whole words */
    {"cannot", "can not"},
    {"Cannot", "Can not"},
    {"gonna", "gon na"},
    {"GOTTA", "GOT TA"},
    {"wanna", "wan na"},
    {"dont", "do nt"},
    {"Didnt", "Did nt"},
    {"wont", "wo nt"},
    {"dunno", "du n no"},
    {"'tis", "'t is"},
    {"’Twas", "’T was"},
    {"c'mon", "c'm on"},
    {"im", "i m"},
    /* what stays whole */
    {"'s", "'s"},
    {"n't", "n't"},
    {"'", "'"},
    {"1990's", "1990's"},
    {"'80s", "'80s"},
    {"OK'd", "OK'd"},
    {"o'clock", "o'clock"},
    {"Shi'ite", "Shi'ite"},
    {"want", "want"},
    {"its", "its"},
    {"cannots", "cannots"},
    {"kinda", "kinda"},
    {"rock'n'roll", "rock'n'roll"},
    {"s", "s"},
    {"’", "’"},
    {"'''", "'''"},
    {"ʼs", "ʼs"},
};

static void words_are_cut(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        char got[128] = "";
        ro_span parts[RO_WORD_PARTS];
        uint32_t at = 0;
        size_t n = ro_words_cut(cuts[i][0], (ro_span){0, (uint32_t)strlen(cuts[i][0])}, parts), size = 0;
        for (size_t k = 0; k < n; k++) {
            assert_int_equal(parts[k].start, at); /* together they are the surface word */
            at = parts[k].end;
            size += (size_t)snprintf(got + size, sizeof got - size, "%s%.*s", k ? " " : "", (int)(at - parts[k].start),
                                     cuts[i][0] + parts[k].start);
        }
        assert_int_equal(at, strlen(cuts[i][0]));
        assert_string_equal(got, cuts[i][1]);
    }
}

static void unseen_words_are_known(void **state) {
    (void)state;
    assert_string_equal(ro_words_unseen("not", 3, RO_UPOS_AUX)->lemma, "not");
    assert_string_equal(ro_words_unseen("N’T", 5, RO_UPOS_AUX)->relation, "advmod");
    assert_int_equal(ro_words_unseen("na", 2, RO_UPOS_VERB)->attachment, RO_ATTACH_NEXT);
    assert_null(ro_words_unseen("nothing", 7, RO_UPOS_X));
    assert_null(ro_words_unseen("", 0, RO_UPOS_X));
}

/* ---- lemmas */

static void lemmas_by_rules(void **state) {
    (void)state;
    char *rules[] = {"l0+", "k0+", "l3+y", "=be", "l9+", "x", "l2", "k1+é", "="};
    static const struct {
        const char *form;
        int best, second;
        const char *lemma;
    } cases[] = {{"Studies", 2, 0, "study"}, {"ÉCOLES", 0, 1, "écoles"}, {"Oslo", 1, 0, "Oslo"},
                 {"’s", 3, 0, "be"},         {"IDs", 2, 0, "ids"}, /* nothing would be left: the next best */
                 {"a", 4, 1, "a"},           {"Wörter", 5, 0, "wörter"}, {"Wörter", 6, 1, "Wörter"},
                 {"Säö", 7, 0, "Säé"},       {"x", 8, 3, "be"}};
    ro_heads heads = {.lemmas = rules, .n_lemmas = sizeof rules / sizeof *rules};
    ro_lemma_rules *read = ro_lemma_rules_new(&heads);
    ro_arena *arena = ro_arena_new();
    assert_true(read && arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        float scores[sizeof rules / sizeof *rules] = {0};
        scores[cases[i].best] = 2;
        scores[cases[i].second] = 1;
        assert_string_equal(ro_lemma(read, scores, cases[i].form, strlen(cases[i].form), arena), cases[i].lemma);
    }
    ro_arena_free(arena);
    ro_lemma_rules_free(read);
}

/* ---- trees */

static uint32_t seed = 1;

static float draw(void) {
    seed = seed * 1664525u + 1013904223u;
    return (float)(seed >> 8) / (float)(1 << 24);
}

static bool is_tree(const uint32_t *heads, size_t n) {
    size_t roots = 0;
    for (size_t i = 0; i < n; i++) {
        size_t at = i, steps = 0;
        roots += heads[i] == n;
        while (at < n && steps <= n) at = heads[at], steps++;
        if (steps > n) return false;
    }
    return roots == 1;
}

static double sum_of(const float *scores, const uint32_t *heads, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += (double)scores[i * (n + 1) + heads[i]];
    return sum;
}

/* Of all trees there are. */
static double best_sum(const float *scores, size_t n) {
    uint32_t heads[8] = {0};
    double best = -1e30;
    for (;;) {
        if (is_tree(heads, n) && sum_of(scores, heads, n) > best) best = sum_of(scores, heads, n);
        size_t i = 0;
        while (i < n && heads[i] == n) heads[i++] = 0;
        if (i == n) return best;
        heads[i]++;
    }
}

static void trees_are_the_best(void **state) {
    (void)state;
    enum { MOST = 6 };
    float scores[MOST * (MOST + 1)];
    uint32_t heads[MOST];
    ro_tree *tree = ro_tree_new(MOST);
    assert_non_null(tree);
    for (size_t n = 1; n <= MOST; n++)
        for (int trial = 0; trial < (n < 5 ? 500 : n == 5 ? 100 : 10); trial++) {
            for (size_t i = 0; i < n * (n + 1); i++) scores[i] = 20 * draw() - 10;
            for (size_t i = 0; i < n; i++) scores[i * (n + 1) + n] += trial % 3 == 0 ? 10 : trial % 3 == 1 ? -20 : 0;
            if (trial % 5 == 0) /* many that are equal */
                for (size_t i = 0; i < n * (n + 1); i++) scores[i] = (float)(int)(scores[i] / 8);
            ro_tree_find(tree, scores, n, heads);
            assert_true(is_tree(heads, n));
            double off = best_sum(scores, n) - sum_of(scores, heads, n);
            if (off > 1e-4) fail_msg("%zu words, trial %d: %g below the best", n, trial, off);
        }
    ro_tree_free(tree);
}

/* Cycles within cycles, and what is no number. */
static void long_sentences_have_trees(void **state) {
    (void)state;
    enum { MOST = 380 };
    float *scores = malloc(sizeof *scores * MOST * (MOST + 1));
    uint32_t heads[MOST];
    ro_tree *tree = ro_tree_new(MOST);
    assert_true(scores && tree);
    for (int kind = 0; kind < 5; kind++) {
        for (size_t i = 0; i < MOST; i++)
            for (size_t h = 0; h <= MOST; h++) {
                size_t far = i > h ? i - h : h - i;
                float score = kind == 0 ? draw() : kind == 1 ? -(float)far : kind == 2 ? (float)(i ^ h) : 0;
                if (kind == 3) score = (float)(far & -far); /* powers of two */
                if (kind == 4) score = draw() < 0.1f ? (float)NAN : draw() < 0.1f ? (float)INFINITY : -(float)INFINITY;
                scores[i * (MOST + 1) + h] = score;
            }
        ro_tree_find(tree, scores, MOST, heads);
        assert_true(is_tree(heads, MOST));
    }
    ro_tree_free(tree);
    free(scores);
}

/* ---- CoNLL-U */

#define ROW(id, form, head, misc) id "\t" form "\tL\tU\tX\tF=1\t" head "\tR\tD\t" misc "\n"

static const char bank[] =
    "# global.columns = all\n"
    "# newdoc id = first\n"
    "# newpar\n"
    "# sent_id = a\n"
    "# text = Korn didn't go.\n" ROW("1", "Korn", "9", "_") ROW("2-3", "didn't", "_", "_") ROW("2", "did", "_", "_")
        ROW("3", "n't", "_", "_") ROW("3.1", "do", "_", "_") ROW("4", "go", "_", "A=b|SpaceAfter=No")
            ROW("5", ".", "1", "_") "\n"
                                    "# newpar_block = p\n" ROW("1-2", "zum", "_", "SpaceAfter=No") ROW("1", "zu", "_", "_")
                                        ROW("2", "dem", "_", "_")
                                            ROW("3", "10 000", "_",
                                                "_") "\n"
                                                     "# newpar\n" ROW("1", "Ende", "_",
                                                                      "_") "\n"
                                                                           "# meta = x\n"
                                                                           "# newdoc id = second\n" ROW("1", "So", "_", "_") "\n";

static ro_document *next_of(ro_input *input) {
    ro_error error = {0};
    ro_document *document = NULL;
    if (ro_input_next(input, &document, &error) != RO_NEXT_DOCUMENT) fail_msg("%s", error.message);
    return document;
}

static void check_word(const ro_document *d, size_t n, const char *letters, uint32_t token, uint32_t sentence) {
    const ro_given_word *w = &d->conllu.words.items[n];
    assert_int_equal(w->span.end - w->span.start, strlen(letters));
    assert_memory_equal(d->text.bytes + w->span.start, letters, strlen(letters));
    assert_int_equal(w->token, token);
    assert_int_equal(w->sentence, sentence);
}

static void conllu_is_read(void **state) {
    (void)state;
    ro_error error = {0};
    ro_input *input = ro_input_open_memory(bank, sizeof bank - 1, "bank", &(ro_input_options){.format = "conllu"}, &error);
    ro_document *first = next_of(input), *second = next_of(input), *third;
    assert_string_equal(first->text.bytes, "Korn didn't go. zum10 000\n\nEnde");
    assert_string_equal(ro_document_name(first), "first");
    assert_int_equal(first->conllu.words.count, 9);
    check_word(first, 1, "did", 1, 0);
    check_word(first, 2, "n't", 1, 0);
    check_word(first, 4, ".", 3, 0);
    check_word(first, 5, "zu", 4, 1);
    check_word(first, 6, "m", 4, 1);
    assert_memory_equal(first->conllu.words.items[6].form, "dem", 3);
    check_word(first, 7, "10 000", 5, 1);
    check_word(first, 8, "Ende", 6, 2);
    assert_string_equal(second->text.bytes, "So");
    assert_string_equal(ro_document_name(second), "second");
    assert_int_equal(second->line, 23);
    assert_int_equal(ro_input_next(input, &third, &error), RO_NEXT_END);
    ro_document_free(first);
    ro_document_free(second);
    ro_input_close(input);
}

/* Four columns are made anew, the others stay. */
static void check_columns(const char *line, const char *was) {
    for (int column = 0; column < 10; column++) {
        size_t size = strcspn(line, "\t\n"), before = strcspn(was, "\t\n");
        if (column == 2 || column == 3 || column == 6 || column == 7)
            assert_true(size > 0);
        else {
            assert_int_equal(size, before);
            assert_memory_equal(line, was, size);
        }
        line += size + (column < 9);
        was += before + (column < 9);
    }
}

static bool is_word(const char *line) {
    size_t digits = strspn(line, "0123456789");
    return digits && line[digits] == '\t';
}

static void conllu_goes_round(void **state) {
    (void)state;
    ro_error error = {0};
    ro_engine *engine = ro_engine_open(MODEL, RO_ARITHMETIC_F32, &error);
    ro_reader *reader = engine ? ro_reader_new(engine, &error) : NULL;
    if (!reader) fail_msg("%s", error.message);
    ro_input *input = ro_input_open_memory(bank, sizeof bank - 1, "bank", &(ro_input_options){.format = "conllu"}, &error);
    const char *was = bank;
    for (int n = 0; n < 2; n++) {
        ro_document *document = next_of(input);
        char *out = ro_parse(reader, document, &error);
        assert_non_null(out);
        for (const char *line = out; *line; line = strchr(line, '\n') + 1, was = strchr(was, '\n') + 1) {
            if (is_word(was))
                check_columns(line, was);
            else
                assert_memory_equal(line, was, strcspn(was, "\n") + 1);
            if (!strchr(line, '\n')) break;
        }
        was += *was == '\n'; /* the last line break is the caller's */
        ro_free(out);
        ro_document_free(document);
    }
    assert_int_equal(*was, 0);
    ro_input_close(input);
    ro_reader_free(reader);
    ro_engine_free(engine);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_cut),      cmocka_unit_test(unseen_words_are_known),    cmocka_unit_test(lemmas_by_rules),
        cmocka_unit_test(trees_are_the_best), cmocka_unit_test(long_sentences_have_trees), cmocka_unit_test(conllu_is_read),
        cmocka_unit_test(conllu_goes_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
