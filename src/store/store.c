#include "store/store.h"

#include "store/migrate.h"

#include <time.h>

ro_store *ro_store_open(const char *address, ro_store_mode mode, ro_error *error) {
    bool write = mode == RO_STORE_WRITE;
    if (!*address) return ro_fail(error, RO_E_USAGE, "a store needs a name: a file's, or postgresql://…"), NULL;
    ro_store *store = calloc(1, sizeof *store);
    if (!store) return ro_fail_memory(error), NULL;
    store->write = write;
    store->sql = ro_sql_open(address, write, write, error);
    bool wiped, good = store->sql && ro_migrate(store->sql, write, error);
    if (good && (!write || (ro_migrate_waits(store->sql, &store->waits, error) && ro_store_wipe(store, 0, &wiped, error))))
        return store;
    ro_store_close(store);
    return NULL;
}

void ro_store_close(ro_store *store) {
    if (!store) return;
    if (store->sql && store->waits && !ro_store_lost(store)) {
        ro_store_rollback(store);
        ro_store_settle(store, NULL, NULL, NULL); /* else the next writer does */
    }
    ro_adding_free(store->adding);
    ro_sql_close(store->sql);
    free(store);
}

bool ro_store_lost(const ro_store *store) { return ro_sql_lost(store->sql); }

/* ---- transactions */

bool ro_store_writes(const ro_store *store, ro_error *error) {
    if (!store->write) return ro_fail(error, RO_E_USAGE, "%s: opened for reading", ro_sql_name(store->sql));
    return store->within || ro_fail(error, RO_E_USAGE, "%s: not within begin and commit", ro_sql_name(store->sql));
}

bool ro_store_begin(ro_store *store, ro_error *error) {
    if (store->readers) return ro_fail(error, RO_E_USAGE, "%s: is being read from", ro_sql_name(store->sql));
    if (!store->write || store->within)
        return ro_fail(error, RO_E_USAGE, "%s: %s", ro_sql_name(store->sql),
                       store->within ? "has begun already" : "opened for reading");
    if (!ro_sql_begin(store->sql, error)) return false;
    store->within = true;
    if (ro_store_look_unwiped(store, error) && ro_adding_begin(store, error)) return true;
    ro_store_rollback(store);
    return false;
}

bool ro_store_commit(ro_store *store, ro_error *error) {
    bool wiped;
    if (!ro_store_writes(store, error)) return false;
    if (ro_adding_end(store, error) && ro_sql_commit(store->sql, error)) {
        store->within = store->settled_within = false;
        if (store->unwiped) ro_store_wipe(store, 0, &wiped, NULL); /* where it cannot be done the mark stays */
        return true;
    }
    ro_store_rollback(store);
    return false;
}

void ro_store_rollback(ro_store *store) {
    ro_sql_rollback(store->sql);
    ro_adding_forget(store);
    store->waits = store->waits || store->settled_within;
    store->within = store->settled_within = false;
}

bool ro_store_begin_reading(ro_store *store, ro_error *error) {
    if (!store->within && !store->readers && !ro_sql_begin_reading(store->sql, error)) return false;
    store->readers++;
    return true;
}

void ro_store_end_reading(ro_store *store) {
    if (--store->readers == 0 && !store->within) ro_sql_rollback(store->sql);
}

void ro_store_now(char out[24]) {
    time_t now = time(NULL);
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(out, 24, "%Y-%m-%dT%H:%M:%SZ", &utc);
}
