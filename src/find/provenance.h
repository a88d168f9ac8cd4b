/* provenance.h: shared by src/find/provenance*.c and the chain. False, or NULL with *ok false: out of memory. */
#ifndef RO_PROVENANCE_H
#define RO_PROVENANCE_H

#include "find/actors.h"

enum { RO_MOST_AGENCIES = 64 }; /* of a report; a text that names more is no report */

/* Adds an agency once; the first basis found stands. */
bool ro_agency_add(ro_record *record, const char *name, ro_basis basis, ro_span span);
/* The table's row of a name as written, without an article before it; NULL where it is unknown. */
const ro_medium *ro_medium_of(ro_record *record, const char *bytes, size_t size, bool *ok);
/* report.dateline, and the agencies in its brackets. */
bool ro_dateline_find(ro_record *record);

#endif
