#include "find/forms.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

typedef struct ending {
    const char *ending, *base; /* what the form ends in, and what the base form has in its place */
} ending;

enum { OF_NOUNS = 4 }; /* the first of them */
static const ending endings[] = {{"", ""},  {"s", ""},    {"es", ""},  {"ies", "y"}, {"ed", ""},
                                 {"d", ""}, {"ied", "y"}, {"ing", ""}, {"ing", "e"}};

bool ro_form_ends(const char *form, size_t size, const char *tail) {
    size_t n = strlen(tail);
    return size > n && !strncasecmp(form + size - n, tail, n);
}

bool ro_form_base(const char *form, size_t size, bool noun, size_t n, char base[RO_FORM_MOST]) {
    size_t count = noun ? OF_NOUNS : sizeof endings / sizeof *endings;
    base[0] = 0;
    if (n >= 2 * count || size + 1 >= RO_FORM_MOST) return false;
    const ending *e = &endings[n / 2];
    bool single = n % 2; /* the second guess of an ending: a doubled letter before it is one, "banned" */
    if (!ro_form_ends(form, size, e->ending)) return true;
    size_t stem = size - strlen(e->ending), more = strlen(e->base);
    if (single && (more || stem == size || stem < 4 || form[stem - 1] != form[stem - 2])) return true;
    stem -= single;
    for (size_t i = 0; i < stem; i++) base[i] = (char)tolower((unsigned char)form[i]);
    memcpy(base + stem, e->base, more + 1);
    return true;
}

bool ro_word_listed(const char *word, size_t size, const char *list) {
    int first = size ? tolower((unsigned char)*word) : 0;
    for (const char *at = list; (at = strchr(at, ' ')) && at[1]; at++)
        if (tolower((unsigned char)at[1]) == first && !strncasecmp(at + 1, word, size) && at[1 + size] == ' ') return true;
    return false;
}

bool ro_form_in(const char *form, size_t size, bool noun, const char *list) {
    char base[RO_FORM_MOST];
    for (size_t n = 0; ro_form_base(form, size, noun, n, base); n++)
        if (*base && ro_word_listed(base, strlen(base), list)) return true;
    return false;
}
