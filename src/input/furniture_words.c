#include "input/furniture.h"

#include "text/first_names.h"
#include "text/text.h"

#include <ctype.h>
#include <strings.h>
#include <utf8proc.h>

enum { TAIL = 60, A_HEADLINE = 220, HEADLINE_WORDS = 28, NAME_WORDS = 5 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_letter(char c) { return isalpha((unsigned char)c) || (unsigned char)c >= 0x80; }

size_t ro_words_count(const char *words) {
    size_t count = 0;
    for (const char *p = words; *p; p++)
        count += is_letter(*p) && (p == words || !is_letter(p[-1])) && !(p > words && p[-1] == '\'');
    return count;
}

bool ro_words_upper(const char *words) {
    uint32_t length;
    if ((unsigned char)*words < 0x80) return isupper((unsigned char)*words);
    return utf8proc_category((utf8proc_int32_t)ro_utf8_at(words, &length)) == UTF8PROC_CATEGORY_LU;
}

size_t ro_words_begin(const char *words, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t size = strlen(list[i]);
        if (strncasecmp(words, list[i], size)) continue;
        if (!is_letter(list[i][size - 1]) || !is_letter(words[size])) return size;
    }
    return 0;
}

bool ro_words_listed(const char *word, size_t size, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i]) == size && !strncasecmp(word, list[i], size)) return true;
    return false;
}

ro_part ro_words_part(const char *at, size_t size) {
    while (size && strchr(" ,;:|.-", *at)) at++, size--;
    while (size && strchr(" ,;:|-", at[size - 1])) size--;
    return (ro_part){at, size};
}

/* ---- sentences */

static bool take_closing(const char *words, size_t *size) {
    static const char *const marks[] = {"\"", "'", ")", "]", "\xE2\x80\x9D", "\xE2\x80\x99", "\xC2\xBB", "\xE2\x80\x9C"};
    for (size_t i = 0; i < COUNT(marks); i++) {
        size_t length = strlen(marks[i]);
        if (*size <= length || memcmp(words + *size - length, marks[i], length)) continue;
        *size -= length;
        return true;
    }
    return false;
}

/* "U.S.", "Inc.": the full stop at the end is the word's. */
static bool is_abbreviation(const char *words, size_t size) {
    static const char *const forms[] = {"co.", "corp.", "inc.", "jr.", "ltd.", "no.", "sr.", "st."};
    size_t from = size;
    while (from && words[from - 1] != ' ') from--;
    bool dotted = size - from >= 4 && words[size - 3] == '.' && is_letter(words[size - 2]);
    return dotted || ro_words_listed(words + from, size - from, forms, COUNT(forms));
}

bool ro_words_end(const char *words) {
    enum { A_SENTENCE = 16 /* words: more are no headline, whatever is at its end */ };
    size_t size = strlen(words);
    bool quoted = false;
    while (take_closing(words, &size)) quoted = true;
    if (!size) return false;
    char last = words[size - 1];
    if (strchr(":;,", last)) return true;
    if (last == '.') return !is_abbreviation(words, size) || ro_words_count(words) > A_SENTENCE;
    if (size > 3 && !strncmp(words + size - 3, "\xE3\x80\x82", 3)) return true; /* the full stop of Chinese and Japanese */
    return (last == '?' || last == '!') && (quoted || ro_words_count(words) > A_SENTENCE);
}

/* "The harbour closed. Nobody knew why": a full stop within. */
static bool has_stop(const char *words) {
    enum { TITLE = 5 /* bytes of "Gov.", "J." */ };
    for (const char *p = words; (p = strstr(p, ". ")); p++) {
        size_t size = (size_t)(p + 1 - words), from = size;
        while (from && words[from - 1] != ' ') from--;
        if (size - from > TITLE && ro_words_upper(p + 2) && !is_abbreviation(words, size)) return true;
    }
    return false;
}

/* "What did you do?", of talk. */
static bool is_asked(const char *words) {
    static const char *const persons[] = {"i", "me", "my", "you", "your", "we", "us"};
    size_t size = strlen(words);
    if (!size || !strchr("?!", words[size - 1])) return false;
    for (const char *p = words; *p; p += strcspn(p, " "), p += *p == ' ')
        if (*p != 'U' && ro_words_listed(p, strcspn(p, " ,?!'"), persons, COUNT(persons))) return true;
    return false;
}

bool ro_words_head(const char *words) {
    static const char *const talk[] = {"q:", "a:", "q.", "a.", "dear", "hi", "hello"};
    size_t size = strlen(words), count = ro_words_count(words);
    if (size < 6 || size > A_HEADLINE || count < 2 || count > HEADLINE_WORDS) return false;
    if (ro_words_end(words) || has_stop(words) || ro_words_begin(words, talk, COUNT(talk)) || is_asked(words)) return false;
    const char *first = words;
    uint32_t length;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)ro_utf8_at(first, &length));
    if (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO) /* a quotation mark or bracket */
        category = utf8proc_category((utf8proc_int32_t)ro_utf8_at(first + length, &length));
    return category <= UTF8PROC_CATEGORY_LO ? category != UTF8PROC_CATEGORY_LL : category == UTF8PROC_CATEGORY_ND;
}

/* ---- outlets */

static const char *const OUTLET_WORDS[] = {
    "agency",   "bulletin", "chronicle", "courier", "daily",   "dispatch", "echo",     "examiner",  "express",    "gazette",
    "globe",    "herald",   "inquirer",  "journal", "ledger",  "mail",     "mercury",  "messenger", "monitor",    "news",
    "newswire", "observer", "post",      "press",   "radio",   "record",   "register", "review",    "sentinel",   "standard",
    "star",     "sun",      "telegraph", "times",   "tribune", "tv",       "weekly",   "wire",      "television", "broadcaster"};

bool ro_words_outlet(const char *words, size_t size) {
    static const char *const small[] = {"of", "the", "and", "&", "for"};
    enum { MOST = 6 };
    size_t count = 0;
    bool named = false;
    for (size_t at = 0, end; at < size; at = end + 1, count++) {
        for (end = at; end < size && words[end] != ' ';) end++;
        if (!ro_words_listed(words + at, end - at, small, COUNT(small)) && !ro_words_upper(words + at)) return false;
        named = named || ro_words_listed(words + at, end - at, OUTLET_WORDS, COUNT(OUTLET_WORDS));
    }
    return named && count > 1 && count <= MOST;
}

/* ---- names of reporters */

static bool is_particle(const char *word, size_t size) {
    static const char *const particles[] = {"al", "bin", "da",  "de", "del", "della", "den", "der", "di",  "do", "dos",
                                            "du", "el",  "ibn", "la", "le",  "ten",   "ter", "van", "von", "y",  "zu"};
    return ro_words_listed(word, size, particles, COUNT(particles));
}

static bool is_no_name(const char *word, size_t size) {
    static const char *const others[] = {
        "a",        "after", "against",  "all",     "an",        "and",      "as",         "at",       "bank",   "before",
        "breaking", "by",    "city",     "council", "court",     "day",      "east",       "for",      "friday", "from",
        "group",    "how",   "in",       "into",    "is",        "live",     "minister",   "ministry", "monday", "new",
        "no",       "north", "not",      "of",      "off",       "office",   "on",         "opinion",  "or",     "our",
        "out",      "over",  "party",    "police",  "president", "saturday", "school",     "south",    "state",  "sunday",
        "the",      "this",  "thursday", "to",      "tuesday",   "union",    "university", "up",       "update", "wednesday",
        "west",     "what",  "when",     "where",   "why",       "will",     "with",       "world",    "your"};
    return ro_words_listed(word, size, others, COUNT(others)) || ro_words_listed(word, size, OUTLET_WORDS, COUNT(OUTLET_WORDS));
}

/* A word of a name: "Reuter", "O'Neill", "J.", "Anna-Maria", "al-Masri". */
static bool is_name_word(const char *word, size_t size) {
    static const char *const begin[] = {"al-", "el-", "d'", "d\xE2\x80\x99"};
    size_t lead = size ? ro_words_begin(word, begin, COUNT(begin)) : 0;
    if (lead < size && !ro_words_upper(word)) word += lead, size -= lead;
    if (!size || !ro_words_upper(word) || is_no_name(word, size)) return false;
    for (size_t i = 0; i < size; i++)
        if (!is_letter(word[i]) && !strchr("'-.", word[i])) return false; /* ’ passes for a letter */
    return word[size - 1] != '.' || size == 2;
}

static bool is_given(const char *word, size_t size) {
    char first[24];
    if (size >= sizeof first) return false;
    for (size_t i = 0; i < size; i++) first[i] = (char)tolower((unsigned char)word[i]);
    first[size] = 0;
    return ro_given_gender(first) != 0;
}

/* How many bytes from here are a person's name, of two to four words and particles; 0: none is. */
static size_t name_size(const char *words, bool *known) {
    size_t proper = 0, end = 0;
    *known = false;
    for (size_t at = 0, to, n = 0; n < NAME_WORDS; at = to + 1, n++) {
        to = at + strcspn(words + at, " ,;:|()/");
        bool particle = n && is_particle(words + at, to - at) && words[to] == ' ';
        if (!particle && !is_name_word(words + at, to - at)) break;
        if (!n) *known = is_given(words, to);
        if (!particle) proper++, end = to;
        if (words[to] != ' ') break;
    }
    return proper >= 2 && proper <= 4 ? end : 0;
}

/* What a by-line says of its writer: ", Berlin", ", political editor", " in Berlin", " for the Halden Wire", " (Halden Wire)". */
static bool is_standing(const char *rest) {
    static const char *const links[] = {
        ", ",  " in ",           " for ",          " at ",      " | ", " / ", "/", " (", " reports from ",
        " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xB7 "};
    enum { MOST = 7 /* words */ };
    if (!*rest) return true;
    size_t size = ro_words_begin(rest, links, COUNT(links)), count = ro_words_count(rest);
    return size && count && count <= MOST && strlen(rest) <= TAIL && !strpbrk(rest, "0123456789") && !ro_words_end(rest);
}

bool ro_words_names(const char *words, ro_part *names, bool *known) {
    static const char *const joints[] = {", and ", " and ", " & ", ", ", "; ", " | "};
    size_t end = name_size(words, known);
    for (size_t joint, size; end; end += joint + size) { /* "A, B and C", but "A, Halden Wire" */
        bool other = false;
        joint = ro_words_begin(words + end, joints, COUNT(joints));
        size = joint ? name_size(words + end + joint, &other) : 0;
        bool weak = joint == 2 || !strncmp(words + end, " | ", 3);
        if (!size || (weak && !other && !strstr(words + end + joint, " and "))) break;
    }
    *names = (ro_part){words, end};
    return end && is_standing(words + end);
}
