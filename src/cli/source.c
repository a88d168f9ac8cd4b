#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/source.h"

#include <errno.h>
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RECORD_MOST = 256 << 20, MEMORY_MOST = 1 << 30 }; /* bytes */

typedef struct bytes {
    char *data; /* ends in a zero */
    size_t size, room;
} bytes;

struct ro_cli_source {
    const ro_cli_files *files;
    ro_cli_source_options options;
    const ro_cli_file *written; /* the one that is the output, or NULL */
    size_t at;                  /* the file in hand */
    size_t behind, total;       /* bytes of files done; of all */
    ro_input *input;            /* open on the file in hand, or NULL */
    char *uri;                  /* the path as an address, or NULL */
    FILE *records;              /* or this one */
    size_t line;                /* of records, from 1 */
    size_t taken;               /* bytes of records */
    bool broken;                /* no more can be read of them */
    bytes memory;               /* the line in hand, or what an input reads from */
};

/* ---- bytes */

static bool reserve(bytes *b, size_t size) {
    if (size < b->room) return true;
    size_t room = b->room ? b->room : 4096;
    while (room <= size) room *= 2;
    char *data = realloc(b->data, room);
    if (!data) return false;
    b->data = data;
    b->room = room;
    return true;
}

static bool push(bytes *b, int c) {
    if (!reserve(b, b->size + 1)) return false;
    b->data[b->size++] = (char)c;
    b->data[b->size] = 0;
    return true;
}

static bool fail(ro_error *error, ro_code code, const char *message) {
    error->code = code;
    snprintf(error->message, sizeof error->message, "%s", message);
    return false;
}

static bool fail_system(ro_error *error, const char *what, int fault) {
    error->code = RO_E_IO;
    snprintf(error->message, sizeof error->message, "cannot be %s: %s", what, strerror(fault));
    return false;
}

/* Reads to the line's end (the break included) or the file's. False: the error says why. */
static bool read_line(FILE *file, bytes *line, ro_error *error) {
    for (int c = 0; c != '\n' && (c = getc_unlocked(file)) != EOF;) {
        if (line->size >= RECORD_MOST) return fail(error, RO_E_LIMIT, "a line is longer than 256 MiB");
        if (!push(line, c)) return fail(error, RO_E_MEMORY, "out of memory");
    }
    return !ferror(file) || fail_system(error, "read", errno);
}

static bool read_rest(FILE *file, bytes *all, ro_error *error) {
    enum { STEP = 1 << 16 };
    for (size_t got = 1; got;) {
        if (all->size > MEMORY_MOST)
            return fail(error, RO_E_LIMIT, "larger than 1 GiB, too much for a pipe: save it to a file first");
        if (!reserve(all, all->size + STEP)) return fail(error, RO_E_MEMORY, "out of memory");
        got = fread(all->data + all->size, 1, STEP, file);
        all->size += got;
        all->data[all->size] = 0;
    }
    return !ferror(file) || fail_system(error, "read", errno);
}

/* ---- telling records from reports */

static bool json_space(int c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static bool is_record(const bytes *line) {
    json_t *value = json_loadb(line->data, line->size, 0, NULL);
    bool yes = json_is_object(value) && json_object_get(value, "schema");
    json_decref(value);
    return yes;
}

/* Gathers what it has to read: space before a brace, then the rest of that line. A failure to read is in the error. */
static bool sniff(FILE *file, bytes *head, ro_error *error) {
    enum { SPACE_MOST = 4096 };
    int c;
    while (json_space(c = getc_unlocked(file)) && head->size < SPACE_MOST)
        if (!push(head, c)) return fail(error, RO_E_MEMORY, "out of memory");
    if (c == EOF) return ferror(file) && fail_system(error, "read", errno);
    ungetc(c, file);
    return c == '{' && read_line(file, head, error) && is_record(head);
}

/* ---- files */

static bool is_standard(const ro_cli_file *file) { return strcmp(file->path, "-") == 0; }

static void close_stream(FILE *stream) {
    if (stream && stream != stdin) fclose(stream);
}

static void close_file(ro_cli_source *source) {
    ro_input *input = source->input;
    if (input) ro_input_close(input);
    close_stream(source->records);
    free(source->memory.data);
    free(source->uri);
    source->input = NULL;
    source->records = NULL;
    source->memory = (bytes){0};
    source->uri = NULL;
    source->line = source->taken = 0;
    source->broken = false;
}

static void next_file(ro_cli_source *source) {
    close_file(source);
    source->behind += source->files->items[source->at].size;
    source->at++;
}

static bool input_options(ro_cli_source *source, const ro_cli_file *file, ro_input_options *options, ro_error *error) {
    *options = source->options.settings->input;
    if (!source->options.path_is_uri || options->uri || is_standard(file)) return true;
    source->uri = ro_cli_utf8_copy(file->path);
    options->uri = source->uri;
    return source->uri || fail(error, RO_E_MEMORY, "out of memory");
}

static bool open_path(ro_cli_source *source, const ro_cli_file *file, const ro_input_options *options, ro_error *error) {
    source->input = ro_input_open(file->path, options, error);
    return source->input != NULL;
}

/* What was gathered so far, and the rest of the stream. */
static bool open_memory(ro_cli_source *source, const ro_cli_file *file, FILE *stream, const ro_input_options *options,
                        ro_error *error) {
    bytes *all = &source->memory;
    if (!read_rest(stream, all, error)) return false;
    source->input = ro_input_open_memory(all->data, all->size, file->path, options, error);
    return source->input != NULL;
}

static bool open_lines(ro_cli_source *source, const ro_cli_file *file, ro_error *error) {
    source->records = is_standard(file) ? stdin : fopen(file->path, "rbe");
    return source->records || fail_system(error, "opened", errno);
}

/* A pipe cannot be read twice: what is no record in it is gathered in memory. */
static bool open_sniffed(ro_cli_source *source, const ro_cli_file *file, const ro_input_options *options, ro_error *error) {
    FILE *stream = is_standard(file) ? stdin : fopen(file->path, "rbe");
    if (!stream) return fail_system(error, "opened", errno);
    bool done = false;
    if (sniff(stream, &source->memory, error)) {
        source->records = stream;
        return true;
    }
    if (error->code == RO_OK)
        done = file->regular && !is_standard(file) ? open_path(source, file, options, error)
                                                   : open_memory(source, file, stream, options, error);
    close_stream(stream);
    return done;
}

static bool open_file(ro_cli_source *source, const ro_cli_file *file, ro_error *error) {
    ro_input_options options;
    if (file->fault) return fail_system(error, "opened", file->fault);
    if (file == source->written) return fail(error, RO_E_IO, "is the output as well, and not read");
    if (!input_options(source, file, &options, error)) return false;
    if (source->options.lines) return open_lines(source, file, error);
    if (source->options.records && !options.format) return open_sniffed(source, file, &options, error);
    return open_path(source, file, &options, error);
}

/* ---- items */

static char *copy_name(const ro_cli_file *file, size_t line) {
    const char *path = file->path;
    size_t room = strlen(path) + 32;
    char *name = malloc(room);
    if (name && line) snprintf(name, room, "%s:%zu", path, line);
    if (name && !line) snprintf(name, room, "%s", path);
    return name;
}

static void reject(ro_cli_item *item, const ro_cli_file *file, size_t line) {
    item->kind = RO_CLI_REJECTED;
    item->name = copy_name(file, line);
}

static bool blank(const bytes *line) {
    for (size_t i = 0; i < line->size; i++)
        if (!json_space(line->data[i])) return false;
    return true;
}

/* Lines are not unpacked here, as reports are. NULL: they need not be. */
static const char *packed(const bytes *line) {
    if (line->size >= 3 && !memcmp(line->data, "\x1F\x8B\x08", 3)) return "packed by gzip: give what gunzip -c makes of it";
    if (line->size >= 4 && !memcmp(line->data, "\x28\xB5\x2F\xFD", 4)) return "packed by zstd: give what zstd -dc makes of it";
    return NULL;
}

/* What is wrong with the whole file is told once, and it is left. */
static bool refuse(ro_cli_source *source, const ro_cli_file *file, ro_cli_item *item, const char *why) {
    fail(&item->error, RO_E_INPUT, why);
    reject(item, file, 0);
    source->broken = true;
    return true;
}

/* False: no more in this file. The first line is in memory already, but for files of lines. */
static bool next_record(ro_cli_source *source, const ro_cli_file *file, ro_cli_item *item) {
    if (source->broken) return false;
    while (blank(&source->memory)) {
        source->memory.size = 0;
        source->line++;
        source->broken = !read_line(source->records, &source->memory, &item->error);
        if (source->broken) return reject(item, file, source->line), true;
        if (!source->memory.size) return false;
    }
    const char *packing = source->taken ? NULL : packed(&source->memory);
    if (packing) return refuse(source, file, item, packing);
    if (!source->line) source->line = 1;
    item->kind = RO_CLI_RECORD;
    item->name = copy_name(file, source->line);
    item->record = source->memory.data;
    source->taken += source->memory.size;
    source->memory = (bytes){0};
    return true;
}

static bool next_document(ro_cli_source *source, const ro_cli_file *file, ro_cli_item *item) {
    ro_next next = ro_input_next(source->input, &item->document, &item->error);
    if (next == RO_NEXT_END) return false;
    item->kind = RO_CLI_DOCUMENT;
    if (next == RO_NEXT_REJECTED) {
        item->document = NULL;
        reject(item, file, 0);
    }
    return true;
}

void ro_cli_source_next(ro_cli_source *source, ro_cli_item *item) {
    for (; source->at < source->files->count; next_file(source)) {
        const ro_cli_file *file = &source->files->items[source->at];
        *item = (ro_cli_item){.path = file->path};
        if (!source->input && !source->records && !open_file(source, file, &item->error)) {
            reject(item, file, 0);
            if (item->error.code == RO_E_USAGE) item->kind = RO_CLI_REFUSED;
            next_file(source);
            return;
        }
        if (source->records ? next_record(source, file, item) : next_document(source, file, item)) return;
    }
    *item = (ro_cli_item){.kind = RO_CLI_END};
}

void ro_cli_item_free(ro_cli_item *item) {
    ro_document_free(item->document);
    free(item->record);
    free(item->name);
    *item = (ro_cli_item){0};
}

/* ---- the source */

ro_cli_source *ro_cli_source_new(const ro_cli_files *files, const ro_cli_source_options *options) {
    ro_cli_source *source = calloc(1, sizeof *source);
    if (!source) return NULL;
    source->files = files;
    source->options = *options;
    source->written = ro_cli_files_find_open(files, options->output);
    source->total = ro_cli_files_size(files);
    return source;
}

void ro_cli_source_free(ro_cli_source *source) {
    if (!source) return;
    close_file(source);
    free(source);
}

void ro_cli_source_progress(const ro_cli_source *source, ro_cli_progress *progress) {
    size_t done = source->taken, total = 0;
    if (source->input) ro_input_progress(source->input, &done, &total);
    progress->done = source->behind + done;
    progress->total = source->total;
}
