#include "input/names.h"

#include <string.h>
#include <strings.h>

bool ro_is_web_address(const char *text) { return !strncasecmp(text, "http://", 7) || !strncasecmp(text, "https://", 8); }

/* The length of what parts two names at p; 0: nothing does. */
static size_t joint(const char *p) {
    static const char *const joints[] = {" and ", " & ", "; ", " | "};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (!strncasecmp(p, joints[i], strlen(joints[i]))) return strlen(joints[i]);
    return 0;
}

ro_names ro_names_of(const char *line) {
    ro_names names = {.rest = line};
    for (const char *p = line; *p && !names.several; p++) names.several = joint(p) != 0;
    return names;
}

void ro_name_trim(const char **name, size_t *size) {
    while (*size && strchr(" ,;", **name)) ++*name, --*size;
    while (*size && strchr(" ,;", (*name)[*size - 1])) --*size;
}

bool ro_names_next(ro_names *names, const char **name, size_t *size) {
    if (!names->rest) return false;
    const char *from = names->rest, *p = from;
    size_t skip = 0;
    while (*p && !(skip = names->several && !strncmp(p, ", ", 2) ? 2 : joint(p))) p++;
    names->rest = skip ? p + skip : NULL;
    *name = from;
    *size = (size_t)(p - from);
    ro_name_trim(name, size);
    if (*size > 3 && !strncasecmp(*name, "by ", 3)) *name += 3, *size -= 3;
    return true;
}
