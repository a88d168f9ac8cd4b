#include "input/xml.h"
#include "input/input.h"
#include "text/text.h"

#include <libxml/parser.h>
#include <libxml/uri.h>
#include <strings.h>

enum {
    HEAD = 1024,         /* as far as the XML declaration may be from the beginning */
    LONGEST_SPACE = 100, /* address of a namespace that may be a known one */
    LONGEST_ADDRESS = 4096
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- the encoding */

static const char *find(const char *from, const char *end, const char *word) {
    size_t size = strlen(word);
    for (; (size_t)(end - from) >= size; from++)
        if (!strncasecmp(from, word, size)) return from;
    return NULL;
}

/* Behind `encoding=` in the XML declaration, which some put behind a comment. */
static void read_label(const char *bytes, size_t size, char *label, size_t room) {
    const char *end = bytes + (size < HEAD ? size : HEAD), *at = find(bytes, end, "<?xml "), *stop;
    stop = at ? find(at, end, "?>") : NULL;
    at = stop ? find(at, stop, "encoding") : NULL;
    if (!at) return;
    for (at += strlen("encoding"); at < stop && (ro_is_blank(*at) || *at == '=' || *at == '"' || *at == '\'');) at++;
    for (; room > 1 && at < stop && (unsigned char)*at > ' ' && (unsigned char)*at < 0x7F && *at != '"' && *at != '\''; room--)
        *label++ = *at++;
    *label = 0;
}

/* XML begins with "<", so that units wider than a byte show. NULL: they are not, or there is a BOM. */
static const char *bom_of_wide(const char *bytes, size_t size, size_t *length) {
    static const struct {
        const char *first, *bom;
        size_t size;
    } signs[] = {{"\0\0\0<", "\0\0\xFE\xFF", 4}, {"<\0\0\0", "\xFF\xFE\0\0", 4}, {"\0<", "\xFE\xFF", 2}, {"<\0", "\xFF\xFE", 2}};
    for (size_t i = 0; i < COUNT(signs); i++) {
        if (size < signs[i].size || memcmp(bytes, signs[i].first, signs[i].size)) continue;
        *length = signs[i].size;
        return signs[i].bom;
    }
    return NULL;
}

static bool decode(const char *bytes, size_t size, ro_arena *arena, ro_xml *xml) {
    size_t length;
    const char *bom = bom_of_wide(bytes, size, &length);
    if (bom) {
        char *marked = ro_arena_alloc(arena, size + length);
        if (!marked) return false;
        memcpy(marked, bom, length);
        memcpy(marked + length, bytes, size);
        bytes = marked;
        size += length;
    }
    read_label(bytes, size, xml->label, sizeof xml->label);
    if (!ro_decode(bytes, size, *xml->label ? xml->label : NULL, arena, &xml->decoded)) return false;
    xml->plain = true;
    for (size_t i = 0; i < size && xml->plain; i++) xml->plain = (unsigned char)bytes[i] < 0x80;
    xml->plain = xml->plain || !strncmp(xml->decoded.charset, "UTF-16", 6) || !strncmp(xml->decoded.charset, "UTF-32", 6);
    return true;
}

/* ---- the tree */

/* libxml2 prints what goes wrong where nobody listens, and it keeps the last error. While we are in it, it tells us; what its
 * other users in this thread have set comes back. */
typedef struct listening {
    xmlStructuredErrorFunc before;
    void *context;
    bool starved; /* memory ran out */
} listening;

static void hear(void *data, xmlErrorPtr error) {
    listening *l = data;
    if (error && error->code == XML_ERR_NO_MEMORY) l->starved = true;
}

static void listen(listening *l) {
    xmlInitParser(); /* once in a process; safe from several threads */
    *l = (listening){.before = xmlStructuredError, .context = xmlStructuredErrorContext};
    xmlSetStructuredErrorFunc(l, hear);
}

static void stop_listening(const listening *l) {
    xmlSetStructuredErrorFunc(l->context, l->before);
    xmlResetLastError();
}

static bool build(const char *name, const ro_buffer *text, ro_xml *xml, ro_error *error) {
    const int options = XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE;
    if (text->size > INT32_MAX) return ro_fail(error, RO_E_LIMIT, "%s: longer than 2 GiB: split it", name);
    listening l;
    listen(&l);
    xmlParserCtxt *context = xmlNewParserCtxt();
    if (context) {
        xml->tree = xmlCtxtReadMemory(context, text->data, (int)text->size, NULL, "UTF-8", options);
        l.starved = l.starved || context->errNo == XML_ERR_NO_MEMORY;
        xml->repaired = xml->repaired || !context->wellFormed;
    }
    xmlFreeParserCtxt(context);
    stop_listening(&l);
    if (l.starved || !xml->tree) return ro_fail_memory(error);
    xml->root = xmlDocGetRootElement(xml->tree);
    return xml->root ||
           ro_fail(error, RO_E_INPUT,
                   "%s: no XML element in it: it is no feed and no news item: give the format that it has, or none", name);
}

static bool parse(const char *name, const char *bytes, size_t size, ro_arena *arena, ro_xml *xml, ro_error *error) {
    ro_buffer text = {0};
    if (!decode(bytes, size, arena, xml)) return ro_fail_memory(error);
    bool good = ro_xml_repair(name, xml->decoded.bytes, xml->decoded.size, xml, &text, error) && build(name, &text, xml, error);
    xml->decoded.bytes = NULL;
    ro_buffer_free(&text);
    return good;
}

bool ro_xml_parse(const char *name, const char *bytes, size_t size, ro_xml *xml, ro_error *error) {
    *xml = (ro_xml){0};
    ro_arena *arena = ro_arena_new();
    bool good = arena ? parse(name, bytes, size, arena, xml, error) : ro_fail_memory(error);
    ro_arena_free(arena);
    if (!good) ro_xml_free(xml);
    return good;
}

void ro_xml_free(ro_xml *xml) {
    xmlFreeDoc(xml->tree);
    *xml = (ro_xml){0};
}

/* ---- warnings */

static bool warn_label(const ro_xml *xml, ro_document *document) {
    const char *named = ro_charset_named(xml->label), *charset = xml->decoded.charset;
    if (!*xml->label || !strncmp(charset, "UTF-16", 6) || !strncmp(charset, "UTF-32", 6)) return true;
    if (!named)
        return ro_document_warn(document, "encoding", "Nobody knows the encoding that the XML declares (%s); it was read as %s.",
                                xml->label, charset);
    return xml->plain || !strcmp(named, charset) ||
           ro_document_warn(document, "encoding", "The XML declares %s, but its bytes are %s and were read as that.", xml->label,
                            charset);
}

/* Whether it is one of those that were open at the end: the root, its last child and so on. */
static bool is_cut(const ro_xml *xml, const xmlNode *node) {
    const xmlNode *open = xml->root;
    for (size_t i = 0; open && i < xml->cut; i++) {
        if (open == node) return true;
        for (open = open->last; open && open->type != XML_ELEMENT_NODE;) open = open->prev;
    }
    return false;
}

bool ro_xml_warn(const ro_xml *xml, const xmlNode *node, ro_document *document) {
    bool good = ro_input_warn(document, &xml->decoded) && warn_label(xml, document);
    if (good && xml->controls)
        good = ro_document_warn(document, "encoding", "%zu control character%s of windows-1252 and became its letters.",
                                xml->controls, xml->controls == 1 ? " was one" : "s were those");
    if (good && xml->entities)
        good = ro_document_warn(document, "entities",
                                "%zu reference%s to entities that are neither XML's nor HTML's; left as they are written.",
                                xml->entities, xml->entities == 1 ? "" : "s");
    if (good && is_cut(xml, node))
        return ro_document_warn(document, "truncated", "The input ends within this report; what there is of it was read.");
    if (good && xml->repaired)
        good = ro_document_warn(document, "repaired", "The XML is not well-formed; what could be read of it was read.");
    return good;
}

/* ---- names */

typedef struct meaning {
    const char *word;
    ro_space space;
} meaning;

/* Without the scheme, and without "/" or "#" at the end. */
static const meaning addresses[] = {
    {"backend.userland.com/rss", RO_SPACE_RSS},
    {"backend.userland.com/rss2", RO_SPACE_RSS},
    {"backend.userland.com/rss091", RO_SPACE_RSS},
    {"blogs.law.harvard.edu/tech/rss", RO_SPACE_RSS},
    {"channel.netscape.com/rdf/simple/0.9", RO_SPACE_RSS},
    {"cyber.harvard.edu/rss", RO_SPACE_RSS},
    {"cyber.law.harvard.edu/rss", RO_SPACE_RSS},
    {"iptc.org/std/NITF/2006-10-18", RO_SPACE_NITF},
    {"iptc.org/std/nar/2006-10-01", RO_SPACE_NEWSML},
    {"my.netscape.com/rdf/simple/0.9", RO_SPACE_RSS},
    {"my.netscape.com/publish/formats/rss-0.91.dtd", RO_SPACE_RSS},
    {"purl.org/atom/ns", RO_SPACE_ATOM},
    {"purl.org/dc/elements/1.0", RO_SPACE_DC},
    {"purl.org/dc/elements/1.1", RO_SPACE_DC},
    {"purl.org/dc/terms", RO_SPACE_DCTERMS},
    {"purl.org/net/rss1.1", RO_SPACE_RSS},
    {"purl.org/rss/1.0", RO_SPACE_RSS},
    {"purl.org/rss/1.0/modules/content", RO_SPACE_CONTENT},
    {"purl.org/rss/1.0/modules/dc", RO_SPACE_DC},
    {"rssnamespace.org/feedburner/ext/1.0", RO_SPACE_FEEDBURNER},
    {"search.yahoo.com/mrss", RO_SPACE_MEDIA},
    {"www.itunes.com/DTDs/Podcast-1.0.dtd", RO_SPACE_ITUNES},
    {"www.w3.org/1999/02/22-rdf-syntax-ns", RO_SPACE_RDF},
    {"www.w3.org/1999/xhtml", RO_SPACE_XHTML},
    {"www.w3.org/2005/Atom", RO_SPACE_ATOM},
};

static const meaning prefixes[] = {
    {"atom", RO_SPACE_ATOM},       {"atom10", RO_SPACE_ATOM},           {"content", RO_SPACE_CONTENT}, {"dc", RO_SPACE_DC},
    {"dcterms", RO_SPACE_DCTERMS}, {"feedburner", RO_SPACE_FEEDBURNER}, {"itunes", RO_SPACE_ITUNES},   {"media", RO_SPACE_MEDIA},
    {"rdf", RO_SPACE_RDF},         {"xhtml", RO_SPACE_XHTML},
};

static ro_space meaning_of(const meaning *list, size_t count, const char *word, size_t size) {
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i].word) == size && !strncasecmp(list[i].word, word, size)) return list[i].space;
    return RO_SPACE_OTHER;
}

/* Asked of every element again: a long address must not cost its length each time. */
static ro_space space_of_address(const char *address) {
    if (strnlen(address, LONGEST_SPACE) == LONGEST_SPACE) return RO_SPACE_OTHER;
    const char *from = strstr(address, "://");
    from = from ? from + 3 : address;
    size_t size = strlen(from);
    while (size && (from[size - 1] == '/' || from[size - 1] == '#')) size--;
    return size ? meaning_of(addresses, COUNT(addresses), from, size) : RO_SPACE_NONE;
}

/* libxml2 leaves a prefix that is not declared in the name. */
const char *ro_xml_name(const xmlNode *element) {
    const char *name = (const char *)element->name, *colon = element->ns ? NULL : strrchr(name, ':');
    return colon ? colon + 1 : name;
}

ro_space ro_xml_space(const xmlNode *element) {
    const char *name = (const char *)element->name, *colon = strchr(name, ':');
    if (element->ns) return element->ns->href ? space_of_address((const char *)element->ns->href) : RO_SPACE_NONE;
    return colon ? meaning_of(prefixes, COUNT(prefixes), name, (size_t)(colon - name)) : RO_SPACE_NONE;
}

bool ro_xml_is(const xmlNode *node, ro_space space, const char *name) {
    return node && node->type == XML_ELEMENT_NODE && !strcmp(ro_xml_name(node), name) &&
           (space == RO_SPACE_ANY || ro_xml_space(node) == space);
}

bool ro_xml_is_own(const xmlNode *parent, const xmlNode *node, const char *name) {
    return ro_xml_is(node, RO_SPACE_ANY, name) && (node->ns == parent->ns || ro_xml_space(node) == ro_xml_space(parent));
}

/* ---- walking */

const xmlNode *ro_xml_child(const xmlNode *parent, ro_space space, const char *name) {
    const xmlNode *node = parent ? parent->children : NULL;
    while (node && !ro_xml_is(node, space, name)) node = node->next;
    return node;
}

const xmlNode *ro_xml_next(const xmlNode *node, ro_space space, const char *name) {
    for (node = node->next; node && !ro_xml_is(node, space, name);) node = node->next;
    return node;
}

const xmlNode *ro_xml_own(const xmlNode *parent, const char *name) {
    const xmlNode *node = parent ? parent->children : NULL;
    while (node && !ro_xml_is_own(parent, node, name)) node = node->next;
    return node;
}

const xmlNode *ro_xml_after(const xmlNode *top, const xmlNode *node, bool skip) {
    if (!skip && node->children && node->type == XML_ELEMENT_NODE) return node->children;
    while (node != top && !node->next) node = node->parent;
    return node == top ? NULL : node->next;
}

const xmlNode *ro_xml_find(const xmlNode *top, ro_space space, const char *name) {
    const xmlNode *node = top;
    while (node && (node == top || !ro_xml_is(node, space, name))) node = ro_xml_after(top, node, false);
    return node;
}

/* ---- values */

/* A value is one text: the repair leaves no references to entities. */
static const char *value_of(const xmlAttr *attribute) {
    return attribute->children && attribute->children->content ? (const char *)attribute->children->content : "";
}

const char *ro_xml_attribute(const xmlNode *element, const char *name) {
    for (const xmlAttr *a = element ? element->properties : NULL; a; a = a->next) {
        const char *colon = a->ns ? NULL : strrchr((const char *)a->name, ':');
        if (!strcmp(colon ? colon + 1 : (const char *)a->name, name)) return value_of(a);
    }
    return NULL;
}

const char *ro_xml_inherited(const xmlNode *element, const char *name) {
    for (; element && element->type == XML_ELEMENT_NODE; element = element->parent) {
        const char *value = ro_xml_attribute(element, name);
        if (value && *value) return value;
    }
    return NULL;
}

static bool is_text(const xmlNode *node) {
    return (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content;
}

bool ro_xml_content(const xmlNode *top, ro_buffer *out) {
    for (const xmlNode *node = top; node; node = ro_xml_after(top, node, false))
        if (is_text(node) && !ro_buffer_add(out, node->content, strlen((const char *)node->content))) return false;
    return true;
}

const char *ro_xml_text(const xmlNode *node, ro_arena *arena, bool *failed) {
    ro_buffer all = {0};
    if (!node) return NULL;
    bool good = ro_xml_content(node, &all);
    size_t size = 0;
    for (size_t i = 0; i < all.size; i++) {
        if (!ro_is_blank(all.data[i]))
            all.data[size++] = all.data[i];
        else if (size && all.data[size - 1] != ' ')
            all.data[size++] = ' ';
    }
    while (size && all.data[size - 1] == ' ') size--;
    const char *copy = good && size ? ro_arena_copy(arena, all.data, size) : NULL;
    if (!good || (size && !copy)) *failed = true;
    ro_buffer_free(&all);
    return copy;
}

const char *ro_xml_address(const xmlNode *element, const char *address, ro_arena *arena) {
    const char *base = ro_xml_inherited(element, "base");
    size_t scheme = strspn(address, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");
    xmlChar *whole = NULL;
    /* libxml2 takes the square of an address's length, and every item asks for its own */
    bool sane =
        strnlen(address, LONGEST_ADDRESS) < LONGEST_ADDRESS && (!base || strnlen(base, LONGEST_ADDRESS) < LONGEST_ADDRESS);
    listening l = {0};
    if (base && sane && address[scheme] != ':') {
        listen(&l);
        whole = xmlBuildURI((const xmlChar *)address, (const xmlChar *)base);
        stop_listening(&l);
    }
    const char *found = whole ? (const char *)whole : address;
    const char *copy = l.starved ? NULL : ro_arena_copy(arena, found, strlen(found));
    xmlFree(whole);
    return copy;
}
