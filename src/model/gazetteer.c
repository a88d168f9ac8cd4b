#include "model/gazetteer.h"

enum { VERSION = 1, HEADER = 32, MOST = 1 << 24 /* of anything; sums of sizes stay far below 64 bits */ };

_Static_assert(sizeof(ro_known_place) == 20 && sizeof(ro_known_country) == 8 && sizeof(ro_place_name) == 8,
               "the section is read in place");

static bool refuse(ro_error *error, const char *what) {
    return ro_fail(error, RO_E_MODEL, "broken model file: section gazetteer: %s; fetch it again", what);
}

/* ---- checks: whatever the bytes are, nothing behind them is ever read */

static bool check_countries(const ro_gazetteer *g, ro_error *error) {
    for (uint32_t i = 0; i < g->n_countries; i++) {
        const ro_known_country *c = &g->countries[i];
        for (int k = 0; k < 3; k++)
            if (c->code[k] < 'A' || c->code[k] > 'Z') return refuse(error, "a country's code");
        if (c->code[3]) return refuse(error, "a country's code");
        if (i && memcmp(g->countries[i - 1].code, c->code, 3) >= 0) return refuse(error, "the order of the countries");
        if (c->place >= g->n_places || g->places[c->place].kind != RO_PLACE_COUNTRY) return refuse(error, "a country's place");
    }
    return true;
}

static bool is_degrees(int32_t degrees, int32_t most) { return degrees >= -most * 10000 && degrees <= most * 10000; }

static bool check_places(const ro_gazetteer *g, ro_error *error) {
    for (uint32_t i = 0; i < g->n_places; i++) {
        const ro_known_place *p = &g->places[i];
        bool nowhere = p->lat == RO_NO_DEGREES && p->lon == RO_NO_DEGREES;
        if (!nowhere && !(is_degrees(p->lat, 90) && is_degrees(p->lon, 180))) return refuse(error, "coordinates");
        if (p->kind > RO_PLACE_REGION) return refuse(error, "the kind of a place");
        if (p->country != RO_NO_COUNTRY && p->country >= g->n_countries) return refuse(error, "the country of a place");
        if (p->state != RO_NO_STATE && (p->state >= g->n_places || g->places[p->state].kind != RO_PLACE_STATE))
            return refuse(error, "the state of a place");
    }
    return true;
}

static bool check_names(const ro_gazetteer *g, size_t strings, ro_error *error) {
    if (g->n_names && (!strings || g->strings[strings - 1])) return refuse(error, "a name without end");
    for (uint32_t i = 0; i < g->n_names; i++) {
        const ro_place_name *n = &g->names[i];
        if (n->name >= strings || (n->name && g->strings[n->name - 1])) return refuse(error, "where a name stands");
        if (n->place >= g->n_places) return refuse(error, "the place of a name");
        if (i && n->name != n[-1].name && strcmp(g->strings + n[-1].name, g->strings + n->name) >= 0)
            return refuse(error, "the order of the names");
    }
    return true;
}

bool ro_gazetteer_open(ro_gazetteer *g, const char *bytes, size_t size, ro_error *error) {
    uint32_t head[HEADER / 4];
    if (size < HEADER) return refuse(error, "too short");
    memcpy(head, bytes, HEADER);
    if (head[0] != VERSION)
        return ro_fail(error, RO_E_MODEL,
                       "the model's gazetteer has version %u, this program reads %d: use the model that came with it", head[0],
                       VERSION);
    for (size_t i = 1; i < HEADER / 4; i++)
        if (i < 5 ? head[i] > MOST : head[i]) return refuse(error, "its header");
    size_t countries = HEADER, places = countries + head[1] * sizeof *g->countries, names = places + head[2] * sizeof *g->places,
           strings = names + head[3] * sizeof *g->names;
    if (strings + head[4] != size) return refuse(error, "its size");
    *g = (ro_gazetteer){.countries = (const void *)(bytes + countries),
                        .places = (const void *)(bytes + places),
                        .names = (const void *)(bytes + names),
                        .strings = bytes + strings,
                        .n_countries = head[1],
                        .n_places = head[2],
                        .n_names = head[3]};
    return check_countries(g, error) && check_places(g, error) && check_names(g, head[4], error);
}

/* ---- looking up */

/* Whether two bytes or more at hand are a mark that no key has: ‘ ’ and the modifier letters that stand for them. */
static size_t mark_size(const unsigned char *at) {
    if (at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0x98 || at[2] == 0x99)) return 3;
    return at[0] == 0xCA && at[1] >= 0xB9 && at[1] <= 0xBF ? 2 : 0;
}

/* Likewise a space or a dash. */
static size_t gap_size(const unsigned char *at) {
    if (*at == ' ' || (*at >= '\t' && *at <= '\r') || *at == '-' || *at == '/') return 1;
    if (at[0] == 0xC2 && at[1] == 0xA0) return 2;
    return at[0] == 0xE2 && at[1] == 0x80 && at[2] >= 0x90 && at[2] <= 0x95 ? 3 : 0;
}

static bool is_mark(unsigned char c) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'), digit = c >= '0' && c <= '9';
    return c < 0x80 && !letter && !digit;
}

void ro_gazetteer_key(char *folded) {
    const unsigned char *from = (const unsigned char *)folded;
    char *to = folded;
    while (*from) {
        size_t gap = gap_size(from), mark = mark_size(from);
        if (gap && to > folded && to[-1] != ' ') *to++ = ' ';
        if (!gap && !mark && !is_mark(*from)) *to++ = (char)*from;
        from += gap ? gap : mark ? mark : 1;
    }
    while (to > folded && to[-1] == ' ') to--;
    *to = 0;
}

const ro_place_name *ro_gazetteer_find(const ro_gazetteer *g, const char *key, size_t *count) {
    uint32_t low = 0, high = g->n_names;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(g->strings + g->names[middle].name, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    if (low == g->n_names || strcmp(g->strings + g->names[low].name, key) != 0) return NULL;
    while (low + *count < g->n_names && g->names[low + *count].name == g->names[low].name) ++*count;
    return &g->names[low];
}

static int by_code(const void *code, const void *row) { return strncmp(code, ((const ro_known_country *)row)->code, 4); }

const ro_known_place *ro_gazetteer_country(const ro_gazetteer *g, const char *code) {
    if (!g->n_countries) return NULL;
    const ro_known_country *c = bsearch(code, g->countries, g->n_countries, sizeof *g->countries, by_code);
    return c ? &g->places[c->place] : NULL;
}

const char *ro_gazetteer_code(const ro_gazetteer *g, const ro_known_place *place) {
    return place->country == RO_NO_COUNTRY ? "" : g->countries[place->country].code;
}
