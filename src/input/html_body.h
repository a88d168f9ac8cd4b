/* html_body.h: where in a page its article is. */
#ifndef RO_HTML_BODY_H
#define RO_HTML_BODY_H

#include "input/html_beside.h"
#include "input/html_blocks.h"

/* How much a block is an article's: its bytes where it is a sentence or more, less than nothing where it is links. */
double ro_block_worth(const ro_block *block);
/* Whether it ends as sentences do. */
bool ro_block_ends_sentence(const ro_block *block);

/* The node that holds the article best, of a view's blocks. title: the node of its heading, 0 where that is not known. False: out
 * of memory. */
bool ro_html_find_body(const ro_view *view, const ro_blocks *blocks, uint32_t title, ro_arena *arena, uint32_t *body);

#endif
