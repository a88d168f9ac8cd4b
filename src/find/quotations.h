/* quotations.h: where the text stands between quotation marks, also where marks are mismatched or a quotation runs over
 * paragraphs. */
#ifndef RO_QUOTATIONS_H
#define RO_QUOTATIONS_H

#include "text/text.h"

typedef struct ro_quotation {
    ro_span span;   /* with its marks; an open one ends with its paragraph, before the white space */
    ro_span inside; /* without marks */
    bool closed;    /* has a closing mark of its own */
    bool goes_on;   /* open, and the next quotation, at the start of the next paragraph, goes on with it */
} ro_quotation;

typedef struct ro_quotations {
    ro_quotation *items; /* in order of the text, outermost only */
    size_t count, room;
} ro_quotations;

/* Double marks of every form (“ ” " « » „ `` ''), and ‘ ’ in a text that has none of these. aside: lines that are passed over;
 * NULL: none. False: out of memory. */
bool ro_quotations_find(const ro_text *text, const ro_spans *aside, ro_arena *arena, ro_quotations *out);

/* The first quotation that ends after this byte; count where none does. */
size_t ro_quotations_at(const ro_quotations *quotations, uint32_t byte);

/* The paragraph's end from this byte on: before the white space that holds its break. An empty line breaks a paragraph; so does a
 * single line break behind a mark that ends a sentence, or behind a line too long to be wrapped. */
uint32_t ro_paragraph_end(const ro_text *text, uint32_t byte);

#endif
