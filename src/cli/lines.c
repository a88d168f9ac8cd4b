#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/lines.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER = 6 /* digits of a real */ };

static bool fail(ro_error *error, ro_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));
static bool fail(ro_error *error, ro_code code, const char *format, ...) {
    va_list args;
    error->code = code;
    va_start(args, format);
    vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    return false;
}

/* ---- the id's own characters: a number keeps its digits, a string its escapes. The line is valid JSON. */

static const char *skip_space(const char *at) { return at + strspn(at, " \t\r\n"); }

static const char *skip_string(const char *at) {
    for (at++; *at && *at != '"'; at++)
        if (*at == '\\' && at[1]) at++;
    return *at ? at + 1 : at;
}

static const char *skip_value(const char *at) {
    size_t depth = 0;
    do {
        if (*at == '"') {
            at = skip_string(at);
            continue;
        }
        if (*at == '{' || *at == '[') depth++;
        if (*at == '}' || *at == ']') depth--;
        at++;
        if (!depth) at += strcspn(at, ",]} \t\r\n"); /* the rest of a number or word; a bracket has none */
    } while (depth && *at);
    return at;
}

/* The value of the key that stands last, as jansson takes it; NULL: written in a way that only jansson reads. */
static char *copy_raw(const char *text, const char *quoted_key) {
    const char *found = NULL, *found_end = NULL;
    for (const char *at = skip_space(text) + 1; *(at = skip_space(at)) == '"';) {
        const char *key = at, *end = skip_string(at);
        bool same = (size_t)(end - key) == strlen(quoted_key) && !memcmp(key, quoted_key, strlen(quoted_key));
        const char *value = skip_space(skip_space(end) + 1);
        at = skip_value(value);
        if (same) found = value, found_end = at;
        at = skip_space(at);
        if (*at == ',') at++;
    }
    return found ? strndup(found, (size_t)(found_end - found)) : NULL;
}

static bool read_id(ro_cli_line *line, const char *text, ro_error *error) {
    const json_t *id = json_object_get(line->object, "id");
    if (!id) return true;
    if (json_is_object(id) || json_is_array(id))
        return fail(error, RO_E_INPUT, "\"id\" is neither a string nor a number: give one of the two");
    line->id = copy_raw(text, "\"id\"");
    if (!line->id) line->id = json_dumps(id, JSON_ENCODE_ANY);
    return line->id || fail(error, RO_E_MEMORY, "out of memory");
}

/* ---- a line */

/* Numbers of more digits than 64 bits hold are read as reals; an id keeps its own. */
static json_t *parse(const char *text, json_error_t *fault) {
    json_t *object = json_loads(text, JSON_ALLOW_NUL, fault);
    if (object || json_error_code(fault) != json_error_numeric_overflow) return object;
    return json_loads(text, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, fault);
}

bool ro_cli_line_read(ro_cli_line *line, const char *text, ro_error *error) {
    json_error_t fault = {0};
    *line = (ro_cli_line){0};
    if (!strncmp(text, "\xEF\xBB\xBF", 3)) text += 3;
    line->object = parse(text, &fault);
    if (!line->object && (json_error_code(&fault) == json_error_out_of_memory || !fault.text[0]))
        return fail(error, RO_E_MEMORY, "out of memory");
    if (!line->object) return fail(error, RO_E_INPUT, "broken JSON at byte %d: %s: correct the line", fault.position, fault.text);
    if (!json_is_object(line->object)) return fail(error, RO_E_INPUT, "not a JSON object: give one in each line");
    return read_id(line, text, error);
}

void ro_cli_line_free(ro_cli_line *line) {
    json_decref(line->object);
    free(line->id);
    *line = (ro_cli_line){0};
}

bool ro_cli_line_string(const ro_cli_line *line, const char *key, bool needed, const char **string, ro_error *error) {
    const json_t *value = json_object_get(line->object, key);
    *string = json_string_value(value);
    if (*string && strlen(*string) != json_string_length(value))
        return fail(error, RO_E_INPUT, "\"%s\" holds a zero character (\\u0000): leave it out", key);
    if (*string || (!needed && (!value || json_is_null(value)))) return true;
    if (value) return fail(error, RO_E_INPUT, "\"%s\" is not a string: give the words there", key);
    return fail(error, RO_E_INPUT, "no \"%s\" key: give the words there", key);
}

char *ro_cli_line_answer(const ro_cli_line *line, json_t *answer, ro_error *error) {
    char *rest = answer ? json_dumps(answer, JSON_COMPACT | JSON_REAL_PRECISION(NUMBER)) : NULL;
    const char *id = line->id ? line->id : "null";
    size_t room = rest ? strlen(rest) + strlen(id) + 16 : 0;
    char *out = rest ? malloc(room) : NULL;
    if (out)
        snprintf(out, room, "{\"id\":%s,%s", id, rest + 1);
    else
        fail(error, RO_E_MEMORY, "out of memory");
    free(rest);
    json_decref(answer);
    return out;
}
