#include "text/text.h"

#include <strings.h>
#include <utf8proc.h>

enum { STEP = 64 };

static bool starts_point(char c) { return ((unsigned char)c & 0xC0) != 0x80; }

static uint32_t utf16_units(char first) { return (unsigned char)first >= 0xF0 ? 2 : 1; }

bool ro_text_index(ro_text *text, const char *bytes, uint32_t size, ro_arena *arena) {
    size_t marks = size / STEP + 1;
    *text = (ro_text){.bytes = bytes, .size = size};
    text->points = ro_arena_array(arena, marks, sizeof *text->points);
    text->wide = ro_arena_array(arena, marks, sizeof *text->wide);
    if (!text->points || !text->wide) return false;
    uint32_t points = 0, wide = 0;
    for (uint32_t i = 0; i <= size; i++) {
        if (i % STEP == 0) {
            text->points[i / STEP] = points;
            text->wide[i / STEP] = wide;
        }
        if (i < size && starts_point(bytes[i])) {
            points++;
            wide += utf16_units(bytes[i]);
        }
    }
    return true;
}

uint32_t ro_text_points(const ro_text *text, uint32_t byte) {
    uint32_t count = text->points[byte / STEP];
    for (uint32_t i = byte / STEP * STEP; i < byte; i++) count += starts_point(text->bytes[i]);
    return count;
}

uint32_t ro_text_utf16(const ro_text *text, uint32_t byte) {
    uint32_t count = text->wide[byte / STEP];
    for (uint32_t i = byte / STEP * STEP; i < byte; i++)
        if (starts_point(text->bytes[i])) count += utf16_units(text->bytes[i]);
    return count;
}

uint32_t ro_utf8_at(const char *bytes, uint32_t *length) {
    const unsigned char *b = (const unsigned char *)bytes;
    if (b[0] < 0x80) return *length = 1, b[0];
    if (b[0] < 0xE0) return *length = 2, (uint32_t)(b[0] & 0x1F) << 6 | (b[1] & 0x3F);
    if (b[0] < 0xF0) return *length = 3, (uint32_t)(b[0] & 0x0F) << 12 | (uint32_t)(b[1] & 0x3F) << 6 | (b[2] & 0x3F);
    *length = 4;
    return (uint32_t)(b[0] & 0x07) << 18 | (uint32_t)(b[1] & 0x3F) << 12 | (uint32_t)(b[2] & 0x3F) << 6 | (b[3] & 0x3F);
}

uint32_t ro_utf8_before(const char *bytes, uint32_t byte) {
    do byte--;
    while (byte && !starts_point(bytes[byte]));
    return byte;
}

static bool is_tail(unsigned char c) { return (c & 0xC0) == 0x80; }

/* The length of the code point that begins with these bytes, at least one; 0: they are none. */
static size_t whole_point(const unsigned char *b, size_t size) {
    if (b[0] < 0x80) return 1;
    if (b[0] < 0xC2 || b[0] > 0xF4 || size < 2 || !is_tail(b[1])) return 0;
    if (b[0] < 0xE0) return 2;
    if (size < 3 || !is_tail(b[2])) return 0;
    if (b[0] < 0xF0) return (b[0] == 0xE0 && b[1] < 0xA0) || (b[0] == 0xED && b[1] > 0x9F) ? 0 : 3;
    if (size < 4 || !is_tail(b[3]) || (b[0] == 0xF0 && b[1] < 0x90) || (b[0] == 0xF4 && b[1] > 0x8F)) return 0;
    return 4;
}

/* Most texts are ASCII for long stretches, which go eight bytes at a time. */
bool ro_utf8_valid(const char *bytes, size_t size, size_t *at) {
    const unsigned char *b = (const unsigned char *)bytes;
    for (size_t i = 0, length; i < size; i += length) {
        uint64_t eight = 0x80;
        if (size - i >= sizeof eight) memcpy(&eight, b + i, sizeof eight);
        length = eight & 0x8080808080808080 ? whole_point(b + i, size - i) : sizeof eight;
        if (length) continue;
        if (at) *at = i;
        return false;
    }
    return true;
}

bool ro_text_check(const char *what, const char *bytes, size_t most, ro_error *error) {
    size_t size = strlen(bytes), fault;
    if (size > most) return ro_fail(error, RO_E_LIMIT, "%s is longer than %zu KiB: give a sentence or two", what, most / 1024);
    return ro_utf8_valid(bytes, size, &fault) ||
           ro_fail(error, RO_E_INPUT, "%s is not valid UTF-8 at byte %zu: convert it", what, fault);
}

bool ro_is_space(uint32_t c) {
    bool separator = (c >= 0x1C && c <= 0x1F) || c == 0x85 || c == 0x2028 || c == 0x2029;
    return c == ' ' || (c >= '\t' && c <= '\r') || separator ||
           (c > 0x7F && utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ZS);
}

ro_span ro_text_trim(const ro_text *text, ro_span span) {
    uint32_t length;
    while (span.start < span.end && ro_is_space(ro_utf8_at(text->bytes + span.start, &length))) span.start += length;
    while (span.end > span.start) {
        uint32_t before = ro_utf8_before(text->bytes, span.end);
        if (!ro_is_space(ro_utf8_at(text->bytes + before, &length))) break;
        span.end = before;
    }
    return span;
}

bool ro_text_is(const ro_text *text, ro_span span, const char *word) {
    size_t size = strlen(word);
    return span.end - span.start == size && !strncasecmp(text->bytes + span.start, word, size);
}
