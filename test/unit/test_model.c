/* C against PyTorch: pieces, windows, states after every layer, scores; on a tiny random model in every arithmetic, and on the
 * shipped one. */
#include "model/analyse.h"
#include "model/arithmetic.h"

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
        ro_window w = ro_window_from(&r->pieces, at, r->model->shape.window);
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

static bool available(ro_arithmetic arithmetic) { return ro_arithmetic_choose(&arithmetic, NULL); }

static void check_model(const char *name, bool thin, ro_arithmetic arithmetic, double limit) {
    char json[512], model[512];
    reference r;
    if (!available(arithmetic)) {
        printf("skipped: this processor has no %s\n", ro_arithmetic_name(arithmetic));
        skip();
    }
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

/* Every kernel variant that runs here gives the same bits: results must not depend on the machine. */
static void kernels_agree(void **state) {
    (void)state;
    enum { ROWS = 37, WIDTH = 96 };
    const ro_kernels *best = ro_kernels_choose(), *variants[] = {&ro_kernels_avx2, &ro_kernels_base};
    static float x[ROWS * 3 * WIDTH], one[ROWS * WIDTH], two[ROWS * WIDTH];
    float scratch[64 * 40];
    for (size_t i = 0; i < ROWS * 3 * WIDTH; i++) x[i] = sinf((float)i * 0.37f) * 3;
    best->attention(x, ROWS, WIDTH, 32, one, scratch);
    for (size_t v = 0; v < 2; v++) {
        if (best == &ro_kernels_base ||
            (variants[v] == &ro_kernels_avx2 && best != &ro_kernels_avx512 && best != &ro_kernels_avx2))
            continue;
        variants[v]->attention(x, ROWS, WIDTH, 32, two, scratch);
        for (size_t i = 0; i < ROWS * WIDTH; i++)
            if (fabsf(one[i] - two[i]) > (variants[v] == &ro_kernels_avx2 ? 0 : 1e-5f))
                fail_msg("%s: value %zu: %g and %g", variants[v]->name, i, (double)one[i], (double)two[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kernels_agree), cmocka_unit_test(tiny_f32),    cmocka_unit_test(tiny_bf16),
        cmocka_unit_test(tiny_int8),     cmocka_unit_test(shipped_f32), cmocka_unit_test(shipped_bf16),
        cmocka_unit_test(shipped_int8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
