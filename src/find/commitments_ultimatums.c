/* Deadlines that one side sets the other: "gave Norway until Friday to pay", "Norway has 48 hours to leave". */
#include "find/commitments_parts.h"

#include "find/parties.h"

static const char UNITS[] = " hour day week month minute year deadline ultimatum ";

/* The infinitive that says what has to be done by then. */
static uint32_t infinitive_of(const ro_record *record, uint32_t head) {
    for (uint32_t c = head; (c = ro_child_of(record, head, " xcomp advcl acl ccomp ", c)) != RO_NOBODY;)
        if (ro_has_child_word(record, c, " mark ", " to ") && !ro_has_child(record, c, " nsubj nsubj:pass ")) return c;
    return RO_NONE;
}

/* The word of the time: "until Friday", "48 hours"; RO_NONE: none is set. */
static uint32_t time_of(const ro_record *record, uint32_t verb) {
    for (uint32_t c = verb; (c = ro_child_of(record, verb, " obj iobj obl obl:unmarked nmod xcomp ", c)) != RO_NOBODY;) {
        if (ro_has_child_word(record, c, " case mark ", " until till ")) return c;
        bool bare = !ro_has_child(record, c, " case ") && ro_has_child(record, c, " nummod det ");
        if (bare && ro_is_form_of(record, c, UNITS)) return c;
    }
    return RO_NONE;
}

bool ro_ultimatum_at(const ro_cast *cast, uint32_t word, ro_ultimatum *out) {
    const ro_record *record = cast->record;
    bool gives = ro_is_form_of(record, word, " give gave given grant "), has = ro_is_word(record, word, " has have had ");
    if (!(gives || has) || !ro_is_verb(record, word)) return false;
    uint32_t time = time_of(record, word);
    *out = (ro_ultimatum){.word = word, .action = infinitive_of(record, word)};
    if (time == RO_NONE) return false;
    if (out->action == RO_NONE || out->action < time) out->action = infinitive_of(record, time);
    if (out->action == RO_NONE || out->action < time) return false;
    bool passive = ro_has_child(record, word, " nsubj:pass ");
    out->of_subject = has || passive;
    const char *relations = has ? " nsubj " : passive ? " nsubj:pass " : " iobj obj ";
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, word, relations, c)) != RO_NOBODY;)
        if (c != time && (ro_is_someone(cast, c) || ro_is_word(record, c, " you "))) ro_nouns_put(&out->asked, c);
    return out->asked.count;
}

bool ro_ultimatum_read(ro_cast *cast, const ro_ultimatum *u, const ro_commitment_place *at) {
    ro_commitment c = {.kind = RO_COMMIT_DEMAND, .statement = at->own != RO_NONE ? at->own : at->around, .lasts = true};
    const ro_statement *around = ro_commitment_statement(cast, at->around);
    ro_nouns doers = u->of_subject ? (ro_nouns){0} : ro_pledge_doers(cast, u->word);
    if (!ro_parties_read(cast, &doers, &c.parties, &c.counterparties)) return false;
    bool told = around && around->addressees.count && ro_is_word(cast->record, u->asked.items[0], " you they he she it ");
    if (told && !ro_parties_put(cast, &c.counterparties, &around->addressees, &c.parties)) return false;
    if (!told && !ro_parties_read(cast, &u->asked, &c.counterparties, &c.parties)) return false;
    if (!doers.count && !ro_speakers_put(cast, around, &c.parties, &c.counterparties)) return false;
    if (!c.counterparties.count) return true;
    if (around && around->act == RO_SAY && around->manner != RO_MIXED) cast->record->statements.items[at->around].act = RO_DEMAND;
    c.action = ro_action_span(cast->record, u->action, true);
    size_t had = cast->record->commitments.count;
    if (!ro_commitment_add(cast, &c, u->action, u->word)) return false;
    if (cast->record->commitments.count > had) /* the deadline stands before the action */
        cast->record->commitments.items[had].dated.start = ro_word_of(cast->record, u->word)->span.start;
    return true;
}
