/* document.h: one report as it came in: its words and what its own metadata says of it. Nothing here is inferred from the words
 * but what furniture.h tells. */
#ifndef RO_DOCUMENT_H
#define RO_DOCUMENT_H

#include "text/given.h"
#include "text/text.h"

#include <jansson.h>

typedef struct ro_warning {
    const char *code;    /* one word, e.g. "encoding" */
    const char *message; /* a sentence for people */
} ro_warning;

typedef struct ro_warnings {
    ro_warning *items;
    size_t count, room;
} ro_warnings;

/* What a report's text has around its story. */
typedef enum ro_furniture_kind {
    RO_HEADLINE,
    RO_STANDFIRST, /* a line under the headline */
    RO_BYLINE,
    RO_DATED,   /* when it was published, where it was written */
    RO_CAPTION, /* of a picture, and its credit */
    RO_CREDIT,  /* who reported and edited, whose the text is */
    RO_LABEL,   /* a section's name, "Advertisement", "Read more: …" */
} ro_furniture_kind;

typedef struct ro_furniture {
    ro_furniture_kind kind;
    ro_span span; /* of the text */
} ro_furniture;

struct ro_document {
    ro_arena *arena;    /* owns every string and array below */
    const char *name;   /* for messages */
    size_t line;        /* of its file where it begins; 0: not told */
    char id[72];        /* "sha256:" and the digest of the input's bytes */
    const char *format; /* a name that --format takes */
    const char *uri, *language, *title, *outlet, *published, *modified, *section; /* NULL: not known */
    const char *dateline;                                                         /* as the metadata has it, or NULL */
    ro_strings bylines;
    ro_strings credits; /* who is credited for the report in its metadata: agencies, other media, as written there */
    json_t *extra;      /* an object of an input's other keys, or NULL; one reference is the document's */
    ro_text text;
    struct {
        ro_furniture *items;
        size_t count, room;
    } furniture; /* in order of the text, not touching each other */
    struct {     /* of CoNLL-U: its lines, and the words of the text; else NULL and none */
        const char *bytes;
        size_t size;
        ro_given words;
    } conllu;
    ro_warnings warnings;
};

/* What stands around the story at this byte of the text; NULL: nothing does. */
static inline const ro_furniture *ro_furniture_at(const ro_document *document, uint32_t byte) {
    size_t i = RO_SEARCH(document->furniture, span, byte);
    return i < document->furniture.count && document->furniture.items[i].span.start <= byte ? &document->furniture.items[i]
                                                                                            : NULL;
}
/* An empty document with its arena; NULL: out of memory. Free with ro_document_free. */
ro_document *ro_document_new(void);
/* The words that are known of it; NULL: none. */
static inline const ro_given *ro_document_given(const ro_document *document) {
    return document->conllu.bytes ? &document->conllu.words : NULL;
}
/* JSON as text, to be freed by the caller; NULL: out of memory, which json_dumps does not always notice. */
char *ro_json_print(const json_t *json, size_t flags);
/* Adds a key to extra; the value is taken, also where it fails. False: out of memory, which a NULL value counts as. */
bool ro_document_extra(ro_document *document, const char *key, json_t *value);
/* Its id: the digest of the input's bytes. */
void ro_document_digest(ro_document *document, const char *bytes, size_t size);
/* What goes beyond limits.h (address, outlet, section, who is credited, extra) is left out with a warning. False: out of memory.
 */
bool ro_document_fit(ro_document *document);
bool ro_document_warn(ro_document *document, const char *code, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
