/* Attributions of PolNeAR's that are no statements: deeds, what one knows, names for things, topics, silence, the writer's own
 * "I". */
#include "find/statements.h"

#include "find/acts.h"
#include "find/acts_words.h"
#include "find/clauses.h"
#include "find/find.h"
#include "model/heads.h"

/* Verbs that put a name on a thing. */
static const char NAMING[] = " call name know known dub term nickname title consider deem label brand entitle style ";
/* Verbs of speech whose object is a text, a question or a sound, and those behind whose preposition is what it is about. */
static const char HANDLING[] =
    " answer publish post chant shout yell cry sing sang release issue introduce appeal pass file observe ";
static const char TOUCHING[] = " speak spoke spoken talk comment rule respond reply refer testify lecture joke shout yell ";

/* ---- words of the cue */

/* The last verb of the cue; RO_NOBODY: none, or syntax is not known. */
static uint32_t verb_of(const ro_record *record, ro_span cue) {
    uint32_t found = RO_NOBODY;
    for (uint32_t i = ro_word_at(record, cue.start); i < record->layers.words.count; i++) {
        if (ro_word_of(record, i)->span.start >= cue.end) break;
        if (ro_is_verb(record, i)) found = i;
    }
    return found;
}

static bool ends_with(const ro_text *text, ro_span span, const char *tail) {
    uint32_t size = (uint32_t)strlen(tail);
    return span.end - span.start > size && ro_text_is(text, (ro_span){span.end - size, span.end}, tail);
}

static bool is_any(const ro_text *text, ro_span span, const char *const *words) {
    for (; *words; words++)
        if (ro_text_is(text, span, *words)) return true;
    return false;
}

static bool any_quoted(const ro_scribe *f, const ro_attribution *a) {
    for (size_t i = 0; i < a->n_content; i++)
        if (ro_statement_quoted(f, a->content[i])) return true;
    return false;
}

/* A finite clause, an infinitive or a gerund, and no noun with a clause of its own ("a speech he was to have given"). Without
 * syntax: words with a verb. */
static bool is_clause(const ro_scribe *f, ro_span content, bool finite) {
    const ro_record *record = f->record;
    ro_span own = {ro_statement_lead(f, content), content.end};
    uint32_t head = record->layers.words.count ? ro_head_of(record, own) : RO_NOBODY;
    if (head == RO_NOBODY) return ro_statement_sayable(f, content);
    if (finite) return ro_has_child(record, head, " nsubj nsubj:pass nsubj:outer expl csubj ");
    return ro_is_verb(record, head) || ro_has_child(record, head, " nsubj nsubj:pass nsubj:outer expl csubj cop ");
}

static bool any_clause(const ro_scribe *f, const ro_attribution *a, bool finite) {
    for (size_t i = 0; i < a->n_content; i++)
        if (is_clause(f, a->content[i], finite)) return true;
    return false;
}

/* ---- what says nothing */

/* "Did not respond to requests for comment", "did not return calls seeking comment": nothing was said. */
static bool is_silence(const ro_scribe *f, const ro_attribution *a) {
    static const char *const answers[] = {"respond*", "reply", "replied", "return", "returned", "answer*", NULL};
    static const char *const comment[] = {"comment", "comments", NULL};
    if (!ro_cue_negated(f->text, a->cue) || !ro_has_any(f->text, a->cue, answers)) return false;
    for (size_t i = 0; i < a->n_content; i++) {
        bool said = ro_statement_quoted(f, a->content[i]) || ro_statement_sayable(f, a->content[i]);
        if (said && !ro_has_any(f->text, a->content[i], comment)) return false;
    }
    return true;
}

/* "Reportedly" alone: of nobody in particular. */
static bool is_hearsay(const ro_scribe *f, const ro_attribution *a) {
    static const char *const adverbs[] = {"reportedly", "allegedly",  "purportedly", "supposedly",
                                          "reputedly",  "apparently", NULL};
    if (is_any(f->text, a->cue, adverbs)) return true;
    for (size_t i = 0; adverbs[i] && ro_span_empty(a->source); i++)
        if (ro_word_begins(f->text, a->cue.start, a->cue.end, adverbs[i])) return true;
    return false;
}

/* "I think", "do you think": the writer's own voice, or that of a transcript. */
static bool is_own_voice(const ro_scribe *f, const ro_attribution *a) {
    static const char *const own[] = {"I", "we", "you", "my", "our", NULL};
    return is_any(f->text, a->source, own) && !ro_statement_quoted(f, a->cue) && !any_quoted(f, a);
}

/* "No group claimed it", "nobody said": there is no such source. */
static bool is_nobodys(const ro_scribe *f, const ro_attribution *a) {
    static const char *const fronts[] = {"no ", "nobody", "none of ", "noone", NULL};
    for (size_t i = 0; fronts[i]; i++)
        if (ro_word_begins(f->text, a->source.start, a->source.end, fronts[i])) return true;
    return false;
}

/* "Was named head of the board", "the port called Sollen": a name that anybody uses. */
static bool is_name(const ro_scribe *f, const ro_attribution *a, uint32_t verb) {
    const ro_record *record = f->record;
    if (!ro_is_form_of(record, verb, NAMING) ||
        (a->n_content && ro_text_is(f->text, (ro_span){a->content->start, a->content->start + 3}, "to ")))
        return false;
    bool nobody = !ro_ends_in_ing(record, verb) && !ro_has_child(record, verb, " nsubj ");
    if (ro_span_empty(a->source)) return nobody || ro_has_child(record, verb, " aux:pass nsubj:pass ");
    ro_span named = ro_word_of(record, ro_word_of(record, verb)->head)->span;
    return nobody && ro_has_relation(record, verb, " acl ") && ro_span_contains(a->source, named);
}

/* "The road was closed", "a bridge was announced": told of as done, and by nobody. */
static bool is_deed_of_nobody(const ro_scribe *f, const ro_attribution *a, uint32_t verb) {
    static const char CHARGING[] = " accuse suspect blame ";
    if (ro_is_form_of(f->record, verb, " allow permit ") && !any_quoted(f, a) && !any_clause(f, a, true)) return true;
    bool passive = ro_has_child(f->record, verb, " aux:pass nsubj:pass ") && !ro_has_child(f->record, verb, " obl:agent ");
    return passive && ro_span_empty(a->source) && !any_quoted(f, a) && !any_clause(f, a, false) &&
           !ro_is_form_of(f->record, verb, CHARGING);
}

/* "Declared a state of emergency": done by saying so; "claimed ten lives". */
static bool is_done(const ro_scribe *f, const ro_attribution *a, uint32_t verb) {
    static const char *const states[] = {"emergency", "disaster", "calamity", "martial law", "independence", "bankruptcy", NULL};
    static const char *const lives[] = {"lives", "life", "victims", NULL};
    static const char *const contests[] = {"race", "election", "primary", "state", "contest", "seat", NULL};
    static const char *const whom[] = {"him", "her", "them", "me", "us", NULL};
    if (a->n_content != 1 || ro_statement_quoted(f, *a->content) || is_clause(f, *a->content, true)) return false;
    if (ro_is_form_of(f->record, verb, " declare proclaim ")) return ro_has_any(f->text, *a->content, states);
    if (ro_is_form_of(f->record, verb, " confirm ")) return is_any(f->text, *a->content, whom); /* in office */
    if (ro_is_form_of(f->record, verb, " call project ") && ro_has_any(f->text, *a->content, (const char *const[]){"for", NULL}))
        return ro_has_any(f->text, *a->content, contests); /* "the election for her" */
    return ro_is_form_of(f->record, verb, " claim ") && ro_has_any(f->text, *a->content, lives);
}

/* "Has to approve the deal", "should consider it", "one could argue": it has not been said yet. "Could not confirm" has. */
static bool is_yet_to_be(const ro_scribe *f, const ro_attribution *a, uint32_t verb) {
    const ro_record *record = f->record;
    if (any_quoted(f, a) || ro_cue_negated(f->text, a->cue) || ro_ends_in_ing(record, verb)) return false;
    if (ro_has_child_word(record, verb, " aux ", " should must could might may ")) return true;
    uint32_t first = ro_word_at(record, a->cue.start);
    bool to = ro_has_child_word(record, verb, " mark ", " to ") && ro_word_of(record, first)->span.start < a->cue.end;
    return to && first != verb && ro_is_word(record, first, " has have had needs need needed ");
}

/* "A man suspected to have left": believed by anybody, it tells who he is. */
static bool is_trait(const ro_scribe *f, const ro_attribution *a, uint32_t verb) {
    static const char BELIEVING[] = " suspect believe think thought say said know known expect presume assume estimate ";
    const ro_record *record = f->record;
    if (!ro_has_relation(record, verb, " acl ") || ro_ends_in_ing(record, verb) || !ro_is_form_of(record, verb, BELIEVING))
        return false;
    if (ro_has_child(record, verb, " obl:agent ") || ro_has_child(record, verb, " aux nsubj nsubj:pass ")) return false;
    ro_span head = ro_word_of(record, ro_word_of(record, verb)->head)->span;
    return ro_span_empty(a->source) || ro_span_contains(a->source, head);
}

/* "Wants to leave": an aim of one's own. "Wants them to leave" is more. */
static bool is_aim(const ro_scribe *f, const ro_attribution *a, uint32_t verb) {
    if (!ro_is_form_of(f->record, verb, " want ") || a->n_content != 1 || ro_statement_quoted(f, a->content[0])) return false;
    bool to = ends_with(f->text, a->cue, " to") || ro_word_begins(f->text, a->content->start, a->content->end, "to ");
    return to && !ro_has_child(f->record, verb, " obj iobj ");
}

bool ro_cue_touches(const ro_scribe *f, ro_span cue) {
    static const char *const behind[] = {" on", " upon", " to", " at", " with", " over", " about", " regarding", NULL};
    uint32_t verb = verb_of(f->record, cue);
    for (size_t i = 0; behind[i] && verb != RO_NOBODY && ro_is_form_of(f->record, verb, TOUCHING); i++)
        if (ends_with(f->text, cue, behind[i])) return true;
    return false;
}

/* "Issued a warning": a thing that says something. */
static bool is_word_of_speech(const ro_scribe *f, ro_span content) {
    static const char NOUNS[] = " warning alert threat appeal call denial apology pledge promise demand request order ultimatum ";
    uint32_t head = ro_head_of(f->record, content);
    return head != RO_NOBODY && ro_is_form_of(f->record, head, NOUNS);
}

/* "Spoke on the economy", "answered questions": what was said is not told. */
static bool is_topic(const ro_scribe *f, const ro_attribution *a, uint32_t verb) {
    static const char *const words[] = {" of", " for", " against", NULL};
    if (any_quoted(f, a) || any_clause(f, a, false)) return false;
    if (ro_cue_touches(f, a->cue)) return true;
    if (a->n_content && is_word_of_speech(f, *a->content)) return false;
    for (size_t i = 0; words[i]; i++)
        if (ends_with(f->text, a->cue, words[i])) return false;
    return ro_is_form_of(f->record, verb, HANDLING);
}

/* "Was a critic of", "had disagreements with", "in support of": what one is or has, with a thing behind it. */
static bool is_standing(const ro_scribe *f, const ro_attribution *a) {
    static const char BEING[] = " be is are was were been being have has had having ";
    static const char SAYING[] =
        " statement word warning message concern fear doubt plan hope demand request call proposal opinion view ";
    const ro_record *record = f->record;
    if (any_quoted(f, a) || any_clause(f, a, false)) return false;
    bool being = false, noun = false, verb = false;
    for (uint32_t i = ro_word_at(record, a->cue.start);
         i < record->layers.words.count && ro_word_of(record, i)->span.start < a->cue.end; i++) {
        bool be = ro_is_word(record, i, BEING);
        being |= be;
        verb |= ro_is_verb(record, i) && !be;
        noun |= ro_word_of(record, i)->upos == RO_UPOS_NOUN && !ro_is_form_of(record, i, SAYING);
    }
    return noun && !verb && (being || ro_word_begins(f->text, a->cue.start, a->cue.end, "in "));
}

/* "Sultan Said": no word of speech. */
static bool is_given_name(const ro_scribe *f, const ro_attribution *a) {
    uint32_t first = ro_word_at(f->record, a->cue.start);
    if (first >= f->record->layers.words.count) return false;
    ro_span word = ro_word_of(f->record, first)->span;
    ro_span sentence = ro_sentence_words(f->record, first);
    bool capital = f->text->bytes[word.start] >= 'A' && f->text->bytes[word.start] <= 'Z' && word.end >= a->cue.end;
    return capital && first > sentence.start && ro_is_capital(f->record, first - 1) && !ro_statement_quoted(f, a->cue);
}

/* ---- put together */

static bool is_nothing(const ro_scribe *f, const ro_attribution *a) {
    if (is_silence(f, a) || is_hearsay(f, a) || is_own_voice(f, a) || is_nobodys(f, a) || is_given_name(f, a)) return true;
    uint32_t verb = verb_of(f->record, a->cue);
    if (verb == RO_NOBODY) return f->record->layers.words.count && is_standing(f, a);
    if (ro_has_relation(f->record, verb, " amod ") && ro_span_empty(a->source)) return true; /* "some estimated tolls" */
    if (is_done(f, a, verb) || is_trait(f, a, verb) || is_yet_to_be(f, a, verb)) return true;
    return is_name(f, a, verb) || is_deed_of_nobody(f, a, verb) || is_aim(f, a, verb) || is_topic(f, a, verb) ||
           is_standing(f, a);
}

/* "Was thrilled when she came": when, not what. */
static bool is_setting(const ro_scribe *f, ro_span content) {
    static const char *const words[] = {"when ", "after ", "before ", "while ", "because ", "since ", "as ", NULL};
    for (size_t i = 0; words[i]; i++)
        if (ro_word_begins(f->text, content.start, content.end, words[i])) return true;
    return false;
}

/* Words in marks; a name in marks, "Zenith 26", says nothing. */
static bool is_sayable_quote(const ro_scribe *f, ro_span content) {
    size_t i = ro_quotations_at(&f->quotations, content.start);
    if (i == f->quotations.count) return true;
    ro_span inside = f->quotations.items[i].inside;
    uint32_t words = 0;
    bool capital = true;
    for (uint32_t w = ro_word_at(f->record, inside.start);
         w < f->record->layers.words.count && ro_word_of(f->record, w)->span.start < inside.end; w++, words++)
        capital &= ro_is_capital(f->record, w) || ro_word_of(f->record, w)->upos == RO_UPOS_NUM;
    return !words || words > 3 || !capital;
}

bool ro_attribution_says(const ro_scribe *f, const ro_attribution *a) {
    if (is_nothing(f, a)) return false;
    ro_cue_kind kind = a->n_content ? ro_cue_kind_of(f->text, a->cue) : RO_CUE_DEED;
    bool said = kind == RO_CUE_SPEECH && !ro_cue_names_topic(f->text, a->cue);
    if (kind == RO_CUE_SPEECH && !said) kind = RO_CUE_UNKNOWN; /* "spoke about" with a clause or a quotation does say something */
    for (size_t i = 0; i < a->n_content && kind == RO_CUE_UNKNOWN && !ro_span_empty(a->source); i++) {
        bool quoted = ro_statement_quoted(f, a->content[i]);
        bool near = quoted || ro_statement_sentence(f, a->content[i].start) == ro_statement_sentence(f, a->cue.start);
        said |= near && (quoted ? is_sayable_quote(f, a->content[i])
                                : is_clause(f, a->content[i], true) && !is_setting(f, a->content[i]));
    }
    return said;
}
