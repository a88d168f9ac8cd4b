/* options.h: what the verbs can be told. Every option is described once; a verb lists those it takes. */
#ifndef RO_CLI_OPTIONS_H
#define RO_CLI_OPTIONS_H

#include "cli/term.h"
#include "readout.h"

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
    RO_CLI_HELP,
    RO_CLI_OPTIONS
} ro_cli_option;

typedef struct ro_cli_usage {
    const char *verb, *summary;
    const char *about;            /* a paragraph or two, lines broken by hand */
    const ro_cli_option *options; /* in the order of --help; RO_CLI_HELP ends them */
    const char *examples;
} ro_cli_usage;

/* Reads a verb's arguments (argv[0] is the verb). True: go on. False: end with *code; all is printed or said. */
bool ro_cli_parse(const ro_cli_usage *usage, int argc, char **argv, ro_cli_settings *settings, int *code);

#endif
