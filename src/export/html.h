/* html.h: the parts of a dossier. */
#ifndef RO_EXPORT_HTML_H
#define RO_EXPORT_HTML_H

#include "export/fields.h"
#include "export/write.h"

/* Text as text: what means something to HTML is escaped, what HTML has no characters for is U+FFFD. NULL is "". */
void ro_put_safe(ro_export *e, const char *text);
void ro_put_safe_bytes(ro_export *e, const char *text, size_t size);

/* An element around a text; nothing where there is none. */
void ro_put_element(ro_export *e, const char *open, const char *text, const char *close);
/* A day in an element of its own; nothing where it is no date. */
void ro_put_date(ro_export *e, const char *before, const char *text);
/* What sort of thing it is, in a colour: "reported_kept" as "reported kept". NULL: nothing. */
void ro_put_label(ro_export *e, const char *text);
/* A language's attribute, " lang=…", where the report says which. */
void ro_put_lang(ro_export *e, const json_t *record);

bool ro_is_web(const char *uri); /* http or https */
/* The report's address as a link has it: what no address may have in it is encoded. */
void ro_put_address(ro_export *e, const json_t *record);
/* Behind an address, the words as a text fragment ("#:~:text=…"): browsers go to where they stand. behind_another: the address
 * has a fragment of its own. */
void ro_put_text_fragment(ro_export *e, const char *words, bool behind_another);

/* A report's title; without one, how its text begins. From malloc; NULL: out of memory. */
char *ro_report_heading(const json_t *record);

/* What a place of the text is. */
enum { RO_MARK_CONTENT, RO_MARK_CUE, RO_MARK_SOURCE, RO_MARK_EVENT, RO_MARK_COMMITMENT, RO_MARKS };

/* Ids of the page are LETTER, the report's number, "-", the item's id: "s1-…" what stands in a list, "m1-…" its place in the
 * text. Items have their number as well: "n12", "nE3", "nC4". */
void ro_put_id(ro_export *e, char letter, const json_t *item);

/* The items of a record in the order in which the page numbers them. */
typedef struct ro_numbered {
    const json_t *item;
    char letter[2];  /* before the number: "" statements, "E" events, "C" commitments */
    unsigned number; /* from 1, over the page */
} ro_numbered;

/* The items of a kind in a list with a heading; nothing where there are none. */
void ro_put_items(ro_export *e, const json_t *record, const char *heading, const ro_numbered *items, size_t count);

/* The report's text in paragraphs, with the items' places marked and linked back to the lists. */
void ro_put_marked_text(ro_export *e, const json_t *record, const ro_numbered *items, size_t count);

#endif
