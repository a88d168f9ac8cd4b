/* html: a dossier, one page that needs nothing else: what was asked and what it comes to, in numbers and pictures; what falls
 * due; a table of contents; every item as a quotation with who said it and how it came here, linked to its place in the report's
 * text below it; an index. There is no script, and the page's policy allows nothing but its own style; whatever comes from a
 * report goes through ro_put_safe.
 *
 * Records go by twice: ro_overview_look gathers what stands above the first of them. */
#include "export/html.h"
#include "export/overview.h"

#include <stdio.h>

static const char style[] = {
#include "dossier.inc"
};

typedef struct state {
    unsigned numbers[3]; /* of statements, events, commitments so far */
    ro_overview overview;
} state;

/* ---- the page */

/* Base 64 of a digest that is given in hex. */
static void to_base64(const char hex[65], char out[45]) {
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char bytes[33] = {0};
    for (size_t i = 0; i < 32; i++) {
        char pair[3] = {hex[2 * i], hex[2 * i + 1], 0};
        bytes[i] = (unsigned char)strtoul(pair, NULL, 16);
    }
    for (size_t i = 0; i < 11; i++) {
        unsigned three = (unsigned)bytes[3 * i] << 16 | (unsigned)bytes[3 * i + 1] << 8 | bytes[3 * i + 2];
        for (size_t k = 0; k < 4; k++) out[4 * i + k] = letters[three >> (18 - 6 * k) & 63];
    }
    out[43] = '=';
    out[44] = 0;
}

static const char *title(const ro_export *e) {
    static const char *const titles[] = {"Who said what", "Who did what to whom", "What was promised, demanded and threatened"};
    return e->plan.kind ? titles[e->kind] : titles[0];
}

static void put_head(ro_export *e) {
    char hex[65], digest[45];
    ro_sha256(style, strlen(style), hex);
    to_base64(hex, digest);
    ro_put_text(e, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    ro_put_format(
        e,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; "
        "form-action 'none'\">\n",
        digest);
    ro_put_text(e, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" "
                   "content=\"no-referrer\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n");
    ro_put_format(e, "<meta name=\"generator\" content=\"readout %s\">\n<title>%s", ro_version(), title(e));
    ro_put_element(e, " – ", e->plan.query, "");
    ro_put_text(e, "</title>\n<style>");
    ro_put_text(e, style);
    ro_put_text(e, "</style>\n</head>\n");
}

static void put_legend(ro_export *e) {
    ro_put_text(e, "<p class=\"legend\">In the texts: <mark class=\"content\">what was said</mark> "
                   "<mark class=\"cue\">that it was said</mark> <mark class=\"source\">by whom</mark> ");
    if (ro_overview_counts(e, RO_EVENTS)) ro_put_text(e, "<mark class=\"event\">what was done</mark> ");
    if (ro_overview_counts(e, RO_COMMITMENTS)) ro_put_text(e, "<mark class=\"commitment\">what was promised or demanded</mark>");
    ro_put_text(e, "</p>\n");
}

static void begin(ro_export *e, const json_t *record) {
    ro_overview *o = &((state *)e->state)->overview;
    char day[11];
    (void)record;
    o->left_out = e->n_refused;
    put_head(e);
    ro_put_text(e, "<body>\n<a class=\"skip\" href=\"#reports\">To the reports</a>\n<header class=\"cover\">\n<p "
                   "class=\"kicker\">Dossier</p>\n");
    ro_put_format(e, "<h1>%s</h1>\n<p class=\"query\" dir=\"auto\">", title(e));
    ro_put_safe(e, e->plan.query ? e->plan.query : "all that the store has");
    ro_put_text(e, "</p>\n<dl class=\"facts\">\n");
    ro_put_facts(e, o);
    if (ro_day(e->plan.made, day))
        ro_put_format(e, "<div><dt>made on</dt><dd><time datetime=\"%s\">%s</time></dd></div>\n", day, day);
    ro_put_text(e, "</dl>\n");
    ro_put_parts(e, o);
    put_legend(e);
    ro_put_text(e, "</header>\n<main>\n");
    ro_put_overview(e, o);
    ro_put_dues(e, o);
    ro_put_contents(e, o);
    ro_put_text(e, "<div id=\"reports\" class=\"reports\">\n");
}

static void end(ro_export *e, const json_t *record) {
    (void)record;
    if (!e->n_reports) ro_put_text(e, "<p class=\"nothing\">Nothing was found.</p>\n");
    ro_put_text(e, "</div>\n");
    ro_put_index(e, &((state *)e->state)->overview);
    ro_put_format(
        e,
        "</main>\n<footer class=\"colophon\">\n<p>Made with Readout %s. A machine read these reports: hold each line against the "
        "words that it is linked to.</p>\n</footer>\n</body>\n</html>\n",
        ro_version());
}

/* ---- a report */

static void put_address(ro_export *e, const json_t *record) {
    const char *uri = ro_field(json_object_get(record, "report"), "uri");
    if (!uri) return;
    if (!ro_is_web(uri)) {
        ro_put_element(e, "<span class=\"address\">", uri, "</span>");
        return;
    }
    ro_put_text(e, "<a class=\"address\" rel=\"noopener noreferrer\" href=\"");
    ro_put_address(e, record);
    ro_put_text(e, "\">");
    ro_put_safe(e, uri);
    ro_put_text(e, "</a>");
}

static void put_heading(ro_export *e, const json_t *record) {
    const json_t *report = json_object_get(record, "report");
    char *heading = ro_report_heading(record);
    size_t i;
    json_t *one;
    if (!heading) ro_export_fail(e, RO_E_MEMORY, "out of memory");
    const char *back = ((state *)e->state)->overview.n_reports > 1 ? " <a class=\"back\" href=\"#contents\">contents</a>" : "";
    ro_put_format(e,
                  "<section class=\"report\" aria-labelledby=\"k%zu r%zu\">\n<header>\n<p class=\"kicker\"><span "
                  "id=\"k%zu\">Report %zu</span>%s</p>\n<h2 id=\"r%zu\" dir=\"auto\"",
                  e->n_reports, e->n_reports, e->n_reports, e->n_reports, back, e->n_reports);
    ro_put_lang(e, record);
    ro_put_element(e, ">", heading, "");
    ro_put_text(e, "</h2>\n<p class=\"more\">");
    ro_put_element(e, "<span><bdi>", ro_field(report, "outlet"), "</bdi></span>");
    ro_put_date(e, "", ro_field(report, "published"));
    json_array_foreach(json_object_get(report, "bylines"), i, one)
        ro_put_element(e, "<span><bdi>", json_string_value(one), "</bdi></span>");
    json_array_foreach(json_object_get(report, "agencies"), i, one)
        ro_put_element(e, "<span>credits <bdi>", ro_field(one, "name"), "</bdi></span>");
    put_address(e, record);
    ro_put_text(e, "</p>\n</header>\n");
    free(heading);
}

/* What was asked for comes first, then the statements that it stands in. */
static void put_lists(ro_export *e, const json_t *record, const ro_numbered *items, const size_t counts[3]) {
    static const char *const headings[] = {"What was said", "What was done", "What was promised, demanded or threatened"};
    const ro_numbered *lists[] = {items, items + counts[0], items + counts[0] + counts[1]};
    bool leans = e->plan.kind && e->kind != RO_STATEMENTS;
    if (leans) ro_put_items(e, record, headings[e->kind], lists[e->kind], counts[e->kind]);
    ro_put_items(e, record, leans ? "In which statements" : headings[0], items, counts[0]);
    for (size_t k = 1; k < 3; k++)
        if (!leans || k != e->kind) ro_put_items(e, record, headings[k], lists[k], counts[k]);
}

static void put_source(ro_export *e, const json_t *record, const ro_numbered *items, size_t count) {
    const json_t *engine = json_object_get(record, "engine");
    ro_put_text(e, "<details class=\"text\" open>\n<summary>The report’s text</summary>\n<div class=\"words\"");
    ro_put_lang(e, record);
    ro_put_text(e, ">\n");
    ro_put_marked_text(e, record, items, count);
    ro_put_text(e, "</div>\n<p class=\"digest\">");
    ro_put_element(e, "<span>text SHA-256 <code>", ro_field(record, "text_sha256"), "</code></span>");
    ro_put_element(e, "<span>read by readout ", ro_field(engine, "version"), "");
    ro_put_element(e, ", ", ro_field(engine, "model"), "");
    ro_put_text(e, ro_field(engine, "version") ? "</span></p>\n</details>\n</section>\n" : "</p>\n</details>\n</section>\n");
}

/* The record's items, numbered: statements, events, commitments. NULL: out of memory. */
static ro_numbered *number_items(ro_export *e, const json_t *record, size_t counts[3]) {
    static const char *const lists[] = {"statements", "events", "commitments"}, letters[][2] = {"", "E", "C"};
    state *s = e->state;
    size_t total = 0, n = 0, i;
    json_t *item;
    for (size_t k = 0; k < 3; k++) total += counts[k] = json_array_size(json_object_get(record, lists[k]));
    ro_numbered *out = calloc(total + 1, sizeof *out);
    if (!out) return ro_export_fail(e, RO_E_MEMORY, "out of memory"), NULL;
    for (size_t k = 0; k < 3; k++) json_array_foreach(json_object_get(record, lists[k]), i, item) {
            out[n] = (ro_numbered){.item = item, .number = ++s->numbers[k]};
            memcpy(out[n++].letter, letters[k], 2);
        }
    return out;
}

static void record(ro_export *e, const json_t *record) {
    size_t counts[3];
    ro_numbered *items = number_items(e, record, counts);
    if (!items) return;
    put_heading(e, record);
    put_lists(e, record, items, counts);
    put_source(e, record, items, counts[0] + counts[1] + counts[2]);
    free(items);
}

static void look(ro_export *e, const json_t *record) { ro_overview_look(e, &((state *)e->state)->overview, record); }

static void free_state(void *kept) { ro_overview_free(&((state *)kept)->overview); }

const ro_export_format ro_export_html = {
    .name = "html",
    .kinds = 1u << RO_STATEMENTS | 1u << RO_EVENTS | 1u << RO_COMMITMENTS,
    .words = true,
    .state = sizeof(state),
    .look = look,
    .begin = begin,
    .record = record,
    .end = end,
    .free = free_state,
};
