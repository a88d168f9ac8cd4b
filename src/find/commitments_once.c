/* Each once. */
#include "find/commitments_parts.h"

#include "find/parties.h"

bool ro_same_parties(const ro_indices *a, const ro_indices *b) {
    for (size_t i = 0; i < a->count; i++)
        if (ro_party_holds(b, a->items[i])) return true;
    return !a->count && !b->count;
}

/* Whether most of the words of the two actions are the same. */
static bool same_words(const ro_record *record, ro_span a, ro_span b) {
    uint32_t shared = 0, all = 0;
    const ro_layers *l = &record->layers;
    for (uint32_t i = ro_word_at(record, a.start); i < l->words.count && l->words.items[i].span.start < a.end; i++, all++) {
        bool found = false;
        for (uint32_t k = ro_word_at(record, b.start); k < l->words.count && l->words.items[k].span.start < b.end && !found;
             k++) {
            ro_span x = l->words.items[i].span, y = l->words.items[k].span;
            found = x.end - x.start == y.end - y.start &&
                    !memcmp(record->document->text.bytes + x.start, record->document->text.bytes + y.start, x.end - x.start);
        }
        shared += found;
    }
    return all && shared * 10 >= all * 9;
}

static bool is_same(const ro_record *record, const ro_commitment *a, const ro_commitment *b) {
    if (ro_span_overlaps(a->action, b->action) && (a->kind == b->kind) && ro_same_parties(&a->parties, &b->parties)) return true;
    if (a->kind != b->kind || !ro_same_parties(&a->parties, &b->parties)) return false;
    return same_words(record, a->action, b->action) && same_words(record, b->action, a->action);
}

static uint32_t size_of(const ro_commitment *c) {
    return c->action.end - c->action.start + c->condition.end - c->condition.start;
}

static int by_action(const void *a, const void *b) {
    const ro_commitment *x = a, *y = b;
    if (x->action.start != y->action.start) return x->action.start < y->action.start ? -1 : 1;
    if (x->action.end != y->action.end) return x->action.end < y->action.end ? -1 : 1;
    return x->kind < y->kind ? -1 : x->kind > y->kind;
}

void ro_commitments_settle(ro_record *record) {
    enum { BACK = 64 };
    size_t kept = 0;
    for (size_t i = 0; i < record->commitments.count; i++) {
        ro_commitment c = record->commitments.items[i];
        size_t k = kept;
        for (size_t steps = 0; k-- > 0 && steps < BACK; steps++)
            if (is_same(record, &record->commitments.items[k], &c)) break;
        if (k >= kept)
            record->commitments.items[kept++] = c;
        else if (size_of(&c) > size_of(&record->commitments.items[k]))
            record->commitments.items[k] = c;
    }
    record->commitments.count = kept;
    if (kept) qsort(record->commitments.items, kept, sizeof *record->commitments.items, by_action);
}
