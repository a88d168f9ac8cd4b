#include "store/fetch.h"

typedef struct cells {
    ro_value *items;
    size_t count, room;
} cells;

static bool take_row(ro_arena *arena, const ro_rows *rows, size_t columns, cells *list) {
    for (size_t i = 0; i < columns; i++) {
        ro_value value = ro_rows_value(rows, i);
        if (value.kind == RO_TEXT || value.kind == RO_BYTES) {
            value.text = ro_arena_copy(arena, value.text ? value.text : "", value.size);
            if (!value.text) return false;
        }
        if (!ro_list_add(arena, list, value)) return false;
    }
    return true;
}

bool ro_fetch(const ro_desk *desk, const char *text, const ro_value *given, size_t n_given, size_t columns, ro_fetched *out) {
    cells list = {0};
    ro_error inner = {0};
    *out = (ro_fetched){.columns = columns};
    ro_rows *rows = ro_sql_ask(desk->store->sql, text, given, n_given, desk->error);
    if (!rows) return false;
    bool good = true;
    while (good && ro_rows_next(rows, &inner)) good = take_row(desk->arena, rows, columns, &list) || ro_fail_memory(&inner);
    ro_rows_free(rows);
    if (inner.code && desk->error) *desk->error = inner;
    out->values = list.items;
    out->rows = list.count / columns;
    return inner.code == RO_OK;
}
