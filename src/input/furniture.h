/* furniture.h: what newsrooms call furniture: headline, standfirst, by-lines, dates, captions and credits that stand in a
 * report's own text around its story. The text stays as it is; what is found is listed by its place, and fills what the metadata
 * leaves open: title, by-lines, outlet and dates. Cautious: what may be a part of the story is. */
#ifndef RO_FURNITURE_H
#define RO_FURNITURE_H

#include "input/date.h"
#include "input/document.h"

/* Fills document->furniture, and the fields that are still empty, with a warning where the date of publication is found so.
 * False: out of memory. */
bool ro_furniture_find(ro_document *document);

/* ---- what a paragraph's words alone tell; words have single spaces between them and end in a zero */

typedef struct ro_part { /* of words; size 0: none */
    const char *at;
    size_t size;
} ro_part;

typedef enum ro_line_kind {
    RO_LINE_PLAIN, /* a headline, a name, a sentence: what stands around it tells */
    RO_LINE_STORY,
    RO_LINE_TITLE, /* "Headline: …" */
    RO_LINE_BYLINE,
    RO_LINE_DATED,
    RO_LINE_CAPTION,
    RO_LINE_CREDIT,
    RO_LINE_LABEL,
} ro_line_kind;

typedef struct ro_line {
    ro_line_kind kind;
    ro_part title, names, outlet;
    char published[RO_DATE_SIZE], modified[RO_DATE_SIZE]; /* "": none */
} ro_line;

/* furniture_lines.c: a paragraph above the story, amid it, below it. Amid and below it is PLAIN where it is no furniture. */
void ro_line_above(const char *words, ro_line *line);
ro_line_kind ro_line_amid(const char *words);
ro_line_kind ro_line_below(const char *words);
/* Where "(Reporting by …; editing by …)" or "(AFP)" behind the story's last sentence begins; the words' size where it does not.
 */
size_t ro_line_tail(const char *words);

/* furniture_words.c */
/* Whether words end a sentence, or lead into one, as headlines do not. */
bool ro_words_end(const char *words);
/* Whether they can be a headline by themselves. */
bool ro_words_head(const char *words);
/* "The Tarsk Ledger": by its form the name of an outlet. */
bool ro_words_outlet(const char *words, size_t size);
/* "Anna Reuter", "Anna Reuter, Berlin", "Anna Reuter and Jon Ild for the Halden Wire": the names in it. *known: the first is a
 * given name that people have. False: it is no such line. */
bool ro_words_names(const char *words, ro_part *names, bool *known);
size_t ro_words_count(const char *words);
/* Begins with a capital, in whatever script. */
bool ro_words_upper(const char *words);
/* The length of the first of some beginnings that the words have, as whole words and letter case aside; 0: none. */
size_t ro_words_begin(const char *words, const char *const *list, size_t count);
/* Whether a word is one of some, letter case aside. */
bool ro_words_listed(const char *word, size_t size, const char *const *list, size_t count);
/* Without spaces and marks at either end. */
ro_part ro_words_part(const char *at, size_t size);

#endif
