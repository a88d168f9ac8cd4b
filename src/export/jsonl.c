/* jsonl: the record as the contract has it, a line each. */
#include "export/write.h"

static void record(ro_export *e, const json_t *record) {
    ro_put_json(e, json_incref((json_t *)(size_t)record));
    ro_put_text(e, "\n");
}

const ro_export_format ro_export_jsonl = {
    .name = "jsonl",
    .kinds = 1u << RO_STATEMENTS | 1u << RO_EVENTS | 1u << RO_COMMITMENTS,
    .record = record,
};
