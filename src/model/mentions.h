/* mentions.h: the spans of a window that mention something, by a name, a nominal or a pronoun: efficient global pointer (Su et
 * al. 2022), one score for every span and type. */
#ifndef RO_MENTIONS_H
#define RO_MENTIONS_H

#include "model/view.h"

/* Pieces of the window, both inclusive. */
typedef struct ro_found_mention {
    uint32_t first, last;
    uint8_t type; /* of ro_mention_types */
    float score;  /* above 0 */
} ro_found_mention;

/* One thread's buffers. The model must outlive it. */
typedef struct ro_mentions ro_mentions;

ro_mentions *ro_mentions_new(const ro_model *model, ro_error *error);
void ro_mentions_free(ro_mentions *mentions);

/* The mentions of a window, in order: by first piece, then by last. They nest but never cross, and begin and end where words do.
 * They belong to `mentions` until the next call. Returns how many. */
size_t ro_mentions_find(ro_mentions *mentions, const ro_view *view, const ro_found_mention **found);

/* The score of every type for the span of two pieces, after ro_mentions_find of the same view; for tests of parity. */
void ro_mentions_scores(const ro_mentions *mentions, const ro_view *view, size_t first, size_t last,
                        float scores[RO_MENTION_TYPES]);

#endif
