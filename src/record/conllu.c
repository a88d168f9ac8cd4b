#include "record/conllu.h"

#include "model/heads.h"

#include <stdio.h>

typedef struct writer {
    const ro_document *document;
    const ro_layers *layers;
    ro_buffer *out;
    bool failed;
} writer;

/* ---- bytes */

static void put(writer *w, const char *bytes, size_t size) { w->failed = w->failed || !ro_buffer_add(w->out, bytes, size); }
static void put_text(writer *w, const char *text) { put(w, text, strlen(text)); }

static void put_number(writer *w, size_t number) {
    char digits[24];
    put(w, digits, (size_t)snprintf(digits, sizeof digits, "%zu", number));
}

/* White space within becomes one space. */
static void put_form(writer *w, ro_span span) {
    const char *bytes = w->document->text.bytes;
    uint32_t from = span.start, length;
    for (uint32_t i = span.start; i < span.end; i += length) {
        if (!ro_is_space(ro_utf8_at(bytes + i, &length))) continue;
        if (from < i) put(w, bytes + from, i - from);
        if (from < i || i == span.start) put_text(w, " ");
        from = i + length;
    }
    put(w, bytes + from, span.end - from);
}

/* A comment stands on one line. */
static void put_comment(writer *w, const char *key, const char *value) {
    put_text(w, "# ");
    put_text(w, key);
    put_text(w, " = ");
    for (; *value; value++) put(w, (unsigned char)*value < ' ' ? " " : value, 1);
}

static void put_lemma(writer *w, const ro_word *word) { put_text(w, word->lemma[0] ? word->lemma : "_"); }

/* HEAD and DEPREL with a tab between; first: the sentence's first word. */
static void put_head(writer *w, size_t word, size_t first) {
    const ro_word *own = &w->layers->words.items[word];
    put_number(w, own->head == word ? 0 : own->head - first + 1);
    put_text(w, "\t");
    put_text(w, ro_relation_names[own->relation]);
}

/* ---- from raw text */

/* What the pieces pass over (characters without width and the like) belongs to the surface word beside it. */
static uint32_t surface_start(const writer *w, size_t token) {
    const ro_text *text = &w->document->text;
    if (!token) return ro_text_trim(text, (ro_span){0, text->size}).start;
    uint32_t at = w->layers->tokens.items[token].span.start, low = w->layers->tokens.items[token - 1].span.end, length;
    for (uint32_t from = at, before; from > low; from = before) {
        before = ro_utf8_before(text->bytes, from);
        if (ro_is_space(ro_utf8_at(text->bytes + before, &length))) return from;
    }
    return at;
}

static ro_span surface(const writer *w, size_t token) {
    uint32_t end = token + 1 < w->layers->tokens.count ? surface_start(w, token + 1) : w->document->text.size;
    return ro_text_trim(&w->document->text, (ro_span){surface_start(w, token), end});
}

static bool space_after(const writer *w, size_t token, ro_span own) {
    return token + 1 == w->layers->tokens.count || own.end < surface_start(w, token + 1);
}

static void put_misc(writer *w, size_t token, ro_span own) {
    put_text(w, space_after(w, token, own) ? "\t_\n" : "\tSpaceAfter=No\n");
}

static bool new_paragraph(const writer *w, size_t token) {
    unsigned breaks = 0;
    if (!token) return true;
    uint32_t start = surface_start(w, token);
    for (uint32_t i = surface(w, token - 1).end; i < start; i++) breaks += w->document->text.bytes[i] == '\n';
    return breaks > 1;
}

static void put_sentence_text(writer *w, size_t from, size_t to) {
    put_text(w, "\n# text = ");
    for (size_t t = from; t < to; t++) {
        ro_span own = surface(w, t);
        put_form(w, own);
        if (t + 1 < to && space_after(w, t, own)) put_text(w, " ");
    }
    put_text(w, "\n");
}

static void put_word(writer *w, size_t word, ro_span form, size_t first) {
    const ro_word *own = &w->layers->words.items[word];
    put_number(w, word - first + 1);
    put_text(w, "\t");
    put_form(w, form);
    put_text(w, "\t");
    put_lemma(w, own);
    put_text(w, "\t");
    put_text(w, ro_upos_names[own->upos]);
    put_text(w, "\t_\t_\t");
    put_head(w, word, first);
    put_text(w, "\t_");
}

/* The words [word, to) of a surface word, a line each; of several first the line that binds them. */
static void put_token(writer *w, size_t token, size_t word, size_t to, size_t first) {
    ro_span own = surface(w, token);
    bool several = to - word > 1;
    if (several) {
        put_number(w, word - first + 1);
        put_text(w, "-");
        put_number(w, to - first);
        put_text(w, "\t");
        put_form(w, own);
        put_text(w, "\t_\t_\t_\t_\t_\t_\t_");
        put_misc(w, token, own);
    }
    for (size_t i = word; i < to; i++) {
        ro_span form = w->layers->words.items[i].span;
        if (i == word) form.start = own.start;
        if (i + 1 == to) form.end = own.end;
        put_word(w, i, form, first);
        if (several)
            put_text(w, "\t_\n");
        else
            put_misc(w, token, own);
    }
}

static void put_document(writer *w) {
    const ro_document *document = w->document;
    if (document->uri)
        put_comment(w, "newdoc id", document->uri);
    else
        put_text(w, "# newdoc");
    put_text(w, "\n");
    if (document->uri) return;
    put_comment(w, "source", ro_document_name(document));
    put_text(w, "\n");
}

static void put_sentence(writer *w, size_t number, size_t from, size_t to, size_t *word) {
    char id[24];
    snprintf(id, sizeof id, "%zu", number + 1);
    if (new_paragraph(w, from)) put_text(w, "# newpar\n");
    put_comment(w, "sent_id", w->document->uri ? w->document->uri : id);
    if (w->document->uri) put_text(w, "-"), put_text(w, id);
    put_sentence_text(w, from, to);
    size_t first = *word;
    for (size_t t = from; t < to; t++) {
        size_t start = *word;
        while (*word < w->layers->words.count && w->layers->words.items[*word].token == t) ++*word;
        put_token(w, t, start, *word, first);
    }
    put_text(w, "\n");
}

static void write_text(writer *w) {
    const ro_layers *l = w->layers;
    put_document(w);
    for (size_t from = 0, to, word = 0; from < l->tokens.count; from = to) {
        uint32_t sentence = l->tokens.items[from].sentence;
        for (to = from + 1; to < l->tokens.count && l->tokens.items[to].sentence == sentence;) to++;
        put_sentence(w, sentence, from, to, &word);
    }
}

/* ---- from CoNLL-U */

enum { COLUMNS = 10, FORM = 1, LEMMA = 2, UPOS = 3, HEAD = 6, DEPREL = 7 };

/* A text in which the model sees nothing at all: its sentences' first words are roots. */
static void put_unknown(writer *w, int column, const char *form, size_t size, bool root) {
    if (column == LEMMA) put(w, form, size);
    if (column == UPOS) put_text(w, "X");
    if (column == HEAD) put_text(w, root ? "0\troot" : "1\tdep");
}

static void put_known(writer *w, int column, size_t word, size_t first) {
    if (column == LEMMA) put_lemma(w, &w->layers->words.items[word]);
    if (column == UPOS) put_text(w, ro_upos_names[w->layers->words.items[word].upos]);
    if (column == HEAD) put_head(w, word, first);
}

/* A word's line with four columns anew. */
static void put_line(writer *w, const char *line, size_t size, size_t word, size_t first) {
    const char *at = line, *end = line + size, *form = NULL;
    size_t form_size = 0;
    for (int column = 0; column < COLUMNS; column++) {
        const char *tab = memchr(at, '\t', (size_t)(end - at));
        if (!tab) tab = end;
        if (column == FORM) form = at, form_size = (size_t)(tab - at);
        if (column && column != DEPREL) put_text(w, "\t");
        if (column != LEMMA && column != UPOS && column != HEAD && column != DEPREL)
            put(w, at, (size_t)(tab - at));
        else if (word < w->layers->words.count)
            put_known(w, column, word, first);
        else
            put_unknown(w, column, form, form_size, word == first);
        at = tab < end ? tab + 1 : end;
    }
}

/* A word's id is digits alone; those of a multiword token and of an empty node are not. */
static bool is_word(const char *line, size_t size) {
    size_t i = 0;
    while (i < size && line[i] >= '0' && line[i] <= '9') i++;
    return i && i < size && line[i] == '\t';
}

static void write_lines(writer *w) {
    const char *at = w->document->conllu.bytes, *end = at + w->document->conllu.size;
    bool open = false; /* a sentence */
    for (size_t word = 0, first = 0; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t size = (size_t)((stop ? stop : end) - at), kept = size && at[size - 1] == '\r' ? size - 1 : size;
        if (is_word(at, kept))
            put_line(w, at, kept, word++, first);
        else
            put(w, at, kept);
        if (kept || open) put_text(w, "\n");
        if (!kept) first = word;
        open = kept;
        at += size + (stop != NULL);
    }
    if (open) put_text(w, "\n");
}

bool ro_conllu_write(const ro_document *document, const ro_layers *layers, ro_buffer *out) {
    writer w = {document, layers, out, false};
    if (document->conllu.bytes)
        write_lines(&w);
    else
        write_text(&w);
    return !w.failed;
}
