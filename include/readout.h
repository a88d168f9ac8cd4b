/* readout.h: news reports in, sourced records out.
 *
 * An engine holds the model; it is immutable and may be shared by any number of threads. A reader is one thread's
 * working memory. An input yields documents one by one; a reader makes a record of a document; a record prints as JSON.
 *
 *     ro_error error = {0};
 *     ro_engine *engine = ro_engine_open(NULL, RO_ARITHMETIC_AUTO, &error);
 *     ro_reader *reader = ro_reader_new(engine, &error);
 *     ro_input *input = ro_input_open("report.txt", NULL, &error);
 *     ro_document *document;
 *     while (ro_input_next(input, &document, &error) == RO_NEXT_DOCUMENT) {
 *         ro_record *record = ro_read(reader, document, &error);
 *         char *json = ro_record_json(record, NULL, &error);
 *         puts(json);
 *         ro_free(json); ro_record_free(record); ro_document_free(document);
 *     }
 *
 * Unless said otherwise: pointers may not be NULL; strings are UTF-8 and end in a zero; what a function returns belongs
 * to the caller and is freed by the function named beside it; every *_free takes NULL. Functions that fail return NULL,
 * false or RO_NEXT_REJECTED and fill the ro_error. The library never prints, exits or aborts, and keeps no global state. */
#ifndef READOUT_H
#define READOUT_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RO_API __attribute__((visibility("default")))

typedef enum ro_code {
    RO_OK = 0,
    RO_E_MEMORY, /* out of memory */
    RO_E_IO,     /* a file could not be opened, read or written */
    RO_E_INPUT,  /* the document cannot be read as what it claims to be */
    RO_E_LIMIT,  /* the document is larger than a limit */
    RO_E_MODEL,  /* the model file is missing, broken or of another version */
    RO_E_USAGE,  /* an argument makes no sense */
} ro_code;

/* One line of text, without a full stop at the end: what is wrong, and what to do about it. */
typedef struct ro_error {
    ro_code code;
    char message[480];
} ro_error;

typedef struct ro_engine ro_engine;
typedef struct ro_reader ro_reader;
typedef struct ro_input ro_input;
typedef struct ro_document ro_document;
typedef struct ro_record ro_record;

/* ---- engine -------------------------------------------------------------------------------------------------- */

typedef enum ro_arithmetic {
    RO_ARITHMETIC_AUTO, /* the fastest kind that the processor does well */
    RO_ARITHMETIC_INT8, /* needs VNNI or AMX */
    RO_ARITHMETIC_BF16, /* needs AVX-512 BF16 or AMX */
    RO_ARITHMETIC_F32,  /* works everywhere */
} ro_arithmetic;

/* Maps the model file and packs its weights once. path NULL: $READOUT_MODEL, else the installed model, else models/ beside
 * the build. Free with ro_engine_free, after every reader of it. */
RO_API ro_engine *ro_engine_open(const char *path, ro_arithmetic arithmetic, ro_error *error);
RO_API void ro_engine_free(ro_engine *engine);
/* The model file's own name with its digest, and the arithmetic in use. Strings live as long as the engine. */
RO_API const char *ro_engine_model(const ro_engine *engine);
RO_API const char *ro_engine_arithmetic(const ro_engine *engine);
RO_API const char *ro_version(void);

/* One thread's working memory: use it from one thread at a time. The engine must outlive it. */
RO_API ro_reader *ro_reader_new(const ro_engine *engine, ro_error *error);
RO_API void ro_reader_free(ro_reader *reader);

/* ---- input --------------------------------------------------------------------------------------------------- */

typedef struct ro_input_options {
    const char *format;    /* "text", "html", "rss", "atom", "jsonfeed", "newsml", "nitf", "ninjs", "jsonl", "warc" or "conllu";
                              NULL: by content, never "conllu" */
    const char *uri;       /* of a report whose input names none, or NULL */
    const char *outlet;    /* likewise */
    const char *published; /* likewise; RFC 3339 or a date */
} ro_input_options;

typedef enum ro_next {
    RO_NEXT_DOCUMENT, /* here is one */
    RO_NEXT_END,      /* no more */
    RO_NEXT_REJECTED, /* this one could not be read, the error says why and names it; the next call goes on behind it */
} ro_next;

/* path "-": standard input. options NULL: none. Options are copied. Free with ro_input_close. */
RO_API ro_input *ro_input_open(const char *path, const ro_input_options *options, ro_error *error);
/* Reads from memory, which must stay until ro_input_close; name stands for the path in messages and warnings. */
RO_API ro_input *ro_input_open_memory(const void *bytes, size_t size, const char *name, const ro_input_options *options,
                                      ro_error *error);
RO_API ro_next ro_input_next(ro_input *input, ro_document **document, ro_error *error);
/* How much of the input is behind us: bytes read, and bytes in all (0 where unknown). For progress bars. */
RO_API void ro_input_progress(const ro_input *input, size_t *done, size_t *total);
RO_API void ro_input_close(ro_input *input);

RO_API void ro_document_free(ro_document *document);
/* What to call the document in messages: its uri, else its path with a number where the file has several. Lives as long as it. */
RO_API const char *ro_document_name(const ro_document *document);
/* `readout extract`: {uri, title, bylines, published, outlet, text} in one line. Free with ro_free. */
RO_API char *ro_document_json(const ro_document *document, ro_error *error);

/* ---- records ------------------------------------------------------------------------------------------------- */

/* Reads a document. The record borrows the document, which must outlive it. Free with ro_record_free. */
RO_API ro_record *ro_read(ro_reader *reader, const ro_document *document, ro_error *error);
RO_API void ro_record_free(ro_record *record);
/* The message of the record's first warning with this code ("undated": no date of the report is known, so that "on Tuesday" has
 * no day); NULL: there is none. Lives as long as the record. */
RO_API const char *ro_record_warning(const ro_record *record, const char *code);

/* Words, lemmas, parts of speech and dependencies of a document's sentences as CoNLL-U (Universal Dependencies v2), without the
 * last line break. A document that was CoNLL-U keeps its sentences, words, comments and columns; only LEMMA, UPOS, HEAD and
 * DEPREL are anew. Free with ro_free. */
RO_API char *ro_parse(ro_reader *reader, const ro_document *document, ro_error *error);

typedef enum ro_offsets { RO_OFFSETS_CODEPOINTS, RO_OFFSETS_BYTES, RO_OFFSETS_UTF16 } ro_offsets;

enum { RO_LAYER_ATTRIBUTIONS = 1, RO_LAYER_ENTITIES = 2, RO_LAYER_COREFERENCE = 4 };

typedef struct ro_json_options {
    ro_offsets offsets; /* the unit of every span */
    bool no_text;       /* "text": null */
    unsigned layers;    /* RO_LAYER_… joined with | */
} ro_json_options;

/* One line of JSON without the line break. options NULL: code points, with text, no layers. Free with ro_free. */
RO_API char *ro_record_json(const ro_record *record, const ro_json_options *options, ro_error *error);

/* ---- sentences by themselves ----------------------------------------------------------------------------------- */

typedef struct ro_coding {
    const char *type;  /* one of PLOVER's 16 types of events: "ACCUSE", "AGREE", … */
    const char *mode;  /* one of the type's modes, or NULL where the words name none */
    double score;      /* conflict and cooperation, from -10 to 10: the mode's, else the type's */
    double confidence; /* of the type, 0 to 1 */
} ro_coding;

/* What a source does to a target in a sentence, in the terms of PLOVER 2.0 (Halterman et al. 2023). source, target: their words,
 * looked for in the text; NULL, "An actor" or "a recipient": not named in it. The strings of the coding are static. */
RO_API bool ro_code_event(ro_reader *reader, const char *text, const char *source, const char *target, ro_coding *coding,
                          ro_error *error);

typedef enum ro_relation {
    RO_REPEATS,     /* the same statement, in other words perhaps */
    RO_DIVERGES,    /* the same but for a detail that matters: a number, a date, a name, how strong it is */
    RO_CONTRADICTS, /* both cannot be true */
    RO_UNRELATED,
} ro_relation;

typedef struct ro_comparison {
    ro_relation relation;
    double score; /* how much both say the same, details aside, 0 to 1 */
} ro_comparison;

/* How two statements, a sentence or two each, stand to each other. */
RO_API bool ro_compare(ro_reader *reader, const char *a, const char *b, ro_comparison *comparison, ro_error *error);
/* "repeats", "diverges", "contradicts" or "unrelated"; static. */
RO_API const char *ro_relation_name(ro_relation relation);

RO_API void ro_free(void *memory);

#ifdef __cplusplus
}
#endif
#endif
