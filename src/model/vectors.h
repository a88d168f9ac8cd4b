/* vectors.h: the vectors that the kernels are written in, for the files that are compiled once for each instruction set only:
 * RO_ISA is base, avx2, avx512 or one of the two with VNNI. A vector is as wide as the processor's registers, but every sum runs
 * over the same 16 lanes and is folded in the same order, so that the result does not depend on the width. */
#ifndef RO_VECTORS_H
#define RO_VECTORS_H

#include "model/kernels.h"

#include <math.h>
#include <string.h>

#ifdef __AVX2__
#include <immintrin.h>
#endif

/* Vectors never cross the border of a file, so how they would be passed does not matter. */
#pragma GCC diagnostic ignored "-Wpsabi"

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define STRING_(x) #x
#define STRING(x) STRING_(x)
#define INLINE static inline __attribute__((always_inline))

#if defined __AVX512F__
enum { WIDTH = 16 };
#elif defined __AVX2__
enum { WIDTH = 8 };
#else
enum { WIDTH = 4 };
#endif
enum { LANES = 16, PARTS = LANES / WIDTH }; /* WIDTH lanes a vector, PARTS vectors for the 16 lanes of a sum */

typedef float vec __attribute__((vector_size(4 * WIDTH)));
typedef int32_t ints __attribute__((vector_size(4 * WIDTH)));
typedef float loose_vec __attribute__((vector_size(4 * WIDTH), aligned(4), may_alias)); /* anywhere in an array of floats */
typedef int32_t loose_ints __attribute__((vector_size(4 * WIDTH), aligned(1), may_alias));

INLINE vec load(const float *p) { return *(const loose_vec *)p; }
INLINE void store(float *p, vec v) { *(loose_vec *)p = v; }
INLINE ints load_ints(const void *p) { return *(const loose_ints *)p; }
INLINE void store_ints(void *p, ints v) { *(loose_ints *)p = v; }
INLINE vec all(float x) { return x - (vec){0}; }
INLINE vec choose(ints mask, vec yes, vec no) { return (vec)((mask & (ints)yes) | (~mask & (ints)no)); }

/* What the compiler does not make of plain vectors: the greater and the lesser of two (the second where one is no number), the 16
 * lanes of a sum, halves folded onto halves, the greatest lane, the lanes' low bytes. */
#if defined __AVX512F__
INLINE vec larger(vec a, vec b) { return (vec)_mm512_max_ps((__m512)a, (__m512)b); }
INLINE vec smaller(vec a, vec b) { return (vec)_mm512_min_ps((__m512)a, (__m512)b); }
#elif defined __AVX2__
INLINE vec larger(vec a, vec b) { return (vec)_mm256_max_ps((__m256)a, (__m256)b); }
INLINE vec smaller(vec a, vec b) { return (vec)_mm256_min_ps((__m256)a, (__m256)b); }
#else
INLINE vec larger(vec a, vec b) { return choose(a > b, a, b); }
INLINE vec smaller(vec a, vec b) { return choose(a < b, a, b); }
#endif

#ifdef __AVX2__
INLINE __m256 halved(const vec *v, bool greatest) {
#ifdef __AVX512F__
    __m256 low = _mm512_castps512_ps256((__m512)v[0]), high = _mm512_extractf32x8_ps((__m512)v[0], 1);
    return greatest ? _mm256_max_ps(low, high) : _mm256_add_ps(low, high);
#else
    return greatest ? (__m256)v[0] : _mm256_add_ps((__m256)v[0], (__m256)v[1]);
#endif
}

INLINE float sum(const vec parts[PARTS]) {
    __m256 x = halved(parts, false);
    __m128 y = _mm_add_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1));
    y = _mm_add_ps(y, _mm_movehl_ps(y, y));
    return _mm_cvtss_f32(_mm_add_ss(y, _mm_movehdup_ps(y)));
}

INLINE float peak(vec v) {
    __m256 x = halved(&v, true);
    __m128 y = _mm_max_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1));
    y = _mm_max_ps(y, _mm_movehl_ps(y, y));
    return _mm_cvtss_f32(_mm_max_ss(y, _mm_movehdup_ps(y)));
}
#else
INLINE float sum(const vec parts[PARTS]) {
    float x[LANES];
    for (int p = 0; p < PARTS; p++) store(x + p * WIDTH, parts[p]);
    for (int w = LANES / 2; w; w /= 2)
        for (int i = 0; i < w; i++) x[i] += x[i + w];
    return x[0];
}

INLINE float peak(vec v) {
    float x[WIDTH];
    store(x, v);
    for (int w = WIDTH / 2; w; w /= 2)
        for (int i = 0; i < w; i++) x[i] = x[i] > x[i + w] ? x[i] : x[i + w];
    return x[0];
}
#endif

INLINE void store_bytes(void *p, ints v) {
#if defined __AVX512F__
    _mm_storeu_si128(p, _mm512_cvtepi32_epi8((__m512i)v));
#elif defined __AVX2__
    __m256i low = _mm256_shuffle_epi8((__m256i)v, _mm256_set1_epi32(0x0C080400));
    low = _mm256_permutevar8x32_epi32(low, _mm256_setr_epi32(0, 4, 0, 0, 0, 0, 0, 0));
    _mm_storel_epi64(p, _mm256_castsi256_si128(low));
#else
    for (int i = 0; i < WIDTH; i++) ((uint8_t *)p)[i] = (uint8_t)v[i];
#endif
}

/* signed bytes to floats */
INLINE vec load_bytes(const int8_t *p) {
#if defined __AVX512F__
    return (vec)_mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128((const void *)p)));
#elif defined __AVX2__
    return (vec)_mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64((const void *)p)));
#else
    vec v;
    for (int i = 0; i < WIDTH; i++) v[i] = p[i];
    return v;
#endif
}

/* The integer nearest to x, ties to even, for |x| < 2^22: added to this number it stands in the low bits. */
static const float MAGIC = 12582912.0f; /* 1.5 × 2^23 */
INLINE vec nearest(vec x) { return (x + all(MAGIC)) - all(MAGIC); }

/* e^x for x ≤ 88: 2^n by the exponent's bits, the rest by a Taylor polynomial on |r| ≤ ln 2 / 2; relative error below 1e-6. */
INLINE vec exponential(vec x) {
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

/* The attention of kernels.h, in files of their own. */
void JOIN(ro_attention_, RO_ISA)(const float *qkv, size_t rows, size_t hidden, size_t width, float *out, float *scratch);
void JOIN(ro_attention_int8_, RO_ISA)(const float *qkv, size_t rows, size_t hidden, size_t width, float *out, float *scratch);

#endif
