/* readout_store.h: a store keeps records, answers questions about them, and takes corrections.
 *
 * A store is a SQLite file or a PostgreSQL database; both hold the same tables (docs/store.md) and give the same answers.
 * What goes in and comes out is JSON: records as `readout read` prints them, rows of results, corrections.
 *
 *     ro_store *store = ro_store_open("news.db", RO_STORE_WRITE, &error);
 *     ro_entry *entry = ro_entry_new(json, strlen(json), &error);       // any thread
 *     ro_store_begin(store, &error) && ro_store_add(store, entry, &added, &error) && ro_store_commit(store, &error);
 *     ro_results *results = ro_store_search(store, &(ro_query){.kind = RO_STATEMENTS, .about = "gas pipeline"}, &error);
 *     for (const char *row; (row = ro_results_next(results, &error));) puts(row);
 *
 * The rules of readout.h hold. A store is one connection: use it from one thread at a time; open several for several threads.
 * Writers wait for each other. What goes wrong with the database is RO_E_IO, and names the store. */
#ifndef READOUT_STORE_H
#define READOUT_STORE_H

#include "readout.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ro_store ro_store;
typedef struct ro_entry ro_entry;
typedef struct ro_results ro_results;

typedef enum ro_store_mode {
    RO_STORE_READ,  /* an error where there is no store; never changes it */
    RO_STORE_WRITE, /* made where there is none; brought to this release's schema where it is an older one's */
} ro_store_mode;

/* address: a path, or postgresql://… as libpq takes it. Free with ro_store_close. */
RO_API ro_store *ro_store_open(const char *address, ro_store_mode mode, ro_error *error);
RO_API void ro_store_close(ro_store *store);
/* Whether the last failure was that the connection to the server went away. Nothing of what was begun is kept, unless it was the
 * commit that failed: then it may be, and adding it again says "unchanged". The next ro_store_begin connects again. */
RO_API bool ro_store_lost(const ro_store *store);

/* ---- adding and removing --------------------------------------------------------------------------------------- */

/* A record made ready for a store: checked, packed, its words cut. RO_E_INPUT: it is no record of schema 1. Any thread. Free with
 * ro_entry_free. */
RO_API ro_entry *ro_entry_new(const char *json, size_t size, ro_error *error);
/* Makes what this store's database, unlike others, wants of the entry, so that ro_store_add need not. Any thread, also while
 * another uses the store. */
RO_API bool ro_entry_ready(ro_entry *entry, const ro_store *store, ro_error *error);
RO_API void ro_entry_free(ro_entry *entry);
/* Bytes of memory that it takes: a batch of entries is best bounded by their sum. */
RO_API size_t ro_entry_size(const ro_entry *entry);
/* Its report's id (sha256:…) and uri (NULL: it has none), which live as long as it; how many statements it has. */
RO_API const char *ro_entry_report(const ro_entry *entry);
RO_API const char *ro_entry_uri(const ro_entry *entry);
RO_API size_t ro_entry_statements(const ro_entry *entry);

typedef enum ro_added {
    RO_ADDED_NEW,       /* a report not seen before */
    RO_ADDED_VERSION,   /* another text at an address that is known: a new version of it */
    RO_ADDED_REPLACED,  /* a known report read by another engine, or told otherwise (title, outlet, section, published, modified,
                           language, format): its rows are replaced, corrections kept */
    RO_ADDED_UNCHANGED, /* the same report by the same engine */
    RO_ADDED_REMOVED,   /* it was taken out of this store for good: nothing is added */
} ro_added;

/* "added", "version", "replaced", "unchanged" or "removed"; static. */
RO_API const char *ro_added_name(ro_added added);

/* Everything between begin and commit is done wholly or not at all, whatever happens to the program. A commit that fails, and
 * closing, roll back. */
RO_API bool ro_store_begin(ro_store *store, ro_error *error);
RO_API bool ro_store_commit(ro_store *store, ro_error *error);
RO_API void ro_store_rollback(ro_store *store);
/* Within begin and commit. The entry stays the caller's. After an error nothing but ro_store_rollback helps. */
RO_API bool ro_store_add(ro_store *store, ro_entry *entry, ro_added *added, ro_error *error);
/* Adds many, of which the database is asked at once. added: as many, filled as far as it got. */
RO_API bool ro_store_add_all(ro_store *store, ro_entry *const *entries, size_t count, ro_added *added, ro_error *error);

/* A store that is new has only the indexes that adding needs. This makes those that searches need; it takes about a third as long
 * as loading did. ro_store_correct, ro_store_remove and ro_store_close do so by themselves, as does adding a report that is read
 * anew; call it when a first load is through and the store stays open. Until then searches are slow, but right. Without it, or
 * where it is cut short, the next writer goes on with it. told: called after every half second, with how many of all are made;
 * stops where it returns false, which is no error; NULL: nobody is told. */
RO_API bool ro_store_settle(ro_store *store, bool (*told)(void *context, size_t made, size_t all), void *context,
                            ro_error *error);

typedef struct ro_removed {
    size_t versions; /* taken out; 0 is no error */
    bool waits;      /* SQLite: somebody still reads what the store was before, so that its bytes are in the file or its log. The
                        next who writes once he is through, or opens the store to write, overwrites them */
} ro_removed;

/* Takes every version of a report out for good, and its corrections; a line in the log says so, with by and why (not NULL), and
 * it can never be added to this store again. From then on no question finds anything of it; two seconds are spent on waiting
 * for those whose question began before. A transaction of its own: not within begin and commit. report: its id (sha256:…), uri or
 * text_sha256. */
RO_API bool ro_store_remove(ro_store *store, const char *report, const char *by, const char *why, ro_removed *removed,
                            ro_error *error);

/* ---- searching -------------------------------------------------------------------------------------------------- */

typedef enum ro_kind { RO_STATEMENTS, RO_EVENTS, RO_COMMITMENTS, RO_ACTORS, RO_REPORTS } ro_kind;

/* All that is given must hold; NULL or 0: not asked. Names are compared without case and accents, words in any order ("lavrov
 * sergey" finds Sergey Lavrov). Lists are separated by commas; one of them must hold. Dates are YYYY-MM-DD, YYYY-MM or YYYY, both
 * ends included. */
typedef struct ro_query {
    ro_kind kind;
    const char *id;                    /* of the item itself, or an actor's number */
    const char *report;                /* id, uri or text_sha256 */
    const char *speaker;               /* name; or the number of an actor of the store ("#12") */
    const char *addressee;             /* likewise; of events the recipient, of commitments the counterparty */
    const char *about;                 /* full text: words all of which occur, "a phrase", prefix*, a NEAR/5 b, a OR b, -not */
    const char *act;                   /* list: of statements; of commitments their kind */
    const char *type;                  /* list: of events (PLOVER); of actors and commitments their kind */
    const char *status;                /* list: of events and commitments */
    const char *place;                 /* name, or ISO 3166-1 alpha-3: of the event, of the venue */
    const char *country;               /* of the speaker, source or party: list of ISO 3166-1 alpha-3 */
    const char *outlet, *agency;       /* names; agency: credited for the report or within the statement's chain */
    const char *from, *to;             /* the day it was said, happened or published */
    const char *due_from, *due_before; /* commitments that are due within, by their last day; before: that day not included */
    bool rejected;                     /* with what a correction rejected */
    bool every_version;                /* with earlier versions of reports */
    size_t limit;                      /* 0: 100 */
    const char *after;                 /* the "key" of the last row seen: goes on behind it */
    const char *facet;                 /* a facet's name: rows are {"value", "count"}, most first; docs/store.md lists them */
} ro_query;

/* The query's strings have to live as long as the results. What does not go with the kind, or means nothing, is RO_E_USAGE. Free
 * with ro_results_free, before the store is written to or closed. */
RO_API ro_results *ro_store_search(ro_store *store, const ro_query *query, ro_error *error);
/* A line of JSON, valid until the next call; NULL: no more, or an error (error->code is set). */
RO_API const char *ro_results_next(ro_results *results, ro_error *error);
RO_API void ro_results_free(ro_results *results);

/* The whole record of a report as it was read, but for what humans corrected, which has its new value, with the corrections and
 * what was there before under "corrections"; actors have "store_actor", their number in the store ("#12"), and "known_as", their
 * name there. NULL with RO_OK: there is no such report. report: as ro_store_remove takes it; the latest version. Free with
 * ro_free. */
RO_API char *ro_store_record(ro_store *store, const char *report, ro_error *error);

/* ---- correcting --------------------------------------------------------------------------------------------------- */

/* correction: a line of JSON as docs/store.md defines it: {"target", "set" | "reject" | "add" | "merge" | "split", "by", "why"}.
 * Within begin and commit, or a transaction of its own. Returns it as it is kept, with its id, time, anchor and state; one that
 * has an id which the store knows changes nothing. RO_E_INPUT: refused, and nothing is changed. Free with ro_free. */
RO_API char *ro_store_correct(ro_store *store, const char *correction, ro_error *error);
/* The corrections of an item, of a report (id, uri or text_sha256), of an actor ("#12"), the one of an id, or (target NULL) all,
 * oldest first; rows as ro_store_correct returns them. */
RO_API ro_results *ro_store_history(ro_store *store, const char *target, ro_error *error);

/* ---- exporting ---------------------------------------------------------------------------------------------------- */

typedef struct ro_export_options {
    const char *format; /* "jsonl", "csv", "plover", "prov", "claim", "webannotation", "brat", "conllu", "html" */
    bool any_kind;      /* the query's kind does not count: what the format is for, or, where nothing is asked, all kinds */
    bool offsets_only;  /* no words of the reports: spans, digests and codes alone */
    ro_reader *reader;  /* for formats that need one, else NULL */
    /* Told of a report that cannot be had in the format or whose record is damaged, and why; the others go on, unless it returns
     * false. NULL: nobody is told. */
    bool (*refused)(void *context, const char *report, const ro_error *error);
    void *context;
    size_t *written; /* gets the number of reports that went out; or NULL */
} ro_export_options;

/* Whether the format reads the reports' texts anew: conllu. */
RO_API bool ro_export_needs_reader(const char *format);

/* Whether a spreadsheet would take a cell of CSV for a formula, be it behind apostrophes: then one more goes before it, and
 * taking one off again gives the words back. For words only: numbers that a program wrote stay as they are. */
RO_API bool ro_is_formula(const char *cell);

/* Takes bytes; false: stop, with errno. */
typedef bool ro_sink(void *context, const char *bytes, size_t size);

/* What the query finds (statements, events or commitments; limit, after and facet do not count), in the order in which reports
 * were added, in the memory of one report. docs/exports.md tells of the formats. RO_E_USAGE: the format cannot do what is asked.
 */
RO_API bool ro_store_export(ro_store *store, const ro_query *query, const ro_export_options *options, ro_sink *sink,
                            void *context, ro_error *error);

#ifdef __cplusplus
}
#endif
#endif
