/* conllu.h: CoNLL-U: words and sentences that are known, as the text that they make up. */
#ifndef RO_INPUT_CONLLU_H
#define RO_INPUT_CONLLU_H

#include "input/input.h"
#include "input/stream.h"

/* Takes the lines of the next document, up to the comments of the one that begins with the next "# newdoc". What was read beyond
 * is in ahead, for the next call. Counts the lines taken in *lines. */
ro_taken ro_conllu_take(ro_stream *stream, size_t limit, ro_buffer *ahead, ro_buffer *out, size_t *lines);

/* Fills a document from its lines. Its address is the id of newdoc; a paragraph begins where a newpar is. */
bool ro_input_conllu(ro_document *document, const char *bytes, size_t size, ro_error *error);

#endif
