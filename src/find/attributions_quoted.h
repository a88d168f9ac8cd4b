/* attributions_quoted.h: who is quoted or cited by another says it, not who passes it on. */
#ifndef RO_ATTRIBUTIONS_QUOTED_H
#define RO_ATTRIBUTIONS_QUOTED_H

#include "find/attributions.h"

/* Both mend the attribution with this index; contents have room for one more. */

/* "Y, citing X, said": what Y said, X said too. */
void ro_attribution_citing(const ro_record *record, const ro_attributions *all, size_t index);
/* "X was quoted by Y as saying", "Y quoted X as saying"; and the next where it is the "saying". */
void ro_attribution_quoted(const ro_record *record, const ro_attributions *all, size_t index);

#endif
