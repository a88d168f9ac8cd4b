/* query.h: a question to the store, read and resolved, and as SQL. */
#ifndef RO_STORE_QUERY_H
#define RO_STORE_QUERY_H

#include "readout_store.h"
#include "store/ask.h"

/* What the kinds of items have; NULL: nothing of that sort. */
typedef struct ro_subject {
    const char *name, *items, *key; /* for messages; table and its key */
    const char *words, *text;       /* the full-text index, and what it is of */
    const char *people;             /* who takes part */
    const char *first, *second;     /* the part of who speaks or acts, and of whom he turns to */
    const char *act, *type;         /* columns that --act and --type ask for */
    const char *status;             /* column */
    const char *shown;              /* whether it is of the latest version, and not rejected */
    const char *place;              /* column; its country stands in "country" */
} ro_subject;

/* Whom a name or numbers mean: so many actors one by one, or all that go by the words. */
typedef struct ro_people {
    ro_values numbers;
    const char *word, *folded; /* NULL: the numbers are all */
} ro_people;

typedef struct ro_days {
    const char *from, *past; /* past: the first day behind; text that compares as days do; NULL: open */
} ro_days;

/* A question whose names are known. Lists are empty where nothing was asked. */
typedef struct ro_wanted {
    const ro_query *query;
    const ro_subject *table;
    const char *id;
    int64_t actor;                  /* of actors, the number asked for; 0: any */
    ro_people speakers, addressees; /* speakers: of actors, they themselves */
    ro_values reports, outlets, agencies, places;
    ro_values acts, types, statuses, countries;
    ro_days said, due;
    const char *about;      /* as the back end takes it */
    const char *place_code; /* of a country; NULL: the place is no code */
    bool sqlite;
    bool frequent; /* many items have the words */
    bool every_version, rejected;
    bool nothing; /* a name that nobody has: no row at all */
    bool goes_on; /* behind this place: */
    const char *after_day;
    int64_t after;
} ro_wanted;

const ro_subject *ro_subject_of(ro_kind kind);
/* Reads what is asked and looks the names up. False: the error says why. Query and arena have to outlive what is wanted. */
bool ro_wanted_read(ro_wanted *wanted, const ro_query *query, ro_sql *sql, ro_arena *arena, ro_error *error);

/* What is asked for at once of what comes behind a key. */
typedef enum ro_stretch { RO_ALL_BEHIND, RO_REST_OF_DAY, RO_EARLIER_DAYS } ro_stretch;

/* Asks for number and day of at most `most` of the items wanted, in their order: of actors by number, of all others newest day
 * first, and within a day by number. */
void ro_ask_keys(ro_ask *ask, const ro_wanted *wanted, ro_stretch stretch, int64_t most);
/* Whether what comes behind a key is best asked for in two steps, the rest of its day and the days before it: an index finds
 * either at once, but not both together. */
bool ro_wanted_in_steps(const ro_wanted *wanted);
/* Asks how many items, at most so many, have the words that are asked for. */
void ro_ask_matches(ro_ask *ask, const ro_wanted *wanted, int64_t most);
/* Asks for values, numbers of actors (else null) and counts of a facet, most first. False: there is no such facet. */
bool ro_ask_facet(ro_ask *ask, const ro_wanted *wanted, int64_t most, ro_error *error);

/* ---- within query.c and its neighbours */

/* The table that has number and day of what is wanted: "i" of the items or "p" of who takes part. */
const char *ro_wanted_alias(const ro_wanted *wanted);
/* Adds "FROM … WHERE …" of all that is wanted, without order. needs_items: further columns of "i" are used. */
void ro_ask_wanted(ro_ask *ask, const ro_wanted *wanted, bool needs_items);
/* The same of actors; "i" has them. */
void ro_ask_actors(ro_ask *ask, const ro_wanted *wanted);
/* Whether nothing is asked but days and acts (of events types, of commitments kinds): then indexes alone can tell. */
bool ro_wanted_plain(const ro_wanted *wanted);
/* Adds " AND alias.day …" and what the item is; "i" and "p" have both. */
void ro_ask_plain(ro_ask *ask, const ro_wanted *wanted, const char *alias);

#endif
