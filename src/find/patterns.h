/* patterns.h: patterns of words in a text, as data/modes.h and data/contexts.h have them: "lift * ban*": words parted by spaces,
 * letter case aside; * stands for any word, or any ending of one. */
#ifndef RO_PATTERNS_H
#define RO_PATTERNS_H

#include "text/text.h"

/* Where the word ends that a byte is in; where the next word begins, at the byte itself if one does. */
uint32_t ro_pattern_word_end(const ro_text *text, uint32_t at);
uint32_t ro_pattern_word_start(const ro_text *text, uint32_t at);

/* Whether the pattern's parts are the words from a byte on; parts: how many they are. */
bool ro_pattern_at(const ro_text *text, uint32_t at, const char *pattern, size_t size, size_t *parts);

#endif
