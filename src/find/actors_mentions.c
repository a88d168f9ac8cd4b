#include "find/actors.h"

/* What the model's chains add to the rules: a chain with a name among its mentions is that name's actor. */

static const uint32_t NESTED = 24; /* mentions looked at before a name for the one that it heads */

/* ---- mentions by words */

static uint32_t words_end(const ro_cast *cast, uint32_t from, uint32_t byte) {
    uint32_t to = ro_words_at(&cast->words, byte); /* the first that ends behind it */
    return to < cast->words.count && cast->words.items[to].span.start < byte ? to + 1 : to < from ? from : to;
}

static bool read_places(ro_cast *cast) {
    const ro_layers *layers = &cast->record->layers;
    cast->mention_words = ro_arena_array(cast->arena, layers->mentions.count + 1, sizeof *cast->mention_words);
    if (!cast->mention_words) return false;
    for (size_t i = 0; i < layers->mentions.count; i++) {
        ro_span span = layers->mentions.items[i].span;
        uint32_t from = ro_words_at(&cast->words, span.start);
        cast->mention_words[i] = (ro_span){from, words_end(cast, from, span.end)};
    }
    return true;
}

/* The first mention that begins with this word or behind it. */
static size_t mentions_from(const ro_cast *cast, uint32_t word) {
    size_t low = 0, high = cast->record->layers.mentions.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (cast->mention_words[middle].start < word)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The chain of the mention that is words [from, to); RO_NO_CHAIN where there is none. */
static uint32_t chain_of(const ro_cast *cast, uint32_t from, uint32_t to) {
    const ro_layers *layers = &cast->record->layers;
    for (size_t i = mentions_from(cast, from); i < layers->mentions.count && cast->mention_words[i].start == from; i++)
        if (cast->mention_words[i].end == to) return layers->mentions.items[i].chain;
    return RO_NO_CHAIN;
}

/* ---- whose chain it is */

typedef struct vote {
    uint32_t chain, who;
} vote;

static bool kinds_agree(const ro_who *who, uint8_t type) {
    enum { PER, ORG, LOC }; /* of ro_mention_types */
    switch (who->kind) {
    case RO_PERSON: return type == PER;
    case RO_ORGANISATION: return type == ORG || type == LOC;
    case RO_GOVERNMENT: return type == LOC || type == ORG;
    case RO_UNNAMED: return type == PER;
    case RO_GROUP: return type == PER || type == ORG;
    default: return false;
    }
}

/* The chain of the smallest mention that holds a name, if it is of the name's own kind: "Korn" of "Mayor Korn", not "Tarsk" of
 * "the mayor of Tarsk". */
static uint32_t chain_around(const ro_cast *cast, const ro_actor_mention *name) {
    const ro_layers *layers = &cast->record->layers;
    size_t end = mentions_from(cast, name->from + 1), best = end;
    for (size_t i = end, steps = 0; i-- > 0 && steps < NESTED; steps++) {
        ro_span m = cast->mention_words[i];
        bool smaller = best == end || m.end - m.start < cast->mention_words[best].end - cast->mention_words[best].start;
        if (m.end >= name->to && smaller) best = i;
    }
    if (best == end || !kinds_agree(&cast->whos.items[name->who], layers->mentions.items[best].type)) return RO_NO_CHAIN;
    return layers->mentions.items[best].chain;
}

static int by_chain(const void *a, const void *b) {
    const vote *x = a, *y = b;
    if (x->chain != y->chain) return x->chain < y->chain ? -1 : 1;
    return x->who < y->who ? -1 : x->who > y->who;
}

/* A chain belongs to whom two thirds of its names name. */
static void count_votes(ro_cast *cast, const vote *votes, size_t count) {
    for (size_t i = 0, end; i < count; i = end) {
        size_t most = 0;
        uint32_t who = RO_NONE;
        for (end = i; end < count && votes[end].chain == votes[i].chain;) {
            size_t same = end;
            while (same < count && !by_chain(&votes[same], &votes[end])) same++;
            if (same - end > most) most = same - end, who = votes[end].who;
            end = same;
        }
        cast->chain_who[votes[i].chain] = 3 * most >= 2 * (end - i) ? who : RO_NONE;
    }
}

bool ro_mentions_join(ro_cast *cast) {
    const ro_layers *layers = &cast->record->layers;
    vote *votes = ro_arena_array(cast->arena, cast->named.count + 1, sizeof *votes);
    cast->chain_who = ro_arena_array(cast->arena, layers->chains + 1, sizeof *cast->chain_who);
    if (!votes || !cast->chain_who || !read_places(cast)) return false;
    for (size_t i = 0; i < layers->chains; i++) cast->chain_who[i] = RO_NONE;
    size_t count = 0;
    for (size_t i = 0; i < cast->named.count; i++) {
        uint32_t chain = chain_around(cast, &cast->named.items[i]);
        if (chain != RO_NO_CHAIN) votes[count++] = (vote){chain, cast->named.items[i].who};
    }
    qsort(votes, count, sizeof *votes, by_chain);
    count_votes(cast, votes, count);
    return true;
}

uint32_t ro_chain_actor(const ro_cast *cast, uint32_t from, uint32_t to) {
    uint32_t chain = chain_of(cast, from, to);
    return chain == RO_NO_CHAIN ? RO_NONE : cast->chain_who[chain];
}

void ro_chain_claim(ro_cast *cast, uint32_t from, uint32_t to, uint32_t who) {
    uint32_t chain = chain_of(cast, from, to);
    if (chain != RO_NO_CHAIN && cast->chain_who[chain] == RO_NONE) cast->chain_who[chain] = who;
}

/* ---- mentions of actors */

static int by_word(const void *a, const void *b) {
    const ro_actor_mention *x = a, *y = b;
    return x->from < y->from ? -1 : x->from > y->from;
}

/* Whether an actor has a mention that shares a word with [from, to) among those sorted by their first words. */
static bool has_mention(const ro_actor_mention *all, size_t count, ro_span words, uint32_t who) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all[middle].from < words.end)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = low, steps = 0; i-- > 0 && (all[i].from >= words.start || steps < NESTED); steps++)
        if (all[i].who == who && all[i].to > words.start) return true;
    return false;
}

/* Whether words may be a mention of the actor by the mention's type and the pronoun's gender. */
static bool may_mention(const ro_cast *cast, const ro_who *who, ro_span words, uint8_t type) {
    if (words.start >= words.end || words.end > cast->words.count || !kinds_agree(who, type)) return false;
    const ro_plain_word *word = &cast->words.items[words.start];
    if (words.end - words.start > 1) return true;
    return !(who->gender == 'f' && ro_word_in(word, " he him his himself ")) &&
           !(who->gender == 'm' && ro_word_in(word, " she her hers herself "));
}

/* Whether words are, an article aside, a name of somebody or something else. */
static bool names_another(const ro_cast *cast, ro_span words, uint32_t who) {
    uint32_t from = words.start;
    if (from + 1 < words.end && ro_word_in(&cast->words.items[from], " the ")) from++;
    if (from >= words.end || words.end > cast->words.count) return false;
    uint32_t entity = cast->words.items[from].entity, count;
    bool whole = entity != RO_NONE && cast->entity_words[entity] == from && cast->words.items[words.end - 1].entity == entity;
    if (!whole || cast->entity_who[entity] == who) return false;
    const ro_country *country = ro_country_at(&cast->words, from, words.end, &count);
    return !country || strcmp(country->code, cast->whos.items[who].country) != 0;
}

bool ro_mentions_spread(ro_cast *cast) {
    const ro_layers *layers = &cast->record->layers;
    size_t named = cast->named.count, count = named + cast->spoken.count;
    ro_actor_mention *all = ro_arena_array(cast->arena, count + 1, sizeof *all);
    bool *there = ro_arena_array(cast->arena, cast->whos.count + 1, sizeof *there); /* who is mentioned at all */
    if (!all || !there) return false;
    if (named) memcpy(all, cast->named.items, named * sizeof *all);
    if (count > named) memcpy(all + named, cast->spoken.items, (count - named) * sizeof *all);
    qsort(all, count, sizeof *all, by_word);
    for (size_t i = 0; i < count; i++) there[all[i].who] = true;
    for (size_t i = 0; i < layers->mentions.count; i++) {
        uint32_t chain = layers->mentions.items[i].chain, who = chain == RO_NO_CHAIN ? RO_NONE : cast->chain_who[chain];
        ro_span words = cast->mention_words[i];
        if (who == RO_NONE || !there[who] || !may_mention(cast, &cast->whos.items[who], words, layers->mentions.items[i].type))
            continue;
        if (has_mention(all, count, words, who) || names_another(cast, words, who)) continue;
        if (!ro_mention_add(cast, who, words.start, words.end, false)) return false;
    }
    return true;
}
