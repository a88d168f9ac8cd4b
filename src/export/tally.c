#include "export/tally.h"

#include <strings.h>

size_t ro_cut(const char *text, size_t size, size_t most) {
    if (size <= most) return size;
    for (size = most; size && ((unsigned char)text[size] & 0xc0) == 0x80;) size--;
    return size;
}

char *ro_cut_copy(const char *text, size_t most) {
    static const char more[] = "…";
    size_t whole = strlen(text), size = ro_cut(text, whole, most);
    char *out = malloc(size + sizeof more);
    if (!out) return NULL;
    memcpy(out, text, size);
    memcpy(out + size, size < whole ? more : "", size < whole ? sizeof more : 1);
    return out;
}

/* ---- finding */

static size_t slot_of(const ro_tally *t, const char *key) {
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */
    for (const char *c = key; *c; c++) hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
    for (size_t slot = hash ^ hash >> 32;; slot++) {
        unsigned number = t->slots[slot &= t->n_slots - 1];
        if (!number || !strcmp(t->items[number - 1].key, key)) return slot;
    }
}

static bool grow(ro_tally *t) {
    if (t->count < t->room) return true;
    size_t room = t->room ? t->room * 2 : 32;
    ro_count *items = realloc(t->items, room * sizeof *items);
    unsigned *slots = calloc(2 * room, sizeof *slots);
    if (items) t->items = items;
    if (!items || !slots) return free(slots), false;
    free(t->slots);
    t->slots = slots;
    t->n_slots = 2 * room;
    t->room = room;
    for (unsigned i = 0; i < t->count; i++) slots[slot_of(t, items[i].key)] = i + 1;
    return true;
}

/* ---- counting */

static bool add_place(ro_count *c, unsigned place) {
    if (!place || c->n_places == RO_TALLY_PLACES) return true;
    if (!(c->n_places & (c->n_places - 1))) { /* full at 0, 1, 2, 4, … */
        unsigned *places = realloc(c->places, (c->n_places ? 2u * c->n_places : 1u) * sizeof *places);
        if (!places) return false;
        c->places = places;
    }
    c->places[c->n_places++] = place;
    return true;
}

static ro_count *add_new(ro_tally *t, unsigned *slot, const char *key, const char *label) {
    ro_count c = {.key = strdup(key), .label = ro_cut_copy(label, RO_TALLY_NAME)};
    if (!c.key || !c.label) return free(c.key), free(c.label), NULL;
    t->items[t->count++] = c;
    *slot = (unsigned)t->count;
    return &t->items[t->count - 1];
}

bool ro_tally_add(ro_tally *t, const char *key, const char *label, unsigned place) {
    char cut[RO_TALLY_NAME + 1];
    size_t size = ro_cut(key, strlen(key), RO_TALLY_NAME);
    memcpy(cut, key, size);
    cut[size] = 0;
    if (!grow(t)) return false;
    t->total++;
    unsigned *slot = &t->slots[slot_of(t, cut)];
    if (!*slot && t->count == RO_TALLY_MOST) return t->untold++, true;
    ro_count *c = *slot ? &t->items[*slot - 1] : add_new(t, slot, cut, label ? label : key);
    if (!c) return false;
    c->count++;
    return add_place(c, place);
}

/* ---- */

static int by_label(const void *a, const void *b) {
    const ro_count *x = a, *y = b;
    int order = strcasecmp(x->label, y->label);
    return order ? order : strcmp(x->key, y->key);
}

static int by_count(const void *a, const void *b) {
    const ro_count *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count ? 1 : -1) : by_label(a, b);
}

void ro_tally_sort(ro_tally *t) {
    if (t->count) qsort(t->items, t->count, sizeof *t->items, by_count);
}

void ro_tally_sort_by_label(ro_tally *t) {
    if (t->count) qsort(t->items, t->count, sizeof *t->items, by_label);
}

void ro_tally_free(ro_tally *t) {
    for (size_t i = 0; i < t->count; i++) {
        free(t->items[i].key);
        free(t->items[i].label);
        free(t->items[i].places);
    }
    free(t->items);
    free(t->slots);
    *t = (ro_tally){0};
}
