#include "store/migrate.h"

#include "store/words.h"

#include <stdio.h>

typedef struct ro_migration {
    const char *scripts[2];      /* by dialect */
    const char *const *later[2]; /* indexes to be made later, a statement each; ends with NULL */
} ro_migration;

#include "migrations.inc"

enum { LAST = sizeof MIGRATIONS / sizeof *MIGRATIONS };

/* The first value of the first row, an integer or text with digits; otherwise where there is no row. */
static bool ask_number(ro_sql *sql, const char *text, long otherwise, long *number, ro_error *error) {
    ro_error inner = {0};
    ro_rows *rows = ro_sql_ask(sql, text, NULL, 0, error);
    if (!rows) return false;
    *number = otherwise;
    if (ro_rows_next(rows, &inner)) {
        ro_value value = ro_rows_value(rows, 0);
        *number = value.kind == RO_TEXT ? strtol(value.text, NULL, 10) : (long)value.integer;
    }
    ro_rows_free(rows);
    if (inner.code && error) *error = inner;
    return inner.code == RO_OK;
}

/* Tables of the database: with the name, or any. */
static bool count_tables(ro_sql *sql, bool any, long *count, ro_error *error) {
    static const char *const named[] = {
        [RO_SQLITE] = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'store'",
        [RO_POSTGRES] = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'store'",
    };
    static const char *const all[] = {
        [RO_SQLITE] = "SELECT count(*) FROM sqlite_master",
        [RO_POSTGRES] =
            "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename IN ('reports', 'statements')",
    };
    return ask_number(sql, (any ? all : named)[ro_sql_dialect(sql)], 0, count, error);
}

/* *schema: 0 for an empty database. */
static bool find_schema(ro_sql *sql, long *schema, ro_error *error) {
    long stores, others = 0;
    const char *name = ro_sql_name(sql);
    *schema = 0;
    if (!count_tables(sql, false, &stores, error)) return false;
    if (stores && !ask_number(sql, "SELECT value FROM store WHERE name = 'schema'", -1, schema, error)) return false;
    if (!stores && !count_tables(sql, true, &others, error)) return false;
    if (others || *schema < 0) return ro_fail(error, RO_E_IO, "%s: a database, but no store of readout: name another", name);
    if (*schema <= LAST) return true;
    return ro_fail(error, RO_E_IO, "%s: made by a newer release (schema %ld, this one knows up to %d): use that release", name,
                   *schema, LAST);
}

static bool note(ro_sql *sql, const char *name, long number, ro_error *error) {
    char digits[24];
    snprintf(digits, sizeof digits, "%ld", number);
    const ro_value values[] = {ro_string(name), ro_string(digits)};
    return ro_sql_do(sql,
                     "INSERT INTO store (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                     values, 2, error);
}

/* Another writer may have made the step while this one waited. */
static bool step(ro_sql *sql, ro_error *error) {
    long schema;
    if (!find_schema(sql, &schema, error)) return false;
    if (schema == LAST) return true;
    if (!ro_sql_script(sql, MIGRATIONS[schema].scripts[ro_sql_dialect(sql)], error)) return false;
    if (schema == 0 && !note(sql, "words", RO_WORDS_VERSION, error)) return false;
    if (*MIGRATIONS[schema].later[ro_sql_dialect(sql)] && !note(sql, "indexes", 0, error)) return false;
    return note(sql, "schema", schema + 1, error);
}

static bool migrate(ro_sql *sql, long schema, ro_error *error) {
    for (; schema < LAST; schema++) {
        if (!ro_sql_begin(sql, error)) return false;
        if (step(sql, error) && ro_sql_commit(sql, error)) continue;
        ro_sql_rollback(sql);
        return false;
    }
    return true;
}

bool ro_migrate(ro_sql *sql, bool write, ro_error *error) {
    long schema;
    if (!find_schema(sql, &schema, error)) return false;
    if (schema == LAST) return true;
    if (write) return migrate(sql, schema, error);
    const char *name = ro_sql_name(sql);
    if (!schema) return ro_fail(error, RO_E_IO, "%s: there is no store: make one with readout add", name);
    return ro_fail(error, RO_E_IO, "%s: made by an older release: readout add brings it to this one's schema", name);
}

const char *ro_migrate_later(ro_dialect dialect, size_t at) {
    for (size_t i = 0; i < LAST; i++)
        for (const char *const *index = MIGRATIONS[i].later[dialect]; *index; index++)
            if (at-- == 0) return *index;
    return NULL;
}

bool ro_migrate_waits(ro_sql *sql, bool *waits, ro_error *error) {
    long count = 0;
    bool known = ask_number(sql, "SELECT count(*) FROM store WHERE name = 'indexes'", 0, &count, error);
    *waits = count > 0;
    return known;
}
