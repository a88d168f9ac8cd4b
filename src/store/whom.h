/* whom.h: whom a correction means by a name or a number, and that actor's appearance in a report. */
#ifndef RO_STORE_WHOM_H
#define RO_STORE_WHOM_H

#include "store/anchor.h"

typedef struct ro_whom {
    int64_t actor;    /* 0: nobody yet */
    const char *name; /* to be called by */
    bool several;     /* the name is that of more than one; actor is 0 */
} ro_whom;

/* The number behind "#12", merges followed; 0: there is no such actor. */
bool ro_whom_numbered(const ro_desk *desk, const char *called, ro_whom *whom);
/* Who goes by the name: in the report (version NULL: none), else in the store; about: what a line tells of him, or NULL. */
bool ro_whom_named(const ro_desk *desk, const ro_edition *version, const char *name, const json_t *about, ro_whom *whom);
/* Whom a human means by a name: who has it as it is, else by all of its words in any order, as in searches; first in the report,
 * then in the store. whom->name is his as the store writes it; several: whom->name lists them ("#12 Ana Pires, #40 …"). */
bool ro_whom_meant(const ro_desk *desk, const ro_edition *version, const char *name, ro_whom *whom);
/* Whom a merge or split calls "#12": of an exported one by name, unless the number is his here, too. */
bool ro_whom_called(const ro_desk *desk, const ro_correction *correction, const char *called, ro_whom *whom);
/* A new actor, of whom about tells kind and country; NULL: a person. 0: the error says why. */
int64_t ro_whom_new(const ro_desk *desk, const char *name, const json_t *about);
/* {"actor": "#12", "name", "kind", "country"} for other stores; NULL: the error says why. */
json_t *ro_whom_about(const ro_desk *desk, int64_t actor);

/* The actor that a correction has for a part ("speaker", "addressee", "from", "into", "apart"), of which there may be several,
 * merges followed; 0: none yet. */
bool ro_whom_kept(const ro_desk *desk, const ro_correction *correction, const char *part, size_t index, int64_t *actor);
bool ro_whom_keep(const ro_desk *desk, const ro_correction *correction, const char *part, size_t index, int64_t actor);
/* Whom a correction names for a part (correction.h), found by name or made where it has none yet. */
bool ro_whom_takes_part(const ro_desk *desk, const ro_correction *correction, const ro_edition *version, size_t part,
                        size_t index, int64_t *actor);
/* His appearance in the report, made under this name where he has none. 0: the error says why. */
int64_t ro_whom_appears(const ro_desk *desk, const ro_edition *version, int64_t actor, const char *name);
/* A name that he goes by from now on. */
bool ro_whom_goes_by(const ro_desk *desk, int64_t actor, const char *name, const char *kind, const char *country);

#endif
