/* correction.h: a correction by itself: read from its line of JSON, from its row, and printed. docs/store.md defines the line. */
#ifndef RO_STORE_CORRECTION_H
#define RO_STORE_CORRECTION_H

#include "store/fetch.h"

#include <jansson.h>

typedef struct ro_correction {
    int64_t number;                             /* of the row; 0: none yet */
    const char *id, *kind;                      /* kind: set, reject, add, merge, split */
    const char *target;                         /* id of the item, of add that of the statement it makes; NULL: of actors */
    const char *report, *address, *text_sha256; /* what its report is known by; NULL: not known yet, or of actors */
    const char *by, *at, *why;
    json_t *change, *anchor, *original; /* its own references; anchor and original NULL: none */
    bool exported;                      /* its line has an id: it was kept before, here or elsewhere */
    bool makes_new;                     /* its line says that a speaker whom the store does not know is to be made */
} ro_correction;

enum {
    RO_CORRECTED_NAME_MOST = 500, /* bytes of a name */
    RO_CORRECTED_PARTS = 2,       /* who takes part: who says or does it or is bound, and to whom */
    RO_CORRECTED_NAMES = 16,      /* of one part */
};
/* "speaker", "addressee": of events source and recipient, of commitments party and counterparty. */
extern const char *const ro_corrected_parts[RO_CORRECTED_PARTS];

/* Reads and checks a line, as far as no store is needed. The strings live in the arena. Free in any case. */
bool ro_correction_read(ro_correction *correction, ro_arena *arena, const char *line, ro_error *error);
/* The kind of item that it adds; NULL: it adds none. */
const char *ro_correction_adds(const ro_correction *correction);
/* Whether each field of a set is one of the item's kind, with a value that it may have. */
bool ro_correction_fits(const ro_correction *correction, const char *item_kind, ro_error *error);
void ro_correction_free(ro_correction *correction);

/* Columns of a row, for SELECT, of a table called c; what follows them begins at RO_CORRECTION_CELLS. */
#define RO_CORRECTION_COLUMNS                                                                                                    \
    "c.correction, c.id, c.kind, c.target, c.report, c.address, c.text_sha256, c.made_by, c.made_at, c.why, c.change, c.anchor," \
    " c.original"
enum { RO_CORRECTION_CELLS = 13 };
/* False: out of memory, or the row is damaged. */
bool ro_correction_from(ro_correction *correction, const ro_fetched *rows, size_t row, ro_error *error);
/* Writes the row; gives it its number. */
bool ro_correction_keep(ro_store *store, ro_correction *correction, ro_error *error);
/* As it is printed, but for its state; NULL: out of memory. */
json_t *ro_correction_json(const ro_correction *correction);

/* The names that its change gives one of the parts, one by one; NULL: there are no more. */
const char *ro_correction_name(const ro_correction *correction, size_t part, size_t index);
/* What its line tells of the actor that it calls so ("#12", or a name): {"actor", "name", "kind", "country"}, with "called" where
 * that is another name; NULL: nothing. */
const json_t *ro_correction_actor(const ro_correction *correction, const char *called);

#endif
