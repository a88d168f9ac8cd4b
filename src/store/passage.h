/* passage.h: words that a human gives in place of positions, found in the report's text. */
#ifndef RO_STORE_PASSAGE_H
#define RO_STORE_PASSAGE_H

#include "store/anchor.h"

/* Puts spans in the place of the words of an addition, which was checked. White space, quotation marks and dashes may be other
 * than in the text. Words that stand there several times are those nearest to the other parts, or those of a number: "said#2";
 * a content may have " … " between its spans. False: they are not there, or it is not clear which are meant, and the error says
 * so. The text is known. */
bool ro_passage_find(const ro_desk *desk, const ro_edition *version, json_t *add);

#endif
