#include "find/commitments.h"

#include "find/forms.h"
#include "find/parties.h"

/* ---- whose words they are */

typedef struct place { /* of a word among the statements; indices, or RO_NONE */
    uint32_t own;      /* whose cue it stands in */
    uint32_t around;   /* in whose content it stands */
    bool quoted;       /* and inside quotation marks */
} place;

static place place_of(const ro_cast *cast, ro_span span) {
    const ro_record *record = cast->record;
    place out = {RO_NONE, RO_NONE, false};
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

static const ro_statement *statement_of(const ro_cast *cast, uint32_t index) {
    return index == RO_NONE ? NULL : &cast->record->statements.items[index];
}

/* ---- parties */

static bool is_plural(const ro_cast *cast, const ro_indices *who) {
    return who->count > 1 || (who->count && cast->whos.items[who->items[0]].kind == RO_GROUP);
}

/* Whether an actor is of a speaker's side: himself, his country, the body he belongs to. */
static bool is_own(const ro_cast *cast, uint32_t actor, const ro_statement *s) {
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

static bool any_own(const ro_cast *cast, const ro_indices *list, const ro_statement *s) {
    for (size_t i = 0; i < list->count; i++)
        if (is_own(cast, list->items[i], s)) return true;
    return false;
}

static bool put_speakers(ro_cast *cast, const ro_statement *s, ro_indices *out, const ro_indices *others) {
    return !s || ro_parties_put(cast, out, &s->speakers, others);
}

/* Whether a head is a name, a country or a pronoun rather than a thing described. */
static bool is_named(const ro_cast *cast, uint32_t head) {
    const ro_word *w = ro_word_of(cast->record, head);
    uint32_t at = ro_words_at(&cast->words, w->span.start), count;
    if (at >= cast->words.count) return false;
    return w->upos == RO_UPOS_PRON || cast->words.items[at].entity != RO_NONE || ro_country_at(&cast->words, at, at + 1, &count);
}

/* The predicate's subjects: of an adjective its own, or those of the verb it belongs to ("stands ready"); of a noun no mere
 * attribute ("public requests"). */
static ro_nouns doers_of(const ro_cast *cast, uint32_t word) {
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
        if (is_named(cast, heads->items[i])) out.items[out.count++] = heads->items[i];
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
        ro_nouns owner = {.items = {n}, .count = ro_has_relation(record, n, " nmod:poss ")};
        if (!ro_parties_read(cast, &owner, &c->counterparties, &c->parties)) return false;
        if (!owner.count && !ro_parties_named(cast, ro_word_of(record, n)->span, &c->counterparties, &c->parties)) return false;
    }
    return true;
}

/* Towards whom the action goes, where nobody is asked: "give Norway an answer", "an answer to Norway's demands". */
static bool read_target(ro_cast *cast, uint32_t action, ro_commitment *c) {
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

/* ---- one commitment */

static bool same_parties(const ro_indices *a, const ro_indices *b) {
    for (size_t i = 0; i < a->count; i++)
        if (ro_party_holds(b, a->items[i])) return true;
    return !a->count && !b->count;
}

/* "had threatened no one and had not invaded": told in one breath, one commitment. */
static bool goes_on(ro_record *record, const ro_commitment *c) {
    static const char *const between[] = {" and ", ", and ", " or ", " nor "};
    if (!record->commitments.count || (c->kind != RO_COMMIT_DENIAL && c->kind != RO_COMMIT_PROMISE)) return false;
    ro_commitment *last = &record->commitments.items[record->commitments.count - 1];
    bool same = last->kind == c->kind && last->statement == c->statement && last->action.end < c->action.start;
    if (!same || !same_parties(&last->parties, &c->parties)) return false;
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
    const ro_statement *s = statement_of(cast, c->statement);
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

/* "He said that his country had agreed to pay": who tells what his own side agreed to promises it. */
static void promise_outer(ro_cast *cast, const ro_commitment *c) {
    const ro_statement *inner = statement_of(cast, c->statement);
    uint32_t index = inner ? ro_statement_around(cast->record, inner->cue, c->statement) : RO_NONE;
    if (index == RO_NONE) return;
    ro_statement *outer = &cast->record->statements.items[index];
    ro_span front = {outer->content.items[0].start, inner->source.start};
    const ro_text *text = &cast->record->document->text;
    bool first = front.end <= front.start || ro_text_is(text, front, "that ");
    if (first && outer->act == RO_SAY && outer->manner != RO_DIRECT && any_own(cast, &c->parties, outer)) outer->act = RO_PROMISE;
}

static bool add(ro_cast *cast, ro_commitment *c, uint32_t head, uint32_t governor) {
    const ro_record *record = cast->record;
    bool bound = governor == RO_NONE;
    c->condition = ro_condition_span(record, head);
    if (ro_span_empty(c->condition) && governor != RO_NONE) c->condition = ro_condition_span(record, governor);
    if (ro_span_empty(c->condition) && c->kind == RO_COMMIT_THREAT) c->condition = threatened_if(cast, c);
    if (ro_span_overlaps(c->condition, c->action)) c->condition = (ro_span){0};
    c->dated = ro_dated_span(record, governor == RO_NONE ? head : governor, c->action);
    if (governor != RO_NONE) c->dated.start = c->action.start; /* what stands before it tells when it was said */
    c->due.time = RO_NONE;
    if (c->kind == RO_COMMIT_PROMISE) promise_outer(cast, c);
    if (bound && goes_on(cast->record, c)) return true;
    return ro_list_add(cast->arena, &cast->record->commitments, *c);
}

/* ---- by a word that says so */

static bool read_pledge_parties(ro_cast *cast, const ro_pledge *p, const place *at, ro_commitment *c) {
    const ro_statement *own = statement_of(cast, at->own), *around = statement_of(cast, at->around);
    ro_nouns doers = doers_of(cast, p->word);
    if (own && own->speakers.count) {
        if (!put_speakers(cast, own, &c->parties, &c->counterparties)) return false;
    } else if (!ro_parties_read(cast, &doers, &c->parties, &c->counterparties))
        return false;
    if (!ro_parties_read(cast, &p->hearers, &c->counterparties, &c->parties)) return false;
    bool passive = ro_child_of(cast->record, p->word, " aux:pass nsubj:pass ", RO_NOBODY) != RO_NOBODY;
    if (!c->parties.count && !passive && !doers.count && !put_speakers(cast, around, &c->parties, &c->counterparties))
        return false;
    if (!c->counterparties.count && own && !ro_parties_put(cast, &c->counterparties, &own->addressees, &c->parties)) return false;
    return read_target(cast, p->action, c);
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
    const ro_statement *s = statement_of(cast, c->statement);
    size_t first = ro_named_before(cast, ro_words_at(&cast->words, c->action.start));
    for (size_t i = first; s && i < cast->named.count && cast->named.items[i].span.end <= c->action.end; i++) {
        uint32_t who = cast->named.items[i].who;
        bool country = cast->whos.items[who].kind == RO_GOVERNMENT && !ro_party_holds(&c->parties, who);
        if (!country || !is_own(cast, who, s)) continue;
        c->parties = (ro_indices){0};
        cast->whos.items[who].acts = true;
        return ro_indices_put(cast->arena, &c->parties, who);
    }
    return true;
}

static bool is_pronoun(const ro_record *record, uint32_t word) { return ro_word_of(record, word)->upos == RO_UPOS_PRON; }

static bool read_pledge(ro_cast *cast, const ro_pledge *p, const place *at) {
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
    settle_kind(cast, p, &c);
    if (c.kind == RO_COMMIT_DENIAL && !read_denier(cast, &c)) return false;
    return add(cast, &c, p->action == RO_NONE ? p->word : p->action, p->word);
}

/* ---- by a clause of what is said */

static bool is_person(const ro_cast *cast, const ro_indices *who) {
    return who->count && cast->whos.items[who->items[0]].kind != RO_UNNAMED;
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
    return is_person(cast, found) && (found->count > 1 || !any_own(cast, found, s));
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
        ro_indices *side = is_own(cast, found->items[i], s) ? &c->parties : &c->counterparties;
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
    if (me ? !put_speakers(cast, s, &found, &none) : !ro_parties_read(cast, &subject, &found, &none)) return false;
    bool side = !found.count && b->subject != RO_NONE && ro_is_word(cast->record, b->subject, " side sides forces troops ");
    if (side && !ro_parties_named(cast, ro_phrase_of(cast->record, b->subject), &found, &none)) return false;
    *fits = !b->own || (s && any_own(cast, &found, s)) || is_joint(cast, b->head, &found);
    if (c->kind == RO_COMMIT_DEMAND && b->subject != RO_NONE) *fits = s && is_asked(cast, b, s, &found);
    if (!*fits && s && (is_self(cast, b, s) || is_spoken_for(cast, b, s))) {
        *fits = true;
        found = s->speakers;
    }
    if (!*fits) return true;
    if (c->kind == RO_COMMIT_DEMAND && found.count > 1 && any_own(cast, &found, s)) return read_sides(cast, s, &found, c);
    if (c->kind == RO_COMMIT_PROMISE && is_joint(cast, b->head, &found)) c->kind = RO_COMMIT_AGREEMENT;
    if (b->of_subject) return ro_parties_put(cast, &c->parties, &found, &none);
    if (c->kind == RO_COMMIT_THREAT && !read_punishers(cast, b->head, &c->parties)) return false;
    if (!c->parties.count && !put_speakers(cast, s, &c->parties, &none)) return false;
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

static bool read_binding(ro_cast *cast, uint32_t word, const ro_binding *b, const place *at) {
    ro_statement said;
    const ro_statement *s = statement_of(cast, at->around);
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
    if (!read_target(cast, word, &c)) return false;
    uint32_t plan = b->kind == RO_COMMIT_DENIAL ? ro_child_of(cast->record, word, " obj ", RO_NOBODY) : RO_NOBODY;
    uint32_t planned = plan == RO_NOBODY ? RO_NOBODY : ro_child_of(cast->record, plan, " acl ", RO_NOBODY);
    if (planned != RO_NOBODY && !read_target(cast, planned, &c)) return false; /* "no plans to leave Norway" */
    return add(cast, &c, b->head, RO_NONE);
}

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

/* Who says what he will do unless others act threatens it. */
static void threaten_by(ro_record *record, uint32_t index) {
    if (index == RO_NONE) return;
    ro_act *act = &record->statements.items[index].act;
    if (*act == RO_SAY || *act == RO_EXPECT || *act == RO_PROMISE) *act = RO_THREATEN;
}

static bool read_word(ro_cast *cast, uint32_t word) {
    const ro_record *record = cast->record;
    ro_pledge pledge;
    ro_binding binding;
    place at = place_of(cast, ro_word_of(record, word)->span);
    cast->statement = (uint32_t)ro_statements_to(record, ro_word_of(record, word)->span.start); /* whose "we" it is */
    if (ro_pledge_at(record, word, &pledge) && !is_ahead(record, word, at.around, &pledge))
        return is_governed(record, word) || read_pledge(cast, &pledge, &at);
    if (!ro_binding_at(record, word, at.quoted, &binding) || (at.around == RO_NONE && !binding.anywhere)) return true;
    bool ahead = binding.kind == RO_COMMIT_PROMISE || binding.kind == RO_COMMIT_THREAT;
    bool held = ahead && binding.of_subject && is_held_over(cast, word);
    if (held) binding.kind = RO_COMMIT_THREAT;
    if (is_governed(record, word)) return true;
    size_t had = record->commitments.count;
    if (!read_binding(cast, word, &binding, &at)) return false;
    if (held && record->commitments.count > had) threaten_by(cast->record, at.around);
    return true;
}

bool ro_commitments_read(ro_cast *cast, uint32_t end) {
    const ro_record *record = cast->record;
    for (; cast->pledge < record->layers.words.count && record->layers.words.items[cast->pledge].span.start < end; cast->pledge++)
        if (!read_word(cast, cast->pledge)) return false;
    return true;
}

/* ---- each once */

/* Whether most of the words of the two actions are the same. */
static bool same_words(const ro_record *record, ro_span a, ro_span b) {
    uint32_t shared = 0, all = 0;
    const ro_layers *l = &record->layers;
    for (uint32_t i = ro_word_at(record, a.start); i < l->words.count && l->words.items[i].span.start < a.end; i++, all++) {
        bool found = false;
        for (uint32_t k = ro_word_at(record, b.start); k < l->words.count && l->words.items[k].span.start < b.end && !found;
             k++) {
            ro_span x = l->words.items[i].span, y = l->words.items[k].span;
            found = x.end - x.start == y.end - y.start &&
                    !memcmp(record->document->text.bytes + x.start, record->document->text.bytes + y.start, x.end - x.start);
        }
        shared += found;
    }
    return all && shared * 10 >= all * 9;
}

static bool is_same(const ro_record *record, const ro_commitment *a, const ro_commitment *b) {
    if (ro_span_overlaps(a->action, b->action) && (a->kind == b->kind) && same_parties(&a->parties, &b->parties)) return true;
    if (a->kind != b->kind || !same_parties(&a->parties, &b->parties)) return false;
    return same_words(record, a->action, b->action) && same_words(record, b->action, a->action);
}

static uint32_t size_of(const ro_commitment *c) {
    return c->action.end - c->action.start + c->condition.end - c->condition.start;
}

static int by_action(const void *a, const void *b) {
    const ro_commitment *x = a, *y = b;
    if (x->action.start != y->action.start) return x->action.start < y->action.start ? -1 : 1;
    if (x->action.end != y->action.end) return x->action.end < y->action.end ? -1 : 1;
    return x->kind < y->kind ? -1 : x->kind > y->kind;
}

void ro_commitments_settle(ro_record *record) {
    enum { BACK = 64 };
    size_t kept = 0;
    for (size_t i = 0; i < record->commitments.count; i++) {
        ro_commitment c = record->commitments.items[i];
        size_t k = kept;
        for (size_t steps = 0; k-- > 0 && steps < BACK; steps++)
            if (is_same(record, &record->commitments.items[k], &c)) break;
        if (k >= kept)
            record->commitments.items[kept++] = c;
        else if (size_of(&c) > size_of(&record->commitments.items[k]))
            record->commitments.items[k] = c;
    }
    record->commitments.count = kept;
    if (kept) qsort(record->commitments.items, kept, sizeof *record->commitments.items, by_action);
}
