/* side.h: a statement made ready to be compared: its words, numbers and what the model makes of them. Made once, it can be held
 * against any number of others. */
#ifndef RO_SIDE_H
#define RO_SIDE_H

#include "model/encoder.h"

enum { RO_SIDE_PIECES = 4096 }; /* the most that a statement may have; an alignment costs the product of two */

typedef struct ro_side_word {
    ro_span span;       /* without punctuation at its ends */
    const char *folded; /* small letters, without a possessive ending */
    size_t from, to;    /* pieces */
    float weight;       /* of its rarest piece */
    bool proper;        /* the model takes it for a proper noun */
    bool name;          /* looks like (part of) a name */
    bool numeral;       /* part of a number or date */
} ro_side_word;

typedef enum ro_number_kind {
    RO_NUMBER_COUNT,
    RO_NUMBER_PERCENT,
    RO_NUMBER_MONEY,
    RO_NUMBER_ORDINAL,
    RO_NUMBER_TIME, /* of day, in minutes */
    RO_NUMBER_YEAR,
    RO_NUMBER_MONTH, /* 1 to 12, without a day */
    RO_NUMBER_DAY,   /* 100 × month + day */
    RO_NUMBER_WEEKDAY,
    RO_NUMBER_KINDS
} ro_number_kind;

typedef struct ro_number {
    ro_number_kind kind;
    double value;
    char currency;   /* of money: '$', 'e', 'p' or others; 0: not known */
    double unit;     /* the place of its last digit that is not a zero: 100 of 2,300 */
    size_t from, to; /* words */
    bool of_report;  /* a weekday beside a word of saying: when it was said, not what was */
} ro_number;

typedef struct ro_side {
    ro_text text;
    ro_pieces pieces;
    float *states;  /* [pieces, hidden], each of length 1 */
    float *weights; /* [pieces] how rare each is, 0 to 1 */
    bool *proper;   /* [pieces] */
    float *vector;  /* [heads.vector] */
    struct {
        ro_side_word *items;
        size_t count, room;
    } words;
    struct {
        ro_number *items;
        size_t count, room;
    } numbers;
} ro_side;

/* bytes: valid UTF-8, borrowed; all else is the arena's. */
bool ro_side_make(ro_side *side, ro_encoder *encoder, const ro_model *model, const char *bytes, ro_arena *arena, ro_error *error);

/* numbers.c: finds the numbers, dates and times among the words. False: out of memory. */
bool ro_side_numbers(ro_side *side, ro_arena *arena);
/* Of one kind and, of money, not of two currencies. */
bool ro_number_comparable(const ro_number *a, const ro_number *b);
/* Comparable, and the same but for rounding. */
bool ro_number_same(const ro_number *a, const ro_number *b);

/* Whether a word is the same or a form of the same ("charge", "charged"); folded both. */
bool ro_word_akin(const char *a, const char *b);

#endif
