/* attributions.h: the model's attributions, mended where one has lost its content to another. */
#ifndef RO_ATTRIBUTIONS_H
#define RO_ATTRIBUTIONS_H

#include "record/record.h"

typedef struct ro_attributions {
    ro_attribution *items; /* in order of their cues, copies: the layer stays as the model made it */
    size_t count;
} ro_attributions;

/* The model marks the outermost attribution only, and so leaves a cue within another's content without its own. Of "according to
 * X, Y said that Z" and of "hoped that A and reiterated that B" each gets what it says; what goes on in a relative clause with a
 * cue of its own ("a vote, which they agreed would …") stays part of the outer one. Of "X reported on Friday that Z, according to
 * Y" X has its own, and of "warned that A, which pleased those who called for B" the warning is A. Of "X was quoted by Y as
 * saying" the words are X's. False: out of memory. */
bool ro_attributions_mend(const ro_record *record, ro_arena *arena, ro_attributions *out);

/* How many tokens from one on say a day: "on Friday", "on January 21"; 0: they do not. */
size_t ro_day_tokens(const ro_record *record, size_t token);

#endif
