/* migrate.h: the schema's numbered changes, which are built in. */
#ifndef RO_STORE_MIGRATE_H
#define RO_STORE_MIGRATE_H

#include "store/sql.h"

/* Brings a database to this release's schema, each change in a transaction of its own. write false: only looks whether it has it.
 * What is no store, and a store of a newer release, is refused. */
bool ro_migrate(ro_sql *sql, bool write, ro_error *error);

#endif
