#include "store/rows.h"

#include <stdio.h>

enum {
    DATED = 8, /* cells before those of the kind alone, where items have a report */
    JOINT = 3, /* code points between the spans of a content: " … " */
};

static const char *text_of(const ro_value *value) { return value->kind == RO_TEXT ? value->text : NULL; }

static bool is_true(const ro_value *value) { return value->kind == RO_INTEGER && value->integer != 0; }

/* ---- parts that several kinds have */

static void print_key_of(ro_printer *p, const ro_row *row, const ro_value *day) {
    char key[64];
    snprintf(key, sizeof key, "%.10s.%lld", day && text_of(day) ? text_of(day) : "", (long long)row->key);
    ro_print_string(p, "key", day ? key : key + 1);
}

static void print_report(ro_printer *p, const ro_value *cells) {
    static const char *const keys[] = {"id", "uri", "title", "outlet", "published"};
    ro_print_open(p, "report", '{');
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) ro_print_value(p, keys[i], &cells[i]);
    ro_print_close(p, '}');
}

static void print_actor_number(ro_printer *p, int64_t actor) {
    char number[32];
    snprintf(number, sizeof number, "#%lld", (long long)actor);
    ro_print_string(p, "actor", number);
}

static void print_people(ro_printer *p, const ro_row *row, const char *key, const char *part) {
    ro_print_open(p, key, '[');
    for (const ro_person *person = row->people; person; person = person->next) {
        if (strcmp(person->part, part) != 0) continue;
        ro_print_open(p, NULL, '{');
        print_actor_number(p, person->actor);
        ro_print_value(p, "name", &person->name);
        ro_print_value(p, "role", &person->role);
        ro_print_value(p, "country", &person->country);
        ro_print_value(p, "mention", &person->mention);
        ro_print_close(p, '}');
    }
    ro_print_close(p, ']');
}

/* Takes so many code points off the front of a text. */
static const char *skip_points(const char *at, const char *end, int64_t count) {
    for (; count > 0 && at < end; count--) do
            at++;
        while (at < end && ((unsigned char)*at & 0xC0) == 0x80);
    return at;
}

static void print_span(ro_printer *p, const ro_place_of *span, const char *text, size_t size) {
    ro_print_open(p, NULL, '{');
    ro_print_integer(p, "start", span->first);
    ro_print_integer(p, "end", span->past);
    ro_print_key(p, "text");
    ro_print_text(p, text, size);
    ro_print_close(p, '}');
}

/* The spans of a part; their words stand in the cell, one span behind the other. Returns how many there are. */
static size_t print_spans_of(ro_printer *p, const ro_row *row, const char *part, const ro_value *words, size_t most) {
    size_t count = 0;
    const char *at = text_of(words) ? words->text : "", *end = at + (text_of(words) ? words->size : 0);
    for (const ro_place_of *span = row->spans; span && count < most; span = span->next) {
        if (strcmp(span->part, part) != 0) continue;
        if (count++) at = skip_points(at, end, JOINT);
        const char *past = skip_points(at, end, span->past - span->first);
        print_span(p, span, at, (size_t)(past - at));
        at = past;
    }
    return count;
}

static void print_spans(ro_printer *p, const ro_row *row, const char *part, const ro_value *words) {
    ro_print_open(p, part, '[');
    print_spans_of(p, row, part, words, SIZE_MAX);
    ro_print_close(p, ']');
}

/* One span, or null. */
static void print_one_span(ro_printer *p, const ro_row *row, const char *part, const ro_value *words) {
    bool has = false;
    for (const ro_place_of *span = row->spans; span && !has; span = span->next) has = strcmp(span->part, part) == 0;
    if (!has) {
        ro_print_string(p, part, NULL);
        return;
    }
    ro_print_key(p, part);
    ro_printer one = {0};
    print_spans_of(&one, row, part, words, 1);
    ro_print_raw(p, one.out.data ? one.out.data : "", one.out.size);
    p->failed |= one.failed;
    ro_buffer_free(&one.out);
}

/* Where it comes from, and what a human said of it: cells are origin, rejected, original. */
static void print_origin(ro_printer *p, const ro_value *cells) {
    ro_print_value(p, "origin", &cells[0]);
    if (is_true(&cells[1])) ro_print_flag(p, "rejected", true);
    if (text_of(&cells[2])) ro_print_json(p, "original", &cells[2]);
}

/* ---- statements */

static void print_chain(ro_printer *p, const ro_row *row) {
    ro_print_open(p, "chain", '[');
    for (const ro_link *link = row->links; link; link = link->next) {
        ro_print_open(p, NULL, '{');
        ro_print_value(p, "role", &link->role);
        ro_print_value(p, "name", &link->name);
        ro_print_close(p, '}');
    }
    for (const ro_person *person = row->people; person; person = person->next) {
        if (strcmp(person->part, "speaker") != 0) continue;
        ro_print_open(p, NULL, '{');
        ro_print_string(p, "role", "speaker");
        print_actor_number(p, person->actor);
        ro_print_value(p, "name", &person->name);
        ro_print_close(p, '}');
    }
    ro_print_close(p, ']');
}

static void print_venue(ro_printer *p, const ro_row *row, const ro_value *cells) {
    if (!text_of(&cells[0])) {
        ro_print_string(p, "venue", NULL);
        return;
    }
    ro_print_open(p, "venue", '{');
    print_one_span(p, row, "venue", &cells[0]);
    ro_print_value(p, "place", &cells[1]);
    ro_print_value(p, "country", &cells[2]);
    ro_print_close(p, '}');
}

static void print_statement(ro_printer *p, const ro_row *row) {
    const ro_value *c = row->cells + DATED;
    print_key_of(p, row, &row->cells[2]);
    ro_print_value(p, "id", &row->cells[1]);
    print_report(p, row->cells + 3);
    print_people(p, row, "speakers", "speaker");
    print_people(p, row, "addressees", "addressee");
    ro_print_value(p, "act", &c[0]);
    ro_print_value(p, "manner", &c[1]);
    ro_print_flag(p, "negated", is_true(&c[2]));
    print_one_span(p, row, "source", &c[3]);
    print_one_span(p, row, "cue", &c[4]);
    print_spans(p, row, "content", &c[5]);
    print_venue(p, row, &c[6]);
    ro_print_value(p, "day", &row->cells[2]);
    print_chain(p, row);
    ro_print_value(p, "confidence", &c[9]);
    print_origin(p, &c[10]);
}

/* ---- events and commitments */

static void print_event(ro_printer *p, const ro_row *row) {
    const ro_value *c = row->cells + DATED;
    print_key_of(p, row, &row->cells[2]);
    ro_print_value(p, "id", &row->cells[1]);
    print_report(p, row->cells + 3);
    ro_print_value(p, "type", &c[0]);
    ro_print_value(p, "mode", &c[1]);
    ro_print_json(p, "contexts", &c[2]);
    ro_print_value(p, "status", &c[3]);
    print_people(p, row, "source", "source");
    print_people(p, row, "recipient", "recipient");
    print_one_span(p, row, "trigger", &c[5]);
    ro_print_value(p, "sentence", &c[6]);
    ro_print_value(p, "place", &c[7]);
    ro_print_value(p, "country", &c[8]);
    ro_print_value(p, "day", &row->cells[2]);
    ro_print_value(p, "day_to", &c[9]);
    ro_print_value(p, "statement", &c[10]);
    ro_print_value(p, "score", &c[4]);
    ro_print_value(p, "confidence", &c[11]);
    print_origin(p, &c[12]);
}

static void print_due(ro_printer *p, const ro_value *cells) {
    if (!text_of(&cells[0]) && !text_of(&cells[1])) {
        ro_print_string(p, "due", NULL);
        return;
    }
    ro_print_open(p, "due", '{');
    ro_print_value(p, "earliest", &cells[0]);
    ro_print_value(p, "latest", &cells[1]);
    ro_print_close(p, '}');
}

static void print_commitment(ro_printer *p, const ro_row *row) {
    const ro_value *c = row->cells + DATED;
    print_key_of(p, row, &row->cells[2]);
    ro_print_value(p, "id", &row->cells[1]);
    print_report(p, row->cells + 3);
    ro_print_value(p, "kind", &c[0]);
    print_people(p, row, "parties", "party");
    print_people(p, row, "counterparties", "counterparty");
    print_one_span(p, row, "action", &c[1]);
    print_one_span(p, row, "condition", &c[2]);
    ro_print_value(p, "day", &row->cells[2]);
    print_due(p, &c[3]);
    ro_print_value(p, "status", &c[5]);
    ro_print_value(p, "statement", &c[6]);
    print_origin(p, &c[7]);
}

/* ---- actors and reports */

static void print_actor(ro_printer *p, const ro_row *row) {
    const ro_value *c = row->cells;
    print_key_of(p, row, NULL);
    print_actor_number(p, row->key);
    ro_print_value(p, "name", &c[1]);
    ro_print_value(p, "kind", &c[2]);
    ro_print_value(p, "role", &c[3]);
    ro_print_value(p, "country", &c[4]);
    ro_print_value(p, "sector", &c[5]);
    ro_print_open(p, "names", '[');
    for (const ro_link *link = row->links; link; link = link->next) ro_print_value(p, NULL, &link->name);
    ro_print_close(p, ']');
    ro_print_integer(p, "reports", row->reports);
    ro_print_integer(p, "statements", row->statements);
}

static void print_engine(ro_printer *p, const ro_value *cells) {
    ro_print_open(p, "engine", '{');
    ro_print_value(p, "version", &cells[0]);
    ro_print_value(p, "model", &cells[1]);
    ro_print_value(p, "arithmetic", &cells[2]);
    ro_print_close(p, '}');
}

static void print_a_report(ro_printer *p, const ro_row *row) {
    static const char *const keys[] = {"format", "language", "title", "outlet", "section", "published", "modified"};
    const ro_value *c = row->cells;
    print_key_of(p, row, &c[2]);
    ro_print_value(p, "id", &c[1]);
    ro_print_value(p, "uri", &c[3]);
    ro_print_value(p, "text_sha256", &c[4]);
    ro_print_value(p, "version", &c[5]);
    ro_print_flag(p, "latest", is_true(&c[6]));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) ro_print_value(p, keys[i], &c[7 + i]);
    ro_print_value(p, "day", &c[2]);
    ro_print_open(p, "agencies", '[');
    for (const ro_link *link = row->links; link; link = link->next) {
        ro_print_open(p, NULL, '{');
        ro_print_value(p, "name", &link->name);
        ro_print_value(p, "basis", &link->role);
        ro_print_close(p, '}');
    }
    ro_print_close(p, ']');
    ro_print_value(p, "statements", &c[18]);
    ro_print_value(p, "events", &c[19]);
    ro_print_value(p, "commitments", &c[20]);
    print_engine(p, &c[14]);
    ro_print_value(p, "added", &c[17]);
}

void ro_page_print(const ro_page *page, size_t row, ro_kind kind, ro_printer *p) {
    static void (*const prints[])(ro_printer *, const ro_row *) = {[RO_STATEMENTS] = print_statement,
                                                                   [RO_EVENTS] = print_event,
                                                                   [RO_COMMITMENTS] = print_commitment,
                                                                   [RO_ACTORS] = print_actor,
                                                                   [RO_REPORTS] = print_a_report};
    ro_print_clear(p);
    ro_print_open(p, NULL, '{');
    prints[kind](p, &page->rows[row]);
    ro_print_close(p, '}');
}
