#include "find/forms.h"

#include <string.h>
#include <strings.h>

enum { LONGEST = 48 };

typedef struct ending {
    const char *ending, *base; /* what the form ends in, and the base form in its place */
} ending;

enum { OF_NOUNS = 4 }; /* the first of them */
static const ending endings[] = {{"", ""},  {"s", ""},    {"es", ""},  {"ies", "y"}, {"ed", ""},
                                 {"d", ""}, {"ied", "y"}, {"ing", ""}, {"ing", "e"}};

static bool ends_in(const char *form, size_t size, const char *tail) {
    size_t n = strlen(tail);
    return size > n && !strncasecmp(form + size - n, tail, n);
}

static bool has(const char *list, const char *base, size_t size, const char *behind) {
    size_t more = strlen(behind);
    for (const char *at = list; (at = strchr(at, ' ')) && at[1]; at++)
        if (!strncasecmp(at + 1, base, size) && !strncasecmp(at + 1 + size, behind, more) && at[1 + size + more] == ' ')
            return true;
    return false;
}

bool ro_form_in(const char *form, size_t size, const char *behind, bool noun, const char *list) {
    char base[LONGEST];
    if (size >= LONGEST) return false;
    for (size_t i = 0; i < (noun ? OF_NOUNS : sizeof endings / sizeof *endings); i++) {
        if (!ends_in(form, size, endings[i].ending)) continue;
        size_t n = size - strlen(endings[i].ending), more = strlen(endings[i].base);
        memcpy(base, form, n);
        memcpy(base + n, endings[i].base, more);
        if (has(list, base, n + more, behind)) return true;
        bool doubled = *endings[i].ending && !more && n > 3 && base[n - 1] == base[n - 2]; /* "banned" */
        if (doubled && has(list, base, n - 1, behind)) return true;
    }
    return false;
}
