/* ninjs.h: the parts of the reader of ninjs, IPTC's news in JSON. All are false when out of memory, or else with an error. */
#ifndef RO_NINJS_H
#define RO_NINJS_H

#include "input/json.h"

/* Brings an item of version 1 or 3 into the form of version 2: keys in small letters, the plural of what is a list, and bodies,
 * headlines and descriptions as arrays of {role, contenttype, value}. Empty keys go. */
bool ro_ninjs_unify(ro_keys *keys);
/* Title, people, credits, dates; warnings of an embargo and of a status. */
bool ro_ninjs_metadata(ro_keys *keys);
/* The fullest of the bodies, else a description, with a warning. The title must be set. Fails where there is neither. */
bool ro_ninjs_text(ro_keys *keys, ro_error *error);

/* Of a part of a unified item ({role, contenttype, value}): whether its role has one of the words, each between spaces. */
bool ro_ninjs_role(const json_t *part, const char *words);
/* Its words, out of plain text, HTML or NITF, in the document's arena; *size 0: there are none. marked: out of markup. */
bool ro_ninjs_words(ro_keys *keys, const json_t *part, const char **text, size_t *size, bool *marked, ro_error *error);

#endif
