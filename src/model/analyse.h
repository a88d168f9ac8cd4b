/* analyse.h: a document's words through the model to its layers: windows, encoder, heads, decoding. */
#ifndef RO_ANALYSE_H
#define RO_ANALYSE_H

#include "model/encoder.h"
#include "model/layers.h"

/* One thread's working memory for one model, which must outlive it. */
typedef struct ro_analyser ro_analyser;

ro_analyser *ro_analyser_new(const ro_model *model, ro_error *error);
void ro_analyser_free(ro_analyser *analyser);

/* Fills the layers, with all memory from the arena. */
bool ro_analyse(ro_analyser *analyser, const ro_text *text, ro_arena *arena, ro_layers *layers, ro_error *error);

/* The next window from piece `at` on: up to `window` − 2 pieces, cut at a paragraph break, else a line break, else a space. */
ro_window ro_window_from(const ro_pieces *pieces, size_t at, uint32_t window);

#endif
