/* vector.h: what some words say, as a vector of length 1: two that say the same point the same way. The mean of their pieces'
 * states, made smaller (mean pooling as in Reimers and Gurevych 2019). */
#ifndef RO_VECTOR_H
#define RO_VECTOR_H

#include "model/model.h"

/* states [count, hidden] of the words' pieces, out [heads.vector]; working memory from the arena. count 0: zeros.
 * False: out of memory. */
bool ro_vector_of(const ro_model *model, const float *states, size_t count, ro_arena *arena, float *out);

#endif
