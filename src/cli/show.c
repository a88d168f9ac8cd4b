#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/page.h"
#include "cli/run.h"
#include "cli/verbs.h"

#include <stdio.h>
#include <unistd.h>

enum { SCHEMA = 1 }; /* of records that this version can show */

static const ro_cli_option options[] = {
    RO_CLI_FORMAT,     RO_CLI_PUBLISHED, RO_CLI_URI,     RO_CLI_OUTLET, RO_CLI_COLOR,  RO_CLI_DEBUG, RO_CLI_MODEL,
    RO_CLI_ARITHMETIC, RO_CLI_JOBS,      RO_CLI_REJECTS, RO_CLI_OUTPUT, RO_CLI_EXPECT, RO_CLI_HELP,
};

static const ro_cli_usage usage = {
    .verb = "show",
    .summary = "Shows who said what in news reports, as a page for a reader at a terminal.",
    .about = "Takes the same inputs as readout read. Records already made (JSON Lines with a schema key) are\n"
             "shown as they are, without the model.",
    .options = options,
    .examples = "  readout show report.txt\n"
                "  readout read articles/ > records.jsonl && readout show records.jsonl\n"
                "  readout show --color always page.html | less -R\n",
};

static char *fail(ro_error *error, ro_code code, const char *message) {
    error->code = code;
    snprintf(error->message, sizeof error->message, "%s", message);
    return NULL;
}

static char *render(const ro_cli_job *job, const char *json, const ro_cli_item *item, ro_error *error) {
    (void)item;
    json_error_t fault;
    json_t *record = json_loads(json, 0, &fault);
    if (!record) return fail(error, RO_E_INPUT, fault.text);
    const json_t *schema = json_object_get(record, "schema");
    ro_cli_page_options page = {.width = job->width, .color = job->color, .layers = job->settings->debug};
    char *text = NULL;
    if (!schema)
        fail(error, RO_E_INPUT, "no record: it has no schema key");
    else if (json_integer_value(schema) != SCHEMA)
        fail(error, RO_E_INPUT, "a record of another schema than 1, the one this version can show");
    else if (!(text = ro_cli_page(record, &page)))
        fail(error, RO_E_MEMORY, "out of memory");
    json_decref(record);
    return text;
}

int ro_cli_show(int argc, char **argv) {
    ro_cli_settings settings;
    int code;
    if (!ro_cli_parse(&usage, argc, argv, &settings, &code)) return code;
    ro_cli_job job = {
        .settings = &settings, .reads = true, .records = true, .between = "", .finish = render, .found_in = "statements"};
    job.width = ro_cli_term_width(STDOUT_FILENO);
    job.color = (!settings.output || settings.color == RO_CLI_COLOR_ALWAYS) && ro_cli_term_color(settings.color);
    return ro_cli_run(&job);
}
