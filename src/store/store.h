/* store.h: a store open; what the files of src/store share. */
#ifndef RO_STORE_H
#define RO_STORE_H

#include "readout_store.h"
#include "store/sql.h"

typedef struct ro_cast ro_cast;
typedef struct ro_adding ro_adding;

struct ro_store {
    ro_sql *sql;
    bool write;          /* opened for it */
    bool within;         /* begin and commit */
    size_t readers;      /* that what they see must not change for */
    bool waits;          /* as far as it is known, indexes are still to be made (settle.c) */
    bool settled_within; /* … and were, in the transaction that is open */
    bool unwiped;        /* what was taken out has left bytes behind, as far as it is known */
    ro_adding *adding;   /* add.c's, from its first use on */
};

/* For functions that write: false with RO_E_USAGE where the store was opened for reading, or no transaction is open. */
bool ro_store_writes(const ro_store *store, ro_error *error);
/* What is read between the two does not change meanwhile; may be nested, and within begin and commit. */
bool ro_store_begin_reading(ro_store *store, ro_error *error);
void ro_store_end_reading(ro_store *store);
/* The time now as RFC 3339 in UTC, to the second. */
void ro_store_now(char out[24]);

/* ---- remove.c */

/* Within a transaction that writes: whether bytes of what was taken out may be left in SQLite's file. */
bool ro_store_look_unwiped(ro_store *store, ro_error *error);
/* Overwrites them, outside of transactions; waits so many milliseconds for those who still read what was there. *done: none are
 * left. */
bool ro_store_wipe(ro_store *store, unsigned patience, bool *done, ro_error *error);

/* ---- add.c */

/* Within a transaction: a number for a row of the table that keys calls name. 0: the error says why. */
int64_t ro_store_number(ro_store *store, const char *name, ro_error *error);
/* What add.c has to do when a transaction begins, before it commits, and when it was rolled back. */
bool ro_adding_begin(ro_store *store, ro_error *error);
bool ro_adding_end(ro_store *store, ro_error *error);
/* Before actors change within the transaction: all rows are there afterwards, and nothing is remembered of actors. */
bool ro_adding_recast(ro_store *store, ro_error *error);
void ro_adding_forget(ro_store *store);
void ro_adding_free(ro_adding *adding);

#endif
