/* run.h: what the verbs that go through documents share: inputs in, one text out for each, in order, on several threads. */
#ifndef RO_CLI_RUN_H
#define RO_CLI_RUN_H

#include "cli/options.h"
#include "cli/output.h"
#include "cli/source.h"

typedef struct ro_cli_job ro_cli_job;

/* What becomes of a document's JSON: NULL as it is, else a text from malloc. NULL: the error says why.
 * Called by several threads. */
typedef char *ro_cli_finish(const ro_cli_job *job, const char *json, const ro_cli_item *item, ro_error *error);

/* What the model has to say to a line of JSON: a line of JSON from malloc. NULL: the error says why. Called by several threads.
 */
typedef char *ro_cli_answer(ro_reader *reader, const char *line, ro_error *error);

/* Where documents go instead of the output: an entry is made of a document's JSON by the workers, and kept in order by one
 * thread. */
typedef struct ro_cli_keeper {
    /* Any thread. NULL: the error says why the document is rejected. */
    void *(*make)(void *context, const char *json, ro_error *error);
    void (*release)(void *entry);
    /* Bytes that it takes. Any thread. */
    size_t (*weigh)(const void *entry);
    /* One thread: takes the entry. False: stop, all is said. */
    bool (*keep)(void *context, void *entry, ro_cli_output *output);
    /* The same thread, now and then, and at the end: finishes what has waited long enough. False: stop, all is said. */
    bool (*tick)(void *context, bool end, ro_cli_output *output);
    void *context;
} ro_cli_keeper;

struct ro_cli_job {
    const ro_cli_settings *settings;
    const ro_cli_keeper *keeper; /* or NULL */
    ro_cli_answer *answer;       /* or NULL; then every line of the files goes there, and nothing is read as a report */
    bool reads;                  /* documents go through the model; else they are only extracted */
    bool parses;                 /* to CoNLL-U, where they would be records */
    bool records; /* records made already are taken as they are; then the model is opened only for other documents */
    bool path_is_uri;
    const char *between;   /* a line between two texts, or NULL */
    ro_cli_finish *finish; /* or NULL */
    const char *found_in;  /* the key that says whether something was found: an array or a string that is not empty */
    int width;             /* for finish */
    bool color;            /* likewise */
};

/* Says what is wrong on standard error; returns the exit status. */
int ro_cli_run(const ro_cli_job *job);

#endif
