/* answers.h: whom an accusation, a refusal or a request is aimed at where no words beside it name him: whoever did what it speaks
 * of. False: out of memory. */
#ifndef RO_ANSWERS_H
#define RO_ANSWERS_H

#include "find/parties.h"

/* Fills recipients, once all events stand in order of the text. */
bool ro_answers_fill(ro_cast *cast);
/* Whether the doer of the deed that the first of the heads points back to ("the attack") is known by an earlier event than e. */
bool ro_deed_is_known(const ro_cast *cast, const ro_nouns *heads, const ro_event *e);

#endif
