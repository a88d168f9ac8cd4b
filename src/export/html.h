/* html.h: the parts of a dossier. */
#ifndef RO_EXPORT_HTML_H
#define RO_EXPORT_HTML_H

#include "export/fields.h"
#include "export/write.h"

/* Text as text: what means something to HTML is escaped, what HTML has no characters for is U+FFFD. NULL is "". */
void ro_put_safe(ro_export *e, const char *text);
void ro_put_safe_bytes(ro_export *e, const char *text, size_t size);

/* What a place of the text is. */
enum { RO_MARK_CONTENT, RO_MARK_CUE, RO_MARK_SOURCE, RO_MARK_EVENT, RO_MARK_COMMITMENT, RO_MARKS };

/* Ids of the page are LETTER, the report's number, "-", the item's id: "s1-…" what stands in a list, "m1-…" its place in the
 * text. */
void ro_put_id(ro_export *e, char letter, const json_t *item);

/* The items of a record in the order in which the page numbers them. */
typedef struct ro_numbered {
    const json_t *item;
    char letter[2];  /* before the number: "" statements, "E" events, "C" commitments */
    unsigned number; /* from 1, over the page */
} ro_numbered;

/* The report's text in paragraphs, with the items' places marked and linked back to the lists. */
void ro_put_marked_text(ro_export *e, const json_t *record, const ro_numbered *items, size_t count);

#endif
