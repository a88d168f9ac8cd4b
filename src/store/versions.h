/* versions.h: which of a report's versions is the latest. */
#ifndef RO_STORE_VERSIONS_H
#define RO_STORE_VERSIONS_H

#include "store/store.h"

typedef struct ro_versions {
    int64_t latest, was; /* numbers of reports: the one that is the latest now, and the one that has been so far; 0: a new one */
} ro_versions;

/* Of all versions of an address, with these dates (NULL: none) for the one in hand: report, or 0, a new one that comes last.
 *
 * Gone through in the order in which they came, each takes the place of those before it, unless it is dated earlier: unless its
 * date, to its last moment, is over before the latest date of those before it begins. So a day comes neither before nor after its
 * own times, and what has no date that can be read is as late as what came before it. */
bool ro_versions_weigh(ro_store *store, const char *address, int64_t report, const char *modified, const char *published,
                       ro_versions *versions, ro_error *error);

#endif
