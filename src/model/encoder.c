#include "model/encoder.h"

enum { MARK_FEATURE = 4 * RO_CASE_OTHER };

struct ro_encoder {
    const ro_model *model;
    ro_products *products;
    size_t room;      /* rows */
    float *x;         /* [room, hidden] the states */
    float *qkv;       /* [room, 3 hidden], window by window as attention wants it */
    float *mixed;     /* [room, hidden] what attention gives */
    float *scratch;   /* of attention */
    float *row;       /* [inner] */
    ro_operand state; /* [room, hidden] the states, for a product */
};

static uint32_t most(uint32_t a, uint32_t b) { return a > b ? a : b; }

static void *rows_of(size_t rows, size_t columns) { return aligned_alloc(64, (rows * columns * sizeof(float) + 63) / 64 * 64); }

ro_encoder *ro_encoder_new(const ro_model *model, size_t rows, ro_error *error) {
    const ro_shape *s = &model->shape;
    ro_encoder *e = calloc(1, sizeof *e);
    if (!e) {
        ro_fail_memory(error);
        return NULL;
    }
    *e = (ro_encoder){.model = model, .room = rows};
    e->x = rows_of(rows, s->hidden);
    e->qkv = rows_of(rows, 3 * (size_t)s->hidden);
    e->mixed = rows_of(rows, s->hidden);
    e->scratch = aligned_alloc(64, ro_attention_scratch(s->window, s->hidden / s->attention_heads));
    e->row = rows_of(1, s->inner);
    bool state = ro_operand_new(&e->state, model->arithmetic, rows, s->hidden);
    if (!e->x || !e->qkv || !e->mixed || !e->scratch || !e->row || !state)
        ro_fail_memory(error);
    else
        e->products =
            ro_products_new(model->arithmetic, model->kernels, most(s->hidden, s->inner), most(3 * s->hidden, s->inner), error);
    if (e->products) return e;
    ro_encoder_free(e);
    return NULL;
}

void ro_encoder_free(ro_encoder *e) {
    if (!e) return;
    ro_products_free(e->products);
    ro_operand_free(&e->state);
    free(e->row);
    free(e->scratch);
    free(e->mixed);
    free(e->qkv);
    free(e->x);
    free(e);
}

/* ---- embeddings */

static void embed_row(const ro_model *m, uint32_t id, uint8_t feature, size_t position, float *out) {
    size_t h = m->shape.hidden;
    m->kernels->embed(m->word + id * h, m->word_scale[id], m->position + position * h, m->feature + feature * h, h, out);
}

/* Event coding tells the encoder who acts and who is acted on. */
static void add_marks(const ro_model *m, uint8_t mark, float *out) {
    size_t h = m->shape.hidden;
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; mark >> k & 1 && i < h; i++) out[i] += m->heads.mark[k * h + i];
}

/* The row of a word lies anywhere in megabytes: it is called for in time. */
static void call_for(const ro_model *m, uint32_t id) {
    enum { LINE = 64 };
    const int8_t *row = m->word + id * (size_t)m->shape.hidden;
    for (size_t i = 0; i < m->shape.hidden; i += LINE) __builtin_prefetch(row + i);
    __builtin_prefetch(m->word_scale + id);
}

/* Returns the number of rows. */
static size_t embed(ro_encoder *e, const ro_piece *pieces, const ro_window *windows, size_t count) {
    enum { AHEAD = 8 };
    const ro_model *m = e->model;
    size_t h = m->shape.hidden, row = 0;
    for (size_t w = 0; w < count; w++) {
        size_t position = 0;
        embed_row(m, m->shape.begin, MARK_FEATURE, position++, e->x + row++ * h);
        for (size_t i = windows[w].from; i < windows[w].to; i++, row++) {
            if (i + AHEAD < windows[w].to) call_for(m, pieces[i + AHEAD].id);
            embed_row(m, pieces[i].id, pieces[i].feature, position++, e->x + row * h);
            if (pieces[i].mark) add_marks(m, pieces[i].mark, e->x + row * h);
        }
        embed_row(m, m->shape.end, MARK_FEATURE, position, e->x + row++ * h);
    }
    m->kernels->norm(e->x, row, h, m->norm_weight, m->norm_bias, &e->state);
    return row;
}

/* ---- a layer; the products go tile by tile, so that what one makes is still in cache for the next */

/* Rows of a tile: as many tiles as have to be, of like size. */
static size_t tile_of(size_t rows) {
    size_t tiles = (rows + RO_TILE - 1) / RO_TILE, n = (rows + tiles - 1) / tiles;
    return (n + RO_TILE_STEP - 1) / RO_TILE_STEP * RO_TILE_STEP;
}

/* The sums of rows [at, at + n) to their windows. */
static void spread(ro_encoder *e, const ro_sums *sums, size_t at, size_t n, const ro_window *windows, size_t count) {
    const ro_shape *s = &e->model->shape;
    size_t start = 0, h3 = 3 * (size_t)s->hidden;
    for (size_t w = 0; w < count && start < at + n; w++) {
        size_t rows = ro_window_rows(windows[w]), from = start > at ? start : at,
               to = start + rows < at + n ? start + rows : at + n;
        if (from < to)
            e->model->kernels->heads(sums, from - at, to - from, h3, s->hidden / s->attention_heads, e->qkv + start * h3, rows,
                                     from - start);
        start += rows;
    }
}

static bool attend(ro_encoder *e, const ro_encoder_layer *y, const ro_window *windows, size_t count, size_t rows,
                   ro_error *error) {
    const ro_model *m = e->model;
    size_t h = m->shape.hidden, tile = tile_of(rows);
    bool whole = m->arithmetic == RO_ARITHMETIC_INT8;
    for (size_t at = 0; at < rows; at += tile) {
        size_t n = rows - at < tile ? rows - at : tile;
        ro_sums sums;
        if (!ro_products_sums(e->products, y->qkv, y->qkv_bias, &e->state, at, n, &sums, error)) return false;
        spread(e, &sums, at, n, windows, count);
    }
    for (size_t w = 0, at = 0; w < count; at += ro_window_rows(windows[w++]))
        (whole ? m->kernels->attention_int8 : m->kernels->attention)(e->qkv + at * 3 * h, ro_window_rows(windows[w]), h,
                                                                     h / m->shape.attention_heads, e->mixed + at * h, e->scratch);
    return true;
}

static bool feed_forward(ro_encoder *e, const ro_encoder_layer *y, size_t rows, ro_error *error) {
    const ro_kernels *k = e->model->kernels;
    size_t h = e->model->shape.hidden, inner = e->model->shape.inner, tile = tile_of(rows);
    const ro_operand *in = ro_products_in(e->products);
    ro_sums sums;
    for (size_t at = 0; at < rows; at += tile) {
        size_t n = rows - at < tile ? rows - at : tile;
        float *x = e->x + at * h;
        ro_operand state = ro_operand_from(&e->state, at, h);
        k->convert(e->mixed + at * h, n, h, in);
        if (!ro_products_sums(e->products, y->out, y->out_bias, in, 0, n, &sums, error)) return false;
        k->add_norm(x, &sums, n, h, y->norm1_weight, y->norm1_bias, &state);
        if (!ro_products_sums(e->products, y->up, y->up_bias, &state, 0, n, &sums, error)) return false;
        k->gelu_sums(&sums, n, inner, in, e->row);
        if (!ro_products_sums(e->products, y->down, y->down_bias, in, 0, n, &sums, error)) return false;
        k->add_norm(x, &sums, n, h, y->norm2_weight, y->norm2_bias, &state);
    }
    return true;
}

const float *ro_encoder_run_to(ro_encoder *e, const ro_piece *pieces, const ro_window *windows, size_t count, uint32_t layers,
                               ro_error *error) {
    size_t rows = embed(e, pieces, windows, count);
    for (uint32_t n = 0; n < layers; n++) {
        const ro_encoder_layer *y = &e->model->layer[n];
        if (!attend(e, y, windows, count, rows, error) || !feed_forward(e, y, rows, error)) return NULL;
    }
    return e->x;
}

const float *ro_encoder_run(ro_encoder *e, const ro_piece *pieces, const ro_window *windows, size_t count, ro_error *error) {
    return ro_encoder_run_to(e, pieces, windows, count, e->model->shape.layers, error);
}
