#include "find/actors.h"

static const char NOT_HEARERS[] = " for him her them me us what how if whether ";
static const char CLAUSE_WORDS[] = " to that not he she they it there we i is was would could should will be ";
static const char DETERMINERS[] = " the a an these those his her its their our my ";
static const char DANGLING[] =
    " of from for with about against between among and or the a an these those his her its their our my ";
/* ---- hearers */

static const char TELLING[] = " told tell tells telling informed informs informing assured assures assuring reminded reminding ";
static const char DEMANDING[] =
    " urged urges urge urging called calls call calling asked asks ask asking demanded ordered orders ordering invited invites "
    "inviting "
    "encouraged encourages encouraging pressed advised advises advising warned warns warning directed directing begged begging "
    "requested instructed instructs instructing told cautioned implored pleaded ";
static const char THANKING[] = " thanked thanks thanking congratulated congratulates congratulating ";
static const char TIME_WORDS[] = " monday tuesday wednesday thursday friday saturday sunday today yesterday earlier later last "
                                 "this next on in after before at "
                                 "during following via by over as while when ";
static const char OCCASIONS[] =
    " conference briefing rally hearing meeting event television tv twitter radio interview summit gathering ceremony inquiry ";

static bool cue_has(const ro_cast *cast, ro_span cue, const char *list) {
    for (uint32_t i = ro_words_at(&cast->words, cue.start); i < cast->words.count && cast->words.items[i].span.start < cue.end;
         i++)
        if (ro_word_in(&cast->words.items[i], list)) return true;
    return false;
}

static bool is_time(const ro_plain_word *word) { return ro_word_in(word, TIME_WORDS); }

/* Whether a verb behind the word is none of a clause: "newly elected members", "the evacuated villagers". */
static bool modifies(const ro_plain_word *word) {
    size_t size = strlen(word->fold);
    return (size > 3 && !strcmp(word->fold + size - 2, "ly")) || ro_word_in(word, DETERMINERS);
}

/* "Told Norrlight Korn had left" */
static bool person_behind_body(const ro_cast *cast, uint32_t at) {
    const ro_plain_word *left = &cast->words.items[at - 1], *right = left + 1;
    if (left->entity == RO_NONE || right->entity == RO_NONE || left->entity == right->entity || right->gap != ' ') return false;
    const ro_entity *entities = cast->record->layers.entities.items;
    return entities[left->entity].label == RO_ENTITY_ORG && entities[right->entity].label == RO_ENTITY_PER && !left->possessive;
}

/* The end of the noun phrase that begins at `from` and may be a hearer; `from` where none begins there. */
static uint32_t hearer_end(const ro_cast *cast, uint32_t from, uint32_t limit) {
    enum { LONGEST = 12 };
    const ro_plain_word *words = cast->words.items;
    if (limit > from + LONGEST) limit = from + LONGEST;
    uint32_t at = from;
    while (at < limit) {
        const ro_plain_word *word = &words[at];
        bool inside = at > from && word->entity != RO_NONE && word->entity == words[at - 1].entity;
        bool stop = ro_word_in(word, CLAUSE_WORDS) || (is_time(word) && word->entity == RO_NONE);
        bool verb = word->verb && !(at > from && modifies(&words[at - 1]));
        bool another = at > from && !word->upper && ro_word_in(word, " the a an these those his her its their our my ") &&
                       (words[at - 1].upper || ro_noun_find(words[at - 1].fold));
        if (!inside && at > from && (word->gap != ' ' || stop || verb || another))
            break; /* "told the press | the officers claimed" */
        if (!inside && at == from && (stop || ro_word_in(word, NOT_HEARERS))) return from;
        at++;
        if (at < limit && words[at - 1].entity != RO_NONE && words[at].entity != words[at - 1].entity &&
            !words[at - 1].possessive && !words[at].upper && !ro_noun_find(words[at].fold))
            break; /* a name ends its phrase */
        if (at < limit && person_behind_body(cast, at)) break;
        const ro_noun *noun = words[at - 1].entity == RO_NONE && at < limit ? ro_noun_find(words[at - 1].fold) : NULL;
        if (noun && noun->type == 'g' && words[at].upper) break; /* "local media Varga's heart" */
    }
    while (at > from && words[at - 1].entity == RO_NONE && ro_word_in(&words[at - 1], DANGLING)) at--;
    return at;
}

static bool names_hearer(const ro_cast *cast, uint32_t from, uint32_t to) {
    bool known = ro_credit_in(cast, from, to) != NULL;
    for (uint32_t i = from; i < to; i++) {
        const ro_plain_word *word = &cast->words.items[i];
        uint32_t count;
        if (ro_word_in(word, OCCASIONS) && word->entity == RO_NONE) return false;
        const ro_noun *noun = ro_noun_find(word->fold);
        if (word->entity != RO_NONE || ro_country_at(&cast->words, i, to, &count)) known = true;
        if (noun && noun->type != 'd') known = true;
        if (ro_word_in(word, " world west everyone ")) known = true;
    }
    return known;
}

/* "shipping firms to stop": some plural that is asked. */
static bool is_asked(const ro_cast *cast, uint32_t from, uint32_t to) {
    const char *last = to > from ? cast->words.items[to - 1].fold : "";
    size_t size = strlen(last);
    if (to >= cast->words.count || to - from > 4 || size < 4 || last[size - 1] != 's') return false;
    return ro_word_in(&cast->words.items[to], " to ") && !ro_word_in(&cast->words.items[to - 1], OCCASIONS);
}

static bool put_hearer(ro_cast *cast, ro_statement *s, uint32_t from, uint32_t to) {
    bool thing = cue_has(cast, s->cue, " requested requests request requesting demanded demands demanding "); /* asked for */
    if (from >= to || !(names_hearer(cast, from, to) || (!thing && is_asked(cast, from, to)))) return true;
    ro_indices found = {0};
    const ro_credit *outlet = ro_credit_in(cast, from, to);
    uint32_t country = 0; /* "told Norrlight Norway" */
    bool named = outlet && outlet->to == to && outlet->from <= from + 1, ok = true;
    named = named && ro_country_before(&cast->words, to, from, &country) && outlet->to - outlet->from > country;
    uint32_t who = named ? ro_name_body(cast, outlet->from, outlet->to, &ok) : RO_NONE;
    if (!ok || (who != RO_NONE && !ro_indices_put(cast->arena, &found, who))) return false;
    if (!found.count && !ro_source_read(cast, ro_words_span(&cast->words, from, to), &found)) return false;
    for (size_t i = 0; i < found.count; i++) {
        bool self = false;
        for (size_t k = 0; k < s->speakers.count; k++) self = self || s->speakers.items[k] == found.items[i];
        if (!self && !ro_indices_put(cast->arena, &s->addressees, found.items[i])) return false;
    }
    return true;
}

/* The words are an outlet's name and nothing else. */
static bool is_outlet(const ro_cast *cast, uint32_t from, uint32_t to) {
    const ro_credit *credit = ro_credit_in(cast, from, to);
    if (credit) return credit->from <= from + 1 && credit->to == to;
    uint32_t entity = cast->words.items[to - 1].entity, who = entity == RO_NONE ? RO_NONE : cast->entity_who[entity];
    while (from < to && cast->words.items[from].entity == RO_NONE && ro_word_in(&cast->words.items[from], DETERMINERS)) from++;
    return who != RO_NONE && cast->words.items[from].entity == entity && !strcmp(cast->whos.items[who].sector, "JRN");
}

/* "Described it to the BBC": an outlet behind the cue and a thing at most. */
static bool read_outlet(ro_cast *cast, ro_statement *s, uint32_t cue) {
    enum { FAR = 8 };
    const ro_plain_word *words = cast->words.items;
    for (uint32_t i = cue + 1; i + 1 < cast->words.count && i < cue + FAR && words[i].gap == ' ' && !words[i].quoted; i++) {
        if (!ro_word_in(&words[i], " to ")) continue;
        uint32_t end = hearer_end(cast, i + 1, (uint32_t)cast->words.count);
        return end == i + 1 || !is_outlet(cast, i + 1, end) || put_hearer(cast, s, i + 1, end);
    }
    return true;
}

/* "in an interview with X", "in remarks to X", "wrote to X", said before the content. */
static bool read_occasion(ro_cast *cast, ro_statement *s) {
    uint32_t cue = ro_words_at(&cast->words, s->cue.start), begin = cue;
    const ro_plain_word *words = cast->words.items;
    if (cue >= cast->words.count) return true;
    while (begin && cue - begin < 20 && words[begin - 1].sentence == words[cue].sentence) begin--;
    for (uint32_t i = begin; i + 2 < cast->words.count && i < cue + 12 && words[i].sentence == words[cue].sentence; i++) {
        bool talk = ro_word_in(&words[i], " interview ") && ro_word_in(&words[i + 1], " with to ");
        talk = talk ||
               (ro_word_in(&words[i], " remarks comments speaking wrote spoke announcing ") && ro_word_in(&words[i + 1], " to "));
        if (!talk || words[i].quoted) continue;
        if (ro_word_in(&words[i], " wrote announcing ") && (i > cue + 2 || i + 2 < cue)) continue;
        uint32_t end = hearer_end(cast, i + 2, (uint32_t)cast->words.count);
        return put_hearer(cast, s, i + 2, end);
    }
    return read_outlet(cast, s, cue);
}

/* ---- hearers that the content names */

/* "We urge Varna to wait", "I count on Varna to": whom the words press, between the verb and "to". */
static bool read_pressed(ro_cast *cast, ro_statement *s, uint32_t from, uint32_t to) {
    const ro_plain_word *words = cast->words.items;
    for (uint32_t i = from + 1; i + 1 < to; i++) {
        bool urged = ro_word_in(&words[i], " urge ask beg implore invite encourage ");
        bool called = ro_word_in(&words[i], " on upon ") && ro_word_in(&words[i - 1], " call count ");
        if (!urged && !called) continue;
        uint32_t end = hearer_end(cast, i + 1, to);
        if (end > i + 1 && end < to && ro_word_in(&words[end], " to not ")) return put_hearer(cast, s, i + 1, end);
    }
    return true;
}

/* "Varna must leave the coast": the subject is the party asked. */
static bool read_bound(ro_cast *cast, ro_statement *s, uint32_t from, uint32_t to) {
    enum { LONGEST = 6, SENTENCE = 30 };
    const ro_plain_word *words = cast->words.items;
    for (uint32_t i = from; i < to && i < from + SENTENCE && words[i].sentence == words[from].sentence; i++) {
        if (!ro_word_in(&words[i], " must should ")) continue;
        uint32_t begin = i;
        while (begin > from && i - begin < LONGEST && words[begin].gap == ' ' && !words[begin - 1].verb &&
               !ro_word_in(&words[begin - 1], " that then and but so "))
            begin--;
        bool other =
            begin > from && ro_word_in(&words[begin - 1], " as of in for to at on by "); /* "its status as a port must" */
        for (uint32_t k = begin; k < i; k++) other = other || ro_word_in(&words[k], " as of its his her their our your a an ");
        if (other || begin == i || ro_word_in(&words[i - 1], " we i he she it they you who which there this that ")) return true;
        return put_hearer(cast, s, begin, i);
    }
    return true;
}

/* "Thank you to all firefighters who came" */
static bool read_thanked(ro_cast *cast, ro_statement *s, uint32_t from, uint32_t to) {
    enum { FRONT = 12 };
    const ro_plain_word *words = cast->words.items;
    for (uint32_t i = from; i + 3 < to && i < from + FRONT; i++)
        if (ro_word_in(&words[i], " thank thanks ") && ro_word_in(&words[i + 1], " you ") && ro_word_in(&words[i + 2], " to "))
            return put_hearer(cast, s, i + 3, hearer_end(cast, i + 3, to));
    return true;
}

/* Whose the thing at `at` is: "the demands of Arvonia", "the Arvonian demands", "Arvonia's demands". */
static bool read_owner(ro_cast *cast, ro_statement *s, uint32_t from, uint32_t at, uint32_t to, const char *links) {
    const ro_plain_word *words = cast->words.items;
    uint32_t country;
    if (at + 2 < to && words[at + 1].gap == ' ' && ro_word_in(&words[at + 1], links))
        return put_hearer(cast, s, at + 2, hearer_end(cast, at + 2, (uint32_t)cast->words.count));
    uint32_t end = at; /* "Arvonia's latest offer" */
    while (end > from && words[end].gap == ' ' && !words[end - 1].possessive) end--;
    if (end == from || words[end].gap != ' ') end = at;
    if (end == from) return true;
    uint32_t begin = end;
    if (words[end - 1].possessive)
        while (begin > from && (begin == end || words[begin].gap == ' ')) begin--;
    else if (words[end - 1].entity != RO_NONE)
        while (begin > from && words[begin - 1].entity == words[end - 1].entity) begin--;
    else if (ro_country_before(&cast->words, end, from, &country))
        begin = end - country;
    return begin == end || put_hearer(cast, s, begin, end);
}

/* "wants an answer from Arvonia", "rejected the Arvonian demands": who is to give what is asked, who had asked for it. */
static bool read_asked(ro_cast *cast, ro_statement *s, uint32_t from, uint32_t to) {
    static const char GIVEN[] =
        " response answer reply commitment guarantee guarantees assurance assurances pledge promise apology "
        "explanation action concession concessions clarification ";
    static const char PUT[] = " demand demands request requests offer offers proposal proposals ultimatum invitation plea pleas "
                              "appeal appeals ";
    enum { FRONT = 8 };
    const ro_plain_word *words = cast->words.items;
    bool demand = s->act == RO_DEMAND;
    for (uint32_t i = from; i < to && i < from + FRONT; i++) {
        if (ro_word_in(&words[i], demand ? GIVEN : PUT) && !words[i].quoted)
            return read_owner(cast, s, from, i, to, demand ? " from by " : " from by of ");
        if (words[i].verb && !(i > from && modifies(&words[i - 1]))) break;
    }
    return true;
}

static bool read_inside(ro_cast *cast, ro_statement *s) {
    bool refusal = s->act == RO_REJECT || s->act == RO_AGREE;
    if ((s->act != RO_DEMAND && s->act != RO_PRAISE && !refusal) || s->addressees.count) return true;
    uint32_t from = ro_words_at(&cast->words, s->content.items[0].start), to = from;
    while (to < cast->words.count && cast->words.items[to].span.start < s->content.items[s->content.count - 1].end) to++;
    if (s->act == RO_PRAISE) return read_thanked(cast, s, from, to);
    if (!read_asked(cast, s, from, to)) return false;
    if (refusal || s->addressees.count) return true;
    if (!read_pressed(cast, s, from, to)) return false;
    return s->addressees.count || read_bound(cast, s, from, to);
}

static bool read_beside(ro_cast *cast, ro_statement *s) {
    bool tells = cue_has(cast, s->cue, TELLING), demands = cue_has(cast, s->cue, DEMANDING) || cue_has(cast, s->cue, THANKING);
    if (!tells && !demands) return read_occasion(cast, s);
    uint32_t from = ro_words_at(&cast->words, s->cue.end), limit = (uint32_t)cast->words.count;
    bool thanked = cue_has(cast, s->cue, THANKING); /* the content begins with who is thanked */
    if (from >= limit || !(cast->words.items[from].gap == ' ' || (thanked && cast->words.items[from].gap == '"'))) return true;
    while (from < limit && ro_word_in(&cast->words.items[from], " on upon for ") && !tells) from++;
    uint32_t to = hearer_end(cast, from, limit);
    bool undergone = from && to + 1 < limit && ro_word_in(&cast->words.items[from - 1], " for ") &&
                     ro_word_in(&cast->words.items[to], " to ") && ro_word_in(&cast->words.items[to + 1], " be ");
    if (undergone) return true; /* "called for the gate to be shut" */
    if (to > from && to + 1 < limit && ro_word_in(&cast->words.items[to - 1], " such ") &&
        ro_word_in(&cast->words.items[to], " as ")) {
        from = to + 1; /* "allies such as Norway" */
        to = hearer_end(cast, from, limit);
    }
    if (to == from) return tells || read_occasion(cast, s);
    if (to >= limit) return put_hearer(cast, s, from, to);
    bool inside = false;
    for (size_t i = 0; i < s->content.count; i++)
        inside = inside || ro_span_overlaps(s->content.items[i], cast->words.items[from].span);
    if (inside && !thanked && !(demands && ro_word_in(&cast->words.items[to], " to not ")))
        return true; /* "called the treaty void" */
    return put_hearer(cast, s, from, to);
}

bool ro_hearers_read(ro_cast *cast, ro_statement *s) {
    if (ro_span_empty(s->cue) || !s->content.count) return true;
    return read_beside(cast, s) && read_inside(cast, s);
}
