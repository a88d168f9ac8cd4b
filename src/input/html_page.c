#include "input/html_page.h"

#include "input/html_trim.h"
#include "text/text.h"

#include <setjmp.h>

/* gumbo has no limits and does not survive a failed allocation; everything it allocates goes through here. */
typedef struct chunk {
    struct chunk *next;
    _Alignas(16) char data[];
} chunk;

typedef struct piece {
    size_t size; /* of its data, as it was rounded */
    union {
        struct piece *next; /* of those that are free */
        char data[sizeof(void *)];
    };
} piece;

enum {
    CHECK_EVERY = 128,
    MOST_STEPS = 8 * RO_LIMIT_DEPTH,
    MOST_ATTRIBUTES = 2000,
    CHUNK = 256 * 1024,
    GRAIN = 16, /* pieces are multiples of it, less their head */
    CLASSES = 64,
};

typedef enum trouble { NO_TROUBLE, OUT_OF_MEMORY, TOO_LARGE, TOO_DEEP, TOO_MANY_ATTRIBUTES } trouble;

typedef struct heap {
    chunk *chunks;
    char *next;           /* of the first chunk: what is not taken yet */
    size_t left;          /* bytes there */
    piece *free[CLASSES]; /* small pieces that were given back, by their size; larger ones wait for the end */
    size_t held;
    unsigned calls, attributes;
    const GumboOutput *output; /* what gumbo allocates first; its tree is whole at every allocation */
    trouble trouble;
    jmp_buf out;
} heap;

struct ro_page {
    heap heap;
    ro_arena *arena;
    ro_page_node *nodes;
    uint32_t count;
};

/* ---- limits */

static const GumboVector *children_of(const GumboNode *node) {
    if (node->type == GUMBO_NODE_DOCUMENT) return &node->v.document.children;
    if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) return &node->v.element.children;
    return NULL;
}

static const GumboNode *last_child(const GumboNode *node, unsigned back) {
    const GumboVector *children = children_of(node);
    return children && children->length > back ? children->data[children->length - 1 - back] : NULL;
}

static bool fostered(const GumboNode *node) {
    return node && (node->parse_flags & GUMBO_INSERTION_FOSTER_PARENTED) &&
           (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE);
}

/* Whether the open elements nest too deep. They are the last children, but for those that a table put before itself. */
static bool too_deep(const GumboNode *document) {
    struct {
        const GumboNode *node;
        unsigned depth;
    } stack[RO_LIMIT_DEPTH] = {{document, 0}};
    unsigned count = 1, steps = 0;
    while (count) {
        const GumboNode *node = stack[--count].node;
        for (unsigned depth = stack[count].depth; node; depth++) {
            if (depth > RO_LIMIT_DEPTH || ++steps > MOST_STEPS) return true;
            const GumboNode *last = last_child(node, 0), *before = last_child(node, 1);
            if (fostered(before)) {
                if (count == RO_LIMIT_DEPTH) return true;
                stack[count].node = before;
                stack[count++].depth = depth + 1;
            }
            node = last;
        }
    }
    return false;
}

static trouble check(heap *h, size_t size) {
    if (size > RO_LIMIT_TREE) return TOO_LARGE;
    if (size == sizeof(GumboNode)) h->attributes = 0;
    if (size == sizeof(GumboAttribute) && ++h->attributes > MOST_ATTRIBUTES) return TOO_MANY_ATTRIBUTES;
    if (++h->calls % CHECK_EVERY || !h->output || !h->output->document) return NO_TROUBLE;
    return too_deep(h->output->document) ? TOO_DEEP : NO_TROUBLE;
}

static bool add_chunk(heap *h, size_t size) {
    size_t room = size > CHUNK ? size : CHUNK;
    if (room > RO_LIMIT_TREE - h->held) return h->trouble = TOO_LARGE, false;
    chunk *c = malloc(sizeof *c + room);
    if (!c) return h->trouble = OUT_OF_MEMORY, false;
    *c = (chunk){.next = h->chunks};
    h->chunks = c;
    h->held += room;
    h->next = c->data;
    h->left = room;
    return true;
}

static piece *take(heap *h, size_t size) {
    size_t rounded = (sizeof(size_t) + size + GRAIN - 1) & ~(size_t)(GRAIN - 1), class = rounded / GRAIN;
    if (class < CLASSES && h->free[class]) {
        piece *p = h->free[class];
        h->free[class] = p->next;
        return p;
    }
    if (h->left < rounded && !add_chunk(h, rounded)) return NULL;
    piece *p = (piece *)(void *)h->next;
    h->next += rounded;
    h->left -= rounded;
    p->size = rounded - sizeof(size_t);
    return p;
}

static void *allocate(void *context, size_t size) {
    heap *h = context;
    h->trouble = check(h, size);
    piece *p = h->trouble ? NULL : take(h, size);
    if (!p) longjmp(h->out, 1);
    if (h->calls == 1 && size == sizeof(GumboOutput)) h->output = memset(p->data, 0, size);
    return p->data;
}

static void release(void *context, void *memory) {
    if (!memory) return;
    heap *h = context;
    piece *p = (piece *)(void *)((char *)memory - offsetof(piece, data));
    size_t class = (p->size + sizeof(size_t)) / GRAIN;
    if ((char *)memory + p->size == h->next) {
        h->next = (char *)p;
        h->left += p->size + sizeof(size_t);
    } else if (class < CLASSES) {
        p->next = h->free[class];
        h->free[class] = p;
    }
}

/* ---- parsing */

static trouble parse(heap *h, const char *bytes, size_t size) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = release;
    options.userdata = h;
    options.max_errors = 0;
    if (!setjmp(h->out)) (void)gumbo_parse_with_options(&options, bytes, size);
    return h->trouble;
}

static trouble trim_and_parse(ro_page *page, const char *bytes, size_t size) {
    char *trimmed;
    size_t left, attributes;
    if (!ro_html_trim(bytes, size, page->arena, &trimmed, &left, &attributes)) return OUT_OF_MEMORY;
    return attributes > MOST_ATTRIBUTES ? TOO_MANY_ATTRIBUTES : parse(&page->heap, trimmed, left);
}

typedef struct nodes {
    ro_page_node *items;
    size_t count, room;
} nodes;

static bool flatten(ro_page *page) {
    nodes list = {0};
    const GumboNode *node = page->heap.output->document;
    uint32_t parent = 0;
    if (!ro_list_add(page->arena, &list, (ro_page_node){node, 0, 0, GUMBO_TAG_LAST})) return false;
    for (size_t next = 0;;) {
        const GumboVector *children = children_of(list.items[parent].node);
        if (children && next < children->length) {
            node = children->data[next];
            if (!ro_list_add(page->arena, &list, (ro_page_node){node, parent, 0, ro_node_tag(node)})) return false;
            parent = (uint32_t)list.count - 1;
            next = 0;
            continue;
        }
        list.items[parent].end = (uint32_t)list.count;
        if (!parent) break;
        next = list.items[parent].node->index_within_parent + 1;
        parent = list.items[parent].parent;
    }
    page->nodes = list.items;
    page->count = (uint32_t)list.count;
    return true;
}

static bool fail(trouble found, const char *name, ro_error *error) {
    switch (found) {
    case TOO_DEEP:
        return ro_fail(error, RO_E_LIMIT, "%s: the page nests more than %d elements in each other: give its text", name,
                       RO_LIMIT_DEPTH);
    case TOO_LARGE: return ro_fail(error, RO_E_LIMIT, "%s: the page's tree takes more than 256 MiB: give its text", name);
    case TOO_MANY_ATTRIBUTES:
        return ro_fail(error, RO_E_LIMIT, "%s: a tag of the page has thousands of attributes: give its text", name);
    case NO_TROUBLE: break;
    case OUT_OF_MEMORY: return ro_fail_memory(error);
    }
    return true;
}

ro_page *ro_page_parse(const char *name, const char *bytes, size_t size, ro_error *error) {
    ro_page *page = calloc(1, sizeof *page);
    if (!page) return ro_fail_memory(error), NULL;
    page->arena = ro_arena_new();
    trouble found = page->arena ? trim_and_parse(page, bytes, size) : OUT_OF_MEMORY;
    if (!found && !(page->heap.output && flatten(page))) found = OUT_OF_MEMORY;
    if (!found) return page;
    fail(found, name, error);
    ro_page_free(page);
    return NULL;
}

/* Not gumbo_destroy_output, which goes down the tree by recursion. */
void ro_page_free(ro_page *page) {
    if (!page) return;
    for (chunk *c = page->heap.chunks, *next; c; c = next) {
        next = c->next;
        free(c);
    }
    ro_arena_free(page->arena);
    free(page);
}

uint32_t ro_page_count(const ro_page *page) { return page->count; }
const ro_page_node *ro_page_nodes(const ro_page *page) { return page->nodes; }

/* ---- nodes */

GumboTag ro_node_tag(const GumboNode *node) {
    if (node->type == GUMBO_NODE_TEMPLATE) return GUMBO_TAG_TEMPLATE;
    if (node->type != GUMBO_NODE_ELEMENT) return GUMBO_TAG_LAST;
    if (node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML) return node->v.element.tag;
    return node->v.element.tag_namespace == GUMBO_NAMESPACE_SVG ? GUMBO_TAG_SVG : GUMBO_TAG_MATH;
}

const char *ro_node_attribute(const GumboNode *node, const char *name) {
    if (node->type != GUMBO_NODE_ELEMENT) return NULL;
    const GumboAttribute *found = gumbo_get_attribute(&node->v.element.attributes, name);
    return found ? found->value : NULL;
}

const char *ro_node_text(const GumboNode *node) {
    bool text = node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA;
    return text ? node->v.text.text : NULL;
}

bool ro_node_is_link(const ro_page_node *node) {
    unsigned repaired = GUMBO_INSERTION_ADOPTION_AGENCY_CLONED | GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT;
    return node->tag == GUMBO_TAG_A && !(node->node->parse_flags & repaired) && ro_node_attribute(node->node, "href");
}

/* Writes the collapsed text behind what is there; a space is owed, not written, until more comes. */
static size_t squeeze(const char *text, char *to, size_t size, size_t most, bool *owed) {
    for (; *text; text++) {
        if (ro_is_blank(*text)) {
            *owed = size > 0;
            continue;
        }
        if (size + 2 > most) break;
        if (*owed) to[size++] = ' ';
        *owed = false;
        to[size++] = *text;
    }
    return size;
}

/* To before a code point that was cut. */
static size_t whole(const char *text, size_t size) {
    for (size_t fault; !ro_utf8_valid(text, size, &fault);) size = fault;
    return size;
}

char *ro_page_text(const ro_page *page, uint32_t node, size_t most, ro_arena *arena) {
    char out[1024];
    size_t size = 0;
    bool owed = false;
    if (most > sizeof out) most = sizeof out;
    for (uint32_t i = node; i < page->nodes[node].end && size + 2 <= most; i++) {
        const char *text = ro_node_text(page->nodes[i].node);
        if (text) size = squeeze(text, out, size, most, &owed);
    }
    return ro_arena_copy(arena, out, whole(out, size));
}

char *ro_squeeze(const char *text, size_t most, ro_arena *arena) {
    bool owed = false;
    size_t room = strlen(text) < most ? strlen(text) + 1 : most;
    char *out = ro_arena_alloc(arena, room + 1);
    if (out) out[whole(out, squeeze(text, out, 0, room, &owed))] = 0;
    return out;
}
