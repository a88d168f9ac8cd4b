/* sql.h: what the store asks of a database; sqlite.c and postgres.c answer. SQL is the part of it that both speak (ON CONFLICT,
 * RETURNING, row values, window functions, common table expressions); parameters are ?1, ?2, …; what differs is asked for by name
 * below. */
#ifndef RO_STORE_SQL_H
#define RO_STORE_SQL_H

#include "base/base.h"

#include <stdint.h>

typedef struct ro_sql ro_sql;
typedef struct ro_rows ro_rows;

typedef enum ro_dialect { RO_SQLITE, RO_POSTGRES } ro_dialect;

typedef enum ro_value_kind { RO_NULL, RO_INTEGER, RO_FLAG, RO_REAL, RO_TEXT, RO_BYTES, RO_WORDS } ro_value_kind;

/* Borrowed: lives as long as what it was taken from; size is of text and bytes. A flag that is read is an integer, 0 or 1; in SQL
 * it is asked for as WHERE latest or NOT rejected, never compared with a number; rows that are loaded have a RO_FLAG there.
 * RO_WORDS is text as words.h cuts it: words folded, one space between, a line break between fields; it goes into a full-text
 * index. */
typedef struct ro_value {
    ro_value_kind kind;
    int64_t integer;
    double real;
    const char *text;
    size_t size;
} ro_value;

/* create: a SQLite file is made where there is none. Errors are RO_E_IO and name the address, without its password. */
ro_sql *ro_sql_open(const char *address, bool write, bool create, ro_error *error);
void ro_sql_close(ro_sql *sql); /* takes NULL; rolls back */
ro_dialect ro_sql_dialect(const ro_sql *sql);
/* Another connection to the same database, for work beside this one's in another thread. NULL: it cannot be had, as in SQLite,
 * where whoever writes writes alone. */
ro_sql *ro_sql_again(const ro_sql *sql);
/* The address as messages show it. */
const char *ro_sql_name(const ro_sql *sql);
/* Whether the last failure was that the connection to the server went away. The next begin (or question outside of a transaction)
 * connects again. */
bool ro_sql_lost(const ro_sql *sql);

/* A write transaction: waits for other writers as long as it takes. */
bool ro_sql_begin(ro_sql *sql, ro_error *error);
bool ro_sql_commit(ro_sql *sql, ro_error *error);
void ro_sql_rollback(ro_sql *sql);
/* A read transaction: what it sees does not change until ro_sql_rollback. */
bool ro_sql_begin_reading(ro_sql *sql, ro_error *error);

/* Brings SQLite's file up to its log and empties the log, so that what was overwritten is left in neither; outside of
 * transactions. Waits so many milliseconds for those who read what the file was before, and for who writes. *done: it is so;
 * always in PostgreSQL, where there is nothing to do. */
bool ro_sql_settle(ro_sql *sql, unsigned patience, bool *done, ro_error *error);

/* Several statements without parameters and rows. */
bool ro_sql_script(ro_sql *sql, const char *script, ro_error *error);
/* One statement whose rows, if any, do not matter. Prepared once for each text. */
bool ro_sql_do(ro_sql *sql, const char *text, const ro_value *values, size_t count, ro_error *error);
/* One statement with rows. Free with ro_rows_free, before the next statement of the same text. PostgreSQL sends all rows at once:
 * ask for many in pages. */
ro_rows *ro_sql_ask(ro_sql *sql, const char *text, const ro_value *values, size_t count, ro_error *error);
/* False: no more, or an error (error->code is set). */
bool ro_rows_next(ro_rows *rows, ro_error *error);
/* Of the row at hand; text and bytes live until the next call. RO_NULL where the column is null. */
ro_value ro_rows_value(const ro_rows *rows, size_t column);
void ro_rows_free(ro_rows *rows);

/* What rows are loaded into, in the order in which the tables refer to each other; tables.c has their columns. */
typedef enum ro_into {
    RO_IN_REPORTS,
    RO_IN_REPORTS_WORDS,
    RO_IN_REPORT_AGENCIES,
    RO_IN_ACTORS,
    RO_IN_ACTOR_NAMES,
    RO_IN_ACTOR_WORDS,
    RO_IN_APPEARANCES,
    RO_IN_STATEMENTS,
    RO_IN_STATEMENT_ACTORS,
    RO_IN_STATEMENT_CHAIN,
    RO_IN_STATEMENTS_WORDS,
    RO_IN_EVENTS,
    RO_IN_EVENT_ACTORS,
    RO_IN_EVENTS_WORDS,
    RO_IN_COMMITMENTS,
    RO_IN_COMMITMENT_ACTORS,
    RO_IN_COMMITMENTS_WORDS,
    RO_IN_SPANS,
    RO_INTO_ALL
} ro_into;

/* Many rows into a table, value by value, columns as tables.c has them: SQLite's prepared INSERT, PostgreSQL's COPY. The latter
 * holds the rows back until ro_sql_flush, commit, or a buffer is full; tables are sent in their order, whatever the order of the
 * calls. */
bool ro_sql_load(ro_sql *sql, ro_into table, const ro_value *values, size_t n_values, ro_error *error);
/* After this every row that was loaded is there for statements and questions. */
bool ro_sql_flush(ro_sql *sql, ro_error *error);

/* ---- making values */

static inline ro_value ro_null(void) { return (ro_value){.kind = RO_NULL}; }
static inline ro_value ro_integer(int64_t integer) { return (ro_value){.kind = RO_INTEGER, .integer = integer}; }
static inline ro_value ro_flag(bool flag) { return (ro_value){.kind = RO_FLAG, .integer = flag}; }
static inline ro_value ro_real(double real) { return (ro_value){.kind = RO_REAL, .real = real}; }
/* NULL: null. */
static inline ro_value ro_string(const char *text) {
    return text ? (ro_value){.kind = RO_TEXT, .text = text, .size = strlen(text)} : ro_null();
}
static inline ro_value ro_bytes(const void *bytes, size_t size) {
    return (ro_value){.kind = RO_BYTES, .text = bytes, .size = size};
}

#endif
