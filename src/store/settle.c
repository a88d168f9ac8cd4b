/* Indexes that searches and corrections need, and adding new reports does not: made after a first load, from all rows at once,
 * they cost a fraction of what they cost row by row. A PostgreSQL server makes two at a time. */
#include "store/migrate.h"
#include "store/store.h"
#include "store/tables.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { STRETCH = 500 /* milliseconds; then what is made is committed */ };

typedef bool teller(void *context, size_t made, size_t all);

/* Two hands take from it: taken and stopped are read and written under the lock. */
typedef struct work {
    ro_dialect dialect;
    size_t count; /* of indexes */
    teller *told;
    void *context;
    pthread_mutex_t lock;
    size_t taken;
    bool stopped; /* somebody failed, or was told to stop */
} work;

/* Who helps, on a connection of his own, as long as the first one holds the writers' lock. */
typedef struct helper {
    work *work;
    ro_sql *sql;
    pthread_t thread;
    bool good;
    ro_error error;
} helper;

static size_t count_indexes(ro_dialect dialect) {
    size_t count = 0;
    while (ro_migrate_later(dialect, count)) count++;
    return count;
}

/* NULL: there are no more, or the work is stopped. */
static const char *take(work *w) {
    pthread_mutex_lock(&w->lock);
    const char *index = w->stopped || w->taken == w->count ? NULL : ro_migrate_later(w->dialect, w->taken++);
    pthread_mutex_unlock(&w->lock);
    return index;
}

static void stop(work *w) {
    pthread_mutex_lock(&w->lock);
    w->stopped = true;
    pthread_mutex_unlock(&w->lock);
}

static bool is_stopped(work *w) {
    pthread_mutex_lock(&w->lock);
    bool stopped = w->stopped;
    pthread_mutex_unlock(&w->lock);
    return stopped;
}

static void tell(work *w) {
    pthread_mutex_lock(&w->lock);
    size_t taken = w->taken;
    pthread_mutex_unlock(&w->lock);
    if (w->told && !w->told(w->context, taken, w->count)) stop(w);
}

/* Another writer may have made them while this one waited for it. */
static bool still_waits(ro_store *store, ro_error *error) { return ro_migrate_waits(store->sql, &store->waits, error); }

/* PostgreSQL's server looks after the tables again. */
static bool wake_vacuum(ro_store *store, ro_error *error) {
    char text[128];
    for (ro_into table = 0; table < RO_INTO_ALL; table++) {
        snprintf(text, sizeof text, "ALTER TABLE %s RESET (autovacuum_enabled)", ro_shape_of(table, RO_POSTGRES)->name);
        if (!ro_sql_script(store->sql, text, error)) return false;
    }
    return true;
}

static bool say_made(ro_store *store, ro_error *error) {
    if (ro_sql_dialect(store->sql) == RO_POSTGRES && !wake_vacuum(store, error)) return false;
    return ro_sql_do(store->sql, "DELETE FROM store WHERE name = 'indexes'", NULL, 0, error);
}

/* All that are left; sql's transaction is open. */
static bool make(ro_sql *sql, work *w, ro_error *error) {
    for (const char *index; (index = take(w)); tell(w))
        if (!ro_sql_script(sql, index, error)) return stop(w), false;
    return true;
}

/* ---- within the caller's transaction: rolled back, they still wait */

static bool settle_within(ro_store *store, work *w, ro_error *error) {
    if (!ro_sql_flush(store->sql, error) || !still_waits(store, error)) return false;
    if (!store->waits) return true;
    if (!make(store->sql, w, error) || !say_made(store, error)) return false;
    store->waits = false;
    store->settled_within = true;
    return true;
}

/* ---- PostgreSQL: one transaction, and a helper beside it */

static void *help(void *context) {
    helper *h = context;
    h->good = true;
    for (const char *index; h->good && (index = take(h->work));) h->good = ro_sql_script(h->sql, index, &h->error);
    if (!h->good) stop(h->work);
    return NULL;
}

/* Nobody, where there is no other connection: then the work takes longer. */
static void find_helper(helper *h, ro_store *store, work *w) {
    *h = (helper){.work = w, .sql = ro_sql_again(store->sql)};
    if (h->sql && pthread_create(&h->thread, NULL, help, h) == 0) return;
    ro_sql_close(h->sql);
    h->sql = NULL;
}

static bool let_go(helper *h, ro_error *error) {
    if (!h->sql) return true;
    pthread_join(h->thread, NULL);
    ro_sql_close(h->sql);
    if (!h->good && error) *error = h->error;
    return h->good;
}

/* Whether there are so many reports that a helper is worth another connection. */
static bool is_large(ro_store *store) {
    enum { MANY = 1000 };
    ro_rows *rows = ro_sql_ask(store->sql, "SELECT next FROM keys WHERE name = 'reports'", NULL, 0, NULL);
    bool large = rows && ro_rows_next(rows, NULL) && ro_rows_value(rows, 0).integer > MANY;
    ro_rows_free(rows);
    return large;
}

static bool make_together(ro_store *store, work *w, ro_error *error) {
    helper h = {0};
    if (is_large(store)) find_helper(&h, store, w);
    bool good = make(store->sql, w, error);
    return let_go(&h, good ? error : NULL) && good;
}

static bool settle_in_postgres(ro_store *store, work *w, ro_error *error) {
    bool good = ro_sql_begin(store->sql, error) && still_waits(store, error);
    if (good && store->waits) good = make_together(store, w, error) && (is_stopped(w) || say_made(store, error));
    if (good && ro_sql_commit(store->sql, error)) {
        store->waits = store->waits && is_stopped(w);
        return true;
    }
    ro_sql_rollback(store->sql);
    return false;
}

/* ---- SQLite: transactions of half a second or one index, so that the log does not grow to the size of all */

static bool is_over(const struct timespec *since) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - since->tv_sec) * 1000 + (now.tv_nsec - since->tv_nsec) / 1000000 >= STRETCH;
}

static bool make_some(ro_store *store, work *w, ro_error *error) {
    struct timespec began;
    clock_gettime(CLOCK_MONOTONIC, &began);
    for (const char *index; !is_over(&began) && (index = take(w)); tell(w))
        if (!ro_sql_script(store->sql, index, error)) return false;
    return w->stopped || w->taken < w->count || say_made(store, error);
}

/* *on: there is more to be made. */
static bool settle_some(ro_store *store, work *w, bool *on, ro_error *error) {
    bool good = ro_sql_begin(store->sql, error) && still_waits(store, error);
    if (good && store->waits) good = make_some(store, w, error);
    if (good && ro_sql_commit(store->sql, error)) {
        *on = store->waits && !w->stopped && w->taken < w->count;
        store->waits = *on || (store->waits && w->stopped);
        return true;
    }
    ro_sql_rollback(store->sql);
    return false;
}

/* What is sorted goes to a file where it is more than fits the cache, and may use another thread; in transactions SQLite cannot
 * be told so. */
static bool settle_in_sqlite(ro_store *store, work *w, ro_error *error) {
    bool on = true, good = ro_sql_script(store->sql, "PRAGMA temp_store = FILE; PRAGMA threads = 2", error);
    while (good && on) good = settle_some(store, w, &on, error);
    ro_sql_script(store->sql, "PRAGMA temp_store = MEMORY; PRAGMA threads = 0", NULL);
    return good;
}

bool ro_store_settle(ro_store *store, teller *told, void *context, ro_error *error) {
    if (!store->write) return ro_fail(error, RO_E_USAGE, "%s: opened for reading", ro_sql_name(store->sql));
    if (store->readers) return ro_fail(error, RO_E_USAGE, "%s: is being read from", ro_sql_name(store->sql));
    if (!store->waits) return true;
    const ro_dialect dialect = ro_sql_dialect(store->sql);
    work w = {dialect, count_indexes(dialect), told, context, .lock = PTHREAD_MUTEX_INITIALIZER};
    if (store->within) return settle_within(store, &w, error);
    return dialect == RO_SQLITE ? settle_in_sqlite(store, &w, error) : settle_in_postgres(store, &w, error);
}
