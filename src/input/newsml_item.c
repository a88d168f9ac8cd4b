/* What a news item says of itself: who, when, through whom, and under what terms. */
#include "input/news.h"
#include "input/date.h"

#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { MOST_HOPS = 32, MOST_BROADER = 8 };

static const xmlNode *child(const xmlNode *parent, const char *name) { return ro_xml_child(parent, RO_SPACE_ANY, name); }
static const xmlNode *next(const xmlNode *node, const char *name) { return ro_xml_next(node, RO_SPACE_ANY, name); }

/* ---- codes and names */

static const char *tail_of(const char *code, const char *marks) {
    const char *tail = code;
    for (; *code; code++)
        if (strchr(marks, *code) && code[1]) tail = code + 1;
    return tail;
}

static const char *tail_of_attribute(const xmlNode *element, const char *code, const char *address) {
    const char *value = ro_xml_attribute(element, code);
    if (value && *value) return tail_of(value, ":");
    value = ro_xml_attribute(element, address);
    return value && *value ? tail_of(value, "/:#") : NULL;
}

const char *ro_newsml_code(const xmlNode *element) {
    const char *code = tail_of_attribute(element, "qcode", "uri");
    return code ? code : ro_xml_attribute(element, "literal");
}

static const char *role_of(const xmlNode *element) {
    const char *role = tail_of_attribute(element, "role", "roleuri");
    return role ? role : "";
}

/* A party's name; where there is none, its code in IPTC's list of providers, whose codes are names. */
static const char *party(ro_fields *f, const xmlNode *element) {
    const char *name = ro_news_text(f, child(element, "name")), *code = ro_xml_attribute(element, "qcode");
    if (name) return name;
    if (code && !strncmp(code, "nprov:", 6)) return strcmp(code + 6, "REUTERS") ? code + 6 : "Reuters";
    return ro_xml_attribute(element, "literal");
}

/* ---- who */

static bool is_organisation(const xmlNode *creator) {
    const char *type = tail_of_attribute(creator, "type", "typeuri"), *code = ro_xml_attribute(creator, "qcode");
    return (type && !strncasecmp(type, "organi", 6)) || child(creator, "organisationDetails") ||
           (code && !strncmp(code, "nprov:", 6));
}

static bool is_writer(const xmlNode *creator) {
    static const char *const others[] = {"photographer", "camera", "cameraman", "editor", "graphicartist"};
    for (size_t i = 0; i < COUNT(others); i++)
        if (!strcasecmp(role_of(creator), others[i])) return false;
    return !is_organisation(creator);
}

void ro_newsml_bylines(ro_fields *f, const xmlNode *item) {
    const xmlNode *meta = child(item, "contentMeta");
    if (f->document->bylines.count) return;
    for (const xmlNode *node = child(meta, "creator"); node; node = next(node, "creator"))
        if (is_writer(node)) ro_fields_byline(f, party(f, node));
}

static void take_hops(ro_fields *f, const xmlNode *history) {
    const xmlNode *hops[MOST_HOPS];
    long seq[MOST_HOPS];
    size_t count = 0;
    for (const xmlNode *hop = child(history, "hop"); hop; hop = next(hop, "hop")) {
        const xmlNode *action = child(hop, "action");
        const char *when = ro_xml_attribute(hop, "timestamp"), *number = ro_xml_attribute(hop, "seq");
        const char *did = action ? ro_newsml_code(action) : NULL;
        json_t *object = json_object();
        ro_fields_member(f, object, "party", party(f, child(hop, "party")));
        ro_fields_member(f, object, "action", did ? did : ro_news_text(f, action));
        ro_fields_member(f, object, "date", when ? when : ro_xml_attribute(action, "date"));
        ro_fields_extra_push(f, "hops", object);
        if (count == MOST_HOPS) continue;
        hops[count] = child(hop, "party");
        seq[count] = number && *number ? strtol(number, NULL, 10) : (long)count;
        count++;
    }
    while (count) { /* the last hop is the nearest to the reader */
        size_t last = count - 1;
        for (size_t i = 0; i < count; i++)
            if (seq[i] > seq[last]) last = i;
        if (hops[last]) ro_fields_credit(f, party(f, hops[last]));
        count--;
        for (size_t i = last; i < count; i++) hops[i] = hops[i + 1], seq[i] = seq[i + 1];
    }
}

static bool is_of_pictures(const xmlNode *source) {
    const char *role = role_of(source);
    return strstr(role, "photo") || strstr(role, "picture") || strstr(role, "image") || strstr(role, "video");
}

/* Nearest to the reader first: who provides it, who passed it on, whom it is credited to, and where its information is from. */
static void take_credits(ro_fields *f, const xmlNode *item, const xmlNode *about, const xmlNode *meta) {
    const char *provider = party(f, child(about, "provider"));
    ro_fields_credit(f, provider ? provider : party(f, child(child(item, "rightsInfo"), "copyrightHolder")));
    take_hops(f, child(item, "hopHistory"));
    for (const xmlNode *node = child(meta, "creditline"); node; node = next(node, "creditline"))
        ro_fields_credit(f, ro_news_text(f, node));
    for (const xmlNode *node = child(meta, "infoSource"); node; node = next(node, "infoSource"))
        if (!is_of_pictures(node)) ro_fields_credit(f, party(f, node));
    for (const xmlNode *node = child(meta, "creator"); node; node = next(node, "creator"))
        if (is_organisation(node)) ro_fields_credit(f, party(f, node));
}

/* ---- when */

static void take_dates(ro_fields *f, const xmlNode *about, const xmlNode *meta) {
    ro_document *d = f->document;
    ro_fields_date(f, &d->published, ro_news_text(f, child(about, "firstCreated")), "date firstCreated");
    ro_fields_date(f, &d->published, ro_news_text(f, child(meta, "contentCreated")), "date contentCreated");
    ro_fields_date(f, &d->published, ro_news_text(f, child(about, "versionCreated")), "date versionCreated");
    const char *modified = NULL;
    ro_fields_date(f, &modified, ro_news_text(f, child(about, "versionCreated")), "date versionCreated");
    if (modified && d->published && ro_date_after(modified, d->published)) d->modified = modified;
}

/* ---- under what terms */

static void take_status(ro_fields *f, const xmlNode *about) {
    const xmlNode *embargo = child(about, "embargoed"), *status = child(about, "pubStatus");
    const char *code = status ? ro_newsml_code(status) : NULL;
    if (embargo) ro_news_embargo(f, ro_news_text(f, embargo));
    if (!code || !strcasecmp(code, "usable") || f->failed) return;
    ro_fields_extra(f, "pubstatus", code);
    bool cancelled = !strcasecmp(code, "canceled") || !strcasecmp(code, "cancelled");
    f->failed = f->failed || !ro_document_warn(f->document, "status",
                                               cancelled ? "The report is cancelled by its provider (%.20s): it must not be used."
                                                         : "The report's status is \"%.20s\": its provider holds it back.",
                                               code);
}

static void take_rights(ro_fields *f, const xmlNode *item) {
    for (const xmlNode *info = child(item, "rightsInfo"); info; info = next(info, "rightsInfo")) {
        ro_fields_extra(f, "usage_terms", ro_news_text(f, child(info, "usageTerms")));
        ro_fields_extra(f, "rights", ro_news_text(f, child(info, "copyrightNotice")));
        ro_fields_extra(f, "copyrightholder", party(f, child(info, "copyrightHolder")));
    }
}

/* ---- which one it is */

static void take_links(ro_fields *f, const xmlNode *parent) {
    static const char *const earlier[] = {"previousVersion", "previous", "updates", "replaces", "corrects"};
    for (const xmlNode *link = child(parent, "link"); link; link = next(link, "link")) {
        const char *relation = tail_of_attribute(link, "rel", "reluri"), *to = ro_xml_attribute(link, "residref");
        if (!to) to = ro_xml_attribute(link, "href");
        if (!relation || !to) continue;
        for (size_t i = 0; i < COUNT(earlier); i++)
            if (!strcasecmp(relation, earlier[i])) ro_fields_extra(f, "previous_version", to);
        if (!strcasecmp(relation, "derivedFrom")) ro_fields_extra(f, "derived_from", to);
        if (!strcasecmp(relation, "canonical")) ro_fields_set(f, &f->document->uri, to);
    }
}

static void take_identity(ro_fields *f, const xmlNode *item, const xmlNode *about) {
    const char *guid = ro_xml_attribute(item, "guid");
    ro_fields_extra(f, "guid", guid);
    ro_news_number(f, "version", ro_xml_attribute(item, "version"));
    if (guid && ro_news_is_uri(guid)) ro_fields_set(f, &f->document->uri, guid);
    take_links(f, about);
    take_links(f, item);
    for (const xmlNode *node = child(about, "signal"); node; node = next(node, "signal"))
        ro_fields_extra_add(f, "signals", ro_newsml_code(node));
}

/* ---- what about */

static void take_headlines(ro_fields *f, const xmlNode *about, const xmlNode *meta) {
    const xmlNode *main = NULL;
    for (const xmlNode *node = child(meta, "headline"); node && !main; node = next(node, "headline"))
        if (!*role_of(node) || !strcasecmp(role_of(node), "main") || !strcasecmp(role_of(node), "hl1")) main = node;
    if (!main) main = child(meta, "headline");
    ro_fields_set(f, &f->document->title, ro_news_text(f, main));
    for (const xmlNode *node = child(meta, "headline"); node; node = next(node, "headline"))
        if (node != main) ro_fields_extra_add(f, "headlines", ro_news_text(f, node));
    if (!main) ro_fields_set(f, &f->document->title, ro_news_text(f, child(about, "title")));
}

/* The place and what it lies in, "Berlin, Germany". */
static void take_place(ro_fields *f, const xmlNode *place) {
    const char *all = ro_news_text(f, child(place, "name")), *last = all;
    int count = 0;
    for (const xmlNode *node = child(place, "broader"); node && count < MOST_BROADER; node = next(node, "broader"), count++) {
        const char *name = ro_news_text(f, child(node, "name"));
        if (!name || (last && !strcmp(name, last))) continue;
        last = name;
        all = all ? ro_arena_print(f->document->arena, "%s, %s", all, name) : name;
        f->failed = f->failed || !all;
    }
    ro_fields_extra(f, "located", all);
}

static void take_names(ro_fields *f, const xmlNode *meta, const char *name, const char *key) {
    for (const xmlNode *node = child(meta, name); node; node = next(node, name))
        ro_fields_extra_add(f, key, ro_news_text(f, child(node, "name")));
}

static void take_subject_matter(ro_fields *f, const xmlNode *about, const xmlNode *meta) {
    ro_fields_set(f, &f->document->section, ro_news_text(f, child(child(about, "service"), "name")));
    take_names(f, meta, "subject", "subjects");
    take_names(f, meta, "genre", "genres");
    for (const xmlNode *node = child(meta, "keyword"); node; node = next(node, "keyword"))
        ro_fields_extra_add(f, "keywords", ro_news_text(f, node));
    for (const xmlNode *node = child(meta, "description"); node; node = next(node, "description"))
        ro_fields_extra(f, "description", ro_news_text(f, node));
    ro_fields_extra(f, "slugline", ro_news_text(f, child(meta, "slugline")));
    ro_fields_extra(f, "ed_note", ro_news_text(f, child(about, "edNote")));
    ro_news_number(f, "urgency", ro_news_text(f, child(meta, "urgency")));
    take_place(f, child(meta, "located"));
}

void ro_newsml_metadata(ro_fields *f, const xmlNode *item) {
    const xmlNode *about = child(item, "itemMeta"), *meta = child(item, "contentMeta"), *language = child(meta, "language");
    take_identity(f, item, about);
    take_headlines(f, about, meta);
    for (const xmlNode *node = child(meta, "by"); node; node = next(node, "by")) ro_fields_byline(f, ro_news_text(f, node));
    take_credits(f, item, about, meta);
    take_dates(f, about, meta);
    ro_news_dateline(f, ro_news_text(f, child(meta, "dateline")));
    ro_fields_language(f, ro_xml_attribute(language, "tag"));
    ro_fields_language(f, ro_xml_inherited(meta ? meta : item, "lang"));
    take_subject_matter(f, about, meta);
    take_rights(f, item);
    take_status(f, about);
}
