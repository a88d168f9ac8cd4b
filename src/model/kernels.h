/* kernels.h: the encoder's arithmetic outside the matrix products. kernels.c is compiled once for each instruction set;
 * every variant does the same operations in the same order over 16 lanes, so that results do not depend on the machine. */
#ifndef RO_KERNELS_H
#define RO_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A row quantised to u8: value ≈ (byte − zero) × scale. */
typedef struct ro_row {
    float scale;
    int32_t zero;
} ro_row;

/* Widths (n) are multiples of 16. Rows lie one behind the other. */
typedef struct ro_kernels {
    const char *name;
    /* out = layer norm of each row of x, in place; epsilon 1e-12 (Ba et al. 2016) */
    void (*norm)(float *x, size_t rows, size_t n, const float *weight, const float *bias);
    /* x += y + bias, then norm */
    void (*add_norm)(float *x, const float *y, size_t rows, size_t n, const float *bias, const float *weight,
                     const float *norm_bias);
    /* x = GELU(x + bias), by erf (Hendrycks and Gimpel 2016) */
    void (*gelu)(float *x, size_t rows, size_t n, const float *bias);
    /* out = y + bias */
    void (*add_bias)(float *out, const float *y, size_t rows, size_t n, const float *bias);
    /* u8 rows, asymmetric, each with its own scale */
    void (*quantise)(const float *x, size_t rows, size_t n, uint8_t *out, ro_row *row);
    /* sums of an int8 product to f32: (sum − zero × column sum) × row scale × column scale. In place: the sums and the floats
     * share memory. */
    void (*dequantise)(void *sums, size_t rows, size_t n, const ro_row *row, const int32_t *column_sum,
                       const float *column_scale);
    /* IEEE halves to floats; the values are finite. */
    void (*widen)(const uint16_t *half, size_t count, float *out);
    /* A row of weights to i8, symmetric: value ≈ byte × scale. Returns the scale; *sum is that of the bytes. */
    float (*quantise_weights)(const float *x, size_t n, int8_t *out, int32_t *sum);
    void (*to_bf16)(const float *x, size_t count, uint16_t *out);
    /* Attention of one window: qkv [rows, 3 hidden] to out [rows, hidden]; every head `width` wide (16, 32 or 64).
     * scratch: ro_attention_scratch(rows, width) floats. */
    void (*attention)(const float *qkv, size_t rows, size_t hidden, size_t width, float *out, float *scratch);
    /* y[outputs] = W x + b, W [outputs, n] */
    void (*linear)(const float *weight, const float *bias, const float *x, size_t outputs, size_t n, float *y);
    float (*dot)(const float *a, const float *b, size_t n);
} ro_kernels;

size_t ro_attention_scratch(size_t rows, size_t width);

/* The best for this processor. */
const ro_kernels *ro_kernels_choose(void);

extern const ro_kernels ro_kernels_base, ro_kernels_avx2, ro_kernels_avx512;

#endif
