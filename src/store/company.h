/* company.h: in which reports actors appear, and so who appears with whom, as far as actors.c has asked or told. What is answered
 * never depends on what was asked before: of each actor the RO_COMPANY_MOST latest reports count. */
#ifndef RO_STORE_COMPANY_H
#define RO_STORE_COMPANY_H

#include "store/store.h"

enum {
    RO_COMPANY_MOST = 1000,
    RO_COMPANY_WHOLE = 1 << 20 /* a share of one */
};

typedef struct ro_company ro_company;

typedef struct ro_numbers {
    int64_t *items;
    size_t count, room;
} ro_numbers;

ro_company *ro_company_new(void); /* NULL: out of memory */
void ro_company_free(ro_company *company);
/* The actor was made just now: the store has no appearance of his that is not told from here on. False: out of memory, also
 * below. */
bool ro_company_made(ro_company *company, int64_t actor);
/* He appears in the report, whose rows the store may not have yet. */
bool ro_company_add(ro_company *company, int64_t actor, int64_t report);
/* Afterwards all that the store has of these actors is known. */
bool ro_company_ask(ro_company *company, ro_store *store, const ro_numbers *actors, ro_error *error);
/* Rows that were there are no more: everything has to be asked again. Before it all rows have to be in the store. */
bool ro_company_forget(ro_company *company);

/* How much the companion points to the actor: the share of the companion's reports in which the actor is, as if there were one
 * more without him; in parts of RO_COMPANY_WHOLE. Both have been asked for, also below. */
int64_t ro_company_share(const ro_company *company, int64_t actor, int64_t companion);
/* Whether any report has both. */
bool ro_company_meet(const ro_company *company, int64_t actor, int64_t other);
/* The earliest report of the actor that counts. */
int64_t ro_company_first(const ro_company *company, int64_t actor);
/* How many appearances are remembered. */
size_t ro_company_size(const ro_company *company);

#endif
