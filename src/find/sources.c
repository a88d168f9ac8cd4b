#include "find/sources.h"

#include "find/clauses.h"

#include <strings.h>

/* Not the WHO. */
static bool is_relative(const ro_text *text, ro_span span) {
    static const char *const PRONOUNS[] = {"who", "which", "that", "whom"};
    for (size_t i = 0; i < sizeof PRONOUNS / sizeof *PRONOUNS; i++)
        if (span.end - span.start == strlen(PRONOUNS[i]) &&
            !strncasecmp(text->bytes + span.start, PRONOUNS[i], span.end - span.start))
            return text->bytes[span.end - 1] >= 'a';
    return false;
}

/* The last verb of the cue: "had not, as of Monday, announced". */
static bool verb_of(const ro_record *record, ro_span cue, uint32_t *verb) {
    bool found = false;
    for (uint32_t i = ro_word_at(record, cue.start); i < record->layers.words.count; i++) {
        if (ro_word_of(record, i)->span.start >= cue.end) break;
        if (ro_is_verb(record, i)) *verb = i, found = true;
    }
    return found;
}

static bool apart(const ro_statement *s, ro_span span) {
    if (ro_span_overlaps(span, s->cue)) return false;
    for (size_t i = 0; i < s->content.count; i++)
        if (ro_span_overlaps(span, s->content.items[i])) return false;
    return true;
}

/* "Nobody said": there is no such source. */
static bool is_nobody(const ro_text *text, ro_span span) {
    static const char *const WORDS[] = {"nobody", "no one", "none ", "noone", "nothing", "there", "what"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        size_t size = strlen(WORDS[i]);
        if (span.end - span.start >= size && !strncasecmp(text->bytes + span.start, WORDS[i], size)) return true;
    }
    return false;
}

static uint32_t sentence_of(const ro_record *record, uint32_t byte) {
    uint32_t word = ro_word_at(record, byte);
    if (word >= record->layers.words.count) return UINT32_MAX;
    return record->layers.tokens.items[record->layers.words.items[word].token].sentence;
}

/* Whether the model's source is none: it stands in another sentence than its cue, or a quotation is in it. */
static bool doubtful(const ro_record *record, const ro_statement *s) {
    const ro_text *text = &record->document->text;
    uint32_t first = ro_word_at(record, s->source.start);
    if (first < record->layers.words.count && ro_is_word(record, first, " itself himself herself themselves ")) return true;
    for (uint32_t i = s->source.start; i < s->source.end; i++)
        if (text->bytes[i] == '"' || text->bytes[i] == '\n') return true;
    return sentence_of(record, s->source.start) != sentence_of(record, s->cue.start);
}

static bool capital(const ro_record *record, uint32_t word) {
    char c = record->document->text.bytes[record->layers.words.items[word].span.start];
    return c >= 'A' && c <= 'Z';
}

/* "the Court of the Coast, which": the name right before the pronoun; the parser attaches it too high where a list stands before.
 */
static ro_span name_before(const ro_record *record, ro_span pronoun) {
    const ro_word *words = record->layers.words.items;
    uint32_t at = ro_word_at(record, pronoun.start);
    while (at && words[at - 1].upos == RO_UPOS_PUNCT) at--;
    if (!at || at >= record->layers.words.count || !capital(record, --at)) return (ro_span){0, 0};
    while (words[at].head < record->layers.words.count && words[at].head < at && capital(record, words[at].head) &&
           ro_has_relation(record, at, " nmod flat compound "))
        at = words[at].head;
    return ro_phrase_of(record, at);
}

static ro_span subject_of(const ro_record *record, uint32_t verb) {
    ro_scene scene = ro_scene_of(record, verb, false);
    if (!scene.doers.count) return (ro_span){0, 0};
    ro_span span = ro_phrase_of(record, scene.doers.items[0]);
    uint32_t name = ro_child_of(record, scene.doers.items[0], " appos ", scene.doers.items[0]);
    bool named = name != RO_NOBODY && capital(record, name) && ro_word_of(record, name)->upos == RO_UPOS_PROPN;
    if (named && ro_phrase_of(record, name).start < span.end + 3)
        span.end = ro_phrase_of(record, name).end; /* "her clerk, Jon Ild" */
    for (size_t i = 1; i < scene.doers.count; i++) {
        ro_span next = ro_phrase_of(record, scene.doers.items[i]);
        if (next.start >= span.end && next.start - span.end < 8) span.end = next.end;
    }
    return span;
}

/* "Rescue workers" where the model has "workers": what hangs from the words of a source right before them is part of it. */
static ro_span with_front(const ro_record *record, const ro_statement *s) {
    enum { MOST = 4 };
    ro_span span = s->source;
    uint32_t first = ro_word_at(record, span.start), count = (uint32_t)record->layers.words.count;
    if (ro_span_empty(span) || first >= count) return span;
    for (uint32_t i = first, steps = 0; i-- > 0 && steps < MOST; steps++) {
        const ro_word *w = ro_word_of(record, i);
        bool near = w->head < count && w->head > i && ro_span_contains(s->source, ro_word_of(record, w->head)->span);
        if (!near || !ro_has_relation(record, i, " det compound amod nummod nmod:desc ") || !apart(s, w->span)) break;
        if (span.start - w->span.end > 1) break;
        span.start = w->span.start;
    }
    return span;
}

/* "…, disappointing builders who had called": the verb of a clause whose object they are. */
static ro_span without_participle(const ro_record *record, ro_span span) {
    static const char PARTICIPLES[] =
        " alarming angering annoying appalling astonishing delighting disappointing dismaying "
        "embarrassing encouraging enraging frightening frustrating infuriating irritating outraging "
        "pleasing reassuring shocking stunning surprising troubling unsettling upsetting worrying ";
    const char *bytes = record->document->text.bytes;
    uint32_t first = ro_word_at(record, span.start);
    bool behind = span.start > 1 && bytes[span.start - 1] == ' ' && bytes[span.start - 2] == ',';
    if (!behind || first + 1 >= record->layers.words.count || !ro_is_word(record, first, PARTICIPLES)) return span;
    ro_span next = ro_word_of(record, first + 1)->span;
    return next.end <= span.end ? (ro_span){next.start, span.end} : span;
}

static ro_span find_source(const ro_record *record, const ro_statement *s) {
    const ro_text *text = &record->document->text;
    uint32_t verb;
    bool relative = !ro_span_empty(s->source) && is_relative(text, s->source);
    if (!(ro_span_empty(s->source) || relative || doubtful(record, s)) || ro_span_empty(s->cue) ||
        !verb_of(record, s->cue, &verb))
        return with_front(record, s);
    ro_span span = relative ? name_before(record, s->source) : (ro_span){0, 0};
    if (ro_span_empty(span)) span = subject_of(record, verb);
    return ro_span_empty(span) || !apart(s, span) || is_relative(text, span) || is_nobody(text, span) ? s->source : span;
}

ro_span ro_source_by_syntax(const ro_record *record, const ro_statement *s) {
    return without_participle(record, find_source(record, s));
}
