/* html_guide.h: an article's text as the page's JSON-LD has it, by which the page's own is found. */
#ifndef RO_HTML_GUIDE_H
#define RO_HTML_GUIDE_H

#include "input/html_blocks.h"

typedef struct ro_guide {
    char *text; /* paragraphs, parted by \n\n; NULL: there is none */
    size_t size;
    char *letters; /* without white space and punctuation, in small letters */
    size_t count;
    bool whole; /* it ends as a text does, not in the middle */
} ro_guide;

/* From what JSON-LD has (NULL: nothing), be it plain text or HTML. False: out of memory. */
bool ro_guide_make(ro_guide *guide, const char *body, ro_arena *arena);
/* Sets found of every block that stands in the guide, and *covered to how many letters of the guide those make.
 * False: out of memory. */
bool ro_guide_compare(const ro_guide *guide, ro_blocks *blocks, ro_arena *arena, size_t *covered);

#endif
