/* known.h: what is remembered of the store's actors, so that a name is asked for once; actors.c decides by it who is whom. */
#ifndef RO_STORE_KNOWN_H
#define RO_STORE_KNOWN_H

#include "store/cast.h"
#include "store/company.h"

/* An actor of the store. */
typedef struct ro_who {
    int64_t number;
    int64_t is;                                        /* whom a human merged him into, else himself: what reports are told */
    const char *name, *kind, *country, *sector, *role; /* NULL: not known */
    ro_strings roles;                                  /* every one that was seen, by likeness */
    bool roles_asked, changed;
    bool made;               /* within this cast: the store has no names of his but those below */
    bool apart;              /* a human split him off: where it is not clear, the other is meant */
    uint64_t turn;           /* of the entry that he was in last */
    struct ro_who *other;    /* in the bucket of its number */
    struct ro_member *names; /* his alone */
    ro_strings hidden;       /* names that he is not found by, where he was made within this cast */
} ro_who;

typedef struct ro_member {
    struct ro_member *other, *next_name; /* of the slot, of who */
    const struct ro_slot *slot;
    ro_who *who;
    const char *folded;
    bool own; /* what the actor is called, not just one more name of his */
} ro_member;

/* All names of one likeness, or of one surname. */
typedef struct ro_slot {
    struct ro_slot *other;
    char kind; /* 'l' likeness, 's' surname */
    const char *text;
    bool asked;
    ro_member *members;
    size_t count;
} ro_slot;

typedef struct ro_whos {
    ro_who **items;
    size_t count, room;
} ro_whos;

enum { RO_CAST_BUCKETS = 1 << 16 };

struct ro_cast {
    ro_arena *arena;
    ro_slot *slots[RO_CAST_BUCKETS];
    ro_who *whos[RO_CAST_BUCKETS];
    size_t names;
    uint64_t turn; /* counts entries */
    ro_whos changed;
    ro_company *company;
};

/* One entry's way through the cast. */
typedef struct ro_caster {
    ro_store *store;
    ro_cast *cast;
    const ro_entry *entry;
    int64_t report; /* its number */
    ro_error *error;
} ro_caster;

static inline bool ro_is_person(const ro_entry_actor *x) { return strcmp(x->kind, "person") == 0; }
static inline bool ro_is_surname(const ro_entry_name *name) { return name->surname == name->likeness; }

/* A copy that lives as long as the cast; NULL for NULL, and where memory is out. */
const char *ro_known_text(ro_caster *c, const char *text);
/* Made where there is none; NULL: out of memory. */
ro_slot *ro_known_slot(ro_caster *c, char kind, const char *text);
/* A copy of the actor goes into the cast; NULL: out of memory. */
ro_who *ro_known_add(ro_caster *c, const ro_who *made);
/* The actor's name goes into the slots of its likeness and of its surname, where it has them. known: he may go by it already. */
bool ro_known_name(ro_caster *c, const char *likeness, const char *surname, ro_who *w, const char *folded, bool own, bool known);
/* Whether the store has the name for whom he is: he has the names of all who were merged into him. */
bool ro_known_by(const ro_slot *slot, const ro_who *w, const char *folded);
/* Asks the store for all that go by names like those of the entry. */
bool ro_known_ask(ro_caster *c);

bool ro_known_role(const ro_who *w, const char *role);
bool ro_known_add_role(ro_caster *c, ro_who *w, const char *role);
/* Asks the store for every role that he was seen in. */
bool ro_known_ask_roles(ro_caster *c, ro_who *w);

#endif
