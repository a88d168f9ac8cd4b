/* tree.h: JSON as a tree in an arena, read by simdjson. Records come by the thousand a second; this takes a fraction of the time
 * in which jansson builds and frees a tree of many small allocations. */
#ifndef RO_STORE_TREE_H
#define RO_STORE_TREE_H

#include "base/base.h"

typedef enum ro_tree_kind {
    RO_TREE_NULL,
    RO_TREE_FALSE,
    RO_TREE_TRUE,
    RO_TREE_INTEGER, /* of 64 bits with a sign */
    RO_TREE_REAL,
    RO_TREE_STRING,
    RO_TREE_ARRAY,
    RO_TREE_OBJECT,
} ro_tree_kind;

typedef struct ro_tree {
    ro_tree_kind kind;
    uint32_t size;   /* bytes of a string; items of an array or object */
    const char *key; /* of a member of an object; NULL: it is none */
    union {
        const char *string; /* valid UTF-8 without zeros inside, ends in a zero */
        int64_t integer;
        double real;
        struct ro_tree *items;
    };
} ro_tree;

/* Reads a text; what the tree holds is copied, and lives as long as the arena. NULL: the error says where and why it is no JSON,
 * that it is deeper than 1000 levels, that an integer is larger than 64 bits with a sign (jansson, which reads the record later,
 * takes no such), or that it holds more than eight million values. */
const ro_tree *ro_tree_read(ro_arena *arena, const char *json, size_t size, ro_error *error);

/* All take NULL, which is of no kind. */
static inline bool ro_tree_is(const ro_tree *tree, ro_tree_kind kind) { return tree && tree->kind == kind; }
/* Missing, or null. */
static inline bool ro_tree_empty(const ro_tree *tree) { return !tree || tree->kind == RO_TREE_NULL; }
/* NULL: it is no string. */
static inline const char *ro_tree_string(const ro_tree *tree) { return ro_tree_is(tree, RO_TREE_STRING) ? tree->string : NULL; }
/* 0 where it is no integer. */
static inline int64_t ro_tree_integer(const ro_tree *tree) { return ro_tree_is(tree, RO_TREE_INTEGER) ? tree->integer : 0; }
/* Items of an array; 0 where it is none. */
static inline size_t ro_tree_count(const ro_tree *tree) { return ro_tree_is(tree, RO_TREE_ARRAY) ? tree->size : 0; }
/* NULL: there is none. */
static inline const ro_tree *ro_tree_at(const ro_tree *tree, size_t index) {
    return index < ro_tree_count(tree) ? &tree->items[index] : NULL;
}
/* The member of an object; of several with the key, the last. NULL: it has none, or is no object. */
const ro_tree *ro_tree_get(const ro_tree *tree, const char *key);

#endif
