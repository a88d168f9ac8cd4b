/* Statements inside statements: the model marks the outermost attribution only, but "according to a report by X, Y said that Z"
 * is two. */
#include "find/nested.h"

#include "find/find.h"

enum { SUBJECT_WORDS = 14, HEARER_WORDS = 8 };

/* Finite verbs of speech that take their content directly. */
static const char *const verbs[] = {
    "said",      "says",     "told",       "tells",    "announced",  "announces",  "warned",     "warns",
    "denied",    "denies",   "claimed",    "claims",   "stated",     "states",     "promised",   "promises",
    "pledged",   "vowed",    "demanded",   "demands",  "urged",      "urges",      "called",     "accused",
    "accuses",   "alleged",  "alleges",    "rejected", "rejects",    "insisted",   "insists",    "confirmed",
    "confirms",  "declared", "declares",   "reported", "reports",    "agreed",     "proposed",   "suggested",
    "asked",     "argued",   "argues",     "stressed", "reiterated", "criticised", "criticized", "condemned",
    "denounced", "welcomed", "threatened", "believes", "fears",      "hopes",      "expects",
};

static bool is_verb_of_speech(const ro_record *record, ro_span span) {
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (ro_text_is(&record->document->text, span, verbs[i])) return true;
    return false;
}

typedef struct clause { /* tokens */
    size_t first, verb_from, verb_to, end;
} clause;

/* "United" of a name is no verb, whatever the model takes it for. */
static bool is_named(const ro_record *record, ro_span span) {
    size_t i = RO_SEARCH(record->layers.entities, span, span.start);
    return i < record->layers.entities.count && ro_span_overlaps(record->layers.entities.items[i].span, span);
}

/* "Y (has) said …" at the front of a content: a subject with a noun or name in it, and no other verb before. */
static bool clause_at(const ro_record *record, ro_span content, clause *out) {
    const ro_token *t = record->layers.tokens.items;
    size_t count = record->layers.tokens.count, i = ro_token_at(record, content.start);
    bool named = false;
    if (i < count && ro_text_is(&record->document->text, t[i].span, "that")) i++;
    *out = (clause){.first = i};
    for (; i < count && t[i].span.end <= content.end && i - out->first < SUBJECT_WORDS; i++) {
        named |= is_named(record, t[i].span);
        if (is_named(record, t[i].span)) continue;
        bool auxiliary = t[i].upos == RO_UPOS_AUX && i + 1 < count && is_verb_of_speech(record, t[i + 1].span);
        if (is_verb_of_speech(record, t[i].span) || auxiliary) break;
        if (t[i].upos == RO_UPOS_VERB || t[i].upos == RO_UPOS_AUX || t[i].upos == RO_UPOS_SCONJ) return false;
        named |= t[i].upos == RO_UPOS_NOUN || t[i].upos == RO_UPOS_PROPN;
    }
    if (!named || i == out->first || i >= count || t[i].span.end > content.end || i - out->first >= SUBJECT_WORDS) return false;
    out->verb_from = i;
    out->verb_to = t[i].upos == RO_UPOS_AUX && !is_verb_of_speech(record, t[i].span) ? i + 2 : i + 1;
    for (out->end = out->verb_to; out->end < count && t[out->end].span.end <= content.end;) out->end++;
    return t[out->verb_to - 1].upos == RO_UPOS_VERB && out->end > out->verb_to + 1;
}

/* Where the content begins: at a "that" or "to" behind a short hearer, else behind the verb. */
static size_t content_from(const ro_record *record, const clause *c) {
    const ro_token *t = record->layers.tokens.items;
    for (size_t i = c->verb_to; i < c->end && i < c->verb_to + HEARER_WORDS; i++) {
        if (ro_text_is(&record->document->text, t[i].span, "that")) return i;
        bool infinitive = ro_text_is(&record->document->text, t[i].span, "to") && i + 1 < c->end && t[i + 1].upos == RO_UPOS_VERB;
        if (infinitive) return i;
        if (t[i].upos == RO_UPOS_VERB || t[i].upos == RO_UPOS_AUX) break;
    }
    bool told = ro_text_is(&record->document->text, t[c->verb_to - 1].span, "told") ||
                ro_text_is(&record->document->text, t[c->verb_to - 1].span, "tells");
    bool hearer = told && c->verb_to + 1 < c->end && t[c->verb_to].upos == RO_UPOS_PRON;
    return hearer ? c->verb_to + 1 : c->verb_to; /* "told him the ship would sail" */
}

/* A cue of speech, with "on" and "for" where they belong to it. */
static ro_span cue_of(const ro_record *record, const clause *c) {
    const ro_token *t = record->layers.tokens.items;
    ro_span cue = {t[c->verb_from].span.start, t[c->verb_to - 1].span.end};
    bool particle = ro_text_is(&record->document->text, t[c->verb_to - 1].span, "called") &&
                    (ro_text_is(&record->document->text, t[c->verb_to].span, "on") ||
                     ro_text_is(&record->document->text, t[c->verb_to].span, "for"));
    if (particle) cue.end = t[c->verb_to].span.end;
    return cue;
}

/* Whether the model has a cue of its own there; its attributions are in order of their cues. */
static bool has_cue_within(const ro_record *record, ro_span span) {
    size_t low = RO_SEARCH(record->layers.attributions, cue, span.start);
    return low < record->layers.attributions.count && record->layers.attributions.items[low].cue.start < span.end;
}

/* Without "still", "also" and the like before the verb. */
static uint32_t subject_end(const ro_record *record, const clause *c) {
    static const char *const adverbs[] = {"also", "already", "now", "still", "then", "later", "repeatedly"};
    const ro_token *t = record->layers.tokens.items;
    size_t last = c->verb_from - 1;
    for (size_t i = 0; i < sizeof adverbs / sizeof *adverbs && last > c->first; i++)
        if (ro_text_is(&record->document->text, t[last].span, adverbs[i])) last--;
    return t[last].span.end;
}

bool ro_nested_statement(const ro_record *record, const ro_statement *outer, ro_statement *inner, ro_span *content) {
    const ro_token *t = record->layers.tokens.items;
    clause c;
    if (ro_span_empty(outer->cue) || !clause_at(record, outer->content.items[0], &c)) return false;
    ro_span cue = cue_of(record, &c);
    if (has_cue_within(record, cue)) return false;
    size_t from = content_from(record, &c);
    *inner = (ro_statement){.cue = cue, .confidence = outer->confidence * 0.8f};
    inner->source = (ro_span){t[c.first].span.start, subject_end(record, &c)};
    *content = (ro_span){t[from].span.start > cue.end ? t[from].span.start : cue.end, outer->content.items[0].end};
    return !ro_span_empty(ro_text_trim(&record->document->text, *content));
}
