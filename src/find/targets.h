/* targets.h: who does an event and to whom; parties are indices of cast->whos. False: out of memory. */
#ifndef RO_TARGETS_H
#define RO_TARGETS_H

#include "find/parties.h"

/* The parties of a deed named by a word, by the scene around it. */
bool ro_target_of_deed(ro_cast *cast, uint32_t word, const ro_scene *scene, ro_event *e);
/* Whom an act of speech is aimed at, by its hearers, its verb and its words; its source is known. */
bool ro_target_of_speech(ro_cast *cast, const ro_statement *s, ro_event *e);

/* "A and B met", "both sides agreed": the first with the others. */
void ro_target_split(ro_event *e);
/* Whether what one side does the other does, too. */
bool ro_type_is_mutual(const char *type);
/* Whether it answers what another did. */
bool ro_type_is_answer(const char *type);
/* Whether a noun's "of" and owner are whom it is done to: "the arrest of", "his release". */
bool ro_type_is_undergone(const char *type);
bool ro_word_is_undergone(const ro_record *record, uint32_t word, const char *type);
/* The type of deed that a noun means without a name for its doer: "the attack", "the deal"; NULL: none. */
const char *ro_deed_named(const ro_record *record, uint32_t noun);
/* The last verb of a trigger ("blaming" of "sent a letter blaming"), else its first word; RO_NOBODY where syntax is not known. */
uint32_t ro_verb_of(const ro_record *record, ro_span trigger);
/* The number of the sentence in which a byte stands. */
size_t ro_sentence_at(const ro_record *record, uint32_t byte);

#endif
