#include "find/statements.h"

#include "find/actors.h"
#include "find/acts.h"
#include "find/acts_words.h"
#include "find/clauses.h"
#include "find/data/persons.h"
#include "find/forms.h"
#include "model/heads.h"

#include <ctype.h>
#include <strings.h>

enum {
    SETTING_WORDS = 16, /* the longest "after talks in the capital" that is looked through for its "that" */
    HEARER_WORDS = 16,  /* the longest "the leaders of both parties" that is looked through for its "to" */
    LATE_WORDS = 24,    /* the longest "following a meeting with the leaders of both parties" */
};

static bool listed(const ro_scribe *f, ro_span word, const char *list) {
    return ro_word_listed(f->text->bytes + word.start, word.end - word.start, list);
}

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

/* Whether the words tell when, where or to whom: behind a preposition, or a day or the like. */
static bool is_setting(const ro_scribe *f, size_t token, size_t end) {
    static const char WHEN[] =
        " yesterday today tonight tomorrow earlier later last this monday tuesday wednesday thursday friday "
        "saturday sunday ";
    static const char WHERE[] = " in on at via by to with during after before through from ";
    const ro_token *t = f->record->layers.tokens.items;
    if (listed(f, t[token].span, WHEN)) return true;
    if (token + 1 >= end || !listed(f, t[token].span, WHERE)) return false;
    ro_upos next = t[token + 1].upos;
    return next == RO_UPOS_NOUN || next == RO_UPOS_PROPN || next == RO_UPOS_DET || next == RO_UPOS_NUM || next == RO_UPOS_ADJ ||
           next == RO_UPOS_PRON;
}

/* What a verb takes with it: "voted on a resolution", "joined the calls". */
static bool has_vehicle(const ro_scribe *f, size_t from, size_t to) {
    static const char SAYING[] = " resolution call calls request requests motion demand statement petition pledge promise vow "
                                 "offer warning threat claim favor favour support ";
    for (size_t i = from; i < to; i++)
        if (listed(f, f->record->layers.tokens.items[i].span, SAYING)) return true;
    return false;
}

/* Adverbs before the verb, and "both": not in the cue, but what denies it. */
static size_t behind_adverbs(const ro_scribe *f, size_t from, size_t verb) {
    static const char ADVERBS[] = " also further later then again repeatedly previously earlier already now additionally "
                                  "subsequently both all ";
    const ro_token *t = f->record->layers.tokens.items;
    while (from < verb && (t[from].upos == RO_UPOS_ADV || listed(f, t[from].span, ADVERBS)) &&
           !listed(f, t[from].span, " not never no hardly "))
        from++;
    return from;
}

/* The verb that the cue comes down to, SIZE_MAX: none; of "sent a letter asking" the asking, where the cue begins then. */
static size_t main_verb(const ro_scribe *f, size_t *from, size_t to) {
    const ro_token *t = f->record->layers.tokens.items;
    size_t verb = SIZE_MAX;
    bool noun = false;
    for (size_t i = *from; i < to; i++) {
        bool ing = ro_form_ends(f->text->bytes + t[i].span.start, t[i].span.end - t[i].span.start, "ing");
        noun |= verb != SIZE_MAX && t[i].upos == RO_UPOS_NOUN;
        if (t[i].upos != RO_UPOS_VERB) continue;
        if (verb == SIZE_MAX) verb = i;
        if (noun && ing) *from = verb = i;
    }
    return verb;
}

/* "said in an interview on Friday": where and when are no part of the cue, nor are colons. "also said", "strongly denied": nor
 * is an adverb before the verb; one between auxiliary and verb is. */
ro_span ro_edges_cue(const ro_scribe *f, ro_span cue) {
    const ro_token *t = f->record->layers.tokens.items;
    while (cue.end > cue.start + 1 && (f->text->bytes[cue.end - 1] == ':' || f->text->bytes[cue.end - 1] == ',')) cue.end--;
    size_t from = ro_token_at(f->record, cue.start), to = from;
    while (to < f->record->layers.tokens.count && t[to].span.start < cue.end) to++;
    size_t verb = main_verb(f, &from, to);
    for (size_t i = verb == SIZE_MAX ? to : verb + 1; i < to; i++)
        if (is_setting(f, i, to) && !has_vehicle(f, i, to)) to = i;
    from = behind_adverbs(f, from, verb == SIZE_MAX && to ? to - 1 : verb);
    if (from >= to) return cue;
    ro_span own = {t[from].span.start, t[to - 1].span.end}; /* a cue may begin within a token: "'ve said" */
    return (ro_span){own.start > cue.start ? own.start : cue.start, own.end < cue.end ? own.end : cue.end};
}

/* ---- a content and its quotations */

static bool is_list_word(const ro_scribe *f, size_t token) {
    return token < f->record->layers.tokens.count &&
           listed(f, f->record->layers.tokens.items[token].span, " and but then before while ");
}

/* What follows a quotation that a content begins with: the end of what is said, and where it goes on; 0: nowhere else. */
static bool goes_on(const ro_scribe *f, const ro_quotation *q, ro_span content, uint32_t *next) {
    enum { SHORT = 24 /* bytes: a quotation so short is no sentence */ };
    const ro_token *t = f->record->layers.tokens.items;
    size_t and = ro_token_at(f->record, q->span.end);
    *next = 0;
    if (!q->closed || q->span.end >= content.end) return true;
    ro_span rest = ro_text_trim(f->text, (ro_span){q->span.end, content.end});
    bool apart = ro_statement_sentence(f, rest.start) != ro_statement_sentence(f, q->inside.end - 1);
    if (apart && !ro_statement_quoted(f, rest)) return false;
    if (!is_list_word(f, and) || t[and].span.start >= content.end) return true;
    size_t i = ro_quotations_at(&f->quotations, t[and].span.end);
    bool again = i < f->quotations.count && ro_statement_gap(f, t[and].span.end, f->quotations.items[i].span.start);
    if (again && q->span.end - q->span.start > SHORT) return *next = f->quotations.items[i].span.start, false;
    return again || and+1 >= f->record->layers.tokens.count || t[and+1].upos != RO_UPOS_VERB;
}

/* "The vote was near: “We won”" is said in two pieces, and so is "“We won” and “they lost”"; "“We won” and left" in one; of
 * "commented on the vote: “We won”" the vote is no part. */
bool ro_edges_put(ro_scribe *f, ro_statement *s, ro_span content) {
    for (size_t i = ro_quotations_at(&f->quotations, content.start); i < f->quotations.count; i++) {
        const ro_quotation *q = &f->quotations.items[i];
        if (q->span.start >= content.end) break;
        uint32_t colon = ro_text_trim(f->text, (ro_span){content.start, q->span.start}).end, next;
        if (q->span.start > content.start && colon > content.start && f->text->bytes[colon - 1] == ':') {
            bool topic =
                content.start >= s->cue.end && ro_statement_gap(f, s->cue.end, content.start) && ro_cue_touches(f, s->cue);
            if (!topic && !ro_statement_put(f, s, (ro_span){content.start, colon})) return false;
            content.start = q->span.start;
        }
        if (q->span.start != content.start || goes_on(f, q, content, &next)) continue;
        if (!ro_statement_put(f, s, q->span)) return false;
        if (!next) return true;
        content.start = next;
    }
    return ro_statement_put(f, s, content);
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

static bool is_according(const ro_scribe *f, const ro_statement *s) {
    return ro_text_is(f->text, s->cue, "according to") && s->source.start >= s->cue.end;
}

/* "In addition, according to X, Y said Z": where the model took the opening words alone, or none of its sentence, the clause
 * behind the source is what X says, else the one before. */
static bool whole_clause(ro_scribe *f, ro_statement *s) {
    bool none = !s->content.count || (s->content.count == 1 && !ro_statement_sayable(f, s->content.items[0]));
    uint32_t at = ro_statement_sentence(f, s->cue.start);
    if (!none || !is_according(f, s) || at == UINT32_MAX) return true;
    ro_span sentence = f->record->layers.sentences.items[at], clause = {0};
    if (sentence.end > s->source.end) clause = ro_statement_tidy(f, (ro_span){s->source.end, sentence.end});
    if (ro_span_empty(clause) || !ro_statement_sayable(f, clause))
        clause = ro_statement_tidy(f, (ro_span){sentence.start, s->cue.start});
    if (ro_span_empty(clause) || !ro_statement_sayable(f, clause)) return true;
    s->content.count = 0;
    return ro_statement_join(f, &s->content, clause);
}

/* "According to X, the storm is not expected to turn": from the comma on, where the model has a later part. */
static void whole_front(const ro_scribe *f, ro_statement *s) {
    uint32_t at = ro_statement_sentence(f, s->cue.start);
    if (!is_according(f, s) || s->content.count != 1 || at == UINT32_MAX) return;
    ro_span *c = &s->content.items[0], sentence = f->record->layers.sentences.items[at];
    bool first = ro_statement_gap(f, sentence.start, s->cue.start), behind = c->start > s->source.end && c->end <= sentence.end;
    if (!first || !behind || ro_statement_quoted(f, *c)) return;
    const char *comma = memchr(f->text->bytes + s->source.end, ',', c->start - s->source.end); /* "videos posted there, …" */
    if (!comma) return;
    ro_span front = ro_statement_tidy(f, (ro_span){(uint32_t)(comma - f->text->bytes), c->end});
    const ro_token *t = f->record->layers.tokens.items;
    size_t next = ro_token_at(f->record, front.start);
    if (next < f->record->layers.tokens.count && listed(f, t[next].span, " citing quoting who which whose ")) return;
    for (size_t i = ro_token_at(f->record, front.start); i < f->record->layers.tokens.count && t[i].span.start < c->start; i++)
        if (t[i].upos == RO_UPOS_VERB || t[i].upos == RO_UPOS_AUX || t[i].upos == RO_UPOS_ADP) { /* no "his wife, Amanda, …" */
            c->start = front.start;
            return;
        }
}

/* "Commented on the vote — a close one — “We won”": the vote is no part of what is said. */
static void drop_subject_matter(const ro_scribe *f, ro_statement *s) {
    bool quoted = false;
    for (size_t i = 0; i < s->content.count; i++) quoted |= ro_statement_quoted(f, s->content.items[i]);
    ro_span *first = s->content.items;
    if (!quoted || s->content.count < 2 || first->start < s->cue.end || !ro_statement_gap(f, s->cue.end, first->start)) return;
    if (ro_statement_quoted(f, *first) || !ro_cue_touches(f, s->cue)) return;
    memmove(first, first + 1, (s->content.count - 1) * sizeof *first);
    s->content.count--;
}

/* Whether a noun is of people or bodies. */
static bool is_person_noun(const ro_scribe *f, ro_span word) {
    char fold[32];
    size_t size = word.end - word.start;
    if (size >= sizeof fold) return false;
    for (size_t i = 0; i < size; i++) fold[i] = (char)tolower((unsigned char)f->text->bytes[word.start + i]);
    fold[size] = 0;
    const ro_noun *noun = ro_noun_find(fold);
    return (noun && noun->type != 'd') || ro_form_in(fold, size, true, persons);
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

/* "to please wait", "to “wait”": whether an infinitive stands behind the "to". */
static bool is_infinitive(const ro_scribe *f, size_t to) {
    enum { NEAR = 3 };
    const ro_token *t = f->record->layers.tokens.items;
    if (!ro_text_is(f->text, t[to].span, "to")) return false;
    for (size_t i = to + 1; i < f->record->layers.tokens.count && i <= to + NEAR; i++) {
        if (t[i].upos == RO_UPOS_VERB || t[i].upos == RO_UPOS_AUX) return true;
        if (t[i].upos != RO_UPOS_PUNCT && t[i].upos != RO_UPOS_ADV && t[i].upos != RO_UPOS_INTJ) return false;
    }
    return false;
}

/* "for the bill to be dropped": nobody is asked there. */
static bool is_undergone(const ro_scribe *f, const ro_statement *s, size_t to) {
    const ro_token *t = f->record->layers.tokens.items;
    bool passive =
        to + 2 < f->record->layers.tokens.count && ro_text_is(f->text, t[to + 1].span, "be") && t[to + 2].upos == RO_UPOS_VERB;
    return passive && s->cue.end > 4 && ro_text_is(f->text, (ro_span){s->cue.end - 4, s->cue.end}, " for");
}

/* "requested ballots to vote by mail": a thing is asked for, where a cue may take one. */
static bool is_for_things(const ro_scribe *f, const ro_statement *s, size_t first, size_t to) {
    static const char *const cues[] = {"request*", "demand*", "recommend*", "propos*", NULL};
    const ro_token *t = f->record->layers.tokens.items;
    bool for_it = s->cue.end > 4 && ro_text_is(f->text, (ro_span){s->cue.end - 4, s->cue.end}, " for");
    if (!for_it && !ro_has_any(f->text, s->cue, cues)) return false;
    for (size_t i = first; i < to; i++) {
        if (t[i].upos == RO_UPOS_PROPN || t[i].upos == RO_UPOS_PRON) return false;
        if (t[i].upos == RO_UPOS_NOUN && is_person_noun(f, t[i].span)) return false;
    }
    return true;
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
        if (!is_infinitive(f, i)) continue;
        size_t from = i > first && ro_text_is(f->text, tokens[i - 1].span, "not") ? i - 1 : i;
        if (from == first || is_thing_asked(f, from - 1) || is_undergone(f, s, i) || is_for_things(f, s, first, from)) return;
        c->start = tokens[from].span.start;
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

/* "The town allegedly", ", such as the mayor": words that are none of a name at its edges. */
static ro_span without_link(const ro_scribe *f, ro_span source) {
    static const char LINKS[] = ", such as ";
    const ro_token *t = f->record->layers.tokens.items;
    uint32_t size = sizeof LINKS - 1 - (f->text->bytes[source.start] == ',' ? 0 : 2); /* with the comma, or without it */
    if (source.end - source.start > size && !memcmp(f->text->bytes + source.start, LINKS + sizeof LINKS - 1 - size, size))
        source.start += size;
    size_t last = ro_token_at(f->record, source.end - 1);
    while (last && last < f->record->layers.tokens.count && t[last].span.start > source.start && t[last].upos == RO_UPOS_ADV &&
           t[last].span.end - t[last].span.start > 4 &&
           ro_text_is(f->text, (ro_span){t[last].span.end - 2, t[last].span.end}, "ly"))
        source.end = t[--last].span.end;
    return source;
}

/* "Shut the mill, angering dockers who": a participle before its object is what was done to them. */
static ro_span without_participle(const ro_record *record, ro_span source) {
    uint32_t first = ro_word_at(record, source.start), behind = ro_word_at(record, source.end);
    if (behind + 1 >= record->layers.words.count || !ro_ends_in_ing(record, first)) return source;
    behind += ro_is_word(record, behind, " , ");
    bool aside = first && ro_is_word(record, first - 1, " , ") && ro_is_word(record, behind, " who which that ");
    if (aside && ro_has_relation(record, first, " amod ")) /* the parser's guess */
        return (ro_span){ro_word_of(record, first + 1)->span.start, source.end};
    if (!ro_has_relation(record, first, " advcl acl ")) return source;
    uint32_t object = ro_child_of(record, first, " obj ", first);
    ro_span phrase = object == RO_NOBODY ? (ro_span){0} : ro_phrase_of(record, object);
    if (phrase.start > source.start && phrase.start < source.end) source.start = phrase.start;
    return source;
}

/* Without what only tells more of who speaks, behind a comma ("his critics, who …"), and without the comma behind an apposition.
 */
ro_span ro_edges_source(const ro_scribe *f, ro_span source) {
    if (ro_span_empty(source)) return source;
    source = without_participle(f->record, without_link(f, source));
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
    drop_subject_matter(f, s);
    if (!whole_clause(f, s) || !ro_clauses_said(f, s)) return false;
    whole_front(f, s);
    drop_conditions(f, s);
    return true;
}
