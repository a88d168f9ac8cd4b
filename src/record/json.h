/* json.h: a record as JSON, by the contract's record.md. ro_record_json in readout.h prints it. */
#ifndef RO_JSON_H
#define RO_JSON_H

#include "record/record.h"

/* Names as the contract writes them. */
const char *ro_act_name(ro_act act);
const char *ro_status_name(ro_status status);
const char *ro_manner_name(ro_manner manner);
const char *ro_actor_kind_name(ro_actor_kind kind);
const char *ro_commitment_kind_name(ro_commitment_kind kind);
const char *ro_entity_label_name(ro_entity_label label);

/* The record as a JSON object, a new reference; NULL: out of memory. */
json_t *ro_record_object(const ro_record *record, const ro_json_options *options);

#endif
