#include "store/words.h"

#include "text/text.h"

#include <stdio.h>
#include <utf8proc.h>

enum { POSITION_MOST = 16383 /* in a tsvector */, PARTS = 32 /* code points of one's compatibility form */ };

typedef struct cutter {
    ro_buffer *out;
    size_t from, words; /* bytes of out before, words so far */
    size_t size;        /* bytes of the word in hand; 0: none */
    size_t letters;     /* of it; initials count alone */
    bool initials;      /* it is single letters so far */
    bool full, failed;
} cutter;

/* ---- code points */

static bool in(uint32_t point, uint32_t first, uint32_t last) { return point >= first && point <= last; }

/* Accents and points that readers of the language leave out at will. */
static bool is_accent(uint32_t point) {
    return in(point, 0x300, 0x36F) || in(point, 0x483, 0x489) || in(point, 0x591, 0x5C7) || in(point, 0x610, 0x61A) ||
           in(point, 0x64B, 0x65F) || point == 0x670 || in(point, 0x6D6, 0x6ED) || in(point, 0x1AB0, 0x1AFF) ||
           in(point, 0x1DC0, 0x1DFF) || in(point, 0x20D0, 0x20FF) || in(point, 0xFE00, 0xFE0F) || in(point, 0xFE20, 0xFE2F);
}

static bool is_apostrophe(uint32_t point) { return point == '\'' || point == 0x2019 || point == 0x2BC || point == 0x2018; }

static bool is_mark(uint32_t point) {
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)point);
    return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_MC || c == UTF8PROC_CATEGORY_ME;
}

static bool is_letter(uint32_t point) {
    if (point < 0x80) return in(point | 0x20, 'a', 'z');
    if (is_apostrophe(point)) return false;
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)point);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

static bool is_number(uint32_t point) {
    if (point < 0x80) return in(point, '0', '9');
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)point);
    return c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO;
}

static bool in_word(uint32_t point) { return is_letter(point) || is_number(point) || (point >= 0x80 && is_mark(point)); }

/* Letters of scripts without blanks between words. */
static bool stands_alone(uint32_t point) {
    return in(point, 0x0E01, 0x0EDF) || in(point, 0x1000, 0x109F) || in(point, 0x1780, 0x17FF) || in(point, 0x3005, 0x3007) ||
           in(point, 0x3041, 0x30FF) || in(point, 0x31F0, 0x31FF) || in(point, 0x3400, 0x4DBF) || in(point, 0x4E00, 0x9FFF) ||
           in(point, 0xF900, 0xFAFF) || in(point, 0x20000, 0x3FFFF);
}

/* Letters that Unicode does not take apart, as people without them on their keyboard write them. NULL: none of these. */
static const char *plain(uint32_t point) {
    static const struct {
        uint32_t point;
        const char *letters;
    } table[] = {{0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},  {0xFE, "th"},  {0x111, "d"},
                 {0x127, "h"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0x167, "t"}};
    if (!in(point, 0xE6, 0x167)) return NULL;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].point == point) return table[i].letters;
    return NULL;
}

/* ---- the word in hand */

static void end_word(cutter *c) {
    if (c->size) c->words++;
    c->size = c->letters = 0;
    c->initials = false;
    if (c->words >= RO_WORDS_MOST || c->out->size - c->from >= RO_WORDS_SIZE) c->full = true;
}

static void add_bytes(cutter *c, const char *bytes, size_t size) {
    if (c->full || c->failed || c->size + size > RO_WORD_MOST) return;
    if (!c->size && c->words && !ro_buffer_add(c->out, " ", 1)) c->failed = true;
    if (!ro_buffer_add(c->out, bytes, size)) c->failed = true;
    c->size += size;
}

/* A code point of a folded form. */
static void add_point(cutter *c, uint32_t point) {
    const char *letters = plain(point);
    utf8proc_uint8_t bytes[4];
    if (is_accent(point) || (point != '\'' && !in_word(point))) {
        if (!is_accent(point)) end_word(c);
        return;
    }
    bool alone = stands_alone(point) && !is_mark(point);
    if (alone) end_word(c);
    if (letters)
        add_bytes(c, letters, strlen(letters));
    else
        add_bytes(c, (const char *)bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)point, bytes));
}

static void add_folded(cutter *c, uint32_t point) {
    utf8proc_int32_t parts[PARTS];
    utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD;
    if (in(point, 0xAC00, 0xD7A3)) { /* Hangul stays in syllables: a prefix is one of whole syllables */
        add_point(c, point);
        return;
    }
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)point, parts, PARTS, how, NULL);
    for (utf8proc_ssize_t i = 0; i < count && i < PARTS; i++) add_point(c, (uint32_t)parts[i]);
}

/* ---- what joins letters */

typedef struct reader {
    const char *text;
    size_t size, at;
} reader;

/* The code point at a byte, 0 at the end; *next: the byte behind it. */
static uint32_t point_at(const reader *r, size_t at, size_t *next) {
    utf8proc_int32_t point = 0;
    *next = at;
    if (at >= r->size) return 0;
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)r->text + at, (utf8proc_ssize_t)(r->size - at), &point);
    *next = at + (length > 0 ? (size_t)length : 1);
    return length > 0 ? (uint32_t)point : 0xFFFD;
}

/* An apostrophe at r->at, behind a letter. True: the word goes on behind it. */
static bool pass_apostrophe(reader *r, size_t behind) {
    size_t next, after;
    uint32_t letter = point_at(r, behind, &next);
    if (!is_letter(letter)) return false;
    bool ending = (letter | 0x20) == 's' && !in_word(point_at(r, next, &after));
    r->at = ending ? next : behind;
    return !ending;
}

/* A full stop behind a single letter joins another single letter to it. */
static bool joins_initials(const reader *r, size_t behind) {
    size_t next, after;
    return is_letter(point_at(r, behind, &next)) && !in_word(point_at(r, next, &after));
}

static void add_ascii(cutter *c, char byte) {
    char small = in((unsigned char)byte, 'A', 'Z') ? (char)(byte | 0x20) : byte;
    add_bytes(c, &small, 1);
}

static void step(cutter *c, reader *r) {
    size_t next;
    uint32_t point = point_at(r, r->at, &next);
    if (point < 0x80 ? is_letter(point) || is_number(point) : in_word(point)) {
        if (!c->letters++) c->initials = is_letter(point);
        if (point < 0x80)
            add_ascii(c, (char)point);
        else
            add_folded(c, point);
        r->at = next;
        return;
    }
    if (c->letters && is_apostrophe(point) && pass_apostrophe(r, next)) return;
    if (c->letters == 1 && c->initials && point == '.' && joins_initials(r, next)) {
        c->letters = 0; /* the next letter is an initial again, of the same word */
        r->at = next;
        return;
    }
    end_word(c);
    if (point >= 0x80) add_folded(c, point); /* ½, ™ and others are letters or digits when they are taken apart */
    if (r->at < next) r->at = next;
}

bool ro_store_words(const char *text, size_t size, ro_buffer *out) {
    cutter c = {.out = out, .from = out->size};
    reader r = {text, size, 0};
    while (r.at < r.size && !c.full && !c.failed) step(&c, &r);
    return !c.failed;
}

/* ---- names */

char *ro_store_fold(ro_arena *arena, const char *name) {
    ro_buffer words = {0};
    bool cut = ro_store_words(name, strlen(name), &words);
    size_t size = words.size;
    if (size > RO_FOLDED_MOST)
        for (size = RO_FOLDED_MOST; size && words.data[size] != ' ';) size--;
    char *out = cut ? ro_arena_copy(arena, words.data ? words.data : "", size) : NULL;
    ro_buffer_free(&words);
    return out;
}

/* ---- PostgreSQL's form: words in order, each once, with its positions */

typedef struct placed {
    uint64_t head; /* the first eight bytes, the first one highest */
    const char *word;
    uint16_t size, position;
} placed;

static uint64_t head_of(const char *word, size_t size) {
    uint64_t head = 0;
    for (size_t i = 0; i < 8; i++) head = head << 8 | (i < size ? (unsigned char)word[i] : 0);
    return head;
}

static int compare_words(const placed *a, const placed *b) {
    if (a->head != b->head) return a->head < b->head ? -1 : 1;
    size_t common = a->size < b->size ? a->size : b->size;
    int order = common > 8 ? memcmp(a->word + 8, b->word + 8, common - 8) : 0;
    return order ? order : (int)a->size - (int)b->size;
}

static int compare_placed(const void *first, const void *second) {
    const placed *a = first, *b = second;
    int order = compare_words(a, b);
    return order ? order : (int)a->position - (int)b->position;
}

/* Fills a list that has room for every word; how many there are. */
static size_t place_words(const char *words, size_t size, placed *out) {
    size_t count = 0, position = 0;
    for (size_t at = 0, end; at < size && position < POSITION_MOST; at = end + 1) {
        for (end = at; end < size && words[end] != ' ' && words[end] != '\n';) end++;
        if (end > at) {
            position++;
            out[count++] = (placed){head_of(words + at, end - at), words + at, (uint16_t)(end - at), (uint16_t)position};
        }
        if (end < size && words[end] == '\n') position += RO_WORDS_GAP;
    }
    return count;
}

static bool add_short(ro_buffer *out, size_t number) {
    const char bytes[] = {(char)(number >> 8), (char)number};
    return ro_buffer_add(out, bytes, sizeof bytes);
}

/* A word and its positions, of which PostgreSQL takes so many. */
static bool add_placed(ro_buffer *out, const placed *first, size_t count) {
    enum { POSITIONS_MOST = 255 };
    if (count > POSITIONS_MOST) count = POSITIONS_MOST;
    bool good = ro_buffer_add(out, first->word, first->size) && ro_buffer_add(out, "", 1) && add_short(out, count);
    for (size_t i = 0; good && i < count; i++) good = add_short(out, first[i].position);
    return good;
}

static bool add_vector(ro_buffer *out, const placed *list, size_t count) {
    size_t at = out->size, words = 0;
    bool good = ro_buffer_add(out, "\0\0\0\0", 4);
    for (size_t i = 0, past; good && i < count; i = past, words++) {
        for (past = i + 1; past < count && compare_words(&list[i], &list[past]) == 0;) past++;
        good = add_placed(out, &list[i], past - i);
    }
    for (size_t i = 0; good && i < 4; i++) out->data[at + i] = (char)(words >> 8 * (3 - i));
    return good;
}

bool ro_store_vector(const char *words, size_t size, ro_buffer *out) {
    placed *list = malloc((size / 2 + 1) * sizeof *list);
    if (!list) return false;
    size_t count = place_words(words, size, list);
    qsort(list, count, sizeof *list, compare_placed);
    bool good = add_vector(out, list, count);
    free(list);
    return good;
}
