#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/run.h"
#include "cli/verbs.h"

static const ro_cli_option options[] = {
    RO_CLI_CONLLU, RO_CLI_FORMAT,  RO_CLI_URI,    RO_CLI_MODEL, RO_CLI_ARITHMETIC,
    RO_CLI_JOBS,   RO_CLI_REJECTS, RO_CLI_OUTPUT, RO_CLI_HELP,
};

static const ro_cli_usage usage = {
    .verb = "parse",
    .summary = "Prints the words of reports with lemmas, parts of speech and dependencies, as CoNLL-U.",
    .about = "The annotation is that of Universal Dependencies v2 for English. Reports come in as with readout\n"
             "read. With --conllu sentences and words are taken from CoNLL-U, whose comments and other columns\n"
             "stay as they are; only LEMMA, UPOS, HEAD and DEPREL are filled in anew.",
    .options = options,
    .examples = "  readout parse report.txt\n"
                "  readout parse --conllu treebank.conllu > parsed.conllu\n"
                "  readout parse articles/ | awk -F '\\t' '$8 == \"root\" {print $3}' | sort | uniq -c | sort -rn\n",
};

int ro_cli_parse_verb(int argc, char **argv) {
    ro_cli_settings settings;
    int code;
    if (!ro_cli_parse(&usage, argc, argv, &settings, &code)) return code;
    ro_cli_job job = {.settings = &settings, .reads = true, .parses = true};
    return ro_cli_run(&job);
}
