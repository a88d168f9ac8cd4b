/* html_beside.h: which elements of a page stand beside its article, by their tags, their names and what they hold. */
#ifndef RO_HTML_BESIDE_H
#define RO_HTML_BESIDE_H

#include "input/html_page.h"

typedef struct ro_measure {
    uint32_t plain, linked; /* letters below a node that is not left out: outside links and inside */
    uint32_t told;          /* of plain: those in paragraphs */
} ro_measure;

typedef struct ro_view {
    const ro_page *page;
    ro_arena *arena;
    const ro_page_node *nodes;
    uint32_t count;
    uint16_t *hints; /* of every node: RO_HINT_… */
    bool *gone;      /* of every node: it and all below it is left out */
    bool posts;      /* each <article> is a post of a live blog, not all of it: set by the caller */
    ro_measure *measures;
    uint32_t *article; /* of every node: the first at or behind it that is a heading of the first rank or marked as the text */
} ro_view;

/* How much is left out; each leaves out less than the one before. */
typedef enum ro_strictness { RO_BY_NAME, RO_BY_TAG, RO_BY_NOTHING } ro_strictness;

/* In the arena. False: out of memory. */
bool ro_view_make(ro_view *view, const ro_page *page, ro_arena *arena);
void ro_view_mark(ro_view *view, ro_strictness strictness);

#endif
