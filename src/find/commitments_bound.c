/* By a clause of what is said: "we will pay", "they must leave". */
#include "find/commitments_parts.h"

#include "find/parties.h"

/* Also "the mayor", whoever that is. */
static bool is_person(const ro_cast *cast, const ro_indices *who) {
    if (!who->count) return false;
    const ro_who *first = &cast->whos.items[who->items[0]];
    return first->kind != RO_UNNAMED || !ro_span_empty(first->role);
}

/* "Both will continue to meet": two governments bind each other, whoever says so. */
static bool is_joint(const ro_cast *cast, uint32_t verb, const ro_indices *found) {
    static const char TOGETHER[] = " continue hold meet resume cooperate work begin start exchange ";
    for (size_t i = 0; i < found->count; i++)
        if (cast->whos.items[found->items[i]].kind == RO_UNNAMED) return false;
    return found->count > 1 && ro_is_form_of(cast->record, verb, TOGETHER);
}

/* "They would face sanctions from the north": whose response it is. */
static bool read_punishers(ro_cast *cast, uint32_t verb, ro_indices *out) {
    ro_indices none = {0};
    for (uint32_t c = verb; (c = ro_child_of(cast->record, verb, " obj obl ", c)) != RO_NOBODY;) {
        ro_nouns whose = {0}, here = {.items = {c}, .count = 1};
        uint32_t from = RO_NOBODY;
        while ((from = ro_child_of(cast->record, c, " nmod ", from)) != RO_NOBODY && whose.count < RO_NOUNS)
            if (ro_has_child_word(cast->record, from, " case ", " from by of ")) whose.items[whose.count++] = from;
        if (ro_has_child_word(cast->record, c, " case ", " from by ") && !ro_parties_read(cast, &here, out, &none)) return false;
        if (!ro_parties_read(cast, &whose, out, &none)) return false;
    }
    return true;
}

/* Whether a demand's subject is someone who can be asked: another, or both sides together. */
static bool is_asked(const ro_cast *cast, const ro_binding *b, const ro_statement *s, const ro_indices *found) {
    if (!found->count) return ro_is_word(cast->record, b->subject, " they ");
    return is_person(cast, found) && (found->count > 1 || !ro_any_own_side(cast, found, s));
}

/* "X said they intended to …": a pronoun at the front of what is said is the speaker. */
static bool is_self(const ro_cast *cast, const ro_binding *b, const ro_statement *s) {
    if (!b->own || b->subject == RO_NONE || !ro_is_word(cast->record, b->subject, " they it ")) return false;
    uint32_t first = ro_word_at(cast->record, s->content.items[0].start);
    return b->subject == first || (b->subject == first + 1 && ro_is_word(cast->record, first, " that "));
}

/* "Both sides should meet": an offer of the speaker's side to the other. */
static bool read_sides(ro_cast *cast, const ro_statement *s, const ro_indices *found, ro_commitment *c) {
    c->kind = RO_COMMIT_OFFER;
    for (size_t i = 0; i < found->count; i++) {
        ro_indices *side = ro_is_own_side(cast, found->items[i], s) ? &c->parties : &c->counterparties;
        if (!ro_indices_put(cast->arena, side, found->items[i])) return false;
    }
    return true;
}

static ro_nouns subjects_of(const ro_record *record, uint32_t subject) {
    ro_nouns out = {.items = {subject}, .count = subject != RO_NONE};
    for (uint32_t c = RO_NOBODY;
         out.count && out.count < RO_NOUNS && (c = ro_child_of(record, subject, " conj ", c)) != RO_NOBODY;)
        out.items[out.count++] = c;
    return out;
}

/* "will strike unless they pay", "will leave if they do not": the deed is held over those who are to act. */
static bool is_held_over(const ro_cast *cast, uint32_t verb) {
    static const char ADVERSE[] =
        " walk strike struck close leave quit resign boycott withdraw sue block stop halt shut cut suspend "
        "cancel act fight march protest expel end abandon pull go ";
    const ro_record *record = cast->record;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, verb, " advcl ", c)) != RO_NOBODY;) {
        bool unless = ro_has_child_word(record, c, " mark ", " unless ");
        if (!unless && !(ro_has_child_word(record, c, " mark ", " if ") && ro_is_negated(record, c))) continue;
        uint32_t other = ro_child_of(record, c, " nsubj ", RO_NOBODY);
        if (ro_has_child(record, c, " nsubj:pass aux:pass ")) /* "unless the dam is mended" */
            return ro_is_form_of(record, verb, ADVERSE);
        if (other == RO_NOBODY || ro_is_word(record, other, " i we ") || !ro_is_someone(cast, other)) continue;
        return ro_is_form_of(record, verb, ADVERSE);
    }
    return false;
}

/* "its members", or "dockers … their union said": those for whom a body speaks. */
static bool is_spoken_for(const ro_cast *cast, const ro_binding *b, const ro_statement *s) {
    static const char WHOSE[] = " its their his her ";
    const ro_record *record = cast->record;
    if (b->kind != RO_COMMIT_THREAT || !b->own || !s || ro_span_empty(s->source)) return false;
    if (ro_has_child_word(record, b->subject, " nmod:poss ", " its their our ")) return true;
    uint32_t first = ro_word_at(record, s->source.start);
    return first < record->layers.words.count && ro_is_word(record, first, WHOSE);
}

/* Whose the promise is; false in *fits: nobody's. */
static bool read_bound(ro_cast *cast, const ro_binding *b, const ro_statement *s, ro_commitment *c, bool *fits) {
    ro_indices none = {0}, found = {0};
    ro_nouns subject = subjects_of(cast->record, b->subject);
    bool me = s && b->subject != RO_NONE && ro_is_word(cast->record, b->subject, " i we ");
    if (me ? !ro_speakers_put(cast, s, &found, &none) : !ro_parties_read(cast, &subject, &found, &none)) return false;
    bool side = !found.count && b->subject != RO_NONE && ro_is_word(cast->record, b->subject, " side sides forces troops ");
    if (side && !ro_parties_named(cast, ro_phrase_of(cast->record, b->subject), &found, &none)) return false;
    *fits = !b->own || (s && ro_any_own_side(cast, &found, s)) || is_joint(cast, b->head, &found);
    if (c->kind == RO_COMMIT_DEMAND && b->subject != RO_NONE) *fits = s && is_asked(cast, b, s, &found);
    if (!*fits && s && (is_self(cast, b, s) || is_spoken_for(cast, b, s))) {
        *fits = true;
        found = s->speakers;
    }
    if (!*fits) return true;
    if (c->kind == RO_COMMIT_DEMAND && found.count > 1 && ro_any_own_side(cast, &found, s)) return read_sides(cast, s, &found, c);
    if (c->kind == RO_COMMIT_PROMISE && is_joint(cast, b->head, &found)) c->kind = RO_COMMIT_AGREEMENT;
    if (b->of_subject) return ro_parties_put(cast, &c->parties, &found, &none);
    if (c->kind == RO_COMMIT_THREAT && !read_punishers(cast, b->head, &c->parties)) return false;
    if (!c->parties.count && !ro_speakers_put(cast, s, &c->parties, &none)) return false;
    return ro_parties_put(cast, &c->counterparties, &found, &c->parties);
}

/* The verb of a statement's cue, or RO_NONE. */
static uint32_t cue_verb(const ro_record *record, const ro_statement *s) {
    if (ro_span_empty(s->cue)) return RO_NONE;
    for (uint32_t i = ro_word_at(record, s->cue.start); i < record->layers.words.count; i++) {
        if (ro_word_of(record, i)->span.start >= s->cue.end) break;
        if (ro_is_verb(record, i)) return i;
    }
    return RO_NONE;
}

/* The verb that tells a clause inside what is said: "I asked, and he said, 'We will help'"; RO_NONE: there is none. */
static uint32_t inner_verb(const ro_record *record, const ro_statement *s, uint32_t word) {
    uint32_t up = ro_word_of(record, word)->head;
    if (up == word || !ro_has_relation(record, word, " ccomp ") ||
        !ro_is_form_of(record, up, " say said tell told add reply answer "))
        return RO_NONE;
    for (size_t i = 0; i < s->content.count; i++)
        if (ro_span_contains(s->content.items[i], ro_word_of(record, up)->span)) return up;
    return RO_NONE;
}

/* The statement with whoever the verb has as its subject: the cue's where no source was found, and one inside of what is said. */
static bool with_speakers(ro_cast *cast, const ro_statement *s, uint32_t word, ro_statement *out) {
    ro_indices none = {0}, found = {0};
    uint32_t inner = inner_verb(cast->record, s, word), verb = inner == RO_NONE ? cue_verb(cast->record, s) : inner;
    *out = *s;
    if (verb == RO_NONE || (inner == RO_NONE && s->speakers.count)) return true;
    ro_nouns doers = ro_scene_of(cast->record, verb, false).doers;
    if (!ro_parties_read(cast, &doers, &found, &none)) return false;
    if (found.count) out->speakers = found;
    return true;
}

/* "They are going to sell", in somebody's own words: what others will do. */
static bool is_of_others(const ro_cast *cast, const ro_binding *b) {
    if (!b->own || b->subject == RO_NONE || !ro_is_word(cast->record, b->subject, " he she it they ")) return false;
    uint32_t at = ro_words_at(&cast->words, ro_word_of(cast->record, b->subject)->span.start);
    return at < cast->words.count && cast->words.items[at].quoted;
}

static bool read_binding(ro_cast *cast, uint32_t word, const ro_binding *b, const ro_commitment_place *at) {
    ro_statement said;
    if (is_of_others(cast, b)) return true;
    const ro_statement *s = ro_commitment_statement(cast, at->around);
    if (s && !with_speakers(cast, s, word, &said)) return false;
    if (s) s = &said;
    size_t mentions = cast->spoken.count;
    bool fits;
    ro_commitment c = {.kind = b->kind, .statement = at->around};
    if (!read_bound(cast, b, s, &c, &fits)) return false;
    if (!fits || !c.parties.count) {
        cast->spoken.count = mentions;
        return true;
    }
    c.action = b->kind == RO_COMMIT_DENIAL ? ro_denied_span(cast->record, b->head) : ro_bound_span(cast->record, b->head);
    if (s && !c.counterparties.count && !ro_parties_put(cast, &c.counterparties, &s->addressees, &c.parties)) return false;
    if (!ro_target_read(cast, word, &c)) return false;
    uint32_t plan = b->kind == RO_COMMIT_DENIAL ? ro_child_of(cast->record, word, " obj ", RO_NOBODY) : RO_NOBODY;
    uint32_t planned = plan == RO_NOBODY ? RO_NOBODY : ro_child_of(cast->record, plan, " acl ", RO_NOBODY);
    if (planned != RO_NOBODY && !ro_target_read(cast, planned, &c)) return false; /* "no plans to leave Norway" */
    return ro_commitment_add(cast, &c, b->head, RO_NONE);
}

/* Who says what he will do unless others act threatens it. */
static void threaten_by(ro_record *record, uint32_t index) {
    if (index == RO_NONE) return;
    ro_act *act = &record->statements.items[index].act;
    if (*act == RO_SAY || *act == RO_EXPECT || *act == RO_PROMISE) *act = RO_THREATEN;
}

/* "I have always said, 'I will come back'": words within somebody's own words, and no others' that are told there. */
static bool is_old(const ro_cast *cast, uint32_t word, const ro_commitment_place *at) {
    const ro_record *record = cast->record;
    const ro_statement *s = ro_commitment_statement(cast, at->around);
    if (!s || !at->quoted) return false;
    uint32_t teller = inner_verb(record, s, word);
    uint32_t who = teller == RO_NONE ? RO_NOBODY : ro_child_of(record, teller, " nsubj ", RO_NOBODY);
    if (who != RO_NOBODY) return ro_is_word(record, who, " i we ");
    const char *bytes = record->document->text.bytes;
    for (uint32_t i = ro_word_of(record, word)->span.start; i > s->content.items[0].start + 1; i--) {
        if (!strncmp(bytes + i, "’ ", 4) || bytes[i] == '"' || (bytes[i] == '\'' && strchr(" .,", bytes[i + 1])))
            return false; /* closed before it */
        if (bytes[i - 1] == ' ' && (bytes[i] == '\'' || !strncmp(bytes + i, "‘", 3))) return true;
    }
    return false;
}

bool ro_binding_read(ro_cast *cast, uint32_t word, ro_binding binding, const ro_commitment_place *at) {
    bool ahead = binding.kind == RO_COMMIT_PROMISE || binding.kind == RO_COMMIT_THREAT;
    if (is_old(cast, word, at)) return true;
    bool held = ahead && binding.of_subject && is_held_over(cast, word);
    if (held) binding.kind = RO_COMMIT_THREAT;
    size_t had = cast->record->commitments.count;
    if (!read_binding(cast, word, &binding, at)) return false;
    if (held && cast->record->commitments.count > had) threaten_by(cast->record, at->around);
    return true;
}
