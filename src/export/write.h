/* write.h: bytes and JSON into an export. Nothing here returns whether it worked: the export remembers the first failure. */
#ifndef RO_EXPORT_WRITE_H
#define RO_EXPORT_WRITE_H

#include "export/export.h"

void ro_export_fail(ro_export *e, ro_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));

void ro_put(ro_export *e, const char *bytes, size_t size);
void ro_put_text(ro_export *e, const char *text);
void ro_put_format(ro_export *e, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* On one line. Takes the value; NULL: out of memory. */
void ro_put_json(ro_export *e, json_t *taken);

/* Adds to an object what is worth it: not null, no empty string, array or object. Takes the value; NULL: out of memory. */
void ro_member(ro_export *e, json_t *object, const char *key, json_t *taken);
void ro_member_text(ro_export *e, json_t *object, const char *key, const char *text);    /* NULL or "": not added */
void ro_member_copy(ro_export *e, json_t *object, const char *key, const json_t *value); /* borrowed; NULL: not added */
/* Adds to an array. Takes the value; NULL: out of memory. */
void ro_element(ro_export *e, json_t *array, json_t *taken);
void ro_element_text(ro_export *e, json_t *array, const char *text);
/* Writes the next node of an array that is open: with a comma before it, but for the first. Takes the node; NULL: out of memory.
 */
void ro_put_node(ro_export *e, bool *some, json_t *taken);
/* {"@value": text, "@type": "xsd:date" or "xsd:dateTime"}, or null where it is no date. NULL: out of memory. */
json_t *ro_typed_date(const char *text);
/* What make makes of the name of each agency that the report credits. NULL: out of memory. */
json_t *ro_agencies(ro_export *e, const json_t *report, json_t *make(ro_export *e, const char *name));
/* {"@id": iri}; takes the IRI. NULL: out of memory. */
json_t *ro_reference(json_t *iri);

#endif
