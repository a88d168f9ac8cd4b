/* contexts.h: for the test of ro_find_contexts' table. */
#ifndef RO_CONTEXTS_H
#define RO_CONTEXTS_H

#include <stdbool.h>

/* Whether the table of words is in order, as the search in it supposes, and in small letters. */
bool ro_contexts_sorted(void);

#endif
