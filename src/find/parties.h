/* parties.h: whom the noun phrases around a word name, for events and commitments; actors are indices of cast->whos. False: out
 * of memory. */
#ifndef RO_PARTIES_H
#define RO_PARTIES_H

#include "find/actors.h"
#include "find/clauses.h"

/* Whether the phrase of a head can be someone who acts: a name, a country, a person's or body's common noun, a pronoun. */
bool ro_is_someone(const ro_cast *cast, uint32_t head);
/* Whether an actor is one of the list. */
bool ro_party_holds(const ro_indices *list, uint32_t who);
/* Adds those found, but not those of the other side, and up to a limit. */
bool ro_parties_put(ro_cast *cast, ro_indices *out, const ro_indices *found, const ro_indices *others);
/* The actors that heads name, but those of the other side. */
bool ro_parties_read(ro_cast *cast, const ro_nouns *heads, ro_indices *out, const ro_indices *others);
/* The first name inside a span and those joined to it: whom "the deal between A, B and C" touches. */
bool ro_parties_named(ro_cast *cast, ro_span span, ro_indices *out, const ro_indices *others);

enum { RO_NEAR_STATEMENTS = 24 /* statements before a place that may reach to it */ };

/* How many statements begin at a byte or before it; they are in that order. */
size_t ro_statements_to(const ro_record *record, uint32_t byte);
/* The statement, other than its own, in whose content a span stands; the innermost. */
uint32_t ro_statement_around(const ro_record *record, ro_span span, uint32_t own);

#endif
