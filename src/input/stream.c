#define _POSIX_C_SOURCE 200809L /* open, read, fstat, strerror_r */

#include "input/stream.h"
#include "input/inflate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum trouble { NO_TROUBLE, SYSTEM, BROKEN, SHORT, BOMB, MEMORY } trouble;

struct ro_stream {
    int file; /* −1: memory */
    bool ours, ended;
    bool looked; /* for compression */
    trouble trouble;
    int fault;           /* of the system */
    const char *bytes;   /* the window, or all of the memory */
    size_t at, size;     /* what is ahead lies between them */
    char *window;        /* NULL for memory that is not compressed */
    size_t taken, total; /* of the input itself */
    ro_inflate *inflate; /* or NULL */
    const char *packed;  /* what it has not been given yet: of the room below, or of the memory */
    size_t packed_size;
    char *packed_room;
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
    stream->window = malloc(ROOM); /* never read past what was filled */
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
    *stream = (ro_stream){.file = -1, .bytes = bytes, .size = size, .taken = size, .total = size};
    return stream;
}

void ro_stream_close(ro_stream *stream) {
    if (!stream) return;
    if (stream->ours && stream->file >= 0) close(stream->file);
    ro_inflate_free(stream->inflate);
    free(stream->packed_room);
    free(stream->window);
    free(stream);
}

static bool stop(ro_stream *stream, trouble found) {
    stream->ended = true;
    stream->trouble = found;
    return false;
}

/* Reads what there is, no more than room. *got 0: the end. */
static bool read_some(ro_stream *stream, char *to, size_t room, size_t *got) {
    ssize_t n = 0;
    while (stream->file >= 0 && (n = read(stream->file, to, room)) < 0)
        if (errno != EINTR) return stream->fault = errno, stop(stream, SYSTEM);
    *got = (size_t)n;
    stream->taken += *got;
    return true;
}

/* ---- compressed input */

static bool begin_inflating(ro_stream *stream, ro_packing packing) {
    stream->inflate = ro_inflate_new(packing);
    bool memory = stream->file < 0;
    if (memory) {
        stream->packed = stream->bytes;
    } else {
        stream->packed_room = malloc(ROOM);
        if (stream->packed_room) memcpy(stream->packed_room, stream->bytes, stream->size);
        stream->packed = stream->packed_room;
    }
    stream->packed_size = stream->size;
    if (memory) stream->window = malloc(ROOM);
    if (!stream->inflate || !stream->packed || !stream->window) return stop(stream, MEMORY);
    stream->bytes = stream->window;
    stream->size = stream->at = 0;
    stream->ended = false;
    return true;
}

/* A look at the first bytes, before anything is taken. */
static bool look(ro_stream *stream) {
    size_t got = 1;
    stream->looked = true;
    while (stream->file >= 0 && got && stream->size < RO_INFLATE_MAGIC) {
        if (!read_some(stream, stream->window + stream->size, ROOM - stream->size, &got)) return false;
        stream->size += got;
    }
    stream->ended = !got || stream->file < 0;
    ro_packing packing = ro_packing_of(stream->bytes, stream->size);
    return packing == RO_PACKING_NONE || begin_inflating(stream, packing);
}

/* Behind the last member: zeros are padding, as tapes have it. */
static bool only_zeros(const char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (bytes[i]) return false;
    return true;
}

/* Gives the inflater more to go on with. */
static bool refill(ro_stream *stream, bool *more) {
    size_t got = 0;
    if (!stream->packed_size && stream->packed_room) {
        if (!read_some(stream, stream->packed_room, ROOM, &got)) return false;
        stream->packed = stream->packed_room;
        stream->packed_size = got;
    }
    *more = stream->packed_size > 0;
    return true;
}

static bool inflate_some(ro_stream *stream, char *to, size_t room, size_t *got) {
    bool more;
    ro_inflate_bytes b = {.out = to, .out_size = room};
    while (b.out_size == room) {
        if (!refill(stream, &more)) return false;
        if (more && ro_inflate_idle(stream->inflate) && only_zeros(stream->packed, stream->packed_size)) {
            stream->packed_size = 0;
            continue;
        }
        b.in = stream->packed;
        b.in_size = stream->packed_size;
        ro_inflated done = more || !ro_inflate_idle(stream->inflate) ? ro_inflate_go(stream->inflate, &b) : RO_INFLATED_END;
        stream->packed = b.in;
        stream->packed_size = b.in_size;
        *got = room - b.out_size;
        if (done == RO_INFLATED_BROKEN) return stop(stream, BROKEN);
        if (done == RO_INFLATED_BOMB) return stop(stream, BOMB);
        if (done == RO_INFLATED_MEMORY) return stop(stream, MEMORY);
        if (!more) return *got || ro_inflate_idle(stream->inflate) || stop(stream, SHORT);
    }
    return true;
}

/* ---- the window */

/* Reads until the window holds so many bytes, or the end. What came before a fault is given first. */
static bool fill(ro_stream *stream, size_t want) {
    if (!stream->looked && !look(stream)) return false;
    if (stream->size - stream->at >= want) return true;
    if (stream->ended) return stream->trouble == NO_TROUBLE || stream->size > stream->at;
    memmove(stream->window, stream->window + stream->at, stream->size - stream->at);
    stream->size -= stream->at;
    stream->at = 0;
    while (stream->size < want) {
        size_t got = 0, room = ROOM - stream->size;
        char *to = stream->window + stream->size;
        bool good = stream->inflate ? inflate_some(stream, to, room, &got) : read_some(stream, to, room, &got);
        stream->size += got;
        if (!good) return stream->size > 0;
        if (!got) {
            stream->ended = true;
            return true;
        }
    }
    return true;
}

bool ro_stream_peek(ro_stream *stream, const char **bytes, size_t *size) {
    bool good = fill(stream, RO_STREAM_WINDOW);
    *bytes = stream->bytes + stream->at;
    *size = stream->size - stream->at;
    return good;
}

void ro_stream_skip(ro_stream *stream, size_t size) { stream->at += size; }

static ro_taken ending(const ro_stream *stream, ro_taken otherwise) { return stream->trouble ? RO_TAKEN_FAULT : otherwise; }

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

ro_taken ro_stream_take(ro_stream *stream, uint64_t size, size_t limit, ro_buffer *out) {
    bool kept = size <= limit;
    out->size = 0;
    while (size) {
        if (!fill(stream, 1)) return RO_TAKEN_FAULT;
        size_t ahead = stream->size - stream->at;
        if (!ahead) return ending(stream, RO_TAKEN_END);
        if (ahead > size) ahead = (size_t)size;
        if (kept && !ro_buffer_add(out, stream->bytes + stream->at, ahead)) return RO_TAKEN_MEMORY;
        ro_stream_skip(stream, ahead);
        size -= ahead;
    }
    return kept ? RO_TAKEN : RO_TAKEN_LONG;
}

bool ro_stream_fail(const ro_stream *stream, const char *label, ro_error *error) {
    char reason[128];
    switch (stream->trouble) {
    case NO_TROUBLE:
    case SYSTEM:
        explain(stream->fault, reason, sizeof reason);
        return ro_fail(error, RO_E_IO, "%s: cannot be read: %s", label, reason);
    case SHORT:
        return ro_fail(error, RO_E_INPUT, "%s: the compressed data ends early: what was whole was read; get the file anew",
                       label);
    case BROKEN:
        return ro_fail(error, RO_E_INPUT, "%s: the compressed data is broken: what was whole was read; get the file anew", label);
    case BOMB:
        return ro_fail(error, RO_E_LIMIT,
                       "%s: expands more than %d times, as no news does: decompress it by hand if you trust it", label,
                       RO_INFLATE_RATIO);
    case MEMORY: break;
    }
    return ro_fail_memory(error);
}

void ro_stream_progress(const ro_stream *stream, size_t *done, size_t *total) {
    size_t ahead = stream->inflate ? stream->packed_size : stream->size - stream->at;
    *done = stream->taken > ahead ? stream->taken - ahead : 0;
    *total = stream->total;
}
