/* words.h: surface words cut into syntactic words, as the English treebanks of Universal Dependencies v2 cut them: n't, 's, 'm,
 * 're, 've, 'll, 'd, a lone possessive apostrophe, cannot, gonna and the like. The parts put together are the surface word. */
#ifndef RO_WORDS_H
#define RO_WORDS_H

#include "model/layers.h"

enum { RO_WORD_PARTS = 4 };

/* Fills the parts of a surface word, in order; returns how many, at least 1. */
size_t ro_words_cut(const char *text, ro_span token, ro_span parts[RO_WORD_PARTS]);

/* Where a word falls in two that looks like one, now that it is known what it is: its for it's, cats for cat's. The word's end:
 * it stays one. */
uint32_t ro_words_late_cut(const char *text, ro_span word, ro_upos upos, const char *relation);

/* Where a word goes that the model does not see, since no piece begins in it ("not" of "cannot"). */
typedef enum ro_attachment {
    RO_ATTACH_FIRST,  /* to the first part of its surface word */
    RO_ATTACH_BESIDE, /* to that part's head, or to it where it is the root */
    RO_ATTACH_NEXT,   /* to the word behind it */
} ro_attachment;

typedef struct ro_unseen {
    const char *form; /* lower case, ' for every apostrophe */
    ro_upos upos;
    const char *relation, *lemma;
    ro_attachment attachment;
} ro_unseen;

/* first: of the first part of its surface word. NULL: nothing is known of this form. */
const ro_unseen *ro_words_unseen(const char *form, size_t size, ro_upos first);

#endif
