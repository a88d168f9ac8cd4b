#include "find/attributions_quoted.h"

#include "find/actors.h"
#include "find/clauses.h"
#include "find/find.h"

#include <strings.h>

static const char QUOTING[] = " quote cite ";

static void remove_content(ro_attribution *a, size_t k) {
    a->n_content--;
    for (; k < a->n_content; k++) a->content[k] = a->content[k + 1];
}

/* The cue's verb that names whose words others pass on; RO_NOBODY: there is none. */
static uint32_t quoting_verb(const ro_record *record, ro_span cue) {
    for (uint32_t i = ro_word_at(record, cue.start); i < record->layers.words.count; i++) {
        if (ro_word_of(record, i)->span.start >= cue.end) return RO_NOBODY;
        if (ro_is_form_of(record, i, QUOTING) && (ro_is_verb(record, i) || ro_ends_in_ing(record, i))) return i;
    }
    return RO_NOBODY;
}

/* The "saying" of "as saying"; RO_NOBODY: there is none. */
static uint32_t saying_of(const ro_record *record, uint32_t verb) {
    for (uint32_t c = verb; (c = ro_child_of(record, verb, " advcl xcomp obl ccomp acl ", c)) != RO_NOBODY;)
        if (ro_is_form_of(record, c, " say tell add warn state ") && ro_has_child_word(record, c, " mark case ", " as "))
            return c;
    return RO_NOBODY;
}

static bool is_relative(const ro_record *record, uint32_t word) { return ro_is_word(record, word, " who which that whom "); }

/* Without what stands before a byte, where it touches it. */
static void leave_from(const ro_record *record, ro_attribution *a, ro_span named, uint32_t byte) {
    for (size_t k = a->n_content; k-- > 0;) {
        ro_span *c = &a->content[k];
        if (c->end <= named.start || c->start >= byte) continue;
        *c = ro_text_trim(&record->document->text, (ro_span){byte, c->end > byte ? c->end : byte});
        if (ro_span_empty(*c)) remove_content(a, k);
    }
}

/* A further cue, of "saying" alone, is no other's. */
static void give_saying(const ro_record *record, const ro_attributions *all, size_t i, uint32_t saying) {
    ro_attribution *a = &all->items[i];
    if (i + 1 == all->count || !ro_span_overlaps(all->items[i + 1].cue, ro_word_of(record, saying)->span)) return;
    ro_attribution *next = &all->items[i + 1];
    if (a->n_content) next->n_content = 0;
    next->source = a->n_content ? (ro_span){0} : a->source;
}

/* ---- X was quoted by Y as saying */

static void read_passive(const ro_record *record, const ro_attributions *all, size_t i, uint32_t verb, uint32_t saying) {
    ro_attribution *a = &all->items[i];
    uint32_t subject = ro_child_of(record, verb, " nsubj:pass ", RO_NOBODY);
    if (subject == RO_NOBODY || subject > verb || is_relative(record, subject)) return;
    ro_span source = ro_phrase_of(record, subject);
    if (ro_span_overlaps(source, a->cue)) return;
    a->source = source;
    for (size_t k = a->n_content; k-- > 0;)
        if (ro_span_overlaps(a->content[k], source)) remove_content(a, k);
    give_saying(record, all, i, saying);
}

/* ---- Y quoted X as saying */

static uint32_t object_of(const ro_record *record, uint32_t verb) {
    uint32_t object = ro_child_of(record, verb, " obj ", verb);
    return object == RO_NOBODY || is_relative(record, object) ? RO_NOBODY : object;
}

static void read_active(const ro_record *record, const ro_attributions *all, size_t i, uint32_t object, uint32_t saying) {
    ro_attribution *a = &all->items[i];
    ro_span named = ro_phrase_of(record, object);
    uint32_t behind = ro_word_of(record, saying)->span.end;
    if (named.start < a->cue.start || named.end > behind) return;
    a->source = named;
    if (a->cue.end > named.start) a->cue.end = ro_word_of(record, ro_word_at(record, named.start) - 1)->span.end;
    leave_from(record, a, named, behind);
    give_saying(record, all, i, saying);
}

/* ---- Y reported, citing X, that */

/* Whether a noun is someone who can be cited, and no reason: a name, a person, a body, a text. */
static bool is_citable(const ro_record *record, uint32_t noun) {
    char fold[32];
    ro_span span = ro_word_of(record, noun)->span;
    size_t size = span.end - span.start;
    if (ro_word_of(record, noun)->upos == RO_UPOS_PROPN || ro_is_word(record, noun, " him her them ")) return true;
    if (size >= sizeof fold) return false;
    for (size_t k = 0; k < size; k++) {
        char c = record->document->text.bytes[span.start + k];
        fold[k] = c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
    }
    fold[size] = 0;
    return ro_noun_find(fold) || ro_is_form_of(record, noun, " source data figure statistic research ");
}

/* The attribution next to a "citing", on its line and not another such: who cites; NULL: none. */
static ro_attribution *citer_of(const ro_record *record, const ro_attributions *all, size_t i) {
    enum { FAR = 160 /* bytes between the cues */, NEAR = 2 };
    const ro_attribution *a = &all->items[i];
    for (size_t step = 1; step <= NEAR; step++)
        for (size_t side = 0; side < 2; side++) {
            size_t j = side ? i + step : i - step; /* below 0 is far above the count */
            if (j >= all->count || !all->items[j].n_content) continue;
            ro_attribution *b = &all->items[j];
            uint32_t low = b->cue.end <= a->cue.start ? b->cue.end : a->cue.end;
            uint32_t far = b->cue.end <= a->cue.start ? a->cue.start - low : b->cue.start - low;
            bool near = far < FAR && !memchr(record->document->text.bytes + low, '\n', far);
            if (near && quoting_verb(record, b->cue) == RO_NOBODY) return b;
        }
    return NULL;
}

static void read_citing(const ro_record *record, const ro_attributions *all, size_t i, uint32_t object) {
    ro_attribution *a = &all->items[i], *citer = citer_of(record, all, i);
    ro_span named = ro_phrase_of(record, object);
    if (!citer || named.start < a->cue.end || !is_citable(record, object)) return;
    bool own = true; /* nothing but whom it cites is in its words */
    for (size_t k = 0; k < a->n_content; k++) own &= ro_span_overlaps(a->content[k], named);
    leave_from(record, citer, named, named.end);
    if (!own || !citer->n_content) return;
    leave_from(record, a, named, named.end);
    a->source = named;
    if (!a->n_content) a->content[a->n_content++] = citer->content[citer->n_content - 1];
}

void ro_attribution_quoted(const ro_record *record, const ro_attributions *all, size_t index) {
    uint32_t verb = quoting_verb(record, all->items[index].cue), saying = verb == RO_NOBODY ? RO_NOBODY : saying_of(record, verb);
    if (saying == RO_NOBODY) return;
    bool passive = ro_has_child(record, verb, " nsubj:pass ");
    uint32_t object = passive ? RO_NOBODY : object_of(record, verb);
    if (passive) read_passive(record, all, index, verb, saying);
    if (object != RO_NOBODY) read_active(record, all, index, object, saying);
}

void ro_attribution_citing(const ro_record *record, const ro_attributions *all, size_t index) {
    uint32_t verb = quoting_verb(record, all->items[index].cue);
    if (verb == RO_NOBODY || saying_of(record, verb) != RO_NOBODY || ro_has_child(record, verb, " nsubj:pass ")) return;
    uint32_t object = object_of(record, verb);
    bool citing = ro_is_word(record, verb, " citing quoting ") || ro_has_relation(record, verb, " acl:relcl ");
    if (citing && object != RO_NOBODY) read_citing(record, all, index, object);
}
