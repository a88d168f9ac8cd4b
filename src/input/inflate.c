#include "input/inflate.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

struct ro_inflate {
    ro_packing packing;
    bool begun;       /* inside a member */
    bool raw;         /* deflate without zlib's frame, as some servers send it */
    uint64_t in, out; /* bytes so far */
    z_stream z;
    ZSTD_DStream *zstd;
    BrotliDecoderState *brotli;
};

enum { GZIP_BITS = 15 + 16, ZLIB_BITS = 15, RAW_BITS = -15 };

ro_packing ro_packing_of(const char *bytes, size_t size) {
    if (size >= 3 && !memcmp(bytes, "\x1F\x8B\x08", 3)) return RO_PACKING_GZIP;
    if (size >= 4 && !memcmp(bytes, "\x28\xB5\x2F\xFD", 4)) return RO_PACKING_ZSTD;
    return RO_PACKING_NONE;
}

static bool open_packing(ro_inflate *inflate) {
    switch (inflate->packing) {
    case RO_PACKING_GZIP: return inflateInit2(&inflate->z, GZIP_BITS) == Z_OK;
    case RO_PACKING_DEFLATE: return inflateInit2(&inflate->z, ZLIB_BITS) == Z_OK;
    case RO_PACKING_ZSTD: return (inflate->zstd = ZSTD_createDStream()) != NULL;
    case RO_PACKING_BROTLI: return (inflate->brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL)) != NULL;
    case RO_PACKING_NONE: break;
    }
    return false;
}

ro_inflate *ro_inflate_new(ro_packing packing) {
    ro_inflate *inflate = calloc(1, sizeof *inflate);
    if (!inflate) return NULL;
    inflate->packing = packing;
    if (open_packing(inflate)) return inflate;
    free(inflate);
    return NULL;
}

void ro_inflate_free(ro_inflate *inflate) {
    if (!inflate) return;
    if (inflate->packing == RO_PACKING_GZIP || inflate->packing == RO_PACKING_DEFLATE) inflateEnd(&inflate->z);
    if (inflate->zstd) ZSTD_freeDStream(inflate->zstd);
    if (inflate->brotli) BrotliDecoderDestroyInstance(inflate->brotli);
    free(inflate);
}

bool ro_inflate_idle(const ro_inflate *inflate) { return !inflate->begun; }

static unsigned narrow(size_t size) { return size > 1u << 30 ? 1u << 30 : (unsigned)size; }

static void move_on(ro_inflate_bytes *b, size_t in, size_t out) {
    b->in += in;
    b->in_size -= in;
    b->out += out;
    b->out_size -= out;
}

static ro_inflated go_zlib(ro_inflate *state, ro_inflate_bytes *b) {
    z_stream *z = &state->z;
    unsigned in = narrow(b->in_size), out = narrow(b->out_size);
    bool first = !state->begun && state->packing == RO_PACKING_DEFLATE && !state->raw;
    z->next_in = (z_const Bytef *)(uintptr_t)b->in;
    z->avail_in = in;
    z->next_out = (Bytef *)b->out;
    z->avail_out = out;
    int code = inflate(z, Z_NO_FLUSH);
    if (code == Z_DATA_ERROR && first && z->avail_out == out) {
        state->raw = true;
        return inflateReset2(z, RAW_BITS) == Z_OK ? go_zlib(state, b) : RO_INFLATED_BROKEN;
    }
    move_on(b, in - z->avail_in, out - z->avail_out);
    if (code == Z_STREAM_END) return inflateReset(z) == Z_OK ? RO_INFLATED_END : RO_INFLATED_BROKEN;
    if (code == Z_MEM_ERROR) return RO_INFLATED_MEMORY;
    return code == Z_OK || code == Z_BUF_ERROR ? RO_INFLATED : RO_INFLATED_BROKEN;
}

static ro_inflated go_zstd(ro_inflate *inflate, ro_inflate_bytes *b) {
    ZSTD_inBuffer in = {b->in, b->in_size, 0};
    ZSTD_outBuffer out = {b->out, b->out_size, 0};
    size_t code = ZSTD_decompressStream(inflate->zstd, &out, &in);
    move_on(b, in.pos, out.pos);
    if (ZSTD_getErrorCode(code) == ZSTD_error_memory_allocation) return RO_INFLATED_MEMORY;
    if (ZSTD_isError(code)) return RO_INFLATED_BROKEN;
    return code ? RO_INFLATED : RO_INFLATED_END;
}

static ro_inflated go_brotli(ro_inflate *inflate, ro_inflate_bytes *b) {
    size_t in = b->in_size, out = b->out_size;
    const uint8_t *from = (const uint8_t *)b->in;
    uint8_t *to = (uint8_t *)b->out;
    BrotliDecoderResult code = BrotliDecoderDecompressStream(inflate->brotli, &in, &from, &out, &to, NULL);
    move_on(b, b->in_size - in, b->out_size - out);
    if (code == BROTLI_DECODER_RESULT_SUCCESS) return RO_INFLATED_END;
    BrotliDecoderErrorCode fault = BrotliDecoderGetErrorCode(inflate->brotli);
    bool starved = fault <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES && fault >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES;
    if (code == BROTLI_DECODER_RESULT_ERROR && starved) return RO_INFLATED_MEMORY;
    return code == BROTLI_DECODER_RESULT_ERROR ? RO_INFLATED_BROKEN : RO_INFLATED;
}

ro_inflated ro_inflate_go(ro_inflate *inflate, ro_inflate_bytes *b) {
    size_t in = b->in_size, out = b->out_size;
    ro_inflated done = inflate->packing == RO_PACKING_ZSTD     ? go_zstd(inflate, b)
                       : inflate->packing == RO_PACKING_BROTLI ? go_brotli(inflate, b)
                                                               : go_zlib(inflate, b);
    inflate->in += in - b->in_size;
    inflate->out += out - b->out_size;
    inflate->begun = done != RO_INFLATED_END && (inflate->begun || in > b->in_size);
    bool bomb = inflate->out > RO_INFLATE_FREE && inflate->out / RO_INFLATE_RATIO > inflate->in;
    return bomb && done <= RO_INFLATED_END ? RO_INFLATED_BOMB : done;
}

static bool room_for_more(ro_buffer *out, size_t limit) {
    enum { LEAST = 16 * 1024 };
    if (out->room - out->size > 1) return true;
    size_t room = out->room ? 2 * out->room : LEAST;
    if (room > limit + 2) room = limit + 2; /* one more than the limit, and the zero behind it */
    char *data = realloc(out->data, room);
    if (!data) return false;
    out->data = data;
    out->room = room;
    return true;
}

ro_inflated ro_inflate_all(ro_packing packing, const char *bytes, size_t size, size_t limit, ro_buffer *out) {
    ro_inflate *inflate = ro_inflate_new(packing);
    ro_inflate_bytes b = {.in = bytes, .in_size = size};
    ro_inflated done = inflate ? RO_INFLATED : RO_INFLATED_MEMORY;
    out->size = 0;
    while (done == RO_INFLATED) {
        if (!room_for_more(out, limit)) {
            done = RO_INFLATED_MEMORY;
            break;
        }
        size_t before = b.in_size;
        b.out = out->data + out->size;
        b.out_size = out->room - out->size - 1;
        size_t room = b.out_size;
        done = ro_inflate_go(inflate, &b);
        out->size += room - b.out_size;
        out->data[out->size] = 0;
        if (out->size > limit) done = RO_INFLATED_BOMB;
        bool more = packing == RO_PACKING_GZIP && ro_packing_of(b.in, b.in_size) == RO_PACKING_GZIP;
        if (done == RO_INFLATED_END && more)
            done = RO_INFLATED;
        else if (done == RO_INFLATED && b.out_size && (!b.in_size || b.in_size == before))
            break; /* ends early */
    }
    ro_inflate_free(inflate);
    return done;
}
