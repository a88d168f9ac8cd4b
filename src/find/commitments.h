/* commitments.h: what was promised, demanded, denied, threatened, offered, refused and agreed, within ro_find_actors, as its
 * parties are found by the same reading of noun phrases. */
#ifndef RO_COMMITMENTS_H
#define RO_COMMITMENTS_H

#include "find/actors.h"

/* Reads the commitments of the words from the last call's end up to a byte; their actors are indices of cast->whos. To be called
 * when the speakers of all statements that begin before it are known. False: out of memory. */
bool ro_commitments_read(ro_cast *cast, uint32_t end);
/* One of what is told twice; in order of the text. */
void ro_commitments_settle(ro_record *record);

#endif
