#include "find/actors.h"

static const char PREPOSITIONS[] = " of in on at for by with from to under about against between among into near than over like ";
/* ---- map */

static size_t hash_of(const char *key) { /* FNV-1a: the same on every machine */
    uint64_t hash = 14695981039346656037u;
    for (; *key; key++) hash = (hash ^ (unsigned char)*key) * 1099511628211u;
    return (size_t)(hash ^ hash >> 32);
}

static ro_slot *slot_of(const ro_map *map, const char *key) {
    size_t at = hash_of(key) & (map->room - 1);
    while (map->slots[at].key && strcmp(map->slots[at].key, key) != 0) at = (at + 1) & (map->room - 1);
    return &map->slots[at];
}

static bool map_grow(ro_arena *arena, ro_map *map) {
    ro_map bigger = {.room = map->room ? map->room * 2 : 64};
    bigger.slots = ro_arena_array(arena, bigger.room, sizeof *bigger.slots);
    if (!bigger.slots) return false;
    for (size_t i = 0; i < map->room; i++)
        if (map->slots[i].key) *slot_of(&bigger, map->slots[i].key) = map->slots[i];
    bigger.count = map->count;
    *map = bigger;
    return true;
}

bool ro_map_set(ro_arena *arena, ro_map *map, const char *key, uint32_t value) {
    if (map->count * 2 >= map->room && !map_grow(arena, map)) return false;
    ro_slot *slot = slot_of(map, key);
    if (!slot->key) map->count++;
    *slot = (ro_slot){key, value};
    return true;
}

uint32_t ro_map_get(const ro_map *map, const char *key) {
    if (!map->room) return RO_NONE;
    const ro_slot *slot = slot_of(map, key);
    return slot->key ? slot->value : RO_NONE;
}

/* ---- actors and mentions */

void ro_set_code(char out[4], const char *code) {
    size_t i = 0;
    for (; i < 3 && code[i]; i++) out[i] = code[i];
    out[i] = 0;
}

uint32_t ro_who_add(ro_cast *cast, ro_actor_kind kind, ro_span name, const char *key) {
    ro_who who = {
        .kind = kind, .key = key, .name = name, .role_fold = "", .same_head = RO_NONE, .same_first = RO_NONE, .newest = RO_NONE};
    const char *space = strrchr(key, ' ');
    who.head = space ? space + 1 : key;
    if (cast->whos.count >= RO_NONE - 1 || !ro_list_add(cast->arena, &cast->whos, who)) return RO_NONE;
    return (uint32_t)cast->whos.count - 1;
}

/* Whether a preposition governs the phrase that begins at `from`, across its determiners, countries and titles. */
static bool after_preposition(const ro_cast *cast, uint32_t from) {
    uint32_t begin = from;
    ro_span role, affiliation;
    ro_title_before(cast, from, from > 12 ? from - 12 : 0, &begin, &role, &affiliation);
    for (int steps = 0; begin && steps < 2 && ro_word_in(&cast->words.items[begin - 1], " the a an former then "); steps++)
        begin--;
    if (!begin || cast->words.items[begin].gap != ' ') return false;
    return ro_word_in(&cast->words.items[begin - 1], PREPOSITIONS);
}

bool ro_mention_add(ro_cast *cast, uint32_t who, uint32_t from, uint32_t to, bool named) {
    if (from >= to || to > cast->words.count) return true;
    const ro_plain_word *first = &cast->words.items[from];
    ro_actor_mention mention = {
        .span = ro_words_span(&cast->words, from, to), .who = who, .sentence = first->sentence, .from = from, .to = to};
    mention.quoted = first->quoted;
    mention.possessive = cast->words.items[to - 1].possessive;
    mention.after = after_preposition(cast, from);
    mention.subject = first->early && !mention.after;
    if (named) {
        cast->whos.items[who].newest = (uint32_t)cast->named.count;
        cast->whos.items[who].times++;
        return ro_list_add(cast->arena, &cast->named, mention);
    }
    return ro_list_add(cast->arena, &cast->spoken, mention);
}

bool ro_indices_put(ro_arena *arena, ro_indices *list, uint32_t value) {
    if (value == RO_NONE) return true;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == value) return true;
    return ro_list_add(arena, list, value);
}
