#include "find/acts.h"

#include "find/data/acts.h"

#include <ctype.h>
#include <strings.h>

enum { WORDS = 600 }; /* bytes of the content that are read: the act stands at the front */

/* Whether the text has `word` at this byte, letter case aside. */
static bool begins(const ro_text *text, uint32_t at, uint32_t end, const char *word) {
    size_t size = strlen(word);
    return end - at >= size && !strncasecmp(text->bytes + at, word, size);
}

/* A quotation mark before a word is no part of it, though it is as little ASCII as an accented letter. */
static bool at_word(const ro_text *text, uint32_t at, uint32_t start) {
    uint32_t length;
    if (at == start) return true;
    uint32_t c = ro_utf8_at(text->bytes + ro_utf8_before(text->bytes, at), &length);
    return c < 0x80 ? !isalnum((int)c) : c <= 0xBF || (c >= 0x2000 && c <= 0x206F);
}

/* Length of the longest stem that begins at a word; 0: none. */
static size_t stem_at(const ro_text *text, uint32_t at, uint32_t end, ro_act *act) {
    size_t longest = 0;
    for (size_t i = 0; i < sizeof act_stems / sizeof *act_stems; i++) {
        size_t size = strlen(act_stems[i].stem);
        if (size <= longest || !begins(text, at, end, act_stems[i].stem)) continue;
        longest = size;
        *act = act_stems[i].act;
    }
    return longest;
}

/* Whether the words, one after another, stand in the span, each beginning at a word's start and, but for a last '*', ending at
 * its end. */
static bool has(const ro_text *text, ro_span span, const char *word) {
    size_t size = strlen(word);
    bool open = word[size - 1] == '*';
    if (open) size--;
    for (uint32_t i = span.start; i + size <= span.end; i++) {
        if (!at_word(text, i, span.start) || strncasecmp(text->bytes + i, word, size)) continue;
        unsigned char next = (unsigned char)text->bytes[i + size];
        if (open || i + size == span.end || !isalnum(next)) return true;
    }
    return false;
}

static bool has_any(const ro_text *text, ro_span span, const char *const *words) {
    for (; *words; words++)
        if (has(text, span, *words)) return true;
    return false;
}

/* ---- the words themselves */

static ro_span opening(const ro_statement *s) {
    if (!s->content.count) return (ro_span){0};
    ro_span span = s->content.items[0];
    if (span.end - span.start > WORDS) span.end = span.start + WORDS;
    return span;
}

static bool is_question(const ro_text *text, const ro_statement *s) {
    ro_span last = s->content.items[s->content.count - 1];
    for (uint32_t i = last.end; i > last.start; i--) {
        char c = text->bytes[i - 1];
        if (c == '?') return s->content.count == 1;
        if (c != '"' && c != '\'' && (unsigned char)c < 0x80) return false;
    }
    return false;
}

/* Whether the words begin with the speaker as their subject: "(that) he …", "its …". */
static bool of_own_side(const ro_text *text, ro_span span) {
    static const char *const subjects[] = {"he ", "she ", "it ", "they ", "its ", "his ", "her ", "their ", NULL};
    if (begins(text, span.start, span.end, "that ")) span.start += 5;
    for (size_t i = 0; subjects[i]; i++)
        if (begins(text, span.start, span.end, subjects[i])) return true;
    return false;
}

/* Acts that a cue such as "said" leaves to the words. Order: the most telling first. */
static ro_act act_of_words(const ro_text *text, const ro_statement *s) {
    static const char *const proposes[] = {"let us", "let's",    "let’s",        "we need to",    "we should", "should be",
                                           "should", "ought to", "we must work", "ready to talk", NULL};
    static const char *const demands[] = {"must", "needs to", "need to", "have to stop", "calls for", "wants", NULL};
    static const char *const promises[] = {"we will",  "i will",           "we'll",           "we’ll",   "i'll", "i’ll",
                                           "we shall", "are committed to", "am committed to", "pledge*", NULL};
    static const char *const plans[] = {"will", "would", "is to", "are to", "plan*", NULL};
    static const char *const threats[] = {
        "will be met",     "consequences", "retaliat*",         "will pay the price", "will pay for this",
        "will pay dearly", "will respond", "sanctions against", "will destroy",       NULL};
    static const char *const conditions[] = {"if", "unless", NULL};
    static const char *const expects[] = {"expect*", "hope*", "hoping", "likely", "will", "would", "going to", "imminent", NULL};
    static const char *const denials[] = {"never",   "not true", "untrue",       "did not", "didn't", "didn’t",
                                          "had not", "no plans", "no intention", "false",   NULL};
    static const char *const praises[] = {"thank*", "grateful", "congratulat*", "welcome*", "great job", NULL};
    static const char *const blames[] = {"responsible for", "guilty of", "to blame", "lied", "violat*", "crimes", NULL};
    static const char *const blows[] = {"shameful",      "disgrace*", "unacceptable",  "outrageous", "appalling",
                                        "irresponsible", "hypocri*",  "null and void", "wrong",      NULL};
    ro_span span = opening(s);
    if (ro_span_empty(span)) return RO_SAY;
    if (is_question(text, s)) return RO_ASK;
    if (has_any(text, span, praises)) return RO_PRAISE;
    if (has_any(text, span, threats) && (has_any(text, span, conditions) || has_any(text, span, promises))) return RO_THREATEN;
    if (has_any(text, span, proposes)) return RO_PROPOSE;
    if (has_any(text, span, demands)) return RO_DEMAND;
    if (has_any(text, span, promises) || (of_own_side(text, span) && has_any(text, span, plans))) return RO_PROMISE;
    if (has_any(text, span, blows)) return RO_CRITICISE;
    if (has_any(text, span, blames)) return RO_ACCUSE;
    if (has_any(text, span, denials)) return RO_DENY;
    if (has_any(text, span, expects)) return RO_EXPECT;
    return RO_SAY;
}

/* ---- the cue */

static bool cue_act(const ro_text *text, ro_span cue, uint32_t reach, ro_act *act) {
    size_t longest = 0;
    for (uint32_t i = cue.start; i < cue.end; i++) {
        ro_act found;
        if (!at_word(text, i, cue.start)) continue;
        size_t size = stem_at(text, i, reach, &found);
        if (size > longest) {
            longest = size;
            *act = found;
        }
    }
    return longest > 0;
}

ro_act ro_act_of(const ro_text *text, const ro_statement *s) {
    ro_act act = RO_SAY;
    ro_span front = opening(s);
    /* A particle may stand just behind the cue, at the front of the content ("called", "for an end"). */
    uint32_t reach =
        !ro_span_empty(front) && front.start >= s->cue.end && front.start - s->cue.end <= 2 ? front.start + 8 : s->cue.end;
    if (reach > text->size) reach = text->size;
    if (!ro_span_empty(s->cue) && cue_act(text, s->cue, reach, &act) && act != RO_SAY)
        return act == RO_DEMAND && has(text, s->cue, "ask*") && is_question(text, s) ? RO_ASK : act;
    return act_of_words(text, s);
}

bool ro_cue_negated(const ro_text *text, ro_span cue) {
    static const char *const negations[] = {"not",   "never",    "no",       "didn't",  "didn’t",  "doesn't", "doesn’t",
                                            "don't", "don’t",    "hasn't",   "hasn’t",  "haven't", "haven’t", "won't",
                                            "won’t", "wouldn't", "wouldn’t", "without", NULL};
    return has_any(text, cue, negations);
}

bool ro_cue_asks(const ro_text *text, ro_span cue) {
    ro_act act;
    return cue_act(text, cue, cue.end, &act) && (act == RO_DEMAND || act == RO_PROPOSE);
}

/* A stem that ends in a space is a whole word, which may be the last. */
static bool begins_stem(const ro_text *text, uint32_t at, uint32_t end, const char *stem) {
    size_t size = strlen(stem);
    bool last = stem[size - 1] == ' ' && end - at == size - 1;
    return last ? !strncasecmp(text->bytes + at, stem, size - 1) : begins(text, at, end, stem);
}

bool ro_cue_names_topic(const ro_text *text, ro_span cue) {
    return cue.end - cue.start > 6 && ro_text_is(text, (ro_span){cue.end - 6, cue.end}, " about");
}

static bool has_stem(const ro_text *text, ro_span cue, const char *const *stems, size_t count) {
    for (uint32_t i = cue.start; i < cue.end; i++)
        for (size_t k = 0; at_word(text, i, cue.start) && k < count; k++)
            if (begins_stem(text, i, cue.end, stems[k])) return true;
    return false;
}

ro_cue_kind ro_cue_kind_of(const ro_text *text, ro_span cue) {
    ro_act act;
    bool mark = cue.end - cue.start <= 3 && !isalpha((unsigned char)text->bytes[cue.start]); /* a colon, a dash */
    if (mark || cue_act(text, cue, cue.end, &act)) return RO_CUE_SPEECH;
    if (has_stem(text, cue, deed_stems, sizeof deed_stems / sizeof *deed_stems)) return RO_CUE_DEED;
    return has_stem(text, cue, speech_stems, sizeof speech_stems / sizeof *speech_stems) ? RO_CUE_SPEECH : RO_CUE_UNKNOWN;
}
