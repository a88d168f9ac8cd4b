#include "find/places.h"

/* Words behind a name, or with "of" before it, that make it an area and not the city of that name. */
static const char AREA_WORDS[] =
    " province provinces region regions governorate oblast district county prefecture state republic territory peninsula valley "
    "river lake sea gulf bay island islands strait mountains desert basin canyon plateau department krai canton division ";
/* Words behind a name that make it part of a name of something else. */
static const char OTHER_NAMES[] =
    " accord accords agreement agreements convention conventions protocol protocols treaty pact declaration times post globe "
    "herald tribune university airlines airways ";
static const char LOCATIVE[] = " in at near from to outside around inside across via through ";
static const char CALENDAR[] =
    " january february march april may june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday spring summer autumn winter christmas easter ramadan parliament congress english ";

/* Words that are no names, whatever town is called so. */
static const char GENERIC[] =
    " republic union kingdom commonwealth state capital west east north south central city island islands coast border province "
    "federation territory centre center college university station park square airport ";

/* Names of countries that mean a part of one; GeoNames' package knows them not. */
static const char PARTS[] = " england scotland wales ";

typedef struct abbreviation {
    const char *key, *state;
} abbreviation;

/* States as the AP and the post cut them short, without full stops; read behind a comma alone. */
static const abbreviation ABBREVIATIONS[] = {
    {"ak", "alaska"},
    {"al", "alabama"},
    {"ala", "alabama"},
    {"ar", "arkansas"},
    {"ariz", "arizona"},
    {"ark", "arkansas"},
    {"az", "arizona"},
    {"ca", "california"},
    {"calif", "california"},
    {"co", "colorado"},
    {"colo", "colorado"},
    {"conn", "connecticut"},
    {"ct", "connecticut"},
    {"dc", "district of columbia"},
    {"de", "delaware"},
    {"del", "delaware"},
    {"fl", "florida"},
    {"fla", "florida"},
    {"ga", "georgia"},
    {"hi", "hawaii"},
    {"ia", "iowa"},
    {"id", "idaho"},
    {"il", "illinois"},
    {"ill", "illinois"},
    {"in", "indiana"},
    {"ind", "indiana"},
    {"kan", "kansas"},
    {"kans", "kansas"},
    {"ks", "kansas"},
    {"ky", "kentucky"},
    {"la", "louisiana"},
    {"ma", "massachusetts"},
    {"mass", "massachusetts"},
    {"md", "maryland"},
    {"me", "maine"},
    {"mi", "michigan"},
    {"mich", "michigan"},
    {"minn", "minnesota"},
    {"miss", "mississippi"},
    {"mn", "minnesota"},
    {"mo", "missouri"},
    {"mont", "montana"},
    {"ms", "mississippi"},
    {"mt", "montana"},
    {"nc", "north carolina"},
    {"nd", "north dakota"},
    {"ne", "nebraska"},
    {"neb", "nebraska"},
    {"nebr", "nebraska"},
    {"nev", "nevada"},
    {"nh", "new hampshire"},
    {"nj", "new jersey"},
    {"nm", "new mexico"},
    {"nv", "nevada"},
    {"ny", "new york"},
    {"oh", "ohio"},
    {"ok", "oklahoma"},
    {"okla", "oklahoma"},
    {"or", "oregon"},
    {"ore", "oregon"},
    {"pa", "pennsylvania"},
    {"ri", "rhode island"},
    {"sc", "south carolina"},
    {"sd", "south dakota"},
    {"tenn", "tennessee"},
    {"tex", "texas"},
    {"tn", "tennessee"},
    {"tx", "texas"},
    {"ut", "utah"},
    {"va", "virginia"},
    {"vt", "vermont"},
    {"wa", "washington"},
    {"wash", "washington"},
    {"wi", "wisconsin"},
    {"wis", "wisconsin"},
    {"wv", "west virginia"},
    {"wva", "west virginia"},
    {"wy", "wyoming"},
    {"wyo", "wyoming"},
};

static int by_key(const void *key, const void *row) { return strcmp(key, ((const abbreviation *)row)->key); }

/* ---- areas */

static void put_area(ro_areas *areas, const ro_known_place *place) {
    for (size_t i = 0; i < areas->count; i++)
        if (areas->items[i] == place) return;
    if (place && areas->count < RO_AREAS) areas->items[areas->count++] = place;
}

static void put_areas(const ro_atlas *atlas, const char *key, ro_areas *areas) {
    const ro_gazetteer *g = atlas->gazetteer;
    size_t count;
    const ro_place_name *names = ro_gazetteer_find(g, key, &count);
    for (size_t i = 0; i < count; i++) {
        const ro_known_place *place = &g->places[names[i].place];
        if (place->kind >= RO_PLACE_STATE && place->country != RO_NO_COUNTRY) put_area(areas, place);
    }
}

/* The folded words in room bytes; false: they are no name, or too long for one. */
static bool key_of(const ro_atlas *atlas, uint32_t from, uint32_t to, char *key, size_t room) {
    size_t size = 0;
    if (!atlas->words.items[from].upper) return false;
    for (uint32_t i = from; i < to; i++) {
        const ro_plain_word *w = &atlas->words.items[i];
        size_t length = strlen(w->fold);
        if (size + length + 2 > room || (i > from && (w->gap != ' ' || atlas->words.items[i - 1].possessive))) return false;
        if (i > from) key[size++] = ' ';
        memcpy(key + size, w->fold, length + 1);
        size += length;
    }
    return true;
}

/* The areas of the words [from, to) exactly. */
static ro_areas areas_of(const ro_atlas *atlas, uint32_t from, uint32_t to) {
    char key[64];
    ro_areas out = {0};
    if (!key_of(atlas, from, to, key, sizeof key)) return out;
    const ro_country *country = ro_country_find(key);
    bool word = strlen(key) > 2 || atlas->words.items[from].capitals; /* "us" is no country */
    if (country && country->kind == 'n' && word) put_area(&out, ro_gazetteer_country(atlas->gazetteer, country->code));
    ro_gazetteer_key(key);
    put_areas(atlas, key, &out);
    return out;
}

ro_areas ro_areas_at(const ro_atlas *atlas, uint32_t at, uint32_t *count) {
    for (uint32_t n = 4; n; n--) {
        ro_areas out = at + n <= atlas->words.count ? areas_of(atlas, at, at + n) : (ro_areas){0};
        *count = n;
        if (out.count) return out;
    }
    ro_areas out = {0};
    char key[16];
    *count = 1;
    if (at >= atlas->words.count || !atlas->words.items[at].upper || strlen(atlas->words.items[at].fold) >= sizeof key)
        return out;
    strcpy(key, atlas->words.items[at].fold);
    ro_gazetteer_key(key);
    const abbreviation *row =
        bsearch(key, ABBREVIATIONS, sizeof ABBREVIATIONS / sizeof *ABBREVIATIONS, sizeof *ABBREVIATIONS, by_key);
    if (row) put_areas(atlas, row->state, &out);
    return out;
}

ro_areas ro_areas_before(const ro_atlas *atlas, uint32_t at) {
    uint32_t count;
    ro_areas out = {0};
    const ro_country *country = ro_country_before(&atlas->words, at, 0, &count);
    if (country && country->kind == 'd') put_area(&out, ro_gazetteer_country(atlas->gazetteer, country->code));
    for (uint32_t n = at < 4 ? at : 4; n && !out.count; n--) out = areas_of(atlas, at - n, at);
    return out;
}

/* ---- names */

static bool is_part(const char *fold) {
    size_t size = strlen(fold);
    for (const char *at = PARTS; (at = strstr(at, fold)); at++)
        if (at > PARTS && at[-1] == ' ' && at[size] == ' ') return true;
    return !strcmp(fold, "northern ireland");
}

static bool next_in(const ro_atlas *atlas, uint32_t to, const char *list) {
    if (to >= atlas->words.count || atlas->words.items[to - 1].possessive) return false;
    return atlas->words.items[to].gap == ' ' && ro_word_in(&atlas->words.items[to], list);
}

/* "Kandahar province", "the province of Kandahar". */
static bool is_area(const ro_atlas *atlas, uint32_t from, uint32_t to) {
    const ro_plain_word *w = atlas->words.items;
    if (next_in(atlas, to, AREA_WORDS) && !w[to].upper) return true;
    return from >= 2 && w[from].gap == ' ' && w[from - 1].gap == ' ' && ro_word_in(&w[from - 1], " of ") &&
           ro_word_in(&w[from - 2], AREA_WORDS);
}

ro_span ro_place_words(const ro_atlas *atlas, const ro_place_mention *m) {
    ro_span out = ro_words_span(&atlas->words, m->from, m->to);
    if (out.start < m->span.start) out.start = m->span.start; /* "Virginia" of "Virginia-based" */
    if (out.end > m->span.end) out.end = m->span.end;
    return out;
}

/* The folded words without an article; NULL: out of memory. */
static const char *fold_of(const ro_atlas *atlas, ro_span span) {
    const char *fold = ro_fold(atlas->arena, atlas->record->document->text.bytes + span.start, span.end - span.start);
    return fold && !strncmp(fold, "the ", 4) ? fold + 4 : fold;
}

/* The name of a mention, made where it is new; RO_NONE: out of memory. */
static uint32_t name_of(ro_atlas *atlas, const ro_place_mention *m) {
    const ro_plain_word *first = &atlas->words.items[m->from];
    const char *fold = fold_of(atlas, ro_place_words(atlas, m));
    char *key = fold ? ro_arena_copy(atlas->arena, fold, strlen(fold)) : NULL;
    if (!key) return RO_NONE;
    ro_gazetteer_key(key);
    const ro_country *country = ro_country_find(fold);
    if (country && (country->kind != 'n' || (strlen(fold) < 3 && !first->capitals))) country = NULL; /* "us" */
    ro_toponym name = {.key = key, .code = country ? country->code : "", .area = is_area(atlas, m->from, m->to)};
    name.unique = !is_part(fold);
    name.elsewhere = m->to - m->from == 1 && ro_word_in(first, GENERIC);
    const char *mark = ro_arena_print(atlas->arena, "%s%s", key, name.area ? " \x01" : "");
    if (!mark) return RO_NONE;
    uint32_t at = ro_map_get(&atlas->keys, mark);
    if (at != RO_NONE) return at;
    at = (uint32_t)atlas->names.count;
    return ro_list_add(atlas->arena, &atlas->names, name) && ro_map_set(atlas->arena, &atlas->keys, mark, at) ? at : RO_NONE;
}

/* ---- mentions */

static bool add_mention(ro_atlas *atlas, ro_span span) {
    uint32_t from = ro_words_at(&atlas->words, span.start), to = ro_words_at(&atlas->words, span.end);
    if (to < atlas->words.count && atlas->words.items[to].span.start < span.end) to++;
    if (from >= to) return true;
    ro_place_mention mention = {.span = span, .from = from, .to = to, .place = RO_NONE};
    while (mention.from + 1 < to && !atlas->words.items[mention.from].upper) mention.from++; /* "downtown Chicago" */
    for (uint32_t i = mention.from + 1; i < mention.to; i++)
        if (atlas->words.items[i].gap == ',') mention.to = i; /* "Paris, Texas" tagged as one */
    mention.name = name_of(atlas, &mention);
    return mention.name != RO_NONE && ro_list_add(atlas->arena, &atlas->mentions, mention);
}

static bool after_locative(const ro_atlas *atlas, uint32_t from) {
    const ro_plain_word *w = atlas->words.items;
    if (from && w[from].gap == ' ' && ro_word_in(&w[from - 1], " the ")) from--;
    return from && w[from].gap == ' ' && ro_word_in(&w[from - 1], LOCATIVE);
}

static int by_place(const void *a, const void *b) {
    const ro_span *x = a, *y = b;
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

/* Where the persons and governments of the report stand, and the persons' last names. */
static bool gather_actors(ro_atlas *atlas) {
    for (size_t i = 0; i < atlas->record->actors.count; i++) {
        const ro_actor *a = &atlas->record->actors.items[i];
        ro_spans *spans = a->kind == RO_PERSON ? &atlas->persons : a->kind == RO_GOVERNMENT ? &atlas->governments : NULL;
        const char *last = a->kind == RO_PERSON ? strrchr(a->name, ' ') : NULL;
        if (last && !ro_map_set(atlas->arena, &atlas->surnames, last + 1, (uint32_t)i)) return false;
        for (size_t k = 0; spans && k < a->mentions.count; k++)
            if (!ro_list_add(atlas->arena, spans, a->mentions.items[k])) return false;
    }
    if (atlas->persons.count) qsort(atlas->persons.items, atlas->persons.count, sizeof(ro_span), by_place);
    if (atlas->governments.count) qsort(atlas->governments.items, atlas->governments.count, sizeof(ro_span), by_place);
    return true;
}

static bool holds(const ro_spans *spans, ro_span span) {
    return spans->count && bsearch(&span, spans->items, spans->count, sizeof span, by_place);
}

/* "Washington said", where the report has a Denzel Washington. */
static bool is_surname(const ro_atlas *atlas, ro_span span) {
    char name[64] = "";
    if (span.end - span.start >= sizeof name) return false;
    memcpy(name, atlas->record->document->text.bytes + span.start, span.end - span.start);
    return ro_map_get(&atlas->surnames, name) != RO_NONE;
}

/* Whether an entity is a place: what the model calls one, but for persons and parts of other names; and a country or a capital
 * that it calls an organisation, where it acts as a government or something is in it. */
static bool is_place(const ro_atlas *atlas, const ro_entity *entity) {
    uint32_t from = ro_words_at(&atlas->words, entity->span.start), to = ro_words_at(&atlas->words, entity->span.end), count;
    if (from >= atlas->words.count) return false;
    if (to < atlas->words.count && atlas->words.items[to].span.start < entity->span.end) to++;
    bool in = after_locative(atlas, from);
    if (entity->label == RO_ENTITY_ORG) {
        const ro_country *country = ro_country_at(&atlas->words, from, to, &count);
        return country && country->kind != 'd' && from + count == to && (in || holds(&atlas->governments, entity->span));
    }
    if (entity->label != RO_ENTITY_LOC || holds(&atlas->persons, entity->span)) return false;
    if (next_in(atlas, to, OTHER_NAMES) && atlas->words.items[to].upper) return false;
    const ro_country *country = ro_country_at(&atlas->words, from, to, &count);
    if (country && country->kind == 'd' && from + count == to) return false;
    const char *key = in ? NULL : ro_words_fold(atlas->arena, &atlas->words, from, to);
    if (key && ro_body_find(key)) return false; /* "the White House said" */
    return in || !is_surname(atlas, entity->span);
}

/* Whether some city of note has the name of the words [at, at + n), and the name ends there. */
static bool is_city(const ro_atlas *atlas, uint32_t at, uint32_t n) {
    enum { OF_NOTE = 100000 };
    const ro_plain_word *w = atlas->words.items;
    char key[64];
    if (at + n > atlas->words.count || ro_word_in(&w[at], GENERIC) || strlen(w[at].fold) < 4) return false;
    if (at + n < atlas->words.count && w[at + n].gap == ' ' && w[at + n].upper) return false;
    for (uint32_t i = at; i < at + n; i++) {
        size_t token = ro_token_at(atlas->record, w[i].span.start);
        bool proper =
            token < atlas->record->layers.tokens.count && atlas->record->layers.tokens.items[token].upos == RO_UPOS_PROPN;
        if (w[i].entity != RO_NONE || !w[i].upper || w[i].acronym || !proper || (i > at && w[i].gap != ' ')) return false;
    }
    if (!key_of(atlas, at, at + n, key, sizeof key)) return false;
    ro_gazetteer_key(key);
    size_t count;
    const ro_place_name *names = ro_gazetteer_find(atlas->gazetteer, key, &count);
    const ro_known_place *p = count ? &atlas->gazetteer->places[names->place] : NULL;
    return p && (p->kind == RO_PLACE_CAPITAL || (p->kind == RO_PLACE_CITY && p->population >= OF_NOTE));
}

/* The words of a name that no entity holds: those of a country, or of a city behind "in"; how many, 0: none. */
static uint32_t untagged(const ro_atlas *atlas, uint32_t at) {
    const ro_plain_word *w = atlas->words.items;
    uint32_t count;
    if (w[at].entity != RO_NONE || !w[at].upper || !after_locative(atlas, at) || ro_word_in(&w[at], CALENDAR)) return 0;
    const ro_country *country = ro_country_at(&atlas->words, at, (uint32_t)atlas->words.count, &count);
    for (uint32_t i = at; i < at + count; i++)
        if (w[i].entity != RO_NONE) return 0;
    if (country) return country->kind != 'd' ? count : 0;
    if (ro_word_in(&w[at - 1], " at ")) return 0; /* "the university of … at Boulder" */
    for (uint32_t n = 3; n; n--)
        if (is_city(atlas, at, n)) return n;
    return 0;
}

static int by_span(const void *a, const void *b) {
    const ro_place_mention *x = a, *y = b;
    if (x->span.start != y->span.start) return x->span.start < y->span.start ? -1 : 1;
    return x->span.end < y->span.end ? -1 : x->span.end > y->span.end;
}

/* The towns of the dateline ("KYIV/MOSCOW", "AUSTIN, Texas") that no entity holds. */
static bool gather_dateline(ro_atlas *atlas) {
    const ro_record *record = atlas->record;
    const char *bytes = record->document->text.bytes;
    ro_span all = record->dateline.where;
    for (uint32_t at = all.start, end = all.end; at < end; at++) {
        uint32_t to = at;
        while (to < end && bytes[to] != '/' && bytes[to] != ',') to++;
        ro_span span = ro_text_trim(&record->document->text, (ro_span){at, to});
        size_t i = RO_SEARCH(record->layers.entities, span, span.start);
        bool held = i < record->layers.entities.count && ro_span_overlaps(record->layers.entities.items[i].span, span) &&
                    record->layers.entities.items[i].label == RO_ENTITY_LOC;
        if (!ro_span_empty(span) && !held && !add_mention(atlas, span)) return false;
        at = to;
    }
    return true;
}

bool ro_places_gather(ro_atlas *atlas) {
    const ro_record *record = atlas->record;
    if (!gather_actors(atlas) || !gather_dateline(atlas)) return false;
    for (size_t i = 0; i < record->layers.entities.count; i++) {
        const ro_entity *entity = &record->layers.entities.items[i];
        if (is_place(atlas, entity) && !add_mention(atlas, entity->span)) return false;
    }
    for (uint32_t i = 0, count; i < atlas->words.count; i += count ? count : 1) {
        count = untagged(atlas, i);
        if (count && !add_mention(atlas, ro_words_span(&atlas->words, i, i + count))) return false;
    }
    if (atlas->mentions.count) qsort(atlas->mentions.items, atlas->mentions.count, sizeof *atlas->mentions.items, by_span);
    size_t kept = 0;
    for (size_t i = 0; i < atlas->mentions.count; i++)
        if (!kept || !ro_span_overlaps(atlas->mentions.items[kept - 1].span, atlas->mentions.items[i].span))
            atlas->mentions.items[kept++] = atlas->mentions.items[i];
    atlas->mentions.count = kept;
    return true;
}
