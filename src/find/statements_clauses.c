/* The clause that a cue governs, whole: syntax knows what belongs to it where the model took a part. */
#include "find/statements.h"

#include "find/clauses.h"
#include "model/heads.h"

enum { DEEP = 64 /* heads up */, LONGEST = 90 /* words of a clause */ };

/* ---- words */

static bool is_punct(const ro_record *record, uint32_t word) { return ro_word_of(record, word)->upos == RO_UPOS_PUNCT; }

/* A clause joined to another that is none of what is said: it has a subject and no "that" of its own. */
static bool leaves(const ro_record *record, uint32_t word) {
    if (ro_has_relation(record, word, " parataxis ")) return true;
    return ro_has_relation(record, word, " conj ") && ro_has_child(record, word, " nsubj nsubj:pass ") &&
           !ro_has_child_word(record, word, " mark ", " that ");
}

/* Whether a word hangs on another, directly or through others. */
static bool hangs_on(const ro_record *record, uint32_t word, uint32_t on) {
    for (int steps = 0; steps < DEEP && word != on; steps++) {
        uint32_t up = ro_word_of(record, word)->head;
        if (up == word || leaves(record, word)) return false;
        word = up;
    }
    return word == on;
}

static bool stands_in(const ro_statement *s, ro_span span) {
    return ro_span_overlaps(s->cue, span) || ro_span_overlaps(s->source, span);
}

/* The last verb of the cue. */
static uint32_t verb_of(const ro_record *record, ro_span cue) {
    uint32_t found = RO_NOBODY;
    for (uint32_t i = ro_word_at(record, cue.start); i < record->layers.words.count; i++) {
        if (ro_word_of(record, i)->span.start >= cue.end) break;
        if (ro_is_verb(record, i)) found = i;
    }
    return found;
}

/* The head of the clause that the verb has as what is said, on the side of the content; RO_NOBODY: none. */
static uint32_t clause_of(const ro_record *record, uint32_t verb, const ro_statement *s) {
    bool behind = s->content.count && s->content.items[s->content.count - 1].start >= s->cue.end;
    uint32_t found = RO_NOBODY;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, verb, " ccomp ", c)) != RO_NOBODY;) {
        if (stands_in(s, ro_word_of(record, c)->span)) continue;
        if (found == RO_NOBODY || (c > verb) == behind) found = c;
    }
    return found;
}

typedef struct clause { /* words; end exclusive */
    uint32_t head, from, to;
} clause;

/* All words from the first to the last that hang on the head. */
static clause clause_at(const ro_record *record, uint32_t head) {
    ro_span s = ro_sentence_words(record, head);
    clause out = {head, head, head + 1};
    for (uint32_t i = head; i-- > s.start && head - i < LONGEST;)
        if (!is_punct(record, i) && hangs_on(record, i, head)) out.from = i;
    for (uint32_t i = head + 1; i < s.end && i - head < LONGEST; i++)
        if (!is_punct(record, i) && hangs_on(record, i, head)) out.to = i + 1;
    return out;
}

static ro_span bytes_of(const ro_record *record, uint32_t from, uint32_t to) {
    return (ro_span){ro_word_of(record, from)->span.start, ro_word_of(record, to - 1)->span.end};
}

/* ---- before the cue */

/* Whether what stands between two words, in front of a clause's head, is its subject. */
static bool has_subject(const ro_record *record, uint32_t head, uint32_t first, uint32_t last) {
    uint32_t subject = ro_child_of(record, head, " nsubj nsubj:pass expl ", RO_NOBODY);
    return subject != RO_NOBODY && subject >= first && subject <= last;
}

/* In a quotation that begins as a sentence does: nothing outside of it belongs to its clause. */
static bool is_whole_quotation(const ro_scribe *f, ro_span word) {
    size_t i = ro_quotations_at(&f->quotations, word.start);
    if (i == f->quotations.count || !ro_span_contains(f->quotations.items[i].span, word)) return false;
    char c = f->text->bytes[f->quotations.items[i].inside.start];
    return c >= 'A' && c <= 'Z';
}

/* "At noon, X said, they left": commas around cue and source, and the clause's own words behind them. */
static bool is_amid(const ro_record *record, const ro_statement *s, const clause *c, uint32_t last) {
    uint32_t end = s->cue.end > s->source.end ? s->cue.end : s->source.end, behind = ro_word_at(record, end);
    bool marked = false;
    for (uint32_t i = last + 1; i < c->head && is_punct(record, i); i++) marked |= ro_is_word(record, i, " , ");
    return marked && behind < c->head && ro_is_word(record, behind, " , ") &&
           ro_has_child(record, c->head, " nsubj nsubj:pass expl ");
}

/* "CLAUSE, X said", "they had, X said, paid": what stands before both cue and source. */
static bool add_before(ro_scribe *f, ro_statement *s, const clause *c) {
    const ro_record *record = f->record;
    uint32_t bar = s->source.start < s->cue.start && !ro_span_empty(s->source) ? s->source.start : s->cue.start;
    uint32_t first = RO_NOBODY, last = first;
    for (uint32_t i = c->from; i < c->to && ro_word_of(record, i)->span.end <= bar; i++) {
        if (is_punct(record, i) || !hangs_on(record, i, c->head)) continue;
        if (first == RO_NOBODY) first = i;
        last = i;
    }
    if (first == RO_NOBODY || ro_is_word(record, first, " which who that ")) return true;
    if (is_whole_quotation(f, ro_word_of(record, c->head)->span) && !ro_statement_quoted(f, ro_word_of(record, first)->span))
        return true;
    uint32_t next = last + 1; /* "…, X said": nothing but marks between */
    while (next < record->layers.words.count && is_punct(record, next)) next++;
    bool near = next < record->layers.words.count && ro_word_of(record, next)->span.start >= bar;
    bool whole = c->head <= last; /* else only its subject and auxiliaries stand there */
    if (!near || !(whole || has_subject(record, c->head, first, last) || is_amid(record, s, c, last))) return true;
    ro_span front = ro_statement_tidy(f, (ro_span){ro_word_of(record, first)->span.start, bar});
    size_t quotation = ro_quotations_at(&f->quotations, front.start);
    bool taken =
        quotation < f->quotations.count && f->taken[quotation] && ro_span_contains(f->quotations.items[quotation].span, front);
    if (taken && ro_statement_sentence(f, f->quotations.items[quotation].span.start) != ro_statement_sentence(f, s->cue.start))
        return true; /* another's, whose end stands in this sentence */
    return ro_statement_join(f, &s->content, ro_statement_whole(f, front, s->cue, s->source));
}

/* ---- behind the cue */

/* The content that stands behind cue and source; NULL: none. */
static ro_span *content_behind(const ro_statement *s, uint32_t bar) {
    for (size_t i = 0; i < s->content.count; i++)
        if (s->content.items[i].start >= bar) return &s->content.items[i];
    return NULL;
}

/* The first word behind a byte from which on the clause is told: behind the last mark before its head, if what stands between
 * is none of the clause ("officials said on Monday, sank"). */
static uint32_t told_from(const ro_record *record, const clause *c, uint32_t bar) {
    uint32_t from = c->from;
    while (from < c->head && ro_word_of(record, from)->span.start < bar) from++;
    for (uint32_t i = from; i < c->head; i++)
        if (is_punct(record, i) && ro_is_word(record, i, " , — – ")) from = i + 1;
    return from;
}

/* "The ships, X said, sink", where the parser takes the ships for those who say so. */
static bool is_subject_before(const ro_record *record, const ro_statement *s, const clause *c, uint32_t bar) {
    uint32_t behind = ro_word_at(record, bar), subject = ro_head_of(record, s->content.items[0]);
    bool amid = behind + 1 == c->from && ro_is_word(record, behind, " , ") && s->content.items[0].end < bar;
    return amid && subject != RO_NOBODY && ro_has_relation(record, subject, " nsubj ") &&
           !ro_has_child(record, c->head, " nsubj nsubj:pass expl mark ");
}

/* "The ship, X said, sank": the rest of it. "Said his boat, the Gull, was sold": all of it. */
static bool add_behind(ro_scribe *f, ro_statement *s, uint32_t verb, const clause *c) {
    const ro_record *record = f->record;
    uint32_t bar = s->source.start > s->cue.end ? s->source.end : s->cue.end;
    if (ro_word_of(record, c->head)->span.start < bar) return true;
    ro_span *content = content_behind(s, bar), whole = bytes_of(record, c->from, c->to), head = ro_word_of(record, c->head)->span;
    if (!content) {
        bool interrupted = s->content.count == 1 && (whole.start < s->cue.start || is_subject_before(record, s, c, bar));
        uint32_t from = interrupted ? told_from(record, c, bar) : c->head;
        return !interrupted || ro_statement_join(f, &s->content, bytes_of(record, from, c->to));
    }
    if (ro_statement_quoted(f, whole) || ro_statement_quoted(f, *content)) return true; /* marks tell what is said */
    bool cut = content->start >= whole.start && content->end <= head.start;
    if (ro_has_relation(record, verb, " acl "))
        return true; /* "those claiming A gathered": the parser may have lost the main verb */
    bool late = content->start > head.end && content->end <= whole.end && whole.start >= bar && whole.start < head.start;
    if (cut) content->end = whole.end;
    if (late) content->start = whole.start;
    return true;
}

/* "Announced on Monday the mill would close", where the model found nothing. */
static bool add_whole(ro_scribe *f, ro_statement *s, const clause *c) {
    const ro_record *record = f->record;
    uint32_t next = ro_word_at(record, s->cue.end);
    if (next < record->layers.words.count && is_punct(record, next)) return true; /* "They sang, the priest prayed" */
    if (ro_word_of(record, c->from)->span.start < s->cue.end || !ro_has_child(record, c->head, " nsubj nsubj:pass expl "))
        return true;
    uint32_t from = told_from(record, c, s->cue.end);
    if (from + 1 < c->head && ro_is_word(record, from, " him her them us me ")) from++; /* "told her he had left" */
    return ro_statement_put(f, s, bytes_of(record, from, c->to));
}

/* "Announced that A, and that B": both, whichever verb the parser joins the second to. */
static void add_second(const ro_scribe *f, ro_statement *s, uint32_t verb, const clause *c) {
    const ro_record *record = f->record;
    ro_span *last = &s->content.items[s->content.count - 1], head = ro_word_of(record, c->head)->span;
    if (!ro_span_contains(*last, head)) return;
    for (uint32_t i = c->head + 1; i < ro_sentence_words(record, c->head).end; i++) {
        uint32_t up = ro_word_of(record, i)->head;
        bool that = (up == verb || up == c->head) && ro_has_relation(record, i, " conj ") &&
                    ro_has_child_word(record, i, " mark ", " that ");
        uint32_t end = that ? ro_subtree_of(record, i).end : 0;
        if (that && end > last->end && !ro_statement_quoted(f, (ro_span){last->end, end})) last->end = end;
    }
}

/* "The mill, according to X, is shut", with but its end for a content. */
static bool is_according(const ro_scribe *f, const ro_statement *s) {
    uint32_t first = ro_word_at(f->record, s->cue.start);
    bool none = first >= f->record->layers.words.count || s->content.count != 1;
    if (none || !ro_is_word(f->record, first, " according ")) return false;
    return s->content.items[0].start >= s->source.end && ro_head_of(f->record, s->content.items[0]) != RO_NOBODY;
}

bool ro_clauses_said(ro_scribe *f, ro_statement *s) {
    const ro_record *record = f->record;
    if (ro_span_empty(s->source) || ro_span_empty(s->cue)) return true;
    if (is_according(f, s)) {
        clause whole = clause_at(record, ro_head_of(record, s->content.items[0]));
        return add_before(f, s, &whole);
    }
    uint32_t verb = verb_of(record, s->cue), head = verb == RO_NOBODY ? RO_NOBODY : clause_of(record, verb, s);
    if (head == RO_NOBODY) return true;
    clause c = clause_at(record, head);
    if (!s->content.count) return head < verb ? add_before(f, s, &c) : add_whole(f, s, &c);
    if (!add_before(f, s, &c) || !add_behind(f, s, verb, &c)) return false;
    add_second(f, s, verb, &c);
    return true;
}
