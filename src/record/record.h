/* record.h: the sourced record of one report, as ../shared contract record.md defines it; spans are bytes until it is printed. */
#ifndef RO_RECORD_H
#define RO_RECORD_H

#include "input/document.h"
#include "model/gazetteer.h"
#include "model/layers.h"

typedef enum ro_actor_kind { RO_PERSON, RO_ORGANISATION, RO_GOVERNMENT, RO_GROUP, RO_DOCUMENT, RO_UNNAMED } ro_actor_kind;

typedef struct ro_actor {
    const char *name; /* the fullest in the report */
    ro_actor_kind kind;
    ro_span role, affiliation; /* empty: not stated */
    char country[4];           /* ISO 3166-1 alpha-3, or "" */
    char sector[4];            /* PLOVER's, or "" */
    ro_spans mentions;         /* in order of the text */
} ro_actor;

typedef struct ro_place {
    const char *name;  /* the fullest in the report */
    char country[4];   /* ISO 3166-1 alpha-3, or "" */
    uint32_t geonames; /* GeoNames' id; 0: not known */
    bool located;      /* coordinates are known */
    double lat, lon;
    ro_spans mentions; /* in order of the text */
} ro_place;

typedef enum ro_manner { RO_DIRECT, RO_INDIRECT, RO_MIXED } ro_manner;

typedef enum ro_act {
    RO_SAY,
    RO_DENY,
    RO_DEMAND,
    RO_PROPOSE,
    RO_PROMISE,
    RO_THREATEN,
    RO_WARN,
    RO_ACCUSE,
    RO_REJECT,
    RO_CRITICISE,
    RO_PRAISE,
    RO_AGREE,
    RO_ASK,
    RO_EXPECT,
    RO_BELIEVE,
} ro_act;

typedef enum ro_chain_role { RO_CHAIN_OUTLET, RO_CHAIN_AGENCY, RO_CHAIN_QUOTED, RO_CHAIN_SPEAKER } ro_chain_role;

typedef struct ro_chain_link {
    ro_chain_role role;
    const char *name; /* NULL for a speaker */
    uint32_t actor;   /* index, for a speaker */
    ro_span span;     /* where the text says so, or empty */
} ro_chain_link;

typedef struct ro_indices {
    uint32_t *items;
    size_t count, room;
} ro_indices;

typedef struct ro_statement {
    ro_span source, cue; /* empty: none */
    ro_spans content;    /* at least one, in order, not touching each other */
    ro_manner manner;
    ro_act act;
    bool negated;
    float confidence;      /* 0 to 1 */
    ro_indices speakers;   /* of actors, the first named first */
    ro_indices addressees; /* of actors */
    ro_span venue;         /* where or at what occasion it was said, without preposition; empty: not stated */
    uint32_t venue_place;  /* counted from 1; 0: none */
    struct {
        ro_chain_link *items;
        size_t count, room;
    } chain;       /* nearest to the reader first */
    uint32_t time; /* when it was said: index, or UINT32_MAX */
} ro_statement;

typedef enum ro_status { RO_ASSERTED, RO_ATTRIBUTED, RO_NEGATED, RO_PLANNED, RO_HYPOTHETICAL } ro_status;

enum { RO_CONTEXTS = 5 /* of an event, at most */ };

typedef struct ro_event {
    const char *type, *mode; /* PLOVER's; mode may be NULL */
    double score;            /* PLOVER's, -10 to 10 */
    ro_status status;
    ro_indices source, recipient; /* of actors; either may be empty, never both */
    ro_span trigger;
    uint32_t place;                    /* where it was done, counted from 1; 0: not stated */
    uint32_t statement;                /* that it is, or stands in: index, or UINT32_MAX */
    uint32_t time;                     /* when it happened: index, or UINT32_MAX */
    float confidence;                  /* 0 to 1 */
    const char *contexts[RO_CONTEXTS]; /* PLOVER's, the surest first; static */
    size_t context_count;
} ro_event;

typedef enum ro_commitment_kind {
    RO_COMMIT_PROMISE,
    RO_COMMIT_DEMAND,
    RO_COMMIT_DENIAL,
    RO_COMMIT_THREAT,
    RO_COMMIT_OFFER,
    RO_COMMIT_REFUSAL,
    RO_COMMIT_AGREEMENT,
} ro_commitment_kind;

typedef struct ro_commitment {
    ro_commitment_kind kind;
    uint32_t statement;                 /* that it is, or stands in: index, or UINT32_MAX */
    ro_indices parties, counterparties; /* of actors */
    ro_span action, condition;          /* condition empty: none */
    ro_span dated;                      /* where a time of the action may stand */
    bool lasts;                         /* a length named there begins when it was said: "gave him 48 hours" */
    struct {
        uint32_t time;                 /* index, or UINT32_MAX: none is named */
        const char *earliest, *latest; /* YYYY-MM-DD, or NULL */
    } due;
} ro_commitment;

typedef enum ro_time_type { RO_TIME_DATE, RO_TIME_TIME, RO_TIME_DURATION, RO_TIME_SET } ro_time_type;

typedef struct ro_time {
    ro_span span;
    ro_time_type type;
    const char *value;             /* as TIMEX3 writes it, or NULL: it depends on a day that is not known */
    const char *mod;               /* TIMEX3's, or NULL */
    const char *anchor;            /* the date that a relative one counts from, or NULL */
    const char *earliest, *latest; /* the days it covers, YYYY-MM-DD, or NULL */
} ro_time;

typedef enum ro_basis { RO_BASIS_METADATA, RO_BASIS_BYLINE, RO_BASIS_DATELINE, RO_BASIS_CREDIT, RO_BASIS_TEXT } ro_basis;

typedef struct ro_agency {
    const char *name;
    ro_basis basis;
    ro_span span;                   /* empty: not from the text */
    const struct ro_medium *medium; /* its row of the finders' table, or NULL */
} ro_agency;

typedef struct ro_dateline {
    ro_span text;      /* empty: the report has none */
    const char *place; /* or NULL */
    ro_span where;     /* the place's words */
    const char *date;  /* YYYY-MM-DD or NULL */
} ro_dateline;

struct ro_record {
    ro_arena *arena;                /* owns all below */
    const ro_document *document;    /* borrowed */
    const char *model, *arithmetic; /* borrowed from the engine */
    const char *language;           /* ISO 639-1 of the words, or NULL: not known; static or borrowed from the document */
    const ro_gazetteer *gazetteer;  /* borrowed from the engine; NULL: there is none */
    ro_spans aside;           /* of the text, in order: what stands around the story, which the model and the finders pass over */
    ro_layers layers, beside; /* the story's; what the model found aside */
    struct {
        ro_agency *items;
        size_t count, room;
    } agencies;
    ro_dateline dateline;
    struct {
        ro_actor *items;
        size_t count, room;
    } actors;
    struct {
        ro_place *items;
        size_t count, room;
    } places; /* in order of their first mentions */
    struct {
        ro_statement *items;
        size_t count, room;
    } statements;
    struct {
        ro_event *items;
        size_t count, room;
    } events; /* in order of their triggers */
    struct {
        ro_time *items;
        size_t count, room;
    } times;
    struct {
        ro_commitment *items;
        size_t count, room;
    } commitments;        /* in order of their actions */
    ro_warnings warnings; /* the reader's own; the document's come before them in print */
};

/* Names and lists of them that go beyond limits.h are cut, with a warning. False: out of memory. */
bool ro_record_fit(ro_record *record);

#endif
