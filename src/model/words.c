#include "model/words.h"

#include "text/text.h"

#include <strings.h>

/* ---- what is known of words */

enum { LONGEST = 16 }; /* bytes of a surface word in the table */

/* Whole surface words; | is where they are cut. Sorted. */
static const char *const whole[] = {
    "'t|is",   "'t|was",  "ai|nt",   "are|nt", "c'm|on", "ca|nt",     "can|not", "could|nt", "did|nt",  "do|nt",
    "does|nt", "du|n|no", "gim|me",  "gon|na", "got|ta", "had|nt",    "has|nt",  "have|nt",  "he|s",    "i|m",
    "i|ve",    "is|nt",   "lem|me",  "out|ta", "she|s",  "should|nt", "that|s",  "there|s",  "they|re", "they|ve",
    "wan|na",  "was|nt",  "were|nt", "what|s", "wo|nt",  "would|nt",  "you|ll",  "you|re",   "you|ve",
};

/* What a surface word may end in. */
static const char *const clitics[] = {"n't", "'s", "'m", "'re", "'ve", "'ll", "'d"};

static const char *const apostrophes[] = {"'", "’", "‘", "`", "´", "ʼ"};

/* Words that are two where they are a pronoun; some of them, only where they are a subject. */
static const struct {
    const char *word;
    bool subject;
} doubtful[] = {{"he|ll", false}, {"i|d", false},   {"i|ll", false},  {"it|s", true}, {"she|ll", false},
                {"we|d", false},  {"we|ll", false}, {"we|re", false}, {"you|r", true}};

static const char *const subjects[] = {"nsubj", "nsubj:pass", "nsubj:outer", "expl"};

/* The s of a noun, cats for cat's, and of Lets go. */
static const ro_unseen possessive = {"s", RO_UPOS_PART, "case", "'s", RO_ATTACH_FIRST};
static const ro_unseen us = {"s", RO_UPOS_PRON, "obj", "we", RO_ATTACH_FIRST};

static const ro_unseen unseen[] = {
    {"d", RO_UPOS_AUX, "aux", "would", RO_ATTACH_BESIDE},     {"r", RO_UPOS_AUX, "cop", "be", RO_ATTACH_BESIDE},
    {"'", RO_UPOS_PART, "case", "'s", RO_ATTACH_FIRST},       {"'d", RO_UPOS_AUX, "aux", "would", RO_ATTACH_BESIDE},
    {"'ll", RO_UPOS_AUX, "aux", "will", RO_ATTACH_BESIDE},    {"'m", RO_UPOS_AUX, "cop", "be", RO_ATTACH_BESIDE},
    {"'re", RO_UPOS_AUX, "cop", "be", RO_ATTACH_BESIDE},      {"'s", RO_UPOS_PART, "case", "'s", RO_ATTACH_FIRST},
    {"'ve", RO_UPOS_AUX, "aux", "have", RO_ATTACH_BESIDE},    {"is", RO_UPOS_AUX, "cop", "be", RO_ATTACH_BESIDE},
    {"ll", RO_UPOS_AUX, "aux", "will", RO_ATTACH_BESIDE},     {"m", RO_UPOS_AUX, "cop", "be", RO_ATTACH_BESIDE},
    {"me", RO_UPOS_PRON, "obj", "I", RO_ATTACH_FIRST},        {"n", RO_UPOS_PART, "advmod", "not", RO_ATTACH_NEXT},
    {"n't", RO_UPOS_PART, "advmod", "not", RO_ATTACH_BESIDE}, {"na", RO_UPOS_PART, "mark", "to", RO_ATTACH_NEXT},
    {"not", RO_UPOS_PART, "advmod", "not", RO_ATTACH_BESIDE}, {"nt", RO_UPOS_PART, "advmod", "not", RO_ATTACH_BESIDE},
    {"on", RO_UPOS_ADV, "advmod", "on", RO_ATTACH_FIRST},     {"re", RO_UPOS_AUX, "cop", "be", RO_ATTACH_BESIDE},
    {"s", RO_UPOS_AUX, "cop", "be", RO_ATTACH_BESIDE},        {"ta", RO_UPOS_PART, "mark", "to", RO_ATTACH_NEXT},
    {"ve", RO_UPOS_AUX, "aux", "have", RO_ATTACH_BESIDE},     {"was", RO_UPOS_AUX, "cop", "be", RO_ATTACH_BESIDE},
};

enum {
    WHOLE = sizeof whole / sizeof *whole,
    CLITICS = sizeof clitics / sizeof *clitics,
    APOSTROPHES = sizeof apostrophes / sizeof *apostrophes,
    DOUBTFUL = sizeof doubtful / sizeof *doubtful,
    SUBJECTS = sizeof subjects / sizeof *subjects,
    UNSEEN = sizeof unseen / sizeof *unseen
};

/* ---- reading */

/* Bytes of the apostrophe at p, 0: there is none. */
static size_t apostrophe(const char *p, const char *end) {
    for (size_t i = 0; i < APOSTROPHES; i++) {
        size_t n = strlen(apostrophes[i]);
        if ((size_t)(end - p) >= n && !memcmp(p, apostrophes[i], n)) return n;
    }
    return 0;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }
static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_wordy(char c) {
    return c == '.' || ro_is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

/* Bytes that the word takes at p, letter case and the kind of apostrophe aside; | in it stands for nothing. 0: another word. */
static size_t matched(const char *p, const char *end, const char *word) {
    const char *from = p;
    for (; *word; word++) {
        if (*word == '|') continue;
        size_t n = *word == '\'' ? apostrophe(p, end) : p < end && lower(*p) == *word;
        if (!n) return 0;
        p += n;
    }
    return (size_t)(p - from);
}

/* ---- cutting */

/* A surface word of the table. */
static size_t cut_whole(const char *text, ro_span token, ro_span parts[RO_WORD_PARTS]) {
    const char *p = text + token.start, *end = text + token.end;
    for (size_t i = 0; i < WHOLE && end - p <= LONGEST; i++) {
        if (matched(p, end, whole[i]) != (size_t)(end - p)) continue;
        size_t n = 0;
        uint32_t at = token.start;
        for (const char *w = whole[i]; *w; w++)
            if (*w == '|') {
                parts[n++] = (ro_span){at, (uint32_t)(p - text)};
                at = (uint32_t)(p - text);
            } else
                p += *w == '\'' ? apostrophe(p, end) : 1;
        parts[n++] = (ro_span){at, token.end};
        return n;
    }
    return 0;
}

/* The 1990's are one word, 2008's is two; OK'd is one. */
static bool keeps(const char *text, ro_span stem, const char *clitic) {
    bool digits = true, capitals = true;
    for (uint32_t i = stem.start; i < stem.end; i++) {
        digits = digits && ro_is_digit(text[i]);
        capitals = capitals && is_capital(text[i]);
    }
    if (!strcmp(clitic, "'s")) return digits && text[stem.end - 1] == '0';
    return !strcmp(clitic, "'d") && capitals && stem.end - stem.start > 1;
}

/* Where the clitic at a word's end begins; the word's end: it has none. */
static uint32_t clitic_of(const char *text, ro_span word) {
    const char *end = text + word.end;
    for (size_t i = 0; i < CLITICS; i++)
        for (size_t n = 2; n <= 5 && n < word.end - word.start; n++) /* an apostrophe has up to three bytes */
            if (matched(end - n, end, clitics[i]) == n && is_wordy(end[-(ptrdiff_t)n - 1]) &&
                !keeps(text, (ro_span){word.start, word.end - (uint32_t)n}, clitics[i]))
                return word.end - (uint32_t)n;
    return word.end;
}

/* The workers' houses, Karl Marx' books; but not cookin'. */
static uint32_t possessive_of(const char *text, ro_span word) {
    const char *end = text + word.end;
    for (uint32_t n = 1; n <= 3 && n < word.end - word.start; n++)
        if (apostrophe(end - n, end) == n) return strchr("sxzSXZ", end[-(ptrdiff_t)n - 1]) ? word.end - n : word.end;
    return word.end;
}

size_t ro_words_cut(const char *text, ro_span token, ro_span parts[RO_WORD_PARTS]) {
    size_t n = cut_whole(text, token, parts);
    if (n) return n;
    ro_span rest = token, found[RO_WORD_PARTS];
    for (bool last = true; n + 1 < RO_WORD_PARTS; last = false) {
        uint32_t at = clitic_of(text, rest);
        if (at == rest.end && last) at = possessive_of(text, rest);
        if (at == rest.end) break;
        found[n++] = (ro_span){at, rest.end};
        rest.end = at;
    }
    parts[0] = rest;
    for (size_t i = 0; i < n; i++) parts[1 + i] = found[n - 1 - i];
    return n + 1;
}

static bool is_subject(const char *relation) {
    for (size_t i = 0; i < SUBJECTS; i++)
        if (!strcmp(relation, subjects[i])) return true;
    return false;
}

uint32_t ro_words_late_cut(const char *text, ro_span word, ro_upos upos, const char *relation) {
    const char *p = text + word.start, *end = text + word.end;
    for (size_t i = 0; i < DOUBTFUL && upos == RO_UPOS_PRON; i++)
        if (matched(p, end, doubtful[i].word) == (size_t)(end - p) && (!doubtful[i].subject || is_subject(relation)))
            return word.start + (uint32_t)strcspn(doubtful[i].word, "|");
    if (upos == RO_UPOS_VERB && end - p == 4 && *p == 'L' && matched(p, end, "let|s")) return word.end - 1;
    bool noun = upos == RO_UPOS_NOUN || upos == RO_UPOS_PROPN;
    return noun && !strcmp(relation, "nmod:poss") && end - p > 2 && end[-1] == 's' && is_wordy(end[-2]) ? word.end - 1 : word.end;
}

const ro_unseen *ro_words_unseen(const char *form, size_t size, ro_upos first) {
    bool s = size == 1 && lower(*form) == 's';
    if (s && (first == RO_UPOS_NOUN || first == RO_UPOS_PROPN)) return &possessive;
    if (s && first == RO_UPOS_VERB) return &us;
    for (size_t i = 0; i < UNSEEN; i++)
        if (size && matched(form, form + size, unseen[i].form) == size) return &unseen[i];
    return NULL;
}
