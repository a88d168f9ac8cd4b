#include "text/pieces.h"

#include <utf8proc.h>

enum { MAX_WORD = 100, MAX_FOLDED = 4 * (MAX_WORD + 1) };

/* ---- vocabulary: a hash table of the pieces, open addressing */

struct ro_vocabulary {
    const char **words;
    uint16_t *sizes;
    uint32_t *slots; /* number + 1, or 0 */
    uint32_t mask, unknown, longest;
};

static uint32_t hash(const char *bytes, size_t size, bool inside) {
    uint32_t h = inside ? 0x9E3779B9u : 2166136261u; /* FNV-1a; the ## of an inner piece is in the seed */
    for (size_t i = 0; i < size; i++) h = (h ^ (unsigned char)bytes[i]) * 16777619u;
    return h ^ h >> 15;
}

static bool is_inside(const char *word, size_t size) { return size > 2 && word[0] == '#' && word[1] == '#'; }

static void enter(ro_vocabulary *v, uint32_t number) {
    const char *word = v->words[number];
    size_t size = v->sizes[number];
    bool inside = is_inside(word, size);
    if (inside) word += 2, size -= 2;
    uint32_t at = hash(word, size, inside) & v->mask;
    while (v->slots[at]) at = (at + 1) & v->mask;
    v->slots[at] = number + 1;
    if (size > v->longest) v->longest = (uint32_t)size;
}

/* Enters the lines; false: there are more or fewer than the vocabulary has room for. */
static bool enter_lines(ro_vocabulary *v, const char *lines, size_t size, uint32_t count) {
    const char *end = lines + size;
    for (uint32_t i = 0; i < count; i++) {
        const char *stop = memchr(lines, '\n', (size_t)(end - lines));
        if (!stop || stop - lines > UINT16_MAX) return false;
        v->words[i] = lines;
        v->sizes[i] = (uint16_t)(stop - lines);
        enter(v, i);
        lines = stop + 1;
    }
    return lines == end;
}

ro_vocabulary *ro_vocabulary_new(const char *lines, size_t size, uint32_t count, uint32_t unknown, ro_error *error) {
    uint32_t room = 16;
    while (room < 2 * (size_t)count) room *= 2;
    ro_vocabulary *v = calloc(1, sizeof *v);
    if (!v) return ro_fail_memory(error), NULL;
    v->words = calloc(count, sizeof *v->words);
    v->sizes = calloc(count, sizeof *v->sizes);
    v->slots = calloc(room, sizeof *v->slots);
    v->mask = room - 1;
    v->unknown = unknown;
    if (!v->words || !v->sizes || !v->slots)
        ro_fail_memory(error);
    else if (enter_lines(v, lines, size, count))
        return v;
    else
        ro_fail(error, RO_E_MODEL, "the model's vocabulary has another number of lines than its config says");
    ro_vocabulary_free(v);
    return NULL;
}

void ro_vocabulary_free(ro_vocabulary *v) {
    if (!v) return;
    free(v->slots);
    free(v->sizes);
    free(v->words);
    free(v);
}

/* The number of a piece, or -1. */
static int64_t lookup(const ro_vocabulary *v, const char *bytes, size_t size, bool inside) {
    for (uint32_t at = hash(bytes, size, inside) & v->mask; v->slots[at]; at = (at + 1) & v->mask) {
        uint32_t n = v->slots[at] - 1;
        size_t skip = is_inside(v->words[n], v->sizes[n]) ? 2 : 0;
        if (inside == (skip > 0) && v->sizes[n] - skip == size && !memcmp(v->words[n] + skip, bytes, size)) return n;
    }
    return -1;
}

/* ---- classes of code points, as BERT's tokenizer has them */

static utf8proc_category_t category(uint32_t c) { return utf8proc_category((utf8proc_int32_t)c); }

static bool is_gap(uint32_t c) { return ro_is_space(c); }

static bool is_control(uint32_t c) {
    if (c >= ' ' && c < 0x7F) return false;
    if (c == '\t' || c == '\n' || c == '\r') return false;
    utf8proc_category_t k = category(c);
    return c == 0xFFFD || k == UTF8PROC_CATEGORY_CC || k == UTF8PROC_CATEGORY_CF || k == UTF8PROC_CATEGORY_CN ||
           k == UTF8PROC_CATEGORY_CO || k == UTF8PROC_CATEGORY_CS;
}

static bool is_mark(uint32_t c) {
    if (c < 0x80) return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_PO;
}

static bool is_ideograph(uint32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
           (c >= 0x2A700 && c <= 0x2CEAF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

/* ---- a word: folded, classed, matched */

typedef struct folded {
    char bytes[MAX_FOLDED];
    uint16_t size;               /* bytes */
    uint16_t count;              /* code points; more than MAX_WORD: too long, the rest is not kept */
    uint16_t at[MAX_WORD + 2];   /* byte where each code point begins, and the end */
    uint32_t from[MAX_WORD + 1]; /* byte of the text that each came from */
    uint32_t letters, capitals;
    bool first_capital;
} folded;

static void fold_point(folded *f, uint32_t c, uint32_t from) {
    utf8proc_int32_t parts[16];
    int last = 0;
    utf8proc_ssize_t n = 1;
    parts[0] = utf8proc_tolower((utf8proc_int32_t)c);
    if (c > 0x7F) n = utf8proc_decompose_char(parts[0], parts, 16, UTF8PROC_DECOMPOSE, &last);
    for (utf8proc_ssize_t i = 0; i < n && i < 16 && f->count <= MAX_WORD; i++) {
        if (parts[i] > 0x7F && category((uint32_t)parts[i]) == UTF8PROC_CATEGORY_MN) continue;
        if (f->count < MAX_WORD) {
            f->at[f->count] = f->size;
            f->from[f->count] = from;
            f->size += (uint16_t)utf8proc_encode_char(parts[i], (utf8proc_uint8_t *)f->bytes + f->size);
        }
        f->count++;
    }
}

static void count_case(folded *f, uint32_t c) {
    utf8proc_category_t k = c < 0x80 ? ((c >= 'A' && c <= 'Z')   ? UTF8PROC_CATEGORY_LU
                                        : (c >= 'a' && c <= 'z') ? UTF8PROC_CATEGORY_LL
                                                                 : UTF8PROC_CATEGORY_ND)
                                     : category(c);
    if (k < UTF8PROC_CATEGORY_LU || k > UTF8PROC_CATEGORY_LO) return;
    bool capital = k == UTF8PROC_CATEGORY_LU;
    if (!f->letters) f->first_capital = capital;
    f->letters++;
    f->capitals += capital;
}

static void fold(folded *f, const char *bytes, ro_span word) {
    f->size = f->count = 0;
    f->letters = f->capitals = 0;
    f->first_capital = false;
    for (uint32_t i = word.start, length; i < word.end; i += length) {
        uint32_t c = ro_utf8_at(bytes + i, &length);
        count_case(f, c);
        if (!is_control(c)) fold_point(f, c, i);
    }
    if (f->count <= MAX_WORD) f->at[f->count] = f->size;
}

static uint8_t case_of(const folded *f) {
    if (!f->letters) return RO_CASE_OTHER;
    if (!f->capitals) return RO_CASE_LOWER;
    if (f->capitals == f->letters && f->letters > 1) return RO_CASE_CAPITALS;
    return f->capitals == 1 && f->first_capital ? RO_CASE_INITIAL : RO_CASE_OTHER;
}

/* Greedy longest match; fills ends (code points) and ids, returns how many, 0: the word is unknown. */
static size_t match(const ro_vocabulary *v, const folded *f, uint16_t ends[MAX_WORD], uint32_t ids[MAX_WORD]) {
    size_t n = 0;
    for (uint16_t i = 0; i < f->count;) {
        uint16_t j = f->count;
        int64_t id = -1;
        while (j > i && (size_t)(f->at[j] - f->at[i]) > v->longest) j--;
        for (; j > i; j--)
            if ((id = lookup(v, f->bytes + f->at[i], (size_t)(f->at[j] - f->at[i]), i > 0)) >= 0) break;
        if (id < 0) return 0;
        ends[n] = j;
        ids[n++] = (uint32_t)id;
        i = j;
    }
    return n;
}

static bool add_word(const ro_vocabulary *v, const ro_text *text, ro_span word, uint8_t gap, ro_arena *arena, ro_pieces *pieces) {
    folded f;
    uint16_t ends[MAX_WORD];
    uint32_t ids[MAX_WORD];
    fold(&f, text->bytes, word);
    if (!f.count) return true;
    uint8_t letter_case = (uint8_t)(4 * case_of(&f));
    size_t n = f.count > MAX_WORD ? 0 : match(v, &f, ends, ids);
    if (!n) return ro_list_add(arena, pieces, (ro_piece){v->unknown, word, (uint8_t)(letter_case + gap), 0});
    for (size_t k = 0; k < n; k++) {
        uint32_t start = k ? f.from[ends[k - 1]] : word.start, end = ends[k] == f.count ? word.end : f.from[ends[k]];
        uint8_t feature = (uint8_t)(letter_case + (k ? RO_GAP_NONE : gap));
        if (!ro_list_add(arena, pieces, (ro_piece){ids[k], {start, end}, feature, 0})) return false;
    }
    return true;
}

typedef struct cutter {
    uint32_t start; /* of the word at hand */
    bool open;      /* there is one */
    uint8_t gap;    /* before it */
    unsigned breaks;
} cutter;

static void pass_gap(cutter *c, uint32_t point) {
    if (c->open || c->gap == RO_GAP_NONE) {
        c->gap = RO_GAP_SPACE;
        c->breaks = 0;
    }
    c->open = false;
    c->breaks += point == '\n';
    if (c->breaks) {
        uint8_t gap = c->breaks == 1 ? RO_GAP_LINE : RO_GAP_PARAGRAPH;
        if (gap > c->gap) c->gap = gap;
    }
}

bool ro_pieces_cut(const ro_vocabulary *v, const ro_text *text, ro_arena *arena, ro_pieces *pieces) {
    cutter c = {.gap = RO_GAP_PARAGRAPH};
    for (uint32_t i = 0, length; i < text->size; i += length) {
        uint32_t point = ro_utf8_at(text->bytes + i, &length);
        bool gap = is_gap(point), mark = !gap && (is_mark(point) || is_ideograph(point));
        if (gap || mark) {
            if (c.open && !add_word(v, text, (ro_span){c.start, i}, c.gap, arena, pieces)) return false;
        }
        if (gap)
            pass_gap(&c, point);
        else if (mark) {
            if (c.open) c.gap = RO_GAP_NONE;
            if (!add_word(v, text, (ro_span){i, i + length}, c.gap, arena, pieces)) return false;
            c.gap = RO_GAP_NONE;
            c.open = false;
        } else if (!c.open && !is_control(point)) {
            c.open = true;
            c.start = i;
        }
    }
    return !c.open || add_word(v, text, (ro_span){c.start, text->size}, c.gap, arena, pieces);
}
