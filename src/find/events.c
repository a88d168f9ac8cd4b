#include "find/events.h"

#include "find/clauses.h"
#include "find/deeds.h"
#include "find/forms.h"
#include "find/modes.h"
#include "find/targets.h"
#include "find/triggers.h"

#include <strings.h>

/* ---- events */

/* Passive: who suffers it is enough where 'p' stands. */
static bool is_enough(char needs, const ro_event *e, bool passive) {
    switch (needs) {
    case 'p': return e->recipient.count && (passive || e->source.count);
    case 's': return e->source.count;
    case 'r': return e->recipient.count;
    case 'b': return e->source.count && e->recipient.count;
    default: return e->source.count || e->recipient.count;
    }
}

static bool is_plural(const ro_record *record, uint32_t noun) {
    ro_span span = record->layers.words.items[noun].span;
    return ro_form_ends(record->document->text.bytes + span.start, span.end - span.start, "s");
}

/* "The leaders of both countries spoke by telephone": with each other. */
static bool is_among(const ro_record *record, uint32_t word, const ro_event *e, const ro_scene *scene) {
    if (strcmp(e->type, "CONSULT") || !e->source.count || !ro_is_form_of(record, word, " speak spoke talk ")) return false;
    if (!scene->doers.count || !is_plural(record, scene->doers.items[0])) return false;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, word, " obl ", c)) != RO_NOBODY;)
        if (ro_is_form_of(record, c, " telephone phone video ")) return true;
    return false;
}

static bool add_event(ro_cast *cast, ro_event *e) {
    const ro_text *text = &cast->record->document->text;
    ro_span bounds = cast->record->layers.sentences.items[ro_sentence_at(cast->record, e->trigger.start)];
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

/* A word of the statement's content, letter case aside, that begins so; stems: " unlawful violat ". */
static bool says(const ro_record *record, const ro_statement *s, const char *stems) {
    const ro_text *text = &record->document->text;
    for (size_t i = 0; i < s->content.count; i++)
        for (uint32_t w = ro_word_at(record, s->content.items[i].start); w < record->layers.words.count; w++) {
            ro_span span = record->layers.words.items[w].span;
            if (span.start >= s->content.items[i].end) break;
            for (const char *at = stems; (at = strchr(at, ' ')) && at[1]; at++) {
                size_t size = strcspn(at + 1, " ");
                if (span.end - span.start >= size && !strncasecmp(text->bytes + span.start, at + 1, size)) return true;
            }
        }
    return false;
}

/* Acts that the statement's own act does not tell: a ruling against someone, a word of solidarity. */
static const char *type_of_words(const ro_record *record, const ro_statement *s, uint32_t cue) {
    if (ro_is_form_of(record, cue, " rule ") && says(record, s, " unconstitutional unlawful illegal violat invalid guilty "))
        return "ACCUSE";
    if (says(record, s, " condolence mourn died death deceased loss victims famil ")) return NULL;
    return says(record, s, " solidarity pray prayer prayers ") ? "SUPPORT" : NULL;
}

static const char *type_of_act(const ro_record *record, const ro_statement *s) {
    static const char COURTS[] = " charge sentence convict indict arrest detain jail imprison acquit fine overturn ";
    uint32_t cue = cue_word(record, s);
    bool known = cue < record->layers.words.count;
    if (known && ro_is_verb(record, cue) && ro_is_form_of(record, cue, COURTS))
        return NULL; /* deeds, whatever is said with them */
    switch (s->act) {
    case RO_DEMAND: return "REQUEST";
    case RO_ACCUSE:
    case RO_CRITICISE: return "ACCUSE";
    case RO_REJECT: return "REJECT";
    case RO_THREATEN: return "THREATEN";
    case RO_PRAISE: return "SUPPORT";
    case RO_PROMISE:
    case RO_AGREE:
        if (known && ro_is_form_of(record, cue, " approve accept ratify ")) return "AGREE";
        return known && ro_is_form_of(record, cue, " agree pledge offer ") ? "AGREE" : s->act == RO_AGREE ? "SUPPORT" : NULL;
    case RO_PROPOSE: return known && ro_is_form_of(record, cue, " recommend advise invite urge call ") ? "REQUEST" : NULL;
    case RO_SAY:
    case RO_EXPECT: return known ? type_of_words(record, s, cue) : NULL;
    default: return NULL;
    }
}

/* Cues that are deeds whatever is said with them. */
static const char DOING[] = " lawsuit suit motion complaint file petition investigate investigation inquiry probe dismiss sue "
                            "protest demonstrate meet met visit arrest charge sign veto apologise apologize resign step "
                            "impeach prosecute subpoena censure nominate award ratify overrule overturn boycott cancel petition ";

/* Types of what is done rather than said. */
static bool is_done(const ro_trigger *trigger) {
    return ro_word_listed(trigger->types[0], strlen(trigger->types[0]),
                          " ASSAULT COERCE SANCTION MOBILIZE PROTEST RETREAT AID COOPERATE CONSULT ");
}

/* Whether a word stands in the cue of a statement that is an event itself, or only says that something is said. */
static bool is_cue(const ro_record *record, uint32_t word, const ro_trigger *trigger) {
    ro_span span = record->layers.words.items[word].span;
    for (size_t i = ro_statements_to(record, span.end), steps = 0; i-- > 0 && steps < RO_NEAR_STATEMENTS; steps++) {
        const ro_statement *s = &record->statements.items[i];
        if (!ro_span_overlaps(s->cue, span)) continue;
        bool act = type_of_act(record, s) && s->speakers.count;
        if (act || !(trigger->phrase || is_done(trigger) || ro_is_form_of(record, word, DOING))) return true;
    }
    return false;
}

/* An outlet that carries a charge does not make it, unless its verb says so. */
static bool is_relayed(const ro_cast *cast, const ro_statement *s) {
    if (!s->speakers.count || strcmp(cast->whos.items[s->speakers.items[0]].sector, "JRN")) return false;
    uint32_t cue = cue_word(cast->record, s);
    return cue >= cast->record->layers.words.count ||
           !ro_is_form_of(cast->record, cue,
                          " accuse blame condemn criticise criticize denounce demand urge reject threaten thank ");
}

/* "Declined to comment": nothing is refused to anyone. */
static bool is_silence(const ro_record *record, const ro_statement *s) {
    static const char TELLING[] =
        " comment detail elaborate say specify disclose discuss identify confirm name reveal give answer "
        "respond speculate provide ";
    if (s->act != RO_REJECT) return false;
    uint32_t cue = cue_word(record, s);
    if (cue >= record->layers.words.count || !ro_is_form_of(record, cue, " decline refuse ")) return false;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, cue, " xcomp ", c)) != RO_NOBODY;)
        if (ro_is_form_of(record, c, TELLING)) return true;
    return false;
}

/* What is said is no act of its own: relayed, a habit, not told, or a name given ("to be called Velmora"). */
static bool is_no_act(const ro_cast *cast, const ro_statement *s) {
    const ro_record *record = cast->record;
    uint32_t cue = cue_word(record, s);
    if (is_relayed(cast, s) || is_silence(record, s)) return true;
    if (cue >= record->layers.words.count || !ro_is_verb(record, cue)) return false;
    bool named = ro_is_form_of(record, cue, " call ") && ro_has_child(record, cue, " aux:pass nsubj:pass ") &&
                 !ro_has_child(record, cue, " obl:agent ");
    bool in_court = ro_is_form_of(record, cue, " plead ") && ro_deed_is_plea(record, cue);
    return named || in_court || ro_deed_is_habit(record, cue);
}

/* "He said it was cruel": plain words that blame nobody, not even who is spoken to, are no charge. */
static bool is_lament(const ro_record *record, const ro_statement *s, const ro_event *e) {
    static const char PLAIN[] = " say said tell told write wrote add read tweet note state continue remark according ";
    uint32_t cue = cue_word(record, s);
    if (strcmp(e->type, "ACCUSE") || e->recipient.count || cue >= record->layers.words.count) return false;
    return ro_is_form_of(record, cue, PLAIN) && !says(record, s, " your ");
}

/* "He is accused of": by whom is not said. */
static bool is_charged(const ro_record *record, const ro_statement *s) {
    uint32_t cue = cue_word(record, s);
    return cue < record->layers.words.count &&
           ro_is_form_of(record, cue, " accuse blame criticise criticize condemn denounce urge ") &&
           ro_has_child(record, cue, " nsubj:pass ");
}

/* "She drew criticism from Norway", "he received the praise of": the source is whom the words are aimed at. */
static bool is_suffered(const ro_record *record, const ro_statement *s) {
    static const char SUFFERING[] = " receive draw drew drawn face suffer earn get got win won attract meet met ";
    static const char WORDS[] = " criticism praise condemnation support threat rebuke backlash ";
    uint32_t noun = RO_NOBODY, verb = RO_NOBODY;
    for (uint32_t i = ro_word_at(record, s->cue.start); i < record->layers.words.count; i++) {
        if (ro_word_of(record, i)->span.start >= s->cue.end) break;
        if (!ro_is_verb(record, i) && ro_is_form_of(record, i, WORDS)) noun = i;
    }
    if (noun != RO_NOBODY && ro_has_relation(record, noun, " obj ")) verb = ro_word_of(record, noun)->head;
    return verb != RO_NOBODY && ro_is_verb(record, verb) && ro_is_form_of(record, verb, SUFFERING);
}

static bool read_speech(ro_cast *cast, uint32_t index) {
    ro_record *record = cast->record;
    const ro_statement *s = &record->statements.items[index];
    const char *label = type_of_act(record, s);
    if (!label || ro_span_empty(s->cue) || (!s->speakers.count && !is_charged(record, s)) || is_no_act(cast, s)) return true;
    ro_event e = {
        .type = label, .trigger = s->cue, .statement = ro_statement_around(record, s->cue, index), .confidence = s->confidence};
    cast->statement = e.statement == RO_NONE ? 0 : e.statement + 1;           /* whose "us" it is */
    bool suffered = is_suffered(record, s) && s->source.start < s->cue.start; /* not "drew criticism from Norway" */
    if (!ro_parties_put(cast, suffered ? &e.recipient : &e.source, &s->speakers, &(ro_indices){0})) return false;
    if (ro_type_is_mutual(label)) ro_target_split(&e);
    if (!e.recipient.count && !ro_target_of_speech(cast, s, &e)) return false;
    if ((!e.recipient.count && !e.source.count) || is_lament(record, s, &e)) return true;
    e.status = s->negated ? RO_NEGATED : e.statement == RO_NONE ? RO_ASSERTED : RO_ATTRIBUTED;
    if (e.statement == RO_NONE) e.statement = index;
    return add_event(cast, &e);
}

/* ---- deeds */

/* "Ten people were injured": what a deed, or an accident, led to. */
static bool is_toll(const ro_record *record, uint32_t word, const ro_event *e) {
    if (e->source.count || record->layers.words.items[word].upos != RO_UPOS_VERB) return false;
    return ro_is_form_of(record, word, " injure wound kill ");
}

/* "The party's nomination for mayor": what is striven for; a person is nominated. */
static bool is_office(const ro_cast *cast, uint32_t word, const ro_event *e) {
    if (ro_is_verb(cast->record, word) || !ro_is_form_of(cast->record, word, " nomination ")) return false;
    return cast->whos.items[e->recipient.items[0]].kind != RO_PERSON;
}

/* "We meet every rule", "they gather facts": a thing is met, nobody. */
static bool is_met_thing(const ro_record *record, uint32_t word, const ro_scene *scene, const ro_event *e) {
    return ro_is_verb(record, word) && ro_is_form_of(record, word, " meet met capture gather ") && scene->done_to.count &&
           !e->recipient.count;
}

/* "The collision killed him": nobody's deed. */
static bool is_done_by_thing(const ro_record *record, uint32_t word, const ro_scene *scene, const ro_event *e) {
    return !e->source.count && record->layers.words.items[word].upos == RO_UPOS_VERB && scene->doers.count;
}

/* What someone did to nobody in particular, or never meant to do: a denial. */
static bool is_denial(const ro_record *record, uint32_t word, const ro_event *e) {
    bool harm = ro_word_listed(e->type, strlen(e->type), " ASSAULT COERCE THREATEN MOBILIZE ");
    uint32_t head = ro_word_of(record, word)->head;
    if (ro_is_verb(record, word) && ro_is_form_of(record, head, " rule ")) return false; /* "ruled out sending troops": decided */
    return harm && e->status == RO_NEGATED && (!e->source.count || !e->recipient.count || !ro_is_negated(record, word));
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
    if (!trigger.count || is_cue(record, word, &trigger)) return true;
    uint32_t statement = ro_statement_around(record, span, RO_NONE);
    cast->statement = statement == RO_NONE ? 0 : statement + 1; /* whose "we" it is */
    for (size_t i = 0; i < trigger.count; i++) {
        const char *type = trigger.types[i];
        ro_scene scene = ro_scene_of(record, word, ro_word_is_undergone(record, word, type));
        ro_event e = {.type = type, .trigger = span, .statement = statement, .confidence = 0.5f};
        size_t mentions = cast->spoken.count;
        if (!ro_deed_fits(record, word, type, trigger.phrase, &scene) || ro_deed_is_none(record, word, type)) continue;
        ro_deed_complete(record, word, type, trigger.phrase, &scene);
        if (!ro_target_of_deed(cast, word, &scene, &e)) return false;
        bool enough = is_enough(trigger.parties[i], &e, ro_has_child(record, word, " nsubj:pass aux:pass ")) ||
                      is_among(record, word, &e, &scene);
        bool thing = is_done_by_thing(record, word, &scene, &e) || is_met_thing(record, word, &scene, &e);
        if (!enough || thing || is_toll(record, word, &e) || is_office(cast, word, &e)) {
            cast->spoken.count = mentions; /* who is in no event is mentioned by none */
            continue;
        }
        e.status = ro_deed_status(record, word, type, statement != RO_NONE);
        if ((e.status == RO_HYPOTHETICAL && is_asked_for(record, word, statement)) || is_denial(record, word, &e)) {
            cast->spoken.count = mentions;
            return true;
        }
        if (e.status == RO_ASSERTED && statement != RO_NONE) e.status = RO_ATTRIBUTED;
        bool announced = e.status == RO_PLANNED && ro_is_form_of(record, word, " resign step stand stood ");
        if (announced && !strcmp(type, "RETREAT")) e.type = "CONCEDE"; /* one yields in words yet */
        return add_event(cast, &e);
    }
    return true;
}

static int by_trigger(const void *a, const void *b) {
    const ro_event *x = a, *y = b;
    if (x->trigger.start != y->trigger.start) return x->trigger.start < y->trigger.start ? -1 : 1;
    if (x->trigger.end != y->trigger.end) return x->trigger.end < y->trigger.end ? -1 : 1;
    return x->statement < y->statement ? -1 : x->statement > y->statement;
}

void ro_events_sort(ro_record *record) {
    if (record->events.count) qsort(record->events.items, record->events.count, sizeof *record->events.items, by_trigger);
}

bool ro_deeds_read(ro_cast *cast, uint32_t end) {
    const ro_record *record = cast->record;
    for (; cast->deed < record->layers.words.count && record->layers.words.items[cast->deed].span.start < end; cast->deed++)
        if (!read_deed(cast, cast->deed)) return false;
    return true;
}

bool ro_speech_read(ro_cast *cast) {
    ro_record *record = cast->record;
    for (uint32_t i = 0; i < record->statements.count; i++)
        if (!read_speech(cast, i)) return false;
    ro_events_sort(record);
    return true;
}
