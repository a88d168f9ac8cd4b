#include "find/modes.h"

#include "find/data/modes.h"
#include "find/patterns.h"

enum { TYPES = sizeof event_types / sizeof *event_types, MODES = sizeof event_modes / sizeof *event_modes };
enum { TRIGGER = 8, BETWEEN = 6, NEAR = 4, FAR = 2, SEVERAL = 1 /* words more */, NEARBY = 80 /* bytes */ };

typedef struct scene {
    const ro_text *text;
    ro_span bounds, trigger, source, target;
} scene;

/* ---- how much a word at a byte counts */

static bool within(uint32_t at, ro_span span) { return at >= span.start && at < span.end; }

static uint32_t apart(uint32_t at, ro_span span) { return at < span.start ? span.start - at : at - span.end; }

static bool is_between(uint32_t at, ro_span a, ro_span b) {
    return (at >= a.end && at < b.start) || (at >= b.end && at < a.start);
}

/* Of one actor alone: what a source does stands behind it, what is done to a target before it. */
static int worth(const scene *s, uint32_t at) {
    if (!ro_span_empty(s->trigger) && within(at, s->trigger)) return TRIGGER;
    bool source = !ro_span_empty(s->source), target = !ro_span_empty(s->target);
    if ((source && within(at, s->source)) || (target && within(at, s->target))) return 0;
    if (source && target && is_between(at, s->source, s->target)) return BETWEEN;
    if (source && !target && at >= s->source.end && apart(at, s->source) < NEARBY) return BETWEEN;
    if (target && !source && at < s->target.start && apart(at, s->target) < NEARBY) return BETWEEN;
    return (source && apart(at, s->source) < NEARBY) || (target && apart(at, s->target) < NEARBY) ? NEAR : FAR;
}

/* What the best of the patterns is worth anywhere in the text; 0: none is there. */
static int best_of(const scene *s, const char *patterns) {
    int best = 0;
    for (uint32_t at = ro_pattern_word_start(s->text, s->bounds.start); at < s->bounds.end;
         at = ro_pattern_word_start(s->text, ro_pattern_word_end(s->text, at))) {
        int value = worth(s, at);
        if (!value || value + SEVERAL <= best) continue;
        for (const char *p = patterns; *p; p += strspn(p, "|")) {
            size_t size = strcspn(p, "|"), parts;
            if (ro_pattern_at(s->text, at, p, size, &parts) && value + (parts > 1) * SEVERAL > best)
                best = value + (parts > 1) * SEVERAL;
            p += size;
        }
    }
    return best;
}

/* ---- type and mode */

static const char *mode_of(const scene *s, const char *type, int *best, double *score) {
    const char *mode = NULL;
    *best = 0;
    for (size_t i = 0; i < MODES; i++) {
        int value = strcmp(event_modes[i].type, type) ? 0 : best_of(s, event_modes[i].words);
        if (value <= *best) continue;
        *best = value;
        mode = event_modes[i].mode;
        *score = event_modes[i].score;
    }
    return mode;
}

double ro_event_score(const char *type) {
    for (size_t i = 0; i < TYPES; i++)
        if (!strcmp(event_types[i].type, type)) return event_types[i].score;
    return 0;
}

static ro_event_kind kind_of(const scene *s, const char *type) {
    int best;
    ro_event_kind kind = {.type = type, .score = ro_event_score(type)};
    kind.mode = mode_of(s, type, &best, &kind.score);
    return kind;
}

static ro_event_kind yielding(const scene *s) {
    int in_fact;
    ro_event_kind retreat = {.type = "RETREAT", .score = ro_event_score("RETREAT")};
    retreat.mode = mode_of(s, "RETREAT", &in_fact, &retreat.score);
    int easing = best_of(s, retreat_words), in_words = best_of(s, concede_words);
    if (easing > in_fact) retreat = (ro_event_kind){.type = "RETREAT", .score = ro_event_score("RETREAT")};
    if (in_words > in_fact && in_words > easing) return (ro_event_kind){.type = "CONCEDE", .score = ro_event_score("CONCEDE")};
    return retreat;
}

ro_event_kind ro_event_kind_of(const char *label, const ro_text *text, ro_span bounds, ro_span trigger, ro_span source,
                               ro_span target) {
    scene s = {text, bounds, trigger, source, target};
    if (!strcmp(label, "YIELD")) return yielding(&s);
    for (size_t i = 0; i < TYPES; i++)
        if (!strcmp(event_types[i].type, label)) return kind_of(&s, event_types[i].type);
    return (ro_event_kind){.type = label};
}
