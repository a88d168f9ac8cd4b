/* The store in a PostgreSQL database, through libpq: statements prepared once a connection, rows loaded by COPY, one writer at a
 * time by an advisory lock. */
#include "store/back_end.h"
#include "store/tables.h"
#include "store/words.h"

#include <libpq-fe.h>
#include <limits.h>
#include <stdio.h>

enum { KEPT = 256 /* prepared statements; a power of two */, VALUES_MOST = 65535, BUFFER_MOST = 8 << 20 /* bytes */ };

/* Of the types that questions answer with; from PostgreSQL's catalogue, where they never change. */
enum {
    TYPE_BOOL = 16,
    TYPE_BYTEA = 17,
    TYPE_INT8 = 20,
    TYPE_INT2 = 21,
    TYPE_INT4 = 23,
    TYPE_FLOAT4 = 700,
    TYPE_FLOAT8 = 701,
    TYPE_NUMERIC = 1700
};

typedef struct postgres {
    ro_sql sql;
    PGconn *connection;
    bool within;                    /* a transaction */
    char *kept[KEPT];               /* texts of the statements prepared as s0, s1, …; NULL: none */
    ro_buffer waiting[RO_INTO_ALL]; /* rows as COPY takes them */
    size_t loaded;                  /* bytes of them, of the whole connection */
} postgres;

typedef struct rows {
    ro_rows rows;
    PGresult *result;
    int at;                   /* -1 before the first */
    unsigned char **unpacked; /* bytes of the row at hand, a column each; NULL: none is */
} rows;

/* ---- errors */

/* The server's first line, without the level in front of it. What has no state of SQL comes from libpq: the server is not there
 * any more. */
static bool fail(postgres *p, const PGresult *result, ro_error *error) {
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *said = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    if (PQstatus(p->connection) == CONNECTION_BAD || !state || strncmp(state, "57P", 3) == 0) {
        p->sql.lost = true;
        return ro_fail(error, RO_E_IO, "%s: the connection to the server is lost", p->sql.name);
    }
    if (strcmp(state, "53100") == 0)
        return ro_fail(error, RO_E_IO, "%s: the server's disk is full: make room and run the same again", p->sql.name);
    if (!said) said = PQerrorMessage(p->connection);
    return ro_fail(error, RO_E_IO, "%s: %.*s", p->sql.name, (int)strcspn(said, "\n"), said);
}

/* Takes the result. */
static bool done(postgres *p, PGresult *result, ro_error *error) {
    ExecStatusType status = PQresultStatus(result);
    bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!good) fail(p, result, error);
    PQclear(result);
    return good;
}

static bool script(ro_sql *sql, const char *text, ro_error *error) {
    postgres *p = (postgres *)sql;
    return done(p, PQexec(p->connection, text), error);
}

/* ---- connecting */

static void forget_all(postgres *p) {
    for (size_t i = 0; i < KEPT; i++) {
        free(p->kept[i]);
        p->kept[i] = NULL;
    }
}

static void forget_waiting(postgres *p) {
    for (size_t i = 0; i < RO_INTO_ALL; i++) p->waiting[i].size = 0;
}

/* Text goes over as UTF-8, and comes back so; a database that keeps it otherwise could not hold all of it. */
static bool set_up(postgres *p, ro_error *error) {
    static const char settings[] =
        "SET standard_conforming_strings = on; SET DateStyle = ISO; SET extra_float_digits = 1; SET bytea_output = hex;"
        " SET jit = off; SET random_page_cost = 1.1"; /* a question takes less time than its compilation; indexes are in memory */
    if (PQstatus(p->connection) != CONNECTION_OK) {
        const char *said = PQerrorMessage(p->connection);
        p->sql.lost = true;
        return ro_fail(error, RO_E_IO, "%s: cannot connect: %.*s", p->sql.name, (int)strcspn(said, "\n"), said);
    }
    if (!script(&p->sql, settings, error)) return false;
    PQclear(PQexec(p->connection, "SET default_toast_compression = lz4")); /* where the server has it */
    PQclear(PQexec(p->connection, "SET gin_pending_list_limit = '16MB'"));
    const char *encoding = PQparameterStatus(p->connection, "server_encoding");
    if (!encoding || strcmp(encoding, "UTF8") != 0)
        return ro_fail(error, RO_E_IO, "%s: the database keeps text as %s: make one with ENCODING 'UTF8'", p->sql.name,
                       encoding ? encoding : "something unknown");
    p->sql.lost = false;
    return true;
}

static bool connect_again(postgres *p, ro_error *error) {
    if (!p->sql.lost) return true;
    forget_all(p);
    p->within = false;
    PQreset(p->connection);
    return set_up(p, error);
}

/* ---- transactions */

static void rollback(ro_sql *sql) {
    postgres *p = (postgres *)sql;
    forget_waiting(p);
    if (PQtransactionStatus(p->connection) != PQTRANS_IDLE && !sql->lost) PQclear(PQexec(p->connection, "ROLLBACK"));
    p->within = false;
}

/* Every writer takes the same lock first; readers do not ask for it. The number is "readout" in ASCII. */
static bool begin(ro_sql *sql, bool write, ro_error *error) {
    static const char reading[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    static const char writing[] = "BEGIN; SELECT pg_advisory_xact_lock(32199616316274036)";
    postgres *p = (postgres *)sql;
    forget_waiting(p);
    if (!connect_again(p, error)) return false;
    p->within = script(sql, write ? writing : reading, error);
    if (!p->within) rollback(sql); /* the transaction is open where the wait for the lock was cut short */
    return p->within;
}

/* ---- prepared statements */

/* ?1 becomes $1, but not within quotes. From malloc; NULL: out of memory. */
static char *dollars(const char *text) {
    char *out = strdup(text), quote = 0;
    for (char *c = out; c && *c; c++) {
        if (quote)
            quote = *c == quote ? 0 : quote;
        else if (*c == '\'' || *c == '"')
            quote = *c;
        else if (*c == '?' && c[1] >= '0' && c[1] <= '9')
            *c = '$';
    }
    return out;
}

static bool prepare_as(postgres *p, const char *name, const char *text, ro_error *error) {
    char *theirs = dollars(text);
    if (!theirs) return ro_fail_memory(error);
    bool good = done(p, PQprepare(p->connection, name, theirs, 0, NULL), error);
    free(theirs);
    return good;
}

/* Writes the name of the prepared statement. */
static bool prepare(postgres *p, const char *text, char name[16], ro_error *error) {
    uint32_t place = ro_sql_digest(text) & (KEPT - 1);
    char drop[32];
    snprintf(name, 16, "s%u", place);
    if (p->kept[place] && strcmp(p->kept[place], text) == 0) return true;
    if (p->kept[place]) {
        snprintf(drop, sizeof drop, "DEALLOCATE %s", name);
        if (!script(&p->sql, drop, error)) return false;
        free(p->kept[place]);
        p->kept[place] = NULL;
    }
    if (!prepare_as(p, name, text, error)) return false;
    p->kept[place] = strdup(text);
    return p->kept[place] || ro_fail_memory(error);
}

/* ---- values on their way to the server */

/* As libpq takes them: an array a property. */
typedef struct arguments {
    const char **texts;
    int *sizes, *formats;
    char (*numbers)[32];
    char **made; /* from malloc */
} arguments;

static void free_arguments(arguments *a, size_t count) {
    for (size_t i = 0; a->made && i < count; i++) free(a->made[i]);
    free(a->made);
    free(a->numbers);
    free(a->formats);
    free(a->sizes);
    free((void *)a->texts);
}

static bool make_arguments(arguments *a, size_t count) {
    *a = (arguments){.texts = calloc(count + 1, sizeof *a->texts),
                     .sizes = calloc(count + 1, sizeof *a->sizes),
                     .formats = calloc(count + 1, sizeof *a->formats),
                     .numbers = calloc(count + 1, sizeof *a->numbers),
                     .made = calloc(count + 1, sizeof *a->made)};
    return a->texts && a->sizes && a->formats && a->numbers && a->made;
}

static void write_number(const ro_value *value, char out[32]) {
    if (value->kind == RO_INTEGER || value->kind == RO_FLAG)
        snprintf(out, 32, "%lld", (long long)value->integer);
    else
        snprintf(out, 32, "%.17g", value->real);
}

/* libpq wants text that ends in a zero; a value need not. */
static bool set_argument(arguments *a, size_t i, const ro_value *value) {
    a->texts[i] = NULL;
    a->formats[i] = value->kind == RO_BYTES || value->kind == RO_WORDS;
    a->sizes[i] = (int)value->size;
    if (value->kind == RO_NULL) return true;
    if (value->kind == RO_INTEGER || value->kind == RO_FLAG || value->kind == RO_REAL) {
        write_number(value, a->numbers[i]);
        a->texts[i] = a->numbers[i];
        return true;
    }
    ro_buffer text = {0};
    bool made = value->kind == RO_WORDS ? ro_store_vector(value->text, value->size, &text)
                                        : ro_buffer_add(&text, value->text, value->size);
    a->made[i] = text.data;
    a->texts[i] = text.data;
    a->sizes[i] = (int)text.size;
    return made;
}

/* NULL: out of memory, or too many or too large. */
static PGresult *execute(postgres *p, const char *name, const ro_value *values, size_t count) {
    arguments a;
    if (count > VALUES_MOST) return NULL;
    bool good = make_arguments(&a, count);
    for (size_t i = 0; good && i < count; i++) good = values[i].size <= INT_MAX && set_argument(&a, i, &values[i]);
    PGresult *result = good ? PQexecPrepared(p->connection, name, (int)count, a.texts, a.sizes, a.formats, 0) : NULL;
    free_arguments(&a, count);
    return result;
}

static PGresult *send(postgres *p, const char *text, const ro_value *values, size_t count, ro_error *error) {
    char name[16];
    if (!p->within && !connect_again(p, error)) return NULL;
    if (!prepare(p, text, name, error)) return NULL;
    PGresult *result = execute(p, name, values, count);
    if (!result) {
        if (PQstatus(p->connection) == CONNECTION_BAD)
            fail(p, NULL, error);
        else
            ro_fail_memory(error);
    }
    return result;
}

static bool run(ro_sql *sql, const char *text, const ro_value *values, size_t count, ro_error *error) {
    PGresult *result = send((postgres *)sql, text, values, count, error);
    return result && done((postgres *)sql, result, error);
}

/* ---- rows */

static ro_rows *ask(ro_sql *sql, const char *text, const ro_value *values, size_t count, ro_error *error) {
    postgres *p = (postgres *)sql;
    PGresult *result = send(p, text, values, count, error);
    if (!result) return NULL;
    if (PQresultStatus(result) != PGRES_TUPLES_OK) return done(p, result, error), NULL;
    rows *r = calloc(1, sizeof *r);
    unsigned char **unpacked = calloc((size_t)PQnfields(result) + 1, sizeof *unpacked);
    if (!r || !unpacked) return free(r), free(unpacked), PQclear(result), ro_fail_memory(error), NULL;
    *r = (rows){{sql}, result, -1, unpacked};
    return &r->rows;
}

static void forget_row(rows *r) {
    for (int i = 0; i < PQnfields(r->result); i++) {
        PQfreemem(r->unpacked[i]);
        r->unpacked[i] = NULL;
    }
}

static bool next(ro_rows *all, ro_error *error) {
    rows *r = (rows *)all;
    (void)error;
    forget_row(r);
    if (r->at + 1 >= PQntuples(r->result)) return false;
    r->at++;
    return true;
}

/* Null where there is no memory for them. */
static ro_value unpack(rows *r, int column, const char *text) {
    size_t size = 0;
    if (!r->unpacked[column]) r->unpacked[column] = PQunescapeBytea((const unsigned char *)text, &size);
    if (!r->unpacked[column]) return ro_null();
    return ro_bytes(r->unpacked[column], ((size_t)PQgetlength(r->result, r->at, column) - 2) / 2);
}

static ro_value value(const ro_rows *all, size_t at) {
    rows *r = (rows *)(size_t)all;
    int column = (int)at;
    if (PQgetisnull(r->result, r->at, column)) return ro_null();
    const char *text = PQgetvalue(r->result, r->at, column);
    switch (PQftype(r->result, column)) {
    case TYPE_BOOL: return ro_integer(*text == 't');
    case TYPE_INT2:
    case TYPE_INT4:
    case TYPE_INT8: return ro_integer(strtoll(text, NULL, 10));
    case TYPE_NUMERIC:
        return strpbrk(text, ".eN") ? ro_real(strtod(text, NULL)) : ro_integer(strtoll(text, NULL, 10)); /* a sum of integers */
    case TYPE_FLOAT4:
    case TYPE_FLOAT8: return ro_real(strtod(text, NULL));
    case TYPE_BYTEA: return unpack(r, column, text);
    default: return (ro_value){.kind = RO_TEXT, .text = text, .size = (size_t)PQgetlength(r->result, r->at, column)};
    }
}

static void free_rows(ro_rows *all) {
    rows *r = (rows *)all;
    forget_row(r);
    PQclear(r->result);
    free(r->unpacked);
    free(r);
}

/* ---- loading: rows in COPY's binary form, which the server need not parse: numbers with the high byte first, each value behind
 * its size */

static bool add_big_endian(ro_buffer *out, uint64_t number, size_t size) {
    char bytes[8];
    for (size_t i = 0; i < size; i++) bytes[i] = (char)(number >> 8 * (size - 1 - i));
    return ro_buffer_add(out, bytes, size);
}

static bool add_number(ro_buffer *out, uint64_t number, size_t size) {
    return add_big_endian(out, size, 4) && add_big_endian(out, number, size);
}

/* Its size is known when it is written. */
static bool add_words(ro_buffer *out, const ro_value *value) {
    size_t at = out->size;
    if (!add_big_endian(out, 0, 4) || !ro_store_vector(value->text, value->size, out)) return false;
    size_t size = out->size - at - 4;
    for (size_t i = 0; i < 4; i++) out->data[at + i] = (char)(size >> 8 * (3 - i));
    return true;
}

static bool add_value(ro_buffer *out, const ro_value *value) {
    uint64_t bits;
    switch (value->kind) {
    case RO_NULL: return add_big_endian(out, UINT32_MAX, 4);
    case RO_INTEGER: return add_number(out, (uint64_t)value->integer, 8);
    case RO_FLAG: return add_number(out, (uint64_t)value->integer, 1);
    case RO_REAL: memcpy(&bits, &value->real, sizeof bits); return add_number(out, bits, 8);
    case RO_WORDS: return add_words(out, value);
    case RO_TEXT:
    case RO_BYTES: return add_big_endian(out, value->size, 4) && ro_buffer_add(out, value->text, value->size);
    }
    return false;
}

/* Takes the result of a COPY, and the one that ends every command. */
static bool end_copy(postgres *p, ro_error *error) {
    bool good = true;
    for (PGresult *result; (result = PQgetResult(p->connection));) good = done(p, result, good ? error : NULL) && good;
    return good;
}

static bool send_rows(postgres *p, ro_into table, ro_error *error) {
    static const char head[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", tail[] = "\377\377";
    char text[512];
    ro_buffer *waiting = &p->waiting[table];
    const ro_shape *shape = ro_shape_of(table, RO_POSTGRES);
    if (!waiting->size) return true;
    snprintf(text, sizeof text, "COPY %s (%s) FROM STDIN (FORMAT binary)", shape->name, shape->columns);
    PGresult *result = PQexec(p->connection, text);
    if (PQresultStatus(result) != PGRES_COPY_IN) return done(p, result, error);
    PQclear(result);
    bool sent = PQputCopyData(p->connection, head, sizeof head - 1) == 1 &&
                PQputCopyData(p->connection, waiting->data, (int)waiting->size) == 1 &&
                PQputCopyData(p->connection, tail, sizeof tail - 1) == 1 && PQputCopyEnd(p->connection, NULL) == 1;
    p->loaded += waiting->size;
    waiting->size = 0;
    return sent ? end_copy(p, error) : fail(p, NULL, error);
}

static bool flush(ro_sql *sql, ro_error *error) {
    for (ro_into table = 0; table < RO_INTO_ALL; table++)
        if (!send_rows((postgres *)sql, table, error)) return false;
    return true;
}

static bool load(ro_sql *sql, ro_into table, const ro_value *values, size_t n_values, ro_error *error) {
    ro_buffer *waiting = &((postgres *)sql)->waiting[table];
    size_t n_columns = ro_shape_of(table, RO_POSTGRES)->n_columns;
    for (size_t i = 0; i < n_values; i++) {
        if (i % n_columns == 0 && !add_big_endian(waiting, n_columns, 2)) return ro_fail_memory(error);
        if (!add_value(waiting, &values[i])) return ro_fail_memory(error);
    }
    return waiting->size < BUFFER_MOST || flush(sql, error);
}

static bool commit(ro_sql *sql, ro_error *error) {
    if (!flush(sql, error) || !script(sql, "COMMIT", error)) return false;
    ((postgres *)sql)->within = false;
    forget_waiting((postgres *)sql);
    return true;
}

/* ---- opening and closing */

/* After much was loaded, before the server does so by itself, minutes later: the indexes of words gather new ones in a list,
 * which questions have to go through, and without counts of what is there the planner reads whole tables. */
static void tidy(postgres *p) {
    enum { MUCH = 4 << 20 };
    if (p->loaded < MUCH || p->sql.lost) return;
    rollback(&p->sql);
    PQclear(PQexec(p->connection,
                   "SELECT gin_clean_pending_list(i.oid) FROM pg_class i JOIN pg_am a ON a.oid = i.relam"
                   " WHERE a.amname = 'gin' AND i.relkind = 'i' AND i.relnamespace = current_schema()::regnamespace"));
    PQclear(
        PQexec(p->connection,
               "VACUUM (ANALYZE) reports, report_agencies, reports_words, actors, actor_names, actor_words, appearances, spans,"
               " statements, statement_actors, statement_chain, statements_words, events, event_actors, events_words,"
               " commitments, commitment_actors, commitments_words"));
}

static void close_connection(ro_sql *sql) {
    postgres *p = (postgres *)sql;
    tidy(p);
    forget_all(p);
    for (size_t i = 0; i < RO_INTO_ALL; i++) ro_buffer_free(&p->waiting[i]);
    PQfinish(p->connection); /* the server rolls back */
    free(p->sql.name);
    free(p);
}

static ro_sql *again(const ro_sql *sql);

static const ro_back_end back_end = {
    .close = close_connection,
    .again = again,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .script = script,
    .run = run,
    .ask = ask,
    .load = load,
    .flush = flush,
    .next = next,
    .value = value,
    .free_rows = free_rows,
};

static const char *option(const PQconninfoOption *options, const char *keyword) {
    for (; options->keyword; options++)
        if (strcmp(options->keyword, keyword) == 0) return options->val && *options->val ? options->val : NULL;
    return NULL;
}

/* postgresql://USER@HOST:PORT/DATABASE of what was given; the password, and whatever else the address says, stay out. */
static char *shown_name(const PQconninfoOption *options) {
    const char *user = option(options, "user"), *host = option(options, "host"), *port = option(options, "port"),
               *database = option(options, "dbname");
    ro_buffer name = {0};
    const char *const parts[] = {
        "postgresql://",         user ? user : "", user ? "@" : "", host ? host : "", port ? ":" : "", port ? port : "", "/",
        database ? database : ""};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!ro_buffer_add(&name, parts[i], strlen(parts[i]))) return ro_buffer_free(&name), NULL;
    return name.data;
}

static void ignore_notice(void *context, const PGresult *result) {
    (void)context;
    (void)result;
}

/* What the address says of connect_timeout counts; of the encoding it does not. */
static PGconn *open_connection(const char *address) {
    static const char *const keywords[] = {"connect_timeout", "fallback_application_name", "dbname", "client_encoding", NULL};
    const char *const values[] = {"20", "readout", address, "UTF8", NULL};
    PGconn *connection = PQconnectdbParams(keywords, values, 1);
    if (connection) PQsetNoticeReceiver(connection, ignore_notice, NULL);
    return connection;
}

static postgres *wrap(PGconn *connection, char *name) {
    postgres *p = connection && name ? calloc(1, sizeof *p) : NULL;
    if (p) {
        p->sql = (ro_sql){.back_end = &back_end, .dialect = RO_POSTGRES, .name = name};
        p->connection = connection;
        return p;
    }
    PQfinish(connection);
    free(name);
    return NULL;
}

/* With all that the first was told, the password included. */
static PGconn *open_like(PGconn *connection) {
    enum { MOST = 100 };
    const char *keywords[MOST], *values[MOST];
    PQconninfoOption *options = PQconninfo(connection);
    size_t count = 0;
    for (const PQconninfoOption *o = options; o && o->keyword && count + 1 < MOST; o++)
        if (o->val && *o->val) {
            keywords[count] = o->keyword;
            values[count++] = o->val;
        }
    keywords[count] = values[count] = NULL;
    PGconn *other = options ? PQconnectdbParams(keywords, values, 0) : NULL;
    if (other) PQsetNoticeReceiver(other, ignore_notice, NULL);
    PQconninfoFree(options);
    return other;
}

static ro_sql *again(const ro_sql *sql) {
    postgres *p = wrap(open_like(((const postgres *)sql)->connection), strdup(sql->name));
    if (!p) return NULL;
    if (set_up(p, NULL)) return &p->sql;
    close_connection(&p->sql);
    return NULL;
}

ro_sql *ro_postgres_open(const char *address, ro_error *error) {
    PQconninfoOption *options = PQconninfoParse(address, NULL);
    /* libpq's own words might repeat a password. */
    if (!options)
        return ro_fail(error, RO_E_USAGE, "not an address that PostgreSQL takes: give postgresql://USER@HOST:PORT/DATABASE"),
               NULL;
    postgres *p = wrap(open_connection(address), shown_name(options));
    PQconninfoFree(options);
    if (!p) return ro_fail_memory(error), NULL;
    if (set_up(p, error)) return &p->sql;
    close_connection(&p->sql);
    return NULL;
}
