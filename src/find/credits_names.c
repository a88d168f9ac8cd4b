#include "find/credits.h"

/* Nouns that say what an outlet is, around a name. */
static const char NOUNS[] =
    " agency newspaper paper daily weekly broadcaster channel station network magazine tabloid newswire wire "
    "website site portal outlet television tv radio online service journal broadsheet firm affiliate ";
/* Said of a name, they make it none of an outlet. */
static const char OTHERS[] =
    " nonprofit non-profit charity company think-tank tank airline union party club band rapper foundation "
    "institute university hospital bank team league insurer consultancy regulator association ";
/* Last words of names that only outlets have. */
static const char ENDINGS[] =
    " news times post herald reporter tribune gazette chronicle telegraph tv television radio press daily "
    "newspaper courier examiner inquirer dispatch mail journal broadcasting magazine today weekly ";
static const char MODIFIERS[] =
    " news press state state-run state-owned state-controlled official semi-official public private local "
    "national independent opposition pro-government leading international financial business military "
    "english conservative liberal influential respected popular online russian-language ";
static const char DAYS[] = " monday tuesday wednesday thursday friday saturday sunday ";
/* Behind an outlet's name they make that of another body. */
static const char BODIES[] = " institute foundation philanthropies university council group center centre corporation index "
                             "industrial association union college museum ocean company inc awards prize ";
static const char ARTICLES[] = " the a an its their ";
static const char STATE[] = " state state-run state-owned state-controlled official government-run ";

static bool ends_with(const char *word, const char *tail) {
    size_t size = strlen(word), length = strlen(tail);
    return size > length && !strcmp(word + size - length, tail);
}

/* "Qatar-based", "Hamas-run" */
static bool led_by_hyphen(const char *word) {
    static const char *const TAILS[] = {"-based", "-owned", "-run", "-backed", "-linked", "-affiliated", "-language"};
    for (size_t i = 0; i < sizeof TAILS / sizeof *TAILS; i++)
        if (ends_with(word, TAILS[i])) return true;
    return false;
}

static bool is_modifier(const ro_words *words, uint32_t at) {
    const ro_plain_word *word = &words->items[at];
    uint32_t count;
    if (ro_word_in(word, MODIFIERS) || ro_word_in(word, NOUNS)) return true;
    return led_by_hyphen(word->fold) || ro_country_at(words, at, at + 1, &count) != NULL;
}

/* "Qatar-based broadcaster", "Velmora's official news agency,": where the phrase before the name begins. */
static uint32_t phrase_begin(const ro_words *words, uint32_t from) {
    enum { LONGEST = 8 };
    uint32_t at = from;
    while (at && from - at < LONGEST) {
        char gap = words->items[at].gap;
        bool apposed = gap == ',' && at == from && ro_word_in(&words->items[at - 1], NOUNS);
        if (!(gap == ' ' || gap == '"' || apposed)) break;
        if (ro_word_in(&words->items[at - 1], ARTICLES)) return at - 1;
        bool network = at < from && ro_word_in(&words->items[at], " station affiliate ") && words->items[at - 1].acronym;
        if (!network && !is_modifier(words, at - 1)) break; /* "CBS station KDKA-TV" */
        at--;
    }
    return at;
}

/* "X news agency", "X (XNA)" */
static uint32_t phrase_end(const ro_words *words, uint32_t to) {
    const ro_plain_word *w = words->items;
    if (ro_plain_gap(words, to) && ro_plain_gap(words, to + 1) && ro_word_in(&w[to], STATE) && ro_word_in(&w[to + 1], " news "))
        to++;
    if (ro_plain_gap(words, to) && ro_plain_gap(words, to + 1) && ro_word_in(&w[to], " news press ") &&
        ro_word_in(&w[to + 1], " agency service "))
        to += 2;
    else
        while (ro_plain_gap(words, to) && ro_word_in(&w[to], NOUNS)) to++;
    if (to < words->count && w[to].gap == '(' && w[to].acronym && (to + 1 >= words->count || w[to + 1].gap != ' ')) to++;
    return to;
}

/* "X, the official news agency,": behind the description; `to` where there is none. */
static uint32_t apposition_end(const ro_words *words, uint32_t to) {
    enum { LONGEST = 8 };
    const ro_plain_word *w = words->items;
    if (to >= words->count || w[to].gap != ',' || !ro_word_in(&w[to], " the a an ")) return to;
    for (uint32_t i = to + 1; i + 1 < words->count && i < to + LONGEST && w[i].gap == ' '; i++)
        if (ro_word_in(&w[i], NOUNS) && w[i + 1].gap == ',') return i + 1;
    return to;
}

/* Where the capitalised words from `at` end; an abbreviated first name or a country before them is no part. */
static uint32_t run_end(const ro_words *words, uint32_t at) {
    enum { LONGEST = 6 };
    uint32_t to = at + 1;
    while (to - at < LONGEST && ro_plain_gap(words, to) && words->items[to].upper && !words->items[to - 1].possessive) to++;
    return to;
}

static bool is_domain(const char *fold) {
    static const char *const TOPS[] = {".com", ".org", ".net",   ".info",   ".news",   ".tv", ".ru", ".ua", ".de", ".fr", ".it",
                                       ".es",  ".pl",  ".co.uk", ".com.au", ".com.br", ".in", ".ir", ".ng", ".za", ".nz", ".ie",
                                       ".ch",  ".at",  ".be",    ".cz",     ".hu",     ".ro", ".kg", ".kz", ".ge", ".am"};
    for (size_t i = 0; i < sizeof TOPS / sizeof *TOPS; i++)
        if (ends_with(fold, TOPS[i])) return true;
    return false;
}

/* "KentOnline", "TheWire": names written as one word, each part with its capital */
static bool is_joined_name(const ro_cast *cast, const ro_plain_word *word) {
    static const char *const TAILS[] = {"Online", "Live", "News", "Media", "TV", "Times", "Daily", "Radio", "Mail"};
    const char *at = cast->record->document->text.bytes + word->span.start;
    size_t size = word->span.end - word->span.start;
    for (size_t i = 0; i < sizeof TAILS / sizeof *TAILS; i++) {
        size_t tail = strlen(TAILS[i]);
        bool inner = size > tail + 1 && at[size - tail - 1] >= 'a' && at[size - tail - 1] <= 'z';
        if (inner && !strncmp(at + size - tail, TAILS[i], tail)) return true;
    }
    return size > 5 && !strncmp(at, "The", 3) && at[3] >= 'A' && at[3] <= 'Z' && at[4] >= 'a' && at[4] <= 'z';
}

/* "KDKA-TV", "WBEZ-FM" */
static bool is_call_sign(const ro_plain_word *word) {
    bool letters = *word->fold == 'k' || *word->fold == 'w' || *word->fold == 'c';
    size_t size = strlen(word->fold);
    return letters && word->capitals && size > 5 && size < 8 &&
           (ends_with(word->fold, "-tv") || ends_with(word->fold, "-fm") || ends_with(word->fold, "-am"));
}

/* "the Tarsk Wire agency reported", "Tarsk Wire quoted": what may be another body's name is an agency's where it passes news on;
 * `to` is behind the name. */
static bool reports_as_agency(const ro_cast *cast, uint32_t from, uint32_t to) {
    const ro_words *words = &cast->words;
    ro_outlet_name name = {.from = from, .to = to, .begin = from, .end = to, .doubtful = true};
    bool agency = ro_plain_gap(words, to) && ro_word_in(&words->items[to], " agency wire newswire ");
    if (agency) name.end++;
    if (!agency && !(to - from > 1 && ro_word_in(&words->items[to - 1], " wire newswire "))) return false;
    if (words->items[to - 1].acronym || words->items[to - 1].possessive) return false; /* "the UN agency" */
    for (uint32_t i = from, count; i < to; i++)
        if (ro_country_at(words, i, to, &count) && i + count == to) return false; /* "the Norwegian agency" */
    return ro_outlet_reports(words, &name) && !*ro_sector_of(words->items[to - 1].fold);
}

/* "the newspaper Zarelin", "the Ostwire news agency" */
static bool called_outlet(const ro_words *words, uint32_t from, uint32_t to) {
    const ro_plain_word *w = words->items;
    uint32_t count;
    if (ro_country_at(words, from, to, &count) && count == to - from) return false;
    if (from && (w[from].gap == ' ' || w[from].gap == ',') &&
        ro_word_in(&w[from - 1], " newspaper broadcaster newswire tabloid magazine daily "))
        return true;
    if (from > 1 && w[from].gap == ' ' && ro_word_in(&w[from - 1], " website site channel network station outlet portal firm ") &&
        ro_word_in(&w[from - 2], " news press television tv radio "))
        return true;
    bool agency = from > 1 && (w[from].gap == ' ' || w[from].gap == ',') && ro_word_in(&w[from - 1], " agency service ");
    if (agency && ro_word_in(&w[from - 2], " news press ")) return true;
    if (!ro_plain_gap(words, to) || w[to - 1].possessive) return false;
    if (ro_plain_gap(words, to + 1) && ro_word_in(&w[to], " news press ") && ro_word_in(&w[to + 1], " agency ")) return true;
    return ro_word_in(&w[to], " newspaper newswire daily broadcaster tabloid ");
}

/* An article, a country or "Hamas-run" before a name, unless the model takes it for a part of the name. */
static bool leads(const ro_words *words, uint32_t at) {
    const ro_plain_word *word = &words->items[at];
    uint32_t count;
    if (word->entity != RO_NONE && word->entity == words->items[at + 1].entity) return false;
    return ro_word_in(word, ARTICLES) || ro_country_at(words, at, at + 1, &count) || led_by_hyphen(word->fold);
}

/* A name that no table has, known as an outlet's by its form. */
static bool unknown_name(const ro_cast *cast, uint32_t at, ro_outlet_name *out) {
    const ro_words *words = &cast->words;
    const ro_plain_word *w = words->items;
    if (is_domain(w[at].fold) || is_joined_name(cast, &w[at]) || is_call_sign(&w[at]))
        return *out = (ro_outlet_name){.from = at, .to = at + 1}, true;
    bool inside = at && ro_plain_gap(words, at) && w[at - 1].upper && !w[at - 1].possessive;
    if (!w[at].upper || (inside && !is_modifier(words, at - 1) && !ro_word_in(&w[at - 1], ARTICLES))) return false;
    uint32_t from = at, to = run_end(words, at);
    while (from + 1 < to && !ro_word_in(&w[from + 1], ENDINGS) && leads(words, from)) from++;
    if (from != at || (to - from == 1 && ro_word_in(&w[from], ARTICLES))) return false; /* it is found where it begins */
    bool opens = !from || w[from - 1].sentence != w[from].sentence;
    if (opens && to - from == 1 && w[from].entity == RO_NONE) return false; /* "Another newspaper" */
    bool telling = to - from > 1 && ro_word_in(&w[to - 1], ENDINGS) && !(ro_plain_gap(words, to) && ro_word_in(&w[to], " of "));
    bool agency = to - from > 2 && ro_word_in(&w[to - 1], " agency service ") && ro_word_in(&w[to - 2], " news press ");
    if (!(telling || agency || called_outlet(words, from, to) || reports_as_agency(cast, from, to))) return false;
    *out = (ro_outlet_name){.from = from, .to = to};
    return true;
}

/* "Syrian state media", "state television", "the official news agency", but not "state news agency Ostwire". */
static bool state_media(const ro_words *words, uint32_t at, ro_outlet_name *out) {
    const ro_plain_word *w = words->items;
    uint32_t from = at, count = 0, to;
    const ro_country *country = w[at].upper ? ro_country_at(words, at, at + 3, &count) : NULL;
    if (country && country->kind != 'c') from = at + count;
    if (from >= words->count || (from > at && !ro_plain_gap(words, from)) || !ro_word_in(&w[from], STATE)) return false;
    if (from == at && at && ro_plain_gap(words, at) && ro_country_before(words, at, at > 3 ? at - 3 : 0, &count)) return false;
    if (from == at && at && ro_plain_gap(words, at) && w[at - 1].upper && !ro_word_in(&w[at - 1], ARTICLES)) return false;
    to = from + 1;
    bool news = ro_plain_gap(words, to) && ro_word_in(&w[to], " news ") && ro_plain_gap(words, to + 1) &&
                ro_word_in(&w[to + 1], " agency ");
    bool media = ro_plain_gap(words, to) &&
                 ro_word_in(&w[to], ro_word_in(&w[from], " official ") ? " media " : " media television tv radio broadcaster ");
    if (!news && !media) return false;
    to += news ? 2 : 1;
    bool named = ro_plain_gap(words, to) && w[to].upper && !ro_country_at(words, to, to + 1, &count);
    if (named || (to < words->count && w[to].gap == ',' && w[to].upper && ro_word_in(&w[to - 1], " agency broadcaster ")))
        return false;
    *out = (ro_outlet_name){.from = at, .to = to, .begin = at, .end = to, .state = true};
    if (at && ro_plain_gap(words, at) && ro_word_in(&w[at - 1], ARTICLES)) out->begin--;
    return true;
}

/* "Vancouver Guardian", "Atlantic Council", "Reuters Institute": the known name is part of one that is not. */
static bool part_of_longer(const ro_words *words, uint32_t from, uint32_t to, const ro_medium *medium) {
    const ro_plain_word *w = words->items;
    if (ro_plain_gap(words, to) && w[to].upper && !w[to - 1].possessive && ro_word_in(&w[to], BODIES)) return true;
    bool station = ro_plain_gap(words, to) && ro_word_in(&w[to], " station affiliate ") && ro_plain_gap(words, to + 1);
    if (station && w[to + 1].upper) return true; /* "CBS station KDKA-TV" */
    if (medium->wire || w[from].acronym) return false;
    if (ro_plain_gap(words, to) && w[to].upper && !w[to - 1].possessive && !ro_word_in(&w[to], DAYS) &&
        !ro_word_in(&w[to], NOUNS))
        return true;
    if (!from || !ro_plain_gap(words, from)) return false;
    return w[from - 1].upper && !w[from - 1].possessive && !ro_word_in(&w[from - 1], ARTICLES) &&
           !ro_word_in(&w[from - 1], DAYS) && !is_modifier(words, from - 1);
}

/* "nonprofit CNA", "CNA, a think tank": another body by an outlet's name. */
static bool is_other(const ro_words *words, uint32_t from, uint32_t to) {
    enum { NEAR = 6 };
    const ro_plain_word *w = words->items;
    if (from && ro_plain_gap(words, from) && ro_word_in(&w[from - 1], OTHERS)) return true;
    if (to + 1 >= words->count || w[to].gap != ',' || !ro_word_in(&w[to], " a an ")) return false;
    for (uint32_t i = to + 1; i < words->count && i < to + NEAR && w[i].gap == ' '; i++) {
        if (ro_word_in(&w[i], OTHERS)) return true;
        if (ro_word_in(&w[i], NOUNS)) return false;
    }
    return false;
}

/* "Center for Ore Analyses (CNA)": the abbreviation is of something else throughout. */
static bool abbreviates_other(const ro_cast *cast, uint32_t at, const ro_medium *medium) {
    const ro_words *words = &cast->words;
    const ro_plain_word *w = words->items, *name = &w[at];
    if (!name->acronym || !name->capitals) return false;
    uint32_t who = ro_map_get(&cast->acronyms, name->fold);
    return who != RO_NONE && cast->whos.items[who].named && cast->whos.items[who].medium != medium &&
           strcmp(cast->whos.items[who].sector, "JRN") != 0 &&
           cast->whos.items[who].name.end - cast->whos.items[who].name.start > 8;
}

/* "Al-Manar TV": behind the last word of a known outlet's name as it stands here. */
static uint32_t whole_name(const ro_words *words, uint32_t to) {
    const ro_plain_word *w = words->items;
    static const char KINDS[] = " tv television radio news online network magazine newspaper channel international english ";
    while (ro_plain_gap(words, to) && w[to].upper && !w[to - 1].possessive && ro_word_in(&w[to], KINDS)) to++;
    return to;
}

/* "the Journal of Ore Medicine": a place of publication, not a medium that reports. */
static bool is_learned(const ro_words *words, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i + 1 < to; i++)
        if (ro_word_in(&words->items[i], " journal annals proceedings ") && ro_word_in(&words->items[i + 1], " of ")) return true;
    return false;
}

/* A name of an actor that is known as an outlet from elsewhere: "Norrlight" behind "the news agency Norrlight". */
static bool known_actor(const ro_cast *cast, uint32_t at, ro_outlet_name *out) {
    uint32_t entity = cast->words.items[at].entity;
    if (entity == RO_NONE || cast->entity_words[entity] != at || cast->entity_who[entity] == RO_NONE) return false;
    const ro_who *who = &cast->whos.items[cast->entity_who[entity]];
    if (who->kind != RO_ORGANISATION || !who->named || strcmp(who->sector, "JRN") != 0) return false;
    *out = (ro_outlet_name){.from = at, .to = ro_entity_end(cast, at, (uint32_t)cast->words.count), .medium = who->medium};
    out->written = who->name;
    return true;
}

/* A name, or an abbreviation of one, that the text introduced as an outlet's. */
static bool introduced(const ro_cast *cast, uint32_t at, ro_outlet_name *out) {
    enum { WORDS = 4, SIZE = 64 };
    char key[SIZE];
    size_t size = 0;
    if (!cast->outlets.count || !cast->words.items[at].upper) return false;
    *out = (ro_outlet_name){.from = at};
    for (uint32_t i = at; i < cast->words.count && i < at + WORDS && (i == at || ro_plain_gap(&cast->words, i)); i++) {
        size_t length = strlen(cast->words.items[i].fold);
        if (size + length + 2 > SIZE) break;
        if (i > at) key[size++] = ' ';
        memcpy(key + size, cast->words.items[i].fold, length + 1);
        size += length;
        uint32_t index = ro_map_get(&cast->outlets_named, key);
        if (index == RO_NONE) continue;
        out->to = i + 1;
        out->written = cast->outlets.items[index];
    }
    return out->to > 0;
}

/* Of three words or more, else ""; NULL: out of memory. */
static const char *initials_of(ro_cast *cast, const ro_outlet_name *name) {
    char letters[8];
    size_t size = 0;
    for (uint32_t i = name->from; i < name->to && size + 1 < sizeof letters; i++) letters[size++] = cast->words.items[i].fold[0];
    return ro_arena_copy(cast->arena, letters, size < 3 ? 0 : size);
}

bool ro_outlet_introduce(ro_cast *cast, const ro_outlet_name *name) {
    if (name->medium || name->state) return true;
    const char *key = ro_words_fold(cast->arena, &cast->words, name->from, name->to);
    uint32_t index = (uint32_t)cast->outlets.count;
    if (!key) return false;
    if (ro_map_get(&cast->outlets_named, key) != RO_NONE) return true;
    if (!ro_list_add(cast->arena, &cast->outlets, name->written)) return false;
    const ro_plain_word *last = &cast->words.items[name->end - 1];
    bool bracket = name->end > name->to && last->gap == '(' && last->acronym;
    const char *initials = bracket ? last->fold : initials_of(cast, name);
    return initials && ro_map_set(cast->arena, &cast->outlets_named, key, index) &&
           (!*initials || ro_map_set(cast->arena, &cast->outlets_named, initials, index));
}

void ro_outlet_disown(ro_cast *cast, uint32_t at) {
    uint32_t count = 0, entity = cast->words.items[at].entity, who = entity == RO_NONE ? RO_NONE : cast->entity_who[entity];
    bool doubtful;
    if (who == RO_NONE || !cast->whos.items[who].medium) return;
    const ro_medium *medium = ro_medium_at(&cast->words, at, &count, &doubtful);
    if (!medium || !is_other(&cast->words, at, at + count)) return;
    cast->whos.items[who].medium = NULL;
    cast->whos.items[who].sector[0] = 0;
}

bool ro_outlet_name_at(const ro_cast *cast, uint32_t at, ro_outlet_name *out) {
    const ro_words *words = &cast->words;
    uint32_t count = 0;
    if (state_media(words, at, out)) return out->written = ro_words_span(words, out->from, out->to), true;
    bool doubtful = false;
    const ro_medium *medium = ro_medium_at(words, at, &count, &doubtful);
    if (medium && (part_of_longer(words, at, at + count, medium) || is_other(words, at, at + count))) return false;
    if (medium && abbreviates_other(cast, at, medium)) return false;
    if (doubtful && introduced(cast, at, out))
        medium = NULL; /* "CNS", of the Corvan News Service */
    else if (medium)
        *out = (ro_outlet_name){.from = at, .to = whole_name(words, at + count), .medium = medium, .doubtful = doubtful};
    else if (!unknown_name(cast, at, out) && !introduced(cast, at, out) && !known_actor(cast, at, out))
        return false;
    if (is_learned(words, out->from, out->to)) return false;
    if (ro_span_empty(out->written)) out->written = ro_words_span(words, out->from, out->to);
    out->begin = phrase_begin(words, out->from);
    out->end = words->items[out->to - 1].possessive ? out->to : phrase_end(words, out->to);
    uint32_t behind = apposition_end(words, out->end);
    out->apposed = behind > out->end;
    out->end = behind;
    return true;
}
