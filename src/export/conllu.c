/* conllu: the sentences of the reports as `readout parse` has them, read anew from their text, with the statements marked in
 * MISC: Source, Cue and Content with the statement's id (several with commas between), and TokenRange, where the word stands in
 * code points. The store keeps no words, heads and lemmas: they are what the model at hand makes of the text. */
#include "export/fields.h"
#include "export/write.h"

#include "input/document.h"
#include "text/text.h"

#include <stdio.h>

enum { PARTS = 3, MISC = 9 };
static const char *const part_names[PARTS] = {"Content", "Cue", "Source"};

typedef struct mark {
    size_t start, end; /* code points */
    unsigned part;
    const char *id;
} mark;

typedef struct page {
    ro_export *e;
    const json_t *record;
    const char *text;
    size_t byte, point; /* how far the words have gone */
    mark *marks;
    size_t n_marks;
} page;

/* ---- the text through the parser */

static ro_document *document(page *p, ro_input **input, char **line) {
    ro_document *out = NULL;
    json_t *object = json_pack("{s:s, s:o}", "text", p->text, "uri", ro_report_iri(p->record));
    *line = object ? ro_json_print(object, JSON_COMPACT) : NULL;
    json_decref(object);
    if (!*line) return ro_export_fail(p->e, RO_E_MEMORY, "out of memory"), NULL;
    ro_error error = {0};
    *input = ro_input_open_memory(*line, strlen(*line), "report", &(ro_input_options){.format = "jsonl"}, &error);
    if (*input && ro_input_next(*input, &out, &error) == RO_NEXT_DOCUMENT) return out;
    ro_export_fail(p->e, error.code ? error.code : RO_E_INPUT, "%s",
                   error.message[0] ? error.message : "the text cannot be read");
    return NULL;
}

/* The text as CoNLL-U; free with ro_free. NULL: the export says why. */
static char *parse(page *p) {
    char *line = NULL, *out = NULL;
    ro_input *input = NULL;
    ro_error error = {0};
    ro_document *read = document(p, &input, &line);
    if (read) out = ro_parse(p->e->plan.reader, read, &error);
    if (read && !out) ro_export_fail(p->e, error.code, "%s", error.message);
    ro_document_free(read);
    ro_input_close(input);
    free(line);
    return out;
}

/* ---- marks */

static void add_mark(page *p, const json_t *span, unsigned part, const char *id) {
    mark *m = &p->marks[p->n_marks];
    *m = (mark){.part = part, .id = id};
    p->n_marks += ro_span_read(span, &m->start, &m->end);
}

static bool make_marks(page *p) {
    size_t count = 0, i, k;
    json_t *item, *span;
    json_array_foreach(json_object_get(p->record, "statements"), i, item) count +=
        2 + json_array_size(json_object_get(item, "content"));
    p->marks = calloc(count + 1, sizeof *p->marks);
    if (!p->marks) return ro_export_fail(p->e, RO_E_MEMORY, "out of memory"), false;
    json_array_foreach(json_object_get(p->record, "statements"), i, item) {
        const char *id = ro_field(item, "id");
        if (!id) continue;
        json_array_foreach(json_object_get(item, "content"), k, span) add_mark(p, span, 0, id);
        add_mark(p, json_object_get(item, "cue"), 1, id);
        add_mark(p, json_object_get(item, "source"), 2, id);
    }
    return true;
}

/* ---- where a word stands */

/* Goes over white space. */
static void skip_space(page *p) {
    uint32_t length;
    while (p->text[p->byte] && ro_is_space(ro_utf8_at(p->text + p->byte, &length))) p->byte += length, p->point++;
}

/* Goes over a form, in which a space is any white space. False: it is not there, and nothing changes. */
static bool take_form(page *p, const char *form, size_t size) {
    page at = *p;
    for (size_t i = 0; i < size;) {
        uint32_t length, other;
        if (form[i] == ' ') {
            skip_space(&at);
            i++;
            continue;
        }
        if (ro_utf8_at(form + i, &length) != ro_utf8_at(at.text + at.byte, &other) || !at.text[at.byte]) return false;
        at.byte += other;
        at.point++;
        i += length;
    }
    p->byte = at.byte;
    p->point = at.point;
    return true;
}

/* ---- lines */

static size_t line_size(const char *line) { return strcspn(line, "\n"); }

/* A column of a line; its size. */
static size_t column(const char *line, int number, const char **start) {
    size_t size = line_size(line);
    const char *at = line, *end = line + size;
    for (; number && at < end; at++) number -= *at == '\t';
    *start = at;
    const char *tab = memchr(at, '\t', (size_t)(end - at));
    return (size_t)((tab ? tab : end) - at);
}

static void put_marks(page *p, size_t start, size_t end, bool *some) {
    for (unsigned part = 0; part < PARTS; part++) {
        bool first = true;
        for (size_t i = 0; i < p->n_marks; i++) {
            const mark *m = &p->marks[i];
            if (m->part != part || m->start >= end || start >= m->end) continue;
            if (first) ro_put_format(p->e, "%s%s=", *some ? "|" : "", part_names[part]);
            ro_put_format(p->e, "%s%.40s", first ? "" : ",", m->id);
            first = false;
            *some = true;
        }
    }
}

/* A word's line, with MISC anew. */
static void put_word(page *p, const char *line, size_t start, size_t end, bool surface) {
    const char *misc;
    bool some = false;
    size_t size = column(line, MISC, &misc);
    ro_put(p->e, line, (size_t)(misc - line));
    if (end > start) put_marks(p, start, end, &some);
    if (size && *misc != '_') {
        if (some) ro_put_text(p->e, "|");
        ro_put(p->e, misc, size);
        some = true;
    }
    if (surface && end > start) ro_put_format(p->e, "%sTokenRange=%zu:%zu", some ? "|" : "", start, end);
    if (!some && !(surface && end > start)) ro_put_text(p->e, "_");
    ro_put_text(p->e, "\n");
}

/* ---- sentences */

/* The number of the last word that a line binds together ("3-4"); 0: it is a word. */
static unsigned long binds(const char *line) {
    char *end;
    strtoul(line, &end, 10);
    return *end == '-' ? strtoul(end + 1, NULL, 10) : 0;
}

/* The words of a sentence, each with its place; put: writes them, else they are only walked over. */
static void walk_words(page *p, const char *line, bool put) {
    unsigned long bound = 0;
    size_t start = 0, end = 0;
    for (; *line && *line != '\n'; line += line_size(line) + (line[line_size(line)] != 0)) {
        if (*line == '#') continue;
        bool inner = strtoul(line, NULL, 10) <= bound; /* a word within a surface word that has gone by */
        if (!inner) {
            const char *form;
            size_t size = column(line, 1, &form);
            skip_space(p);
            start = p->point;
            bool found = take_form(p, form, size);
            end = found ? p->point : start;
            bound = binds(line);
        }
        if (put) put_word(p, line, start, end, !inner);
    }
}

static void put_one_line(page *p, const char *text) {
    for (; text && *text; text++) ro_put(p->e, (unsigned char)*text < ' ' ? " " : text, 1);
}

static void put_comment(page *p, const char *key, const char *text) {
    if (!text) return;
    ro_put_format(p->e, "# %s = ", key);
    put_one_line(p, text);
    ro_put_text(p->e, "\n");
}

/* Statements whose content begins within: "# statement_ID = act; manner; speakers". */
static void put_statements(page *p, size_t from, size_t to) {
    size_t i, k, start, end;
    json_t *item, *speaker;
    json_array_foreach(json_object_get(p->record, "statements"), i, item) {
        if (!ro_span_read(json_array_get(json_object_get(item, "content"), 0), &start, &end) || start < from || start >= to)
            continue;
        ro_put_format(p->e, "# statement_%.40s = %.40s; %.40s", ro_field(item, "id"), ro_field(item, "act"),
                      ro_field(item, "manner"));
        json_array_foreach(json_object_get(item, "speakers"), k, speaker) {
            ro_put_text(p->e, k ? ", " : "; ");
            put_one_line(p, ro_field(ro_actor_named(p->record, speaker), "name"));
        }
        ro_put_text(p->e, "\n");
    }
}

static const char *after_sentence(const char *line) {
    while (*line && *line != '\n') line += line_size(line) + (line[line_size(line)] != 0);
    return *line ? line + 1 : line;
}

static void put_report_comments(page *p) {
    const json_t *report = json_object_get(p->record, "report");
    put_comment(p, "report", ro_field(report, "id"));
    put_comment(p, "text_sha256", ro_field(p->record, "text_sha256"));
    put_comment(p, "title", ro_field(report, "title"));
    put_comment(p, "outlet", ro_field(report, "outlet"));
    put_comment(p, "published", ro_field(report, "published"));
}

static void put_sentence(page *p, const char *sentence) {
    page before = *p;
    walk_words(p, sentence, false);
    skip_space(&before);
    size_t from = before.point, to = p->point;
    for (const char *line = sentence; *line == '#'; line += line_size(line) + 1) {
        ro_put(p->e, line, line_size(line));
        ro_put_text(p->e, "\n");
        if (!strncmp(line, "# newdoc", 8)) put_report_comments(p);
    }
    put_statements(p, from, to);
    *p = before;
    walk_words(p, sentence, true);
    ro_put_text(p->e, "\n");
}

static void record(ro_export *e, const json_t *record) {
    page p = {.e = e, .record = record, .text = json_string_value(json_object_get(record, "text"))};
    char *parsed = parse(&p);
    if (parsed && make_marks(&p))
        for (const char *at = parsed; *at; at = after_sentence(at)) put_sentence(&p, at);
    ro_free(parsed);
    free(p.marks);
}

const ro_export_format ro_export_conllu = {
    .name = "conllu", .kinds = 1u << RO_STATEMENTS, .words = true, .reads = true, .record = record};
