#include "store/take.h"

#include "store/codes.h"
#include "text/text.h"

#include <math.h>

enum { STEP = 64 /* code points between two places of the table */ };

bool ro_take_fail(ro_taker *t, const char *key, const char *what) {
    if (!t->list) return ro_fail(t->error, RO_E_INPUT, "no record of readout: %s: %s", key, what);
    return ro_fail(t->error, RO_E_INPUT, "no record of readout: %s[%zu].%s: %s", t->list, t->index, key, what);
}

/* ---- text and spans */

bool ro_take_text(ro_taker *t, const char *text, size_t size) {
    t->text = text;
    t->text_size = size;
    if (!text) return true;
    if (size > UINT32_MAX / 2) return ro_take_fail(t, "text", "too long");
    t->bytes = ro_arena_array(t->arena, size / STEP + 2, sizeof *t->bytes);
    if (!t->bytes) return ro_fail_memory(t->error);
    for (size_t i = 0; i < size; i++) {
        if (((unsigned char)text[i] & 0xC0) == 0x80) continue;
        if (t->points % STEP == 0) t->bytes[t->points / STEP] = (uint32_t)i;
        t->points++;
    }
    return true;
}

/* The byte where a code point begins, or the text ends. */
static size_t byte_at(const ro_taker *t, uint32_t point) {
    if (point >= t->points) return t->text_size;
    size_t at = t->bytes[point / STEP];
    for (uint32_t left = point % STEP; left; left--) do
            at++;
        while (((unsigned char)t->text[at] & 0xC0) == 0x80);
    return at;
}

ro_slice ro_take_slice(const ro_taker *t, uint32_t first, uint32_t past) {
    size_t from = byte_at(t, first), to = byte_at(t, past);
    return (ro_slice){t->text + from, to - from};
}

static bool is_position(const ro_tree *value) {
    return ro_tree_is(value, RO_TREE_INTEGER) && ro_tree_integer(value) >= 0 && ro_tree_integer(value) <= INT32_MAX;
}

bool ro_take_span(ro_taker *t, const ro_tree *value, const char *key, ro_taken_span *out) {
    *out = (ro_taken_span){0};
    if (ro_tree_empty(value)) return true;
    const ro_tree *start = ro_tree_get(value, "start"), *end = ro_tree_get(value, "end"), *text = ro_tree_get(value, "text");
    if (!is_position(start) || !is_position(end) || !ro_tree_is(text, RO_TREE_STRING))
        return ro_take_fail(t, key, "is no span: {start, end, text}");
    out->first = (uint32_t)ro_tree_integer(start);
    out->past = (uint32_t)ro_tree_integer(end);
    if (out->past <= out->first || !text->size) return ro_take_fail(t, key, "the span is empty, or ends before it starts");
    out->of_title = ro_tree_get(value, "in") != NULL;
    if (t->text && !out->of_title) {
        if (out->past > t->points) return ro_take_fail(t, key, "the span ends behind the text");
        ro_slice slice = ro_take_slice(t, out->first, out->past);
        if (slice.size != text->size || memcmp(slice.text, text->string, slice.size) != 0)
            return ro_take_fail(t, key, "the span's words are not those of the text there");
    }
    out->text = text->string;
    return true;
}

/* ---- plain values */

bool ro_take_string(ro_taker *t, const ro_tree *object, const char *key, size_t most, bool needed, const char **out) {
    const ro_tree *value = ro_tree_get(object, key);
    *out = NULL;
    if (ro_tree_empty(value)) return !needed || ro_take_fail(t, key, "is missing");
    if (!ro_tree_is(value, RO_TREE_STRING)) return ro_take_fail(t, key, "is no string");
    if (value->size > most) return ro_take_fail(t, key, "is too long");
    if (needed && !value->size) return ro_take_fail(t, key, "is empty");
    *out = value->string;
    return true;
}

static bool is_plain(const char *text) {
    for (; *text; text++)
        if (!((*text | 0x20) >= 'a' && (*text | 0x20) <= 'z') && !ro_is_digit(*text) && !strchr("_-:.", *text)) return false;
    return true;
}

bool ro_take_code(ro_taker *t, const ro_tree *object, const char *key, bool needed, const char **out) {
    if (!ro_take_string(t, object, key, RO_CODE_MOST, needed, out)) return false;
    if (*out && !**out) *out = NULL;
    return !*out || is_plain(*out) || ro_take_fail(t, key, "is no code: letters and digits are expected");
}

bool ro_take_plain(ro_taker *t, const ro_tree *value, const char *key, const char **out) {
    *out = ro_tree_string(value);
    bool plain = *out && value->size <= RO_CODE_MOST && is_plain(*out);
    return plain || ro_take_fail(t, key, "holds what is no code");
}

bool ro_take_one_of(ro_taker *t, const ro_tree *object, const char *key, const char *list, const char **out) {
    if (!ro_take_code(t, object, key, true, out)) return false;
    if (ro_code_in(list, *out)) return true;
    return ro_take_fail(t, key, "is none of the contract's values");
}

static bool is_day(const char *text) {
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? text[i] != '-' : !ro_is_digit(text[i])) return false;
    return !ro_is_digit(text[10]);
}

bool ro_take_day(ro_taker *t, const ro_tree *object, const char *key, const char **out) {
    const char *text;
    *out = NULL;
    if (!ro_take_string(t, object, key, RO_CODE_MOST, false, &text)) return false;
    if (!text || !is_day(text)) return true;
    *out = ro_arena_copy(t->arena, text, 10);
    return *out || ro_fail_memory(t->error);
}

bool ro_take_number(ro_taker *t, const ro_tree *object, const char *key, bool *some, double *out) {
    const ro_tree *value = ro_tree_get(object, key);
    *some = false;
    *out = 0;
    if (ro_tree_empty(value)) return true;
    bool real = ro_tree_is(value, RO_TREE_REAL);
    if (!real && !ro_tree_is(value, RO_TREE_INTEGER)) return ro_take_fail(t, key, "is no number");
    *out = real ? value->real : (double)value->integer;
    *some = isfinite(*out);
    return true;
}

bool ro_take_array(ro_taker *t, const ro_tree *object, const char *key, const ro_tree **out) {
    const ro_tree *value = ro_tree_get(object, key);
    *out = ro_tree_is(value, RO_TREE_ARRAY) ? value : NULL;
    return *out || ro_tree_empty(value) || ro_take_fail(t, key, "is no list");
}

bool ro_take_parts(ro_taker *t, const ro_tree *object, const char *key, const ro_tree **out) {
    if (!ro_take_array(t, object, key, out)) return false;
    return ro_tree_count(*out) <= RO_PARTS_MOST || ro_take_fail(t, key, "has more than 256 items");
}

/* ---- ids that point */

static int compare_ids(const void *a, const void *b) {
    const struct ro_id *x = a, *y = b;
    return strcmp(x->id, y->id);
}

static bool order_ids(ro_taker *t, ro_ids *ids, const char *list) {
    const ro_tree *tree = ro_tree_get(t->record, list);
    *ids = (ro_ids){.list = list, .tree = tree, .items = ro_arena_array(t->arena, ro_tree_count(tree) + 1, sizeof *ids->items)};
    if (!ids->items) return ro_fail_memory(t->error);
    for (size_t i = 0; i < ro_tree_count(tree); i++) {
        const char *id = ro_tree_string(ro_tree_get(ro_tree_at(tree, i), "id"));
        if (id) ids->items[ids->count++] = (struct ro_id){id, i};
    }
    qsort(ids->items, ids->count, sizeof *ids->items, compare_ids);
    return true;
}

/* NULL: out of memory. */
static const ro_ids *ids_of(ro_taker *t, const char *list) {
    ro_ids *ids = t->ids;
    while (ids->list && strcmp(ids->list, list) != 0) ids++;
    return ids->list || order_ids(t, ids, list) ? ids : NULL;
}

bool ro_take_pointed(ro_taker *t, const ro_tree *object, const char *key, const char *list, const ro_tree **out, size_t *index) {
    const ro_tree *value = key ? ro_tree_get(object, key) : object;
    *out = NULL;
    *index = SIZE_MAX;
    if (ro_tree_empty(value)) return true;
    if (!ro_tree_is(value, RO_TREE_STRING)) return ro_take_fail(t, key ? key : list, "is no id");
    const ro_ids *ids = ids_of(t, list);
    if (!ids) return false;
    const struct ro_id wanted = {ro_tree_string(value), 0},
                       *found = ids->count ? bsearch(&wanted, ids->items, ids->count, sizeof wanted, compare_ids) : NULL;
    if (!found) return ro_take_fail(t, key ? key : list, "holds an id that leads nowhere");
    *index = found->index;
    *out = ro_tree_at(ids->tree, found->index);
    return true;
}
