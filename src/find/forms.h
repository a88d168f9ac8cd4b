/* forms.h: from an inflected form to the words it may be a form of, by the regular endings of English. */
#ifndef RO_FORMS_H
#define RO_FORMS_H

#include <stdbool.h>
#include <stddef.h>

enum { RO_FORM_MOST = 48 /* bytes, with the zero; a longer form has no base */ };

/* The n-th guess, n from 0, at what the form is without a regular ending ("banned": banned, banne, bann, ban), in small letters
 * (ASCII);
 * "" where the n-th ending is not the form's. noun: the endings of nouns only. False: there are no more guesses. */
bool ro_form_base(const char *form, size_t size, bool noun, size_t n, char base[RO_FORM_MOST]);

/* Whether the form is longer than its tail and ends in it, letter case aside. */
bool ro_form_ends(const char *form, size_t size, const char *tail);

/* Whether a word is in a list like " ban study take ", letter case aside. */
bool ro_word_listed(const char *word, size_t size, const char *list);

/* Whether a guess is in a list like " ban study take ". Irregular forms stand in the list themselves. */
bool ro_form_in(const char *form, size_t size, bool noun, const char *list);

#endif
