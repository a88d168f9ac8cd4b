/* times_words.h: a text as the words, numbers and marks that times are written in. Its own cut, not the model's tokens:
 * "8-month-old" and "Aug. 7" are to come apart the same way wherever they stand. */
#ifndef RO_TIMES_WORDS_H
#define RO_TIMES_WORDS_H

#include "base/base.h"

typedef enum ro_time_word { /* what a lexeme is; `value` says which */
                            RO_TW_NONE,
                            RO_TW_MARK,     /* its character, ' and - for all their kinds */
                            RO_TW_NUMBER,   /* in digits */
                            RO_TW_MONTH,    /* 1 … 12 */
                            RO_TW_WEEKDAY,  /* 1 Monday … 7 */
                            RO_TW_WEEKDAYS, /* in the plural */
                            RO_TW_SEASON,   /* 1 spring … 4 winter */
                            RO_TW_SEASONS,
                            RO_TW_PART, /* of a day: ro_day_part */
                            RO_TW_PARTS,
                            RO_TW_UNIT, /* ro_unit */
                            RO_TW_UNITS,
                            RO_TW_OFTEN,    /* daily: ro_unit */
                            RO_TW_LASTING,  /* daylong: ro_unit */
                            RO_TW_CARDINAL, /* 1 … 90 */
                            RO_TW_SCALE,    /* its power of ten */
                            RO_TW_ORDINAL,
                            RO_TW_DECADE, /* nineties: 90 */
                            RO_TW_VAGUE,  /* several, few */
                            RO_TW_HOLIDAY,
                            RO_TW_ZONE,
                            RO_TW_WORD, /* any other that times are made with: ro_time_keyword */
} ro_time_word;

typedef enum ro_unit {
    RO_SECOND,
    RO_MINUTE,
    RO_HOUR,
    RO_DAY,
    RO_WEEKEND,
    RO_WEEK,
    RO_FORTNIGHT,
    RO_MONTH,
    RO_QUARTER,
    RO_HALF,
    RO_SEASON,
    RO_YEAR,
    RO_DECADE,
    RO_CENTURY,
    RO_UNITS
} ro_unit;

typedef enum ro_day_part {
    RO_ALL_DAY,
    RO_MORNING,
    RO_AFTERNOON,
    RO_EVENING,
    RO_NIGHT,
    RO_DAWN,
    RO_NOON,
    RO_MIDNIGHT
} ro_day_part;

typedef enum ro_holiday {
    RO_CHRISTMAS = 1,
    RO_EASTER,
    RO_THANKSGIVING,
    RO_HALLOWEEN,
    RO_NEW_YEAR,
    RO_LABOR,
    RO_MEMORIAL,
    RO_INDEPENDENCE,
    RO_VALENTINE,
    RO_VETERANS,
    RO_PATRICK
} ro_holiday;

typedef enum ro_time_keyword {
    RO_W_NO_WORD,
    RO_W_A,
    RO_W_ABOUT,
    RO_W_AFTER,
    RO_W_AGO,
    RO_W_AM,
    RO_W_AND,
    RO_W_AT,
    RO_W_BEFORE,
    RO_W_BEGINNING,
    RO_W_BETWEEN,
    RO_W_BUSINESS,
    RO_W_BY,
    RO_W_COMING,
    RO_W_COUPLE,
    RO_W_CURRENT,
    RO_W_CURRENTLY,
    RO_W_DOZEN,
    RO_W_EACH,
    RO_W_EARLIER,
    RO_W_EARLY,
    RO_W_END,
    RO_W_ENDED,
    RO_W_EVE,
    RO_W_EVERY,
    RO_W_FISCAL,
    RO_W_FOLLOWING,
    RO_W_FOR,
    RO_W_FROM,
    RO_W_FULL,
    RO_W_FUTURE,
    RO_W_HALF,
    RO_W_IN,
    RO_W_ITS,
    RO_W_LAST,
    RO_W_LATE,
    RO_W_LATELY,
    RO_W_LATER,
    RO_W_LATEST,
    RO_W_LEAST,
    RO_W_LESS,
    RO_W_LOCAL,
    RO_W_LONG,
    RO_W_MID,
    RO_W_MIDDLE,
    RO_W_MORE,
    RO_W_MOST,
    RO_W_NEAR,
    RO_W_NEARLY,
    RO_W_NEW,
    RO_W_NEXT,
    RO_W_NO,
    RO_W_NOW,
    RO_W_NOWADAYS,
    RO_W_OCLOCK,
    RO_W_OF,
    RO_W_OLD,
    RO_W_ON,
    RO_W_ONCE,
    RO_W_OR,
    RO_W_OTHER,
    RO_W_OVER,
    RO_W_PAST,
    RO_W_PER,
    RO_W_PERIOD,
    RO_W_PM,
    RO_W_PRESENT,
    RO_W_PREVIOUS,
    RO_W_PRIOR,
    RO_W_RECENT,
    RO_W_RECENTLY,
    RO_W_RIGHT,
    RO_W_S,
    RO_W_SAME,
    RO_W_SO,
    RO_W_START,
    RO_W_SUFFIX,
    RO_W_THAN,
    RO_W_THAT,
    RO_W_THE,
    RO_W_THESE,
    RO_W_THIS,
    RO_W_TIME,
    RO_W_TO,
    RO_W_TODAY,
    RO_W_TOMORROW,
    RO_W_TONIGHT,
    RO_W_TWICE,
    RO_W_UP,
    RO_W_WITHIN,
    RO_W_YESTERDAY,
} ro_time_keyword;

typedef enum ro_gap { RO_GAP_NONE, RO_GAP_SPACE, RO_GAP_PARAGRAPH } ro_gap;

typedef struct ro_lexeme {
    ro_span span;
    uint32_t number; /* of digits, without fraction */
    uint8_t kind;    /* ro_time_word */
    uint8_t value;
    uint8_t gap;    /* ro_gap, before it */
    uint8_t digits; /* how many */
    uint8_t tenths; /* of "3.5" */
    bool capital;   /* begins with one */
    bool grouped;   /* "1,250" */
} ro_lexeme;

typedef struct ro_lexemes {
    ro_lexeme *items;
    size_t count, room;
} ro_lexemes;

/* The lexemes of a text, all of them, in order. False: out of memory. */
bool ro_lexemes_read(ro_arena *arena, const char *bytes, uint32_t size, ro_lexemes *out);

#endif
