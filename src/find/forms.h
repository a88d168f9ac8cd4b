/* forms.h: whether an inflected form is one of a word's, by the regular endings of English. */
#ifndef RO_FORMS_H
#define RO_FORMS_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the form, or what is left of it without a regular ending ("banned", "studies", "taking": ban, study, take), is in a
 * list like " ban study take ", letter case aside. Irregular forms stand in the list themselves. behind: what the list has after
 * the base form ("_out"), or "". noun: the endings of nouns only. */
bool ro_form_in(const char *form, size_t size, const char *behind, bool noun, const char *list);

#endif
