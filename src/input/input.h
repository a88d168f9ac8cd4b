/* input.h: what the readers of the formats share. input.c finds out which one a file needs. */
#ifndef RO_INPUT_H
#define RO_INPUT_H

#include "input/batch.h"
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

/* Readers of inputs with several documents: add each to the batch, which has the input's name; a document that cannot be read is
 * rejected there and the others go on. False with an error: nothing more can be read; what was added stays. */
bool ro_input_feed(ro_batch *batch, const char *bytes, size_t size, ro_error *error);     /* RSS 0.9 to 2.0, RDF, Atom */
bool ro_input_jsonfeed(ro_batch *batch, const char *bytes, size_t size, ro_error *error); /* JSON Feed 1.0, 1.1 */
bool ro_input_newsml(ro_batch *batch, const char *bytes, size_t size, ro_error *error); /* NewsML-G2 items, packages, messages */
bool ro_input_nitf(ro_batch *batch, const char *bytes, size_t size, ro_error *error);
bool ro_input_ninjs(ro_batch *batch, const char *bytes, size_t size, ro_error *error); /* an item, or an array of items */

/* Decodes into the document's arena, with warnings of what was guessed or replaced. */
bool ro_input_decode(ro_document *document, const char *bytes, size_t size, const char *declared, ro_decoded *decoded,
                     ro_error *error);
/* The warnings alone. False: out of memory. */
bool ro_input_warn(ro_document *document, const ro_decoded *decoded);
/* Whether there is nothing but white space. */
bool ro_input_blank(const char *bytes, size_t size);
/* Makes the text the document's own; bytes must live in its arena. False too where there is nothing but white space in it. */
bool ro_input_text(ro_document *document, const char *bytes, size_t size, ro_error *error);
bool ro_input_defaults(ro_document *document, const ro_defaults *defaults, ro_error *error);

#endif
