#include "model/kernels.h"

const ro_kernels *ro_kernels_choose(void) {
    __builtin_cpu_init();
    bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                  __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512cd");
    if (avx512) return &ro_kernels_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2"))
        return &ro_kernels_avx2;
    return &ro_kernels_base;
}

/* Room for a head's transposed keys and the scores of a block of queries; as kernels.c lays it out. */
size_t ro_attention_scratch(size_t rows, size_t width) { return (rows + 63) / 64 * 64 * (width + 8); }
