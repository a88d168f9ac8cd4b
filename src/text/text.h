/* text.h: a document's words as UTF-8, with the two other units in which positions can be counted. */
#ifndef RO_TEXT_H
#define RO_TEXT_H

#include "base/base.h"

/* Positions inside Readout are bytes; code points and UTF-16 units are counted when a record is written. */
typedef struct ro_text {
    const char *bytes; /* valid UTF-8 without zeros inside, ends in a zero */
    uint32_t size;     /* bytes */
    uint32_t *points;  /* code points before byte 64·i */
    uint32_t *wide;    /* UTF-16 units before byte 64·i */
} ro_text;

/* Makes the tables; bytes are borrowed, tables come from the arena. False: out of memory. */
bool ro_text_index(ro_text *text, const char *bytes, uint32_t size, ro_arena *arena);
/* Code points, or UTF-16 units, before a byte that begins a code point (or is the end). */
uint32_t ro_text_points(const ro_text *text, uint32_t byte);
uint32_t ro_text_utf16(const ro_text *text, uint32_t byte);

/* The code point at a byte, and its length in bytes (1 to 4). The bytes must be valid UTF-8; at the zero that ends them: 0,
 * length 1. */
uint32_t ro_utf8_at(const char *bytes, uint32_t *length);
/* The byte where the code point before this byte begins; byte > 0. */
uint32_t ro_utf8_before(const char *bytes, uint32_t byte);
/* Whether size bytes are valid UTF-8; if not, *at is where the first fault is. */
bool ro_utf8_valid(const char *bytes, size_t size, size_t *at);

static inline bool ro_is_digit(char c) { return c >= '0' && c <= '9'; }
/* White space of markup and of other formats: ASCII's. */
static inline bool ro_is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static inline const char *ro_skip_blanks(const char *p) {
    while (ro_is_blank(*p)) p++;
    return p;
}
/* White space of the text, and trimming a span by it. */
bool ro_is_space(uint32_t point);

/* Whether a string given as a statement or a name is valid UTF-8 and has at most `most` bytes; what: how the error calls it. */
bool ro_text_check(const char *what, const char *bytes, size_t most, ro_error *error);
ro_span ro_text_trim(const ro_text *text, ro_span span);
/* Whether the span's bytes are the word, letter case aside (ASCII). */
bool ro_text_is(const ro_text *text, ro_span span, const char *word);

#endif
