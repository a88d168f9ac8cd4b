/* likeness.h: what the spellings of one name share, so that Sergey, Sergei and Sergej are one; actors.c decides by it who may be
 * whom. */
#ifndef RO_STORE_LIKENESS_H
#define RO_STORE_LIKENESS_H

#include "store/entry.h"

/* Fills in likeness and surname of a name whose folded form is given, by the actor's kind and country; both stay NULL for what
 * never is the same in two reports: unnamed actors, groups and documents without a proper name, surnames without role and
 * country. False: out of memory. */
bool ro_likeness(ro_arena *arena, const ro_entry_actor *actor, ro_entry_name *name);
/* A folded role without words for countries ("russian foreign minister": foreign minister); NULL: out of memory. */
const char *ro_role_likeness(ro_arena *arena, const char *role);

#endif
