/* The store in a SQLite file: WAL, foreign keys, synchronous FULL; whoever writes waits for whoever writes already. */
#include "store/back_end.h"
#include "store/tables.h"

#include <sqlite3.h>
#include <stdio.h>
#include <time.h>

enum { KEPT = 128 /* prepared statements; a power of two */, PAUSE_MOST = 20 /* milliseconds */ };

typedef struct statement {
    char *text; /* NULL: free */
    sqlite3_stmt *prepared;
    bool busy; /* its rows are being read */
} statement;

typedef struct sqlite {
    ro_sql sql;
    sqlite3 *db;
    bool write;
    const struct timespec *until;       /* it waits for others no longer than this; NULL: as long as it takes */
    statement kept[KEPT];               /* by a digest of the text; a newcomer takes the place of an idle one */
    sqlite3_stmt *inserts[RO_INTO_ALL]; /* made at the first load */
} sqlite;

typedef struct rows {
    ro_rows rows;
    sqlite3_stmt *prepared;
    statement *kept; /* NULL: the statement ends with its rows */
} rows;

/* ---- errors */

static const char *advice(int code) {
    switch (code & 0xFF) {
    case SQLITE_FULL: return "the disk is full: make room and run the same again";
    case SQLITE_NOTADB: return "is not a SQLite file: name another";
    case SQLITE_CORRUPT: return "the file is damaged: restore it from a copy";
    case SQLITE_READONLY:
    case SQLITE_PERM: return "cannot be written: look at the permissions of the file and its folder";
    case SQLITE_CANTOPEN: return "cannot be opened: look at the path and its permissions";
    default: return NULL;
    }
}

static bool fail(sqlite *s, ro_error *error) {
    int code = sqlite3_extended_errcode(s->db);
    if ((code & 0xFF) == SQLITE_NOMEM) return ro_fail_memory(error);
    const char *known = advice(code);
    if (known) return ro_fail(error, RO_E_IO, "%s: %s", s->sql.name, known);
    return ro_fail(error, RO_E_IO, "%s: %s", s->sql.name, sqlite3_errmsg(s->db));
}

static bool is_over(const struct timespec *until) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > until->tv_sec || (now.tv_sec == until->tv_sec && now.tv_nsec >= until->tv_nsec);
}

/* Writers wait as long as it takes; whoever holds the lock and dies gives it up. */
static int wait_for_others(void *context, int times) {
    const sqlite *s = context;
    if (s->until && is_over(s->until)) return 0;
    long pause = times < PAUSE_MOST ? times + 1 : PAUSE_MOST;
    nanosleep(&(struct timespec){.tv_nsec = pause * 1000000}, NULL);
    return 1;
}

/* ---- statements, prepared once for each text */

static void forget(statement *kept) {
    sqlite3_finalize(kept->prepared);
    free(kept->text);
    *kept = (statement){0};
}

static bool keep(statement *place, const char *text, sqlite3_stmt *prepared) {
    char *copy = place->busy ? NULL : strdup(text);
    if (!copy) return false;
    forget(place);
    *place = (statement){copy, prepared, false};
    return true;
}

/* *kept: where the statement is kept, or NULL: it is the caller's to finalize. */
static sqlite3_stmt *prepare(sqlite *s, const char *text, statement **kept, ro_error *error) {
    statement *place = &s->kept[ro_sql_digest(text) & (KEPT - 1)];
    if (place->text && !place->busy && strcmp(place->text, text) == 0) return *kept = place, place->prepared;
    sqlite3_stmt *prepared = NULL;
    if (sqlite3_prepare_v3(s->db, text, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL) != SQLITE_OK) return fail(s, error), NULL;
    *kept = keep(place, text, prepared) ? place : NULL;
    return prepared;
}

static void done_with(sqlite3_stmt *prepared, statement *kept) {
    if (!kept) {
        sqlite3_finalize(prepared);
        return;
    }
    sqlite3_reset(prepared);
    sqlite3_clear_bindings(prepared);
    kept->busy = false;
}

/* Borrowed: values outlive the step. */
static int bind_value(sqlite3_stmt *prepared, int at, const ro_value *value) {
    const char *text = value->text ? value->text : "";
    switch (value->kind) {
    case RO_NULL: return sqlite3_bind_null(prepared, at);
    case RO_INTEGER:
    case RO_FLAG: return sqlite3_bind_int64(prepared, at, value->integer);
    case RO_REAL: return sqlite3_bind_double(prepared, at, value->real);
    case RO_TEXT:
    case RO_WORDS: return sqlite3_bind_text64(prepared, at, text, value->size, SQLITE_STATIC, SQLITE_UTF8);
    case RO_BYTES: return sqlite3_bind_blob64(prepared, at, text, value->size, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

static bool bind_values(sqlite *s, sqlite3_stmt *prepared, const ro_value *values, size_t count, ro_error *error) {
    for (size_t i = 0; i < count; i++)
        if (bind_value(prepared, (int)i + 1, &values[i]) != SQLITE_OK) return fail(s, error);
    return true;
}

static bool step_to_end(sqlite *s, sqlite3_stmt *prepared, ro_error *error) {
    int code;
    do code = sqlite3_step(prepared);
    while (code == SQLITE_ROW);
    return code == SQLITE_DONE || fail(s, error);
}

static bool run(ro_sql *sql, const char *text, const ro_value *values, size_t count, ro_error *error) {
    sqlite *s = (sqlite *)sql;
    statement *kept;
    sqlite3_stmt *prepared = prepare(s, text, &kept, error);
    if (!prepared) return false;
    bool done = bind_values(s, prepared, values, count, error) && step_to_end(s, prepared, error);
    done_with(prepared, kept);
    return done;
}

static bool script(ro_sql *sql, const char *text, ro_error *error) {
    sqlite *s = (sqlite *)sql;
    return sqlite3_exec(s->db, text, NULL, NULL, NULL) == SQLITE_OK || fail(s, error);
}

/* ---- transactions */

static bool begin(ro_sql *sql, bool write, ro_error *error) { return script(sql, write ? "BEGIN IMMEDIATE" : "BEGIN", error); }
static bool commit(ro_sql *sql, ro_error *error) { return script(sql, "COMMIT", error); }

static void rollback(ro_sql *sql) {
    sqlite *s = (sqlite *)sql;
    if (!sqlite3_get_autocommit(s->db)) sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

static bool settle(ro_sql *sql, unsigned patience, bool *done, ro_error *error) {
    sqlite *s = (sqlite *)sql;
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += patience / 1000;
    until.tv_nsec += (long)(patience % 1000) * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    s->until = &until;
    int code = sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    s->until = NULL;
    *done = code == SQLITE_OK;
    return *done || code == SQLITE_BUSY || fail(s, error);
}

/* ---- rows */

static ro_rows *ask(ro_sql *sql, const char *text, const ro_value *values, size_t count, ro_error *error) {
    sqlite *s = (sqlite *)sql;
    statement *kept;
    sqlite3_stmt *prepared = prepare(s, text, &kept, error);
    if (!prepared) return NULL;
    rows *r = calloc(1, sizeof *r);
    if (!r) ro_fail_memory(error);
    if (!r || !bind_values(s, prepared, values, count, error)) return done_with(prepared, kept), free(r), NULL;
    if (kept) kept->busy = true;
    *r = (rows){{sql}, prepared, kept};
    return &r->rows;
}

static bool next(ro_rows *all, ro_error *error) {
    int code = sqlite3_step(((rows *)all)->prepared);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail((sqlite *)all->sql, error);
    return false;
}

static ro_value value(const ro_rows *all, size_t column) {
    sqlite3_stmt *prepared = ((const rows *)all)->prepared;
    int at = (int)column;
    ro_value out = {.kind = RO_NULL};
    switch (sqlite3_column_type(prepared, at)) {
    case SQLITE_INTEGER: return ro_integer(sqlite3_column_int64(prepared, at));
    case SQLITE_FLOAT: return ro_real(sqlite3_column_double(prepared, at));
    case SQLITE_TEXT: out = (ro_value){.kind = RO_TEXT, .text = (const char *)sqlite3_column_text(prepared, at)}; break;
    case SQLITE_BLOB: out = (ro_value){.kind = RO_BYTES, .text = sqlite3_column_blob(prepared, at)}; break;
    default: break;
    }
    out.size = (size_t)sqlite3_column_bytes(prepared, at);
    if (out.kind != RO_NULL && !out.text) out.text = "";
    return out;
}

static void free_rows(ro_rows *all) {
    rows *r = (rows *)all;
    done_with(r->prepared, r->kept);
    free(r);
}

/* ---- loading */

static char *insert_text(const ro_shape *shape) {
    ro_buffer text = {0};
    const char *const parts[] = {"INSERT INTO ", shape->name, " (", shape->columns, ") VALUES ("};
    bool good = true;
    for (size_t i = 0; good && i < sizeof parts / sizeof *parts; i++) good = ro_buffer_add(&text, parts[i], strlen(parts[i]));
    for (size_t i = 0; good && i < shape->n_columns; i++) good = ro_buffer_add(&text, i ? ", ?" : "?", i ? 3 : 1);
    if (good && ro_buffer_add(&text, ")", 1)) return text.data;
    ro_buffer_free(&text);
    return NULL;
}

static sqlite3_stmt *insert_into(sqlite *s, ro_into table, ro_error *error) {
    sqlite3_stmt **insert = &s->inserts[table];
    if (*insert) return *insert;
    char *text = insert_text(ro_shape_of(table, RO_SQLITE));
    if (!text) return ro_fail_memory(error), NULL;
    if (sqlite3_prepare_v3(s->db, text, -1, SQLITE_PREPARE_PERSISTENT, insert, NULL) != SQLITE_OK) fail(s, error);
    free(text);
    return *insert;
}

static bool load(ro_sql *sql, ro_into table, const ro_value *values, size_t n_values, ro_error *error) {
    sqlite *s = (sqlite *)sql;
    size_t n_columns = ro_shape_of(table, RO_SQLITE)->n_columns;
    sqlite3_stmt *insert = insert_into(s, table, error);
    bool done = insert != NULL;
    for (size_t i = 0; done && i < n_values; i += n_columns) {
        done = bind_values(s, insert, values + i, n_columns, error) && step_to_end(s, insert, error);
        sqlite3_reset(insert);
    }
    if (insert) sqlite3_clear_bindings(insert);
    return done;
}

static bool flush(ro_sql *sql, ro_error *error) {
    (void)sql;
    (void)error;
    return true;
}

/* ---- opening and closing */

static void close_file(ro_sql *sql) {
    sqlite *s = (sqlite *)sql;
    rollback(sql);
    for (size_t i = 0; i < KEPT; i++) forget(&s->kept[i]);
    for (size_t i = 0; i < RO_INTO_ALL; i++) sqlite3_finalize(s->inserts[i]);
    sqlite3_close(s->db);
    free(s->sql.name);
    free(s);
}

static const ro_back_end back_end = {
    .close = close_file,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .settle = settle,
    .script = script,
    .run = run,
    .ask = ask,
    .load = load,
    .flush = flush,
    .next = next,
    .value = value,
    .free_rows = free_rows,
};

static bool in_wal(sqlite *s) {
    ro_rows *answer = ask(&s->sql, "PRAGMA journal_mode", NULL, 0, NULL);
    bool yes = answer && next(answer, NULL) && strcmp(value(answer, 0).text, "wal") == 0;
    ro_rows_free(answer);
    return yes;
}

/* A file that others made may hold anything: its schema is not trusted. What is deleted is overwritten at once, for a later
 * removal could not find what earlier changes left behind. */
static bool set_up(sqlite *s, ro_error *error) {
    static const char settings[] =
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -131072; PRAGMA temp_store = MEMORY;"
        "PRAGMA mmap_size = 68719476736; PRAGMA wal_autocheckpoint = 16384; PRAGMA trusted_schema = OFF; PRAGMA secure_delete = "
        "ON";
    sqlite3_busy_handler(s->db, wait_for_others, s);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (!script(&s->sql, settings, error)) return false;
    if (!s->write || in_wal(s)) return true;
    return script(&s->sql, "PRAGMA journal_mode = WAL", error);
}

ro_sql *ro_sqlite_open(const char *path, bool write, bool create, ro_error *error) {
    sqlite *s = calloc(1, sizeof *s);
    if (s) s->sql = (ro_sql){.back_end = &back_end, .dialect = RO_SQLITE, .name = strdup(path)};
    if (!s || !s->sql.name) return free(s), ro_fail_memory(error), NULL;
    s->write = write;
    int flags = (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | (create ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK) {
        if (s->db)
            fail(s, error);
        else
            ro_fail_memory(error);
    } else if (set_up(s, error))
        return &s->sql;
    close_file(&s->sql);
    return NULL;
}
