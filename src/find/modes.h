/* modes.h: PLOVER's type, mode and score of an event whose class is known, by its words. */
#ifndef RO_MODES_H
#define RO_MODES_H

#include "text/text.h"

typedef struct ro_event_kind {
    const char *type; /* of PLOVER's 16 */
    const char *mode; /* of the type's modes, or NULL */
    double score;     /* conflict-cooperation, -10 to 10: the mode's, else the type's */
} ro_event_kind;

/* label: a name of ro_event_types or of PLOVER's; bounds: the words that are read, a sentence; trigger: the word that
 * names the deed, which counts most, or empty; YIELD is told apart into CONCEDE and
 * RETREAT. Either span may be empty. Words between the actors count most, those of the actors themselves not at all. */
ro_event_kind ro_event_kind_of(const char *label, const ro_text *text, ro_span bounds, ro_span trigger, ro_span source,
                               ro_span target);

/* The score of one of PLOVER's types, where nothing is known of its mode; 0: there is no such type. */
double ro_event_score(const char *type);

#endif
