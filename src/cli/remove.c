#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/options.h"
#include "cli/output.h"
#include "cli/say.h"
#include "cli/verbs.h"
#include "readout_store.h"

#include <jansson.h>
#include <stdlib.h>

static const ro_cli_option options[] = {RO_CLI_STORE, RO_CLI_WHY, RO_CLI_BY, RO_CLI_HELP};

static const ro_cli_usage usage = {
    .verb = "remove",
    .takes = "REPORT…",
    .summary = "Takes reports out of a store for good: every version, what was found in them, corrections of it.",
    .about =
        "REPORT is an id (sha256:…), a uri or the SHA-256 of a text, as readout reports prints them. It cannot be undone: the "
        "report can never be added to this store again. What remains is a line in the log, with digests, time, name and the "
        "reason, which --why has to give. A line {report, removed} is printed for each: how many versions were taken out.\n\n"
        "No question finds anything of it from then on. Where another program still reads what the store was before, a SQLite "
        "file keeps its bytes until it is through and the store is written to again.",
    .partly = "some of the reports were not in the store",
    .options = options,
    .examples = "  readout remove --db news.db https://news.example/story --why 'withdrawn by the publisher'\n"
                "  readout remove --db news.db sha256:1f2e3d4c… sha256:8899aabb… --by desk --why 'no licence'\n",
};

static bool print(const char *report, size_t count, ro_cli_output *output) {
    json_t *line = json_pack("{s:s, s:I}", "report", report, "removed", (json_int_t)count);
    char *text = line ? json_dumps(line, JSON_COMPACT) : NULL;
    bool done = text && ro_cli_output_line(output, text);
    if (!text) ro_cli_say("remove: %s: no valid UTF-8, or out of memory", report);
    free(text);
    json_decref(line);
    return done;
}

static int remove_all(ro_store *store, const ro_cli_settings *settings, ro_cli_output *output) {
    const char *by = ro_cli_author(settings);
    size_t found = 0;
    bool waits = false;
    for (size_t i = 0; i < settings->n_names; i++) {
        ro_removed removed;
        ro_error error = {0};
        if (!ro_store_remove(store, settings->names[i], by, settings->why, &removed, &error))
            return ro_cli_say("%s", error.message), RO_CLI_FAILED;
        if (!print(settings->names[i], removed.versions, output)) return RO_CLI_FAILED;
        found += removed.versions > 0;
        waits = removed.versions ? removed.waits : waits;
        if (!removed.versions) ro_cli_say("remove: %s: no such report in the store", settings->names[i]);
    }
    if (waits)
        ro_cli_say(
            "remove: done, but another program still reads what the store was before: until it is through, and the store is "
            "written to again, bytes of the reports are left in its file");
    return found == settings->n_names ? RO_CLI_DONE : found ? RO_CLI_SOME_REJECTED : RO_CLI_FAILED;
}

int ro_cli_remove(int argc, char **argv) {
    ro_cli_settings settings;
    ro_cli_output output;
    ro_error error = {0};
    int code;
    if (!ro_cli_parse(&usage, argc, argv, &settings, &code)) return code;
    if (!ro_cli_names_store(&usage, &settings)) return RO_CLI_FAILED;
    if (!settings.n_names)
        return ro_cli_say("remove: no report is named: give its id, uri or the SHA-256 of its text"), RO_CLI_FAILED;
    if (!settings.why)
        return ro_cli_say("remove: --why is missing: the reason (readout remove --help tells more)"), RO_CLI_FAILED;
    if (!ro_cli_output_open(&output, NULL)) return RO_CLI_FAILED;
    ro_store *store = ro_store_open(settings.store, RO_STORE_WRITE, &error);
    if (store)
        code = remove_all(store, &settings, &output);
    else
        ro_cli_say("%s", error.message), code = RO_CLI_FAILED;
    ro_store_close(store);
    return ro_cli_output_close(&output) ? code : RO_CLI_FAILED;
}
