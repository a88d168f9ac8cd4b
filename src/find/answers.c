#include "find/answers.h"

#include "find/forms.h"
#include "find/targets.h"

enum { PROVOKED = 3 /* sentences between a deed and the answer to it */ };

/* "Asked not to be named", "declined to comment": the reporters are asked, or asked themselves. */
static bool is_to_reporters(const ro_record *record, const ro_event *e) {
    uint32_t word = ro_verb_of(record, e->trigger);
    if (word == RO_NOBODY) return false;
    if (!strcmp(e->type, "REJECT") && ro_is_form_of(record, word, " say comment ")) return true;
    uint32_t clause = ro_child_of(record, word, " xcomp ", RO_NOBODY);
    return clause != RO_NOBODY && ro_is_form_of(record, clause, " name identify quote comment say discuss speak ");
}

/* The last event before another that someone else did; of a type, if one is given. */
static const ro_event *last_by_another(const ro_cast *cast, size_t from, const ro_event *e, const char *type) {
    enum { BACK = 256 };
    const ro_record *record = cast->record;
    for (size_t i = from, steps = 0; i-- > 0 && steps < BACK; steps++) {
        const ro_event *o = &record->events.items[i];
        if (o->trigger.end > e->trigger.start || !o->source.count || (type && strcmp(o->type, type))) continue;
        if (!strcmp(cast->whos.items[o->source.items[0]].sector, "JRN")) continue; /* who reports it does not do it */
        if ((type && !strcmp(type, "AGREE") && !o->recipient.count) || is_to_reporters(record, o)) continue;
        if (!ro_party_holds(&e->source, o->source.items[0])) return o;
    }
    return NULL;
}

bool ro_deed_is_known(const ro_cast *cast, const ro_nouns *heads, const ro_event *e) {
    const char *type = heads->count ? ro_deed_named(cast->record, heads->items[0]) : NULL;
    if (!type) return false;
    return (!strcmp(type, "ASSAULT") && cast->culprit != RO_NONE) || last_by_another(cast, cast->record->events.count, e, type);
}

/* The doers of the deed that a noun points back to; of what was agreed both sides. */
static bool fill_by_deed(ro_cast *cast, size_t index) {
    const ro_record *record = cast->record;
    ro_event *e = &record->events.items[index];
    uint32_t word = ro_verb_of(record, e->trigger);
    if (word == RO_NOBODY) return true;
    ro_scene scene = ro_scene_of(record, word, false);
    const char *type = scene.done_to.count ? ro_deed_named(record, scene.done_to.items[0]) : NULL;
    const ro_event *deed = type ? last_by_another(cast, index, e, type) : NULL;
    if (type && !deed && !strcmp(type, "ASSAULT") && cast->culprit != RO_NONE) {
        ro_indices culprit = {.items = &cast->culprit, .count = 1, .room = 1};
        return ro_parties_put(cast, &e->recipient, &culprit, &e->source);
    }
    if (!deed) return true;
    if (!ro_parties_put(cast, &e->recipient, &deed->source, &e->source)) return false;
    return strcmp(type, "AGREE") || ro_parties_put(cast, &e->recipient, &deed->recipient, &e->source);
}

/* "The move": who announced, proposed or did something last. */
static bool fill_by_move(ro_cast *cast, size_t index) {
    static const char MOVES[] = " move decision plan step proposal announcement action measure change idea notion policy ";
    enum { BACK = 12 /* statements */ };
    const ro_record *record = cast->record;
    ro_event *e = &record->events.items[index];
    uint32_t word = ro_verb_of(record, e->trigger);
    if (word == RO_NOBODY) return true;
    ro_scene scene = ro_scene_of(record, word, false);
    if (!scene.done_to.count) return true;
    uint32_t thing = scene.done_to.items[0];
    if (!(ro_is_form_of(record, thing, MOVES) && ro_has_child(record, thing, " det "))) return true;
    for (size_t i = ro_statements_to(record, e->trigger.start), steps = 0; i-- > 0 && steps < BACK; steps++) {
        const ro_statement *s = &record->statements.items[i];
        bool moves = s->act == RO_PROMISE || s->act == RO_PROPOSE || s->act == RO_THREATEN;
        if (!moves || !s->speakers.count || ro_party_holds(&e->source, s->speakers.items[0])) continue;
        return ro_parties_put(cast, &e->recipient, &s->speakers, &e->source);
    }
    return true;
}

/* What is asked and what is granted or refused in one sentence belong together. */
static bool fill_by_counterpart(ro_cast *cast, size_t index) {
    const ro_record *record = cast->record;
    ro_event *e = &record->events.items[index];
    bool asks = !strcmp(e->type, "REQUEST");
    size_t sentence = ro_sentence_at(record, e->trigger.start);
    for (size_t i = index > 3 ? index - 3 : 0; i < record->events.count && i < index + 4; i++) {
        const ro_event *o = &record->events.items[i];
        bool fits = asks ? ro_word_listed(o->type, strlen(o->type), " AGREE REJECT SUPPORT ")
                         : strcmp(e->type, "ACCUSE") && !strcmp(o->type, "REQUEST");
        if (i == index || !fits || !o->source.count || ro_party_holds(&e->source, o->source.items[0])) continue;
        if (ro_sentence_at(record, o->trigger.start) != sentence) continue;
        return ro_parties_put(cast, &e->recipient, &o->source, &e->source);
    }
    return true;
}

/* Whoever joins in an answer answers the same one; who was answered himself answers back. */
static bool fill_by_answer(ro_cast *cast, ro_event *e, const ro_event *last) {
    bool joins = strcmp(e->type, "SUPPORT") && ro_type_is_answer(last->type) && strcmp(last->type, "SUPPORT") &&
                 last->recipient.count && !ro_party_holds(&last->recipient, e->source.items[0]);
    if (!ro_parties_put(cast, &e->recipient, joins ? &last->recipient : &last->source, &e->source)) return false;
    if (e->recipient.count) e->confidence *= 0.5f; /* the order of telling is all that says so */
    return true;
}

static bool is_near(const ro_record *record, const ro_event *e, const ro_event *last) {
    return last && ro_sentence_at(record, e->trigger.start) - ro_sentence_at(record, last->trigger.start) <= PROVOKED;
}

/* The event before another, or before the meetings told between them. */
static const ro_event *last_answer(const ro_record *record, size_t index) {
    while (index > 0 && !strcmp(record->events.items[index - 1].type, "CONSULT")) index--;
    const ro_event *before = index ? &record->events.items[index - 1] : NULL;
    return before && ro_type_is_answer(before->type) ? before : NULL;
}

/* "You", "some people": what they ask or criticise is nobody's in particular. */
static bool is_anyone(const ro_who *who) {
    if (who->named || !who->key) return false;
    size_t size = strcspn(who->key, " ");
    return ro_word_listed(who->key, size,
                          " you i they some many most others other people anyone somebody everyone one few several critics ");
}

/* "Condemned the attack", of which nobody is known to have done it. */
static bool is_of_unknown(const ro_record *record, const ro_event *e) {
    uint32_t word = ro_verb_of(record, e->trigger);
    if (word == RO_NOBODY) return false;
    ro_scene scene = ro_scene_of(record, word, false);
    const char *type = scene.done_to.count ? ro_deed_named(record, scene.done_to.items[0]) : NULL;
    return type && !strcmp(type, "ASSAULT");
}

/* "The plan", "his plan", "such plans", "funding for such a wall". */
static bool is_known(const ro_record *record, uint32_t thing) {
    static const char POINTING[] = " the this that these those such both ";
    if (ro_has_child(record, thing, " nmod:poss ") || ro_has_child_word(record, thing, " det amod ", POINTING)) return true;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, thing, " nmod ", c)) != RO_NOBODY;)
        if (ro_has_child_word(record, c, " det amod det:predet ", " such this that these those ")) return true;
    return false;
}

/* Whether what an act is about may be what was told before: "criticised it", "the plan", not "a mine" or "hatred". */
static bool is_of_known(const ro_record *record, const ro_event *e, uint32_t word) {
    ro_scene scene = ro_scene_of(record, word, false);
    const ro_nouns *about = scene.done_to.count ? &scene.done_to : &scene.towards;
    for (size_t i = 0; i < about->count; i++) {
        uint32_t thing = about->items[i];
        if (ro_word_of(record, thing)->upos != RO_UPOS_NOUN || ro_span_overlaps(ro_word_of(record, thing)->span, e->trigger))
            continue;
        if (!is_known(record, thing)) return false;
    }
    return about->count || !scene.clause.count;
}

/* Whether the order of telling may say whom an event answers: of words that answer by themselves ("criticised it"), not of plain
 * ones ("said"), of what is asked for, nor of deeds but refusals ("a lawsuit"). */
static bool is_reaction(const ro_record *record, const ro_event *e) {
    static const char PLAIN[] = " say said tell told write wrote add read tweet note state continue describe remark according "
                                "express ";
    if (!strcmp(e->type, "REQUEST")) return false;
    bool speech =
        e->statement < record->statements.count && ro_span_equal(record->statements.items[e->statement].cue, e->trigger);
    uint32_t word = ro_verb_of(record, e->trigger);
    if (word == RO_NOBODY || ro_is_form_of(record, word, PLAIN)) return false;
    return (speech || !strcmp(e->type, "REJECT")) && is_of_known(record, e, word);
}

static bool fill(ro_cast *cast, size_t index) {
    ro_record *record = cast->record;
    ro_event *e = &record->events.items[index];
    bool agrees = !strcmp(e->type, "AGREE");
    if (e->recipient.count || !e->source.count || !(ro_type_is_answer(e->type) || agrees) || is_to_reporters(record, e))
        return true;
    if (cast->whos.items[e->source.items[0]].kind == RO_DOCUMENT) return true;
    if (!fill_by_deed(cast, index)) return false;
    if (!e->recipient.count && !agrees && !fill_by_move(cast, index)) return false;
    if (!e->recipient.count && !fill_by_counterpart(cast, index)) return false;
    if (e->recipient.count || agrees) return true;
    if (is_anyone(&cast->whos.items[e->source.items[0]]) || is_of_unknown(record, e)) return true;
    bool claims = ro_verb_of(record, e->trigger) != RO_NOBODY &&
                  ro_is_form_of(record, ro_verb_of(record, e->trigger), " claim allege announce assert express say said state ");
    const ro_event *before = claims ? NULL : last_answer(record, index); /* the same one goes on */
    bool backs = !strcmp(e->type, "SUPPORT"), backed = before && !strcmp(before->type, "SUPPORT");
    if (before && backs == backed && is_near(record, e, before) && before->recipient.count &&
        ro_party_holds(&e->source, before->source.count ? before->source.items[0] : RO_NONE))
        return ro_parties_put(cast, &e->recipient, &before->recipient, &e->source);
    if (!is_reaction(record, e)) return true;
    const ro_event *last = last_by_another(cast, index, e, NULL);
    return !is_near(record, e, last) || fill_by_answer(cast, e, last);
}

bool ro_answers_fill(ro_cast *cast) {
    for (size_t i = 0; i < cast->record->events.count; i++)
        if (!fill(cast, i)) return false;
    return true;
}
