/* tally.h: how often what occurs, for lists of the most frequent. Memory has a bound: so many different things are told apart,
 * each with so many places where it occurs, and names are cut. */
#ifndef RO_EXPORT_TALLY_H
#define RO_EXPORT_TALLY_H

#include "base/base.h"

enum { RO_TALLY_MOST = 10000, RO_TALLY_PLACES = 40, RO_TALLY_NAME = 320 /* bytes */ };

typedef struct ro_count {
    char *key, *label;
    size_t count;
    unsigned *places, n_places; /* where it occurs first, as the caller numbers them */
} ro_count;

typedef struct ro_tally {
    ro_count *items;
    size_t count, room;
    unsigned *slots; /* numbers of items by the hash of their keys, 0: none */
    size_t n_slots;
    size_t total, untold; /* how much was added; how much of it is not among the items, because there are too many */
} ro_tally;

/* Counts a thing once more. label: how it is shown, as it is the first time; NULL: as its key. place 0: none. False: out of
 * memory. */
bool ro_tally_add(ro_tally *t, const char *key, const char *label, unsigned place);
/* The most frequent first, of equals in the order of their labels; or by label alone. Nothing can be added then. */
void ro_tally_sort(ro_tally *t);
void ro_tally_sort_by_label(ro_tally *t);
void ro_tally_free(ro_tally *t);

/* How many bytes of a text make whole characters, at most so many. */
size_t ro_cut(const char *text, size_t size, size_t most);
/* A copy of at most so many bytes, with "…" where there is more. From malloc; NULL: out of memory. */
char *ro_cut_copy(const char *text, size_t most);

#endif
