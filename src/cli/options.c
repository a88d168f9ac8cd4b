#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/options.h"

#include "cli/output.h"
#include "cli/say.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { JOBS_MOST = 1024, LONG_BASE = 256, TEXT_COLUMN = 28, TEXT_END = 79 };

/* ---- setters: NULL, or what the value must be */

typedef const char *setter(ro_cli_settings *settings, const char *value);

/* The place of a value among names that end in NULL, or -1. */
static int choice(const char *const *names, const char *value, size_t size) {
    for (int i = 0; names[i]; i++)
        if (strlen(names[i]) == size && strncmp(names[i], value, size) == 0) return i;
    return -1;
}

static const char *set_format(ro_cli_settings *settings, const char *value) {
    static const char *const names[] = {"text", "html",  "rss",   "atom", "jsonfeed", "newsml",
                                        "nitf", "ninjs", "jsonl", "warc", NULL};
    if (choice(names, value, strlen(value)) < 0)
        return "must be text, html, rss, atom, jsonfeed, newsml, nitf, ninjs, jsonl or warc";
    if (settings->input.format && !strcmp(settings->input.format, "conllu")) return "does not go with --conllu";
    settings->input.format = value;
    return NULL;
}

static const char *set_conllu(ro_cli_settings *settings, const char *value) {
    (void)value;
    if (settings->input.format) return "does not go with --format";
    settings->input.format = "conllu";
    return NULL;
}

static bool digits(const char *text, int count) {
    for (int i = 0; i < count; i++)
        if (text[i] < '0' || text[i] > '9') return false;
    return true;
}

/* Only the shape: what it means is the library's business. */
static bool date_shaped(const char *value) {
    if (strlen(value) < 10 || !digits(value, 4) || value[4] != '-' || !digits(value + 5, 2) || value[7] != '-') return false;
    if (!digits(value + 8, 2) || (value[10] && value[10] != 'T' && value[10] != 't' && value[10] != ' ')) return false;
    int month = atoi(value + 5), day = atoi(value + 8);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static const char *set_published(ro_cli_settings *settings, const char *value) {
    if (!date_shaped(value)) return "must be a date such as 2022-01-21 or 2022-01-21T18:30:00Z";
    settings->input.published = value;
    return NULL;
}

static const char *set_uri(ro_cli_settings *settings, const char *value) {
    settings->input.uri = value;
    return *value ? NULL : "must not be empty";
}

static const char *set_uri_or_file(ro_cli_settings *settings, const char *value) {
    settings->uri_is_path = strcmp(value, "file") == 0;
    return settings->uri_is_path ? NULL : set_uri(settings, value);
}

static const char *set_outlet(ro_cli_settings *settings, const char *value) {
    settings->input.outlet = value;
    return *value ? NULL : "must not be empty";
}

static const char *set_jobs(ro_cli_settings *settings, const char *value) {
    char *end;
    errno = 0;
    long jobs = digits(value, 1) ? strtol(value, &end, 10) : 0;
    if (jobs < 1 || errno || *end || jobs > JOBS_MOST) return "must be a number from 1 to 1024";
    settings->jobs = (unsigned)jobs;
    return NULL;
}

static const char *set_offsets(ro_cli_settings *settings, const char *value) {
    static const char *const names[] = {
        [RO_OFFSETS_CODEPOINTS] = "codepoints", [RO_OFFSETS_BYTES] = "bytes", [RO_OFFSETS_UTF16] = "utf16", NULL};
    int i = choice(names, value, strlen(value));
    if (i < 0) return "must be codepoints, bytes or utf16";
    settings->json.offsets = (ro_offsets)i;
    return NULL;
}

static const char *set_no_text(ro_cli_settings *settings, const char *value) {
    (void)value;
    settings->json.no_text = true;
    return NULL;
}

static const char *set_layers(ro_cli_settings *settings, const char *value) {
    static const char *const names[] = {"attributions", "entities", "coreference", NULL};
    static const unsigned bits[] = {RO_LAYER_ATTRIBUTIONS, RO_LAYER_ENTITIES, RO_LAYER_COREFERENCE};
    for (;; value++) {
        size_t size = strcspn(value, ",");
        int i = choice(names, value, size);
        if (i < 0) return "must be attributions, entities or coreference, or several with commas between";
        settings->json.layers |= bits[i];
        value += size;
        if (!*value) return NULL;
    }
}

static const char *set_model(ro_cli_settings *settings, const char *value) {
    settings->model = value;
    return *value ? NULL : "must not be empty";
}

static const char *set_arithmetic(ro_cli_settings *settings, const char *value) {
    static const char *const names[] = {[RO_ARITHMETIC_AUTO] = "auto",
                                        [RO_ARITHMETIC_INT8] = "int8",
                                        [RO_ARITHMETIC_BF16] = "bf16",
                                        [RO_ARITHMETIC_F32] = "f32",
                                        NULL};
    int i = choice(names, value, strlen(value));
    if (i < 0) return "must be auto, int8, bf16 or f32";
    settings->arithmetic = (ro_arithmetic)i;
    return NULL;
}

static const char *set_rejects(ro_cli_settings *settings, const char *value) {
    settings->rejects = value;
    return strcmp(value, "-") == 0 || !*value ? "must be a file: standard output is for records" : NULL;
}

static const char *set_output(ro_cli_settings *settings, const char *value) {
    settings->output = value;
    return *value ? NULL : "must not be empty";
}

static const char *set_expect(ro_cli_settings *settings, const char *value) {
    (void)value;
    settings->expect = true;
    return NULL;
}

static const char *set_color(ro_cli_settings *settings, const char *value) {
    static const char *const names[] = {
        [RO_CLI_COLOR_AUTO] = "auto", [RO_CLI_COLOR_ALWAYS] = "always", [RO_CLI_COLOR_NEVER] = "never", NULL};
    int i = choice(names, value, strlen(value));
    if (i < 0) return "must be auto, always or never";
    settings->color = (ro_cli_color)i;
    return NULL;
}

static const char *set_debug(ro_cli_settings *settings, const char *value) {
    (void)value;
    settings->debug = true;
    settings->json.layers = RO_LAYER_ATTRIBUTIONS | RO_LAYER_ENTITIES | RO_LAYER_COREFERENCE;
    return NULL;
}

static const char *set_pairs(ro_cli_settings *settings, const char *value) {
    (void)value;
    settings->pairs = true;
    return NULL;
}

static const char *set_db(ro_cli_settings *settings, const char *value) {
    (void)settings;
    (void)value;
    return "stores are not in this version: give pairs of statements with --pairs";
}

/* ---- the options */

typedef struct description {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* NULL: takes none */
    const char *text;
    setter *set;
} description;

static const description descriptions[RO_CLI_OPTIONS] = {
    [RO_CLI_FORMAT] = {"format", 'f', "FORMAT",
                       "text, html, rss, atom, jsonfeed, newsml, nitf, ninjs, jsonl or warc; else the content decides",
                       set_format},
    [RO_CLI_CONLLU] = {"conllu", 0, NULL, "the files are CoNLL-U: keep their sentences and words", set_conllu},
    [RO_CLI_PUBLISHED] = {"published", 0, "DATE", "when reports that do not say so were published", set_published},
    [RO_CLI_URI] = {"uri", 0, "URI", "address of a report that names none", set_uri},
    [RO_CLI_URI_OR_FILE] = {"uri", 0, "URI", "address of a report that names none; \"file\": always the file's path",
                            set_uri_or_file},
    [RO_CLI_OUTLET] = {"outlet", 0, "NAME", "who published reports that do not say so", set_outlet},
    [RO_CLI_JOBS] = {"jobs", 'j', "N", "documents at a time; without it as many as there are processors", set_jobs},
    [RO_CLI_OFFSETS] = {"offsets", 0, "UNIT", "what spans count: codepoints (as without it), bytes or utf16", set_offsets},
    [RO_CLI_NO_TEXT] = {"no-text", 0, NULL, "leave the report's text out; spans keep theirs", set_no_text},
    [RO_CLI_LAYERS] = {"layers", 0, "LIST", "also what the model found: attributions,entities,coreference", set_layers},
    [RO_CLI_MODEL] = {"model", 'm', "FILE", "the model file; else READOUT_MODEL, else the installed one", set_model},
    [RO_CLI_ARITHMETIC] = {"arithmetic", 0, "KIND", "auto, int8, bf16 or f32", set_arithmetic},
    [RO_CLI_REJECTS] = {"rejects", 0, "FILE", "write what was rejected, and why, as JSON Lines", set_rejects},
    [RO_CLI_OUTPUT] = {"output", 'o', "FILE", "write to a file instead of standard output", set_output},
    [RO_CLI_EXPECT] = {"expect", 'e', NULL, "exit with 1 if nothing was found", set_expect},
    [RO_CLI_COLOR] = {"color", 0, "WHEN", "auto, always or never", set_color},
    [RO_CLI_DEBUG] = {"debug", 0, NULL, "show the model's layers, too", set_debug},
    [RO_CLI_PAIRS] = {"pairs", 0, NULL, "compare the two statements in each line", set_pairs},
    [RO_CLI_DB] = {"db", 0, "STORE", "a store to compare all statements of; not in this version", set_db},
    [RO_CLI_HELP] = {"help", 'h', NULL, "show this", NULL},
};

/* ---- help */

/* Prints words from a column on, starting a new line where one would be too long. */
static void print_wrapped(const char *text, int column) {
    int at = column;
    while (*text) {
        int size = (int)strcspn(text, " ");
        if (at > column && at + 1 + size > TEXT_END) {
            printf("\n%*s", column, "");
            at = column;
        } else if (at > column) {
            putchar(' ');
            at++;
        }
        printf("%.*s", size, text);
        at += size;
        text += size;
        text += *text == ' ';
    }
    putchar('\n');
}

static void print_option(const description *option) {
    char head[64], letter[8] = "    ";
    if (option->letter) snprintf(letter, sizeof letter, "-%c, ", option->letter);
    int size = snprintf(head, sizeof head, "  %s--%s%s%s", letter, option->name, option->argument ? " " : "",
                        option->argument ? option->argument : "");
    printf("%s%*s", head, TEXT_COLUMN > size ? TEXT_COLUMN - size : 1, "");
    print_wrapped(option->text, TEXT_COLUMN);
}

static int help(const ro_cli_usage *usage) {
    printf("Usage: readout %s [OPTION…] [FILE…]\n\n%s\n\n%s\n\nOptions:\n", usage->verb, usage->summary, usage->about);
    const ro_cli_option *option = usage->options;
    do print_option(&descriptions[*option]);
    while (*option++ != RO_CLI_HELP);
    printf("\nExamples:\n%s", usage->examples);
    printf("\nExit status: 0 done; 1 nothing found (only with -e); 2 wrong usage, or nothing could be done;\n"
           "3 done, but some documents were rejected.\n");
    return ro_cli_output_flush_stdio() ? RO_CLI_DONE : RO_CLI_FAILED;
}

/* ---- reading the arguments */

typedef struct table {
    struct option longs[RO_CLI_OPTIONS + 1];
    char letters[2 * RO_CLI_OPTIONS + 2];
    ro_cli_option by_letter[128];
} table;

static void make_table(table *t, const ro_cli_option *options) {
    memset(t, 0, sizeof *t);
    char *letter = t->letters;
    *letter++ = ':'; /* a missing argument is told from an unknown option */
    for (size_t n = 0;; n++) {
        const description *d = &descriptions[options[n]];
        t->longs[n] = (struct option){d->name, d->argument ? required_argument : no_argument, NULL, LONG_BASE + (int)options[n]};
        if (d->letter) {
            t->by_letter[(unsigned char)d->letter] = options[n];
            *letter++ = d->letter;
            if (d->argument) *letter++ = ':';
        }
        if (options[n] == RO_CLI_HELP) return;
    }
}

static int wrong(const ro_cli_usage *usage, const char *what, const char *option) {
    ro_cli_say("%s: %s %s (readout %s --help lists the options)", usage->verb, what, option, usage->verb);
    return RO_CLI_FAILED;
}

/* The option as it was written, for messages. A letter stands in optopt, a long one before optind. */
static const char *written(char **argv, char letter[3]) {
    if (optopt <= 0 || optopt >= LONG_BASE) return argv[optind - 1];
    snprintf(letter, 3, "-%c", optopt);
    return letter;
}

static unsigned processors(void) {
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : online > JOBS_MOST ? JOBS_MOST : (unsigned)online;
}

static bool set(const ro_cli_usage *usage, ro_cli_option option, ro_cli_settings *settings) {
    const description *d = &descriptions[option];
    const char *must = d->set(settings, optarg ? optarg : "");
    if (must) ro_cli_say("%s: --%s %s: %s", usage->verb, d->name, optarg ? optarg : "", must);
    return !must;
}

bool ro_cli_parse(const ro_cli_usage *usage, int argc, char **argv, ro_cli_settings *settings, int *code) {
    table t;
    make_table(&t, usage->options);
    *settings = (ro_cli_settings){.jobs = processors()};
    *code = RO_CLI_FAILED;
    opterr = 0;
    optind = 1;
    char letter[3];
    for (int found; optarg = NULL, (found = getopt_long(argc, argv, t.letters, t.longs, NULL)) != -1;) {
        if (found == '?')
            return wrong(usage, optopt >= LONG_BASE ? "takes no value:" : "unknown option", written(argv, letter)), false;
        if (found == ':') return wrong(usage, "a value is missing after", written(argv, letter)), false;
        ro_cli_option option = found >= LONG_BASE ? (ro_cli_option)(found - LONG_BASE) : t.by_letter[found & 127];
        if (option == RO_CLI_HELP) return *code = help(usage), false;
        if (!set(usage, option, settings)) return false;
    }
    settings->names = argv + optind;
    settings->n_names = (size_t)(argc - optind);
    return true;
}
