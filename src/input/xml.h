/* xml.h: XML as a tree, read leniently and without harm: no document type, no entities but XML's five and HTML's names, no
 * network, limits on depth, nodes and attributes. xml_repair.c makes whatever came well-formed, libxml2 makes the tree of it.
 */
#ifndef RO_XML_H
#define RO_XML_H

#include "input/batch.h"
#include "text/charset.h"

#include <libxml/tree.h>

enum {
    RO_LIMIT_XML_DEPTH = 256,
    RO_LIMIT_XML_NODES = 1000000,  /* elements, attributes and stretches of text together */
    RO_LIMIT_XML_ATTRIBUTES = 500, /* of one element */
    RO_LIMIT_XML_SPACES = 200,     /* namespaces declared around an element: every name is looked up among them */
};

/* The namespaces that the formats use. Several addresses can mean one; where a prefix is not declared, it means what it does by
 * custom. */
typedef enum ro_space {
    RO_SPACE_ANY, /* for asking */
    RO_SPACE_NONE,
    RO_SPACE_OTHER,
    RO_SPACE_RSS,
    RO_SPACE_RDF,
    RO_SPACE_ATOM,
    RO_SPACE_CONTENT,
    RO_SPACE_DC,
    RO_SPACE_DCTERMS,
    RO_SPACE_ITUNES,
    RO_SPACE_MEDIA,
    RO_SPACE_FEEDBURNER,
    RO_SPACE_XHTML,
    RO_SPACE_NEWSML,
    RO_SPACE_NITF,
} ro_space;

typedef struct ro_xml {
    xmlDoc *tree;
    const xmlNode *root;
    ro_decoded decoded; /* how the bytes became UTF-8; the bytes themselves are gone */
    char label[41];     /* the encoding that the XML declaration names, or "" */
    bool plain;         /* all of it is ASCII, or its units are wider than a byte, so the label does not matter */
    bool repaired;      /* it was not well-formed; what could be read was */
    size_t entities;    /* references to entities that are neither XML's nor HTML's, now literal text */
    size_t controls;    /* control characters that windows-1252 has letters for, now those */
    size_t cut;         /* elements that were open where the input ended too early */
} ro_xml;

/* Parses bytes in any encoding (BOM, XML declaration, else a guess). name: for the error. False with an error: no XML at all, a
 * limit, or out of memory. Free with ro_xml_free. */
bool ro_xml_parse(const char *name, const char *bytes, size_t size, ro_xml *xml, ro_error *error);
void ro_xml_free(ro_xml *xml);
/* Adds the warnings ("encoding", "entities", "repaired", "truncated") to a document that was made of this node. False: out of
 * memory. */
bool ro_xml_warn(const ro_xml *xml, const xmlNode *node, ro_document *document);

/* ---- looking around. What is handed out is the tree's own, but for what an arena is given for. */

/* An element's name without its prefix, and the namespace that it is in. */
const char *ro_xml_name(const xmlNode *element);
ro_space ro_xml_space(const xmlNode *element);
/* Whether a node is an element of this local name, in this namespace. */
bool ro_xml_is(const xmlNode *node, ro_space space, const char *name);
/* Likewise, in the namespace that the parent is in, as an item's own elements are. */
bool ro_xml_is_own(const xmlNode *parent, const xmlNode *node, const char *name);
/* The first child element of that name; the next sibling element of that name; NULL: none. */
const xmlNode *ro_xml_child(const xmlNode *parent, ro_space space, const char *name);
const xmlNode *ro_xml_next(const xmlNode *node, ro_space space, const char *name);
const xmlNode *ro_xml_own(const xmlNode *parent, const char *name);
/* The first element of that name below a node; NULL: none. */
const xmlNode *ro_xml_find(const xmlNode *top, ro_space space, const char *name);
/* The node after this one in the order of the document, without leaving top; NULL: no more. skip: not into this one. */
const xmlNode *ro_xml_after(const xmlNode *top, const xmlNode *node, bool skip);
/* An attribute's value by its local name, without its namespace; NULL: none. ro_xml_inherited: of the element or the next one
 * around it that has it. */
const char *ro_xml_attribute(const xmlNode *element, const char *name);
const char *ro_xml_inherited(const xmlNode *element, const char *name);
/* All text below a node, white space collapsed and trimmed; NULL: none at all, or with *failed: out of memory. */
const char *ro_xml_text(const xmlNode *node, ro_arena *arena, bool *failed);
/* Adds all text below a node as it is. False: out of memory. */
bool ro_xml_content(const xmlNode *node, ro_buffer *out);
/* Adds the node and what is below it as XML in UTF-8, for ids: attributes in the order they came, no comments. False: out of
 * memory. */
bool ro_xml_print(const xmlNode *node, ro_buffer *out);
/* Adds what is below it as HTML: no prefixes, no scripts. False: out of memory. */
bool ro_xml_print_html(const xmlNode *node, ro_buffer *out);
/* An address resolved against xml:base, if any; as it is where it is none, or longer than addresses are. NULL: out of memory. */
const char *ro_xml_address(const xmlNode *element, const char *address, ro_arena *arena);

/* xml_repair.c: adds well-formed XML without a document type, a declaration, comments and instructions to out; what is wrong is
 * told in *xml. text ends in a zero. */
bool ro_xml_repair(const char *name, const char *text, size_t size, ro_xml *xml, ro_buffer *out, ro_error *error);

#endif
