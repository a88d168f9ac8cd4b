/* One event per happening, at its fullest mention. */
#include "find/events.h"
#include "find/find.h"
#include "find/forms.h"
#include "find/targets.h"

#include <stdlib.h>
#include <strings.h>

enum {
    BACK = 256 /* events before one that may tell the same */,
    STEM = 5 /* letters that a family of words shares */,
    HEADLINE = 3
};

/* What of an event is compared and weighed. */
typedef struct telling {
    uint32_t word;     /* of the trigger: the verb, else the last one; RO_NOBODY: not known */
    uint32_t sentence; /* its number */
    bool speech, definite, bare, headline;
    int fullness;
} telling;

/* ---- what the mention says */

static bool is_speech(const ro_record *record, const ro_event *e) {
    static const char SAID[] = " ACCUSE REQUEST REJECT SUPPORT THREATEN AGREE CONCEDE ";
    if (!ro_word_listed(e->type, strlen(e->type), SAID)) return false;
    for (size_t i = ro_statements_to(record, e->trigger.end), steps = 0; i-- > 0 && steps < RO_NEAR_STATEMENTS; steps++)
        if (ro_span_equal(record->statements.items[i].cue, e->trigger)) return true;
    return false;
}

/* "the attack on him", "this meeting", "their talks": what was told before. */
static bool is_definite(const ro_record *record, uint32_t word) {
    if (word == RO_NOBODY || ro_is_verb(record, word)) return false;
    return ro_has_child_word(record, word, " det nmod:poss ", " the this that these those such his her its their ") &&
           !ro_has_child(record, word, " acl acl:relcl ");
}

/* "the attack", without a word on whose it is or on whom; "the lawsuit was filed". */
static bool is_bare(const ro_record *record, uint32_t word) {
    static const char POINTING[] = " the this that these those such ";
    bool verb = ro_is_verb(record, word) && !ro_has_child(record, word, " det "); /* "the stabbing" is none */
    uint32_t thing = verb ? ro_child_of(record, word, " nsubj:pass ", RO_NOBODY) : word;
    if (thing == RO_NOBODY || (thing != word && !ro_is_form_of(record, word, " file lodge "))) return false;
    return ro_has_child_word(record, thing, " det ", POINTING) && !ro_has_child(record, thing, " nmod ");
}

/* A first sentence that ends as no sentence does. */
static bool is_headline(const ro_record *record, uint32_t sentence) {
    if (sentence >= HEADLINE) return false;
    const ro_text *text = &record->document->text;
    uint32_t end = record->layers.sentences.items[sentence].end;
    if (end > text->size) return false;
    while (end && ((unsigned char)text->bytes[end - 1] >= 0x80 || strchr("\"')", text->bytes[end - 1]))) end--;
    return end && !strchr(".!?", text->bytes[end - 1]);
}

/* Whether the deed stands in its sentence's own clause, and not in one that dates or describes. */
static bool is_main(const ro_record *record, uint32_t word) {
    enum { DEEP = 16 };
    for (int steps = 0; word != RO_NOBODY && steps < DEEP; steps++) {
        if (ro_has_relation(record, word, " acl acl:relcl advcl nmod ")) return false;
        if (ro_word_of(record, word)->head == word) return true;
        word = ro_word_of(record, word)->head;
    }
    return false;
}

/* What goes with a meeting, and is told for it only where no plainer word is. */
static bool is_handshake(const ro_record *record, uint32_t word) {
    return word != RO_NOBODY && ro_is_form_of(record, word, " shake shook shaken ");
}

static telling telling_of(const ro_record *record, const ro_event *e) {
    telling t = {.word = ro_main_word(record, e->trigger), .speech = is_speech(record, e)};
    t.sentence = (uint32_t)ro_sentence_at(record, e->trigger.start);
    t.definite = is_definite(record, t.word);
    t.bare = t.word != RO_NOBODY && is_bare(record, t.word);
    t.headline = is_headline(record, t.sentence);
    bool verb = t.word != RO_NOBODY && ro_is_verb(record, t.word);
    t.fullness = (e->source.count > 0) + (e->recipient.count > 0) + 2 * is_main(record, t.word) + 2 * verb +
                 (e->time != UINT32_MAX) - 16 * t.headline - 8 * is_handshake(record, t.word);
    return t;
}

/* ---- whether two are the same */

static bool share(const ro_indices *a, const ro_indices *b) {
    for (size_t i = 0; i < a->count; i++)
        if (ro_party_holds(b, a->items[i])) return true;
    return false;
}

/* Whether one of them is the country, or a group of it, that the other acts for. */
static bool same_side(const ro_record *record, uint32_t a, uint32_t b) {
    const ro_actor *x = &record->actors.items[a], *y = &record->actors.items[b];
    bool country = x->kind == RO_GOVERNMENT || y->kind == RO_GOVERNMENT || x->kind == RO_GROUP || y->kind == RO_GROUP;
    return a == b || (country && *x->country && !strcmp(x->country, y->country));
}

static bool has_side(const ro_record *record, const ro_event *e, uint32_t who) {
    for (size_t i = 0; i < e->source.count; i++)
        if (same_side(record, e->source.items[i], who)) return true;
    for (size_t i = 0; i < e->recipient.count; i++)
        if (same_side(record, e->recipient.items[i], who)) return true;
    return false;
}

/* Whether one side says nothing against the other. */
static bool agree(const ro_indices *a, const ro_indices *b) { return !a->count || !b->count || share(a, b); }

/* Whether all of one event's parties are the other's, or those act for them. */
static bool within(const ro_record *record, const ro_event *a, const ro_event *b) {
    for (size_t i = 0; i < a->source.count; i++)
        if (!has_side(record, b, a->source.items[i])) return false;
    for (size_t i = 0; i < a->recipient.count; i++)
        if (!has_side(record, b, a->recipient.items[i])) return false;
    return true;
}

/* Both sides meet, or one where the other is left open; of what is mutual nobody is new. */
static bool same_parties(const ro_record *record, const ro_event *a, const ro_event *b, bool family) {
    if (ro_type_is_mutual(a->type) && (within(record, a, b) || within(record, b, a))) return true;
    if (!agree(&a->source, &b->source) || !agree(&a->recipient, &b->recipient)) return false;
    bool sources = share(&a->source, &b->source), recipients = share(&a->recipient, &b->recipient);
    return (sources && recipients) || (family && (sources || recipients));
}

/* What happened, what may, and what did not are different things. */
static int standing(ro_status status) { return status == RO_NEGATED ? 3 : status == RO_PLANNED ? 2 : status == RO_HYPOTHETICAL; }

static bool covers(const ro_time *a, const ro_time *b) {
    return strcmp(a->earliest, b->latest) <= 0 && strcmp(b->earliest, a->latest) <= 0;
}

static bool same_time(const ro_record *record, const ro_event *a, const ro_event *b) {
    if (a->time == UINT32_MAX || b->time == UINT32_MAX || a->time == b->time) return true;
    const ro_time *x = &record->times.items[a->time], *y = &record->times.items[b->time];
    if (x->earliest && x->latest && y->earliest && y->latest) return covers(x, y);
    return !x->value || !y->value || !strcmp(x->value, y->value);
}

static bool same_family(const ro_record *record, const telling *a, const telling *b) {
    if (a->word == RO_NOBODY || b->word == RO_NOBODY) return false;
    ro_span x = ro_word_of(record, a->word)->span, y = ro_word_of(record, b->word)->span;
    const char *bytes = record->document->text.bytes;
    size_t size = x.end - x.start < y.end - y.start ? x.end - x.start : y.end - y.start;
    return !strncasecmp(bytes + x.start, bytes + y.start, size < STEM ? size : STEM);
}

/* Types whose deeds are one story in whatever words: an offensive is an invasion, a meeting talks. Others ("arrested", "charged")
 * are several steps. */
static bool is_one_story(const char *type) {
    return ro_word_listed(type, strlen(type), " ASSAULT CONSULT AGREE PROTEST MOBILIZE RETREAT COOPERATE ");
}

/* Words that only say that someone speaks, or agrees that something is so, and so tell of no single act. */
static bool is_plain(const ro_record *record, uint32_t word) {
    if (ro_is_form_of(record, word, " agree ")) return !ro_has_child(record, word, " xcomp ");
    return ro_is_form_of(record, word, " say said tell told write wrote add note call continue describe state tweet release ");
}

/* "shot and killed". */
static bool are_joined(const ro_record *record, const telling *a, const telling *b) {
    if (a->word == RO_NOBODY || b->word == RO_NOBODY || !ro_has_relation(record, b->word, " conj ")) return false;
    uint32_t head = ro_word_of(record, b->word)->head;
    return head == a->word || (ro_has_relation(record, a->word, " conj ") && head == ro_word_of(record, a->word)->head);
}

/* "shot and killed", but not "declared an emergency, shut the schools". */
static bool are_one_deed(const ro_record *record, const ro_event *a, const telling *at, const ro_event *b, const telling *bt) {
    if (!are_joined(record, at, bt)) return false;
    bool measures = ro_word_listed(a->type, strlen(a->type), " COERCE SANCTION "),
         other = !a->recipient.count != !b->recipient.count;
    return !strcmp(a->type, "MOBILIZE") || (agree(&a->recipient, &b->recipient) && !(measures && other));
}

/* "criticised it, accusing him of": one act. */
static bool is_clause_of(const ro_record *record, const telling *a, const telling *b) {
    if (ro_word_of(record, b->word)->head != a->word) return false;
    bool participle = ro_ends_in_ing(record, b->word) && !ro_ends_in_ing(record, a->word);
    return ro_has_relation(record, b->word, " advcl acl ") || (participle && ro_has_relation(record, b->word, " conj "));
}

/* "…, and urges": wherever the parser hangs it. */
static bool is_behind_and(const ro_record *record, uint32_t word) {
    return word && ro_is_verb(record, word) && ro_is_word(record, word - 1, " and ");
}

/* "wants this and urges that", but not "called it that and said". */
static bool are_two_acts(const ro_record *record, const telling *a, const telling *b) {
    return (are_joined(record, a, b) || is_behind_and(record, b->word)) && !is_plain(record, a->word) &&
           !is_plain(record, b->word);
}

/* Within a sentence one utterance is one act toward whom it touches; what is within its words goes with it, and so does what is
 * aimed at nobody just after it. The same words for the same parties may come again later. */
static bool same_utterance(const ro_record *record, const ro_event *a, const telling *at, const ro_event *b, const telling *bt) {
    enum { JUST = 2 /* sentences */ };
    if (at->word == RO_NOBODY || bt->word == RO_NOBODY) return false;
    const ro_statement *around = b->statement < record->statements.count ? &record->statements.items[b->statement] : NULL;
    if (around && ro_span_equal(around->cue, a->trigger) && share(&a->recipient, &b->recipient)) return true;
    if (!share(&a->source, &b->source)) return false;
    if (at->headline || (at->sentence == bt->sentence && is_clause_of(record, at, bt))) return true;
    if (at->sentence == bt->sentence) return agree(&a->recipient, &b->recipient) && !are_two_acts(record, at, bt);
    if (!b->recipient.count && bt->sentence - at->sentence <= JUST) return true;
    if (bt->sentence - at->sentence == 1 && is_plain(record, bt->word) && share(&a->recipient, &b->recipient)) return true;
    bool noun = !ro_is_verb(record, at->word) || !ro_is_verb(record, bt->word);
    return share(&a->recipient, &b->recipient) &&
           (noun || (same_family(record, at, bt) && !is_plain(record, at->word) && !is_plain(record, bt->word)));
}

/* "He injured two men": what an attack led to, told just after it. */
static bool is_toll(const ro_record *record, const ro_event *a, const telling *at, const ro_event *b, const telling *bt) {
    enum { JUST = 3 /* sentences */ };
    if (bt->word == RO_NOBODY || bt->sentence - at->sentence > JUST || strcmp(a->type, "ASSAULT")) return false;
    return ro_is_form_of(record, bt->word, " injure wound kill killing ") && share(&a->source, &b->source);
}

/* "gathered to discuss it": one meeting; "signed an agreement": one agreeing. */
static bool is_purpose(const ro_record *record, const ro_event *a, const telling *at, const ro_event *b, const telling *bt) {
    if (at->word == RO_NOBODY || bt->word == RO_NOBODY || ro_word_of(record, bt->word)->head != at->word) return false;
    return ro_has_relation(record, bt->word, " advcl acl xcomp obj obl nsubj:pass ") &&
           (share(&a->source, &b->source) || !b->source.count);
}

/* "Was hit by strikes in a raid": what hangs from one verb. */
static bool hang_together(const ro_record *record, const telling *a, const telling *b) {
    static const char HANGING[] = " obl obl:agent nsubj nsubj:pass obj ";
    if (a->word == RO_NOBODY || b->word == RO_NOBODY || ro_is_verb(record, a->word) || ro_is_verb(record, b->word)) return false;
    return ro_word_of(record, a->word)->head == ro_word_of(record, b->word)->head && ro_has_relation(record, a->word, HANGING) &&
           ro_has_relation(record, b->word, HANGING);
}

/* "Confessed to killing her by strangling her": how it was done. */
static bool is_means(const ro_record *record, const telling *a, const telling *b) {
    if (a->word == RO_NOBODY || b->word == RO_NOBODY || a->sentence != b->sentence || b->word <= a->word) return false;
    uint32_t head = ro_word_of(record, b->word)->head;
    bool beside = head == a->word || head == ro_word_of(record, a->word)->head;
    return beside && ro_ends_in_ing(record, b->word) && ro_has_child_word(record, b->word, " mark case ", " by ");
}

/* Who has died is not killed again, by whomever and in whatever words it is told. */
static bool is_death(const ro_record *record, uint32_t word) {
    static const char DEATHS[] = " kill killing murder assassinate assassination execute execution behead lynch slay slain slew "
                                 "strangle decapitate ";
    return word != RO_NOBODY && ro_is_form_of(record, word, DEATHS);
}

static bool is_one_death(const ro_record *record, const ro_event *a, const telling *at, const ro_event *b, const telling *bt) {
    if (strcmp(a->type, "ASSAULT") || a->recipient.count != 1 || b->recipient.count != 1) return false;
    const ro_actor *dead = &record->actors.items[a->recipient.items[0]];
    bool one = dead->kind == RO_PERSON && a->recipient.items[0] == b->recipient.items[0];
    return one && is_death(record, at->word) && is_death(record, bt->word) && standing(a->status) == standing(b->status);
}

/* "Iceland shelled the port. Norway launched the attack": who harms whom is told of each. */
static bool are_two_harms(const ro_event *a, const ro_event *b) {
    bool harm = ro_word_listed(a->type, strlen(a->type), " ASSAULT COERCE SANCTION ");
    return harm && !(agree(&a->source, &b->source) && agree(&a->recipient, &b->recipient));
}

/* What the reporter tells others tell, too, in the same word and of the same parties. */
static bool is_told_by_others(const ro_record *record, const ro_event *a, const telling *at, const ro_event *b,
                              const telling *bt) {
    return same_family(record, at, bt) && share(&a->recipient, &b->recipient) && agree(&a->source, &b->source);
}

/* "Rallied to protest against it": what they came for is what they did. */
static bool is_for(const ro_record *record, const ro_event *a, const telling *at, const ro_event *b, const telling *bt) {
    if (at->word == RO_NOBODY || bt->word == RO_NOBODY || a->status != RO_ASSERTED || b->status != RO_PLANNED) return false;
    return ro_is_verb(record, bt->word) && ro_has_relation(record, bt->word, " advcl ") && is_purpose(record, a, at, b, bt);
}

static bool same_happening(const ro_record *record, const ro_event *a, const telling *at, const ro_event *b, const telling *bt) {
    if (strcmp(a->type, b->type)) return false;
    if (is_for(record, a, at, b, bt)) return true;
    if (standing(a->status) != standing(b->status)) return false;
    if (at->speech || bt->speech) return same_utterance(record, a, at, b, bt);
    if (is_one_death(record, a, at, b, bt)) return true;
    if (!same_time(record, a, b)) return false;
    if ((a->status == RO_ASSERTED) != (b->status == RO_ASSERTED)) return is_told_by_others(record, a, at, b, bt);
    if (is_toll(record, a, at, b, bt) || (is_means(record, at, bt) && agree(&a->source, &b->source))) return true;
    if (bt->bare) return !are_two_harms(a, b);
    if (at->sentence == bt->sentence && !bt->definite)
        return are_one_deed(record, a, at, b, bt) || is_purpose(record, a, at, b, bt) ||
               (is_one_story(a->type) && hang_together(record, at, bt) && agree(&a->source, &b->source));
    bool family = same_family(record, at, bt);
    return same_parties(record, a, b, family) && (family || is_one_story(a->type));
}

/* ---- what is no happening */

/* What is said to agree with, or to be for or against, nobody; an inquiry into nobody; "he condemned the attack". */
static bool is_none(const ro_record *record, const ro_event *e, const telling *t) {
    if (t->bare && e->statement != UINT32_MAX && !strcmp(e->type, "ASSAULT")) return true;
    if (e->recipient.count || t->word == RO_NOBODY) return false;
    if (!strcmp(e->type, "ACCUSE") && ro_is_form_of(record, t->word, " investigate investigation probe inquiry enquiry "))
        return true;
    if (!t->speech) return false;
    return ro_word_listed(e->type, strlen(e->type), " AGREE SUPPORT ") ||
           ro_is_form_of(record, t->word, " oppose support favour favor back prefer ");
}

/* ---- joining them */

/* Of two tellings the fuller stays, with the parties, time and place that only the other names. */
static void join(ro_event *kept, telling *of_kept, const ro_event *more, const telling *of_more) {
    ro_event full = *kept, rest = *more;
    if (of_more->fullness > of_kept->fullness) {
        full = *more;
        rest = *kept;
        *of_kept = *of_more;
    }
    if (!full.source.count && !share(&full.recipient, &rest.source)) full.source = rest.source;
    if (!full.recipient.count && !share(&full.source, &rest.recipient)) full.recipient = rest.recipient;
    if (full.time == UINT32_MAX) full.time = rest.time;
    if (!full.place) full.place = rest.place;
    *kept = full;
}

bool ro_find_happenings(ro_record *record, ro_error *error) {
    size_t count = record->events.count, kept = 0;
    ro_event *events = record->events.items;
    if (!count) return true;
    telling *tellings = ro_arena_array(record->arena, count, sizeof *tellings);
    if (!tellings) return ro_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        ro_event e = events[i];
        telling t = telling_of(record, &e);
        size_t k = kept, steps = 0;
        while (k > 0 && steps < BACK && !same_happening(record, &events[k - 1], &tellings[k - 1], &e, &t)) k--, steps++;
        if (k > 0 && steps < BACK) {
            join(&events[k - 1], &tellings[k - 1], &e, &t);
            continue;
        }
        if (is_none(record, &e, &t)) continue;
        tellings[kept] = t;
        events[kept++] = e;
    }
    record->events.count = kept;
    ro_events_sort(record);
    return true;
}
