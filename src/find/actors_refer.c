#include "find/actors.h"
#include "find/parties.h"

static const char EMPTY_WORDS[] = " the a an former then this that his her its their of ";
static const char BODY_WORDS[] =
    " group organisation organization body institution authority alliance network movement company firm club ";
/* What the model's chain adds to a candidate: as much as having spoken last. Taking the chain's word for it was worse: on the
 * reports of the gold set (speaker 91.3, not 94.0) and on the pronouns of OntoGUM's development documents. */
static const float CHAIN_WEIGHT = 2;
enum { LOOK_BACK = 80, ROLE_BACK = 400, SENTENCES_BACK = 5, CANDIDATES = 24 };

/* ---- mentions before a word */

size_t ro_named_before(const ro_cast *cast, uint32_t word) {
    size_t low = 0, high = cast->named.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cast->named.items[middle].from < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_body(ro_actor_kind kind) { return kind == RO_ORGANISATION || kind == RO_GOVERNMENT; }

/* ---- weighing whom a pronoun may mean */

typedef struct pronoun {
    uint32_t word, sentence;
    bool quoted;
    char type;         /* m, f: he, she; i: it; t: they */
    ro_indices quoter; /* who says it in quotation marks: he would say "I" */
} pronoun;

typedef struct candidate {
    uint32_t who;
    float weight;
} candidate;

typedef struct candidates {
    candidate items[CANDIDATES];
    size_t count;
} candidates;

static bool may_mean(const ro_who *who, char type) {
    switch (type) {
    case 'm':
    case 'f': return (who->kind == RO_PERSON || who->kind == RO_UNNAMED) && (!who->gender || who->gender == type);
    case 'i': return is_body(who->kind) || who->kind == RO_DOCUMENT;
    default: return is_body(who->kind) || who->kind == RO_GROUP;
    }
}

static void weigh(candidates *all, uint32_t who, float weight) {
    for (size_t i = 0; i < all->count; i++) {
        candidate *c = &all->items[i];
        if (c->who != who) continue;
        c->weight = (weight > c->weight ? weight : c->weight) + 0.15f;
        return;
    }
    if (all->count < CANDIDATES) all->items[all->count++] = (candidate){who, weight};
}

static void weigh_mention(const ro_cast *cast, candidates *all, const ro_actor_mention *m, const pronoun *p) {
    const ro_who *who = &cast->whos.items[m->who];
    if (m->from >= p->word || m->sentence + SENTENCES_BACK < p->sentence || !may_mean(who, p->type)) return;
    float weight = 4.0f - 1.2f * (float)(p->sentence - m->sentence);
    if (m->subject) weight += 1.5f;
    if (m->quoted && !p->quoted) weight -= 2.5f;
    if (m->possessive) weight -= 0.6f;
    if (m->after) weight -= 0.4f;
    if (who->gender && who->gender == p->type) weight += 0.6f;
    if (p->type == 't' && who->kind == RO_GROUP) weight += 1.0f;
    if (p->type == 't' && who->kind == RO_GOVERNMENT) weight -= 1.5f; /* "it" */
    weigh(all, m->who, weight);
}

static void weigh_last(const ro_cast *cast, candidates *all, const pronoun *p) {
    if (!cast->last.count || cast->last_sentence > p->sentence || p->sentence - cast->last_sentence > 4) return;
    float far = (float)(p->sentence - cast->last_sentence);
    for (size_t i = 0; i < cast->last.count; i++) {
        uint32_t who = cast->last.items[i];
        if (!may_mean(&cast->whos.items[who], p->type)) continue;
        weigh(all, who, 4.0f - 1.2f * far);
        for (size_t k = 0; k < all->count; k++)
            if (all->items[k].who == who) all->items[k].weight += 2.0f - 0.3f * far;
    }
}

static void weigh_chain(const ro_cast *cast, candidates *all, const pronoun *p) {
    uint32_t who = ro_chain_actor(cast, p->word, p->word + 1);
    if (who == RO_NONE || !may_mean(&cast->whos.items[who], p->type)) return;
    weigh(all, who, 0);
    for (size_t k = 0; k < all->count; k++)
        if (all->items[k].who == who) all->items[k].weight += CHAIN_WEIGHT;
}

static bool is_barred(const ro_cast *cast, uint32_t who) { return cast->barred && ro_party_holds(cast->barred, who); }

static uint32_t weightiest(const ro_cast *cast, const candidates *all, const pronoun *p) {
    uint32_t best = RO_NONE;
    float most = 0.0f;
    for (size_t i = 0; i < all->count; i++) {
        uint32_t who = all->items[i].who;
        if (is_barred(cast, who) || ro_party_holds(&p->quoter, who) || (best != RO_NONE && all->items[i].weight <= most))
            continue;
        best = all->items[i].who;
        most = all->items[i].weight;
    }
    return best;
}

static uint32_t choose(const ro_cast *cast, const pronoun *p) {
    candidates all = {.count = 0};
    size_t before = ro_named_before(cast, p->word), spoken = cast->spoken.count;
    for (size_t i = 0; i < LOOK_BACK && i < before; i++) weigh_mention(cast, &all, &cast->named.items[before - 1 - i], p);
    for (size_t i = 0; i < LOOK_BACK / 2 && i < spoken; i++) weigh_mention(cast, &all, &cast->spoken.items[spoken - 1 - i], p);
    weigh_last(cast, &all, p);
    weigh_chain(cast, &all, p);
    return weightiest(cast, &all, p);
}

/* ---- pairs */

static bool of_class(const ro_who *who, bool persons) {
    return persons ? who->kind == RO_PERSON : who->kind == RO_GOVERNMENT && who->acts;
}

/* "Lavrov and Blinken", titles between them allowed. */
static bool coordinated(const ro_cast *cast, const ro_actor_mention *a, const ro_actor_mention *b) {
    if (a->who == b->who || b->from <= a->to || b->from - a->to > 6 || a->sentence != b->sentence) return false;
    if (!ro_word_in(&cast->words.items[a->to], " and ")) return false;
    for (uint32_t i = a->to; i < b->from; i++)
        if (cast->words.items[i].verb || cast->words.items[i].gap != ' ') return false;
    return true;
}

static bool put_two(ro_cast *cast, ro_indices *out, uint32_t a, uint32_t b) {
    return ro_indices_put(cast->arena, out, a) && ro_indices_put(cast->arena, out, b);
}

/* The nearest two persons or two governments joined by "and" before this word: the first of the two mentions, or NULL. */
static const ro_actor_mention *newest_pair(const ro_cast *cast, uint32_t before, bool persons, bool governments) {
    size_t end = ro_named_before(cast, before), steps = 0;
    for (size_t i = end; i > 1 && steps < LOOK_BACK; i--, steps++) {
        const ro_actor_mention *b = &cast->named.items[i - 1], *a = b - 1;
        const ro_who *x = &cast->whos.items[a->who], *y = &cast->whos.items[b->who];
        bool fit =
            (persons && of_class(x, true) && of_class(y, true)) || (governments && of_class(x, false) && of_class(y, false));
        if (fit && !is_barred(cast, a->who) && !is_barred(cast, b->who) && coordinated(cast, a, b)) return a;
    }
    return NULL;
}

static const ro_actor_mention *near_pair(const ro_cast *cast, uint32_t word) { return newest_pair(cast, word, true, true); }

/* The governments of two persons of different countries. */
static bool put_governments(ro_cast *cast, const ro_actor_mention *pair, ro_indices *out) {
    const ro_who *a = &cast->whos.items[pair[0].who], *b = &cast->whos.items[pair[1].who];
    uint32_t x = ro_map_get(&cast->governments, a->country), y = ro_map_get(&cast->governments, b->country);
    if (x == RO_NONE || y == RO_NONE || x == y) return true;
    cast->whos.items[x].acts = cast->whos.items[y].acts = true;
    return put_two(cast, out, x, y);
}

bool ro_refer_pair(ro_cast *cast, uint32_t before, bool persons, ro_indices *out) {
    const ro_actor_mention *pair = newest_pair(cast, before, persons, !persons);
    if (pair) return put_two(cast, out, pair[0].who, pair[1].who);
    pair = persons ? NULL : newest_pair(cast, before, true, false);
    return !pair || put_governments(cast, pair, out);
}

/* ---- who, I, they */

/* The actor whose mention ends right before a relative pronoun, else the nearest one of its sentence. */
static uint32_t antecedent(const ro_cast *cast, uint32_t word) {
    size_t before = ro_named_before(cast, word);
    uint32_t sentence = cast->words.items[word].sentence;
    const ro_actor_mention *best = before ? &cast->named.items[before - 1] : NULL;
    for (size_t i = 0; i < 4 && i < cast->spoken.count; i++) {
        const ro_actor_mention *m = &cast->spoken.items[cast->spoken.count - 1 - i];
        if (m->from < word && m->sentence == sentence && (!best || m->to > best->to)) best = m;
    }
    return best && best->sentence == sentence ? best->who : RO_NONE;
}

/* Whether a quotation of someone's own words begins there; "that she would" in marks is the reporter's grammar. */
static bool opens_quotation(const ro_cast *cast, ro_span content) {
    const char *at = cast->record->document->text.bytes + content.start;
    uint32_t word = ro_words_at(&cast->words, content.start);
    bool marked = *at == '"' || (content.end - content.start > 3 && !memcmp(at, "“", 3));
    return marked && word < cast->words.count && !ro_word_in(&cast->words.items[word], " that ");
}

/* The speakers of the statement that quotes this word; direct: only where a quotation begins there, of his own words. */
static bool quoter(ro_cast *cast, uint32_t word, bool direct, ro_indices *out) {
    ro_span span = cast->words.items[word].span;
    for (uint32_t i = cast->statement, steps = 0; i-- && steps < 8; steps++) {
        const ro_statement *s = &cast->record->statements.items[i];
        for (size_t c = 0; c < s->content.count; c++) {
            if (!ro_span_contains(s->content.items[c], span)) continue;
            for (size_t k = 0; (!direct || opens_quotation(cast, s->content.items[c])) && k < s->speakers.count; k++)
                if (!ro_indices_put(cast->arena, out, s->speakers.items[k])) return false;
            return true;
        }
    }
    return true;
}

/* Whether the newest statement of a group or of several stands near enough to be what "they" means. */
static bool plural_near(const ro_cast *cast, uint32_t sentence) {
    if (!cast->last_plural.count || is_barred(cast, cast->last_plural.items[0])) return false;
    return cast->last_plural_sentence <= sentence && sentence - cast->last_plural_sentence <= 4;
}

/* The bodies that those who speak belong to: of them they would say "we". */
static bool put_own_bodies(ro_cast *cast, ro_indices *speakers) {
    for (size_t i = 0, count = speakers->count; i < count; i++) {
        const ro_who *who = &cast->whos.items[speakers->items[i]];
        uint32_t at = ro_words_at(&cast->words, who->affiliation.start);
        uint32_t entity = ro_span_empty(who->affiliation) || at >= cast->words.count ? RO_NONE : cast->words.items[at].entity;
        if (entity != RO_NONE && !ro_indices_put(cast->arena, speakers, cast->entity_who[entity])) return false;
    }
    return true;
}

static bool refer_they(ro_cast *cast, uint32_t word, ro_indices *out) {
    uint32_t sentence = cast->words.items[word].sentence;
    const ro_actor_mention *pair = near_pair(cast, word);
    bool here = pair && pair->sentence == sentence, subject = pair && pair->sentence + 1 == sentence && pair->subject;
    if (here || subject) return put_two(cast, out, pair[0].who, pair[1].who);
    for (size_t i = 0; plural_near(cast, sentence) && i < cast->last_plural.count; i++)
        if (!ro_indices_put(cast->arena, out, cast->last_plural.items[i])) return false;
    if (plural_near(cast, sentence)) return true;
    if (pair && pair->sentence + 1 == sentence) return put_two(cast, out, pair[0].who, pair[1].who);
    pronoun p = {.word = word, .sentence = sentence, .quoted = cast->words.items[word].quoted, .type = 't'};
    if (p.quoted && !(quoter(cast, word, true, &p.quoter) && put_own_bodies(cast, &p.quoter))) return false;
    uint32_t who = choose(cast, &p);
    if (who == RO_NONE && cast->last.count == 1 && sentence - cast->last_sentence <= 1 && !is_barred(cast, cast->last.items[0]))
        who = cast->last.items[0];
    return ro_indices_put(cast->arena, out, who);
}

bool ro_refer_pronoun(ro_cast *cast, uint32_t word, ro_indices *out) {
    const ro_plain_word *w = &cast->words.items[word];
    if (ro_word_in(w, " you your yours yourself yourselves ")) return true; /* nobody whom the text names */
    if (ro_word_in(w, " i we me us my our myself ourselves ")) return quoter(cast, word, false, out);
    if (ro_word_in(w, " who which that whom whose ")) return ro_indices_put(cast->arena, out, antecedent(cast, word));
    if (ro_word_in(w, " they them their theirs themselves ")) return refer_they(cast, word, out);
    char type = ro_word_in(w, " he him his himself ") ? 'm' : ro_word_in(w, " she her hers herself ") ? 'f' : 'i';
    pronoun p = {.word = word, .sentence = w->sentence, .quoted = w->quoted, .type = type};
    if (w->quoted && type != 'i' && !quoter(cast, word, true, &p.quoter)) return false;
    uint32_t who = choose(cast, &p);
    if (who != RO_NONE && type != 'i' && !cast->whos.items[who].gender) cast->whos.items[who].gender = type;
    return ro_indices_put(cast->arena, out, who);
}

/* ---- definite descriptions */

/* Whether each content word of [from, to) stands among the role's words. */
static bool role_has(const ro_cast *cast, uint32_t from, uint32_t to, const char *role) {
    bool any = false;
    if (!strncmp(role, "vice ", 5) && !ro_word_in(&cast->words.items[from], " vice ")) {
        if (from + 1 == to) return false; /* "the president" is not the vice president */
    }
    for (uint32_t i = from; i < to; i++) {
        const ro_plain_word *word = &cast->words.items[i];
        uint32_t count;
        if (ro_word_in(word, EMPTY_WORDS) || ro_country_before(&cast->words, i + 1, from, &count)) continue;
        size_t size = strlen(word->fold);
        const char *at = strstr(role, word->fold);
        while (at && !((at == role || at[-1] == ' ') && (!at[size] || at[size] == ' '))) at = strstr(at + 1, word->fold);
        if (!at) return false;
        any = true;
    }
    return any;
}

static bool countries_agree(const char *a, const char *b) { return !*a || !*b || !strcmp(a, b); }

/* "the Norwegian trade minister" may be named only later: then the country must be the same. */
static uint32_t role_ahead(const ro_cast *cast, uint32_t from, uint32_t to, const char *country) {
    size_t at = ro_named_before(cast, from);
    for (size_t i = at; i < cast->named.count && i < at + ROLE_BACK; i++) {
        const ro_who *who = &cast->whos.items[cast->named.items[i].who];
        if (who->kind != RO_PERSON || !*who->role_fold || strcmp(country, who->country) != 0) continue;
        if (role_has(cast, from, to, who->role_fold)) return cast->named.items[i].who;
    }
    return RO_NONE;
}

uint32_t ro_refer_role(const ro_cast *cast, uint32_t from, uint32_t to, const char *country) {
    size_t before = ro_named_before(cast, from);
    uint32_t nearest = RO_NONE, at = 0;
    for (size_t i = 0; i < cast->spoken.count && i < LOOK_BACK; i++) {
        const ro_actor_mention *m = &cast->spoken.items[cast->spoken.count - 1 - i];
        const ro_who *who = &cast->whos.items[m->who];
        if (m->from >= from || who->named || who->kind != RO_UNNAMED) continue;
        if (!role_has(cast, from, to, who->key) || !countries_agree(country, who->country)) continue;
        nearest = m->who;
        at = m->from;
        break;
    }
    for (size_t i = 0; i < before && i < ROLE_BACK; i++) {
        const ro_actor_mention *m = &cast->named.items[before - 1 - i];
        const ro_who *who = &cast->whos.items[m->who];
        if (nearest != RO_NONE && m->from < at) break;
        if (who->kind != RO_PERSON || !*who->role_fold || !countries_agree(country, who->country)) continue;
        if (role_has(cast, from, to, who->role_fold)) return m->who;
    }
    return nearest != RO_NONE || !*country ? nearest : role_ahead(cast, from, to, country);
}

static bool is_body_named(const ro_who *who, const char *noun) {
    const char *at = strstr(who->key, noun);
    return who->kind == RO_ORGANISATION && at && (at == who->key || at[-1] == ' ');
}

static bool body_fits(const ro_who *who, const char *noun, const char *sector) {
    if (who->kind != RO_ORGANISATION) return false;
    if (is_body_named(who, noun)) return true;
    if (!strcmp(noun, "agency") && !strcmp(who->sector, "JRN")) return true;
    if (!strcmp(noun, "association") || !strcmp(noun, "charity")) return !strcmp(who->sector, "NGO");
    return *sector && strcmp(sector, "GOV") != 0 && !strcmp(who->sector, sector);
}

/* The nearest mention of a body told of before, by a source or hearer: nameless, or with the noun in its name. */
static const ro_actor_mention *body_spoken(const ro_cast *cast, uint32_t from, const char *noun) {
    for (size_t i = 0; i < cast->spoken.count && i < LOOK_BACK; i++) {
        const ro_actor_mention *m = &cast->spoken.items[cast->spoken.count - 1 - i];
        const ro_who *who = &cast->whos.items[m->who];
        bool known = !who->named || strstr(who->key, noun); /* "the foreign ministry", told of before without capitals */
        if (m->from < from && known && body_fits(who, noun, "")) return m;
    }
    return NULL;
}

/* The nearest named body before: with the noun in its name, else one of its kind. */
static const ro_actor_mention *body_named(const ro_cast *cast, uint32_t from, const char *noun, const char *sector) {
    size_t before = ro_named_before(cast, from);
    const ro_actor_mention *kin = NULL;
    for (size_t i = 0; i < before && i < ROLE_BACK; i++) {
        const ro_actor_mention *m = &cast->named.items[before - 1 - i];
        if (is_body_named(&cast->whos.items[m->who], noun)) return m;
        if (!kin && body_fits(&cast->whos.items[m->who], noun, sector)) kin = m;
    }
    return kin;
}

uint32_t ro_refer_body(const ro_cast *cast, uint32_t from, uint32_t to, const char *sector) {
    size_t before = ro_named_before(cast, from);
    const char *noun = cast->words.items[to - 1].fold;
    const ro_actor_mention *spoken = body_spoken(cast, from, noun), *named = body_named(cast, from, noun, sector);
    bool own_name = named && is_body_named(&cast->whos.items[named->who], noun);
    if (spoken && !(own_name && named->from > spoken->from)) return spoken->who;
    if (named) return named->who;
    uint32_t own = from ? ro_chain_actor(cast, from - 1, to) : RO_NONE; /* with its article; surer than the nearest */
    if (own != RO_NONE && cast->whos.items[own].kind == RO_ORGANISATION) return own;
    bool any = ro_word_in(&cast->words.items[to - 1], BODY_WORDS);
    bool firm = ro_word_in(&cast->words.items[to - 1], " company firm club "); /* not an outlet that only tells of it */
    for (size_t i = 0; any && i < before && i < LOOK_BACK; i++) {
        uint32_t who = cast->named.items[before - 1 - i].who;
        const ro_who *w = &cast->whos.items[who];
        if (w->kind == RO_ORGANISATION && !(firm && !strcmp(w->sector, "JRN"))) return who;
    }
    return RO_NONE;
}

uint32_t ro_refer_government(const ro_cast *cast, uint32_t before) {
    size_t end = ro_named_before(cast, before);
    for (size_t i = 0; i < end && i < LOOK_BACK; i++) {
        uint32_t who = cast->named.items[end - 1 - i].who;
        if (cast->whos.items[who].kind == RO_GOVERNMENT) return who;
    }
    return RO_NONE;
}
