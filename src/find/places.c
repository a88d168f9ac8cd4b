#include "find/places.h"

/* ---- the record's places */

static bool has_small(const char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (bytes[i] >= 'a' && bytes[i] <= 'z') return true;
    return false;
}

/* Whether a name is fuller than another: longer, or not in capitals. */
static bool is_fuller(const char *bytes, size_t size, const char *name) {
    size_t known = strlen(name);
    if (has_small(bytes, size) != has_small(name, known)) return has_small(bytes, size) ? size + 4 >= known : size > known + 4;
    return size > known;
}

static const ro_known_place *place_of(const ro_atlas *atlas, const ro_place_mention *m) {
    const ro_known_place *p = m->fixed ? m->fixed : atlas->names.items[m->name].place;
    return p && p->geonames ? p : NULL; /* a region tells where others lie, and no more */
}

/* What mentions of one place have in common: GeoNames' id, a country, or the name. */
static const char *identity(const ro_atlas *atlas, const ro_place_mention *m) {
    const ro_toponym *name = &atlas->names.items[m->name];
    const ro_known_place *p = place_of(atlas, m);
    if (p) return ro_arena_print(atlas->arena, "#%u", p->geonames);
    if (*name->code && name->unique && !m->fixed && !name->place) return ro_arena_print(atlas->arena, "=%s", name->code);
    return name->key;
}

static bool add_place(ro_atlas *atlas, const ro_place_mention *m) {
    const ro_toponym *name = &atlas->names.items[m->name];
    const ro_known_place *p = place_of(atlas, m);
    ro_place place = {.name = ""};
    if (p) {
        place.geonames = p->geonames;
        place.located = p->lat != RO_NO_DEGREES;
        place.lat = place.located ? p->lat / 10000.0 : 0;
        place.lon = place.located ? p->lon / 10000.0 : 0;
        ro_set_code(place.country, ro_gazetteer_code(atlas->gazetteer, p));
    } else if (!m->fixed && !name->place)
        ro_set_code(place.country, name->code);
    return ro_list_add(atlas->arena, &atlas->record->places, place);
}

static bool write_mention(ro_atlas *atlas, ro_map *known, ro_place_mention *m) {
    ro_record *record = atlas->record;
    const char *key = identity(atlas, m);
    if (!key) return false;
    m->place = ro_map_get(known, key);
    if (m->place == RO_NONE) {
        m->place = (uint32_t)record->places.count;
        if (!add_place(atlas, m) || !ro_map_set(atlas->arena, known, key, m->place)) return false;
    }
    ro_place *place = &record->places.items[m->place];
    ro_span words = ro_place_words(atlas, m);
    const char *bytes = record->document->text.bytes + words.start;
    if (is_fuller(bytes, words.end - words.start, place->name)) {
        place->name = ro_arena_copy(atlas->arena, bytes, words.end - words.start);
        if (!place->name) return false;
    }
    return ro_list_add(atlas->arena, &place->mentions, m->span);
}

static bool write_places(ro_atlas *atlas) {
    ro_map known = {0};
    for (size_t i = 0; i < atlas->mentions.count; i++)
        if (!write_mention(atlas, &known, &atlas->mentions.items[i])) return false;
    return true;
}

/* The country of a state that has a country's name ("Georgia"), where one of an actor's mentions names it; else NULL. */
static const char *state_country(const ro_atlas *atlas, const ro_actor *a) {
    const ro_place_mention *m = atlas->mentions.items;
    for (size_t i = 0; i < a->mentions.count; i++) {
        ro_span span = a->mentions.items[i];
        size_t at = ro_span_search(&m->span, atlas->mentions.count, sizeof *m, span.start);
        if (at == atlas->mentions.count) continue;
        bool of = ro_text_is(&atlas->record->document->text, (ro_span){span.end, m[at].span.start}, " of ");
        if (!ro_span_contains(span, m[at].span) && !of) continue;
        const char *country = atlas->record->places.items[m[at].place].country;
        if (!strcmp(atlas->names.items[m[at].name].code, a->country)) return *country ? country : NULL;
    }
    return NULL;
}

/* Actors were read before places: "the governor of Georgia" is an American where the state is meant. */
static void correct_actors(ro_atlas *atlas) {
    for (size_t i = 0; atlas->mentions.count && i < atlas->record->actors.count; i++) {
        ro_actor *a = &atlas->record->actors.items[i];
        const char *country = *a->country ? state_country(atlas, a) : NULL;
        if (country) ro_set_code(a->country, country);
    }
}

bool ro_find_places(ro_record *record, ro_error *error) {
    static const ro_gazetteer empty;
    ro_atlas atlas = {.record = record, .arena = record->arena, .gazetteer = record->gazetteer ? record->gazetteer : &empty};
    bool ok =
        ro_words_make(&atlas.words, record) && ro_places_gather(&atlas) && ro_places_resolve(&atlas) && write_places(&atlas);
    if (!ok) return ro_fail_memory(error);
    correct_actors(&atlas);
    ro_places_connect(&atlas);
    return true;
}
