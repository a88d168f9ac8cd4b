/* lemma.h: lemmas by rules, so that lemmatising is choosing a rule (Straka et al. 2019). train/lemmas.py says what a rule is. */
#ifndef RO_LEMMA_H
#define RO_LEMMA_H

#include "model/heads.h"

typedef struct ro_lemma_rules ro_lemma_rules;

/* heads must outlive it. NULL: out of memory. */
ro_lemma_rules *ro_lemma_rules_new(const ro_heads *heads);
void ro_lemma_rules_free(ro_lemma_rules *rules);

/* The form's lemma by the rule with the highest score (scores: one a rule) of those that apply to it; the form itself if none
 * does. In the arena; NULL: out of memory. */
const char *ro_lemma(const ro_lemma_rules *rules, const float *scores, const char *form, size_t size, ro_arena *arena);

#endif
