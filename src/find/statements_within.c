/* What the model does not mark as an attribution of its own: statements within others and in passing, and sentences that go on.
 */
#include "find/statements.h"

#include "find/acts.h"
#include "find/clauses.h"
#include "find/continued.h"
#include "find/find.h"
#include "find/nested.h"
#include "find/passing.h"

/* ---- within others */

static bool nested_statements(ro_scribe *f) {
    for (size_t i = 0, count = f->record->statements.count; i < count; i++) {
        ro_statement outer = f->record->statements.items[i], inner;
        ro_span content;
        if (outer.manner == RO_DIRECT || !ro_nested_statement(f->record, &outer, &inner, &content)) continue;
        bool known = false;
        for (size_t k = 0; k < f->record->statements.count; k++)
            known |= ro_span_overlaps(f->record->statements.items[k].cue, inner.cue);
        if (known) continue;
        if (!ro_statement_put(f, &inner, ro_statement_whole(f, content, inner.cue, inner.source))) return false;
        ro_edges_asked(f, &inner);
        if (!ro_statement_add(f, inner)) return false;
    }
    return true;
}

/* ---- in the order of the text */

uint32_t ro_statement_start(const ro_statement *s) {
    return s->content.items[0].start < s->cue.start || ro_span_empty(s->cue) ? s->content.items[0].start : s->cue.start;
}

static int by_place(const void *a, const void *b) {
    uint32_t x = ro_statement_start(a), y = ro_statement_start(b);
    if (x != y) return x < y ? -1 : 1;
    const ro_statement *s = a, *t = b;
    return s->cue.start < t->cue.start ? -1 : s->cue.start > t->cue.start;
}

static void sort(ro_scribe *f) {
    f->sorted = f->record->statements.count;
    if (f->sorted) qsort(f->record->statements.items, f->sorted, sizeof *f->record->statements.items, by_place);
}

typedef struct range { /* of sorted statements; indices */
    size_t from, to;
} range;

/* The statements near a place: those that begin some way before it, and a few behind. */
static range near(const ro_scribe *f, uint32_t byte) {
    enum { BEFORE = 24, BEHIND = 4 };
    size_t low = 0, high = f->sorted;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ro_statement_start(&f->record->statements.items[middle]) <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return (range){low > BEFORE ? low - BEFORE : 0, low + BEHIND < f->sorted ? low + BEHIND : f->sorted};
}

/* ---- in passing */

typedef struct around {          /* what the statements have of a place; indices */
    const ro_statement *content; /* the last whose content holds it */
    const ro_statement *before;  /* the last whose content ends before it, in its sentence */
    bool cue;                    /* it stands in a cue */
} around;

static around look_around(const ro_scribe *f, ro_span at) {
    enum { NEAR = 400 /* bytes */ };
    around out = {0};
    range r = near(f, at.start);
    for (size_t i = r.from; i < r.to; i++) {
        const ro_statement *s = &f->record->statements.items[i];
        out.cue |= ro_span_overlaps(s->cue, at);
        for (size_t k = 0; k < s->content.count; k++) {
            ro_span c = s->content.items[k];
            if (ro_span_contains(c, at)) out.content = s;
            if (c.end <= at.start && at.start - c.end < NEAR &&
                ro_statement_sentence(f, c.start) == ro_statement_sentence(f, at.start))
                out.before = s;
        }
    }
    return out;
}

/* What is denied by "despite X's denials": what was said last in the sentence, else the clause before. */
static ro_span denied(const ro_scribe *f, const ro_statement *s, const around *at) {
    if (at->before) return at->before->content.items[at->before->content.count - 1];
    const ro_token *t = f->record->layers.tokens.items;
    uint32_t number = ro_statement_sentence(f, s->source.start);
    if (number == UINT32_MAX) return (ro_span){0};
    ro_span sentence = f->record->layers.sentences.items[number];
    size_t i = ro_token_at(f->record, s->source.start);
    while (i && t[i].span.start > sentence.start && !ro_text_is(f->text, t[i].span, "despite") &&
           !ro_text_is(f->text, t[i].span, "in") && !ro_text_is(f->text, t[i].span, "notwithstanding"))
        i--;
    return ro_statement_tidy(f, (ro_span){sentence.start, t[i].span.start});
}

static bool passing_statements(ro_scribe *f) {
    for (uint32_t i = 0; i < f->record->layers.words.count; i++) {
        ro_statement s;
        ro_span content;
        if (!ro_passing_statement(f->record, i, &s, &content)) continue;
        around at = look_around(f, s.cue);
        bool pronoun = f->record->layers.words.items[ro_word_at(f->record, s.source.start)].upos == RO_UPOS_PRON;
        bool owned = f->record->layers.words.items[i].upos == RO_UPOS_NOUN && !ro_span_empty(content);
        if (at.cue || (at.content && (pronoun || at.content->manner == RO_DIRECT))) continue;
        if (owned && !(at.content && (at.content->act == RO_DENY || at.content->act == RO_REJECT))) continue;
        if (ro_span_empty(content)) content = denied(f, &s, &at);
        size_t q = ro_quotations_at(&f->quotations, ro_text_trim(f->text, content).start);
        bool marked = q < f->quotations.count && f->quotations.items[q].span.start == ro_text_trim(f->text, content).start;
        if (marked && f->record->layers.words.items[i].upos != RO_UPOS_NOUN)
            content = f->quotations.items[q].span; /* what it is called, and no more */
        if (!ro_statement_put(f, &s, ro_statement_whole(f, content, s.cue, s.source)) || !ro_statement_add(f, s)) return false;
    }
    return true;
}

/* ---- going on */

static bool is_spoken_in(const ro_scribe *f, ro_span sentence) {
    range r = near(f, sentence.end);
    for (size_t i = r.from; i < r.to; i++) {
        const ro_statement *s = &f->record->statements.items[i];
        if (ro_span_overlaps(s->cue, sentence)) return true;
        for (size_t k = 0; k < s->content.count; k++)
            if (ro_span_overlaps(s->content.items[k], sentence)) return true;
    }
    return ro_statement_quoted(f, sentence);
}

/* The statement whose content ends a sentence, if its cue stands before that; NULL: none. */
static ro_statement *ends_with_it(const ro_scribe *f, ro_span sentence) {
    ro_span all = ro_statement_tidy(f, sentence);
    range r = near(f, sentence.end);
    for (size_t i = r.from; i < r.to; i++) {
        ro_statement *s = &f->record->statements.items[i];
        bool leads = !ro_span_empty(s->cue) && !ro_span_empty(s->source) && s->cue.end <= s->content.items[0].start;
        if (leads && s->manner == RO_INDIRECT && s->content.items[s->content.count - 1].end == all.end) return s;
    }
    return NULL;
}

/* "X said that …. Norway has no plans to leave." */
static bool continued_statements(ro_scribe *f) {
    const ro_text *text = f->text;
    for (uint32_t i = 1; i < f->record->layers.sentences.count; i++) {
        ro_span span = f->record->layers.sentences.items[i], last = f->record->layers.sentences.items[i - 1];
        bool apart = memchr(text->bytes + last.end - 1, '\n', span.start - last.end + 1);
        if (apart || !ro_sentence_continues(f->record, i) || is_spoken_in(f, span)) continue;
        ro_statement *s = ends_with_it(f, last);
        if (s && !ro_list_add(f->arena, &s->content, ro_statement_tidy(f, span))) return false;
    }
    return true;
}

/* ---- acts */

/* Who only passes on what another says does no more than say it. */
static void settle_outer(ro_scribe *f) {
    enum { NEAR = 3 };
    for (size_t i = 0; i < f->record->statements.count; i++) {
        ro_statement *outer = &f->record->statements.items[i];
        for (size_t j = i > NEAR ? i - NEAR : 0; j < f->record->statements.count && j <= i + NEAR; j++) {
            const ro_statement *inner = &f->record->statements.items[j];
            ro_span c = outer->content.items[0];
            uint32_t lead = ro_statement_lead(f, c);
            if (j == i || ro_span_empty(inner->source) || inner->source.start != lead || inner->cue.end > c.end) continue;
            ro_statement front = *outer;
            front.content = (ro_spans){.items = &(ro_span){c.start, inner->cue.end}, .count = 1, .room = 1};
            outer->act = ro_act_of(f->text, &front);
        }
    }
}

/* ---- put together */

bool ro_statements_within(ro_scribe *f) {
    if (!nested_statements(f)) return false;
    sort(f);
    if (!passing_statements(f)) return false;
    sort(f);
    return continued_statements(f);
}

/* Whom another cites says what that one says: all of it, once it is whole. */
static void share_cited(ro_scribe *f, size_t index) {
    enum { NEAR = 2 };
    ro_statement *s = &f->record->statements.items[index];
    bool citing = ro_text_is(f->text, s->cue, "citing") || ro_text_is(f->text, s->cue, "quoting");
    if (!citing || s->content.count != 1) return;
    for (size_t j = index > NEAR ? index - NEAR : 0; j < f->record->statements.count && j <= index + NEAR; j++) {
        const ro_statement *t = &f->record->statements.items[j];
        if (j == index || t->content.count != 1 || ro_span_equal(t->source, s->source)) continue;
        ro_span whole = t->content.items[0], own = s->content.items[0];
        bool within = ro_span_contains(whole, own) && !ro_span_overlaps(whole, s->cue) && !ro_span_overlaps(whole, s->source);
        if (within) s->content.items[0] = whole;
    }
}

static bool is_told_by_others(const ro_scribe *f, size_t index) {
    enum { NEAR = 4 };
    const ro_statement *all = f->record->statements.items;
    for (size_t j = index > NEAR ? index - NEAR : 0; j < f->record->statements.count && j <= index + NEAR; j++)
        for (size_t k = 0; j != index && !ro_span_empty(all[j].source) && k < all[j].content.count; k++)
            if (ro_span_contains(all[j].content.items[k], all[index].cue)) return true;
    return false;
}

/* "X said the storm is expected to turn": expected by nobody in particular, it is a part of what X says. */
static void drop_of_nobody(ro_scribe *f) {
    ro_statement *all = f->record->statements.items;
    size_t kept = 0;
    for (size_t i = 0; i < f->record->statements.count; i++)
        if (ro_span_empty(all[i].source) && !ro_span_empty(all[i].cue) && is_told_by_others(f, i)) all[i].content.count = 0;
    for (size_t i = 0; i < f->record->statements.count; i++)
        if (all[i].content.count) all[kept++] = all[i];
    f->record->statements.count = kept;
}

void ro_statements_settle(ro_scribe *f) {
    sort(f);
    drop_of_nobody(f);
    for (size_t i = 0; i < f->record->statements.count; i++) share_cited(f, i);
    settle_outer(f);
}
