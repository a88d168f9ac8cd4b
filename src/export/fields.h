/* fields.h: what exports ask of a record's JSON. Nothing is trusted: what is missing or of another type is nothing. */
#ifndef RO_EXPORT_FIELDS_H
#define RO_EXPORT_FIELDS_H

#include "base/base.h"

#include <jansson.h>

/* The string behind a key; NULL: none, or an empty one. The object may be NULL. */
const char *ro_field(const json_t *object, const char *key);
const json_t *ro_list(const json_t *object, const char *key); /* an array, or NULL */
/* The first ten characters of a string that begins with a date; NULL: it does not. day: room for them. */
const char *ro_day(const char *text, char day[11]);

/* The item of a record's list ("actors", "places", "times", "statements") that has the id; NULL: none, or no id. */
const json_t *ro_item(const json_t *record, const char *list, const char *id);
/* Where in the list it stands. */
bool ro_item_at(const json_t *record, const char *list, const char *id, size_t *at);
static inline const json_t *ro_actor_named(const json_t *record, const json_t *id) {
    return ro_item(record, "actors", json_string_value(id));
}

/* Whether a link of a chain is a speaker beside the one before it: the two are one step. */
bool ro_is_joint(const json_t *chain, size_t at);

/* How a report is called in messages: its uri, else its id. */
const char *ro_report_name(const json_t *record);

/* Whether it is a span of the record's text (not of its title), in code points. */
bool ro_span_read(const json_t *span, size_t *start, size_t *end);
/* Its words: "" where there are none. */
const char *ro_span_words(const json_t *span);

/* The words of several spans, joined. From malloc; NULL: out of memory. */
char *ro_spans_words(const json_t *spans, const char *joint);

/* The spans that an item is anchored by: content of a statement, trigger of an event, action of a commitment. A new reference to
 * an array; NULL: out of memory. */
json_t *ro_anchor(const json_t *item);

/* A number as a program reads it, with a point whatever the locale; NULL: it is none. out: room for it. */
const char *ro_number(const json_t *value, char out[32]);

/* ---- IRIs: new references, NULL: out of memory */

/* Its uri where that is an absolute one, else urn:readout:report:DIGEST. A uri that a browser would run or unpack ("javascript:",
 * "data:") is none. */
json_t *ro_report_iri(const json_t *record);
/* The report as it was read, wherever it stood: urn:readout:report:DIGEST. */
json_t *ro_copy_iri(const json_t *record);
/* urn:readout:KIND:NAME, with what no IRI may have written as %XX. */
json_t *ro_urn(const char *kind, const char *name);
/* What the record was made in: urn:readout:reading:DIGEST. */
json_t *ro_reading_iri(const json_t *record);
/* An actor: of its report, by name and place there only. */
json_t *ro_actor_iri(const json_t *record, const json_t *actor);
/* urn:readout:engine:VERSION:MODEL:ARITHMETIC */
json_t *ro_engine_iri(const json_t *record);

/* ---- places in a text */

typedef struct ro_points {
    const char *bytes; /* UTF-8, borrowed */
    size_t size, points;
    uint32_t *steps; /* where every 64th code point begins */
} ro_points;

/* False: out of memory. Free with ro_points_free. */
bool ro_points_make(ro_points *points, const char *bytes, size_t size);
void ro_points_free(ro_points *points);
/* The byte at which a code point begins; beyond the end: the size. */
size_t ro_points_byte(const ro_points *points, size_t point);

#endif
