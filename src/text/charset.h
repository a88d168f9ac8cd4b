/* charset.h: bytes in an unknown encoding to the UTF-8 that everything behind the input works on. */
#ifndef RO_CHARSET_H
#define RO_CHARSET_H

#include "base/base.h"

typedef struct ro_decoded {
    char *bytes;         /* in the arena: valid UTF-8 without zeros inside and without a BOM, ends in a zero */
    size_t size;         /* bytes */
    const char *charset; /* what it was read as, e.g. "windows-1252"; static */
    bool guessed;        /* neither a BOM nor a declaration nor valid UTF-8 said so */
    size_t replaced;     /* byte sequences that are nothing in the charset, now U+FFFD */
    size_t zeros;        /* U+0000, now U+FFFD */
} ro_decoded;

/* A BOM decides, then valid UTF-8, then the declared charset (a label as in HTML, or NULL; labels nobody knows are passed over),
 * then detection. False: out of memory. */
bool ro_decode(const void *bytes, size_t size, const char *declared, ro_arena *arena, ro_decoded *out);

/* Whether the bytes are not text in any charset; *what then says what they look like, with its article ("a PNG image"); static.
 */
bool ro_looks_binary(const void *bytes, size_t size, const char **what);

/* The charset that a label means, as in HTML; NULL: ro_decode does not know it, or the label is NULL. */
const char *ro_charset_named(const char *label);

#endif
