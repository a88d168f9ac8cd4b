/* added.h: what a correction adds, as an item of a version of its report. */
#ifndef RO_STORE_ADDED_H
#define RO_STORE_ADDED_H

#include "store/items.h"

/* Where an addition belongs in a version, its spans moved by shift: the item that is the same (the record's rule gives it the
 * same id, and an event is of the same type), or else the id that it is to have. *id NULL: its spans do not lie within the
 * version's text, or that was not kept. Of another version than the one it was made in, or before it is kept, target is no id. */
bool ro_added_find(const ro_desk *desk, const ro_correction *correction, ro_edition *version, int64_t shift, const char **id,
                   bool *there);
/* Puts it in, under the id. */
bool ro_added_put(const ro_desk *desk, const ro_correction *correction, ro_edition *version, int64_t shift, const char *id);

/* Before it is kept: words become spans, and what is said of it is completed from what the store has of the version. */
bool ro_added_complete(const ro_desk *desk, ro_correction *correction, ro_edition *version);
/* Takes what the rows have of an addition into its JSON: its spans, and the statement that it stands in. */
bool ro_added_place(const ro_desk *desk, int64_t report, const char *item, json_t *add);

#endif
