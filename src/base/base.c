#include "base/base.h"

#include <nettle/sha2.h>
#include <stdio.h>

/* Takes off a code point of which the end was cut away. */
static void cut_whole(char *text, size_t size) {
    size_t from = size;
    while (from && ((unsigned char)text[from - 1] & 0xC0) == 0x80) from--;
    if (from && (unsigned char)text[from - 1] >= 0xC0) from--;
    if (size - from < 4) text[from] = 0;
}

bool ro_fail(ro_error *error, ro_code code, const char *format, ...) {
    if (!error) return false;
    error->code = code;
    va_list args;
    va_start(args, format);
    int size = vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    if (size >= (int)sizeof error->message) cut_whole(error->message, sizeof error->message - 1);
    return false;
}

bool ro_fail_memory(ro_error *error) {
    return ro_fail(error, RO_E_MEMORY, "out of memory: give the program more, or split the input");
}

void ro_free(void *memory) { free(memory); }

/* ---- arena */

enum { ARENA_BLOCK = 16 * 1024, ARENA_ALIGN = 16 };

typedef struct block {
    struct block *next;
    size_t used, size;
    _Alignas(ARENA_ALIGN) char data[];
} block;

struct ro_arena {
    block *head;
    size_t size; /* of all blocks */
};

ro_arena *ro_arena_new(void) { return calloc(1, sizeof(ro_arena)); }

void ro_arena_free(ro_arena *arena) {
    if (!arena) return;
    for (block *b = arena->head, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(arena);
}

size_t ro_arena_size(const ro_arena *arena) { return sizeof *arena + arena->size; }

void *ro_arena_alloc(ro_arena *arena, size_t size) {
    if (size > SIZE_MAX / 2) return NULL;
    size = (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    block *b = arena->head;
    if (!b || b->size - b->used < size) {
        size_t room = size > ARENA_BLOCK ? size : ARENA_BLOCK;
        block *fresh = malloc(sizeof *fresh + room);
        if (!fresh) return NULL;
        fresh->used = 0;
        fresh->size = room;
        fresh->next = b;
        arena->head = b = fresh;
        arena->size += sizeof *fresh + room;
    }
    void *out = b->data + b->used;
    b->used += size;
    return memset(out, 0, size);
}

void *ro_arena_array(ro_arena *arena, size_t count, size_t size) {
    if (size && count > SIZE_MAX / 2 / size) return NULL;
    return ro_arena_alloc(arena, count * size);
}

char *ro_arena_copy(ro_arena *arena, const char *bytes, size_t size) {
    if (size == SIZE_MAX) return NULL;
    char *out = ro_arena_alloc(arena, size + 1);
    if (out) memcpy(out, bytes, size);
    return out;
}

char *ro_arena_print(ro_arena *arena, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int size = vsnprintf(NULL, 0, format, args);
    char *out = size < 0 ? NULL : ro_arena_alloc(arena, (size_t)size + 1);
    if (out) vsnprintf(out, (size_t)size + 1, format, again);
    va_end(again);
    va_end(args);
    return out;
}

bool ro_list_grow(ro_arena *arena, void **items, size_t count, size_t *room, size_t size) {
    if (count < *room) return true;
    size_t more = *room ? *room * 2 : 8;
    void *fresh = ro_arena_array(arena, more, size);
    if (!fresh) return false;
    if (count) memcpy(fresh, *items, count * size);
    *items = fresh;
    *room = more;
    return true;
}

/* ---- buffer */

bool ro_buffer_add(ro_buffer *buffer, const void *bytes, size_t size) {
    if (size > SIZE_MAX / 2 - buffer->size - 1) return false;
    size_t need = buffer->size + size + 1;
    if (need > buffer->room) {
        size_t room = buffer->room ? buffer->room : 256;
        while (room < need) room *= 2;
        char *data = realloc(buffer->data, room);
        if (!data) return false;
        buffer->data = data;
        buffer->room = room;
    }
    if (size) memcpy(buffer->data + buffer->size, bytes, size);
    buffer->size += size;
    buffer->data[buffer->size] = 0;
    return true;
}

void ro_buffer_free(ro_buffer *buffer) {
    free(buffer->data);
    *buffer = (ro_buffer){0};
}

void ro_sha256(const void *bytes, size_t size, char hex[65]) {
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, size, bytes);
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}
