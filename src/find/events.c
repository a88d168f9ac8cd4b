#include "find/events.h"

#include "find/clauses.h"
#include "find/modes.h"
#include "find/triggers.h"

#include <strings.h>

enum { PARTIES = 6 /* actors of one side of an event */ };

static const uint32_t NOWHERE = UINT32_MAX;

/* ---- parties */

static const char PRONOUNS[] = " he she they it we i him her them us me who himself herself themselves ";

/* Whether the phrase of a head can be someone who acts: a name, a country, a person's or body's common noun, a pronoun. */
static bool is_someone(const ro_cast *cast, uint32_t head) {
    const ro_word *w = &cast->record->layers.words.items[head];
    uint32_t at = ro_words_at(&cast->words, w->span.start), count;
    if (at >= cast->words.count) return false;
    const ro_plain_word *word = &cast->words.items[at];
    if (w->upos == RO_UPOS_PRON) return ro_word_in(word, PRONOUNS);
    if (word->entity != RO_NONE) {
        ro_entity_label label = cast->record->layers.entities.items[word->entity].label;
        return label == RO_ENTITY_PER || label == RO_ENTITY_ORG || label == RO_ENTITY_LOC;
    }
    if (ro_country_at(&cast->words, at, at + 1, &count)) return true;
    const ro_noun *noun = ro_noun_find(word->fold);
    return noun && noun->type != 'd';
}

static bool holds(const ro_indices *list, uint32_t who) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == who) return true;
    return false;
}

static bool put_new(ro_cast *cast, ro_indices *out, const ro_indices *found, const ro_indices *others) {
    for (size_t i = 0; i < found->count && out->count < PARTIES; i++)
        if (!holds(others, found->items[i]) && !ro_indices_put(cast->arena, out, found->items[i])) return false;
    for (size_t i = 0; i < out->count; i++) cast->whos.items[out->items[i]].acts = true;
    return true;
}

/* The actors that heads name, but those of the other side. */
static bool read_heads(ro_cast *cast, const ro_nouns *heads, ro_indices *out, const ro_indices *others) {
    for (size_t i = 0; i < heads->count; i++) {
        ro_indices found = {0};
        if (!is_someone(cast, heads->items[i])) continue;
        if (!ro_source_read(cast, ro_phrase_of(cast->record, heads->items[i]), &found) || !put_new(cast, out, &found, others))
            return false;
    }
    return true;
}

/* The government that a country's name or adjective means ("these Russian demands"), where no name stands. */
static bool put_country(ro_cast *cast, uint32_t at, uint32_t end, ro_indices *out, const ro_indices *others) {
    uint32_t count;
    bool ok = true;
    const ro_country *country = cast->words.items[at].entity == RO_NONE ? ro_country_at(&cast->words, at, end, &count) : NULL;
    if (!country) return true;
    uint32_t who = ro_name_government(cast, country->code, at, at + count, &ok);
    ro_indices found = {.items = &who, .count = who != RO_NONE, .room = 1};
    return ok && put_new(cast, out, &found, others) && (!out->count || ro_mention_add(cast, who, at, at + count, false));
}

static uint32_t name_at(const ro_cast *cast, uint32_t word) {
    size_t low = 0, high = cast->named.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cast->named.items[middle].from < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low < cast->named.count && cast->named.items[low].from == word ? (uint32_t)low : RO_NONE;
}

/* The first name inside a span and those joined to it: whom "the deal between A and B" touches. */
static bool read_names(ro_cast *cast, ro_span span, ro_indices *out, const ro_indices *others) {
    uint32_t i = ro_words_at(&cast->words, span.start);
    while (i < cast->words.count && cast->words.items[i].span.end <= span.end) {
        uint32_t named = name_at(cast, i), next = i + 1;
        size_t had = out->count;
        if (named != RO_NONE) {
            next = cast->named.items[named].to;
            ro_indices found = {.items = &cast->named.items[named].who, .count = 1, .room = 1};
            if (!put_new(cast, out, &found, others)) return false;
        } else if (!put_country(cast, i, (uint32_t)cast->words.count, out, others))
            return false;
        i = next;
        bool joined = i < cast->words.count && (ro_word_in(&cast->words.items[i], " and ") || cast->words.items[i].gap == ',');
        if (out->count > had && !joined) return true;
    }
    return true;
}

/* The recipients named in what hangs from heads, where there are none yet. */
static bool read_names_below(ro_cast *cast, const ro_nouns *heads, ro_event *e) {
    for (size_t i = 0; i < heads->count && !e->recipient.count; i++)
        if (!read_names(cast, ro_subtree_of(cast->record, heads->items[i]), &e->recipient, &e->source)) return false;
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
        if (!holds(b, a->items[i])) return false;
    return true;
}

static bool is_mutual(const char *type) {
    return !strcmp(type, "CONSULT") || !strcmp(type, "AGREE") || !strcmp(type, "COOPERATE");
}

/* "A and B met", "both sides agreed": the first with the others. */
static void split(ro_event *e) {
    if (e->recipient.count || e->source.count < 2) return;
    e->recipient = (ro_indices){.items = e->source.items + 1, .count = e->source.count - 1, .room = e->source.count - 1};
    e->source.count = 1;
}

/* One event per happening: the same deed between the same parties, told again. */
static bool is_told(const ro_cast *cast, const ro_event *e) {
    for (size_t i = 0; i < cast->record->events.count; i++) {
        const ro_event *o = &cast->record->events.items[i];
        if (ro_span_overlaps(o->trigger, e->trigger)) return true;
        if (strcmp(o->type, e->type) || (o->status == RO_PLANNED) != (e->status == RO_PLANNED)) continue;
        if (same_parties(&o->source, &e->source) && same_parties(&o->recipient, &e->recipient)) return true;
        if (is_mutual(e->type) && same_parties(&o->source, &e->recipient) && same_parties(&o->recipient, &e->source)) return true;
    }
    return false;
}

/* The number of the sentence that a word of stands in. */
static size_t sentence_at(const ro_record *record, uint32_t byte) {
    size_t token = ro_token_at(record, byte);
    return token < record->layers.tokens.count ? record->layers.tokens.items[token].sentence : 0;
}

static bool add_event(ro_cast *cast, ro_event *e, const char *label) {
    const ro_text *text = &cast->record->document->text;
    ro_span within = cast->record->layers.sentences.items[sentence_at(cast->record, e->trigger.start)];
    ro_event_kind kind = ro_event_kind_of(label, text, within, e->trigger, (ro_span){0});
    e->type = label;
    e->mode = kind.mode && !strcmp(kind.type, label) ? kind.mode : NULL;
    e->score = kind.score;
    return ro_list_add(cast->arena, &cast->record->events, *e);
}

/* ---- acts of speech */

static const char *type_of_act(const ro_record *record, const ro_statement *s) {
    uint32_t cue = ro_word_at(record, s->cue.start);
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

/* The statement, other than its own, in whose content a span stands; the innermost. */
static uint32_t statement_around(const ro_record *record, ro_span span, uint32_t own) {
    uint32_t best = NOWHERE, size = UINT32_MAX;
    for (uint32_t i = 0; i < record->statements.count; i++) {
        const ro_statement *s = &record->statements.items[i];
        for (size_t k = 0; i != own && k < s->content.count; k++) {
            ro_span c = s->content.items[k];
            if (!ro_span_contains(c, span) || c.end - c.start >= size) continue;
            best = i;
            size = c.end - c.start;
        }
    }
    return best;
}

/* Whom an act of speech is aimed at: its hearers where something is asked of them, else whom its verb or its words name. */
static bool read_target(ro_cast *cast, const ro_statement *s, ro_event *e) {
    ro_record *record = cast->record;
    if (!put_new(cast, &e->recipient, &s->addressees, &e->source)) return false;
    uint32_t cue = ro_word_at(record, s->cue.start);
    while (cue + 1 < record->layers.words.count && record->layers.words.items[cue].upos != RO_UPOS_VERB &&
           record->layers.words.items[cue + 1].span.end <= s->cue.end)
        cue++;
    if (!e->recipient.count && cue < record->layers.words.count) {
        ro_scene scene = ro_scene_of(record, cue, false);
        if (!read_heads(cast, &scene.done_to, &e->recipient, &e->source)) return false;
        if (!read_names_below(cast, &scene.done_to, e)) return false;
    }
    for (size_t i = 0; i < s->content.count && !e->recipient.count; i++)
        if (!read_names(cast, s->content.items[i], &e->recipient, &e->source)) return false;
    return true;
}

/* Whom an answer answers ("rejected the demands", "criticised the move"): who did what was told last, a few sentences ago at
 * most. */
static bool read_provoker(ro_cast *cast, ro_event *e) {
    enum { BACK = 3 /* sentences */ };
    const ro_record *record = cast->record;
    const ro_event *last = NULL;
    for (size_t i = 0; i < record->events.count; i++) {
        const ro_event *o = &record->events.items[i];
        if (o->trigger.end > e->trigger.start || !o->source.count || holds(&e->source, o->source.items[0])) continue;
        if (!last || o->trigger.start > last->trigger.start) last = o;
    }
    if (!last || sentence_at(record, e->trigger.start) - sentence_at(record, last->trigger.start) > BACK) return true;
    return put_new(cast, &e->recipient, &last->source, &e->source);
}

static bool is_answer(const char *label) {
    return !strcmp(label, "ACCUSE") || !strcmp(label, "REJECT") || !strcmp(label, "SUPPORT");
}

static bool read_speech(ro_cast *cast, uint32_t index) {
    ro_record *record = cast->record;
    const ro_statement *s = &record->statements.items[index];
    const char *label = type_of_act(record, s);
    if (!label || ro_span_empty(s->cue) || !s->speakers.count) return true;
    ro_event e = {.trigger = s->cue, .statement = statement_around(record, s->cue, index), .confidence = s->confidence};
    if (!put_new(cast, &e.source, &s->speakers, &e.recipient)) return false;
    if (is_mutual(label)) split(&e);
    if (!e.recipient.count && !read_target(cast, s, &e)) return false;
    if (!e.recipient.count && is_answer(label) && !read_provoker(cast, &e)) return false;
    e.status = s->negated ? RO_NEGATED : e.statement == NOWHERE ? RO_ASSERTED : RO_ATTRIBUTED;
    if (e.statement == NOWHERE) e.statement = index;
    return add_event(cast, &e, label);
}

/* ---- deeds */

static bool is_undergone(const char *type) {
    return !strcmp(type, "ASSAULT") || !strcmp(type, "COERCE") || !strcmp(type, "SANCTION") || !strcmp(type, "ACCUSE") ||
           !strcmp(type, "AID");
}

static bool read_parties(ro_cast *cast, uint32_t word, const char *type, ro_event *e) {
    ro_scene scene = ro_scene_of(cast->record, word, is_undergone(type));
    ro_indices none = {0};
    if (!read_heads(cast, &scene.doers, &e->source, &none)) return false;
    if (is_mutual(type)) split(e);
    if (!read_heads(cast, &scene.done_to, &e->recipient, &e->source)) return false;
    if (!e->recipient.count && !read_heads(cast, &scene.towards, &e->recipient, &e->source)) return false;
    if (!e->recipient.count && !is_mutual(type) && !read_heads(cast, &scene.around, &e->recipient, &e->source)) return false;
    return read_names_below(cast, &scene.done_to, e) && read_names_below(cast, &scene.clause, e);
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

/* Whether a word of several types is of this one by what goes with it. */
static bool fits(const ro_record *record, uint32_t word, const char *type) {
    if (strcmp(type, "MOBILIZE") || !ro_is_form_of(record, word, " send sent mass assemble station reinforce ")) return true;
    ro_scene scene = ro_scene_of(record, word, false);
    for (size_t i = 0; i < scene.done_to.count; i++)
        if (has_troops(record, scene.done_to.items[i])) return true;
    return false;
}

/* "The collision killed him": nobody's deed. */
static bool is_done_by_thing(const ro_record *record, uint32_t word, const ro_event *e) {
    return !e->source.count && record->layers.words.items[word].upos == RO_UPOS_VERB &&
           ro_scene_of(record, word, false).doers.count;
}

static bool is_cue(const ro_record *record, ro_span span) {
    for (size_t i = 0; i < record->statements.count; i++)
        if (ro_span_overlaps(record->statements.items[i].cue, span)) return true;
    return false;
}

static bool read_deed(ro_cast *cast, uint32_t word) {
    ro_record *record = cast->record;
    ro_trigger trigger = ro_trigger_of(record, word);
    ro_span span = record->layers.words.items[word].span;
    if (!trigger.count || is_cue(record, span)) return true;
    for (size_t i = 0; i < trigger.count; i++) {
        ro_event e = {.trigger = span, .statement = statement_around(record, span, NOWHERE), .confidence = 0.5f};
        size_t mentions = cast->spoken.count;
        cast->statement = e.statement == NOWHERE ? 0 : e.statement + 1; /* whose "we" it is */
        if (!fits(record, word, trigger.types[i])) continue;
        if (!read_parties(cast, word, trigger.types[i], &e)) return false;
        if (!is_enough(trigger.needs[i], &e) || is_done_by_thing(record, word, &e)) {
            cast->spoken.count = mentions; /* who is in no event is mentioned by none */
            continue;
        }
        e.status = ro_status_of(record, word);
        if (e.status == RO_ASSERTED && e.statement != NOWHERE) e.status = RO_ATTRIBUTED;
        e.type = trigger.types[i];
        return is_told(cast, &e) || add_event(cast, &e, trigger.types[i]);
    }
    return true;
}

static int by_trigger(const void *a, const void *b) {
    const ro_event *x = a, *y = b;
    if (x->trigger.start != y->trigger.start) return x->trigger.start < y->trigger.start ? -1 : 1;
    return x->trigger.end < y->trigger.end ? -1 : x->trigger.end > y->trigger.end;
}

bool ro_events_read(ro_cast *cast) {
    ro_record *record = cast->record;
    cast->last.count = cast->last_plural.count = 0; /* a deed's "he" is not whoever spoke last in the report */
    for (uint32_t i = 0; i < record->layers.words.count; i++)
        if (!read_deed(cast, i)) return false;
    for (uint32_t i = 0; i < record->statements.count; i++)
        if (!read_speech(cast, i)) return false;
    if (record->events.count) qsort(record->events.items, record->events.count, sizeof *record->events.items, by_trigger);
    return true;
}
