#include "export/html.h"
#include "export/tally.h"
#include "text/text.h"

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

/* ---- small parts */

void ro_put_element(ro_export *e, const char *open, const char *text, const char *close) {
    if (!text || !*text) return;
    ro_put_text(e, open);
    ro_put_safe(e, text);
    ro_put_text(e, close);
}

void ro_put_date(ro_export *e, const char *before, const char *text) {
    char day[11];
    if (!ro_day(text, day)) return;
    ro_put_format(e, "<span>%s<time datetime=\"%s\">%s</time></span>", before, day, day);
}

void ro_put_label(ro_export *e, const char *text) {
    if (!text || !*text) return;
    ro_put_element(e, "<span class=\"label ", text, "\">");
    for (; *text; text++) ro_put_safe_bytes(e, *text == '_' ? " " : text, 1);
    ro_put_text(e, "</span>");
}

void ro_put_lang(ro_export *e, const json_t *record) {
    ro_put_element(e, " lang=\"", ro_field(json_object_get(record, "report"), "language"), "\"");
}

bool ro_is_web(const char *uri) { return uri && (!strncmp(uri, "https://", 8) || !strncmp(uri, "http://", 7)); }

void ro_put_address(ro_export *e, const json_t *record) {
    json_t *iri = ro_report_iri(record);
    if (!iri) ro_export_fail(e, RO_E_MEMORY, "out of memory");
    ro_put_safe(e, json_string_value(iri));
    json_decref(iri);
}

char *ro_report_heading(const json_t *record) {
    enum { MOST = 90 };
    const char *title = ro_field(json_object_get(record, "report"), "title");
    const char *text = json_string_value(json_object_get(record, "text"));
    if (title || !text) return strdup(title ? title : "without a title");
    text += strspn(text, "\n\r\t ");
    size_t whole = strcspn(text, "\n\r"), size = ro_cut(text, whole, MOST);
    for (size_t i = size; size < whole && i > MOST / 2; i--) /* whole words if it can be */
        if (text[i] == ' ') {
            size = i;
            break;
        }
    char *out = malloc(size + sizeof "…");
    if (!out) return NULL;
    memcpy(out, text, size);
    strcpy(out + size, size < whole ? "…" : "");
    return out;
}

/* ---- text fragments */

enum { FRAGMENT_WORDS = 6 };

static void put_encoded(ro_export *e, const char *text, size_t size) {
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
        ro_put_format(e, plain ? "%c" : "%%%02X", c);
    }
}

/* How far the first words of a line go. */
static size_t first_words(const char *text, size_t size) {
    size_t at = 0, end = 0;
    for (unsigned words = 0; at < size && words < FRAGMENT_WORDS && text[at] != '\n'; words++) {
        while (at < size && !ro_is_blank(text[at])) at++;
        end = at;
        while (at < size && ro_is_blank(text[at]) && text[at] != '\n') at++;
    }
    return end;
}

/* Where the last words of the last line begin. */
static size_t last_words(const char *text, size_t size) {
    size_t at = size, begin = size;
    for (unsigned words = 0; at && words < FRAGMENT_WORDS && text[at - 1] != '\n'; words++) {
        while (at && !ro_is_blank(text[at - 1])) at--;
        begin = at;
        while (at && ro_is_blank(text[at - 1]) && text[at - 1] != '\n') at--;
    }
    return begin;
}

/* The words without quotation marks at their ends: the page may have others. */
static const char *unquoted(const char *words, size_t *size) {
    static const char *const marks[] = {"\"", "'", "“", "”", "‘", "’", "«", "»", "„"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t mark = strlen(marks[i]);
        if (*size > mark && !strncmp(words, marks[i], mark)) words += mark, *size -= mark;
        if (*size > mark && !strncmp(words + *size - mark, marks[i], mark)) *size -= mark;
    }
    return words;
}

void ro_put_text_fragment(ro_export *e, const char *words, bool behind_another) {
    size_t size = strlen(words);
    words = unquoted(words, &size);
    size_t first = first_words(words, size), last = last_words(words, size);
    ro_put_text(e, behind_another ? ":~:text=" : "#:~:text=");
    if (last <= first) { /* a few words on one line */
        put_encoded(e, words, size);
        return;
    }
    put_encoded(e, words, first);
    ro_put_text(e, ",");
    put_encoded(e, words + last, size - last);
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
    ro_put_format(p->e, "\" aria-label=\"%s %s%u\">%s%u</a>",
                  *item->letter == 'E'   ? "Event"
                  : *item->letter == 'C' ? "Commitment"
                                         : "Statement",
                  item->letter, item->number, item->letter, item->number);
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
