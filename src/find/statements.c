/* From PolNeAR's attributions to the contract's statements: whole quotations, what goes on over paragraphs, free-standing
 * quotations, no deeds. */
#include "find/acts.h"
#include "find/sources.h"
#include "find/find.h"
#include "find/nested.h"
#include "find/quotations.h"
#include "model/heads.h"

#include <ctype.h>

enum {
    FREE_WORDS = 5, /* a quotation without a cue has at least this many words; a shorter one is likely a scare quote or a name */
    SETTING_WORDS = 16, /* the longest "after talks in the capital" that is looked through for its "that" */
    HEARER_WORDS = 16,  /* the longest "the leaders of both parties" that is looked through for its "to" */
};

typedef struct finder {
    ro_record *record;
    const ro_text *text;
    ro_arena *arena;
    ro_quotations quotations;
    bool *taken; /* of each quotation: some statement has it */
} finder;

size_t ro_token_at(const ro_record *record, uint32_t byte) { return RO_SEARCH(record->layers.tokens, span, byte); }

/* ---- spans */

static uint32_t point_before(const finder *f, uint32_t at, uint32_t *length) {
    uint32_t b = ro_utf8_before(f->text->bytes, at);
    uint32_t c = ro_utf8_at(f->text->bytes + b, length);
    return c;
}

static bool is_quote(uint32_t c) { return c == '"' || (c >= 0x2018 && c <= 0x201F) || c == '\'' || c == 0xAB || c == 0xBB; }

/* Whether the span ends with a quotation left open at its paragraph's end: its full stop stands inside. */
static bool ends_in_quotation(const finder *f, ro_span s) {
    size_t i = ro_quotations_at(&f->quotations, s.end - 1);
    if (i == f->quotations.count) return false;
    const ro_quotation *q = &f->quotations.items[i];
    return !q->closed && q->span.start >= s.start && q->span.end == s.end;
}

/* Without white space, marks that lead in (, : — -) and those that close the reporter's sentence; what stands inside quotation
 * marks is left. */
static ro_span tidy(const finder *f, ro_span s) {
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

/* A whole quotation where the span has most of it, or its edge stands at a mark. */
static ro_span whole_quotations(const finder *f, ro_span s, ro_span bar1, ro_span bar2) {
    for (size_t i = ro_quotations_at(&f->quotations, s.start ? s.start - 1 : 0); i < f->quotations.count; i++) {
        const ro_quotation *q = &f->quotations.items[i];
        if (q->span.start > s.end) break;
        if (ro_span_overlaps(q->span, bar1) || ro_span_overlaps(q->span, bar2)) continue;
        uint32_t low = q->span.start > s.start ? q->span.start : s.start, high = q->span.end < s.end ? q->span.end : s.end;
        if (high <= low || 2 * (high - low) < q->span.end - q->span.start) continue;
        if (q->span.start < s.start) s.start = q->span.start;
        if (q->span.end > s.end) s.end = q->span.end;
    }
    return s;
}

/* ---- content */

static bool only_gap(const finder *f, uint32_t from, uint32_t to) {
    return ro_span_empty(ro_text_trim(f->text, (ro_span){from, to}));
}

/* Adds a span in order; one that overlaps or touches another becomes one with it. */
static bool add_content(finder *f, ro_spans *content, ro_span s) {
    if (ro_span_empty(s)) return true;
    for (size_t i = 0; i < content->count; i++) {
        ro_span *c = &content->items[i];
        bool near = s.start <= c->end ? c->start <= s.end || only_gap(f, s.end, c->start) : only_gap(f, c->end, s.start);
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
static bool add_around(finder *f, ro_statement *s, ro_span span) {
    ro_span bars[] = {s->cue, s->source};
    for (size_t i = 0; i < 2; i++) {
        if (ro_span_empty(bars[i]) || !ro_span_overlaps(bars[i], span)) continue;
        ro_span left = {span.start, bars[i].start}, right = {bars[i].end, span.end};
        if (right.end > right.start && !add_around(f, s, right)) return false;
        span = left;
    }
    return ro_span_empty(span) || add_content(f, &s->content, tidy(f, span));
}

static void take(finder *f, const ro_statement *s) {
    for (size_t k = 0; k < s->content.count; k++)
        for (size_t i = ro_quotations_at(&f->quotations, s->content.items[k].start); i < f->quotations.count; i++) {
            if (f->quotations.items[i].span.start >= s->content.items[k].end) break;
            f->taken[i] = true;
        }
}

/* A quotation left open at its paragraph's end goes on in the next paragraphs; not for a cue within it: that is somebody whom it
 * quotes. */
static bool add_continuations(finder *f, ro_statement *s) {
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

static uint32_t skip_lead(const finder *f, ro_span s) {
    static const char *const leads[] = {"that ", "to ", "of "};
    for (size_t i = 0; i < 3; i++) {
        uint32_t size = (uint32_t)strlen(leads[i]);
        if (s.end - s.start > size && ro_text_is(f->text, (ro_span){s.start, s.start + size}, leads[i])) return s.start + size;
    }
    return s.start;
}

/* Direct where all words stand within quotations, leading "that", "to", "of" aside. */
static ro_manner manner_of(const finder *f, const ro_statement *s) {
    bool in = false, out = false;
    for (size_t k = 0; k < s->content.count; k++) {
        ro_span c = s->content.items[k];
        size_t q = ro_quotations_at(&f->quotations, c.start);
        for (uint32_t i = skip_lead(f, c), length; i < c.end; i += length) {
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

/* A clause, or words in quotation marks: something that can be said. */
static bool can_be_said(const finder *f, ro_span s) {
    size_t q = ro_quotations_at(&f->quotations, s.start);
    if (q < f->quotations.count && f->quotations.items[q].span.start < s.end) return true;
    const ro_token *t = f->record->layers.tokens.items;
    for (size_t i = ro_token_at(f->record, s.start); i < f->record->layers.tokens.count && t[i].span.end <= s.end; i++)
        if (t[i].upos == RO_UPOS_VERB || t[i].upos == RO_UPOS_AUX) return true;
    return false;
}

static bool is_statement(const finder *f, const ro_attribution *a) {
    ro_cue_kind kind = a->n_content ? ro_cue_kind_of(f->text, a->cue) : RO_CUE_DEED;
    bool said = kind == RO_CUE_SPEECH && !ro_cue_names_topic(f->text, a->cue);
    if (kind == RO_CUE_SPEECH && !said) kind = RO_CUE_UNKNOWN; /* "spoke about" with a clause or a quotation does say something */
    for (size_t i = 0; i < a->n_content && kind == RO_CUE_UNKNOWN && !ro_span_empty(a->source); i++)
        said |= can_be_said(f, a->content[i]);
    return said;
}

static bool add_statement(finder *f, ro_statement s) {
    settle(&s.content);
    if (!s.content.count) return true;
    s.manner = manner_of(f, &s);
    s.act = ro_act_of(f->text, &s);
    s.negated = ro_cue_negated(f->text, s.cue);
    take(f, &s);
    return ro_list_add(f->arena, &f->record->statements, s);
}

/* PolNeAR gives the cue a "to" or "that" that leads into a clause; the contract gives it to the content. */
static void give_lead(const finder *f, ro_span *cue, ro_span *content) {
    static const char *const leads[] = {" to", " that"};
    size_t next = ro_token_at(f->record, content->start);
    if (content->start < cue->end || !only_gap(f, cue->end, content->start) || next >= f->record->layers.tokens.count) return;
    ro_upos upos = f->record->layers.tokens.items[next].upos;
    for (size_t i = upos == RO_UPOS_VERB || upos == RO_UPOS_AUX ? 0 : 1; i < 2; i++) {
        uint32_t size = (uint32_t)strlen(leads[i]);
        if (cue->end - cue->start <= size + 1 || !ro_text_is(f->text, (ro_span){cue->end - size, cue->end}, leads[i])) continue;
        content->start = cue->end - size + 1;
        cue->end -= size;
    }
}

/* A relative pronoun alone points at words that are not marked: it says nothing. */
static bool is_pointer(const finder *f, ro_span s) {
    static const char *const pronouns[] = {"which", "that", "who", "whom", "it", "this"};
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        if (ro_text_is(f->text, s, pronouns[i])) return true;
    return false;
}

/* "said after the talks that …": what stands before the clause tells when and where, not what. */
static void drop_setting(const finder *f, ro_statement *s) {
    if (!s->content.count || s->content.items[0].start < s->cue.end || !only_gap(f, s->cue.end, s->content.items[0].start))
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

/* "In addition, according to X, Y said Z": where the model took the opening words alone, the clause behind the source is what X
 * says. */
static void whole_clause(const finder *f, ro_statement *s) {
    if (s->content.count != 1 || !ro_text_is(f->text, s->cue, "according to") || ro_span_empty(s->source) ||
        s->source.start < s->cue.end || can_be_said(f, s->content.items[0]))
        return;
    size_t i = ro_token_at(f->record, s->source.end);
    if (i >= f->record->layers.tokens.count) return;
    ro_span sentence = f->record->layers.sentences.items[f->record->layers.tokens.items[i].sentence];
    ro_span rest = tidy(f, (ro_span){s->source.end, sentence.end});
    if (!ro_span_empty(rest) && sentence.start < s->source.end && can_be_said(f, rest)) s->content.items[0] = rest;
}

/* "urged the embassy to reconsider": who is asked is no part of what is asked. The front goes, up to the first "to" with a verb
 * behind it, where it holds no verb of its own. */
static void drop_hearer(const finder *f, ro_statement *s) {
    if (!s->content.count) return;
    ro_span *c = &s->content.items[0];
    if (c->start < s->cue.end || !only_gap(f, s->cue.end, c->start) || !ro_cue_asks(f->text, s->cue)) return;
    const ro_token *tokens = f->record->layers.tokens.items;
    size_t count = f->record->layers.tokens.count, first = ro_token_at(f->record, c->start);
    for (size_t i = first; i + 1 < count && tokens[i].span.end <= c->end && i < first + HEARER_WORDS; i++) {
        if (tokens[i].upos == RO_UPOS_VERB || tokens[i].upos == RO_UPOS_AUX || tokens[i].upos == RO_UPOS_SCONJ) return;
        bool infinitive = ro_text_is(f->text, tokens[i].span, "to") &&
                          (tokens[i + 1].upos == RO_UPOS_VERB || tokens[i + 1].upos == RO_UPOS_AUX);
        if (infinitive && i > first) c->start = tokens[i].span.start;
        if (infinitive) return;
    }
}

/* ---- "CLAUSE, X said": syntax finds the clause where the model took only what follows the cue */

/* Whether a word hangs on another, directly or through others; sentences are trees. */
static bool hangs_on(const ro_layers *l, size_t word, size_t on) {
    while (word != on && l->words.items[word].head != word) word = l->words.items[word].head;
    return word == on;
}

static uint32_t sentence_of(const ro_layers *l, size_t word) { return l->tokens.items[l->words.items[word].token].sentence; }

/* What the cue's verb has as its clause before both cue and source; empty where there is none. */
static ro_span clause_before(const finder *f, const ro_statement *s) {
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
    return tidy(f, (ro_span){words[first].span.start, bar});
}

static bool add_clause_before(finder *f, ro_statement *s) {
    if (ro_span_empty(s->source) || !s->content.count || s->content.items[0].start < s->cue.end) return true;
    ro_span clause = clause_before(f, s);
    return ro_span_empty(clause) || add_content(f, &s->content, clause);
}

static bool from_attribution(finder *f, const ro_attribution *a) {
    ro_statement s = {.source = a->source, .cue = a->cue, .confidence = a->confidence};
    for (size_t i = 0; i < a->n_content; i++) {
        ro_span c = a->content[i];
        if (is_pointer(f, c)) continue;
        give_lead(f, &s.cue, &c);
        if (!add_around(f, &s, whole_quotations(f, c, s.cue, s.source))) return false;
    }
    s.source = ro_source_by_syntax(f->record, &s);
    drop_hearer(f, &s);
    drop_setting(f, &s);
    whole_clause(f, &s);
    if (!add_clause_before(f, &s)) return false;
    return add_continuations(f, &s) && add_statement(f, s);
}

/* ---- free-standing quotations */

static size_t count_words(const finder *f, ro_span s) {
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
static bool stands_free(const finder *f, const ro_quotation *q) {
    uint32_t length, at = q->span.start;
    while (at && ro_is_space(point_before(f, at, &length)) && f->text->bytes[at - 1] != '\n') at -= length;
    uint32_t left = at ? point_before(f, at, &length) : '\n';
    uint32_t last = ro_utf8_at(f->text->bytes + ro_utf8_before(f->text->bytes, q->inside.end), &length);
    bool begins = left == '\n' || left == '.' || left == '!' || left == '?' || is_quote(left);
    bool ends = last == '.' || last == '!' || last == '?' || last == 0x2026 || !q->closed;
    return begins && ends && count_words(f, q->inside) >= FREE_WORDS;
}

static bool free_quotations(finder *f) {
    for (size_t i = 0; i < f->quotations.count; i++) {
        const ro_quotation *q = &f->quotations.items[i];
        if (f->taken[i] || !stands_free(f, q)) continue;
        ro_statement s = {.confidence = 0.5f};
        if (!ro_list_add(f->arena, &s.content, q->span) || !add_continuations(f, &s) || !add_statement(f, s)) return false;
    }
    return true;
}

static bool nested_statements(finder *f) {
    for (size_t i = 0, count = f->record->statements.count; i < count; i++) {
        ro_statement outer = f->record->statements.items[i], inner;
        ro_span content;
        if (outer.manner == RO_DIRECT || !ro_nested_statement(f->record, &outer, &inner, &content)) continue;
        if (!add_around(f, &inner, whole_quotations(f, content, inner.cue, inner.source))) return false;
        drop_hearer(f, &inner);
        if (!add_statement(f, inner)) return false;
    }
    return true;
}

uint32_t ro_statement_start(const ro_statement *s) {
    return s->content.items[0].start < s->cue.start || ro_span_empty(s->cue) ? s->content.items[0].start : s->cue.start;
}

static int by_place(const void *a, const void *b) {
    uint32_t x = ro_statement_start(a), y = ro_statement_start(b);
    if (x != y) return x < y ? -1 : 1;
    const ro_statement *s = a, *t = b;
    return s->cue.start < t->cue.start ? -1 : s->cue.start > t->cue.start;
}

bool ro_find_statements(ro_record *record, ro_error *error) {
    finder f = {.record = record, .text = &record->document->text, .arena = record->arena};
    if (!ro_quotations_find(f.text, f.arena, &f.quotations)) return ro_fail_memory(error);
    f.taken = ro_arena_array(f.arena, f.quotations.count + 1, sizeof *f.taken);
    if (!f.taken) return ro_fail_memory(error);
    for (size_t i = 0; i < record->layers.attributions.count; i++) {
        const ro_attribution *a = &record->layers.attributions.items[i];
        if (is_statement(&f, a) && !from_attribution(&f, a)) return ro_fail_memory(error);
    }
    if (!nested_statements(&f) || !free_quotations(&f)) return ro_fail_memory(error);
    if (record->statements.count)
        qsort(record->statements.items, record->statements.count, sizeof *record->statements.items, by_place);
    return true;
}
