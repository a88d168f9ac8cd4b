/* migrate.h: the schema's numbered changes, which are built in. */
#ifndef RO_STORE_MIGRATE_H
#define RO_STORE_MIGRATE_H

#include "store/sql.h"

/* Brings a database to this release's schema, each change in a transaction of its own. write false: only looks whether it has it.
 * What is no store, and a store of a newer release, is refused. */
bool ro_migrate(ro_sql *sql, bool write, ro_error *error);

/* The index at that place, of those that a store does without until a first load is through: a statement that changes nothing
 * where the index is there. NULL: there are no more. */
const char *ro_migrate_later(ro_dialect dialect, size_t at);
/* Whether they are still to be made: as long as there is a row "indexes" in the table store. */
bool ro_migrate_waits(ro_sql *sql, bool *waits, ro_error *error);

#endif
