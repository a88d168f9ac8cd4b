#include "find/provenance.h"

enum { NEAR = 24 }; /* statements either way that one can stand within */

static const char PRONOUNS[] = " he she they it ";
static const char ADDING[] = " added adds adding continued continues stressed concluded ";

/* ---- links */

static bool add_link(ro_cast *cast, ro_statement *s, ro_chain_link link) {
    for (size_t i = 0; link.name && i < s->chain.count; i++)
        if (s->chain.items[i].name && s->chain.items[i].role != RO_CHAIN_OUTLET && !strcmp(s->chain.items[i].name, link.name))
            return true;
    return ro_list_add(cast->arena, &s->chain, link);
}

static bool add_quoted(ro_cast *cast, ro_statement *s, uint32_t agency, ro_span where) {
    const char *name = cast->record->agencies.items[agency].name;
    return add_link(cast, s, (ro_chain_link){.role = RO_CHAIN_QUOTED, .name = name, .span = where});
}

static ro_span name_span(const ro_cast *cast, const ro_credit *c) { return ro_words_span(&cast->words, c->from, c->to); }

static bool credit(ro_cast *cast, ro_statement *s, const ro_credit *c) {
    return add_quoted(cast, s, c->agency, name_span(cast, c));
}

/* ---- outlets that speak */

/* "Russian news agencies", "the TV": nobody in particular. */
static bool is_anybody(const ro_who *who) {
    ro_plain_word key = {.fold = who->key}, head = {.fold = who->head};
    if (ro_word_in(&key, " tv television radio media press news newspaper journal ")) return true;
    return ro_word_in(&head, " agencies outlets newspapers channels websites networks broadcasters papers ");
}

static bool is_outlet(const ro_who *who) {
    bool state = who->kind == RO_GROUP && strstr(who->key, "state media");
    if (is_anybody(who)) return false;
    return ((who->kind == RO_ORGANISATION && who->named) || state) && !strcmp(who->sector, "JRN");
}

static const ro_credit *credit_in_span(const ro_cast *cast, ro_span span) {
    if (ro_span_empty(span)) return NULL;
    uint32_t from = ro_words_at(&cast->words, span.start), to = from;
    while (to < cast->words.count && cast->words.items[to].span.start < span.end) to++;
    return ro_credit_in(cast, from, to);
}

/* Every outlet that the words of a source credit. */
static bool credit_named(ro_cast *cast, ro_statement *s, ro_span where) {
    const ro_credit *c = credit_in_span(cast, where), *end = cast->credits.items + cast->credits.count;
    for (; c && c < end && ro_span_overlaps(where, name_span(cast, c)); c++)
        if (c->kind != RO_CREDIT_MENTION && c->kind != RO_CREDIT_TOLD && !credit(cast, s, c)) return false;
    return true;
}

/* The outlets among these actors, and those that the words name. */
static bool credit_outlets(ro_cast *cast, ro_statement *s, const ro_indices *actors, ro_span where) {
    const ro_credit *named = credit_in_span(cast, where);
    if (!credit_named(cast, s, where)) return false;
    for (size_t i = 0; i < actors->count; i++) {
        const ro_who *who = &cast->whos.items[actors->items[i]];
        uint32_t agency;
        if (!is_outlet(who) || (named && who->kind == RO_GROUP)) continue;
        const ro_credit *known = credit_in_span(cast, who->name);
        if (known) {
            if (!add_quoted(cast, s, known->agency, where)) return false;
            continue;
        }
        if (!ro_agency_add(cast->record, who->medium, who->name, RO_BASIS_TEXT, &agency)) return false;
        if (agency != RO_NONE && !add_quoted(cast, s, agency, where)) return false;
    }
    return true;
}

static bool is_own(const ro_cast *cast, const ro_who *who) {
    const char *outlet = cast->record->document->outlet;
    ro_span name = who->name;
    return outlet && strlen(outlet) == name.end - name.start &&
           !strncmp(outlet, cast->record->document->text.bytes + name.start, name.end - name.start);
}

/* Whether the report's outlet speaks: it relays, and is not relayed. */
static bool by_own(const ro_cast *cast, const ro_statement *s) {
    return s->speakers.count && is_own(cast, &cast->whos.items[s->speakers.items[0]]);
}

/* ---- the report as a whole */

static bool open_chain(ro_cast *cast, ro_statement *s) {
    const ro_record *record = cast->record;
    const char *outlet = record->document->outlet;
    if (outlet && !add_link(cast, s, (ro_chain_link){.role = RO_CHAIN_OUTLET, .name = outlet})) return false;
    for (size_t i = 0; i < record->agencies.count; i++) {
        const ro_agency *agency = &record->agencies.items[i];
        if (agency->basis == RO_BASIS_TEXT) continue;
        if (outlet && ro_span_empty(agency->span) && !strcmp(outlet, agency->name)) continue;
        if (!add_link(cast, s, (ro_chain_link){.role = RO_CHAIN_AGENCY, .name = agency->name, .span = agency->span}))
            return false;
    }
    return true;
}

static ro_span anchor(const ro_statement *s) { return !ro_span_empty(s->cue) ? s->cue : s->content.items[0]; }

static uint32_t sentence_of(const ro_cast *cast, const ro_statement *s) {
    uint32_t word = ro_words_at(&cast->words, anchor(s).start);
    return word < cast->words.count ? cast->words.items[word].sentence : RO_NONE;
}

/* A report that is retold carries every statement from its credit to the next such credit, paragraph by paragraph. */
static bool credit_relays(ro_cast *cast) {
    const ro_credit *relay = NULL;
    size_t next = 0;
    for (size_t i = 0; i < cast->record->statements.count; i++) {
        ro_statement *s = &cast->record->statements.items[i];
        uint32_t sentence = sentence_of(cast, s);
        for (; next < cast->credits.count && cast->credits.items[next].sentence <= sentence; next++)
            if (cast->credits.items[next].relay || cast->credits.items[next].lead) relay = &cast->credits.items[next];
        const ro_who *who = s->speakers.count ? &cast->whos.items[s->speakers.items[0]] : NULL;
        if (!relay || sentence > relay->until || (who && (is_own(cast, who) || (relay->lead && is_outlet(who))))) continue;
        const ro_agency *agency = &cast->record->agencies.items[relay->agency];
        ro_chain_role role = agency->medium && agency->medium->wire ? RO_CHAIN_AGENCY : RO_CHAIN_QUOTED;
        if (!add_link(cast, s, (ro_chain_link){role, agency->name, 0, name_span(cast, relay)})) return false;
    }
    return true;
}

/* ---- statements within an outlet's */

static bool within(const ro_statement *outer, ro_span inner) {
    for (size_t i = 0; i < outer->content.count; i++)
        if (ro_span_contains(outer->content.items[i], inner)) return true;
    return false;
}

static bool cue_is(const ro_cast *cast, const ro_statement *s, const char *list) {
    uint32_t word = ro_words_at(&cast->words, s->cue.start);
    for (; word < cast->words.count && cast->words.items[word].span.start < s->cue.end; word++)
        if (ro_word_in(&cast->words.items[word], list)) return true;
    return false;
}

/* "X reported, citing Y, that …": Y's statement has the same content and went through X, and not the other way round. */
static bool carries(const ro_cast *cast, const ro_statement *outer, const ro_statement *inner) {
    if (within(outer, anchor(inner))) return !within(inner, anchor(outer)) || outer->cue.start < inner->cue.start;
    return within(outer, inner->content.items[0]) && !cue_is(cast, outer, " citing quoting cited ");
}

static bool credit_inner(ro_cast *cast, size_t outer) {
    ro_statement *all = cast->record->statements.items, *o = &all[outer];
    size_t count = cast->record->statements.count, low = outer > NEAR ? outer - NEAR : 0;
    for (size_t i = low; i < count && i <= outer + NEAR; i++) {
        if (i == outer || !all[i].content.count || by_own(cast, &all[i]) || !carries(cast, o, &all[i])) continue;
        if (!credit_outlets(cast, &all[i], &o->speakers, o->source)) return false;
    }
    return true;
}

/* ---- credits beside a statement */

static uint32_t distance(ro_span a, ro_span b) {
    if (a.end <= b.start) return b.start - a.end;
    return b.end <= a.start ? a.start - b.end : 0;
}

static bool says_it(const ro_cast *cast, const ro_statement *s, const ro_credit *c) {
    return c->kind != RO_CREDIT_TOLD && ro_span_overlaps(s->source, name_span(cast, c));
}

/* "“He stands by what he told the paper,” she wrote": her words tell of the outlet, and did not come through it. */
static bool quotes_it(const ro_cast *cast, const ro_statement *s, const ro_credit *c) {
    ro_span name = name_span(cast, c);
    size_t k = ro_span_search(s->content.items, s->content.count, sizeof *s->content.items, name.start);
    return cast->words.items[c->from].quoted && k < s->content.count && ro_span_contains(s->content.items[k], name);
}

typedef struct beside { /* the statements of a credit's sentence */
    size_t from, to;
    bool spoken; /* one of them is the outlet's own */
} beside;

/* The sentence that the credit's begins with: an earlier one where it stands behind a quotation of several sentences. */
static uint32_t first_sentence(const ro_cast *cast, const ro_credit *c) {
    enum { LONGEST = 400 };
    const ro_plain_word *words = cast->words.items;
    uint32_t at = c->from;
    for (uint32_t floor = at > LONGEST ? at - LONGEST : 0; at > floor; at--)
        if (words[at - 1].sentence != words[at].sentence && !(words[at].quoted && words[at - 1].quoted)) break;
    return words[at].sentence;
}

static beside find_beside(const ro_cast *cast, const ro_credit *c, size_t from) {
    const ro_statement *all = cast->record->statements.items;
    size_t count = cast->record->statements.count;
    uint32_t first = first_sentence(cast, c);
    while (from && sentence_of(cast, &all[from - 1]) >= first) from--;
    while (from < count && sentence_of(cast, &all[from]) < first) from++;
    beside out = {.from = from, .to = from};
    for (; out.to < count && out.to - from < NEAR && sentence_of(cast, &all[out.to]) <= c->sentence; out.to++)
        out.spoken = out.spoken || says_it(cast, &all[out.to], c);
    return out;
}

/* The statement of the sentence that stands nearest to the credit, by its cue or by its content. */
static ro_statement *nearest(const ro_cast *cast, const ro_credit *c, const beside *b, bool by_cue) {
    ro_statement *best = NULL;
    uint32_t least = UINT32_MAX;
    for (size_t i = b->from; i < b->to; i++) {
        ro_statement *s = &cast->record->statements.items[i];
        uint32_t far = distance(s->cue, name_span(cast, c));
        for (size_t k = 0; !by_cue && k < s->content.count; k++) {
            uint32_t apart = distance(s->content.items[k], name_span(cast, c));
            far = !k || apart < far ? apart : far;
        }
        if (says_it(cast, s, c) || quotes_it(cast, s, c) || far >= least || (by_cue && ro_span_empty(s->cue))) continue;
        least = far;
        best = s;
    }
    return best;
}

/* Whether words of the sentence stand behind the credit, other than its own verb and a date. */
static bool ends_sentence(const ro_cast *cast, const ro_credit *c) {
    enum { MOST = 4 };
    uint32_t at = c->to;
    while (at < cast->words.count && cast->words.items[at].sentence == c->sentence) at++;
    return at - c->to < MOST;
}

/* "X reported …" and "According to X, …" where the outlet has no statement of its own. */
static bool credit_sentence(ro_cast *cast, const ro_credit *c, const beside *b) {
    bool ends = ends_sentence(cast, c);
    bool opens = c->from < 4 || cast->words.items[c->from - 4].sentence != c->sentence;
    for (size_t i = b->from; i < b->to; i++) {
        ro_statement *s = &cast->record->statements.items[i];
        if (by_own(cast, s)) continue;
        bool after = anchor(s).start >= name_span(cast, c).start;
        bool covered = ends ? true : c->kind == RO_CREDIT_REPORTS ? after : opens;
        if (covered && !says_it(cast, s, c) && !credit(cast, s, c)) return false;
    }
    return true;
}

/* Words that say where or how else something was said. */
static const char OCCASIONS[] =
    " statement tweet tweeted twitter facebook telegram post conference briefing reporters journalists letter "
    "speech rally court hearing interview told parliament lawmakers earlier previously later ";

static bool has_occasion(const ro_cast *cast, const ro_statement *s) {
    enum { WORDS = 40 }; /* either way */
    uint32_t sentence = sentence_of(cast, s), cue = ro_words_at(&cast->words, anchor(s).start), at = cue;
    while (at && cue - at < WORDS && cast->words.items[at - 1].sentence == sentence) at--;
    for (; at < cast->words.count && at < cue + WORDS && cast->words.items[at].sentence == sentence; at++)
        if (ro_word_in(&cast->words.items[at], OCCASIONS) && !cast->words.items[at].quoted) return true;
    return false;
}

/* An interview goes on while the same speaker does, sentence by sentence, unless they name another occasion. */
static bool goes_on(const ro_cast *cast, const ro_statement *before, const ro_statement *s) {
    if (!before->speakers.count || !s->speakers.count || before->speakers.items[0] != s->speakers.items[0]) return false;
    if (sentence_of(cast, s) > sentence_of(cast, before) + 1 + before->content.count || s->addressees.count) return false;
    const ro_text *text = &cast->record->document->text;
    uint32_t from = anchor(before).start, to = anchor(s).start;
    bool same = from < to && !memchr(text->bytes + from, '\n', to - from); /* paragraph */
    bool pronoun =
        !ro_span_empty(s->source) && ro_word_in(&cast->words.items[ro_words_at(&cast->words, s->source.start)], PRONOUNS);
    return (same || pronoun || ro_span_empty(s->source) || cue_is(cast, s, ADDING)) && !has_occasion(cast, s);
}

static bool credit_told(ro_cast *cast, const ro_credit *c, const beside *b) {
    ro_statement *all = cast->record->statements.items, *first = nearest(cast, c, b, true);
    if (!first) first = nearest(cast, c, b, false);
    if (!first) return true;
    for (size_t i = b->from; i < b->to; i++) { /* "told X that …, saying that …" */
        bool same = all[i].speakers.count && first->speakers.count && all[i].speakers.items[0] == first->speakers.items[0];
        bool other = &all[i] != first && cue_is(cast, &all[i], " told telling ");
        if ((same || &all[i] == first) && !other && !credit(cast, &all[i], c)) return false;
    }
    size_t at = b->to;
    for (const ro_statement *last = first; at < cast->record->statements.count && goes_on(cast, last, &all[at]); at++) {
        if (!credit(cast, &all[at], c)) return false;
        last = &all[at];
    }
    return true;
}

static bool credit_beside(ro_cast *cast) {
    size_t from = 0;
    for (size_t i = 0; i < cast->credits.count; i++) {
        const ro_credit *c = &cast->credits.items[i];
        beside b = find_beside(cast, c, from);
        from = b.from;
        bool ok = true;
        if (c->kind == RO_CREDIT_TOLD)
            ok = credit_told(cast, c, &b);
        else if (c->kind == RO_CREDIT_QUOTED || (c->kind == RO_CREDIT_CITED && !b.spoken)) {
            ro_statement *s = nearest(cast, c, &b, false);
            ok = !s || credit(cast, s, c);
        } else if ((c->kind == RO_CREDIT_REPORTS || c->kind == RO_CREDIT_ACCORDING) && (!b.spoken || ends_sentence(cast, c)))
            ok = credit_sentence(cast, c, &b);
        if (!ok) return false;
    }
    return true;
}

/* ---- what an outlet is come back to for */

static uint32_t own_outlet(const ro_cast *cast, const ro_statement *s) {
    uint32_t who = s->speakers.count ? s->speakers.items[0] : RO_NONE;
    return who != RO_NONE && is_outlet(&cast->whos.items[who]) ? who : RO_NONE;
}

/* A text that goes on with "the newspaper" has not left it: what stands between comes from there, too. */
static bool credit_between(ro_cast *cast) {
    enum { MOST = 3 };
    ro_statement *all = cast->record->statements.items;
    for (size_t i = 1; i < cast->record->statements.count; i++) {
        uint32_t who = own_outlet(cast, &all[i]);
        const ro_credit *named = credit_in_span(cast, all[i].source);
        if (who == RO_NONE || (named && !named->again)) continue;
        size_t before = i - 1;
        while (before && i - before <= MOST && own_outlet(cast, &all[before]) == RO_NONE) before--;
        if (own_outlet(cast, &all[before]) != who) continue;
        for (size_t k = before + 1; k < i; k++)
            if (!credit_outlets(cast, &all[k], &all[i].speakers, all[before].source)) return false;
    }
    return true;
}

/* ---- put together */

static bool close_chain(ro_cast *cast, ro_statement *s) {
    if (!credit_outlets(cast, s, &s->addressees, (ro_span){0, 0})) return false;
    for (size_t k = 0; k < s->speakers.count; k++)
        if (!add_link(cast, s, (ro_chain_link){.role = RO_CHAIN_SPEAKER, .actor = s->speakers.items[k]})) return false;
    return true;
}

bool ro_chains_write(ro_cast *cast) {
    ro_statement *all = cast->record->statements.items;
    size_t count = cast->record->statements.count;
    for (size_t i = 0; i < count; i++)
        if (!open_chain(cast, &all[i])) return false;
    if (!credit_relays(cast)) return false;
    for (size_t i = 0; i < count; i++)
        if (!credit_inner(cast, i)) return false;
    for (size_t i = 0; i < count; i++)
        if (!credit_outlets(cast, &all[i], &all[i].speakers, all[i].source)) return false;
    if (!credit_beside(cast) || !credit_between(cast)) return false;
    for (size_t i = 0; i < count; i++)
        if (!close_chain(cast, &all[i])) return false;
    return true;
}
