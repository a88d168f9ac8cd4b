/* locate.h: words that someone names, found in a text again. */
#ifndef RO_LOCATE_H
#define RO_LOCATE_H

#include "text/text.h"

/* Where the words first stand in the text: as they are and not inside other words, else as they are, else with other letter case,
 * white space, quotation marks or dashes. Empty where they do not, or there are none. words: UTF-8, at most RO_LOCATE bytes. */
enum { RO_LOCATE = 512 };
ro_span ro_locate(const ro_text *text, const char *words);

#endif
