/* times_read.h: from lexemes to what an expression of time says, before it is known when that is. */
#ifndef RO_TIMES_READ_H
#define RO_TIMES_READ_H

#include "find/times_words.h"

typedef enum ro_shape {
    RO_SHAPE_CALENDAR,  /* "Aug. 7, 1998", "the third quarter": year, month and so on, as far as they are said */
    RO_SHAPE_WEEKDAY,   /* "Friday", "last Friday" */
    RO_SHAPE_SHIFT,     /* so many units from the report's day, or from the time told last: "yesterday", "two weeks ago" */
    RO_SHAPE_DURATION,  /* "three days" */
    RO_SHAPE_SET,       /* "every Monday" */
    RO_SHAPE_REFERENCE, /* "now" */
} ro_shape;

/* Which of several: the one that the tense asks for, or what a word says. */
typedef enum ro_which { RO_WHICH_ANY, RO_WHICH_THIS, RO_WHICH_LAST, RO_WHICH_NEXT } ro_which;

typedef enum ro_mod {
    RO_MOD_NONE,
    RO_MOD_START,
    RO_MOD_MID,
    RO_MOD_END,
    RO_MOD_APPROX,
    RO_MOD_MORE,
    RO_MOD_LESS,
    RO_MOD_AT_LEAST,
    RO_MOD_AT_MOST,
} ro_mod;

typedef enum ro_reference { RO_PRESENT, RO_PAST, RO_FUTURE } ro_reference;

typedef struct ro_amount {
    int32_t number, tenths;
    bool vague; /* "several" */
    bool bare;  /* no more than an article: "a year" */
    bool tied;  /* by a hyphen: "two-year" */
} ro_amount;

typedef struct ro_reading {
    uint32_t from, to; /* lexemes */
    ro_shape shape;
    int32_t year, month, day, weekday, season, quarter, half, holiday; /* 0: not said */
    int32_t last_day;                                                  /* of "Jan. 3-5" */
    int32_t tens;                                                      /* the decade's or the century's year and its length: */
    int32_t span_years;                                                /* 10 or 100; 0: neither */
    bool year_shifted; /* `year` counts from the report's, "last year's"; a weekday's week, by `shift`: "of last week" */
    bool fiscal;
    ro_which which;
    ro_unit unit;
    ro_amount amount;
    int32_t shift;   /* units on; with an amount, its direction */
    bool told;       /* from the time told last */
    bool as_day;     /* "today": a day whatever the unit */
    bool compared;   /* "the latest period", "the 1988 quarter": like what there is talk of */
    bool whole_week; /* of which a day is said: "the week of March 6" */
    int32_t towards; /* of a duration: -1 it ends now, "the past week"; 1 it begins now */
    ro_day_part part;
    bool clock;
    int32_t hour, minute;
    ro_mod mod;
    ro_reference reference;
} ro_reading;

typedef struct ro_time_reader {
    const ro_lexeme *items;
    uint32_t begin, end; /* of the paragraph */
} ro_time_reader;

/* The longest expression that begins with a lexeme; false: none. */
bool ro_time_read(const ro_time_reader *r, uint32_t from, ro_reading *out);

/* ---- its parts: each reads from a lexeme on and gives the lexeme behind, 0 where there is no such thing */

uint32_t ro_read_amount(const ro_time_reader *r, uint32_t i, ro_amount *out);  /* times_lengths.c */
uint32_t ro_read_date(const ro_time_reader *r, uint32_t i, ro_reading *out);   /* times_dates.c */
uint32_t ro_read_period(const ro_time_reader *r, uint32_t i, ro_reading *out); /* times_dates.c */
uint32_t ro_read_clock(const ro_time_reader *r, uint32_t i, ro_reading *out);  /* times_dates.c */

uint32_t ro_read_duration(const ro_time_reader *r, uint32_t i, ro_reading *out); /* times_lengths.c: "three days" */
uint32_t ro_read_lasting(const ro_time_reader *r, uint32_t i, ro_reading *out);  /* times_lengths.c: "day-long" */
uint32_t ro_read_set(const ro_time_reader *r, uint32_t i, ro_reading *out);      /* times_lengths.c: "every Monday" */

/* ---- lexemes; those outside the paragraph are none */

static inline const ro_lexeme *ro_lexeme_at(const ro_time_reader *r, uint32_t i) {
    static const ro_lexeme none;
    return i >= r->begin && i < r->end ? &r->items[i] : &none;
}
static inline bool ro_at(const ro_time_reader *r, uint32_t i, ro_time_word kind) { return ro_lexeme_at(r, i)->kind == kind; }
static inline bool ro_at_word(const ro_time_reader *r, uint32_t i, ro_time_keyword word) {
    return ro_at(r, i, RO_TW_WORD) && ro_lexeme_at(r, i)->value == word;
}
static inline bool ro_at_mark(const ro_time_reader *r, uint32_t i, char mark) {
    return ro_at(r, i, RO_TW_MARK) && ro_lexeme_at(r, i)->value == mark;
}
static inline bool ro_at_unit(const ro_time_reader *r, uint32_t i, ro_unit unit) {
    return ro_at(r, i, RO_TW_UNIT) && ro_lexeme_at(r, i)->value == unit;
}
/* Whether nothing stands before it. */
static inline bool ro_glued(const ro_time_reader *r, uint32_t i) {
    return i > r->begin && i < r->end && r->items[i].gap == RO_GAP_NONE;
}
/* Behind a hyphen that ties two words; the lexeme itself where there is none. */
static inline uint32_t ro_untie(const ro_time_reader *r, uint32_t i) {
    return ro_at_mark(r, i, '-') && ro_glued(r, i) && ro_glued(r, i + 1) ? i + 1 : i;
}

#endif
