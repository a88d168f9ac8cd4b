/* options.h: what the verbs can be told. Every option is described once; a verb lists those it takes. */
#ifndef RO_CLI_OPTIONS_H
#define RO_CLI_OPTIONS_H

#include "cli/term.h"
#include "readout.h"
#include "readout_store.h"

typedef enum ro_cli_form { RO_CLI_FORM_AUTO, RO_CLI_FORM_JSON, RO_CLI_FORM_CSV, RO_CLI_FORM_TSV, RO_CLI_FORM_TABLE } ro_cli_form;

/* Values of an option that may be given several times. */
typedef struct ro_cli_names {
    const char *items[16];
    size_t count;
} ro_cli_names;

typedef struct ro_cli_settings {
    ro_input_options input;
    bool uri_is_path; /* extract --uri file */
    const char *model;
    ro_arithmetic arithmetic;
    ro_json_options json;
    unsigned jobs; /* at least 1 */
    const char *output, *rejects;
    bool expect; /* -e */
    ro_cli_color color;
    bool debug;
    bool pairs;
    const char *store;    /* READOUT_DB where no option names one; NULL: neither does */
    const char *by, *why; /* NULL: not given */
    ro_query query;       /* its kind is the verb's */
    const char *to;       /* the form of an export */
    bool kind_given;      /* of an export; then it is the query's */
    bool offsets_only;
    struct {
        const char *target, *due, *content, *cue, *source, *manner, *trigger, *type, *time, *day, *action, *condition, *merge,
            *split, *rating, *import;
        ro_cli_names speakers, addressees;
        bool reject, restore, add, export, makes_new;
    } correct; /* the rest stands in the query */
    ro_cli_form form;
    char *const *names; /* of files, in argv */
    size_t n_names;
} ro_cli_settings;

typedef enum ro_cli_option {
    RO_CLI_FORMAT,
    RO_CLI_CONLLU,
    RO_CLI_PUBLISHED,
    RO_CLI_URI,
    RO_CLI_URI_OR_FILE,
    RO_CLI_OUTLET,
    RO_CLI_JOBS,
    RO_CLI_OFFSETS,
    RO_CLI_NO_TEXT,
    RO_CLI_LAYERS,
    RO_CLI_MODEL,
    RO_CLI_ARITHMETIC,
    RO_CLI_REJECTS,
    RO_CLI_OUTPUT,
    RO_CLI_EXPECT,
    RO_CLI_COLOR,
    RO_CLI_DEBUG,
    RO_CLI_PAIRS,
    RO_CLI_DB,
    RO_CLI_STORE,
    RO_CLI_BY,
    RO_CLI_WHY,
    RO_CLI_ID,
    RO_CLI_REPORT,
    RO_CLI_SPEAKER,
    RO_CLI_ADDRESSEE,
    RO_CLI_NAME,
    RO_CLI_ABOUT,
    RO_CLI_ACT,
    RO_CLI_TYPE,
    RO_CLI_KIND,
    RO_CLI_ACTOR_KIND,
    RO_CLI_STATUS,
    RO_CLI_EVENT_STATUS,
    RO_CLI_COMMITMENT_STATUS,
    RO_CLI_PLACE,
    RO_CLI_COUNTRY,
    RO_CLI_OUTLET_OF,
    RO_CLI_AGENCY,
    RO_CLI_FROM,
    RO_CLI_TO,
    RO_CLI_DUE_FROM,
    RO_CLI_DUE_BEFORE,
    RO_CLI_REJECTED_TOO,
    RO_CLI_EVERY_VERSION,
    RO_CLI_TO_FORMAT,
    RO_CLI_ROWS,
    RO_CLI_OFFSETS_ONLY,
    RO_CLI_TARGET,
    RO_CLI_SET_SPEAKER,
    RO_CLI_NEW,
    RO_CLI_SET_ACT,
    RO_CLI_SET_KIND,
    RO_CLI_SET_DUE,
    RO_CLI_SET_STATUS,
    RO_CLI_RATING,
    RO_CLI_REJECT,
    RO_CLI_RESTORE,
    RO_CLI_ADD_MISSED,
    RO_CLI_REPORT_OF,
    RO_CLI_CONTENT,
    RO_CLI_CUE,
    RO_CLI_SOURCE,
    RO_CLI_MANNER,
    RO_CLI_SET_ADDRESSEE,
    RO_CLI_TRIGGER,
    RO_CLI_SET_TYPE,
    RO_CLI_SET_PLACE,
    RO_CLI_DAY,
    RO_CLI_TIME,
    RO_CLI_ACTION,
    RO_CLI_CONDITION,
    RO_CLI_MERGE,
    RO_CLI_SPLIT,
    RO_CLI_IMPORT,
    RO_CLI_EXPORT_ALL,
    RO_CLI_LIMIT,
    RO_CLI_AFTER,
    RO_CLI_FACET,
    RO_CLI_JSON,
    RO_CLI_CSV,
    RO_CLI_TSV,
    RO_CLI_TABLE,
    RO_CLI_REPORT_ID,
    RO_CLI_ACTOR_NUMBER,
    RO_CLI_HEAD_FIND, /* no options: headings in --help for those that follow */
    RO_CLI_HEAD_ROWS,
    RO_CLI_HEAD_FORM,
    RO_CLI_HEAD_EXPORT,
    RO_CLI_HEAD_READ,
    RO_CLI_HEAD_REST,
    RO_CLI_HELP,
    RO_CLI_OPTIONS
} ro_cli_option;

typedef struct ro_cli_usage {
    const char *verb, *summary;
    const char *about;            /* paragraphs, wrapped when printed; lines that begin with blanks stay as they are */
    const ro_cli_option *options; /* in the order of --help; RO_CLI_HELP ends them */
    const ro_cli_option *further; /* taken as well, but not shown; likewise, or NULL */
    const char *examples;
    const char *takes;  /* what the usage line says of arguments; NULL: "[FILE…]" */
    const char *partly; /* what 3 stands for; NULL: with FILEs "some documents were rejected", else the verb never ends so */
} ro_cli_usage;

/* Reads a verb's arguments (argv[0] is the verb). True: go on. False: end with *code; all is printed or said. */
bool ro_cli_parse(const ro_cli_usage *usage, int argc, char **argv, ro_cli_settings *settings, int *code);
/* Who does it: --by, else READOUT_BY, else the user's login name. */
const char *ro_cli_author(const ro_cli_settings *settings);
/* False: no store is named; said so. */
bool ro_cli_names_store(const ro_cli_usage *usage, const ro_cli_settings *settings);

#endif
