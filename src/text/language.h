/* language.h: which language a text is in, by CLD2. */
#ifndef RO_LANGUAGE_H
#define RO_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ro_language {
    const char
        *code; /* ISO 639-1, of three letters (ISO 639-2) where there are none of two; static; NULL: unknown or not reliable */
    bool reliable;
} ro_language;

/* Looks at the first 64 KiB of a valid UTF-8 text. */
ro_language ro_language_of(const char *bytes, size_t size);

#ifdef __cplusplus
}
#endif
#endif
