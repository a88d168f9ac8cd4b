/* events.h: who did what to whom, within ro_find_actors, as its actors are found by the same reading of noun phrases. Both fill
 * the record's events, with their actors as indices of cast->whos. False: out of memory. */
#ifndef RO_EVENTS_H
#define RO_EVENTS_H

#include "find/actors.h"

/* Deeds from words that name them and the dependencies around these, of the words from the last call's end up to a byte: they are
 * read between the statements, so that "he" means whom it would mean to a reader there. */
bool ro_deeds_read(ro_cast *cast, uint32_t end);
/* Acts of speech from the statements' acts, once all speakers are known; puts all events in order. */
bool ro_speech_read(ro_cast *cast);
/* Puts the events in order of their triggers. */
void ro_events_sort(ro_record *record);

#endif
