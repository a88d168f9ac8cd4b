/* commitments.h: what was promised, demanded, denied, threatened, offered, refused and agreed, within ro_find_actors, as its
 * parties are found by the same reading of noun phrases. Parts of src/find/commitments*.c; words are indices of the record's
 * layers.words. */
#ifndef RO_COMMITMENTS_H
#define RO_COMMITMENTS_H

#include "find/actors.h"
#include "find/clauses.h"

/* Reads the commitments of the words from the last call's end up to a byte; their actors are indices of cast->whos. To be called
 * when the speakers of all statements that begin before it are known. False: out of memory. */
bool ro_commitments_read(ro_cast *cast, uint32_t end);
/* One of what is told twice; in order of the text. */
void ro_commitments_settle(ro_record *record);

/* ---- commitments_words.c: words that say that someone is bound, or means to bind another */

typedef struct ro_pledge {
    ro_commitment_kind kind;
    uint32_t word;    /* that says so: "urged", "refusal", "ready" */
    uint32_t action;  /* head of the words that say what; RO_NONE: what was asked before */
    bool clause;      /* the action is a clause, not a noun phrase */
    bool plain;       /* the kind depends on the parties: "agreed to" */
    ro_nouns hearers; /* who is asked, or offered something */
} ro_pledge;

bool ro_pledge_at(const ro_record *record, uint32_t word, ro_pledge *out);

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

/* ---- commitments_spans.c */

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
