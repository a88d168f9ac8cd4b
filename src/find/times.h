/* times.h: parts of ro_find_times. */
#ifndef RO_TIMES_H
#define RO_TIMES_H

#include "find/times_value.h"

/* The tense of what is told about a place: of the verb that governs it by the dependencies, else of the nearest words before. */
ro_tense ro_tense_at(const ro_record *record, ro_span span);

/* Gives statements and events their times, by where these stand in their clauses. */
void ro_times_link(ro_record *record);

#endif
