#include "find/parties.h"

#include "find/data/persons.h"
#include "find/forms.h"
#include "model/heads.h"

enum { PARTIES = 6 /* actors of one side */ };

static const char PRONOUNS[] = " he she they it we i him her them us me who himself herself themselves his its their my our ";

/* "Pope Ilar": a name that the model missed, behind a title. */
static bool is_titled(const ro_cast *cast, uint32_t head) {
    const ro_record *record = cast->record;
    if (record->layers.words.items[head].upos != RO_UPOS_PROPN) return false;
    uint32_t title = ro_child_of(record, head, " nmod:desc ", RO_NOBODY);
    if (title == RO_NOBODY || title > head) return false;
    uint32_t at = ro_words_at(&cast->words, record->layers.words.items[title].span.start);
    const ro_noun *noun = at < cast->words.count ? ro_noun_find(cast->words.items[at].fold) : NULL;
    return noun && noun->type == 'r';
}

/* "Killing four": so many people, where only people are meant. */
static bool is_toll(const ro_cast *cast, uint32_t head) {
    static const char HURTING[] =
        " kill injure wound shoot shot stab arrest detain behead abduct kidnap rescue evacuate hospitalise "
        "hospitalize jail imprison ";
    const ro_record *record = cast->record;
    uint32_t verb = ro_word_of(record, head)->head;
    const char *form = record->document->text.bytes + ro_word_of(record, head)->span.start;
    bool number = ro_word_of(record, head)->upos == RO_UPOS_NUM && !(*form >= '0' && *form <= '9'); /* a name to go by */
    return number && ro_has_relation(record, head, " obj nsubj:pass ") && ro_is_verb(record, verb) &&
           ro_is_form_of(record, verb, HURTING);
}

/* "Typhoon Ilda", also where only "Ilda" is told later: a storm does nothing of its own will. */
static bool is_storm(const ro_cast *cast, uint32_t head) {
    static const char STORMS[] = " hurricane typhoon cyclone storm superstorm ";
    if (ro_word_of(cast->record, head)->upos != RO_UPOS_PROPN) return false;
    uint32_t at = ro_words_at(&cast->words, ro_word_of(cast->record, head)->span.start);
    for (uint32_t i = 1; at < cast->words.count && i < cast->words.count; i++)
        if (cast->words.items[i - 1].upper && ro_word_in(&cast->words.items[i - 1], STORMS) && cast->words.items[i].gap == ' ' &&
            !strcmp(cast->words.items[i].fold, cast->words.items[at].fold))
            return true;
    return false;
}

/* "The state of Montana", "the town of Tarsk". */
static bool is_of_place(const ro_record *record, uint32_t head) {
    if (!ro_is_form_of(record, head, " state city town province county district municipality village ")) return false;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, head, " nmod ", c)) != RO_NOBODY;)
        if (ro_has_child_word(record, c, " case ", " of ") && ro_word_of(record, c)->upos == RO_UPOS_PROPN) return true;
    return false;
}

/* "Norway-based", "Norway-backed": the country is a part of the word. */
static bool is_hyphened(const ro_record *record, uint32_t head) {
    ro_span span = ro_word_of(record, head)->span;
    const ro_text *text = &record->document->text;
    static const char *const TAILS[] = {"-based", "-backed", "-led", "-owned", "-born"};
    for (size_t i = 0; i < sizeof TAILS / sizeof *TAILS; i++) {
        size_t size = strlen(TAILS[i]);
        bool behind = span.end + size <= text->size && !memcmp(text->bytes + span.end, TAILS[i], size);
        if (behind || ro_form_ends(text->bytes + span.start, span.end - span.start, TAILS[i])) return true;
    }
    return false;
}

/* Whether the phrase of a head can be someone who acts: a name, a country, a person's or body's common noun, a pronoun. */
bool ro_is_someone(const ro_cast *cast, uint32_t head) {
    const ro_word *w = &cast->record->layers.words.items[head];
    uint32_t at = ro_words_at(&cast->words, w->span.start), count;
    if (at >= cast->words.count || !ro_span_overlaps(cast->words.items[at].span, w->span)) return false;
    const ro_plain_word *word = &cast->words.items[at];
    if (ro_is_word(cast->record, head, " authority ") && ro_has_child(cast->record, head, " nmod:poss "))
        return false; /* a power */
    if (w->upos == RO_UPOS_PRON) return ro_word_in(word, PRONOUNS);
    if (is_toll(cast, head)) return true;
    if (is_storm(cast, head) || is_hyphened(cast->record, head)) return false;
    if (word->entity != RO_NONE) {
        ro_entity_label label = cast->record->layers.entities.items[word->entity].label;
        return label == RO_ENTITY_PER || label == RO_ENTITY_ORG || label == RO_ENTITY_LOC;
    }
    if (ro_country_at(&cast->words, at, at + 1, &count)) return true;
    const ro_noun *noun = ro_noun_find(word->fold);
    if (is_titled(cast, head) || is_of_place(cast->record, head)) return true;
    if (ro_is_word(cast->record, head, " force forces ") && ro_has_child(cast->record, head, " compound amod ")) return true;
    return noun ? noun->type != 'd' : w->upos == RO_UPOS_NOUN && ro_is_form_of(cast->record, head, persons);
}

bool ro_party_holds(const ro_indices *list, uint32_t who) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == who) return true;
    return false;
}

bool ro_parties_put(ro_cast *cast, ro_indices *out, const ro_indices *found, const ro_indices *others) {
    for (size_t i = 0; i < found->count && out->count < PARTIES; i++)
        if (!ro_party_holds(others, found->items[i]) && !ro_indices_put(cast->arena, out, found->items[i])) return false;
    for (size_t i = 0; i < out->count; i++) cast->whos.items[out->items[i]].acts = true;
    return true;
}

/* Whether an actor is the country for which one of the others acts: nobody's target is his own side. */
static bool is_own_side(const ro_cast *cast, uint32_t who, const ro_indices *others) {
    const ro_who *w = &cast->whos.items[who];
    if (w->kind != RO_GOVERNMENT || !*w->country) return false;
    for (size_t i = 0; i < others->count; i++) {
        const ro_who *o = &cast->whos.items[others->items[i]];
        bool official = o->kind == RO_GOVERNMENT || !strcmp(o->sector, "GOV") || !strcmp(o->sector, "MIL");
        if (official && !strcmp(o->country, w->country)) return true;
    }
    return false;
}

static bool is_person_named(const ro_cast *cast, uint32_t head) {
    ro_span span = cast->record->layers.words.items[head].span;
    uint32_t at = ro_words_at(&cast->words, span.start);
    if (at >= cast->words.count || !ro_span_overlaps(cast->words.items[at].span, span)) return false;
    uint32_t entity = cast->words.items[at].entity;
    return entity != RO_NONE && cast->record->layers.entities.items[entity].label == RO_ENTITY_PER;
}

/* The head of the name that begins right behind a noun: "the rights group Harbour Watch"; the noun itself where none does. */
static uint32_t name_behind(const ro_cast *cast, uint32_t head) {
    const ro_record *record = cast->record;
    uint32_t next = head + 1;
    if (next >= record->layers.words.count || record->layers.words.items[head].upos != RO_UPOS_NOUN) return head;
    uint32_t at = ro_words_at(&cast->words, record->layers.words.items[next].span.start);
    if (at >= cast->words.count || cast->words.items[at].gap != ' ' || cast->words.items[at].entity == RO_NONE) return head;
    const ro_entity *entity = &record->layers.entities.items[cast->words.items[at].entity];
    bool named = entity->label == RO_ENTITY_PER || entity->label == RO_ENTITY_ORG;
    if (!named || entity->span.start != record->layers.words.items[next].span.start) return head;
    uint32_t name = ro_head_of(record, entity->span);
    return name == RO_NOBODY ? head : name;
}

/* Who is named beside a description: "the attacker, identified as Jon Ild", "the archbishop, Jon Ild", "allies such as Norway";
 * the head itself where nobody is. */
static uint32_t named_beside(const ro_cast *cast, uint32_t head) {
    const ro_record *record = cast->record;
    if (ro_is_form_of(record, head, " attack strike airstrike raid operation bombing shooting protest meeting talk "))
        return head;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, head, " appos flat nmod ", c)) != RO_NOBODY;) {
        if (ro_has_relation(record, c, " nmod ") ? ro_has_child_word(record, c, " case ", " such ") : is_person_named(cast, c))
            return c;
    }
    uint32_t clause = ro_child_of(record, head, " acl ", RO_NOBODY);
    if (clause == RO_NOBODY || !ro_is_form_of(record, clause, " identify name ")) return name_behind(cast, head);
    uint32_t name = ro_child_of(record, clause, " obl xcomp obj ", RO_NOBODY);
    return name != RO_NOBODY && is_person_named(cast, name) ? name : head;
}

/* "U.S. President Ann Moss", where the parser has the country apart: the head is a part of his title. */
static bool is_in_title(const ro_cast *cast, uint32_t head) {
    enum { NEAR = 6 /* words to the name */ };
    uint32_t at = ro_words_at(&cast->words, cast->record->layers.words.items[head].span.start), begin, count;
    if (at >= cast->words.count || !ro_country_at(&cast->words, at, at + 1, &count)) return false;
    for (uint32_t i = at + 1; i < cast->words.count && i <= at + NEAR && cast->words.items[i].gap == ' '; i++) {
        uint32_t entity = cast->words.items[i].entity;
        if (entity == RO_NONE || cast->record->layers.entities.items[entity].label != RO_ENTITY_PER) continue;
        ro_span role, affiliation;
        begin = i;
        return cast->entity_words[entity] == i && ro_title_before(cast, i, at, &begin, &role, &affiliation) && begin <= at;
    }
    return false;
}

/* "Norway-based retailer Nordkraft": the retailer, where the parser has the country. */
static uint32_t based_in(const ro_record *record, uint32_t head) {
    uint32_t based = head + 2;
    if (!is_hyphened(record, head) || based >= record->layers.words.count) return head;
    return ro_has_relation(record, based, " amod ") ? ro_word_of(record, based)->head : head;
}

static bool is_pronoun(const ro_cast *cast, uint32_t head) { return cast->record->layers.words.items[head].upos == RO_UPOS_PRON; }

/* The phrase with its owner, "Norway's army", where the parser has the owner apart. */
static ro_span with_owner(const ro_cast *cast, ro_span phrase) {
    const ro_record *record = cast->record;
    uint32_t first = ro_word_at(record, phrase.start);
    if (first < 2 || first >= record->layers.words.count || !ro_is_word(record, first - 1, " 's ’s ")) return phrase;
    uint32_t at = ro_words_at(&cast->words, ro_word_of(record, first - 2)->span.start);
    if (at >= cast->words.count || cast->words.items[at].entity == RO_NONE) return phrase;
    return (ro_span){cast->words.items[cast->entity_words[cast->words.items[at].entity]].span.start, phrase.end};
}

/* Reads one head; a pronoun does not mean the other side. */
static bool read_head(ro_cast *cast, uint32_t head, ro_indices *found, const ro_indices *others) {
    static const char REFLEXIVE[] = " himself herself itself themselves ourselves myself ";
    if (ro_is_word(cast->record, head, REFLEXIVE)) return true;
    cast->barred = is_pronoun(cast, head) ? others : NULL;
    bool ok = ro_source_read(cast, with_owner(cast, ro_phrase_of(cast->record, head)), found);
    cast->barred = NULL;
    return ok;
}

/* The actors that heads name, but those of the other side. */
bool ro_parties_read(ro_cast *cast, const ro_nouns *heads, ro_indices *out, const ro_indices *others) {
    for (size_t i = 0; i < heads->count; i++) {
        ro_indices found = {0};
        uint32_t head = named_beside(cast, based_in(cast->record, heads->items[i]));
        if (!ro_is_someone(cast, head) || (heads->count > 1 && is_in_title(cast, head))) continue;
        if (!read_head(cast, head, &found, others)) return false;
        if (found.count == 1 && is_own_side(cast, found.items[0], others)) continue;
        if (!ro_parties_put(cast, out, &found, others)) return false;
    }
    return true;
}

/* The government that a country's name or adjective means ("the plan of Norway", "these Danish demands"), where it is no actor
 * yet. */
static bool put_country(ro_cast *cast, uint32_t at, ro_indices *out, const ro_indices *others) {
    uint32_t count, entity = cast->words.items[at].entity;
    bool ok = true, place = entity == RO_NONE || cast->record->layers.entities.items[entity].label == RO_ENTITY_LOC;
    const ro_country *country = place ? ro_country_at(&cast->words, at, (uint32_t)cast->words.count, &count) : NULL;
    if (!country) return true;
    size_t had = out->count;
    uint32_t who = ro_name_government(cast, country->code, at, at + count, &ok);
    ro_indices found = {.items = &who, .count = who != RO_NONE, .room = 1};
    if (ok && who != RO_NONE && is_own_side(cast, who, others)) return true;
    return ok && ro_parties_put(cast, out, &found, others) &&
           (out->count == had || ro_mention_add(cast, who, at, at + count, false));
}

/* The named mention that begins with a word. */
static uint32_t name_at(const ro_cast *cast, uint32_t word) {
    size_t i = ro_named_before(cast, word);
    return i < cast->named.count && cast->named.items[i].from == word ? (uint32_t)i : RO_NONE;
}

/* "G7 action": a body known by its short name, where the model finds none. */
static bool put_body(ro_cast *cast, uint32_t at, ro_indices *out, const ro_indices *others) {
    const ro_plain_word *word = &cast->words.items[at];
    if (word->entity != RO_NONE || !word->capitals || !ro_body_find(word->fold)) return true;
    bool ok = true;
    uint32_t who = ro_name_body(cast, at, at + 1, &ok);
    if (!ok || who == RO_NONE) return false;
    size_t had = out->count;
    ro_indices found = {.items = &who, .count = 1, .room = 1};
    return ro_parties_put(cast, out, &found, others) && (out->count == had || ro_mention_add(cast, who, at, at + 1, false));
}

/* The first name inside a span and those joined to it: whom "the deal between A, B and C" touches. */
bool ro_parties_named(ro_cast *cast, ro_span span, ro_indices *out, const ro_indices *others) {
    size_t first = out->count;
    uint32_t i = ro_words_at(&cast->words, span.start);
    while (i < cast->words.count && cast->words.items[i].span.end <= span.end && out->count < PARTIES) {
        uint32_t named = name_at(cast, i);
        size_t had = out->count;
        if (had > first && named == RO_NONE && !ro_word_in(&cast->words.items[i], " and the ")) return true;
        if (named != RO_NONE) {
            ro_indices found = {.items = &cast->named.items[named].who, .count = 1, .room = 1};
            if (!is_own_side(cast, found.items[0], others) && !ro_parties_put(cast, out, &found, others)) return false;
        } else if (!put_country(cast, i, out, others) || (out->count == had && !put_body(cast, i, out, others)))
            return false;
        i = named != RO_NONE ? cast->named.items[named].to : i + 1;
        bool joined = i < cast->words.count && (ro_word_in(&cast->words.items[i], " and ") || cast->words.items[i].gap == ',');
        if (out->count > had && !joined) return true;
    }
    return true;
}

/* ---- whose words they are */

/* How many statements begin at a byte or before it; they are in that order. */
size_t ro_statements_to(const ro_record *record, uint32_t byte) {
    size_t low = 0, high = record->statements.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ro_statement_start(&record->statements.items[middle]) <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The statement, other than its own, in whose content a span stands; the innermost. */
uint32_t ro_statement_around(const ro_record *record, ro_span span, uint32_t own) {
    uint32_t best = RO_NONE, size = UINT32_MAX;
    for (size_t i = ro_statements_to(record, span.start), steps = 0; i-- > 0 && steps < RO_NEAR_STATEMENTS; steps++) {
        const ro_statement *s = &record->statements.items[i];
        size_t k = ro_span_search(s->content.items, s->content.count, sizeof *s->content.items, span.start);
        if (i == own || k == s->content.count || !ro_span_contains(s->content.items[k], span)) continue;
        uint32_t reach = s->content.items[k].end - s->content.items[k].start;
        if (reach >= size) continue;
        best = (uint32_t)i;
        size = reach;
    }
    return best;
}
