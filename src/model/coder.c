#include "model/coder.h"

#include "model/analyse.h"

#include <math.h>

enum { MARKS = 2, PARTS = 2 + MARKS /* pooled, mean, source, target */ };

size_t ro_coder_mark(ro_pieces *pieces, ro_span span, uint8_t mark) {
    size_t count = 0;
    for (size_t i = 0; i < pieces->count; i++) {
        if (!ro_span_contains(span, pieces->items[i].span)) continue;
        pieces->items[i].mark |= mark;
        count++;
    }
    return count;
}

/* ---- a window's rows as one: [PARTS, hidden] */

static void add_row(float *out, const float *row, size_t n, float weight) {
    for (size_t i = 0; i < n; i++) out[i] += weight * row[i];
}

/* Rows weighted by what the pool makes of them; weights: room for a float a row. */
static void pool(const ro_model *m, const float *states, size_t rows, float *weights, float *out) {
    size_t h = m->shape.hidden;
    float top = -INFINITY, sum = 0;
    for (size_t r = 0; r < rows; r++) {
        m->kernels->linear(m->heads.pool.weight, m->heads.pool.bias, states + r * h, 1, h, &weights[r]);
        if (weights[r] > top) top = weights[r];
    }
    for (size_t r = 0; r < rows; r++) sum += weights[r] = expf(weights[r] - top);
    for (size_t r = 0; r < rows; r++) add_row(out, states + r * h, h, weights[r] / sum);
}

/* The mean of the marked rows; zeros where none is. pieces: of the window, which is a row behind. */
static void actor(const float *states, const ro_piece *pieces, size_t count, uint8_t mark, size_t h, float *out) {
    size_t marked = 0;
    for (size_t i = 0; i < count; i++) marked += (pieces[i].mark & mark) != 0;
    for (size_t i = 0; i < count; i++)
        if (pieces[i].mark & mark) add_row(out, states + (i + 1) * h, h, 1 / (float)marked);
}

bool ro_coder_scores(ro_encoder *encoder, const ro_model *m, const ro_piece *pieces, ro_window w, ro_arena *arena,
                     float scores[RO_EVENT_TYPES], ro_error *error) {
    size_t h = m->shape.hidden, rows = ro_window_rows(w), count = w.to - w.from;
    const float *states = ro_encoder_run(encoder, pieces, &w, 1, error);
    if (!states) return false;
    float *weights = ro_arena_array(arena, rows, sizeof *weights), *parts = ro_arena_array(arena, PARTS * h, sizeof *parts);
    float *mixed = ro_arena_array(arena, m->heads.event, sizeof *mixed),
          *zeros = ro_arena_array(arena, m->heads.event, sizeof *zeros);
    if (!weights || !parts || !mixed || !zeros) return ro_fail_memory(error);
    pool(m, states, rows, weights, parts);
    for (size_t r = 0; r < rows; r++) add_row(parts + h, states + r * h, h, 1 / (float)rows);
    actor(states, pieces + w.from, count, RO_MARK_SOURCE, h, parts + 2 * h);
    actor(states, pieces + w.from, count, RO_MARK_TARGET, h, parts + 3 * h);
    m->kernels->linear(m->heads.mix.weight, m->heads.mix.bias, parts, m->heads.event, PARTS * h, mixed);
    m->kernels->gelu(mixed, 1, m->heads.event, zeros); /* the bias is in it already */
    m->kernels->linear(m->heads.type.weight, m->heads.type.bias, mixed, RO_EVENT_TYPES, m->heads.event, scores);
    return true;
}

/* ---- a text */

/* How much of what is asked about stands in a window; the source counts more than the target. */
static int worth(const ro_pieces *pieces, ro_window w) {
    uint8_t marks = 0;
    for (size_t i = w.from; i < w.to; i++) marks |= pieces->items[i].mark;
    return (marks & RO_MARK_SOURCE ? 2 : 0) + (marks & RO_MARK_TARGET ? 1 : 0);
}

static ro_window window_of(const ro_model *m, const char *text, const ro_pieces *pieces) {
    ro_window best = ro_window_from(text, pieces, 0, m->shape.window);
    for (ro_window w = best; w.to < pieces->count;) {
        w = ro_window_from(text, pieces, w.to, m->shape.window);
        if (worth(pieces, w) > worth(pieces, best)) best = w;
    }
    return best;
}

bool ro_coder_run(ro_encoder *encoder, const ro_model *m, const char *text, const ro_pieces *pieces, ro_arena *arena,
                  float probability[RO_EVENT_TYPES], ro_error *error) {
    if (!ro_coder_scores(encoder, m, pieces->items, window_of(m, text, pieces), arena, probability, error)) return false;
    float top = probability[0], sum = 0;
    for (size_t t = 1; t < RO_EVENT_TYPES; t++) top = fmaxf(top, probability[t]);
    for (size_t t = 0; t < RO_EVENT_TYPES; t++) sum += probability[t] = expf(probability[t] - top);
    for (size_t t = 0; t < RO_EVENT_TYPES; t++) probability[t] /= sum;
    return true;
}
