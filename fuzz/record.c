/* record.c: a target of libFuzzer for records that are to be kept: bytes in, an entry out, which must hold together, and a store
 * in memory must take. */
#include "store/entry.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void hold(bool so) {
    if (!so) abort();
}

static void check_string(const char *string) {
    size_t fault;
    hold(!string || ro_utf8_valid(string, strlen(string), &fault));
}

static void check_parts(const ro_entry *e, const ro_entry_parts *parts) {
    for (size_t i = 0; i < parts->count; i++) hold(parts->items[i].actor < e->actors.count);
}

static void check_entry(const ro_entry *e) {
    hold(e->id && e->text_sha256 && e->address && e->record.size);
    for (size_t i = 0; i < e->actors.count; i++) {
        hold(e->actors.items[i].name && e->actors.items[i].names.count);
        check_string(e->actors.items[i].names.items[0].folded);
        check_string(e->actors.items[i].names.items[0].likeness);
    }
    for (size_t i = 0; i < e->statements.count; i++) {
        hold(e->statements.items[i].content && e->statements.items[i].words.text);
        check_string(e->statements.items[i].words.text);
        check_parts(e, &e->statements.items[i].parts);
    }
    for (size_t i = 0; i < e->events.count; i++) check_parts(e, &e->events.items[i].parts);
    for (size_t i = 0; i < e->commitments.count; i++) check_parts(e, &e->commitments.items[i].parts);
    for (size_t i = 0; i < e->spans.count; i++) hold(e->spans.items[i].first < e->spans.items[i].past);
}

/* Twice, as a new report and as one that is known. */
static void keep(ro_entry *entry) {
    static ro_store *store;
    ro_error error = {0};
    ro_added added;
    if (!store) store = ro_store_open(":memory:", RO_STORE_WRITE, &error);
    hold(store && ro_store_begin(store, &error));
    hold(ro_store_add(store, entry, &added, &error) && added == RO_ADDED_NEW);
    hold(ro_store_add(store, entry, &added, &error) && added == RO_ADDED_UNCHANGED);
    ro_store_rollback(store);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    ro_error error = {0};
    ro_entry *entry = ro_entry_new((const char *)bytes, size, &error);
    hold(entry || (error.code && *error.message));
    if (entry) {
        check_entry(entry);
        keep(entry);
    }
    ro_entry_free(entry);
    return 0;
}
