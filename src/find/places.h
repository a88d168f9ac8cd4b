/* places.h: the working state of ro_find_places, shared by src/find/places*.c alone. Everything lives in the record's arena;
 * functions that return bool say false only for lack of memory. */
#ifndef RO_PLACES_H
#define RO_PLACES_H

#include "find/actors.h"

enum { RO_AREAS = 6 };

typedef struct ro_areas { /* what a name may mean that other places lie in: countries, states, regions; the likelier first */
    const ro_known_place *items[RO_AREAS];
    size_t count;
} ro_areas;

typedef struct ro_place_mention {
    ro_span span;
    uint32_t from, to;           /* words */
    uint32_t name;               /* of atlas->names */
    const ro_known_place *fixed; /* which one it is, by the words around it; NULL: they do not say */
    bool holds;                  /* fixed, as another place is said to lie in it */
    uint32_t place;              /* of record->places, in the end */
} ro_place_mention;

typedef struct ro_toponym {        /* a name in the report, with all its mentions */
    const char *key;               /* of the gazetteer */
    const char *code;              /* of the country that it names, or "" */
    bool area;                     /* called a province, a river or the like: no city */
    bool elsewhere;                /* said to lie where the gazetteer has none of this name */
    bool unique;                   /* the country that it names has the whole name, not only a part of the country ("England") */
    const ro_known_place *decided; /* by neighbours of one mention, for all of them; NULL: they do not say */
    const ro_known_place *place;   /* in the end */
} ro_toponym;

typedef struct ro_weight {
    const ro_known_place *state;
    double weight;
} ro_weight;

typedef struct ro_atlas {
    ro_record *record;
    ro_arena *arena;
    const ro_gazetteer *gazetteer; /* never NULL; empty where the model file has none */
    ro_words words;
    ro_map surnames;  /* of the report's persons */
    ro_spans persons; /* mentions of persons, and of governments, in order of the text */
    ro_spans governments;
    struct {
        ro_place_mention *items;
        size_t count, room;
    } mentions; /* in order of the text */
    struct {
        ro_toponym *items;
        size_t count, room;
    } names;
    ro_map keys;       /* of names, with a mark for areas */
    double *countries; /* how much the report has of each country of the gazetteer */
    double most;       /* the weight of the weightiest */
    struct {
        ro_weight *items;
        size_t count, room;
    } states; /* of the USA */
} ro_atlas;

/* places_names.c: the mentions of places, and what kind of place the words around say it is. */
bool ro_places_gather(ro_atlas *atlas);
/* The areas that the words beginning at `at` may name, a state's abbreviation among them; *count: how many words. */
ro_areas ro_areas_at(const ro_atlas *atlas, uint32_t at, uint32_t *count);
/* The areas named by words that end before `at`. */
ro_areas ro_areas_before(const ro_atlas *atlas, uint32_t at);
/* The words of the mention's name alone. */
ro_span ro_place_words(const ro_atlas *atlas, const ro_place_mention *mention);

/* places_resolve.c: which place of the gazetteer each name means, by neighbours, population and the countries of the report. */
bool ro_places_resolve(ro_atlas *atlas);

/* places_where.c: the venue and the place of every statement, and the place of every event, by the dependencies around them. */
void ro_places_connect(ro_atlas *atlas);

#endif
