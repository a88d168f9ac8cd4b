#include "find/events.h"

#include "find/clauses.h"
#include "find/forms.h"
#include "find/modes.h"
#include "find/parties.h"
#include "find/triggers.h"

/* The recipients named in what hangs from heads, where there are none yet. */
static bool read_names_below(ro_cast *cast, const ro_nouns *heads, ro_event *e) {
    for (size_t i = 0; i < heads->count && !e->recipient.count; i++)
        if (!ro_parties_named(cast, ro_subtree_of(cast->record, heads->items[i]), &e->recipient, &e->source)) return false;
    return true;
}

/* ---- events */

static bool is_enough(char needs, const ro_event *e) {
    switch (needs) {
    case 's': return e->source.count;
    case 'r': return e->recipient.count;
    case 'b': return e->source.count && e->recipient.count;
    default: return e->source.count || e->recipient.count;
    }
}

static bool same_parties(const ro_indices *a, const ro_indices *b) {
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (!ro_party_holds(b, a->items[i])) return false;
    return true;
}

static bool is_mutual(const char *type) { return ro_word_listed(type, strlen(type), " CONSULT AGREE COOPERATE "); }

/* "A and B met", "both sides agreed": the first with the others. */
static void split(ro_event *e) {
    if (e->recipient.count || e->source.count < 2) return;
    e->recipient = (ro_indices){.items = e->source.items + 1, .count = e->source.count - 1, .room = e->source.count - 1};
    e->source.count = e->source.room = 1;
}

static bool is_same(const ro_event *a, const ro_event *b) {
    if (strcmp(a->type, b->type) || (a->status == RO_PLANNED) != (b->status == RO_PLANNED)) return false;
    if (same_parties(&a->source, &b->source) && same_parties(&a->recipient, &b->recipient)) return true;
    return is_mutual(a->type) && same_parties(&a->source, &b->recipient) && same_parties(&a->recipient, &b->source);
}

/* One event per happening: the same deed between the same parties, told again. Of a very long report the last ones are looked at.
 */
static bool is_told(const ro_record *record, const ro_event *e) {
    enum { BACK = 256 };
    for (size_t i = record->events.count, steps = 0; i-- > 0 && steps < BACK; steps++)
        if (is_same(&record->events.items[i], e)) return true;
    return false;
}

/* The number of the sentence in which a byte stands. */
static size_t sentence_at(const ro_record *record, uint32_t byte) {
    size_t token = ro_token_at(record, byte);
    return token < record->layers.tokens.count ? record->layers.tokens.items[token].sentence : 0;
}

static bool add_event(ro_cast *cast, ro_event *e) {
    const ro_text *text = &cast->record->document->text;
    ro_span bounds = cast->record->layers.sentences.items[sentence_at(cast->record, e->trigger.start)];
    ro_event_kind kind = ro_event_kind_of(e->type, text, bounds, e->trigger, (ro_span){0}, (ro_span){0});
    e->mode = kind.mode;
    e->score = kind.score;
    return ro_list_add(cast->arena, &cast->record->events, *e);
}

/* ---- acts of speech */

/* The verb of a cue ("agreed" of "has agreed"), else its first word; the words' count where syntax is not known. */
static uint32_t cue_word(const ro_record *record, const ro_statement *s) {
    uint32_t first = ro_word_at(record, s->cue.start);
    for (uint32_t i = first; i < record->layers.words.count && record->layers.words.items[i].span.end <= s->cue.end; i++)
        if (record->layers.words.items[i].upos == RO_UPOS_VERB) return i;
    return first;
}

static const char *type_of_act(const ro_record *record, const ro_statement *s) {
    uint32_t cue = cue_word(record, s);
    bool known = cue < record->layers.words.count;
    switch (s->act) {
    case RO_DEMAND: return "REQUEST";
    case RO_ACCUSE:
    case RO_CRITICISE: return "ACCUSE";
    case RO_REJECT: return "REJECT";
    case RO_THREATEN: return "THREATEN";
    case RO_PRAISE: return "SUPPORT";
    case RO_PROMISE:
    case RO_AGREE:
        return known && ro_is_form_of(record, cue, " agree pledge offer ") ? "AGREE" : s->act == RO_AGREE ? "SUPPORT" : NULL;
    case RO_PROPOSE: return known && ro_is_form_of(record, cue, " recommend advise invite urge call ") ? "REQUEST" : NULL;
    default: return NULL;
    }
}

static bool is_cue(const ro_record *record, ro_span span) {
    for (size_t i = ro_statements_to(record, span.end), steps = 0; i-- > 0 && steps < RO_NEAR_STATEMENTS; steps++)
        if (ro_span_overlaps(record->statements.items[i].cue, span)) return true;
    return false;
}

/* Whom an act of speech is aimed at: its hearers where something is asked of them, else whom its verb or its words name. */
static bool read_target(ro_cast *cast, const ro_statement *s, ro_event *e) {
    ro_record *record = cast->record;
    uint32_t cue = cue_word(record, s);
    if (s->act != RO_DEMAND && cue < record->layers.words.count) {
        ro_scene scene = ro_scene_of(record, cue, false);
        if (!ro_parties_read(cast, &scene.done_to, &e->recipient, &e->source)) return false;
    }
    if (!e->recipient.count && !ro_parties_put(cast, &e->recipient, &s->addressees, &e->source)) return false;
    if (!e->recipient.count && cue < record->layers.words.count) {
        ro_scene scene = ro_scene_of(record, cue, false);
        if (!ro_parties_read(cast, &scene.done_to, &e->recipient, &e->source)) return false;
        if (!read_names_below(cast, &scene.done_to, e)) return false;
    }
    for (size_t i = 0; i < s->content.count && !e->recipient.count; i++)
        if (!ro_parties_named(cast, s->content.items[i], &e->recipient, &e->source)) return false;
    return true;
}

/* The later of two events; NULL: none. */
static const ro_event *later(const ro_event *a, const ro_event *b) {
    return !a || (b && b->trigger.start > a->trigger.start) ? b : a;
}

/* The last event of [from, to), which are in order, before the speaker's own, by someone else. */
static const ro_event *last_by_another(const ro_record *record, size_t from, size_t to, const ro_event *e) {
    enum { BACK = 16 };
    for (size_t i = to, steps = 0; i-- > from && steps < BACK; steps++) {
        const ro_event *o = &record->events.items[i];
        if (o->trigger.end <= e->trigger.start && o->source.count && !ro_party_holds(&e->source, o->source.items[0])) return o;
    }
    return NULL;
}

/* Whom an answer answers ("rejected the demands", "criticised the move"): who did what was told last, a few sentences ago at
 * most. deeds: how many of the events are such, in order; the others are acts of speech, in order. */
static bool read_provoker(ro_cast *cast, ro_event *e, size_t deeds) {
    enum { BACK = 3 /* sentences */ };
    const ro_record *record = cast->record;
    size_t before =
        deeds ? ro_span_search(&record->events.items->trigger, deeds, sizeof *record->events.items, e->trigger.start) : 0;
    const ro_event *last = later(last_by_another(record, 0, before, e), last_by_another(record, deeds, record->events.count, e));
    if (!last || sentence_at(record, e->trigger.start) - sentence_at(record, last->trigger.start) > BACK) return true;
    return ro_parties_put(cast, &e->recipient, &last->source, &e->source);
}

static bool is_answer(const char *label) {
    return !strcmp(label, "ACCUSE") || !strcmp(label, "REJECT") || !strcmp(label, "SUPPORT");
}

static bool read_speech(ro_cast *cast, uint32_t index, size_t deeds) {
    ro_record *record = cast->record;
    const ro_statement *s = &record->statements.items[index];
    const char *label = type_of_act(record, s);
    if (!label || ro_span_empty(s->cue) || !s->speakers.count) return true;
    ro_event e = {
        .type = label, .trigger = s->cue, .statement = ro_statement_around(record, s->cue, index), .confidence = s->confidence};
    cast->statement = e.statement == RO_NONE ? 0 : e.statement + 1; /* whose "us" it is */
    if (!ro_parties_put(cast, &e.source, &s->speakers, &e.recipient)) return false;
    if (is_mutual(label)) split(&e);
    if (!e.recipient.count && !read_target(cast, s, &e)) return false;
    if (!e.recipient.count && is_answer(label) && !read_provoker(cast, &e, deeds)) return false;
    e.status = s->negated ? RO_NEGATED : e.statement == RO_NONE ? RO_ASSERTED : RO_ATTRIBUTED;
    if (e.statement == RO_NONE) e.statement = index;
    return add_event(cast, &e);
}

/* ---- deeds */

static bool is_undergone(const char *type) {
    return !strcmp(type, "ASSAULT") || !strcmp(type, "COERCE") || !strcmp(type, "SANCTION") || !strcmp(type, "ACCUSE") ||
           !strcmp(type, "AID");
}

/* Whether "in", "for" or "of" lead to whom it is done: a protest in a country need not be against it. */
static bool is_directed(const char *type) {
    return !strcmp(type, "MOBILIZE") || !strcmp(type, "ASSAULT") || !strcmp(type, "AID");
}

static bool read_parties(ro_cast *cast, const ro_scene *scene, const char *type, ro_event *e) {
    ro_indices none = {0};
    if (!ro_parties_read(cast, &scene->doers, &e->source, &none)) return false;
    if (is_mutual(type)) split(e);
    if (!ro_parties_read(cast, &scene->done_to, &e->recipient, &e->source)) return false;
    if (!e->recipient.count && !ro_parties_read(cast, &scene->towards, &e->recipient, &e->source)) return false;
    if (!e->recipient.count && is_directed(type) && !ro_parties_read(cast, &scene->around, &e->recipient, &e->source))
        return false;
    if (is_undergone(type) && !read_names_below(cast, &scene->towards, e)) return false;
    return read_names_below(cast, &scene->clause, e);
}

/* Whether there are troops in the phrase: "thousands of soldiers". */
static bool has_troops(const ro_record *record, uint32_t head) {
    ro_span span = ro_subtree_of(record, head);
    for (uint32_t i = ro_word_at(record, span.start); i < record->layers.words.count; i++) {
        if (record->layers.words.items[i].span.end > span.end) return false;
        if (ro_is_troops(record, i)) return true;
    }
    return false;
}

static bool any_is(const ro_record *record, const ro_nouns *heads, bool is(const ro_record *, uint32_t)) {
    for (size_t i = 0; i < heads->count; i++)
        if (is(record, heads->items[i])) return true;
    return false;
}

/* Whether a word of several types is of this one by what goes with it: troops are sent, a crowd gathers, strikers strike nothing.
 */
static bool fits(const ro_record *record, uint32_t word, const char *type, const ro_scene *scene) {
    if (!strcmp(type, "MOBILIZE") && ro_is_form_of(record, word, " send sent mass assemble station reinforce "))
        return any_is(record, &scene->done_to, has_troops);
    if (strcmp(type, "PROTEST")) return true;
    if (ro_is_form_of(record, word, " gather ")) return any_is(record, &scene->doers, ro_is_crowd);
    return !ro_is_form_of(record, word, " strike struck ") || !scene->done_to.count;
}

/* "Ten people were injured": what a deed, or an accident, led to. */
static bool is_toll(const ro_record *record, uint32_t word, const ro_event *e) {
    if (e->source.count || record->layers.words.items[word].upos != RO_UPOS_VERB) return false;
    return ro_is_form_of(record, word, " injure wound kill ");
}

/* "The collision killed him": nobody's deed. */
static bool is_done_by_thing(const ro_record *record, uint32_t word, const ro_scene *scene, const ro_event *e) {
    return !e->source.count && record->layers.words.items[word].upos == RO_UPOS_VERB && scene->doers.count;
}

/* "Urged him to leave": one request, and no deed yet. */
static bool is_asked_for(const ro_record *record, uint32_t word, uint32_t statement) {
    if (statement != RO_NONE && record->statements.items[statement].act == RO_DEMAND) return true;
    if (!ro_has_relation(record, word, " xcomp ccomp ")) return false;
    ro_trigger head = ro_trigger_of(record, record->layers.words.items[word].head);
    return head.count && !strcmp(head.types[0], "REQUEST");
}

static bool read_deed(ro_cast *cast, uint32_t word) {
    ro_record *record = cast->record;
    ro_trigger trigger = ro_trigger_of(record, word);
    ro_span span = record->layers.words.items[word].span;
    if (!trigger.count || is_cue(record, span)) return true;
    uint32_t statement = ro_statement_around(record, span, RO_NONE);
    cast->statement = statement == RO_NONE ? 0 : statement + 1; /* whose "we" it is */
    for (size_t i = 0; i < trigger.count; i++) {
        const char *type = trigger.types[i];
        ro_scene scene = ro_scene_of(record, word, is_undergone(type));
        ro_event e = {.type = type, .trigger = span, .statement = statement, .confidence = 0.5f};
        size_t mentions = cast->spoken.count;
        if (!fits(record, word, type, &scene)) continue;
        if (!read_parties(cast, &scene, type, &e)) return false;
        if (!is_enough(trigger.parties[i], &e) || is_done_by_thing(record, word, &scene, &e) || is_toll(record, word, &e)) {
            cast->spoken.count = mentions; /* who is in no event is mentioned by none */
            continue;
        }
        e.status = ro_status_of(record, word);
        if (e.status == RO_HYPOTHETICAL && is_asked_for(record, word, statement)) {
            cast->spoken.count = mentions;
            return true;
        }
        if (e.status == RO_ASSERTED && statement != RO_NONE) e.status = RO_ATTRIBUTED;
        return is_told(record, &e) || add_event(cast, &e);
    }
    return true;
}

static int by_trigger(const void *a, const void *b) {
    const ro_event *x = a, *y = b;
    if (x->trigger.start != y->trigger.start) return x->trigger.start < y->trigger.start ? -1 : 1;
    if (x->trigger.end != y->trigger.end) return x->trigger.end < y->trigger.end ? -1 : 1;
    return x->statement < y->statement ? -1 : x->statement > y->statement;
}

bool ro_deeds_read(ro_cast *cast, uint32_t end) {
    const ro_record *record = cast->record;
    for (; cast->deed < record->layers.words.count && record->layers.words.items[cast->deed].span.start < end; cast->deed++)
        if (!read_deed(cast, cast->deed)) return false;
    return true;
}

bool ro_speech_read(ro_cast *cast) {
    ro_record *record = cast->record;
    size_t deeds = record->events.count;
    for (uint32_t i = 0; i < record->statements.count; i++)
        if (!read_speech(cast, i, deeds)) return false;
    if (record->events.count) qsort(record->events.items, record->events.count, sizeof *record->events.items, by_trigger);
    return true;
}
