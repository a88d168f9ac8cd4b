#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/run.h"
#include "cli/verbs.h"

static const ro_cli_option options[] = {
    RO_CLI_FORMAT, RO_CLI_PUBLISHED,  RO_CLI_URI,  RO_CLI_OUTLET,  RO_CLI_OFFSETS, RO_CLI_NO_TEXT, RO_CLI_LAYERS,
    RO_CLI_MODEL,  RO_CLI_ARITHMETIC, RO_CLI_JOBS, RO_CLI_REJECTS, RO_CLI_OUTPUT,  RO_CLI_EXPECT,  RO_CLI_HELP,
};

static const ro_cli_usage usage = {
    .verb = "read",
    .summary = "Reads news reports and prints a sourced record of each: one line of JSON a report.",
    .about = "Reads files, directories (with all that is below them) and - for standard input, which is also\n"
             "read where no file is named. Formats are told by content, packed by gzip or zstd or not: plain\n"
             "text, HTML, RSS, Atom, JSON Feed, NewsML-G2, NITF, ninjs, JSON Lines and WARC archives.\n"
             "Records come out in the order of the input.",
    .options = options,
    .examples = "  readout read report.txt\n"
                "  readout read --jobs 4 --rejects bad.jsonl articles/ > records.jsonl\n"
                "  readout read feed.xml crawl.warc.gz > records.jsonl\n"
                "  curl -s https://news.example/story | readout read --uri https://news.example/story\n"
                "  readout read --published 2022-01-21 --outlet 'Daily Example' copy.txt | jq '.statements[].act'\n",
};

int ro_cli_read(int argc, char **argv) {
    ro_cli_settings settings;
    int code;
    if (!ro_cli_parse(&usage, argc, argv, &settings, &code)) return code;
    ro_cli_job job = {.settings = &settings, .reads = true, .found_in = "statements"};
    return ro_cli_run(&job);
}
