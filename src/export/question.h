/* question.h: a query in words, for people. */
#ifndef RO_EXPORT_QUESTION_H
#define RO_EXPORT_QUESTION_H

#include "readout_store.h"

/* "by “Lavrov”, about “gas”, from 2024-11"; "" where nothing is asked. */
void ro_question_print(const ro_query *query, char *out, size_t size);

#endif
