/* words.h: the one cut of words. Both full-text indexes are fed with it, queries go through it, and names are compared by it.
 *
 * A text is brought to its compatibility forms (NFKD), letter case is folded, and accents, strokes and ligatures become plain
 * letters (é e, ø o, æ ae); vowel signs of Indic scripts stay. A word is a run of letters, digits and such signs. An apostrophe
 * within a word is dropped
 * ("O'Neill" oneill), with the ending 's; so are full stops between single letters ("U.S." us). Of scripts that put no blanks
 * between words (Han, Hiragana, Katakana, Thai, Lao, Khmer, Burmese) each letter is a word. */
#ifndef RO_STORE_WORDS_H
#define RO_STORE_WORDS_H

#include "base/base.h"

enum {
    RO_WORDS_VERSION = 1,   /* of the cut: indexes made by another are made anew */
    RO_WORD_MOST = 96,      /* bytes; what is longer is cut there */
    RO_WORDS_MOST = 16000,  /* of one text, and */
    RO_WORDS_SIZE = 400000, /* bytes of them: PostgreSQL indexes no position behind 16383 and no more than a MiB; what is behind
                               is not found */
    RO_WORDS_GAP = 100,     /* positions between two fields in PostgreSQL: no phrase and no NEAR reaches over it */
    RO_FOLDED_MOST = 1000,  /* bytes of a folded name */
};

/* Adds the text's words, one space between them, to out. text: UTF-8, no zero needed at its end. False: out of memory. */
bool ro_store_words(const char *text, size_t size, ro_buffer *out);
/* The words of a name as one string in the arena, at most RO_FOLDED_MOST bytes of whole words; NULL: out of memory. */
char *ro_store_fold(ro_arena *arena, const char *name);
/* Adds words as ro_store_words makes them, with a line break between fields, as PostgreSQL's tsvector reads it ("gas:1
 * pipeline:2"). False: out of memory. */
bool ro_store_vector(const char *words, size_t size, ro_buffer *out);

#endif
