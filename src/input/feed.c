/* RSS 0.90 to 2.0, RSS 1.0 as RDF, Atom 0.3 and 1.0: a document for every item. */
#include "input/feed.h"

#include <strings.h>

static bool is_item(const ro_feed *feed, const xmlNode *node) {
    return ro_xml_is(node, RO_SPACE_ANY, feed->atom ? "entry" : "item") && ro_xml_space(node) != RO_SPACE_MEDIA;
}

/* ---- the feed itself */

/* The title without the words that only say that it is a feed. */
static const char *clean_title(const char *title, ro_arena *arena) {
    static const char *const tails[] = {" rss feed", " atom feed", " news feed", " rss",     " atom",
                                        " feed",     " rss 1.0",   " rss 2.0",   " atom 1.0"};
    size_t size = strlen(title);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t tail = strlen(tails[i]);
        if (size <= tail || strncasecmp(title + size - tail, tails[i], tail)) continue;
        size -= tail;
        break;
    }
    while (size && size < strlen(title) && strchr(" -|:(", title[size - 1])) size--;
    if (size > 5 && !strncasecmp(title, "RSS: ", 5)) title += 5, size -= 5;
    return size ? ro_arena_copy(arena, title, size) : NULL;
}

static const char *version_of(const ro_feed *feed, ro_arena *arena) {
    const char *number = ro_xml_attribute(feed->xml.root, "version");
    ro_space space = ro_xml_space(feed->xml.root);
    if (feed->atom) {
        bool old = feed->xml.root->ns && strstr((const char *)feed->xml.root->ns->href, "purl.org/atom");
        return old ? "Atom 0.3" : space == RO_SPACE_ATOM ? "Atom 1.0" : "Atom";
    }
    if (ro_xml_is(feed->xml.root, RO_SPACE_ANY, "RDF")) {
        bool old = feed->head->ns && strstr((const char *)feed->head->ns->href, "netscape.com");
        return old ? "RSS 0.90" : "RSS 1.0";
    }
    return number && *number && strlen(number) < 8 ? ro_arena_print(arena, "RSS %s", number) : "RSS";
}

/* Nothing where it is too long to go into every item. */
static const char *short_text(ro_feed *feed, const xmlNode *node, bool *failed) {
    const char *text = ro_xml_text(node, feed->arena, failed);
    if (!text || strlen(text) <= RO_LIMIT_SHARED) return text;
    feed->cut = true;
    return NULL;
}

/* The address of the site or page that the feed is of. */
static const char *address_of(ro_feed *feed, bool *failed) {
    for (const xmlNode *link = ro_xml_own(feed->head, "link"); link; link = ro_xml_next(link, RO_SPACE_ANY, "link")) {
        const char *relation = ro_xml_attribute(link, "rel"), *to = ro_xml_attribute(link, "href");
        if (!to) to = ro_xml_space(link) == RO_SPACE_ATOM ? NULL : ro_xml_text(link, feed->arena, failed);
        if (!to || (relation && strcmp(relation, "alternate"))) continue;
        const char *whole = ro_xml_address(link, to, feed->arena);
        *failed = *failed || !whole;
        if (!whole || strlen(whole) <= RO_LIMIT_SHARED) return whole;
        feed->cut = true;
    }
    return NULL;
}

/* Items without authors have these. */
static bool read_authors(ro_feed *feed, bool *failed) {
    size_t size = 0;
    for (const xmlNode *node = feed->head->children; node; node = node->next) {
        const xmlNode *author = ro_xml_is_own(feed->head, node, "author") ? node : NULL;
        const char *name = short_text(feed, ro_xml_child(author, RO_SPACE_ANY, "name"), failed);
        if (!name) continue;
        size += strlen(name);
        if (size > RO_LIMIT_SHARED) return feed->cut = true;
        if (!ro_list_add(feed->arena, &feed->authors, name)) return false;
    }
    return true;
}

/* The text of the head's first element of one of these names. */
static const char *first_of(ro_feed *feed, const char *own, const char *other, const char *dublin, bool *failed) {
    const xmlNode *node = ro_xml_own(feed->head, own);
    if (!node) node = ro_xml_own(feed->head, other);
    if (!node) node = ro_xml_child(feed->head, RO_SPACE_DC, dublin);
    return short_text(feed, node, failed);
}

static bool read_head(ro_feed *feed) {
    bool failed = false;
    feed->version = version_of(feed, feed->arena);
    feed->title = short_text(feed, ro_xml_own(feed->head, "title"), &failed);
    feed->uri = address_of(feed, &failed);
    feed->language = first_of(feed, "language", "language", "language", &failed);
    feed->rights = first_of(feed, "rights", "copyright", "rights", &failed);
    const char *publisher = short_text(feed, ro_xml_child(feed->head, RO_SPACE_DC, "publisher"), &failed);
    if (feed->atom) failed = !read_authors(feed, &failed) || failed;
    if (publisher && !strchr(publisher, '@'))
        feed->outlet = publisher;
    else if (feed->title)
        failed = !(feed->outlet = clean_title(feed->title, feed->arena)) || failed;
    return feed->version && !failed;
}

static bool open_feed(ro_feed *feed, const char *name, ro_error *error) {
    static const char *const roots[] = {"rss", "RDF", "channel", "feed", "entry"};
    const char *root = ro_xml_name(feed->xml.root);
    size_t known = 0;
    while (known < 5 && strcasecmp(root, roots[known])) known++;
    if (known == 5)
        return ro_fail(error, RO_E_INPUT, "%s: no feed: the XML's first element is <%.40s>: give the format that it has, or none",
                       name, root);
    feed->atom = known >= 3;
    feed->head = feed->xml.root;
    const xmlNode *channel = feed->atom ? NULL : ro_xml_child(feed->xml.root, RO_SPACE_ANY, "channel");
    if (channel) feed->head = channel;
    return read_head(feed) || ro_fail_memory(error);
}

/* ---- its items */

static bool fill(const ro_feed *feed, const xmlNode *node, ro_document *document, ro_error *fault) {
    ro_feed_item item = {.feed = feed, .node = node, .fields = {.document = document, .error = fault}};
    document->format = feed->atom ? "atom" : "rss";
    ro_feed_metadata(&item);
    ro_feed_words(&item);
    if (feed->cut)
        ro_fields_warn(&item.fields, "metadata", "What the feed says of itself is too long to be kept with every report.");
    return ro_fields_done(&item.fields) && (ro_xml_warn(&feed->xml, node, document) || ro_fail_memory(fault));
}

/* Its id is made of the element as xml_print.c writes it. */
static bool read_item(const ro_feed *feed, const xmlNode *node, ro_batch *batch, ro_error *error) {
    ro_error fault = {0};
    ro_buffer element = {0};
    bool printed = ro_xml_print(node, &element);
    ro_document *document = printed ? ro_batch_add(batch, element.data, element.size, error) : (ro_fail_memory(error), NULL);
    ro_buffer_free(&element);
    return document && ro_batch_settle(batch, fill(feed, node, document, &fault), &fault, error);
}

/* Wherever they are: in the channel, or beside it. */
static bool read_items(const ro_feed *feed, ro_batch *batch, ro_error *error) {
    size_t count = 0;
    const xmlNode *root = feed->xml.root;
    for (const xmlNode *node = root, *next; node; node = next) {
        bool item = is_item(feed, node);
        next = ro_xml_after(root, node, item);
        if (!item) continue;
        if (!read_item(feed, node, batch, error)) return false;
        count++;
    }
    return count || ro_fail(error, RO_E_INPUT, "%s: the feed has no items: nothing to read", batch->name);
}

bool ro_input_feed(ro_batch *batch, const char *bytes, size_t size, ro_error *error) {
    ro_feed feed = {.arena = ro_arena_new()};
    if (!feed.arena) return ro_fail_memory(error);
    bool good = ro_xml_parse(batch->name, bytes, size, &feed.xml, error);
    if (good) {
        good = open_feed(&feed, batch->name, error) && read_items(&feed, batch, error);
        ro_xml_free(&feed.xml);
    }
    ro_arena_free(feed.arena);
    return good;
}
