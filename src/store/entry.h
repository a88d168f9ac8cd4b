/* entry.h: a record made ready for a store: what entry.c makes of its JSON and add.c puts into tables. Everything lives in the
 * entry's arena. */
#ifndef RO_STORE_ENTRY_H
#define RO_STORE_ENTRY_H

#include "base/base.h"
#include "readout_store.h"

/* Text with its size; text NULL: none. */
typedef struct ro_slice {
    const char *text;
    size_t size;
} ro_slice;

typedef struct ro_entry_agency {
    const char *name, *folded, *basis;
} ro_entry_agency;

/* Wherever there are words, the vector is the same in PostgreSQL's form; none as long as ro_entry_ready has not made it. */

/* A name that an actor goes by in the report; see likeness.h. */
typedef struct ro_entry_name {
    const char *name, *folded, *likeness, *surname;
    const char *alone; /* NULL, or a surname alone, as it sounds, or what bodies of many countries are called: "supreme court".
                          Without a role and a country (then likeness is NULL, too) company has to say whose it is */
} ro_entry_name;

typedef struct ro_entry_actor {
    const char *local, *name, *kind, *role, *affiliation, *country, *sector;
    const char *folded_role; /* "" (or NULL) for none */
    struct {
        ro_entry_name *items;
        size_t count, room;
    } names; /* the record's name first */
} ro_entry_actor;

typedef struct ro_entry_part {
    const char *part; /* speaker, addressee, source, recipient, party, counterparty */
    uint32_t position, actor;
} ro_entry_part;

typedef struct ro_entry_parts {
    ro_entry_part *items;
    size_t count, room;
} ro_entry_parts;

typedef struct ro_entry_link {
    const char *role, *name, *folded;
} ro_entry_link;

typedef struct ro_entry_statement {
    const char *id, *act, *manner, *source, *cue, *content, *venue, *place, *country, *day;
    bool negated, sure; /* sure: it has a confidence */
    double confidence;
    ro_slice words, vector;
    ro_entry_parts parts;
    struct {
        ro_entry_link *items;
        size_t count, room;
    } chain;
} ro_entry_statement;

typedef struct ro_entry_event {
    const char *id, *type, *mode, *contexts, *status, *trigger, *sentence, *place, *country, *day, *day_to, *statement;
    bool scored, sure;
    double score, confidence;
    ro_slice words, vector;
    ro_entry_parts parts;
} ro_entry_event;

typedef struct ro_entry_commitment {
    const char *id, *kind, *action, *condition, *day, *due_from, *due_to, *status, *statement;
    ro_slice words, vector;
    ro_entry_parts parts;
} ro_entry_commitment;

typedef struct ro_entry_span {
    const char *item, *part;
    uint32_t position, first, past;
} ro_entry_span;

struct ro_entry {
    ro_arena *arena;
    const char *version, *model, *arithmetic; /* of the engine */
    const char *id, *uri, *address, *text_sha256;
    const char *format, *language, *title, *outlet, *outlet_folded, *section, *published, *modified, *day;
    const char *told;      /* digest of what is told of the report beside its text */
    ro_slice text, record; /* record: packed */
    ro_slice title_words, text_words, vector;
    struct {
        ro_entry_agency *items;
        size_t count, room;
    } agencies;
    struct {
        ro_entry_actor *items;
        size_t count, room;
    } actors;
    struct {
        ro_entry_statement *items;
        size_t count, room;
    } statements;
    struct {
        ro_entry_event *items;
        size_t count, room;
    } events;
    struct {
        ro_entry_commitment *items;
        size_t count, room;
    } commitments;
    struct {
        ro_entry_span *items;
        size_t count, room;
    } spans;
};

#endif
