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
    size_t rank;         /* of marks of a part, which comes first in a list */
    const json_t *begun; /* the statement, where its content begins here; else NULL */
} mark;

/* Words come in the order of the text, and so do marks: those that a word may lie in are the open ones. */
typedef struct page {
    ro_export *e;
    const json_t *record;
    const char *text;
    size_t byte, point; /* how far the words have gone */
    mark *marks;
    const mark **open; /* in the order of their ranks */
    size_t n_marks, n_open;
    size_t next;  /* the first mark that is not open yet */
    size_t begun; /* the first mark that no sentence has begun with yet */
} page;

/* ---- the text through the parser */

/* How the document and its sentences are called: versions of one address by what they say, too. */
static json_t *name(const page *p) {
    json_t *iri = ro_report_iri(p->record), *out;
    const char *digest = ro_field(p->record, "text_sha256");
    if (!iri || !p->e->plan.every_version || !digest) return iri;
    out = json_sprintf("%s#%.12s", json_string_value(iri), digest);
    json_decref(iri);
    return out;
}

static ro_document *document(page *p, ro_input **input, char **line) {
    ro_document *out = NULL;
    json_t *object = json_pack("{s:s, s:o}", "text", p->text, "uri", name(p));
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

static mark *add_mark(page *p, const json_t *span, unsigned part, const char *id) {
    mark *m = &p->marks[p->n_marks];
    *m = (mark){.part = part, .id = id, .rank = p->n_marks};
    if (!ro_span_read(span, &m->start, &m->end)) return NULL;
    p->n_marks++;
    return m;
}

static int by_place(const void *a, const void *b) {
    const mark *x = a, *y = b;
    if (x->start != y->start) return x->start < y->start ? -1 : 1;
    return x->rank < y->rank ? -1 : x->rank > y->rank;
}

static void add_marks(page *p, const json_t *item, const char *id) {
    size_t k;
    json_t *span;
    json_array_foreach(json_object_get(item, "content"), k, span) {
        mark *m = add_mark(p, span, 0, id);
        if (m && !k) m->begun = item;
    }
    add_mark(p, json_object_get(item, "cue"), 1, id);
    add_mark(p, json_object_get(item, "source"), 2, id);
}

static bool make_marks(page *p) {
    size_t count = 1, i;
    json_t *item;
    json_array_foreach(json_object_get(p->record, "statements"), i, item) count +=
        2 + json_array_size(json_object_get(item, "content"));
    p->marks = calloc(count, sizeof *p->marks);
    p->open = calloc(count, sizeof *p->open);
    if (!p->marks || !p->open) return ro_export_fail(p->e, RO_E_MEMORY, "out of memory"), false;
    json_array_foreach(json_object_get(p->record, "statements"), i, item) if (ro_field(item, "id"))
        add_marks(p, item, ro_field(item, "id"));
    qsort(p->marks, p->n_marks, sizeof *p->marks, by_place);
    return true;
}

/* Opens what begins before the end of a word, and closes what ends before it begins. */
static void move_marks(page *p, size_t start, size_t end) {
    size_t kept = 0;
    for (size_t i = 0; i < p->n_open; i++)
        if (p->open[i]->end > start) p->open[kept++] = p->open[i];
    for (; p->next < p->n_marks && p->marks[p->next].start < end; p->next++) {
        const mark *new = &p->marks[p->next];
        size_t at = kept;
        if (new->end <= start) continue;
        for (; at && p->open[at - 1]->rank > new->rank; at--) p->open[at] = p->open[at - 1];
        p->open[at] = new;
        kept++;
    }
    p->n_open = kept;
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
    move_marks(p, start, end);
    for (unsigned part = 0; part < PARTS; part++) {
        bool first = true;
        for (size_t i = 0; i < p->n_open; i++) {
            const mark *m = p->open[i];
            if (m->part != part || m->start >= end) continue;
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

static void put_statement(page *p, const json_t *item) {
    size_t i;
    json_t *speaker;
    const char *act = ro_field(item, "act"), *manner = ro_field(item, "manner");
    ro_put_format(p->e, "# statement_%.40s = %.40s; %.40s", ro_field(item, "id"), act ? act : "", manner ? manner : "");
    json_array_foreach(json_object_get(item, "speakers"), i, speaker) {
        ro_put_text(p->e, i ? ", " : "; ");
        put_one_line(p, ro_field(ro_actor_named(p->record, speaker), "name"));
    }
    ro_put_text(p->e, "\n");
}

/* Statements whose content begins within: "# statement_ID = act; manner; speakers". */
static void put_statements(page *p, size_t from, size_t to) {
    for (; p->begun < p->n_marks && p->marks[p->begun].start < to; p->begun++) {
        const mark *m = &p->marks[p->begun];
        if (m->begun && m->start >= from) put_statement(p, m->begun);
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
    p->byte = before.byte;
    p->point = before.point;
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
    free(p.open);
}

const ro_export_format ro_export_conllu = {
    .name = "conllu", .kinds = 1u << RO_STATEMENTS, .words = true, .reads = true, .record = record};
