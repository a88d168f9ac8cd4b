/* Syntax alone: document → layers → CoNLL-U. */
#include "engine.h"
#include "record/conllu.h"

char *ro_parse(ro_reader *reader, const ro_document *document, ro_error *error) {
    ro_buffer out = {0};
    ro_layers layers, none;
    ro_arena *arena = ro_arena_new();
    bool good = arena || ro_fail_memory(error);
    good = good && ro_analyse(reader->analyser, &document->text, ro_document_given(document), NULL, arena, &layers, &none, error);
    if (good && !layers.tokens.count)
        good = ro_fail(error, RO_E_INPUT, "%s: no words: nothing to parse", ro_document_name(document));
    if (good && !ro_conllu_write(document, &layers, &out)) good = ro_fail_memory(error);
    ro_arena_free(arena);
    if (!good) {
        ro_buffer_free(&out);
        return NULL;
    }
    if (out.size) out.data[out.size - 1] = 0; /* the last line break */
    return out.data;
}
