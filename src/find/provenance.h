/* provenance.h: shared by src/find/provenance*.c, the credits and the chain. False, or NULL with *ok false: out of memory. */
#ifndef RO_PROVENANCE_H
#define RO_PROVENANCE_H

#include "find/actors.h"

enum { RO_MOST_AGENCIES = 64 }; /* of a report; a text that names more is no report */

/* Adds an agency or outlet once, by the name that fits: an agency's usual one, an outlet's fullest here; the first basis found
 * stands. `medium` is NULL for a name that no table has. *index is its place; RO_NONE where the report's own outlet is meant. */
bool ro_agency_add(ro_record *record, const ro_medium *medium, ro_span written, ro_basis basis, uint32_t *index);
/* The table's row of a name as written, article or not; NULL where it is unknown, or written as no outlet writes itself. */
const ro_medium *ro_medium_of(ro_record *record, const char *bytes, size_t size, bool *ok);
/* The outlet that the words from `at` name where they credit one; *count is how many words, *doubtful whether they mean other
 * things as well. */
const ro_medium *ro_medium_at(const ro_words *words, uint32_t at, uint32_t *count, bool *doubtful);

/* Adds every agency, and where `all` every outlet, that these words of the text name. */
bool ro_media_in_text(ro_record *record, ro_span span, bool all, ro_basis basis);

/* report.dateline, and the agencies in its brackets. */
bool ro_dateline_find(ro_record *record);
/* Lines that credit: bylines before the text, credits and sign-offs behind it. */
bool ro_credit_lines_find(ro_record *record);
/* Captions, credits of pictures, notes on archives, subscriptions and the like: what they name is no source of the report. */
bool ro_is_notice(const ro_text *text, ro_span paragraph);
/* The paragraph, a stretch between line breaks, that this byte stands in. */
ro_span ro_paragraph_at(const ro_text *text, uint32_t byte);

#endif
