/* analyse.h: a document's words through the model to its layers: windows, encoder, heads, decoding. */
#ifndef RO_ANALYSE_H
#define RO_ANALYSE_H

#include "model/encoder.h"
#include "model/layers.h"
#include "text/given.h"

/* One thread's working memory for one model, which must outlive it. */
typedef struct ro_analyser ro_analyser;

ro_analyser *ro_analyser_new(const ro_model *model, ro_error *error);
void ro_analyser_free(ro_analyser *analyser);
/* Its encoder, with room for a window at least, for what is asked of the model outside a document's reading. */
ro_encoder *ro_analyser_encoder(ro_analyser *analyser);

/* Fills the layers, with all memory from the arena. given: words and sentences that are known already; layers->words are these
 * then, one for one (fewer only where no piece is in the text). NULL: none. aside: stretches of the text, in order, that the
 * layers leave out, as if they were not there; NULL: none. What is found in them comes into `beside`, whose chains are numbered
 * with the others' and which has neither tokens nor words. */
bool ro_analyse(ro_analyser *analyser, const ro_text *text, const ro_given *given, const ro_spans *aside, ro_arena *arena,
                ro_layers *layers, ro_layers *beside, ro_error *error);

/* The next window from piece `at` on: up to `window` − 2 pieces, cut at a paragraph break, else a line break, else where a
 * sentence seems to begin, else a space. text: what the pieces are of. */
ro_window ro_window_from(const char *text, const ro_pieces *pieces, size_t at, uint32_t window);

#endif
