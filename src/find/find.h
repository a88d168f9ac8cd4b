/* find.h: the finders, plain C over spans. Each reads the document, the model's layers and what the finders before it
 * wrote, and fills its own part of the record. Order: provenance, statements, actors. False: out of memory. */
#ifndef RO_FIND_H
#define RO_FIND_H

#include "record/record.h"

/* report.agencies and report.dateline, from metadata and from where the text begins with them. */
bool ro_find_provenance(ro_record *record, ro_error *error);
/* statements, but for their speakers, addressees and chain: annotation.md's view of the attributions layer, and free-standing
 * quotations. */
bool ro_find_statements(ro_record *record, ro_error *error);
/* actors, the speakers, addressees and chain of every statement, and events. */
bool ro_find_actors(ro_record *record, ro_error *error);

/* Where a statement begins, by its cue and its first content; the record has its statements in this order. */
uint32_t ro_statement_start(const ro_statement *statement);

/* The first token that ends after this byte; the tokens' count where none does. */
size_t ro_token_at(const ro_record *record, uint32_t byte);

#endif
