/* anchor.h: what a correction holds on to: the spans of its target, and the words from the first of them to the last. */
#ifndef RO_STORE_ANCHOR_H
#define RO_STORE_ANCHOR_H

#include "store/correction.h"

/* A version of a report, as the store has it. */
typedef struct ro_edition {
    int64_t number;
    const char *id, *address, *text_sha256;
    const char *text; /* NULL: kept without, or not asked for yet */
    bool text_asked;
} ro_edition;

/* Reads the row of a report's number. *found: there is one. */
bool ro_edition_of(const ro_desk *desk, int64_t number, ro_edition *version, bool *found);
/* Its text, where it was kept. */
bool ro_edition_text(const ro_desk *desk, ro_edition *version);

/* The anchor of an item: {"kind", "spans": [{"part", "start", "end", "text"}], "words"}, without words where the report has no
 * text. Or of spans that a human gave. A new reference; NULL: the error says why. */
json_t *ro_anchor_of_item(const ro_desk *desk, ro_edition *version, const char *kind, const char *item);
json_t *ro_anchor_of_added(const ro_desk *desk, ro_edition *version, const json_t *add);

/* How far the anchor's spans have to move to be those of this version: not at all in the text they are of; in another one its
 * words have to occur once. *fits: they do. */
bool ro_anchor_shift(const ro_desk *desk, const ro_correction *correction, ro_edition *version, int64_t *shift, bool *fits);
/* The item of the same kind that covers at least half of the moved spans, the best first. *item NULL: none does. */
bool ro_anchor_find(const ro_desk *desk, const ro_correction *correction, const ro_edition *version, int64_t shift,
                    const char **item);

#endif
