/* corrected.h: corrections into a record.
 *
 * A correction here is {"id", "item", "set" | "reject" | "add", "by", "at", "why"}, and "numbers", those of the actors that it
 * names ({"speaker": ["#12"], "addressee": […]}): a row of the table, its change laid open. Of what is added the spans are those
 * in this record's text, and "statement" is the one that it stands in.
 * What it changes has its new value in place, and stands in the item's "corrections" as {"id", "set", "was", "by", "at", "why"};
 * one that is rejected gets "rejected": true; one that was added has "origin": "human". A set that names no field of the item
 * ("rating") changes nothing else. */
#ifndef RO_STORE_CORRECTED_H
#define RO_STORE_CORRECTED_H

#include <jansson.h>
#include <stdbool.h>

/* The correction stays the caller's. What does not fit the record (an item that is gone) changes nothing. False: out of memory.
 */
bool ro_correct_record(json_t *record, const json_t *correction);

#endif
