/* items.h: statements, events and commitments as rows that corrections change. */
#ifndef RO_STORE_ITEMS_H
#define RO_STORE_ITEMS_H

#include "store/anchor.h"

enum { RO_ITEM_CELLS = 4 };

typedef struct ro_item_table ro_item_table;

typedef struct ro_item {
    const ro_item_table *table;
    const char *kind; /* "statement", "event", "commitment" */
    int64_t key;
    const char *id, *day, *origin;
    bool shown, rejected;
    const char *cells[RO_ITEM_CELLS]; /* what may be set: the table's fields */
    json_t *original;                 /* what corrections changed, as it was; NULL: nothing */
} ro_item;

/* The item of a report; *found: there is one. Free with ro_item_free in any case. */
bool ro_item_find(const ro_desk *desk, int64_t report, const char *id, ro_item *item, bool *found);
void ro_item_free(ro_item *item);
/* What the engine has of the keys of a set; set NULL: of all that may be set. A new reference; NULL: the error says why. */
json_t *ro_item_original(const ro_desk *desk, const ro_item *item, const json_t *set);
/* Brings the row, and who speaks, to what all corrections that apply to it make of it. */
bool ro_item_renew(const ro_desk *desk, const ro_edition *version, const char *id);

/* Whoever the correction names for a part takes part in the item, and nobody else. */
bool ro_item_let(const ro_desk *desk, const ro_edition *version, const ro_item *item, size_t part,
                 const ro_correction *correction);

#endif
