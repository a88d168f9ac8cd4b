/* about.h: a full-text question as people write it, and as the two back ends take it.
 *
 *     gas pipeline          both words occur, in any order        gas OR oil         one of them does
 *     "gas pipeline"        one behind the other                  gas -oil           gas, and not oil; NOT says the same
 *     pipe*                 a word that begins so                 (gas OR oil) tax   brackets group
 *     gas NEAR/5 oil        at most 5 words between them, in either order; NEAR alone: 10
 *
 * AND between words says what a blank does. Operators are in capitals. Words are cut and folded as those of the texts are
 * (words.h); what holds several ("well-known") is a phrase, what holds none ("&") is left out. */
#ifndef RO_STORE_ABOUT_H
#define RO_STORE_ABOUT_H

#include "store/sql.h"

typedef struct ro_about ro_about;

/* Lives as long as the arena. NULL: the error names the place where the question cannot be read, or says what it lacks. */
const ro_about *ro_about_read(const char *text, ro_arena *arena, ro_error *error);
/* Adds an expression for FTS5's MATCH, or a literal of PostgreSQL's tsquery. Both mean the same. False: out of memory. */
bool ro_about_print(const ro_about *about, ro_dialect dialect, ro_buffer *out);

#endif
