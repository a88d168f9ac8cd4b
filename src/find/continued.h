/* continued.h: sentences without a cue that go on with what was said before. */
#ifndef RO_CONTINUED_H
#define RO_CONTINUED_H

#include "record/record.h"

/* Whether a sentence can come from the speaker before alone: it tells, in the present, what a side intends ("Norway has no plans
 * to leave", "He is ready to talk"), which no reporter knows of himself. */
bool ro_sentence_continues(const ro_record *record, uint32_t sentence);

#endif
