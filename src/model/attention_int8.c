/* Attention in bytes. Queries become s8 with a scale for each row and head, keys u8 with a scale for the head and an offset for
 * each column (which shifts all scores of a query alike, so that softmax does not see it), values s8 with a scale and an offset
 * for each column, softmax's numerators u8. All sums are whole numbers, and so is the exponential: every instruction set gives
 * the same. */
#include "model/vectors.h"

/* A strip of keys is VECTORS vectors wide; a block of BLOCK queries meets a strip at a time, its sums in registers. Dot products
 * take four bytes at a time, a quad. */
#if defined __AVX512F__
enum { BLOCK = 6 };
#else
enum { BLOCK = 2 };
#endif
enum { VECTORS = 4, QUADS = WIDTH / 4, STRIP = VECTORS * WIDTH, WIDEST = 64 };

typedef uint32_t uints __attribute__((vector_size(4 * WIDTH)));

typedef struct head {
    size_t rows, room; /* room: rows, filled up to a multiple of LANES */
    uint8_t *keys;     /* strip by strip: [width / 4, vectors of the strip, WIDTH, 4] */
    int8_t *values;    /* [room / 4, width, 4] */
    int32_t *scores;   /* [BLOCK, room] */
    uint8_t *weights;  /* [BLOCK, room up to a multiple of STRIP] */
    float key_scale, value_scale[WIDEST], value_middle[WIDEST];
    uint8_t keep[STRIP]; /* 255 where a weight of the last strip is a key's, 0 where it fills up */
} head;

INLINE ints all_ints(int32_t x) { return x - (ints){0}; }

/* sums + the dot products of each lane's four u8 and four s8 */
INLINE ints dot4(ints sums, ints u, ints s) {
#if defined __AVX512VNNI__
    return (ints)_mm512_dpbusd_epi32((__m512i)sums, (__m512i)u, (__m512i)s);
#elif defined __AVXVNNI__
    return (ints)_mm256_dpbusd_avx_epi32((__m256i)sums, (__m256i)u, (__m256i)s);
#else
    for (int at = 0; at < 32; at += 8) sums += ((u >> at) & 255) * ((s << (24 - at)) >> 24);
    return sums;
#endif
}

#ifdef __AVX512F__
INLINE ints greater(ints a, ints b) { return (ints)_mm512_max_epi32((__m512i)a, (__m512i)b); }
INLINE int32_t top_of(ints v) { return _mm512_reduce_max_epi32((__m512i)v); }
INLINE int32_t sum_of(ints v) { return _mm512_reduce_add_epi32((__m512i)v); }
#else
INLINE ints greater(ints a, ints b) { return (a & (a > b)) | (b & ~(a > b)); }

INLINE int32_t top_of(ints v) {
    int32_t top = v[0];
    for (int i = 1; i < WIDTH; i++) top = v[i] > top ? v[i] : top;
    return top;
}

INLINE int32_t sum_of(ints v) {
    int32_t sum = 0;
    for (int i = 0; i < WIDTH; i++) sum += v[i];
    return sum;
}
#endif

/* ---- keys and values into bytes */

INLINE void column_ranges(const float *x, size_t rows, size_t width, float *low, float *high) {
    enum { APART = 2 }; /* rows at a time, so that one need not wait for the other */
    for (size_t c = 0; c < width; c += WIDTH) {
        vec least[APART], most[APART];
        for (size_t i = 0; i < APART; i++) least[i] = most[i] = load(x + c);
        for (size_t r = 0; r + APART <= rows; r += APART)
            for (size_t i = 0; i < APART; i++) {
                vec y = load(x + (r + i) * width + c);
                least[i] = smaller(least[i], y);
                most[i] = larger(most[i], y);
            }
        vec last = load(x + (rows - 1) * width + c);
        store(low + c, smaller(smaller(least[0], least[1]), last));
        store(high + c, larger(larger(most[0], most[1]), last));
    }
}

/* Vectors of the strip that begins at a key: VECTORS, or fewer in the last. */
INLINE size_t vectors_of(const head *h, size_t strip) {
    return h->room - strip < STRIP ? (h->room - strip) / WIDTH : (size_t)VECTORS;
}

/* Where the key `t` of a strip of n vectors stands: quads go to the vectors in turn, so that packing the scores of the strip into
 * bytes, 128 bits at a time as the instructions do, brings them into order. */
INLINE size_t vector_of(size_t t, size_t n) { return t / 4 % n; }
INLINE size_t lane_of(size_t t, size_t n) { return t / 4 / n * 4 + t % 4; }
INLINE size_t weight_of(size_t t, size_t n) { return t / 4 / n * 16 + vector_of(t, n) * 4 + t % 4; }

/* Rows beyond the last repeat it, so that the greatest score stays what it is. n: vectors of the strip. */
INLINE void pack_strip(const head *h, const float *keys, size_t width, const float *low, float inverse, size_t strip, size_t n) {
    uint32_t *to = (uint32_t *)(void *)(h->keys + strip * width);
    for (size_t t = 0; t < n * WIDTH; t++) {
        const float *x = keys + (strip + t < h->rows ? strip + t : h->rows - 1) * width;
        uint32_t quad[WIDEST / 4], *at = to + vector_of(t, n) * WIDTH + lane_of(t, n);
        for (size_t c = 0; c < width; c += WIDTH) {
            vec q = (load(x + c) - load(low + c)) * all(inverse) + all(MAGIC);
            store_bytes((uint8_t *)quad + c, (ints)q);
        }
        for (size_t g = 0; g < width / 4; g++) at[g * n * WIDTH] = quad[g];
    }
}

INLINE void pack_keys(head *h, const float *keys, size_t width) {
    float low[WIDEST], high[WIDEST], widest = 1e-12f;
    size_t strip = 0;
    column_ranges(keys, h->rows, width, low, high);
    for (size_t c = 0; c < width; c++) widest = high[c] - low[c] > widest ? high[c] - low[c] : widest;
    h->key_scale = widest / 254.0f;
    for (; strip + STRIP <= h->room; strip += STRIP) pack_strip(h, keys, width, low, 254.0f / widest, strip, VECTORS);
    if (strip < h->room) pack_strip(h, keys, width, low, 254.0f / widest, strip, vectors_of(h, strip));
}

INLINE void pack_values(head *h, const float *values, size_t width) {
    float low[WIDEST], high[WIDEST];
    column_ranges(values, h->rows, width, low, high);
    for (size_t c = 0; c < width; c += WIDTH) {
        vec range = larger(load(high + c) - load(low + c), all(1e-12f)), inverse = all(254.0f) / range,
            middle = (load(high + c) + load(low + c)) * all(0.5f);
        store(h->value_scale + c, range * all(1.0f / 254.0f));
        store(h->value_middle + c, middle);
        for (size_t j = 0; j < h->room; j += 4) {
            ints quad = {0};
            for (size_t e = 0; e < 4 && j + e < h->rows; e++) {
                vec q = (load(values + (j + e) * width + c) - middle) * inverse + all(MAGIC);
                quad |= ((ints)q & 255) << (int)(8 * e);
            }
            store_ints(h->values + (j * width + c * 4), quad);
        }
    }
}

/* ---- scores */

/* Returns the scale. */
INLINE float pack_query(const float *x, size_t width, int8_t *out) {
    vec most = all(1e-12f);
    for (size_t c = 0; c < width; c += WIDTH) most = larger(most, larger(load(x + c), -load(x + c)));
    float top = peak(most);
    vec inverse = all(127.0f / top);
    for (size_t c = 0; c < width; c += WIDTH) {
        vec q = load(x + c) * inverse + all(MAGIC);
        store_bytes(out + c, (ints)q);
    }
    return top / 127.0f;
}

/* The scores of a strip of n vectors, and the greatest of each lane so far. */
INLINE void strip_scores(const uint8_t *keys, int8_t query[BLOCK][WIDEST], size_t width, int32_t *scores, size_t room,
                         ints top[BLOCK], const size_t n) {
    ints s[BLOCK][VECTORS];
    for (size_t b = 0; b < BLOCK; b++)
        for (size_t v = 0; v < n; v++) s[b][v] = all_ints(0);
    for (size_t g = 0; g < width / 4; g++) {
        ints k[VECTORS];
        for (size_t v = 0; v < n; v++) k[v] = load_ints(keys + (g * n + v) * 4 * WIDTH);
        for (size_t b = 0; b < BLOCK; b++) {
            int32_t quad;
            memcpy(&quad, query[b] + 4 * g, sizeof quad);
            for (size_t v = 0; v < n; v++) s[b][v] = dot4(s[b][v], k[v], all_ints(quad));
        }
    }
    for (size_t b = 0; b < BLOCK; b++)
        for (size_t v = 0; v < n; v++) {
            store_ints(scores + b * room + v * WIDTH, s[b][v]);
            top[b] = greater(top[b], s[b][v]);
        }
}

INLINE void block_scores(const head *h, int8_t query[BLOCK][WIDEST], size_t width, int32_t top[BLOCK]) {
    ints most[BLOCK];
    size_t strip = 0;
    for (size_t b = 0; b < BLOCK; b++) most[b] = all_ints(INT32_MIN);
    for (; strip + STRIP <= h->room; strip += STRIP)
        strip_scores(h->keys + strip * width, query, width, h->scores + strip, h->room, most, VECTORS);
    const uint8_t *keys = h->keys + strip * width;
    switch ((h->room - strip) / WIDTH) {
    case 1: strip_scores(keys, query, width, h->scores + strip, h->room, most, 1); break;
    case 2: strip_scores(keys, query, width, h->scores + strip, h->room, most, 2); break;
    case 3: strip_scores(keys, query, width, h->scores + strip, h->room, most, 3); break;
    }
    for (size_t b = 0; b < BLOCK; b++) top[b] = top_of(most[b]);
}

/* ---- softmax */

/* Score differences to powers of two, u = difference × factor / 2^(16 − shift) in 2^-11: the factor is at least 11 × 2^11, so
 * that where u is as large as it gets, 255 / 2^u is less than an eighth. */
typedef struct slope {
    uint32_t factor;
    int shift;
} slope;

INLINE slope slope_of(float x) { /* x > 0: powers of two a unit of score */
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    slope s = {(bits & 0x7FFFFF) >> 9 | 1 << 14, 114 - (int)(bits >> 23)}; /* 2^14 to 2^15 */
    if (s.factor < 11 << 11) {
        s.factor *= 2;
        s.shift++;
    }
    if (s.shift > 31) s.shift = 31;
    return s;
}

/* A model with scores so far apart that their differences would have to be shifted left. */
static void steepen(int32_t *scores, size_t room, int32_t top, int left) {
    if (left > 15) left = 15;
    for (size_t j = 0; j < room; j++) {
        int32_t d = top - scores[j], most = 65535 >> left;
        scores[j] = top - ((d < most ? d : most) << left);
    }
}

/* 255 × 2^-u by a parabola, within 0.25 %, to a byte; from which fraction on it is rounded up changes from key to key, so that
 * many small ones do not all vanish: of a strip's scores, in their order of bytes. Vectors beyond n are 0. */
#ifdef __AVX512BW__
INLINE __m512i numerators(__m512i x, __m512i factor) {
    __m512i u = _mm512_mulhi_epu16(x, factor), f = _mm512_slli_epi16(u, 5), m;
    m = _mm512_sub_epi16(_mm512_set1_epi16((short)43868), _mm512_mulhi_epu16(f, _mm512_set1_epi16(11294)));
    m = _mm512_sub_epi16(_mm512_set1_epi16((short)65280), _mm512_mulhi_epu16(f, m));
    m = _mm512_srlv_epi16(m, _mm512_srli_epi16(u, 11));
    return _mm512_srli_epi16(_mm512_add_epi16(m, _mm512_set1_epi64(0x00E0006000A00020)), 8);
}

INLINE void strip_numerators(const int32_t *scores, int32_t top, slope s, size_t n, uint8_t *out) {
    __m512i x[VECTORS], factor = _mm512_set1_epi16((short)s.factor);
    __m128i shift = _mm_cvtsi32_si128(s.shift);
    for (size_t v = 0; v < VECTORS; v++)
        x[v] = v < n ? _mm512_srl_epi32((__m512i)(top - load_ints(scores + v * WIDTH)), shift) : _mm512_set1_epi32(65535);
    __m512i low = numerators(_mm512_packus_epi32(x[0], x[1]), factor), high = numerators(_mm512_packus_epi32(x[2], x[3]), factor);
    _mm512_storeu_si512(out, _mm512_packus_epi16(low, high));
}
#else
INLINE void strip_numerators(const int32_t *scores, int32_t top, slope s, size_t n, uint8_t *out) {
    if (n < VECTORS) memset(out, 0, STRIP);
    for (size_t v = 0; v < n; v++) {
        uints x = (uints)(top - load_ints(scores + v * WIDTH)) >> s.shift, f, m, dither;
        for (size_t i = 0; i < WIDTH; i++) dither[i] = (const uint32_t[]){32, 160, 96, 224}[i % 4];
        uint8_t b[WIDTH];
        x = (x & (uints)(x < 65536)) | ((uints)(x > 65535) & 65535);
        x = (x * s.factor) >> 16;
        f = (x & 2047) << 5;
        m = 65280 - ((f * (43868 - ((f * 11294) >> 16))) >> 16);
        store_bytes(b, (ints)(((m >> (x >> 11)) + dither) >> 8));
        for (size_t i = 0; i < QUADS; i++) memcpy(out + 16 * i + 4 * v, b + 4 * i, 4);
    }
}
#endif

/* Softmax's numerators of a row as bytes; those beyond the last key are 0. Returns their sum, lane by lane. */
INLINE ints softmax(const head *h, int32_t *scores, int32_t top, slope s, uint8_t *weights) {
    ints total = {0}, ones = all_ints(0x01010101);
    size_t strip = 0;
    if (s.shift < 0) {
        steepen(scores, h->room, top, -s.shift);
        s.shift = 0;
    }
    for (; strip + STRIP < h->room; strip += STRIP) {
        strip_numerators(scores + strip, top, s, VECTORS, weights + strip);
        total = dot4(total, load_ints(weights + strip), ones);
    }
    strip_numerators(scores + strip, top, s, vectors_of(h, strip), weights + strip);
    ints last = load_ints(weights + strip) & load_ints(h->keep);
    store_ints(weights + strip, last);
    return dot4(total, last, ones);
}

/* ---- values */

INLINE void strip_values(const int8_t *values, const uint8_t *weights, size_t room, size_t width, size_t n, size_t columns,
                         ints s[BLOCK][VECTORS]) {
    for (size_t i = 0; i < QUADS; i++)
        for (size_t v = 0; v < n; v++, values += 4 * width) {
            ints x[VECTORS];
            for (size_t c = 0; c < columns; c++) x[c] = load_ints(values + c * 4 * WIDTH);
            for (size_t b = 0; b < BLOCK; b++) {
                int32_t quad;
                memcpy(&quad, weights + b * room + 16 * i + 4 * v, sizeof quad);
                for (size_t c = 0; c < columns; c++) s[b][c] = dot4(s[b][c], all_ints(quad), x[c]);
            }
        }
}

/* `columns` vectors of each row of the block, from column `from` on. */
INLINE void block_values(const head *h, size_t width, const ints total[BLOCK], size_t from, size_t columns, float *out[BLOCK]) {
    ints s[BLOCK][VECTORS];
    size_t strip = 0, room = (h->room + STRIP - 1) / STRIP * STRIP;
    for (size_t b = 0; b < BLOCK; b++)
        for (size_t c = 0; c < columns; c++) s[b][c] = all_ints(0);
    for (; strip + STRIP <= h->room; strip += STRIP)
        strip_values(h->values + strip * width + 4 * from, h->weights + strip, room, width, VECTORS, columns, s);
    if (strip < h->room)
        strip_values(h->values + strip * width + 4 * from, h->weights + strip, room, width, vectors_of(h, strip), columns, s);
    for (size_t b = 0; b < BLOCK; b++) {
        vec inverse = all(1.0f / (float)sum_of(total[b]));
        for (size_t c = 0; c < columns; c++) {
            size_t at = from + c * WIDTH;
            vec x = __builtin_convertvector(s[b][c], vec) * inverse;
            store(out[b] + at, x * load(h->value_scale + at) + load(h->value_middle + at));
        }
    }
}

/* ---- a head */

INLINE void attention_head(head *h, const float *queries, const float *keys, const float *values, size_t hidden, size_t width,
                           float *out) {
    pack_keys(h, keys, width);
    pack_values(h, values, width);
    size_t room = (h->room + STRIP - 1) / STRIP * STRIP;
    for (size_t i = 0; i < h->rows; i += BLOCK) {
        int8_t query[BLOCK][WIDEST];
        int32_t top[BLOCK];
        ints total[BLOCK];
        float scale[BLOCK], *o[BLOCK], spare[WIDEST];
        for (size_t b = 0; b < BLOCK; b++) { /* beyond the end: the last row again, its result unused */
            scale[b] = pack_query(queries + (i + b < h->rows ? i + b : h->rows - 1) * width, width, query[b]);
            o[b] = i + b < h->rows ? out + (i + b) * hidden : spare;
        }
        block_scores(h, query, width, top);
        for (size_t b = 0; b < BLOCK; b++) {
            slope s = slope_of(scale[b] * h->key_scale * 1.44269504f / sqrtf((float)width));
            total[b] = softmax(h, h->scores + b * h->room, top[b], s, h->weights + b * room);
        }
        enum { MOST = VECTORS * WIDTH };
        if (width < 2 * WIDTH)
            block_values(h, width, total, 0, 1, o);
        else if (width < MOST)
            block_values(h, width, total, 0, 2, o);
        else
            for (size_t c = 0; c < width; c += MOST) block_values(h, width, total, c, VECTORS, o);
    }
}

void JOIN(ro_attention_int8_, RO_ISA)(const float *qkv, size_t rows, size_t hidden, size_t width, float *out, float *scratch) {
    size_t room = (rows + LANES - 1) / LANES * LANES, all_heads = rows * hidden;
    head h = {.rows = rows, .room = room, .keys = (uint8_t *)scratch};
    h.values = (int8_t *)h.keys + room * width;
    h.scores = (int32_t *)(void *)(h.values + room * width);
    h.weights = (uint8_t *)(h.scores + BLOCK * room);
    for (size_t strip = (room - 1) / STRIP * STRIP, t = strip; t < rows; t++)
        h.keep[weight_of(t - strip, vectors_of(&h, strip))] = 255;
    for (size_t at = 0; at < hidden; at += width, qkv += rows * width) {
        if (width == 32) /* the usual width is a constant to the compiler */
            attention_head(&h, qkv, qkv + all_heads, qkv + 2 * all_heads, hidden, 32, out + at);
        else
            attention_head(&h, qkv, qkv + all_heads, qkv + 2 * all_heads, hidden, width, out + at);
    }
}
