/* html_page.h: a page's tree as an array in the order of the source, so that nothing has to walk it by recursion. */
#ifndef RO_HTML_PAGE_H
#define RO_HTML_PAGE_H

#include "base/base.h"

#include <gumbo.h>

typedef struct ro_page ro_page;

typedef struct ro_page_node {
    const GumboNode *node;
    uint32_t parent; /* index; of the first: itself */
    uint32_t end;    /* the index behind the last node below it */
    GumboTag tag;    /* as ro_node_tag has it */
} ro_page_node;

enum { RO_LIMIT_DEPTH = 512 };

/* Parses UTF-8, which is borrowed. name: for the error. NULL with an error: out of memory, or a page made to exhaust the parser
 * (nested deeper than RO_LIMIT_DEPTH, thousands of attributes on a tag, a tree of more than RO_LIMIT_TREE bytes). Free with
 * ro_page_free. */
#define RO_LIMIT_TREE ((size_t)256 * 1024 * 1024)
ro_page *ro_page_parse(const char *name, const char *bytes, size_t size, ro_error *error);
void ro_page_free(ro_page *page);

uint32_t ro_page_count(const ro_page *page);
const ro_page_node *ro_page_nodes(const ro_page *page); /* the first is the document */

/* Of a node: its tag, GUMBO_TAG_LAST where it is no HTML element; an attribute's value or NULL; its own text or NULL. */
GumboTag ro_node_tag(const GumboNode *node);
const char *ro_node_attribute(const GumboNode *node, const char *name);
const char *ro_node_text(const GumboNode *node);
/* A link, as its author meant it: not what a forgotten </a> makes one of. */
bool ro_node_is_link(const ro_page_node *node);
/* All text below a node, white space collapsed, no more than most bytes (1024 at most), cut between code points. NULL: out of
 * memory. */
char *ro_page_text(const ro_page *page, uint32_t node, size_t most, ro_arena *arena);

/* White space collapsed and trimmed. NULL: out of memory. */
char *ro_squeeze(const char *text, size_t most, ro_arena *arena);

#endif
