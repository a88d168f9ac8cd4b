#include "model/kernels.h"

#include <cpuid.h>

extern const ro_kernels ro_kernels_base, ro_kernels_avx2, ro_kernels_avx2vnni, ro_kernels_avx512, ro_kernels_avx512vnni;

/* Bit `bit` of a register of leaf 7. */
static bool leaf7(unsigned subleaf, char name, unsigned bit) {
    unsigned a, b, c, d;
    if (!__get_cpuid_count(7, subleaf, &a, &b, &c, &d)) return false;
    return (name == 'a' ? a : c) >> bit & 1;
}

size_t ro_kernels_list(const ro_kernels *list[RO_KERNELS_MOST]) {
    size_t n = 0;
    __builtin_cpu_init();
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2"),
         avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                  __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512cd");
    if (avx512 && leaf7(0, 'c', 11)) list[n++] = &ro_kernels_avx512vnni;
    if (avx512) list[n++] = &ro_kernels_avx512;
    if (avx2 && leaf7(1, 'a', 4)) list[n++] = &ro_kernels_avx2vnni;
    if (avx2) list[n++] = &ro_kernels_avx2;
    list[n++] = &ro_kernels_base;
    return n;
}

const ro_kernels *ro_kernels_choose(void) {
    const ro_kernels *list[RO_KERNELS_MOST];
    ro_kernels_list(list);
    return list[0];
}

/* Room for a head's keys and the scores of a block of queries, in both arithmetics; as attention.c and attention_int8.c lay it
 * out. */
size_t ro_attention_scratch(size_t rows, size_t width) { return (rows + 63) / 64 * 64 * (width + 8) * sizeof(float); }
