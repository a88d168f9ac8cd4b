#include "input/date.h"
#include "input/html.h"
#include "input/html_shown.h"
#include "input/json.h"
#include "input/names.h"

#include <strings.h>

enum field { TITLE, OUTLET, URI, PUBLISHED, MODIFIED, SECTION, FIELDS, AUTHOR = FIELDS };

/* How far a place is trusted, the most first. */
enum trust { JSON_LD, OPEN_GRAPH, META, LINK, PAGE_TITLE, ELEMENT, SHOWN, NOWHERE };

static const struct {
    const char *key;
    enum field field;
    enum trust trust;
} keys[] = {
    /* of <meta name, property or itemprop> */
    {"article:author", AUTHOR, OPEN_GRAPH},
    {"article:modified_time", MODIFIED, OPEN_GRAPH},
    {"article:published_time", PUBLISHED, OPEN_GRAPH},
    {"article:published", PUBLISHED, META},
    {"article:section", SECTION, OPEN_GRAPH},
    {"author", AUTHOR, META},
    {"byl", AUTHOR, META},
    {"citation_author", AUTHOR, META},
    {"date", PUBLISHED, META},
    {"datecreated", PUBLISHED, META},
    {"datemodified", MODIFIED, META},
    {"datepublished", PUBLISHED, META},
    {"dc.creator", AUTHOR, META},
    {"dc.date", PUBLISHED, META},
    {"dc.date.created", PUBLISHED, META},
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
    {"schema:datecreated", PUBLISHED, META},
    {"schema:datemodified", MODIFIED, META},
    {"schema:datepublished", PUBLISHED, META},
    {"twitter:title", TITLE, META},
};

/* schema.org's types of reports. */
static const char *const article_types[] = {
    "AnalysisNewsArticle", "Article", "BackgroundNewsArticle", "BlogPosting",       "LiveBlogPosting", "NewsArticle",
    "OpinionNewsArticle",  "Report",  "ReportageNewsArticle",  "ReviewNewsArticle",
};

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { LONGEST = 1024, LONGEST_NAME = 100, MOST_AUTHORS = 50, LD_DEPTH = 8 };

typedef struct facts {
    const ro_page *page;
    ro_arena *arena;
    const char *value[FIELDS];
    enum trust trust[FIELDS], authors_trust;
    ro_strings authors;
    const char *body; /* articleBody */
    size_t body_size;
    const json_t *json;        /* the JSON-LD at hand */
    const char *title_element; /* <title> as it is */
    const char *heading;       /* the first h1, else the first h2 */
    size_t bylines;            /* elements looked at */
    bool odd_date, odd_json, in_h1;
    bool article, live, paywalled; /* what the page calls itself */
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

/* Some sites write entities into JSON, where they mean nothing. */
static bool has_entity(const char *text) {
    const char *amp = strchr(text, '&');
    return amp && strchr(amp, ';');
}

/* NULL: out of memory. What is beyond a limit stays as it is. */
static const char *without_entities(facts *f, const char *text) {
    ro_error error;
    char *out;
    size_t size;
    if (ro_html_fragment("JSON-LD", text, strlen(text), f->arena, &out, &size, &error)) return out;
    return error.code == RO_E_MEMORY ? NULL : text;
}

static bool offer(facts *f, enum field field, enum trust trust, const char *text) {
    if (field == PUBLISHED || field == MODIFIED) return offer_date(f, field, trust, text);
    if (trust >= f->trust[field] || (field == URI && !ro_is_web_address(text))) return true;
    if (trust == JSON_LD && has_entity(text) && !(text = without_entities(f, text))) return false;
    char *value = ro_squeeze(text, LONGEST, f->arena);
    if (!value) return false;
    if (!*value) return true;
    f->value[field] = value;
    f->trust[field] = trust;
    return true;
}

/* "Jane Doe staff writer", "Jane Doe for the Herald": the name alone; of "by" nothing. */
static size_t without_post(const char *name, size_t size) {
    static const char *const posts[] = {" staff writer", " staff reporter", " correspondent", " staff"};
    if ((size == 2 || size == 3) && !strncasecmp(name, "by:", size)) return 0;
    for (size_t i = 0; i < COUNT(posts); i++) {
        size_t post = strlen(posts[i]);
        if (size > post && !strncasecmp(name + size - post, posts[i], post)) size -= post;
    }
    for (size_t i = 3; i + 6 < size; i++)
        if (!strncasecmp(name + i, " for ", 5) && strchr(name, ' ') < name + i) size = i;
    while (size && strchr(" ,;|", name[size - 1])) size--;
    return size;
}

static bool add_author(facts *f, const char *name, size_t size) {
    size = without_post(name, size);
    if (!size || size > LONGEST_NAME || f->authors.count == MOST_AUTHORS) return true;
    for (size_t i = 0; i < f->authors.count; i++)
        if (strlen(f->authors.items[i]) == size && !strncmp(f->authors.items[i], name, size)) return true;
    const char *copy = ro_arena_copy(f->arena, name, size);
    return copy && ro_list_add(f->arena, &f->authors, copy);
}

static bool offer_authors(facts *f, enum trust trust, const char *text) {
    if (trust > f->authors_trust || ro_is_web_address(text)) return true;
    const char *line = ro_squeeze(text, LONGEST, f->arena), *name;
    size_t size;
    if (!line) return false;
    if (!*line) return true;
    if (trust < f->authors_trust) f->authors.count = 0;
    f->authors_trust = trust;
    for (ro_names names = ro_names_of(line); ro_names_next(&names, &name, &size);)
        if (!add_author(f, name, size)) return false;
    return true;
}

/* ---- JSON-LD */

/* A type, or one of an array of them. */
static bool is_type(const json_t *object, const char *name) {
    const json_t *type = json_object_get(object, "@type");
    for (size_t i = 0; i < json_array_size(type); i++)
        if (json_is_string(json_array_get(type, i)) && !strcmp(json_string_value(json_array_get(type, i)), name)) return true;
    return json_is_string(type) && !strcmp(json_string_value(type), name);
}

static bool is_article(const json_t *object) {
    for (size_t i = 0; i < COUNT(article_types); i++)
        if (is_type(object, article_types[i])) return true;
    return false;
}

static bool is_video(const json_t *object) { return is_type(object, "VideoObject"); }

static const json_t *find_type(const json_t *json, bool (*fits)(const json_t *object), int depth) {
    if (fits(json)) return json;
    if (depth == LD_DEPTH) return NULL;
    const json_t *found = NULL;
    for (size_t i = 0; !found && i < json_array_size(json); i++) found = find_type(json_array_get(json, i), fits, depth + 1);
    if (!found && json_is_object(json)) found = find_type(json_object_get(json, "@graph"), fits, depth + 1);
    if (!found && json_is_object(json)) found = find_type(json_object_get(json, "mainEntity"), fits, depth + 1);
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

/* Within a graph things are named by their ids. */
static const json_t *find_id(const json_t *json, const char *id, int depth) {
    const json_t *found = NULL, *own = json_object_get(json, "@id");
    if (json_is_string(own) && !strcmp(json_string_value(own), id) && json_object_get(json, "name")) return json;
    for (size_t i = 0; depth < LD_DEPTH && !found && i < json_array_size(json); i++)
        found = find_id(json_array_get(json, i), id, depth + 1);
    return found || depth == LD_DEPTH || !json_is_object(json) ? found : find_id(json_object_get(json, "@graph"), id, depth + 1);
}

static const json_t *resolve(const facts *f, const json_t *json) {
    const json_t *id = json_object_get(json, "@id");
    if (!json_is_string(id) || json_object_get(json, "name")) return json;
    const json_t *found = find_id(f->json, json_string_value(id), 0);
    return found ? found : json;
}

static bool offer_json(facts *f, enum field field, const json_t *json, const char *key) {
    const char *text = string_of(json, key);
    return !text || offer(f, field, JSON_LD, text);
}

static bool offer_at(facts *f, enum field field, enum trust trust, const json_t *json) {
    return !json_is_string(json) || offer(f, field, trust, json_string_value(json));
}

static bool offer_json_authors(facts *f, const json_t *json) {
    if (!json_is_array(json)) {
        const char *name = string_of(resolve(f, json), "name");
        return !name || offer_authors(f, JSON_LD, name);
    }
    /* each may be looked for in all of the graph */
    for (size_t i = 0; i < json_array_size(json) && i < MOST_AUTHORS; i++) {
        const char *name = string_of(resolve(f, json_array_get(json, i)), "name");
        if (name && !offer_authors(f, JSON_LD, name)) return false;
    }
    return true;
}

/* The longest: a page may have it more than once, cut. */
static bool take_body(facts *f, const json_t *json) {
    const char *text = string_of(json, NULL);
    size_t size = text ? strlen(text) : 0;
    if (size <= f->body_size) return true;
    f->body = ro_arena_copy(f->arena, text, size);
    f->body_size = size;
    return f->body != NULL;
}

static bool says_false(const json_t *json) {
    return json_is_false(json) || (json_is_string(json) && !strcasecmp(json_string_value(json), "false"));
}

static bool offer_article(facts *f, const json_t *article) {
    f->article = true;
    f->live = f->live || is_type(article, "LiveBlogPosting");
    f->paywalled = f->paywalled || says_false(json_object_get(article, "isAccessibleForFree"));
    if (!take_body(f, json_object_get(article, "articleBody"))) return false;
    return offer_json(f, TITLE, json_object_get(article, "headline"), NULL) &&
           offer_json(f, PUBLISHED, json_object_get(article, "datePublished"), NULL) &&
           offer_json(f, MODIFIED, json_object_get(article, "dateModified"), NULL) &&
           offer_json(f, SECTION, json_object_get(article, "articleSection"), NULL) &&
           offer_json(f, OUTLET, resolve(f, json_object_get(article, "publisher")), "name") &&
           offer_json(f, URI, json_object_get(article, "url"), NULL) &&
           offer_json(f, URI, json_object_get(article, "mainEntityOfPage"), "@id") &&
           offer_json_authors(f, json_object_get(article, "author"));
}

/* Line breaks within strings are an error in JSON and common in pages. */
static bool read_json(facts *f, const char *text) {
    char *copy = ro_arena_copy(f->arena, text, strlen(text));
    if (!copy) return false;
    if (!ro_json_fits(text, strlen(text))) return f->odd_json = true;
    for (char *c = copy; *c; c++)
        if ((unsigned char)*c < ' ') *c = ' ';
    json_error_t fault = {0};
    json_t *json = json_loads(copy, JSON_DECODE_INT_AS_REAL, &fault);
    if (!json && (json_error_code(&fault) == json_error_out_of_memory || !fault.text[0])) return false;
    f->odd_json = f->odd_json || !json;
    f->json = json;
    const json_t *article = find_type(json, is_article, 0), *video = article ? NULL : find_type(json, is_video, 0);
    bool good =
        (!article || offer_article(f, article)) && (!video || offer_at(f, PUBLISHED, META, json_object_get(video, "uploadDate")));
    f->json = NULL;
    json_decref(json);
    return good;
}

/* ---- elements */

static bool take_meta(facts *f, const GumboNode *node) {
    static const char *const attributes[] = {"property", "name", "itemprop", "http-equiv"};
    const char *content = ro_node_attribute(node, "content"), *property = ro_node_attribute(node, "property");
    if (property && content && !strcasecmp(property, "og:type") && !strcasecmp(content, "article")) f->article = true;
    if (property && content && !strcasecmp(property, "article:content_tier") && !strcasecmp(content, "locked"))
        f->paywalled = true;
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
    if (strlen(text) > LONGEST_NAME) return true;
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
    default: return take_meta(f, node) && take_byline(f, i, node);
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

/* ---- what the page shows */

/* An organisation that is the outlet itself wrote nothing. */
static void drop_outlet(facts *f) {
    size_t kept = 0;
    for (size_t i = 0; i < f->authors.count; i++) {
        const char *name = f->authors.items[i], *outlet = f->value[OUTLET];
        if (!outlet || strcasecmp(name, outlet)) f->authors.items[kept++] = name;
    }
    f->authors.count = kept;
    if (!kept) f->authors_trust = NOWHERE;
}

static bool take_shown(facts *f) {
    ro_shown shown;
    drop_outlet(f);
    if (f->trust[TITLE] <= META && f->authors.count && f->value[PUBLISHED] && f->value[OUTLET]) return true;
    const char *title = f->trust[TITLE] <= META ? strip_site(f, f->value[TITLE]) : NULL;
    if (!ro_html_shown(f->page, title, f->title_element, f->arena, &shown)) return false;
    if ((shown.title && !offer(f, TITLE, LINK, shown.title)) || (shown.outlet && !offer(f, OUTLET, SHOWN, shown.outlet)) ||
        (shown.date && !offer(f, PUBLISHED, SHOWN, shown.date)) || (shown.byline && !offer_authors(f, SHOWN, shown.byline)))
        return false;
    drop_outlet(f);
    return true;
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
    return !f->odd_json || ro_document_warn(d, "metadata", "JSON-LD in the page is broken or too large; it was left out.");
}

bool ro_html_metadata(const ro_page *page, ro_document *document, ro_known *known) {
    facts f = {.page = page, .arena = document->arena, .authors_trust = NOWHERE};
    for (int i = 0; i < FIELDS; i++) f.trust[i] = NOWHERE;
    for (uint32_t i = 0; i < ro_page_count(page); i++)
        if (!take_element(&f, i)) return false;
    if (!take_shown(&f) || !settle_title(&f) || !take_language(page, document) || !report(&f, document)) return false;
    *known = (ro_known){.title = document->title,
                        .bylines = &document->bylines,
                        .body = f.body,
                        .article = f.article || document->published,
                        .live = f.live,
                        .paywalled = f.paywalled};
    return true;
}
