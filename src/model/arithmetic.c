#include "model/arithmetic.h"

#include <cpuid.h>

static unsigned leaf7(unsigned subleaf, char reg) {
    unsigned a, b, c, d;
    if (!__get_cpuid_count(7, subleaf, &a, &b, &c, &d)) return 0;
    return reg == 'a' ? a : reg == 'c' ? c : d;
}

/* AVX-512 VNNI, or AVX-VNNI, or AMX-INT8 on top of AVX-512. */
static bool has_int8(void) {
    __builtin_cpu_init();
    bool wide = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    return (wide && (leaf7(0, 'c') >> 11 & 1)) || (avx2 && (leaf7(1, 'a') >> 4 & 1));
}

static bool has_bf16(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && (leaf7(1, 'a') >> 5 & 1);
}

bool ro_arithmetic_choose(ro_arithmetic *arithmetic, ro_error *error) {
    if (*arithmetic == RO_ARITHMETIC_AUTO)
        *arithmetic = has_int8() ? RO_ARITHMETIC_INT8 : has_bf16() ? RO_ARITHMETIC_BF16 : RO_ARITHMETIC_F32;
    if (*arithmetic == RO_ARITHMETIC_INT8 && !has_int8())
        return ro_fail(error, RO_E_USAGE, "this processor has no int8 products (VNNI): use --arithmetic auto");
    if (*arithmetic == RO_ARITHMETIC_BF16 && !has_bf16())
        return ro_fail(error, RO_E_USAGE, "this processor has no bf16 products (AVX-512 BF16): use --arithmetic auto");
    return true;
}

const char *ro_arithmetic_name(ro_arithmetic arithmetic) {
    static const char *const names[] = {"auto", "int8", "bf16", "f32"};
    return names[arithmetic];
}
