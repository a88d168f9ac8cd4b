/* clauses.h: who stands where around a verb or a noun, and how sure its happening is, by the dependencies of its sentence
 * (Universal Dependencies v2). Words are indices of the record's layers.words. */
#ifndef RO_CLAUSES_H
#define RO_CLAUSES_H

#include "record/record.h"

enum { RO_NOUNS = 8 };

typedef struct ro_nouns { /* heads of noun phrases, each once */
    uint32_t items[RO_NOUNS];
    size_t count;
} ro_nouns;

/* Adds a head that is not there yet, where there is room. */
void ro_nouns_put(ro_nouns *heads, uint32_t word);

/* Of "Police charged him with theft in Oslo": police; him; theft; Oslo. Of a passive the agent and the subject, of a noun its
 * owner, "by" and "of". What is not said beside the predicate is looked for where it is understood: the subject of "agreed to
 * meet", the antecedent of "who met", the subject of "held talks". Conjoined heads follow one another. */
typedef struct ro_scene {
    ro_nouns doers, done_to;
    ro_nouns towards; /* with, against, on, to, at, between */
    ro_nouns around;  /* from, for, of, in, into, over */
    ro_nouns clause;  /* the verb of "refused to meet him" */
} ro_scene;

/* undergone: a noun's "of" and owner are whom it is done to: "the arrest of", "her arrest". */
ro_scene ro_scene_of(const ro_record *record, uint32_t predicate, bool undergone);

/* The noun phrase of a head without its relative clause, what is conjoined to it, and the preposition before it. */
ro_span ro_phrase_of(const ro_record *record, uint32_t head);
/* All that hangs from a head. */
ro_span ro_subtree_of(const ro_record *record, uint32_t head);

/* asserted, negated, planned or hypothetical: by auxiliaries, particles and conjunctions of the predicate, and by the verbs and
 * nouns that govern it ("plans to", "refused to", "if"). */
ro_status ro_status_of(const ro_record *record, uint32_t predicate);

static inline const ro_word *ro_word_of(const ro_record *record, uint32_t word) { return &record->layers.words.items[word]; }
/* The first word that ends after a byte; the words' count where none does. */
uint32_t ro_word_at(const ro_record *record, uint32_t byte);
/* The words of a word's sentence: indices, end exclusive. */
ro_span ro_sentence_words(const ro_record *record, uint32_t word);
/* The next word behind another (RO_NOBODY: the first) that hangs from a head by a relation of the list; RO_NOBODY: none. */
#define RO_NOBODY UINT32_MAX
uint32_t ro_child_of(const ro_record *record, uint32_t head, const char *relations, uint32_t after);
/* The first word of a span whose head lies outside of it; RO_NOBODY: none. */
uint32_t ro_head_of(const ro_record *record, ro_span span);
/* The first verb of a span, else its last word; RO_NOBODY where syntax is not known. */
uint32_t ro_main_word(const ro_record *record, ro_span span);
/* Whether a word hangs from a head by a relation of the list. */
bool ro_has_child(const ro_record *record, uint32_t head, const char *relations);
/* Whether one of those is itself a word of the second list: ro_has_child_word(record, noun, " case ", " in at "). */
bool ro_has_child_word(const ro_record *record, uint32_t head, const char *relations, const char *list);
/* Whether the word is a verb; the model takes "refused" and "rejected" for particles now and then. */
bool ro_is_verb(const ro_record *record, uint32_t word);
/* Whether the word ends in "ing"; whether it begins with a capital from A to Z. */
bool ro_ends_in_ing(const ro_record *record, uint32_t word);
bool ro_is_capital(const ro_record *record, uint32_t word);
/* Whether the word itself, letter case aside, is in a list like " in at ". */
bool ro_is_word(const ro_record *record, uint32_t word, const char *list);
/* Whether "not", "never", "no" and the like stand with the word, or before its subject. */
bool ro_is_negated(const ro_record *record, uint32_t word);
/* Whether the word's relation to its head is in a list like " obj obl ". */
bool ro_has_relation(const ro_record *record, uint32_t word, const char *relations);
/* Whether the word is a form of one in a list like " be have ": see forms.h. */
bool ro_is_form_of(const ro_record *record, uint32_t word, const char *list);

#endif
