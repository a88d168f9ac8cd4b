/* locate.h: words that someone names, found in a text again. */
#ifndef RO_LOCATE_H
#define RO_LOCATE_H

#include "text/text.h"

/* Where the words first stand in the text: as they are and not inside other words, else as they are, else with other letter case,
 * white space, quotation marks or dashes. Empty where they do not, or there are none. words: UTF-8, at most RO_LOCATE bytes. */
enum { RO_LOCATE = 512 };
ro_span ro_locate(const ro_text *text, const char *words);

/* All places where they stand, however much white space is between them and whatever kind of quotation mark or dash: not inside
 * other words; where there is none, inside; else with other letter case. None: the list stays empty. Places of one list may
 * overlap; of more than RO_LOCATED_MOST the rest is left out. False: out of memory. */
enum { RO_LOCATED_MOST = 100000 };
bool ro_locate_all(const ro_text *text, const char *words, ro_arena *arena, ro_spans *places);

#endif
