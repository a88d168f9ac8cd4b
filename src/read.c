/* The way of the data: document → layers → finders → record. */
#include "engine.h"
#include "find/find.h"
#include "input/date.h"
#include "text/language.h"

#include <stdio.h>

/* In this order: each builds on what those before it wrote. */
static bool (*const finders[])(ro_record *, ro_error *) = {
    ro_find_provenance, ro_find_statements, ro_find_actors,   ro_find_places,
    ro_find_times,      ro_find_happenings, ro_find_contexts, ro_find_dues,
};

static ro_record *new_record(const ro_document *document, const ro_engine *engine) {
    ro_arena *arena = ro_arena_new();
    ro_record *record = arena ? ro_arena_alloc(arena, sizeof *record) : NULL;
    if (!record) {
        ro_arena_free(arena);
        return NULL;
    }
    *record = (ro_record){.arena = arena,
                          .document = document,
                          .model = ro_engine_model(engine),
                          .arithmetic = ro_engine_arithmetic(engine),
                          .gazetteer = &engine->model->gazetteer};
    return record;
}

/* Only a day, as the model knows them above reports: nothing would be found in it, and what is found below depends on it a
 * little. */
static bool is_date(const ro_document *document, const ro_furniture *f) {
    char line[RO_DATE_SIZE], date[RO_DATE_SIZE];
    size_t size = f->span.end - f->span.start;
    if (f->kind != RO_DATED || size >= sizeof line) return false;
    memcpy(line, document->text.bytes + f->span.start, size);
    line[size] = 0;
    return ro_date_any(line, date);
}

static bool set_aside(ro_record *record) {
    const ro_document *document = record->document;
    for (size_t i = 0; i < document->furniture.count; i++) {
        const ro_furniture *f = &document->furniture.items[i];
        if (!is_date(document, f) && !ro_list_add(record->arena, &record->aside, f->span)) return false;
    }
    return true;
}

/* The model knows English. What the words are in decides, not what the metadata says of them. */
static bool is_english(ro_record *record) {
    const ro_text *text = &record->document->text;
    ro_language found = ro_language_of(text->bytes, text->size);
    record->language = record->document->language;
    if (found.code && found.reliable) record->language = found.code;
    return !found.code || !found.reliable || !strcmp(found.code, "en");
}

static bool warn_of_language(ro_record *record) {
    char *message =
        ro_arena_print(record->arena, "the text is in another language (%s) than the model's, English: nothing was looked for",
                       record->language);
    return message && ro_list_add(record->arena, &record->warnings, (ro_warning){"language", message});
}

ro_record *ro_read(ro_reader *reader, const ro_document *document, ro_error *error) {
    ro_record *record = new_record(document, reader->engine);
    if (!record) {
        ro_fail_memory(error);
        return NULL;
    }
    bool done = set_aside(record) || ro_fail_memory(error);
    const ro_spans *aside = record->aside.count ? &record->aside : NULL;
    if (done && is_english(record)) {
        done = ro_analyse(reader->analyser, &document->text, ro_document_given(document), aside, record->arena, &record->layers,
                          &record->beside, error);
        for (size_t i = 0; done && i < sizeof finders / sizeof *finders; i++) done = finders[i](record, error);
        if (done && !ro_record_fit(record)) done = ro_fail_memory(error);
    } else if (done && !warn_of_language(record))
        done = ro_fail_memory(error);
    if (done) return record;
    ro_record_free(record);
    return NULL;
}

const char *ro_record_warning(const ro_record *record, const char *code) {
    const ro_warnings *both[] = {&record->document->warnings, &record->warnings};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < both[k]->count; i++)
            if (!strcmp(both[k]->items[i].code, code)) return both[k]->items[i].message;
    return NULL;
}

void ro_record_free(ro_record *record) {
    if (record) ro_arena_free(record->arena);
}
