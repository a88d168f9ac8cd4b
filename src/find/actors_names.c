#include "find/actors.h"

static const char MALE_TITLES[] = " mr sir lord king prince sheikh father ";
static const char FEMALE_TITLES[] = " mrs ms miss lady dame queen princess madam sister mother ";
static const char TITLES[] = " mr mrs ms miss dr prof sir dame lord lady sen rep gov president ";
static const char PLACE_WORDS[] =
    " in at from near across around into inside outside throughout of off via through within northern southern eastern western ";
enum { CHAIN_STEPS = 64, ACRONYM_SIZE = 12 };

/* ---- spelling */

static bool is_suffix(const char *longer, const char *shorter) {
    size_t l = strlen(longer), s = strlen(shorter);
    return l > s && longer[l - s - 1] == ' ' && !strcmp(longer + l - s, shorter);
}

static bool is_prefix(const char *longer, const char *shorter) {
    size_t s = strlen(shorter);
    return !strncmp(longer, shorter, s) && longer[s] == ' ';
}

static bool one_word(const char *key) { return !strchr(key, ' '); }

static size_t spaces(const char *key) {
    size_t count = 0;
    for (; *key; key++) count += *key == ' ';
    return count;
}

static size_t first_size(const char *key) { return strcspn(key, " "); }

/* By how many letters two words differ; as many as are too many where one is very short or long, or the first letters differ. */
static size_t difference(const char *a, size_t n, const char *b, size_t m) {
    enum { MOST = 24 };
    if (n >= MOST || m >= MOST || n < 4 || m < 4 || a[0] != b[0]) return MOST;
    size_t row[MOST + 1];
    for (size_t j = 0; j <= m; j++) row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t change = corner + (a[i - 1] != b[j - 1]);
            corner = row[j];
            row[j] = change < row[j] + 1 ? change : row[j] + 1;
            if (row[j - 1] + 1 < row[j]) row[j] = row[j - 1] + 1;
        }
    }
    return row[m];
}

/* Whether two short words differ by so few letters that they may be spellings of one name. */
static bool near(const char *a, size_t n, const char *b, size_t m) {
    return difference(a, n, b, m) <= (n >= 6 && m >= 6 ? 2u : 1u);
}

static bool given_agree(const char *a, const char *b) {
    size_t n = first_size(a), m = first_size(b);
    if (n == m && !strncmp(a, b, n)) return true;
    if (n == 1 || m == 1) return a[0] == b[0];
    if ((n >= 3 && !strncmp(a, b, n < m ? n : m)) && m >= 3) return true;
    return near(a, n, b, m);
}

/* "karel halvorsen" and "idra karel halvorsen": some given name of one is among the other's. */
static bool persons_agree(const char *a, const char *b) {
    if (one_word(a) || one_word(b)) return true;
    if (is_suffix(a, b) || is_suffix(b, a)) return true;
    return given_agree(a, b);
}

static const char *surname_of(const char *key) {
    const char *space = strrchr(key, ' ');
    const char *last = space ? space + 1 : key;
    return !strncmp(last, "al-", 3) || !strncmp(last, "el-", 3) ? last + 3 : last;
}

/* ---- persons */

/* Hangs an actor into the chains of its last and its first word, once each. */
static bool link_who(ro_cast *cast, uint32_t who) {
    ro_who *w = &cast->whos.items[who];
    if (!w->in_heads) {
        w->same_head = ro_map_get(&cast->heads, w->head);
        w->in_heads = true;
        if (!ro_map_set(cast->arena, &cast->heads, w->head, who)) return false;
    }
    if (one_word(w->key) || w->in_firsts) return true;
    const char *first = ro_arena_copy(cast->arena, w->key, first_size(w->key));
    if (!first) return false;
    w->same_first = ro_map_get(&cast->firsts, first);
    w->in_firsts = true;
    return ro_map_set(cast->arena, &cast->firsts, first, who);
}

static char gender_of_title(const ro_cast *cast, uint32_t from) {
    if (!from || cast->words.items[from].gap != ' ') return 0;
    const ro_plain_word *before = &cast->words.items[from - 1];
    if (ro_word_in(before, MALE_TITLES)) return 'm';
    if (ro_word_in(before, FEMALE_TITLES)) return 'f';
    const ro_noun *noun = ro_noun_find(before->fold);
    return (char)(noun && noun->gender != ' ' ? noun->gender : 0);
}

static bool genders_differ(char a, char b) { return a && b && a != b; }

/* The one person told of by a longer name whose surname is another spelling of a word: "Korne" after "Ilse Korna". */
static uint32_t person_spelled_like(const ro_cast *cast, const char *key, char gender) {
    uint32_t best = RO_NONE;
    size_t size = strlen(key);
    if (size < 5) return RO_NONE;
    for (uint32_t i = (uint32_t)cast->whos.count, steps = 0; i-- > 0 && steps < 4 * CHAIN_STEPS; steps++) {
        const ro_who *w = &cast->whos.items[i];
        if (w->kind != RO_PERSON || one_word(w->key) || genders_differ(w->gender, gender)) continue;
        const char *surname = surname_of(w->key);
        size_t other = strlen(surname);
        if (other < 5 || difference(key, size, surname, other) > 1)
            continue; /* two letters make another name: "Harmen", "Hallen" */
        if (best != RO_NONE) return RO_NONE;
        best = i;
    }
    return best;
}

/* Whether a surname rather means the first of two: he who was named last, but not instead of whom the report is about. */
static bool is_likelier(const ro_who *a, const ro_who *b) {
    enum { MUCH = 3 };
    if (a->newest == RO_NONE || b->newest == RO_NONE) return b->newest == RO_NONE;
    if (a->times > MUCH * b->times) return true;
    return b->times <= MUCH * a->times && a->newest > b->newest;
}

/* The one person whose second name it is: "Soler" of "Inés Soler Prats". */
static uint32_t person_between(const ro_cast *cast, const char *key, char gender) {
    uint32_t best = RO_NONE;
    size_t size = strlen(key);
    for (uint32_t i = (uint32_t)cast->whos.count, steps = 0; i-- > 0 && steps < 4 * CHAIN_STEPS; steps++) {
        const ro_who *w = &cast->whos.items[i];
        if (w->kind != RO_PERSON || genders_differ(w->gender, gender) || spaces(w->key) != 2 || size < 4) continue;
        const char *second = w->key + first_size(w->key) + 1;
        if (first_size(second) != size || strncmp(second, key, size) != 0) continue;
        if (best != RO_NONE) return RO_NONE;
        best = i;
    }
    return best;
}

static uint32_t person_like(const ro_cast *cast, const char *key, char gender) {
    uint32_t best = RO_NONE, at = ro_map_get(&cast->heads, surname_of(key));
    for (int steps = 0; at != RO_NONE && steps < CHAIN_STEPS; steps++, at = cast->whos.items[at].same_head) {
        const ro_who *w = &cast->whos.items[at];
        if (w->kind != RO_PERSON || genders_differ(w->gender, gender) || !persons_agree(w->key, key)) continue;
        if (best == RO_NONE || is_likelier(w, &cast->whos.items[best])) best = at;
    }
    if (best != RO_NONE || !one_word(key)) return best;
    best = person_between(cast, key, gender);
    if (best == RO_NONE) best = person_spelled_like(cast, key, gender);
    if (best != RO_NONE) return best;
    at = ro_map_get(&cast->firsts, key);
    return at != RO_NONE && cast->whos.items[at].same_first == RO_NONE && cast->whos.items[at].kind == RO_PERSON ? at : RO_NONE;
}

static void learn_given(ro_who *who) {
    char first[32];
    size_t size = first_size(who->key);
    if (who->gender || one_word(who->key) || size >= sizeof first) return;
    memcpy(first, who->key, size);
    first[size] = 0;
    who->gender = ro_given_gender(first);
}

/* Keeps the fuller of two names. */
static void take_fuller(ro_who *who, const char *key, ro_span name) {
    if (spaces(key) <= spaces(who->key)) return;
    who->key = key;
    who->name = name;
}

/* How many words before a person's name the model took along: "Swedes Anna Reuter", "mayor of Tarsk Piotr Ild". */
static uint32_t not_his(const ro_cast *cast, uint32_t from, uint32_t to) {
    const ro_plain_word *words = cast->words.items;
    uint32_t count;
    if (to - from < 3) return 0;
    const ro_country *country = ro_country_at(&cast->words, from, from + 1, &count);
    if (country && country->kind == 'd') return 1;
    if (from < 2 || words[from].gap != ' ' || words[from - 1].gap != ' ' || !ro_word_in(&words[from - 1], " of ")) return 0;
    const ro_noun *noun = ro_noun_find(words[from - 2].fold);
    bool office = noun && noun->type == 'r' && strcmp(noun->sector, "CVL") != 0;
    return office && !ro_given_gender(words[from].fold) && ro_given_gender(words[from + 1].fold);
}

uint32_t ro_name_person(ro_cast *cast, uint32_t from, uint32_t to, bool *ok) {
    const ro_plain_word *words = cast->words.items;
    while (to > from + 1 && ro_word_in(&words[to - 1], " jr sr ii iii iv ")) to--;
    while (from + 1 < to && ro_word_in(&words[from], TITLES)) from++;
    from += not_his(cast, from, to);
    const char *key = ro_words_fold(cast->arena, &cast->words, from, to);
    if (!key) return *ok = false, RO_NONE;
    char gender = gender_of_title(cast, from);
    uint32_t who = ro_map_get(&cast->keys, key);
    if (who != RO_NONE && (cast->whos.items[who].kind != RO_PERSON || genders_differ(cast->whos.items[who].gender, gender)))
        who = RO_NONE;
    if (who == RO_NONE || one_word(key)) {
        uint32_t like = person_like(cast, key, gender);
        if (like != RO_NONE) who = like;
    }
    if (who == RO_NONE) {
        who = ro_who_add(cast, RO_PERSON, ro_words_span(&cast->words, from, to), key);
        if (who == RO_NONE) return *ok = false, RO_NONE;
        cast->whos.items[who].head = surname_of(key);
        cast->whos.items[who].named = true;
    }
    ro_who *w = &cast->whos.items[who];
    take_fuller(w, key, ro_words_span(&cast->words, from, to));
    if (!w->gender) w->gender = gender;
    learn_given(w);
    if (!ro_map_set(cast->arena, &cast->keys, key, who) || !link_who(cast, who)) *ok = false;
    return who;
}

/* ---- organisations */

/* The initials of a name's capitalised words; "" where they make no acronym. */
static void acronym_of(const ro_words *words, uint32_t from, uint32_t to, char out[ACRONYM_SIZE]) {
    size_t size = 0;
    for (uint32_t i = from; i < to && size + 1 < ACRONYM_SIZE; i++)
        if (words->items[i].upper && (unsigned char)words->items[i].fold[0] < 0x80) out[size++] = words->items[i].fold[0];
    if (size < 2) size = 0;
    out[size] = 0;
}

static bool is_acronym(const ro_words *words, uint32_t from, uint32_t to) { return to == from + 1 && words->items[from].acronym; }

/* The first of the words before `to`, none of them a name to the model, whose capitals an acronym is made of: "the Royal Harbour
 * Police (RHP)". RO_NONE: they are not. */
static uint32_t spelled_out(const ro_cast *cast, uint32_t to, const char *acronym) {
    size_t left = strlen(acronym);
    uint32_t from = to;
    while (left && from) {
        const ro_plain_word *word = &cast->words.items[from - 1];
        bool joins = ro_word_in(word, " of for and the on ");
        if (word->entity != RO_NONE || (from < to && word[1].gap != ' ') || !(joins || word->upper)) return RO_NONE;
        if (word->upper && word->fold[0] != acronym[--left]) return RO_NONE;
        from--;
    }
    return !left && to - from > 1 ? from : RO_NONE;
}

/* The organisation named just before an opening bracket at `from`, or RO_NONE. */
static uint32_t before_bracket(ro_cast *cast, uint32_t from, const char *key, bool acronym, bool *ok) {
    if (!from || cast->words.items[from].gap != '(') return RO_NONE;
    uint32_t entity = cast->words.items[from - 1].entity;
    uint32_t who = entity == RO_NONE ? RO_NONE : cast->entity_who[entity];
    if (who != RO_NONE) return cast->whos.items[who].kind == RO_ORGANISATION ? who : RO_NONE;
    uint32_t full = acronym && entity == RO_NONE ? spelled_out(cast, from, key) : RO_NONE;
    if (full == RO_NONE) return RO_NONE;
    who = ro_name_body(cast, full, from, ok);
    if (who != RO_NONE && !ro_mention_add(cast, who, full, from, true)) *ok = false;
    return who;
}

/* The organisation that goes by one word in brackets behind `to`, which the model takes for its name: "Institute of Tides
 * (Tidex)". */
static uint32_t behind_bracket(const ro_cast *cast, uint32_t to) {
    if (to + 1 >= cast->words.count || cast->words.items[to].gap != '(' || cast->words.items[to].entity == RO_NONE)
        return RO_NONE;
    uint32_t who = cast->entity_who[cast->words.items[to].entity];
    bool alone = strchr(").\n", cast->words.items[to + 1].gap) != NULL;
    return alone && who != RO_NONE && cast->whos.items[who].kind == RO_ORGANISATION ? who : RO_NONE;
}

/* The size of a body's name without what it is of: "bank" of "bank of velmora". */
static size_t core_size(const char *key) {
    static const char *const links[] = {" of ", " for ", " on "};
    size_t size = strlen(key);
    for (size_t i = 0; i < 3; i++) {
        const char *at = strstr(key, links[i]);
        if (at && (size_t)(at - key) < size) size = (size_t)(at - key);
    }
    return size;
}

/* The last word of that part. */
static const char *head_of_body(ro_cast *cast, const char *key) {
    size_t to = core_size(key), from = to;
    while (from && key[from - 1] != ' ') from--;
    return ro_arena_copy(cast->arena, key + from, to - from);
}

static bool bodies_agree(const char *a, const char *b) {
    const char *longer = strlen(a) > strlen(b) ? a : b, *shorter = longer == a ? b : a;
    if (is_suffix(longer, shorter)) return spaces(shorter) > 0 || ro_country_find(shorter) == NULL;
    if (!is_prefix(longer, shorter) || !one_word(shorter) || spaces(longer) > 1) return false;
    return !ro_noun_find(shorter) && !ro_country_find(shorter) && !ro_body_find(shorter);
}

/* "interior ministry" after "russian interior ministry": the added words must name a country, or the shorter name be long enough.
 */
static bool longer_by_country(const char *a, const char *b) {
    const char *longer = strlen(a) > strlen(b) ? a : b, *shorter = longer == a ? b : a;
    size_t extra = strlen(longer) - strlen(shorter);
    char head[48];
    if (!is_suffix(longer, shorter)) return true;
    if (extra < 2 || extra > sizeof head) return false;
    memcpy(head, longer, extra - 1);
    head[extra - 1] = 0;
    return ro_country_find(head) || spaces(shorter) > 1;
}

static bool ends_in(const char *longer, size_t n, const char *shorter, size_t m) {
    return n > m && longer[n - m - 1] == ' ' && !strncmp(longer + n - m, shorter, m);
}

/* How well a name fits a body's: 0 not at all. "The Court" is the Supreme Court of Velmora, the Bank that of Velmora, the House
 * of Deputies that of Norway. the: the name has an article; noun: it is one common noun. */
static int fit_of(const ro_who *w, const char *key, bool the, bool noun) {
    size_t a = core_size(w->key), b = core_size(key);
    if (w->kind != RO_ORGANISATION) return 0;
    bool inside = ends_in(w->key, a, key, b) && strcmp(w->key, "white house") != 0, around = ends_in(key, b, w->key, a);
    if (w->key[a] && key[b]) return !strcmp(w->key + a, key + b) && (inside || around) ? 2 : 0;
    if ((w->key[a] || key[b]) && a == b && !strncmp(w->key, key, a)) return noun || spaces(key) || spaces(w->key) > 3 ? 2 : 0;
    if (!w->key[a] && !key[b] && bodies_agree(w->key, key) && longer_by_country(w->key, key)) return 2;
    bool longer = the && spaces(key) && spaces(w->key) == spaces(key) + 1; /* "the Judiciary Committee" of the House's */
    return inside && !key[b] && (noun || longer) ? 1 : 0;
}

static bool has_article(const ro_cast *cast, uint32_t from) {
    return from && cast->words.items[from].gap == ' ' && ro_word_in(&cast->words.items[from - 1], " the ");
}

static uint32_t body_like(ro_cast *cast, const char *key, uint32_t from) {
    const ro_noun *noun = one_word(key) ? ro_noun_find(key) : NULL;
    bool the = has_article(cast, from), common = the && noun && noun->type == 'o';
    const char *head = head_of_body(cast, key);
    char first[48];
    int most = 0;
    uint32_t best = RO_NONE, at = head ? ro_map_get(&cast->heads, head) : RO_NONE;
    for (int pass = 0; pass < 2; pass++) {
        for (int steps = 0; at != RO_NONE && steps < CHAIN_STEPS; steps++) {
            const ro_who *w = &cast->whos.items[at];
            int fit = fit_of(w, key, the, common);
            if (fit > most || (fit && fit == most && w->newest > cast->whos.items[best].newest)) best = at, most = fit;
            at = pass ? w->same_first : w->same_head;
        }
        size_t size = first_size(key);
        if (best != RO_NONE || size >= sizeof first) break;
        memcpy(first, key, size);
        first[size] = 0;
        at = ro_map_get(&cast->firsts, first);
    }
    return best;
}

static void describe_body(ro_cast *cast, ro_who *w, uint32_t from, uint32_t to) {
    const ro_medium *medium = ro_medium_find(w->key);
    const ro_body *body = ro_body_find(w->key);
    const char *sector = body ? body->sector : medium ? "JRN" : ro_sector_of(w->key);
    bool wire = to < cast->words.count && ro_word_in(&cast->words.items[to], " newspaper newswire daily broadcaster ");
    bool before = from > 1 && cast->words.items[from].gap == ' ' && cast->words.items[from - 1].gap == ' ';
    if (before && ro_word_in(&cast->words.items[from - 1], " newspaper newswire daily broadcaster magazine ")) wire = true;
    bool apposed = from > 1 && cast->words.items[from].gap == ',' && cast->words.items[from - 1].gap == ' ';
    if ((before || apposed) && ro_word_in(&cast->words.items[from - 1], " agency ") &&
        ro_word_in(&cast->words.items[from - 2], " news press "))
        wire = true;
    if (to + 1 < cast->words.count && ro_word_in(&cast->words.items[to], " news ") &&
        ro_word_in(&cast->words.items[to + 1], " agency "))
        wire = true;
    ro_set_code(w->sector, wire ? "JRN" : sector);
    w->medium = medium;
    if (medium) ro_set_code(w->country, medium->country);
    if (body) ro_set_code(w->country, body->country);
    for (uint32_t i = from, count; i < to && !w->country[0]; i++) {
        const ro_country *country = ro_country_at(&cast->words, i, to, &count);
        if (country) ro_set_code(w->country, country->code);
    }
}

static uint32_t new_body(ro_cast *cast, const char *key, uint32_t from, uint32_t to, bool *ok) {
    uint32_t who = ro_who_add(cast, RO_ORGANISATION, ro_words_span(&cast->words, from, to), key);
    if (who == RO_NONE) return *ok = false, RO_NONE;
    ro_who *w = &cast->whos.items[who];
    w->named = true;
    w->head = head_of_body(cast, key);
    if (!w->head) return *ok = false, RO_NONE;
    describe_body(cast, w, from, to);
    char acronym[ACRONYM_SIZE];
    acronym_of(&cast->words, from, to, acronym);
    const char *copy = ro_arena_copy(cast->arena, acronym, strlen(acronym));
    if (!copy || (*copy && !ro_map_set(cast->arena, &cast->acronyms, copy, who)) || !link_who(cast, who)) *ok = false;
    return who;
}

/* The usual or long form of a well-known name, or the key itself. */
static const char *canonical(ro_cast *cast, const char *key) {
    const ro_medium *medium = ro_medium_find(key);
    const ro_body *body = ro_body_find(key);
    if (body && *body->full) return body->full;
    const char *usual = medium ? ro_fold(cast->arena, medium->name, strlen(medium->name)) : key;
    return usual ? usual : key;
}

static bool title_case_only(const ro_words *words, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        if (!words->items[i].upper) return false;
    return true;
}

uint32_t ro_name_end(const ro_cast *cast, uint32_t to) {
    enum { WORDS = 6 };
    const ro_plain_word *words = cast->words.items;
    uint32_t count = (uint32_t)cast->words.count, at = to + 1, end = to;
    if (!to || at >= count || !words[to - 1].upper || words[to - 1].possessive || !ro_word_in(&words[to], " of for ")) return to;
    if (ro_word_in(&words[at], " the ") && at + 1 < count) at++;
    for (; at < count && at < to + WORDS && words[to].gap == ' ' && words[at].gap == ' '; at++) {
        const ro_noun *noun = ro_noun_find(words[at].fold);
        bool joins =
            end > to && ro_word_in(&words[at], " and of ") && at + 1 < count && words[at + 1].upper && words[at + 1].gap == ' ';
        if (joins) continue;
        if (!words[at].upper || (noun && noun->type == 'r')) break;
        end = at + 1;
        if (words[at].possessive) break;
    }
    return end;
}

uint32_t ro_name_body(ro_cast *cast, uint32_t from, uint32_t to, bool *ok) {
    if (from + 1 < to && ro_word_in(&cast->words.items[from], " the a an ")) from++;
    const char *key = ro_words_fold(cast->arena, &cast->words, from, to);
    if (key && to - from > 1 && !ro_medium_find(key)) { /* "DPA Geneva": a wire service and where it reports from */
        const char *wire = ro_words_fold(cast->arena, &cast->words, from, from + 1);
        const ro_medium *medium = wire ? ro_medium_find(wire) : NULL;
        if (medium && medium->wire && is_acronym(&cast->words, from, from + 1))
            key = ro_words_fold(cast->arena, &cast->words, from, to = from + 1);
    }
    if (!key) return *ok = false, RO_NONE;
    const char *full = canonical(cast, key);
    bool acronym = is_acronym(&cast->words, from, to);
    uint32_t who = ro_map_get(&cast->keys, key), bracket = before_bracket(cast, from, key, acronym, ok);
    if (who == RO_NONE) who = ro_map_get(&cast->keys, full);
    if (bracket != RO_NONE && who == RO_NONE) {
        char initials[ACRONYM_SIZE];
        acronym_of(&cast->words, from, to, initials);
        if (acronym || !strcmp(initials, cast->whos.items[bracket].key)) who = bracket;
    }
    if (who == RO_NONE && acronym) who = ro_map_get(&cast->acronyms, key);
    if (who == RO_NONE) who = behind_bracket(cast, to);
    if (who == RO_NONE) who = body_like(cast, key, from);
    if (who == RO_NONE || cast->whos.items[who].kind != RO_ORGANISATION) who = new_body(cast, key, from, to, ok);
    if (who == RO_NONE) return who;
    ro_who *w = &cast->whos.items[who];
    if (title_case_only(&cast->words, from, from + 1) && !acronym) take_fuller(w, key, ro_words_span(&cast->words, from, to));
    if (!ro_map_set(cast->arena, &cast->keys, key, who) || !ro_map_set(cast->arena, &cast->keys, full, who)) *ok = false;
    return who;
}

/* ---- governments */

uint32_t ro_name_government(ro_cast *cast, const char *code, uint32_t from, uint32_t to, bool *ok) {
    uint32_t who = ro_map_get(&cast->governments, code), count;
    const ro_country *country = ro_country_at(&cast->words, from, to, &count);
    ro_span name = ro_words_span(&cast->words, from, to);
    if (who == RO_NONE) {
        who = ro_who_add(cast, RO_GOVERNMENT, name, "");
        if (who == RO_NONE || !ro_map_set(cast->arena, &cast->governments, code, who)) return *ok = false, RO_NONE;
        ro_who *fresh = &cast->whos.items[who];
        ro_set_code(fresh->country, code);
        ro_set_code(fresh->sector, "GOV");
        fresh->named = country && country->kind == 'n';
        return who;
    }
    ro_who *w = &cast->whos.items[who];
    bool better = country && country->kind == 'n' && count == to - from;
    if (better && (!w->named || name.end - name.start > w->name.end - w->name.start)) {
        w->name = name;
        w->named = true;
    }
    return who;
}

uint32_t ro_name_place(ro_cast *cast, uint32_t from, uint32_t to, bool *ok) {
    const char *key = ro_words_fold(cast->arena, &cast->words, from, to);
    if (!key) return *ok = false, RO_NONE;
    uint32_t who = ro_map_get(&cast->keys, key);
    if (who != RO_NONE) return who;
    who = ro_who_add(cast, RO_GOVERNMENT, ro_words_span(&cast->words, from, to), key);
    if (who == RO_NONE || !ro_map_set(cast->arena, &cast->keys, key, who)) return *ok = false, RO_NONE;
    ro_who *w = &cast->whos.items[who];
    w->named = w->acts = true;
    ro_set_code(w->sector, "GOV");
    return who;
}

/* ---- names that the layer missed, and the layer itself */

uint32_t ro_name_any(ro_cast *cast, uint32_t from, uint32_t to, bool *ok) {
    if (from + 1 < to && ro_word_in(&cast->words.items[from], " the a an ")) from++;
    uint32_t count;
    const ro_country *country = ro_country_at(&cast->words, from, to, &count);
    if (country && count == to - from) {
        uint32_t who = ro_name_government(cast, country->code, from, to, ok);
        if (who != RO_NONE) cast->whos.items[who].acts = true;
        return who;
    }
    const char *key = ro_words_fold(cast->arena, &cast->words, from, to);
    if (!key) return *ok = false, RO_NONE;
    uint32_t known = ro_map_get(&cast->keys, key);
    if (known != RO_NONE) return known;
    bool body = ro_body_find(key) || ro_medium_find(key) || *ro_sector_of(key);
    if (body) return ro_name_body(cast, from, to, ok);
    if (person_like(cast, key, 0) != RO_NONE || ro_given_gender(cast->words.items[from].fold))
        return ro_name_person(cast, from, to, ok);
    return ro_name_body(cast, from, to, ok);
}

static bool place_only(const ro_cast *cast, uint32_t from, uint32_t to, char kind) {
    if (kind == 'c' && !(to < cast->words.count && cast->words.items[to].verb && cast->words.items[to].gap == ' ')) return true;
    if (from && cast->words.items[from].gap == ' ' && ro_word_in(&cast->words.items[from - 1], " the ")) from--;
    if (!from || cast->words.items[from].gap != ' ') return false;
    return ro_word_in(&cast->words.items[from - 1], PLACE_WORDS);
}

/* The agency that the dateline names is no person, and its town no actor. */
static bool in_dateline(const ro_cast *cast, ro_span span) { return ro_span_overlaps(cast->record->dateline.text, span); }

static uint32_t join_dateline(ro_cast *cast, ro_span span, uint32_t from, uint32_t to, bool *ok) {
    for (size_t i = 0; i < cast->record->agencies.count; i++) {
        if (!ro_span_overlaps(cast->record->agencies.items[i].span, span)) continue;
        uint32_t who = ro_name_body(cast, from, to, ok);
        if (who != RO_NONE) ro_set_code(cast->whos.items[who].sector, "JRN");
        return who;
    }
    return RO_NONE;
}

/* The person named before by a longer name who goes by that surname alone too, though the model takes it for a place. */
static uint32_t person_of_surname(const ro_cast *cast, const char *key) {
    uint32_t at = ro_map_get(&cast->heads, key);
    for (int steps = 0; at != RO_NONE && steps < CHAIN_STEPS; steps++, at = cast->whos.items[at].same_head) {
        const ro_who *w = &cast->whos.items[at];
        if (w->kind == RO_PERSON && !one_word(w->key)) return at;
    }
    return RO_NONE;
}

/* One word that the model takes for a person's name and that is known as a body's or begins the one name that does ("Mahan" of
 * "Mahan Air"), and one that it takes for a body's and that is a surname. */
static uint32_t other_kind(const ro_cast *cast, ro_entity_label label, const char *key, uint32_t from) {
    if (!one_word(key) || (label != RO_ENTITY_PER && label != RO_ENTITY_ORG)) return RO_NONE;
    uint32_t person = person_of_surname(cast, key), known = ro_map_get(&cast->keys, key), first = ro_map_get(&cast->firsts, key);
    if (label == RO_ENTITY_ORG)
        return known == RO_NONE && !has_article(cast, from) && !cast->words.items[from].acronym && !ro_body_find(key) ? person
                                                                                                                      : RO_NONE;
    if (person != RO_NONE || gender_of_title(cast, from)) return RO_NONE;
    if (known != RO_NONE) return cast->whos.items[known].kind == RO_ORGANISATION ? known : RO_NONE;
    bool one = first != RO_NONE && cast->whos.items[first].same_first == RO_NONE;
    return one && cast->whos.items[first].kind == RO_ORGANISATION && !ro_given_gender(key) ? first : RO_NONE;
}

static uint32_t join_entity(ro_cast *cast, ro_entity_label label, uint32_t from, uint32_t to, bool *ok) {
    uint32_t count;
    const ro_country *country = label == RO_ENTITY_PER ? NULL : ro_country_at(&cast->words, from, to, &count);
    if (country && count == to - from) {
        if (country->kind == 'd' || place_only(cast, from, to, country->kind)) return RO_NONE;
        uint32_t who = ro_name_government(cast, country->code, from, to, ok);
        if (who != RO_NONE) cast->whos.items[who].acts = true;
        return who;
    }
    const char *key = ro_words_fold(cast->arena, &cast->words, from, to);
    if (!key) return *ok = false, RO_NONE;
    if (label == RO_ENTITY_OTHER) return RO_NONE;
    uint32_t other = other_kind(cast, label, key, from);
    if (other != RO_NONE) return other;
    if (label == RO_ENTITY_PER && !ro_medium_find(key)) return ro_name_person(cast, from, to, ok); /* "Le Monde" is nobody */
    if (label == RO_ENTITY_ORG) return ro_name_body(cast, from, to, ok);
    uint32_t same = one_word(key) && !place_only(cast, from, to, 'n') ? person_of_surname(cast, key) : RO_NONE;
    if (same != RO_NONE) return same;
    return ro_body_find(key) || ro_medium_find(key) ? ro_name_body(cast, from, to, ok) : RO_NONE;
}

/* "CalFire": a word with a capital inside. */
static bool is_blended(const ro_cast *cast, const ro_plain_word *word) {
    const char *bytes = cast->record->document->text.bytes;
    for (uint32_t i = word->span.start + 1; word->upper && i < word->span.end; i++)
        if (bytes[i] >= 'A' && bytes[i] <= 'Z' && bytes[i - 1] >= 'a' && bytes[i - 1] <= 'z') return true;
    return false;
}

/* "the Bank of Velmora (BoV)": a word in brackets behind a body's name, by which it goes from now on. */
static bool add_alias(ro_cast *cast, uint32_t who, uint32_t at) {
    const ro_plain_word *word = &cast->words.items[at];
    bool bracket = at < cast->words.count && word->gap == '(' && (at + 1 == cast->words.count || strchr(").\n", word[1].gap));
    if (!bracket || cast->whos.items[who].kind != RO_ORGANISATION || !(word->acronym || is_blended(cast, word))) return true;
    if (ro_country_find(word->fold) || ro_map_get(&cast->keys, word->fold) != RO_NONE) return true;
    if (!ro_map_set(cast->arena, &cast->keys, word->fold, who)) return false;
    return word->entity != RO_NONE || ro_mention_add(cast, who, at, at + 1, true);
}

bool ro_names_join(ro_cast *cast) {
    bool ok = ro_labels_settle(cast);
    for (size_t i = 0; i < cast->record->layers.entities.count; i++) cast->entity_who[i] = RO_NONE;
    const ro_layers *layers = &cast->record->layers;
    for (uint32_t i = 0; ok && i < layers->entities.count; i++) {
        ro_span span = layers->entities.items[i].span;
        uint32_t from = ro_words_at(&cast->words, span.start), to = from;
        while (to < cast->words.count && cast->words.items[to].span.start < span.end) to++;
        cast->entity_words[i] = from;
        cast->entity_who[i] = RO_NONE;
        if (from >= to) continue;
        uint32_t who = in_dateline(cast, span) ? join_dateline(cast, span, from, to, &ok)
                                               : join_entity(cast, cast->labels[i], from, to, &ok);
        cast->entity_who[i] = who;
        if (who != RO_NONE && !(ro_mention_add(cast, who, from, to, true) && add_alias(cast, who, to))) return false;
    }
    for (size_t i = 0; ok && i < cast->named.count; i++)
        ro_roles_read(cast, cast->named.items[i].who, cast->named.items[i].from, cast->named.items[i].to);
    return ok;
}
