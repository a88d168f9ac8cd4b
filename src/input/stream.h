/* stream.h: bytes from a file, a pipe or memory, unpacked where they are gzip or zstd, with a window ahead of what was taken. */
#ifndef RO_STREAM_H
#define RO_STREAM_H

#include "base/base.h"

typedef struct ro_stream ro_stream;

typedef enum ro_taken {
    RO_TAKEN,       /* here it is */
    RO_TAKEN_END,   /* nothing is left */
    RO_TAKEN_LONG,  /* longer than the limit: what it held was skipped */
    RO_TAKEN_FAULT, /* reading failed: ro_stream_fail */
    RO_TAKEN_MEMORY,
} ro_taken;

/* path "-": standard input. label: what to call it in the error. Free with ro_stream_close. */
ro_stream *ro_stream_open(const char *path, const char *label, ro_error *error);
/* Borrows the bytes. */
ro_stream *ro_stream_memory(const void *bytes, size_t size, ro_error *error);
void ro_stream_close(ro_stream *stream);

/* The bytes ahead without taking them, at least RO_STREAM_WINDOW of them unless the stream ends before. False: reading failed. */
enum { RO_STREAM_WINDOW = 64 * 1024 };
bool ro_stream_peek(ro_stream *stream, const char **bytes, size_t *size);
void ro_stream_skip(ro_stream *stream, size_t size); /* no more than was seen ahead */

/* Fills the buffer (emptied first) with all that is left, or with a line without its line break. */
ro_taken ro_stream_all(ro_stream *stream, size_t limit, ro_buffer *out);
ro_taken ro_stream_line(ro_stream *stream, size_t limit, ro_buffer *out);

/* Takes exactly so many bytes into the buffer (emptied first); where they are more than the limit they are skipped:
 * RO_TAKEN_LONG. RO_TAKEN_END: the stream ends before them. */
ro_taken ro_stream_take(ro_stream *stream, uint64_t size, size_t limit, ro_buffer *out);

/* Says why the read failed; false. */
bool ro_stream_fail(const ro_stream *stream, const char *label, ro_error *error);
void ro_stream_progress(const ro_stream *stream, size_t *done, size_t *total);

#endif
