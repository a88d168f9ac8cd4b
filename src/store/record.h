/* record.h: a report's record out of the store, with what the store knows beside it. */
#ifndef RO_STORE_RECORD_H
#define RO_STORE_RECORD_H

#include "store/store.h"

#include <jansson.h>

/* The record as it was read, with the values that count now: an item that a human corrected has the new value in place, and
 * "corrections" that name it (corrected.h); an actor has "store_actor", his number in the store ("#12"), and "known_as", the name
 * he goes by there. A new reference; NULL with RO_OK: there is no such report; with
 * RO_E_INPUT: it is damaged, which says nothing of others. Within a transaction that reads. */
json_t *ro_record_of(ro_store *store, int64_t report, ro_error *error);
/* The record alone, as it was read. */
json_t *ro_record_read(ro_store *store, int64_t report, ro_error *error);
/* What messages call a report: its uri, else its id. In the arena; NULL: the error says why. */
const char *ro_record_name(ro_store *store, ro_arena *arena, int64_t report, ro_error *error);

#endif
