/* The words of a news item: NITF, XHTML or other XML in line, else text in line. */
#include "input/news.h"

#include <stdio.h>
#include <strings.h>

static const xmlNode *first_element(const xmlNode *parent) {
    const xmlNode *node = parent->children;
    while (node && node->type != XML_ELEMENT_NODE) node = node->next;
    return node;
}

static const char *read_xhtml(ro_fields *f, const xmlNode *parent) {
    ro_buffer html = {0};
    const char *text = NULL;
    if (ro_xml_print_html(parent, &html))
        text = html.size ? ro_fields_html(f, html.data, html.size) : NULL;
    else
        f->failed = true;
    ro_buffer_free(&html);
    return text;
}

static bool has_paragraph(const xmlNode *top) { return ro_xml_find(top, RO_SPACE_ANY, "p") != NULL; }

static const char *read_inline_xml(ro_fields *f, const xmlNode *content) {
    const xmlNode *root = first_element(content);
    if (!root) return NULL;
    ro_fields_language(f, ro_xml_inherited(root, "lang"));
    if (ro_xml_is(root, RO_SPACE_ANY, "nitf")) {
        ro_nitf_metadata(f, root);
        return ro_nitf_words(f, root);
    }
    if (ro_xml_space(root) == RO_SPACE_XHTML || ro_xml_is(root, RO_SPACE_ANY, "html")) return read_xhtml(f, content);
    return has_paragraph(content) ? ro_blocks_words(f, content) : NULL;
}

/* Plain text, or HTML where its type says so. */
static const char *read_inline_data(ro_fields *f, const xmlNode *content) {
    const char *type = ro_xml_attribute(content, "contenttype"), *text = NULL;
    bool html = type && (strstr(type, "html") || strstr(type, "HTML"));
    ro_buffer raw = {0};
    if ((type && strncasecmp(type, "text/", 5) && !html) || ro_xml_attribute(content, "encoding")) return NULL;
    if (first_element(content)) return read_xhtml(f, content);
    if (!ro_xml_content(content, &raw))
        f->failed = true;
    else if (raw.size)
        text = html ? ro_fields_html(f, raw.data, raw.size) : ro_fields_plain(f, raw.data);
    ro_buffer_free(&raw);
    return text;
}

/* ---- why there is none */

static const char *kind_of(const xmlNode *item) {
    static const char *const kinds[][2] = {{"picture", "a picture"}, {"photo", "a picture"},   {"video", "a video"},
                                           {"audio", "a sound"},     {"graphic", "a graphic"}, {"animation", "an animation"}};
    const xmlNode *class = ro_xml_child(ro_xml_child(item, RO_SPACE_ANY, "itemMeta"), RO_SPACE_ANY, "itemClass");
    const char *code = class ? ro_newsml_code(class) : NULL;
    for (size_t i = 0; code && i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(code, kinds[i][0])) return kinds[i][1];
    return NULL;
}

static void refuse(ro_fields *f, const xmlNode *item, const xmlNode *contents) {
    char why[160];
    const char *kind = kind_of(item);
    const xmlNode *xml = ro_xml_child(contents, RO_SPACE_ANY, "inlineXML"), *root = xml ? first_element(xml) : NULL;
    if (kind)
        snprintf(why, sizeof why, "a news item of %s, without a text", kind);
    else if (root)
        snprintf(why, sizeof why, "the news item has no text: what it holds is <%.40s>", ro_xml_name(root));
    else if (ro_xml_child(contents, RO_SPACE_ANY, "remoteContent"))
        snprintf(why, sizeof why, "the news item has no text in it, only an address: give what it leads to");
    else
        snprintf(why, sizeof why, "the news item has no text");
    ro_fields_refuse(f, why);
}

void ro_newsml_words(ro_fields *f, const xmlNode *item) {
    const xmlNode *contents = ro_xml_is(item, RO_SPACE_ANY, "contentSet") ? item : ro_xml_child(item, RO_SPACE_ANY, "contentSet");
    const char *text = NULL;
    for (const xmlNode *node = ro_xml_child(contents, RO_SPACE_ANY, "inlineXML"); node && !text;
         node = ro_xml_next(node, RO_SPACE_ANY, "inlineXML"))
        text = read_inline_xml(f, node);
    for (const xmlNode *node = ro_xml_child(contents, RO_SPACE_ANY, "inlineData"); node && !text;
         node = ro_xml_next(node, RO_SPACE_ANY, "inlineData"))
        text = read_inline_data(f, node);
    if (text)
        ro_fields_text(f, text);
    else
        refuse(f, item, contents);
}
