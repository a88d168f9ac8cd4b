/* NewsML-G2: news items, alone or several in a message; what else there is is refused by name. */
#include "input/news.h"
#include "input/input.h"

/* Roots, and items of a message, that are no reports. */
static const struct {
    const char *name, *what;
} others[] = {
    {"packageItem", "a package without texts: it only refers to other items: give those"},
    {"conceptItem", "a concept item: it explains a term and holds no report"},
    {"knowledgeItem", "a knowledge item: it explains terms and holds no report"},
    {"planningItem", "a planning item: it says what will be covered and holds no report"},
    {"eventsItem", "an events item: it announces events and holds no report"},
    {"catalogItem", "a catalogue of codes: it holds no report"},
    {"contentMeta", "only the metadata of a news item: its text is missing"},
};

static const char *what_is(const xmlNode *node) {
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (ro_xml_is(node, RO_SPACE_ANY, others[i].name)) return others[i].what;
    return NULL;
}

static bool is_item(const xmlNode *node) { return ro_xml_is(node, RO_SPACE_ANY, "newsItem"); }

static bool fill(const ro_xml *xml, const xmlNode *item, ro_document *document, ro_error *fault) {
    ro_fields f = {.document = document, .error = fault};
    const char *other = what_is(item);
    document->format = "newsml";
    if (other) {
        ro_fields_refuse(&f, other);
        return ro_fields_done(&f);
    }
    ro_newsml_metadata(&f, item);
    ro_newsml_words(&f, item);
    ro_newsml_bylines(&f, item);
    return ro_fields_done(&f) && (ro_xml_warn(xml, item, document) || ro_fail_memory(fault));
}

static bool settle(const ro_xml *xml, const xmlNode *item, ro_batch *batch, ro_document *document, ro_error *error) {
    ro_error fault = {0};
    return document && ro_batch_settle(batch, fill(xml, item, document, &fault), &fault, error);
}

/* One of several: its id is made of the element as xml_print.c writes it. */
static bool read_item(const ro_xml *xml, const xmlNode *item, ro_batch *batch, ro_error *error) {
    ro_buffer element = {0};
    bool printed = ro_xml_print(item, &element);
    ro_document *document = printed ? ro_batch_add(batch, element.data, element.size, error) : (ro_fail_memory(error), NULL);
    ro_buffer_free(&element);
    return settle(xml, item, batch, document, error);
}

/* A package in a message says only how the other items belong together. */
static bool read_message(const ro_xml *xml, ro_batch *batch, ro_error *error) {
    size_t count = 0;
    bool items = ro_xml_find(xml->root, RO_SPACE_ANY, "newsItem") != NULL;
    for (const xmlNode *node = xml->root, *next; node; node = next) {
        bool package = ro_xml_is(node, RO_SPACE_ANY, "packageItem"), known = is_item(node) || what_is(node);
        next = ro_xml_after(xml->root, node, known && !package);
        if (!known || (package && items)) continue;
        if (!read_item(xml, node, batch, error)) return false;
        count++;
    }
    return count || ro_fail(error, RO_E_INPUT, "%s: the news message has no items: nothing to read", batch->name);
}

static bool read_root(const ro_xml *xml, ro_batch *batch, const char *bytes, size_t size, ro_error *error) {
    const xmlNode *root = xml->root;
    if (ro_xml_is(root, RO_SPACE_ANY, "newsMessage") || ro_xml_is(root, RO_SPACE_ANY, "itemSet") ||
        (!is_item(root) && ro_xml_find(root, RO_SPACE_ANY, "newsItem")))
        return read_message(xml, batch, error);
    if (!is_item(root) && !what_is(root) && !ro_xml_is(root, RO_SPACE_ANY, "contentSet"))
        return ro_fail(error, RO_E_INPUT,
                       "%s: no NewsML-G2: the XML's first element is <%.40s>: give the format that it has, or none", batch->name,
                       ro_xml_name(root));
    return settle(xml, root, batch, ro_batch_add_as(batch, batch->name, bytes, size, error), error);
}

bool ro_input_newsml(ro_batch *batch, const char *bytes, size_t size, ro_error *error) {
    ro_xml xml;
    if (!ro_xml_parse(batch->name, bytes, size, &xml, error)) return false;
    bool good = read_root(&xml, batch, bytes, size, error);
    ro_xml_free(&xml);
    return good;
}
