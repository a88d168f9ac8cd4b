/* hold.h: corrections find what they are of: when they are made, and when reports are added or read anew. */
#ifndef RO_STORE_HOLD_H
#define RO_STORE_HOLD_H

#include "store/anchor.h"

/* One correction of an item, in every version of its report that the store has. */
bool ro_hold_correction(const ro_desk *desk, const ro_correction *correction);
/* Before a transaction ends: all corrections of reports that are new in it (those from the number `first` on), and of those read
 * anew. *held: some were, and actors may have changed. */
bool ro_hold_reports(ro_store *store, int64_t first, const int64_t *anew, size_t n_anew, ro_leavings *leavings, bool *held,
                     ro_error *error);

#endif
