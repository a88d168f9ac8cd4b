#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "cli/verbs.h"
#include "readout.h"

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#if defined __clang__
#define COMPILER "clang " __clang_version__
#elif defined __GNUC__
#define COMPILER "gcc " __VERSION__
#else
#define COMPILER "unknown compiler"
#endif

typedef struct verb {
    const char *name, *summary;
    int (*run)(int argc, char **argv);
} verb;

static const verb verbs[] = {
    {"read", "news reports in, one record of who said what a line out", ro_cli_read},
    {"show", "the same as a page for a reader at a terminal", ro_cli_show},
    {"extract", "title, bylines, date and text alone", ro_cli_extract},
    {"parse", "words, lemmas, parts of speech and dependencies, as CoNLL-U", ro_cli_parse_verb},
    {"code", "who did what to whom in a sentence, as PLOVER's types of events", ro_cli_code},
    {"compare", "whether two statements are the same, differ or contradict", ro_cli_compare},
    {"add", "reports into a store", ro_cli_add},
    {"remove", "takes a report out of a store for good", ro_cli_remove},
    {"correct", "what a human knows better than the program: kept with who, when and why", ro_cli_correct},
    {"history", "the corrections of a store", ro_cli_history},
    {"statements", "search a store: who said what", ro_cli_statements},
    {"events", "search a store: who did what to whom", ro_cli_events},
    {"commitments", "search a store: what was promised, demanded, denied, and when it is due", ro_cli_commitments},
    {"actors", "search a store: who speaks and acts", ro_cli_actors},
    {"reports", "search a store: its reports", ro_cli_reports},
    {"export", "what a store has, in the forms of others: CSV, PLOVER, PROV-O, annotations, a dossier", ro_cli_export},
};
enum { N_VERBS = sizeof verbs / sizeof *verbs };

static void print_help(FILE *out) {
    fprintf(out, "Usage: readout VERB [OPTION…] [FILE…]\n\n"
                 "Turns news reports into a sourced record: who said what to whom, through which agencies,\n"
                 "each line pointing at the exact characters it came from.\n\nVerbs:\n");
    for (size_t i = 0; i < N_VERBS; i++) fprintf(out, "  %-13s%s\n", verbs[i].name, verbs[i].summary);
    fprintf(out, "\nreadout VERB --help tells more; readout --version tells version, model and build.\n\n"
                 "Examples:\n"
                 "  readout show report.txt\n"
                 "  readout read articles/ > records.jsonl\n"
                 "  readout add --db news.db articles/\n");
}

static int end_stdio(void) { return ro_cli_output_flush_stdio() ? RO_CLI_DONE : RO_CLI_FAILED; }

static void print_version(void) {
    ro_error error = {0};
    ro_engine *engine = ro_engine_open(NULL, RO_ARITHMETIC_AUTO, &error);
    printf("readout %s\n", ro_version());
    if (engine)
        printf("model: %s\n", ro_engine_model(engine));
    else
        printf("model: none (%s)\n", error.message);
    printf("build: %s; arithmetic int8, bf16, f32", COMPILER);
    if (engine) printf(" (on this machine: %s)", ro_engine_arithmetic(engine));
    putchar('\n');
    ro_engine_free(engine);
}

static int unknown(const char *name) {
    char known[256];
    size_t size = 0;
    for (size_t i = 0; i < N_VERBS && size < sizeof known; i++) {
        const char *joint = i == 0 ? "" : i + 1 < N_VERBS ? ", " : " and ";
        size += (size_t)snprintf(known + size, sizeof known - size, "%s%s", joint, verbs[i].name);
    }
    ro_cli_say("%s: unknown %s: the verbs are %s (see readout --help)", name, name[0] == '-' ? "option" : "verb", known);
    return RO_CLI_FAILED;
}

/* Ends as if there were no handler, so that a shell sees the signal (130 for Ctrl-C), but without the bar. */
static void end_by_signal(int number) {
    ro_cli_progress_wipe_in_signal();
    raise(number); /* the handler is gone by now */
}

static void catch_signals(void) {
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = end_by_signal, .sa_flags = (int)SA_RESETHAND}, before;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (sigaction(ends[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) sigaction(ends[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN); /* a failed write tells */
}

int main(int argc, char **argv) {
    catch_signals();
    json_object_seed(0); /* before there are threads */
    if (argc < 2) {
        print_help(stderr);
        return RO_CLI_FAILED;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) return print_help(stdout), end_stdio();
    if (strcmp(argv[1], "--version") == 0) return print_version(), end_stdio();
    for (size_t i = 0; i < N_VERBS; i++)
        if (strcmp(argv[1], verbs[i].name) == 0) return verbs[i].run(argc - 1, argv + 1);
    return unknown(argv[1]);
}
