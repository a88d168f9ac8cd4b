#include "find/times.h"

#include "find/clauses.h"
#include "find/find.h"
#include "find/forms.h"
#include "text/text.h"

#include <ctype.h>

enum {
    STEPS = 8, /* heads from a time to what it dates */
    RISE = 3,  /* verbs from a cue to the one that has the time */
};

static const uint32_t NO_WORD = RO_NOBODY;
static const uint32_t NO_TIME = UINT32_MAX;

/* A time of what is told elsewhere: it stands in a clause of its own. */
static const char CLOSED[] = " acl:relcl ccomp csubj conj parataxis advcl:relcl ";
/* From a verb to one that it shares its time with: "criticised the move, calling it …". */
static const char SHARED[] = " conj advcl xcomp acl acl:relcl parataxis ";
/* From the noun of a deed to its verb: "held talks on Friday". */
static const char LIGHT[] = " obj nsubj nsubj:pass compound ";
/* Verbs whose time is not that of the deed that is their object: "announced a withdrawal on Friday". */
static const char SPEAKING[] =
    " announce report call demand condemn denounce criticise criticize praise discuss urge propose reject "
    "deny plan warn describe recall mention note oppose support welcome predict expect fear ";

/* ---- a time's place */

static bool is_known(const ro_record *record, uint32_t word) { return word < record->layers.words.count; }

static bool in_content(const ro_statement *s, ro_span span) {
    for (size_t i = 0; i < s->content.count; i++)
        if (ro_span_overlaps(s->content.items[i], span)) return true;
    return false;
}

/* How many heads lie between a word and another above it, with no clause of its own between them; STEPS: it is not above. Syntax
 * may lead from outside of a statement's content into it, and is wrong then: the clause there is no bar. */
static uint32_t distance(const ro_record *record, uint32_t word, uint32_t above, const ro_statement *s) {
    for (uint32_t steps = 0; steps < STEPS; steps++) {
        const ro_word *w = ro_word_of(record, word);
        if (word == above) return steps;
        if (w->head == word || (ro_has_relation(record, word, CLOSED) && !(s && in_content(s, w->span)))) return STEPS;
        word = w->head;
    }
    return STEPS;
}

/* Days that are named, and no stretch without a place in time. */
static bool is_dating(const ro_time *t) {
    bool kind = t->type == RO_TIME_DATE || t->type == RO_TIME_TIME;
    return kind && t->value && (isdigit((unsigned char)t->value[0]) || t->value[0] == 'X');
}

static ro_span sentence_around(const ro_record *record, uint32_t byte) {
    const ro_layers *l = &record->layers;
    size_t i = ro_span_search(l->sentences.items, l->sentences.count, sizeof *l->sentences.items, byte);
    return i < l->sentences.count ? l->sentences.items[i] : (ro_span){0};
}

typedef struct times_in { /* of a sentence; indices */
    uint32_t from, to;
    ro_span sentence;
} times_in;

static times_in times_around(const ro_record *record, uint32_t byte) {
    times_in in = {.sentence = sentence_around(record, byte)};
    uint32_t before = in.sentence.start;
    while (before && record->document->text.bytes[before - 1] == ' ') before--;
    if (before && record->document->text.bytes[before - 1] == ',') /* cut off behind "On Friday," */
        in.sentence.start = sentence_around(record, before - 1).start;
    in.from = (uint32_t)RO_SEARCH(record->times, span, in.sentence.start);
    for (in.to = in.from; in.to < record->times.count && record->times.items[in.to].span.start < in.sentence.end;) in.to++;
    return in;
}

/* ---- statements */

/* The verb of a cue, the noun that "according to" stands before; NO_WORD where syntax is not known. */
static uint32_t cue_word(const ro_record *record, const ro_statement *s) {
    uint32_t first = ro_word_at(record, s->cue.start), cue = NO_WORD;
    for (uint32_t i = first; is_known(record, i) && ro_word_of(record, i)->span.start < s->cue.end; i++)
        if (cue == NO_WORD || ro_word_of(record, i)->upos == RO_UPOS_VERB) cue = i;
    if (cue != NO_WORD && ro_has_relation(record, cue, " case mark fixed ")) cue = ro_word_of(record, cue)->head;
    return cue;
}

/* Whether no more than a preposition stands between a cue and a time: "said on Friday". */
static bool follows(const ro_record *record, ro_span cue, ro_span time) {
    static const char *const between[] = {" ", " on ", " in ", " late ", " late on ", " early ", " early on ", " at ", ", on "};
    if (time.start < cue.end) return false;
    for (size_t i = 0; i < sizeof between / sizeof *between; i++)
        if (ro_text_is(&record->document->text, (ro_span){cue.end, time.start}, between[i])) return true;
    return false;
}

/* Whether a time is what a source is dated by: within it, or behind it with no more than a place between: "a report by the agency
 * in Tarsk on January 21". */
static bool dates_source(const ro_record *record, const ro_statement *s, ro_span time) {
    enum { WORDS = 6 };
    if (ro_span_contains(s->source, time)) return true;
    if (ro_span_empty(s->source) || time.start < s->source.end || time.start - s->source.end < 4) return false;
    const ro_text *text = &record->document->text;
    if (!ro_text_is(text, (ro_span){time.start - 4, time.start}, " on ")) return false;
    if (time.start - 4 == s->source.end) return true;
    size_t from = ro_token_at(record, s->source.end), to = ro_token_at(record, time.start - 2);
    const ro_token *t = record->layers.tokens.items;
    if (!ro_text_is(text, t[from].span, "in") || to - from > WORDS) return false;
    for (size_t i = from + 1; i < to; i++)
        if (t[i].upos != RO_UPOS_PROPN) return false;
    return true;
}

/* Whether a time opens its sentence: "On Friday, …", "Late on Sunday, …". */
static bool opens(const ro_record *record, ro_span sentence, ro_span time) {
    enum { WORDS = 3 };
    size_t from = ro_token_at(record, sentence.start), to = ro_token_at(record, time.start);
    return time.start >= sentence.start && to - from < WORDS;
}

/* "Said Friday's storm was strong"; "announced three days off, Friday through Sunday"; behind a semicolon. */
static bool is_of_another(const ro_text *text, const ro_statement *s, ro_span time) {
    static const char *const tails[] = {"'s ", "’s ", " through ", " until ", NULL};
    for (size_t i = 0; tails[i]; i++) {
        ro_span tail = {time.end, time.end + (uint32_t)strlen(tails[i])};
        bool owner = i < 2;
        if (tail.end <= text->size && ro_text_is(text, tail, tails[i]) && (!owner || in_content(s, time))) return true;
    }
    static const char through[] = " through ";
    enum { SIZE = sizeof through - 1 };
    if (time.start > SIZE && ro_text_is(text, (ro_span){time.start - SIZE, time.start}, through)) return true;
    return time.start > s->cue.end && memchr(text->bytes + s->cue.end, ';', time.start - s->cue.end);
}

/* How well a time fits the cue: the less the better; 0: not at all. */
static uint32_t fit(const ro_record *record, const ro_statement *s, uint32_t cue, const times_in *in, const ro_time *t) {
    enum { BEHIND = 1, BELOW, SOURCE = BELOW + STEPS, ABOVE, OPENING = ABOVE + RISE };
    if (is_of_another(&record->document->text, s, t->span)) return 0;
    if (follows(record, s->cue, t->span)) return BEHIND;
    if (in_content(s, t->span)) return 0;
    if (dates_source(record, s, t->span)) return SOURCE;
    uint32_t word = cue == NO_WORD ? NO_WORD : ro_head_of(record, t->span);
    uint32_t steps = word == NO_WORD ? STEPS : distance(record, word, cue, s);
    if (steps < STEPS) return BELOW + steps;
    for (uint32_t rise = 0; rise < RISE && word != NO_WORD && ro_has_relation(record, cue, SHARED); rise++) {
        cue = ro_word_of(record, cue)->head;
        if (ro_word_of(record, cue)->upos != RO_UPOS_VERB) break;
        if (t->span.end <= s->cue.start && distance(record, word, cue, NULL) < STEPS) return ABOVE + rise;
    }
    bool main = cue == NO_WORD || !ro_has_relation(record, cue, " acl acl:relcl ");
    return main && t->span.end <= s->cue.start && opens(record, in->sentence, t->span) ? OPENING : 0;
}

/* Whether another statement's content, or its source, holds the time and not this cue: it tells when something else was. */
static bool is_told_by_another(const ro_record *record, size_t own, ro_span time) {
    enum { NEAR = 4 };
    ro_span cue = record->statements.items[own].cue;
    size_t from = own > NEAR ? own - NEAR : 0, to = own + NEAR < record->statements.count ? own + NEAR : record->statements.count;
    for (size_t i = from; i < to; i++) {
        const ro_statement *s = &record->statements.items[i];
        if (i != own && s->source.start > cue.end && dates_source(record, s, time)) return true;
        if (i != own && ro_span_contains(s->source, time) && !ro_span_contains(s->source, cue)) return true;
        if (i != own && in_content(s, time) && !in_content(s, cue) && !ro_span_overlaps(s->cue, cue)) return true;
    }
    return false;
}

/* "Earlier this week, on Wednesday": the day rather than the week that it lies in. */
static uint32_t finer(const ro_record *record, const times_in *in, uint32_t time) {
    enum { GAP = 5, DAY = 10 /* letters of YYYY-MM-DD */ };
    if (time == NO_TIME || time + 1 >= in->to) return time;
    const ro_time *t = &record->times.items[time], *next = t + 1;
    bool better = is_dating(next) && strlen(t->value) < DAY && strlen(next->value) >= DAY;
    return better && next->span.start - t->span.end <= GAP ? time + 1 : time;
}

static uint32_t time_of_cue(const ro_record *record, size_t index) {
    const ro_statement *s = &record->statements.items[index];
    times_in in = times_around(record, s->cue.start);
    uint32_t cue = cue_word(record, s), best = NO_TIME, least = UINT32_MAX;
    for (uint32_t i = in.from; i < in.to; i++) {
        const ro_time *t = &record->times.items[i];
        uint32_t rank = is_dating(t) ? fit(record, s, cue, &in, t) * 2 : 0;
        if (rank) rank += strlen(t->value) < 10; /* of two, rather the one that names a day */
        if (!rank || rank >= least || (rank > 3 && is_told_by_another(record, index, t->span))) continue;
        best = i;
        least = rank;
    }
    return finer(record, &in, best);
}

static bool same_speakers(const ro_statement *a, const ro_statement *b) {
    return a->speakers.count && b->speakers.count && a->speakers.items[0] == b->speakers.items[0];
}

/* "he added", "she went on": the occasion of the statement before. */
static bool is_continuation(const ro_record *record, const ro_statement *s) {
    const char *bytes = record->document->text.bytes;
    for (size_t i = ro_token_at(record, s->cue.start); i < record->layers.tokens.count; i++) {
        ro_span token = record->layers.tokens.items[i].span;
        if (token.start >= s->cue.end) return false;
        if (ro_form_in(bytes + token.start, token.end - token.start, false, " add continue go went ")) return true;
    }
    return false;
}

static void link_statement(ro_record *record, size_t i) {
    ro_statement *s = &record->statements.items[i];
    s->time = ro_span_empty(s->cue) ? NO_TIME : time_of_cue(record, i);
    if (s->time != NO_TIME || !i) return;
    const ro_statement *before = &record->statements.items[i - 1];
    bool goes_on = ro_span_empty(s->cue) || is_continuation(record, s);
    if (goes_on && same_speakers(s, before)) s->time = before->time;
}

/* ---- events */

/* Heads from a time to a deed that it dates; what the deed's verb leads to ("agreed to answer next week") has its own. */
static uint32_t deed_distance(const ro_record *record, uint32_t time, uint32_t deed) {
    for (uint32_t word = time, steps = 0; word != deed && steps < STEPS; word = ro_word_of(record, word)->head, steps++)
        if (ro_has_relation(record, word, " xcomp ")) return STEPS;
    return distance(record, time, deed, NULL);
}

/* Heads between a time and a deed, over the verb that a noun of a deed hangs from; STEPS: it dates something else. */
static uint32_t dating_distance(const ro_record *record, uint32_t time, uint32_t deed) {
    uint32_t steps = deed_distance(record, time, deed);
    for (uint32_t rise = 1; rise <= RISE && steps == STEPS; rise++) {
        bool noun = ro_word_of(record, deed)->upos == RO_UPOS_NOUN || ro_word_of(record, deed)->upos == RO_UPOS_PROPN;
        if (ro_word_of(record, deed)->head == deed || !ro_has_relation(record, deed, noun ? LIGHT : " conj xcomp ")) return STEPS;
        deed = ro_word_of(record, deed)->head;
        if (noun && ro_is_form_of(record, deed, SPEAKING)) return STEPS;
        steps = deed_distance(record, time, deed);
        if (steps < STEPS) steps = steps + rise < STEPS ? steps + rise : STEPS - 1;
    }
    return steps;
}

/* "On Monday … at noon": whether a time is an hour of the day that another names. */
static bool is_hour_of(const ro_time *hour, const ro_time *day) {
    size_t size = strlen(day->value);
    return day->type == RO_TIME_DATE && !strncmp(hour->value, day->value, size) && hour->value[size] == 'T';
}

static uint32_t time_of_deed(const ro_record *record, ro_span trigger) {
    times_in in = times_around(record, trigger.start);
    uint32_t deed = ro_main_word(record, trigger), best = NO_TIME, least = STEPS;
    for (uint32_t i = in.from; deed != NO_WORD && i < in.to; i++) {
        uint32_t word = is_dating(&record->times.items[i]) ? ro_head_of(record, record->times.items[i].span) : NO_WORD;
        uint32_t steps = word == NO_WORD ? STEPS : dating_distance(record, word, deed);
        bool finer = best != NO_TIME && steps < STEPS && is_hour_of(&record->times.items[i], &record->times.items[best]);
        if (steps >= least && !finer) continue;
        least = steps;
        best = i;
    }
    return best;
}

static void link_event(ro_record *record, ro_event *e) {
    const ro_statement *s = e->statement < record->statements.count ? &record->statements.items[e->statement] : NULL;
    bool speech = s && ro_span_equal(s->cue, e->trigger);
    e->time = speech ? s->time : time_of_deed(record, e->trigger);
}

void ro_times_link(ro_record *record) {
    for (size_t i = 0; i < record->statements.count; i++) link_statement(record, i);
    for (size_t i = 0; i < record->events.count; i++) link_event(record, &record->events.items[i]);
}
