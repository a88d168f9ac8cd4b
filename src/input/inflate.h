/* inflate.h: gzip and zstd as a stream of bytes, and bodies of HTTP at one go. */
#ifndef RO_INFLATE_H
#define RO_INFLATE_H

#include "base/base.h"

typedef struct ro_inflate ro_inflate;

/* What may be expanded: beyond the first RO_INFLATE_FREE bytes no more than RO_INFLATE_RATIO times what went in. */
#define RO_INFLATE_FREE ((uint64_t)64 * 1024 * 1024)
enum { RO_INFLATE_RATIO = 200, RO_INFLATE_MAGIC = 4 };

typedef enum ro_packing { RO_PACKING_NONE, RO_PACKING_GZIP, RO_PACKING_ZSTD, RO_PACKING_DEFLATE, RO_PACKING_BROTLI } ro_packing;

/* By the first bytes, RO_INFLATE_MAGIC of them where there are so many: none, gzip or zstd. */
ro_packing ro_packing_of(const char *bytes, size_t size);

/* NULL: out of memory. Free with ro_inflate_free. */
ro_inflate *ro_inflate_new(ro_packing packing);
void ro_inflate_free(ro_inflate *inflate);

typedef enum ro_inflated {
    RO_INFLATED,        /* went on, or wants more input */
    RO_INFLATED_END,    /* a member or frame ended here; what follows may be another one, or none of it */
    RO_INFLATED_BROKEN, /* the data is no good from here on */
    RO_INFLATED_BOMB,   /* it expands beyond RO_INFLATE_RATIO */
    RO_INFLATED_MEMORY,
} ro_inflated;

/* Takes from *in and adds to *out as much as fits, and moves both on. */
typedef struct ro_inflate_bytes {
    const char *in;
    size_t in_size;
    char *out;
    size_t out_size;
} ro_inflate_bytes;
ro_inflated ro_inflate_go(ro_inflate *inflate, ro_inflate_bytes *bytes);
/* Whether it is between two members, where the input may end. */
bool ro_inflate_idle(const ro_inflate *inflate);

/* All at once, into the buffer (emptied first), which may grow to the limit. RO_INFLATED_END: done; RO_INFLATED: the data ends
 * early, what there was is in the buffer; RO_INFLATED_BOMB: beyond the limit too. */
ro_inflated ro_inflate_all(ro_packing packing, const char *bytes, size_t size, size_t limit, ro_buffer *out);

#endif
