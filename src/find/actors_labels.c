#include "find/actors.h"

/* What the model takes one name for now this way and now that is settled for the whole report; some of what it takes for a
 * person's or a body's name is none. */

typedef struct votes {
    float weights[RO_ENTITY_OTHER + 1];
    uint32_t turns, others; /* where it opens a turn of an interview, "WN: How did you …", and elsewhere */
    bool storm;             /* "Hurricane Dorian" */
} votes;

typedef struct ballot {
    struct {
        votes *items;
        size_t count, room;
    } names;
    ro_map places; /* of folded words among the names */
} ballot;

/* The word that an entity is; RO_NONE where it is none or several. */
static uint32_t only_word(const ro_cast *cast, const ro_entity *e) {
    uint32_t at = ro_words_at(&cast->words, e->span.start);
    if (at >= cast->words.count || cast->words.items[at].span.end < e->span.end) return RO_NONE;
    return cast->words.items[at].span.start < e->span.end ? at : RO_NONE;
}

static votes *votes_of(ro_cast *cast, ballot *b, const char *fold) {
    uint32_t place = ro_map_get(&b->places, fold);
    if (place != RO_NONE) return &b->names.items[place];
    place = (uint32_t)b->names.count;
    if (!ro_list_add(cast->arena, &b->names, (votes){0}) || !ro_map_set(cast->arena, &b->places, fold, place)) return NULL;
    return &b->names.items[place];
}

static bool is_turn(const ro_cast *cast, uint32_t at) {
    const ro_plain_word *words = cast->words.items;
    return words[at].capitals && words[at].gap == '\n' && at + 1 < cast->words.count && strchr("):", words[at + 1].gap);
}

static bool is_storm(const ro_cast *cast, uint32_t at) {
    return at && cast->words.items[at].gap == ' ' &&
           ro_word_in(&cast->words.items[at - 1], " hurricane storm typhoon cyclone depression ");
}

static bool is_nobody(const ro_plain_word *word, const votes *v) {
    static const char PARTISANS[] = " conservatives democrat democrats greens independents laborites liberals libertarians "
                                    "republican republicans socialists tories ";
    enum { TURNS = 3 };
    return ro_word_in(word, PARTISANS) || v->storm || (v->turns >= TURNS && !v->others);
}

/* "Cardinal" before another name. */
static bool is_title(const ro_cast *cast, size_t entity, uint32_t at) {
    const ro_layers *layers = &cast->record->layers;
    if (entity + 1 >= layers->entities.count || layers->entities.items[entity].label != RO_ENTITY_PER) return false;
    bool next = layers->entities.items[entity + 1].span.start == cast->words.items[at].span.end + 1;
    const ro_noun *noun = ro_noun_find(cast->words.items[at].fold);
    return next && noun && noun->type == 'r';
}

/* "#QuayNow" */
static bool is_tag(const ro_cast *cast, uint32_t at) {
    uint32_t start = cast->words.items[at].span.start;
    return start && cast->record->document->text.bytes[start - 1] == '#';
}

static ro_entity_label likeliest(const votes *v) {
    int best = 0;
    for (int i = 1; i <= RO_ENTITY_OTHER; i++)
        if (v->weights[i] > v->weights[best]) best = i;
    return (ro_entity_label)best;
}

bool ro_labels_settle(ro_cast *cast) {
    ballot b = {0};
    const ro_layers *layers = &cast->record->layers;
    cast->labels = ro_arena_array(cast->arena, layers->entities.count + 1, sizeof *cast->labels);
    if (!cast->labels) return false;
    for (size_t i = 0; i < layers->entities.count; i++) {
        uint32_t at = only_word(cast, &layers->entities.items[i]);
        votes *v = at == RO_NONE ? NULL : votes_of(cast, &b, cast->words.items[at].fold);
        if (at != RO_NONE && !v) return false;
        if (!v) continue;
        v->weights[layers->entities.items[i].label] += layers->entities.items[i].confidence;
        v->storm = v->storm || is_storm(cast, at);
        is_turn(cast, at) ? v->turns++ : v->others++;
    }
    for (size_t i = 0; i < layers->entities.count; i++) {
        uint32_t at = only_word(cast, &layers->entities.items[i]);
        votes *v = at == RO_NONE ? NULL : votes_of(cast, &b, cast->words.items[at].fold);
        cast->labels[i] = v ? likeliest(v) : layers->entities.items[i].label;
        bool nobody = v && (is_nobody(&cast->words.items[at], v) || is_title(cast, i, at) || is_tag(cast, at));
        if (nobody) cast->labels[i] = RO_ENTITY_OTHER;
    }
    return true;
}
