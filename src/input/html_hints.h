/* html_hints.h: what an element's attributes say of its place in a page. */
#ifndef RO_HTML_HINTS_H
#define RO_HTML_HINTS_H

#include "input/html_page.h"

enum {
    RO_HINT_BESIDE = 1,   /* named like something beside the article: a menu, links, an advertisement, a caption */
    RO_HINT_COMMENTS = 2, /* named like readers' comments */
    RO_HINT_SHORT = 4,    /* named like what is beside the article where it is short: a date, a label */
    RO_HINT_HIDDEN = 8,   /* not shown */
    RO_HINT_BODY = 16,    /* named like the article's text */
    RO_HINT_MARKED = 32,  /* itemprop="articleBody" */
    RO_HINT_ARTICLE = 64, /* <article> and its like */
    RO_HINT_MAIN = 128,   /* <main> and its like */
    RO_HINT_LIVE = 512,   /* named like a live blog */
    RO_HINT_STRONG = 256, /* with RO_HINT_BESIDE: however much there is of it */
};

unsigned ro_html_hints(const ro_page_node *node);

#endif
