#include "model/boundaries.h"

#include <strings.h>

enum { RUN = 2000 }; /* bytes that a rule looks at, at the most: text may be a run of them without end */

/* ---- characters around a place: bytes, since all that the rules know is ASCII but for apostrophes and dashes */

static bool small(char c) { return c >= 'a' && c <= 'z'; }
static bool letter(char c) { return small(c) || (c >= 'A' && c <= 'Z'); }
static bool wordy(char c) { return ro_is_digit(c) || letter(c) || (unsigned char)c >= 0x80; }
static bool gap(char c) { return !c || c == ' ' || (c >= '\t' && c <= '\r'); }

/* The byte before a place, a space where there is none. */
static char before(const char *text, uint32_t at, uint32_t n) { return at >= n ? text[at - n] : ' '; }

static bool is_at(const char *text, uint32_t at, const char *what) { return !strncmp(text + at, what, strlen(what)); }
static bool ends_at(const char *text, uint32_t at, const char *what) {
    uint32_t n = (uint32_t)strlen(what);
    return at >= n && !memcmp(text + at - n, what, n);
}

/* ---- rules for a place within a run of characters without white space: does a surface word begin there? Each holds in 97 % and
 * more of its cases in the training parts of EWT and GUM. */

typedef enum verdict { UNKNOWN, NO, YES } verdict;

/* don't, they’ll, O'Neill: not behind the apostrophe. */
static verdict clitic(const char *text, uint32_t at) {
    static const char *const endings[] = {"s", "m", "re", "ve", "ll", "d", "t"};
    uint32_t n = ends_at(text, at, "'") ? 1 : ends_at(text, at, "’") ? 3 : 0;
    if (!n || !wordy(before(text, at, n + 1))) return UNKNOWN;
    if (!wordy(before(text, at, n + 2)) && letter(text[at]) && letter(text[at + 1]) && letter(text[at + 2])) return NO;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (!strncasecmp(text + at, endings[i], strlen(endings[i])) && !wordy(text[at + strlen(endings[i])])) return NO;
    return UNKNOWN;
}

/* 1,250.75 is one word; the notes 13,14 are none. */
static bool joins_digits(const char *text, uint32_t at) {
    if (!ro_is_digit(before(text, at, 1)) || !ro_is_digit(text[at + 1])) return false;
    return text[at] == '.' ||
           (text[at] == ',' && ro_is_digit(text[at + 2]) && ro_is_digit(text[at + 3]) && !ro_is_digit(text[at + 4]));
}
static verdict number(const char *text, uint32_t at) {
    return joins_digits(text, at) || (at && joins_digits(text, at - 1)) ? NO : UNKNOWN;
}

/* Marks that are repeated are one word; so are the dots of an ellipsis, which begins and ends where it does. */
static verdict repeated(const char *text, uint32_t at) {
    char last = before(text, at, 1);
    if (last == text[at] && strchr(".!?-*=<>+_#~'", last)) return NO;
    if (text[at] == '.' && text[at + 1] == '.') return YES;
    return last == '.' && before(text, at, 2) == '.' && wordy(text[at]) ? YES : UNKNOWN;
}

/* $40, 15% */
static verdict currency(const char *text, uint32_t at) {
    if (text[at] == '%' && ro_is_digit(before(text, at, 1))) return YES;
    if (text[at] == '$' && ro_is_digit(text[at + 1]) && !wordy(before(text, at, 1))) return YES;
    return ro_is_digit(text[at]) && (ends_at(text, at, "$") || ends_at(text, at, "£") || ends_at(text, at, "€")) ? YES : UNKNOWN;
}

/* 5pm, 40k: digits and what they count. */
static verdict unit(const char *text, uint32_t at) {
    static const char *const units[] = {"k", "am", "pm"};
    if (!ro_is_digit(before(text, at, 1))) return UNKNOWN;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (!strncasecmp(text + at, units[i], strlen(units[i])) && !wordy(text[at + strlen(units[i])])) return YES;
    return UNKNOWN;
}

/* Brackets and double quotation marks stand by themselves. */
static bool is_bracket(const char *text, uint32_t at) {
    if (text[at] == '(' && strncmp(text + at + 1, "s)", 2) == 0) return false; /* Spouse(s) */
    return (text[at] && strchr("()[]\"", text[at])) || is_at(text, at, "“") || is_at(text, at, "”");
}
static verdict bracket(const char *text, uint32_t at) {
    if (is_bracket(text, at)) return YES;
    return (at && is_bracket(text, at - 1)) || ends_at(text, at, "“") || ends_at(text, at, "”") ? YES : UNKNOWN;
}

/* alt.animals.cat */
static verdict dotted(const char *text, uint32_t at) {
    uint32_t from = at, to = at, dots = 0;
    if (text[at] != '.' && before(text, at, 1) != '.') return UNKNOWN;
    while (from && at - from < RUN && (small(text[from - 1]) || text[from - 1] == '.')) from--;
    while (to - at < RUN && (small(text[to]) || (text[to] == '.' && small(text[to + 1])))) to++;
    for (uint32_t i = from; i < to; i++) {
        if (text[i] == '.' && text[i + 1] == '.') return UNKNOWN;
        dots += text[i] == '.';
    }
    return dots > 1 && at < to ? NO : UNKNOWN;
}

/* The last full stop of a sentence in brackets or quotation marks. */
static verdict closed(const char *text, uint32_t at) {
    if (text[at] != '.' || !text[at + 1] || !strchr(")]\"", text[at + 1]) || ends_at(text, at, "etc")) return UNKNOWN;
    return small(before(text, at, 1)) && small(before(text, at, 2)) && small(before(text, at, 3)) ? YES : UNKNOWN;
}

/* A comma and its like behind a word and before white space. */
static verdict stop(const char *text, uint32_t at) {
    return text[at] && strchr(",;:!?", text[at]) && wordy(before(text, at, 1)) && gap(text[at + 1]) ? YES : UNKNOWN;
}

/* The last full stop of p.m. and U.S. */
static verdict initials(const char *text, uint32_t at) {
    return text[at] == '.' && letter(before(text, at, 1)) && before(text, at, 2) == '.' && letter(before(text, at, 3)) &&
                   !wordy(before(text, at, 4))
               ? NO
               : UNKNOWN;
}

static verdict judge(const char *text, uint32_t at) {
    static verdict (*const rules[])(const char *, uint32_t) = {clitic, number,  repeated, currency, unit,
                                                               dotted, bracket, closed,   stop,     initials};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        verdict v = rules[i](text, at);
        if (v != UNKNOWN) return v;
    }
    return UNKNOWN;
}

/* ---- addresses and faces: words whose ends are known */

static bool in_name(char c) { return wordy(c) || c == '.' || c == '-' || c == '_' || c == '+'; }

/* Without the marks that close a sentence or bracket around it. */
static uint32_t without_marks(const char *text, uint32_t from, uint32_t end) {
    while (end > from && strchr(".,;:!?'\")]}>", text[end - 1])) end--;
    return end;
}

/* An address of the web that begins at this place; empty: none does. */
static ro_span web_address(const char *text, uint32_t at) {
    static const char *const starts[] = {"http://", "https://", "ftp://", "www."};
    uint32_t end = at;
    if (wordy(before(text, at, 1))) return (ro_span){at, at};
    for (size_t i = 0; i < sizeof starts / sizeof *starts && end == at; i++)
        if (!strncasecmp(text + at, starts[i], strlen(starts[i])))
            while (end - at < RUN && !gap(text[end]) && text[end] != '>' && text[end] != '"') end++;
    return (ro_span){at, without_marks(text, at, end)};
}

/* An address of e-mail that begins at this place. */
static ro_span mail_address(const char *text, uint32_t at) {
    uint32_t middle = at, end;
    char last = before(text, at, 1);
    if (in_name(last) || last == ':' || last == '/') return (ro_span){at, at};
    while (middle - at < RUN && in_name(text[middle])) middle++;
    if (middle == at || text[middle] != '@' || !wordy(text[middle + 1])) return (ro_span){at, at};
    for (end = middle + 1; end - middle < RUN && in_name(text[end]);) end++;
    return (ro_span){at, without_marks(text, at, end)};
}

/* :-) */
static ro_span face(const char *text, uint32_t at) {
    uint32_t end = at;
    if (!gap(before(text, at, 1)) || !strchr(":;=", text[at])) return (ro_span){at, at};
    end += text[at + 1] == '-' ? 2 : 1;
    if (!text[end] || !strchr(")(DPpO", text[end]) || wordy(text[end + 1])) return (ro_span){at, at};
    return (ro_span){at, end + 1};
}

static ro_span fixed_at(const char *text, uint32_t at) {
    ro_span span = web_address(text, at);
    if (ro_span_empty(span)) span = mail_address(text, at);
    return ro_span_empty(span) ? face(text, at) : span;
}

/* ---- marks */

/* What the sentence score of a piece has to be above. Set on the dev sets: a final mark goes far, a quotation mark and even more
 * a comma (letters greet with one, news does not: the dev set would have 1) speak against it, and without white space it is rare.
 */
static float threshold(const char *text, const ro_piece *piece) {
    uint32_t at = piece->span.start;
    if (ro_piece_gap(piece) == RO_GAP_NONE) return 1.0f;
    while (at && gap(text[at - 1])) at--;
    if (at && strchr(".?!", text[at - 1])) return -1.25f;
    if (at && text[at - 1] == ',') return 2.0f;
    return (at && strchr("\"'", text[at - 1])) || ends_at(text, at, "”") || ends_at(text, at, "’") ? 1.0f : -0.25f;
}

static void set(ro_mark *mark, verdict v) {
    if (v == UNKNOWN) return;
    mark->token = v == YES;
    mark->sentence = mark->sentence && mark->token;
}

/* Words that a hyphen does not part from what follows. */
static bool is_prefix(const char *text, uint32_t hyphen) {
    static const char *const prefixes[] = {"anti", "co",     "counter", "cross", "e",     "ex",   "inter", "intra",
                                           "mid",  "mini",   "mis",     "multi", "non",   "over", "post",  "pre",
                                           "pro",  "psycho", "re",      "semi",  "socio", "sub",  "ultra"};
    uint32_t at = hyphen;
    while (at && hyphen - at < RUN && wordy(text[at - 1])) at--;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (strlen(prefixes[i]) == hyphen - at && !strncasecmp(text + at, prefixes[i], hyphen - at)) return true;
    return false;
}

/* Whether piece i is a hyphen or slash between two words: it is a word by itself, or nothing begins at it or behind it. */
static bool is_joint(const char *text, const ro_piece *p, size_t i, size_t count) {
    uint32_t at = p[i].span.start;
    bool dash = is_at(text, at, "–");
    if (!dash && text[at] != '-' && text[at] != '/') return false;
    return i + 1 < count && ro_piece_gap(&p[i]) == RO_GAP_NONE && ro_piece_gap(&p[i + 1]) == RO_GAP_NONE &&
           wordy(before(text, at, 1)) && wordy(text[p[i + 1].span.start]) && p[i + 1].span.start == at + (dash ? 3 : 1);
}

/* What the scores say of a piece. */
static ro_mark marked(const char *text, const ro_piece *piece, const float *scores) {
    uint32_t at = piece->span.start;
    uint8_t space = ro_piece_gap(piece);
    bool within = space == RO_GAP_NONE && letter(before(text, at, 1)) && letter(text[at]); /* hardly ever */
    bool sentence = space == RO_GAP_PARAGRAPH || scores[0] > threshold(text, piece);
    return (ro_mark){.sentence = sentence, .token = sentence || space != RO_GAP_NONE || scores[1] > (within ? 2.0f : 0)};
}

/* A hyphen between letters parts words unless the first is a prefix, in 94 % of cases: the model has to be sure of the contrary.
 */
static verdict parts(const char *text, uint32_t at, float both) {
    bool letters = text[at] == '-' && letter(before(text, at, 1)) && letter(text[at + 1]);
    if (letters && is_prefix(text, at)) return NO;
    return both > (letters ? -2.0f : 0) ? YES : NO;
}

void ro_boundaries_mark(const char *text, const ro_piece *p, size_t count, const float *scores, size_t step, ro_mark *marks) {
    ro_span fixed = {0, 0};
    for (size_t i = 0; i < count; i++) marks[i] = marked(text, &p[i], scores + i * step);
    for (size_t i = 0; i < count; i++) {
        uint32_t at = p[i].span.start;
        bool inside = ro_piece_gap(&p[i]) == RO_GAP_NONE;
        if (at < fixed.end) {
            if (inside) set(&marks[i], NO);
            continue;
        }
        if (at == fixed.end && fixed.end) set(&marks[i], YES);
        fixed = fixed_at(text, at);
        if (!ro_span_empty(fixed))
            set(&marks[i], YES);
        else if (is_joint(text, p, i, count)) {
            verdict v = parts(text, at, scores[i * step + 1] + scores[(i + 1) * step + 1]);
            set(&marks[i], v);
            set(&marks[++i], v);
        } else if (inside)
            set(&marks[i], judge(text, at));
    }
    if (count) marks[0].sentence = marks[0].token = true; /* no sentence crosses windows */
}
