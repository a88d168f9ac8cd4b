/* tables.h: the tables that rows are loaded into, many at a time, in the order in which they refer to each other. Columns:
 * tables.c. */
#ifndef RO_STORE_TABLES_H
#define RO_STORE_TABLES_H

#include "store/sql.h"

typedef struct ro_shape {
    const char *name;
    const char *columns; /* separated by commas */
    size_t n_columns;
} ro_shape;

/* Of a table in a back end; static. */
const ro_shape *ro_shape_of(ro_into table, ro_dialect dialect);

#endif
