/* decode.h: scores of a window's pieces to labelled spans of pieces. */
#ifndef RO_DECODE_H
#define RO_DECODE_H

#include "model/model.h"

/* A labelled run of pieces of a window, [from, to). */
typedef struct ro_run {
    uint32_t from, to;
    uint32_t type;    /* 0: the tagger's first pair of labels (B-, I-), 1: its second, … */
    float confidence; /* mean over its pieces of the label's share among the labels, 0 to 1 */
} ro_run;

/* The best BIO path by Viterbi (1967). scores: piece i's at scores + i × stride, `labels` of them (odd count: O, then B and I of
 * each type). transition [labels][labels] and begin [labels] are NULL for a tagger without learned ones. path [count] is filled;
 * scratch: at least count × labels bytes. labels ≤ RO_LABELS_MAX. */
void ro_viterbi(const float *scores, size_t stride, size_t count, uint32_t labels, const float *transition, const float *begin,
                uint8_t *scratch, uint8_t *path);

/* Spans of a path, in order, into runs (room for count); returns how many. */
size_t ro_runs(const uint8_t *path, const float *scores, size_t stride, size_t count, uint32_t labels, ro_run *runs);

#endif
