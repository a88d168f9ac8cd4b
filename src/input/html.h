/* html.h: the parts of the page reader, html.c. */
#ifndef RO_HTML_H
#define RO_HTML_H

#include "input/html_page.h"
#include "input/input.h"

/* Fills what a page's head, its JSON-LD and its marked elements say: title, outlet, bylines, dates, section, uri, language.
 * False: out of memory. */
bool ro_html_metadata(const ro_page *page, ro_document *document);

/* The words of the article, without the title, in the document's arena; *size 0: none. False: out of memory. */
bool ro_html_text(const ro_page *page, const char *title, ro_arena *arena, char **text, size_t *size);

#endif
