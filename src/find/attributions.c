#include "find/attributions_quoted.h"

#include "find/acts.h"
#include "find/clauses.h"
#include "find/find.h"
#include "model/heads.h"

enum {
    SETTING_WORDS = 16, /* the longest "following talks in the capital" between a cue and its content */
    MORE = 4,           /* contents that an attribution may be given */
};

static uint32_t sentence_of(const ro_record *record, uint32_t byte) {
    size_t token = ro_token_at(record, byte);
    return token < record->layers.tokens.count ? record->layers.tokens.items[token].sentence : UINT32_MAX;
}

static uint32_t begin_of(const ro_attribution *a) { return a->source.start < a->cue.start ? a->source.start : a->cue.start; }

static void remove_content(ro_attribution *a, size_t k) {
    a->n_content--;
    for (; k < a->n_content; k++) a->content[k] = a->content[k + 1];
}

/* ---- cues that have lost what they say */

static bool is_lost(const ro_record *record, const ro_attribution *a) {
    const ro_text *text = &record->document->text;
    return !a->n_content && a->source.end > a->source.start && a->source.start < a->cue.start && a->cue.end - a->cue.start > 2 &&
           ro_cue_kind_of(text, a->cue) == RO_CUE_SPEECH && !ro_cue_names_topic(text, a->cue);
}

/* Whether a span is what follows a cue: in its sentence, with at most a setting between and no other cue. */
static bool follows(const ro_record *record, const ro_attributions *all, size_t i, ro_span content) {
    const ro_attribution *a = &all->items[i];
    if (content.start < a->cue.end || sentence_of(record, content.start) != sentence_of(record, a->cue.start)) return false;
    if (i + 1 < all->count && all->items[i + 1].cue.start < content.start) return false;
    return ro_token_at(record, content.start) - ro_token_at(record, a->cue.end) <= SETTING_WORDS;
}

/* Not the WHO. */
static bool is_relative(const ro_text *text, ro_span s) {
    return (ro_text_is(text, s, "which") || ro_text_is(text, s, "who")) && text->bytes[s.end - 1] >= 'a';
}

/* Gives a cue the content behind it that another one has: of the same source one of several spans, of another source the words
 * are both's, and the outer one's begin with the inner source; what "who" says is no more than a part of them. */
static void give_back(const ro_record *record, const ro_attributions *all, size_t i) {
    enum { NEAR = 2 }; /* attributions either way */
    ro_attribution *a = &all->items[i];
    for (size_t j = i > NEAR ? i - NEAR : 0; j < all->count && j <= i + NEAR; j++) {
        ro_attribution *b = &all->items[j];
        for (size_t k = 0; j != i && k < b->n_content; k++) {
            if (!follows(record, all, i, b->content[k])) continue;
            bool own = ro_span_equal(a->source, b->source);
            ro_span whole = {begin_of(a), b->content[k].end};
            if (own ? b->n_content < 2 : ro_span_overlaps(b->cue, whole) || ro_span_overlaps(b->source, whole)) continue;
            a->content[a->n_content++] = b->content[k];
            if (own)
                remove_content(b, k);
            else if (!is_relative(&record->document->text, a->source))
                b->content[k] = whole;
            return;
        }
    }
}

/* ---- cues with another's words */

/* The cue between a cue and what it is said to say, in one sentence; NULL: there is none. */
static ro_attribution *cue_between(const ro_record *record, const ro_attributions *all, size_t i) {
    const ro_attribution *a = &all->items[i];
    if (a->n_content != 1 || i + 1 >= all->count) return NULL;
    ro_attribution *inner = &all->items[i + 1];
    bool between = inner->cue.start >= a->cue.end && inner->cue.end <= a->content->start && !inner->n_content;
    return between && sentence_of(record, a->content->start) == sentence_of(record, a->cue.start) ? inner : NULL;
}

/* Where the clause that a token opens ends, if what stands from `limit` on is none of it: at the last comma before, without it.
 */
static uint32_t clause_end(const ro_record *record, size_t token, uint32_t limit) {
    const ro_token *t = record->layers.tokens.items;
    uint32_t end = 0;
    for (size_t i = token + 1; i < record->layers.tokens.count && t[i].span.start < limit; i++)
        if (ro_text_is(&record->document->text, t[i].span, ",")) end = t[i - 1].span.end;
    return end;
}

/* "Warned that A, disappointing those who had called for B": B is what was called for, "that A" the warning. */
static void take_own_clause(const ro_record *record, const ro_attributions *all, size_t i) {
    ro_attribution *a = &all->items[i], *inner = cue_between(record, all, i);
    size_t that = ro_token_at(record, a->cue.end);
    if (!inner || that >= record->layers.tokens.count) return;
    ro_span word = record->layers.tokens.items[that].span;
    uint32_t end = ro_text_is(&record->document->text, word, "that") ? clause_end(record, that, inner->cue.start) : 0;
    if (!end) return;
    inner->content[inner->n_content++] = *a->content;
    *a->content = (ro_span){word.start, end};
}

/* ---- relative clauses */

/* "that they met ahead of the vote, which, they agreed, would …": all of it is what was said. */
static void keep_relative(const ro_record *record, const ro_attributions *all, size_t i) {
    ro_attribution *a = &all->items[i];
    if (i + 1 >= all->count || a->n_content < 2) return;
    const ro_attribution *next = &all->items[i + 1];
    ro_span *last = &a->content[a->n_content - 1], *before = last - 1;
    const ro_text *text = &record->document->text;
    if (!is_relative(text, *last) || !ro_text_is(text, (ro_span){before->end, last->start}, ", ")) return;
    if (!next->n_content || next->cue.start < last->end ||
        sentence_of(record, next->cue.start) != sentence_of(record, last->start))
        return;
    uint32_t end = next->content[next->n_content - 1].end;
    if (before->start < a->cue.end || end < next->cue.end || sentence_of(record, end - 1) != sentence_of(record, last->start))
        return;
    before->end = end;
    a->n_content--;
}

/* ---- "X reported on Friday that Z, according to Y" */

size_t ro_day_tokens(const ro_record *record, size_t token) {
    static const char *const days[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    const ro_text *text = &record->document->text;
    const ro_token *t = record->layers.tokens.items + token;
    size_t count = record->layers.tokens.count;
    if (token + 1 >= count || !ro_text_is(text, t[0].span, "on")) return 0;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (ro_text_is(text, t[1].span, days[i])) return 2;
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (ro_text_is(text, t[1].span, months[i])) return token + 2 < count && t[2].upos == RO_UPOS_NUM ? 3 : 2;
    return 0;
}

/* The name that ends before a token, on its line; empty: none. */
static ro_span name_before(const ro_record *record, size_t token) {
    const ro_token *t = record->layers.tokens.items;
    const char *bytes = record->document->text.bytes;
    size_t from = token;
    while (from && t[from - 1].upos == RO_UPOS_PROPN && t[from - 1].sentence == t[token].sentence &&
           !memchr(bytes + t[from - 1].span.end, '\n', t[from].span.start - t[from - 1].span.end))
        from--;
    return from == token ? (ro_span){0} : (ro_span){t[from].span.start, t[token - 1].span.end};
}

/* Whether another's words, right before those of an "according to", have a cue for them, too; fills it. */
static bool has_reporter(const ro_record *record, ro_attribution *a, ro_attribution *out) {
    const ro_text *text = &record->document->text;
    const ro_token *t = record->layers.tokens.items;
    if (a->n_content != 1 || a->content->end > a->cue.start || !ro_text_is(text, a->cue, "according to")) return false;
    size_t first = ro_token_at(record, a->content->start), day = ro_day_tokens(record, first);
    if (!first || !day || first + day >= record->layers.tokens.count || t[first + day].span.end > a->content->end) return false;
    if (t[first - 1].upos != RO_UPOS_VERB || ro_cue_kind_of(text, t[first - 1].span) != RO_CUE_SPEECH) return false;
    ro_span source = name_before(record, first - 1);
    if (ro_span_empty(source)) return false;
    a->content->start = t[first + day].span.start;
    *out = (ro_attribution){source, t[first - 1].span, a->content, 1, a->confidence * 0.8f};
    return true;
}

/* ---- "X is reported to have left" */

/* The last verb of a cue; RO_NOBODY: there is none. */
static uint32_t verb_of(const ro_record *record, ro_span cue) {
    uint32_t found = RO_NOBODY;
    for (uint32_t i = ro_word_at(record, cue.start); i < record->layers.words.count; i++) {
        if (ro_word_of(record, i)->span.start >= cue.end) break;
        if (ro_is_verb(record, i)) found = i;
    }
    return found;
}

/* "The city of Tarsk announced": where the model has no source and the subject among what is said. */
static void take_subject(const ro_record *record, ro_attribution *a) {
    uint32_t verb = verb_of(record, a->cue);
    if (!ro_span_empty(a->source) || a->n_content < 2 || verb == RO_NOBODY || ro_has_child(record, verb, " aux:pass nsubj:pass "))
        return;
    uint32_t subject = ro_child_of(record, verb, " nsubj ", RO_NOBODY);
    bool hearsay = ro_is_word(record, ro_word_at(record, a->cue.start), " reportedly allegedly ");
    if (subject == RO_NOBODY || subject > verb || a->content->end > a->cue.start || hearsay) return;
    if (ro_is_form_of(record, verb, " receive draw drew get got ")) return; /* "drew criticism" */
    if (!ro_span_contains(ro_subtree_of(record, subject), *a->content)) return;
    a->source = *a->content;
    remove_content(a, 0);
}

static bool has_content_at(const ro_attribution *a, ro_span span) {
    bool found = ro_span_overlaps(a->source, span) || ro_span_overlaps(a->cue, span);
    for (size_t k = 0; k < a->n_content; k++) found |= ro_span_overlaps(a->content[k], span);
    return found;
}

static void add_content(ro_attribution *a, ro_span span) {
    size_t k = a->n_content++;
    for (; k && a->content[k - 1].start > span.start; k--) a->content[k] = a->content[k - 1];
    a->content[k] = span;
}

/* "X is described as a liar": "as a liar", behind the cue. */
static void add_label(const ro_record *record, ro_attribution *a, uint32_t verb) {
    static const char LABELLING[] = " describe characterise characterize identify label brand portray ";
    if (a->n_content != 1 || a->content->end > a->cue.start || !ro_is_form_of(record, verb, LABELLING)) return;
    if (!ro_has_child(record, verb, " nsubj:pass aux:pass ")) return;
    for (uint32_t c = verb; (c = ro_child_of(record, verb, " obl advcl xcomp ", c)) != RO_NOBODY;) {
        uint32_t as = ro_child_of(record, c, " case mark ", verb);
        if (as == RO_NOBODY || !ro_is_word(record, as, " as ")) continue;
        ro_span label = {ro_word_of(record, as)->span.start, ro_subtree_of(record, c).end};
        if (a->cue.end > label.start) a->cue.end = ro_word_of(record, as - 1)->span.end; /* "was identified as" */
        if (!has_content_at(a, label)) add_content(a, label);
        return;
    }
}

/* The subject with all that stands with it before the cue; without a relative clause. */
static ro_span told_of(const ro_record *record, uint32_t subject, ro_span cue) {
    ro_span out = ro_subtree_of(record, subject);
    if (ro_has_child(record, subject, " acl:relcl ")) return ro_phrase_of(record, subject);
    for (uint32_t i = ro_word_at(record, out.end); i < record->layers.words.count && ro_word_of(record, i)->span.end <= cue.start;
         i++) {
        ro_upos upos = ro_word_of(record, i)->upos;
        bool name = upos == RO_UPOS_PROPN || upos == RO_UPOS_NOUN || upos == RO_UPOS_PUNCT || upos == RO_UPOS_CCONJ;
        if (!name) break;
        if (upos == RO_UPOS_PROPN || upos == RO_UPOS_NOUN) out.end = ro_word_of(record, i)->span.end;
    }
    return out;
}

/* What is told of the subject of a passive is told with it: "X" and "to have left". */
static void add_raised(const ro_record *record, ro_attribution *a) {
    static const char TELLING[] = " report say said expect believe think thought project predict forecast estimate allege rumour "
                                  "rumor announce suspect understand understood presume assume claim confirm ";
    uint32_t verb = verb_of(record, a->cue);
    if (verb != RO_NOBODY) add_label(record, a, verb);
    if (verb == RO_NOBODY || !ro_is_form_of(record, verb, TELLING)) return;
    uint32_t subject = ro_child_of(record, verb, " nsubj:pass ", RO_NOBODY), clause = ro_child_of(record, verb, " xcomp ", verb);
    if (subject == RO_NOBODY || subject > verb || clause == RO_NOBODY) return;
    uint32_t to = ro_child_of(record, clause, " mark ", verb);
    bool relative = is_relative(&record->document->text, ro_word_of(record, subject)->span);
    if (relative || to == RO_NOBODY || to > clause || !ro_is_word(record, to, " to ")) return;
    ro_span whole = {ro_word_of(record, to)->span.start, ro_subtree_of(record, clause).end},
            who = told_of(record, subject, a->cue);
    if (!has_content_at(a, who)) add_content(a, who);
    if (!has_content_at(a, whole)) add_content(a, whole);
}

/* ---- put together */

static bool copy(const ro_attribution *a, ro_arena *arena, ro_attribution *out) {
    *out = *a;
    out->content = ro_arena_array(arena, a->n_content + MORE, sizeof *out->content);
    if (out->content && a->n_content) memcpy(out->content, a->content, a->n_content * sizeof *a->content);
    return out->content;
}

bool ro_attributions_mend(const ro_record *record, ro_arena *arena, ro_attributions *out) {
    size_t count = record->layers.attributions.count;
    *out = (ro_attributions){ro_arena_array(arena, 2 * count + 1, sizeof *out->items), 0};
    if (!out->items) return false;
    for (size_t i = 0; i < count; i++) {
        ro_attribution a, reporter;
        if (!copy(&record->layers.attributions.items[i], arena, &a)) return false;
        if (has_reporter(record, &a, &reporter) && !copy(&reporter, arena, &out->items[out->count++])) return false;
        out->items[out->count++] = a;
    }
    for (size_t i = 0; i < out->count; i++) {
        ro_attribution_citing(record, out, i);
        take_own_clause(record, out, i);
        if (is_lost(record, &out->items[i])) give_back(record, out, i);
        keep_relative(record, out, i);
        take_subject(record, &out->items[i]);
        add_raised(record, &out->items[i]);
    }
    for (size_t i = 0; i < out->count; i++) ro_attribution_quoted(record, out, i);
    return true;
}
