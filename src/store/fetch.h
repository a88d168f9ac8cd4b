/* fetch.h: the answer to a small question as a table in an arena. */
#ifndef RO_STORE_FETCH_H
#define RO_STORE_FETCH_H

#include "store/remove.h"

typedef struct ro_fetched {
    ro_value *values; /* row by row; texts end in a zero */
    size_t rows, columns;
} ro_fetched;

/* What the functions that correct work with; the arena lives as long as one correction, or one report read anew. */
typedef struct ro_desk {
    ro_store *store;
    ro_arena *arena;
    ro_error *error;
    ro_leavings *leavings; /* who lost an appearance; NULL where nobody can */
} ro_desk;

/* All rows, of so many columns. False: the error says why. */
bool ro_fetch(const ro_desk *desk, const char *text, const ro_value *given, size_t n_given, size_t columns, ro_fetched *out);
/* One statement without rows. */
static inline bool ro_desk_do(const ro_desk *desk, const char *text, const ro_value *given, size_t n_given) {
    return ro_sql_do(desk->store->sql, text, given, n_given, desk->error);
}

static inline const ro_value *ro_cell(const ro_fetched *table, size_t row, size_t column) {
    return &table->values[row * table->columns + column];
}
/* NULL: null. */
static inline const char *ro_cell_text(const ro_fetched *table, size_t row, size_t column) {
    const ro_value *value = ro_cell(table, row, column);
    return value->kind == RO_TEXT ? value->text : NULL;
}
static inline int64_t ro_cell_number(const ro_fetched *table, size_t row, size_t column) {
    return ro_cell(table, row, column)->integer;
}

#endif
