/* Attention in floats: a head at a time, queries in blocks that keep their sums in registers. */
#include "model/vectors.h"

/* A block of BLOCK queries meets STRIP keys at a time: their sums fit the registers. */
#if defined __AVX512F__
enum { BLOCK = 6, STRIP = 64 };
#elif defined __AVX2__
enum { BLOCK = 4, STRIP = 16 };
#else
enum { BLOCK = 4, STRIP = 8 };
#endif
enum { KEYS = 64 }; /* rows of keys are filled up to a multiple of this */

static size_t padded(size_t rows) { return (rows + KEYS - 1) / KEYS * KEYS; }

/* scores[BLOCK][padded]: q · k for a block of queries; keys lie transposed, [width][padded]. */
static inline void block_scores(const float *q[BLOCK], const float *keys, size_t width, size_t room, float *scores) {
    enum { VECTORS = STRIP / WIDTH };
    for (size_t j = 0; j < room; j += STRIP) {
        vec s[BLOCK][VECTORS];
        memset(s, 0, sizeof s);
        for (size_t d = 0; d < width; d++) {
            vec k[VECTORS];
            for (int i = 0; i < VECTORS; i++) k[i] = load(keys + d * room + j + WIDTH * (size_t)i);
            for (int b = 0; b < BLOCK; b++) {
                vec x = all(q[b][d]);
                for (int i = 0; i < VECTORS; i++) s[b][i] += x * k[i];
            }
        }
        for (int b = 0; b < BLOCK; b++)
            for (int i = 0; i < VECTORS; i++) store(scores + (size_t)b * room + j + WIDTH * (size_t)i, s[b][i]);
    }
}

/* Softmax numerators in place, 0 beyond the keys; returns 1 / their sum. */
static inline float block_softmax(float *scores, size_t rows, size_t room, float scale) {
    for (size_t j = rows; j < room; j++) scores[j] = -1e30f;
    vec top = load(scores), total[PARTS] = {{0}};
    for (size_t j = WIDTH; j < room; j += WIDTH) top = larger(top, load(scores + j));
    vec high = all(peak(top) * scale);
    for (size_t j = 0; j < room; j += LANES)
        for (size_t p = 0; p < PARTS; p++) {
            vec e = exponential(load(scores + j + p * WIDTH) * all(scale) - high);
            store(scores + j + p * WIDTH, e);
            total[p] += e;
        }
    for (size_t j = rows; j < room; j++) scores[j] = 0;
    return 1.0f / sum(total);
}

/* out[b][0..15] = Σ p · v over 16 columns of a head, two vectors at a time so that they stay in registers */
static inline void block_values(const float *scores, size_t room, const float *values, size_t rows, size_t columns,
                                const float *inverse, float *out[BLOCK]) {
    enum { VECTORS = 2 };
    for (size_t c = 0; c < columns; c += VECTORS * WIDTH) {
        vec s[BLOCK][VECTORS];
        memset(s, 0, sizeof s);
        for (size_t j = 0; j < rows; j++) {
            vec v[VECTORS];
            for (size_t i = 0; i < VECTORS; i++)
                v[i] = c + i * WIDTH < columns ? load(values + j * columns + c + i * WIDTH) : all(0);
            for (int b = 0; b < BLOCK; b++) {
                vec p = all(scores[(size_t)b * room + j]);
                for (int i = 0; i < VECTORS; i++) s[b][i] += p * v[i];
            }
        }
        for (int b = 0; b < BLOCK; b++)
            for (size_t i = 0; i < VECTORS && c + i * WIDTH < columns; i++)
                store(out[b] + c + i * WIDTH, s[b][i] * all(inverse[b]));
    }
}

/* Queries, keys and values are [rows, width] each; out has rows of `hidden`. */
static inline void attention_head(const float *queries, const float *all_keys, const float *values, size_t rows, size_t hidden,
                                  size_t width, float *out, float *scratch) {
    size_t room = padded(rows);
    float *keys = scratch, *scores = keys + width * room;
    for (size_t d = 0; d < width; d++) {
        for (size_t j = 0; j < rows; j++) keys[d * room + j] = all_keys[j * width + d];
        for (size_t j = rows; j < room; j++) keys[d * room + j] = 0;
    }
    for (size_t i = 0; i < rows; i += BLOCK) {
        const float *q[BLOCK];
        float *o[BLOCK], inverse[BLOCK], spare[64];
        for (size_t b = 0; b < BLOCK; b++) { /* beyond the end: the last row again, its result unused */
            q[b] = queries + (i + b < rows ? i + b : rows - 1) * width;
            o[b] = i + b < rows ? out + (i + b) * hidden : spare;
        }
        block_scores(q, keys, width, room, scores);
        for (size_t b = 0; b < BLOCK; b++) inverse[b] = block_softmax(scores + b * room, rows, room, 1.0f / sqrtf((float)width));
        block_values(scores, room, values, rows, width, inverse, o);
    }
}

void JOIN(ro_attention_, RO_ISA)(const float *qkv, size_t rows, size_t hidden, size_t width, float *out, float *scratch) {
    size_t all_heads = rows * hidden;
    for (size_t h = 0; h < hidden; h += width, qkv += rows * width) {
        if (width == 32) /* the usual width is a constant to the compiler */
            attention_head(qkv, qkv + all_heads, qkv + 2 * all_heads, rows, hidden, 32, out + h, scratch);
        else
            attention_head(qkv, qkv + all_heads, qkv + 2 * all_heads, rows, hidden, width, out + h, scratch);
    }
}
