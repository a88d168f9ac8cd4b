/* kernels.h: the encoder's arithmetic outside the matrix products. kernels.c and attention*.c are compiled once for each
 * instruction set; every variant does the same operations in the same order over 16 lanes, so that results do not depend on the
 * machine. */
#ifndef RO_KERNELS_H
#define RO_KERNELS_H

#include "readout.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A row quantised to u8: value ≈ (byte − zero) × scale. */
typedef struct ro_row {
    float scale;
    int32_t zero;
} ro_row;

/* What goes into a product: rows in the type of the arithmetic (not AUTO), one behind the other. */
typedef struct ro_operand {
    ro_arithmetic arithmetic;
    void *values; /* f32, bf16 or u8 */
    ro_row *row;  /* of u8 */
} ro_operand;

/* What comes out of one: sums that are still to be scaled (int8) and have no bias yet. Value = sum × row scale × column scale −
 * row scale × zero × column shift + bias. */
typedef struct ro_sums {
    const void *values; /* s32 where `row` is there, else f32 */
    const ro_row *row;
    const float *column_scale, *column_shift;
    const float *bias;
} ro_sums;

/* Widths (n) are multiples of 16. Rows lie one behind the other. Where there is an `out` operand, each row goes there, too. */
typedef struct ro_kernels {
    const char *name;
    /* out = word × scale + place + marks, a row of n */
    void (*embed)(const int8_t *word, float scale, const float *place, const float *marks, size_t n, float *out);
    /* layer norm of each row of x, in place; epsilon 1e-12 (Ba et al. 2016) */
    void (*norm)(float *x, size_t rows, size_t n, const float *weight, const float *bias, const ro_operand *out);
    /* x += sums, then norm */
    void (*add_norm)(float *x, const ro_sums *sums, size_t rows, size_t n, const float *weight, const float *bias,
                     const ro_operand *out);
    /* x = GELU(x + bias), by erf (Hendrycks and Gimpel 2016) */
    void (*gelu)(float *x, size_t rows, size_t n, const float *bias);
    /* out = GELU(sums), the same; what becomes bytes, by a polynomial within 4e-4 of it. scratch: n floats */
    void (*gelu_sums)(const ro_sums *sums, size_t rows, size_t n, const ro_operand *out, float *scratch);
    /* Sums of queries, keys and values, n = 3 × hidden wide, to the layout of attention: for each head's queries, then keys, then
     * values [room, width], `rows` rows from the sums' row `first` on to those from `at` on. */
    void (*heads)(const ro_sums *sums, size_t first, size_t rows, size_t n, size_t width, float *out, size_t room, size_t at);
    /* out = sums × scales, without the bias; only sums that have scales. out may be the sums' own memory. */
    void (*scale)(const ro_sums *sums, size_t rows, size_t n, float *out);
    /* out = y + bias */
    void (*add_bias)(float *out, const float *y, size_t rows, size_t n, const float *bias);
    /* Rows of floats into an operand; in f32 it may be the same memory. */
    void (*convert)(const float *x, size_t rows, size_t n, const ro_operand *out);
    /* IEEE halves to floats; the values are finite. */
    void (*widen)(const uint16_t *half, size_t count, float *out);
    /* A row of weights to i8, symmetric: value ≈ byte × scale. Returns the scale; *sum is that of the bytes. */
    float (*quantise_weights)(const float *x, size_t n, int8_t *out, int32_t *sum);
    /* Attention of one window (Vaswani et al. 2017): heads' queries, keys and values, [3 hidden / width, rows, width], to out
     * [rows, hidden]; every head `width` wide (16, 32 or 64). scratch: ro_attention_scratch(rows, width) bytes, aligned to 64. */
    void (*attention)(const float *qkv, size_t rows, size_t hidden, size_t width, float *out, float *scratch);
    /* The same in bytes, with exact sums. */
    void (*attention_int8)(const float *qkv, size_t rows, size_t hidden, size_t width, float *out, float *scratch);
    /* y[outputs] = W x + b, W [outputs, n] */
    void (*linear)(const float *weight, const float *bias, const float *x, size_t outputs, size_t n, float *y);
    float (*dot)(const float *a, const float *b, size_t n);
} ro_kernels;

size_t ro_attention_scratch(size_t rows, size_t width);

/* The best for this processor. */
const ro_kernels *ro_kernels_choose(void);
/* All that this processor runs, the best first; returns how many. */
enum { RO_KERNELS_MOST = 5 };
size_t ro_kernels_list(const ro_kernels *list[RO_KERNELS_MOST]);

#endif
