/* find.h: the finders, plain C over spans. Each reads the document, the model's layers and what the finders before it
 * wrote, and fills its own part of the record. Order: provenance, statements, actors, places, times, happenings, contexts, dues.
 * False: out of memory.
 */
#ifndef RO_FIND_H
#define RO_FIND_H

#include "record/record.h"

/* report.dateline, and report.agencies from metadata, dateline and lines of credits. */
bool ro_find_provenance(ro_record *record, ro_error *error);
/* statements, but for their speakers, addressees and chain: annotation.md's view of the attributions layer, and free-standing
 * quotations. */
bool ro_find_statements(ro_record *record, ro_error *error);
/* actors, the agencies that the text credits, the speakers, addressees and chain of every statement, events, and commitments but
 * for when they are due. */
bool ro_find_actors(ro_record *record, ro_error *error);
/* places, and where each statement was made and each event happened. */
bool ro_find_places(ro_record *record, ro_error *error);

/* times, and those of the statements and events. */
bool ro_find_times(ro_record *record, ro_error *error);
/* Joins events that tell the same happening: one each, at its fullest mention. */
bool ro_find_happenings(ro_record *record, ro_error *error);
/* The contexts of the events. */
bool ro_find_contexts(ro_record *record, ro_error *error);
/* When the commitments are due. */
bool ro_find_dues(ro_record *record, ro_error *error);

/* Where a statement begins, by its cue and its first content; the record has its statements in this order. */
uint32_t ro_statement_start(const ro_statement *statement);

/* The first token that ends after this byte; the tokens' count where none does. */
size_t ro_token_at(const ro_record *record, uint32_t byte);

#endif
