/* C against PyTorch: pieces, windows, states after every layer, scores; on a tiny random model in every arithmetic, and on the
 * shipped one. */
#include "model/analyse.h"
#include "model/arithmetic.h"
#include "model/coder.h"
#include "model/coreference.h"
#include "model/parser.h"
#include "model/vector.h"

#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>

#include <cmocka.h>

#ifndef SOURCE_ROOT
#define SOURCE_ROOT "."
#endif

typedef struct reference {
    json_t *json;
    ro_arena *arena;
    ro_text text;
    ro_pieces pieces;
    ro_model *model;
    ro_encoder *encoder;
} reference;

static void open_reference(reference *r, const char *json, const char *model, ro_arithmetic arithmetic) {
    ro_error error = {0};
    *r = (reference){.json = json_load_file(json, 0, NULL), .arena = ro_arena_new()};
    assert_non_null(r->json);
    const char *text = json_string_value(json_object_get(r->json, "text"));
    assert_true(ro_text_index(&r->text, text, (uint32_t)strlen(text), r->arena));
    r->model = ro_model_open(model, arithmetic, &error);
    if (!r->model) fail_msg("%s", error.message);
    assert_true(ro_pieces_cut(r->model->vocabulary, &r->text, r->arena, &r->pieces));
    r->encoder = ro_encoder_new(r->model, 512, &error);
    assert_non_null(r->encoder);
}

static void close_reference(reference *r) {
    ro_encoder_free(r->encoder);
    ro_model_close(r->model);
    ro_arena_free(r->arena);
    json_decref(r->json);
}

static void check_pieces(const reference *r) {
    json_t *pieces = json_object_get(r->json, "pieces");
    assert_int_equal(r->pieces.count, json_array_size(pieces));
    for (size_t i = 0; i < r->pieces.count; i++) {
        const ro_piece *p = &r->pieces.items[i];
        json_int_t got[] = {p->id, ro_text_points(&r->text, p->span.start), ro_text_points(&r->text, p->span.end), p->feature};
        for (size_t k = 0; k < 4; k++)
            if (got[k] != json_integer_value(json_array_get(json_array_get(pieces, i), k)))
                fail_msg("piece %zu, value %zu: %lld, PyTorch has %lld", i, k, (long long)got[k],
                         (long long)json_integer_value(json_array_get(json_array_get(pieces, i), k)));
    }
}

/* The root of the mean square difference from reference rows, each `step`-th row and every `stride`-th value, over the
 * reference's own size. */
static double difference(const float *states, json_t *rows, size_t step, size_t stride, size_t width) {
    double off = 0, size = 0;
    size_t i, j;
    json_t *row, *value;
    json_array_foreach(rows, i, row) {
        json_array_foreach(row, j, value) {
            double want = json_number_value(value), got = (double)states[i * step * width + j * stride];
            off += (want - got) * (want - got);
            size += want * want;
        }
    }
    return sqrt(off / size);
}

static void check_windows(reference *r, bool thin, double limit) {
    json_t *windows = json_object_get(r->json, "windows"), *window;
    size_t k, at = 0, h = r->model->shape.hidden;
    ro_error error = {0};
    json_array_foreach(windows, k, window) {
        ro_window w = ro_window_from(r->text.bytes, &r->pieces, at, r->model->shape.window);
        assert_int_equal(w.from, json_integer_value(json_object_get(window, "from")));
        assert_int_equal(w.to, json_integer_value(json_object_get(window, "to")));
        json_t *layers = json_object_get(window, "states"), *rows;
        size_t n;
        json_array_foreach(layers, n, rows) {
            uint32_t depth = thin ? r->model->shape.layers : (uint32_t)n;
            const float *states = ro_encoder_run_to(r->encoder, r->pieces.items, &w, 1, depth, &error);
            if (!states) fail_msg("%s", error.message);
            double off = thin ? difference(states + h, rows, 16, 48, h) : difference(states, rows, 1, 1, h);
            if (!(off < limit)) fail_msg("window %zu, layer %u: off by %g, limit %g", k, depth, off, limit);
        }
        at = w.to;
    }
    assert_int_equal(at, r->pieces.count);
}

static void need(ro_arithmetic arithmetic) {
    if (ro_arithmetic_choose(&arithmetic, NULL)) return;
    printf("skipped: this processor has no %s\n", ro_arithmetic_name(arithmetic));
    skip();
}

static void check_model(const char *name, bool thin, ro_arithmetic arithmetic, double limit) {
    char json[512], model[512];
    reference r;
    need(arithmetic);
    snprintf(json, sizeof json, "%s/test/model/%s.json", SOURCE_ROOT, name);
    snprintf(model, sizeof model, "%s/%s/%s.readout", SOURCE_ROOT, thin ? "models" : "test/model", name);
    open_reference(&r, json, model, arithmetic);
    check_pieces(&r);
    check_windows(&r, thin, limit);
    close_reference(&r);
}

static void tiny_f32(void **state) {
    (void)state;
    check_model("tiny", false, RO_ARITHMETIC_F32, 1e-5);
}
static void tiny_bf16(void **state) {
    (void)state;
    check_model("tiny", false, RO_ARITHMETIC_BF16, 2e-2);
}
static void tiny_int8(void **state) {
    (void)state;
    check_model("tiny", false, RO_ARITHMETIC_INT8, 6e-2);
}
static void shipped_f32(void **state) {
    (void)state;
    check_model("news-en", true, RO_ARITHMETIC_F32, 1e-3);
}
static void shipped_bf16(void **state) {
    (void)state;
    check_model("news-en", true, RO_ARITHMETIC_BF16, 5e-2);
}
static void shipped_int8(void **state) {
    (void)state;
    check_model("news-en", true, RO_ARITHMETIC_INT8, 1e-1);
}

/* ---- mentions and coreference */

typedef struct window_heads { /* what a window's heads need, made as analyse.c makes it */
    ro_products *products;
    ro_mentions *mentions;
    ro_coreference *coreference;
    float *projected;
    ro_mark *marks; /* every piece a token of its own: all spans are looked at */
    ro_layers layers;
    ro_view view;
} window_heads;

static void open_heads(reference *r, window_heads *h) {
    const ro_model *m = r->model;
    ro_error error = {0};
    *h = (window_heads){.products = ro_products_new(m->arithmetic, m->kernels, 2 * m->shape.hidden, m->heads.projected, &error)};
    h->mentions = ro_mentions_new(m, &error);
    h->coreference = ro_coreference_new(m, &error);
    h->projected = malloc((size_t)m->shape.window * m->heads.projected * sizeof *h->projected);
    h->marks = calloc(m->shape.window, sizeof *h->marks);
    assert_true(h->products && h->mentions && h->coreference && h->projected && h->marks);
    for (size_t i = 0; i < m->shape.window; i++) h->marks[i].token = true;
}

static void close_heads(window_heads *h) {
    ro_products_free(h->products);
    ro_mentions_free(h->mentions);
    ro_coreference_free(h->coreference);
    free(h->projected);
    free(h->marks);
}

static void view_window(reference *r, window_heads *h, ro_window w) {
    const ro_model *m = r->model;
    ro_error error = {0};
    const float *states = ro_encoder_run(r->encoder, r->pieces.items, &w, 1, &error);
    assert_non_null(states);
    states += m->shape.hidden;
    const float *sums = ro_products_run(h->products, m->heads.projection, states, w.to - w.from, &error);
    assert_non_null(sums);
    m->kernels->add_bias(h->projected, sums, w.to - w.from, m->heads.projected, m->heads.projection_bias);
    h->view = (ro_view){.model = m,
                        .text = r->text.bytes,
                        .pieces = r->pieces.items + w.from,
                        .count = w.to - w.from,
                        .states = states,
                        .projected = h->projected,
                        .marks = h->marks,
                        .arena = r->arena,
                        .layers = &h->layers};
}

static double at3(json_t *rows, size_t i, size_t j, size_t k) {
    return json_number_value(json_array_get(json_array_get(json_array_get(rows, i), j), k));
}

/* The score of every span and type is PyTorch's; what is found is all above 0, unless it crosses something better. */
static void check_spans(window_heads *h, json_t *spans) {
    const ro_found_mention *found;
    size_t count = ro_mentions_find(h->mentions, &h->view, &found), width = h->view.model->heads.mention_width;
    for (size_t i = 0; i < h->view.count; i++)
        for (size_t j = i; j < h->view.count && j - i < width; j++) {
            float scores[RO_MENTION_TYPES];
            ro_mentions_scores(h->mentions, &h->view, i, j, scores);
            for (size_t t = 0; t < RO_MENTION_TYPES; t++)
                if (fabs((double)scores[t] - at3(spans, i, j - i, t)) > 1e-4)
                    fail_msg("span %zu to %zu, type %zu: %g, PyTorch has %g", i, j, t, (double)scores[t],
                             at3(spans, i, j - i, t));
        }
    for (size_t k = 0; k < count; k++) {
        assert_true(at3(spans, found[k].first, found[k].last - found[k].first, found[k].type) > -1e-4);
        for (size_t l = 0; l < k; l++) {
            assert_true(found[l].first < found[k].first || (found[l].first == found[k].first && found[l].last < found[k].last));
            assert_false(found[l].first < found[k].first && found[l].last >= found[k].first && found[l].last < found[k].last);
        }
    }
    assert_true(count > h->view.count / 2);
}

static void check_antecedents(window_heads *h, json_t *window) {
    json_t *spans = json_object_get(window, "mentions"), *rows = json_object_get(window, "antecedents");
    ro_found_mention mentions[RO_TILE];
    size_t count = json_array_size(spans);
    ro_error error = {0};
    assert_true(count <= RO_TILE && ro_coreference_begin(h->coreference));
    for (size_t i = 0; i < count; i++) {
        json_t *own = json_array_get(spans, i);
        mentions[i] = (ro_found_mention){.first = (uint32_t)json_integer_value(json_array_get(own, 0)),
                                         .last = (uint32_t)json_integer_value(json_array_get(own, 1))};
    }
    assert_true(ro_coreference_add(h->coreference, &h->view, mentions, count, h->products, &error));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(ro_coreference_kind(h->coreference, i),
                         json_integer_value(json_array_get(json_object_get(window, "kinds"), i)));
        for (size_t j = 0; j < i; j++) {
            double want = json_number_value(json_array_get(json_array_get(rows, i), j)),
                   got = (double)ro_coreference_score(h->coreference, i, j);
            if (fabs(got - want) > 1e-4) fail_msg("mentions %zu and %zu: %g, PyTorch has %g", i, j, got, want);
        }
        double want = json_number_value(json_array_get(json_array_get(rows, i), count));
        assert_true(fabs((double)ro_coreference_none(h->coreference, i) - want) < 1e-4);
    }
    ro_coreference_end(h->coreference, &h->layers);
}

static void mentions_agree(void **state) {
    (void)state;
    reference r;
    window_heads h;
    size_t k;
    json_t *window;
    open_reference(&r, SOURCE_ROOT "/test/model/tiny.json", SOURCE_ROOT "/test/model/tiny.readout", RO_ARITHMETIC_F32);
    open_heads(&r, &h);
    json_array_foreach(json_object_get(r.json, "windows"), k, window) {
        ro_window w = {(size_t)json_integer_value(json_object_get(window, "from")),
                       (size_t)json_integer_value(json_object_get(window, "to"))};
        h.layers = (ro_layers){0};
        view_window(&r, &h, w);
        check_spans(&h, json_object_get(window, "spans"));
        check_antecedents(&h, window);
    }
    close_heads(&h);
    close_reference(&r);
}

/* Chains are numbered in order of their first mentions, each has two or more, and no mention nests in another of its chain's next
 * to it. */
static void chains_are_sound(void **state) {
    (void)state;
    reference r;
    ro_error error = {0};
    ro_layers layers, beside;
    uint32_t sizes[1024] = {0}, next = 0;
    open_reference(&r, SOURCE_ROOT "/test/model/tiny.json", SOURCE_ROOT "/test/model/tiny.readout", RO_ARITHMETIC_F32);
    ro_analyser *analyser = ro_analyser_new(r.model, &error);
    assert_non_null(analyser);
    assert_true(ro_analyse(analyser, &r.text, NULL, NULL, r.arena, &layers, &beside, &error));
    assert_true(layers.mentions.count && layers.chains && layers.chains < 1024);
    for (size_t i = 0; i < layers.mentions.count; i++) {
        const ro_mention *m = &layers.mentions.items[i], *before = m - 1;
        assert_true(m->span.start < m->span.end && m->span.end <= r.text.size && m->type < RO_MENTION_TYPES);
        assert_true(!i || before->span.start < m->span.start ||
                    (before->span.start == m->span.start && before->span.end < m->span.end));
        for (size_t k = 0; k < i; k++) {
            const ro_mention *other = &layers.mentions.items[k];
            bool crosses = other->span.start < m->span.start && other->span.end > m->span.start && other->span.end < m->span.end;
            assert_false(crosses);
        }
        if (m->chain == RO_NO_CHAIN) continue;
        assert_true(m->chain <= next && m->chain < layers.chains);
        if (m->chain == next) next++;
        sizes[m->chain]++;
    }
    assert_int_equal(next, layers.chains);
    for (size_t i = 0; i < layers.chains; i++) assert_true(sizes[i] > 1);
    ro_analyser_free(analyser);
    close_reference(&r);
}

/* ---- syntax */

static double at2(json_t *rows, size_t i, size_t j) { return json_number_value(json_array_get(json_array_get(rows, i), j)); }

static void check_arcs(window_heads *h, ro_parser *parser, json_t *arcs) {
    const ro_model *m = h->view.model;
    const float *queries, *keys;
    uint32_t at[RO_TILE], width = m->heads.arc;
    ro_error error = {0};
    size_t n = h->view.count;
    assert_true(n <= RO_TILE);
    for (size_t i = 0; i < n; i++) at[i] = (uint32_t)i;
    assert_true(ro_parser_ends(parser, &h->view, at, n, h->products, &queries, &keys, &error));
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= n; j++) {
            const float *key = j < n ? keys + j * width : m->heads.root;
            double got = (double)m->kernels->dot(queries + i * width, key, width) / sqrt((double)width);
            if (fabs(got - at2(arcs, i, j)) > 1e-4) fail_msg("arc %zu to %zu: %g, PyTorch has %g", i, j, got, at2(arcs, i, j));
        }
}

static void syntax_agrees(void **state) {
    (void)state;
    reference r;
    window_heads h;
    ro_error error = {0};
    size_t k;
    json_t *window;
    open_reference(&r, SOURCE_ROOT "/test/model/tiny.json", SOURCE_ROOT "/test/model/tiny.readout", RO_ARITHMETIC_F32);
    open_heads(&r, &h);
    ro_parser *parser = ro_parser_new(r.model, &error);
    assert_non_null(parser);
    json_array_foreach(json_object_get(r.json, "windows"), k, window) {
        ro_window w = {(size_t)json_integer_value(json_object_get(window, "from")),
                       (size_t)json_integer_value(json_object_get(window, "to"))};
        view_window(&r, &h, w);
        check_arcs(&h, parser, json_object_get(window, "arcs"));
        for (size_t i = 0; i < h.view.count; i++) { /* of each piece to the one before it */
            const float *relations = ro_parser_relations(parser, &h.view, (uint32_t)i, i ? (uint32_t)i - 1 : UINT32_MAX);
            const float *lemmas = ro_part_of(&h.view, i, RO_PART_LEMMA);
            for (size_t j = 0; j < RO_RELATIONS; j++)
                assert_true(fabs((double)relations[j] - at2(json_object_get(window, "relations"), i, j)) < 1e-4);
            for (size_t j = 0; j < r.model->heads.n_lemmas; j++)
                assert_true(fabs((double)lemmas[j] - at2(json_object_get(window, "lemmas"), i, j)) < 1e-4);
        }
    }
    ro_parser_free(parser);
    close_heads(&h);
    close_reference(&r);
}

/* ---- event types and the vector */

/* Of a list of numbers, relative to the reference's size. */
static void check_row(const char *what, const float *got, json_t *row, size_t count, double limit) {
    double off = 0, size = 0;
    assert_int_equal(json_array_size(row), count);
    for (size_t i = 0; i < count; i++) {
        double want = json_number_value(json_array_get(row, i));
        off += (want - (double)got[i]) * (want - (double)got[i]);
        size += want * want;
    }
    if (!(sqrt(off / size) < limit)) fail_msg("%s: off by %g, limit %g", what, sqrt(off / size), limit);
}

/* train/reference.py marks rows 2 and 3 as the source, up to three from row 6 on as the target, and takes the vector of the first
 * eight pieces. */
static void check_coding(reference *r, json_t *window, double limit) {
    const ro_model *m = r->model;
    ro_error error = {0};
    ro_window w = {(size_t)json_integer_value(json_object_get(window, "from")),
                   (size_t)json_integer_value(json_object_get(window, "to"))};
    size_t n = w.to - w.from, from = n < 6 ? n : 6, to = n + 1 < 9 ? n + 1 : 9;
    float scores[RO_EVENT_TYPES], *vector = ro_arena_array(r->arena, m->heads.vector, sizeof *vector);
    const float *states = ro_encoder_run(r->encoder, r->pieces.items, &w, 1, &error);
    assert_true(vector && states);
    assert_true(ro_vector_of(m, states + m->shape.hidden, n < 8 ? n : 8, r->arena, vector));
    check_row("vector", vector, json_object_get(window, "vector"), m->heads.vector, limit);
    for (size_t row = 2; row < 4; row++) r->pieces.items[w.from + row - 1].mark |= RO_MARK_SOURCE;
    for (size_t row = from; row < to; row++) r->pieces.items[w.from + row - 1].mark |= RO_MARK_TARGET;
    assert_true(ro_coder_scores(r->encoder, m, r->pieces.items, w, r->arena, scores, &error));
    check_row("event", scores, json_object_get(window, "event"), RO_EVENT_TYPES, limit);
}

static void check_coder(ro_arithmetic arithmetic, double limit) {
    reference r;
    need(arithmetic);
    open_reference(&r, SOURCE_ROOT "/test/model/tiny.json", SOURCE_ROOT "/test/model/tiny.readout", arithmetic);
    size_t k;
    json_t *window;
    json_array_foreach(json_object_get(r.json, "windows"), k, window) check_coding(&r, window, limit);
    close_reference(&r);
}

static void coder_agrees_in_f32(void **state) {
    (void)state;
    check_coder(RO_ARITHMETIC_F32, 1e-4);
}
static void coder_agrees_in_int8(void **state) {
    (void)state;
    check_coder(RO_ARITHMETIC_INT8, 1e-1);
}

/* Every kernel variant that runs here gives the same bits: results must not depend on the machine. Attention for a few widths of
 * heads, and windows whose ends fall everywhere in the blocks and strips. In bytes it is the same without FMA, too; floats of the
 * base variant differ in the last bits. */
static void check_attention(size_t rows, size_t width, bool whole) {
    enum { ROWS = 150, HIDDEN = 128 };
    static float x[ROWS * 3 * HIDDEN], one[ROWS * HIDDEN], two[ROWS * HIDDEN];
    const ro_kernels *list[RO_KERNELS_MOST];
    size_t n = ro_kernels_list(list), count = rows * HIDDEN;
    float *scratch = aligned_alloc(64, ro_attention_scratch(rows, width));
    for (size_t i = 0; i < 3 * count; i++) x[i] = sinf((float)i * 0.37f) * (float)(1 + i % 7);
    for (size_t v = 0; v < n; v++) {
        (whole ? list[v]->attention_int8 : list[v]->attention)(x, rows, HIDDEN, width, v ? two : one, scratch);
        float limit = list[v] == list[n - 1] ? 2e-5f : 0; /* no FMA */
        for (size_t i = 0; v && i < count; i++)
            if (!(fabsf(one[i] - two[i]) <= limit))
                fail_msg("%s, %zu rows, width %zu: value %zu: %g and %g", list[v]->name, rows, width, i, (double)one[i],
                         (double)two[i]);
    }
    free(scratch);
}

static void kernels_agree(void **state) {
    (void)state;
    static const size_t rows[] = {1, 2, 5, 16, 17, 37, 64, 65, 100, 128, 150};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t width = 16; width <= 64; width *= 2) {
            check_attention(rows[i], width, false);
            check_attention(rows[i], width, true);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernels_agree),       cmocka_unit_test(tiny_f32),
        cmocka_unit_test(tiny_bf16),           cmocka_unit_test(tiny_int8),
        cmocka_unit_test(shipped_f32),         cmocka_unit_test(shipped_bf16),
        cmocka_unit_test(shipped_int8),        cmocka_unit_test(mentions_agree),
        cmocka_unit_test(chains_are_sound),    cmocka_unit_test(syntax_agrees),
        cmocka_unit_test(coder_agrees_in_f32), cmocka_unit_test(coder_agrees_in_int8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
