#include "find/places.h"

#include <math.h>

enum { CANDIDATES = 64, TOWN = 100000 /* fewer inhabitants: a town, which only a report about its country means */ };

/* Logarithms of inhabitants, as it were: a city counts as many as it has, what is larger stands above all cities. */
static const double COUNTRY = 8, REGION = 7, STATE = 6.4, CONTINENT = 9, CAPITAL = 1;
/* What context adds at most: the report's countries, its states, a name that a neighbour decided. */
static const double MOST_COUNTRY = 2.5, MOST_STATE = 1.5, DECIDED = 3;
static const double STRANGE = 0.85; /* likewise of another country, where the report names neither: an eighth */
static const double PART = 3;       /* a town lies in a country that has a third of the weightiest one's weight */
static const double MARGIN = 0.25;  /* the second must have half as many inhabitants, or context against it */

/* ---- what the report is about */

static void add_country(ro_atlas *atlas, const char *code, double weight) {
    const ro_known_place *place = *code ? ro_gazetteer_country(atlas->gazetteer, code) : NULL;
    if (place && place->country != RO_NO_COUNTRY) atlas->countries[place->country] += weight;
}

static double *state_weight(const ro_atlas *atlas, const ro_known_place *state) {
    for (size_t i = 0; i < atlas->states.count; i++)
        if (atlas->states.items[i].state == state) return &atlas->states.items[i].weight;
    return NULL;
}

/* The state that a place lies in or is; NULL: none. */
static const ro_known_place *state_of(const ro_atlas *atlas, const ro_known_place *place) {
    return place->state == RO_NO_STATE ? NULL : &atlas->gazetteer->places[place->state];
}

static bool add_place(ro_atlas *atlas, const ro_known_place *place, double weight) {
    const ro_known_place *state = state_of(atlas, place);
    if (place->country != RO_NO_COUNTRY) atlas->countries[place->country] += weight;
    double *known = state ? state_weight(atlas, state) : NULL;
    if (known) *known += weight;
    return !state || known || ro_list_add(atlas->arena, &atlas->states, (ro_weight){state, weight});
}

/* Countries and demonyms anywhere in the words. A name that is a state's too tells nothing; capitals are for the gazetteer. */
static void weigh_words(ro_atlas *atlas) {
    const ro_layers *layers = &atlas->record->layers;
    for (uint32_t i = 0, count; i < atlas->words.count; i += count ? count : 1) {
        const ro_plain_word *w = &atlas->words.items[i];
        count = 0;
        if (!w->upper || (w->entity != RO_NONE && layers->entities.items[w->entity].label == RO_ENTITY_PER)) continue;
        const ro_country *country = ro_country_at(&atlas->words, i, (uint32_t)atlas->words.count, &count);
        if (country && country->kind != 'c' && strcmp(country->key, "georgia")) add_country(atlas, country->code, 1);
    }
}

/* ---- candidates */

typedef struct candidate {
    const ro_known_place *place;
    double score;
} candidate;

typedef struct candidates {
    candidate items[CANDIDATES];
    size_t count;
} candidates;

static double context_of(const ro_atlas *atlas, const ro_known_place *p) {
    double out = 0;
    if (p->country != RO_NO_COUNTRY) out += fmin(MOST_COUNTRY, log2(1 + atlas->countries[p->country]));
    const ro_known_place *state = state_of(atlas, p);
    const double *weight = state ? state_weight(atlas, state) : NULL;
    return out + (weight ? fmin(MOST_STATE, *weight) : 0);
}

static double score_of(const ro_atlas *atlas, const ro_known_place *p) {
    switch ((ro_place_kind)p->kind) {
    case RO_PLACE_COUNTRY: return COUNTRY + context_of(atlas, p);
    case RO_PLACE_STATE: return STATE + context_of(atlas, p);
    case RO_PLACE_REGION: return (p->country == RO_NO_COUNTRY ? CONTINENT : REGION) + context_of(atlas, p);
    case RO_PLACE_CAPITAL: return log10(1000 + p->population) + CAPITAL + context_of(atlas, p);
    default: return log10(1000 + p->population) + context_of(atlas, p);
    }
}

static void put(const ro_atlas *atlas, const ro_toponym *name, candidates *out, const ro_known_place *place) {
    if (!place || out->count == CANDIDATES || (name->area && place->kind < RO_PLACE_STATE)) return;
    for (size_t i = 0; i < out->count; i++)
        if (out->items[i].place == place) return;
    out->items[out->count++] = (candidate){place, score_of(atlas, place)};
}

/* A city of its country's name is the country in the news. */
static void drop_namesakes(candidates *all) {
    size_t kept = 0;
    bool country[RO_NO_COUNTRY + 1] = {false};
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].place->kind == RO_PLACE_COUNTRY) country[all->items[i].place->country] = true;
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].place->kind == RO_PLACE_COUNTRY || !country[all->items[i].place->country])
            all->items[kept++] = all->items[i];
    all->count = kept;
}

static candidates candidates_of(const ro_atlas *atlas, const ro_toponym *name) {
    const ro_gazetteer *g = atlas->gazetteer;
    candidates out = {.count = 0};
    size_t count, size = strlen(name->key);
    const ro_place_name *names = ro_gazetteer_find(g, name->key, &count);
    char bare[48];
    if (!count && size > 5 && size < sizeof bare && !strcmp(name->key + size - 5, " city")) { /* "Benghazi City" */
        memcpy(bare, name->key, size - 5);
        bare[size - 5] = 0;
        names = ro_gazetteer_find(g, bare, &count);
    }
    if (*name->code && name->unique) put(atlas, name, &out, ro_gazetteer_country(g, name->code));
    if (*name->code && !name->unique) return out;
    for (size_t i = 0; i < count; i++) put(atlas, name, &out, &g->places[names[i].place]);
    drop_namesakes(&out);
    return out;
}

static bool is_inside(const ro_atlas *atlas, const ro_known_place *place, const ro_known_place *area) {
    if (place == area) return false;
    if (area->kind == RO_PLACE_STATE) return place->kind < RO_PLACE_STATE && state_of(atlas, place) == area;
    return place->country == area->country && place->kind != RO_PLACE_COUNTRY;
}

/* ---- neighbours */

static const char PLACE_NOUNS[] =
    " city town village capital port suburb resort settlement municipality cities towns villages capitals neighbourhood ";
static const char BETWEEN[] =
    " of the old northern southern eastern western central north south east west coastal border northeastern northwestern "
    "southeastern southwestern largest second biggest main holy besieged then former ";

/* "the Georgian city of X", "Syria's X", "Georgia's capital, X". */
static ro_areas areas_around_before(const ro_atlas *atlas, const ro_place_mention *m) {
    const ro_plain_word *w = atlas->words.items;
    uint32_t i = m->from;
    bool noun = false;
    for (int steps = 0; i && steps < 7; steps++, i--) {
        if (w[i].gap != ' ' && !(w[i].gap == ',' && i == m->from)) return (ro_areas){0};
        bool placing = ro_word_in(&w[i - 1], PLACE_NOUNS);
        noun = noun || placing;
        if (!placing && !ro_word_in(&w[i - 1], BETWEEN)) break;
    }
    if (!i || !(noun || w[i - 1].possessive)) return (ro_areas){0};
    return ro_areas_before(atlas, i);
}

/* "X, Texas", "X in Texas", "X, in Texas"; *at: the first word of the area. */
static ro_areas areas_behind(const ro_atlas *atlas, const ro_place_mention *m, uint32_t *at) {
    const ro_plain_word *w = atlas->words.items;
    uint32_t next = m->to, count;
    if (next >= atlas->words.count || w[next - 1].possessive) return (ro_areas){0};
    bool in = ro_word_in(&w[next], " in ");
    if (w[next].gap != ',' && !(in && w[next].gap == ' ')) return (ro_areas){0};
    *at = next + in;
    return ro_areas_at(atlas, *at, &count);
}

/* The likeliest of a name's places that lies in one of the areas, and the area. */
static const ro_known_place *likeliest_in(const ro_atlas *atlas, const ro_toponym *name, const ro_areas *areas,
                                          const ro_known_place **area) {
    candidates all = candidates_of(atlas, name);
    const candidate *best = NULL;
    for (size_t k = 0; k < areas->count; k++)
        for (size_t i = 0; i < all.count; i++) {
            const candidate *c = &all.items[i];
            if (!is_inside(atlas, c->place, areas->items[k]) || (best && best->score >= c->score)) continue;
            best = c;
            *area = areas->items[k];
        }
    return best ? best->place : NULL;
}

/* "Washington state", "the state of Georgia", "the Republic of Georgia", "Washington, D.C.". */
static const ro_known_place *called(const ro_atlas *atlas, const ro_place_mention *m) {
    const ro_plain_word *w = atlas->words.items;
    bool next = m->to < atlas->words.count && !w[m->to - 1].possessive && (w[m->to].gap == ' ' || w[m->to].gap == ',');
    bool capital = next && ro_word_in(&w[m->to], " d.c. d.c dc "), behind = next && ro_word_in(&w[m->to], " state ");
    bool of = m->from >= 2 && ro_word_in(&w[m->from - 1], " of ") && w[m->from].gap == ' ';
    bool state = behind || (of && ro_word_in(&w[m->from - 2], " state "));
    if (!state && !capital && !(of && ro_word_in(&w[m->from - 2], " republic "))) return NULL;
    candidates all = candidates_of(atlas, &atlas->names.items[m->name]);
    ro_place_kind kind = capital ? RO_PLACE_CAPITAL : state ? RO_PLACE_STATE : RO_PLACE_COUNTRY;
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i].place->kind == kind) return all.items[i].place;
    return NULL;
}

static bool fix(ro_atlas *atlas, ro_place_mention *m, const ro_known_place *place, bool holds) {
    m->fixed = place;
    m->holds = holds;
    ro_toponym *name = &atlas->names.items[m->name];
    if (!holds && !name->decided) name->decided = place;
    return add_place(atlas, place, holds ? MOST_STATE : DECIDED);
}

/* Whether an area behind a name's comma is where it must lie. A country may be the next of a list, a state hardly. */
static bool is_bound(const ro_atlas *atlas, const ro_toponym *name, const ro_areas *areas) {
    enum { METROPOLIS = 1000000 };
    candidates all = candidates_of(atlas, name);
    bool state = false, large = false;
    for (size_t i = 0; i < areas->count; i++) state = state || areas->items[i]->kind == RO_PLACE_STATE;
    for (size_t i = 0; i < all.count; i++) {
        const ro_known_place *p = all.items[i].place;
        if (p->kind > RO_PLACE_CAPITAL) return false;
        large = large || p->kind == RO_PLACE_CAPITAL || p->population >= METROPOLIS;
    }
    return areas->count && (state || !large);
}

static bool read_neighbours(ro_atlas *atlas, size_t i) {
    ro_place_mention *m = &atlas->mentions.items[i], *next = i + 1 < atlas->mentions.count ? m + 1 : NULL;
    ro_toponym *name = &atlas->names.items[m->name];
    const ro_known_place *area = NULL, *place;
    uint32_t at = RO_NONE;
    if (m->fixed) return true;
    if ((place = called(atlas, m))) return fix(atlas, m, place, false);
    ro_areas areas = areas_behind(atlas, m, &at);
    place = likeliest_in(atlas, name, &areas, &area);
    bool named = next && next->from == at;
    if (place && named && atlas->names.items[next->name].unique && !fix(atlas, next, area, true)) return false;
    if (!place && named && atlas->words.items[at].gap == ',') name->elsewhere = name->elsewhere || is_bound(atlas, name, &areas);
    if (!place) {
        areas = areas_around_before(atlas, m);
        place = likeliest_in(atlas, name, &areas, &area);
        ro_place_mention *before = i ? m - 1 : NULL;
        bool owner = before && before->to <= m->from && m->from - before->to < 6 && atlas->words.items[before->to - 1].possessive;
        if (place && owner && !before->fixed && !fix(atlas, before, area, true)) return false;
    }
    return !place || fix(atlas, m, place, false);
}

/* ---- decisions */

static bool are_near(const ro_known_place *a, const ro_known_place *b) {
    enum { NEAR = 5000 /* half a degree: a city and its district of the same name */ };
    if (a->lat == RO_NO_DEGREES || b->lat == RO_NO_DEGREES) return false;
    return labs((long)a->lat - b->lat) < NEAR && labs((long)a->lon - b->lon) < NEAR;
}

/* Whether either may stand for the other: a city and its district, or New York and its state. */
static bool are_one(const ro_atlas *atlas, const ro_known_place *a, const ro_known_place *b) {
    return are_near(a, b) || state_of(atlas, a) == b;
}

static bool is_town(const ro_known_place *p) { return p->kind == RO_PLACE_CITY && p->population < TOWN; }

/* The place that a name means by itself; NULL where none is likely enough. */
static const ro_known_place *choose(const ro_atlas *atlas, const ro_toponym *name) {
    candidates all = candidates_of(atlas, name);
    const candidate *best = NULL;
    for (size_t i = 0; i < all.count; i++)
        if (!best || all.items[i].score > best->score) best = &all.items[i];
    if (!best || name->elsewhere) return NULL;
    const ro_known_place *p = best->place;
    double weight = p->country == RO_NO_COUNTRY ? 0 : atlas->countries[p->country];
    for (size_t i = 0; i < all.count; i++) {
        const ro_known_place *other = all.items[i].place;
        double margin = weight > 0 || other->country == p->country ? MARGIN : STRANGE;
        if (other != p && best->score - all.items[i].score < margin && !are_one(atlas, p, other)) return NULL;
    }
    return is_town(p) && weight * PART < atlas->most ? NULL : p;
}

/* Whether no other city of note has the name. */
static bool is_sole(const ro_atlas *atlas, const ro_toponym *name, const ro_known_place *p) {
    candidates all = candidates_of(atlas, name);
    for (size_t i = 0; i < all.count; i++) {
        const ro_known_place *other = all.items[i].place;
        if (other != p && other->kind == RO_PLACE_CITY && other->population >= TOWN && !are_one(atlas, p, other)) return false;
    }
    return true;
}

/* Places that are surely meant tell what the report is about, before small ones are chosen: large cities first, then states and
 * regions, which hang from what the cities say. Countries were counted as words. */
static bool weigh_names(ro_atlas *atlas, bool cities) {
    enum { LARGE = 300000 };
    bool ok = true;
    for (uint32_t i = 0; i < atlas->names.count; i++)
        atlas->names.items[i].place = atlas->names.items[i].decided ? NULL : choose(atlas, &atlas->names.items[i]);
    for (uint32_t i = 0; ok && i < atlas->names.count; i++) {
        const ro_known_place *p = atlas->names.items[i].place;
        if (!p || p->kind == RO_PLACE_COUNTRY || cities != (p->kind <= RO_PLACE_CAPITAL)) continue;
        if (p->kind == RO_PLACE_CITY && (p->population < LARGE || !is_sole(atlas, &atlas->names.items[i], p))) continue;
        ok = add_place(atlas, p, 1);
    }
    return ok;
}

bool ro_places_resolve(ro_atlas *atlas) {
    if (!atlas->gazetteer->n_places) return true;
    atlas->countries = ro_arena_array(atlas->arena, atlas->gazetteer->n_countries + 1u, sizeof *atlas->countries);
    if (!atlas->countries) return false;
    weigh_words(atlas);
    for (size_t i = 0; i < atlas->mentions.count; i++)
        if (!read_neighbours(atlas, i)) return false;
    if (!weigh_names(atlas, true) || !weigh_names(atlas, false)) return false;
    for (uint32_t i = 0; i < atlas->gazetteer->n_countries; i++) atlas->most = fmax(atlas->most, atlas->countries[i]);
    for (uint32_t i = 0; i < atlas->names.count; i++) {
        ro_toponym *name = &atlas->names.items[i];
        name->place = name->decided ? name->decided : choose(atlas, name);
    }
    return true;
}
