#include "find/times.h"

#include "find/clauses.h"
#include "find/find.h"
#include "find/forms.h"
#include "model/heads.h"
#include "text/text.h"

#include <strings.h>

enum {
    STEPS = 12 /* heads from a word to the verb that governs it */,
    REACH = 60 /* words of a clause */,
    NEAR = 7 /* words from a verb to its time */
};

static const char FUTURE[] = " will 'll wo shall ";
static const char MODAL[] = " would may might must should could can ";
static const char PAST[] = " did had was were 'd ";
/* What is to come of a verb that hangs from one of these by "to": "expected to meet". */
static const char PLANS[] = " expect schedule set plan due intend hope want need go prepare promise vow threaten agree decide "
                            "likely ready aim propose urge ask call order require slate suppose ";
static const char IRREGULAR[] =
    " said met went came told took left made got began gave held sent spoke fell rose ran won lost saw found thought brought "
    "bought caught fought sought taught kept slept felt knew grew threw drew flew wrote broke chose drove rode woke shot hit cut "
    "put shut quit beat became led fed built spent lent sold stood understood struck stuck swore tore wore sank sang drank swam "
    "hung laid paid read set shook stole withdrew overtook undertook arose bore bound bred dealt dug forbade forgot forgave "
    "froze "
    "heard hid hurt let lit meant rang sat shone showed slid split spread swept swung wept woke ";

static bool is_word_of(const ro_record *record, uint32_t word, const char *list) {
    const ro_span s = record->layers.words.items[word].span;
    return ro_word_listed(record->document->text.bytes + s.start, s.end - s.start, list);
}

/* The first word of a sentence's stretch around one, and how many to look at. */
static uint32_t window(const ro_record *record, uint32_t word, uint32_t *to) {
    uint32_t from = word > REACH ? word - REACH : 0;
    *to = word + REACH < record->layers.words.count ? word + REACH : (uint32_t)record->layers.words.count;
    return from;
}

/* What a verb's auxiliaries say. */
static ro_tense auxiliary_tense(const ro_record *record, uint32_t verb, bool *to, bool *any) {
    uint32_t end, from = window(record, verb, &end);
    ro_tense tense = RO_TENSE_UNKNOWN;
    bool modal = false;
    for (uint32_t i = from; i < end; i++) {
        const ro_word *w = &record->layers.words.items[i];
        if (w->head != verb || i == verb) continue;
        if (w->upos == RO_UPOS_AUX || w->upos == RO_UPOS_VERB) {
            if (ro_has_relation(record, i, " aux aux:pass cop ")) *any = true;
            if (is_word_of(record, i, FUTURE)) return RO_TENSE_FUTURE;
            modal |= is_word_of(record, i, MODAL);
            if (is_word_of(record, i, PAST) || is_word_of(record, i, " have has 've ")) tense = RO_TENSE_PAST;
        }
        if (ro_has_relation(record, i, " mark ") && is_word_of(record, i, " to ")) *to = true;
    }
    return modal && !tense ? RO_TENSE_FUTURE : tense; /* "may have met" is past */
}

/* Verbs that put what hangs from them into the future, whatever their own tense. */
static const char AHEAD[] = " schedule postpone delay defer adjourn slate ";

static ro_tense form_tense(const ro_record *record, uint32_t verb) {
    const ro_span s = record->layers.words.items[verb].span;
    const char *form = record->document->text.bytes + s.start;
    if (ro_form_ends(form, s.end - s.start, "ed") || ro_word_listed(form, s.end - s.start, IRREGULAR)) return RO_TENSE_PAST;
    return RO_TENSE_UNKNOWN;
}

/* "is to meet", "expected to meet", "has set Friday as the deadline": what hangs from a plan is to come. */
static bool is_planned(const ro_record *record, uint32_t verb) {
    const ro_word *w = &record->layers.words.items[verb];
    if (w->head == verb) return false;
    return ro_is_form_of(record, w->head, PLANS) || record->layers.words.items[w->head].upos == RO_UPOS_NOUN ||
           record->layers.words.items[w->head].upos == RO_UPOS_ADJ;
}

/* "meets Friday", "leave on Monday": a verb of the present beside a day is of what is to come. */
static bool is_present(const ro_record *record, uint32_t verb) {
    const ro_word *w = &record->layers.words.items[verb];
    const char *form = record->document->text.bytes + w->span.start;
    size_t size = w->span.end - w->span.start;
    if (w->upos != RO_UPOS_VERB || ro_is_form_of(record, verb, " say report tell show ")) return false;
    bool base = strlen(w->lemma) == size && !strncasecmp(w->lemma, form, size);
    return base || (ro_form_ends(form, size, "s") && !ro_form_ends(form, size, "ss"));
}

static ro_tense verb_tense(const ro_record *record, uint32_t verb, bool direct) {
    bool to = false, any = false;
    ro_tense tense = auxiliary_tense(record, verb, &to, &any);
    if (ro_is_form_of(record, verb, AHEAD)) return RO_TENSE_FUTURE;
    if (tense) return tense;
    if (to) return is_planned(record, verb) || any ? RO_TENSE_FUTURE : RO_TENSE_UNKNOWN;
    tense = form_tense(record, verb);
    if (any && tense == RO_TENSE_PAST) return RO_TENSE_UNKNOWN; /* "is expected Friday": an auxiliary of the present */
    if (is_word_of(record, verb, " due slated ")) return RO_TENSE_FUTURE;
    return !tense && !any && direct && is_present(record, verb) ? RO_TENSE_FUTURE : tense;
}

/* "ended Jan. 31". */
static bool is_over(const ro_record *record, ro_span span) {
    size_t at = ro_token_at(record, span.start);
    ro_span before = at && at < record->layers.tokens.count ? record->layers.tokens.items[at - 1].span : (ro_span){0};
    return ro_word_listed(record->document->text.bytes + before.start, before.end - before.start, " ended ");
}

/* A word that says by itself that something is to come: "by Friday", "until May". */
static bool is_limit(const ro_record *record, ro_span span, const char *words) {
    uint32_t at = ro_word_at(record, span.start);
    for (uint32_t back = 1; back < 3 && back <= at; back++) {
        if (is_word_of(record, at - back, words)) return true;
        if (!is_word_of(record, at - back, " the a on ")) break;
    }
    return false;
}

/* The word of a time whose head is none of its words, else its first. */
static uint32_t head_of(const ro_record *record, ro_span span) {
    uint32_t head = ro_head_of(record, span);
    return head == RO_NOBODY ? ro_word_at(record, span.start) : head;
}

static ro_tense tense_by_syntax(const ro_record *record, uint32_t word) {
    const uint32_t start = word;
    const ro_word *words = record->layers.words.items;
    for (uint32_t i = 0; i < STEPS; i++) {
        bool verb = words[word].upos == RO_UPOS_VERB || words[word].upos == RO_UPOS_AUX;
        ro_tense tense = verb ? verb_tense(record, word, i < 2 && start - word < NEAR) : RO_TENSE_UNKNOWN;
        if (!verb && words[word].head != word) { /* a predicate that is no verb: "is due Friday" */
            bool to = false, any = false;
            tense = auxiliary_tense(record, word, &to, &any);
            if (!any) tense = RO_TENSE_UNKNOWN;
            if (is_word_of(record, word, " due scheduled slated ")) return RO_TENSE_FUTURE;
        }
        bool closed = verb && ro_has_relation(record, word, " acl:relcl ccomp parataxis "); /* a clause with a tense of its own */
        if (tense || closed || words[word].head == word) return tense;
        word = words[word].head;
    }
    return RO_TENSE_UNKNOWN;
}

/* "said on Friday he may": the verb right before it, whatever syntax makes of the rest. */
static ro_tense tense_before(const ro_record *record, uint32_t word) {
    enum { BACK = 3 };
    for (uint32_t back = 1; back <= BACK && back <= word; back++) {
        const ro_word *w = &record->layers.words.items[word - back];
        bool plain = word > back && (w - 1)->upos != RO_UPOS_AUX; /* "said", but not "is expected" */
        if (w->upos == RO_UPOS_VERB && plain && form_tense(record, word - back) == RO_TENSE_PAST) return RO_TENSE_PAST;
        if (w->upos == RO_UPOS_VERB) return verb_tense(record, word - back, true);
        if (!is_word_of(record, word - back, " on in late early at ")) break;
    }
    return RO_TENSE_UNKNOWN;
}

/* "Friday's talks" may be past or to come beside any verb. */
static bool is_possessive(const ro_record *record, uint32_t word) { return ro_has_relation(record, word, " nmod:poss "); }

/* Without syntax: the last word before the place, within its sentence, that has a tense. */
static ro_tense tense_by_words(const ro_record *record, ro_span span) {
    const ro_token *tokens = record->layers.tokens.items;
    const char *bytes = record->document->text.bytes;
    size_t at = ro_token_at(record, span.start);
    if (at >= record->layers.tokens.count) return RO_TENSE_UNKNOWN;
    for (size_t i = at, steps = 0; i-- > 0 && tokens[i].sentence == tokens[at].sentence && steps < REACH; steps++) {
        const char *form = bytes + tokens[i].span.start;
        size_t size = tokens[i].span.end - tokens[i].span.start;
        if (ro_word_listed(form, size, FUTURE) || ro_form_ends(form, size, "'ll")) return RO_TENSE_FUTURE;
        if (ro_word_listed(form, size, " said told ") && steps > 3) continue;
        if (ro_word_listed(form, size, IRREGULAR) || (tokens[i].upos == RO_UPOS_VERB && ro_form_ends(form, size, "ed")))
            return RO_TENSE_PAST;
    }
    return RO_TENSE_UNKNOWN;
}

ro_tense ro_tense_at(const ro_record *record, ro_span span) {
    uint32_t word = ro_word_at(record, span.start);
    if (is_over(record, span)) return RO_TENSE_OVER;
    bool parsed = word < record->layers.words.count && record->layers.words.items[word].span.start < span.end;
    ro_tense tense = parsed ? tense_before(record, word) : tense_by_words(record, span);
    if (parsed && !tense) tense = tense_by_syntax(record, head_of(record, span));
    if (parsed && tense == RO_TENSE_FUTURE && is_possessive(record, word)) return RO_TENSE_NEAR;
    if (parsed && is_limit(record, span, tense == RO_TENSE_PAST ? " until till " : " until till due expires effective by "))
        return RO_TENSE_FUTURE;
    return tense;
}
