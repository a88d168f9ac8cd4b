#include "input/date.h"
#include "input/html.h"

#include <strings.h>

enum field { TITLE, OUTLET, URI, PUBLISHED, MODIFIED, SECTION, FIELDS, AUTHOR = FIELDS };

/* How far a place is trusted, the most first. */
enum trust { JSON_LD, OPEN_GRAPH, META, LINK, PAGE_TITLE, ELEMENT, NOWHERE };

static const struct {
    const char *key;
    enum field field;
    enum trust trust;
} keys[] = {
    /* of <meta name, property or itemprop> */
    {"article:author", AUTHOR, OPEN_GRAPH},
    {"article:modified_time", MODIFIED, OPEN_GRAPH},
    {"article:published_time", PUBLISHED, OPEN_GRAPH},
    {"article:section", SECTION, OPEN_GRAPH},
    {"author", AUTHOR, META},
    {"byl", AUTHOR, META},
    {"citation_author", AUTHOR, META},
    {"date", PUBLISHED, META},
    {"datemodified", MODIFIED, META},
    {"datepublished", PUBLISHED, META},
    {"dc.creator", AUTHOR, META},
    {"dc.date", PUBLISHED, META},
    {"dc.date.issued", PUBLISHED, META},
    {"dc.publisher", OUTLET, META},
    {"dc.title", TITLE, META},
    {"dcterms.created", PUBLISHED, META},
    {"dcterms.modified", MODIFIED, META},
    {"last-modified", MODIFIED, META},
    {"og:site_name", OUTLET, OPEN_GRAPH},
    {"og:title", TITLE, OPEN_GRAPH},
    {"og:updated_time", MODIFIED, OPEN_GRAPH},
    {"og:url", URI, OPEN_GRAPH},
    {"parsely-author", AUTHOR, META},
    {"parsely-pub-date", PUBLISHED, META},
    {"parsely-section", SECTION, META},
    {"parsely-title", TITLE, META},
    {"pubdate", PUBLISHED, META},
    {"publish-date", PUBLISHED, META},
    {"sailthru.author", AUTHOR, META},
    {"sailthru.date", PUBLISHED, META},
    {"sailthru.title", TITLE, META},
    {"twitter:title", TITLE, META},
};

/* schema.org's types of reports. */
static const char *const article_types[] = {
    "AnalysisNewsArticle", "Article", "BackgroundNewsArticle", "BlogPosting",       "LiveBlogPosting", "NewsArticle",
    "OpinionNewsArticle",  "Report",  "ReportageNewsArticle",  "ReviewNewsArticle",
};

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { LONGEST = 1024, MOST_AUTHORS = 50, LD_DEPTH = 8 };

typedef struct facts {
    const ro_page *page;
    ro_arena *arena;
    const char *value[FIELDS];
    enum trust trust[FIELDS], authors_trust;
    ro_strings authors;
    const char *title_element; /* <title> as it is */
    const char *heading;       /* the first h1, else the first h2 */
    size_t bylines;            /* elements looked at */
    bool odd_date, odd_json, in_h1;
} facts;

/* ---- offering: the most trusted stays, of equals the first. False: out of memory. */

static bool offer_date(facts *f, enum field field, enum trust trust, const char *text) {
    char date[RO_DATE_SIZE];
    if (trust >= f->trust[field]) return true;
    if (!ro_date_any(text, date)) {
        f->odd_date = true;
        return true;
    }
    f->trust[field] = trust;
    f->value[field] = ro_arena_copy(f->arena, date, strlen(date));
    return f->value[field] != NULL;
}

static bool is_web_address(const char *text) { return !strncasecmp(text, "http://", 7) || !strncasecmp(text, "https://", 8); }

/* Some sites write entities into JSON, where they mean nothing. */
static bool has_entity(const char *text) {
    const char *amp = strchr(text, '&');
    return amp && strchr(amp, ';');
}

static bool offer(facts *f, enum field field, enum trust trust, const char *text) {
    if (field == PUBLISHED || field == MODIFIED) return offer_date(f, field, trust, text);
    if (trust >= f->trust[field] || (field == URI && !is_web_address(text)) || (trust == JSON_LD && has_entity(text)))
        return true;
    char *value = ro_squeeze(text, LONGEST, f->arena);
    if (!value) return false;
    if (!*value) return true;
    f->value[field] = value;
    f->trust[field] = trust;
    return true;
}

static bool add_author(facts *f, const char *name, size_t size) {
    while (size && strchr(" ,;", name[0])) name++, size--;
    while (size && strchr(" ,;", name[size - 1])) size--;
    if (size > 3 && !strncasecmp(name, "by ", 3)) name += 3, size -= 3;
    if (!size || f->authors.count == MOST_AUTHORS) return true;
    for (size_t i = 0; i < f->authors.count; i++)
        if (strlen(f->authors.items[i]) == size && !strncmp(f->authors.items[i], name, size)) return true;
    const char *copy = ro_arena_copy(f->arena, name, size);
    return copy && ro_list_add(f->arena, &f->authors, copy);
}

static size_t joint(const char *p) {
    static const char *const joints[] = {" and ", " & ", "; ", " | "};
    for (size_t i = 0; i < COUNT(joints); i++)
        if (!strncasecmp(p, joints[i], strlen(joints[i]))) return strlen(joints[i]);
    return 0;
}

/* "A B, C D and E F": a comma parts names where there is an "and" too; "A B, BBC News" stays whole. */
static bool offer_authors(facts *f, enum trust trust, const char *text) {
    if (trust > f->authors_trust || is_web_address(text)) return true;
    char *line = ro_squeeze(text, LONGEST, f->arena);
    if (!line) return false;
    if (!*line) return true;
    if (trust < f->authors_trust) f->authors.count = 0;
    f->authors_trust = trust;
    bool several = false;
    for (const char *p = line; *p; p++) several = several || joint(p);
    const char *from = line;
    for (const char *p = line; *p; p++) {
        size_t skip = several && !strncmp(p, ", ", 2) ? 2 : joint(p);
        if (!skip) continue;
        if (!add_author(f, from, (size_t)(p - from))) return false;
        from = p + skip;
        p = from - 1;
    }
    return add_author(f, from, strlen(from));
}

/* ---- JSON-LD */

static bool is_article(const json_t *object) {
    const json_t *type = json_object_get(object, "@type");
    if (json_is_array(type)) type = json_array_get(type, 0);
    for (size_t i = 0; json_is_string(type) && i < COUNT(article_types); i++)
        if (!strcmp(json_string_value(type), article_types[i])) return true;
    return false;
}

static const json_t *find_article(const json_t *json, int depth) {
    if (is_article(json)) return json;
    if (depth == LD_DEPTH) return NULL;
    const json_t *found = NULL;
    for (size_t i = 0; !found && i < json_array_size(json); i++) found = find_article(json_array_get(json, i), depth + 1);
    if (!found && json_is_object(json)) found = find_article(json_object_get(json, "@graph"), depth + 1);
    if (!found && json_is_object(json)) found = find_article(json_object_get(json, "mainEntity"), depth + 1);
    return found;
}

/* A string, the first of an array of them, or such of an object's key (or NULL). */
static const char *string_of(const json_t *json, const char *key) {
    for (int depth = 0; depth < 3; depth++) {
        if (json_is_array(json))
            json = json_array_get(json, 0);
        else if (json_is_object(json) && key)
            json = json_object_get(json, key);
    }
    return json_string_value(json);
}

static bool offer_json(facts *f, enum field field, const json_t *json, const char *key) {
    const char *text = string_of(json, key);
    return !text || offer(f, field, JSON_LD, text);
}

static bool offer_json_authors(facts *f, const json_t *json) {
    if (!json_is_array(json)) {
        const char *name = string_of(json, "name");
        return !name || offer_authors(f, JSON_LD, name);
    }
    for (size_t i = 0; i < json_array_size(json); i++) {
        const char *name = string_of(json_array_get(json, i), "name");
        if (name && !offer_authors(f, JSON_LD, name)) return false;
    }
    return true;
}

static bool offer_article(facts *f, const json_t *article) {
    return offer_json(f, TITLE, json_object_get(article, "headline"), NULL) &&
           offer_json(f, PUBLISHED, json_object_get(article, "datePublished"), NULL) &&
           offer_json(f, MODIFIED, json_object_get(article, "dateModified"), NULL) &&
           offer_json(f, SECTION, json_object_get(article, "articleSection"), NULL) &&
           offer_json(f, OUTLET, json_object_get(article, "publisher"), "name") &&
           offer_json(f, URI, json_object_get(article, "url"), NULL) &&
           offer_json(f, URI, json_object_get(article, "mainEntityOfPage"), "@id") &&
           offer_json_authors(f, json_object_get(article, "author"));
}

/* Line breaks within strings are an error in JSON and common in pages. */
static bool read_json(facts *f, const char *text) {
    char *copy = ro_arena_copy(f->arena, text, strlen(text));
    if (!copy) return false;
    for (char *c = copy; *c; c++)
        if ((unsigned char)*c < ' ') *c = ' ';
    json_error_t fault = {0};
    json_t *json = json_loads(copy, JSON_DECODE_INT_AS_REAL, &fault);
    if (!json && (json_error_code(&fault) == json_error_out_of_memory || !fault.text[0])) return false;
    f->odd_json = f->odd_json || !json;
    const json_t *article = find_article(json, 0);
    bool good = !article || offer_article(f, article);
    json_decref(json);
    return good;
}

/* ---- elements */

static bool take_meta(facts *f, const GumboNode *node) {
    static const char *const attributes[] = {"property", "name", "itemprop", "http-equiv"};
    const char *content = ro_node_attribute(node, "content");
    for (size_t a = 0; content && a < COUNT(attributes); a++) {
        const char *key = ro_node_attribute(node, attributes[a]);
        for (size_t i = 0; key && i < COUNT(keys); i++) {
            if (strcasecmp(key, keys[i].key)) continue;
            return keys[i].field == AUTHOR ? offer_authors(f, keys[i].trust, content)
                                           : offer(f, keys[i].field, keys[i].trust, content);
        }
    }
    return true;
}

/* Whether an attribute's value has the word among others. */
static bool has_word(const GumboNode *node, const char *attribute, const char *word) {
    const char *p = ro_node_attribute(node, attribute);
    size_t size = strlen(word);
    while (p && *p) {
        size_t n = strcspn(p, " \t\r\n\f");
        if (n == size && !strncasecmp(p, word, n)) return true;
        p += n + strspn(p + n, " \t\r\n\f");
    }
    return false;
}

static bool take_link(facts *f, const GumboNode *node) {
    const char *address = ro_node_attribute(node, "href");
    return !address || !has_word(node, "rel", "canonical") || offer(f, URI, LINK, address);
}

static bool take_script(facts *f, const GumboNode *node) {
    const char *type = ro_node_attribute(node, "type");
    if (!type || strncasecmp(type, "application/ld+json", 19) || node->v.element.children.length != 1) return true;
    const char *text = ro_node_text(node->v.element.children.data[0]);
    return !text || read_json(f, text);
}

static bool take_heading(facts *f, uint32_t i, bool first_rank) {
    if (f->heading && (f->in_h1 || !first_rank)) return true;
    const char *text = ro_page_text(f->page, i, LONGEST, f->arena);
    if (!text) return false;
    if (!*text) return true;
    f->heading = text;
    f->in_h1 = first_rank;
    return true;
}

static bool take_time(facts *f, const GumboNode *node) {
    const char *when = ro_node_attribute(node, "datetime");
    return !when || offer(f, has_word(node, "itemprop", "dateModified") ? MODIFIED : PUBLISHED, ELEMENT, when);
}

/* A byline in the page: marked as an author, or "By …" in what is called a byline. */
static bool take_byline(facts *f, uint32_t i, const GumboNode *node) {
    bool marked = has_word(node, "rel", "author") || has_word(node, "itemprop", "author"),
         called = has_word(node, "class", "byline");
    if ((!marked && !called) || f->authors_trust < ELEMENT || ++f->bylines > MOST_AUTHORS) return true;
    const char *text = ro_page_text(f->page, i, 200, f->arena);
    if (!text) return false;
    if (!marked && strncasecmp(text, "by ", 3)) return true;
    return (!marked && f->authors.count) || offer_authors(f, ELEMENT, text);
}

static bool take_element(facts *f, uint32_t i) {
    const GumboNode *node = ro_page_nodes(f->page)[i].node;
    switch (ro_node_tag(node)) {
    case GUMBO_TAG_META: return take_meta(f, node);
    case GUMBO_TAG_LINK: return take_link(f, node);
    case GUMBO_TAG_SCRIPT: return take_script(f, node);
    case GUMBO_TAG_TIME: return take_time(f, node);
    case GUMBO_TAG_H1: return take_heading(f, i, true);
    case GUMBO_TAG_H2: return take_heading(f, i, false);
    case GUMBO_TAG_TITLE:
        if (!f->title_element) f->title_element = ro_page_text(f->page, i, LONGEST, f->arena);
        return f->title_element != NULL;
    default: return take_byline(f, i, node);
    }
}

/* ---- the title */

/* The length of " - ", " | ", " — ", " – ", " · " or " :: " at p; 0: none. */
static size_t separator(const char *p) {
    static const char *const separators[] = {" - ", " | ", " \xE2\x80\x94 ", " \xE2\x80\x93 ", " \xC2\xB7 ", " :: "};
    for (size_t i = 0; i < COUNT(separators); i++)
        if (!strncmp(p, separators[i], strlen(separators[i]))) return strlen(separators[i]);
    return 0;
}

/* A title without " | Site"; the site's name is known, or is what the page's title has more than its heading. */
static const char *strip_site(facts *f, const char *title) {
    const char *site = f->value[OUTLET];
    for (const char *p = title; *p; p++) {
        size_t skip = separator(p);
        if (!skip) continue;
        bool known = site && !strcasecmp(p + skip, site),
             heading = f->heading && strlen(f->heading) == (size_t)(p - title) && !strncmp(title, f->heading, strlen(f->heading));
        if (known || heading) return ro_arena_copy(f->arena, title, (size_t)(p - title));
    }
    return title;
}

static bool site_from_title(facts *f) {
    const char *title = f->title_element, *heading = f->heading;
    if (f->value[OUTLET] || !title || !heading || strncmp(title, heading, strlen(heading))) return true;
    const char *rest = title + strlen(heading);
    size_t skip = separator(rest);
    if (!skip || strlen(rest + skip) > 60) return true;
    for (const char *p = rest + skip; *p; p++)
        if (separator(p)) return true;
    return offer(f, OUTLET, PAGE_TITLE, rest + skip);
}

static bool settle_title(facts *f) {
    if (!site_from_title(f)) return false;
    if (f->title_element && !offer(f, TITLE, PAGE_TITLE, f->title_element)) return false;
    if (f->heading && f->in_h1 && !offer(f, TITLE, ELEMENT, f->heading)) return false;
    if (!f->value[TITLE]) return true;
    f->value[TITLE] = strip_site(f, f->value[TITLE]);
    return f->value[TITLE] != NULL;
}

/* ---- all of it */

static bool take_language(const ro_page *page, ro_document *document) {
    for (uint32_t i = 0; i < ro_page_count(page) && i < 16; i++) {
        const GumboNode *node = ro_page_nodes(page)[i].node;
        const char *code = ro_node_tag(node) == GUMBO_TAG_HTML ? ro_node_attribute(node, "lang") : NULL;
        size_t size = 0;
        while (code && ((code[size] | 0x20) >= 'a' && (code[size] | 0x20) <= 'z')) size++;
        if (size != 2 && size != 3) continue;
        char *copy = ro_arena_copy(document->arena, code, size);
        if (!copy) return false;
        for (size_t k = 0; k < size; k++) copy[k] = (char)(copy[k] | 0x20);
        document->language = copy;
        return true;
    }
    return true;
}

static bool report(facts *f, ro_document *d) {
    d->title = f->value[TITLE];
    d->outlet = f->value[OUTLET];
    d->uri = f->value[URI];
    d->published = f->value[PUBLISHED];
    d->modified = f->value[MODIFIED];
    d->section = f->value[SECTION];
    d->bylines = f->authors;
    if (f->odd_date && !d->published &&
        !ro_document_warn(d, "date", "The page gives a date in a form that is not known; it was left out."))
        return false;
    return !f->odd_json || ro_document_warn(d, "metadata", "JSON-LD in the page is broken; it was left out.");
}

bool ro_html_metadata(const ro_page *page, ro_document *document) {
    facts f = {.page = page, .arena = document->arena, .authors_trust = NOWHERE};
    for (int i = 0; i < FIELDS; i++) f.trust[i] = NOWHERE;
    for (uint32_t i = 0; i < ro_page_count(page); i++)
        if (!take_element(&f, i)) return false;
    return settle_title(&f) && take_language(page, document) && report(&f, document);
}
