/* export.h: records in other forms. One file a format; the table of them is in export.c.
 *
 *     ro_export *e = ro_export_begin(&plan, sink, context, &error);
 *     if (ro_export_looks(e)) for (each record) ro_export_look(e, record, &picked, &error);
 *     while (a record) ro_export_record(export, record, &picked, &error);      // the memory of one report
 *     ro_export_end(export, &error);
 *     ro_export_free(export);
 *
 * A record is what `readout read` prints, as a JSON value, with spans in code points. What a correction changed has its new value
 * in place; an item's "corrections" name it: [{"id", "set": {KEY: NEW}, "was": {KEY: OLD}, "by", "at", "why"}, …]. A rating that
 * a human gave
 * ({"set": {"rating": {"value": 1, "name": "False", "best": 5, "worst": 1}}}) makes a ClaimReview of the claim. */
#ifndef RO_EXPORT_H
#define RO_EXPORT_H

#include "base/base.h"
#include "readout_store.h"

#include <jansson.h>

typedef struct ro_export ro_export;

typedef struct ro_export_plan {
    const char *format;
    const ro_kind
        *kind;         /* RO_STATEMENTS, RO_EVENTS or RO_COMMITMENTS: of what there is a row each; NULL: what the format is for */
    bool offsets_only; /* no words of the reports */
    bool every_version; /* an address may come more than once */
    const char *query;  /* the question in words, for people; NULL: everything */
    const char *made;   /* when this is, RFC 3339; NULL: not said */
    ro_reader *reader;  /* for conllu, else NULL; outlives the export */
} ro_export_plan;

/* Which items of a record go out, as sets: objects whose keys are ids; NULL: all of that kind. */
typedef struct ro_picked {
    const json_t *statements, *events, *commitments;
} ro_picked;

/* The plan's strings are borrowed. RO_E_USAGE: no such format, or it cannot do what is asked. Free with ro_export_free. */
ro_export *ro_export_begin(const ro_export_plan *plan, ro_sink *sink, void *context, ro_error *error);
/* picked NULL: all. RO_E_INPUT or RO_E_LIMIT: this record cannot be had in the format, nothing of it was written, and the next
 * may come; any other error ends the export. */
bool ro_export_record(ro_export *e, const json_t *record, const ro_picked *picked, ro_error *error);
bool ro_export_end(ro_export *e, ro_error *error);

/* Whether the format wants to see all records before it writes the first: each goes through ro_export_look then, in the same
 * order. Nothing is written, and a record that cannot be had in the format is passed over; false: any other error, which ends the
 * export. */
bool ro_export_looks(const ro_export *e);
bool ro_export_look(ro_export *e, const json_t *record, const ro_picked *picked, ro_error *error);
void ro_export_free(ro_export *e);

/* Whether there is such a format and it can do what is asked; begins nothing. *kind: what it would have a row of. */
bool ro_export_check(const ro_export_plan *plan, ro_kind *kind, ro_error *error);
/* Whether a format asks for a reader. */
bool ro_export_reads(const char *format);

/* "statements", "events", …; static. */
const char *ro_kind_name(ro_kind kind);

/* ---- for the formats ---------------------------------------------------------------------------------------------- */

/* Writes with the functions of write.h. What fails is remembered by the export; steps go on regardless, to no effect. */
typedef void ro_export_step(ro_export *e, const json_t *record);

typedef struct ro_export_format {
    const char *name;
    unsigned kinds; /* 1 << RO_STATEMENTS and so on: of what it can have a row; the first is what it has where nothing is asked */
    bool words;     /* it is nothing without the words of the reports */
    bool reads;     /* needs a reader */
    size_t state;   /* bytes that it keeps from record to record, zeroed, in e->state */
    ro_export_step *look;                 /* NULL: it needs no look at all records before the first */
    ro_export_step *begin, *record, *end; /* record NULL at begin and end; begin and end may be NULL */
    void (*free)(void *state);            /* may be NULL */
} ro_export_format;

extern const ro_export_format ro_export_jsonl, ro_export_csv, ro_export_plover, ro_export_prov, ro_export_claim,
    ro_export_webannotation, ro_export_brat, ro_export_conllu, ro_export_html;

struct ro_export {
    const ro_export_format *format;
    ro_export_plan plan;
    ro_kind kind;
    void *state;
    size_t n_reports; /* written; the record in hand is counted already */
    size_t n_refused; /* passed over by ro_export_look */
    bool begun;       /* the beginning is written */
    ro_buffer out;    /* not yet in the sink */
    ro_sink *sink;
    void *context;
    bool failed;
    ro_error error; /* why */
};

#endif
