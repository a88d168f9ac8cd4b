/* html_filter.h: which blocks of an article's element are its text. */
#ifndef RO_HTML_FILTER_H
#define RO_HTML_FILTER_H

#include "input/html_blocks.h"

typedef struct ro_filter {
    const ro_page *page;
    const char *title;         /* NULL: not known */
    const ro_strings *bylines; /* not NULL */
    bool guided;               /* blocks know whether they were found in the guide, which is whole */
    const uint32_t *lists;     /* of every node: the outermost list or table that it is in; 0: none */
} ro_filter;

/* Takes out of the blocks what is not the article's. False: out of memory. */
bool ro_blocks_filter(const ro_filter *filter, ro_arena *arena, ro_blocks *blocks);

#endif
