#include "store/codes.h"

#include <string.h>

const char ro_code_acts[] =
    " say deny demand propose promise threaten warn accuse reject criticise praise agree ask expect believe ";
const char ro_code_manners[] = " direct indirect mixed ";
const char ro_code_actor_kinds[] = " person organisation government group document unnamed ";
const char ro_code_event_types[] = " AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
                                   "SANCTION MOBILIZE COERCE ASSAULT ";
const char ro_code_event_statuses[] = " asserted attributed negated planned hypothetical ";
const char ro_code_commitment_kinds[] = " promise demand denial threat offer refusal agreement ";
const char ro_code_commitment_statuses[] = " open reported_kept reported_broken superseded ";

bool ro_code_in(const char *list, const char *code) {
    size_t size = strlen(code);
    if (!size || strchr(code, ' ')) return false;
    for (const char *at = list; (at = strstr(at, code)); at++)
        if (at > list && at[-1] == ' ' && at[size] == ' ') return true;
    return false;
}

bool ro_code_is_begun(const char *id) {
    enum { LEAST = 6, WHOLE = 16 };
    size_t size = strlen(id);
    return size >= LEAST && size < WHOLE && strspn(id, "0123456789abcdef") == size;
}
