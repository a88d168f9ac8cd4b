/* Spans by how likely they are, against all paths of a short window written out. */
#include "model/likely.h"

#include <math.h>
#include <setjmp.h>
#include <stdio.h>

#include <cmocka.h>

enum { PIECES = 6, LABELS = 5 /* O and two types */, TRIALS = 40, PATHS = 15625 /* LABELS to the power of PIECES */ };

typedef struct trial {
    float scores[PIECES * LABELS], transition[LABELS * LABELS], begin[LABELS];
    double likely[PIECES][PIECES + 1][2]; /* of a span [from, to) of a type */
} trial;

static uint32_t state = 1;

/* Between -3 and 3, the same on every machine. */
static float number(void) {
    state = state * 1664525u + 1013904223u;
    return (float)(state >> 8) / (float)(1 << 24) * 6 - 3;
}

static bool follows(uint32_t from, uint32_t to) { return !to || to % 2 || from == to || from == to - 1; }

/* The weight of a path; 0: it is none. */
static double weight(const trial *t, const uint32_t *path, bool learned) {
    double sum = 0;
    for (size_t i = 0; i < PIECES; i++) {
        if (!follows(i ? path[i - 1] : 0, path[i])) return 0;
        sum += (double)t->scores[i * LABELS + path[i]];
        if (learned) sum += (double)(i ? t->transition[path[i - 1] * LABELS + path[i]] : t->begin[path[i]]);
    }
    return exp(sum);
}

static void add_spans(trial *t, const uint32_t *path, double w) {
    for (size_t i = 0; i < PIECES; i++) {
        if (path[i] % 2 == 0) continue;
        size_t to = i + 1;
        while (to < PIECES && path[to] == path[i] + 1) to++;
        t->likely[i][to][(path[i] - 1) / 2] += w;
    }
}

static void enumerate(trial *t, bool learned) {
    double total = 0;
    memset(t->likely, 0, sizeof t->likely);
    for (uint32_t code = 0; code < PATHS; code++) {
        uint32_t path[PIECES], rest = code;
        for (size_t i = 0; i < PIECES; i++, rest /= LABELS) path[i] = rest % LABELS;
        double w = weight(t, path, learned);
        total += w;
        if (w > 0) add_spans(t, path, w);
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t to = 0; to <= PIECES; to++)
            for (size_t type = 0; type < 2; type++) t->likely[i][to][type] /= total;
}

static void check(const trial *t, bool learned, double least) {
    ro_likely found;
    assert_true(ro_likely_new(&found, PIECES));
    ro_likely_find(&found, t->scores, LABELS, PIECES, LABELS, learned ? t->transition : NULL, learned ? t->begin : NULL,
                   (float)least);
    size_t expected = 0;
    for (size_t i = 0; i < PIECES; i++)
        for (size_t to = 0; to <= PIECES; to++)
            for (size_t type = 0; type < 2; type++) expected += t->likely[i][to][type] >= least;
    assert_int_equal(found.count, expected);
    for (size_t k = 0; k < found.count; k++) {
        ro_run run = found.runs[k];
        assert_float_equal(run.confidence, t->likely[run.from][run.to][run.type], 1e-5);
        if (k) assert_true(found.runs[found.order[k]].confidence <= found.runs[found.order[k - 1]].confidence);
    }
    ro_likely_free(&found);
}

static void the_sums_are_those_of_all_paths(void **unused) {
    (void)unused;
    static trial t;
    for (int n = 0; n < TRIALS; n++) {
        for (size_t i = 0; i < PIECES * LABELS; i++) t.scores[i] = number();
        for (size_t i = 0; i < LABELS * LABELS; i++) t.transition[i] = number();
        for (size_t i = 0; i < LABELS; i++) t.begin[i] = number();
        for (int learned = 0; learned < 2; learned++) {
            enumerate(&t, learned);
            check(&t, learned, 0.05);
            check(&t, learned, 0.3);
        }
    }
}

/* Two spans of a type, of which the likelier is taken where they overlap, and none below what its type needs. */
static void the_likelier_of_two_is_taken(void **unused) {
    (void)unused;
    const float scores[] = {0, 2, 0, 0, 0, /* B of the first type */ 0, 0, 2.2f, 0, 0, /* I */ 0.3f, 0, 0, 0, 0},
                least[] = {0.05f, 0.9f};
    ro_likely found;
    assert_true(ro_likely_new(&found, 3));
    ro_likely_find(&found, scores, LABELS, 3, LABELS, NULL, NULL, 0.02f);
    ro_likely_choose(&found, least);
    for (size_t i = 0; i < found.count; i++) {
        if (!found.taken[i]) continue;
        assert_int_equal(found.runs[i].type, 0);
        for (size_t k = 0; k < found.count; k++)
            if (k != i && found.taken[k])
                assert_true(found.runs[k].from >= found.runs[i].to || found.runs[i].from >= found.runs[k].to);
    }
    assert_true(found.taken[found.order[0]]);
    assert_int_equal(found.runs[found.order[0]].from, 0);
    assert_int_equal(found.runs[found.order[0]].to, 2);
    ro_likely_free(&found);
}

static void nothing_is_found_in_nothing(void **unused) {
    (void)unused;
    ro_likely found;
    const float scores[] = {9, -9, -9, -9, -9};
    assert_true(ro_likely_new(&found, 1));
    ro_likely_find(&found, scores, LABELS, 1, LABELS, NULL, NULL, 0.1f);
    assert_int_equal(found.count, 0);
    ro_likely_find(&found, scores, LABELS, 0, LABELS, NULL, NULL, 0.1f);
    assert_int_equal(found.count, 0);
    ro_likely_free(&found);
}

/* Scores that are no numbers, as a broken model gives, end in no spans rather than in a crash. */
static void broken_scores_do_no_harm(void **unused) {
    (void)unused;
    ro_likely found;
    float scores[3 * LABELS];
    for (size_t i = 0; i < 3 * LABELS; i++) scores[i] = i % 2 ? NAN : INFINITY;
    assert_true(ro_likely_new(&found, 3));
    ro_likely_find(&found, scores, LABELS, 3, LABELS, NULL, NULL, 0.1f);
    assert_int_equal(found.count, 0);
    ro_likely_free(&found);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sums_are_those_of_all_paths),
        cmocka_unit_test(the_likelier_of_two_is_taken),
        cmocka_unit_test(nothing_is_found_in_nothing),
        cmocka_unit_test(broken_scores_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
