#include "store/ask.h"

#include <stdio.h>

void ro_ask_put(ro_ask *ask, const char *format, ...) {
    char piece[2048];
    va_list args;
    va_start(args, format);
    int size = vsnprintf(piece, sizeof piece, format, args);
    va_end(args);
    if (size < 0 || size >= (int)sizeof piece || !ro_buffer_add(&ask->text, piece, (size_t)size)) ask->failed = true;
}

void ro_ask_value(ro_ask *ask, ro_value value) {
    if (!ro_list_add(ask->arena, &ask->values, value)) ask->failed = true;
    ro_ask_put(ask, "?%zu", ask->values.count);
}

void ro_ask_list(ro_ask *ask, const ro_values *values) {
    size_t room = 1;
    while (room < values->count) room *= 2;
    for (size_t i = 0; i < room; i++) {
        ro_ask_put(ask, i ? ", " : "(");
        ro_ask_value(ask, values->items[i < values->count ? i : values->count - 1]);
    }
    ro_ask_put(ask, ")");
}

void ro_ask_words(ro_ask *ask, const char *column, const char *folded) {
    for (const char *at = folded; *at;) {
        size_t size = strcspn(at, " ");
        char *pattern = ro_arena_print(ask->arena, "%% %.*s %%", (int)size, at);
        ro_ask_put(ask, " AND (' ' || %s || ' ') LIKE ", column);
        ro_ask_value(ask, ro_string(pattern ? pattern : ""));
        if (!pattern) ask->failed = true;
        at += size + (at[size] == ' ');
    }
}

ro_rows *ro_ask_rows(ro_ask *ask, ro_sql *sql, ro_error *error) {
    if (ask->failed) return ro_fail_memory(error), NULL;
    return ro_sql_ask(sql, ask->text.data, ask->values.items, ask->values.count, error);
}

void ro_ask_free(ro_ask *ask) { ro_buffer_free(&ask->text); }
