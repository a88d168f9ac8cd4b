#include "export/html.h"

#include <stdio.h>

/* ---- text as text */

static const char *escape(char c) {
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

/* Control characters: C0 but tab and line feed, DEL, and C1, which are two bytes. */
static size_t control(const char *text, const char *end) {
    unsigned char c = (unsigned char)*text;
    if (c < ' ' && c != '\t' && c != '\n') return 1;
    if (c == 0x7f) return 1;
    return c == 0xc2 && text + 1 < end && (unsigned char)text[1] < 0xa0 ? 2 : 0;
}

void ro_put_safe_bytes(ro_export *e, const char *text, size_t size) {
    const char *end = text + size, *from = text;
    for (size_t taken; text < end; text += taken) {
        size_t bad = control(text, end);
        const char *with = bad ? "\xef\xbf\xbd" : escape(*text);
        taken = bad ? bad : 1;
        if (!with) continue;
        ro_put(e, from, (size_t)(text - from));
        ro_put_text(e, *text == '\r' ? " " : with);
        from = text + taken;
    }
    ro_put(e, from, (size_t)(end - from));
}

void ro_put_safe(ro_export *e, const char *text) {
    if (text) ro_put_safe_bytes(e, text, strlen(text));
}

void ro_put_id(ro_export *e, char letter, const json_t *item) {
    const char *id = ro_field(item, "id");
    ro_put_format(e, "%c%zu-", letter, e->n_reports);
    ro_put_safe(e, id ? id : "");
}

/* ---- marks: their edges in the order of the text */

typedef enum turn { ENDS, ANCHOR, BEGINS } turn; /* the order of those at one place */

typedef struct edge {
    size_t at; /* byte */
    turn turn;
    unsigned mark;
    const ro_numbered *item; /* of an anchor */
} edge;

typedef struct page {
    ro_export *e;
    const json_t *record;
    ro_points points;
    edge *edges;
    size_t n_edges, room;
    unsigned open[RO_MARKS]; /* how many marks of a kind are open */
    bool in_paragraph;
} page;

static void add(page *p, edge new) {
    if (p->n_edges == p->room) {
        size_t room = p->room ? p->room * 2 : 64;
        edge *edges = realloc(p->edges, room * sizeof *edges);
        if (!edges) {
            ro_export_fail(p->e, RO_E_MEMORY, "out of memory");
            return;
        }
        p->edges = edges;
        p->room = room;
    }
    p->edges[p->n_edges++] = new;
}

/* Whether it is in the text. */
static bool add_span(page *p, const json_t *span, unsigned mark) {
    size_t start, end;
    if (!ro_span_read(span, &start, &end)) return false;
    add(p, (edge){.at = ro_points_byte(&p->points, start), .turn = BEGINS, .mark = mark});
    add(p, (edge){.at = ro_points_byte(&p->points, end), .turn = ENDS, .mark = mark});
    return true;
}

static void add_anchor(page *p, const json_t *span, const ro_numbered *item) {
    size_t start = 0, end;
    ro_span_read(span, &start, &end); /* a span of the title leads to the beginning */
    add(p, (edge){.at = ro_points_byte(&p->points, start), .turn = ANCHOR, .item = item});
}

static void add_item(page *p, const ro_numbered *numbered) {
    const json_t *item = numbered->item, *content = json_object_get(item, "content");
    size_t i;
    json_t *span;
    if (*numbered->letter) {
        bool event = *numbered->letter == 'E';
        const json_t *one = json_object_get(item, event ? "trigger" : "action");
        add_span(p, one, event ? RO_MARK_EVENT : RO_MARK_COMMITMENT);
        add_anchor(p, one, numbered);
        return;
    }
    add_anchor(p, json_array_get(content, 0), numbered);
    json_array_foreach(content, i, span) add_span(p, span, RO_MARK_CONTENT);
    add_span(p, json_object_get(item, "cue"), RO_MARK_CUE);
    add_span(p, json_object_get(item, "source"), RO_MARK_SOURCE);
}

static int by_place(const void *a, const void *b) {
    const edge *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    if (x->turn != y->turn) return x->turn < y->turn ? -1 : 1;
    return x->item && y->item ? (x->item > y->item) - (x->item < y->item) : 0;
}

/* ---- writing */

static void open_paragraph(page *p) {
    if (!p->in_paragraph) ro_put_text(p->e, "<p dir=\"auto\">");
    p->in_paragraph = true;
}

static void close_paragraph(page *p) {
    if (p->in_paragraph) ro_put_text(p->e, "</p>\n");
    p->in_paragraph = false;
}

static void put_marked(page *p, const char *text, size_t size) {
    static const char *const names[RO_MARKS] = {"content", "cue", "source", "event", "commitment"};
    bool some = false;
    for (unsigned i = 0; i < RO_MARKS; i++) {
        if (!p->open[i]) continue;
        ro_put_text(p->e, some ? " " : "<mark class=\"");
        ro_put_text(p->e, names[i]);
        some = true;
    }
    if (some) ro_put_text(p->e, "\">");
    ro_put_safe_bytes(p->e, text, size);
    if (some) ro_put_text(p->e, "</mark>");
}

/* Text under the same marks, in as many paragraphs as it has. */
static void put_run(page *p, size_t from, size_t to) {
    const char *bytes = p->points.bytes;
    while (from < to) {
        size_t stop = from, next;
        while (stop < to && !(bytes[stop] == '\n' && stop + 1 < to && bytes[stop + 1] == '\n')) stop++;
        for (next = stop; next < to && bytes[next] == '\n';) next++;
        if (stop > from) {
            open_paragraph(p);
            put_marked(p, bytes + from, stop - from);
        }
        if (next > stop) close_paragraph(p);
        from = next;
    }
}

static void put_anchor(page *p, const ro_numbered *item) {
    open_paragraph(p);
    ro_put_text(p->e, "<a class=\"ref\" id=\"");
    ro_put_id(p->e, 'm', item->item);
    ro_put_text(p->e, "\" href=\"#");
    ro_put_id(p->e, 's', item->item);
    ro_put_format(p->e, "\" aria-label=\"%s %u\">%s%u</a>",
                  *item->letter == 'E'   ? "Event"
                  : *item->letter == 'C' ? "Commitment"
                                         : "Statement",
                  item->number, item->letter, item->number);
}

static void put_text(page *p) {
    size_t at = 0;
    for (size_t i = 0; i < p->n_edges; i++) {
        const edge *here = &p->edges[i];
        put_run(p, at, here->at);
        at = here->at;
        if (here->turn == ANCHOR) put_anchor(p, here->item);
        if (here->turn == BEGINS) p->open[here->mark]++;
        if (here->turn == ENDS) p->open[here->mark]--;
    }
    put_run(p, at, p->points.size);
    close_paragraph(p);
}

void ro_put_marked_text(ro_export *e, const json_t *record, const ro_numbered *items, size_t count) {
    const char *text = json_string_value(json_object_get(record, "text"));
    page p = {.e = e, .record = record};
    if (!ro_points_make(&p.points, text, strlen(text))) {
        ro_export_fail(e, RO_E_MEMORY, "out of memory");
        return;
    }
    for (size_t i = 0; i < count; i++) add_item(&p, &items[i]);
    if (p.n_edges) qsort(p.edges, p.n_edges, sizeof *p.edges, by_place);
    put_text(&p);
    ro_points_free(&p.points);
    free(p.edges);
}
