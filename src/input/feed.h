/* feed.h: the parts of the reader of feeds. feed.c finds the items, feed_item.c their metadata, feed_text.c their words. */
#ifndef RO_FEED_H
#define RO_FEED_H

#include "input/fields.h"
#include "input/input.h"
#include "input/xml.h"

typedef struct ro_feed {
    ro_xml xml;
    ro_arena *arena;     /* of the strings below; looked up once, for all items stand in the head */
    const xmlNode *head; /* what holds the feed's own metadata: the channel, or Atom's root */
    bool atom;
    const char *title, *outlet, *uri, *language, *rights, *version; /* version: "RSS 2.0"; NULL: not known */
    ro_strings authors;                                             /* of an Atom feed, for entries without any */
    bool cut;                                                       /* what is longer than RO_LIMIT_SHARED was left out */
} ro_feed;

typedef struct ro_feed_item {
    const ro_feed *feed;
    const xmlNode *node;
    ro_fields fields;
} ro_feed_item;

/* All that is known of the item but its words. */
void ro_feed_metadata(ro_feed_item *item);
/* Its words: all of them, else a summary with a warning. Rejects it where there are none. */
void ro_feed_words(ro_feed_item *item);
/* The words of an element that may hold plain text, HTML as part of the XML or escaped, or base64, on one line. NULL: none. */
const char *ro_feed_line(ro_feed_item *item, const xmlNode *node);

#endif
