/* coder.h: which PLOVER type of event a source and a target have in a sentence. The marked pieces tell the encoder who they are
 * (entity markers as an embedding: after Baldini Soares et al. 2019), so a sentence is encoded anew for every pair of actors. */
#ifndef RO_CODER_H
#define RO_CODER_H

#include "model/encoder.h"

/* Marks the pieces that lie within the span; returns how many. mark: RO_MARK_SOURCE or RO_MARK_TARGET. */
size_t ro_coder_mark(ro_pieces *pieces, ro_span span, uint8_t mark);

/* Scores of ro_event_types for a window, before the softmax; working memory comes from the arena. */
bool ro_coder_scores(ro_encoder *encoder, const ro_model *model, const ro_piece *pieces, ro_window window, ro_arena *arena,
                     float scores[RO_EVENT_TYPES], ro_error *error);

/* Probabilities of ro_event_types. Of a text longer than a window, the window with most of what is marked is read, the first of
 * several. Every text has at least one window. */
bool ro_coder_run(ro_encoder *encoder, const ro_model *model, const char *text, const ro_pieces *pieces, ro_arena *arena,
                  float probability[RO_EVENT_TYPES], ro_error *error);

#endif
