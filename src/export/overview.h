/* overview.h: what a dossier says of all its reports before the first of them: gathered while the records go by once, written at
 * the top of the page. Its memory has a bound: names are counted as tally.h does, the first reports are listed by title, and so
 * many commitments by the day on which they are due. */
#ifndef RO_EXPORT_OVERVIEW_H
#define RO_EXPORT_OVERVIEW_H

#include "export/export.h"
#include "export/tally.h"

enum { RO_CONTENTS_MOST = 500, RO_DUE_MOST = 200 };

typedef enum ro_panel {
    RO_PANEL_SPEAKERS,
    RO_PANEL_ACTS,
    RO_PANEL_ROUTES, /* keys are ROLE RO_ROUTE_NAME NAME, with RO_ROUTE_NEXT between, nearest to the reader first */
    RO_PANEL_OUTLETS,
    RO_PANEL_AGENCIES,
    RO_PANEL_QUOTED,
    RO_PANEL_SOURCES,
    RO_PANEL_RECIPIENTS,
    RO_PANEL_TYPES,
    RO_PANEL_PARTIES,
    RO_PANEL_KINDS,
    RO_PANELS,
} ro_panel;

#define RO_ROUTE_NAME '\x1f'
#define RO_ROUTE_NEXT '\x1e'

/* A report in the table of contents. */
typedef struct ro_listed {
    char *title, *outlet; /* cut; outlet NULL: not known */
    char day[11];
    size_t counts[3]; /* statements, events, commitments */
} ro_listed;

/* A commitment with a day. */
typedef struct ro_due {
    char day[11], from[11]; /* the last day; the first where it is another, else "" */
    unsigned number;
    char *who, *what; /* cut */
    char kind[16], status[24];
} ro_due;

typedef struct ro_overview {
    size_t n_reports, counts[3], corrected; /* items that are asked for, of each kind, and how many of them humans corrected */
    size_t left_out;                        /* reports that cannot be had in this form */
    char published[2][11];                  /* first and last day of the reports; "" where none has one */
    ro_tally panels[RO_PANELS], days[3];    /* days: YYYY-MM-DD of items of a kind, days that there are */
    ro_listed *contents;
    size_t n_contents;
    ro_due dues[RO_DUE_MOST]; /* by day; the latest of all */
    size_t n_dues, n_more_dues;
    unsigned numbers[3]; /* of items, as the page numbers them */
} ro_overview;

/* Whether an overview is of this kind of items: what is asked for, all where nothing is. */
bool ro_overview_counts(const ro_export *e, ro_kind kind);
/* The next record of the page. */
void ro_overview_look(ro_export *e, ro_overview *o, const json_t *record);
void ro_overview_free(ro_overview *o);

/* The parts of the page: the facts, links to the other parts, pictures and lists, what falls due, the table of contents; behind
 * the reports the index of who speaks. What there is nothing for is not written. */
void ro_put_facts(ro_export *e, ro_overview *o);
void ro_put_parts(ro_export *e, const ro_overview *o);
void ro_put_overview(ro_export *e, ro_overview *o);
void ro_put_dues(ro_export *e, const ro_overview *o);
void ro_put_contents(ro_export *e, const ro_overview *o);
void ro_put_index(ro_export *e, ro_overview *o);

/* A picture of how many there were when; days is in any order, and sorted. */
void ro_put_days(ro_export *e, ro_tally *days, ro_kind kind);

#endif
