/* triggers.h: words that name a deed, and the PLOVER types they may have. */
#ifndef RO_TRIGGERS_H
#define RO_TRIGGERS_H

#include "record/record.h"

enum { RO_TRIGGER_TYPES = 3 };

typedef struct ro_trigger {
    const char *types[RO_TRIGGER_TYPES]; /* the usual one first */
    char parties[RO_TRIGGER_TYPES];      /* who must be known, as data/triggers.h has it */
    size_t count;                        /* 0: the word names no deed */
    bool phrase;                         /* a verb together with a thing: "file a lawsuit" */
} ro_trigger;

/* Of a verb with its particle, or a noun. */
ro_trigger ro_trigger_of(const ro_record *record, uint32_t word);

/* Whether what is sent are troops, and whether who gathers is a crowd. */
bool ro_is_troops(const ro_record *record, uint32_t word);
bool ro_is_crowd(const ro_record *record, uint32_t word);

/* Whether the table is in order, as the search in it supposes; for the test of it. */
bool ro_triggers_sorted(void);

#endif
