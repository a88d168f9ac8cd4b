/* html.h: pages and fragments of HTML: html.c; its parts are in the other files of that name. */
#ifndef RO_HTML_H
#define RO_HTML_H

#include "input/html_page.h"
#include "input/input.h"

/* As ro_input_html, with the charset that came with the bytes (a label of HTTP's Content-Type; NULL: none). It goes before what
 * the page says of itself, and behind a BOM. */
bool ro_html_item(ro_document *document, const char *bytes, size_t size, const char *charset_of_transport, ro_error *error);

/* The words of a fragment of HTML or XHTML in UTF-8 (a feed item's content, a NewsML body): all its paragraphs and headings,
 * white space collapsed, parted by \n\n; scripts, styles, forms' fields and captions are left out; nothing is guessed away. They
 * are the arena's. *text_size 0: no words. name: for the error. */
bool ro_html_fragment(const char *name, const char *html, size_t size, ro_arena *arena, char **text, size_t *text_size,
                      ro_error *error);

/* What a page says of its article before that is looked for. Strings are borrowed. */
typedef struct ro_known {
    const char *title;         /* NULL: not known */
    const ro_strings *bylines; /* not NULL */
    const char *body;          /* articleBody of JSON-LD; NULL: none */
    bool article;              /* it calls itself one */
    bool live, paywalled;      /* likewise: a live blog; not free to read */
} ro_known;

typedef struct ro_article {
    char *text;   /* without title and by-lines, in the arena */
    size_t size;  /* 0: none */
    bool live;    /* it is posts of a live blog */
    bool listing; /* the page lists articles, and has hardly one itself */
} ro_article;

/* Fills what a page's head, its JSON-LD and its marked elements say: title, outlet, bylines, dates, section, uri, language; and
 * what is known then. False: out of memory. */
bool ro_html_metadata(const ro_page *page, ro_document *document, ro_known *known);

/* False: out of memory. */
bool ro_html_text(const ro_page *page, const ro_known *known, ro_arena *arena, ro_article *article);

#endif
