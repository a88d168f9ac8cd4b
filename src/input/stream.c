#define _POSIX_C_SOURCE 200809L /* open, read, fstat, strerror_r */

#include "input/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct ro_stream {
    int file; /* −1: memory */
    bool ours, ended;
    int fault;
    const char *bytes; /* the window, or all of the memory */
    size_t at, size;   /* what is ahead lies between them */
    char *window;      /* NULL for memory */
    size_t done, total;
};

enum { ROOM = 2 * RO_STREAM_WINDOW };

static void explain(int fault, char *reason, size_t size) {
    if (strerror_r(fault, reason, size)) snprintf(reason, size, "error %d", fault);
}

static bool fail_open(const char *label, int fault, ro_error *error) {
    char reason[128];
    explain(fault, reason, sizeof reason);
    const char *advice = "";
    if (fault == ENOENT) advice = ": check the path";
    if (fault == EACCES || fault == EPERM) advice = ": check its permissions";
    if (fault == EISDIR) advice = ": name the files in it";
    return ro_fail(error, RO_E_IO, "%s: cannot be opened: %s%s", label, reason, advice);
}

static int open_retrying(const char *path) {
    int file;
    do file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    while (file < 0 && errno == EINTR);
    return file;
}

static bool open_file(ro_stream *stream, const char *path, const char *label, ro_error *error) {
    stream->ours = strcmp(path, "-") != 0;
    stream->file = stream->ours ? open_retrying(path) : STDIN_FILENO;
    struct stat about;
    if (stream->file < 0 || fstat(stream->file, &about)) return fail_open(label, errno, error);
    if (S_ISDIR(about.st_mode)) return fail_open(label, EISDIR, error);
    if (S_ISREG(about.st_mode) && about.st_size > 0) stream->total = (size_t)about.st_size;
    stream->window = malloc(ROOM);
    stream->bytes = stream->window;
    return stream->window || ro_fail_memory(error);
}

ro_stream *ro_stream_open(const char *path, const char *label, ro_error *error) {
    ro_stream *stream = calloc(1, sizeof *stream);
    if (!stream) return ro_fail_memory(error), NULL;
    stream->file = -1;
    if (open_file(stream, path, label, error)) return stream;
    ro_stream_close(stream);
    return NULL;
}

ro_stream *ro_stream_memory(const void *bytes, size_t size, ro_error *error) {
    ro_stream *stream = calloc(1, sizeof *stream);
    if (!stream) return ro_fail_memory(error), NULL;
    *stream = (ro_stream){.file = -1, .ended = true, .bytes = bytes, .size = size, .total = size};
    return stream;
}

void ro_stream_close(ro_stream *stream) {
    if (!stream) return;
    if (stream->ours && stream->file >= 0) close(stream->file);
    free(stream->window);
    free(stream);
}

/* Reads until the window holds so many bytes, or the end. */
static bool fill(ro_stream *stream, size_t want) {
    if (stream->ended || stream->size - stream->at >= want) return true;
    memmove(stream->window, stream->window + stream->at, stream->size - stream->at);
    stream->size -= stream->at;
    stream->at = 0;
    while (stream->size < want) {
        ssize_t n = read(stream->file, stream->window + stream->size, ROOM - stream->size);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            stream->ended = true;
            stream->fault = n < 0 ? errno : 0;
            return !n;
        }
        stream->size += (size_t)n;
    }
    return true;
}

bool ro_stream_peek(ro_stream *stream, const char **bytes, size_t *size) {
    bool good = fill(stream, RO_STREAM_WINDOW);
    *bytes = stream->bytes + stream->at;
    *size = stream->size - stream->at;
    return good;
}

void ro_stream_skip(ro_stream *stream, size_t size) {
    stream->at += size;
    stream->done += size;
}

static ro_taken ending(const ro_stream *stream, ro_taken otherwise) { return stream->fault ? RO_TAKEN_FAULT : otherwise; }

ro_taken ro_stream_all(ro_stream *stream, size_t limit, ro_buffer *out) {
    out->size = 0;
    for (;;) {
        if (!fill(stream, 1)) return RO_TAKEN_FAULT;
        size_t ahead = stream->size - stream->at;
        if (!ahead) return ending(stream, out->size ? RO_TAKEN : RO_TAKEN_END);
        if (ahead > limit - out->size) return RO_TAKEN_LONG;
        if (!ro_buffer_add(out, stream->bytes + stream->at, ahead)) return RO_TAKEN_MEMORY;
        ro_stream_skip(stream, ahead);
    }
}

/* A failure in the middle of a line counts: the line is not whole. */
ro_taken ro_stream_line(ro_stream *stream, size_t limit, ro_buffer *out) {
    ro_taken taken = RO_TAKEN_END;
    out->size = 0;
    for (;;) {
        if (!fill(stream, 1)) return RO_TAKEN_FAULT;
        size_t ahead = stream->size - stream->at;
        if (!ahead) return ending(stream, taken);
        if (taken == RO_TAKEN_END) taken = RO_TAKEN;
        const char *from = stream->bytes + stream->at, *stop = memchr(from, '\n', ahead);
        size_t size = stop ? (size_t)(stop - from) : ahead;
        if (taken == RO_TAKEN && size > limit - out->size) taken = RO_TAKEN_LONG;
        if (taken == RO_TAKEN && !ro_buffer_add(out, from, size)) taken = RO_TAKEN_MEMORY;
        ro_stream_skip(stream, size + !!stop);
        if (stop) return taken;
    }
}

bool ro_stream_fail(const ro_stream *stream, const char *label, ro_error *error) {
    char reason[128];
    explain(stream->fault, reason, sizeof reason);
    return ro_fail(error, RO_E_IO, "%s: cannot be read: %s", label, reason);
}

void ro_stream_progress(const ro_stream *stream, size_t *done, size_t *total) {
    *done = stream->done;
    *total = stream->total;
}
