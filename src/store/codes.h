/* codes.h: the contract's values of a record's fields, each list like " say deny ". */
#ifndef RO_STORE_CODES_H
#define RO_STORE_CODES_H

#include <stdbool.h>

extern const char ro_code_acts[], ro_code_manners[], ro_code_actor_kinds[], ro_code_event_types[], ro_code_event_statuses[],
    ro_code_commitment_kinds[], ro_code_commitment_statuses[];

/* Whether the list has the code. */
bool ro_code_in(const char *list, const char *code);

/* Whether a text may be the first digits of an item's id, of which tables show eight: six or more, but not all. */
bool ro_code_is_begun(const char *id);

#endif
