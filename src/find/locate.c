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

static uint32_t fold(uint32_t c) {
    if (c == 0x2018 || c == 0x2019) return '\'';
    if (c == 0x201C || c == 0x201D) return '"';
    if (c >= 0x2010 && c <= 0x2015) return '-';
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

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
