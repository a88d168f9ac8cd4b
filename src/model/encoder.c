#include "model/encoder.h"

enum { MARK_FEATURE = 4 * RO_CASE_OTHER };

struct ro_encoder {
    const ro_model *model;
    ro_products *products;
    size_t room;    /* rows */
    float *x;       /* [room, hidden] the states */
    float *qkv;     /* [room, 3 hidden] */
    float *mixed;   /* [room, hidden] what attention gives */
    float *scratch; /* of attention */
};

static uint32_t most(uint32_t a, uint32_t b) { return a > b ? a : b; }

ro_encoder *ro_encoder_new(const ro_model *model, size_t rows, ro_error *error) {
    const ro_shape *s = &model->shape;
    ro_encoder *e = calloc(1, sizeof *e);
    if (!e) {
        ro_fail_memory(error);
        return NULL;
    }
    *e = (ro_encoder){.model = model, .room = rows};
    e->x = malloc(rows * s->hidden * sizeof *e->x);
    e->qkv = malloc(rows * 3 * s->hidden * sizeof *e->qkv);
    e->mixed = malloc(rows * s->hidden * sizeof *e->mixed);
    e->scratch = malloc(ro_attention_scratch(s->window, s->hidden / s->attention_heads) * sizeof *e->scratch);
    if (!e->x || !e->qkv || !e->mixed || !e->scratch)
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
    free(e->scratch);
    free(e->mixed);
    free(e->qkv);
    free(e->x);
    free(e);
}

/* ---- embeddings */

static void embed_row(const ro_model *m, uint32_t id, uint8_t feature, size_t position, float *out) {
    size_t h = m->shape.hidden;
    const int8_t *word = m->word + id * h;
    const float *place = m->position + position * h, *marks = m->feature + feature * h;
    float scale = m->word_scale[id];
    for (size_t i = 0; i < h; i++) out[i] = (float)word[i] * scale + place[i] + marks[i];
}

/* Returns the number of rows. */
static size_t embed(ro_encoder *e, const ro_piece *pieces, const ro_window *windows, size_t count) {
    const ro_model *m = e->model;
    size_t h = m->shape.hidden, row = 0;
    for (size_t w = 0; w < count; w++) {
        size_t position = 0;
        embed_row(m, m->shape.begin, MARK_FEATURE, position++, e->x + row++ * h);
        for (size_t i = windows[w].from; i < windows[w].to; i++)
            embed_row(m, pieces[i].id, pieces[i].feature, position++, e->x + row++ * h);
        embed_row(m, m->shape.end, MARK_FEATURE, position, e->x + row++ * h);
    }
    m->kernels->norm(e->x, row, h, m->norm_weight, m->norm_bias);
    return row;
}

/* ---- a layer; the products go tile by tile, so that what one makes is still in cache for the next */

static bool attend(ro_encoder *e, const ro_encoder_layer *y, const ro_window *windows, size_t count, size_t rows,
                   ro_error *error) {
    const ro_kernels *k = e->model->kernels;
    size_t h = e->model->shape.hidden;
    for (size_t at = 0; at < rows; at += RO_TILE) {
        size_t n = rows - at < RO_TILE ? rows - at : RO_TILE;
        const float *sums = ro_products_run(e->products, y->qkv, e->x + at * h, n, error);
        if (!sums) return false;
        k->add_bias(e->qkv + at * 3 * h, sums, n, 3 * h, y->qkv_bias);
    }
    for (size_t w = 0, at = 0; w < count; at += ro_window_rows(windows[w++]))
        k->attention(e->qkv + at * 3 * h, ro_window_rows(windows[w]), h, h / e->model->shape.attention_heads, e->mixed + at * h,
                     e->scratch);
    return true;
}

static bool feed_forward(ro_encoder *e, const ro_encoder_layer *y, size_t rows, ro_error *error) {
    const ro_kernels *k = e->model->kernels;
    size_t h = e->model->shape.hidden, inner = e->model->shape.inner;
    for (size_t at = 0; at < rows; at += RO_TILE) {
        size_t n = rows - at < RO_TILE ? rows - at : RO_TILE;
        float *x = e->x + at * h, *sums;
        if (!(sums = ro_products_run(e->products, y->out, e->mixed + at * h, n, error))) return false;
        k->add_norm(x, sums, n, h, y->out_bias, y->norm1_weight, y->norm1_bias);
        if (!(sums = ro_products_run(e->products, y->up, x, n, error))) return false;
        k->gelu(sums, n, inner, y->up_bias);
        if (!(sums = ro_products_run(e->products, y->down, sums, n, error))) return false;
        k->add_norm(x, sums, n, h, y->down_bias, y->norm2_weight, y->norm2_bias);
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
