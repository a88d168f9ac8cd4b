/* The kernels that go row by row. */
#include "model/vectors.h"

/* ---- operands: rows on their way into a product */

/* Asymmetric, with zero always within reach. 254 steps, not 255: so no rounding can leave the byte. */
INLINE void quantise_row(const float *x, size_t n, vec low, vec high, uint8_t *out, ro_row *row) {
    float bottom = -peak(-low), top = peak(high), scale = (top - bottom) / 254.0f;
    if (!(scale > 1e-12f)) scale = 1e-12f;
    float inverse = 1.0f / scale, zero = -bottom * inverse + 0.5f;
    vec shift = nearest(all(zero));
    *row = (ro_row){scale, __builtin_convertvector(shift, ints)[0]};
    shift += all(MAGIC);
    for (size_t i = 0; i < n; i += WIDTH) {
        vec q = load(x + i) * all(inverse) + shift;
        store_bytes(out + i, (ints)q);
    }
}

static void to_bf16(const float *x, size_t count, uint16_t *out) {
    for (size_t i = 0; i < count; i++) { /* nearest, ties to even */
        uint32_t bits;
        memcpy(&bits, x + i, sizeof bits);
        out[i] = (uint16_t)((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
    }
}

/* low, high: of each lane over the row, and 0 */
INLINE void emit(const ro_operand *out, size_t r, const float *x, size_t n, vec low, vec high) {
    if (out->arithmetic == RO_ARITHMETIC_INT8)
        quantise_row(x, n, low, high, (uint8_t *)out->values + r * n, out->row + r);
    else if (out->arithmetic == RO_ARITHMETIC_BF16)
        to_bf16(x, n, (uint16_t *)out->values + r * n);
    else if ((float *)out->values + r * n != x)
        memcpy((float *)out->values + r * n, x, n * sizeof *x);
}

static void convert(const float *x, size_t rows, size_t n, const ro_operand *out) {
    for (size_t r = 0; r < rows; r++, x += n) {
        vec low = all(0), high = all(0);
        for (size_t i = 0; i < n; i += WIDTH) {
            low = smaller(low, load(x + i));
            high = larger(high, load(x + i));
        }
        emit(out, r, x, n, low, high);
    }
}

/* ---- sums: what comes out of a product; `whole` says that they are integers and is a constant to the compiler */

typedef struct summed {
    const char *values; /* a row */
    vec scale, shift;
    const float *column_scale, *column_shift, *bias;
} summed;

INLINE summed sums_row(const ro_sums *s, size_t r, size_t n, bool whole) {
    summed row = {(const char *)s->values + r * n * 4, all(0), all(0), s->column_scale, s->column_shift, s->bias};
    if (whole) {
        row.scale = all(s->row[r].scale);
        row.shift = row.scale * all((float)s->row[r].zero);
    }
    return row;
}

INLINE vec sums_at(const summed *row, size_t i, bool whole) {
    ints x = load_ints(row->values + 4 * i);
    if (!whole) return (vec)x + load(row->bias + i);
    return __builtin_convertvector(x, vec) * (row->scale * load(row->column_scale + i)) +
           (load(row->bias + i) - row->shift * load(row->column_shift + i));
}

static void scale(const ro_sums *sums, size_t rows, size_t n, float *out) {
    for (size_t r = 0; r < rows; r++, out += n) {
        summed row = sums_row(sums, r, n, true);
        for (size_t i = 0; i < n; i += WIDTH)
            store(out + i,
                  __builtin_convertvector(load_ints(row.values + 4 * i), vec) * (row.scale * load(sums->column_scale + i)) -
                      row.shift * load(sums->column_shift + i));
    }
}

static void add_bias(float *out, const float *y, size_t rows, size_t n, const float *bias) {
    for (size_t r = 0; r < rows; r++, out += n, y += n)
        for (size_t i = 0; i < n; i += WIDTH) store(out + i, load(y + i) + load(bias + i));
}

/* ---- norms */

/* A row's sum in CHAINS sums side by side, which need not wait for each other; add to the one of the columns at hand. */
enum { CHAINS = 4 };
typedef struct chains {
    vec part[CHAINS][PARTS];
} chains;

INLINE float fold(const chains *c) {
    vec total[PARTS];
    for (int p = 0; p < PARTS; p++) total[p] = (c->part[0][p] + c->part[1][p]) + (c->part[2][p] + c->part[3][p]);
    return sum(total);
}

INLINE void add_squares(vec total[PARTS], const float *x, vec mean) {
    for (size_t p = 0; p < PARTS; p++) {
        vec d = load(x + p * WIDTH) - mean;
        total[p] += d * d;
    }
}

/* total: of the row */
INLINE void norm_row(float *x, size_t n, const chains *total, const float *weight, const float *bias, const ro_operand *out,
                     size_t r) {
    chains squares = {0};
    vec low = all(0), high = all(0), mean = all(fold(total) / (float)n);
    size_t at = 0;
    for (; at + CHAINS * LANES <= n; at += CHAINS * LANES)
        for (size_t c = 0; c < CHAINS; c++) add_squares(squares.part[c], x + at + c * LANES, mean);
    for (; at < n; at += LANES) add_squares(squares.part[0], x + at, mean);
    vec scale = all(1.0f / sqrtf(fold(&squares) / (float)n + 1e-12f));
    for (size_t i = 0; i < n; i += WIDTH) {
        vec y = (load(x + i) - mean) * scale * load(weight + i) + load(bias + i);
        store(x + i, y);
        low = smaller(low, y);
        high = larger(high, y);
    }
    emit(out, r, x, n, low, high);
}

static void norm(float *x, size_t rows, size_t n, const float *weight, const float *bias, const ro_operand *out) {
    for (size_t r = 0; r < rows; r++, x += n) {
        chains total = {0};
        for (size_t i = 0; i < n; i += LANES)
            for (size_t p = 0; p < PARTS; p++) total.part[0][p] += load(x + i + p * WIDTH);
        norm_row(x, n, &total, weight, bias, out, r);
    }
}

INLINE void add_sums(float *x, const summed *row, size_t at, vec total[PARTS], bool whole) {
    for (size_t p = 0; p < PARTS; p++) {
        vec y = load(x + p * WIDTH) + sums_at(row, at + p * WIDTH, whole);
        store(x + p * WIDTH, y);
        total[p] += y;
    }
}

INLINE void add_norm_rows(float *x, const ro_sums *sums, size_t rows, size_t n, const float *weight, const float *bias,
                          const ro_operand *out, bool whole) {
    for (size_t r = 0; r < rows; r++, x += n) {
        summed row = sums_row(sums, r, n, whole);
        chains total = {0};
        size_t at = 0;
        for (; at + CHAINS * LANES <= n; at += CHAINS * LANES)
            for (size_t c = 0; c < CHAINS; c++) add_sums(x + at + c * LANES, &row, at + c * LANES, total.part[c], whole);
        for (; at < n; at += LANES) add_sums(x + at, &row, at, total.part[0], whole);
        norm_row(x, n, &total, weight, bias, out, r);
    }
}

static void add_norm(float *x, const ro_sums *sums, size_t rows, size_t n, const float *weight, const float *bias,
                     const ro_operand *out) {
    if (sums->row)
        add_norm_rows(x, sums, rows, n, weight, bias, out, true);
    else
        add_norm_rows(x, sums, rows, n, weight, bias, out, false);
}

/* ---- GELU */

/* erf by Abramowitz and Stegun 7.1.26, absolute error below 1.5e-7 */
INLINE vec error_function(vec x) {
    vec size = choose(x < all(0), -x, x);
    vec t = all(1.0f) / (all(1.0f) + all(0.3275911f) * size);
    vec p = all(1.061405429f);
    p = p * t + all(-1.453152027f);
    p = p * t + all(1.421413741f);
    p = p * t + all(-0.284496736f);
    p = p * t + all(0.254829592f);
    vec y = all(1.0f) - p * t * exponential(-size * size);
    return choose(x < all(0), -y, y);
}

INLINE vec gelu_exact(vec v) { return all(0.5f) * v * (all(1.0f) + error_function(v * all(0.70710678f))); }

/* For what becomes bytes right away: the normal distribution as an odd polynomial up to 3.2, where it nears 0 and 1 (minimax of
 * the error of GELU: 4e-4 up to |v| = 1, relative beyond). */
INLINE vec gelu_rough(vec v) {
    vec c = smaller(larger(v, all(-3.2f)), all(3.2f)), s = c * c;
    vec p = all(1.5023331923690676e-5f);
    p = p * s + all(-5.211712512069289e-4f);
    p = p * s + all(7.56814575992895e-3f);
    p = p * s + all(-6.248106693348389e-2f);
    p = p * s + all(3.9679507215020476e-1f);
    return v * (p * c + all(0.5f));
}

static void gelu(float *x, size_t rows, size_t n, const float *bias) {
    for (size_t r = 0; r < rows; r++, x += n)
        for (size_t i = 0; i < n; i += WIDTH) store(x + i, gelu_exact(load(x + i) + load(bias + i)));
}

INLINE void gelu_rows(const ro_sums *sums, size_t rows, size_t n, const ro_operand *out, float *x, bool whole) {
    for (size_t r = 0; r < rows; r++) {
        summed row = sums_row(sums, r, n, whole);
        vec low = all(0), high = all(0);
        for (size_t i = 0; i < n; i += WIDTH) {
            vec v = sums_at(&row, i, whole), y = whole ? gelu_rough(v) : gelu_exact(v);
            store(x + i, y);
            low = smaller(low, y);
            high = larger(high, y);
        }
        emit(out, r, x, n, low, high);
    }
}

static void gelu_sums(const ro_sums *sums, size_t rows, size_t n, const ro_operand *out, float *scratch) {
    if (sums->row)
        gelu_rows(sums, rows, n, out, scratch, true);
    else
        gelu_rows(sums, rows, n, out, scratch, false);
}

/* ---- queries, keys and values; embeddings */

/* Head by head, so that what belongs to the columns stays in registers. */
INLINE void heads_rows(const ro_sums *sums, size_t first, size_t rows, size_t n, size_t width, float *out, size_t room, size_t at,
                       bool whole) {
    out += at * width;
    for (size_t i = 0; i < n; i += width, out += room * width)
        for (size_t r = 0; r < rows; r++) {
            summed row = sums_row(sums, first + r, n, whole);
            for (size_t c = 0; c < width; c += WIDTH) store(out + r * width + c, sums_at(&row, i + c, whole));
        }
}

static void heads(const ro_sums *sums, size_t first, size_t rows, size_t n, size_t width, float *out, size_t room, size_t at) {
    if (sums->row && width == 32) /* the usual width is a constant to the compiler */
        heads_rows(sums, first, rows, n, 32, out, room, at, true);
    else if (sums->row)
        heads_rows(sums, first, rows, n, width, out, room, at, true);
    else
        heads_rows(sums, first, rows, n, width, out, room, at, false);
}

static void embed(const int8_t *word, float scale, const float *place, const float *marks, size_t n, float *out) {
    for (size_t i = 0; i < n; i += WIDTH) store(out + i, load_bytes(word + i) * all(scale) + (load(place + i) + load(marks + i)));
}

/* ---- weights */

/* The exponent is moved by a product, which is exact, subnormals too. */
static void widen(const uint16_t *half, size_t count, float *out) {
    for (size_t i = 0; i < count; i++) {
        uint32_t bits = (uint32_t)(half[i] & 0x7FFF) << 13, sign = (uint32_t)(half[i] & 0x8000) << 16;
        float x;
        memcpy(&x, &bits, sizeof x);
        x *= 0x1p112f;
        memcpy(&bits, &x, sizeof bits);
        bits |= sign;
        memcpy(out + i, &bits, sizeof bits);
    }
}

static float quantise_weights(const float *x, size_t n, int8_t *out, int32_t *sum) {
    vec top = all(1e-12f);
    ints total = {0};
    for (size_t i = 0; i < n; i += WIDTH) top = larger(top, larger(load(x + i), -load(x + i)));
    float scale = peak(top) / 127.0f;
    vec inverse = all(1.0f / scale);
    for (size_t i = 0; i < n; i += WIDTH) {
        ints q = __builtin_convertvector(smaller(larger(nearest(load(x + i) * inverse), all(-127.0f)), all(127.0f)), ints);
        store_bytes(out + i, q);
        total += q;
    }
    *sum = 0;
    for (int i = 0; i < WIDTH; i++) *sum += total[i];
    return scale;
}

/* ---- heads of the model */

static float dot(const float *a, const float *b, size_t n) {
    vec total[PARTS] = {{0}};
    for (size_t i = 0; i < n; i += LANES)
        for (size_t p = 0; p < PARTS; p++) total[p] += load(a + i + p * WIDTH) * load(b + i + p * WIDTH);
    return sum(total);
}

static void linear(const float *weight, const float *bias, const float *x, size_t outputs, size_t n, float *y) {
    for (size_t o = 0; o < outputs; o++) y[o] = dot(weight + o * n, x, n) + bias[o];
}

const ro_kernels JOIN(ro_kernels_, RO_ISA) = {
    .name = STRING(RO_ISA),
    .embed = embed,
    .norm = norm,
    .add_norm = add_norm,
    .gelu = gelu,
    .gelu_sums = gelu_sums,
    .heads = heads,
    .scale = scale,
    .add_bias = add_bias,
    .convert = convert,
    .widen = widen,
    .quantise_weights = quantise_weights,
    .attention = JOIN(ro_attention_, RO_ISA),
    .attention_int8 = JOIN(ro_attention_int8_, RO_ISA),
    .linear = linear,
    .dot = dot,
};
