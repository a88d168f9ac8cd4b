/* Who is bound, and to whom. */
#include "find/commitments_parts.h"

#include "find/parties.h"

bool ro_is_own_side(const ro_cast *cast, uint32_t actor, const ro_statement *s) {
    const ro_who *a = &cast->whos.items[actor];
    const ro_text *text = &cast->record->document->text;
    for (size_t i = 0; i < s->speakers.count; i++) {
        const ro_who *speaker = &cast->whos.items[s->speakers.items[i]];
        if (s->speakers.items[i] == actor) return true;
        if (*a->country && !strcmp(a->country, speaker->country) && (a->kind == RO_GOVERNMENT || a->kind == RO_ORGANISATION))
            return true;
        bool official = speaker->kind == RO_UNNAMED && !*speaker->country && !strcmp(speaker->sector, "GOV");
        if (official && a->kind == RO_GOVERNMENT) return true;
        ro_span side = speaker->affiliation;
        uint32_t size = a->name.end - a->name.start;
        if (size && side.end - side.start == size && !memcmp(text->bytes + side.start, text->bytes + a->name.start, size))
            return true;
    }
    return false;
}

bool ro_any_own_side(const ro_cast *cast, const ro_indices *list, const ro_statement *s) {
    for (size_t i = 0; i < list->count; i++)
        if (ro_is_own_side(cast, list->items[i], s)) return true;
    return false;
}

bool ro_speakers_put(ro_cast *cast, const ro_statement *s, ro_indices *out, const ro_indices *others) {
    return !s || ro_parties_put(cast, out, &s->speakers, others);
}

/* Whether a head is a name, a country or a pronoun rather than a thing described. */
static bool is_named(const ro_cast *cast, uint32_t head) {
    const ro_word *w = ro_word_of(cast->record, head);
    uint32_t at = ro_words_at(&cast->words, w->span.start), count;
    if (at >= cast->words.count) return false;
    return w->upos == RO_UPOS_PRON || cast->words.items[at].entity != RO_NONE || ro_country_at(&cast->words, at, at + 1, &count);
}

ro_nouns ro_pledge_doers(const ro_cast *cast, uint32_t word) {
    const ro_record *record = cast->record;
    ro_nouns out = {0};
    if (ro_word_of(record, word)->upos != RO_UPOS_ADJ) {
        ro_nouns all = ro_scene_of(record, word, false).doers;
        for (size_t i = 0; i < all.count; i++)
            if (!ro_has_relation(record, all.items[i], " amod compound ") || is_named(cast, all.items[i]))
                out.items[out.count++] = all.items[i];
        return out;
    }
    uint32_t subject = ro_child_of(record, word, " nsubj ", RO_NOBODY);
    if (subject == RO_NOBODY && ro_has_relation(record, word, " xcomp conj "))
        subject = ro_child_of(record, ro_word_of(record, word)->head, " nsubj ", RO_NOBODY);
    if (subject != RO_NOBODY) out.items[out.count++] = subject;
    return out;
}

static ro_nouns named_of(const ro_cast *cast, const ro_nouns *heads) {
    ro_nouns out = {0};
    for (size_t i = 0; i < heads->count; i++)
        if (is_named(cast, heads->items[i]) &&
            !ro_is_word(cast->record, heads->items[i], " it them they this that these those one "))
            out.items[out.count++] = heads->items[i];
    return out;
}

/* Whose thing a noun is, or from whom it is to come: "these Danish demands", "a Danish promise to …", "an answer from Norway". */
static bool read_owner(ro_cast *cast, uint32_t noun, bool from, ro_commitment *c) {
    const ro_record *record = cast->record;
    if (ro_word_of(record, noun)->upos != RO_UPOS_NOUN) return true;
    for (uint32_t n = noun; from && !c->counterparties.count && (n = ro_child_of(record, noun, " nmod obl ", n)) != RO_NOBODY;) {
        ro_nouns giver = {.items = {n}, .count = ro_has_child_word(record, n, " case ", " from ")};
        if (!ro_parties_read(cast, &giver, &c->counterparties, &c->parties)) return false;
    }
    for (uint32_t n = RO_NOBODY;
         !c->counterparties.count && (n = ro_child_of(record, noun, " amod compound nmod:poss ", n)) != RO_NOBODY && n < noun;) {
        if (ro_word_of(record, n)->upos == RO_UPOS_PRON) continue;
        ro_nouns owner = {.items = {n}, .count = ro_has_relation(record, n, " nmod:poss ")};
        if (!ro_parties_read(cast, &owner, &c->counterparties, &c->parties)) return false;
        if (!owner.count && !ro_parties_named(cast, ro_word_of(record, n)->span, &c->counterparties, &c->parties)) return false;
    }
    return true;
}

bool ro_target_read(ro_cast *cast, uint32_t action, ro_commitment *c) {
    if (action == RO_NONE || c->counterparties.count) return true;
    bool whose = c->kind == RO_COMMIT_REFUSAL || c->kind == RO_COMMIT_DENIAL, from = c->kind == RO_COMMIT_DEMAND;
    if ((whose || from) && !read_owner(cast, action, from, c)) return false;
    ro_scene scene = ro_scene_of(cast->record, action, false);
    ro_nouns done_to = named_of(cast, &scene.done_to), towards = named_of(cast, &scene.towards);
    if (!c->counterparties.count && !ro_parties_read(cast, &done_to, &c->counterparties, &c->parties)) return false;
    if (!c->counterparties.count && !ro_parties_read(cast, &towards, &c->counterparties, &c->parties)) return false;
    for (size_t i = 0; i < scene.towards.count && !c->counterparties.count; i++) {
        uint32_t owner = ro_child_of(cast->record, scene.towards.items[i], " nmod:poss ", RO_NOBODY);
        ro_nouns owners = {.items = {owner}, .count = owner != RO_NOBODY};
        if (!ro_parties_read(cast, &owners, &c->counterparties, &c->parties)) return false;
    }
    return true;
}
