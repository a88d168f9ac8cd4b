#include "model/product.h"

#include <dnnl.h>

/* oneDNN as Debian builds it runs on OpenMP; a reader is one thread, so its products must be too. The setting is the calling
 * thread's own. */
extern void omp_set_num_threads(int);
extern int omp_get_max_threads(void);

enum { CACHE = 64 };

struct ro_weights {
    ro_arithmetic arithmetic;
    uint32_t outputs, inputs;
    dnnl_engine_t engine;
    dnnl_memory_desc_t packed_desc; /* as the kernels for a full tile like it */
    dnnl_memory_t packed;
    int32_t *column_sum; /* [outputs], int8 */
    float *column_scale; /* [outputs], int8 */
};

typedef struct cached {
    const ro_weights *weights;
    size_t rows;
    dnnl_primitive_t primitive;
} cached;

struct ro_products {
    ro_arithmetic arithmetic;
    const ro_kernels *kernels;
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    uint8_t *in; /* [RO_TILE, inputs] in the arithmetic's type */
    float *out;  /* [RO_TILE, outputs]; sums of int8 first */
    ro_row row[RO_TILE];
    uint32_t inputs, outputs;
    cached cache[CACHE];
    size_t used;
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
    w->column_sum = calloc(w->outputs, sizeof *w->column_sum);
    w->column_scale = calloc(w->outputs, sizeof *w->column_scale);
    if (!bytes || !w->column_sum || !w->column_scale) {
        free(bytes);
        return NULL;
    }
    for (size_t o = 0; o < w->outputs; o++)
        w->column_scale[o] = kernels->quantise_weights(full + o * w->inputs, w->inputs, bytes + o * w->inputs, &w->column_sum[o]);
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
    free(w->column_sum);
    free(w->column_scale);
    free(w);
}

/* ---- running */

static size_t width_of(ro_arithmetic a) { return a == RO_ARITHMETIC_INT8 ? 1 : a == RO_ARITHMETIC_BF16 ? 2 : 4; }

ro_products *ro_products_new(ro_arithmetic arithmetic, const ro_kernels *kernels, uint32_t inputs, uint32_t outputs,
                             ro_error *error) {
    ro_products *p = calloc(1, sizeof *p);
    if (!p) {
        ro_fail_memory(error);
        return NULL;
    }
    *p = (ro_products){.arithmetic = arithmetic, .kernels = kernels, .inputs = inputs, .outputs = outputs};
    p->in = aligned_alloc(64, RO_TILE * (size_t)inputs * width_of(arithmetic));
    p->out = aligned_alloc(64, RO_TILE * (size_t)outputs * sizeof *p->out);
    if (!p->in || !p->out)
        ro_fail_memory(error);
    else {
        memset(p->in, 0, RO_TILE * (size_t)inputs * width_of(arithmetic)); /* the rows that fill a tile's last step are read */
        if (!failed(dnnl_engine_create(&p->engine, dnnl_cpu, 0), error) &&
            !failed(dnnl_stream_create(&p->stream, p->engine, dnnl_stream_default_flags), error))
            return p;
    }
    ro_products_free(p);
    return NULL;
}

void ro_products_free(ro_products *p) {
    if (!p) return;
    for (size_t i = 0; i < p->used; i++) dnnl_primitive_destroy(p->cache[i].primitive);
    if (p->stream) dnnl_stream_destroy(p->stream);
    if (p->engine) dnnl_engine_destroy(p->engine);
    free(p->in);
    free(p->out);
    free(p);
}

/* The primitive for a shape. Matrices of one shape share it: the weights come as an argument. */
static dnnl_primitive_t primitive_for(ro_products *p, const ro_weights *w, size_t rows, ro_error *error) {
    for (size_t i = 0; i < p->used; i++) {
        const ro_weights *other = p->cache[i].weights;
        if (p->cache[i].rows == rows && other->outputs == w->outputs && other->inputs == w->inputs) return p->cache[i].primitive;
    }
    dnnl_primitive_desc_t desc = NULL;
    dnnl_primitive_t primitive = NULL;
    if (p->used == CACHE) { /* cannot happen with one model's four shapes */
        ro_fail(error, RO_E_MODEL, "the model has more matrix shapes than expected");
        return NULL;
    }
    if (!failed(matmul(p->engine, p->arithmetic, rows, w->outputs, w->inputs, &w->packed_desc, &desc), error) &&
        !failed(dnnl_primitive_create(&primitive, desc), error))
        p->cache[p->used++] = (cached){w, rows, primitive};
    if (desc) dnnl_primitive_desc_destroy(desc);
    return primitive;
}

static bool execute(ro_products *p, const ro_weights *w, size_t rows, ro_error *error) {
    dnnl_primitive_t primitive = primitive_for(p, w, rows, error);
    if (!primitive) return false;
    dnnl_dims_t x = {(dnnl_dim_t)rows, w->inputs}, y = {(dnnl_dim_t)rows, w->outputs};
    dnnl_memory_desc_t xd, yd;
    dnnl_memory_t source = NULL, target = NULL;
    bool done = false;
    if (failed(dnnl_memory_desc_init_by_tag(&xd, 2, x, source_type(p->arithmetic), dnnl_ab), error) ||
        failed(dnnl_memory_desc_init_by_tag(&yd, 2, y, target_type(p->arithmetic), dnnl_ab), error) ||
        failed(dnnl_memory_create(&source, &xd, p->engine, p->in), error) ||
        failed(dnnl_memory_create(&target, &yd, p->engine, p->out), error))
        goto end;
    dnnl_exec_arg_t args[] = {{DNNL_ARG_SRC, source}, {DNNL_ARG_WEIGHTS, w->packed}, {DNNL_ARG_DST, target}};
    done = !failed(dnnl_primitive_execute(primitive, p->stream, 3, args), error) && !failed(dnnl_stream_wait(p->stream), error);
end:
    if (target) dnnl_memory_destroy(target);
    if (source) dnnl_memory_destroy(source);
    return done;
}

float *ro_products_run(ro_products *p, const ro_weights *w, const float *x, size_t rows, ro_error *error) {
    size_t step = (rows + RO_TILE_STEP - 1) / RO_TILE_STEP * RO_TILE_STEP, count = rows * w->inputs;
    switch (p->arithmetic) {
    case RO_ARITHMETIC_INT8: p->kernels->quantise(x, rows, w->inputs, p->in, p->row); break;
    case RO_ARITHMETIC_BF16: p->kernels->to_bf16(x, count, (uint16_t *)(void *)p->in); break;
    default: memcpy(p->in, x, count * sizeof *x);
    }
    int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    bool done = execute(p, w, step, error);
    omp_set_num_threads(threads);
    if (!done) return NULL;
    if (p->arithmetic == RO_ARITHMETIC_INT8)
        p->kernels->dequantise(p->out, rows, w->outputs, p->row, w->column_sum, w->column_scale);
    return p->out;
}
