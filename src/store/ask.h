/* ask.h: SQL put together from parts that stand in the program; every value is a parameter. */
#ifndef RO_STORE_ASK_H
#define RO_STORE_ASK_H

#include "store/sql.h"

typedef struct ro_values {
    ro_value *items;
    size_t count, room;
} ro_values;

/* Memory that runs out is noticed at the end: everything may be added without asking. */
typedef struct ro_ask {
    ro_arena *arena;
    ro_buffer text;
    ro_values values;
    bool failed;
} ro_ask;

/* Adds constant SQL; %s are constants, too. */
void ro_ask_put(ro_ask *ask, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Adds a parameter, ?1 or a later one, for the value, which is borrowed. */
void ro_ask_value(ro_ask *ask, ro_value value);
/* Adds "(?1, ?2, …)"; filled up to a power of two with the last value, so that few texts have to be prepared. At least one value.
 */
void ro_ask_list(ro_ask *ask, const ro_values *values);
/* Adds conditions that all words of a folded name, separated by blanks, occur in a column that holds folded names. */
void ro_ask_words(ro_ask *ask, const char *column, const char *folded);
/* The rows; NULL: the error says why. */
ro_rows *ro_ask_rows(ro_ask *ask, ro_sql *sql, ro_error *error);
void ro_ask_free(ro_ask *ask);

#endif
