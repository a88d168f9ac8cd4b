/* The items of a dossier: statements, events and commitments, one card each, linked to their places in the text. */
#include "export/html.h"
#include "input/document.h"

#include <ctype.h>
#include <stdio.h>

typedef struct card {
    ro_export *e;
    const json_t *record, *item;
    const ro_numbered *numbered;
} card;

static const json_t *part(const card *c, const char *key) { return json_object_get(c->item, key); }

/* ---- people */

static const char *name_of(const json_t *record, const json_t *id) {
    const char *name = ro_field(ro_actor_named(record, id), "name");
    return name ? name : json_string_value(id);
}

static void put_actors(const card *c, const json_t *ids) {
    size_t i, count = json_array_size(ids);
    json_t *id;
    json_array_foreach(ids, i, id) {
        if (i) ro_put_text(c->e, i + 1 < count ? ", " : " and ");
        ro_put_element(c->e, "<bdi>", name_of(c->record, id), "</bdi>");
    }
}

/* Who it is of; words: the report's own for them, where nobody is known. */
static void put_whom(const card *c, const char *key, const char *words) {
    ro_put_text(c->e, "<h4>");
    if (json_array_size(part(c, key)))
        put_actors(c, part(c, key));
    else if (words && *words)
        ro_put_element(c->e, "<bdi>", words, "</bdi>");
    else
        ro_put_text(c->e, "<i>nobody is named</i>");
    ro_put_text(c->e, "</h4>\n");
}

/* "Transport Minister · KEN · GOV", where it is one. */
static void put_about(const card *c, const char *key) {
    const json_t *actor = json_array_size(part(c, key)) == 1 ? ro_actor_named(c->record, json_array_get(part(c, key), 0)) : NULL;
    ro_put_element(c->e, "<span class=\"role\"><bdi>", ro_span_words(json_object_get(actor, "role")), "</bdi></span>\n");
    ro_put_element(c->e, "<span class=\"code\"><span class=\"unseen\">country </span>", ro_field(actor, "country"), "</span>\n");
    ro_put_element(c->e, "<span class=\"code\"><span class=\"unseen\">sector </span>", ro_field(actor, "sector"), "</span>\n");
}

static void put_named(const card *c, const char *before, const char *key) {
    if (!json_array_size(part(c, key))) return;
    ro_put_format(c->e, "<span>%s", before);
    put_actors(c, part(c, key));
    ro_put_text(c->e, "</span>");
}

/* ---- what every item has */

static const char *noun(const card *c) {
    return *c->numbered->letter == 'E' ? "Event" : *c->numbered->letter == 'C' ? "Commitment" : "Statement";
}

/* The card opens with its number, which is the link to the card itself. */
static void open_card(const card *c) {
    char class[16];
    snprintf(class, sizeof class, "%s", noun(c));
    *class = (char)tolower((unsigned char)*class);
    ro_put_format(c->e, "<li><article class=\"item %s\" id=\"", class);
    ro_put_id(c->e, 's', c->item);
    ro_put_format(c->e, "\">\n<header>\n<a class=\"number\" id=\"n%s%u\" href=\"#", c->numbered->letter, c->numbered->number);
    ro_put_id(c->e, 's', c->item);
    ro_put_format(c->e, "\" title=\"link to this\" aria-label=\"%s %s%u, link to it\">%s%u</a>\n", noun(c), c->numbered->letter,
                  c->numbered->number, c->numbered->letter, c->numbered->number);
}

/* What sort of thing it is, and how it stands; NULL: not said. */
static void close_header(const card *c, const char *sort, const char *stands) {
    const char *origin = ro_field(c->item, "origin");
    ro_put_text(c->e, "<span class=\"labels\">");
    ro_put_label(c->e, sort);
    ro_put_label(c->e, stands);
    if (origin && !strcmp(origin, "human")) ro_put_label(c->e, "added_by_hand");
    if (json_is_true(part(c, "rejected"))) ro_put_label(c->e, "rejected");
    ro_put_text(c->e, "</span>\n</header>\n");
}

static void put_quotation(const card *c, const json_t *spans) {
    size_t i;
    json_t *span;
    ro_put_text(c->e, "<blockquote dir=\"auto\"");
    ro_put_lang(c->e, c->record);
    ro_put_text(c->e, ">");
    json_array_foreach(spans, i, span) {
        if (i) ro_put_text(c->e, " <span class=\"gap\">…</span> ");
        ro_put_safe(c->e, ro_span_words(span));
    }
    ro_put_text(c->e, "</blockquote>\n");
}

static void put_time(const card *c, const char *before) {
    const json_t *time = ro_item(c->record, "times", ro_field(c->item, "time"));
    ro_put_date(c->e, before, ro_field(time, "earliest"));
}

/* ---- corrections: what was set beside what was there */

/* Without a point where it needs none. */
static void put_number_of(ro_export *e, const json_t *value) {
    double number = json_number_value(value);
    bool whole = number >= -1e9 && number <= 1e9 && number == (double)(int)number;
    char *printed = whole ? NULL : ro_json_print(value, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(6));
    if (whole)
        ro_put_format(e, "%d", (int)number);
    else if (!printed)
        ro_export_fail(e, RO_E_MEMORY, "out of memory");
    ro_put_safe(e, printed);
    free(printed);
}

/* "1 of 1 to 5, False" */
static void put_rating(const card *c, const json_t *rating) {
    const json_t *number = json_object_get(rating, "value"), *best = json_object_get(rating, "best");
    const json_t *worst = json_object_get(rating, "worst");
    if (json_is_number(number)) put_number_of(c->e, number);
    if (json_is_number(best)) {
        ro_put_text(c->e, " of ");
        if (json_is_number(worst)) {
            put_number_of(c->e, worst);
            ro_put_text(c->e, " to ");
        }
        put_number_of(c->e, best);
    }
    ro_put_element(c->e, json_is_number(number) ? ", " : "", ro_field(rating, "name"), "");
}

/* "2025-01-01 to 2025-02-01" */
static void put_object(const card *c, const json_t *value) {
    const char *first = ro_field(value, "earliest"), *last = ro_field(value, "latest");
    if (!first && !last) {
        put_rating(c, value);
        return;
    }
    ro_put_element(c->e, "", first, last ? " to " : " or later");
    ro_put_element(c->e, first ? "" : "by ", last, "");
}

/* The actor whom the store knows by a number, "#12". */
static const char *name_of_number(const card *c, const char *number) {
    size_t i;
    json_t *actor;
    json_array_foreach(json_object_get(c->record, "actors"), i, actor) {
        const char *own = ro_field(actor, "store_actor");
        if (own && !strcmp(own, number) && ro_field(actor, "name")) return ro_field(actor, "name");
    }
    return number;
}

static void put_value(const card *c, const json_t *value) {
    const char *text = json_string_value(value);
    size_t i;
    json_t *one;
    if (json_is_object(value)) put_object(c, value);
    if (json_is_null(value)) ro_put_text(c->e, "none");
    if (json_is_number(value)) put_number_of(c->e, value);
    if (json_is_boolean(value)) ro_put_text(c->e, json_is_true(value) ? "yes" : "no");
    if (json_is_array(value) && !json_array_size(value)) ro_put_text(c->e, "nobody");
    json_array_foreach(value, i, one) {
        if (i) ro_put_text(c->e, ", ");
        put_value(c, one);
    }
    ro_put_element(c->e, "<bdi>", text && *text == '#' ? name_of_number(c, text) : text, "</bdi>");
}

static void put_change(const card *c, const char *key, const json_t *now, const json_t *was, const json_t *correction) {
    char day[11];
    ro_put_element(c->e, "<tr><th scope=\"row\">", key, "</th><td><ins>");
    put_value(c, now);
    ro_put_text(c->e, "</ins></td><td>");
    if (was) ro_put_text(c->e, "<del>"), put_value(c, was), ro_put_text(c->e, "</del>");
    ro_put_text(c->e, "</td><td>");
    ro_put_element(c->e, "<bdi>", ro_field(correction, "by"), "</bdi>");
    if (ro_day(ro_field(correction, "at"), day)) ro_put_format(c->e, ", <time datetime=\"%s\">%s</time>", day, day);
    ro_put_element(c->e, ": <bdi>", ro_field(correction, "why"), "</bdi>");
    ro_put_text(c->e, "</td></tr>\n");
}

static void put_correction(const card *c, const json_t *correction) {
    const json_t *set = json_object_get(correction, "set"), *was = json_object_get(correction, "was");
    const json_t *reject = json_object_get(correction, "reject");
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(size_t)set, key, value) put_change(c, key, value, json_object_get(was, key), correction);
    if (reject) put_change(c, "rejected", reject, NULL, correction);
    if (!set && !reject) put_change(c, "added", json_true(), NULL, correction);
}

static void put_corrections(const card *c) {
    size_t i;
    json_t *one;
    if (!json_array_size(part(c, "corrections"))) return;
    ro_put_text(c->e,
                "<table class=\"corrections\">\n<caption>Corrected by hand</caption>\n<thead><tr><th scope=\"col\">what</th><th "
                "scope=\"col\">now</th><th scope=\"col\">before</th><th scope=\"col\">by whom, when, why</th></tr></thead>\n"
                "<tbody>\n");
    json_array_foreach(part(c, "corrections"), i, one) put_correction(c, one);
    ro_put_text(c->e, "</tbody>\n</table>\n");
}

/* ---- where it stands */

/* The first span, with the address of its report, as a text fragment: browsers go to the words in the page itself. */
static void put_original(const card *c, const json_t *span) {
    const char *uri = ro_field(json_object_get(c->record, "report"), "uri");
    if (!ro_is_web(uri) || !*ro_span_words(span)) return;
    ro_put_text(c->e, "<a rel=\"noopener noreferrer\" href=\"");
    ro_put_address(c->e, c->record);
    ro_put_text_fragment(c->e, ro_span_words(span), strchr(uri, '#') != NULL);
    ro_put_format(c->e, "\" aria-label=\"%s %s%u in the original\">in the original</a>", noun(c), c->numbered->letter,
                  c->numbered->number);
}

/* The last line of a card, which opens with a <p>; span: the first of its words. */
static void close_card(const card *c, const json_t *span) {
    const json_t *confidence = part(c, "confidence");
    if (json_is_number(confidence)) {
        unsigned hundredths = (unsigned)(json_number_value(confidence) * 100 + 0.5);
        ro_put_format(c->e, "<span>confidence %u.%02u</span>", hundredths / 100, hundredths % 100);
    }
    ro_put_text(c->e, "<a href=\"#");
    ro_put_id(c->e, 'm', c->item);
    ro_put_format(c->e, "\" aria-label=\"%s %s%u in the text\">in the text</a>", noun(c), c->numbered->letter,
                  c->numbered->number);
    put_original(c, span);
    ro_put_text(c->e, "</p>\n");
    put_corrections(c);
    ro_put_text(c->e, "</article></li>\n");
}

/* ---- statements */

/* Whether there is more than one step: who speaks together is one. */
static bool is_relayed(const json_t *chain) {
    size_t at = 1;
    while (ro_is_joint(chain, at)) at++;
    return at < json_array_size(chain);
}

static void put_chain(const card *c, const json_t *chain) {
    size_t i;
    json_t *link;
    if (!is_relayed(chain)) return;
    ro_put_text(c->e, "<ol class=\"chain\" role=\"list\" aria-label=\"How it came to the reader, nearest first\">");
    json_array_foreach(chain, i, link) {
        const char *role = ro_field(link, "role"), *name = ro_field(link, "name"), *actor = ro_field(link, "actor");
        if (actor) name = ro_field(ro_item(c->record, "actors", actor), "name");
        bool joint = ro_is_joint(chain, i); /* who speaks together is one step */
        ro_put_text(c->e, joint ? ", " : i ? "</li><li>" : "<li>");
        ro_put_element(c->e, "<span class=\"part\">", joint ? NULL : role, "</span> ");
        ro_put_element(c->e, "<bdi>", name ? name : "not named", "</bdi>");
    }
    ro_put_text(c->e, "</li></ol>\n");
}

static void put_statement(const card *c) {
    open_card(c);
    put_whom(c, "speakers", ro_span_words(part(c, "source")));
    put_about(c, "speakers");
    close_header(c, ro_field(c->item, "act"), json_is_true(part(c, "negated")) ? "negated" : NULL);
    put_quotation(c, part(c, "content"));
    put_chain(c, part(c, "chain"));
    ro_put_text(c->e, "<p class=\"more\">");
    ro_put_element(c->e, "<span>", ro_field(c->item, "manner"), "</span>");
    ro_put_element(c->e, "<span>“", ro_span_words(part(c, "cue")), "”</span>");
    put_named(c, "to ", "addressees");
    ro_put_element(c->e, "<span>at <bdi>", ro_span_words(json_object_get(part(c, "venue"), "text")), "</bdi></span>");
    put_time(c, "on ");
    close_card(c, json_array_get(part(c, "content"), 0));
}

/* ---- events and commitments */

/* The statement that tells it. */
static void put_teller(const card *c) {
    const json_t *statement = ro_item(c->record, "statements", ro_field(c->item, "statement"));
    if (!statement) return;
    ro_put_text(c->e, "<a href=\"#");
    ro_put_id(c->e, 's', statement);
    ro_put_text(c->e, "\">who said so</a>");
}

static void put_event(const card *c) {
    const json_t *place = ro_item(c->record, "places", ro_field(c->item, "place"));
    open_card(c);
    put_whom(c, "source", NULL);
    put_about(c, "source");
    close_header(c, ro_field(c->item, "type"), ro_field(c->item, "status"));
    ro_put_text(c->e, "<p class=\"deed\">");
    ro_put_element(c->e, "<q>", ro_span_words(part(c, "trigger")), "</q>");
    if (json_array_size(part(c, "recipient"))) ro_put_text(c->e, " <span class=\"arrow\" aria-hidden=\"true\">→</span> ");
    put_actors(c, part(c, "recipient"));
    ro_put_text(c->e, "</p>\n<p class=\"more\">");
    ro_put_element(c->e, "<span>", ro_field(c->item, "mode"), "</span>");
    ro_put_element(c->e, "<span>in <bdi>", ro_field(place, "name"), "</bdi></span>");
    put_time(c, "on ");
    put_teller(c);
    close_card(c, part(c, "trigger"));
}

/* A day that had passed when the page was made says so: nothing is known of what came of it. */
static void put_due(const card *c) {
    const json_t *due = part(c, "due");
    const char *last = ro_field(due, "latest"), *first = ro_field(due, "earliest"), *day = last ? last : first;
    char shape[11];
    if (!ro_day(day, shape)) return;
    ro_put_text(c->e, "<span class=\"due\">");
    if (first && last && strcmp(first, last)) ro_put_date(c->e, "due from ", first);
    ro_put_date(c->e, first && last && strcmp(first, last) ? " to " : last ? "due by " : "due from ", day);
    if (c->e->plan.made && strncmp(day, c->e->plan.made, 10) < 0) ro_put_text(c->e, " <span class=\"label past\">passed</span>");
    ro_put_text(c->e, "</span>");
}

static void put_commitment(const card *c) {
    json_t *action = ro_anchor(c->item);
    if (!action) ro_export_fail(c->e, RO_E_MEMORY, "out of memory");
    open_card(c);
    put_whom(c, "parties", NULL);
    put_about(c, "parties");
    close_header(c, ro_field(c->item, "kind"), ro_field(c->item, "status"));
    put_quotation(c, action);
    ro_put_element(c->e, "<p class=\"condition\" dir=\"auto\"><span class=\"unseen\">on condition: </span>",
                   ro_span_words(part(c, "condition")), "</p>\n");
    ro_put_text(c->e, "<p class=\"more\">");
    put_due(c);
    put_named(c, "to ", "counterparties");
    put_teller(c);
    close_card(c, part(c, "action"));
    json_decref(action);
}

void ro_put_items(ro_export *e, const json_t *record, const char *heading, const ro_numbered *items, size_t count) {
    if (!count) return;
    ro_put_format(e, "<h3>%s</h3>\n<ol class=\"items\" role=\"list\">\n", heading);
    for (size_t i = 0; i < count; i++) {
        card c = {.e = e, .record = record, .item = items[i].item, .numbered = &items[i]};
        *items[i].letter == 'E' ? put_event(&c) : *items[i].letter == 'C' ? put_commitment(&c) : put_statement(&c);
    }
    ro_put_text(e, "</ol>\n");
}
