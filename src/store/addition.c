#include "store/addition.h"

#include "store/codes.h"

static const ro_addition_kind kinds[] = {
    {"statement", {"content", "cue", "source"}, {"cue", "content"}, " content cue source act manner speaker addressee "},
    {"event", {"trigger", "time"}, {"trigger"}, " trigger time type status place day speaker addressee "},
    {"commitment", {"action", "condition"}, {"action"}, " action condition kind status due speaker addressee "},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

const ro_addition_kind *ro_addition_of(const json_t *add) {
    const ro_addition_kind *found = NULL;
    for (const ro_addition_kind *k = kinds; k < kinds + KINDS; k++) {
        if (!json_object_get(add, k->parts[0])) continue;
        if (found) return NULL;
        found = k;
    }
    return found;
}

/* ---- spans */

static bool is_position(const json_t *value) {
    return json_is_integer(value) && json_integer_value(value) >= 0 && json_integer_value(value) <= INT32_MAX;
}

static bool is_span(const json_t *pair) {
    const json_t *first = json_array_get(pair, 0), *past = json_array_get(pair, 1);
    return json_array_size(pair) == 2 && is_position(first) && is_position(past) &&
           json_integer_value(first) < json_integer_value(past);
}

static bool is_list(const char *part) { return !strcmp(part, "content"); }

static void take_span(const json_t *pair, const char *part, ro_added_span *spans, size_t *count) {
    int64_t position = *count && !strcmp(spans[*count - 1].part, part) ? spans[*count - 1].position + 1 : 0;
    if (*count == RO_ADDED_ALL || !is_span(pair)) return;
    spans[(*count)++] =
        (ro_added_span){part, position, json_integer_value(json_array_get(pair, 0)), json_integer_value(json_array_get(pair, 1))};
}

size_t ro_addition_spans(const json_t *add, ro_added_span spans[RO_ADDED_ALL]) {
    const ro_addition_kind *kind = ro_addition_of(add);
    size_t count = 0, n;
    json_t *pair;
    for (size_t i = 0; kind && i < RO_ADDED_PARTS && kind->parts[i]; i++) {
        const json_t *part = json_object_get(add, kind->parts[i]);
        if (is_list(kind->parts[i]))
            json_array_foreach((json_t *)(size_t)part, n, pair) take_span(pair, kind->parts[i], spans, &count);
        else
            take_span(part, kind->parts[i], spans, &count);
    }
    return count;
}

/* ---- checks */

static bool refuse(ro_error *error, const char *part, const char *why) {
    return ro_fail(error, RO_E_INPUT, "correction: add.%s: %s", part, why);
}

static bool is_words(const json_t *value, bool words) { return words && json_string_length(value) > 0; }

static bool check_list(const json_t *list, const char *part, bool words, ro_error *error) {
    json_int_t past = 0;
    size_t i, count = json_array_size(list);
    json_t *pair;
    if (is_words(list, words)) return true;
    if (!count || count > RO_ADDED_SPANS) return refuse(error, part, "is no list of 1 to 32 spans [START, END], and no words");
    json_array_foreach((json_t *)(size_t)list, i, pair) {
        if (is_words(pair, words)) continue;
        if (!is_span(pair)) return refuse(error, part, "holds what is no span [START, END], in code points");
        if (json_integer_value(json_array_get(pair, 0)) < past)
            return refuse(error, part, "its spans overlap, or are not in order");
        past = json_integer_value(json_array_get(pair, 1));
    }
    return true;
}

bool ro_addition_check(const json_t *add, bool words, ro_error *error) {
    const ro_addition_kind *kind = ro_addition_of(add);
    const char *key;
    json_t *value, *all = (json_t *)(size_t)add;
    if (!kind)
        return refuse(error, "content, trigger, action",
                      "one of them has to be there: the words of a statement, of an event or of a commitment");
    json_object_foreach(all, key, value) if (!ro_code_in(kind->keys, key)) return ro_fail(
        error, RO_E_INPUT, "correction: add.%.40s: no such key of a %s (%.*s)", key, kind->kind, (int)strlen(kind->keys) - 2,
        kind->keys + 1);
    for (size_t i = 0; i < RO_ADDED_PARTS && kind->parts[i]; i++) {
        const char *part = kind->parts[i];
        value = json_object_get(add, part);
        if (is_list(part) && !check_list(value, part, words, error)) return false;
        if (is_list(part) || is_words(value, words) || is_span(value) || (i && json_is_null(value)) || (i && !value)) continue;
        return refuse(error, part, "is no span [START, END], and no words");
    }
    return true;
}
