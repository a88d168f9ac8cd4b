#include "find/places.h"

#include "find/clauses.h"
#include "find/forms.h"

static const char IN[] = " in at near inside outside across around throughout within above off ";
/* Before the occasion or the medium of a statement. */
static const char VENUE_CASES[] = " in at on via during by through to over before ";
/* What is said is said at or on these; the head of the phrase. */
static const char OCCASIONS[] =
    " conference briefing interview rally speech address ceremony summit meeting hearing session gathering event forum panel "
    "debate podcast broadcast call conversation testimony remark trial inquest inauguration funeral visit lecture assembly "
    "television tv radio twitter facebook instagram telegram youtube tiktok weibo campaign congress parliament senate court "
    "opening convention seminar workshop vigil protest demonstration show programme program livestream webcast webinar talk "
    "floor sidelines commons stage channel station breakfast dinner luncheon symposium plenary ";
/* Those that hear it: "told a news conference". */
static const char AUDIENCES[] =
    " conference briefing rally summit meeting hearing session gathering forum panel congress parliament "
    "senate court assembly convention seminar committee council inquiry trial commons ";
/* Buildings and the like, behind "at" and "in". */
static const char SITES[] = " hospital airport hotel university school church mosque cathedral embassy ministry headquarters "
                            "palace stadium station base museum house hall centre center square park office monastery "
                            "institute college courthouse prison factory plant border cemetery memorial residence ";
/* What is said to be of a place: "the town of Tarsk". */
static const char AREAS[] =
    " city town village state province region district county country nation neighbourhood neighborhood suburb "
    "island capital municipality port territory area ";
static const char SPEAKING[] = " speak spoke address appear respond write wrote talk testify comment post reply ";

static const uint32_t NOTHING = UINT32_MAX;

static ro_span word_span(const ro_record *record, uint32_t word) { return record->layers.words.items[word].span; }

/* ---- places by their words */

/* The place, counted from 1, whose mention a word stands in; 0: none. */
static uint32_t place_at(const ro_atlas *atlas, uint32_t word) {
    ro_span span = word_span(atlas->record, word);
    size_t i = RO_SEARCH(atlas->mentions, span, span.start);
    bool found = i < atlas->mentions.count && ro_span_overlaps(atlas->mentions.items[i].span, span);
    return found ? atlas->mentions.items[i].place + 1 : 0;
}

/* The first place that a span names; 0: none. */
static uint32_t place_in(const ro_atlas *atlas, ro_span span) {
    size_t i = RO_SEARCH(atlas->mentions, span, span.start);
    bool found = i < atlas->mentions.count && ro_span_contains(span, atlas->mentions.items[i].span);
    return found ? atlas->mentions.items[i].place + 1 : 0;
}

static bool has_case(const ro_record *record, uint32_t word, const char *cases) {
    return ro_has_child_word(record, word, " case mark ", cases);
}

/* The place that a phrase's head stands for: its own, "the city of Oslo", "Oslo's harbour". */
static uint32_t place_of_phrase(const ro_atlas *atlas, uint32_t head) {
    const ro_record *record = atlas->record;
    uint32_t place = place_at(atlas, head);
    for (uint32_t c = NOTHING; !place && (c = ro_child_of(record, head, " nmod:poss ", c)) != NOTHING;)
        place = place_at(atlas, c);
    if (!ro_is_form_of(record, head, AREAS)) return place;
    for (uint32_t c = NOTHING; !place && (c = ro_child_of(record, head, " nmod ", c)) != NOTHING;)
        if (has_case(record, c, " of ")) place = place_at(atlas, c);
    return place;
}

/* The place that hangs from a head by "in" or the like: "talks in Geneva", "at a market in Oslo"; *at: its word. through: the
 * prepositions before what the place may hang from in turn: "on" of "an attack on the mill in Oslo". */
static uint32_t place_below(const ro_atlas *atlas, uint32_t head, int depth, const char *through, uint32_t *at) {
    const ro_record *record = atlas->record;
    for (uint32_t c = NOTHING; (c = ro_child_of(record, head, " obl nmod ", c)) != NOTHING;) {
        uint32_t place = has_case(record, c, IN) ? place_of_phrase(atlas, c) : 0;
        *at = c;
        if (place) return place;
    }
    for (uint32_t c = NOTHING; depth && (c = ro_child_of(record, head, " obl obl:agent obj nsubj:pass nmod ", c)) != NOTHING;) {
        if (!ro_has_relation(record, c, " obj nsubj:pass ") && !has_case(record, c, through)) continue;
        uint32_t place = place_below(atlas, c, depth - 1, through, at);
        if (place) return place;
    }
    return 0;
}

/* The same of whatever hangs from a head: "after talks with officials in Geneva". */
static uint32_t place_deep(const ro_atlas *atlas, uint32_t head, uint32_t *at) {
    const ro_record *record = atlas->record;
    ro_span span = ro_subtree_of(record, head);
    for (uint32_t i = head + 1; i < record->layers.words.count && word_span(record, i).start < span.end; i++) {
        *at = i;
        if (ro_has_relation(record, i, " obl nmod ") && has_case(record, i, IN) && place_at(atlas, i)) return place_at(atlas, i);
    }
    return 0;
}

/* ---- events */

/* The word of a span that the others hang from. */
static uint32_t head_of(const ro_record *record, ro_span span) {
    uint32_t first = ro_word_at(record, span.start), count = (uint32_t)record->layers.words.count;
    for (uint32_t i = first; i < count && record->layers.words.items[i].span.start < span.end; i++) {
        uint32_t up = record->layers.words.items[i].head;
        if (up == i || !ro_span_contains(span, word_span(record, up))) return i;
    }
    return first < count ? first : NOTHING;
}

static bool is_of(const char *type, const char *types) { return ro_word_listed(type, strlen(type), types); }

/* Before what the place of a deed may hang from: whoever is attacked, met or sent is where the deed is done; what is only spoken
 * about need not be. */
static const char *through_of(const char *type) {
    if (is_of(type, " ASSAULT COERCE "))
        return " in at near inside outside across around throughout within on against of to by with ";
    if (is_of(type, " AID MOBILIZE RETREAT "))
        return " in at near inside outside across around throughout within to from by of for ";
    return " in at near inside outside across around throughout within with of by ";
}

/* A place that is itself what is attacked, entered or visited: "shelled Tarsk", "the attack on Tarsk", "a visit to Tarsk". */
static uint32_t place_reached(const ro_atlas *atlas, uint32_t word, const char *type) {
    const ro_record *record = atlas->record;
    bool visit = ro_is_form_of(record, word, " visit tour trip ");
    if (!visit && !is_of(type, " ASSAULT ")) return 0;
    for (uint32_t c = NOTHING; (c = ro_child_of(record, word, " obj nsubj:pass obl nmod ", c)) != NOTHING;) {
        bool reached =
            ro_has_relation(record, c, " obj nsubj:pass ") || has_case(record, c, visit ? " to of " : " on against of ");
        if (reached && place_at(atlas, c)) return place_at(atlas, c);
    }
    return 0;
}

/* "The Geneva talks", "the Tarsk bombing": a town before what happened there. */
static uint32_t place_before(const ro_atlas *atlas, uint32_t word, const char *type) {
    const ro_record *record = atlas->record;
    if (ro_is_verb(record, word) || !is_of(type, " ASSAULT CONSULT PROTEST ")) return 0;
    for (uint32_t c = NOTHING; (c = ro_child_of(record, word, " compound ", c)) != NOTHING;) {
        uint32_t place = place_at(atlas, c);
        const ro_place *p = place ? &record->places.items[place - 1] : NULL;
        if (p && p->geonames && p->located) return place; /* countries have none */
    }
    return 0;
}

/* "On Friday in Tarsk, he was jailed", where the parser hangs the place from the day. */
static uint32_t place_beside_day(const ro_atlas *atlas, uint32_t word) {
    static const char DAYS[] = " monday tuesday wednesday thursday friday saturday sunday day night morning afternoon evening "
                               "weekend week today yesterday january february march april may june july august september october "
                               "november december ";
    const ro_record *record = atlas->record;
    uint32_t at;
    for (uint32_t c = NOTHING; (c = ro_child_of(record, word, " obl obl:unmarked nmod nmod:unmarked ", c)) != NOTHING;) {
        uint32_t place = ro_is_word(record, c, DAYS) ? place_below(atlas, c, 0, "", &at) : 0;
        if (place) return place;
    }
    return 0;
}

/* "Officials in Tarsk arrested him": where those are who use their hands. */
static uint32_t place_of_doer(const ro_atlas *atlas, uint32_t word, const char *type) {
    const ro_record *record = atlas->record;
    uint32_t at;
    for (uint32_t c = NOTHING; (c = ro_child_of(record, word, " nsubj ", c)) != NOTHING;) {
        uint32_t place = is_of(type, " ASSAULT COERCE PROTEST MOBILIZE ") ? place_below(atlas, c, 0, "", &at) : 0;
        if (place) return place;
    }
    return 0;
}

/* "In Tarsk, where Korn was shot": the name before "where". */
static uint32_t place_where(const ro_atlas *atlas, uint32_t word) {
    const ro_record *record = atlas->record;
    for (uint32_t c = NOTHING; (c = ro_child_of(record, word, " advmod ", c)) != NOTHING;) {
        if (c > word || c < 2 || !ro_is_word(record, c, " where ")) continue;
        bool clause = ro_has_relation(record, word, " acl:relcl ");
        uint32_t place = clause ? place_of_phrase(atlas, record->layers.words.items[word].head) : 0;
        return place ? place : place_at(atlas, ro_has_relation(record, c - 1, " punct ") ? c - 2 : c - 1);
    }
    return 0;
}

/* What hangs from the word of a deed itself. */
static uint32_t place_beside(const ro_atlas *atlas, uint32_t word, const char *type) {
    enum { DEEP = 2 };
    uint32_t at, place = place_below(atlas, word, DEEP, through_of(type), &at);
    if (!place) place = place_reached(atlas, word, type);
    if (!place) place = place_before(atlas, word, type);
    if (!place) place = place_beside_day(atlas, word);
    if (!place) place = place_of_doer(atlas, word, type);
    return place ? place : place_where(atlas, word);
}

/* Whether where a word's governor was done, it was done, too: "held talks", "exploded in Tarsk, killing two". */
static bool goes_with(const ro_record *record, uint32_t word) {
    if (ro_has_relation(record, word, " obj obl nsubj:pass nsubj xcomp conj compound ")) return true;
    bool led_to = ro_has_relation(record, word, " advcl ") && ro_ends_in_ing(record, word);
    return led_to && ro_child_of(record, word, " mark ", NOTHING) == NOTHING;
}

/* Where a deed was done: what hangs from its word, or from the verb that holds it ("held talks in Geneva"). */
static uint32_t place_of_deed(const ro_atlas *atlas, ro_span trigger, const char *type) {
    enum { CLIMB = 2 };
    const ro_record *record = atlas->record;
    uint32_t word = head_of(record, trigger), at;
    if (word == NOTHING || !ro_span_overlaps(word_span(record, word), trigger)) return 0;
    for (int steps = 0; steps <= CLIMB; steps++) {
        uint32_t place = steps ? place_below(atlas, word, 0, "", &at) : place_beside(atlas, word, type);
        if (!place && steps) place = place_beside_day(atlas, word);
        if (place || !goes_with(record, word)) return place;
        word = record->layers.words.items[word].head;
    }
    return 0;
}

/* ---- venues */

typedef struct venue {
    ro_span text;
    uint32_t place;
} venue;

static bool is_content(const ro_statement *s, ro_span span) {
    for (size_t i = 0; i < s->content.count; i++)
        if (ro_span_overlaps(s->content.items[i], span)) return true;
    return ro_span_overlaps(s->source, span) && s->source.start <= span.start;
}

/* The phrase of an occasion, up to what came before or after it, with its place. */
static venue phrase_venue(const ro_atlas *atlas, uint32_t head) {
    const ro_record *record = atlas->record;
    venue out = {.text = ro_phrase_of(record, head)};
    for (uint32_t i = head + 1; i < record->layers.words.count && word_span(record, i).start < out.text.end; i++) {
        bool behind = ro_is_word(record, i, " following after before on ahead about since ") ||
                      ro_is_word(record, i, " monday tuesday wednesday thursday friday saturday sunday ");
        if (behind) out.text.end = word_span(record, i - 1).end;
    }
    out.place = place_in(atlas, out.text);
    return out;
}

static bool is_named_site(const ro_record *record, uint32_t word) {
    ro_span span = word_span(record, word);
    size_t i = RO_SEARCH(record->layers.entities, span, span.start);
    if (i == record->layers.entities.count || !ro_span_overlaps(record->layers.entities.items[i].span, span)) return false;
    ro_entity_label label = record->layers.entities.items[i].label;
    return label == RO_ENTITY_ORG || label == RO_ENTITY_EVENT || label == RO_ENTITY_LOC;
}

static bool is_occasion(const ro_record *record, uint32_t word, const char *list) { return ro_is_form_of(record, word, list); }

/* Whether what hangs from a verb of speech by a preposition is where it was said: 2 an occasion, 1 a place, 0 neither. */
static int rank_of(const ro_atlas *atlas, uint32_t word) {
    const ro_record *record = atlas->record;
    bool at = has_case(record, word, " at "), in = has_case(record, word, IN);
    if (!in && !has_case(record, word, VENUE_CASES)) return 0;
    if (is_occasion(record, word, OCCASIONS) && !has_case(record, word, " before to ")) return 2;
    if (place_at(atlas, word)) return in;
    bool named = is_named_site(record, word), definite = ro_child_of(record, word, " det nmod:poss ", NOTHING) != NOTHING;
    if ((is_occasion(record, word, SITES) && (named || definite)) || (at && named)) return in ? 2 : 0;
    uint32_t below; /* "at a mill in Tarsk" */
    return at && place_below(atlas, word, 0, "", &below) ? 2 : 0;
}

/* The best of what hangs from a verb; a place beside an occasion becomes the occasion's. */
static venue beside(const ro_atlas *atlas, const ro_statement *s, uint32_t verb) {
    const ro_record *record = atlas->record;
    venue out = {.place = 0};
    int best = 0;
    uint32_t place = 0;
    for (uint32_t c = NOTHING; (c = ro_child_of(record, verb, " obl obl:unmarked nmod obl:agent ", c)) != NOTHING;) {
        int rank = is_content(s, word_span(record, c)) ? 0 : rank_of(atlas, c);
        if (rank && !place) place = place_at(atlas, c);
        if (rank <= best) continue;
        best = rank;
        out = phrase_venue(atlas, c);
    }
    for (uint32_t c = NOTHING; best < 2 && (c = ro_child_of(record, verb, " obj iobj obl ", c)) != NOTHING;) {
        bool heard = !is_content(s, word_span(record, c)) && is_occasion(record, c, AUDIENCES);
        if (!heard || (!has_case(record, c, " to ") && ro_has_relation(record, c, " obl "))) continue;
        best = 2;
        out = phrase_venue(atlas, c);
    }
    if (best && !out.place) out.place = place;
    return out;
}

/* "Speaking at a rally in Ohio, he said", "he said, addressing parliament". */
static venue beside_clauses(const ro_atlas *atlas, const ro_statement *s, uint32_t verb) {
    const ro_record *record = atlas->record;
    for (uint32_t c = NOTHING; (c = ro_child_of(record, verb, " advcl acl parataxis ", c)) != NOTHING;) {
        if (is_content(s, word_span(record, c)) || !ro_is_form_of(record, c, SPEAKING)) continue;
        venue out = beside(atlas, s, c);
        if (!ro_span_empty(out.text)) return out;
    }
    return (venue){.place = 0};
}

/* "following talks in Geneva": as good as there; "a summit in Cairo denounced": the source met there. */
static venue around(const ro_atlas *atlas, const ro_statement *s, uint32_t verb) {
    const ro_record *record = atlas->record;
    uint32_t place = 0, at = NOTHING;
    for (uint32_t c = NOTHING; !place && (c = ro_child_of(record, verb, " obl advcl ", c)) != NOTHING;) {
        bool then = !is_content(s, word_span(record, c)) && has_case(record, c, " following after ");
        if (then) place = place_deep(atlas, c, &at);
    }
    for (uint32_t c = NOTHING; !place && (c = ro_child_of(record, verb, " nsubj ", c)) != NOTHING;) {
        venue own = beside(atlas, s, c); /* "the director, in remarks to …, said" */
        if (!ro_span_empty(own.text)) return own;
        if (is_occasion(record, c, AUDIENCES)) place = place_below(atlas, c, 1, IN, &at);
    }
    if (!place) return (venue){.place = 0};
    return (venue){phrase_venue(atlas, at).text, place};
}

static venue venue_of(const ro_atlas *atlas, const ro_statement *s) {
    const ro_record *record = atlas->record;
    uint32_t cue = ro_span_empty(s->cue) ? NOTHING : head_of(record, s->cue);
    if (cue == NOTHING || record->layers.words.items[cue].upos != RO_UPOS_VERB) return (venue){.place = 0};
    venue out = beside(atlas, s, cue);
    if (ro_span_empty(out.text)) out = beside_clauses(atlas, s, cue);
    if (ro_span_empty(out.text)) out = around(atlas, s, cue);
    return out;
}

static bool same_speakers(const ro_statement *a, const ro_statement *b) {
    if (a->speakers.count != b->speakers.count) return false;
    return !a->speakers.count || !memcmp(a->speakers.items, b->speakers.items, a->speakers.count * sizeof *a->speakers.items);
}

/* Whether a statement plainly goes on with the one before: its verb hangs from that one's by conjunction or as a clause ("said …
 * and reiterated …"), or the same speaker "added". */
static bool goes_on(const ro_record *record, const ro_statement *before, const ro_statement *s) {
    uint32_t cue = ro_span_empty(s->cue) ? NOTHING : head_of(record, s->cue), up;
    if (cue == NOTHING || !same_speakers(before, s) || !s->speakers.count) return false;
    if (ro_span_equal(before->source, s->source) && !ro_span_empty(s->source)) return true; /* one subject, two verbs */
    if (ro_is_form_of(record, cue, " add continue ")) return true;
    for (up = cue; ro_has_relation(record, up, " conj advcl xcomp parataxis ");) {
        up = record->layers.words.items[up].head;
        if (ro_span_overlaps(word_span(record, up), before->cue)) return true;
    }
    return false;
}

void ro_places_connect(ro_atlas *atlas) {
    ro_record *record = atlas->record;
    if (!record->layers.words.count) return;
    for (size_t i = 0; i < record->statements.count; i++) {
        ro_statement *s = &record->statements.items[i], *before = i ? s - 1 : NULL;
        venue v = venue_of(atlas, s);
        if (ro_span_empty(v.text) && before && !ro_span_empty(before->venue) && goes_on(record, before, s))
            v = (venue){before->venue, before->venue_place};
        s->venue = v.text;
        s->venue_place = v.place;
    }
    for (size_t i = 0; i < record->events.count; i++) {
        ro_event *e = &record->events.items[i];
        const ro_statement *s = e->statement < record->statements.count ? &record->statements.items[e->statement] : NULL;
        bool said = s && ro_span_equal(s->cue, e->trigger);
        e->place = said ? s->venue_place : place_of_deed(atlas, e->trigger, e->type);
    }
}
