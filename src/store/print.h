/* print.h: a line of JSON, key by key in the order given. Memory that runs out is noticed at the end. */
#ifndef RO_STORE_PRINT_H
#define RO_STORE_PRINT_H

#include "store/sql.h"

typedef struct ro_printer {
    ro_buffer out;
    bool failed;
} ro_printer;

void ro_print_clear(ro_printer *printer);
/* Adds bytes as they are. */
void ro_print_raw(ro_printer *printer, const char *bytes, size_t size);
/* A brace or bracket that opens, after a comma where something of the same level stands before it; key NULL: none. */
void ro_print_open(ro_printer *printer, const char *key, char bracket);
void ro_print_close(ro_printer *printer, char bracket);
/* A comma where one is needed, and the key (NULL: none); then a value has to come. */
void ro_print_key(ro_printer *printer, const char *key);
/* Values. Strings become valid UTF-8; text NULL: null. */
void ro_print_text(ro_printer *printer, const char *text, size_t size);
void ro_print_string(ro_printer *printer, const char *key, const char *text);
void ro_print_integer(ro_printer *printer, const char *key, int64_t integer);
void ro_print_flag(ro_printer *printer, const char *key, bool flag);
/* A value of the store; "" of text is null. */
void ro_print_value(ro_printer *printer, const char *key, const ro_value *value);
/* Text of the store that is JSON; what is none becomes null. */
void ro_print_json(ro_printer *printer, const char *key, const ro_value *value);

#endif
