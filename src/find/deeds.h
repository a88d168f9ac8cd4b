/* deeds.h: whether a word that may name a deed names one where it stands, and who is understood to do it. */
#ifndef RO_DEEDS_H
#define RO_DEEDS_H

#include "find/clauses.h"

/* Whether a word of several senses is of this type by what goes with it: troops are sent, a crowd gathers, strikers strike
 * nothing.
 */
bool ro_deed_fits(const ro_record *record, uint32_t word, const char *type, bool phrase, const ro_scene *scene);

/* What is no happening of its own: a habit ("often quarrels"), a match, a speaker's address to the press. */
bool ro_deed_is_none(const ro_record *record, uint32_t word, const char *type);

/* The status of a deed beyond its syntax: "allegedly" attributes, a cancelled meeting was none, a lawsuit that is rejected was
 * one, and what "he said she would do" is planned. told: it stands in the words of a statement. */
ro_status ro_deed_status(const ro_record *record, uint32_t word, const char *type, bool told);

/* Whether an adverb says how often a thing is done, and so not that it was. */
bool ro_deed_is_habit(const ro_record *record, uint32_t word);

/* "Pleaded not guilty": nothing is asked for. */
bool ro_deed_is_plea(const ro_record *record, uint32_t word);

/* Adds to a deed's scene who is understood beyond its own clause: "announced plans to leave", "stepped up cooperation with",
 * "entered into an agreement", "placed under surveillance", "faces charges"; phrase: the word is a verb whose thing leads to whom
 * it touches, "suspended aid to".
 */
void ro_deed_complete(const ro_record *record, uint32_t word, const char *type, bool phrase, ro_scene *scene);

#endif
