/* cast.h: who is whom across reports (actors.c; what it remembers: known.c). */
#ifndef RO_STORE_CAST_H
#define RO_STORE_CAST_H

#include "store/entry.h"
#include "store/store.h"

/* What is known of the store's actors so far, so that a name is asked for once. Only as long as no other writer came between. */
ro_cast *ro_cast_new(void);
void ro_cast_free(ro_cast *cast);

typedef struct ro_casting {
    int64_t actor;      /* of the store */
    const char *reason; /* static, or the entry's */
} ro_casting;

/* Finds the store's actor for each actor of an entry, or makes one; out has room for all of them. report: the entry's number.
 * Within a transaction; new rows are loaded. */
bool ro_cast_entry(ro_store *store, ro_cast *cast, const ro_entry *entry, int64_t report, ro_casting *out, ro_error *error);
/* Appearances have been deleted: what is remembered of them goes. All rows have to be in the store before. */
bool ro_cast_cleared(ro_cast *cast, ro_error *error);
/* Before commit: what was learned of actors that were known already goes into their rows. */
bool ro_cast_end(ro_store *store, ro_cast *cast, ro_error *error);
/* Whether nothing is remembered yet. */
bool ro_cast_is_new(const ro_cast *cast);
/* Whether so much is remembered that it is time for a new one. */
bool ro_cast_is_large(const ro_cast *cast);

#endif
