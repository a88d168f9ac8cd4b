/* conllu.h: syntax as CoNLL-U, the format of Universal Dependencies v2 (universaldependencies.org/format.html). */
#ifndef RO_CONLLU_H
#define RO_CONLLU_H

#include "input/document.h"
#include "model/layers.h"

/* Adds a document's sentences to out. What came as CoNLL-U goes out as it came, but for LEMMA, UPOS, HEAD and DEPREL of its
 * words. False: out of memory. */
bool ro_conllu_write(const ro_document *document, const ro_layers *layers, ro_buffer *out);

#endif
