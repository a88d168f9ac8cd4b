#include "find/actors.h"
#include "find/answers.h"
#include "find/commitments.h"
#include "find/events.h"

/* ---- speakers */

static bool is_plural(const ro_cast *cast, const ro_indices *speakers) {
    if (speakers->count > 1) return true;
    if (!speakers->count) return false;
    const ro_who *who = &cast->whos.items[speakers->items[0]];
    ro_actor_kind kind = who->kind;
    if (kind == RO_ORGANISATION && !strcmp(who->sector, "JRN")) return false; /* an outlet is "it" */
    return kind == RO_GROUP || kind == RO_ORGANISATION || kind == RO_GOVERNMENT;
}

static ro_span anchor_of(const ro_statement *s) {
    if (!ro_span_empty(s->source)) return s->source;
    return !ro_span_empty(s->cue) || !s->content.count ? s->cue : s->content.items[0];
}

static void remember_speakers(ro_cast *cast, const ro_statement *s) {
    uint32_t word = ro_words_at(&cast->words, anchor_of(s).start);
    if (!s->speakers.count || word >= cast->words.count) return;
    cast->last = s->speakers;
    cast->last_sentence = cast->words.items[word].sentence;
    if (!is_plural(cast, &s->speakers)) return;
    cast->last_plural = s->speakers;
    cast->last_plural_sentence = cast->last_sentence;
}

/* Adds the persons that somebody's own words name: who says "I told Korn" is not Korn. */
static bool put_spoken_of(ro_cast *cast, const ro_statement *s, ro_indices *out) {
    for (size_t c = 0; c < s->content.count && s->manner == RO_DIRECT; c++) {
        ro_span span = s->content.items[c];
        uint32_t from = ro_words_at(&cast->words, span.start), to = from;
        bool own = false;
        for (; to < cast->words.count && cast->words.items[to].span.end <= span.end; to++)
            own |= ro_word_in(&cast->words.items[to], " i we my our me us myself ourselves ");
        for (size_t i = ro_named_before(cast, from); own && i < cast->named.count && cast->named.items[i].from < to; i++) {
            bool person = cast->whos.items[cast->named.items[i].who].kind == RO_PERSON;
            if (person && !ro_indices_put(cast->arena, out, cast->named.items[i].who)) return false;
        }
    }
    return true;
}

/* Adds whom a pronoun's indirect words behind it name: who "praised Korn's work" or "said Korn had left" is not Korn. */
static bool put_told_of(ro_cast *cast, const ro_statement *s, ro_indices *out) {
    for (size_t c = 0; c < s->content.count && s->manner != RO_DIRECT; c++) {
        ro_span span = s->content.items[c];
        if (span.start < s->source.end) continue;
        uint32_t from = ro_words_at(&cast->words, span.start);
        for (size_t i = ro_named_before(cast, from); i < cast->named.count; i++) {
            const ro_actor_mention *m = &cast->named.items[i];
            const ro_plain_word *word = &cast->words.items[m->from];
            if (word->span.start >= span.end || word->sentence != cast->words.items[from].sentence) break;
            if (!m->quoted && cast->whos.items[m->who].named && !ro_indices_put(cast->arena, out, m->who)) return false;
        }
    }
    return true;
}

static bool shares_any(const ro_indices *a, const ro_indices *b) {
    for (size_t i = 0; i < a->count; i++)
        if (ro_party_holds(b, a->items[i])) return true;
    return false;
}

/* A quotation that stands free goes on with whoever spoke last, if that was not long ago; not with one whom it names. */
static bool read_free_quotation(ro_cast *cast, ro_statement *s) {
    uint32_t word = ro_words_at(&cast->words, anchor_of(s).start);
    if (word >= cast->words.count || !cast->last.count) return true;
    uint32_t sentence = cast->words.items[word].sentence;
    if (sentence < cast->last_sentence || sentence - cast->last_sentence > 6) return true;
    ro_indices others = {0};
    if (!put_spoken_of(cast, s, &others)) return false;
    for (size_t i = 0; i < cast->last.count && !shares_any(&cast->last, &others); i++)
        if (!ro_indices_put(cast->arena, &s->speakers, cast->last.items[i])) return false;
    return true;
}

/* Of "X said that …, adding that …" the source was read before; "an eyewitness" is no other one then. */
static bool read_source(ro_cast *cast, uint32_t index) {
    enum { NEAR = 3 };
    ro_statement *s = &cast->record->statements.items[index];
    for (uint32_t i = index; i-- > 0 && index - i <= NEAR;) {
        const ro_statement *before = &cast->record->statements.items[i];
        if (!ro_span_equal(before->source, s->source) || !before->speakers.count) continue;
        for (size_t k = 0; k < before->speakers.count; k++)
            if (!ro_indices_put(cast->arena, &s->speakers, before->speakers.items[k])) return false;
        return true;
    }
    return ro_source_read(cast, s->source, &s->speakers);
}

static bool is_pronoun(const ro_cast *cast, ro_span source) {
    uint32_t word = ro_words_at(&cast->words, source.start);
    if (word >= cast->words.count || cast->words.items[word].span.end < source.end) return false;
    return ro_word_in(&cast->words.items[word], " they he she it ");
}

/* Speakers and hearers; a pronoun's hearers first: they who called on Norway are not Norway, nor whom their own words name. */
static bool read_sides(ro_cast *cast, uint32_t index) {
    ro_statement *s = &cast->record->statements.items[index];
    bool pronoun = is_pronoun(cast, s->source);
    if (pronoun && !ro_hearers_read(cast, s)) return false;
    ro_indices barred = {0};
    for (size_t i = 0; pronoun && i < s->addressees.count; i++)
        if (!ro_indices_put(cast->arena, &barred, s->addressees.items[i])) return false;
    if (pronoun && (!put_spoken_of(cast, s, &barred) || !put_told_of(cast, s, &barred))) return false;
    cast->barred = pronoun ? &barred : NULL;
    bool ok = read_source(cast, index);
    cast->barred = NULL;
    return ok && (pronoun || ro_hearers_read(cast, s));
}

static bool read_statements(ro_cast *cast) {
    for (uint32_t i = 0; i < cast->record->statements.count; i++) {
        ro_statement *s = &cast->record->statements.items[i];
        if (!ro_deeds_read(cast, anchor_of(s).start)) return false;
        cast->statement = i;
        if (!ro_span_empty(s->source)) {
            if (!read_sides(cast, i)) return false;
        } else if ((ro_span_empty(s->cue) && !read_free_quotation(cast, s)) || !ro_hearers_read(cast, s))
            return false;
        remember_speakers(cast, s);
        bool last = i + 1 == cast->record->statements.count;
        if (!ro_commitments_read(cast, last ? UINT32_MAX : ro_statement_start(s + 1))) return false;
    }
    if (!cast->record->statements.count && !ro_commitments_read(cast, UINT32_MAX)) return false;
    ro_commitments_settle(cast->record);
    return ro_deeds_read(cast, UINT32_MAX) && ro_speech_read(cast);
}

/* ---- the record's actors */

static int by_place(const void *a, const void *b) {
    const ro_actor_mention *x = a, *y = b;
    if (x->span.start != y->span.start) return x->span.start < y->span.start ? -1 : 1;
    if (x->span.end != y->span.end) return x->span.end < y->span.end ? -1 : 1;
    return x->who < y->who ? -1 : x->who > y->who;
}

static const char *text_of(const ro_cast *cast, ro_span span) {
    return ro_arena_copy(cast->arena, cast->record->document->text.bytes + span.start, span.end - span.start);
}

static bool add_actor(ro_cast *cast, const ro_who *who) {
    ro_actor actor = {.name = text_of(cast, who->name), .kind = who->kind, .role = who->role, .affiliation = who->affiliation};
    if (!actor.name) return false;
    ro_set_code(actor.country, who->country);
    ro_set_code(actor.sector, who->sector);
    return ro_list_add(cast->arena, &cast->record->actors, actor);
}

static void renumber(ro_indices *list, const uint32_t *place) {
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (place[list->items[i]] != RO_NONE) list->items[kept++] = place[list->items[i]];
    list->count = kept;
}

static void drop_events_of_nobody(ro_record *record) {
    size_t kept = 0;
    for (size_t i = 0; i < record->events.count; i++) {
        ro_event e = record->events.items[i];
        if (e.source.count || e.recipient.count) record->events.items[kept++] = e;
    }
    record->events.count = kept;
}

/* Writes actors in the order of their first mention, and counts statements' actors by it. */
static bool write_actors(ro_cast *cast, ro_actor_mention *all, size_t count, uint32_t *place) {
    for (size_t i = 0; i < cast->whos.count; i++) place[i] = RO_NONE;
    for (size_t i = 0; i < count; i++) {
        const ro_who *who = &cast->whos.items[all[i].who];
        if (ro_span_empty(all[i].span) || ro_span_empty(who->name) || (who->kind == RO_GOVERNMENT && !who->acts)) continue;
        uint32_t *at = &place[all[i].who];
        if (*at == RO_NONE) {
            *at = (uint32_t)cast->record->actors.count;
            if (!add_actor(cast, who)) return false;
        }
        ro_spans *mentions = &cast->record->actors.items[*at].mentions;
        if (mentions->count && ro_span_equal(mentions->items[mentions->count - 1], all[i].span)) continue;
        if (!ro_list_add(cast->arena, mentions, all[i].span)) return false;
    }
    for (size_t i = 0; i < cast->record->statements.count; i++) {
        ro_statement *s = &cast->record->statements.items[i];
        renumber(&s->speakers, place);
        renumber(&s->addressees, place);
    }
    for (size_t i = 0; i < cast->record->events.count; i++) {
        renumber(&cast->record->events.items[i].source, place);
        renumber(&cast->record->events.items[i].recipient, place);
    }
    drop_events_of_nobody(cast->record);
    for (size_t i = 0; i < cast->record->commitments.count; i++) {
        renumber(&cast->record->commitments.items[i].parties, place);
        renumber(&cast->record->commitments.items[i].counterparties, place);
    }
    return true;
}

static bool write_record(ro_cast *cast) {
    size_t named = cast->named.count, count = named + cast->spoken.count;
    ro_actor_mention *all = ro_arena_array(cast->arena, count ? count : 1, sizeof *all);
    uint32_t *place = ro_arena_array(cast->arena, cast->whos.count + 1, sizeof *place);
    if (!all || !place) return false;
    if (named) memcpy(all, cast->named.items, named * sizeof *all);
    if (cast->spoken.count) memcpy(all + named, cast->spoken.items, cast->spoken.count * sizeof *all);
    qsort(all, count, sizeof *all, by_place);
    if (!write_actors(cast, all, count, place)) return false;
    for (size_t i = 0; i < cast->record->statements.count; i++) {
        ro_statement *s = &cast->record->statements.items[i];
        size_t kept = 0;
        for (size_t k = 0; k < s->chain.count; k++) {
            ro_chain_link link = s->chain.items[k];
            if (link.role == RO_CHAIN_SPEAKER) link.actor = place[link.actor];
            if (link.role != RO_CHAIN_SPEAKER || link.actor != RO_NONE) s->chain.items[kept++] = link;
        }
        s->chain.count = kept;
    }
    return true;
}

bool ro_find_actors(ro_record *record, ro_error *error) {
    ro_cast cast = {.record = record, .arena = record->arena, .author = RO_NONE};
    size_t entities = record->layers.entities.count;
    cast.entity_who = ro_arena_array(cast.arena, entities + 1, sizeof *cast.entity_who);
    cast.entity_words = ro_arena_array(cast.arena, entities + 1, sizeof *cast.entity_words);
    bool ok = cast.entity_who && cast.entity_words && ro_words_make(&cast.words, record) && ro_names_join(&cast) &&
              ro_credits_find(&cast) && ro_mentions_join(&cast) && (ro_culprit_find(&cast), read_statements(&cast)) &&
              (ro_culprit_join(&cast), ro_answers_fill(&cast)) && ro_mentions_spread(&cast) && ro_chains_write(&cast) &&
              write_record(&cast);
    return ok || ro_fail_memory(error);
}
