#include "find/statements.h"

#include "find/acts.h"
#include "find/find.h"
#include "model/heads.h"

#include <strings.h>

enum {
    SETTING_WORDS = 16, /* the longest "after talks in the capital" that is looked through for its "that" */
    HEARER_WORDS = 16,  /* the longest "the leaders of both parties" that is looked through for its "to" */
    LATE_WORDS = 24,    /* the longest "following a meeting with the leaders of both parties" */
};

/* ---- the cue's end */

/* PolNeAR gives the cue a "to" or "that" that leads into a clause; the contract gives it to the content. */
static void give_lead(const ro_scribe *f, ro_span *cue, ro_span *content) {
    static const char *const leads[] = {" to", " that"};
    size_t next = ro_token_at(f->record, content->start);
    if (content->start < cue->end || !ro_statement_gap(f, cue->end, content->start) || next >= f->record->layers.tokens.count)
        return;
    ro_upos upos = f->record->layers.tokens.items[next].upos;
    for (size_t i = upos == RO_UPOS_VERB || upos == RO_UPOS_AUX ? 0 : 1; i < 2; i++) {
        uint32_t size = (uint32_t)strlen(leads[i]);
        if (cue->end - cue->start <= size + 1 || !ro_text_is(f->text, (ro_span){cue->end - size, cue->end}, leads[i])) continue;
        content->start = cue->end - size + 1;
        cue->end -= size;
    }
}

/* "declined to name" "the buyer": what is refused is to name him. */
static void split_refusal(const ro_scribe *f, ro_span *cue, ro_span *content) {
    static const char *const refusals[] = {"declined to ", "declines to ", "refused to ", "refuses to "};
    static const char *const telling[] = {"say", "comment", "answer", "confirm", "tell", "comment on"};
    if (content->start < cue->end || !ro_statement_gap(f, cue->end, content->start)) return;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        uint32_t size = (uint32_t)strlen(refusals[i]);
        if (cue->end - cue->start <= size || !ro_text_is(f->text, (ro_span){cue->start, cue->start + size}, refusals[i]))
            continue;
        ro_span verb = {cue->start + size, cue->end};
        for (size_t k = 0; k < sizeof telling / sizeof *telling; k++)
            if (ro_text_is(f->text, verb, telling[k])) return;
        content->start = verb.start - 3; /* "to " */
        cue->end = content->start - 1;
    }
}

/* "also said": an adverb before the verb is no part of the cue; one between auxiliary and verb is. */
ro_span ro_edges_cue(const ro_scribe *f, ro_span cue) {
    static const char *const adverbs[] = {"also ",         "further ",    "later ",       "then ",    "again ",
                                          "repeatedly ",   "previously ", "earlier ",     "already ", "now ",
                                          "additionally ", "once again ", "subsequently "};
    for (size_t i = 0; i < sizeof adverbs / sizeof *adverbs; i++) {
        uint32_t size = (uint32_t)strlen(adverbs[i]);
        if (cue.end - cue.start > size && ro_text_is(f->text, (ro_span){cue.start, cue.start + size}, adverbs[i]))
            return (ro_span){cue.start + size, cue.end};
    }
    return cue;
}

/* ---- the content's ends */

/* "said after the talks that …": what stands before the clause tells when and where, not what. */
static void drop_setting(const ro_scribe *f, ro_statement *s) {
    if (!s->content.count || s->content.items[0].start < s->cue.end ||
        !ro_statement_gap(f, s->cue.end, s->content.items[0].start))
        return;
    ro_span *c = &s->content.items[0];
    const ro_token *t = f->record->layers.tokens.items;
    size_t first = ro_token_at(f->record, c->start);
    for (size_t i = first; i < f->record->layers.tokens.count && t[i].span.end <= c->end && i < first + SETTING_WORDS; i++) {
        if (ro_text_is(f->text, t[i].span, "that") && t[i].upos == RO_UPOS_SCONJ) {
            c->start = t[i].span.start;
            return;
        }
        if (i == first ? t[i].upos != RO_UPOS_ADP && t[i].upos != RO_UPOS_VERB
                       : t[i].upos == RO_UPOS_VERB || t[i].upos == RO_UPOS_AUX)
            return;
    }
}

/* "In addition, according to X, Y said Z": where the model took the opening words alone, or none of its sentence, the clause
 * behind the source is what X says, else the one before. */
static bool whole_clause(ro_scribe *f, ro_statement *s) {
    bool none = !s->content.count || (s->content.count == 1 && !ro_statement_sayable(f, s->content.items[0]));
    uint32_t at = ro_statement_sentence(f, s->cue.start);
    bool according = s->cue.end - s->cue.start == strlen("according to") &&
                     !strncasecmp(f->text->bytes + s->cue.start, "according to", strlen("according to"));
    if (!none || !according || at == UINT32_MAX || ro_span_empty(s->source) || s->source.start < s->cue.end) return true;
    ro_span sentence = f->record->layers.sentences.items[at], clause = {0};
    if (sentence.end > s->source.end) clause = ro_statement_tidy(f, (ro_span){s->source.end, sentence.end});
    if (ro_span_empty(clause) || !ro_statement_sayable(f, clause))
        clause = ro_statement_tidy(f, (ro_span){sentence.start, s->cue.start});
    if (ro_span_empty(clause) || !ro_statement_sayable(f, clause)) return true;
    s->content.count = 0;
    return ro_statement_join(f, &s->content, clause);
}

/* "a promise to leave", "a commitment not to": a thing that is asked for, and nobody who could do it. */
static bool is_thing_asked(const ro_scribe *f, size_t token) {
    static const char *const things[] = {"commitment", "promise",     "pledge",     "guarantee",  "assurance",
                                         "agreement",  "deal",        "decision",   "pact",       "plan",
                                         "permission", "vote",        "right",      "chance",     "effort",
                                         "law",        "commitments", "guarantees", "assurances", "promises"};
    for (size_t i = 0; i < sizeof things / sizeof *things; i++)
        if (ro_text_is(f->text, f->record->layers.tokens.items[token].span, things[i])) return true;
    return false;
}

/* "urged the harbour board to wait": who is asked is no part of what is asked. The front goes, up to the first "to" with a verb
 * behind it, or the "not" before that, where it holds no verb of its own. */
static void drop_hearer(const ro_scribe *f, ro_statement *s) {
    if (!s->content.count) return;
    ro_span *c = &s->content.items[0];
    if (c->start < s->cue.end || !ro_statement_gap(f, s->cue.end, c->start) || !ro_cue_asks(f->text, s->cue)) return;
    const ro_token *tokens = f->record->layers.tokens.items;
    size_t count = f->record->layers.tokens.count, first = ro_token_at(f->record, c->start);
    for (size_t i = first; i + 1 < count && tokens[i].span.end <= c->end && i < first + HEARER_WORDS; i++) {
        if (tokens[i].upos == RO_UPOS_VERB || tokens[i].upos == RO_UPOS_AUX || tokens[i].upos == RO_UPOS_SCONJ) return;
        bool infinitive = ro_text_is(f->text, tokens[i].span, "to") &&
                          (tokens[i + 1].upos == RO_UPOS_VERB || tokens[i + 1].upos == RO_UPOS_AUX);
        if (!infinitive) continue;
        size_t from = i > first && ro_text_is(f->text, tokens[i - 1].span, "not") ? i - 1 : i;
        if (from > first && !is_thing_asked(f, from - 1)) c->start = tokens[from].span.start;
        return;
    }
}

/* "called on the town to act following a meeting with the mayor": what stands behind an infinitive tells when it was asked. */
static void drop_setting_behind(const ro_scribe *f, ro_statement *s) {
    static const char *const meetings[] = {"meeting", "meetings", "talks", "visit", "call", "summit", "conversation", "session"};
    const ro_token *t = f->record->layers.tokens.items;
    if (s->content.count != 1 || s->content.items[0].start < s->cue.end || !ro_cue_asks(f->text, s->cue)) return;
    ro_span *c = &s->content.items[0];
    size_t first = ro_token_at(f->record, c->start), end = ro_token_at(f->record, c->end), late = end;
    for (size_t i = end; i-- > first && end - i < LATE_WORDS && t[i].upos != RO_UPOS_AUX;) {
        if (ro_text_is(f->text, t[i].span, "following") || ro_text_is(f->text, t[i].span, "after")) late = i;
        if (late < end || t[i].upos == RO_UPOS_VERB) break;
    }
    for (size_t i = late + 1; late > first + 1 && i < end && i < late + 4; i++)
        for (size_t k = 0; k < sizeof meetings / sizeof *meetings; k++)
            if (ro_text_is(f->text, t[i].span, meetings[k])) *c = ro_statement_tidy(f, (ro_span){c->start, t[late].span.start});
}

/* ---- the source's end */

/* "a report by the agency in Tarsk on Friday": place and day of what speaks are no part of who speaks. */
static ro_span without_day(const ro_scribe *f, ro_span source) {
    const ro_token *t = f->record->layers.tokens.items;
    size_t first = ro_token_at(f->record, source.start), end = ro_token_at(f->record, source.end ? source.end - 1 : 0) + 1;
    for (size_t i = first + 1; i + 1 < end && end <= f->record->layers.tokens.count; i++) {
        if (t[i].upos == RO_UPOS_VERB || t[i].upos == RO_UPOS_AUX) return source; /* a clause's day */
        if (ro_day_tokens(f->record, i) != end - i) continue;
        size_t last = i - 1, in = last;
        while (in > first && t[in].upos == RO_UPOS_PROPN) in--;
        bool place = in > first && in < last && ro_text_is(f->text, t[in].span, "in");
        return (ro_span){source.start, t[place ? in - 1 : last].span.end};
    }
    return source;
}

/* ---- how the speaker wants to be named */

/* "an official who asked not to be named": says who speaks, and nothing. */
static void drop_anonymity(const ro_scribe *f, ro_statement *s) {
    static const char *const wishes[] = {"not to be named", "not to be identified", "not to be quoted",     "to remain anonymous",
                                         "anonymity",       "that he not be named", "that she not be named"};
    for (size_t i = 0; s->content.count && i < sizeof wishes / sizeof *wishes; i++) {
        ro_span *c = &s->content.items[0];
        uint32_t size = (uint32_t)strlen(wishes[i]);
        if (c->end - c->start < size || !ro_text_is(f->text, (ro_span){c->start, c->start + size}, wishes[i])) continue;
        const char *comma = memchr(f->text->bytes + c->start, ',', c->end - c->start);
        if (ro_cue_asks(f->text, s->cue) || !comma)
            s->content.count = 0;
        else
            *c = ro_statement_tidy(f, (ro_span){(uint32_t)(comma - f->text->bytes), c->end});
        return;
    }
}

/* Without what only tells more of who speaks, behind a comma ("his critics, who …"), and without the comma behind an apposition.
 */
ro_span ro_edges_source(const ro_scribe *f, ro_span source) {
    static const char *const pronouns[] = {", who ", ", which ", ", whose "};
    const char *bytes = f->text->bytes;
    for (uint32_t i = source.start + 1; i < source.end; i++)
        for (size_t k = 0; k < sizeof pronouns / sizeof *pronouns; k++) {
            uint32_t size = (uint32_t)strlen(pronouns[k]);
            if (i + size > source.end || memcmp(bytes + i, pronouns[k], size)) continue;
            const char *comma = memchr(bytes + i + size, ',', source.end - i - size);
            if (!comma || comma + 1 == bytes + source.end) source.end = i; /* else more names follow */
        }
    while (source.end > source.start && bytes[source.end - 1] == ',') source.end--;
    return without_day(f, source);
}

/* ---- "CLAUSE, X said": syntax finds the clause where the model took only what follows the cue */

/* Whether a word hangs on another, directly or through others; sentences are trees. */
static bool hangs_on(const ro_layers *l, size_t word, size_t on) {
    while (word != on && l->words.items[word].head != word) word = l->words.items[word].head;
    return word == on;
}

static uint32_t sentence_of(const ro_layers *l, size_t word) { return l->tokens.items[l->words.items[word].token].sentence; }

/* What the cue's verb has as its clause before both cue and source; empty where there is none. */
static ro_span clause_before(const ro_scribe *f, const ro_statement *s) {
    const ro_layers *l = &f->record->layers;
    const ro_word *words = l->words.items;
    uint32_t bar = s->source.start < s->cue.start ? s->source.start : s->cue.start;
    size_t cue = RO_SEARCH(l->words, span, s->cue.end - 1), clause = cue;
    if (cue >= l->words.count) return (ro_span){0};
    for (size_t i = cue; i-- && sentence_of(l, i) == sentence_of(l, cue);)
        if (words[i].head == cue && !strcmp(ro_relation_names[words[i].relation], "ccomp")) clause = i;
    if (clause == cue || words[clause].span.end > bar) return (ro_span){0};
    size_t first = clause;
    for (size_t i = clause; i-- && sentence_of(l, i) == sentence_of(l, cue);)
        if (hangs_on(l, i, clause)) first = i;
    return ro_statement_tidy(f, (ro_span){words[first].span.start, bar});
}

static bool add_clause_before(ro_scribe *f, ro_statement *s) {
    if (ro_span_empty(s->source) || !s->content.count || s->content.items[0].start < s->cue.end) return true;
    ro_span clause = clause_before(f, s);
    return ro_span_empty(clause) || ro_statement_join(f, &s->content, clause);
}

/* "Speaking on condition of anonymity, …" says nothing either. */
static void drop_conditions(const ro_scribe *f, ro_statement *s) {
    static const char *const hidden[] = {"on condition of anonymity", "speaking on condition of anonymity",
                                         "on the condition of anonymity", "speaking on the condition of anonymity",
                                         "speaking anonymously"};
    for (size_t i = 0; s->content.count > 1 && i < sizeof hidden / sizeof *hidden; i++) {
        ro_span *first = s->content.items;
        if (first->end > s->cue.start || first->end - first->start != strlen(hidden[i]) ||
            strncasecmp(f->text->bytes + first->start, hidden[i], strlen(hidden[i])))
            continue;
        memmove(first, first + 1, (s->content.count - 1) * sizeof *first);
        s->content.count--;
    }
}

/* ---- put together */

void ro_edges_lead(const ro_scribe *f, ro_span *cue, ro_span *content) {
    give_lead(f, cue, content);
    split_refusal(f, cue, content);
}

void ro_edges_asked(const ro_scribe *f, ro_statement *s) {
    drop_hearer(f, s);
    drop_setting(f, s);
    drop_setting_behind(f, s);
}

bool ro_edges_said(ro_scribe *f, ro_statement *s) {
    drop_anonymity(f, s);
    if (!whole_clause(f, s) || !add_clause_before(f, s)) return false;
    drop_conditions(f, s);
    return true;
}
