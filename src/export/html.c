/* html: a dossier, one page that needs nothing else: the question, every item as a quotation with who said it and how it came
 * here, linked to its place in the report's text below it. There is no script, and the page's policy allows nothing but its own
 * style; whatever comes from a report goes through ro_put_safe. */
#include "export/html.h"
#include "input/document.h"

#include <stdio.h>

static const char style[] = {
#include "dossier.inc"
};

typedef struct state {
    unsigned numbers[3]; /* of statements, events, commitments so far */
} state;

/* ---- small parts */

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

static void put_element(ro_export *e, const char *open, const char *text, const char *close) {
    if (!text || !*text) return;
    ro_put_text(e, open);
    ro_put_safe(e, text);
    ro_put_text(e, close);
}

static void put_date(ro_export *e, const char *before, const char *text) {
    char day[11];
    if (!ro_day(text, day)) return;
    ro_put_format(e, "<span>%s<time datetime=\"%s\">%s</time></span>", before, day, day);
}

/* ---- the page */

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
    put_element(e, " – ", e->plan.query, "");
    ro_put_text(e, "</title>\n<style>");
    ro_put_text(e, style);
    ro_put_text(e, "</style>\n</head>\n");
}

static void put_count(ro_export *e, size_t count, const char *one, const char *many) {
    ro_put_format(e, "<div class=\"count\"><dd>%zu</dd><dt>%s</dt></div>\n", count, count == 1 ? one : many);
}

static void put_counts(ro_export *e, size_t items, size_t reports) {
    static const char *const one[] = {"statement", "event", "commitment"}, *const many[] = {"statements", "events",
                                                                                            "commitments"};
    put_count(e, items, one[e->kind], many[e->kind]);
    put_count(e, reports, "report", "reports");
}

static void begin(ro_export *e, const json_t *record) {
    (void)record;
    put_head(e);
    ro_put_text(e, "<body>\n<a class=\"skip\" href=\"#reports\">To the reports</a>\n<header class=\"cover\">\n<p "
                   "class=\"kicker\">Dossier</p>\n");
    ro_put_format(e, "<h1>%s</h1>\n", title(e));
    put_element(e, "<p class=\"query\" dir=\"auto\">", e->plan.query, "</p>\n");
    ro_put_text(e, "<dl class=\"facts\">\n");
    if (e->plan.n_reports) put_counts(e, e->plan.n_items, e->plan.n_reports);
    char day[11];
    if (ro_day(e->plan.made, day))
        ro_put_format(e, "<div><dt>made on</dt><dd><time datetime=\"%s\">%s</time></dd></div>\n", day, day);
    ro_put_text(e, "</dl>\n<p class=\"legend\">In the texts: <mark class=\"content\">what was said</mark> "
                   "<mark class=\"cue\">that it was said</mark> <mark class=\"source\">by whom</mark> ");
    if (!e->plan.kind || e->kind == RO_EVENTS) ro_put_text(e, "<mark class=\"event\">what was done</mark> ");
    if (!e->plan.kind || e->kind == RO_COMMITMENTS)
        ro_put_text(e, "<mark class=\"commitment\">what was promised or demanded</mark>");
    ro_put_text(e, "</p>\n</header>\n<main id=\"reports\">\n");
}

static void end(ro_export *e, const json_t *record) {
    (void)record;
    if (!e->n_reports) ro_put_text(e, "<p class=\"nothing\">Nothing was found.</p>\n");
    ro_put_text(e, "</main>\n<footer class=\"colophon\">\n<dl class=\"facts\">\n");
    put_counts(e, e->n_items, e->n_reports);
    ro_put_format(
        e,
        "</dl>\n<p>Made with Readout %s. A machine read these reports: hold each line against the words that it is linked to."
        "</p>\n</footer>\n</body>\n</html>\n",
        ro_version());
}

/* ---- people */

static void put_actors(ro_export *e, const json_t *record, const json_t *ids) {
    size_t i, count = json_array_size(ids);
    json_t *id;
    json_array_foreach(ids, i, id) {
        const char *name = ro_field(ro_actor_named(record, id), "name");
        if (i) ro_put_text(e, i + 1 < count ? ", " : " and ");
        put_element(e, "<bdi>", name ? name : json_string_value(id), "</bdi>");
    }
}

/* "Transport Minister · KEN · GOV" of the first of them. */
static void put_about(ro_export *e, const json_t *record, const json_t *ids) {
    const json_t *actor = json_array_size(ids) == 1 ? ro_actor_named(record, json_array_get(ids, 0)) : NULL;
    put_element(e, "<span class=\"role\"><bdi>", ro_span_words(json_object_get(actor, "role")), "</bdi></span>\n");
    put_element(e, "<abbr class=\"code\" title=\"country\">", ro_field(actor, "country"), "</abbr>\n");
    put_element(e, "<abbr class=\"code\" title=\"sector\">", ro_field(actor, "sector"), "</abbr>\n");
}

static void put_speakers(ro_export *e, const json_t *record, const json_t *item) {
    const json_t *speakers = json_object_get(item, "speakers");
    const char *source = ro_span_words(json_object_get(item, "source"));
    if (json_array_size(speakers))
        put_actors(e, record, speakers);
    else if (*source)
        put_element(e, "<bdi>", source, "</bdi>");
    else
        ro_put_text(e, "<i>nobody is named</i>");
}

/* ---- what every item has */

static void put_number(ro_export *e, const ro_numbered *numbered) {
    ro_put_format(e, "<a class=\"number\" href=\"#");
    ro_put_id(e, 'm', numbered->item);
    ro_put_format(e, "\" title=\"in the report\">%s%u</a>\n", numbered->letter, numbered->number);
}

static void put_label(ro_export *e, const char *text) {
    if (!text) return;
    ro_put_text(e, "<span class=\"label ");
    ro_put_safe(e, text);
    ro_put_text(e, "\">");
    for (; *text; text++) ro_put_safe_bytes(e, *text == '_' ? " " : text, 1);
    ro_put_text(e, "</span>");
}

/* What sort of thing it is, and how it stands; NULL: not said. */
static void close_header(ro_export *e, const char *sort, const char *stands) {
    ro_put_text(e, "<span class=\"labels\">");
    put_label(e, sort);
    put_label(e, stands);
    ro_put_text(e, "</span>\n</header>\n");
}

static void put_values(ro_export *e, const json_t *values) {
    const char *key;
    json_t *value;
    bool first = true;
    json_object_foreach((json_t *)(size_t)values, key, value) {
        char *printed = json_is_string(value) ? NULL : ro_json_print(value, JSON_COMPACT | JSON_ENCODE_ANY);
        if (!printed && !json_is_string(value)) ro_export_fail(e, RO_E_MEMORY, "out of memory");
        if (!first) ro_put_text(e, ", ");
        ro_put_safe(e, key);
        ro_put_text(e, " ");
        ro_put_safe(e, printed ? printed : json_string_value(value));
        free(printed);
        first = false;
    }
}

/* What humans changed, with what was there before. */
static void put_corrections(ro_export *e, const json_t *item) {
    size_t i;
    json_t *one;
    char day[11];
    json_array_foreach(json_object_get(item, "corrections"), i, one) {
        ro_put_text(e, "<p class=\"corrected\">Corrected");
        put_element(e, " by <bdi>", ro_field(one, "by"), "</bdi>");
        if (ro_day(ro_field(one, "at"), day)) ro_put_format(e, " on %s", day);
        ro_put_text(e, ": ");
        put_values(e, json_object_get(one, "set"));
        if (json_object_size(json_object_get(one, "was")))
            ro_put_text(e, " (was: "), put_values(e, json_object_get(one, "was")), ro_put_text(e, ")");
        put_element(e, " – ", ro_field(one, "why"), "");
        ro_put_text(e, "</p>\n");
    }
}

static void put_named(ro_export *e, const json_t *record, const char *before, const json_t *ids) {
    if (!json_array_size(ids)) return;
    ro_put_format(e, "<span>%s", before);
    put_actors(e, record, ids);
    ro_put_text(e, "</span>");
}

static void open_item(ro_export *e, const char *class, const ro_numbered *numbered) {
    ro_put_format(e, "<li><article class=\"item %s\" id=\"", class);
    ro_put_id(e, 's', numbered->item);
    ro_put_text(e, "\">\n<header>\n");
    put_number(e, numbered);
}

/* The last line of an item, which put_place begins and ends. */
static void close_item(ro_export *e, const json_t *item) {
    const json_t *confidence = json_object_get(item, "confidence");
    if (json_is_number(confidence)) ro_put_format(e, "<span>confidence %.2f</span>", json_number_value(confidence));
    ro_put_text(e, "<a href=\"#");
    ro_put_id(e, 'm', item);
    ro_put_text(e, "\">in the report</a></p>\n");
    put_corrections(e, item);
    ro_put_text(e, "</article></li>\n");
}

static void put_time(ro_export *e, const json_t *record, const json_t *item, const char *before) {
    const json_t *time = ro_item(record, "times", ro_field(item, "time"));
    put_date(e, before, ro_field(time, "earliest"));
}

/* ---- statements */

/* Whether there is more than one step: who speaks together is one. */
static bool is_relayed(const json_t *chain) {
    size_t at = 1;
    while (ro_is_joint(chain, at)) at++;
    return at < json_array_size(chain);
}

static void put_chain(ro_export *e, const json_t *record, const json_t *chain) {
    size_t i;
    json_t *link;
    if (!is_relayed(chain)) return;
    ro_put_text(e, "<ol class=\"chain\" aria-label=\"How it came to the reader, nearest first\">");
    json_array_foreach(chain, i, link) {
        const char *role = ro_field(link, "role"), *name = ro_field(link, "name"), *actor = ro_field(link, "actor");
        if (actor) name = ro_field(ro_item(record, "actors", actor), "name");
        bool joint = ro_is_joint(chain, i); /* who speaks together is one step */
        ro_put_text(e, joint ? ", " : i ? "</li><li>" : "<li>");
        put_element(e, "<span class=\"part\">", joint ? NULL : role, "</span> ");
        put_element(e, "<bdi>", name ? name : "not named", "</bdi>");
    }
    ro_put_text(e, "</li></ol>\n");
}

static void put_quotation(ro_export *e, const json_t *item) {
    size_t i;
    json_t *span;
    ro_put_text(e, "<blockquote dir=\"auto\">");
    json_array_foreach(json_object_get(item, "content"), i, span) {
        if (i) ro_put_text(e, " <span class=\"gap\">…</span> ");
        ro_put_safe(e, ro_span_words(span));
    }
    ro_put_text(e, "</blockquote>\n");
}

static void put_statement(ro_export *e, const json_t *record, const ro_numbered *numbered) {
    const json_t *item = numbered->item, *speakers = json_object_get(item, "speakers");
    open_item(e, "statement", numbered);
    ro_put_text(e, "<h4>");
    put_speakers(e, record, item);
    ro_put_text(e, "</h4>\n");
    put_about(e, record, speakers);
    const char *negated = json_is_true(json_object_get(item, "negated")) ? "negated" : NULL;
    close_header(e, ro_field(item, "act"), negated);
    put_quotation(e, item);
    put_chain(e, record, json_object_get(item, "chain"));
    ro_put_text(e, "<p class=\"more\">");
    put_element(e, "<span>", ro_field(item, "manner"), "</span>");
    put_element(e, "<span>“", ro_span_words(json_object_get(item, "cue")), "”</span>");
    put_named(e, record, "to ", json_object_get(item, "addressees"));
    put_element(e, "<span>at <bdi>", ro_span_words(json_object_get(json_object_get(item, "venue"), "text")), "</bdi></span>");
    put_time(e, record, item, "on ");
    close_item(e, item);
}

/* ---- events and commitments */

static void put_event(ro_export *e, const json_t *record, const ro_numbered *numbered) {
    const json_t *item = numbered->item, *place = ro_item(record, "places", ro_field(item, "place"));
    open_item(e, "event", numbered);
    ro_put_text(e, "<h4>");
    if (json_array_size(json_object_get(item, "source")))
        put_actors(e, record, json_object_get(item, "source"));
    else
        ro_put_text(e, "<i>nobody is named</i>");
    ro_put_text(e, "</h4>\n");
    close_header(e, ro_field(item, "type"), ro_field(item, "status"));
    ro_put_text(e, "<p class=\"deed\">");
    put_element(e, "<q>", ro_span_words(json_object_get(item, "trigger")), "</q>");
    if (json_array_size(json_object_get(item, "recipient"))) ro_put_text(e, " <span class=\"arrow\">→</span> ");
    put_actors(e, record, json_object_get(item, "recipient"));
    ro_put_text(e, "</p>\n<p class=\"more\">");
    put_element(e, "<span>", ro_field(item, "mode"), "</span>");
    put_element(e, "<span>in <bdi>", ro_field(place, "name"), "</bdi></span>");
    put_time(e, record, item, "on ");
    close_item(e, item);
}

static void put_commitment(ro_export *e, const json_t *record, const ro_numbered *numbered) {
    const json_t *item = numbered->item, *due = json_object_get(item, "due");
    open_item(e, "commitment", numbered);
    ro_put_text(e, "<h4>");
    if (json_array_size(json_object_get(item, "parties")))
        put_actors(e, record, json_object_get(item, "parties"));
    else
        ro_put_text(e, "<i>nobody is named</i>");
    ro_put_text(e, "</h4>\n");
    close_header(e, ro_field(item, "kind"), ro_field(item, "status"));
    put_element(e, "<blockquote dir=\"auto\">", ro_span_words(json_object_get(item, "action")), "</blockquote>\n");
    put_element(e, "<p class=\"condition\" dir=\"auto\">", ro_span_words(json_object_get(item, "condition")), "</p>\n");
    ro_put_text(e, "<p class=\"more\">");
    put_named(e, record, "to ", json_object_get(item, "counterparties"));
    put_date(e, "due from ", ro_field(due, "earliest"));
    put_date(e, "due by ", ro_field(due, "latest"));
    close_item(e, item);
}

/* ---- a report */

static bool is_web(const char *uri) { return uri && (!strncmp(uri, "https://", 8) || !strncmp(uri, "http://", 7)); }

static void put_address(ro_export *e, const char *uri) {
    if (!uri) return;
    if (!is_web(uri)) {
        put_element(e, "<span class=\"address\">", uri, "</span>");
        return;
    }
    ro_put_text(e, "<a class=\"address\" rel=\"noopener noreferrer\" href=\"");
    ro_put_safe(e, uri);
    ro_put_text(e, "\">");
    ro_put_safe(e, uri);
    ro_put_text(e, "</a>");
}

/* Without a title, a report goes by how its text begins. */
static void put_title(ro_export *e, const json_t *record) {
    enum { MOST = 90 };
    const char *title = ro_field(json_object_get(record, "report"), "title");
    if (title) {
        ro_put_safe(e, title);
        return;
    }
    const char *text = json_string_value(json_object_get(record, "text"));
    size_t size = strcspn(text += strspn(text, "\n\r\t "), "\n\r");
    bool cut = size > MOST;
    if (cut) size = MOST;
    while (cut && size && ((unsigned char)text[size] & 0xc0) == 0x80)
        size--; /* a whole character, and a whole word if it can be */
    for (size_t i = size; cut && i > MOST / 2; i--)
        if (text[i] == ' ') {
            size = i;
            break;
        }
    ro_put_safe_bytes(e, text, size);
    if (cut) ro_put_text(e, "…");
}

static void put_heading(ro_export *e, const json_t *record) {
    const json_t *report = json_object_get(record, "report");
    size_t i;
    json_t *one;
    ro_put_format(e,
                  "<section class=\"report\" aria-labelledby=\"r%zu\">\n<header>\n<p class=\"kicker\">Report %zu</p>\n<h2 "
                  "id=\"r%zu\" dir=\"auto\">",
                  e->n_reports, e->n_reports, e->n_reports);
    put_title(e, record);
    ro_put_text(e, "</h2>\n<p class=\"more\">");
    put_element(e, "<span><bdi>", ro_field(report, "outlet"), "</bdi></span>");
    put_date(e, "", ro_field(report, "published"));
    json_array_foreach(json_object_get(report, "bylines"), i, one)
        put_element(e, "<span><bdi>", json_string_value(one), "</bdi></span>");
    json_array_foreach(json_object_get(report, "agencies"), i, one)
        put_element(e, "<span>credits <bdi>", ro_field(one, "name"), "</bdi></span>");
    put_address(e, ro_field(report, "uri"));
    ro_put_text(e, "</p>\n</header>\n");
}

static void put_list(ro_export *e, const json_t *record, const char *heading, const ro_numbered *items, size_t count) {
    if (!count) return;
    ro_put_format(e, "<h3>%s</h3>\n<ol class=\"items\">\n", heading);
    for (size_t i = 0; i < count; i++) switch (*items[i].letter) {
        case 'E': put_event(e, record, &items[i]); break;
        case 'C': put_commitment(e, record, &items[i]); break;
        default: put_statement(e, record, &items[i]);
        }
    ro_put_text(e, "</ol>\n");
}

/* What was asked for comes first, then the statements that it stands in. */
static void put_lists(ro_export *e, const json_t *record, const ro_numbered *items, const size_t counts[3]) {
    static const char *const headings[] = {"What was said", "What was done", "What was promised, demanded or threatened"};
    const ro_numbered *lists[] = {items, items + counts[0], items + counts[0] + counts[1]};
    bool leans = e->plan.kind && e->kind != RO_STATEMENTS;
    if (leans) put_list(e, record, headings[e->kind], lists[e->kind], counts[e->kind]);
    put_list(e, record, leans ? "In which statements" : headings[0], items, counts[0]);
    for (size_t k = 1; k < 3; k++)
        if (!leans || k != e->kind) put_list(e, record, headings[k], lists[k], counts[k]);
}

static void put_source(ro_export *e, const json_t *record, const ro_numbered *items, size_t count) {
    const json_t *engine = json_object_get(record, "engine");
    ro_put_text(e, "<details class=\"text\" open>\n<summary>The report’s text</summary>\n<div class=\"words\">\n");
    ro_put_marked_text(e, record, items, count);
    ro_put_text(e, "</div>\n<p class=\"digest\">");
    put_element(e, "<span>text SHA-256 <code>", ro_field(record, "text_sha256"), "</code></span>");
    put_element(e, "<span>read by readout ", ro_field(engine, "version"), "");
    put_element(e, ", ", ro_field(engine, "model"), "");
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

const ro_export_format ro_export_html = {
    .name = "html",
    .kinds = 1u << RO_STATEMENTS | 1u << RO_EVENTS | 1u << RO_COMMITMENTS,
    .words = true,
    .state = sizeof(state),
    .begin = begin,
    .record = record,
    .end = end,
};
