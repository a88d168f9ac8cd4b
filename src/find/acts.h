/* acts.h: which act a statement is, by its cue first and its words where the cue leaves it open. */
#ifndef RO_ACTS_H
#define RO_ACTS_H

#include "record/record.h"

/* cue may be empty. Reads the first content span and the words between cue and content. */
ro_act ro_act_of(const ro_text *text, const ro_statement *statement);
/* Whether the cue's own words deny it ("did not say", "refused to say" is not: it rejects). */
bool ro_cue_negated(const ro_text *text, ro_span cue);

/* Whether the cue asks somebody to do something: its hearer stands between it and the content. */
bool ro_cue_asks(const ro_text *text, ro_span cue);

/* Whether the cue ends in "about": what follows is mostly a topic. */
bool ro_cue_names_topic(const ro_text *text, ro_span cue);

typedef enum ro_cue_kind {
    RO_CUE_SPEECH,  /* what a statement may have as its cue */
    RO_CUE_DEED,    /* a deed, a perception or a purpose: no statement */
    RO_CUE_UNKNOWN, /* neither: its content tells */
} ro_cue_kind;

ro_cue_kind ro_cue_kind_of(const ro_text *text, ro_span cue);

#endif
