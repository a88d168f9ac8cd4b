#include "model/decode.h"

#include <math.h>

/* Labels in BIO order: 0 is O, odd ones begin a type, even ones go on with the type that the label before them begins. */
static bool follows(uint32_t from, uint32_t to) { return !to || to % 2 || from == to || from == to - 1; }

void ro_viterbi(const float *scores, size_t stride, size_t count, uint32_t labels, const float *transition, const float *begin,
                uint8_t *scratch, uint8_t *path) {
    float best[RO_LABELS_MAX], next[RO_LABELS_MAX];
    if (!count) return;
    for (uint32_t t = 0; t < labels; t++) best[t] = scores[t] + (begin ? begin[t] : 0) - (follows(0, t) ? 0 : 1e4f);
    for (size_t i = 1; i < count; i++) {
        const float *row = scores + i * stride;
        for (uint32_t t = 0; t < labels; t++) {
            uint32_t from = 0;
            float top = -INFINITY;
            for (uint32_t f = 0; f < labels; f++) {
                float s = best[f] + (transition ? transition[f * labels + t] : follows(f, t) ? 0 : -1e4f);
                if (s > top) top = s, from = f;
            }
            next[t] = top + row[t];
            scratch[i * labels + t] = (uint8_t)from;
        }
        memcpy(best, next, labels * sizeof *best);
    }
    uint32_t last = 0;
    for (uint32_t t = 1; t < labels; t++)
        if (best[t] > best[last]) last = t;
    for (size_t i = count; i-- > 0; last = i ? scratch[i * labels + last] : 0) path[i] = (uint8_t)last;
}

static float share(const float *row, uint32_t labels, uint32_t label) {
    float top = row[0], total = 0;
    for (uint32_t t = 1; t < labels; t++) top = row[t] > top ? row[t] : top;
    for (uint32_t t = 0; t < labels; t++) total += expf(row[t] - top);
    return expf(row[label] - top) / total;
}

size_t ro_runs(const uint8_t *path, const float *scores, size_t stride, size_t count, uint32_t labels, ro_run *runs) {
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (path[i] % 2 == 0) continue;
        ro_run run = {.from = (uint32_t)i, .type = (path[i] - 1u) / 2};
        double total = share(scores + i * stride, labels, path[i]);
        size_t j = i + 1;
        for (; j < count && path[j] == path[i] + 1; j++) total += share(scores + j * stride, labels, path[j]);
        run.to = (uint32_t)j;
        run.confidence = (float)(total / (double)(j - i));
        runs[n++] = run;
        i = j - 1;
    }
    return n;
}
