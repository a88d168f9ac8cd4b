#include "input/html.h"
#include "input/input.h"
#include "input/ninjs.h"

#include <strings.h>

enum { MOST = 32 /* bodies, or descriptions, that are looked at */ };

typedef enum kind { PLAIN, HTML, NITF, OTHER } kind;

/* Roles of bodies and descriptions that are no text of the report's own. */
static const char BESIDE[] =
    " abstract caption deck factbox facts footer headline intro kicker lead lede slugline standfirst summary "
    "teaser title ";
static const char NOT_SUMMARY[] = " byline caption copyright credit creditline ednote footer headline keywords title ";

/* Letter case aside (ASCII). */
static bool contains(const char *text, const char *word) {
    size_t size = strlen(word);
    for (; *text; text++)
        if (!strncasecmp(text, word, size)) return true;
    return false;
}

bool ro_ninjs_role(const json_t *part, const char *words) {
    const json_t *role = ro_json_string(part, "role");
    for (const char *at = words; role && (at = strchr(at, ' ')) && at[1]; at++) {
        size_t size = strcspn(at + 1, " ");
        if (size == json_string_length(role) && !strncasecmp(at + 1, json_string_value(role), size)) return true;
    }
    return false;
}

/* ---- the words of a part */

static kind kind_by_content(const char *value) {
    while (*value && (unsigned char)*value <= ' ') value++;
    if (*value != '<') return PLAIN;
    return !strncmp(value, "<nitf", 5) ? NITF : HTML;
}

/* What is declared, then what its role says, then how it begins. */
static kind kind_of(const json_t *part, const char *value) {
    const char *type = json_string_value(ro_json_string(part, "contenttype"));
    const char *role = json_string_value(ro_json_string(part, "role"));
    const char *said = type ? type : role ? role : "";
    if (contains(said, "html")) return HTML;
    if (contains(said, "nitf")) return strstr(value, "<nitf") ? NITF : OTHER;
    if (contains(said, "xml")) return kind_by_content(value) == NITF ? NITF : OTHER;
    if (!type) return role && !strcasecmp(role, "text") ? PLAIN : kind_by_content(value);
    return !strncasecmp(type, "text/", 5) ? PLAIN : OTHER;
}

/* The first report in it. */
static bool nitf_words(ro_document *document, const char *xml, size_t xml_size, const char **text, size_t *size,
                       ro_error *error) {
    ro_batch batch = {.name = document->name};
    ro_batch_item item = {0};
    bool good = ro_input_nitf(&batch, xml, xml_size, error);
    if (good && ro_batch_take(&batch, &item)) {
        if (item.document) {
            *size = item.document->text.size;
            *text = ro_arena_copy(document->arena, item.document->text.bytes, *size);
            good = *text || ro_fail_memory(error);
        } else {
            good = ro_fail(error, item.error.code, "%s", item.error.message);
        }
    }
    ro_document_free(item.document);
    ro_batch_clear(&batch);
    return good;
}

bool ro_ninjs_words(ro_keys *keys, const json_t *part, const char **text, size_t *size, bool *marked, ro_error *error) {
    char *words = NULL;
    size_t value_size;
    ro_document *document = keys->document;
    const char *value = ro_json_copy(document->arena, ro_json_string(part, "value"), &value_size, &keys->zeros);
    if (!value) return ro_fail_memory(error);
    kind of = kind_of(part, value);
    *size = 0;
    *marked = of != PLAIN;
    if (of == OTHER) return true;
    if (of == NITF) return nitf_words(document, value, value_size, text, size, error);
    if (of == PLAIN) {
        *text = value;
        *size = ro_input_blank(value, value_size) ? 0 : value_size;
        return true;
    }
    if (!ro_html_fragment(document->name, value, value_size, document->arena, &words, size, error)) return false;
    *text = words;
    return true;
}

/* ---- the fullest of several */

typedef struct choice {
    const char *text;
    size_t size, letters;
    bool marked;
    const json_t *part;
    ro_error fault; /* of the first that could not be read */
} choice;

static size_t letters_of(const char *text, size_t size) {
    size_t letters = 0;
    for (size_t i = 0; i < size; i++) letters += (unsigned char)text[i] > ' ';
    return letters;
}

/* The same words are better with their paragraphs, which plain text often lacks; nine tenths are taken for the same. */
static bool is_better(const choice *a, const choice *b) {
    if (a->marked == b->marked || !b->text) return a->letters > b->letters;
    return a->marked ? a->letters * 10 >= b->letters * 9 : a->letters * 9 > b->letters * 10;
}

/* False: out of memory. */
static bool choose(ro_keys *keys, const json_t *parts, const char *not_roles, choice *best) {
    for (size_t i = 0; i < json_array_size(parts) && i < MOST; i++) {
        choice next = {.part = json_array_get(parts, i)};
        ro_error fault = {0};
        if (ro_ninjs_role(next.part, not_roles)) continue;
        if (!ro_ninjs_words(keys, next.part, &next.text, &next.size, &next.marked, &fault)) {
            if (fault.code == RO_E_MEMORY) return false;
            if (!best->fault.code) best->fault = fault;
            continue;
        }
        next.letters = letters_of(next.text, next.size);
        next.fault = best->fault;
        if (next.letters && is_better(&next, best)) *best = next;
    }
    return true;
}

/* ---- the item's text */

/* Some texts begin with the headline, in a line of its own. */
static void skip_title(const char *title, choice *chosen) {
    size_t size = title ? strlen(title) : 0;
    if (!size || size >= chosen->size || strncmp(chosen->text, title, size)) return;
    while (chosen->text[size] == ' ' || chosen->text[size] == '\r') size++;
    if (chosen->text[size] != '\n' || ro_input_blank(chosen->text + size, chosen->size - size)) return;
    while (strchr(" \r\n", chosen->text[size])) size++;
    chosen->text += size;
    chosen->size -= size;
}

/* The bodies go: they are the text, or the same in another form; those beside it join the descriptions. */
static bool drop_bodies(json_t *object) {
    json_t *bodies = json_object_get(object, "bodies"), *descriptions = json_object_get(object, "descriptions");
    json_t *kept = descriptions ? json_incref(descriptions) : json_array();
    bool good = kept != NULL;
    for (size_t i = 0; good && i < json_array_size(bodies); i++)
        if (ro_ninjs_role(json_array_get(bodies, i), BESIDE)) good = !json_array_append(kept, json_array_get(bodies, i));
    if (good && json_array_size(kept)) good = !json_object_set(object, "descriptions", kept);
    if (good) json_object_del(object, "bodies");
    json_decref(kept);
    return good;
}

static void drop_description(json_t *object, const json_t *part) {
    json_t *list = json_object_get(object, "descriptions");
    size_t at = 0;
    while (at < json_array_size(list) && json_array_get(list, at) != part) at++;
    json_array_remove(list, at);
    if (!json_array_size(list)) json_object_del(object, "descriptions");
}

static bool fail(const ro_keys *keys, ro_error *error) {
    static const struct {
        const char *type, *what;
    } types[] = {
        {"audio", "a recording"}, {"component", "a component"}, {"composite", "a package"}, {"event", "an event"},
        {"graphic", "a graphic"}, {"picture", "a picture"},     {"planning", "a plan"},     {"video", "a video"},
    };
    const json_t *type = ro_json_string(keys->object, "type");
    const char *name = keys->document->name;
    for (size_t i = 0; type && i < sizeof types / sizeof *types; i++)
        if (ro_json_like(type, types[i].type))
            return ro_fail(error, RO_E_INPUT, "%s: %s, without a text of its own: give the report it goes with", name,
                           types[i].what);
    return ro_fail(error, RO_E_INPUT, "%s: an item without a text: it has no words in a body or a description", name);
}

/* Whether the description can stand for the text: that of a picture is its caption. */
static bool may_be_summary(const json_t *object) {
    const json_t *type = ro_json_string(object, "type");
    return !type || ro_json_like(type, "text") || ro_json_like(type, "composite") || ro_json_like(type, "component");
}

static bool choose_description(ro_keys *keys, choice *chosen, ro_error *error) {
    if (!may_be_summary(keys->object)) return true;
    if (!choose(keys, json_object_get(keys->object, "descriptions"), NOT_SUMMARY, chosen)) return ro_fail_memory(error);
    if (!chosen->text) return true;
    if (!ro_document_warn(keys->document, "summary", "The item gives only a description of this report."))
        return ro_fail_memory(error);
    drop_description(keys->object, chosen->part);
    return true;
}

bool ro_ninjs_text(ro_keys *keys, ro_error *error) {
    choice chosen = {0};
    if (!choose(keys, json_object_get(keys->object, "bodies"), BESIDE, &chosen) || !drop_bodies(keys->object))
        return ro_fail_memory(error);
    if (!chosen.text && !choose_description(keys, &chosen, error)) return false;
    if (!chosen.text && chosen.fault.code) return ro_fail(error, chosen.fault.code, "%s", chosen.fault.message);
    if (!chosen.text) return fail(keys, error);
    skip_title(keys->document->title, &chosen);
    return ro_input_text(keys->document, chosen.text, chosen.size, error);
}
