/* first_names.h: what given names tell. */
#ifndef RO_FIRST_NAMES_H
#define RO_FIRST_NAMES_H

/* The gender that a given name, folded, mostly has: 'm' or 'f'; 0: it is not known as one. */
char ro_given_gender(const char *given);

#endif
