/* A part of the tree as bytes: as XML, of which ids are made, and as HTML, which the reader of pages reads. */
#include "input/xml.h"

#include <strings.h>

typedef struct printer {
    ro_buffer *out;
    bool html, failed;
} printer;

static void add(printer *p, const char *bytes, size_t size) { p->failed = p->failed || !ro_buffer_add(p->out, bytes, size); }
static void add_word(printer *p, const char *word) { add(p, word, strlen(word)); }

static void add_escaped(printer *p, const char *text) {
    while (*text && !p->failed) {
        size_t size = strcspn(text, "<>&\"");
        add(p, text, size);
        text += size;
        if (!*text) break;
        add_word(p, *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : *text == '&' ? "&amp;" : "&quot;");
        text++;
    }
}

static void add_name(printer *p, const xmlNs *ns, const xmlChar *name) {
    if (!p->html && ns && ns->prefix) {
        add_word(p, (const char *)ns->prefix);
        add_word(p, ":");
    }
    add_word(p, (const char *)name);
}

static void add_pair(printer *p, const char *value) {
    add_word(p, "=\"");
    add_escaped(p, value);
    add_word(p, "\"");
}

static void add_tag(printer *p, const xmlNode *element) {
    add_word(p, "<");
    if (p->html)
        add_word(p, ro_xml_name(element));
    else
        add_name(p, element->ns, element->name);
    for (const xmlNs *ns = p->html ? NULL : element->nsDef; ns; ns = ns->next) {
        add_word(p, ns->prefix ? " xmlns:" : " xmlns");
        if (ns->prefix) add_word(p, (const char *)ns->prefix);
        add_pair(p, ns->href ? (const char *)ns->href : "");
    }
    for (const xmlAttr *a = element->properties; a; a = a->next) {
        const xmlNode *value = a->children;
        add_word(p, " ");
        add_name(p, a->ns, a->name);
        add_pair(p, value && value->content ? (const char *)value->content : "");
    }
    add_word(p, !p->html && !element->children ? "/>" : ">");
}

static void add_end(printer *p, const xmlNode *element) {
    static const char *const empty[] = {"area", "base",  "br",   "col",  "embed",  "hr",
                                        "img",  "input", "link", "meta", "source", "wbr"};
    for (size_t i = 0; p->html && i < sizeof empty / sizeof *empty; i++)
        if (!strcasecmp(ro_xml_name(element), empty[i])) return;
    if (!p->html && !element->children) return;
    add_word(p, "</");
    if (p->html)
        add_word(p, ro_xml_name(element));
    else
        add_name(p, element->ns, element->name);
    add_word(p, ">");
}

static bool is_script(const printer *p, const xmlNode *node) {
    return p->html && (ro_xml_is(node, RO_SPACE_ANY, "script") || ro_xml_is(node, RO_SPACE_ANY, "style"));
}

/* Begins at a node and ends when all below it is done; no recursion, however deep it is. */
static void print(printer *p, const xmlNode *top, bool itself) {
    for (const xmlNode *node = top; node && !p->failed;) {
        bool element = node->type == XML_ELEMENT_NODE, shown = itself || node != top;
        bool enter = element && node->children && !is_script(p, node);
        if (element && shown && !is_script(p, node)) add_tag(p, node);
        if (!element && node->content && node->type != XML_COMMENT_NODE) add_escaped(p, (const char *)node->content);
        if (enter) {
            node = node->children;
            continue;
        }
        if (element && shown && !is_script(p, node)) add_end(p, node);
        while (node != top && !node->next) {
            node = node->parent;
            if (node != top || itself) add_end(p, node);
        }
        node = node == top ? NULL : node->next;
    }
}

bool ro_xml_print(const xmlNode *node, ro_buffer *out) {
    printer p = {.out = out};
    print(&p, node, true);
    return !p.failed;
}

bool ro_xml_print_html(const xmlNode *node, ro_buffer *out) {
    printer p = {.out = out, .html = true};
    print(&p, node, false);
    return !p.failed;
}
