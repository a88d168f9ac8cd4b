/* remove.h: taking rows out: all of a report, or what an engine found in it. */
#ifndef RO_STORE_REMOVE_H
#define RO_STORE_REMOVE_H

#include "store/store.h"

/* Actors that lost an appearance, and under which name. */
typedef struct ro_leavings {
    ro_arena *arena; /* NULL: none so far */
    struct ro_leaving {
        int64_t actor;
        const char *name;
    } * items;
    size_t count, room;
} ro_leavings;

/* Takes out what stands below a report's row: items, spans, appearances, words. The row itself stays, the actors are noted. */
bool ro_store_clear(ro_store *store, int64_t report, ro_leavings *leavings, ro_error *error);
/* Takes out the actors, and the names, that appear nowhere any more, once all rows that replace others are there. */
bool ro_store_sweep(ro_store *store, const ro_leavings *leavings, ro_error *error);
/* *missed: of those from the first on, some could be found by a name in a report to come. */
bool ro_leavings_missed(ro_store *store, const ro_leavings *leavings, size_t first, bool *missed, ro_error *error);
/* Notes an actor that loses an appearance under this name. False: out of memory. */
bool ro_leavings_add(ro_leavings *leavings, int64_t actor, const char *name, size_t size);
void ro_leavings_free(ro_leavings *leavings);

#endif
