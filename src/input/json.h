/* json.h: what the readers of JSON share: an input as a tree, and an object whose keys become a document's.
 *
 * jansson reads no deeper than 2048 levels (JSON_PARSER_MAX_DEPTH), so what walks a tree may do it by recursion. */
#ifndef RO_JSON_H
#define RO_JSON_H

#include "input/batch.h"
#include "input/document.h"
#include "text/charset.h"

enum { RO_LIMIT_JSON_PARTS = 1000000 }; /* objects and arrays of an input, which take a hundred times their bytes in memory */

typedef struct ro_json {
    json_t *root;
    ro_decoded decoded; /* how; its bytes are gone */
    bool rounded;       /* numbers beyond 64 bits were read as reals */
} ro_json;

/* Whether it has no more than RO_LIMIT_JSON_PARTS: to be asked before jansson is. */
bool ro_json_fits(const char *bytes, size_t size);
/* Parses bytes in any encoding. name, what ("line", "file"): for the error. False with an error: broken, a limit, or out of
 * memory. Free with ro_json_free. */
bool ro_json_parse(const char *name, const char *what, const char *bytes, size_t size, ro_json *json, ro_error *error);
void ro_json_free(ro_json *json);
/* Adds the warnings of what was guessed, replaced or rounded to a document. False: out of memory. */
bool ro_json_warn(const ro_json *json, ro_document *document);

/* A new document of a batch, whose id is the digest of the value, printed without spaces. NULL with an error as ro_batch_add. */
ro_document *ro_json_add(ro_batch *batch, const json_t *value, ro_error *error);

/* What an object is: a JSON Feed by its version, ninjs by its standard or its keys: an item, or a list of items. */
bool ro_json_is_feed(const json_t *object);
bool ro_json_is_ninjs(const json_t *object);

/* A string's bytes in the arena, without a BOM and zeros ("\u0000"), which become U+FFFD and are counted. NULL: out of memory. */
char *ro_json_copy(ro_arena *arena, const json_t *string, size_t *size, size_t *zeros);
/* The string behind the key; NULL: none, or an empty one. It may have zeros inside. */
const json_t *ro_json_string(const json_t *object, const char *key);
/* Whether two strings are the same, letter case aside (ASCII); NULL is like nothing. */
bool ro_json_like(const json_t *string, const char *word);

/* ---- an object whose keys become a document's: what is taken is removed from it, the rest stays in extra */

typedef struct ro_keys {
    ro_document *document;
    json_t *object;
    size_t zeros; /* that were replaced in what was taken */
} ro_keys;

/* All are false when out of memory. A null is as good as no key; what is of another type stays, with a warning. A field that is
 * set stays as it is. */
bool ro_keys_string(ro_keys *keys, const char *key, const char **field);
bool ro_keys_date(ro_keys *keys, const char *key, const char **field);
/* An array of strings, added to the list. */
bool ro_keys_strings(ro_keys *keys, const char *key, ro_strings *list);
/* Gives a key another name, unless there is one of that name. */
bool ro_keys_rename(ro_keys *keys, const char *key, const char *name);
/* Adds a string that is the caller's to a list, unless it is empty or among the last ones there already. */
bool ro_keys_add(ro_keys *keys, const json_t *string, ro_strings *list);
/* Warns that the key is not what was wanted ("a string"). */
bool ro_keys_warn(ro_keys *keys, const char *key, const char *wanted);
/* Warns of the zeros; the keys that are left become the document's extra. */
bool ro_keys_close(ro_keys *keys);

#endif
