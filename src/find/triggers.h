/* triggers.h: words that name a deed, and the PLOVER types they may have. */
#ifndef RO_TRIGGERS_H
#define RO_TRIGGERS_H

#include "record/record.h"

enum { RO_TRIGGER_TYPES = 3 };

typedef struct ro_trigger {
    const char *types[RO_TRIGGER_TYPES]; /* the usual one first */
    char needs[RO_TRIGGER_TYPES];        /* parties: see data/triggers.h */
    size_t count;                        /* 0: the word names no deed */
} ro_trigger;

/* Of a verb with its particle, or a noun. */
ro_trigger ro_trigger_of(const ro_record *record, uint32_t word);

/* Whether what is sent or gathered are troops. */
bool ro_is_troops(const ro_record *record, uint32_t word);

#endif
