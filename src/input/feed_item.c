/* What a feed says of an item besides its words. */
#include "input/feed.h"
#include "input/names.h"

#include <strings.h>

typedef ro_feed_item item;

static const char *text_of(item *it, const xmlNode *node) {
    return ro_xml_text(node, it->fields.document->arena, &it->fields.failed);
}

static const char *resolve(item *it, const xmlNode *node, const char *address) {
    const char *whole = ro_xml_address(node, address, it->fields.document->arena);
    it->fields.failed = it->fields.failed || !whole;
    return whole;
}

/* An address in an element's attribute, or in its text where attribute is NULL. */
static const char *address_of(item *it, const xmlNode *node, const char *attribute) {
    const char *address = !node ? NULL : attribute ? ro_xml_attribute(node, attribute) : text_of(it, node);
    return address && *address ? resolve(it, node, address) : NULL;
}

/* Calls a function for every child element of the name. */
static void for_each(item *it, const xmlNode *parent, ro_space space, const char *name,
                     void (*take)(item *it, const xmlNode *node)) {
    for (const xmlNode *node = ro_xml_child(parent, space, name); node; node = ro_xml_next(node, space, name)) take(it, node);
}

/* ---- where it is */

static bool is_alternate(const xmlNode *link) {
    const char *relation = ro_xml_attribute(link, "rel");
    return !relation || !*relation || !strcmp(relation, "alternate") || strstr(relation, "/alternate");
}

static const char *atom_link(item *it) {
    for (const xmlNode *link = ro_xml_child(it->node, RO_SPACE_ATOM, "link"); link;
         link = ro_xml_next(link, RO_SPACE_ATOM, "link"))
        if (is_alternate(link) && ro_xml_attribute(link, "href")) return address_of(it, link, "href");
    return NULL;
}

static const char *own_link(item *it) {
    for (const xmlNode *link = ro_xml_own(it->node, "link"); link; link = ro_xml_next(link, RO_SPACE_ANY, "link")) {
        if (!ro_xml_is_own(it->node, link, "link")) continue;
        const char *address = ro_xml_attribute(link, "href") ? (is_alternate(link) ? address_of(it, link, "href") : NULL)
                                                             : address_of(it, link, NULL);
        if (address) return address;
    }
    return NULL;
}

/* A guid is an address unless it says that it is none. */
static const char *guid_address(item *it) {
    const xmlNode *guid = ro_xml_own(it->node, it->feed->atom ? "id" : "guid");
    const char *permanent = ro_xml_attribute(guid, "isPermaLink"), *address = text_of(it, guid);
    if (!address || (permanent && !strcasecmp(permanent, "false"))) return NULL;
    return ro_is_web_address(address) || it->feed->atom ? address : NULL;
}

static void take_address(item *it) {
    ro_document *d = it->fields.document;
    ro_fields_set(&it->fields, &d->uri, text_of(it, ro_xml_child(it->node, RO_SPACE_FEEDBURNER, "origLink")));
    if (!d->uri) ro_fields_set(&it->fields, &d->uri, own_link(it));
    if (!d->uri) ro_fields_set(&it->fields, &d->uri, atom_link(it));
    if (!d->uri) ro_fields_set(&it->fields, &d->uri, guid_address(it));
    const char *about = ro_xml_attribute(it->node, "about");
    if (!d->uri && about && *about) ro_fields_set(&it->fields, &d->uri, resolve(it, it->node, about));
    ro_fields_extra(&it->fields, "guid", text_of(it, ro_xml_own(it->node, it->feed->atom ? "id" : "guid")));
}

/* ---- who wrote it */

static void take_author(item *it, const xmlNode *node) {
    const xmlNode *name = ro_xml_child(node, RO_SPACE_ANY, "name");
    if (name || !ro_xml_child(node, RO_SPACE_ANY, "email")) ro_fields_byline(&it->fields, text_of(it, name ? name : node));
}

static void take_authors(item *it, const xmlNode *node) {
    for (const xmlNode *child = node ? node->children : NULL; child; child = child->next)
        if (ro_xml_is_own(node, child, "author") || ro_xml_is(child, RO_SPACE_ATOM, "author")) take_author(it, child);
}

/* An entry without an author has its source's, else its feed's, where that is not the outlet itself. */
static void take_bylines(item *it) {
    ro_document *d = it->fields.document;
    take_authors(it, it->node);
    for_each(it, it->node, RO_SPACE_DC, "creator", take_author);
    if (!d->bylines.count) for_each(it, it->node, RO_SPACE_ITUNES, "author", take_author);
    if (!d->bylines.count && it->feed->atom) {
        take_authors(it, ro_xml_own(it->node, "source"));
        for (size_t i = 0, none = !d->bylines.count; none && i < it->feed->authors.count; i++)
            ro_fields_byline(&it->fields, it->feed->authors.items[i]);
        const char *outlet = d->outlet ? d->outlet : "";
        if (d->bylines.count == 1 && !strcasecmp(d->bylines.items[0], outlet)) d->bylines.count = 0;
    }
}

/* ---- when */

static void take_date(item *it, const char **field, ro_space space, const char *name) {
    const xmlNode *node = space == RO_SPACE_ANY ? ro_xml_own(it->node, name) : ro_xml_child(it->node, space, name);
    if (node && !*field) ro_fields_date(&it->fields, field, text_of(it, node), "item's date");
}

static void take_dates(item *it) {
    static const struct {
        ro_space space; /* RO_SPACE_ANY: the item's own */
        const char *name;
        bool modified;
    } dates[] = {
        {RO_SPACE_ANY, "pubDate", false},     {RO_SPACE_ANY, "published", false},   {RO_SPACE_ANY, "issued", false},
        {RO_SPACE_ATOM, "published", false},  {RO_SPACE_DCTERMS, "issued", false},  {RO_SPACE_DC, "date", false},
        {RO_SPACE_DCTERMS, "created", false}, {RO_SPACE_ANY, "created", false},     {RO_SPACE_ANY, "updated", true},
        {RO_SPACE_ATOM, "updated", true},     {RO_SPACE_DCTERMS, "modified", true}, {RO_SPACE_ANY, "modified", true},
    };
    ro_document *d = it->fields.document;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        take_date(it, dates[i].modified ? &d->modified : &d->published, dates[i].space, dates[i].name);
}

/* ---- through whom */

/* Whether two addresses are of one host, "www." aside. */
static bool same_host(const char *a, const char *b) {
    a = a ? strstr(a, "://") : NULL;
    b = b ? strstr(b, "://") : NULL;
    if (!a || !b) return false;
    a += 3 + (strncasecmp(a + 3, "www.", 4) ? 0 : 4);
    b += 3 + (strncasecmp(b + 3, "www.", 4) ? 0 : 4);
    size_t size = strcspn(a, "/?#:");
    return size && size == strcspn(b, "/?#:") && !strncasecmp(a, b, size);
}

static bool is_name(const char *text) { return text && !ro_is_web_address(text) && !strchr(text, '@'); }

/* RSS: the feed that the item came from. Where the item's own address is there, that is its outlet; else this feed relays it. */
static void take_source(item *it, const xmlNode *source) {
    ro_document *d = it->fields.document;
    const char *name = text_of(it, source), *from = address_of(it, source, "url");
    if (!is_name(name) || (d->outlet && !strcasecmp(name, d->outlet))) return;
    if (same_host(from, d->uri))
        d->outlet = name;
    else
        ro_fields_credit(&it->fields, name);
}

static void take_credit(item *it, const xmlNode *node) {
    const char *name = text_of(it, node), *outlet = it->fields.document->outlet;
    if (is_name(name) && (!outlet || strcasecmp(name, outlet))) ro_fields_credit(&it->fields, name);
}

static void take_outlet(item *it) {
    ro_document *d = it->fields.document;
    const char *publisher = text_of(it, ro_xml_child(it->node, RO_SPACE_DC, "publisher"));
    const xmlNode *source = it->feed->atom ? ro_xml_own(it->node, "source") : NULL;
    ro_fields_set(&it->fields, &d->outlet, ro_feed_line(it, ro_xml_own(source, "title")));
    if (is_name(publisher)) ro_fields_set(&it->fields, &d->outlet, publisher);
    ro_fields_set(&it->fields, &d->outlet, it->feed->outlet);
    if (!it->feed->atom) {
        const xmlNode *origin = ro_xml_own(it->node, "source");
        if (origin) take_source(it, origin);
    }
    for_each(it, it->node, RO_SPACE_DC, "source", take_credit);
}

/* ---- what about */

static const char *label_of(item *it, const xmlNode *category) {
    const char *label = ro_xml_attribute(category, "label");
    if (!label || !*label) label = ro_xml_attribute(category, "term");
    return label && *label ? label : ro_feed_line(it, category);
}

static void take_category(item *it, const xmlNode *category) {
    ro_fields_extra_add(&it->fields, "keywords", label_of(it, category));
}

/* One that belongs to no scheme is the outlet's own. */
static void take_section(item *it) {
    ro_document *d = it->fields.document;
    for (int schemes = 0; schemes < 2 && !d->section; schemes++) {
        const xmlNode *node = ro_xml_own(it->node, "category");
        while (node && !schemes && (ro_xml_attribute(node, "domain") || ro_xml_attribute(node, "scheme")))
            node = ro_xml_next(node, RO_SPACE_ANY, "category");
        if (node) ro_fields_set(&it->fields, &d->section, label_of(it, node));
    }
    if (!d->section) ro_fields_set(&it->fields, &d->section, text_of(it, ro_xml_child(it->node, RO_SPACE_DC, "subject")));
    for_each(it, it->node, RO_SPACE_ANY, "category", take_category);
    for_each(it, it->node, RO_SPACE_DC, "subject", take_category);
}

static void take_language(item *it) {
    const xmlNode *title = ro_xml_own(it->node, "title");
    ro_fields_language(&it->fields, text_of(it, ro_xml_child(it->node, RO_SPACE_DC, "language")));
    ro_fields_language(&it->fields, text_of(it, ro_xml_own(it->node, "language")));
    ro_fields_language(&it->fields, ro_xml_inherited(title ? title : it->node, "lang"));
    ro_fields_language(&it->fields, it->feed->language);
    ro_fields_language(&it->fields, ro_xml_attribute(it->feed->head, "lang"));
}

/* ---- the rest */

static void push_media(item *it, const xmlNode *node, const char *address) {
    const char *to = address_of(it, node, address);
    json_t *object = to ? json_object() : NULL;
    if (!to) return;
    ro_fields_member(&it->fields, object, "url", to);
    ro_fields_member(&it->fields, object, "type", ro_xml_attribute(node, "type"));
    ro_fields_member(&it->fields, object, "length", ro_xml_attribute(node, address[0] == 'u' ? "length" : "size"));
    ro_fields_extra_push(&it->fields, "enclosures", object);
}

static void take_enclosure(item *it, const xmlNode *node) { push_media(it, node, "url"); }

static void take_link(item *it, const xmlNode *node) {
    const char *relation = ro_xml_attribute(node, "rel");
    if (relation && !strcmp(relation, "enclosure")) push_media(it, node, "href");
    if (relation && !strcmp(relation, "via")) ro_fields_extra(&it->fields, "via", address_of(it, node, "href"));
}

/* Credits for pictures are not the report's. */
static void take_media(item *it) {
    for (const xmlNode *node = it->node, *after; node; node = after) {
        bool credit = ro_xml_is(node, RO_SPACE_MEDIA, "credit");
        after = ro_xml_after(it->node, node, credit); /* not into it: one within would be copied as often as it is nested */
        if (ro_xml_is(node, RO_SPACE_MEDIA, "content")) push_media(it, node, "url");
        if (credit) ro_fields_extra_add(&it->fields, "media_credits", text_of(it, node));
    }
}

static void take_feed(item *it) {
    json_t *feed = json_object();
    ro_fields_member(&it->fields, feed, "title", it->feed->title);
    ro_fields_member(&it->fields, feed, "uri", it->feed->uri);
    ro_fields_member(&it->fields, feed, "version", it->feed->version);
    ro_fields_extra_json(&it->fields, "feed", feed);
}

static void take_rights(item *it) {
    ro_fields_extra(&it->fields, "rights", ro_feed_line(it, ro_xml_own(it->node, "rights")));
    ro_fields_extra(&it->fields, "rights", text_of(it, ro_xml_child(it->node, RO_SPACE_DC, "rights")));
    ro_fields_extra(&it->fields, "rights", it->feed->rights);
}

void ro_feed_metadata(item *it) {
    ro_document *d = it->fields.document;
    const xmlNode *title = ro_xml_own(it->node, "title");
    if (!title) title = ro_xml_child(it->node, RO_SPACE_DC, "title");
    if (!title) title = ro_xml_child(it->node, RO_SPACE_MEDIA, "title");
    d->title = ro_feed_line(it, title);
    take_address(it);
    take_outlet(it);
    take_bylines(it);
    take_dates(it);
    take_section(it);
    take_language(it);
    for_each(it, it->node, RO_SPACE_ANY, "enclosure", take_enclosure);
    for_each(it, it->node, RO_SPACE_ANY, "link", take_link);
    take_media(it);
    ro_fields_extra(&it->fields, "comments", text_of(it, ro_xml_own(it->node, "comments")));
    take_rights(it);
    take_feed(it);
}
