#include "find/actors.h"

#include <strings.h>

#include <utf8proc.h>

/* ---- folding */

typedef struct special {
    uint32_t point;
    const char *plain;
} special;

/* Letters that Unicode does not take apart. */
static const special SPECIALS[] = {
    {0xE6, "ae"},  {0xF8, "o"},   {0x111, "d"},  {0x131, "i"},  {0x142, "l"},
    {0x153, "oe"}, {0x2010, "-"}, {0x2011, "-"}, {0x2019, "'"},
};

static const char *plain_of(uint32_t point) {
    for (size_t i = 0; i < sizeof SPECIALS / sizeof *SPECIALS; i++)
        if (SPECIALS[i].point == point) return SPECIALS[i].plain;
    return NULL;
}

static void replace_specials(char *text) {
    char *to = text;
    for (const char *from = text; *from;) {
        uint32_t length, point = ro_utf8_at(from, &length);
        const char *plain = length > 1 ? plain_of(point) : NULL; /* never longer than what it stands for */
        size_t size = plain ? strlen(plain) : length;
        memmove(to, plain ? plain : from, size);
        to += size;
        from += length;
    }
    *to = 0;
}

const char *ro_fold(ro_arena *arena, const char *bytes, size_t size) {
    bool ascii = true;
    for (size_t i = 0; i < size; i++) ascii = ascii && (unsigned char)bytes[i] < 0x80;
    if (ascii) {
        char *out = ro_arena_copy(arena, bytes, size);
        for (char *c = out; c && *c; c++)
            if (*c >= 'A' && *c <= 'Z') *c = (char)(*c - 'A' + 'a');
        return out;
    }
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)size, &mapped, how);
    if (length == UTF8PROC_ERROR_NOMEM) return NULL;
    char *out = length < 0 ? ro_arena_copy(arena, bytes, size) : ro_arena_copy(arena, (const char *)mapped, (size_t)length);
    free(mapped);
    if (out) replace_specials(out);
    return out;
}

/* ---- cutting the text into words */

static bool is_letter(uint32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

static bool is_upper(uint32_t c) {
    return c < 0x80 ? c >= 'A' && c <= 'Z' : utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU;
}

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019; }

static bool is_hyphen(uint32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }

/* The weight of a mark between words; the heavier one stands for the gap. */
static char mark_of(uint32_t c) {
    switch (c) {
    case '.':
    case '!':
    case '?':
    case 0x2026: return '.';
    case '(':
    case '[': return '(';
    case ')':
    case ']': return ')';
    case '"':
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB: return '"';
    case ':': return ':';
    case ';': return ';';
    case ',': return ',';
    case '-':
    case 0x2013:
    case 0x2014: return '-';
    default: return ' ';
    }
}

static char heavier(char a, char b) {
    static const char ORDER[] = " -,;:\").(\n";
    return strchr(ORDER, a) < strchr(ORDER, b) ? b : a;
}

/* Whether the letters of [start, at) are single ones with full stops between them, as in "U.S". */
static bool dotted(const char *bytes, uint32_t start, uint32_t at) {
    if (at == start || (at - start) % 2 == 0) return false;
    for (uint32_t i = start; i < at; i++)
        if ((i - start) % 2 ? bytes[i] != '.' : !is_letter((unsigned char)bytes[i])) return false;
    return true;
}

/* Whether a mark inside a word belongs to it, given the code point behind it. */
static bool joins(const char *bytes, uint32_t start, uint32_t at, uint32_t mark, uint32_t next) {
    if (!is_letter(next) && !is_digit(next)) return false;
    if (is_hyphen(mark) || is_apostrophe(mark) || mark == '&') return true;
    if (mark == ',' || mark == '.') {
        bool digit = is_digit((unsigned char)bytes[at - 1]);
        if (digit && is_digit(next)) return true;
        bool lettered = !digit || is_letter((unsigned char)bytes[start]); /* "Sollen24.com" */
        return mark == '.' && (dotted(bytes, start, at) || (next >= 'a' && next <= 'z' && lettered));
    }
    return false;
}

/* "they've", "he'd": how many letters of a verb stand behind the apostrophe at a word's end. */
static uint32_t clitic(const char *bytes) {
    static const char *const verbs[] = {"ve", "ll", "re", "d", "m"};
    uint32_t length;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        uint32_t size = (uint32_t)strlen(verbs[i]);
        if (strncasecmp(bytes, verbs[i], size)) continue;
        uint32_t beyond = ro_utf8_at(bytes + size, &length);
        if (!is_letter(beyond) && !is_digit(beyond) && !is_apostrophe(beyond)) return size;
    }
    return 0;
}

/* Where the word that begins at start ends; *resume is where to read on. */
static uint32_t word_end(const char *bytes, uint32_t start, uint32_t *resume, bool *possessive) {
    uint32_t at = start, length, after;
    *possessive = false;
    for (;;) {
        uint32_t c = ro_utf8_at(bytes + at, &length);
        if (is_letter(c) || is_digit(c)) {
            at += length;
            continue;
        }
        if (!c) break;
        uint32_t next = ro_utf8_at(bytes + at + length, &after);
        if (is_apostrophe(c) && (next == 's' || next == 'S')) {
            uint32_t beyond = ro_utf8_at(bytes + at + length + 1, &after);
            if (!is_letter(beyond) && !is_digit(beyond)) {
                *possessive = true;
                *resume = at + length + 1;
                return at;
            }
        }
        if (is_apostrophe(c) && clitic(bytes + at + length)) {
            *resume = at + length + clitic(bytes + at + length);
            return at;
        }
        if (is_apostrophe(c) && at > start && bytes[at - 1] == 's' && !is_letter(next)) {
            *possessive = next == ' ';
            break;
        }
        if (!joins(bytes, start, at, c, next)) {
            if (c == '.' && at - start > 2 && dotted(bytes, start, at)) at++;
            break;
        }
        at += length;
    }
    *resume = at;
    return at;
}

/* ---- what each word knows of its place */

typedef struct place { /* where the layers' arrays stand while words are read in order */
    size_t sentence, entity, token;
    bool verb_seen, open;
} place;

static bool is_abbreviation(const ro_plain_word *word) {
    static const char LIST[] =
        " mr mrs ms dr prof sen rep gov gen col lt sgt st rev hon pres sec capt cmdr maj msgr mt vs jr sr no ";
    return word->upper && (word->span.end - word->span.start == 1 || ro_word_in(word, LIST));
}

static void read_capitals(ro_plain_word *word, const char *bytes) {
    uint32_t length;
    word->upper = is_upper(ro_utf8_at(bytes + word->span.start, &length));
    uint32_t letters = 0, uppers = 0;
    for (uint32_t i = word->span.start; i < word->span.end; i += length) {
        uint32_t c = ro_utf8_at(bytes + i, &length);
        letters += is_letter(c);
        uppers += is_upper(c);
    }
    word->capitals = word->upper && letters == uppers;
    word->acronym = word->upper && uppers > 1 && letters < 12 && 2 * uppers > letters;
}

static void read_layers(ro_plain_word *word, const ro_layers *layers, place *at) {
    size_t before = at->sentence;
    while (at->sentence + 1 < layers->sentences.count && layers->sentences.items[at->sentence + 1].start <= word->span.start)
        at->sentence++;
    if (at->sentence != before) at->verb_seen = false;
    while (at->entity < layers->entities.count && layers->entities.items[at->entity].span.end <= word->span.start) at->entity++;
    while (at->token < layers->tokens.count && layers->tokens.items[at->token].span.end <= word->span.start) at->token++;
    word->sentence = (uint32_t)at->sentence;
    word->entity = RO_NONE;
    if (at->entity < layers->entities.count && ro_span_overlaps(layers->entities.items[at->entity].span, word->span))
        word->entity = (uint32_t)at->entity;
    if (at->token < layers->tokens.count && ro_span_overlaps(layers->tokens.items[at->token].span, word->span)) {
        ro_upos tag = layers->tokens.items[at->token].upos;
        word->verb = (tag == RO_UPOS_VERB || tag == RO_UPOS_AUX) && word->entity == RO_NONE;
    }
    word->early = !at->verb_seen;
    if (word->verb && !word->quoted) at->verb_seen = true;
}

static char read_gap(const char *bytes, uint32_t *at, uint32_t size, place *state) {
    char gap = ' ';
    uint32_t breaks = 0, length;
    while (*at < size) {
        uint32_t c = ro_utf8_at(bytes + *at, &length);
        if (is_letter(c) || is_digit(c)) break;
        if (c == '\n') breaks++;
        if (breaks > 1) state->open = false;
        gap = heavier(gap, breaks > 1 ? '\n' : mark_of(c));
        if (c == '"')
            state->open = !state->open;
        else if (c == 0x201C || c == 0x201E)
            state->open = true;
        else if (c == 0x201D)
            state->open = false;
        *at += length;
    }
    return gap;
}

/* "Moss-backed" is two words where the model has the first for a name. */
static void part_adjective(ro_plain_word *word, const ro_record *record, const place *state, const char *bytes, uint32_t *at) {
    size_t i = state->entity;
    while (i < record->layers.entities.count && record->layers.entities.items[i].span.end <= word->span.start) i++;
    if (i == record->layers.entities.count) return;
    ro_span name = record->layers.entities.items[i].span;
    if (name.start >= word->span.end || name.end >= word->span.end || bytes[name.end] != '-') return;
    word->span.end = *at = name.end;
    word->possessive = false;
}

/* Passes over what stands around the story; true where there was some. */
static bool pass_aside(const ro_record *record, uint32_t *at, place *state) {
    size_t i = ro_spans_at(&record->aside, *at);
    if (i == record->aside.count) return false;
    *at = record->aside.items[i].end;
    state->open = false;
    return true;
}

bool ro_words_make(ro_words *words, const ro_record *record) {
    const ro_text *text = &record->document->text;
    place state = {0};
    bool passed = false;
    for (uint32_t at = 0; at < text->size;) {
        ro_plain_word word = {.gap = read_gap(text->bytes, &at, text->size, &state)};
        if (at >= text->size) break;
        if (pass_aside(record, &at, &state)) {
            passed = true;
            continue;
        }
        if (passed) word.gap = '\n';
        passed = false;
        word.span.start = at;
        word.span.end = word_end(text->bytes, at, &at, &word.possessive);
        part_adjective(&word, record, &state, text->bytes, &at);
        word.quoted = state.open;
        word.fold = ro_fold(record->arena, text->bytes + word.span.start, word.span.end - word.span.start);
        if (!word.fold) return false;
        read_capitals(&word, text->bytes);
        read_layers(&word, &record->layers, &state);
        if (word.gap == '.' && words->count && is_abbreviation(&words->items[words->count - 1])) word.gap = ' ';
        if (!words->count) word.gap = '\n';
        if (!ro_list_add(record->arena, words, word)) return false;
    }
    return true;
}

uint32_t ro_words_at(const ro_words *words, uint32_t byte) { return (uint32_t)RO_SEARCH(*words, span, byte); }

ro_span ro_words_span(const ro_words *words, uint32_t from, uint32_t to) {
    if (from >= to || to > words->count) return (ro_span){0, 0};
    return (ro_span){words->items[from].span.start, words->items[to - 1].span.end};
}

const char *ro_words_fold(ro_arena *arena, const ro_words *words, uint32_t from, uint32_t to) {
    if (from + 1 < to && ro_word_in(&words->items[from], " the a an ")) from++;
    size_t size = 0;
    for (uint32_t i = from; i < to; i++) size += strlen(words->items[i].fold) + 1;
    char *out = ro_arena_alloc(arena, size + 1);
    if (!out) return NULL;
    char *end = out;
    for (uint32_t i = from; i < to; i++) {
        size_t length = strlen(words->items[i].fold);
        if (i > from) *end++ = ' ';
        memcpy(end, words->items[i].fold, length);
        end += length;
    }
    return out;
}

bool ro_word_in(const ro_plain_word *word, const char *list) {
    size_t size = strlen(word->fold);
    for (const char *at = strstr(list, word->fold); at && size; at = strstr(at + 1, word->fold))
        if (at > list && at[-1] == ' ' && at[size] == ' ') return true;
    return false;
}
