#include "find/triggers.h"

#include "find/clauses.h"
#include "find/data/triggers.h"
#include "find/forms.h"

#include <ctype.h>

enum { ROWS = sizeof triggers / sizeof *triggers, PHRASES = sizeof phrases / sizeof *phrases, KEY = RO_FORM_MOST + 16 };

/* Of rows in order of the word that each begins with: the first of a word, or of the one behind where it would stand. */
static size_t first_row(const void *rows, size_t count, size_t stride, const char *word) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *const *at = (const void *)((const char *)rows + middle * stride);
        if (strcmp(*at, word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void take_rows(ro_trigger *out, const char *word, char kind) {
    for (size_t i = first_row(triggers, ROWS, sizeof *triggers, word); i < ROWS && !strcmp(triggers[i].word, word); i++) {
        if (triggers[i].kind != kind || out->count == RO_TRIGGER_TYPES) continue;
        out->types[out->count] = triggers[i].type;
        out->parties[out->count++] = triggers[i].parties;
    }
}

/* The particle of a verb ("out" of "pull out"), a child of it within a few words, with "_" before it; "" for none. */
static void particle_of(const ro_record *record, uint32_t verb, char out[16]) {
    enum { NEAR = 4 };
    out[0] = 0;
    for (uint32_t i = verb + 1; i < record->layers.words.count && i <= verb + NEAR; i++) {
        const ro_word *w = &record->layers.words.items[i];
        size_t size = w->span.end - w->span.start;
        bool particle = ro_has_relation(record, i, " compound:prt ") || (i == verb + 1 && ro_has_relation(record, i, " advmod "));
        bool calls = i == verb + 1 && ro_is_word(record, i, " on upon ") && ro_is_form_of(record, verb, " call "); /* on whom */
        if (!calls && (w->head != verb || !particle || size > 14)) continue;
        out[0] = '_';
        for (size_t k = 0; k < size; k++)
            out[1 + k] = (char)tolower((unsigned char)record->document->text.bytes[w->span.start + k]);
        out[1 + size] = 0;
        return;
    }
}

static void look_up(ro_trigger *out, const char *form, size_t size, const char *particle, bool verb) {
    char key[KEY];
    for (size_t n = 0; !out->count && ro_form_base(form, size, !verb, n, key); n++) {
        if (!*key) continue;
        memcpy(key + strlen(key), particle, strlen(particle) + 1);
        take_rows(out, key, verb ? 'v' : 'n');
    }
}

static bool is_thing(const ro_record *record, uint32_t word, const char *things) {
    if (ro_is_form_of(record, word, things)) return true;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, word, " nmod amod compound ", c)) != RO_NOBODY;)
        if (ro_is_form_of(record, c, things)) return true;
    return false;
}

static bool has_thing(const ro_record *record, uint32_t verb, uint32_t dependent, const char *things) {
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, verb, " obj nsubj:pass obl xcomp ", c)) != RO_NOBODY;)
        if ((dependent == RO_NOBODY || dependent == c) && is_thing(record, c, things)) return true;
    return false;
}

/* The number of the phrase that a verb makes with one of its dependents, or with this one if given; PHRASES: none. */
static size_t phrase_of(const ro_record *record, uint32_t verb, uint32_t dependent) {
    char base[RO_FORM_MOST];
    ro_span span = ro_word_of(record, verb)->span;
    const char *form = record->document->text.bytes + span.start;
    for (size_t n = 0; ro_form_base(form, span.end - span.start, false, n, base); n++) {
        size_t first = *base ? first_row(phrases, PHRASES, sizeof *phrases, base) : PHRASES;
        for (size_t i = first; i < PHRASES && !strcmp(phrases[i].verb, base); i++)
            if (has_thing(record, verb, dependent, phrases[i].things)) return i;
    }
    return PHRASES;
}

/* Whether the noun belongs to such a phrase, whose verb is the trigger. */
static bool is_in_phrase(const ro_record *record, uint32_t noun) {
    uint32_t head = ro_word_of(record, noun)->head;
    return head != noun && ro_is_verb(record, head) && phrase_of(record, head, noun) < PHRASES;
}

ro_trigger ro_trigger_of(const ro_record *record, uint32_t word) {
    const ro_word *w = &record->layers.words.items[word];
    const char *form = record->document->text.bytes + w->span.start;
    size_t size = w->span.end - w->span.start;
    char particle[16];
    ro_trigger out = {0};
    if (w->upos != RO_UPOS_VERB && w->upos != RO_UPOS_NOUN) return out;
    bool verb = w->upos == RO_UPOS_VERB;
    size_t phrase = verb ? phrase_of(record, word, RO_NOBODY) : PHRASES;
    if (phrase < PHRASES) return (ro_trigger){{phrases[phrase].type}, {phrases[phrase].parties}, 1, true};
    if (!verb && is_in_phrase(record, word)) return out;
    particle_of(record, word, particle);
    look_up(&out, form, size, verb ? particle : "", verb); /* what is wound up is not wounded */
    return out;
}

bool ro_is_troops(const ro_record *record, uint32_t word) { return ro_is_form_of(record, word, troops); }

bool ro_is_crowd(const ro_record *record, uint32_t word) { return ro_is_form_of(record, word, crowds); }

bool ro_triggers_sorted(void) {
    for (size_t i = 1; i < PHRASES; i++)
        if (strcmp(phrases[i - 1].verb, phrases[i].verb) > 0) return false;
    for (size_t i = 1; i < ROWS; i++) {
        int order = strcmp(triggers[i - 1].word, triggers[i].word);
        if (order > 0 || (!order && triggers[i - 1].kind > triggers[i].kind)) return false;
    }
    return true;
}
