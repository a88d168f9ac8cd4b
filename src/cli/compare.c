#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/lines.h"
#include "cli/run.h"
#include "cli/say.h"
#include "cli/verbs.h"

static const ro_cli_option options[] = {
    RO_CLI_PAIRS, RO_CLI_DB, RO_CLI_MODEL, RO_CLI_ARITHMETIC, RO_CLI_JOBS, RO_CLI_REJECTS, RO_CLI_OUTPUT, RO_CLI_HELP,
};

static const ro_cli_usage usage = {
    .verb = "compare",
    .summary = "Tells whether two statements are the same, differ in a detail, or contradict each other.",
    .about = "With --pairs each line is a JSON object {id, a, b}, two statements of a sentence or two. For each\n"
             "a line {id, relation, score} comes out, in the order of the input. The relation is repeats (the\n"
             "same statement, in other words perhaps), diverges (the same but for a number, a date, a name or\n"
             "how strong it is), contradicts (both cannot be true) or unrelated; the score, 0 to 1, is how\n"
             "much both say the same.\n\n"
             "Comparing the statements of a whole store (--db STORE) is not in this version.",
    .options = options,
    .examples = "  readout compare --pairs pairs.jsonl > compared.jsonl\n"
                "  readout compare --pairs pairs.jsonl | jq -c 'select(.relation == \"contradicts\")'\n"
                "  echo '{\"id\": 1, \"a\": \"Nine were hurt.\", \"b\": \"Ten were hurt.\"}' | readout compare --pairs\n",
};

static char *answer(ro_reader *reader, const char *text, ro_error *error) {
    ro_cli_line line;
    ro_comparison found;
    const char *a, *b;
    char *out = NULL;
    if (ro_cli_line_read(&line, text, error) && ro_cli_line_string(&line, "a", true, &a, error) &&
        ro_cli_line_string(&line, "b", true, &b, error) && ro_compare(reader, a, b, &found, error))
        out = ro_cli_line_answer(
            &line, json_pack("{s:s, s:f}", "relation", ro_relation_name(found.relation), "score", found.score), error);
    ro_cli_line_free(&line);
    return out;
}

int ro_cli_compare(int argc, char **argv) {
    ro_cli_settings settings;
    int code;
    if (!ro_cli_parse(&usage, argc, argv, &settings, &code)) return code;
    if (!settings.pairs) {
        ro_cli_say("compare: what is to be compared is not said: give --pairs (readout compare --help tells more)");
        return RO_CLI_FAILED;
    }
    ro_cli_job job = {.settings = &settings, .answer = answer};
    return ro_cli_run(&job);
}
