/* source.h: the documents of all the files, one after another. Not for several threads at once. */
#ifndef RO_CLI_SOURCE_H
#define RO_CLI_SOURCE_H

#include "cli/options.h"
#include "cli/progress.h"
#include "cli/walk.h"

typedef struct ro_cli_source ro_cli_source;

typedef enum ro_cli_kind {
    RO_CLI_END,
    RO_CLI_DOCUMENT,
    RO_CLI_RECORD, /* made already */
    RO_CLI_REJECTED,
    RO_CLI_REFUSED, /* the options make no sense to the library: stop */
} ro_cli_kind;

typedef struct ro_cli_item {
    ro_cli_kind kind;
    const char *path;      /* in the list of files; "-": standard input */
    ro_document *document; /* or NULL */
    char *record;          /* a line of JSON, or NULL */
    char *name;            /* of a record or of what was rejected; NULL: out of memory */
    ro_error error;        /* of what was rejected */
} ro_cli_item;

typedef struct ro_cli_source_options {
    const ro_cli_settings *settings;
    bool records;     /* files of records are taken as they are */
    bool lines;       /* every file is lines, each taken as a record is */
    bool path_is_uri; /* the path is the address where nothing better is known */
    int output;       /* descriptor: a file that is written to is not read */
} ro_cli_source_options;

/* Files and options are borrowed. NULL: out of memory. */
ro_cli_source *ro_cli_source_new(const ro_cli_files *files, const ro_cli_source_options *options);
void ro_cli_source_free(ro_cli_source *source);
/* The next document; what the item holds is the caller's. */
void ro_cli_source_next(ro_cli_source *source, ro_cli_item *item);
void ro_cli_item_free(ro_cli_item *item);
/* Fills in done and total. */
void ro_cli_source_progress(const ro_cli_source *source, ro_cli_progress *progress);

#endif
