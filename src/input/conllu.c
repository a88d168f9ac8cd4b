#include "input/conllu.h"

/* ---- one document's lines */

static bool begins(const char *line, size_t size, const char *word) {
    size_t n = strlen(word);
    if (!size || line[0] != '#') return false;
    for (line++, size--; size && *line == ' '; line++) size--;
    return size >= n && !memcmp(line, word, n) && (size == n || line[n] == ' ' || line[n] == '=' || line[n] == '\r');
}

static bool is_blank(const ro_buffer *line) { return !line->size || (line->size == 1 && line->data[0] == '\r'); }

typedef struct taker {
    ro_buffer *ahead, *out, line;
    size_t limit, comments;        /* comments: where in out those at hand begin */
    bool commenting, words, large; /* at hand is a comment; words were seen; the document is larger than the limit */
} taker;

/* False: out of memory. */
static bool keep(taker *t) {
    t->large = t->large || t->line.size >= t->limit - t->out->size;
    if (t->large && !t->commenting) return true;
    if (t->line.size >= t->limit - t->out->size) return true;
    return ro_buffer_add(t->out, t->line.data, t->line.size) && ro_buffer_add(t->out, "\n", 1);
}

static void look(taker *t) {
    bool comment = t->line.size && t->line.data[0] == '#';
    if (comment && !t->commenting) {
        if (t->large) t->out->size = 0; /* only the next document's comments matter by now */
        t->comments = t->out->size;
    }
    t->commenting = comment;
    t->words = t->words || (!comment && !is_blank(&t->line));
}

/* The comments at hand, newdoc among them, are the next document's. */
static bool turn(taker *t, size_t *lines) {
    if (!ro_buffer_add(t->ahead, t->out->data ? t->out->data + t->comments : "", t->out->size - t->comments)) return false;
    for (size_t i = t->comments; i < t->out->size; i++) *lines -= t->out->data[i] == '\n';
    t->out->size = t->comments;
    return ro_buffer_add(t->ahead, t->line.data, t->line.size) && ro_buffer_add(t->ahead, "\n", 1);
}

static ro_taken take(taker *t, ro_stream *stream, size_t *lines) {
    for (;;) {
        ro_taken taken = ro_stream_line(stream, t->limit, &t->line);
        if (taken == RO_TAKEN_END) return t->large ? RO_TAKEN_LONG : t->out->size ? RO_TAKEN : RO_TAKEN_END;
        if (taken != RO_TAKEN && taken != RO_TAKEN_LONG) return taken;
        if (taken == RO_TAKEN_LONG) {
            t->large = true;
            t->line.size = 0;
        }
        look(t);
        if (t->commenting && (t->words || t->large) && begins(t->line.data, t->line.size, "newdoc")) {
            if (!turn(t, lines)) return RO_TAKEN_MEMORY;
            return t->large ? RO_TAKEN_LONG : RO_TAKEN;
        }
        ++*lines;
        if (!keep(t)) return RO_TAKEN_MEMORY;
    }
}

ro_taken ro_conllu_take(ro_stream *stream, size_t limit, ro_buffer *ahead, ro_buffer *out, size_t *lines) {
    taker t = {.ahead = ahead, .out = out, .limit = limit};
    *lines = 0;
    out->size = 0;
    if (ahead->size && !ro_buffer_add(out, ahead->data, ahead->size)) return RO_TAKEN_MEMORY;
    for (size_t i = 0; i < ahead->size; i++) *lines += ahead->data[i] == '\n';
    t.commenting = ahead->size > 0;
    ahead->size = 0;
    ro_taken taken = take(&t, stream, lines);
    ro_buffer_free(&t.line);
    return taken;
}

/* ---- lines to words */

enum { COLUMNS = 10, ID = 0, FORM = 1, MISC = 9, ID_MOST = 10000000 };

typedef struct column {
    const char *at;
    size_t size;
} column;

typedef struct reader {
    ro_document *document;
    ro_error *error;
    size_t line;                      /* of the file */
    ro_buffer text;                   /* so far */
    const char *gap;                  /* before the next surface word */
    uint32_t tokens, sentences, next; /* next: id of the next word */
    uint32_t last, end;               /* of the multiword token at hand: its last word's id, its end in the text */
    uint32_t at;                      /* where its next word begins */
    bool open;                        /* a sentence has words */
} reader;

static bool fail(reader *r, const char *what) {
    return ro_fail(r->error, RO_E_INPUT, "%s:%zu: %s", r->document->name, r->line, what);
}

/* Digits up to a stop; what is behind them. NULL: none, or too many. */
static const char *read_id(const char *at, const char *end, uint32_t *id) {
    const char *from = at;
    for (*id = 0; at < end && *at >= '0' && *at <= '9' && *id < ID_MOST; at++) *id = *id * 10 + (uint32_t)(*at - '0');
    return at > from && *id < ID_MOST ? at : NULL;
}

static bool split(reader *r, const char *line, size_t size, column columns[COLUMNS]) {
    const char *end = line + size;
    for (size_t i = 0; i < COLUMNS; i++) {
        const char *tab = memchr(line, '\t', (size_t)(end - line));
        if (!tab != (i + 1 == COLUMNS)) return fail(r, "not CoNLL-U: a word's line has ten columns, with one tab between them");
        columns[i] = (column){line, (size_t)((tab ? tab : end) - line)};
        if (!columns[i].size) return fail(r, "an empty column: write _ where there is nothing");
        if (tab) line = tab + 1;
    }
    return true;
}

static bool has_space_after(column misc) {
    static const char no[] = "SpaceAfter=No";
    for (size_t i = 0; i + sizeof no - 1 <= misc.size; i++)
        if ((!i || misc.at[i - 1] == '|') && !memcmp(misc.at + i, no, sizeof no - 1) &&
            (i + sizeof no - 1 == misc.size || misc.at[i + sizeof no - 1] == '|'))
            return false;
    return true;
}

/* A surface word; returns where it stands in the text. */
static bool add_token(reader *r, column form, column misc, ro_span *span) {
    if (!ro_buffer_add(&r->text, r->gap, strlen(r->gap))) return ro_fail_memory(r->error);
    span->start = (uint32_t)r->text.size;
    if (!ro_buffer_add(&r->text, form.at, form.size)) return ro_fail_memory(r->error);
    span->end = (uint32_t)r->text.size;
    r->gap = has_space_after(misc) ? " " : "";
    r->tokens++;
    return true;
}

static bool add_word(reader *r, ro_span span, column form) {
    ro_given_word word = {span, r->tokens - 1, r->sentences, form.at, (uint32_t)form.size};
    r->open = true;
    r->next++;
    return ro_list_add(r->document->arena, &r->document->conllu.words, word) || ro_fail_memory(r->error);
}

/* The words of a multiword token lie side by side within it, as far as its letters go. */
static bool add_part(reader *r, column form) {
    ro_span span = {r->at, form.size < r->end - r->at ? r->at + (uint32_t)form.size : r->end};
    while (span.end < r->end && ((unsigned char)r->text.data[span.end] & 0xC0) == 0x80) span.end++;
    r->at = span.end;
    return add_word(r, span, form);
}

/* The line "first-last" that binds the words of a multiword token. */
static bool open_range(reader *r, uint32_t first, const char *at, const char *end, const column *columns) {
    uint32_t last;
    ro_span span;
    if (read_id(at, end, &last) != end || first != r->next || last < first || r->next <= r->last)
        return fail(r, "the range of a multiword token begins at the next word and ends at or behind it");
    if (!add_token(r, columns[FORM], columns[MISC], &span)) return false;
    r->last = last;
    r->at = span.start;
    r->end = span.end;
    return true;
}

static bool read_row(reader *r, const char *line, size_t size) {
    column c[COLUMNS];
    uint32_t id, part;
    ro_span span;
    if (!split(r, line, size, c)) return false;
    const char *end = c[ID].at + c[ID].size, *at = read_id(c[ID].at, end, &id);
    if (at && at < end && *at == '-') return open_range(r, id, at + 1, end, c);
    if (at && at < end && *at == '.' && id + 1 == r->next && read_id(at + 1, end, &part) == end) return true; /* an empty node */
    if (!at || at != end || id != r->next) return fail(r, "an id out of order: the words of a sentence are numbered from 1 on");
    if (id <= r->last) return add_part(r, c[FORM]);
    return add_token(r, c[FORM], c[MISC], &span) && add_word(r, span, c[FORM]);
}

static bool end_sentence(reader *r) {
    if (r->next <= r->last) return fail(r, "the sentence ends before the last word of its multiword token");
    r->sentences += r->open;
    r->open = false;
    r->next = 1;
    r->last = 0;
    return true;
}

static bool read_comment(reader *r, const char *line, size_t size) {
    ro_document *document = r->document;
    if (begins(line, size, "newpar") && r->text.size) r->gap = "\n\n";
    if (!begins(line, size, "newdoc") || document->uri) return true;
    const char *value = memchr(line, '=', size), *end = line + size;
    if (!value) return true;
    do value++;
    while (value < end && *value == ' ');
    if (value == end) return true;
    document->uri = ro_arena_copy(document->arena, value, (size_t)(end - value));
    return document->uri || ro_fail_memory(r->error);
}

static bool read_line(reader *r, const char *line, size_t size) {
    if (size && line[size - 1] == '\r') size--;
    if (!size) return end_sentence(r);
    if (line[0] != '#') return read_row(r, line, size);
    if (r->open) return fail(r, "a comment within a sentence: put an empty line behind every sentence");
    return read_comment(r, line, size);
}

static bool read_lines(reader *r) {
    const char *at = r->document->conllu.bytes, *end = at + r->document->conllu.size;
    for (; at < end; r->line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!read_line(r, at, (size_t)((stop ? stop : end) - at))) return false;
        at = stop ? stop + 1 : end;
    }
    return end_sentence(r);
}

/* The bytes go out again as they came, so nothing in them is mended. */
static bool check_bytes(reader *r, const char *bytes, size_t size) {
    const char *zero = memchr(bytes, 0, size);
    size_t fault = zero ? (size_t)(zero - bytes) : size;
    if (!zero && ro_utf8_valid(bytes, size, &fault)) return true;
    for (size_t i = 0; i < fault && i < size; i++) r->line += bytes[i] == '\n';
    return fail(r, zero ? "a zero byte: CoNLL-U is text" : "not valid UTF-8, as CoNLL-U has to be: convert it with iconv");
}

bool ro_input_conllu(ro_document *document, const char *bytes, size_t size, ro_error *error) {
    reader r = {.document = document, .error = error, .line = document->line, .gap = "", .next = 1};
    document->format = "conllu";
    if (!check_bytes(&r, bytes, size)) return false;
    document->conllu.bytes = ro_arena_copy(document->arena, bytes, size);
    document->conllu.size = size;
    bool good = document->conllu.bytes ? read_lines(&r) : ro_fail_memory(error);
    if (good && !r.text.size)
        good = ro_fail(error, RO_E_INPUT, "%s:%zu: no words: nothing to read", document->name, document->line);
    char *text = good ? ro_arena_copy(document->arena, r.text.data, r.text.size) : NULL;
    if (good && !text) good = ro_fail_memory(error);
    good = good && ro_input_text(document, text, r.text.size, error);
    ro_buffer_free(&r.text);
    return good;
}
