/* credits.h: shared by src/find/credits*.c alone. */
#ifndef RO_CREDITS_H
#define RO_CREDITS_H

#include "find/provenance.h"

typedef struct ro_outlet_name { /* words of the text that may name an outlet */
    uint32_t from, to;          /* the name itself */
    uint32_t begin, end; /* with "the German newspaper" before it and "news agency" or an abbreviation in brackets behind it */
    const ro_medium *medium; /* NULL: known by its form alone */
    ro_span written;         /* where the text has its full name */
    bool state;              /* "Syrian state media" */
    bool doubtful;           /* means other things as well */
    bool apposed;            /* a description between commas is taken along: "X, the official news agency," */
} ro_outlet_name;

static inline bool ro_plain_gap(const ro_words *words, uint32_t at) { return at < words->count && words->items[at].gap == ' '; }
static inline bool ro_word_is(const ro_words *words, uint32_t at, const char *list) {
    return at < words->count && ro_word_in(&words->items[at], list);
}

/* The name that begins with the word `at`; false: none does. */
bool ro_outlet_name_at(const ro_cast *cast, uint32_t at, ro_outlet_name *out);
/* Takes an outlet's row off the actor named here where the words around him say that he is something else. */
void ro_outlet_disown(ro_cast *cast, uint32_t at);
/* Remembers a name that no table has, for where it stands alone. */
bool ro_outlet_introduce(ro_cast *cast, const ro_outlet_name *name);

/* credits_patterns.c: whether the words before or behind a name credit its outlet, and how. */
bool ro_outlet_credited(const ro_cast *cast, const ro_outlet_name *name, ro_credit_kind *kind);
/* Only those behind it: "X reported"; only those before it: "told X". */
bool ro_outlet_reports(const ro_words *words, const ro_outlet_name *name);
bool ro_outlet_behind(const ro_words *words, const ro_outlet_name *name, ro_credit_kind *kind);
/* "a report by X", for the preposition before the name: the noun. */
bool ro_report_before(const ro_words *words, uint32_t preposition, uint32_t *noun);

#endif
