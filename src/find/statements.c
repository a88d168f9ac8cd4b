/* From PolNeAR's attributions to the contract's statements: whole quotations, what goes on over paragraphs, free-standing
 * quotations, no deeds. */
#include "find/statements.h"

#include "find/acts.h"
#include "find/acts_words.h"
#include "find/clauses.h"
#include "find/find.h"
#include "find/sources.h"
#include "model/heads.h"

#include <ctype.h>

enum {
    FREE_WORDS = 5 /* a quotation without a cue has at least this many words; a shorter one is likely a scare quote or a name */
};

size_t ro_token_at(const ro_record *record, uint32_t byte) { return RO_SEARCH(record->layers.tokens, span, byte); }

/* ---- spans */

static uint32_t point_before(const ro_scribe *f, uint32_t at, uint32_t *length) {
    uint32_t b = ro_utf8_before(f->text->bytes, at);
    uint32_t c = ro_utf8_at(f->text->bytes + b, length);
    return c;
}

static bool is_quote(uint32_t c) { return c == '"' || (c >= 0x2018 && c <= 0x201F) || c == '\'' || c == 0xAB || c == 0xBB; }

/* Whether the span ends with a quotation left open at its paragraph's end: its full stop stands inside. */
static bool ends_in_quotation(const ro_scribe *f, ro_span s) {
    size_t i = ro_quotations_at(&f->quotations, s.end - 1);
    if (i == f->quotations.count) return false;
    const ro_quotation *q = &f->quotations.items[i];
    return !q->closed && q->span.start >= s.start && q->span.end == s.end;
}

/* Without white space, marks that lead in (, : — -) and those that close the reporter's sentence; what stands inside quotation
 * marks is left. */
ro_span ro_statement_tidy(const ro_scribe *f, ro_span s) {
    uint32_t length;
    for (;;) {
        s = ro_text_trim(f->text, s);
        if (ro_span_empty(s)) return s;
        uint32_t c = ro_utf8_at(f->text->bytes + s.start, &length);
        if (c != ',' && c != ':' && c != ';' && c != 0x2014 && c != 0x2013 && c != '-' && c != '.') break;
        s.start += length;
    }
    while (!ro_span_empty(s) && !ends_in_quotation(f, s)) {
        uint32_t c = point_before(f, s.end, &length);
        if (c != ',' && c != '.' && c != ';' && c != ':' && c != 0x2014 && c != 0x2013 && !ro_is_space(c)) break;
        s.end -= length;
    }
    return s;
}

/* A whole quotation where the span has most of it, or its edge stands at a mark of it. */
ro_span ro_statement_whole(const ro_scribe *f, ro_span s, ro_span bar1, ro_span bar2) {
    for (size_t i = ro_quotations_at(&f->quotations, s.start ? s.start - 1 : 0); i < f->quotations.count; i++) {
        const ro_quotation *q = &f->quotations.items[i];
        if (q->span.start > s.end) break;
        if (ro_span_overlaps(q->span, bar1) || ro_span_overlaps(q->span, bar2)) continue;
        uint32_t low = q->span.start > s.start ? q->span.start : s.start, high = q->span.end < s.end ? q->span.end : s.end;
        bool edge = s.start == q->span.start || s.start == q->inside.start || (q->closed && s.end == q->span.end);
        if (high <= low || (!edge && 2 * (high - low) < q->span.end - q->span.start)) continue;
        if (q->span.start < s.start) s.start = q->span.start;
        if (q->span.end > s.end) s.end = q->span.end;
    }
    return s;
}

/* ---- content */

bool ro_statement_gap(const ro_scribe *f, uint32_t from, uint32_t to) {
    return ro_span_empty(ro_text_trim(f->text, (ro_span){from, to}));
}

/* Adds a span in order; one that overlaps or touches another becomes one with it. */
bool ro_statement_join(ro_scribe *f, ro_spans *content, ro_span s) {
    if (ro_span_empty(s)) return true;
    for (size_t i = 0; i < content->count; i++) {
        ro_span *c = &content->items[i];
        bool near =
            s.start <= c->end ? c->start <= s.end || ro_statement_gap(f, s.end, c->start) : ro_statement_gap(f, c->end, s.start);
        if (!near ||
            memchr(f->text->bytes + (s.start < c->end ? s.start : c->end), '\n', s.start < c->end ? 0 : s.start - c->end))
            continue;
        if (s.start < c->start) c->start = s.start;
        if (s.end > c->end) c->end = s.end;
        return true;
    }
    if (!ro_list_add(f->arena, content, s)) return false;
    for (size_t i = content->count - 1; i && content->items[i].start < content->items[i - 1].start; i--) {
        ro_span swap = content->items[i];
        content->items[i] = content->items[i - 1];
        content->items[i - 1] = swap;
    }
    return true;
}

/* Pieces of a span around the cue and the source: content never holds them. */
bool ro_statement_put(ro_scribe *f, ro_statement *s, ro_span span) {
    ro_span bars[] = {s->cue, s->source};
    for (size_t i = 0; i < 2; i++) {
        if (ro_span_empty(bars[i]) || !ro_span_overlaps(bars[i], span)) continue;
        ro_span left = {span.start, bars[i].start}, right = {bars[i].end, span.end};
        if (right.end > right.start && !ro_statement_put(f, s, right)) return false;
        span = left;
    }
    return ro_span_empty(span) || ro_statement_join(f, &s->content, ro_statement_tidy(f, span));
}

static void take(ro_scribe *f, const ro_statement *s) {
    for (size_t k = 0; k < s->content.count; k++)
        for (size_t i = ro_quotations_at(&f->quotations, s->content.items[k].start); i < f->quotations.count; i++) {
            if (f->quotations.items[i].span.start >= s->content.items[k].end) break;
            f->taken[i] = true;
        }
}

/* A quotation left open at its paragraph's end goes on in the next paragraphs; not for a cue within it: that is somebody whom it
 * quotes. */
static bool add_continuations(ro_scribe *f, ro_statement *s) {
    size_t own = ro_quotations_at(&f->quotations, s->cue.start);
    if (!ro_span_empty(s->cue) && own < f->quotations.count && ro_span_overlaps(f->quotations.items[own].span, s->cue))
        return true;
    for (size_t k = 0; k < s->content.count; k++) { /* grows as it goes */
        ro_span c = s->content.items[k];
        for (size_t i = ro_quotations_at(&f->quotations, c.start);
             i + 1 < f->quotations.count && f->quotations.items[i].span.start < c.end; i++) {
            const ro_quotation *q = &f->quotations.items[i], *next = q + 1;
            if (!q->goes_on || ro_span_overlaps(q->span, s->cue) || ro_span_overlaps(next->span, s->cue)) continue;
            if (k + 1 < s->content.count && s->content.items[k + 1].start <= next->span.start) continue; /* already there */
            if (!ro_list_add(f->arena, &s->content, next->span)) return false;
        }
    }
    return true;
}

/* Of a quotation that goes on from the paragraphs before, those too; not where it holds the cue. */
static bool add_beginnings(ro_scribe *f, ro_statement *s) {
    size_t count = s->content.count;
    for (size_t k = 0; k < count; k++) {
        size_t i = ro_quotations_at(&f->quotations, s->content.items[k].start);
        if (i == f->quotations.count || !ro_span_overlaps(f->quotations.items[i].span, s->content.items[k])) continue;
        for (; i && f->quotations.items[i - 1].goes_on; i--) {
            ro_span before = f->quotations.items[i - 1].span;
            if (ro_span_overlaps(before, s->cue) || ro_span_overlaps(f->quotations.items[i].span, s->cue)) break;
            if (!ro_list_add(f->arena, &s->content, before)) return false;
        }
    }
    return true;
}

/* Spans in order that do not overlap: continuations may stand twice. */
static void settle(ro_spans *content) {
    for (size_t i = 1; i < content->count; i++)
        for (size_t j = i; j && content->items[j].start < content->items[j - 1].start; j--) {
            ro_span swap = content->items[j];
            content->items[j] = content->items[j - 1];
            content->items[j - 1] = swap;
        }
    size_t kept = 0;
    for (size_t i = 0; i < content->count; i++) {
        if (kept && content->items[i].start < content->items[kept - 1].end) {
            if (content->items[i].end > content->items[kept - 1].end) content->items[kept - 1].end = content->items[i].end;
        } else
            content->items[kept++] = content->items[i];
    }
    content->count = kept;
}

/* ---- manner */

/* Letters and digits; beyond ASCII all but marks. */
static bool is_word(uint32_t c) { return (c < 0x80 && isalnum((int)c)) || (c > 0xBF && !(c >= 0x2000 && c <= 0x206F)); }

uint32_t ro_statement_lead(const ro_scribe *f, ro_span s) {
    static const char *const leads[] = {"that ", "to ", "of "};
    for (size_t i = 0; i < 3; i++) {
        uint32_t size = (uint32_t)strlen(leads[i]);
        if (s.end - s.start > size && ro_text_is(f->text, (ro_span){s.start, s.start + size}, leads[i])) return s.start + size;
    }
    return s.start;
}

/* Direct where all words stand within quotations, leading "that", "to", "of" aside. */
static ro_manner manner_of(const ro_scribe *f, const ro_statement *s) {
    bool in = false, out = false;
    for (size_t k = 0; k < s->content.count; k++) {
        ro_span c = s->content.items[k];
        size_t q = ro_quotations_at(&f->quotations, c.start);
        for (uint32_t i = ro_statement_lead(f, c), length; i < c.end; i += length) {
            if (!is_word(ro_utf8_at(f->text->bytes + i, &length))) continue;
            while (q < f->quotations.count && f->quotations.items[q].span.end <= i) q++;
            bool inside = q < f->quotations.count && f->quotations.items[q].span.start <= i;
            in |= inside;
            out |= !inside;
        }
    }
    return in && out ? RO_MIXED : in ? RO_DIRECT : RO_INDIRECT;
}

/* ---- statements from attributions */

bool ro_statement_quoted(const ro_scribe *f, ro_span s) {
    size_t q = ro_quotations_at(&f->quotations, s.start);
    return q < f->quotations.count && f->quotations.items[q].span.start < s.end;
}

/* A clause, or words in quotation marks: something that can be said. */
bool ro_statement_sayable(const ro_scribe *f, ro_span s) {
    if (ro_statement_quoted(f, s)) return true;
    const ro_token *t = f->record->layers.tokens.items;
    for (size_t i = ro_token_at(f->record, s.start); i < f->record->layers.tokens.count && t[i].span.end <= s.end; i++)
        if (t[i].upos == RO_UPOS_VERB || t[i].upos == RO_UPOS_AUX) return true;
    return false;
}

uint32_t ro_statement_sentence(const ro_scribe *f, uint32_t byte) {
    size_t token = ro_token_at(f->record, byte);
    return token < f->record->layers.tokens.count ? f->record->layers.tokens.items[token].sentence : UINT32_MAX;
}

bool ro_statement_add(ro_scribe *f, ro_statement s) {
    settle(&s.content);
    if (!s.content.count) return true;
    s.manner = manner_of(f, &s);
    s.act = ro_act_of(f->text, &s);
    s.negated = ro_cue_negated(f->text, s.cue);
    take(f, &s);
    return ro_list_add(f->arena, &f->record->statements, s);
}

bool ro_statement_complete(ro_scribe *f, ro_statement s) { return add_continuations(f, &s) && ro_statement_add(f, s); }

/* "Denied that", "agrees with it": an answer to what was said before. */
static bool is_answer(const ro_scribe *f, ro_span cue, ro_span s) {
    ro_statement said = {.cue = cue, .content = {.items = &s, .count = 1, .room = 1}};
    ro_act act = s.start < cue.end ? RO_SAY : ro_act_of(f->text, &said);
    return act == RO_DENY || act == RO_REJECT || act == RO_AGREE || act == RO_CRITICISE;
}

/* A pronoun alone points at words that are not marked: it says nothing, but where it is what an answer is to. */
static bool is_pointer(const ro_scribe *f, const ro_attribution *a, ro_span s) {
    static const char *const relative[] = {"which", "who", "whom"}, *const pointing[] = {"that", "it", "this"};
    for (size_t i = 0; i < 3; i++) {
        if (ro_text_is(f->text, s, relative[i])) return true;
        if (ro_text_is(f->text, s, pointing[i])) return a->n_content > 1 || !is_answer(f, a->cue, s);
    }
    return false;
}

/* Whether a sentence has words that say who says what in it. */
static bool is_told_there(const ro_scribe *f, const ro_attribution *own, uint32_t sentence) {
    for (size_t i = 0; i < f->attributions.count; i++) {
        const ro_attribution *a = &f->attributions.items[i];
        if (a == own || ro_span_empty(a->source) || ro_statement_sentence(f, a->cue.start) != sentence) continue;
        if (!ro_text_is(f->text, a->source, "we") && !ro_text_is(f->text, a->source, "I")) return true; /* a transcript */
    }
    return false;
}

/* Words of another sentence: a few where nothing is said, a part of the sentence, or one of another paragraph. */
static bool is_stray(const ro_scribe *f, const ro_attribution *a, ro_span s) {
    uint32_t sentence = ro_statement_sentence(f, s.start);
    if (sentence == UINT32_MAX) return false;
    size_t i = ro_quotations_at(&f->quotations, s.start);
    bool quoted = i < f->quotations.count && ro_span_contains(f->quotations.items[i].span, s);
    if (quoted || sentence == ro_statement_sentence(f, a->cue.start)) return quoted && ro_quotation_of_other(f, i, a->cue);
    if (ro_statement_quoted(f, s)) return false;
    if (is_told_there(f, a, sentence)) return true;
    ro_span whole = f->record->layers.sentences.items[sentence];
    uint32_t low = s.start < a->cue.start ? s.start : a->cue.end, high = s.start < a->cue.start ? a->cue.start : s.start;
    bool apart = memchr(f->text->bytes + low, '\n', high - low);
    return apart || s.start > ro_statement_tidy(f, whole).start || !ro_statement_sayable(f, s);
}

/* Where the next piece of an attribution behind a byte begins: its cue, source or another content. */
static uint32_t next_piece(const ro_attribution *a, uint32_t byte) {
    uint32_t next = UINT32_MAX;
    if (!ro_span_empty(a->cue) && a->cue.start >= byte) next = a->cue.start;
    if (!ro_span_empty(a->source) && a->source.start >= byte && a->source.start < next) next = a->source.start;
    for (size_t i = 0; i < a->n_content; i++)
        if (a->content[i].start >= byte && a->content[i].start < next) next = a->content[i].start;
    return next;
}

/* Whether the reporter tells something there: a verb outside of quotation marks. */
static bool is_told(const ro_scribe *f, uint32_t from, uint32_t to) {
    const ro_token *t = f->record->layers.tokens.items;
    for (size_t i = ro_token_at(f->record, from); i < f->record->layers.tokens.count && t[i].span.end <= to; i++) {
        bool verb = t[i].upos == RO_UPOS_VERB || t[i].upos == RO_UPOS_AUX;
        if (verb && !ro_statement_quoted(f, t[i].span)) return true;
    }
    return false;
}

/* A quotation of a paragraph of its own, where the reporter tells of others before the speaker comes: it is not his. */
static bool is_cut_off(const ro_scribe *f, const ro_attribution *a, ro_span s) {
    size_t i = ro_quotations_at(&f->quotations, s.start);
    if (i == f->quotations.count) return false;
    const ro_quotation *q = &f->quotations.items[i];
    uint32_t end = s.end > q->span.end ? s.end : q->span.end;
    if (!q->closed || q->span.start > s.start || a->cue.start < end) return false;
    uint32_t next = next_piece(a, end);
    return ro_paragraph_end(f->text, q->span.start) <= next && is_told(f, end, next);
}

/* "Said A, disregarding the ruling", with the ruling for a content: a thing of another verb, beside what is said. */
static bool is_beside(const ro_scribe *f, const ro_attribution *a, size_t index) {
    ro_span s = a->content[index];
    uint32_t head = f->record->layers.words.count ? ro_head_of(f->record, s) : RO_NOBODY;
    if (!index || head == RO_NOBODY || ro_statement_quoted(f, s) || ro_statement_sayable(f, s)) return false;
    uint32_t up = ro_word_of(f->record, head)->head;
    ro_span verb = ro_word_of(f->record, up)->span;
    return up != head && ro_is_verb(f->record, up) && verb.start >= a->content[index - 1].end && verb.end <= s.start &&
           !ro_span_overlaps(verb, a->cue);
}

static bool from_attribution(ro_scribe *f, const ro_attribution *a) {
    ro_statement s = {.source = a->source, .cue = a->cue, .confidence = a->confidence};
    for (size_t i = 0; i < a->n_content; i++) {
        ro_span c = a->content[i];
        if (is_pointer(f, a, c) || is_stray(f, a, c) || is_cut_off(f, a, c) || is_beside(f, a, i)) continue;
        ro_edges_lead(f, &s.cue, &c);
        if (!ro_edges_put(f, &s, ro_statement_whole(f, c, s.cue, s.source))) return false;
    }
    s.source = ro_edges_source(f, ro_source_by_syntax(f->record, &s));
    s.cue = ro_edges_cue(f, s.cue);
    ro_edges_asked(f, &s);
    return ro_edges_said(f, &s) && add_beginnings(f, &s) && ro_statement_complete(f, s);
}

/* ---- free-standing quotations */

static size_t count_words(const ro_scribe *f, ro_span s) {
    size_t words = 0;
    bool in = false;
    for (uint32_t i = s.start, length; i < s.end; i += length) {
        bool letter = is_word(ro_utf8_at(f->text->bytes + i, &length));
        words += letter && !in;
        in = letter || f->text->bytes[i] == '\'' || f->text->bytes[i] == '-';
    }
    return words;
}

/* It stands for itself where its paragraph or its sentence begins with it, and it ends a sentence. */
static bool stands_free(const ro_scribe *f, const ro_quotation *q) {
    uint32_t length, at = q->span.start;
    while (at && ro_is_space(point_before(f, at, &length)) && f->text->bytes[at - 1] != '\n') at -= length;
    uint32_t left = at ? point_before(f, at, &length) : '\n';
    uint32_t last = ro_utf8_at(f->text->bytes + ro_utf8_before(f->text->bytes, q->inside.end), &length);
    bool begins = left == '\n' || left == '.' || left == '!' || left == '?' || is_quote(left);
    char behind = q->span.end < f->text->size ? f->text->bytes[q->span.end] : '\n'; /* “…”. */
    bool ends = last == '.' || last == '!' || last == '?' || last == 0x2026 || !q->closed || behind == '.';
    return begins && ends && count_words(f, q->inside) >= FREE_WORDS;
}

static bool free_quotations(ro_scribe *f) {
    for (size_t i = 0; i < f->quotations.count; i++) {
        const ro_quotation *q = &f->quotations.items[i];
        if (f->taken[i] || !stands_free(f, q)) continue;
        ro_statement s = {.confidence = 0.5f};
        if (!ro_list_add(f->arena, &s.content, q->span) || !add_continuations(f, &s) || !ro_statement_add(f, s)) return false;
    }
    return true;
}

bool ro_find_statements(ro_record *record, ro_error *error) {
    ro_scribe f = {.record = record, .text = &record->document->text, .arena = record->arena};
    if (!ro_quotations_find(f.text, &record->aside, f.arena, &f.quotations)) return ro_fail_memory(error);
    f.taken = ro_arena_array(f.arena, f.quotations.count + 1, sizeof *f.taken);
    if (!f.taken) return ro_fail_memory(error);
    if (!ro_attributions_mend(record, f.arena, &f.attributions)) return ro_fail_memory(error);
    for (size_t i = 0; i < f.attributions.count; i++) {
        const ro_attribution *a = &f.attributions.items[i];
        if (ro_attribution_says(&f, a) && !from_attribution(&f, a)) return ro_fail_memory(error);
    }
    if (!ro_unmarked_statements(&f) || !ro_statements_within(&f) || !free_quotations(&f)) return ro_fail_memory(error);
    ro_statements_settle(&f);
    return true;
}
