/* take.h: values out of a record's JSON, each checked. All say what is wrong with which key: "statements[3].cue: …". */
#ifndef RO_STORE_TAKE_H
#define RO_STORE_TAKE_H

#include "base/limits.h"
#include "store/entry.h"
#include "store/tree.h"

enum {
    RO_CODE_MOST = 64, /* bytes of ids and codes; limits.h has the rest */
};

/* A list of the record, with its items in the order of their ids. */
typedef struct ro_ids {
    const char *list;
    const ro_tree *tree;
    struct ro_id {
        const char *id;
        size_t index;
    } * items;
    size_t count;
} ro_ids;

typedef struct ro_taker {
    ro_arena *arena;
    const ro_tree *record;
    const char *text; /* NULL: the record has none */
    size_t text_size;
    uint32_t points;  /* of the text */
    uint32_t *bytes;  /* before code point 64·i */
    const char *list; /* the item in hand: "statements", and */
    size_t index;     /* its place there */
    ro_ids ids[3];    /* of the lists that were pointed into so far: actors, places, times */
    ro_error *error;
} ro_taker;

/* The span's words are those of its text; empty: there is no span. */
typedef struct ro_taken_span {
    uint32_t first, past;
    const char *text; /* NULL: no span */
    bool of_title;    /* not of the text */
} ro_taken_span;

/* RO_E_INPUT, with the place of the item in hand in front. */
bool ro_take_fail(ro_taker *t, const char *key, const char *what);
/* A table of the text's code points. text NULL: nothing to do. */
bool ro_take_text(ro_taker *t, const char *text, size_t size);
/* The text's bytes between two code points, which lie within it. */
ro_slice ro_take_slice(const ro_taker *t, uint32_t first, uint32_t past);

/* A string of at most `most` bytes, in the arena; NULL where the key is missing or null, which is wrong for what is needed. */
bool ro_take_string(ro_taker *t, const ro_tree *object, const char *key, size_t most, bool needed, const char **out);
/* One of a list like " say deny demand ". */
bool ro_take_one_of(ro_taker *t, const ro_tree *object, const char *key, const char *list, const char **out);
/* A short code of letters, digits and marks; NULL where it is missing. */
bool ro_take_code(ro_taker *t, const ro_tree *object, const char *key, bool needed, const char **out);
/* A value of a list that is such a code. */
bool ro_take_plain(ro_taker *t, const ro_tree *value, const char *key, const char **out);
/* YYYY-MM-DD; NULL where the key is missing, or less than a day. */
bool ro_take_day(ro_taker *t, const ro_tree *object, const char *key, const char **out);
/* A number; *some: there is one. */
bool ro_take_number(ro_taker *t, const ro_tree *object, const char *key, bool *some, double *out);
/* An array; NULL where the key is missing or null. */
bool ro_take_array(ro_taker *t, const ro_tree *object, const char *key, const ro_tree **out);
/* The same of at most RO_PARTS_MOST items. */
bool ro_take_parts(ro_taker *t, const ro_tree *object, const char *key, const ro_tree **out);
/* A span of the text, of which it is the slice; of the title, where title is given and the span says so. */
bool ro_take_span(ro_taker *t, const ro_tree *value, const char *key, ro_taken_span *out);
/* The object of a list of the record ("places") with this id; NULL where the key is missing or null. An id that leads nowhere is
 * wrong. */
bool ro_take_pointed(ro_taker *t, const ro_tree *object, const char *key, const char *list, const ro_tree **out, size_t *index);

#endif
