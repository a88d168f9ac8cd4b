/* html_phrases.h: lines that pages bear and articles do not. */
#ifndef RO_HTML_PHRASES_H
#define RO_HTML_PHRASES_H

#include "base/base.h"

bool ro_phrase_is_label(const char *line);    /* "Advertisement", "Share this" */
bool ro_phrase_is_cue(const char *line);      /* "Read more: …", "Photo: …" */
bool ro_phrase_is_comments(const char *line); /* "Comments (5)" */
/* How many words it has that ask the reader for something: "Subscribe to our newsletter …" */
size_t ro_phrase_pitches(const char *line);
bool ro_phrase_is_end(const char *line);      /* "Related articles", "More World Stories", "Leave a reply" */
bool ro_phrase_is_ornament(const char *line); /* "___", "* * *", "2/6": no letters */
bool ro_phrase_is_sponsor(const char *line);  /* "A word from our sponsors" */
bool ro_phrase_is_caption(const char *line);  /* "… (AP Photo/Jane Doe)": its end says who took it */
bool ro_phrase_is_date(const char *line);     /* "Updated 4 March 2024, 10:15", "5 min read" */
bool ro_phrase_is_byline(const char *line);   /* "By Jane Doe" */
/* Whether what follows a name tells who that is ("is a reporter for"). */
bool ro_phrase_is_biography(const char *rest);
/* Whether a line says the same as another, letter case and punctuation aside. */
bool ro_phrase_same(const char *line, size_t size, const char *other);

#endif
