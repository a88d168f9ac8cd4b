/* sources.h: whose words they are, by syntax. */
#ifndef RO_SOURCES_H
#define RO_SOURCES_H

#include "record/record.h"

/* The subject of the cue's verb, or its agent: where the model found no source, and where it found a relative pronoun, whose
 * antecedent is meant. Else the statement's own source. */
ro_span ro_source_by_syntax(const ro_record *record, const ro_statement *statement);

#endif
