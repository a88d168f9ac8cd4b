/* fields.h: filling a document from an input's elements, key by key. What is missing is passed over; what goes wrong is noted
 * once and asked for at the end. Values are copied. */
#ifndef RO_FIELDS_H
#define RO_FIELDS_H

#include "input/document.h"

typedef struct ro_fields {
    ro_document *document;
    bool failed;  /* out of memory; nothing is done from then on */
    bool refused; /* the document is not to be read, and the error says why */
    ro_error *error;
} ro_fields;

/* Each passes over a value that is NULL or empty. */

/* Where the field has none yet. */
void ro_fields_set(ro_fields *f, const char **field, const char *value);
/* Likewise, as RFC 3339; one that cannot be read is left out with a warning, which calls it by what. */
void ro_fields_date(ro_fields *f, const char **field, const char *value, const char *what);
/* Likewise, "en" of "en-GB". */
void ro_fields_language(ro_fields *f, const char *tag);
/* Names as a byline has them: "By A and B", "a@example.org (A)"; an address alone is no name. */
void ro_fields_byline(ro_fields *f, const char *line);
/* Who is credited, if not yet. */
void ro_fields_credit(ro_fields *f, const char *name);
/* A key of extra: a string, where there is none yet; one more string of an array, if not in it yet; anything, which is taken. */
void ro_fields_extra(ro_fields *f, const char *key, const char *value);
void ro_fields_extra_add(ro_fields *f, const char *key, const char *value);
void ro_fields_extra_json(ro_fields *f, const char *key, json_t *value);
/* One more member of an array of extra, which is taken; NULL: out of memory. */
void ro_fields_extra_push(ro_fields *f, const char *key, json_t *value);
/* The same of an object at hand: NULL or empty is passed over. */
void ro_fields_member(ro_fields *f, json_t *object, const char *key, const char *value);
void ro_fields_warn(ro_fields *f, const char *code, const char *message);

/* White space collapsed and trimmed; NULL: nothing left, or out of memory. */
const char *ro_fields_squeeze(ro_fields *f, const char *text);

/* ---- words; NULL: none, out of memory, or refused */

/* Lines joined, paragraphs parted by one empty line. */
const char *ro_fields_plain(ro_fields *f, const char *text);
/* The words of HTML, paragraphs likewise. */
const char *ro_fields_html(ro_fields *f, const char *html, size_t size);
/* Whether a text that may or may not be HTML has a tag or a reference in it. */
bool ro_looks_html(const char *text);
/* Makes them the document's text. */
void ro_fields_text(ro_fields *f, const char *text);
/* The document is not to be read: "NAME: why". */
void ro_fields_refuse(ro_fields *f, const char *why);
/* Whether all went well; the error is filled where not. */
bool ro_fields_done(const ro_fields *f);

#endif
