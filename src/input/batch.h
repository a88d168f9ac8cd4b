/* batch.h: the documents that one input in memory holds, in order: the items of a feed, of a news message. */
#ifndef RO_BATCH_H
#define RO_BATCH_H

#include "input/document.h"

enum {
    RO_LIMIT_ITEMS = 20000,
    RO_LIMIT_SHARED = 1000, /* bytes of what a list says for all its items: every one of them gets a copy */
};

typedef struct ro_batch_item {
    ro_document *document; /* NULL: rejected, and the error says why */
    ro_error error;
} ro_batch_item;

typedef struct ro_batch {
    const char *name; /* of the input, for messages; borrowed */
    ro_batch_item *items;
    size_t count, room, taken;
} ro_batch;

/* A new document of the batch, to be filled and owned by it. Its name is NAME#n, counted from 1, or the one given; its id is the
 * digest of the bytes. NULL with an error: out of memory, or the input has more than RO_LIMIT_ITEMS. */
ro_document *ro_batch_add(ro_batch *batch, const char *bytes, size_t size, ro_error *error);
ro_document *ro_batch_add_as(ro_batch *batch, const char *name, const char *bytes, size_t size, ro_error *error);
/* The document added last is none after all: it is freed, and the error stands in its place. The others are unharmed. */
void ro_batch_reject(ro_batch *batch, const ro_error *error);
/* The same where it could not be read. False with an error: for want of memory, so that nothing more can be. */
bool ro_batch_settle(ro_batch *batch, bool read, const ro_error *fault, ro_error *error);
/* One more that was rejected. False: out of memory. */
bool ro_batch_fail(ro_batch *batch, const ro_error *fault, ro_error *error);
/* The next one, which is the caller's now. False: no more. */
bool ro_batch_take(ro_batch *batch, ro_batch_item *item);
/* Frees what was not taken, and makes the batch empty. */
void ro_batch_clear(ro_batch *batch);

#endif
