/* Statements that the model has no mark for, though grammar shows them: "according to X", and a quotation behind its verb. */
#include "find/statements.h"

#include "find/acts.h"
#include "find/clauses.h"
#include "find/sources.h"
#include "model/heads.h"

static const float SURE = 0.6f;

static bool is_cue(const ro_scribe *f, ro_span span) {
    for (size_t i = 0; i < f->record->statements.count; i++)
        if (ro_span_overlaps(f->record->statements.items[i].cue, span)) return true;
    return false;
}

/* ---- according to */

static uint32_t mark_behind(const ro_record *record, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        if (ro_is_word(record, i, " , — – ")) return i;
    return to;
}

static bool any_verb(const ro_record *record, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        if (ro_is_verb(record, i) || ro_word_of(record, i)->upos == RO_UPOS_AUX) return true;
    return false;
}

/* Puts the words [from, to), in bytes without marks at the edges. */
static bool put_words(ro_scribe *f, ro_statement *s, uint32_t from, uint32_t to) {
    if (from >= to) return true;
    ro_span span = {ro_word_of(f->record, from)->span.start, ro_word_of(f->record, to - 1)->span.end};
    return ro_statement_put(f, s, ro_statement_whole(f, span, s->cue, s->source));
}

/* The model's source of a cue, where it has one for which it found nothing said. */
static ro_span source_marked(const ro_scribe *f, const ro_statement *s) {
    for (size_t i = 0; i < f->attributions.count; i++) {
        const ro_attribution *a = &f->attributions.items[i];
        if (!a->n_content && ro_span_overlaps(a->cue, s->cue) && ro_span_contains(a->source, s->source) &&
            !memchr(f->text->bytes + a->source.start, ',', a->source.end - a->source.start))
            return a->source;
    }
    return s->source;
}

/* "According to X, CLAUSE", "CLAUSE, according to X", or amid its clause, between commas. */
static bool read_according(ro_scribe *f, uint32_t word) {
    static const char SCHEMES[] = " plan plans schedule size rank age need needs law rules tradition ";
    enum { FAR = 8 /* words from the source's end to its comma: "on Saturday" */ };
    const ro_record *record = f->record;
    uint32_t noun = ro_word_of(record, word)->head;
    if (noun == word || noun >= record->layers.words.count || noun < word + 2 || ro_is_word(record, noun, SCHEMES)) return true;
    ro_span sentence = ro_sentence_words(record, word);
    ro_statement s = {.confidence = SURE};
    s.cue = (ro_span){ro_word_of(record, word)->span.start, ro_word_of(record, word + 1)->span.end};
    s.source = ro_phrase_of(record, noun);
    uint32_t name = ro_child_of(record, noun, " appos ", noun);
    if (name != RO_NOBODY) s.source.end = ro_phrase_of(record, name).end;
    if (f->text->bytes[s.source.end] == ')') s.source.end++; /* "the Board of Ports (BoP)" */
    if (is_cue(f, s.cue) || s.source.start < s.cue.end || ro_statement_quoted(f, s.cue)) return true;
    s.source = ro_edges_source(f, source_marked(f, &s));
    uint32_t behind = ro_word_at(record, s.source.end), comma = mark_behind(record, behind, sentence.end);
    bool far = comma - behind > FAR || any_verb(record, behind, comma) ||
               (comma + 1 < sentence.end && ro_is_word(record, comma + 1, " and or "));
    uint32_t front = word;
    while (front > sentence.start && ro_word_of(record, front - 1)->upos == RO_UPOS_PUNCT) front--;
    bool told = any_verb(record, sentence.start, front), tells = !far && any_verb(record, comma, sentence.end);
    bool joined = front > sentence.start && ro_is_word(record, front - 1, " and but or "); /* "rich and, according to X, mean" */
    if (joined && !far) told = false, tells = comma < sentence.end;
    if (!told && !tells) return true;
    if (!joined && !put_words(f, &s, sentence.start, front)) return false;
    if (tells && !put_words(f, &s, comma, sentence.end)) return false;
    return ro_statement_add(f, s);
}

/* ---- X wrote, “…” */

static bool is_verb_of_speech(const ro_scribe *f, uint32_t word) {
    ro_span span = ro_word_of(f->record, word)->span;
    if (ro_has_child_word(f->record, word, " mark ", " to ")) return false; /* "tried to add the question" */
    return ro_is_verb(f->record, word) && ro_cue_kind_of(f->text, span) == RO_CUE_SPEECH && !ro_statement_quoted(f, span);
}

/* The verb of the sentence before, where that ends in a colon; RO_NOBODY: it does not. */
static uint32_t verb_with_colon(const ro_scribe *f, ro_span sentence, const ro_quotation *q) {
    const ro_record *record = f->record;
    if (!sentence.start || !ro_is_word(record, sentence.start - 1, " : ")) return RO_NOBODY;
    ro_span before = ro_word_of(record, sentence.start - 1)->span;
    if (!ro_statement_gap(f, before.end, q->span.start) || memchr(f->text->bytes + before.end, '\n', q->span.start - before.end))
        return RO_NOBODY;
    uint32_t number = ro_statement_sentence(f, before.start);
    uint32_t root = number == UINT32_MAX ? RO_NOBODY : ro_head_of(record, record->layers.sentences.items[number]);
    return root != RO_NOBODY && is_verb_of_speech(f, root) && !ro_has_child(record, root, " ccomp ") ? root : RO_NOBODY;
}

/* "read in part, “…”", whatever the parser makes of it: the nearest verb before the mark, with a setting at most between. */
static uint32_t verb_near(const ro_scribe *f, uint32_t from, uint32_t mark) {
    enum { FAR = 14 };
    if (!ro_is_word(f->record, mark, " , : ")) return RO_NOBODY;
    for (uint32_t i = mark; i-- > from && mark - i <= FAR;) {
        if (ro_word_of(f->record, i)->upos == RO_UPOS_PUNCT && !ro_is_word(f->record, i, " ( ) ")) return RO_NOBODY;
        if (ro_is_verb(f->record, i)) return is_verb_of_speech(f, i) ? i : RO_NOBODY;
    }
    return RO_NOBODY;
}

/* "In a statement, X defended it, which Y had done: “…”": of a sentence that tells of its occasion the main verb; RO_NOBODY. */
static uint32_t verb_on_occasion(const ro_scribe *f, ro_span sentence, uint32_t mark) {
    static const char OCCASIONS[] = " statement message letter speech interview remarks post tweet release ";
    const ro_record *record = f->record;
    bool told = false;
    if (!ro_is_word(record, mark, " : ")) return RO_NOBODY;
    for (uint32_t i = sentence.start; i < mark && !told; i++)
        told = ro_is_word(record, i, OCCASIONS) && ro_has_child_word(record, i, " case ", " in ");
    for (uint32_t i = sentence.start; told && i < mark; i++)
        if (ro_word_of(record, i)->head == i && ro_is_verb(record, i) && ro_has_child(record, i, " nsubj ")) return i;
    return RO_NOBODY;
}

/* The verb of speech right before a quotation whose clause it governs; RO_NOBODY: none. */
static uint32_t verb_before(const ro_scribe *f, const ro_quotation *q) {
    const ro_record *record = f->record;
    uint32_t first = ro_word_at(record, q->inside.start);
    if (first >= record->layers.words.count) return RO_NOBODY;
    ro_span sentence = ro_sentence_words(record, first);
    uint32_t end = ro_word_at(record, q->inside.end), up = first;
    if (first <= sentence.start + 1 && ro_word_of(record, sentence.start)->span.start >= q->span.start)
        return verb_with_colon(f, sentence, q);
    if (end > sentence.end) end = sentence.end;
    while (first < end && ro_word_of(record, first)->upos == RO_UPOS_PUNCT) first++;
    for (up = first; up >= first && up < end && ro_word_of(record, up)->head != up;) up = ro_word_of(record, up)->head;
    uint32_t mark = ro_word_at(record, q->span.start);
    while (mark > sentence.start && ro_word_of(record, mark)->span.end > q->span.start) mark--;
    if (up >= first || !is_verb_of_speech(f, up)) {
        uint32_t near = verb_near(f, sentence.start, mark);
        return near != RO_NOBODY ? near : verb_on_occasion(f, sentence, mark);
    }
    bool led = mark == up || ro_is_word(record, mark, " , : ");
    for (uint32_t i = up + 1; i < mark; i++) led &= !ro_is_verb(record, i);
    return led ? up : verb_on_occasion(f, sentence, mark);
}

bool ro_quotation_of_other(const ro_scribe *f, size_t quotation, ro_span cue) {
    uint32_t verb = verb_before(f, &f->quotations.items[quotation]);
    return verb != RO_NOBODY && !ro_span_overlaps(ro_word_of(f->record, verb)->span, cue);
}

static ro_statement *statement_of(ro_scribe *f, ro_span cue) {
    for (size_t i = 0; i < f->record->statements.count; i++)
        if (ro_span_overlaps(f->record->statements.items[i].cue, cue)) return &f->record->statements.items[i];
    return NULL;
}

static bool read_quotation(ro_scribe *f, size_t i) {
    const ro_record *record = f->record;
    uint32_t verb = verb_before(f, &f->quotations.items[i]), from = verb;
    if (verb == RO_NOBODY || statement_of(f, ro_word_of(record, verb)->span)) return true;
    while (from && ro_word_of(record, from - 1)->head == verb && ro_has_relation(record, from - 1, " aux ")) from--;
    ro_statement s = {.confidence = SURE};
    s.cue = (ro_span){ro_word_of(record, from)->span.start, ro_word_of(record, verb)->span.end};
    if (!ro_statement_put(f, &s, f->quotations.items[i].span)) return false;
    s.source = ro_edges_source(f, ro_source_by_syntax(record, &s));
    return ro_span_empty(s.source) || ro_statement_complete(f, s);
}

/* ---- X said that … */

/* Told as a fact in the speaker's absence of "if", "may" and "to": something was said. */
static bool is_told(const ro_record *record, uint32_t verb) {
    if (ro_has_child_word(record, verb, " mark ", " if unless whether to lest as ")) return false;
    return !ro_has_child_word(record, verb, " aux ", " will would can could may might must should shall ");
}

/* In whose indirect words the verb stands; NULL: nobody's. *direct: it stands in a quotation. */
static const ro_statement *around(const ro_scribe *f, ro_span verb) {
    for (size_t i = 0; i < f->record->statements.count; i++)
        for (size_t k = 0; k < f->record->statements.items[i].content.count; k++)
            if (ro_span_contains(f->record->statements.items[i].content.items[k], verb)) return &f->record->statements.items[i];
    return NULL;
}

static bool is_pronoun(const ro_record *record, ro_span span) {
    uint32_t word = ro_word_at(record, span.start);
    return ro_word_of(record, word)->upos == RO_UPOS_PRON && ro_word_of(record, word)->span.end >= span.end;
}

/* "He said A; B, he added": what he added is B. */
static void leave_to(ro_scribe *f, const ro_statement *first) {
    ro_span said = first->content.items[0];
    for (size_t i = 0; i < f->record->statements.count; i++) {
        ro_statement *s = &f->record->statements.items[i];
        for (size_t k = 0; k < s->content.count; k++) {
            ro_span *c = &s->content.items[k];
            if (c->start == said.start && c->end > said.end && s->cue.start >= c->end)
                *c = ro_statement_tidy(f, (ro_span){said.end, c->end});
        }
    }
}

/* "The mill is shut, officials reported": the clause before a comma and the subject; RO_NOBODY: there is none. */
static uint32_t clause_before(const ro_record *record, uint32_t verb) {
    uint32_t clause = ro_child_of(record, verb, " ccomp ", RO_NOBODY), subject = ro_child_of(record, verb, " nsubj ", RO_NOBODY);
    if (clause == RO_NOBODY || subject == RO_NOBODY || clause > subject || subject > verb) return RO_NOBODY;
    uint32_t first = ro_word_at(record, ro_phrase_of(record, subject).start);
    return first && ro_is_word(record, first - 1, " , ") ? clause : RO_NOBODY;
}

/* A verb of speech with a finite clause behind it. */
static bool read_clause(ro_scribe *f, uint32_t verb) {
    static const char SAYING[] =
        " say said announce state claim report warn deny declare confirm insist argue allege note add tell told "
        "acknowledge admit reveal explain predict promise pledge stress reiterate maintain assert "
        "speculate hypothesise hypothesize estimate conclude remark ";
    static const char OWN[] = " i we you who which that what one nobody ";
    const ro_record *record = f->record;
    ro_span span = ro_word_of(record, verb)->span;
    if (!ro_is_verb(record, verb) || !ro_is_form_of(record, verb, SAYING) || !is_told(record, verb)) return true;
    uint32_t clause = ro_child_of(record, verb, " ccomp ", verb);
    if (clause == RO_NOBODY) clause = clause_before(record, verb);
    if (clause == RO_NOBODY || !ro_has_child(record, clause, " nsubj nsubj:pass expl ")) return true;
    if (!ro_has_child(record, verb, " nsubj ") && !ro_has_relation(record, verb, " conj advcl acl ")) return true;
    if (is_cue(f, span) || ro_statement_quoted(f, span) || ro_statement_quoted(f, ro_subtree_of(record, clause))) return true;
    ro_statement s = {.cue = span, .confidence = SURE};
    for (uint32_t i = verb; i-- > 0 && ro_word_of(record, i)->head == verb && ro_has_relation(record, i, " aux advmod ");)
        if (ro_has_relation(record, i, " aux ")) s.cue.start = ro_word_of(record, i)->span.start;
    s.source = ro_source_by_syntax(record, &s);
    uint32_t who = ro_word_at(record, s.source.start);
    if (ro_span_empty(s.source) || s.source.start > span.start || ro_is_word(record, who, OWN)) return true;
    if (around(f, span) && is_pronoun(record, s.source)) return true; /* mostly the same speaker */
    s.source = ro_edges_source(f, s.source);
    if (!ro_clauses_said(f, &s) || !s.content.count) return ro_statement_add(f, s);
    leave_to(f, &s);
    return ro_statement_add(f, s);
}

/* ---- put together */

bool ro_unmarked_statements(ro_scribe *f) {
    const ro_record *record = f->record;
    for (uint32_t i = 0; i + 2 < record->layers.words.count; i++)
        if (ro_is_word(record, i, " according ") && ro_is_word(record, i + 1, " to ") && !read_according(f, i)) return false;
    for (size_t i = 0; record->layers.words.count && i < f->quotations.count; i++)
        if (!f->taken[i] && !read_quotation(f, i)) return false;
    for (uint32_t i = 0; i < record->layers.words.count; i++)
        if (!read_clause(f, i)) return false;
    return true;
}
