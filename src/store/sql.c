#include "store/back_end.h"

static bool is_postgres(const char *address) {
    return strncmp(address, "postgresql://", 13) == 0 || strncmp(address, "postgres://", 11) == 0;
}

ro_sql *ro_sql_open(const char *address, bool write, bool create, ro_error *error) {
    return is_postgres(address) ? ro_postgres_open(address, error) : ro_sqlite_open(address, write, create, error);
}

void ro_sql_close(ro_sql *sql) {
    if (sql) sql->back_end->close(sql);
}

ro_sql *ro_sql_again(const ro_sql *sql) { return sql->back_end->again ? sql->back_end->again(sql) : NULL; }

ro_dialect ro_sql_dialect(const ro_sql *sql) { return sql->dialect; }
const char *ro_sql_name(const ro_sql *sql) { return sql->name; }
bool ro_sql_lost(const ro_sql *sql) { return sql->lost; }

bool ro_sql_begin(ro_sql *sql, ro_error *error) { return sql->back_end->begin(sql, true, error); }
bool ro_sql_begin_reading(ro_sql *sql, ro_error *error) { return sql->back_end->begin(sql, false, error); }
bool ro_sql_commit(ro_sql *sql, ro_error *error) { return sql->back_end->commit(sql, error); }
void ro_sql_rollback(ro_sql *sql) { sql->back_end->rollback(sql); }
bool ro_sql_flush(ro_sql *sql, ro_error *error) { return sql->back_end->flush(sql, error); }

bool ro_sql_settle(ro_sql *sql, unsigned patience, bool *done, ro_error *error) {
    *done = true;
    return !sql->back_end->settle || sql->back_end->settle(sql, patience, done, error);
}

bool ro_sql_script(ro_sql *sql, const char *script, ro_error *error) { return sql->back_end->script(sql, script, error); }

bool ro_sql_do(ro_sql *sql, const char *text, const ro_value *values, size_t count, ro_error *error) {
    return sql->back_end->run(sql, text, values, count, error);
}

ro_rows *ro_sql_ask(ro_sql *sql, const char *text, const ro_value *values, size_t count, ro_error *error) {
    return sql->back_end->ask(sql, text, values, count, error);
}

bool ro_sql_load(ro_sql *sql, ro_into table, const ro_value *values, size_t n_values, ro_error *error) {
    return !n_values || sql->back_end->load(sql, table, values, n_values, error);
}

bool ro_rows_next(ro_rows *rows, ro_error *error) { return rows->sql->back_end->next(rows, error); }
ro_value ro_rows_value(const ro_rows *rows, size_t column) { return rows->sql->back_end->value(rows, column); }

void ro_rows_free(ro_rows *rows) {
    if (rows) rows->sql->back_end->free_rows(rows);
}
