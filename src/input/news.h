/* news.h: what the readers of agencies' formats share: NITF, alone or within NewsML-G2 (nitf.c, nitf_body.c), and NewsML-G2
 * (newsml.c its items, newsml_item.c their metadata, newsml_body.c their words). */
#ifndef RO_NEWS_H
#define RO_NEWS_H

#include "input/fields.h"
#include "input/xml.h"

/* What a <nitf> says of itself, where the document has nothing yet. */
void ro_nitf_metadata(ro_fields *f, const xmlNode *nitf);
/* The words of its body: paragraphs, subheads, lists, tables, and what stands below them; captions go to extra. NULL: none. */
const char *ro_nitf_words(ro_fields *f, const xmlNode *nitf);
/* The words of any XML that has paragraphs, likewise. */
const char *ro_blocks_words(ro_fields *f, const xmlNode *top);

/* What a <newsItem> says of itself. */
void ro_newsml_metadata(ro_fields *f, const xmlNode *item);
/* Its creators as bylines, where nothing better named any. */
void ro_newsml_bylines(ro_fields *f, const xmlNode *item);
/* Its words, from the first of its contents that has some; metadata of NITF within fills what is missing. Refused: it has none.
 */
void ro_newsml_words(ro_fields *f, const xmlNode *item);
/* A code without its scheme, from a qcode, a uri or a literal: "text" of "ninat:text"; NULL: none. */
const char *ro_newsml_code(const xmlNode *element);

/* A name for an identifier that may be an address: whether it begins with a scheme. */
bool ro_news_is_uri(const char *id);
/* The date of an embargo, with its warning; date NULL: it does not say until when. */
void ro_news_embargo(ro_fields *f, const char *date);
/* A dateline, and the agency in brackets at its end as a credit. */
void ro_news_dateline(ro_fields *f, const char *line);
/* Numbers as numbers. */
void ro_news_number(ro_fields *f, const char *key, const char *digits);
/* The text of a node, collapsed; NULL: none. */
const char *ro_news_text(ro_fields *f, const xmlNode *node);

#endif
