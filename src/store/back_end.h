/* back_end.h: what sqlite.c and postgres.c are to sql.c: a connection with a table of functions, each as sql.h says it. */
#ifndef RO_STORE_BACK_END_H
#define RO_STORE_BACK_END_H

#include "store/sql.h"

typedef struct ro_back_end {
    void (*close)(ro_sql *sql);
    ro_sql *(*again)(const ro_sql *sql); /* ro_sql_again */
    bool (*begin)(ro_sql *sql, bool write, ro_error *error);
    bool (*commit)(ro_sql *sql, ro_error *error);
    void (*rollback)(ro_sql *sql);
    bool (*settle)(ro_sql *sql, unsigned patience, bool *done, ro_error *error); /* NULL: there is nothing to do */
    bool (*script)(ro_sql *sql, const char *script, ro_error *error);
    bool (*run)(ro_sql *sql, const char *text, const ro_value *values, size_t count, ro_error *error); /* ro_sql_do */
    ro_rows *(*ask)(ro_sql *sql, const char *text, const ro_value *values, size_t count, ro_error *error);
    bool (*load)(ro_sql *sql, ro_into table, const ro_value *values, size_t n_values, ro_error *error);
    bool (*flush)(ro_sql *sql, ro_error *error);
    bool (*next)(ro_rows *rows, ro_error *error);
    ro_value (*value)(const ro_rows *rows, size_t column);
    void (*free_rows)(ro_rows *rows);
} ro_back_end;

/* FNV-1a: where a connection keeps what it prepared for a text. */
static inline uint32_t ro_sql_digest(const char *text) {
    uint32_t sum = 2166136261u;
    for (; *text; text++) sum = (sum ^ (unsigned char)*text) * 16777619u;
    return sum;
}

/* Begins every connection. */
struct ro_sql {
    const ro_back_end *back_end;
    ro_dialect dialect;
    char *name; /* the address without its password; from malloc */
    bool lost;
};

/* Begins all rows. */
struct ro_rows {
    ro_sql *sql;
};

ro_sql *ro_sqlite_open(const char *path, bool write, bool create, ro_error *error);
ro_sql *ro_postgres_open(const char *address, ro_error *error);

#endif
