/* base.h: what every folder uses: errors, spans, arenas, growing arrays and buffers. */
#ifndef RO_BASE_H
#define RO_BASE_H

#include "readout.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- errors */

/* Fills the error (which may be NULL) and returns false, so that `return ro_fail(…)` reads well. */
bool ro_fail(ro_error *error, ro_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool ro_fail_memory(ro_error *error);

/* ---- spans: bytes of the document's text, end exclusive; {0, 0} is no span */

typedef struct ro_span {
    uint32_t start, end;
} ro_span;

static inline bool ro_span_empty(ro_span s) { return s.end <= s.start; }
static inline bool ro_span_equal(ro_span a, ro_span b) { return a.start == b.start && a.end == b.end; }
static inline bool ro_span_overlaps(ro_span a, ro_span b) { return a.start < b.end && b.start < a.end; }
static inline bool ro_span_contains(ro_span outer, ro_span inner) { return outer.start <= inner.start && inner.end <= outer.end; }

/* In an array in order of its items' spans, the number of the first item whose span ends after the byte; count where none does.
 * first: the first item's span, NULL where there is none; stride: bytes from one item to the next. */
static inline size_t ro_span_search(const ro_span *first, size_t count, size_t stride, uint32_t byte) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const ro_span *span = (const ro_span *)(const void *)((const char *)first + middle * stride);
        if (span->end > byte)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}
/* The same of a list; member: what the item calls its span. */
#define RO_SEARCH(list, member, byte)                                                                                            \
    ro_span_search((list).count ? &(list).items->member : NULL, (list).count, sizeof *(list).items, byte)

/* ---- arena: many small allocations with one end. Not for several threads at once. */

typedef struct ro_arena ro_arena;

ro_arena *ro_arena_new(void); /* NULL: out of memory */
void ro_arena_free(ro_arena *arena);
/* Bytes of memory that it takes. */
size_t ro_arena_size(const ro_arena *arena);
/* Zeroed, aligned for any type; NULL: out of memory. */
void *ro_arena_alloc(ro_arena *arena, size_t size);
/* count × size, checked for overflow. */
void *ro_arena_array(ro_arena *arena, size_t count, size_t size);
/* A zero-ended copy of size bytes. */
char *ro_arena_copy(ro_arena *arena, const char *bytes, size_t size);
char *ro_arena_print(ro_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- list: a growing array in an arena. Declare as struct { T *items; size_t count, room; }. */

bool ro_list_grow(ro_arena *arena, void **items, size_t count, size_t *room, size_t size);
/* Adds an item; false: out of memory, nothing added. */
#define ro_list_add(arena, list, ...)                                                                                            \
    (ro_list_grow((arena), (void **)&(list)->items, (list)->count, &(list)->room, sizeof *(list)->items)                         \
         ? ((list)->items[(list)->count++] = (__VA_ARGS__), true)                                                                \
         : false)

typedef struct ro_spans {
    ro_span *items;
    size_t count, room;
} ro_spans;

/* Of stretches in order, the one that holds this byte; count where none does. */
static inline size_t ro_spans_at(const ro_spans *spans, uint32_t byte) {
    size_t i = ro_span_search(spans->items, spans->count, sizeof *spans->items, byte);
    return i < spans->count && spans->items[i].start <= byte ? i : spans->count;
}

typedef struct ro_strings {
    const char **items;
    size_t count, room;
} ro_strings;

/* ---- buffer: growing bytes on the heap, always zero-ended once something was added */

typedef struct ro_buffer {
    char *data;
    size_t size, room;
} ro_buffer;

bool ro_buffer_add(ro_buffer *buffer, const void *bytes, size_t size);
void ro_buffer_free(ro_buffer *buffer);

/* ---- digest */

/* SHA-256 of bytes as 64 hex digits and a zero. */
void ro_sha256(const void *bytes, size_t size, char hex[65]);

#endif
