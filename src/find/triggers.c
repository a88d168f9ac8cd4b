#include "find/triggers.h"

#include "find/clauses.h"
#include "find/data/triggers.h"
#include "find/forms.h"

enum { KEY = 16 };

/* The particle of a verb ("out" of "pull out"), a child of it within a few words, as the table has it; "" for none. */
static void particle_of(const ro_record *record, uint32_t verb, char out[KEY]) {
    enum { NEAR = 4 };
    out[0] = 0;
    for (uint32_t i = verb + 1; i < record->layers.words.count && i <= verb + NEAR; i++) {
        const ro_word *w = &record->layers.words.items[i];
        size_t size = w->span.end - w->span.start;
        if (w->head != verb || !ro_has_relation(record, i, "compound:prt") || size + 2 > KEY) continue;
        out[0] = '_';
        memcpy(out + 1, record->document->text.bytes + w->span.start, size);
        out[1 + size] = 0;
        return;
    }
}

static void look_up(ro_trigger *out, const char *form, size_t size, const char *particle, bool verb) {
    for (size_t i = 0; i < sizeof triggers / sizeof *triggers && out->count < RO_TRIGGER_TYPES; i++) {
        if (!ro_form_in(form, size, particle, !verb, verb ? triggers[i].verbs : triggers[i].nouns)) continue;
        out->types[out->count] = triggers[i].type;
        out->needs[out->count++] = verb ? triggers[i].of_verbs : triggers[i].of_nouns;
    }
}

ro_trigger ro_trigger_of(const ro_record *record, uint32_t word) {
    const ro_word *w = &record->layers.words.items[word];
    const char *form = record->document->text.bytes + w->span.start;
    size_t size = w->span.end - w->span.start;
    char particle[KEY];
    ro_trigger out = {0};
    if (w->upos != RO_UPOS_VERB && w->upos != RO_UPOS_NOUN) return out;
    bool verb = w->upos == RO_UPOS_VERB;
    particle_of(record, word, particle);
    if (*particle) look_up(&out, form, size, particle, verb);
    if (!out.count) look_up(&out, form, size, "", verb);
    return out;
}

bool ro_is_troops(const ro_record *record, uint32_t word) { return ro_is_form_of(record, word, troops); }
