/* input.h: what the readers of the formats share. input.c finds out which one a file needs. */
#ifndef RO_INPUT_H
#define RO_INPUT_H

#include "input/document.h"
#include "text/charset.h"

#define RO_LIMIT_DOCUMENT ((size_t)16 * 1024 * 1024) /* bytes of a file, or of a line of JSON Lines */

/* What options supply where the document has none. Strings are borrowed. */
typedef struct ro_defaults {
    const char *uri, *outlet, *published;
} ro_defaults;

/* Readers of one document each: fill a new document, whose name is set, from the input's bytes. */
bool ro_input_plain(ro_document *document, const char *bytes, size_t size, ro_error *error);
bool ro_input_html(ro_document *document, const char *bytes, size_t size, ro_error *error);
bool ro_input_jsonl(ro_document *document, const char *bytes, size_t size, ro_error *error); /* one line */

/* Decodes into the document's arena, with warnings of what was guessed or replaced. */
bool ro_input_decode(ro_document *document, const char *bytes, size_t size, const char *declared, ro_decoded *decoded,
                     ro_error *error);
/* Makes the text the document's own; bytes must live in its arena. False too where there is nothing but white space in it. */
bool ro_input_text(ro_document *document, const char *bytes, size_t size, ro_error *error);
bool ro_input_defaults(ro_document *document, const ro_defaults *defaults, ro_error *error);

/* The format of a file whose first bytes these are ("text", "html", "jsonl"); whole: it has no others. NULL: none that is read
 * here. */
const char *ro_input_sniff(const char *name, const char *bytes, size_t size, bool whole, ro_error *error);

#endif
