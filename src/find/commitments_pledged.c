/* By a word that says so: "urged", "refusal", "ready". */
#include "find/commitments_parts.h"

#include "find/forms.h"
#include "find/parties.h"

static bool is_plural(const ro_cast *cast, const ro_indices *who) {
    return who->count > 1 || (who->count && cast->whos.items[who->items[0]].kind == RO_GROUP);
}

static bool read_pledge_parties(ro_cast *cast, const ro_pledge *p, const ro_commitment_place *at, ro_commitment *c) {
    const ro_statement *own = ro_commitment_statement(cast, at->own), *around = ro_commitment_statement(cast, at->around);
    ro_nouns doers = ro_pledge_doers(cast, p->word);
    if (own && own->speakers.count) {
        if (!ro_speakers_put(cast, own, &c->parties, &c->counterparties)) return false;
    } else if (!ro_parties_read(cast, &doers, &c->parties, &c->counterparties))
        return false;
    if (!ro_parties_read(cast, &p->hearers, &c->counterparties, &c->parties)) return false;
    bool passive = ro_child_of(cast->record, p->word, " aux:pass nsubj:pass ", RO_NOBODY) != RO_NOBODY;
    if (!c->parties.count && !passive && !doers.count && !ro_speakers_put(cast, around, &c->parties, &c->counterparties))
        return false;
    if (!c->counterparties.count && own && !ro_parties_put(cast, &c->counterparties, &own->addressees, &c->parties)) return false;
    return ro_target_read(cast, p->action, c);
}

/* What was asked last, of the same sentence or the one before: "…, but he declined". */
static const ro_commitment *asked_before(const ro_record *record, uint32_t word) {
    ro_span s = ro_sentence_words(record, word);
    uint32_t floor = s.start ? ro_sentence_words(record, s.start - 1).start : s.start;
    for (size_t i = record->commitments.count, steps = 0; i-- > 0 && steps < 8; steps++) {
        const ro_commitment *c = &record->commitments.items[i];
        bool asks = c->kind == RO_COMMIT_DEMAND || c->kind == RO_COMMIT_OFFER;
        if (asks && c->action.start >= ro_word_of(record, floor)->span.start &&
            c->action.end <= ro_word_of(record, word)->span.start)
            return c;
    }
    return NULL;
}

/* The phrase of a word with its preposition: "despite Norway's denials". */
static ro_span phrase_before(const ro_record *record, uint32_t word) {
    ro_span out = ro_subtree_of(record, word);
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, word, " case mark ", c)) != RO_NOBODY;)
        if (ro_word_of(record, c)->span.start < out.start) out.start = ro_word_of(record, c)->span.start;
    return out;
}

static ro_span without_comma(const ro_record *record, ro_span span) {
    span = ro_text_trim(&record->document->text, span);
    if (!ro_span_empty(span) && record->document->text.bytes[span.end - 1] == ',') span.end--;
    return span;
}

/* What is denied without being told again: what was said last in the same sentence. */
static ro_span denied_before(const ro_record *record, uint32_t word) {
    ro_span s = ro_sentence_words(record, word);
    for (size_t i = ro_statements_to(record, ro_word_of(record, word)->span.start), steps = 0; i-- > 0 && steps < 4; steps++) {
        ro_span content = record->statements.items[i].content.items[0], own = phrase_before(record, word);
        if (ro_span_overlaps(content, own) && content.start < own.start) content.end = own.start;
        content = without_comma(record, content);
        if (content.start >= ro_word_of(record, s.start)->span.start && content.end <= ro_word_of(record, word)->span.start)
            return content;
    }
    return (ro_span){0};
}

static void settle_kind(const ro_cast *cast, const ro_pledge *p, ro_commitment *c) {
    bool infinitive =
        p->clause && p->action != RO_NONE && ro_child_of(cast->record, p->action, " nsubj ", RO_NOBODY) == RO_NOBODY;
    if (p->plain && infinitive && !is_plural(cast, &c->parties)) c->kind = RO_COMMIT_PROMISE;
}

/* "He dismissed claims that Norway would leave": it is his country whose deed is denied. */
static bool read_denier(ro_cast *cast, ro_commitment *c) {
    const ro_statement *s = ro_commitment_statement(cast, c->statement);
    size_t first = ro_named_before(cast, ro_words_at(&cast->words, c->action.start));
    for (size_t i = first; s && i < cast->named.count && cast->named.items[i].span.end <= c->action.end; i++) {
        uint32_t who = cast->named.items[i].who;
        bool country = cast->whos.items[who].kind == RO_GOVERNMENT && !ro_party_holds(&c->parties, who);
        if (!country || !ro_is_own_side(cast, who, s)) continue;
        c->parties = (ro_indices){0};
        cast->whos.items[who].acts = true;
        return ro_indices_put(cast->arena, &c->parties, who);
    }
    return true;
}

/* "The findings support", "sentencing calls for": nobody asks. */
static bool is_thing(const ro_cast *cast, uint32_t who) {
    static const char THINGS[] = " finding findings result results data evidence research study studies sentencing ";
    const ro_who *w = &cast->whos.items[who];
    const char *last = strrchr(w->key, ' ');
    last = last ? last + 1 : w->key;
    return !w->named && ro_word_listed(last, strlen(last), THINGS);
}

static bool is_pronoun(const ro_record *record, uint32_t word) { return ro_word_of(record, word)->upos == RO_UPOS_PRON; }

bool ro_pledge_read(ro_cast *cast, const ro_pledge *p, const ro_commitment_place *at) {
    const ro_record *record = cast->record;
    size_t mentions = cast->spoken.count;
    ro_commitment c = {.kind = p->kind, .statement = at->own != RO_NONE ? at->own : at->around};
    const ro_commitment *asked = p->action == RO_NONE && p->kind == RO_COMMIT_REFUSAL ? asked_before(record, p->word) : NULL;
    if (p->action != RO_NONE)
        c.action = ro_action_span(record, p->action, p->clause);
    else
        c.action = asked ? asked->action : p->kind == RO_COMMIT_DENIAL ? denied_before(record, p->word) : (ro_span){0};
    if (ro_span_empty(c.action) || ro_status_of(record, p->word) == RO_NEGATED) return true;
    if (!read_pledge_parties(cast, p, at, &c)) return false;
    bool nobody = !c.parties.count && !(c.counterparties.count && p->hearers.count && !is_pronoun(record, p->hearers.items[0]));
    if (nobody) {
        cast->spoken.count = mentions;
        return true;
    }
    if (c.parties.count && is_thing(cast, c.parties.items[0])) {
        cast->spoken.count = mentions;
        return true;
    }
    if (p->stated && !is_plural(cast, &c.parties)) return true;
    settle_kind(cast, p, &c);
    if (c.kind == RO_COMMIT_DENIAL && !read_denier(cast, &c)) return false;
    return ro_commitment_add(cast, &c, p->action == RO_NONE ? p->word : p->action, p->word);
}
