#define _GNU_SOURCE 1 /* memmem */
#include "store/anchor.h"

#include "store/addition.h"
#include "store/take.h"

/* ---- versions */

bool ro_edition_of(const ro_desk *desk, int64_t number, ro_edition *version, bool *found) {
    ro_fetched rows;
    const ro_value given[] = {ro_integer(number)};
    *version = (ro_edition){.number = number};
    if (!ro_fetch(desk, "SELECT id, address, text_sha256 FROM reports WHERE report = ?1", given, 1, 3, &rows)) return false;
    *found = rows.rows > 0;
    if (!*found) return true;
    version->id = ro_cell_text(&rows, 0, 0);
    version->address = ro_cell_text(&rows, 0, 1);
    version->text_sha256 = ro_cell_text(&rows, 0, 2);
    return true;
}

bool ro_edition_text(const ro_desk *desk, ro_edition *version) {
    ro_fetched rows;
    const ro_value given[] = {ro_integer(version->number)};
    if (version->text_asked) return true;
    if (!ro_fetch(desk, "SELECT text FROM reports WHERE report = ?1", given, 1, 1, &rows)) return false;
    version->text = rows.rows ? ro_cell_text(&rows, 0, 0) : NULL;
    return version->text_asked = true;
}

/* ---- making one */

typedef struct bounds {
    int64_t first, past;
} bounds;

/* The spans' texts, and the words from the first to the last. */
static bool put_words(const ro_desk *desk, ro_edition *version, json_t *anchor) {
    ro_taker t = {.arena = desk->arena, .error = desk->error};
    bounds all = {INT64_MAX, 0};
    size_t i;
    json_t *span, *spans = json_object_get(anchor, "spans");
    if (!ro_edition_text(desk, version)) return false;
    if (!version->text) return true;
    if (!ro_take_text(&t, version->text, strlen(version->text))) return false;
    json_array_foreach(spans, i, span) {
        int64_t first = json_integer_value(json_object_get(span, "start")),
                past = json_integer_value(json_object_get(span, "end"));
        if (past > (int64_t)t.points)
            return ro_fail(desk->error, RO_E_INPUT, "correction: add: a span ends behind the text, which has %u code points",
                           t.points);
        ro_slice words = ro_take_slice(&t, (uint32_t)first, (uint32_t)past);
        if (json_object_set_new(span, "text", json_stringn(words.text, words.size))) return ro_fail_memory(desk->error);
        if (first < all.first) all.first = first;
        if (past > all.past) all.past = past;
    }
    ro_slice words = ro_take_slice(&t, (uint32_t)all.first, (uint32_t)all.past);
    return !json_object_set_new(anchor, "words", json_stringn(words.text, words.size)) || ro_fail_memory(desk->error);
}

static bool put_span(json_t *anchor, const char *part, json_int_t first, json_int_t past) {
    return !json_array_append_new(json_object_get(anchor, "spans"),
                                  json_pack("{s:s, s:I, s:I}", "part", part, "start", first, "end", past));
}

static json_t *finish(const ro_desk *desk, ro_edition *version, json_t *anchor, bool good) {
    if (!anchor || !good)
        ro_fail_memory(desk->error);
    else if (put_words(desk, version, anchor))
        return anchor;
    json_decref(anchor);
    return NULL;
}

json_t *ro_anchor_of_item(const ro_desk *desk, ro_edition *version, const char *kind, const char *item) {
    static const char text[] = "SELECT part, first, past FROM spans WHERE report = ?1 AND item = ?2 ORDER BY first, past";
    ro_fetched rows;
    const ro_value given[] = {ro_integer(version->number), ro_string(item)};
    if (!ro_fetch(desk, text, given, 2, 3, &rows)) return NULL;
    json_t *anchor = json_pack("{s:s, s:[]}", "kind", kind, "spans");
    bool good = anchor != NULL;
    for (size_t i = 0; good && i < rows.rows; i++)
        good = put_span(anchor, ro_cell_text(&rows, i, 0), ro_cell_number(&rows, i, 1), ro_cell_number(&rows, i, 2));
    return finish(desk, version, anchor, good);
}

static int compare_added(const void *a, const void *b) {
    const ro_added_span *x = a, *y = b;
    return x->first != y->first ? (x->first > y->first) - (x->first < y->first) : (x->past > y->past) - (x->past < y->past);
}

json_t *ro_anchor_of_added(const ro_desk *desk, ro_edition *version, const json_t *add) {
    json_t *anchor = json_pack("{s:s, s:[]}", "kind", ro_addition_of(add)->kind, "spans");
    ro_added_span spans[RO_ADDED_ALL];
    size_t count = ro_addition_spans(add, spans);
    bool good = anchor != NULL;
    qsort(spans, count, sizeof *spans, compare_added);
    for (size_t i = 0; good && i < count; i++) good = put_span(anchor, spans[i].part, spans[i].first, spans[i].past);
    return finish(desk, version, anchor, good);
}

/* ---- in another text */

static int64_t count_points(const char *from, const char *to) {
    int64_t count = 0;
    for (; from < to; from++) count += ((unsigned char)*from & 0xC0) != 0x80;
    return count;
}

bool ro_anchor_shift(const ro_desk *desk, const ro_correction *c, ro_edition *version, int64_t *shift, bool *fits) {
    const json_t *words = json_object_get(c->anchor, "words"), *span;
    const char *wanted = json_string_value(words);
    size_t size = json_string_length(words), i;
    int64_t first = INT64_MAX;
    *shift = 0;
    *fits = c->text_sha256 && !strcmp(c->text_sha256, version->text_sha256);
    if (*fits || !wanted || !size) return true;
    if (!ro_edition_text(desk, version)) return false;
    if (!version->text) return true;
    const char *end = version->text + strlen(version->text);
    const char *at = memmem(version->text, (size_t)(end - version->text), wanted, size);
    if (!at || memmem(at + 1, (size_t)(end - at - 1), wanted, size)) return true;
    json_array_foreach(json_object_get(c->anchor, "spans"), i, span) {
        int64_t start = json_integer_value(json_object_get(span, "start"));
        if (start < first) first = start;
    }
    *shift = count_points(version->text, at) - first;
    return *fits = true;
}

/* ---- the item that covers most */

typedef struct cover {
    bounds *items;
    size_t count, room;
} cover;

static int compare_bounds(const void *a, const void *b) {
    const bounds *x = a, *y = b;
    return (x->first > y->first) - (x->first < y->first);
}

/* In order, without overlaps. */
static void tidy(cover *list) {
    size_t kept = 0;
    if (!list->count) return;
    qsort(list->items, list->count, sizeof *list->items, compare_bounds);
    for (size_t i = 1; i < list->count; i++) {
        bounds *last = &list->items[kept], next = list->items[i];
        if (next.first > last->past)
            list->items[++kept] = next;
        else if (next.past > last->past)
            last->past = next.past;
    }
    list->count = kept + 1;
}

static int64_t size_of(const cover *list) {
    int64_t size = 0;
    for (size_t i = 0; i < list->count; i++) size += list->items[i].past - list->items[i].first;
    return size;
}

static int64_t overlap(const cover *a, const cover *b) {
    int64_t size = 0;
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        bounds x = a->items[i], y = b->items[k];
        int64_t first = x.first > y.first ? x.first : y.first, past = x.past < y.past ? x.past : y.past;
        if (past > first) size += past - first;
        if (x.past < y.past)
            i++;
        else
            k++;
    }
    return size;
}

static bool anchor_cover(const ro_desk *desk, const ro_correction *c, int64_t shift, cover *out) {
    size_t i;
    const json_t *span;
    json_array_foreach(json_object_get(c->anchor, "spans"), i, span) {
        bounds one = {json_integer_value(json_object_get(span, "start")) + shift,
                      json_integer_value(json_object_get(span, "end")) + shift};
        if (!ro_list_add(desk->arena, out, one)) return ro_fail_memory(desk->error);
    }
    tidy(out);
    return true;
}

typedef struct best {
    const char *item;
    int64_t common, size;
} best;

/* More in common is better, then less beside it. */
static void weigh(const cover *wanted, cover *found, const char *item, best *b) {
    tidy(found);
    int64_t common = overlap(wanted, found), size = size_of(found);
    if (common > b->common || (common == b->common && common && size < b->size)) *b = (best){item, common, size};
}

static const char *question_of(const char *kind) {
    if (!strcmp(kind, "event"))
        return "SELECT s.item, s.first, s.past FROM events i JOIN spans s ON s.report = i.report AND s.item = i.id WHERE "
               "i.report = ?1"
               " ORDER BY i.event, s.first";
    if (!strcmp(kind, "commitment"))
        return "SELECT s.item, s.first, s.past FROM commitments i JOIN spans s ON s.report = i.report AND s.item = i.id WHERE "
               "i.report = ?1"
               " ORDER BY i.commitment, s.first";
    return "SELECT s.item, s.first, s.past FROM statements i JOIN spans s ON s.report = i.report AND s.item = i.id WHERE "
           "i.report = ?1"
           " ORDER BY i.statement, s.first";
}

bool ro_anchor_find(const ro_desk *desk, const ro_correction *c, const ro_edition *version, int64_t shift, const char **item) {
    const char *kind = json_string_value(json_object_get(c->anchor, "kind"));
    const ro_value given[] = {ro_integer(version->number)};
    cover wanted = {0}, found = {0};
    best b = {0};
    ro_fetched rows;
    *item = NULL;
    if (!kind || !anchor_cover(desk, c, shift, &wanted)) return !kind;
    if (!ro_fetch(desk, question_of(kind), given, 1, 3, &rows)) return false;
    for (size_t i = 0; i < rows.rows; i++) {
        const char *here = ro_cell_text(&rows, i, 0);
        bounds one = {ro_cell_number(&rows, i, 1), ro_cell_number(&rows, i, 2)};
        if (!ro_list_add(desk->arena, &found, one)) return ro_fail_memory(desk->error);
        if (i + 1 < rows.rows && !strcmp(here, ro_cell_text(&rows, i + 1, 0))) continue;
        weigh(&wanted, &found, here, &b);
        found.count = 0;
    }
    if (b.common && b.common * 2 >= size_of(&wanted)) *item = b.item;
    return true;
}
