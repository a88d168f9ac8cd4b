/* results.h: what every list of rows begins with, whatever it is of. */
#ifndef RO_STORE_RESULTS_H
#define RO_STORE_RESULTS_H

#include "readout_store.h"

struct ro_results {
    const char *(*next)(ro_results *results, ro_error *error); /* as ro_results_next; error->code is RO_OK before */
    void (*end)(ro_results *results);                          /* as ro_results_free; never NULL */
};

#endif
