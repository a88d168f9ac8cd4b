/* nested.h: a statement within another's content. */
#ifndef RO_NESTED_H
#define RO_NESTED_H

#include "record/record.h"

/* Where the outer statement's first content begins with a subject of its own and a verb of speech ("X reported that Y said Z"),
 * fills the inner one's source, cue and confidence, and the span of what it says, not yet tidied. False: there is none. */
bool ro_nested_statement(const ro_record *record, const ro_statement *outer, ro_statement *inner, ro_span *content);

#endif
