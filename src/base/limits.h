/* limits.h: what a store takes at most. The reader makes nothing that goes beyond: document.h and record.h say what becomes of
 * it. */
#ifndef RO_LIMITS_H
#define RO_LIMITS_H

enum {
    RO_URI_MOST = 2000,       /* bytes of addresses, */
    RO_NAME_MOST = 20000,     /* of names, and */
    RO_INDEXED_MOST = 1000,   /* of those that are indexed as they are: PostgreSQL's indexes take 2,704 of a whole row */
    RO_PARTS_MOST = 256,      /* items of lists in which each may be held against each: who speaks, links of a chain, agencies */
    RO_DEPTH_MOST = 1000,     /* levels of a record's JSON, and */
    RO_VALUES_MOST = 8000000, /* its values */
};

#endif
