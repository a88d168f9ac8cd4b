/* Event coding of a sentence: text → pieces with its actors marked → the model's type → PLOVER's type, mode and score. */
#include "engine.h"
#include "find/locate.h"
#include "find/modes.h"
#include "model/coder.h"

#include <math.h>
#include <strings.h>

enum { TEXT_MOST = 1 << 16 /* bytes */ };

/* Whether the words stand for someone whom the sentence does not name. */
static bool is_nobody(const char *words) { return !words || !strcasecmp(words, "an actor") || !strcasecmp(words, "a recipient"); }

static ro_span actor(const ro_text *text, const char *words, ro_pieces *pieces, uint8_t mark) {
    ro_span span = is_nobody(words) ? (ro_span){0} : ro_locate(text, words);
    if (!ro_span_empty(span)) ro_coder_mark(pieces, span, mark);
    return span;
}

static bool code(ro_reader *reader, const char *bytes, const char *source, const char *target, ro_arena *arena, ro_coding *coding,
                 ro_error *error) {
    const ro_model *model = reader->engine->model;
    ro_text text;
    ro_pieces pieces = {0};
    float probability[RO_EVENT_TYPES];
    size_t best = 0;
    if (!arena || !ro_text_index(&text, bytes, (uint32_t)strlen(bytes), arena) ||
        !ro_pieces_cut(model->vocabulary, &text, arena, &pieces))
        return ro_fail_memory(error);
    if (!pieces.count) return ro_fail(error, RO_E_INPUT, "the text has no words: give a sentence");
    ro_span from = actor(&text, source, &pieces, RO_MARK_SOURCE), to = actor(&text, target, &pieces, RO_MARK_TARGET);
    if (!ro_coder_run(ro_analyser_encoder(reader->analyser), model, bytes, &pieces, arena, probability, error)) return false;
    for (size_t i = 1; i < RO_EVENT_NONE; i++) /* the contract has no answer for none */
        if (probability[i] > probability[best]) best = i;
    if (!isfinite(probability[best])) return ro_fail(error, RO_E_MODEL, "the model gives no number: fetch it again");
    ro_event_kind kind = ro_event_kind_of(ro_event_types[best], &text, (ro_span){0, text.size}, (ro_span){0}, from, to);
    *coding = (ro_coding){kind.type, kind.mode, kind.score, (double)probability[best]};
    return true;
}

bool ro_code_event(ro_reader *reader, const char *text, const char *source, const char *target, ro_coding *coding,
                   ro_error *error) {
    if (!ro_text_check("the text", text, TEXT_MOST, error) ||
        (source && !ro_text_check("the source", source, RO_LOCATE, error)) ||
        (target && !ro_text_check("the target", target, RO_LOCATE, error)))
        return false;
    ro_arena *arena = ro_arena_new();
    bool done = code(reader, text, source, target, arena, coding, error);
    ro_arena_free(arena);
    return done;
}
