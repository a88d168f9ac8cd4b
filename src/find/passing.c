#include "find/passing.h"

#include "find/clauses.h"

static const char LABELS[] = " call term dub label describe brand ";
static const char CLAIMS[] = " claim allegation accusation warning suggestion assertion fear concern belief insinuation charge ";
static const float SURE = 0.5f;

/* ---- "what the critics call a “farce”" */

/* Whether "what" stands before the subject of a verb, and nothing else between. */
static bool has_what(const ro_record *record, uint32_t subject) {
    ro_span phrase = ro_subtree_of(record, subject);
    uint32_t first = ro_word_at(record, phrase.start);
    return first && first < record->layers.words.count && ro_is_word(record, first - 1, " what ");
}

/* What a label is put on with: the object, complement or "as a …" right behind the verb; the subtree's end, or 0. */
static uint32_t label_end(const ro_record *record, uint32_t verb) {
    for (uint32_t c = verb; (c = ro_child_of(record, verb, " obj xcomp ccomp obl ", c)) != RO_NOBODY;) {
        ro_span tree = ro_subtree_of(record, c);
        if (ro_word_at(record, tree.start) <= verb + 2) return tree.end;
    }
    return 0;
}

static bool is_label(const ro_record *record, uint32_t word, ro_statement *out, ro_span *content) {
    if (!ro_is_verb(record, word) || !ro_is_form_of(record, word, LABELS)) return false;
    uint32_t subject = ro_child_of(record, word, " nsubj ", RO_NOBODY), end = label_end(record, word), from = word;
    if (subject == RO_NOBODY || subject >= word || !end || !has_what(record, subject)) return false;
    if (ro_is_word(record, subject, " i we you one people some ")) return false; /* "what we call time" */
    while (from > subject + 1 && ro_has_relation(record, from - 1, " aux ")) from--;
    out->source = ro_phrase_of(record, subject);
    out->cue = (ro_span){ro_word_of(record, from)->span.start, ro_word_of(record, word)->span.end};
    *content = (ro_span){out->cue.end, end};
    return out->source.end <= out->cue.start;
}

/* ---- nouns with an owner */

/* "Norway's", with its ending, or the "Norwegian" right before the noun. */
static ro_span owner_of(const ro_record *record, uint32_t noun) {
    uint32_t owner = ro_child_of(record, noun, " nmod:poss ", RO_NOBODY);
    if (owner != RO_NOBODY && ro_word_of(record, owner)->upos == RO_UPOS_PRON) return (ro_span){0};
    if (owner != RO_NOBODY && owner < noun) {
        ro_span span = ro_phrase_of(record, owner);
        uint32_t ending = ro_child_of(record, owner, " case ", owner);
        if (ending != RO_NOBODY && ending < noun) span.end = ro_word_of(record, ending)->span.end;
        return span;
    }
    owner = ro_child_of(record, noun, " amod compound ", RO_NOBODY);
    if (owner == RO_NOBODY || owner + 1 != noun || !ro_is_capital(record, owner)) return (ro_span){0};
    return ro_word_of(record, owner)->span;
}

static bool is_owned_noun(const ro_record *record, uint32_t word, const char *list, ro_statement *out) {
    if (ro_word_of(record, word)->upos != RO_UPOS_NOUN || !ro_is_form_of(record, word, list)) return false;
    out->source = owner_of(record, word);
    out->cue = ro_word_of(record, word)->span;
    return out->source.end > out->source.start;
}

/* "…, despite Norway's denials": of what was said before. */
static bool is_denial(const ro_record *record, uint32_t word, ro_statement *out, ro_span *content) {
    *content = (ro_span){0};
    return is_owned_noun(record, word, " denial ", out) &&
           ro_has_child_word(record, word, " case mark ", " despite notwithstanding spite ");
}

/* "Norwegian claims that the nets were cut" */
static bool is_claim(const ro_record *record, uint32_t word, ro_statement *out, ro_span *content) {
    if (!is_owned_noun(record, word, CLAIMS, out)) return false;
    uint32_t clause = ro_child_of(record, word, " acl ccomp ", word);
    uint32_t that = clause == RO_NOBODY ? RO_NOBODY : ro_child_of(record, clause, " mark ", word);
    if (that != word + 1 || !ro_is_word(record, that, " that ")) return false;
    *content = (ro_span){ro_word_of(record, that)->span.start, ro_subtree_of(record, clause).end};
    return true;
}

bool ro_passing_statement(const ro_record *record, uint32_t word, ro_statement *out, ro_span *content) {
    *out = (ro_statement){.confidence = SURE};
    return is_label(record, word, out, content) || is_denial(record, word, out, content) || is_claim(record, word, out, content);
}
