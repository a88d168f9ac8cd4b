#include "find/actors.h"

enum { TITLE_WORDS = 8, APPOSITION_WORDS = 10 };

static const char OPENERS[] = " the a an his her its their former ";
static const char LEADS[] = " the a an its his her their current former one then ";
static const char LINKS[] = " of in on by for to at from with and who ";
static const char TITLES[] = " mr mrs ms dr sir dame lord rep sen ";
static const char STOPS[] =
    " the a an of in on by for to at from with as and or but that this his her its their our my said says who when after before "
    "while where if than then also not former late mr mrs ms dr sir is was were are be been has had have will would meanwhile ";

/* ---- a title before a name */

typedef struct title {
    uint32_t begin, role_from, role_to; /* words */
    uint32_t of_from, of_to;            /* of "of Norway" behind the role, else equal */
    bool found;
} title;

static bool is_role(const ro_plain_word *word) {
    const ro_noun *noun = ro_noun_find(word->fold);
    return noun && noun->type == 'r' && !word->possessive;
}

static bool plain_gap(const ro_words *words, uint32_t at) { return words->items[at].gap == ' '; }

/* The role noun and what follows it, ending before `end`: "minister", "secretary of state", "ambassador to Germany". */
static title role_ending(const ro_words *words, uint32_t end, uint32_t floor) {
    title out = {.begin = end};
    if (end > floor && is_role(&words->items[end - 1])) {
        out = (title){.begin = end - 1, .role_from = end - 1, .role_to = end, .found = true};
        return out;
    }
    for (uint32_t i = end; i > floor + 1 && end - i < TITLE_WORDS; i--) {
        if (i < end && !plain_gap(words, i)) break;
        if (!ro_word_in(&words->items[i - 1], " of to for at ") || !is_role(&words->items[i - 2]) || !plain_gap(words, i - 1))
            continue;
        if (i == end) break;
        out = (title){.begin = i - 2, .role_from = i - 2, .role_to = end, .of_from = i, .of_to = end, .found = true};
        return out;
    }
    return out;
}

static bool modifies_role(const ro_words *words, uint32_t at) {
    const ro_plain_word *word = &words->items[at];
    uint32_t count;
    if (word->possessive || word->entity != RO_NONE || ro_word_in(word, STOPS)) return false;
    if (word->verb && !ro_word_in(word, " acting prime deputy leading ")) return false;
    return !ro_country_before(words, at + 1, at, &count);
}

/* Takes "trade and industry" along, but not "Blinken and". */
static bool joins_modifiers(const ro_words *words, uint32_t at, uint32_t floor) {
    return at > floor + 1 && ro_word_in(&words->items[at], " and ") && plain_gap(words, at) && modifies_role(words, at - 1) &&
           !ro_noun_find(words->items[at - 1].fold) && words->items[at - 1].upper == words->items[at + 1].upper;
}

static void widen_role(const ro_words *words, title *t, uint32_t floor) {
    for (int steps = 0; t->role_from > floor && steps < TITLE_WORDS; steps++) {
        uint32_t at = t->role_from - 1;
        if (!plain_gap(words, t->role_from)) break;
        if (modifies_role(words, at))
            t->role_from = at;
        else if (joins_modifiers(words, at, floor))
            t->role_from = at - 1;
        else
            break;
    }
    t->begin = t->role_from;
}

static uint32_t entity_begin(const ro_words *words, uint32_t at, uint32_t floor) {
    uint32_t entity = words->items[at].entity;
    while (at > floor && words->items[at - 1].entity == entity) at--;
    return at;
}

/* The body or country before the role, or behind it after "of". */
static ro_span title_affiliation(const ro_words *words, title *t, uint32_t floor) {
    uint32_t count;
    if (t->role_from > floor && plain_gap(words, t->role_from)) {
        uint32_t at = t->role_from - 1;
        if (ro_country_before(words, t->role_from, floor, &count)) {
            t->begin = t->role_from - count;
            return ro_words_span(words, t->begin, t->role_from);
        }
        if (words->items[at].entity != RO_NONE) {
            t->begin = entity_begin(words, at, floor);
            return ro_words_span(words, t->begin, t->role_from);
        }
    }
    uint32_t from = t->of_from;
    if (from == t->of_to || !ro_word_in(&words->items[from - 1], " of for at ")) return (ro_span){0, 0};
    if (ro_word_in(&words->items[from], " the ")) from++;
    if (from >= t->of_to) return (ro_span){0, 0};
    bool country = ro_country_at(words, from, t->of_to, &count) && count == t->of_to - from;
    if (!country && words->items[from].entity == RO_NONE) return (ro_span){0, 0};
    t->role_to = t->of_from - 1;
    return ro_words_span(words, from, t->of_to);
}

static title title_ending(const ro_words *words, uint32_t end, uint32_t floor, ro_span *affiliation) {
    title t = role_ending(words, end, floor);
    *affiliation = (ro_span){0, 0};
    if (!t.found) return t;
    widen_role(words, &t, floor);
    *affiliation = title_affiliation(words, &t, floor);
    return t;
}

bool ro_title_before(const ro_cast *cast, uint32_t from, uint32_t floor, uint32_t *begin, ro_span *role, ro_span *affiliation) {
    *role = *affiliation = (ro_span){0, 0};
    *begin = from;
    if (from >= cast->words.count || from <= floor || !plain_gap(&cast->words, from)) return false;
    title t = title_ending(&cast->words, from, floor, affiliation);
    if (!t.found) return false;
    *begin = t.begin;
    *role = ro_words_span(&cast->words, t.role_from, t.role_to);
    return true;
}

/* ---- what a role tells of its holder */

static const char *fold_span(ro_cast *cast, ro_span span) {
    uint32_t from = ro_words_at(&cast->words, span.start), to = from;
    while (to < cast->words.count && cast->words.items[to].span.start < span.end) to++;
    return ro_words_fold(cast->arena, &cast->words, from, to);
}

static void learn_sector(ro_who *who, const char *role) {
    char word[40];
    const char *sector = "";
    for (const char *at = role; *at;) {
        size_t size = strcspn(at, " ");
        if (size == 2 && !strncmp(at, "of", 2)) break;
        if (size && size < sizeof word) {
            memcpy(word, at, size);
            word[size] = 0;
            const ro_noun *noun = ro_noun_find(word);
            bool rank = *sector && !strcmp(word, "general"); /* of an attorney general */
            if (noun && *noun->sector && !rank) sector = noun->sector;
            if (noun && noun->gender != ' ' && !who->gender) who->gender = noun->gender;
        }
        at += size + (at[size] == ' ');
    }
    if (*sector) ro_set_code(who->sector, sector);
}

/* The actor that an affiliation names, or RO_NONE. */
static uint32_t affiliated(const ro_cast *cast, ro_span affiliation) {
    uint32_t at = ro_words_at(&cast->words, affiliation.start);
    uint32_t entity = at < cast->words.count ? cast->words.items[at].entity : RO_NONE;
    return entity == RO_NONE ? RO_NONE : cast->entity_who[entity];
}

static void learn_affiliation(ro_cast *cast, uint32_t index) {
    ro_who *who = &cast->whos.items[index];
    uint32_t at = ro_words_at(&cast->words, who->affiliation.start), count;
    if (ro_span_empty(who->affiliation)) return;
    const ro_country *country = ro_country_at(&cast->words, at, at + 5, &count);
    if (country && !who->country[0]) ro_set_code(who->country, country->code);
    uint32_t body = affiliated(cast, who->affiliation);
    if (body == RO_NONE || body == index || cast->whos.items[body].kind != RO_ORGANISATION) return;
    const ro_who *of = &cast->whos.items[body];
    if (!who->country[0]) ro_set_code(who->country, of->country);
    bool theirs = !who->sector[0] || (!strcmp(who->sector, "GOV") && (!strcmp(of->sector, "IGO") || !strcmp(of->sector, "NGO")));
    if (theirs) ro_set_code(who->sector, of->sector);
}

/* "father" of "the gunman's father": by which he may be meant. */
static ro_span behind_owner(const ro_cast *cast, ro_span role) {
    const ro_words *words = &cast->words;
    for (uint32_t i = ro_words_at(words, role.start); i + 1 < words->count && words->items[i + 1].span.end <= role.end; i++)
        if (words->items[i].possessive) role.start = words->items[i + 1].span.start;
    return role;
}

static void set_role(ro_cast *cast, uint32_t index, ro_span role, ro_span affiliation) {
    ro_who *who = &cast->whos.items[index];
    if (!ro_span_empty(who->role) || who->kind != RO_PERSON) return;
    const char *fold = fold_span(cast, role), *own = fold ? fold_span(cast, behind_owner(cast, role)) : NULL;
    if (!own) return;
    who->role = role;
    who->role_fold = own;
    who->affiliation = affiliation;
    learn_sector(who, fold);
    learn_affiliation(cast, index);
}

/* ---- appositions */

bool ro_name_tells(const ro_cast *cast, uint32_t to) {
    const ro_words *words = &cast->words;
    return to < words->count && words->items[to].gap == ' ' && words->items[to].verb;
}

/* "Varga's mother, Helga Prinz": the phrase before the comma must begin as a noun phrase does. */
static bool read_apposed_before(ro_cast *cast, uint32_t who, uint32_t from) {
    const ro_words *words = &cast->words;
    if (!from || words->items[from].gap != ',') return false;
    uint32_t floor = from > 16 ? from - 16 : 0;
    while (floor < from && words->items[floor].sentence != words->items[from].sentence) floor++;
    ro_span affiliation;
    title t = title_ending(words, from, floor, &affiliation);
    if (!t.found) return false;
    bool opens = t.begin == floor || !ro_span_empty(affiliation) || words->items[t.begin - 1].possessive ||
                 ro_word_in(&words->items[t.begin - 1], OPENERS);
    bool listed = words->items[t.begin].gap == ',' && t.begin > floor; /* "X, president Y" is a list */
    if (!opens || listed) return false;
    set_role(cast, who, ro_words_span(words, t.role_from, t.role_to), affiliation);
    return true;
}

/* Where "of the X" behind a role ends, and X where it is a body or country. */
static uint32_t read_of(const ro_words *words, uint32_t at, ro_span *affiliation) {
    uint32_t count, from = at + 1, limit = (uint32_t)words->count;
    if (at >= limit || !plain_gap(words, at) || !ro_word_in(&words->items[at], " of for at to ") || from >= limit) return at;
    bool of = !ro_word_in(&words->items[at], " to ");
    if (ro_word_in(&words->items[from], " the ") && from + 1 < limit) from++;
    uint32_t to = from;
    if (ro_country_at(words, from, from + 5, &count))
        to = from + count;
    else if (words->items[from].entity != RO_NONE)
        while (to < limit && words->items[to].entity == words->items[from].entity) to++;
    if (to > from) {
        if (of) *affiliation = ro_words_span(words, from, to);
        return of ? at : to;
    }
    while (to < limit && to < from + 6 && (to == from || plain_gap(words, to)) && !words->items[to].verb) to++;
    return to < limit && !plain_gap(words, to) ? to : at;
}

static uint32_t skip_lead(const ro_words *words, uint32_t at) {
    for (int steps = 0; at < words->count && steps < 3; steps++) {
        if (!ro_word_in(&words->items[at], LEADS)) break;
        at++;
    }
    return at;
}

/* "X, 53, the foreign minister of Y,": reads the role that begins at `at`. */
static bool read_apposed_at(ro_cast *cast, uint32_t who, uint32_t at) {
    const ro_words *words = &cast->words;
    uint32_t begin = skip_lead(words, at), count, end = begin;
    if (begin >= words->count) return false;
    ro_span affiliation = {0, 0};
    if (ro_country_at(words, begin, begin + 5, &count)) {
        affiliation = ro_words_span(words, begin, begin + count);
        begin += count;
    }
    for (end = begin; end < words->count && end < begin + APPOSITION_WORDS; end++) {
        const ro_plain_word *word = &words->items[end];
        if ((end > begin && !plain_gap(words, end)) || word->verb || ro_word_in(word, LINKS)) return false;
        if (is_role(word) && !(end + 1 < words->count && plain_gap(words, end + 1) && is_role(&words->items[end + 1]))) break;
    }
    if (end >= words->count || end >= begin + APPOSITION_WORDS) return false;
    uint32_t after = end + 1;
    bool names_next = after < words->count && plain_gap(words, after) && words->items[after].entity != RO_NONE;
    if (names_next) return false; /* "Varga, President Moss and …" */
    bool bare =
        begin == at && after < words->count && plain_gap(words, after) && !ro_word_in(&words->items[after], " of for at to ");
    if (bare) return false;
    if (begin < end && words->items[begin].entity != RO_NONE && ro_span_empty(affiliation)) {
        uint32_t to = begin;
        while (to < end && words->items[to].entity == words->items[begin].entity) to++;
        affiliation = ro_words_span(words, begin, to);
        begin = to;
    }
    ro_span behind = {0, 0};
    uint32_t to = read_of(words, after, &behind);
    set_role(cast, who, ro_words_span(words, begin, to > after ? to : after), ro_span_empty(affiliation) ? behind : affiliation);
    return true;
}

static bool is_age(const ro_plain_word *word) { return word->fold[0] >= '1' && word->fold[0] <= '9' && strlen(word->fold) < 4; }

/* "X, who heads the Y": whose he is, without a role. */
static bool read_headed(ro_cast *cast, uint32_t who, uint32_t at) {
    const ro_words *words = &cast->words;
    uint32_t from = at < words->count && ro_word_in(&words->items[at], " the ") ? at + 1 : at, to = from;
    if (from >= words->count || words->items[from].entity == RO_NONE || !ro_span_empty(cast->whos.items[who].affiliation))
        return false;
    while (to < words->count && words->items[to].entity == words->items[from].entity) to++;
    cast->whos.items[who].affiliation = ro_words_span(words, from, to);
    learn_affiliation(cast, who);
    return true;
}

static bool read_apposed_after(ro_cast *cast, uint32_t who, uint32_t to) {
    const ro_words *words = &cast->words;
    if (to + 1 >= words->count || words->items[to - 1].possessive) return false;
    if (ro_word_in(&words->items[to], " who ") && ro_word_in(&words->items[to + 1], " is was "))
        return read_apposed_at(cast, who, to + 2);
    if (ro_word_in(&words->items[to], " who ") &&
        ro_word_in(&words->items[to + 1], " heads leads chairs runs directs headed led chaired "))
        return read_headed(cast, who, to + 2);
    if (words->items[to].gap != ',') return false;
    if (is_age(&words->items[to]) && words->items[to + 1].gap == ',') to++;
    return read_apposed_at(cast, who, to);
}

/* "President Ivo Mattern of Norway" */
static void read_country_after(ro_cast *cast, uint32_t index, uint32_t to) {
    ro_who *who = &cast->whos.items[index];
    uint32_t count;
    if (ro_span_empty(who->role) || !ro_span_empty(who->affiliation) || to + 1 >= cast->words.count) return;
    if (!plain_gap(&cast->words, to) || !ro_word_in(&cast->words.items[to], " of ")) return;
    if (!ro_country_at(&cast->words, to + 1, to + 6, &count)) return;
    who->affiliation = ro_words_span(&cast->words, to + 1, to + 1 + count);
    learn_affiliation(cast, index);
}

void ro_roles_read(ro_cast *cast, uint32_t who, uint32_t from, uint32_t to) {
    if (cast->whos.items[who].kind != RO_PERSON || !ro_span_empty(cast->whos.items[who].role)) return;
    uint32_t begin;
    ro_span role, affiliation;
    uint32_t first = from;
    while (first && plain_gap(&cast->words, first) && ro_word_in(&cast->words.items[first - 1], TITLES)) first--;
    if (ro_title_before(cast, first, first > 16 ? first - 16 : 0, &begin, &role, &affiliation))
        set_role(cast, who, role, affiliation);
    else if (ro_name_tells(cast, to) || !read_apposed_before(cast, who, first))
        read_apposed_after(cast, who, to);
    read_country_after(cast, who, to);
}
