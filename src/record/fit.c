/* ro_record_fit: what a store would not take of a record is cut. A report has to be made for it to come to that. */
#include "base/limits.h"
#include "record/record.h"

/* What was cut. */
typedef struct cuts {
    ro_record *record;
    bool names, lists, failed;
} cuts;

static void fit_name(cuts *c, const char **name, size_t most) {
    if (!*name || strlen(*name) <= most) return;
    while (((unsigned char)(*name)[most] & 0xC0) == 0x80) most--;
    const char *own = ro_arena_copy(c->record->arena, *name, most);
    c->failed = c->failed || !own;
    c->names = true;
    if (own) *name = own;
}

static void fit_count(cuts *c, size_t *count) {
    if (*count <= RO_PARTS_MOST) return;
    *count = RO_PARTS_MOST;
    c->lists = true;
}

static void fit_statement(cuts *c, ro_statement *s) {
    fit_count(c, &s->speakers.count);
    fit_count(c, &s->addressees.count);
    fit_count(c, &s->chain.count);
    for (size_t i = 0; i < s->chain.count; i++) fit_name(c, &s->chain.items[i].name, RO_NAME_MOST);
}

static void fit_parts(cuts *c) {
    ro_record *r = c->record;
    for (size_t i = 0; i < r->statements.count; i++) fit_statement(c, &r->statements.items[i]);
    for (size_t i = 0; i < r->events.count; i++) {
        fit_count(c, &r->events.items[i].source.count);
        fit_count(c, &r->events.items[i].recipient.count);
    }
    for (size_t i = 0; i < r->commitments.count; i++) {
        fit_count(c, &r->commitments.items[i].parties.count);
        fit_count(c, &r->commitments.items[i].counterparties.count);
    }
}

static bool warn(cuts *c, const char *format, size_t most) {
    char *message = ro_arena_print(c->record->arena, format, most);
    return message && ro_list_add(c->record->arena, &c->record->warnings, (ro_warning){"cut", message});
}

bool ro_record_fit(ro_record *record) {
    cuts c = {.record = record};
    fit_count(&c, &record->agencies.count);
    for (size_t i = 0; i < record->agencies.count; i++) fit_name(&c, &record->agencies.items[i].name, RO_NAME_MOST);
    for (size_t i = 0; i < record->actors.count; i++) fit_name(&c, &record->actors.items[i].name, RO_NAME_MOST);
    for (size_t i = 0; i < record->places.count; i++) fit_name(&c, &record->places.items[i].name, RO_INDEXED_MOST);
    fit_parts(&c);
    return !c.failed &&
           (!c.names || warn(&c, "a name is longer than %zu bytes, those of places than 1000: cut there", RO_NAME_MOST)) &&
           (!c.lists || warn(&c, "a list of names has more than %zu: the others were left out", RO_PARTS_MOST));
}
