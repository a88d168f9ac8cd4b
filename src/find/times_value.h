/* times_value.h: when a reading is: its TIMEX3 value, and the days it covers. */
#ifndef RO_TIMES_VALUE_H
#define RO_TIMES_VALUE_H

#include "find/times_calendar.h"
#include "find/times_read.h"
#include "record/record.h"

/* A stretch of the calendar: the unit, and its first day. */
typedef struct ro_moment {
    bool known;
    ro_unit grain;
    ro_date first;
} ro_moment;

typedef struct ro_time_context {
    bool dated; /* whether the report's day is known */
    ro_date today;
    bool timed; /* whether its time of day is, too */
    int32_t hour, minute;
    const char *anchor; /* the report's day as text */
    ro_moment told;     /* what was named last */
    ro_moment quarter;  /* the first quarter named */
    bool stretches;     /* months were counted since a quarter was named */
} ro_time_context;

typedef enum ro_tense {
    RO_TENSE_UNKNOWN,
    RO_TENSE_PAST,
    RO_TENSE_OVER /* ended */,
    RO_TENSE_NEAR /* either */,
    RO_TENSE_FUTURE
} ro_tense;

/* Whether the value of a reading depends on the tense around it. */
bool ro_time_needs_tense(const ro_reading *reading);

/* Fills all of the time but its span, and moves the context's told times on. */
bool ro_time_resolve(ro_arena *arena, ro_time_context *context, const ro_reading *reading, ro_tense tense, ro_time *out);

/* The first and the last day of a moment. */
void ro_moment_days(const ro_moment *moment, int32_t *first, int32_t *last);
/* The moment so many of the unit on, in the unit's own grain. */
ro_moment ro_moment_shift(ro_date from, ro_unit unit, int32_t count);

#endif
