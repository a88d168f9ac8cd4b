/* rows.h: the rows of a page of results, fetched with a question a table, and printed. */
#ifndef RO_STORE_ROWS_H
#define RO_STORE_ROWS_H

#include "store/print.h"
#include "store/query.h"

enum { RO_PAGE = 256, RO_CELLS = 32 };

typedef struct ro_person {
    struct ro_person *next;
    const char *part;
    int64_t actor;
    ro_value name, role, country, mention;
} ro_person;

typedef struct ro_link {
    struct ro_link *next;
    ro_value role, name;
} ro_link;

typedef struct ro_place_of {
    struct ro_place_of *next;
    const char *part;
    int64_t first, past;
} ro_place_of;

typedef struct ro_row {
    int64_t key;
    bool found;
    ro_value cells[RO_CELLS]; /* as the kind's question has its columns */
    ro_person *people, **people_end;
    ro_link *links, **links_end; /* of statements the chain, of actors the names, of reports the agencies */
    ro_place_of *spans, **spans_end;
    int64_t reports, statements; /* of actors */
} ro_row;

typedef struct ro_page {
    ro_arena *arena; /* of what the rows hold */
    ro_row rows[RO_PAGE];
    size_t count;
} ro_page;

/* Fills in the rows of which the keys are set. False: the error says why. */
bool ro_page_fetch(ro_page *page, ro_kind kind, ro_sql *sql, ro_error *error);
/* A row as a line of JSON. */
void ro_page_print(const ro_page *page, size_t row, ro_kind kind, ro_printer *printer);

#endif
