#include "input/batch.h"

#include <stdio.h>

static bool grow(ro_batch *batch) {
    if (batch->count < batch->room) return true;
    size_t room = batch->room ? 2 * batch->room : 16;
    ro_batch_item *items = realloc(batch->items, room * sizeof *items);
    if (!items) return false;
    batch->items = items;
    batch->room = room;
    return true;
}

static ro_document *add(ro_batch *batch, ro_error *error) {
    if (batch->count >= RO_LIMIT_ITEMS) {
        ro_fail(error, RO_E_LIMIT, "%s: more than %d items: split it", batch->name, RO_LIMIT_ITEMS);
        return NULL;
    }
    ro_document *document = grow(batch) ? ro_document_new() : NULL;
    if (!document) return ro_fail_memory(error), NULL;
    batch->items[batch->count++] = (ro_batch_item){.document = document};
    return document;
}

static ro_document *named(ro_batch *batch, ro_document *document, ro_error *error) {
    if (document->name) return document;
    ro_document_free(document);
    batch->count--;
    return ro_fail_memory(error), NULL;
}

ro_document *ro_batch_add(ro_batch *batch, const char *bytes, size_t size, ro_error *error) {
    ro_document *document = add(batch, error);
    if (!document) return NULL;
    document->name = ro_arena_print(document->arena, "%s#%zu", batch->name, batch->count);
    ro_document_digest(document, bytes, size);
    return named(batch, document, error);
}

ro_document *ro_batch_add_as(ro_batch *batch, const char *name, const char *bytes, size_t size, ro_error *error) {
    ro_document *document = add(batch, error);
    if (!document) return NULL;
    document->name = ro_arena_copy(document->arena, name, strlen(name));
    ro_document_digest(document, bytes, size);
    return named(batch, document, error);
}

void ro_batch_reject(ro_batch *batch, const ro_error *error) {
    ro_batch_item *item = &batch->items[batch->count - 1];
    ro_document_free(item->document);
    *item = (ro_batch_item){.error = *error};
}

bool ro_batch_settle(ro_batch *batch, bool read, const ro_error *fault, ro_error *error) {
    if (read) return true;
    ro_batch_reject(batch, fault);
    return fault->code != RO_E_MEMORY || ro_fail_memory(error);
}

bool ro_batch_fail(ro_batch *batch, const ro_error *fault, ro_error *error) {
    if (!grow(batch)) return ro_fail_memory(error);
    batch->items[batch->count++] = (ro_batch_item){.error = *fault};
    return true;
}

bool ro_batch_take(ro_batch *batch, ro_batch_item *item) {
    if (batch->taken == batch->count) return false;
    *item = batch->items[batch->taken];
    batch->items[batch->taken++].document = NULL;
    return true;
}

void ro_batch_clear(ro_batch *batch) {
    for (size_t i = batch->taken; i < batch->count; i++) ro_document_free(batch->items[i].document);
    free(batch->items);
    *batch = (ro_batch){.name = batch->name};
}
