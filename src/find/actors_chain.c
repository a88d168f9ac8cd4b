#include "find/provenance.h"

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
        if (!inside && at > from && (word->gap != ' ' || stop || verb)) break;
        if (!inside && at == from && (stop || ro_word_in(word, NOT_HEARERS))) return from;
        at++;
        if (at < limit && words[at - 1].entity != RO_NONE && words[at].entity != words[at - 1].entity &&
            !words[at - 1].possessive && !words[at].upper && !ro_noun_find(words[at].fold))
            break; /* a name ends its phrase */
        const ro_noun *noun = words[at - 1].entity == RO_NONE && at < limit ? ro_noun_find(words[at - 1].fold) : NULL;
        if (noun && noun->type == 'g' && words[at].upper) break; /* "local media Varga's heart" */
    }
    while (at > from && words[at - 1].entity == RO_NONE && ro_word_in(&words[at - 1], DANGLING)) at--;
    return at;
}

static bool names_hearer(const ro_cast *cast, uint32_t from, uint32_t to) {
    bool known = false;
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
    if (from >= to || !(names_hearer(cast, from, to) || is_asked(cast, from, to))) return true;
    ro_indices found = {0};
    if (!ro_source_read(cast, ro_words_span(&cast->words, from, to), &found)) return false;
    for (size_t i = 0; i < found.count; i++) {
        bool self = false;
        for (size_t k = 0; k < s->speakers.count; k++) self = self || s->speakers.items[k] == found.items[i];
        if (!self && !ro_indices_put(cast->arena, &s->addressees, found.items[i])) return false;
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
    return true;
}

bool ro_hearers_read(ro_cast *cast, ro_statement *s) {
    if (ro_span_empty(s->cue) || !s->content.count) return true;
    bool tells = cue_has(cast, s->cue, TELLING), demands = cue_has(cast, s->cue, DEMANDING);
    if (!tells && !demands) return read_occasion(cast, s);
    uint32_t from = ro_words_at(&cast->words, s->cue.end), limit = (uint32_t)cast->words.count;
    if (from >= limit || cast->words.items[from].gap != ' ') return true;
    while (from < limit && ro_word_in(&cast->words.items[from], " on upon for ") && !tells) from++;
    uint32_t to = hearer_end(cast, from, limit);
    if (to == from) return tells || read_occasion(cast, s);
    if (to >= limit) return put_hearer(cast, s, from, to);
    bool inside = false;
    for (size_t i = 0; i < s->content.count; i++)
        inside = inside || ro_span_overlaps(s->content.items[i], cast->words.items[from].span);
    if (inside && !(demands && ro_word_in(&cast->words.items[to], " to not "))) return true; /* "called the treaty void" */
    return put_hearer(cast, s, from, to);
}

/* ---- chain */

static bool add_link(ro_cast *cast, ro_statement *s, ro_chain_link link) {
    for (size_t i = 0; link.name && i < s->chain.count; i++)
        if (s->chain.items[i].name && !strcmp(s->chain.items[i].name, link.name)) return true;
    return ro_list_add(cast->arena, &s->chain, link);
}

static bool is_outlet(const ro_who *who) {
    return (who->kind == RO_ORGANISATION || (who->kind == RO_GROUP && strstr(who->key, "state media"))) &&
           !strcmp(who->sector, "JRN");
}

/* What an outlet is called: its usual name, else its words here. */
static const char *outlet_name(const ro_cast *cast, const ro_who *who) {
    if (who->usual) return who->usual;
    return ro_arena_copy(cast->arena, cast->record->document->text.bytes + who->name.start, who->name.end - who->name.start);
}

static bool credit_outlet(ro_cast *cast, ro_statement *s, uint32_t index, ro_span where) {
    ro_record *record = cast->record;
    const char *name = outlet_name(cast, &cast->whos.items[index]);
    if (!name) return false;
    if (record->document->outlet && !strcmp(name, record->document->outlet)) return true; /* it is in the chain already */
    if (!add_link(cast, s, (ro_chain_link){.role = RO_CHAIN_QUOTED, .name = name, .span = where})) return false;
    return ro_agency_add(record, name, RO_BASIS_TEXT, cast->whos.items[index].name);
}

static bool credit_outlets(ro_cast *cast, ro_statement *s, const ro_indices *actors, ro_span where) {
    for (size_t i = 0; i < actors->count; i++)
        if (is_outlet(&cast->whos.items[actors->items[i]]) && !credit_outlet(cast, s, actors->items[i], where)) return false;
    return true;
}

static bool open_chain(ro_cast *cast, ro_statement *s) {
    const ro_record *record = cast->record;
    const char *outlet = record->document->outlet;
    if (outlet && !add_link(cast, s, (ro_chain_link){.role = RO_CHAIN_OUTLET, .name = outlet})) return false;
    for (size_t i = 0; i < record->agencies.count; i++) {
        const ro_agency *agency = &record->agencies.items[i];
        if (agency->basis == RO_BASIS_TEXT) continue;
        if (!add_link(cast, s, (ro_chain_link){.role = RO_CHAIN_AGENCY, .name = agency->name, .span = agency->span}))
            return false;
    }
    return true;
}

static ro_span anchor(const ro_statement *s) { return !ro_span_empty(s->cue) ? s->cue : s->content.items[0]; }

static bool holds(const ro_statement *outer, ro_span inner) {
    for (size_t i = 0; i < outer->content.count; i++)
        if (ro_span_contains(outer->content.items[i], inner)) return true;
    return false;
}

/* Credits an outlet's own statement to the statements near it that stand inside its content. */
static bool credit_inner(ro_cast *cast, size_t outer) {
    enum { NEAR = 24 };
    ro_statement *all = cast->record->statements.items, *o = &all[outer];
    size_t count = cast->record->statements.count, low = outer > NEAR ? outer - NEAR : 0;
    for (size_t i = low; i < count && i <= outer + NEAR; i++) {
        if (i == outer || !all[i].content.count || !holds(o, anchor(&all[i]))) continue;
        if (!credit_outlets(cast, &all[i], &o->speakers, o->source)) return false;
    }
    return true;
}

bool ro_chains_write(ro_cast *cast) {
    ro_statement *all = cast->record->statements.items;
    size_t count = cast->record->statements.count;
    for (size_t i = 0; i < count; i++)
        if (!open_chain(cast, &all[i])) return false;
    for (size_t i = 0; i < count; i++)
        if (!credit_inner(cast, i)) return false;
    for (size_t i = 0; i < count; i++) {
        if (!credit_outlets(cast, &all[i], &all[i].speakers, all[i].source)) return false;
        if (!credit_outlets(cast, &all[i], &all[i].addressees, (ro_span){0, 0})) return false;
        for (size_t k = 0; k < all[i].speakers.count; k++)
            if (!add_link(cast, &all[i], (ro_chain_link){.role = RO_CHAIN_SPEAKER, .actor = all[i].speakers.items[k]}))
                return false;
    }
    return true;
}
