/* passing.h: statements that a sentence makes in passing, beside or within what it mainly says. */
#ifndef RO_PASSING_H
#define RO_PASSING_H

#include "record/record.h"

/* Whether a word (an index of layers.words) is the cue of one: "what the critics call a “farce”", "despite Norway's denials",
 * "Norwegian claims that the nets were cut". Fills source, cue and confidence, and the span of what is said, not yet tidied; it
 * is empty where the words are said before: what is denied. */
bool ro_passing_statement(const ro_record *record, uint32_t word, ro_statement *out, ro_span *content);

#endif
