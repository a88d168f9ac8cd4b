#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/progress.h"
#include "cli/run.h"
#include "cli/say.h"
#include "cli/verbs.h"
#include "readout_store.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BATCH_MOST = 256, BYTES_MOST = 64 << 20 /* of entries in a batch */, WAIT_MOST = 500 /* milliseconds */ };
enum { PATIENCE = 300, PAUSE_MOST = 16 /* seconds */ };

static const ro_cli_option options[] = {
    RO_CLI_STORE, RO_CLI_NO_TEXT, RO_CLI_REJECTS,   RO_CLI_OUTPUT, RO_CLI_HEAD_READ,  RO_CLI_FORMAT, RO_CLI_PUBLISHED,
    RO_CLI_URI,   RO_CLI_OUTLET,  RO_CLI_HEAD_REST, RO_CLI_MODEL,  RO_CLI_ARITHMETIC, RO_CLI_JOBS,   RO_CLI_HELP,
};

static const ro_cli_usage usage = {
    .verb = "add",
    .summary = "Reads news reports into a store, and prints a line of JSON for each that is kept.",
    .about =
        "FILEs are what readout read takes: reports in any form, folders, archives, and - for standard input; or records that it "
        "has made (JSON Lines with a schema key), which go in as they are, without the model. The store is a SQLite file, "
        "which is made where there is none, or a PostgreSQL database.\n\n"
        "A report is known by its address and text. The same again changes nothing; another text at a known address is a new "
        "version. A report that another model has read, or that is now told otherwise (--outlet, --published, its title, "
        "by-lines, section, "
        "language), replaces what was there; corrections stay.\n\n"
        "Each line {report, uri, result, statements} is printed once the report is kept, whatever happens next. The result is "
        "added, version, replaced, unchanged, or removed: it was taken out of this store for good (readout remove) and is not "
        "added.",
    .options = options,
    .examples = "  readout add --db news.db articles/ feed.xml\n"
                "  readout read --jobs 8 crawl.warc.gz > records.jsonl && readout add --db news.db records.jsonl\n"
                "  readout add --db postgresql://desk@localhost/news wire/*.newsml | jq -r .result | sort | uniq -c\n",
};

/* Reports between two commits. Their entries stay until then, so that they can be added again on a new connection. */
typedef struct keeping {
    ro_store *store;
    ro_entry *entries[BATCH_MOST];
    ro_added added[BATCH_MOST];
    size_t count, bytes;
    struct timespec began;
    size_t kept; /* reports committed */
} keeping;

static long milliseconds_since(const struct timespec *then) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - then->tv_sec) * 1000 + (now.tv_nsec - then->tv_nsec) / 1000000;
}

static void forget(keeping *k) {
    for (size_t i = 0; i < k->count; i++) ro_entry_free(k->entries[i]);
    k->count = k->bytes = 0;
}

/* Says what stands in the store and what does not. */
static bool fail(keeping *k, const ro_error *error) {
    ro_cli_say("%s", error->message);
    ro_cli_say("add: %zu reports are in the store, %zu after them are not: when it can go on, run the same again", k->kept,
               k->count);
    ro_store_rollback(k->store);
    forget(k);
    return false;
}

/* ---- a connection that went away */

static bool add_all(keeping *k, ro_error *error) {
    return ro_store_begin(k->store, error) && ro_store_add_all(k->store, k->entries, k->count, k->added, error) &&
           ro_store_commit(k->store, error);
}

typedef bool deed(keeping *k, ro_error *error);

/* Tries for some minutes, less and less often. Reports of a commit that got through unseen are unchanged then. */
static bool try_again(keeping *k, deed *what, ro_error *error) {
    struct timespec since;
    clock_gettime(CLOCK_MONOTONIC, &since);
    ro_cli_say("%s: trying again for %d minutes", error->message, PATIENCE / 60);
    for (unsigned pause = 1; milliseconds_since(&since) < PATIENCE * 1000L;) {
        ro_store_rollback(k->store);
        nanosleep(&(struct timespec){.tv_sec = pause}, NULL);
        *error = (ro_error){0};
        if (what(k, error)) return ro_cli_say("add: the connection is back"), true;
        if (!ro_store_lost(k->store)) return false;
        if (pause < PAUSE_MOST) pause *= 2;
    }
    return false;
}

/* ---- a batch */

static bool print(const ro_entry *entry, ro_added added, ro_cli_output *output) {
    const char *report = ro_entry_report(entry), *uri = ro_entry_uri(entry);
    size_t statements = added == RO_ADDED_REMOVED ? 0 : ro_entry_statements(entry);
    if (added == RO_ADDED_REMOVED)
        ro_cli_say("add: %s: was taken out of this store for good (see readout remove): not added", uri ? uri : report);
    json_t *line = json_pack("{s:s, s:s?, s:s, s:I}", "report", report, "uri", uri, "result", ro_added_name(added), "statements",
                             (json_int_t)statements);
    char *text = line ? json_dumps(line, JSON_COMPACT) : NULL;
    bool done = text && ro_cli_output_line(output, text);
    if (!text) ro_cli_say("out of memory");
    free(text);
    json_decref(line);
    return done;
}

static bool commit(keeping *k, ro_cli_output *output) {
    ro_error error = {0};
    if (!k->count) return true;
    if (!add_all(k, &error) && !(ro_store_lost(k->store) && try_again(k, add_all, &error))) return fail(k, &error);
    k->kept += k->count;
    bool done = true;
    for (size_t i = 0; done && i < k->count; i++) done = print(k->entries[i], k->added[i], output);
    forget(k);
    return done;
}

static bool keep(void *context, void *entry, ro_cli_output *output) {
    keeping *k = context;
    (void)output;
    if (!k->count) clock_gettime(CLOCK_MONOTONIC, &k->began);
    k->entries[k->count++] = entry;
    k->bytes += ro_entry_size(entry);
    return true;
}

static bool tick(void *context, bool end, ro_cli_output *output) {
    keeping *k = context;
    bool full = k->count == BATCH_MOST || k->bytes >= BYTES_MOST;
    return !k->count || !(end || full || milliseconds_since(&k->began) >= WAIT_MOST) || commit(k, output);
}

/* ---- the end of a first load */

static bool show_indexes(void *context, size_t done, size_t all) {
    (void)context;
    ro_cli_progress_tick(&(ro_cli_progress){.done = done, .total = all, .what = "making indexes"});
    return true;
}

static bool settle(keeping *k, ro_error *error) { return ro_store_settle(k->store, show_indexes, NULL, error); }

static bool settle_with_patience(keeping *k) {
    ro_error error = {0};
    ro_cli_progress_begin();
    bool good = settle(k, &error) || (ro_store_lost(k->store) && try_again(k, settle, &error));
    ro_cli_progress_end();
    if (!good) {
        ro_cli_say("%s", error.message);
        ro_cli_say("add: what was added is kept, but searches are slow: run the same again");
    }
    return good;
}

/* ---- */

static void *make(void *context, const char *json, ro_error *error) {
    const keeping *k = context;
    ro_entry *entry = ro_entry_new(json, strlen(json), error);
    if (!entry || ro_entry_ready(entry, k->store, error)) return entry;
    ro_entry_free(entry);
    return NULL;
}

static void release(void *entry) { ro_entry_free(entry); }
static size_t weigh(const void *entry) { return ro_entry_size(entry); }

int ro_cli_add(int argc, char **argv) {
    ro_cli_settings settings;
    ro_error error = {0};
    int code;
    if (!ro_cli_parse(&usage, argc, argv, &settings, &code)) return code;
    if (!ro_cli_names_store(&usage, &settings)) return RO_CLI_FAILED;
    keeping k = {.store = ro_store_open(settings.store, RO_STORE_WRITE, &error)};
    if (!k.store) return ro_cli_say("%s", error.message), RO_CLI_FAILED;
    ro_cli_keeper keeper = {.make = make, .release = release, .weigh = weigh, .keep = keep, .tick = tick, .context = &k};
    ro_cli_job job = {.settings = &settings, .reads = true, .records = true, .keeper = &keeper, .found_in = "statements"};
    code = ro_cli_run(&job);
    forget(&k);
    if (code != RO_CLI_FAILED && !settle_with_patience(&k)) code = RO_CLI_FAILED;
    ro_store_close(k.store);
    return code;
}
