/* html_shown.h: what a page shows around its headline, for pages that say little of themselves elsewhere. */
#ifndef RO_HTML_SHOWN_H
#define RO_HTML_SHOWN_H

#include "input/html_page.h"

typedef struct ro_shown { /* NULL: not found; the arena's */
    const char *title;    /* the headline */
    const char *outlet;   /* what the page's title has beside the headline */
    const char *byline;   /* names, without "By" */
    const char *date;     /* as RFC 3339 has it */
} ro_shown;

/* title: as the page's data has it; whole: the text of <title>. Either may be NULL. False: out of memory. */
bool ro_html_shown(const ro_page *page, const char *title, const char *whole, ro_arena *arena, ro_shown *shown);

#endif
