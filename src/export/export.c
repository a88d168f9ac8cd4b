#include "export/export.h"

#include "export/fields.h"
#include "export/narrow.h"
#include "export/write.h"

#include <errno.h>
#include <stdio.h>

static const ro_export_format *const formats[] = {
    &ro_export_jsonl,         &ro_export_csv,  &ro_export_plover, &ro_export_prov, &ro_export_claim,
    &ro_export_webannotation, &ro_export_brat, &ro_export_conllu, &ro_export_html,
};
enum { N_FORMATS = sizeof formats / sizeof *formats };

/* ---- what is asked */

const char *ro_kind_name(ro_kind kind) {
    static const char *const names[] = {"statements", "events", "commitments", "actors", "reports"};
    return names[kind];
}

static const ro_export_format *find(const char *name) {
    for (size_t i = 0; i < N_FORMATS; i++)
        if (!strcmp(formats[i]->name, name)) return formats[i];
    return NULL;
}

static bool unknown(const char *name, ro_error *error) {
    if (!strcmp(name, "parquet"))
        return ro_fail(error, RO_E_USAGE,
                       "parquet is written by the Python package readout, which is not in this version: take csv or jsonl");
    return ro_fail(error, RO_E_USAGE,
                   "%.40s: no such format: there are jsonl, csv, plover, prov, claim, webannotation, brat, conllu and html",
                   name);
}

static ro_kind usual(const ro_export_format *format) {
    ro_kind kind = RO_STATEMENTS;
    while (!(format->kinds & 1u << kind)) kind++;
    return kind;
}

bool ro_export_reads(const char *format) {
    const ro_export_format *found = find(format);
    return found && found->reads;
}

bool ro_export_check(const ro_export_plan *plan, ro_kind *kind, ro_error *error) {
    const ro_export_format *format = find(plan->format);
    if (!format) return unknown(plan->format, error);
    *kind = plan->kind ? *plan->kind : usual(format);
    if (!(format->kinds & 1u << *kind))
        return ro_fail(error, RO_E_USAGE, "%s has %s, no %s", format->name, ro_kind_name(usual(format)), ro_kind_name(*kind));
    if (plan->offsets_only && format->words)
        return ro_fail(error, RO_E_USAGE, "%s is nothing without the words of the reports: offsets alone do not go with it",
                       format->name);
    return true;
}

/* ---- the three steps */

static bool end_step(ro_export *e, ro_error *error) {
    if (!e->failed) return true;
    if (error) *error = e->error;
    return false;
}

static void flush(ro_export *e) {
    errno = 0;
    if (e->out.size && !e->sink(e->context, e->out.data, e->out.size))
        ro_export_fail(e, RO_E_IO, "cannot write: %s", errno ? strerror(errno) : "stopped");
    e->out.size = 0;
}

/* Writes the beginning, once; a format that looks at all records first begins with the first that it writes. */
static void start(ro_export *e) {
    if (e->begun || e->failed) return;
    e->begun = true;
    if (e->format->begin) e->format->begin(e, NULL);
    if (!e->failed) flush(e);
}

ro_export *ro_export_begin(const ro_export_plan *plan, ro_sink *sink, void *context, ro_error *error) {
    ro_kind kind;
    if (!ro_export_check(plan, &kind, error)) return NULL;
    ro_export *e = calloc(1, sizeof *e);
    if (!e) return ro_fail_memory(error), NULL;
    *e = (ro_export){.format = find(plan->format), .plan = *plan, .kind = kind, .sink = sink, .context = context};
    e->state = calloc(1, e->format->state + 1);
    if (!e->state) ro_export_fail(e, RO_E_MEMORY, "out of memory");
    if (e->format->reads && !plan->reader) ro_export_fail(e, RO_E_USAGE, "%s needs a reader", e->format->name);
    if (!e->format->look) start(e);
    if (end_step(e, error)) return e;
    ro_export_free(e);
    return NULL;
}

/* What goes out of the record: a new reference; NULL: out of memory. */
static json_t *outgoing(const ro_export *e, const json_t *record, const ro_picked *picked) {
    static const ro_picked all = {0};
    json_t *narrow = ro_narrow(record, picked ? picked : &all);
    if (!narrow || !e->plan.offsets_only) return narrow;
    json_t *wordless = ro_wordless(narrow);
    json_decref(narrow);
    return wordless;
}

static bool usable(ro_export *e, const json_t *record) {
    const char *unit = ro_field(record, "offsets");
    if (!unit || strcmp(unit, "codepoints"))
        ro_export_fail(e, RO_E_INPUT, "%.300s: its spans are not in code points", ro_report_name(record));
    else if (e->format->words && !json_is_string(json_object_get(record, "text")))
        ro_export_fail(e, RO_E_INPUT, "%.300s: kept without its text: %s needs it", ro_report_name(record), e->format->name);
    return !e->failed;
}

bool ro_export_looks(const ro_export *e) { return e->format->look != NULL; }

/* Hands a record to a step of the format. False: why is with the export; of what concerns this record alone nothing stays. */
static bool take(ro_export *e, const json_t *record, const ro_picked *picked, ro_export_step *step) {
    json_t *out = usable(e, record) ? outgoing(e, record, picked) : NULL;
    if (!out) ro_export_fail(e, RO_E_MEMORY, "out of memory");
    if (out && !e->failed) step(e, out);
    json_decref(out);
    if (!e->failed) return true;
    if (e->error.code == RO_E_INPUT || e->error.code == RO_E_LIMIT) {
        e->failed = false;
        e->out.size = 0;
    }
    return false;
}

bool ro_export_look(ro_export *e, const json_t *record, const ro_picked *picked, ro_error *error) {
    if (e->failed) return end_step(e, error);
    if (!e->format->look || take(e, record, picked, e->format->look)) return true;
    if (!e->failed) e->n_refused++;
    return end_step(e, error);
}

bool ro_export_record(ro_export *e, const json_t *record, const ro_picked *picked, ro_error *error) {
    start(e);
    if (e->failed) return end_step(e, error);
    e->n_reports++;
    if (take(e, record, picked, e->format->record)) {
        flush(e);
        return end_step(e, error);
    }
    e->n_reports--;
    if (error) *error = e->error;
    return false;
}

bool ro_export_end(ro_export *e, ro_error *error) {
    start(e);
    if (!e->failed && e->format->end) e->format->end(e, NULL);
    if (!e->failed) flush(e);
    return end_step(e, error);
}

void ro_export_free(ro_export *e) {
    if (!e) return;
    if (e->format->free && e->state) e->format->free(e->state);
    free(e->state);
    ro_buffer_free(&e->out);
    free(e);
}
