/* likeness.h: what the spellings of one name share, so that Sergey, Sergei and Sergej are one; actors.c decides by it who may be
 * whom. */
#ifndef RO_STORE_LIKENESS_H
#define RO_STORE_LIKENESS_H

#include "store/entry.h"

/* Fills in the rest of a name whose name and folded form are given, by the actor's kind, country and role; likeness and surname
 * stay NULL for what never is the same in two reports by its name: unnamed actors, descriptions ("the court", "protesters"),
 * surnames without role and country. False: out of memory. */
bool ro_likeness(ro_arena *arena, const ro_entry_actor *actor, ro_entry_name *name);
/* The same for a general name of a body ("Supreme Court") whose country the actor does not have, but the report; NULL: it has
 * none. */
bool ro_likeness_in(ro_arena *arena, const char *country, ro_entry_name *name);
/* A folded role without words for countries ("russian foreign minister": foreign minister); NULL: out of memory. */
const char *ro_role_likeness(ro_arena *arena, const char *role);

typedef enum ro_agreement { RO_NAMES_AGREE, RO_NAMES_OPEN, RO_NAMES_DIFFER } ro_agreement;

/* Two folded names of persons, of one likeness: what stands between first and last name, in any spelling, an initial for what it
 * begins; open where only one of them has any. "Jr" and "III" tell fathers from sons. */
ro_agreement ro_names_agree(const char *a, const char *b);
/* Whether the acronym's letters stand in a folded name, in their order, the first of them as a word's first: IAEA for
 * international atomic energy agency. */
bool ro_abbreviates(const char *acronym, const char *folded);

#endif
