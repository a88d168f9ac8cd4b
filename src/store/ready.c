/* What one back end wants of an entry and the other does not: PostgreSQL's vectors of words. They are made in any thread, so that
 * the one that keeps entries need not sort words. */
#include "store/entry.h"
#include "store/store.h"
#include "store/words.h"

static bool make(ro_arena *arena, ro_slice words, ro_slice *vector) {
    ro_buffer bytes = {0};
    bool good = ro_store_vector(words.text, words.size, &bytes);
    if (good) *vector = (ro_slice){ro_arena_copy(arena, bytes.data, bytes.size), bytes.size};
    ro_buffer_free(&bytes);
    return good && vector->text;
}

/* Title and text are one vector: two fields. */
static bool make_of_report(ro_entry *e) {
    ro_slice title = e->title_words, text = e->text_words;
    char *both = ro_arena_alloc(e->arena, title.size + text.size + 1);
    if (!both) return false;
    if (title.size) memcpy(both, title.text, title.size);
    both[title.size] = '\n';
    if (text.size) memcpy(both + title.size + 1, text.text, text.size);
    return make(e->arena, (ro_slice){both, title.size + text.size + 1}, &e->vector);
}

static bool make_all(ro_entry *e) {
    if (e->vector.text) return true;
    for (size_t i = 0; i < e->statements.count; i++)
        if (!make(e->arena, e->statements.items[i].words, &e->statements.items[i].vector)) return false;
    for (size_t i = 0; i < e->events.count; i++)
        if (!make(e->arena, e->events.items[i].words, &e->events.items[i].vector)) return false;
    for (size_t i = 0; i < e->commitments.count; i++)
        if (!make(e->arena, e->commitments.items[i].words, &e->commitments.items[i].vector)) return false;
    return make_of_report(e);
}

bool ro_entry_ready(ro_entry *entry, const ro_store *store, ro_error *error) {
    return ro_sql_dialect(store->sql) == RO_SQLITE || make_all(entry) || ro_fail_memory(error);
}
