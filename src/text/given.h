/* given.h: words and sentences that are known already, as a treebank has them; the model is held to them. */
#ifndef RO_GIVEN_H
#define RO_GIVEN_H

#include "base/base.h"

typedef struct ro_given_word { /* a syntactic word */
    ro_span span;              /* within its surface word; empty where its letters are not in the text */
    uint32_t token, sentence;  /* numbers, from 0, never falling */
    const char *form;          /* borrowed, not ended by a zero */
    uint32_t form_size;
} ro_given_word;

typedef struct ro_given { /* in order of the text */
    ro_given_word *items;
    size_t count, room;
} ro_given;

#endif
