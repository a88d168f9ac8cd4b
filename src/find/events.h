/* events.h: who did what to whom, within ro_find_actors, as its actors are found by the same reading of noun phrases. */
#ifndef RO_EVENTS_H
#define RO_EVENTS_H

#include "find/actors.h"

/* Fills the record's events, with their actors as indices of cast->whos: acts of speech from the statements' acts, deeds from
 * words that name them and the dependencies around these. False: out of memory. */
bool ro_events_read(ro_cast *cast);

#endif
