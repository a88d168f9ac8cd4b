/* date.h: the dates that metadata gives, as RFC 3339. */
#ifndef RO_DATE_H
#define RO_DATE_H

#include "base/base.h"

enum { RO_DATE_SIZE = 48 };

/* A date ("2024-03-04") or a date and time of ISO 8601, as RFC 3339 writes it; a time without an offset stays without. False: it
 * is neither. */
bool ro_date_iso(const char *text, char date[RO_DATE_SIZE]);
/* Likewise, and "March 4, 2024", "4 March 2024", "Mon, 04 Mar 2024 10:15:00 +0100" and the like, as pages write them. */
bool ro_date_any(const char *text, char date[RO_DATE_SIZE]);
/* The first such date that stands among other words, and the bytes [*from, *to) that it takes; either may be NULL. */
bool ro_date_in(const char *text, char date[RO_DATE_SIZE], size_t *from, size_t *to);
/* Whether one such date is after another; a day is after none of its own times, and none of them is after it. */
bool ro_date_after(const char *date, const char *other);
/* Where such a date lies in time: its first and last microsecond since long ago. A day has all of its own; what names no zone is
 * in UTC. False: it is no date of ISO 8601. */
bool ro_date_stretch(const char *date, int64_t *first, int64_t *last);

#endif
