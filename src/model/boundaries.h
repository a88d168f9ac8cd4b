/* boundaries.h: where sentences and surface words begin, by the boundary tagger's scores and by what is certain of written
 * English. */
#ifndef RO_BOUNDARIES_H
#define RO_BOUNDARIES_H

#include "model/view.h"

/* Fills `sentence` and `token` of the marks of a window's pieces. scores: of the first piece, sentence and token; those of the
 * next are `step` behind. A window begins a sentence. */
void ro_boundaries_mark(const char *text, const ro_piece *pieces, size_t count, const float *scores, size_t step, ro_mark *marks);

#endif
