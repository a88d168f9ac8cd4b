/* narrow.h: what of a record goes out. */
#ifndef RO_EXPORT_NARROW_H
#define RO_EXPORT_NARROW_H

#include "export/export.h"

/* The record with the picked items and the statements that they lean on, so that no id leads nowhere. New references; NULL: out
 * of memory. */
json_t *ro_narrow(const json_t *record, const ro_picked *picked);
/* The record without a word of the report's: text null, the texts of spans and all names "" (but the outlet's, which publishes
 * it), what else is free text gone. Spans, digests, dates, codes, coordinates and the report's address stay. */
json_t *ro_wordless(const json_t *record);

#endif
