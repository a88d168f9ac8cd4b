/* likely.h: scores of a window's pieces to labelled spans, by how likely each span is as a whole. */
#ifndef RO_LIKELY_H
#define RO_LIKELY_H

#include "model/model.h"

/* A labelled run of pieces of a window, [from, to). */
typedef struct ro_run {
    uint32_t from, to;
    uint32_t type;    /* 0: the tagger's first pair of labels (B-, I-), 1: its second, … */
    float confidence; /* how likely it is that just these pieces are such a span, 0 to 1 */
} ro_run;

/* What the search writes into: one thread's. */
typedef struct ro_likely {
    double *sums;    /* [RO_LIKELY_SUMS × window] */
    ro_run *runs;    /* [room] every run that may count, in order of their beginnings, then of type, then of their ends */
    uint32_t *order; /* [room] their numbers, the likeliest first */
    bool *taken;     /* [room] whether it counts */
    size_t room, count;
} ro_likely;

enum { RO_LIKELY_SUMS = 3 * RO_LABELS_MAX, RO_RUNS_A_PIECE = 4 };

/* For windows of up to `window` pieces. False: out of memory; ro_likely_free then, too. */
bool ro_likely_new(ro_likely *likely, size_t window);
void ro_likely_free(ro_likely *likely);

/* Finds the runs that are at least `least` likely each, from their first piece to their last, by forward and backward sums over a
 * linear-chain CRF (Lafferty et al. 2001). Where one best path is the best guess of all spans together, these are the best
 * guesses of each, and expect more spans to be exactly right; they may overlap. What is found when the room is full is left out.
 *
 * scores: piece i's at scores + i × stride, `labels` of them (odd count: O, then B and I of each type; at most RO_LABELS_MAX).
 * transition [labels][labels] and begin [labels] are NULL for a tagger without learned ones. */
void ro_likely_find(ro_likely *likely, const float *scores, size_t stride, size_t count, uint32_t labels, const float *transition,
                    const float *begin, float least);

/* Whether no run that is taken overlaps it. */
bool ro_likely_has_room(const ro_likely *likely, ro_run run);

/* Takes the runs at least as likely as `least` says for their type [types]; where they overlap, the likelier. */
void ro_likely_choose(ro_likely *likely, const float *least);

#endif
