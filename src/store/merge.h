/* merge.h: two actors become one, or one becomes two. */
#ifndef RO_STORE_MERGE_H
#define RO_STORE_MERGE_H

#include "store/anchor.h"

/* Before one is kept that was not exported: whether its actors and reports are there; tells of the actors in its change. */
bool ro_merge_check(const ro_desk *desk, ro_correction *correction);
/* Each does what can be done now, and notes what is left for reports and actors that are not in the store. */
bool ro_merge_apply(const ro_desk *desk, const ro_correction *correction);
bool ro_split_apply(const ro_desk *desk, const ro_correction *correction);
/* Splits that name the version's report: its appearances move. */
bool ro_split_hold(const ro_desk *desk, const ro_edition *version);

/* Notes what a correction applies to in a report; report 0, item NULL: see the table. */
bool ro_state_keep(const ro_desk *desk, const ro_correction *correction, int64_t report, const char *item, bool applied);
bool ro_state_drop(const ro_desk *desk, const ro_correction *correction, int64_t report);

#endif
