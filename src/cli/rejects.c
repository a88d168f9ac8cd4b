#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/rejects.h"

#include "cli/say.h"
#include "cli/term.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *const codes[] = {
    [RO_OK] = "unknown",    [RO_E_MEMORY] = "memory", [RO_E_IO] = "io",       [RO_E_INPUT] = "input",
    [RO_E_LIMIT] = "limit", [RO_E_MODEL] = "model",   [RO_E_USAGE] = "usage",
};

static const char *code_name(ro_code code) {
    size_t i = (size_t)code;
    return i < sizeof codes / sizeof *codes ? codes[i] : "unknown";
}

bool ro_cli_rejects_open(ro_cli_rejects *rejects, const char *path) {
    *rejects = (ro_cli_rejects){.to_file = path != NULL};
    return !path || ro_cli_output_open(&rejects->output, path);
}

/* The library shows control characters in names as question marks. */
static bool begins_with(const char *message, const char *name) {
    for (; *name; message++, name++) {
        bool control = (unsigned char)*name < ' ' || *name == 0x7F;
        if (*message != *name && !(control && *message == '?')) return false;
    }
    return true;
}

/* The library's message may begin with the name, and with a more exact one ("inbox.jsonl:3: …"). Then that is the name. */
static const char *split(const char *name, const char *message, size_t *name_size) {
    size_t size = strlen(name);
    *name_size = size;
    if (!begins_with(message, name)) return NULL;
    const char *colon = strstr(message + size, ": ");
    if (!colon || (message[size] != ':' && message[size] != ' ' && message[size] != '#')) return NULL;
    *name_size = (size_t)(colon - message);
    return colon + 2;
}

static bool write_json(ro_cli_rejects *rejects, const char *name, ro_code code, const char *reason) {
    char *safe_name = ro_cli_utf8_copy(name), *safe_reason = ro_cli_utf8_copy(reason);
    json_t *line = json_pack("{s:s*, s:s, s:s*}", "name", safe_name, "code", code_name(code), "message", safe_reason);
    char *text = line ? json_dumps(line, JSON_COMPACT) : NULL;
    bool done = text && ro_cli_output_line(&rejects->output, text);
    if (!text) ro_cli_say("out of memory");
    free(text);
    json_decref(line);
    free(safe_reason);
    free(safe_name);
    return done;
}

bool ro_cli_rejects_add(ro_cli_rejects *rejects, const char *name, const ro_error *error) {
    const char *message = error->message[0] ? error->message : "could not be read";
    size_t size;
    const char *reason = split(name, message, &size);
    char *exact = strndup(reason ? message : name, size);
    if (!exact) return false;
    if (!reason) reason = message;
    rejects->count++;
    bool standard = exact[0] == '-' && (exact[1] == 0 || exact[1] == ':' || exact[1] == '#');
    ro_cli_say("%s%s: %s", standard ? "standard input" : "", exact + standard, reason);
    bool done = !rejects->to_file || write_json(rejects, exact, error->code, reason);
    free(exact);
    return done;
}

bool ro_cli_rejects_close(ro_cli_rejects *rejects) { return !rejects->to_file || ro_cli_output_close(&rejects->output); }
