#include "find/times_words.h"

#include "text/text.h"

#include <ctype.h>

enum { LONGEST = 16 /* bytes of a word that is looked up, with the zero */ };

typedef struct entry {
    char word[LONGEST];
    uint8_t kind, value;
} entry;

static const entry entries[] = {
#include "find/data/times.inc"
};

static int compare(const void *key, const void *item) { return strcmp(key, ((const entry *)item)->word); }

/* Bytes of a letter at a place: ASCII, or beyond it but for the marks of general punctuation; 0: none. */
static uint32_t letter_at(const char *bytes, uint32_t at) {
    unsigned char c = (unsigned char)bytes[at];
    if (c < 0x80) return isalpha(c) != 0;
    uint32_t length, point = ro_utf8_at(bytes + at, &length);
    return point > 0xBF && (point < 0x2000 || point > 0x206F) ? length : 0;
}

static void look_up(const char *bytes, ro_lexeme *l) {
    char word[LONGEST];
    uint32_t size = l->span.end - l->span.start;
    l->capital = isupper((unsigned char)bytes[l->span.start]) != 0;
    if (size >= LONGEST) return;
    for (uint32_t i = 0; i < size; i++) word[i] = (char)tolower((unsigned char)bytes[l->span.start + i]);
    word[size] = 0;
    const entry *e = bsearch(word, entries, sizeof entries / sizeof *entries, sizeof *entries, compare);
    if (!e) return;
    l->kind = e->kind;
    l->value = e->value;
}

/* "a.m.", "p.m": the letters and full stops of half a day, as one word. */
static bool take_half_day(const char *bytes, uint32_t size, uint32_t at, ro_lexeme *l) {
    char first = (char)tolower((unsigned char)bytes[at]);
    if (size - at < 3 || (first != 'a' && first != 'p') || bytes[at + 1] != '.' || tolower((unsigned char)bytes[at + 2]) != 'm')
        return false;
    uint32_t to = at + 3;
    if (to < size && letter_at(bytes, to)) return false;
    if (to < size && bytes[to] == '.') to++;
    l->span = (ro_span){at, to};
    l->kind = RO_TW_WORD;
    l->value = first == 'a' ? RO_W_AM : RO_W_PM;
    return true;
}

static void take_word(const char *bytes, uint32_t size, uint32_t at, ro_lexeme *l) {
    static const char o_clock[] = "'clock";
    if (take_half_day(bytes, size, at, l)) return;
    uint32_t to = at, length;
    while (to < size && (length = letter_at(bytes, to))) to += length;
    l->span = (ro_span){at, to};
    bool clock = to - at == 1 && tolower((unsigned char)bytes[at]) == 'o' && size - to >= 6 && !strncmp(bytes + to, o_clock, 6);
    if (clock) {
        l->span.end += 6;
        l->kind = RO_TW_WORD;
        l->value = RO_W_OCLOCK;
    } else
        look_up(bytes, l);
}

static bool digit_at(const char *bytes, uint32_t size, uint32_t at) { return at < size && isdigit((unsigned char)bytes[at]); }

/* Whether a comma and three digits, and no more, go on a number. */
static bool group_at(const char *bytes, uint32_t size, uint32_t at) {
    return at < size && bytes[at] == ',' && digit_at(bytes, size, at + 1) && digit_at(bytes, size, at + 2) &&
           digit_at(bytes, size, at + 3) && !digit_at(bytes, size, at + 4);
}

static void take_number(const char *bytes, uint32_t size, uint32_t at, ro_lexeme *l) {
    enum { MOST = 9 };
    uint32_t to = at;
    for (; digit_at(bytes, size, to); to++) {
        if (l->digits < MOST) l->number = l->number * 10 + (uint32_t)(bytes[to] - '0');
        if (l->digits < UINT8_MAX) l->digits++;
    }
    while (l->digits < MOST - 2 && group_at(bytes, size, to)) {
        for (uint32_t i = 1; i < 4; i++) l->number = l->number * 10 + (uint32_t)(bytes[to + i] - '0');
        l->digits += 3;
        l->grouped = true;
        to += 4;
    }
    if (to < size && bytes[to] == '.' && digit_at(bytes, size, to + 1) && !digit_at(bytes, size, to + 2)) {
        l->tenths = (uint8_t)(bytes[to + 1] - '0');
        to += 2;
    }
    l->span = (ro_span){at, to};
    l->kind = RO_TW_NUMBER;
}

static void take_mark(const char *bytes, uint32_t at, ro_lexeme *l) {
    uint32_t length, point = ro_utf8_at(bytes + at, &length);
    l->span = (ro_span){at, at + length};
    l->kind = RO_TW_MARK;
    if (point == 0x2019 || point == 0x2018 || point == '`')
        l->value = '\'';
    else if (point >= 0x2010 && point <= 0x2014)
        l->value = '-';
    else
        l->value = point < 0x80 ? (uint8_t)point : 0;
}

bool ro_lexemes_read(ro_arena *arena, const char *bytes, uint32_t size, ro_lexemes *out) {
    for (uint32_t at = 0; at < size;) {
        uint32_t breaks = 0, from = at, length;
        for (; at < size && ro_is_space(ro_utf8_at(bytes + at, &length)); at += length) breaks += bytes[at] == '\n';
        if (at >= size) break;
        ro_lexeme l = {.gap = breaks > 1 ? RO_GAP_PARAGRAPH : at > from ? RO_GAP_SPACE : RO_GAP_NONE};
        if (letter_at(bytes, at))
            take_word(bytes, size, at, &l);
        else if (digit_at(bytes, size, at))
            take_number(bytes, size, at, &l);
        else
            take_mark(bytes, at, &l);
        if (!ro_list_add(arena, out, l)) return false;
        at = l.span.end;
    }
    return true;
}
