#include "find/actors.h"

/* Whoever did a deed is told of as "a gunman", "the suspect" and "a man" until he is named. Where a report names one such person,
 * these are he. */

static const char ANYBODY[] = " man woman person individual youth teenager boy girl male female someone ";
enum { BACK = 14 /* words between a description and the name */, EARLY = 64 /* events */ };

bool ro_is_culprit(const ro_plain_word *word) {
    const ro_noun *noun = word->entity == RO_NONE && !word->verb ? ro_noun_find(word->fold) : NULL; /* "accused" is a verb, too */
    return noun && noun->type == 'r' && !strcmp(noun->sector, "CRM") && !ro_noun_plural(word->fold);
}

/* A defendant may have to answer for anything, in another case, too. */
static bool is_doer(const ro_plain_word *word) { return ro_is_culprit(word) && !ro_word_in(word, " defendant accused "); }

static bool is_age(const ro_plain_word *word) { return word->fold[0] >= '0' && word->fold[0] <= '9'; }

/* The first word before a name that is no age and no title of courtesy. */
static uint32_t before_name(const ro_cast *cast, uint32_t from) {
    while (from && (is_age(&cast->words.items[from - 1]) || ro_word_in(&cast->words.items[from - 1], " mr mrs ms dr "))) from--;
    return from;
}

static bool is_describing(const ro_plain_word *word) {
    return is_age(word) || ro_word_in(word, " the a an suspected alleged accused main prime sole lone ");
}

/* "The suspect Jon Ild", "the gunman, Jon Ild"; but not "the gunman, Jon Ild said, fled" or "police suspect Jon Ild". */
static bool is_behind_culprit(const ro_cast *cast, const ro_actor_mention *m) {
    const ro_plain_word *words = cast->words.items;
    uint32_t at = before_name(cast, m->from);
    if (!at || words[at - 1].sentence != m->sentence || words[at - 1].possessive || !is_doer(&words[at - 1])) return false;
    if (at > 1 && ro_word_in(&words[at - 2], " police officials authorities investigators detectives prosecutors ")) return false;
    return words[at].gap == ' ' || (words[at].gap == ',' && !ro_name_tells(cast, m->to));
}

/* Whether a word's phrase ends with it: "the suspect", not "the killer whale" or "the gunman's brother". */
static bool is_last(const ro_cast *cast, uint32_t at) {
    const ro_plain_word *next = at + 1 < cast->words.count ? &cast->words.items[at + 1] : NULL;
    if (cast->words.items[at].possessive) return false;
    return !next || next->gap != ' ' || next->verb ||
           ro_word_in(next, " in of from at on for by to with behind who whom that and named known arrested charged ");
}

/* "Jon Ild, the suspected gunman", "Jon Ild, 24, a suspect". */
static bool is_before_culprit(const ro_cast *cast, const ro_actor_mention *m) {
    enum { WORDS = 6 };
    const ro_plain_word *words = cast->words.items;
    if (m->to >= cast->words.count || words[m->to].gap != ',') return false;
    for (uint32_t i = m->to; i < cast->words.count && i < m->to + WORDS; i++) {
        if (i > m->to && words[i].gap != ' ' && !is_age(&words[i - 1])) return false;
        if (is_doer(&words[i]) && is_last(cast, i)) return true;
        if (!is_describing(&words[i])) return false;
    }
    return false;
}

/* The first word of the phrase that ends with a culprit. */
static uint32_t phrase_start(const ro_cast *cast, uint32_t culprit) {
    while (culprit && cast->words.items[culprit].gap == ' ' && is_describing(&cast->words.items[culprit - 1])) culprit--;
    return culprit;
}

/* Whether a verb of naming has a culprit for its object or subject; what else is named is not the culprit: "the woman shot by the
 * gunman was identified as …". at: the verb; end: the "as" behind it. */
static bool names_culprit(const ro_cast *cast, uint32_t at, uint32_t end) {
    static const char LINKING[] = " is was has had been being later then also officially publicly formally since now ";
    const ro_plain_word *words = cast->words.items;
    uint32_t object = at + 1, subject = at;
    if (at && ro_word_in(&words[at - 1], " not never wrongly falsely mistakenly initially ")) return false;
    while (object < end && !is_doer(&words[object]) && is_describing(&words[object])) object++;
    if (object < end && is_doer(&words[object])) {
        for (uint32_t i = object; i < end; i++)
            if (ro_word_in(&words[i], " and or but ")) return false;
        return !words[object].possessive;
    }
    while (subject && words[subject - 1].sentence == words[at].sentence && ro_word_in(&words[subject - 1], LINKING)) subject--;
    if (!subject || words[subject - 1].sentence != words[at].sentence) return false;
    if (!is_doer(&words[subject - 1]) || words[subject - 1].possessive) return false;
    uint32_t first = phrase_start(cast, subject - 1);
    bool hangs = first && words[first - 1].sentence == words[at].sentence && words[first].gap == ' ' &&
                 ro_word_in(&words[first - 1], " of by from to with for against at on and or than near behind ");
    return !hangs;
}

/* "Identified the suspect as Jon Ild", "the attacker, named as Jon Ild". */
static bool is_identified(const ro_cast *cast, const ro_actor_mention *m) {
    const ro_plain_word *words = cast->words.items;
    uint32_t at = before_name(cast, m->from);
    if (!at || !ro_word_in(&words[at - 1], " as ")) return false;
    for (uint32_t i = at - 1; i-- > 0 && at - i < BACK && words[i].sentence == m->sentence;)
        if (ro_word_in(&words[i], " identified identify identifies named names ")) return names_culprit(cast, i, at - 1);
    return false;
}

/* "The suspect's name is Jon Ild", "gave the suspect's identity as Jon Ild", "his killer's name was shortened to Jon I."; but
 * whoever makes the suspect's name known is somebody else. */
static bool is_called(const ro_cast *cast, const ro_actor_mention *m) {
    enum { WORDS = 4 };
    const ro_plain_word *words = cast->words.items;
    uint32_t at = before_name(cast, m->from);
    if (at < 2 || words[at].gap == ',') return false;
    bool shortened =
        ro_word_in(&words[at - 1], " to ") && ro_word_in(&words[at - 2], " restricted limited reduced shortened abbreviated ");
    if (!shortened && !ro_word_in(&words[at - 1], " is was as be ")) return false;
    for (uint32_t i = at - 1; i > 0 && at - i <= WORDS && words[i].sentence == m->sentence; i--) {
        if (ro_word_in(&words[i], " name identity ")) return words[i - 1].possessive && is_doer(&words[i - 1]);
        if (words[i].gap != ' ') return false;
    }
    return false;
}

static bool is_named_culprit(const ro_cast *cast, const ro_actor_mention *m) {
    return is_behind_culprit(cast, m) || is_before_culprit(cast, m) || is_identified(cast, m) || is_called(cast, m);
}

void ro_culprit_find(ro_cast *cast) {
    cast->culprit = RO_NONE;
    for (size_t i = 0; i < cast->named.count; i++) {
        const ro_actor_mention *m = &cast->named.items[i];
        if (cast->whos.items[m->who].kind != RO_PERSON || m->who == cast->culprit) continue;
        if (!is_named_culprit(cast, m)) continue;
        if (cast->culprit != RO_NONE) { /* several: no description tells which */
            cast->culprit = RO_NONE;
            return;
        }
        cast->culprit = m->who;
    }
    for (size_t i = 0; cast->culprit != RO_NONE && i < cast->named.count; i++) {
        if (cast->named.items[i].who != cast->culprit) continue;
        cast->culprit_named = cast->named.items[i].from;
        return;
    }
}

/* How many are told of as new between two words: "a gunman", "another attacker". */
static size_t newcomers(const ro_cast *cast, uint32_t from, uint32_t to) {
    size_t count = 0;
    for (uint32_t i = from; i < to && i < cast->words.count; i++) {
        if (!is_doer(&cast->words.items[i]) || !is_last(cast, i)) continue;
        uint32_t first = phrase_start(cast, i);
        bool before = first && cast->words.items[first].gap == ' '; /* "another gunman" */
        count += ro_word_in(&cast->words.items[first], " a an ") ||
                 (before && ro_word_in(&cast->words.items[first - 1], " another second third "));
    }
    return count;
}

/* The word behind the culprit's last name before a word. */
static uint32_t named_last(const ro_cast *cast, uint32_t word) {
    uint32_t last = 0;
    for (size_t i = 0; i < cast->named.count; i++)
        if (cast->named.items[i].who == cast->culprit && cast->named.items[i].from < word) last = cast->named.items[i].to;
    return last;
}

/* Whether the report tells of another one who may be meant. */
static bool is_of_another(const ro_cast *cast, const ro_phrase *p) {
    if (p->from < cast->culprit_named) return newcomers(cast, 0, cast->culprit_named) > 1;
    return newcomers(cast, named_last(cast, p->from), p->from) > 0;
}

/* "A suspect" behind the name is another one, and so is "the suspect" after him. */
uint32_t ro_culprit_meant(const ro_cast *cast, const ro_phrase *p) {
    if (cast->culprit == RO_NONE) return RO_NONE;
    bool pointed = ro_word_in(&cast->words.items[p->from], " this that ") && ro_word_in(&cast->words.items[p->core - 1], ANYBODY);
    if (!pointed && !ro_is_culprit(&cast->words.items[p->core - 1])) return RO_NONE;
    for (uint32_t i = p->from; i < p->core; i++)
        if (ro_word_in(&cast->words.items[i], " another other second third no former ")) return RO_NONE;
    bool definite = ro_phrase_definite(cast, p);
    if (is_of_another(cast, p)) return RO_NONE;
    return definite || p->from < cast->culprit_named ? cast->culprit : RO_NONE;
}

/* ---- "a man" */

/* The first mention of an actor that has no name. */
static const ro_actor_mention *introduced(const ro_cast *cast, uint32_t who) {
    for (size_t i = 0; i < cast->spoken.count; i++)
        if (cast->spoken.items[i].who == who) return &cast->spoken.items[i];
    return NULL;
}

/* Whether an actor is told of as anybody, before the culprit is named: "a man", "an individual", "this person". */
static bool is_anybody(const ro_cast *cast, uint32_t who) {
    const ro_who *w = &cast->whos.items[who], *culprit = &cast->whos.items[cast->culprit];
    if (w->kind != RO_UNNAMED || w->named || (w->gender && culprit->gender && w->gender != culprit->gender)) return false;
    const ro_actor_mention *m = introduced(cast, who);
    return m && m->from < cast->culprit_named && m->to > m->from && ro_word_in(&cast->words.items[m->to - 1], ANYBODY);
}

/* The one who attacks, or is arrested, without a name; RO_NONE: nobody, or several, of whom nothing tells which it was. */
static uint32_t anybody(const ro_cast *cast) {
    uint32_t one = RO_NONE;
    for (size_t i = 0; i < cast->record->events.count && i < EARLY; i++) {
        const ro_event *e = &cast->record->events.items[i];
        const ro_indices *list = !strcmp(e->type, "ASSAULT") ? &e->source : !strcmp(e->type, "COERCE") ? &e->recipient : NULL;
        for (size_t k = 0; list && k < list->count; k++) {
            if (!is_anybody(cast, list->items[k])) continue;
            if (one != RO_NONE && one != list->items[k]) return RO_NONE;
            one = list->items[k];
        }
    }
    return one;
}

static void replace(ro_indices *list, uint32_t old, uint32_t by) {
    size_t kept = 0;
    bool there = false;
    for (size_t i = 0; i < list->count; i++) {
        uint32_t who = list->items[i] == old ? by : list->items[i];
        if (who == by && there) continue;
        there = there || who == by;
        list->items[kept++] = who;
    }
    list->count = kept;
}

static void become(ro_cast *cast, uint32_t old, uint32_t by) {
    ro_record *record = cast->record;
    for (size_t i = 0; i < cast->spoken.count; i++)
        if (cast->spoken.items[i].who == old) cast->spoken.items[i].who = by;
    for (size_t i = 0; i < record->layers.chains; i++)
        if (cast->chain_who[i] == old) cast->chain_who[i] = by;
    for (size_t i = 0; i < record->statements.count; i++) {
        replace(&record->statements.items[i].speakers, old, by);
        replace(&record->statements.items[i].addressees, old, by);
    }
    for (size_t i = 0; i < record->events.count; i++) {
        replace(&record->events.items[i].source, old, by);
        replace(&record->events.items[i].recipient, old, by);
    }
    for (size_t i = 0; i < record->commitments.count; i++) {
        replace(&record->commitments.items[i].parties, old, by);
        replace(&record->commitments.items[i].counterparties, old, by);
    }
}

void ro_culprit_join(ro_cast *cast) {
    if (cast->culprit == RO_NONE) return;
    uint32_t who = anybody(cast);
    if (who != RO_NONE) become(cast, who, cast->culprit);
}
