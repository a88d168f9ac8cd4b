/* coreference.h: which mentions of a document mean the same: every mention chooses an antecedent or none (Lee et al. 2017, with
 * the coarse score of Lee et al. 2018 as the only one), and what is linked is a chain. */
#ifndef RO_COREFERENCE_H
#define RO_COREFERENCE_H

#include "model/mentions.h"

/* One thread's memory for the mentions of one document at a time. The model must outlive it. */
typedef struct ro_coreference ro_coreference;

ro_coreference *ro_coreference_new(const ro_model *model, ro_error *error);
void ro_coreference_free(ro_coreference *coreference);

/* Forgets the document before. False: out of memory. */
bool ro_coreference_begin(ro_coreference *coreference);
/* Adds a window's mentions to the layers, and to what is known of the document; each chooses its antecedent at once. The view's
 * pieces must stay until ro_coreference_end. products: wide enough for the model's heads. */
bool ro_coreference_add(ro_coreference *coreference, const ro_view *view, const ro_found_mention *found, size_t count,
                        ro_products *products, ro_error *error);
/* Numbers the chains of layers->mentions, which are those that were added, and forgets the document; to be called after a
 * failure, too. */
void ro_coreference_end(ro_coreference *coreference, ro_layers *layers);

/* For tests of parity, after ro_coreference_add, mentions counted from the document's first: kind (0 pronoun, 1 name, 2 nominal);
 * the score of `earlier` as antecedent of `later`, which must be of the batch of at most RO_TILE mentions added last. */
uint8_t ro_coreference_kind(const ro_coreference *coreference, size_t mention);
float ro_coreference_score(const ro_coreference *coreference, size_t later, size_t earlier);
float ro_coreference_none(const ro_coreference *coreference, size_t mention);

#endif
