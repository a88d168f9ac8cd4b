/* Words in the order of the document: blocks become paragraphs, white space is collapsed. */
#include "input/news.h"
#include "text/text.h"

#include <strings.h>

/* Elements that begin and end a paragraph. */
static const char *const block_names[] = {
    "abstract", "address", "article", "block", "blockquote", "body",  "body.content", "body.end", "body.head",
    "bq",       "caption", "dd",      "div",   "dl",         "dt",    "h1",           "h2",       "h3",
    "h4",       "h5",      "h6",      "hl1",   "hl2",        "hr",    "lead",         "li",       "ol",
    "p",        "pre",     "section", "table", "tagline",    "tbody", "thead",        "tr",       "ul",
};

/* Elements whose words are not the report's. */
static const char *const gone_names[] = {
    "bibliography", "body.head", "col",    "colgroup", "head",   "media", "note",
    "object",       "photo",     "script", "style",    "figure", "video", "audio",
};

static const char *const caption_names[] = {"media-caption", "figcaption"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum owed { NOTHING, SPACE, LINE, PARAGRAPH };

typedef struct words {
    ro_buffer out;
    enum owed owed; /* before the next word */
    bool failed;
} words;

static bool is_one_of(const xmlNode *node, const char *const *names, size_t count) {
    if (node->type != XML_ELEMENT_NODE) return false;
    for (size_t i = 0; i < count; i++)
        if (!strcasecmp(ro_xml_name(node), names[i])) return true;
    return false;
}

static void owe(words *w, enum owed what) {
    if (w->out.size && w->owed < what) w->owed = what;
}

static void add(words *w, const char *bytes, size_t size) { w->failed = w->failed || !ro_buffer_add(&w->out, bytes, size); }

static void add_text(words *w, const char *text) {
    static const char *const between[] = {"", " ", "\n", "\n\n"};
    while (*text) {
        size_t size = 0;
        while (text[size] && !ro_is_blank(text[size])) size++;
        if (size) {
            add(w, between[w->owed], strlen(between[w->owed]));
            w->owed = NOTHING;
            add(w, text, size);
            text += size;
        } else {
            owe(w, SPACE);
            text++;
        }
    }
}

/* What an element owes to what comes before and behind it. */
static void part(words *w, const xmlNode *node) {
    if (is_one_of(node, block_names, COUNT(block_names)))
        owe(w, PARAGRAPH);
    else if (ro_xml_is(node, RO_SPACE_ANY, "br"))
        owe(w, w->owed == LINE ? PARAGRAPH : LINE);
    else if (ro_xml_is(node, RO_SPACE_ANY, "td") || ro_xml_is(node, RO_SPACE_ANY, "th"))
        owe(w, SPACE);
}

static void gather(words *w, const xmlNode *top) {
    for (const xmlNode *node = top; node && !w->failed;) {
        bool element = node->type == XML_ELEMENT_NODE, br = ro_xml_is(node, RO_SPACE_ANY, "br");
        bool gone = element && node != top && is_one_of(node, gone_names, COUNT(gone_names));
        part(w, node);
        if (!element && node->content && node->type != XML_COMMENT_NODE) add_text(w, (const char *)node->content);
        if (element && !gone && node->children) {
            node = node->children;
            continue;
        }
        if (!br) part(w, node);
        while (node != top && !node->next) {
            node = node->parent;
            part(w, node);
        }
        node = node == top ? NULL : node->next;
    }
}

static void take_captions(ro_fields *f, const xmlNode *top) {
    for (const xmlNode *node = top, *after; node; node = after) {
        bool caption = is_one_of(node, caption_names, COUNT(caption_names));
        after = ro_xml_after(top, node, caption); /* not into it: one within would be copied as often as it is nested */
        if (caption) ro_fields_extra_add(f, "captions", ro_news_text(f, node));
    }
}

static const char *finish(ro_fields *f, words *w) {
    const char *text =
        w->out.size && !w->failed && !f->failed ? ro_arena_copy(f->document->arena, w->out.data, w->out.size) : NULL;
    f->failed = f->failed || w->failed || (w->out.size && !text);
    ro_buffer_free(&w->out);
    return text;
}

const char *ro_blocks_words(ro_fields *f, const xmlNode *top) {
    words w = {0};
    gather(&w, top);
    take_captions(f, top);
    return finish(f, &w);
}

/* The tagline is the report's own: who reported, who edited. */
const char *ro_nitf_words(ro_fields *f, const xmlNode *nitf) {
    words w = {0};
    const xmlNode *body = ro_xml_is(nitf, RO_SPACE_ANY, "body") ? nitf : ro_xml_child(nitf, RO_SPACE_ANY, "body");
    const xmlNode *content = ro_xml_child(body, RO_SPACE_ANY, "body.content"),
                  *end = ro_xml_child(body, RO_SPACE_ANY, "body.end");
    if (content) gather(&w, content);
    if (content) take_captions(f, content);
    if (end && w.out.size) {
        owe(&w, PARAGRAPH);
        gather(&w, end);
    }
    return finish(f, &w);
}
