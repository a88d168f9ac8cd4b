/* arithmetic.h: which kind of numbers the matrix products run on, by what the processor does well. */
#ifndef RO_ARITHMETIC_H
#define RO_ARITHMETIC_H

#include "base/base.h"

/* AUTO becomes INT8 with VNNI or AMX, else BF16 with its instructions, else F32. A kind the processor has no instructions for:
 * RO_E_USAGE. */
bool ro_arithmetic_choose(ro_arithmetic *arithmetic, ro_error *error);
const char *ro_arithmetic_name(ro_arithmetic arithmetic);

#endif
