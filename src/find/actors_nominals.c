#include "find/actors.h"

static const char PREPOSITIONS[] =
    " of in on at for by with from to under about against between among into near outside inside over within behind "
    "after before during via through since without as ";
static const char AUTHORED[] =
    " statement statements release tweet tweets letter report reports post posting website message "
    "email e-mail estimate estimates figures "
    "announcement remarks speech account page site app dispatch note comments declaration interview "
    "video article blog advisory data slogans poll polling survey study analysis ruling motion lawsuit ";

static const ro_plain_word *word_at(const ro_cast *cast, uint32_t at) { return &cast->words.items[at]; }

/* ---- nominals */

/* "Norwegian Bay": a country's word in a longer name of a place. */
static bool is_part_of_place(const ro_cast *cast, uint32_t at, uint32_t count) {
    uint32_t entity = word_at(cast, at)->entity, next = at + count;
    if (entity == RO_NONE || cast->record->layers.entities.items[entity].label != RO_ENTITY_LOC) return false;
    return next < cast->words.count && word_at(cast, next)->entity == entity && !word_at(cast, next - 1)->possessive;
}

static const ro_country *modifier_country(const ro_cast *cast, const ro_phrase *p) {
    uint32_t count;
    for (uint32_t i = p->start; i < p->core; i++) {
        const ro_country *country = ro_country_at(&cast->words, i, p->core, &count);
        if (country && !is_part_of_place(cast, i, count)) return country;
    }
    uint32_t of = p->core;
    if (of + 1 >= p->to || !ro_word_in(word_at(cast, of), " of in ")) return NULL;
    of++;
    if (ro_word_in(word_at(cast, of), " the ") && of + 1 < p->to) of++;
    const ro_country *country = ro_country_at(&cast->words, of, p->to, &count);
    return country && is_part_of_place(cast, of, count) ? NULL : country;
}

bool ro_phrase_definite(const ro_cast *cast, const ro_phrase *p) {
    return p->start > p->from ? ro_word_in(word_at(cast, p->from), " the this that these those ") : false;
}

static bool owned(const ro_cast *cast, const ro_phrase *p) {
    return p->start > p->from && ro_word_in(word_at(cast, p->from), " his her its their our my ");
}

/* Adds an actor known by its description alone. */
uint32_t ro_nominal_new(ro_cast *cast, const ro_phrase *p, ro_actor_kind kind, const char *sector) {
    uint32_t end = p->core;
    if (p->core < p->to && word_at(cast, p->core)->gap == ' ' &&
        ro_word_in(word_at(cast, p->core), " of from for close familiar "))
        end = p->to;
    if (kind == RO_UNNAMED && p->core == p->start + 1 && p->to < p->core + 12) end = p->to; /* "a woman in the queue" */
    while (end > p->core && ro_word_in(word_at(cast, end - 1), PREPOSITIONS)) end--;
    uint32_t begin = ro_word_in(word_at(cast, p->from), " some any several many most ") ? p->start : p->from;
    const char *key = ro_words_fold(cast->arena, &cast->words, begin, p->core);
    uint32_t who = key ? ro_who_add(cast, kind, ro_words_span(&cast->words, begin, end), key) : RO_NONE;
    if (who == RO_NONE) return who;
    ro_who *w = &cast->whos.items[who];
    const ro_noun *noun = ro_noun_find(word_at(cast, p->core - 1)->fold);
    const ro_country *country = modifier_country(cast, p);
    ro_set_code(w->sector, sector);
    if (country) ro_set_code(w->country, country->code);
    if (kind == RO_UNNAMED && noun && noun->gender != ' ') w->gender = noun->gender;
    if (kind == RO_UNNAMED && noun && noun->type == 'r') w->role = ro_words_span(&cast->words, p->start, p->core);
    return who;
}

bool ro_phrase_mention(ro_cast *cast, uint32_t who, const ro_phrase *p, ro_indices *out) {
    if (who == RO_NONE) return false;
    uint32_t to = p->core > p->from ? p->core : p->to;
    return ro_mention_add(cast, who, p->from, to, false) && ro_indices_put(cast->arena, out, who);
}

/* Whom the model's chain of a definite description means, if he is of that kind; asked where the rules find nobody. */
static uint32_t linked(const ro_cast *cast, const ro_phrase *p, ro_actor_kind kind) {
    uint32_t who = ro_phrase_definite(cast, p) ? ro_chain_actor(cast, p->from, p->core) : RO_NONE;
    if (who == RO_NONE && ro_phrase_definite(cast, p)) who = ro_chain_actor(cast, p->from, p->to);
    return who != RO_NONE && cast->whos.items[who].kind == kind ? who : RO_NONE;
}

/* Whoever the phrase means owns its chain from now on. */
static void claim(ro_cast *cast, const ro_phrase *p, uint32_t who) {
    if (who == RO_NONE) return;
    ro_chain_claim(cast, p->from, p->core, who);
    ro_chain_claim(cast, p->from, p->to, who);
}

static bool ends_with(const char *longer, const char *shorter) {
    size_t l = strlen(longer), s = strlen(shorter);
    return l >= s && !strcmp(longer + l - s, shorter) && (l == s || longer[l - s - 1] == ' ');
}

/* Groups are kept by their head noun: "police" is whoever was "Harbour police" before. */
bool ro_group_read(ro_cast *cast, const ro_phrase *p, const char *sector, ro_indices *out) {
    const char *head = word_at(cast, p->core - 1)->fold;
    if (ro_word_in(word_at(cast, p->core - 1), " western westerners ")) head = "west";
    const char *key = ro_words_fold(cast->arena, &cast->words, p->start, p->core);
    if (!key) return false;
    uint32_t who = ro_map_get(&cast->groups, head);
    bool same = who != RO_NONE && p->core == p->to && (ends_with(cast->whos.items[who].key, key) || !strcmp(head, "west"));
    size_t size = strlen(head);
    bool any = size > 1 && head[size - 1] == 's' && !ro_phrase_definite(cast, p); /* "sailors" are not the Union of Sailors */
    if (!same && !any && p->core == p->to) { /* "Harbour Police" is an organisation by name */
        uint32_t body = ro_map_get(&cast->heads, head);
        same = body != RO_NONE && cast->whos.items[body].kind == RO_ORGANISATION && ends_with(cast->whos.items[body].key, key);
        if (same) who = body;
    }
    if (!same) {
        who = ro_nominal_new(cast, p, RO_GROUP, sector);
        if (who == RO_NONE || !ro_map_set(cast->arena, &cast->groups, head, who)) return false;
    }
    claim(cast, p, who);
    return ro_phrase_mention(cast, who, p, out);
}

bool ro_role_read(ro_cast *cast, const ro_phrase *p, const ro_noun *noun, ro_indices *out) {
    const ro_country *country = modifier_country(cast, p);
    const char *code = country ? country->code : "";
    bool known = ro_phrase_definite(cast, p) || country || p->from == p->start || owned(cast, p);
    uint32_t who = ro_culprit_meant(cast, p);
    if (who == RO_NONE && known && !owned(cast, p)) who = ro_refer_role(cast, p->start, p->core, code);
    if (who == RO_NONE) who = linked(cast, p, RO_PERSON);
    if (who == RO_NONE) who = ro_nominal_new(cast, p, RO_UNNAMED, noun->sector);
    claim(cast, p, who);
    return ro_phrase_mention(cast, who, p, out);
}

bool ro_is_government(const ro_plain_word *head) {
    return ro_word_in(head, " government administration regime authorities cabinet leadership ");
}

bool ro_government_read(ro_cast *cast, const ro_phrase *p, const char *code, ro_indices *out) {
    bool ok = true;
    uint32_t who = ro_name_government(cast, code, p->start, p->core, &ok);
    if (who != RO_NONE) cast->whos.items[who].acts = true;
    return ok && ro_phrase_mention(cast, who, p, out);
}

enum { NEAR = 2, FAR = 20 }; /* sentences back */

/* "the newspaper", "the report": the outlet that was credited last; RO_NONE where none was lately. */
static uint32_t outlet_meant(ro_cast *cast, const ro_phrase *p, const char *nouns, uint32_t near, bool *ok) {
    const ro_plain_word *head = word_at(cast, p->core - 1);
    bool plain = p->core - p->start == 1 && ro_phrase_definite(cast, p) && ro_word_in(head, nouns);
    const ro_credit *last = plain ? ro_credit_before(cast, p->from) : NULL;
    if (!last || head->sentence - last->sentence > near) return RO_NONE;
    return ro_name_body(cast, last->from, last->to, ok);
}

/* "the newly founded Life and Liberty Party": where the name begins. */
static uint32_t name_start(const ro_cast *cast, const ro_phrase *p) {
    uint32_t from = p->core - 1;
    if (!word_at(cast, from)->upper) return p->start;
    for (uint32_t at = from; at > p->start; at--) {
        const ro_plain_word *word = word_at(cast, at - 1);
        if (word->upper || word->entity != RO_NONE)
            from = at - 1;
        else if (at != from || !ro_word_in(word, " and for of "))
            break;
    }
    return from;
}

bool ro_body_read(ro_cast *cast, const ro_phrase *p, const ro_noun *noun, ro_indices *out) {
    const ro_plain_word *head = word_at(cast, p->core - 1);
    const ro_country *country = modifier_country(cast, p);
    bool some =
        !country && p->start == p->from && p->core - p->start == 1 && ro_word_in(head, " authorities "); /* of no one country */
    if (some) return ro_group_read(cast, p, noun->sector, out);
    if (ro_is_government(head)) {
        if (country) return ro_government_read(cast, p, country->code, out);
        uint32_t place = p->core - 1 > p->start ? word_at(cast, p->core - 2)->entity : RO_NONE;
        if (place != RO_NONE &&
            cast->record->layers.entities.items[place].label == RO_ENTITY_LOC) { /* no country that the table has */
            bool fine = true;
            uint32_t who = ro_name_place(cast, cast->entity_words[place], p->core - 1, &fine);
            return fine && ro_phrase_mention(cast, who, p, out);
        }
        uint32_t who = linked(cast, p, RO_GOVERNMENT);
        if (who == RO_NONE && p->core - p->start == 1) who = ro_refer_government(cast, p->from);
        if (who != RO_NONE) {
            cast->whos.items[who].acts = true;
            return ro_phrase_mention(cast, who, p, out);
        }
    }
    bool bare = p->core - p->start == 1 && p->core == p->to, ok = true;
    uint32_t end = ro_name_end(cast, p->core);
    if (end > p->core && end <= p->to) { /* "the Bank of Velmora" */
        ro_phrase whole = {.from = p->from, .to = p->to, .start = p->start, .core = end};
        uint32_t named = ro_name_body(cast, name_start(cast, p), end, &ok);
        if (ok) claim(cast, &whole, named);
        return ok && ro_phrase_mention(cast, named, &whole, out);
    }
    uint32_t who =
        outlet_meant(cast, p, " newspaper broadcaster channel daily weekly tabloid magazine newswire outlet ", FAR, &ok);
    if (ok && who == RO_NONE) who = outlet_meant(cast, p, " agency network ", NEAR, &ok);
    if (ok && who == RO_NONE && bare && !owned(cast, p)) who = ro_refer_body(cast, p->start, p->core, noun->sector);
    if (ok && who == RO_NONE) who = outlet_meant(cast, p, " agency network ", FAR, &ok);
    if (!ok) return false;
    if (who == RO_NONE && (bare || owned(cast, p)))
        who = ro_nominal_new(cast, p, RO_ORGANISATION, noun->sector);
    else if (who == RO_NONE)
        who = ro_name_body(cast, name_start(cast, p), p->core, &ok);
    if (ok) claim(cast, p, who);
    return ok && ro_phrase_mention(cast, who, p, out);
}

/* ---- documents */

static bool speaks_for_author(const ro_plain_word *head) { return ro_word_in(head, AUTHORED); }

static bool remember_author(ro_cast *cast, const ro_indices *out) {
    if (out->count) cast->author = out->items[0];
    return true;
}

/* The name within the phrase that the document belongs to: "the US statement", "DPA's report". */
static bool read_owner(ro_cast *cast, const ro_phrase *p, ro_indices *out) {
    for (uint32_t i = p->start; i + 1 < p->core; i++) {
        uint32_t count = 0, to = i + 1;
        if (ro_word_in(word_at(cast, i), " twitter facebook instagram telegram weibo youtube ")) continue; /* where it stands */
        const ro_country *country = ro_country_at(&cast->words, i, p->core, &count);
        if (country)
            to = i + count;
        else if (word_at(cast, i)->entity != RO_NONE)
            to = ro_entity_end(cast, i, p->core);
        else if (ro_credit_in(cast, i, i + 1))
            to = ro_credit_in(cast, i, i + 1)->to;
        else
            continue;
        return to >= p->core || ro_phrase_read(cast, i, to, out);
    }
    return true;
}

/* "the judge's statement", "a fire service statement": the description that the document belongs to. */
static bool read_described(ro_cast *cast, const ro_phrase *p, ro_indices *out) {
    uint32_t owner = p->core - 1; /* its end */
    if (owner <= p->start) return true;
    const ro_noun *noun = ro_noun_find(word_at(cast, owner - 1)->fold);
    bool body = noun && (noun->type == 'o' || ro_is_government(word_at(cast, owner - 1)));
    bool person = noun && noun->type == 'r' && word_at(cast, owner - 1)->possessive;
    person |= noun && noun->type == 'g' && word_at(cast, owner - 1)->possessive;
    return !(body || person) || ro_phrase_read(cast, p->from, owner, out);
}

/* Whether the last credit before the phrase is of an outlet's report. */
static bool after_report(const ro_cast *cast, const ro_phrase *p) {
    const ro_credit *last = ro_credit_before(cast, p->from);
    return last && last->report;
}

/* Whether the noun stands in a sentence: "in a statement, Korn said". */
static bool is_mentioned(const ro_cast *cast, const ro_plain_word *noun, uint32_t sentence) {
    enum { BACK = 200 /* words */ };
    uint32_t at = (uint32_t)(noun - cast->words.items);
    for (uint32_t i = at; i-- > 0 && at - i < BACK && cast->words.items[i].sentence >= sentence;)
        if (cast->words.items[i].sentence == sentence && !strcmp(cast->words.items[i].fold, noun->fold)) return true;
    return false;
}

bool ro_document_read(ro_cast *cast, const ro_phrase *p, ro_indices *out) {
    const ro_plain_word *head = word_at(cast, p->core - 1);
    size_t had = out->count;
    bool ok = true;
    uint32_t outlet = outlet_meant(cast, p, " paper website ", FAR, &ok);
    if (ok && outlet == RO_NONE && after_report(cast, p)) outlet = outlet_meant(cast, p, " report dispatch article ", FAR, &ok);
    if (!ok || outlet != RO_NONE) return ok && ro_phrase_mention(cast, outlet, p, out);
    if (speaks_for_author(head)) {
        for (uint32_t i = p->core; i + 1 < p->to && i < p->core + 8; i++) {
            bool by = ro_word_in(word_at(cast, i), " by from ") || (i == p->core && ro_word_in(word_at(cast, i), " of "));
            if (by) return ro_phrase_read(cast, i + 1, p->to, out) && remember_author(cast, out);
        }
        if (!read_owner(cast, p, out)) return false;
        if (out->count == had && !read_described(cast, p, out)) return false;
        if (out->count > had) return remember_author(cast, out);
        if (owned(cast, p)) return ro_refer_pronoun(cast, p->from, out) && remember_author(cast, out);
        bool plain = p->core - p->start == 1;
        if (plain && ro_phrase_definite(cast, p) && cast->author != RO_NONE) return ro_phrase_mention(cast, cast->author, p, out);
        enum { MENTIONED = 3 /* sentences back to where the document is named */ };
        uint32_t far = cast->last.count ? head->sentence - cast->last_sentence : UINT32_MAX;
        bool near = far <= 1 || (far <= MENTIONED && is_mentioned(cast, head, cast->last_sentence));
        if (plain && near && ro_word_in(head, " statement release tweet letter post message "))
            return ro_phrase_mention(cast, cast->last.items[0], p, out);
        if (ro_word_in(head, " reports ") && plain && p->core == p->to) return true; /* nobody in particular */
    }
    bool again = p->core - p->start == 1 && p->core == p->to && ro_phrase_definite(cast, p);
    uint32_t who = again ? ro_map_get(&cast->documents, head->fold) : RO_NONE; /* "the decree" is the one before */
    if (who == RO_NONE) who = ro_nominal_new(cast, p, RO_DOCUMENT, "");
    return who != RO_NONE && ro_map_set(cast->arena, &cast->documents, head->fold, who) && ro_phrase_mention(cast, who, p, out);
}
