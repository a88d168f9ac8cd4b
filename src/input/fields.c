#include "input/fields.h"
#include "input/date.h"
#include "input/html.h"
#include "text/text.h"
#include "input/names.h"

#include <strings.h>

enum { MOST_NAMES = 50 };

static const char *copy(ro_fields *f, const char *bytes, size_t size) {
    const char *own = f->failed ? NULL : ro_arena_copy(f->document->arena, bytes, size);
    f->failed = !own;
    return own;
}

void ro_fields_set(ro_fields *f, const char **field, const char *value) {
    if (!*field && value && *value) *field = copy(f, value, strlen(value));
}

void ro_fields_date(ro_fields *f, const char **field, const char *value, const char *what) {
    char date[RO_DATE_SIZE];
    if (*field || !value || !*value || f->failed) return;
    if (ro_date_any(value, date))
        *field = copy(f, date, strlen(date));
    else
        f->failed = !ro_document_warn(f->document, "date", "The %s (%.60s) is in a form that is not known; it was left out.",
                                      what, value);
}

void ro_fields_language(ro_fields *f, const char *tag) {
    size_t size = 0;
    char low[4];
    while (tag && ro_is_blank(*tag)) tag++;
    if (!tag || f->document->language) return;
    for (; size < 4 && (tag[size] | 0x20) >= 'a' && (tag[size] | 0x20) <= 'z'; size++) low[size] = (char)(tag[size] | 0x20);
    if (size == 2 || size == 3) f->document->language = copy(f, low, size);
}

/* ---- names */

static bool holds(const ro_strings *list, const char *name, size_t size) {
    for (size_t i = 0; i < list->count; i++)
        if (strlen(list->items[i]) == size && !strncasecmp(list->items[i], name, size)) return true;
    return false;
}

static void add_name(ro_fields *f, ro_strings *list, const char *name, size_t size) {
    ro_name_trim(&name, &size);
    if (!size || f->failed || list->count == MOST_NAMES || holds(list, name, size)) return;
    const char *own = copy(f, name, size);
    f->failed = !own || !ro_list_add(f->document->arena, list, own);
}

/* Without an e-mail address: "a@example.org (Name)", "Name <a@example.org>", "a@example.org Name". */
static void strip_address(const char **name, size_t *size) {
    const char *at = memchr(*name, '@', *size), *end = *name + *size, *open = at ? memchr(at, '(', (size_t)(end - at)) : NULL;
    if (!at) return;
    const char *from = at, *to = at;
    while (from > *name && !strchr(" <(,", from[-1])) from--;
    while (to < end && !strchr(" >),", *to)) to++;
    if (open && end[-1] == ')') {
        *name = open + 1;
        *size = (size_t)(end - 1 - *name);
    } else if (from > *name) {
        *size = (size_t)(from - *name - (from[-1] == '<' || from[-1] == '('));
    } else {
        *name = to;
        *size = (size_t)(end - to);
    }
}

static void add_person(ro_fields *f, const char *name, size_t size) {
    strip_address(&name, &size);
    add_name(f, &f->document->bylines, name, size);
}

void ro_fields_byline(ro_fields *f, const char *line) {
    const char *name;
    size_t size;
    line = line ? ro_fields_squeeze(f, line) : NULL;
    if (!line) return;
    for (ro_names names = ro_names_of(line); ro_names_next(&names, &name, &size);) add_person(f, name, size);
}

void ro_fields_credit(ro_fields *f, const char *name) {
    name = name ? ro_fields_squeeze(f, name) : NULL;
    if (name) add_name(f, &f->document->credits, name, strlen(name));
}

/* ---- extra */

void ro_fields_extra_json(ro_fields *f, const char *key, json_t *value) {
    if (f->failed)
        json_decref(value);
    else
        f->failed = !ro_document_extra(f->document, key, value);
}

void ro_fields_extra(ro_fields *f, const char *key, const char *value) {
    if (value && *value && !json_object_get(f->document->extra, key)) ro_fields_extra_json(f, key, json_string(value));
}

void ro_fields_extra_push(ro_fields *f, const char *key, json_t *value) {
    json_t *array = json_object_get(f->document->extra, key);
    if (!array) {
        ro_fields_extra_json(f, key, json_array());
        array = json_object_get(f->document->extra, key);
    }
    if (f->failed)
        json_decref(value);
    else
        f->failed = json_array_append_new(array, value) != 0;
}

void ro_fields_extra_add(ro_fields *f, const char *key, const char *value) {
    const json_t *array = json_object_get(f->document->extra, key);
    if (!value || !*value || f->failed) return;
    for (size_t i = 0; i < json_array_size(array); i++)
        if (!strcmp(json_string_value(json_array_get(array, i)), value)) return;
    if (json_array_size(array) < 200) ro_fields_extra_push(f, key, json_string(value));
}

void ro_fields_member(ro_fields *f, json_t *object, const char *key, const char *value) {
    if (value && *value && json_object_set_new(object, key, json_string(value))) f->failed = true;
}

void ro_fields_warn(ro_fields *f, const char *code, const char *message) {
    f->failed = f->failed || !ro_document_warn(f->document, code, "%s", message);
}

const char *ro_fields_squeeze(ro_fields *f, const char *text) {
    char *own = f->failed ? NULL : ro_arena_alloc(f->document->arena, strlen(text) + 1);
    size_t size = 0;
    f->failed = !own;
    for (; own && *text; text++) {
        if (!ro_is_blank(*text))
            own[size++] = *text;
        else if (size && own[size - 1] != ' ')
            own[size++] = ' ';
    }
    while (size && own[size - 1] == ' ') size--;
    if (own) own[size] = 0;
    return size ? own : NULL;
}

/* ---- words */

const char *ro_fields_plain(ro_fields *f, const char *text) {
    char *own = f->failed ? NULL : ro_arena_alloc(f->document->arena, 2 * strlen(text) + 1);
    size_t size = 0, lines = 0;
    bool owed = false;
    f->failed = !own;
    for (; own && *text; text++) {
        lines += *text == '\n';
        owed = owed || ro_is_blank(*text);
        if (ro_is_blank(*text)) continue;
        if (owed && size) {
            own[size++] = lines > 1 ? '\n' : ' ';
            if (lines > 1) own[size++] = '\n';
        }
        owed = false;
        lines = 0;
        own[size++] = *text;
    }
    return size ? own : NULL;
}

const char *ro_fields_html(ro_fields *f, const char *html, size_t size) {
    char *text = NULL;
    size_t length = 0;
    ro_document *d = f->document;
    if (f->failed || f->refused) return NULL;
    if (ro_html_fragment(d->name, html, size, d->arena, &text, &length, f->error)) return length ? text : NULL;
    f->refused = true;
    return NULL;
}

bool ro_looks_html(const char *text) {
    for (text = strpbrk(text, "<&"); text; text = strpbrk(text + 1, "<&")) {
        const char *next = text + 1;
        if (*text == '<' && ((*next | 0x20) >= 'a' ? (*next | 0x20) <= 'z' : *next == '/' || *next == '!')) return true;
        while (*text == '&' && ((*next | 0x20) >= 'a' ? (*next | 0x20) <= 'z' : *next == '#' || (*next >= '0' && *next <= '9')))
            next++;
        if (*text == '&' && *next == ';' && next > text + 1) return true;
    }
    return false;
}

void ro_fields_text(ro_fields *f, const char *text) {
    if (f->failed || f->refused) return;
    f->refused = !ro_input_text(f->document, text, strlen(text), f->error);
}

void ro_fields_refuse(ro_fields *f, const char *why) {
    if (!f->failed && !f->refused) f->refused = !ro_fail(f->error, RO_E_INPUT, "%s: %s", f->document->name, why);
}

bool ro_fields_done(const ro_fields *f) { return f->failed ? ro_fail_memory(f->error) : !f->refused; }
