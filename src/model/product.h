/* product.h: y = x · Wᵀ for a packed weight matrix, on oneDNN, in int8, bf16 or f32. */
#ifndef RO_PRODUCT_H
#define RO_PRODUCT_H

#include "base/base.h"
#include "model/kernels.h"

/* Rows go through in tiles of at most this many, filled up to a multiple of RO_TILE_STEP: the fewer sizes there are, the fewer
 * kernels oneDNN has to make. */
enum { RO_TILE = 128, RO_TILE_STEP = 4 };

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

/* The same in two steps, for those who have rows in the type of the arithmetic and can use the sums as they are: rows `from` to
 * `from` + `rows` of the operand, which has room, with anything in it, up to a multiple of RO_TILE_STEP rows. bias: [outputs],
 * borrowed. False and an error on failure. */
bool ro_products_sums(ro_products *products, const ro_weights *weights, const float *bias, const ro_operand *x, size_t from,
                      size_t rows, ro_sums *sums, ro_error *error);

/* An operand with room for so many rows and columns, zeros. False: out of memory; free it all the same. */
bool ro_operand_new(ro_operand *operand, ro_arithmetic arithmetic, size_t rows, size_t columns);
void ro_operand_free(ro_operand *operand);
/* Its rows from `from` on. */
ro_operand ro_operand_from(const ro_operand *operand, size_t from, size_t columns);

/* The operand that belongs to `products`, [RO_TILE, inputs]; ro_products_run uses it. */
const ro_operand *ro_products_in(const ro_products *products);

#endif
