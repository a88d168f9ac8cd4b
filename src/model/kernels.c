/* Compiled three times: RO_ISA is base, avx2 or avx512. A vector is as wide as the processor's registers, but every sum runs over
 * the same 16 lanes and is folded in the same order, so that the result does not depend on the width. */
#include "model/kernels.h"

#include <math.h>
#include <string.h>

/* Vectors never cross the border of this file, so how they would be passed does not matter. */
#pragma GCC diagnostic ignored "-Wpsabi"

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define STRING_(x) #x
#define STRING(x) STRING_(x)

/* WIDTH lanes a vector, PARTS vectors for the 16 lanes of a sum. A block of BLOCK queries meets STRIP keys at a time: their sums
 * fit the registers. */
#if defined __AVX512F__
enum { WIDTH = 16, BLOCK = 6, STRIP = 64 };
#elif defined __AVX2__
enum { WIDTH = 8, BLOCK = 4, STRIP = 16 };
#else
enum { WIDTH = 4, BLOCK = 4, STRIP = 8 };
#endif
enum { LANES = 16, PARTS = LANES / WIDTH, KEYS = 64 /* rows of keys are filled up to a multiple of this */ };

typedef float vec __attribute__((vector_size(4 * WIDTH)));
typedef int32_t ints __attribute__((vector_size(4 * WIDTH)));
typedef uint8_t bytes __attribute__((vector_size(WIDTH)));
typedef int8_t signed_bytes __attribute__((vector_size(WIDTH)));
typedef float loose_vec __attribute__((vector_size(4 * WIDTH), aligned(4), may_alias)); /* anywhere in an array of floats */

static inline vec load(const float *p) { return *(const loose_vec *)p; }
static inline void store(float *p, vec v) { *(loose_vec *)p = v; }
static inline vec all(float x) { return x - (vec){0}; }
static inline vec choose(ints mask, vec yes, vec no) { return (vec)((mask & (ints)yes) | (~mask & (ints)no)); }
static inline vec larger(vec a, vec b) { return choose(a > b, a, b); }
static inline vec smaller(vec a, vec b) { return choose(a < b, a, b); }

/* The 16 lanes of a sum, halves folded onto halves. */
static inline float sum(const vec parts[PARTS]) {
    float x[LANES];
    for (int p = 0; p < PARTS; p++) store(x + p * WIDTH, parts[p]);
    for (int w = LANES / 2; w; w /= 2)
        for (int i = 0; i < w; i++) x[i] += x[i + w];
    return x[0];
}

static inline float peak(vec v) {
    float x[WIDTH], top;
    store(x, v);
    top = x[0];
    for (int i = 1; i < WIDTH; i++) top = x[i] > top ? x[i] : top;
    return top;
}

/* Nearest integer, ties to even, for |x| < 2^22. */
static inline vec nearest(vec x) {
    const vec magic = all(12582912.0f); /* 1.5 × 2^23 */
    return (x + magic) - magic;
}

/* e^x for x ≤ 88: 2^n by the exponent's bits, the rest by a Taylor polynomial on |r| ≤ ln 2 / 2; relative error below 1e-6. */
static inline vec exponential(vec x) {
    x = larger(x, all(-87.0f));
    vec n = nearest(x * all(1.44269504f));
    vec r = x - n * all(0.693359375f) - n * all(-2.12194440e-4f);
    vec p = all(1.0f / 5040);
    p = p * r + all(1.0f / 720);
    p = p * r + all(1.0f / 120);
    p = p * r + all(1.0f / 24);
    p = p * r + all(1.0f / 6);
    p = p * r + all(0.5f);
    p = p * r + all(1.0f);
    p = p * r + all(1.0f);
    ints bits = (__builtin_convertvector(n, ints) + 127) << 23;
    return p * (vec)bits;
}

/* ---- rows */

static void norm_row(float *x, size_t n, const float *weight, const float *bias) {
    vec total[PARTS] = {{0}}, squares[PARTS] = {{0}};
    for (size_t i = 0; i < n; i += LANES)
        for (size_t p = 0; p < PARTS; p++) total[p] += load(x + i + p * WIDTH);
    vec mean = all(sum(total) / (float)n);
    for (size_t i = 0; i < n; i += LANES)
        for (size_t p = 0; p < PARTS; p++) {
            vec d = load(x + i + p * WIDTH) - mean;
            squares[p] += d * d;
        }
    vec scale = all(1.0f / sqrtf(sum(squares) / (float)n + 1e-12f));
    for (size_t i = 0; i < n; i += WIDTH) store(x + i, (load(x + i) - mean) * scale * load(weight + i) + load(bias + i));
}

static void norm(float *x, size_t rows, size_t n, const float *weight, const float *bias) {
    for (size_t r = 0; r < rows; r++) norm_row(x + r * n, n, weight, bias);
}

static void add_norm(float *x, const float *y, size_t rows, size_t n, const float *bias, const float *weight,
                     const float *norm_bias) {
    for (size_t r = 0; r < rows; r++, x += n, y += n) {
        for (size_t i = 0; i < n; i += WIDTH) store(x + i, load(x + i) + (load(y + i) + load(bias + i)));
        norm_row(x, n, weight, norm_bias);
    }
}

/* erf by Abramowitz and Stegun 7.1.26, absolute error below 1.5e-7 */
static inline vec error_function(vec x) {
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

static void gelu(float *x, size_t rows, size_t n, const float *bias) {
    for (size_t r = 0; r < rows; r++, x += n)
        for (size_t i = 0; i < n; i += WIDTH) {
            vec v = load(x + i) + load(bias + i);
            store(x + i, all(0.5f) * v * (all(1.0f) + error_function(v * all(0.70710678f))));
        }
}

static void add_bias(float *out, const float *y, size_t rows, size_t n, const float *bias) {
    for (size_t r = 0; r < rows; r++, out += n, y += n)
        for (size_t i = 0; i < n; i += WIDTH) store(out + i, load(y + i) + load(bias + i));
}

static void quantise(const float *x, size_t rows, size_t n, uint8_t *out, ro_row *row) {
    for (size_t r = 0; r < rows; r++, x += n, out += n) {
        vec low = all(0), high = all(0); /* zero is always within reach */
        for (size_t i = 0; i < n; i += WIDTH) {
            low = smaller(low, load(x + i));
            high = larger(high, load(x + i));
        }
        float bottom = -peak(-low), top = peak(high), scale = (top - bottom) / 255.0f;
        if (!(scale > 1e-12f)) scale = 1e-12f;
        vec inverse = all(1.0f / scale), zero = nearest(all(-bottom / scale));
        row[r] = (ro_row){scale, (int32_t)zero[0]};
        for (size_t i = 0; i < n; i += WIDTH) {
            vec q = nearest(load(x + i) * inverse) + zero;
            q = smaller(larger(q, all(0)), all(255.0f));
            bytes b = __builtin_convertvector(__builtin_convertvector(q, ints), bytes);
            memcpy(out + i, &b, sizeof b);
        }
    }
}

static void dequantise(void *sums, size_t rows, size_t n, const ro_row *row, const int32_t *column_sum,
                       const float *column_scale) {
    char *at = sums;
    for (size_t r = 0; r < rows; r++) {
        vec scale = all(row[r].scale);
        for (size_t i = 0; i < n; i += WIDTH, at += sizeof(vec)) {
            ints s, c;
            memcpy(&s, at, sizeof s);
            memcpy(&c, column_sum + i, sizeof c);
            vec out = __builtin_convertvector(s - row[r].zero * c, vec) * (scale * load(column_scale + i));
            memcpy(at, &out, sizeof out);
        }
    }
}

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
        signed_bytes b = __builtin_convertvector(q, signed_bytes);
        memcpy(out + i, &b, sizeof b);
        total += q;
    }
    *sum = 0;
    for (int i = 0; i < WIDTH; i++) *sum += total[i];
    return scale;
}

static void to_bf16(const float *x, size_t count, uint16_t *out) {
    for (size_t i = 0; i < count; i++) { /* nearest, ties to even */
        uint32_t bits;
        memcpy(&bits, x + i, sizeof bits);
        out[i] = (uint16_t)((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
    }
}

/* ---- attention (Vaswani et al. 2017), a head at a time, queries in blocks that keep their sums in registers */

static size_t padded(size_t rows) { return (rows + KEYS - 1) / KEYS * KEYS; }

/* scores[BLOCK][padded]: q · k for a block of queries; keys lie transposed, [width][padded]. */
static inline void block_scores(const float *q[BLOCK], const float *keys, size_t width, size_t room, float *scores) {
    enum { VECTORS = STRIP / WIDTH };
    for (size_t j = 0; j < room; j += STRIP) {
        vec s[BLOCK][VECTORS];
        memset(s, 0, sizeof s);
        for (size_t d = 0; d < width; d++) {
            vec k[VECTORS];
            for (int i = 0; i < VECTORS; i++) k[i] = load(keys + d * room + j + WIDTH * (size_t)i);
            for (int b = 0; b < BLOCK; b++) {
                vec x = all(q[b][d]);
                for (int i = 0; i < VECTORS; i++) s[b][i] += x * k[i];
            }
        }
        for (int b = 0; b < BLOCK; b++)
            for (int i = 0; i < VECTORS; i++) store(scores + (size_t)b * room + j + WIDTH * (size_t)i, s[b][i]);
    }
}

/* Softmax numerators in place, 0 beyond the keys; returns 1 / their sum. */
static inline float block_softmax(float *scores, size_t rows, size_t room, float scale) {
    for (size_t j = rows; j < room; j++) scores[j] = -1e30f;
    vec top = load(scores), total[PARTS] = {{0}};
    for (size_t j = WIDTH; j < room; j += WIDTH) top = larger(top, load(scores + j));
    vec high = all(peak(top) * scale);
    for (size_t j = 0; j < room; j += LANES)
        for (size_t p = 0; p < PARTS; p++) {
            vec e = exponential(load(scores + j + p * WIDTH) * all(scale) - high);
            store(scores + j + p * WIDTH, e);
            total[p] += e;
        }
    for (size_t j = rows; j < room; j++) scores[j] = 0;
    return 1.0f / sum(total);
}

/* out[b][0..15] = Σ p · v over 16 columns of a head, two vectors at a time so that they stay in registers */
static inline void block_values(const float *scores, size_t room, const float *values, size_t step, size_t rows, size_t columns,
                                const float *inverse, float *out[BLOCK]) {
    enum { VECTORS = 2 };
    for (size_t c = 0; c < columns; c += VECTORS * WIDTH) {
        vec s[BLOCK][VECTORS];
        memset(s, 0, sizeof s);
        for (size_t j = 0; j < rows; j++) {
            vec v[VECTORS];
            for (size_t i = 0; i < VECTORS; i++)
                v[i] = c + i * WIDTH < columns ? load(values + j * step + c + i * WIDTH) : all(0);
            for (int b = 0; b < BLOCK; b++) {
                vec p = all(scores[(size_t)b * room + j]);
                for (int i = 0; i < VECTORS; i++) s[b][i] += p * v[i];
            }
        }
        for (int b = 0; b < BLOCK; b++)
            for (size_t i = 0; i < VECTORS && c + i * WIDTH < columns; i++)
                store(out[b] + c + i * WIDTH, s[b][i] * all(inverse[b]));
    }
}

static inline void attention_head(const float *qkv, size_t rows, size_t hidden, size_t width, float *out, float *scratch) {
    size_t room = padded(rows), step = 3 * hidden;
    float *keys = scratch, *scores = keys + width * room;
    for (size_t d = 0; d < width; d++) {
        for (size_t j = 0; j < rows; j++) keys[d * room + j] = qkv[j * step + hidden + d];
        for (size_t j = rows; j < room; j++) keys[d * room + j] = 0;
    }
    for (size_t i = 0; i < rows; i += BLOCK) {
        const float *q[BLOCK];
        float *o[BLOCK], inverse[BLOCK], spare[64];
        for (size_t b = 0; b < BLOCK; b++) { /* beyond the end: the last row again, its result unused */
            q[b] = qkv + (i + b < rows ? i + b : rows - 1) * step;
            o[b] = i + b < rows ? out + (i + b) * hidden : spare;
        }
        block_scores(q, keys, width, room, scores);
        for (size_t b = 0; b < BLOCK; b++) inverse[b] = block_softmax(scores + b * room, rows, room, 1.0f / sqrtf((float)width));
        block_values(scores, room, qkv + 2 * hidden, step, rows, width, inverse, o);
    }
}

static void attention(const float *qkv, size_t rows, size_t hidden, size_t width, float *out, float *scratch) {
    for (size_t h = 0; h < hidden; h += width) { /* the usual width is a constant to the compiler */
        if (width == 32)
            attention_head(qkv + h, rows, hidden, 32, out + h, scratch);
        else
            attention_head(qkv + h, rows, hidden, width, out + h, scratch);
    }
}

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
    .norm = norm,
    .add_norm = add_norm,
    .gelu = gelu,
    .add_bias = add_bias,
    .quantise = quantise,
    .dequantise = dequantise,
    .widen = widen,
    .quantise_weights = quantise_weights,
    .to_bf16 = to_bf16,
    .attention = attention,
    .linear = linear,
    .dot = dot,
};
