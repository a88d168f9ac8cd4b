/* commitments_parts.h: shared by src/find/commitments*.c alone. Words are indices of the record's layers.words, actors of
 * cast->whos; functions that read parties return false only for lack of memory. */
#ifndef RO_COMMITMENTS_PARTS_H
#define RO_COMMITMENTS_PARTS_H

#include "find/clauses.h"
#include "find/commitments.h"

/* ---- commitments.c: word by word */

typedef struct ro_commitment_place { /* of a word among the statements; indices, or RO_NONE */
    uint32_t own;                    /* whose cue it stands in */
    uint32_t around;                 /* in whose content it stands */
    bool quoted;                     /* and inside quotation marks */
} ro_commitment_place;

/* NULL for RO_NONE. */
const ro_statement *ro_commitment_statement(const ro_cast *cast, uint32_t index);
/* Adds it with its condition and the words that may date it; governor: the word that says so, or RO_NONE. One that goes on with
 * the last becomes one with it. */
bool ro_commitment_add(ro_cast *cast, ro_commitment *c, uint32_t head, uint32_t governor);

/* ---- commitments_once.c: each once */

/* Whether one party is the same, or neither has any. */
bool ro_same_parties(const ro_indices *a, const ro_indices *b);

/* ---- commitments_parties.c: who is bound, and to whom */

/* Whether an actor is of a speaker's side: himself, his country, the body he belongs to. */
bool ro_is_own_side(const ro_cast *cast, uint32_t actor, const ro_statement *s);
bool ro_any_own_side(const ro_cast *cast, const ro_indices *list, const ro_statement *s);
/* Adds the speakers of a statement, but those of the other side; nobody's where s is NULL. */
bool ro_speakers_put(ro_cast *cast, const ro_statement *s, ro_indices *out, const ro_indices *others);
/* The predicate's subjects: of an adjective its own, or those of the verb it belongs to ("stands ready"); of a noun no mere
 * attribute ("public requests"). */
ro_nouns ro_pledge_doers(const ro_cast *cast, uint32_t word);
/* Towards whom the action goes, where nobody is asked: "give Norway an answer", "an answer to Norway's demands". */
bool ro_target_read(ro_cast *cast, uint32_t action, ro_commitment *c);

/* ---- commitments_words.c: words that say that someone is bound, or means to bind another */

typedef struct ro_pledge {
    ro_commitment_kind kind;
    uint32_t word;    /* that says so: "urged", "refusal", "ready" */
    uint32_t action;  /* head of the words that say what; RO_NONE: what was asked before */
    bool clause;      /* the action is a clause, not a noun phrase */
    bool plain;       /* the kind depends on the parties: "agreed to" */
    bool stated;      /* what is agreed is how things are: it binds only those who say so together */
    ro_nouns hearers; /* who is asked, or offered something */
} ro_pledge;

bool ro_pledge_at(const ro_record *record, uint32_t word, ro_pledge *out);

/* ---- commitments_pledged.c */

bool ro_pledge_read(ro_cast *cast, const ro_pledge *p, const ro_commitment_place *at);

/* ---- commitments_said.c: clauses that bind though no word of the kind governs them ("we will pay", "they must leave") */

typedef struct ro_binding {
    ro_commitment_kind kind;
    uint32_t subject; /* head of the subject, or RO_NONE */
    bool of_subject;  /* the subject is bound; else the speaker is, or asks it of the subject */
    uint32_t head;    /* of the words that say what */
    bool own;         /* counts only of the speaker's own side */
    bool anywhere;    /* also in the reporter's own voice */
} ro_binding;

bool ro_binding_at(const ro_record *record, uint32_t word, bool quoted, ro_binding *out);

/* ---- commitments_ultimatums.c: deadlines that one side sets the other */

typedef struct ro_ultimatum {
    uint32_t word;   /* "gave", "has" */
    uint32_t action; /* head of the words that say what */
    bool of_subject; /* who has the deadline is the subject */
    ro_nouns asked;
} ro_ultimatum;

bool ro_ultimatum_at(const ro_cast *cast, uint32_t word, ro_ultimatum *out);
bool ro_ultimatum_read(ro_cast *cast, const ro_ultimatum *ultimatum, const ro_commitment_place *at);

/* ---- commitments_bound.c */

bool ro_binding_read(ro_cast *cast, uint32_t word, ro_binding binding, const ro_commitment_place *at);

/* ---- commitments_spans.c */

/* What happens if a thing asked is not done: the "face" of "leave or face a strike", the "sue" of "must pay, or else we will
 * sue"; RO_NONE: it is not said. */
uint32_t ro_alternative_of(const ro_record *record, uint32_t head);
/* Whether a coordinated verb begins a clause of its own: "wants X to join, and urges Y". */
bool ro_stands_apart(const ro_record *record, uint32_t word);
/* The words that say what, around their head: without conditions, what is coordinated and has a subject of its own, and marks at
 * the edges. */
ro_span ro_action_span(const ro_record *record, uint32_t head, bool clause);
/* The same of a clause with an auxiliary, from its subject if that is a pronoun or undergoes the deed, else from the auxiliary.
 */
ro_span ro_bound_span(const ro_record *record, uint32_t head);
/* The same of what is denied: the whole clause, with its subject and "that". */
ro_span ro_denied_span(const ro_record *record, uint32_t head);
/* The words of a clause that is itself a condition; empty: it is none. */
ro_span ro_condition_of(const ro_record *record, uint32_t verb);
/* "if …", "unless …" of the action, or of what governs it; empty: none. */
ro_span ro_condition_span(const ro_record *record, uint32_t head);
/* All of the clause that a time may stand in which dates the action. */
ro_span ro_dated_span(const ro_record *record, uint32_t head, ro_span action);

#endif
