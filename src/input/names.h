/* names.h: the names in a by-line, "By A B, C D and E F", whatever format it is from; and what is no name but an address. */
#ifndef RO_NAMES_H
#define RO_NAMES_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ro_names {
    const char *rest; /* NULL: no more */
    bool several;     /* a comma parts names, because there is an "and", too; "A B, Example News" stays whole */
} ro_names;

/* The line, its white space collapsed, is borrowed. */
ro_names ro_names_of(const char *line);
/* The next one, which lies in the line, without "By" and the punctuation around it; it may be empty. False: no more. */
bool ro_names_next(ro_names *names, const char **name, size_t *size);
/* Takes the punctuation off that stands around a name in a list. */
void ro_name_trim(const char **name, size_t *size);
/* Whether a text begins as http: and https: do. */
bool ro_is_web_address(const char *text);

#endif
