/* html_blocks.h: the words of a page as blocks: paragraphs, headings, items and whatever else a reader sees set apart. */
#ifndef RO_HTML_BLOCKS_H
#define RO_HTML_BLOCKS_H

#include "input/html_page.h"

typedef enum ro_kind { RO_LOOSE, RO_PARAGRAPH, RO_ITEM, RO_ROW, RO_HEADING } ro_kind;

typedef struct ro_block {
    const char *text; /* white space collapsed, ends in a zero */
    uint32_t size;    /* bytes */
    uint32_t linked;  /* bytes of it inside links */
    uint32_t node;    /* where it begins: an index of the page's nodes */
    ro_kind kind;
    bool gap;      /* something that is left out stands before it */
    bool bold;     /* all of it is: <b> or <strong> */
    uint32_t tail; /* where the link begins with which it ends; its size where it ends with none */
    bool led;      /* it begins with a link */
    bool teaser;   /* a few words below a headline that is a link, one of several: set by ro_blocks_find_teasers */
    bool found;    /* JSON-LD has it, too: set by ro_guide_compare */
} ro_block;

typedef struct ro_blocks {
    ro_block *items;
    size_t count, room;
} ro_blocks;

/* What is never words of a page: scripts, styles, forms' fields, pictures and the like. */
bool ro_is_wordless(GumboTag tag);
/* Elements that begin and end a block. */
bool ro_is_block(GumboTag tag);

/* Adds the blocks below a node, in their order. gone: of every node of the page whether it and what is below it is left out;
 * NULL: only what has no words is. False: out of memory. */
bool ro_blocks_gather(const ro_page *page, uint32_t from, const bool *gone, ro_arena *arena, ro_blocks *blocks);
/* Marks headlines and words that lead to other pages. */
void ro_blocks_find_teasers(ro_blocks *blocks);
/* Writes them with \n\n between. False: out of memory. */
bool ro_blocks_join(const ro_block *blocks, size_t count, ro_arena *arena, char **text, size_t *size);

#endif
