#include "model/vector.h"

#include <math.h>

bool ro_vector_of(const ro_model *m, const float *states, size_t count, ro_arena *arena, float *out) {
    size_t h = m->shape.hidden, n = m->heads.vector;
    float *mean = ro_arena_array(arena, h, sizeof *mean), size = 0;
    if (!mean) return false;
    memset(out, 0, n * sizeof *out);
    if (!count) return true;
    for (size_t r = 0; r < count; r++)
        for (size_t i = 0; i < h; i++) mean[i] += states[r * h + i];
    for (size_t i = 0; i < h; i++) mean[i] /= (float)count;
    m->kernels->linear(m->heads.vectors.weight, m->heads.vectors.bias, mean, n, h, out);
    for (size_t i = 0; i < n; i++) size += out[i] * out[i];
    size = sqrtf(size);
    for (size_t i = 0; i < n && size > 0; i++) out[i] /= size;
    return true;
}
