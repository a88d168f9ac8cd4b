/* names.h: whom and what the names in a question mean, as the store knows them. */
#ifndef RO_STORE_NAMES_H
#define RO_STORE_NAMES_H

#include "store/query.h"

typedef struct ro_names {
    ro_sql *sql;
    ro_arena *arena;
    const ro_subject *table;
    ro_error *error;
    bool nobody; /* something was asked for that the store does not have */
} ro_names;

/* Each adds to the list what the text means; text NULL: nothing. False: the error says why. */

/* Actors. "#12" is that one (or whom it was merged into), several with commas between; all else is a name. */
bool ro_names_actors(ro_names *names, const char *what, const char *text, ro_people *people);
/* Numbers of reports, by id, text_sha256 or uri, by six first digits or more of one of the first two, or of the id of an item in
 * it, as tables show them. by_version: the text names a version, not the report. */
bool ro_names_reports(ro_names *names, const char *text, ro_values *reports, bool *by_version);
/* Folded names of outlets and agencies. */
bool ro_names_outlets(ro_names *names, const char *text, ro_values *outlets);
bool ro_names_agencies(ro_names *names, const char *text, ro_values *agencies);
/* Names of places, as the table of items has them. */
bool ro_names_places(ro_names *names, const char *text, ro_values *places);

#endif
