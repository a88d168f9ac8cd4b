/* statements.h: the working state of ro_find_statements, shared by src/find/statements*.c alone. Everything lives in the record's
 * arena; functions that return bool say false only for lack of memory. */
#ifndef RO_STATEMENTS_H
#define RO_STATEMENTS_H

#include "find/attributions.h"
#include "find/quotations.h"

typedef struct ro_scribe {
    ro_record *record;
    const ro_text *text;
    ro_arena *arena;
    ro_attributions attributions; /* mended */
    ro_quotations quotations;
    bool *taken;   /* of each quotation: some statement has it */
    size_t sorted; /* how many statements are in order, from the first on */
} ro_scribe;

/* ---- statements.c */

/* Without white space, marks that lead in (, : — -) and those that close the reporter's sentence; what stands inside quotation
 * marks is left. */
ro_span ro_statement_tidy(const ro_scribe *f, ro_span s);
/* A whole quotation where the span has most of it, or its edge stands at a mark; not one that a bar stands in. */
ro_span ro_statement_whole(const ro_scribe *f, ro_span s, ro_span bar1, ro_span bar2);
/* Whether no more than white space stands between. */
bool ro_statement_gap(const ro_scribe *f, uint32_t from, uint32_t to);
/* The number of the sentence at a byte; UINT32_MAX: there is none. */
uint32_t ro_statement_sentence(const ro_scribe *f, uint32_t byte);
/* Whether a quotation touches the span. */
bool ro_statement_quoted(const ro_scribe *f, ro_span s);
/* A clause, or words in quotation marks: something that can be said. */
bool ro_statement_sayable(const ro_scribe *f, ro_span s);
/* Where a content's own words begin, behind "that", "to" or "of". */
uint32_t ro_statement_lead(const ro_scribe *f, ro_span s);
/* Adds a span in order; one that overlaps or touches another becomes one with it. */
bool ro_statement_join(ro_scribe *f, ro_spans *content, ro_span s);
/* Adds the pieces of a span around the cue and the source: content never holds them. */
bool ro_statement_put(ro_scribe *f, ro_statement *s, ro_span span);
/* Judges manner and act and adds it to the record; without content there is none. */
bool ro_statement_add(ro_scribe *f, ro_statement s);
/* The same, with the quotations that go on in the paragraphs that follow. */
bool ro_statement_complete(ro_scribe *f, ro_statement s);

/* ---- statements_unsaid.c */

/* Whether an attribution is a statement, not a deed, a name for a thing, a topic and the like. */
bool ro_attribution_says(const ro_scribe *f, const ro_attribution *a);
/* Whether what stands right behind the cue is what the words are about: "commented on". */
bool ro_cue_touches(const ro_scribe *f, ro_span cue);

/* ---- statements_edges.c: where content, cue and source begin and end */

/* Gives the content the "to" or "that" at the end of the cue, and of "declined to name" the verb. */
void ro_edges_lead(const ro_scribe *f, ro_span *cue, ro_span *content);
/* Adds a content without what the reporter says between and behind its quotations. */
bool ro_edges_put(ro_scribe *f, ro_statement *s, ro_span content);
/* Without an adverb before its verb, and without when and where. */
ro_span ro_edges_cue(const ro_scribe *f, ro_span cue);
/* Without what only tells more of who speaks, or when and where. */
ro_span ro_edges_source(const ro_scribe *f, ro_span source);
/* Without who is asked, and when and where it was said or asked. */
void ro_edges_asked(const ro_scribe *f, ro_statement *s);
/* Adds what syntax knows to belong to it, and drops what only says how the speaker wants to be named. */
bool ro_edges_said(ro_scribe *f, ro_statement *s);

/* ---- statements_clauses.c */

/* Completes the clause that the cue governs, where the model took a part of it: what stands before the cue, behind it, or behind
 * an insertion. */
bool ro_clauses_said(ro_scribe *f, ro_statement *s);

/* ---- statements_unmarked.c */

/* Adds statements that the model has no mark for, though grammar shows them: "according to X", and a quotation behind its verb.
 */
bool ro_unmarked_statements(ro_scribe *f);
/* Whether a quotation stands right behind another verb of speech than this cue: it is not the cue's. */
bool ro_quotation_of_other(const ro_scribe *f, size_t quotation, ro_span cue);

/* ---- statements_within.c */

/* Statements within others and in passing, and sentences that go on with one. */
bool ro_statements_within(ro_scribe *f);
/* Puts them in the order of the text; who only passes on what another says does no more than say it. */
void ro_statements_settle(ro_scribe *f);

#endif
