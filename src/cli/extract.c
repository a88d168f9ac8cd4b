#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/run.h"
#include "cli/term.h"
#include "cli/verbs.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ro_cli_option options[] = {
    RO_CLI_FORMAT,  RO_CLI_PUBLISHED, RO_CLI_URI_OR_FILE, RO_CLI_OUTLET, RO_CLI_JOBS,
    RO_CLI_REJECTS, RO_CLI_OUTPUT,    RO_CLI_EXPECT,      RO_CLI_HELP,
};

static const ro_cli_usage usage = {
    .verb = "extract",
    .summary = "Prints title, bylines, date and text of reports, as JSON Lines; needs no model.",
    .about = "Each line is {uri, title, bylines, published, outlet, text}. The uri is the file's path where the\n"
             "report names no better one. Files, directories and standard input as with readout read.",
    .options = options,
    .examples = "  readout extract page.html\n"
                "  readout extract --uri file pages/ > texts.jsonl\n"
                "  curl -s https://news.example/story | readout extract --format html | jq -r .text\n",
};

static char *fail(ro_error *error) {
    error->code = RO_E_MEMORY;
    snprintf(error->message, sizeof error->message, "out of memory");
    return NULL;
}

/* --uri file: the path takes the place of whatever address the report names. */
static char *put_path(const ro_cli_job *job, const char *json, const ro_cli_item *item, ro_error *error) {
    (void)job;
    if (strcmp(item->path, "-") == 0) {
        char *same = strdup(json);
        return same ? same : fail(error);
    }
    json_t *line = json_loads(json, 0, NULL);
    char *path = ro_cli_utf8_copy(item->path);
    char *text = NULL;
    if (line && path && json_object_set_new(line, "uri", json_string(path)) == 0) text = json_dumps(line, JSON_COMPACT);
    free(path);
    json_decref(line);
    return text ? text : fail(error);
}

int ro_cli_extract(int argc, char **argv) {
    ro_cli_settings settings;
    int code;
    if (!ro_cli_parse(&usage, argc, argv, &settings, &code)) return code;
    ro_cli_job job = {
        .settings = &settings, .path_is_uri = true, .found_in = "text", .finish = settings.uri_is_path ? put_path : NULL};
    return ro_cli_run(&job);
}
