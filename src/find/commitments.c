#include "find/commitments_parts.h"

#include "find/parties.h"

/* ---- whose words they are */

static ro_commitment_place place_of(const ro_cast *cast, ro_span span) {
    const ro_record *record = cast->record;
    ro_commitment_place out = {RO_NONE, RO_NONE, false};
    for (size_t i = ro_statements_to(record, span.end), steps = 0; i-- > 0 && steps < RO_NEAR_STATEMENTS; steps++) {
        const ro_statement *s = &record->statements.items[i];
        if (!ro_span_contains(s->cue, span)) continue;
        out.own = (uint32_t)i;
        break;
    }
    out.around = ro_statement_around(record, span, out.own);
    uint32_t at = ro_words_at(&cast->words, span.start);
    out.quoted = out.around != RO_NONE && at < cast->words.count && cast->words.items[at].quoted;
    return out;
}

const ro_statement *ro_commitment_statement(const ro_cast *cast, uint32_t index) {
    return index == RO_NONE ? NULL : &cast->record->statements.items[index];
}

/* ---- one commitment */

/* "had threatened no one and had not invaded": told in one breath, one commitment. */
static bool goes_on(ro_record *record, const ro_commitment *c) {
    static const char *const between[] = {" and ", ", and ", " or ", " nor "};
    if (!record->commitments.count || (c->kind != RO_COMMIT_DENIAL && c->kind != RO_COMMIT_PROMISE)) return false;
    ro_commitment *last = &record->commitments.items[record->commitments.count - 1];
    bool same = last->kind == c->kind && last->statement == c->statement && last->action.end < c->action.start;
    if (!same || !ro_same_parties(&last->parties, &c->parties)) return false;
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        if (!ro_text_is(&record->document->text, (ro_span){last->action.end, c->action.start}, between[i])) continue;
        last->action.end = c->action.end;
        if (last->dated.end < c->dated.end) last->dated.end = c->dated.end;
        return true;
    }
    return false;
}

/* "If they cross, it is war. They will be met with force": the condition of the sentence before it, in the same quotation. */
static ro_span threatened_if(const ro_cast *cast, const ro_commitment *c) {
    enum { BACK = 40 /* words */ };
    const ro_statement *s = ro_commitment_statement(cast, c->statement);
    uint32_t first = ro_word_at(cast->record, c->action.start), steps = 0;
    if (!s || s->manner == RO_INDIRECT) return (ro_span){0};
    for (uint32_t i = first; i-- > 0 && steps < BACK; steps++) {
        ro_span found = ro_word_of(cast->record, i)->span;
        if (found.start < s->content.items[0].start) break;
        found = ro_condition_of(cast->record, i);
        if (!ro_span_empty(found) && found.end <= c->action.start) return found;
    }
    return (ro_span){0};
}

/* "Agreed to a truce before 15 March", "asked for a loan in August": the day of a past deed with a thing for its action. */
static bool is_settled(const ro_record *record, uint32_t governor, uint32_t head, ro_commitment_kind kind) {
    if (!ro_is_verb(record, governor) || ro_is_verb(record, head)) return false;
    if (ro_has_child_word(record, governor, " aux ", " will would shall may might could must should can 'll ’ll ")) return false;
    for (uint32_t c = RO_NOBODY;
         kind != RO_COMMIT_AGREEMENT && (c = ro_child_of(record, governor, " obl nmod ", c)) != RO_NOBODY;)
        if (c > head && ro_has_child_word(record, c, " case ", " by until within before ")) return false;
    return true;
}

/* "He said that his country had agreed to pay": who tells what his own side agreed to promises it. */
static void promise_outer(ro_cast *cast, const ro_commitment *c) {
    const ro_statement *inner = ro_commitment_statement(cast, c->statement);
    uint32_t index = inner ? ro_statement_around(cast->record, inner->cue, c->statement) : RO_NONE;
    if (index == RO_NONE) return;
    ro_statement *outer = &cast->record->statements.items[index];
    ro_span front = {outer->content.items[0].start, inner->source.start};
    const ro_text *text = &cast->record->document->text;
    bool first = front.end <= front.start || ro_text_is(text, front, "that ");
    if (first && outer->act == RO_SAY && outer->manner != RO_DIRECT && ro_any_own_side(cast, &c->parties, outer))
        outer->act = RO_PROMISE;
}

/* "Leave or face a strike": what is held over those who are asked; by whoever asks, or who is named as doing it. */
static bool add_alternative(ro_cast *cast, const ro_commitment *demand, uint32_t head) {
    const ro_record *record = cast->record;
    uint32_t other = ro_alternative_of(record, head);
    if (other == RO_NONE) return true;
    ro_commitment c = {.kind = RO_COMMIT_THREAT, .statement = demand->statement, .due = {.time = RO_NONE}};
    uint32_t subject = ro_child_of(record, other, " nsubj ", RO_NOBODY);
    bool named = subject != RO_NOBODY && !ro_is_word(record, subject, " i we he she it they ");
    ro_nouns doers = {.items = {subject}, .count = named};
    ro_indices none = {0};
    if (!ro_parties_put(cast, &c.counterparties, &demand->counterparties, &none)) return false;
    if (!ro_parties_read(cast, &doers, &c.parties, &c.counterparties)) return false;
    if (!c.parties.count && !ro_parties_put(cast, &c.parties, &demand->parties, &c.counterparties)) return false;
    c.action = subject == RO_NOBODY ? ro_action_span(record, other, false) : ro_bound_span(record, other);
    c.dated = c.action;
    return ro_list_add(cast->arena, &cast->record->commitments, c);
}

bool ro_commitment_add(ro_cast *cast, ro_commitment *c, uint32_t head, uint32_t governor) {
    const ro_record *record = cast->record;
    if (ro_is_word(record, ro_word_at(record, c->action.start), " according ")) return true; /* who says so */
    bool bound = governor == RO_NONE;
    c->condition = ro_condition_span(record, head);
    if (ro_span_empty(c->condition) && governor != RO_NONE) c->condition = ro_condition_span(record, governor);
    if (ro_span_empty(c->condition) && c->kind == RO_COMMIT_THREAT) c->condition = threatened_if(cast, c);
    if (ro_span_overlaps(c->condition, c->action)) c->condition = (ro_span){0};
    c->dated = ro_dated_span(record, governor == RO_NONE ? head : governor, c->action);
    if (governor != RO_NONE) c->dated.start = c->action.start; /* what stands before it tells when it was said */
    if (governor != RO_NONE && is_settled(record, governor, head, c->kind)) c->dated = c->action;
    c->due.time = RO_NONE;
    if (c->kind == RO_COMMIT_PROMISE) promise_outer(cast, c);
    if (bound && goes_on(cast->record, c)) return true;
    if (!ro_list_add(cast->arena, &cast->record->commitments, *c)) return false;
    return c->kind != RO_COMMIT_DEMAND || add_alternative(cast, c, head);
}

/* ---- word by word */

/* "urged them to deny it", "refused to agree": what another word of the kind governs is its action. */
static bool is_governed(const ro_record *record, uint32_t word) {
    enum { CLIMB = 4 };
    ro_pledge above;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, word, " mark case ", c)) != RO_NOBODY;)
        if (ro_is_word(record, c, " for of from ") && ro_word_of(record, word)->upos == RO_UPOS_VERB)
            return true; /* "blamed for threatening" */
    for (int steps = 0; steps < CLIMB; steps++) {
        uint32_t up = ro_word_of(record, word)->head;
        if (up == word || !ro_has_relation(record, word, " xcomp acl advcl conj obj ")) return false;
        bool joined = ro_has_relation(record, word, " conj ");
        if (ro_stands_apart(record, word)) return false;
        if (!joined && ro_pledge_at(record, up, &above) && above.action == word) return true;
        word = up;
    }
    return false;
}

/* "would press them to pay", told of what will be done: a promise rather than a demand. */
static bool is_ahead(const ro_record *record, uint32_t word, uint32_t around, const ro_pledge *p) {
    if (around == RO_NONE || p->kind != RO_COMMIT_DEMAND) return false;
    uint32_t aux = ro_child_of(record, word, " aux ", RO_NOBODY), subject = ro_child_of(record, word, " nsubj ", RO_NOBODY);
    if (aux == RO_NOBODY || subject == RO_NOBODY) return false;
    bool me = ro_is_word(record, subject, " i we ");
    return ro_is_word(record, aux, " will shall 'll ’ll ") || (ro_is_word(record, aux, " would ") && !me);
}

/* "Could demand that they pay": nobody has yet. */
static bool is_possible(const ro_record *record, uint32_t word) {
    return ro_is_verb(record, word) && !ro_is_negated(record, word) &&
           ro_has_child_word(record, word, " aux ", " could might may ") &&
           !ro_has_child_word(record, word, " aux ", " have "); /* "may have urged" tells of a deed */
}

static bool read_word(ro_cast *cast, uint32_t word) {
    const ro_record *record = cast->record;
    ro_pledge pledge;
    ro_ultimatum ultimatum;
    ro_binding binding;
    ro_commitment_place at = place_of(cast, ro_word_of(record, word)->span);
    cast->statement = (uint32_t)ro_statements_to(record, ro_word_of(record, word)->span.start); /* whose "we" it is */
    if (ro_pledge_at(record, word, &pledge) && !is_ahead(record, word, at.around, &pledge))
        return is_possible(record, word) || is_governed(record, word) || ro_pledge_read(cast, &pledge, &at);
    if (ro_ultimatum_at(cast, word, &ultimatum)) return ro_ultimatum_read(cast, &ultimatum, &at);
    if (!ro_binding_at(record, word, at.quoted, &binding) || (at.around == RO_NONE && !binding.anywhere)) return true;
    return is_governed(record, word) || ro_binding_read(cast, word, binding, &at);
}

bool ro_commitments_read(ro_cast *cast, uint32_t end) {
    const ro_record *record = cast->record;
    for (; cast->pledge < record->layers.words.count && record->layers.words.items[cast->pledge].span.start < end; cast->pledge++)
        if (!read_word(cast, cast->pledge)) return false;
    return true;
}
