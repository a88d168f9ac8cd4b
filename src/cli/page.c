#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/page.h"

#include "cli/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char bold[] = "\033[1m", dim[] = "\033[2m", cue_color[] = "\033[36m", tag_color[] = "\033[33m", plain[] = "\033[0m";
enum { INDENT = 4, MARGIN = 2 };

typedef struct page {
    FILE *out;
    const ro_cli_page_options *options;
    const json_t *actors;
    int indent, column; /* of the line in hand */
} page;

/* ---- JSON that may not be there */

static const char *string(const json_t *object, const char *key) { return json_string_value(json_object_get(object, key)); }

static const char *span_text(const json_t *span) { return json_is_string(span) ? json_string_value(span) : string(span, "text"); }

static const char *or_nothing(const char *text) { return text ? text : ""; }

/* ---- words, wrapped */

static void style(page *p, const char *code) {
    if (p->options->color) fputs(code, p->out);
}

/* Ends the line, if one was begun. */
static void end_line(page *p) {
    if (p->column) fputc('\n', p->out);
    p->column = 0;
}

static void begin_line(page *p, int indent) {
    end_line(p);
    p->indent = indent;
}

static void blank_line(page *p) {
    end_line(p);
    fputc('\n', p->out);
}

static void pad(page *p, int column) {
    for (; p->column < column; p->column++) fputc(' ', p->out);
}

static bool is_break(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

static int word_columns(const char *word) {
    char piece[5];
    int columns = 0, here;
    for (size_t taken; *word && !is_break(*word) && (taken = ro_cli_visible(word, piece, &here)) != 0; word += taken)
        columns += here;
    return columns;
}

/* Goes on in a new line if so many columns do not fit in this one. */
static void make_room(page *p, int columns) {
    int last = p->options->width - 1;
    if (p->column > p->indent && p->column + columns > last) end_line(p);
    if (p->column < p->indent) pad(p, p->indent);
}

/* One word; what is wider than a line (or has no spaces, as in Chinese) breaks anywhere. */
static const char *put_word(page *p, const char *word) {
    char piece[5];
    int here;
    while (*word && !is_break(*word)) {
        word += ro_cli_visible(word, piece, &here);
        make_room(p, here);
        fputs(piece, p->out);
        p->column += here;
    }
    return word;
}

/* Words go on in the line in hand; white space of any kind is one space. */
static void put(page *p, const char *text) {
    while (*text) {
        bool space = is_break(*text);
        while (is_break(*text)) text++;
        if (!*text && !space) return;
        int columns = word_columns(text), rest = p->options->width - 1 - p->column;
        if (columns <= p->options->width - 1 - p->indent || rest < (p->options->width - p->indent) / 4)
            make_room(p, columns + space);
        if (space && p->column > p->indent) {
            fputc(' ', p->out);
            p->column++;
        }
        if (p->column < p->indent) pad(p, p->indent);
        text = put_word(p, text);
    }
}

static void put_styled(page *p, const char *code, const char *text) {
    style(p, code);
    put(p, text);
    style(p, plain);
}

/* ---- the head: title, provenance, warnings */

/* An item of a line, after a middle dot if it is not the first. */
static void put_item(page *p, const char *text) {
    if (!text || !*text) return;
    if (p->column > p->indent) put(p, " · ");
    put(p, text);
}

static void put_provenance(page *p, const json_t *report) {
    size_t i;
    json_t *byline, *dateline = json_object_get(report, "dateline");
    begin_line(p, 0);
    put_item(p, string(report, "outlet"));
    put_item(p, string(report, "published"));
    json_array_foreach(json_object_get(report, "bylines"), i, byline) put_item(p, json_string_value(byline));
    const char *place = string(dateline, "place");
    put_item(p, place ? place : span_text(json_object_get(dateline, "text")));
    end_line(p);
}

static void put_agencies(page *p, const json_t *report) {
    const json_t *agencies = json_object_get(report, "agencies");
    size_t i;
    json_t *agency;
    if (!json_array_size(agencies)) return;
    begin_line(p, MARGIN);
    p->column = 0;
    fputs("Through:", p->out);
    p->column = 8;
    json_array_foreach(agencies, i, agency) {
        put(p, i ? ", " : " ");
        put(p, or_nothing(string(agency, "name")));
        const char *basis = string(agency, "basis");
        if (!basis) continue;
        put(p, " (");
        put(p, basis);
        put(p, ")");
    }
    end_line(p);
}

static void put_warnings(page *p, const json_t *record) {
    size_t i;
    json_t *warning;
    json_array_foreach(json_object_get(record, "warnings"), i, warning) {
        begin_line(p, MARGIN);
        style(p, dim);
        fputs("! ", p->out);
        p->column = MARGIN;
        put(p, or_nothing(string(warning, "message")));
        const char *code = string(warning, "code");
        if (code && !strcmp(code, "undated")) put(p, ": give it with --published DATE");
        style(p, plain);
        end_line(p);
    }
}

static void put_head(page *p, const json_t *record) {
    const json_t *report = json_object_get(record, "report");
    const char *title = string(report, "title"), *uri = string(report, "uri");
    begin_line(p, 0);
    put_styled(p, bold, title ? title : uri ? uri : "(no title)");
    put_provenance(p, report);
    put_agencies(p, report);
    put_warnings(p, record);
}

/* ---- statements */

static const json_t *actor(const page *p, const json_t *id) {
    const char *wanted = json_string_value(id);
    size_t i;
    json_t *found;
    json_array_foreach(p->actors, i, found) {
        const char *name = string(found, "id");
        if (wanted && name && strcmp(wanted, name) == 0) return found;
    }
    return NULL;
}

static void put_name(page *p, const json_t *who) { put_styled(p, bold, who ? or_nothing(string(who, "name")) : "?"); }

/* " — role, affiliation", as far as stated. */
static void put_standing(page *p, const json_t *who) {
    const char *role = span_text(json_object_get(who, "role")), *affiliation = span_text(json_object_get(who, "affiliation"));
    if (!role && !affiliation) return;
    put(p, " — ");
    put(p, or_nothing(role));
    if (role && affiliation) put(p, ", ");
    put(p, or_nothing(affiliation));
}

static void put_speakers(page *p, const json_t *statement) {
    const json_t *speakers = json_object_get(statement, "speakers");
    const char *source = span_text(json_object_get(statement, "source"));
    size_t i;
    json_t *id;
    json_array_foreach(speakers, i, id) {
        if (i) put(p, "; ");
        put_name(p, actor(p, id));
        put_standing(p, actor(p, id));
    }
    if (!json_array_size(speakers)) put_styled(p, bold, source ? source : "(no source named)");
}

static void put_addressees(page *p, const json_t *statement) {
    size_t i;
    json_t *id;
    json_array_foreach(json_object_get(statement, "addressees"), i, id) {
        put(p, i ? ", " : " → ");
        put_name(p, actor(p, id));
    }
}

static void put_tag(page *p, const char *tag) {
    if (!tag) return;
    put(p, p->column > p->indent ? " " : "");
    make_room(p, word_columns(tag) + 2); /* the brackets stay with the word */
    style(p, tag_color);
    put(p, "[");
    put(p, tag);
    put(p, "]");
    style(p, plain);
}

static void put_manner(page *p, const json_t *statement) {
    const char *cue = span_text(json_object_get(statement, "cue"));
    begin_line(p, INDENT);
    if (cue) put_styled(p, cue_color, cue);
    put_tag(p, string(statement, "act"));
    put_tag(p, string(statement, "manner"));
    if (json_is_true(json_object_get(statement, "negated"))) put_tag(p, "negated");
    end_line(p);
}

/* The outlet and the speaker are plain already; who stands between them is worth a line. */
static bool chain_tells(const json_t *chain) {
    size_t i;
    json_t *link;
    json_array_foreach(chain, i, link) {
        const char *role = string(link, "role");
        if (role && strcmp(role, "outlet") != 0 && strcmp(role, "speaker") != 0) return true;
    }
    return false;
}

static void put_chain(page *p, const json_t *statement) {
    const json_t *chain = json_object_get(statement, "chain");
    size_t i;
    json_t *link;
    if (!chain_tells(chain)) return;
    begin_line(p, INDENT);
    style(p, dim);
    const char *last = NULL;
    bool spoke = false;
    json_array_foreach(chain, i, link) {
        const json_t *speaker = actor(p, json_object_get(link, "actor"));
        const char *name = string(link, "name");
        name = or_nothing(name ? name : string(speaker, "name"));
        if (last && !strcmp(name, last)) continue; /* an outlet that speaks is there as quoted and as the speaker */
        bool speaks = string(link, "role") && !strcmp(string(link, "role"), "speaker");
        put(p, !last ? "" : spoke && speaks ? ", " : " ← "); /* who speaks together is one step */
        put(p, name);
        last = name;
        spoke = speaks;
    }
    style(p, plain);
    end_line(p);
}

static void put_content(page *p, const json_t *statement) {
    size_t i;
    json_t *span;
    begin_line(p, INDENT);
    json_array_foreach(json_object_get(statement, "content"), i, span) {
        if (i) put(p, " … ");
        put(p, or_nothing(span_text(span)));
    }
    end_line(p);
}

static void put_statements(page *p, const json_t *record) {
    const json_t *statements = json_object_get(record, "statements");
    size_t i;
    json_t *statement;
    if (!json_array_size(statements)) {
        blank_line(p);
        put_styled(p, dim, "no statements found");
        end_line(p);
    }
    json_array_foreach(statements, i, statement) {
        blank_line(p);
        p->indent = INDENT;
        p->column = fprintf(p->out, "%2zu  ", i + 1);
        p->indent = p->column > INDENT ? p->column : INDENT;
        put_speakers(p, statement);
        put_addressees(p, statement);
        put_manner(p, statement);
        put_chain(p, statement);
        put_content(p, statement);
    }
}

/* ---- events */

static void put_parties(page *p, const json_t *ids) {
    size_t i;
    json_t *id;
    if (!json_array_size(ids)) put_styled(p, dim, "someone");
    json_array_foreach(ids, i, id) {
        put(p, i ? ", " : "");
        put_name(p, actor(p, id));
    }
}

/* One line an event: who, to whom, the trigger, its type and status. */
static void put_events(page *p, const json_t *record) {
    const json_t *events = json_object_get(record, "events");
    size_t i;
    json_t *event;
    if (!json_array_size(events)) return;
    blank_line(p);
    begin_line(p, 0);
    put_styled(p, bold, "Events");
    json_array_foreach(events, i, event) {
        const char *trigger = span_text(json_object_get(event, "trigger"));
        begin_line(p, INDENT);
        put_parties(p, json_object_get(event, "source"));
        if (json_array_size(json_object_get(event, "recipient"))) {
            put(p, " → ");
            put_parties(p, json_object_get(event, "recipient"));
        }
        put(p, " ");
        put_styled(p, cue_color, or_nothing(trigger));
        put_tag(p, string(event, "type"));
        put_tag(p, string(event, "mode"));
        put_tag(p, string(event, "status"));
    }
    end_line(p);
}

/* ---- commitments */

/* "due 2022-01-24 to 2022-01-30" */
static void put_due(page *p, const json_t *due) {
    const char *first = string(due, "earliest"), *last = string(due, "latest");
    if (!first && !last) return;
    put(p, " due");
    if (first && last && !strcmp(first, last)) last = NULL;
    if (first) put(p, last || json_is_null(json_object_get(due, "latest")) ? " from " : " ");
    put(p, or_nothing(first));
    if (last) put(p, first ? " to " : " by ");
    put(p, or_nothing(last));
}

/* One line a commitment: who, towards whom, what, on which condition, when. */
static void put_commitments(page *p, const json_t *record) {
    const json_t *commitments = json_object_get(record, "commitments");
    size_t i;
    json_t *commitment;
    if (!json_array_size(commitments)) return;
    blank_line(p);
    begin_line(p, 0);
    put_styled(p, bold, "Commitments");
    json_array_foreach(commitments, i, commitment) {
        const char *condition = span_text(json_object_get(commitment, "condition"));
        begin_line(p, INDENT);
        put_parties(p, json_object_get(commitment, "parties"));
        if (json_array_size(json_object_get(commitment, "counterparties"))) {
            put(p, " → ");
            put_parties(p, json_object_get(commitment, "counterparties"));
        }
        put_tag(p, string(commitment, "kind"));
        put(p, " ");
        put(p, or_nothing(span_text(json_object_get(commitment, "action"))));
        if (condition) put(p, ", ");
        put(p, or_nothing(condition));
        style(p, dim);
        put_due(p, json_object_get(commitment, "due"));
        style(p, plain);
    }
    end_line(p);
}

/* ---- actors and layers */

static void put_actors(page *p) {
    size_t i;
    json_t *who;
    if (!json_array_size(p->actors)) return;
    blank_line(p);
    begin_line(p, 0);
    put_styled(p, bold, "Actors");
    json_array_foreach(p->actors, i, who) {
        char mentions[32];
        size_t count = json_array_size(json_object_get(who, "mentions"));
        snprintf(mentions, sizeof mentions, "%zu mention%s", count, count == 1 ? "" : "s");
        begin_line(p, INDENT);
        put(p, or_nothing(string(who, "name")));
        put_standing(p, who);
        style(p, dim);
        put_item(p, string(who, "kind"));
        put_item(p, mentions);
        style(p, plain);
    }
    end_line(p);
}

static void put_spans(page *p, const char *label, const json_t *spans) {
    size_t i;
    json_t *span;
    put_styled(p, tag_color, label);
    if (!json_array_size(spans)) put(p, " -");
    json_array_foreach(spans, i, span) {
        put(p, i ? " | " : " ");
        put(p, or_nothing(span_text(span)));
    }
}

static void put_layers(page *p, const json_t *layers) {
    size_t i;
    json_t *item;
    blank_line(p);
    begin_line(p, 0);
    put_styled(p, bold, "Layers");
    json_array_foreach(json_object_get(layers, "attributions"), i, item) {
        begin_line(p, INDENT);
        put_spans(p, "source", json_object_get(item, "source"));
        put_spans(p, " cue", json_object_get(item, "cue"));
        put_spans(p, " content", json_object_get(item, "content"));
    }
    json_array_foreach(json_object_get(layers, "entities"), i, item) {
        begin_line(p, INDENT);
        put_styled(p, tag_color, or_nothing(string(item, "label")));
        put(p, " ");
        put(p, or_nothing(span_text(json_object_get(item, "span"))));
    }
    json_array_foreach(json_object_get(layers, "coreference"), i, item) {
        begin_line(p, INDENT);
        put_spans(p, "chain", item);
    }
    end_line(p);
}

/* ---- the page */

char *ro_cli_page(const json_t *record, const ro_cli_page_options *options) {
    char *text = NULL;
    size_t size = 0;
    page p = {.out = open_memstream(&text, &size), .options = options, .actors = json_object_get(record, "actors")};
    if (!p.out) return NULL;
    put_head(&p, record);
    put_statements(&p, record);
    put_events(&p, record);
    put_commitments(&p, record);
    put_actors(&p);
    if (options->layers && json_object_get(record, "layers")) put_layers(&p, json_object_get(record, "layers"));
    bool failed = ferror(p.out);
    if (fclose(p.out) != 0 || failed) {
        free(text);
        return NULL;
    }
    if (size && text[size - 1] == '\n') text[size - 1] = 0;
    return text;
}
