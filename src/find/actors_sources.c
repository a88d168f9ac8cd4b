#include "find/actors.h"

static const char TAILS[] = " including like who whose which whom where when that ";
static const char PEOPLE[] = " men women leaders ministers presidents diplomats officials two both pair duo ";
static const char COMPANIES[] = " assembly group team panel coalition alliance network association ";
static const char OPENING[] = " according to either neither such as by even but and also then only ";
static const char DETERMINERS[] = " the a an this that these those his her its their our my your some any several many most ";
static const char PREPOSITIONS[] =
    " of in on at for by with from to under about against between among into near outside inside over within behind "
    "after before during via through since without as ";
static const char PRONOUNS[] =
    " i we he she it they who which that me us him her them his hers its their theirs my our whom whose himself herself itself "
    "themselves myself ourselves you your yours yourself yourselves ";
static const char REFLEXIVE[] = " himself herself itself themselves ";

/* ---- shape of a noun ro_phrase */

static const ro_plain_word *word_at(const ro_cast *cast, uint32_t at) { return &cast->words.items[at]; }

static bool same_entity(const ro_cast *cast, uint32_t a, uint32_t b) {
    return word_at(cast, a)->entity != RO_NONE && word_at(cast, a)->entity == word_at(cast, b)->entity;
}

/* "Prime minister Jon Ild speaking to": the clause behind a person's name. */
static bool follows_name(const ro_cast *cast, uint32_t at) {
    const ro_plain_word *word = word_at(cast, at), *before = word_at(cast, at - 1);
    size_t size = strlen(word->fold);
    if (before->entity == RO_NONE || before->possessive || !word->verb || word->upper || word->entity != RO_NONE) return false;
    return size > 4 && !strcmp(word->fold + size - 3, "ing");
}

/* "including", "such as", a relative clause: what follows does not name the source. */
static uint32_t cut_tail(const ro_cast *cast, uint32_t from, uint32_t to) {
    for (uint32_t i = from + 1; i < to; i++) {
        const ro_plain_word *word = word_at(cast, i);
        if (same_entity(cast, i - 1, i)) continue;
        if ((ro_word_in(word, TAILS) && !word->capitals) || follows_name(cast, i)) return i; /* "the WHO" has no tail */
        if (ro_word_in(word, " such ") && i + 1 < to && ro_word_in(word_at(cast, i + 1), " as ")) return i;
    }
    return to;
}

/* "released by", "filed in", behind a common noun. */
static bool is_participle(const ro_cast *cast, uint32_t at) {
    const ro_plain_word *word = word_at(cast, at), *before = word_at(cast, at - 1);
    if (!word->verb || word->upper || word->entity != RO_NONE || before->entity != RO_NONE || before->upper) return false;
    return at + 1 < cast->words.count && ro_word_in(word_at(cast, at + 1), " by ") && ro_noun_find(before->fold);
}

static ro_phrase shape(const ro_cast *cast, uint32_t from, uint32_t to) {
    ro_phrase p = {.from = from, .to = cut_tail(cast, from, to), .start = from};
    if (p.to > from + 1 && ro_word_in(word_at(cast, p.to - 1), REFLEXIVE)) p.to--; /* "Moss himself" */
    while (p.start + 1 < p.to && ro_word_in(word_at(cast, p.start), DETERMINERS) && word_at(cast, p.start)->entity == RO_NONE)
        p.start++;
    p.core = p.start + 1;
    while (p.core < p.to) {
        const ro_plain_word *word = word_at(cast, p.core);
        bool inside = same_entity(cast, p.core - 1, p.core);
        if (!inside && is_participle(cast, p.core)) break; /* "a statement released by" */
        if (!inside &&
            (ro_word_in(word, PREPOSITIONS) || ro_word_in(word, " close familiar ") || (word->gap != ' ' && word->gap != '-')))
            break;
        p.core++;
    }
    return p;
}

/* ---- persons named in it */

uint32_t ro_entity_end(const ro_cast *cast, uint32_t at, uint32_t to) {
    while (at + 1 < to && same_entity(cast, at, at + 1)) at++;
    return at + 1;
}

/* "House of Traders Speaker Jon Ild": a body's name before his title. */
static bool is_body_of(const ro_cast *cast, uint32_t of, uint32_t floor) {
    if (of <= floor || !ro_word_in(word_at(cast, of), " of ") || !word_at(cast, of - 1)->upper) return false;
    const ro_noun *noun = ro_noun_find(word_at(cast, of - 1)->fold);
    return noun && (noun->type == 'o' || noun->type == 'g') && word_at(cast, of + 1)->upper;
}

/* Whether a person named at `from` only modifies: "a spokesman for President Moss". "President of Norway Moss" does not.
 */
static bool governed(const ro_cast *cast, uint32_t from, uint32_t floor) {
    uint32_t begin = from;
    ro_span role, affiliation;
    ro_title_before(cast, from, floor, &begin, &role, &affiliation);
    for (int steps = 0; begin > floor && steps < 3 && ro_word_in(word_at(cast, begin - 1), " the a an former then mr mrs ms dr ");
         steps++)
        begin--;
    if (begin <= floor || word_at(cast, begin)->gap != ' ') return false;
    uint32_t of = begin - 1; /* "Traders" may be taken for a part of the title, or not */
    if (of > floor && begin < from && word_at(cast, of)->upper) of--;
    return ro_word_in(word_at(cast, begin - 1), PREPOSITIONS) && !(begin < from && is_body_of(cast, of, floor));
}

static bool labelled(const ro_cast *cast, uint32_t at, ro_entity_label label) {
    uint32_t entity = word_at(cast, at)->entity;
    return entity != RO_NONE && cast->record->layers.entities.items[entity].label == label;
}

/* The person who is the head of the phrase, or RO_NONE. */
static uint32_t person_head(const ro_cast *cast, const ro_phrase *p) {
    for (uint32_t i = p->from, end; i < p->to; i = end) {
        end = i + 1;
        uint32_t who = word_at(cast, i)->entity == RO_NONE ? RO_NONE : cast->entity_who[word_at(cast, i)->entity];
        bool person = who != RO_NONE && cast->whos.items[who].kind == RO_PERSON; /* also one taken for a place */
        if (!labelled(cast, i, RO_ENTITY_PER) && !person) continue;
        end = ro_entity_end(cast, i, p->to);
        bool whole = end == p->to; /* "Varga's", alone, is he */
        if (word_at(cast, end - 1)->possessive && !(whole && i == p->start)) continue;
        if (end < p->core && !whole) continue; /* "the Moss administration" */
        if (who == RO_NONE || governed(cast, i, p->from)) continue;
        bool goes_on = end < p->to && ro_word_in(word_at(cast, end), " in ") && labelled(cast, p->to - 1, RO_ENTITY_PER);
        if (!goes_on) return who; /* else a show's name before a person's: "Korn in the Morning writer Jon Ild" */
    }
    return RO_NONE;
}

/* ---- one ro_phrase */

/* "both sides", "the two men", "the pair" */
static bool read_pair(ro_cast *cast, const ro_phrase *p, ro_indices *out, bool *done) {
    const ro_plain_word *first = word_at(cast, p->start), *head = word_at(cast, p->core - 1);
    bool two = ro_word_in(first, " both two ") || ro_word_in(head, " pair duo ") ||
               (ro_word_in(head, " sides ") && p->core - p->start == 1);
    *done = false;
    if (!two || p->core != p->to || p->core - p->start > 3) return true;
    size_t had = out->count;
    bool people = ro_word_in(head, PEOPLE);
    if (!ro_refer_pair(cast, p->from, people, out)) return false;
    if (out->count == had && ro_word_in(head, " sides both two parties ") && !ro_refer_pair(cast, p->from, !people, out))
        return false;
    *done = out->count > had;
    for (size_t i = had; i < out->count; i++)
        if (!ro_mention_add(cast, out->items[i], p->from, p->core, false)) return false;
    return true;
}

/* A head that is a proper name, or part of one. */
static bool read_named(ro_cast *cast, const ro_phrase *p, ro_indices *out, bool *done) {
    uint32_t last = p->core - 1, count, entity = word_at(cast, last)->entity;
    bool ok = true;
    *done = true;
    const ro_country *country = ro_country_before(&cast->words, p->core, p->from, &count);
    if (country && (entity == RO_NONE || p->core - count <= cast->entity_words[entity])) {
        size_t size = strlen(word_at(cast, last)->fold);
        bool people = country->kind == 'd' && !ro_phrase_definite(cast, p) && word_at(cast, last)->fold[size - 1] == 's';
        if (people) return ro_group_read(cast, p, "", out);
        return ro_government_read(cast, p, country->code, out);
    }
    uint32_t first = entity == RO_NONE ? last : cast->entity_words[entity];
    bool west = first == last && word_at(cast, last)->upper && ro_word_in(word_at(cast, last), " west western westerners ");
    if (west) return ro_group_read(cast, p, "GOV", out);
    uint32_t before = first > p->start ? word_at(cast, first - 1)->entity : RO_NONE;
    bool place = entity != RO_NONE ? labelled(cast, last, RO_ENTITY_LOC) : word_at(cast, last)->upper;
    if (place && before != RO_NONE && cast->entity_who[before] != RO_NONE && !word_at(cast, first - 1)->possessive &&
        (entity == RO_NONE || cast->entity_who[entity] == RO_NONE)) /* "Corvan Tarsk" */
        return ro_indices_put(cast->arena, out, cast->entity_who[before]);
    if (entity != RO_NONE) {
        uint32_t who = cast->entity_who[entity];
        if (who != RO_NONE) return ro_indices_put(cast->arena, out, who);
        who = place ? ro_name_place(cast, first, p->core, &ok) : ro_name_any(cast, first, p->core, &ok);
        return ok && ro_phrase_mention(cast, who, p, out);
    }
    *done = false;
    return true;
}

/* A name behind a title is a person's. */
static bool read_titled(ro_cast *cast, const ro_phrase *p, uint32_t from, ro_indices *out) {
    bool ok = true;
    uint32_t who = ro_name_person(cast, from, p->core, &ok);
    if (!ok || who == RO_NONE) return false;
    ro_roles_read(cast, who, from, p->core);
    ro_phrase name = {.from = from, .to = p->core, .start = from, .core = p->core};
    return ro_phrase_mention(cast, who, &name, out);
}

static bool read_unknown(ro_cast *cast, const ro_phrase *p, ro_indices *out) {
    const ro_plain_word *head = word_at(cast, p->core - 1);
    bool ok = true,
         sentence_start = p->start == p->core - 1 && (p->core < 2 || word_at(cast, p->core - 2)->sentence != head->sentence);
    if (head->upper && (!sentence_start || head->capitals)) {
        uint32_t from = p->core - 1;
        while (from > p->start && word_at(cast, from - 1)->upper && word_at(cast, from)->gap == ' ' &&
               !word_at(cast, from - 1)->possessive) {
            const ro_noun *noun = ro_noun_find(word_at(cast, from - 1)->fold);
            bool title = (noun && noun->type == 'r') || ro_word_in(word_at(cast, from - 1), " mr mrs ms dr sir ");
            if (title) return read_titled(cast, p, from, out);
            from--;
        }
        uint32_t who = ro_name_any(cast, from, p->core, &ok);
        return ok && ro_phrase_mention(cast, who, p, out);
    }
    if (head->upper) { /* a sentence may begin with a name or with a common noun */
        uint32_t known = ro_map_get(&cast->keys, head->fold);
        if (known != RO_NONE) return ro_phrase_mention(cast, known, p, out);
    }
    size_t size = strlen(head->fold);
    if (size > 3 && head->fold[size - 1] == 's' && head->fold[size - 2] != 's') return ro_group_read(cast, p, "", out);
    return ro_phrase_mention(cast, ro_nominal_new(cast, p, RO_UNNAMED, ""), p, out);
}

/* "an assembly of ministers" is the ministers. */
static bool is_company_of(const ro_cast *cast, const ro_phrase *p) {
    if (!ro_word_in(word_at(cast, p->core - 1), COMPANIES)) return false;
    if (p->core + 1 >= p->to || !ro_word_in(word_at(cast, p->core), " of ") || ro_phrase_definite(cast, p)) return false;
    for (uint32_t i = p->core + 1; i < p->to && i < p->core + 6; i++)
        if (word_at(cast, i)->entity == RO_NONE && ro_noun_plural(word_at(cast, i)->fold)) return true;
    return false;
}

/* "Velmora's news agency, Norrlight" */
static bool names_body(const ro_cast *cast, const ro_phrase *p) {
    if (p->core >= p->to || word_at(cast, p->core)->gap != ',' || !labelled(cast, p->core, RO_ENTITY_ORG)) return false;
    return ro_entity_end(cast, p->core, p->to) == p->to && cast->entity_who[word_at(cast, p->core)->entity] != RO_NONE;
}

static bool name_body(ro_cast *cast, const ro_phrase *p, const ro_noun *noun, ro_indices *out) {
    uint32_t index = cast->entity_who[word_at(cast, p->core)->entity];
    ro_who *who = &cast->whos.items[index];
    bool press = p->core - p->start > 1 && ro_word_in(word_at(cast, p->core - 2), " news press ");
    if (!who->sector[0]) ro_set_code(who->sector, press ? "JRN" : noun->sector);
    return ro_indices_put(cast->arena, out, index);
}

/* "the Tarsk Wire news agency", known as an outlet by its credit: its actor, or RO_NONE. */
static uint32_t outlet_named(const ro_cast *cast, const ro_phrase *p) {
    if (!ro_word_in(word_at(cast, p->core - 1), " agency wire newswire newspaper daily broadcaster ")) return RO_NONE;
    uint32_t last = p->core - 1;
    if (last > p->start + 1 && ro_word_in(word_at(cast, last - 1), " news press ")) last--;
    if (last == p->start || word_at(cast, last - 1)->possessive || word_at(cast, p->start)->entity == RO_NONE ||
        !same_entity(cast, p->start, last - 1))
        return RO_NONE;
    uint32_t who = cast->entity_who[word_at(cast, p->start)->entity];
    return who != RO_NONE && !strcmp(cast->whos.items[who].sector, "JRN") ? who : RO_NONE;
}

static uint32_t skip_lead(const ro_cast *cast, uint32_t from, uint32_t to) {
    while (from + 1 < to && word_at(cast, from)->entity == RO_NONE && ro_word_in(word_at(cast, from), OPENING)) from++;
    return from;
}

bool ro_phrase_read(ro_cast *cast, uint32_t from, uint32_t to, ro_indices *out) {
    from = skip_lead(cast, from, to);
    if (from >= to) return true;
    const ro_plain_word *first = word_at(cast, from);
    bool pronoun = first->entity == RO_NONE && !first->capitals && ro_word_in(first, PRONOUNS);
    bool owner = ro_word_in(first, " his her its their my our your ") && to - from > 1;
    if (!pronoun && ro_word_in(first, " i ")) pronoun = to - from == 1;
    if (pronoun && !owner) {
        size_t had = out->count;
        if (!ro_refer_pronoun(cast, from, out)) return false;
        for (size_t i = had; i < out->count; i++)
            if (!ro_mention_add(cast, out->items[i], from, from + 1, false)) return false;
        return true;
    }
    if (to - from > 2 && ro_word_in(first, " part parts sections portions copies ") &&
        ro_word_in(word_at(cast, from + 1), " of "))
        return ro_phrase_read(cast, from + 2, to, out); /* "part of the clerk's letter" */
    ro_phrase p = shape(cast, from, to);
    uint32_t person = person_head(cast, &p);
    if (person != RO_NONE) return ro_indices_put(cast->arena, out, person);
    bool done;
    if (!read_pair(cast, &p, out, &done)) return false;
    if (done) return true;
    const ro_noun *noun = word_at(cast, p.core - 1)->entity == RO_NONE ? ro_noun_find(word_at(cast, p.core - 1)->fold) : NULL;
    if (!noun) {
        if (!read_named(cast, &p, out, &done)) return false;
        return done || read_unknown(cast, &p, out);
    }
    if (is_company_of(cast, &p)) return ro_phrase_read(cast, p.core + 1, p.to, out);
    uint32_t outlet = noun->type == 'o' ? outlet_named(cast, &p) : RO_NONE;
    if (outlet != RO_NONE) return ro_indices_put(cast->arena, out, outlet);
    if (noun->type == 'o' && names_body(cast, &p)) return name_body(cast, &p, noun, out);
    if (ro_is_government(word_at(cast, p.core - 1)) || noun->type == 'o') return ro_body_read(cast, &p, noun, out);
    if (noun->type == 'd') return ro_document_read(cast, &p, out);
    if (noun->type == 'g' || ro_noun_plural(word_at(cast, p.core - 1)->fold)) return ro_group_read(cast, &p, noun->sector, out);
    return ro_role_read(cast, &p, noun, out);
}

/* ---- several at once */

/* Whether the words [from, to) can be a source by themselves. */
static bool stands_alone(const ro_cast *cast, uint32_t from, uint32_t to) {
    from = skip_lead(cast, from, to);
    if (from < to && ro_word_in(word_at(cast, from), " both ")) from++;
    if (from >= to) return false;
    const ro_plain_word *first = word_at(cast, from), *last = word_at(cast, to - 1);
    if (to - from == 1 && ro_word_in(first, PRONOUNS)) return true;
    ro_phrase p = shape(cast, from, to);
    if (person_head(cast, &p) != RO_NONE) return true;
    if (word_at(cast, p.core - 1)->entity != RO_NONE) return !word_at(cast, p.core - 1)->possessive;
    uint32_t count;
    const ro_country *country = ro_country_before(&cast->words, p.core, p.from, &count);
    if (country) return country->kind != 'd';
    const ro_noun *noun = ro_noun_find(word_at(cast, p.core - 1)->fold);
    return noun && !last->possessive && noun->type != 'd' &&
           (p.start > p.from || noun->type == 'g' || ro_noun_plural(word_at(cast, p.core - 1)->fold));
}

/* "the prime ministers of Sweden and Norway": several of one office, a country each; they are one source, the countries none. */
static bool is_office_of_both(const ro_cast *cast, uint32_t from, uint32_t and, uint32_t to) {
    uint32_t of = and, count;
    const ro_country *second = ro_country_at(&cast->words, and+1, to, &count);
    if (!second || and+1 + count != to || second->kind == 'd') return false;
    while (of > from && !ro_word_in(word_at(cast, of), " of ")) of--;
    const ro_noun *office = of > from ? ro_noun_find(word_at(cast, of - 1)->fold) : NULL;
    if (!office || !(office->type == 'r' || office->type == 'g') || !ro_noun_plural(word_at(cast, of - 1)->fold)) return false;
    uint32_t at = of + 1; /* "the presidents of Norway, Sweden and Iceland" */
    if (at < and&&ro_word_in(word_at(cast, at), " the both ")) at++;
    while (at < and&&ro_country_at(&cast->words, at, and, &count)) at += count;
    return at == and;
}

/* "The High Court of Norway and Sweden": the places of one body. */
static bool is_place_of_both(const ro_cast *cast, uint32_t from, uint32_t and, uint32_t to) {
    uint32_t of = and;
    for (uint32_t i = and+1; i < to; i++)
        if (!labelled(cast, i, RO_ENTITY_LOC)) return false;
    while (of > from && (labelled(cast, of - 1, RO_ENTITY_LOC) || ro_word_in(word_at(cast, of - 1), " the "))) of--;
    if (of < from + 2 || of >= and || !ro_word_in(word_at(cast, of - 1), " of for ")) return false;
    const ro_noun *noun = ro_noun_find(word_at(cast, of - 2)->fold);
    return noun ? noun->type == 'o' : word_at(cast, of - 2)->upper;
}

/* "writer and singer Jon Ild": two callings of one. */
static bool is_calling_of_both(const ro_cast *cast, uint32_t from, uint32_t and, uint32_t to) {
    const ro_plain_word *left = word_at(cast, and-1), *right = word_at(cast, and+1);
    bool plain = left->entity == RO_NONE && right->entity == RO_NONE && !left->upper && !right->upper;
    const ro_noun *noun = plain ? ro_noun_find(left->fold) : NULL, *second = plain ? ro_noun_find(right->fold) : NULL;
    bool callings = noun && noun->type == 'r' && !ro_noun_plural(left->fold) && second && second->type == 'r';
    return callings && labelled(cast, to - 1, RO_ENTITY_PER) && !ro_word_in(word_at(cast, from), DETERMINERS);
}

/* Where the phrase [from, to) can be cut into two sources: the index of "and", else `to`. */
static uint32_t find_and(const ro_cast *cast, uint32_t from, uint32_t to) {
    for (uint32_t i = from + 1; i + 1 < to; i++) {
        const ro_plain_word *word = word_at(cast, i);
        bool joint = ro_word_in(word, " and or nor ") && !same_entity(cast, i - 1, i + 1);
        if (!joint) continue;
        bool title = word_at(cast, i - 1)->upper && word_at(cast, i + 1)->upper && word_at(cast, i - 1)->entity == RO_NONE &&
                     word_at(cast, i + 1)->entity == RO_NONE; /* "Police and Crime Commissioner" */
        if (is_office_of_both(cast, from, i, to) || is_place_of_both(cast, from, i, to) || is_calling_of_both(cast, from, i, to))
            continue;
        if (!title && stands_alone(cast, from, i) && stands_alone(cast, i + 1, to)) return i;
    }
    return to;
}

/* The last comma of a list of names before "and": "A, B and C". */
static uint32_t find_comma(const ro_cast *cast, uint32_t from, uint32_t to) {
    for (uint32_t i = from + 1; i < to; i++) {
        if (word_at(cast, i)->gap != ',' || !labelled(cast, i, RO_ENTITY_PER) || word_at(cast, i - 1)->entity == RO_NONE)
            continue;
        if (labelled(cast, i - 1, RO_ENTITY_PER)) return i;
    }
    return to;
}

bool ro_source_read(ro_cast *cast, ro_span source, ro_indices *out) {
    enum { MOST = 8, WORDS = 60 };
    if (ro_span_empty(source)) return true;
    uint32_t from = ro_words_at(&cast->words, source.start), to = from;
    while (to < cast->words.count && to < from + WORDS && cast->words.items[to].span.start < source.end) to++;
    uint32_t tail = from < to ? cut_tail(cast, from, to) : to;
    for (int parts = 0; from < tail && parts < MOST; parts++) {
        uint32_t and = find_and(cast, from, tail), comma = find_comma(cast, from, and), end = comma < and? comma : and;
        bool last = end == tail;
        uint32_t begin = !last && ro_word_in(word_at(cast, from), " both ") ? from + 1 : from;
        if (!ro_phrase_read(cast, begin, end, out)) return false;
        from = end == and? end + 1 : end;
    }
    return true;
}
