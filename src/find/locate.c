#include "find/locate.h"

#include <utf8proc.h>

static bool in_word(uint32_t c) {
    utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO;
}

/* Whether no word goes on over a byte. */
static bool is_edge(const ro_text *text, uint32_t at) {
    uint32_t length;
    if (!at || at >= text->size) return true;
    return !in_word(ro_utf8_at(text->bytes + ro_utf8_before(text->bytes, at), &length)) ||
           !in_word(ro_utf8_at(text->bytes + at, &length));
}

static ro_span find_exact(const ro_text *text, const char *words, bool whole) {
    size_t size = strlen(words);
    for (const char *at = text->bytes; (at = strstr(at, words)); at++) {
        ro_span span = {(uint32_t)(at - text->bytes), (uint32_t)(at - text->bytes + size)};
        if (!whole || (is_edge(text, span.start) && is_edge(text, span.end))) return span;
    }
    return (ro_span){0};
}

/* ---- loosely: small letters, one kind of quotation mark and dash, no white space */

static uint32_t fold_mark(uint32_t c) {
    if (c == 0x2018 || c == 0x2019) return '\'';
    if (c == 0x201C || c == 0x201D) return '"';
    if (c >= 0x2010 && c <= 0x2015) return '-';
    return c;
}

static uint32_t fold(uint32_t c) { return (uint32_t)utf8proc_tolower((utf8proc_int32_t)fold_mark(c)); }

static const char *skip_space(const char *at) {
    uint32_t length;
    while (*at && ro_is_space(ro_utf8_at(at, &length))) at += length;
    return at;
}

/* The byte behind the words if they stand at `at`, else NULL. */
static const char *same(const char *at, const char *words) {
    uint32_t a, b;
    for (words = skip_space(words); *words; words = skip_space(words + b)) {
        at = skip_space(at);
        if (!*at || fold(ro_utf8_at(at, &a)) != fold(ro_utf8_at(words, &b))) return NULL;
        at += a;
    }
    return at;
}

static ro_span find_loosely(const ro_text *text, const char *words) {
    uint32_t length;
    for (uint32_t at = 0; at < text->size; at += length) {
        bool space = ro_is_space(ro_utf8_at(text->bytes + at, &length));
        const char *end = space || !is_edge(text, at) ? NULL : same(text->bytes + at, words);
        if (end && is_edge(text, (uint32_t)(end - text->bytes))) return (ro_span){at, (uint32_t)(end - text->bytes)};
    }
    return (ro_span){0};
}

ro_span ro_locate(const ro_text *text, const char *words) {
    if (!*skip_space(words) || strlen(words) > RO_LOCATE) return (ro_span){0};
    ro_span span = find_exact(text, words, true);
    if (ro_span_empty(span)) span = find_exact(text, words, false);
    return ro_span_empty(span) ? find_loosely(text, words) : span;
}

/* ---- all places */

/* A text with one blank for white space, one kind of marks, and, where asked, small letters. */
typedef struct folded {
    ro_buffer bytes;
    ro_arena *arena;
    struct {
        uint32_t *items;
        size_t count, room;
    } from; /* for each of its bytes, the byte of the text where what it stands for begins */
} folded;

static bool add_point(folded *f, uint32_t point, uint32_t from) {
    utf8proc_uint8_t bytes[4];
    size_t size = (size_t)utf8proc_encode_char((utf8proc_int32_t)point, bytes);
    for (size_t i = 0; i < size; i++)
        if (!ro_list_add(f->arena, &f->from, from)) return false;
    return ro_buffer_add(&f->bytes, bytes, size);
}

/* Without white space at either end. */
static bool fold_all(folded *f, const char *text, bool letters) {
    uint32_t length, blank = 0;
    bool owed = false;
    for (uint32_t at = 0; text[at]; at += length) {
        uint32_t point = ro_utf8_at(text + at, &length);
        if (ro_is_space(point)) {
            if (!owed) blank = at;
            owed = true;
            continue;
        }
        if (owed && f->bytes.size && !add_point(f, ' ', blank)) return false;
        owed = false;
        if (!add_point(f, letters ? fold(point) : fold_mark(point), at)) return false;
    }
    return true;
}

/* For each beginning of the words, how long the longest other beginning is that it ends in (Knuth, Morris, Pratt), so that no
 * byte of a text is looked at again, however alike all is. NULL: out of memory. */
static uint32_t *ends_of(const folded *words) {
    const char *w = words->bytes.data;
    uint32_t *ends = ro_arena_array(words->arena, words->bytes.size + 1, sizeof *ends);
    for (uint32_t i = 1, k = 0; ends && i < words->bytes.size; ends[++i] = k) {
        while (k && w[k] != w[i]) k = ends[k];
        k += w[k] == w[i];
    }
    return ends;
}

static bool add_places(const ro_text *text, const folded *all, const folded *words, bool whole, ro_spans *places) {
    const uint32_t *ends = ends_of(words);
    uint32_t size = (uint32_t)words->bytes.size, length;
    for (uint32_t i = 0, k = 0; ends && i < all->bytes.size && places->count < RO_LOCATED_MOST; i++) {
        while (k && (k == size || words->bytes.data[k] != all->bytes.data[i])) k = ends[k];
        k += words->bytes.data[k] == all->bytes.data[i];
        if (k < size) continue;
        ro_utf8_at(text->bytes + all->from.items[i], &length);
        ro_span place = {all->from.items[i + 1 - size], all->from.items[i] + length};
        if ((!whole || (is_edge(text, place.start) && is_edge(text, place.end))) && !ro_list_add(all->arena, places, place))
            return false;
    }
    return ends != NULL;
}

bool ro_locate_all(const ro_text *text, const char *words, ro_arena *arena, ro_spans *places) {
    bool good = true;
    *places = (ro_spans){0};
    for (int letters = 0; good && letters < 2 && !places->count; letters++) {
        folded all = {.arena = arena}, wanted = {.arena = arena};
        good = fold_all(&all, text->bytes, letters) && fold_all(&wanted, words, letters);
        if (good && wanted.bytes.size)
            good = add_places(text, &all, &wanted, true, places) &&
                   (places->count || add_places(text, &all, &wanted, false, places));
        ro_buffer_free(&all.bytes);
        ro_buffer_free(&wanted.bytes);
    }
    return good;
}
