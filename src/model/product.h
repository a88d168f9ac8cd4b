/* product.h: y = x · Wᵀ for a packed weight matrix, on oneDNN, in int8, bf16 or f32. */
#ifndef RO_PRODUCT_H
#define RO_PRODUCT_H

#include "base/base.h"
#include "model/kernels.h"

/* Rows go through in tiles of at most this many, and of a multiple of RO_TILE_STEP: one primitive a shape is enough. */
enum { RO_TILE = 128, RO_TILE_STEP = 16, RO_TILE_SHAPES = RO_TILE / RO_TILE_STEP };

/* A packed weight matrix; immutable, shared by threads. */
typedef struct ro_weights ro_weights;

/* half: f16 [outputs, inputs] of the model file. Packs for this arithmetic (not AUTO). Free with ro_weights_free. */
ro_weights *ro_weights_pack(const uint16_t *half, uint32_t outputs, uint32_t inputs, ro_arithmetic arithmetic,
                            const ro_kernels *kernels, ro_error *error);
void ro_weights_free(ro_weights *weights);

/* One thread's primitives and working rows for all products of one engine. */
typedef struct ro_products ro_products;

/* inputs, outputs: the widest of the matrices it will be used with. */
ro_products *ro_products_new(ro_arithmetic arithmetic, const ro_kernels *kernels, uint32_t inputs, uint32_t outputs,
                             ro_error *error);
void ro_products_free(ro_products *products);

/* The sums of one tile: x [rows, inputs] in, y [rows, outputs] out, rows ≤ RO_TILE. y is without bias and belongs to `products`
 * until the next call; rows beyond `rows` up to the tile's step are there but mean nothing. NULL and an error on failure. */
float *ro_products_run(ro_products *products, const ro_weights *weights, const float *x, size_t rows, ro_error *error);

#endif
