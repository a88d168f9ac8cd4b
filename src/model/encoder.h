/* encoder.h: word pieces to states: the transformer's forward pass over a group of windows, without padding. */
#ifndef RO_ENCODER_H
#define RO_ENCODER_H

#include "model/model.h"

/* Pieces [from, to) of a document; with the two marks at its ends a window has to − from + 2 rows. */
typedef struct ro_window {
    size_t from, to;
} ro_window;

static inline size_t ro_window_rows(ro_window w) { return w.to - w.from + 2; }

/* One thread's buffers. The model must outlive it. */
typedef struct ro_encoder ro_encoder;

/* rows: the most that a group of windows may have in all; at least the model's window. */
ro_encoder *ro_encoder_new(const ro_model *model, size_t rows, ro_error *error);
void ro_encoder_free(ro_encoder *encoder);

/* States [rows, hidden] of the windows, one behind the other, marks included; they belong to the encoder until its next call.
 * Each window by itself has at most the model's window of rows. NULL and an error on failure. */
const float *ro_encoder_run(ro_encoder *encoder, const ro_piece *pieces, const ro_window *windows, size_t count, ro_error *error);
/* The same up to a layer: 0 the embeddings, N after layer N. For tests of parity. */
const float *ro_encoder_run_to(ro_encoder *encoder, const ro_piece *pieces, const ro_window *windows, size_t count,
                               uint32_t layers, ro_error *error);

#endif
