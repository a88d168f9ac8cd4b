/* acts_words.h: shared by src/find/acts*.c alone. */
#ifndef RO_ACTS_WORDS_H
#define RO_ACTS_WORDS_H

#include "find/acts.h"

/* Whether the text has `word` at this byte, letter case aside. */
bool ro_word_begins(const ro_text *text, uint32_t at, uint32_t end, const char *word);
/* Whether a word begins at this byte of a span from `start` on. */
bool ro_at_word(const ro_text *text, uint32_t at, uint32_t start);
/* Whether one of the words stands in the span, beginning where a word does and, but for a last '*', ending where one does. */
bool ro_has_any(const ro_text *text, ro_span span, const char *const *words);
/* The front of the content, where the act stands. */
ro_span ro_content_front(const ro_text *text, const ro_statement *s);

/* The act that the content's own words show. */
ro_act ro_act_of_words(const ro_text *text, const ro_statement *s);
/* What "called", "described as" or "labelled" makes of its object; `otherwise` where the words do not tell. */
ro_act ro_act_of_label(const ro_text *text, const ro_statement *s, ro_act otherwise);
/* Whether the content announces a step: "plans to leave", "a new toll", "that the pier would close". */
bool ro_is_step(const ro_text *text, const ro_statement *s);
/* What "expressed" makes of a feeling that the content begins with ("their anger at"); false: of none. */
bool ro_act_of_feeling(const ro_text *text, const ro_statement *s, ro_act *act);
/* Whether it is one question. */
bool ro_is_question(const ro_text *text, const ro_statement *s);

#endif
