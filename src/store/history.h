/* history.h: corrections as they are printed, with what they apply to now. */
#ifndef RO_STORE_HISTORY_H
#define RO_STORE_HISTORY_H

#include "store/correction.h"

/* A line of JSON, from malloc; NULL: the error says why. */
char *ro_history_print(const ro_desk *desk, const ro_correction *correction);

#endif
