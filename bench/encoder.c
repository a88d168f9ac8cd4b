/* encoder.c: MODEL REPORTS.jsonl [SECONDS [WINDOWS.json]]: how near the encoder comes to its own matrix products.
 *
 * In turns of a tenth of a second: the encoder over windows of the reports as a reader makes them, and the same stack's four
 * products a layer on oneDNN alone (u8 × s8, 128 rows, packed weights, buffers in common). Prints one line of JSON: rows a second
 * of processor time of either, and the median of the turns' ratios. WINDOWS.json gets the windows' pieces and the first window's
 * states, for whoever runs the same encoder elsewhere. */
#include "task.h"

#include "model/arithmetic.h"

#include <dnnl.h>
#include <jansson.h>
#include <stdio.h>

extern void omp_set_num_threads(int);

enum { ROWS = 128, ROUNDS = 4096, PRODUCTS = 4 };

static const double TURN = 0.1; /* seconds */

/* ---- the products alone */

typedef struct product {
    dnnl_primitive_t primitive;
    dnnl_memory_t in, weights, out;
} product;

typedef struct stack {
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    product *product; /* [layers × PRODUCTS] */
    size_t count;
} stack;

static void check(dnnl_status_t status) {
    if (status != dnnl_success) bench_stop("oneDNN has no int8 products here");
}

/* What the bytes are does not matter to the time, as long as they are no zeros. */
static dnnl_memory_t filled(stack *s, const dnnl_memory_desc_t *desc) {
    dnnl_memory_t memory;
    void *bytes;
    check(dnnl_memory_create(&memory, desc, s->engine, DNNL_MEMORY_ALLOCATE));
    check(dnnl_memory_get_data_handle(memory, &bytes));
    for (size_t i = 0, n = dnnl_memory_desc_get_size(desc); i < n; i++) ((uint8_t *)bytes)[i] = (uint8_t)(i * 2654435761u >> 13);
    return memory;
}

/* All have weights of their own, and share the rest with the first layer's. */
static product product_new(stack *s, uint32_t inputs, uint32_t outputs, const product *like) {
    dnnl_dims_t x = {ROWS, inputs}, w = {inputs, outputs}, y = {ROWS, outputs};
    dnnl_memory_desc_t xd, wd, yd;
    dnnl_matmul_desc_t desc;
    dnnl_primitive_desc_t pd;
    product p;
    check(dnnl_memory_desc_init_by_tag(&xd, 2, x, dnnl_u8, dnnl_ab));
    check(dnnl_memory_desc_init_by_tag(&wd, 2, w, dnnl_s8, dnnl_format_tag_any));
    check(dnnl_memory_desc_init_by_tag(&yd, 2, y, dnnl_s32, dnnl_ab));
    check(dnnl_matmul_desc_init(&desc, &xd, &wd, NULL, &yd));
    check(dnnl_primitive_desc_create(&pd, &desc, NULL, s->engine, NULL));
    if (like)
        p = *like;
    else {
        check(dnnl_primitive_create(&p.primitive, pd));
        p.in = filled(s, &xd);
        p.out = filled(s, &yd);
    }
    p.weights = filled(s, dnnl_primitive_desc_query_md(pd, dnnl_query_weights_md, 0));
    dnnl_primitive_desc_destroy(pd);
    return p;
}

static stack stack_new(const ro_shape *shape) {
    uint32_t h = shape->hidden, inner = shape->inner, sizes[PRODUCTS][2] = {{h, 3 * h}, {h, h}, {h, inner}, {inner, h}};
    stack s = {.count = (size_t)shape->layers * PRODUCTS};
    check(dnnl_engine_create(&s.engine, dnnl_cpu, 0));
    check(dnnl_stream_create(&s.stream, s.engine, dnnl_stream_default_flags));
    s.product = bench_some(calloc(s.count, sizeof *s.product));
    for (size_t i = 0; i < s.count; i++)
        s.product[i] =
            product_new(&s, sizes[i % PRODUCTS][0], sizes[i % PRODUCTS][1], i < PRODUCTS ? NULL : &s.product[i % PRODUCTS]);
    return s;
}

static void stack_free(stack *s) {
    for (size_t i = 0; i < s->count; i++) {
        dnnl_memory_destroy(s->product[i].weights);
        if (i >= PRODUCTS) continue;
        dnnl_primitive_destroy(s->product[i].primitive);
        dnnl_memory_destroy(s->product[i].in);
        dnnl_memory_destroy(s->product[i].out);
    }
    free(s->product);
    dnnl_stream_destroy(s->stream);
    dnnl_engine_destroy(s->engine);
}

static size_t stack_run(stack *s) {
    for (size_t i = 0; i < s->count; i++) {
        product *p = &s->product[i];
        dnnl_exec_arg_t args[] = {{DNNL_ARG_SRC, p->in}, {DNNL_ARG_WEIGHTS, p->weights}, {DNNL_ARG_DST, p->out}};
        check(dnnl_primitive_execute(p->primitive, s->stream, 3, args));
    }
    check(dnnl_stream_wait(s->stream));
    return ROWS;
}

/* ---- turns */

static size_t task_run(bench_task *t) {
    const bench_group *g = &t->groups.items[t->next++ % t->groups.count];
    bench_encode(t, g);
    return bench_rows(g);
}

typedef struct pace {
    double seconds;
    size_t rows;
} pace;

static double rows_a_second(pace p) { return (double)p.rows / p.seconds; }

static void turn(pace *p, size_t (*run)(void *), void *what, double length) {
    double start = bench_now(), seconds = 0;
    do p->rows += run(what);
    while ((seconds = bench_now() - start) < length);
    p->seconds += seconds;
}

static size_t run_task(void *what) { return task_run(what); }
static size_t run_stack(void *what) { return stack_run(what); }

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static json_t *measure(bench_task *t, stack *s, double seconds) {
    static double share[ROUNDS];
    pace encoder = {0}, products = {0};
    size_t n = 0;
    for (; n < ROUNDS && encoder.seconds + products.seconds < seconds; n++) {
        pace e = {0}, p = {0};
        turn(&p, run_stack, s, TURN);
        turn(&e, run_task, t, TURN);
        if (!n) continue; /* the first turn warms up */
        share[n - 1] = rows_a_second(e) / rows_a_second(p);
        encoder = (pace){encoder.seconds + e.seconds, encoder.rows + e.rows};
        products = (pace){products.seconds + p.seconds, products.rows + p.rows};
    }
    if (n < 2) bench_stop("too little time for one turn");
    qsort(share, n - 1, sizeof *share, by_size);
    return json_pack("{s:s, s:s, s:i, s:i, s:i, s:f, s:f, s:f}", "arithmetic", ro_arithmetic_name(t->model->arithmetic),
                     "kernels", t->model->kernels->name, "windows", (int)t->windows, "rows", (int)t->rows, "turns", (int)n - 1,
                     "encoder", rows_a_second(encoder), "products", rows_a_second(products), "share", share[(n - 1) / 2]);
}

/* ---- the same work for others */

static json_t *row_of(uint32_t id, uint32_t feature) { return json_pack("[i, i]", (int)id, (int)feature); }

static json_t *rows_of(const ro_model *m, const bench_group *g, ro_window w) {
    json_t *rows = json_array();
    json_array_append_new(rows, row_of(m->shape.begin, 4 * RO_CASE_OTHER));
    for (size_t i = w.from; i < w.to; i++) json_array_append_new(rows, row_of(g->pieces[i].id, g->pieces[i].feature));
    json_array_append_new(rows, row_of(m->shape.end, 4 * RO_CASE_OTHER));
    return rows;
}

static void write_windows(bench_task *t, const char *path) {
    json_t *windows = json_array(), *first = json_array();
    for (size_t i = 0; i < t->groups.count; i++)
        for (size_t k = 0; k < t->groups.items[i].count; k++)
            json_array_append_new(windows, rows_of(t->model, &t->groups.items[i], t->groups.items[i].windows[k]));
    const float *states = bench_encode(t, &t->groups.items[0]);
    size_t n = ro_window_rows(t->groups.items[0].windows[0]) * t->model->shape.hidden;
    for (size_t i = 0; i < n; i++) json_array_append_new(first, json_real((double)states[i]));
    json_t *all = json_pack("{s:o, s:o}", "windows", windows, "states", first);
    if (!all || json_dump_file(all, path, JSON_COMPACT | JSON_REAL_PRECISION(7))) bench_stop("the windows cannot be written");
    json_decref(all);
}

int main(int argc, char **argv) {
    if (argc < 3 || argc > 5) bench_stop("MODEL REPORTS.jsonl [SECONDS [WINDOWS.json]]");
    double seconds = argc > 3 ? strtod(argv[3], NULL) : 10;
    bench_task t = bench_task_new(argv[1], argv[2]);
    if (argc > 4) write_windows(&t, argv[4]);
    omp_set_num_threads(1);
    stack s = stack_new(&t.model->shape);
    json_t *figures = measure(&t, &s, seconds);
    json_dumpf(figures, stdout, 0);
    putchar('\n');
    json_decref(figures);
    stack_free(&s);
    bench_task_free(&t);
    return 0;
}
