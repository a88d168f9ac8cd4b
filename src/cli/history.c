#define _GNU_SOURCE 1 /* asprintf */
#include "cli/history.h"

#include "cli/say.h"
#include "cli/verbs.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const ro_cli_option options[] = {
    RO_CLI_STORE, RO_CLI_JSON, RO_CLI_CSV, RO_CLI_TSV, RO_CLI_TABLE, RO_CLI_COLOR, RO_CLI_OUTPUT, RO_CLI_EXPECT, RO_CLI_HELP,
};

static const ro_cli_usage usage = {
    .verb = "history",
    .summary = "Shows what humans corrected in a store, who, when and why.",
    .takes = "[ID]",
    .about =
        "ID is of a statement, an event, a commitment or a correction (six first digits do), of a report (its uri and "
        "text_sha256 do "
        "as well), or an actor's number, #12. Without it all corrections are shown. They come oldest first.\n\n"
        "A correction is applied, or detached: no item of the report covers its words any more. A line of JSON has the words it "
        "was about, and what the program had.",
    .options = options,
    .examples = "  readout history --db news.db\n"
                "  readout history --db news.db 1f2e3d4c5b6a7988\n"
                "  readout history --db news.db | jq -c 'select(.state == \"detached\")'\n"
                "  readout history --db news.db --csv -o corrections.csv\n",
};

/* ---- what it changes, in a few words */

static char *join(char *before, const char *key, const char *value) {
    char *out = NULL;
    int size = asprintf(&out, "%s%s%s%s%s", before ? before : "", before ? ", " : "", key, *key && *value ? ": " : "", value);
    free(before);
    return size < 0 ? NULL : out;
}

/* A string as it is, all else as JSON. */
static char *add_value(char *before, const char *key, const json_t *value) {
    char *json = json_is_string(value) ? NULL : json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(6));
    char *out = join(before, key, json ? json : json_is_string(value) ? json_string_value(value) : "");
    free(json);
    return out;
}

static char *describe_set(const json_t *set) {
    const char *key;
    const json_t *value;
    char *out = NULL;
    json_object_foreach((json_t *)(size_t)set, key, value) if ((out = add_value(out, key, value)) == NULL) return NULL;
    return out;
}

static const char *words_of(const json_t *correction) {
    const char *words = json_string_value(json_object_get(json_object_get(correction, "anchor"), "words"));
    return words ? words : "";
}

/* Of an event or a commitment it says what it is. */
static char *describe_added(const json_t *add, const char *words) {
    const char *type = json_string_value(json_object_get(add, json_object_get(add, "trigger") ? "type" : "kind"));
    char *what = NULL;
    if (!type) return join(NULL, "added", words);
    if (asprintf(&what, "added %s", type) < 0) return NULL;
    char *out = join(NULL, what, words);
    free(what);
    return out;
}

/* An actor as "#12 Ana Pires", by what the correction tells of him. */
static char *add_actor(char *before, const char *key, const json_t *correction, const json_t *number) {
    const char *called = json_string_value(number), *name = NULL, *own;
    const json_t *list = json_object_get(correction, "actors"), *one;
    char *text = NULL;
    size_t i;
    json_array_foreach(list, i, one) if (called && (own = json_string_value(json_object_get(one, "actor"))) != NULL &&
                                         !strcmp(own, called)) name = json_string_value(json_object_get(one, "name"));
    int size = asprintf(&text, "%s%s%s", called ? called : "", name ? " " : "", name ? name : "");
    if (size < 0) return free(before), NULL;
    char *out = join(before, key, text);
    free(text);
    return out;
}

/* From malloc; NULL: out of memory. */
static char *describe(const json_t *correction, const char **kind) {
    static const char *const kinds[] = {"set", "reject", "add", "merge", "split"};
    const json_t *change = NULL;
    for (size_t i = 0; i < 5 && !change; i++) change = json_object_get(correction, *kind = kinds[i]);
    if (!strcmp(*kind, "set")) return describe_set(change);
    if (!strcmp(*kind, "reject")) return join(NULL, json_is_true(change) ? "rejected" : "restored", "");
    if (!strcmp(*kind, "add")) return describe_added(change, words_of(correction));
    char *out =
        add_actor(NULL, *kind, correction, json_is_array(change) ? json_array_get(change, 0) : json_object_get(change, "actor"));
    return json_is_array(change) && out ? add_actor(out, "", correction, json_array_get(change, 1)) : out;
}

/* ---- the sheet */

static ro_cli_form form_of(const ro_cli_settings *settings, const ro_cli_output *output) {
    return settings->form ? settings->form : output->terminal ? RO_CLI_FORM_TABLE : RO_CLI_FORM_JSON;
}

ro_cli_sheet *ro_cli_history_sheet(const ro_cli_settings *settings, ro_cli_output *output) {
    ro_cli_sheet_options sheet = {.history = true,
                                  .form = form_of(settings, output),
                                  .width = ro_cli_term_width(STDOUT_FILENO),
                                  .color = ro_cli_term_color(settings->color)};
    return ro_cli_sheet_new(output, &sheet);
}

bool ro_cli_history_add(const ro_cli_settings *settings, ro_cli_sheet *sheet, const ro_cli_output *output, const char *line) {
    if (form_of(settings, output) == RO_CLI_FORM_JSON) return ro_cli_sheet_add(sheet, line);
    const char *kind;
    json_t *row = json_loads(line, 0, NULL);
    char *change = row ? describe(row, &kind) : NULL;
    const char *at = json_string_value(json_object_get(row, "at"));
    bool good = change && at && !json_object_set_new(row, "change", json_string(change)) &&
                !json_object_set_new(row, "kind", json_string(kind)) &&
                !json_object_set_new(row, "day", json_stringn(at, strnlen(at, 10)));
    char *text = good ? json_dumps(row, JSON_COMPACT) : NULL;
    if (text)
        good = ro_cli_sheet_add(sheet, text);
    else
        ro_cli_say("history: out of memory"), good = false;
    free(text);
    free(change);
    json_decref(row);
    return good;
}

/* ---- the verb */

static bool show(ro_store *store, const ro_cli_settings *settings, ro_cli_output *output, size_t *count) {
    ro_error error = {0};
    ro_results *results = ro_store_history(store, settings->n_names ? settings->names[0] : NULL, &error);
    ro_cli_sheet *sheet = results ? ro_cli_history_sheet(settings, output) : NULL;
    bool good = sheet != NULL;
    for (const char *line; good && (line = ro_results_next(results, &error)); ++*count)
        good = ro_cli_history_add(settings, sheet, output, line);
    if (error.code) ro_cli_say("history: %s", error.message);
    if (sheet && !ro_cli_sheet_close(sheet)) good = false;
    ro_results_free(results);
    return good && !error.code;
}

int ro_cli_history(int argc, char **argv) {
    ro_cli_settings settings;
    ro_cli_output output = {0};
    ro_error error = {0};
    size_t count = 0;
    int code;
    if (!ro_cli_parse(&usage, argc, argv, &settings, &code)) return code;
    if (!ro_cli_names_store(&usage, &settings)) return RO_CLI_FAILED;
    if (settings.n_names > 1) return ro_cli_say("history: one ID at a time"), RO_CLI_FAILED;
    ro_store *store = ro_store_open(settings.store, RO_STORE_READ, &error);
    if (!store) return ro_cli_say("history: %s", error.message), RO_CLI_FAILED;
    bool good = ro_cli_output_open(&output, settings.output) && show(store, &settings, &output, &count);
    if (output.name && !ro_cli_output_close(&output)) good = false;
    ro_store_close(store);
    if (!good) return RO_CLI_FAILED;
    if (!count && output.terminal) ro_cli_say("history: nothing found");
    return settings.expect && !count ? RO_CLI_NOTHING_FOUND : RO_CLI_DONE;
}
