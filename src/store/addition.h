/* addition.h: what a correction adds that was missed: a statement, an event or a commitment, as its line has it under "add". */
#ifndef RO_STORE_ADDITION_H
#define RO_STORE_ADDITION_H

#include "base/base.h"

#include <jansson.h>

enum { RO_ADDED_PARTS = 3, RO_ADDED_SPANS = 32 /* of a content */, RO_ADDED_ALL = RO_ADDED_SPANS + RO_ADDED_PARTS };

/* A kind of item, and what an addition of that kind may hold. */
typedef struct ro_addition_kind {
    const char *kind;                  /* "statement", "event", "commitment" */
    const char *parts[RO_ADDED_PARTS]; /* its spans, the one that it must have first; NULL ends them */
    const char *named[2];              /* those that its id is made of, in their order */
    const char *keys;                  /* all that may stand in it, as codes.h has lists */
} ro_addition_kind;

/* By the span that it must have; NULL: it has none, or those of several. */
const ro_addition_kind *ro_addition_of(const json_t *add);

typedef struct ro_added_span {
    const char *part;
    int64_t position, first, past; /* in code points */
} ro_added_span;

/* Its spans, part by part, [START, END] each or a list of them; what is no span is left out. */
size_t ro_addition_spans(const json_t *add, ro_added_span spans[RO_ADDED_ALL]);
/* Whether each of its parts is [START, END] or, where words may stand for a span, a string; and in order, where they are spans.
 */
bool ro_addition_check(const json_t *add, bool words, ro_error *error);

#endif
