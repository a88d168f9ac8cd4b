#include "text/first_names.h"

#include <stdlib.h>
#include <string.h>

typedef struct given {
    const char *name;
    char gender;
} given;

static const given GIVEN[] = {
#include "text/first_names.inc"
};

static int compare(const void *key, const void *row) { return strcmp(key, ((const given *)row)->name); }

static const given *look_up(const char *name) {
    return bsearch(name, GIVEN, sizeof GIVEN / sizeof *GIVEN, sizeof *GIVEN, compare);
}

char ro_given_gender(const char *name) {
    const given *row = look_up(name);
    const char *hyphen = strchr(name, '-');
    char first[32];
    if (!row && hyphen && (size_t)(hyphen - name) < sizeof first) {
        memcpy(first, name, (size_t)(hyphen - name));
        first[hyphen - name] = 0;
        row = look_up(first);
    }
    return (char)(row ? row->gender : 0);
}
