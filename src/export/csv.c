/* csv: RFC 4180, UTF-8, a row for each statement, event or commitment. docs/exports.md has the columns.
 *
 * A cell of words that a spreadsheet would take for a formula gets an apostrophe before it; so does one that has apostrophes
 * before what would be one, so that taking one off what looks like that gives the words back. Numbers are ours, and stay. */
#include "export/fields.h"
#include "export/write.h"
#include "input/document.h"

#include <stdio.h>

typedef struct cell {
    ro_export *e;
    const json_t *record, *report, *item;
    ro_buffer text;
    bool number; /* ours, no words */
} cell;

typedef struct column {
    const char *name;
    void (*fill)(cell *c, const char *argument);
    const char *argument;
} column;

/* ---- writing */

static void add(cell *c, const char *text) {
    if (text && !ro_buffer_add(&c->text, text, strlen(text))) ro_export_fail(c->e, RO_E_MEMORY, "out of memory");
}

/* Behind what is there already, with a joint between. */
static void add_next(cell *c, const char *text) {
    if (c->text.size) add(c, "; ");
    add(c, text);
}

bool ro_is_formula(const char *text) {
    /* Spreadsheets take the wide forms for the same; white space before a sign is passed over by some. */
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
    while (*text == '\'') text++;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (!strncmp(text, starts[i], strlen(starts[i]))) return true;
    return false;
}

static void put_cell(cell *c) {
    const char *text = c->text.data ? c->text.data : "";
    bool formula = !c->number && ro_is_formula(text), quoted = formula || strpbrk(text, ",\"\r\n;\t");
    if (quoted) ro_put_text(c->e, "\"");
    if (formula) ro_put_text(c->e, "'");
    for (const char *mark; (mark = strchr(text, '"')); text = mark + 1) {
        ro_put(c->e, text, (size_t)(mark - text));
        ro_put_text(c->e, "\"\"");
    }
    ro_put_text(c->e, text);
    if (quoted) ro_put_text(c->e, "\"");
}

/* ---- cells */

static void of_item(cell *c, const char *key) { add(c, ro_field(c->item, key)); }
static void of_report(cell *c, const char *key) { add(c, ro_field(c->report, key)); }
static void of_record(cell *c, const char *key) { add(c, ro_field(c->record, key)); }

static void number_of_item(cell *c, const char *key) {
    char digits[32];
    add(c, ro_number(json_object_get(c->item, key), digits));
    c->number = true;
}

static void truth_of_item(cell *c, const char *key) { add(c, json_is_true(json_object_get(c->item, key)) ? "true" : "false"); }

static void list_of_item(cell *c, const char *key) {
    size_t i;
    json_t *value;
    json_array_foreach(json_object_get(c->item, key), i, value) add_next(c, json_string_value(value));
}

static void words(cell *c, const char *key) {
    const json_t *value = json_object_get(c->item, key);
    char *joined = json_is_array(value) ? ro_spans_words(value, " … ") : NULL;
    add(c, json_is_array(value) ? joined : ro_span_words(value));
    free(joined);
}

static void add_place(cell *c, const json_t *span) {
    char digits[48];
    size_t start, end;
    if (!ro_span_read(span, &start, &end)) return;
    snprintf(digits, sizeof digits, "%s%zu-%zu", c->text.size ? ";" : "", start, end);
    add(c, digits);
}

/* "10-25", of several spans "10-25;30-40". */
static void places(cell *c, const char *key) {
    const json_t *value = json_object_get(c->item, key);
    size_t i;
    json_t *span;
    if (!json_is_array(value)) add_place(c, value);
    json_array_foreach(value, i, span) add_place(c, span);
    c->number = true;
}

/* A field of each of the actors behind the key; argument "speakers.name". An actor without a name has its number. */
static void actors(cell *c, const char *argument) {
    char list[32];
    const char *field = strchr(argument, '.') + 1;
    snprintf(list, sizeof list, "%.*s", (int)(field - argument - 1), argument);
    size_t i;
    json_t *id;
    json_array_foreach(json_object_get(c->item, list), i, id) {
        const json_t *actor = ro_actor_named(c->record, id);
        const char *value = strcmp(field, "role") ? ro_field(actor, field) : ro_span_words(json_object_get(actor, "role"));
        if (!strcmp(field, "name") && !value) value = json_string_value(id);
        if (i || value) add_next(c, value ? value : "");
    }
}

static void agencies(cell *c, const char *argument) {
    (void)argument;
    size_t i;
    json_t *agency;
    json_array_foreach(json_object_get(c->report, "agencies"), i, agency) if (ro_field(agency, "name"))
        add_next(c, ro_field(agency, "name"));
}

/* "outlet: The Courier > agency: CPA > speaker: Anselm Varga, Lene Varga", nearest to the reader first; who speaks together is
 * one step. */
static void chain(cell *c, const char *argument) {
    (void)argument;
    size_t i;
    json_t *link;
    json_array_foreach(json_object_get(c->item, "chain"), i, link) {
        const char *actor = ro_field(link, "actor"), *name = ro_field(link, "name");
        if (actor) name = ro_field(ro_item(c->record, "actors", actor), "name");
        if (!name) name = actor;
        bool joint = i && ro_is_joint(json_object_get(c->item, "chain"), i);
        if (c->text.size) add(c, joint ? ", " : " > ");
        if (!joint) add(c, ro_field(link, "role"));
        if (name && !joint) add(c, ": ");
        add(c, name);
    }
}

static void venue(cell *c, const char *argument) {
    (void)argument;
    add(c, ro_span_words(json_object_get(json_object_get(c->item, "venue"), "text")));
}

static const json_t *place(const cell *c) {
    const json_t *at = json_object_get(c->item, "venue");
    const char *id = ro_field(at, "place");
    return ro_item(c->record, "places", id ? id : ro_field(c->item, "place"));
}

static void of_place(cell *c, const char *key) {
    char digits[32];
    const json_t *value = json_object_get(place(c), key);
    const char *number = ro_number(value, digits);
    c->number = number != NULL;
    add(c, number ? number : json_string_value(value));
}

static void of_time(cell *c, const char *key) { add(c, ro_field(ro_item(c->record, "times", ro_field(c->item, "time")), key)); }
static void of_due(cell *c, const char *key) { add(c, ro_field(json_object_get(c->item, "due"), key)); }

/* What a human's corrections changed, as it was: JSON. */
static void corrected(cell *c, const char *argument) {
    (void)argument;
    const json_t *corrections = json_object_get(c->item, "corrections");
    char *printed = json_array_size(corrections) ? ro_json_print(corrections, JSON_COMPACT) : NULL;
    if (json_array_size(corrections) && !printed) ro_export_fail(c->e, RO_E_MEMORY, "out of memory");
    add(c, printed);
    free(printed);
}

static void engine(cell *c, const char *argument) {
    (void)argument;
    const json_t *value = json_object_get(c->record, "engine");
    add(c, ro_field(value, "version"));
    if (ro_field(value, "model")) add(c, " "), add(c, ro_field(value, "model"));
    if (ro_field(value, "arithmetic")) add(c, " "), add(c, ro_field(value, "arithmetic"));
}

/* ---- columns: those of the item, then those of its report */

static const column statement_columns[] = {
    {"id", of_item, "id"},
    {"act", of_item, "act"},
    {"speaker", actors, "speakers.name"},
    {"speaker_actor", actors, "speakers.store_actor"},
    {"speaker_known_as", actors, "speakers.known_as"},
    {"speaker_kind", actors, "speakers.kind"},
    {"speaker_role", actors, "speakers.role"},
    {"speaker_country", actors, "speakers.country"},
    {"speaker_sector", actors, "speakers.sector"},
    {"addressee", actors, "addressees.name"},
    {"content", words, "content"},
    {"cue", words, "cue"},
    {"source", words, "source"},
    {"manner", of_item, "manner"},
    {"negated", truth_of_item, "negated"},
    {"chain", chain, NULL},
    {"venue", venue, NULL},
    {"place", of_place, "name"},
    {"place_country", of_place, "country"},
    {"time", of_time, "value"},
    {"earliest", of_time, "earliest"},
    {"latest", of_time, "latest"},
    {"confidence", number_of_item, "confidence"},
    {"content_at", places, "content"},
    {"cue_at", places, "cue"},
    {"source_at", places, "source"},
    {NULL, NULL, NULL},
};

static const column event_columns[] = {
    {"id", of_item, "id"},
    {"type", of_item, "type"},
    {"mode", of_item, "mode"},
    {"contexts", list_of_item, "contexts"},
    {"status", of_item, "status"},
    {"source", actors, "source.name"},
    {"source_actor", actors, "source.store_actor"},
    {"source_kind", actors, "source.kind"},
    {"source_country", actors, "source.country"},
    {"source_sector", actors, "source.sector"},
    {"recipient", actors, "recipient.name"},
    {"recipient_actor", actors, "recipient.store_actor"},
    {"recipient_kind", actors, "recipient.kind"},
    {"recipient_country", actors, "recipient.country"},
    {"recipient_sector", actors, "recipient.sector"},
    {"trigger", words, "trigger"},
    {"place", of_place, "name"},
    {"place_country", of_place, "country"},
    {"lat", of_place, "lat"},
    {"lon", of_place, "lon"},
    {"geonames", of_place, "geonames"},
    {"time", of_time, "value"},
    {"earliest", of_time, "earliest"},
    {"latest", of_time, "latest"},
    {"statement", of_item, "statement"},
    {"score", number_of_item, "score"},
    {"confidence", number_of_item, "confidence"},
    {"trigger_at", places, "trigger"},
    {NULL, NULL, NULL},
};

static const column commitment_columns[] = {
    {"id", of_item, "id"},
    {"kind", of_item, "kind"},
    {"party", actors, "parties.name"},
    {"party_actor", actors, "parties.store_actor"},
    {"party_kind", actors, "parties.kind"},
    {"party_country", actors, "parties.country"},
    {"counterparty", actors, "counterparties.name"},
    {"counterparty_actor", actors, "counterparties.store_actor"},
    {"counterparty_country", actors, "counterparties.country"},
    {"action", words, "action"},
    {"condition", words, "condition"},
    {"due_earliest", of_due, "earliest"},
    {"due_latest", of_due, "latest"},
    {"status", of_item, "status"},
    {"statement", of_item, "statement"},
    {"action_at", places, "action"},
    {"condition_at", places, "condition"},
    {NULL, NULL, NULL},
};

static const column report_columns[] = {
    {"corrections", corrected, NULL},
    {"report", of_report, "id"},
    {"uri", of_report, "uri"},
    {"outlet", of_report, "outlet"},
    {"agencies", agencies, NULL},
    {"published", of_report, "published"},
    {"title", of_report, "title"},
    {"language", of_report, "language"},
    {"text_sha256", of_record, "text_sha256"},
    {"engine", engine, NULL},
    {NULL, NULL, NULL},
};

static const column *item_columns(ro_kind kind) {
    return kind == RO_EVENTS ? event_columns : kind == RO_COMMITMENTS ? commitment_columns : statement_columns;
}

/* ---- rows */

static void put_names(ro_export *e, const column *columns, bool first) {
    for (; columns->name; columns++, first = false) ro_put_format(e, "%s%s", first ? "" : ",", columns->name);
}

static void begin(ro_export *e, const json_t *record) {
    (void)record;
    put_names(e, item_columns(e->kind), true);
    put_names(e, report_columns, false);
    ro_put_text(e, "\r\n");
}

static void put_cells(cell *c, const column *columns, bool first) {
    for (; columns->name; columns++, first = false) {
        c->text.size = 0;
        if (c->text.data) *c->text.data = 0;
        c->number = false;
        if (!first) ro_put_text(c->e, ",");
        columns->fill(c, columns->argument);
        put_cell(c);
    }
}

static void record(ro_export *e, const json_t *record) {
    cell c = {.e = e, .record = record, .report = json_object_get(record, "report")};
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(record, ro_kind_name(e->kind)), i, item) {
        c.item = item;
        put_cells(&c, item_columns(e->kind), true);
        put_cells(&c, report_columns, false);
        ro_put_text(e, "\r\n");
    }
    ro_buffer_free(&c.text);
}

const ro_export_format ro_export_csv = {
    .name = "csv",
    .kinds = 1u << RO_STATEMENTS | 1u << RO_EVENTS | 1u << RO_COMMITMENTS,
    .begin = begin,
    .record = record,
};
