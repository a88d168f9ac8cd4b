/* attributions_quoted.h: who is quoted or cited by another says it, not who passes it on. */
#ifndef RO_ATTRIBUTIONS_QUOTED_H
#define RO_ATTRIBUTIONS_QUOTED_H

#include "find/attributions.h"

/* "X was quoted by Y as saying", "Y quoted X as saying", "Y, citing X, said": mends the attribution with this index, and the
 * next where it is the "saying". Contents have room for one more. */
void ro_attribution_quoted(const ro_record *record, const ro_attributions *all, size_t index);

#endif
