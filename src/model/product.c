#include "model/product.h"

#include <dnnl.h>

/* oneDNN as Debian builds it runs on OpenMP; a reader is one thread, so its products must be too. The setting is the calling
 * thread's own. */
extern void omp_set_num_threads(int);
extern int omp_get_max_threads(void);

enum { CACHE = 4 * RO_TILE / RO_TILE_STEP }; /* an encoder's shapes; then the oldest makes room */

struct ro_weights {
    ro_arithmetic arithmetic;
    uint32_t outputs, inputs;
    dnnl_engine_t engine;
    dnnl_memory_desc_t packed_desc; /* as the kernels for a full tile like it */
    dnnl_memory_t packed;
    float *column_scale; /* [outputs], int8 */
    float *column_shift; /* [outputs], int8: the scale times the sum of the column's bytes */
};

typedef struct cached {
    uint32_t outputs, inputs;
    size_t rows;
    dnnl_primitive_t primitive;
    dnnl_memory_t in, out; /* `in` points to a new place at every run */
} cached;

struct ro_products {
    ro_arithmetic arithmetic;
    const ro_kernels *kernels;
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    ro_operand in; /* [RO_TILE, inputs] */
    float *out;    /* [RO_TILE, outputs]; s32 where int8 */
    cached cache[CACHE];
    size_t used, oldest;
};

static dnnl_data_type_t source_type(ro_arithmetic a) {
    return a == RO_ARITHMETIC_INT8 ? dnnl_u8 : a == RO_ARITHMETIC_BF16 ? dnnl_bf16 : dnnl_f32;
}
static dnnl_data_type_t weight_type(ro_arithmetic a) {
    return a == RO_ARITHMETIC_INT8 ? dnnl_s8 : a == RO_ARITHMETIC_BF16 ? dnnl_bf16 : dnnl_f32;
}
static dnnl_data_type_t target_type(ro_arithmetic a) { return a == RO_ARITHMETIC_INT8 ? dnnl_s32 : dnnl_f32; }

static bool failed(dnnl_status_t status, ro_error *error) {
    if (status == dnnl_success) return false;
    if (status == dnnl_out_of_memory)
        ro_fail_memory(error);
    else
        ro_fail(error, RO_E_MODEL, "oneDNN refused a matrix product (status %d): try --arithmetic f32", (int)status);
    return true;
}

/* The matmul of `rows` rows; with weights in the layout that oneDNN likes where weight_desc is NULL. */
static dnnl_status_t matmul(dnnl_engine_t engine, ro_arithmetic a, size_t rows, uint32_t outputs, uint32_t inputs,
                            const dnnl_memory_desc_t *weight_desc, dnnl_primitive_desc_t *out) {
    dnnl_dims_t x = {(dnnl_dim_t)rows, inputs}, w = {inputs, outputs}, y = {(dnnl_dim_t)rows, outputs};
    dnnl_memory_desc_t xd, wd, yd;
    dnnl_matmul_desc_t desc;
    dnnl_status_t s = dnnl_memory_desc_init_by_tag(&xd, 2, x, source_type(a), dnnl_ab);
    if (s == dnnl_success) s = dnnl_memory_desc_init_by_tag(&yd, 2, y, target_type(a), dnnl_ab);
    if (s == dnnl_success) s = dnnl_memory_desc_init_by_tag(&wd, 2, w, weight_type(a), dnnl_format_tag_any);
    if (s == dnnl_success) s = dnnl_matmul_desc_init(&desc, &xd, weight_desc ? weight_desc : &wd, NULL, &yd);
    if (s == dnnl_success) s = dnnl_primitive_desc_create(out, &desc, NULL, engine, NULL);
    return s;
}

/* ---- packing */

/* One scale an output. Returns the matrix as rows of bytes, [outputs, inputs]; NULL: out of memory. */
static int8_t *quantise(ro_weights *w, const float *full, const ro_kernels *kernels) {
    int8_t *bytes = malloc((size_t)w->outputs * w->inputs);
    w->column_scale = calloc(w->outputs, sizeof *w->column_scale);
    w->column_shift = calloc(w->outputs, sizeof *w->column_shift);
    if (!bytes || !w->column_shift || !w->column_scale) {
        free(bytes);
        return NULL;
    }
    for (size_t o = 0; o < w->outputs; o++) {
        int32_t sum;
        w->column_scale[o] = kernels->quantise_weights(full + o * w->inputs, w->inputs, bytes + o * w->inputs, &sum);
        w->column_shift[o] = w->column_scale[o] * (float)sum;
    }
    return bytes;
}

/* Plain weights, [outputs, inputs], into oneDNN's layout. */
static bool reorder(ro_weights *w, void *plain, dnnl_data_type_t type, ro_error *error) {
    dnnl_dims_t dims = {w->inputs, w->outputs};
    dnnl_memory_desc_t plain_desc;
    dnnl_memory_t from = NULL;
    dnnl_primitive_desc_t pd = NULL, product = NULL;
    dnnl_primitive_t primitive = NULL;
    dnnl_stream_t stream = NULL;
    bool done = false;
    if (failed(matmul(w->engine, w->arithmetic, RO_TILE, w->outputs, w->inputs, NULL, &product), error)) goto end;
    w->packed_desc = *dnnl_primitive_desc_query_md(product, dnnl_query_weights_md, 0);
    if (failed(dnnl_memory_desc_init_by_tag(&plain_desc, 2, dims, type, dnnl_ba), error) ||
        failed(dnnl_memory_create(&from, &plain_desc, w->engine, plain), error) ||
        failed(dnnl_memory_create(&w->packed, &w->packed_desc, w->engine, DNNL_MEMORY_ALLOCATE), error) ||
        failed(dnnl_reorder_primitive_desc_create(&pd, &plain_desc, w->engine, &w->packed_desc, w->engine, NULL), error) ||
        failed(dnnl_primitive_create(&primitive, pd), error) ||
        failed(dnnl_stream_create(&stream, w->engine, dnnl_stream_default_flags), error))
        goto end;
    dnnl_exec_arg_t args[] = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, w->packed}};
    done = !failed(dnnl_primitive_execute(primitive, stream, 2, args), error) && !failed(dnnl_stream_wait(stream), error);
end:
    if (stream) dnnl_stream_destroy(stream);
    if (primitive) dnnl_primitive_destroy(primitive);
    if (pd) dnnl_primitive_desc_destroy(pd);
    if (from) dnnl_memory_destroy(from);
    if (product) dnnl_primitive_desc_destroy(product);
    return done;
}

ro_weights *ro_weights_pack(const uint16_t *half, uint32_t outputs, uint32_t inputs, ro_arithmetic arithmetic,
                            const ro_kernels *kernels, ro_error *error) {
    ro_weights *w = calloc(1, sizeof *w);
    float *full = malloc((size_t)outputs * inputs * sizeof *full);
    int8_t *bytes = NULL;
    int threads = omp_get_max_threads();
    bool done = false;
    omp_set_num_threads(1);
    if (!w || !full) {
        ro_fail_memory(error);
        goto end;
    }
    *w = (ro_weights){.arithmetic = arithmetic, .outputs = outputs, .inputs = inputs};
    kernels->widen(half, (size_t)outputs * inputs, full);
    if (failed(dnnl_engine_create(&w->engine, dnnl_cpu, 0), error)) goto end;
    if (arithmetic == RO_ARITHMETIC_INT8) {
        if (!(bytes = quantise(w, full, kernels)))
            ro_fail_memory(error);
        else
            done = reorder(w, bytes, dnnl_s8, error);
    } else
        done = reorder(w, full, dnnl_f32, error);
end:
    omp_set_num_threads(threads);
    free(bytes);
    free(full);
    if (done) return w;
    ro_weights_free(w);
    return NULL;
}

void ro_weights_free(ro_weights *w) {
    if (!w) return;
    if (w->packed) dnnl_memory_destroy(w->packed);
    if (w->engine) dnnl_engine_destroy(w->engine);
    free(w->column_shift);
    free(w->column_scale);
    free(w);
}

/* ---- running */

static size_t width_of(ro_arithmetic a) { return a == RO_ARITHMETIC_INT8 ? 1 : a == RO_ARITHMETIC_BF16 ? 2 : 4; }

static size_t filled(size_t rows) { return (rows + RO_TILE_STEP - 1) / RO_TILE_STEP * RO_TILE_STEP; }

bool ro_operand_new(ro_operand *operand, ro_arithmetic arithmetic, size_t rows, size_t columns) {
    size_t size = (filled(rows) * columns * width_of(arithmetic) + 63) / 64 * 64;
    *operand = (ro_operand){.arithmetic = arithmetic, .values = aligned_alloc(64, size)};
    if (arithmetic == RO_ARITHMETIC_INT8) operand->row = calloc(filled(rows), sizeof *operand->row);
    if (!operand->values || (arithmetic == RO_ARITHMETIC_INT8 && !operand->row)) return false;
    memset(operand->values, 0, size); /* the rows that fill a tile's last step are read */
    return true;
}

void ro_operand_free(ro_operand *operand) {
    free(operand->values);
    free(operand->row);
}

ro_operand ro_operand_from(const ro_operand *o, size_t from, size_t columns) {
    char *values = (char *)o->values + from * columns * width_of(o->arithmetic);
    return (ro_operand){o->arithmetic, values, o->row ? o->row + from : NULL};
}

ro_products *ro_products_new(ro_arithmetic arithmetic, const ro_kernels *kernels, uint32_t inputs, uint32_t outputs,
                             ro_error *error) {
    ro_products *p = calloc(1, sizeof *p);
    if (!p) {
        ro_fail_memory(error);
        return NULL;
    }
    *p = (ro_products){.arithmetic = arithmetic, .kernels = kernels};
    p->out = aligned_alloc(64, RO_TILE * (size_t)outputs * sizeof *p->out);
    if (!ro_operand_new(&p->in, arithmetic, RO_TILE, inputs) || !p->out)
        ro_fail_memory(error);
    else if (!failed(dnnl_engine_create(&p->engine, dnnl_cpu, 0), error) &&
             !failed(dnnl_stream_create(&p->stream, p->engine, dnnl_stream_default_flags), error))
        return p;
    ro_products_free(p);
    return NULL;
}

static void cached_free(cached *c) {
    if (c->primitive) dnnl_primitive_destroy(c->primitive);
    if (c->in) dnnl_memory_destroy(c->in);
    if (c->out) dnnl_memory_destroy(c->out);
}

void ro_products_free(ro_products *p) {
    if (!p) return;
    for (size_t i = 0; i < p->used; i++) cached_free(&p->cache[i]);
    if (p->stream) dnnl_stream_destroy(p->stream);
    if (p->engine) dnnl_engine_destroy(p->engine);
    ro_operand_free(&p->in);
    free(p->out);
    free(p);
}

static bool prepare(ro_products *p, cached *c, const ro_weights *w, void *in, ro_error *error) {
    dnnl_dims_t x = {(dnnl_dim_t)c->rows, c->inputs}, y = {(dnnl_dim_t)c->rows, c->outputs};
    dnnl_memory_desc_t xd, yd;
    dnnl_primitive_desc_t desc = NULL;
    bool done = !failed(dnnl_memory_desc_init_by_tag(&xd, 2, x, source_type(p->arithmetic), dnnl_ab), error) &&
                !failed(dnnl_memory_desc_init_by_tag(&yd, 2, y, target_type(p->arithmetic), dnnl_ab), error) &&
                !failed(dnnl_memory_create(&c->in, &xd, p->engine, in), error) &&
                !failed(dnnl_memory_create(&c->out, &yd, p->engine, p->out), error) &&
                !failed(matmul(p->engine, p->arithmetic, c->rows, c->outputs, c->inputs, &w->packed_desc, &desc), error) &&
                !failed(dnnl_primitive_create(&c->primitive, desc), error);
    if (desc) dnnl_primitive_desc_destroy(desc);
    return done;
}

/* The primitive for a shape. Matrices of one shape share it: the weights come as an argument. */
static cached *primitive_for(ro_products *p, const ro_weights *w, size_t rows, void *in, ro_error *error) {
    for (size_t i = 0; i < p->used; i++) {
        cached *c = &p->cache[i];
        if (c->rows == rows && c->outputs == w->outputs && c->inputs == w->inputs) return c;
    }
    cached fresh = {.outputs = w->outputs, .inputs = w->inputs, .rows = rows};
    if (!prepare(p, &fresh, w, in, error)) {
        cached_free(&fresh);
        return NULL;
    }
    cached *place = &p->cache[p->used < CACHE ? p->used++ : p->oldest++ % CACHE];
    cached_free(place);
    *place = fresh;
    return place;
}

static bool execute(ro_products *p, const ro_weights *w, size_t rows, void *in, ro_error *error) {
    cached *c = primitive_for(p, w, rows, in, error);
    if (!c || failed(dnnl_memory_set_data_handle(c->in, in), error)) return false;
    dnnl_exec_arg_t args[] = {{DNNL_ARG_SRC, c->in}, {DNNL_ARG_WEIGHTS, w->packed}, {DNNL_ARG_DST, c->out}};
    return !failed(dnnl_primitive_execute(c->primitive, p->stream, 3, args), error) &&
           !failed(dnnl_stream_wait(p->stream), error);
}

const ro_operand *ro_products_in(const ro_products *p) { return &p->in; }

bool ro_products_sums(ro_products *p, const ro_weights *w, const float *bias, const ro_operand *x, size_t from, size_t rows,
                      ro_sums *sums, ro_error *error) {
    ro_operand in = ro_operand_from(x, from, w->inputs);
    int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    bool done = execute(p, w, filled(rows), in.values, error);
    omp_set_num_threads(threads);
    *sums = (ro_sums){p->out, in.row, w->column_scale, w->column_shift, bias};
    return done;
}

float *ro_products_run(ro_products *p, const ro_weights *w, const float *x, size_t rows, ro_error *error) {
    ro_sums sums;
    p->kernels->convert(x, rows, w->inputs, &p->in);
    if (!ro_products_sums(p, w, NULL, &p->in, 0, rows, &sums, error)) return NULL;
    if (sums.row) p->kernels->scale(&sums, rows, w->outputs, p->out);
    return p->out;
}
