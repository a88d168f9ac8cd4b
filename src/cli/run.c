#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/run.h"

#include "cli/output.h"
#include "cli/progress.h"
#include "cli/rejects.h"
#include "cli/say.h"

#include <errno.h>
#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SLOTS_EACH = 4, SLOTS_KEPT = 256 }; /* results that may wait for one before them, or for the keeper, for each worker */
enum { WAITING_MOST = 64 << 20 };          /* bytes of results that wait; while there are more, no further document is taken */

/* What came of one document. */
typedef struct result {
    bool ready, rejected, found;
    char *text;  /* not rejected */
    void *entry; /* likewise, where there is a keeper */
    size_t size; /* of the text or entry */
    void (*release)(void *text);
    char *name;    /* rejected; NULL: its name could not be stored */
    char *undated; /* what to say of a report without a date, or NULL */
    ro_error error;
} result;

typedef struct pool {
    const ro_cli_job *job;

    pthread_mutex_t taking; /* guards the source; taken before order, never after */
    ro_cli_source *source;

    pthread_mutex_t opening; /* guards the engine until it is open; taken alone */
    ro_engine *engine;

    pthread_mutex_t order; /* guards all below */
    pthread_cond_t room, left;
    result *slots;                                          /* a ring: document n waits in slot n modulo n_slots */
    size_t n_slots, taken, written, done, workers, waiting; /* waiting: bytes */
    bool stopped, failed, found;
    char *undated; /* of the first report without a date, or NULL */
    size_t first_undated, n_undated;
    ro_cli_progress progress;
    ro_cli_output output;
    ro_cli_rejects rejects;
} pool;

typedef struct worker {
    pool *pool;
    ro_reader *reader; /* made for the first document that needs it */
} worker;

/* ---- stopping */

/* Says it once, however many workers meet it. */
static void stop_saying(pool *p, const char *message) {
    pthread_mutex_lock(&p->order);
    bool first = !p->failed;
    p->stopped = p->failed = true;
    if (first) ro_cli_say("%s", message);
    pthread_cond_broadcast(&p->room);
    pthread_cond_signal(&p->left);
    pthread_mutex_unlock(&p->order);
}

/* ---- taking documents */

/* The one that all others wait for is in work, so that it goes on, however many bytes wait. */
static bool is_full(const pool *p) {
    size_t ahead = p->taken - p->written;
    return ahead >= p->n_slots || (ahead && p->waiting >= WAITING_MOST);
}

/* Waits until the ring has a place for another. False: stopped. */
static bool wait_for_room(pool *p) {
    pthread_mutex_lock(&p->order);
    while (!p->stopped && is_full(p)) pthread_cond_wait(&p->room, &p->order);
    bool go = !p->stopped;
    pthread_mutex_unlock(&p->order);
    return go;
}

static size_t number(pool *p) {
    pthread_mutex_lock(&p->order);
    size_t ticket = p->taken++;
    ro_cli_source_progress(p->source, &p->progress);
    pthread_mutex_unlock(&p->order);
    return ticket;
}

/* False: no more, or stopped. */
static bool take(pool *p, ro_cli_item *item, size_t *ticket) {
    pthread_mutex_lock(&p->taking);
    *item = (ro_cli_item){.kind = RO_CLI_END};
    if (wait_for_room(p)) ro_cli_source_next(p->source, item);
    bool some = item->kind != RO_CLI_END && item->kind != RO_CLI_REFUSED;
    if (some) *ticket = number(p);
    pthread_mutex_unlock(&p->taking);
    if (item->kind == RO_CLI_REFUSED) {
        stop_saying(p, item->error.message);
        ro_cli_item_free(item);
    }
    return some;
}

/* ---- working on one */

static bool open_engine(pool *p) {
    ro_error error = {0};
    const ro_cli_settings *settings = p->job->settings;
    pthread_mutex_lock(&p->opening);
    if (!p->engine) p->engine = ro_engine_open(settings->model, settings->arithmetic, &error);
    bool open = p->engine != NULL;
    pthread_mutex_unlock(&p->opening);
    if (!open) stop_saying(p, error.message);
    return open;
}

static bool open_reader(worker *w) {
    ro_error error = {0};
    if (w->reader) return true;
    if (!open_engine(w->pool)) return false;
    w->reader = ro_reader_new(w->pool->engine, &error);
    if (!w->reader) stop_saying(w->pool, error.message);
    return w->reader != NULL;
}

/* From malloc; NULL: it has a date, or needs none. */
static char *undated(const ro_document *document, const ro_record *record) {
    const char *why = ro_record_warning(record, "undated"), *name = ro_document_name(document);
    size_t size = why ? strlen(name) + strlen(why) + 3 : 0;
    char *line = why ? malloc(size) : NULL;
    if (line) snprintf(line, size, "%s: %s", name, why);
    return line;
}

static char *read_document(worker *w, const ro_document *document, result *r) {
    const ro_cli_job *job = w->pool->job;
    if (!job->reads) return ro_document_json(document, &r->error);
    if (job->parses) return ro_parse(w->reader, document, &r->error);
    ro_record *record = ro_read(w->reader, document, &r->error);
    char *json = record ? ro_record_json(record, &job->settings->json, &r->error) : NULL;
    if (json && !job->finish) r->undated = undated(document, record); /* a page says it itself */
    ro_record_free(record);
    return json;
}

static bool holds(const char *json, const char *key) {
    json_t *object = json_loads(json, 0, NULL);
    const json_t *value = json_object_get(object, key);
    bool some = json_array_size(value) > 0 || json_string_length(value) > 0;
    json_decref(object);
    return some;
}

/* Takes the JSON. */
static void make_entry(const ro_cli_keeper *keeper, char *json, void (*release)(void *), result *r) {
    r->entry = keeper->make(keeper->context, json, &r->error);
    r->release = keeper->release;
    if (r->entry) r->size = keeper->weigh(r->entry);
    release(json);
}

/* Takes the JSON. */
static void finish(const ro_cli_job *job, const ro_cli_item *item, char *json, void (*release)(void *), result *r) {
    if (json && job->settings->expect) r->found = holds(json, job->found_in);
    if (json && job->keeper) {
        make_entry(job->keeper, json, release, r);
        return;
    }
    r->text = json;
    r->release = release;
    if (!json || !job->finish) return;
    r->text = job->finish(job, json, item, &r->error);
    r->release = free;
    release(json);
}

/* Takes the line. */
static void answer(worker *w, char *line, result *r) {
    r->text = w->pool->job->answer(w->reader, line, &r->error);
    r->release = free;
    free(line);
}

static void reject(result *r, const char *name) {
    r->rejected = true;
    r->name = name ? strdup(name) : NULL;
}

/* False: everything must stop. */
static bool work_on(worker *w, ro_cli_item *item, result *r) {
    const ro_cli_job *job = w->pool->job;
    *r = (result){.ready = true};
    if (item->kind == RO_CLI_REJECTED) {
        r->error = item->error;
        reject(r, item->name);
    } else if (item->kind == RO_CLI_RECORD) {
        char *record = item->record;
        if (job->answer && !open_reader(w)) return false;
        item->record = NULL;
        if (job->answer)
            answer(w, record, r);
        else
            finish(job, item, record, free, r);
        if (!r->text && !r->entry) reject(r, item->name);
    } else {
        if (job->reads && !open_reader(w)) return false;
        finish(job, item, read_document(w, item->document, r), ro_free, r);
        if (!r->text && !r->entry) reject(r, ro_document_name(item->document));
    }
    if (r->text) r->size = strlen(r->text);
    return true;
}

static void release(result *r) {
    if (r->text) r->release(r->text);
    if (r->entry) r->release(r->entry);
    free(r->name);
    free(r->undated);
    *r = (result){0};
}

/* ---- writing in order */

static bool write_rejected(pool *p, const result *r) {
    return ro_cli_rejects_add(&p->rejects, r->name ? r->name : "a document", &r->error);
}

static bool write_one(pool *p, const result *r) {
    if (r->rejected) return write_rejected(p, r);
    if (p->done && p->job->between && !ro_cli_output_line(&p->output, p->job->between)) return false;
    if (!ro_cli_output_line(&p->output, r->text)) return false;
    p->done++;
    p->found |= r->found;
    return true;
}

/* Keeps what the first of all such reports has to say. */
static void note_undated(pool *p, size_t ticket, result *r) {
    if (!r->undated) return;
    bool first = !p->n_undated++ || ticket < p->first_undated;
    if (!first) return;
    free(p->undated);
    p->undated = r->undated;
    p->first_undated = ticket;
    r->undated = NULL;
}

/* Takes the result; writes it and those behind it that have waited for it. A keeper takes them in its own thread. */
static void deliver(pool *p, size_t ticket, result *r) {
    pthread_mutex_lock(&p->order);
    note_undated(p, ticket, r);
    p->slots[ticket % p->n_slots] = *r;
    p->waiting += r->size;
    if (p->job->keeper) {
        pthread_cond_signal(&p->left);
        pthread_mutex_unlock(&p->order);
        return;
    }
    for (result *next; (next = &p->slots[p->written % p->n_slots])->ready; p->written++) {
        if (!p->stopped && !write_one(p, next)) p->stopped = p->failed = true;
        p->waiting -= next->size;
        release(next);
    }
    p->progress.documents = p->written;
    pthread_cond_broadcast(&p->room);
    if (p->stopped) pthread_cond_signal(&p->left);
    pthread_mutex_unlock(&p->order);
}

/* ---- workers */

static void tick(pool *p) {
    pthread_mutex_lock(&p->order);
    ro_cli_progress now = p->progress;
    pthread_mutex_unlock(&p->order);
    ro_cli_progress_tick(&now);
}

static void work(pool *p, bool alone) {
    worker w = {.pool = p};
    ro_cli_item item;
    size_t ticket;
    while (take(p, &item, &ticket)) {
        result r;
        if (work_on(&w, &item, &r)) deliver(p, ticket, &r);
        ro_cli_item_free(&item);
        if (alone) tick(p);
    }
    ro_reader_free(w.reader);
}

static void *work_in_thread(void *context) {
    pool *p = context;
    work(p, false);
    pthread_mutex_lock(&p->order);
    p->workers--;
    pthread_cond_signal(&p->left);
    pthread_mutex_unlock(&p->order);
    return NULL;
}

static struct timespec milliseconds_from_now(long milliseconds) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_nsec += milliseconds * 1000000;
    t.tv_sec += t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return t;
}

/* A worker may wait for input that never comes; what has failed does not wait for it. */
static void leave_failed(pool *p) {
    enum { PATIENCE = 2000 };
    struct timespec until = milliseconds_from_now(PATIENCE);
    while (p->workers && pthread_cond_timedwait(&p->left, &p->order, &until) == 0) {
    }
    if (!p->workers) return;
    ro_cli_progress_hide();
    _exit(RO_CLI_FAILED);
}

/* Draws the bar until the last worker has left. */
static void watch(pool *p) {
    enum { PAUSE = 100 };
    pthread_mutex_lock(&p->order);
    while (p->workers && !p->stopped) {
        struct timespec until = milliseconds_from_now(PAUSE);
        if (!ro_cli_progress_wanted())
            pthread_cond_wait(&p->left, &p->order);
        else if (pthread_cond_timedwait(&p->left, &p->order, &until) == ETIMEDOUT)
            ro_cli_progress_tick(&p->progress);
    }
    if (p->workers) leave_failed(p);
    pthread_mutex_unlock(&p->order);
}

/* ---- keeping in order */

/* The next result in order, with the lock held; false: it is not there yet. */
static bool take_ready(pool *p, result *r) {
    result *next = &p->slots[p->written % p->n_slots];
    if (!next->ready) return false;
    *r = *next;
    *next = (result){0};
    p->written++;
    p->waiting -= r->size;
    p->progress.documents = p->written;
    pthread_cond_broadcast(&p->room);
    return true;
}

/* Takes the result; without the lock. */
static bool keep_one(pool *p, result *r) {
    const ro_cli_keeper *keeper = p->job->keeper;
    bool done = r->rejected ? write_rejected(p, r) : keeper->keep(keeper->context, r->entry, &p->output);
    p->done += !r->rejected;
    p->found |= r->found;
    r->entry = NULL;
    release(r);
    return done;
}

/* Waits a little where nothing is ready; with the lock held. False: nothing more will come. */
static bool wait_for_ready(pool *p) {
    enum { PAUSE = 100 };
    if (!p->workers || p->stopped) return false;
    struct timespec until = milliseconds_from_now(PAUSE);
    if (pthread_cond_timedwait(&p->left, &p->order, &until) == ETIMEDOUT) ro_cli_progress_tick(&p->progress);
    return true;
}

/* Keeps what the workers make until the last has left. */
static void keep_all(pool *p) {
    const ro_cli_keeper *keeper = p->job->keeper;
    result r;
    bool good = true;
    pthread_mutex_lock(&p->order);
    for (bool some; good && ((some = take_ready(p, &r)) || wait_for_ready(p));) {
        pthread_mutex_unlock(&p->order);
        good = (!some || keep_one(p, &r)) && keeper->tick(keeper->context, false, &p->output);
        if (some) tick(p);
        pthread_mutex_lock(&p->order);
    }
    if (!good) p->stopped = p->failed = true;
    pthread_mutex_unlock(&p->order);
    if (!keeper->tick(keeper->context, true, &p->output)) p->failed = true;
    pthread_mutex_lock(&p->order);
    pthread_cond_broadcast(&p->room);
    if (p->workers) leave_failed(p);
    pthread_mutex_unlock(&p->order);
}

/* ---- all together */

static size_t start(pool *p, pthread_t *threads, size_t count) {
    size_t started = 0;
    p->workers = count;
    while (started < count && pthread_create(&threads[started], NULL, work_in_thread, p) == 0) started++;
    pthread_mutex_lock(&p->order);
    p->workers -= count - started;
    pthread_mutex_unlock(&p->order);
    return started;
}

static void work_together(pool *p, size_t count) {
    bool keeps = p->job->keeper != NULL;
    pthread_t *threads = count > 1 || keeps ? calloc(count, sizeof *threads) : NULL;
    size_t started = threads ? start(p, threads, count) : 0;
    if (started && keeps)
        keep_all(p);
    else if (started)
        watch(p);
    else if (keeps)
        stop_saying(p, "no thread could be started");
    else
        work(p, true);
    for (size_t i = 0; i < started; i++) pthread_join(threads[i], NULL);
    free(threads);
}

/* ---- the pool */

static bool init_locks(pool *p) {
    pthread_condattr_t monotonic;
    if (pthread_condattr_init(&monotonic) != 0) return false;
    bool made = pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) == 0 && pthread_cond_init(&p->left, &monotonic) == 0;
    pthread_condattr_destroy(&monotonic);
    return made && pthread_cond_init(&p->room, NULL) == 0 && pthread_mutex_init(&p->taking, NULL) == 0 &&
           pthread_mutex_init(&p->opening, NULL) == 0 && pthread_mutex_init(&p->order, NULL) == 0;
}

/* No file that is read may be written over. */
static bool outputs_clear(const ro_cli_settings *settings, const ro_cli_files *files) {
    const char *const paths[] = {settings->output, settings->rejects};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if (!paths[i] || strcmp(paths[i], "-") == 0 || !ro_cli_files_find(files, paths[i])) continue;
        ro_cli_say("%s: is to be read and written: name another file to write to", paths[i]);
        return false;
    }
    return true;
}

static bool open_all(pool *p, const ro_cli_files *files) {
    const ro_cli_job *job = p->job;
    const ro_cli_settings *settings = job->settings;
    if (!outputs_clear(settings, files) || !ro_cli_output_open(&p->output, settings->output)) return false;
    if (!ro_cli_rejects_open(&p->rejects, settings->rejects)) return false;
    ro_cli_source_options options = {settings, job->records, job->answer != NULL, job->path_is_uri, p->output.fd};
    p->source = ro_cli_source_new(files, &options);
    p->n_slots = (size_t)settings->jobs * (job->keeper ? SLOTS_KEPT : SLOTS_EACH);
    p->slots = calloc(p->n_slots, sizeof *p->slots);
    if (!p->source || !p->slots || !init_locks(p)) return ro_cli_say("out of memory"), false;
    /* A missing model is told before anything is read. */
    return !(job->reads || job->answer) || job->records || open_engine(p);
}

static void close_all(pool *p) {
    for (size_t i = 0; p->slots && i < p->n_slots; i++) release(&p->slots[i]);
    free(p->slots);
    free(p->undated);
    ro_cli_source_free(p->source);
    ro_engine_free(p->engine);
}

/* Once for all reports, to a person at a terminal: for programs the records have it as a warning. */
static void say_undated(const pool *p) {
    char others[64] = "";
    if (!p->undated || p->failed || !isatty(STDERR_FILENO)) return;
    if (p->n_undated > 1)
        snprintf(others, sizeof others, " (likewise %zu more report%s)", p->n_undated - 1, p->n_undated == 2 ? "" : "s");
    ro_cli_say("%s%s: give it with --published DATE, or as \"published\" in JSON Lines", p->undated, others);
}

static int status(const pool *p) {
    if (p->failed || (!p->done && p->rejects.count)) return RO_CLI_FAILED;
    if (p->rejects.count) return RO_CLI_SOME_REJECTED;
    return p->job->settings->expect && !p->found ? RO_CLI_NOTHING_FOUND : RO_CLI_DONE;
}

int ro_cli_run(const ro_cli_job *job) {
    ro_cli_files files = {0};
    pool p = {.job = job, .output.fd = -1, .rejects.output.fd = -1};
    bool ready = ro_cli_walk(&files, job->settings->names, job->settings->n_names);
    ready = ready && files.count && open_all(&p, &files);
    if (ready) {
        ro_cli_progress_begin();
        work_together(&p, job->settings->jobs);
        ro_cli_progress_end();
    }
    bool written = ro_cli_rejects_close(&p.rejects);
    written = ro_cli_output_close(&p.output) && written;
    int code = ready && written ? status(&p) : RO_CLI_FAILED;
    if (written) say_undated(&p);
    close_all(&p);
    ro_cli_files_free(&files);
    return code;
}
