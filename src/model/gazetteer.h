/* gazetteer.h: the model file's section `gazetteer`: GeoNames' places by name, read where they lie. docs/model-format.md is its
 * definition. Immutable; borrowed from the file's bytes. */
#ifndef RO_GAZETTEER_H
#define RO_GAZETTEER_H

#include "base/base.h"

typedef enum ro_place_kind {
    RO_PLACE_CITY,
    RO_PLACE_CAPITAL,
    RO_PLACE_STATE, /* of the USA */
    RO_PLACE_COUNTRY,
    RO_PLACE_REGION /* of a country; a continent, which lies in none */
} ro_place_kind;

enum { RO_NO_DEGREES = INT32_MIN, RO_NO_COUNTRY = 255, RO_NO_STATE = 65535 };

typedef struct ro_known_place { /* as in the file */
    uint32_t geonames;          /* GeoNames' id; 0: not in its package */
    int32_t lat, lon;           /* degrees × 10,000, or RO_NO_DEGREES both */
    uint32_t population;        /* 0: not known */
    uint8_t country;            /* of the gazetteer's countries, or RO_NO_COUNTRY */
    uint8_t kind;               /* ro_place_kind */
    uint16_t state;             /* of the USA: a place, or RO_NO_STATE */
} ro_known_place;

typedef struct ro_known_country {
    char code[4];   /* ISO 3166-1 alpha-3 */
    uint32_t place; /* its own */
} ro_known_country;

typedef struct ro_place_name {
    uint32_t name;  /* offset into the strings */
    uint32_t place; /* several names may lead to a place, and a name to several places, the largest first */
} ro_place_name;

typedef struct ro_gazetteer {
    const ro_known_country *countries; /* by code */
    const ro_known_place *places;
    const ro_place_name *names; /* by the bytes of the name */
    const char *strings;
    uint32_t n_countries, n_places, n_names;
} ro_gazetteer;

/* Checks the section's bytes, aligned to 4, and refers to them. */
bool ro_gazetteer_open(ro_gazetteer *gazetteer, const char *bytes, size_t size, ro_error *error);

/* A folded name (ro_fold) as it is looked up: hyphens and slashes are spaces, other marks are gone. In place. */
void ro_gazetteer_key(char *folded);
/* The places of a key, the largest first, and how many; NULL and 0 where there is none. */
const ro_place_name *ro_gazetteer_find(const ro_gazetteer *gazetteer, const char *key, size_t *count);
/* A country's own place, by its code; NULL where there is none. */
const ro_known_place *ro_gazetteer_country(const ro_gazetteer *gazetteer, const char *code);
/* The code of the country that a place lies in or is, or "". */
const char *ro_gazetteer_code(const ro_gazetteer *gazetteer, const ro_known_place *place);

#endif
