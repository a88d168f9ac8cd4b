#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/lines.h"
#include "cli/run.h"
#include "cli/verbs.h"

static const ro_cli_option options[] = {
    RO_CLI_MODEL, RO_CLI_ARITHMETIC, RO_CLI_JOBS, RO_CLI_REJECTS, RO_CLI_OUTPUT, RO_CLI_HELP,
};

static const ro_cli_usage usage = {
    .verb = "code",
    .summary = "Codes events: what a source does to a target in a sentence, as PLOVER's types and modes.",
    .about = "Each line is a JSON object {id, text, source, target}; source and target are words of the text,\n"
             "and may be absent, null, \"An actor\" or \"a recipient\" where it does not name one. For each a\n"
             "line {id, type, mode, score, confidence} comes out, in the order of the input.",
    .options = options,
    .examples = "  readout code sentences.jsonl > coded.jsonl\n"
                "  echo '{\"id\": 1, \"text\": \"Velmora condemned the raid by Ostrene.\", \"source\": \"Velmora\",\n"
                "         \"target\": \"Ostrene\"}' | tr -d '\\n' | readout code\n"
                "  readout code --rejects bad.jsonl sentences.jsonl | jq -r .type | sort | uniq -c\n",
};

static char *answer(ro_reader *reader, const char *text, ro_error *error) {
    ro_cli_line line;
    ro_coding coding;
    const char *words, *source, *target;
    char *out = NULL;
    if (ro_cli_line_read(&line, text, error) && ro_cli_line_string(&line, "text", true, &words, error) &&
        ro_cli_line_string(&line, "source", false, &source, error) &&
        ro_cli_line_string(&line, "target", false, &target, error) &&
        ro_code_event(reader, words, source, target, &coding, error))
        out = ro_cli_line_answer(&line,
                                 json_pack("{s:s, s:s?, s:f, s:f}", "type", coding.type, "mode", coding.mode, "score",
                                           coding.score, "confidence", coding.confidence),
                                 error);
    ro_cli_line_free(&line);
    return out;
}

int ro_cli_code(int argc, char **argv) {
    ro_cli_settings settings;
    int code;
    if (!ro_cli_parse(&usage, argc, argv, &settings, &code)) return code;
    ro_cli_job job = {.settings = &settings, .answer = answer};
    return ro_cli_run(&job);
}
