#include "find/clauses.h"

#include "find/forms.h"
#include "model/heads.h"

#include <strings.h>

enum {
    CLIMB = 4 /* verbs up from a predicate */,
    CONJUNCTS = 6,
    LONGEST = 64 /* words of a phrase on either side of its head */
};

/* Verbs whose object is the deed, and what a governor makes of a deed; base forms and irregular ones. */
static const char HOLDING[] =
    " hold held have has had conduct launch carry begin began begun start stage impose make made mount continue "
    "resume order enter reach sign strike struck do did does done take took taken give gave given pay paid "
    "announce declare wage open end plan face join attend host express issue suffer file filed bring brought lead led promise "
    "organise organize provide orchestrate mastermind perpetrate commit stage levy slap ";
/* Verbs by which a deed reaches its object: "the blasts hit the port". */
static const char REACHING[] = " hit strike struck rock target kill injure wound destroy damage devastate ";
static const char INTENDING[] =
    " plan intend expect schedule set agree prepare promise pledge vow decide aim announce due ready want wish "
    "gear arrange slate commit hope ";
static const char SUPPOSING[] =
    " threaten consider propose offer urge ask demand call seek sought recommend suggest request order invite "
    "encourage warn weigh mull press advise beg plead require possible potential willing able ";
static const char REFUSING[] = " refuse fail decline stop halt avoid prevent deny reject cancel unable ";

/* ---- words */

uint32_t ro_word_at(const ro_record *record, uint32_t byte) { return (uint32_t)RO_SEARCH(record->layers.words, span, byte); }

bool ro_has_relation(const ro_record *record, uint32_t word, const char *relations) {
    const char *name = ro_relation_names[ro_word_of(record, word)->relation];
    return ro_word_listed(name, strlen(name), relations);
}

bool ro_is_verb(const ro_record *record, uint32_t word) {
    ro_upos upos = ro_word_of(record, word)->upos;
    if (upos != RO_UPOS_PART) return upos == RO_UPOS_VERB;
    return !ro_is_word(record, word, " not n't n’t to 's ’s ' ’ ") &&
           !ro_has_relation(record, word, " mark advmod case aux discourse ");
}

bool ro_is_form_of(const ro_record *record, uint32_t word, const char *list) {
    const ro_word *w = ro_word_of(record, word);
    bool noun = !ro_is_verb(record, word) && w->upos != RO_UPOS_AUX && w->upos != RO_UPOS_ADJ;
    return ro_form_in(record->document->text.bytes + w->span.start, w->span.end - w->span.start, noun, list);
}

bool ro_is_word(const ro_record *record, uint32_t word, const char *list) {
    ro_span s = ro_word_of(record, word)->span;
    return ro_word_listed(record->document->text.bytes + s.start, s.end - s.start, list);
}

static uint32_t sentence_of(const ro_record *record, uint32_t word) {
    return record->layers.tokens.items[ro_word_of(record, word)->token].sentence;
}

ro_span ro_sentence_words(const ro_record *record, uint32_t word) {
    uint32_t sentence = sentence_of(record, word), from = word, to = word + 1;
    while (from && sentence_of(record, from - 1) == sentence) from--;
    while (to < record->layers.words.count && sentence_of(record, to) == sentence) to++;
    return (ro_span){from, to};
}

/* The next child behind another (RO_NOBODY: the first one) whose relation is in the list; RO_NOBODY: there is none. */
static uint32_t child(const ro_record *record, ro_span sentence, uint32_t head, const char *relations, uint32_t after) {
    for (uint32_t i = after == RO_NOBODY ? sentence.start : after + 1; i < sentence.end; i++) {
        if (i != head && ro_word_of(record, i)->head == head && ro_has_relation(record, i, relations)) return i;
    }
    return RO_NOBODY;
}

static uint32_t first_child(const ro_record *record, ro_span sentence, uint32_t head, const char *relations) {
    return child(record, sentence, head, relations, RO_NOBODY);
}

uint32_t ro_child_of(const ro_record *record, uint32_t head, const char *relations, uint32_t after) {
    return child(record, ro_sentence_words(record, head), head, relations, after);
}

static bool has_child_word(const ro_record *record, ro_span s, uint32_t head, const char *relations, const char *list) {
    for (uint32_t c = RO_NOBODY; (c = child(record, s, head, relations, c)) != RO_NOBODY;)
        if (ro_is_word(record, c, list)) return true;
    return false;
}

bool ro_has_child(const ro_record *record, uint32_t head, const char *relations) {
    return ro_child_of(record, head, relations, RO_NOBODY) != RO_NOBODY;
}

bool ro_has_child_word(const ro_record *record, uint32_t head, const char *relations, const char *list) {
    return has_child_word(record, ro_sentence_words(record, head), head, relations, list);
}

uint32_t ro_main_word(const ro_record *record, ro_span span) {
    uint32_t found = RO_NOBODY;
    for (uint32_t i = ro_word_at(record, span.start); i < record->layers.words.count; i++) {
        if (ro_word_of(record, i)->span.start >= span.end) break;
        found = i;
        if (ro_word_of(record, i)->upos == RO_UPOS_VERB) break;
    }
    return found;
}

/* ---- heads */

uint32_t ro_head_of(const ro_record *record, ro_span span) {
    const ro_word *words = record->layers.words.items;
    for (uint32_t i = ro_word_at(record, span.start); i < record->layers.words.count && words[i].span.start < span.end; i++)
        if (words[i].head == i || !ro_span_overlaps(words[words[i].head].span, span)) return i;
    return RO_NOBODY;
}

void ro_nouns_put(ro_nouns *heads, uint32_t word) {
    for (size_t i = 0; i < heads->count; i++)
        if (heads->items[i] == word) return;
    if (heads->count < RO_NOUNS) heads->items[heads->count++] = word;
}

/* A head and what is conjoined to it. */
static void put_all(const ro_record *record, ro_span s, ro_nouns *heads, uint32_t word) {
    ro_nouns_put(heads, word);
    uint32_t next = RO_NOBODY;
    for (int n = 0; n < CONJUNCTS && (next = child(record, s, word, " conj ", next)) != RO_NOBODY; n++) ro_nouns_put(heads, next);
    uint32_t name = first_child(record, s, word, " appos "); /* "the minister Korn and her colleagues" */
    if (name == RO_NOBODY || ro_word_of(record, name)->upos != RO_UPOS_PROPN) return;
    for (int n = 0; n < CONJUNCTS && (next = child(record, s, name, " conj ", next)) != RO_NOBODY; n++) ro_nouns_put(heads, next);
}

static void put_children(const ro_record *record, ro_span s, ro_nouns *heads, uint32_t head, const char *relations) {
    for (uint32_t c = RO_NOBODY; heads->count < RO_NOUNS && (c = child(record, s, head, relations, c)) != RO_NOBODY;)
        put_all(record, s, heads, c);
}

/* Whether a preposition of the list stands before the phrase; the parser hangs it on a title or the first word of a name at
 * times. */
static bool has_case(const ro_record *record, ro_span s, uint32_t head, const char *prepositions) {
    if (has_child_word(record, s, head, " case mark ", prepositions)) return true;
    for (uint32_t c = RO_NOBODY; (c = child(record, s, head, " compound nmod:desc ", c)) != RO_NOBODY;)
        if (c < head && has_child_word(record, s, c, " case ", prepositions)) return true;
    return false;
}

static void put_cased(const ro_record *record, ro_span s, ro_nouns *heads, uint32_t head, const char *relations,
                      const char *prepositions) {
    for (uint32_t c = RO_NOBODY; heads->count < RO_NOUNS && (c = child(record, s, head, relations, c)) != RO_NOBODY;)
        if (has_case(record, s, c, prepositions) && !has_case(record, s, c, " according ")) put_all(record, s, heads, c);
}

/* What the parser takes for an oblique though no preposition stands before it. */
static void put_bare(const ro_record *record, ro_span s, ro_nouns *nouns, uint32_t head) {
    for (uint32_t c = RO_NOBODY; nouns->count < RO_NOUNS && (c = child(record, s, head, " obl ", c)) != RO_NOBODY;) {
        uint32_t title = first_child(record, s, c, " nmod:desc compound "); /* "according to prosecutor Korn" */
        bool cased = title != RO_NOBODY && first_child(record, s, title, " case ") != RO_NOBODY;
        if (!cased && first_child(record, s, c, " case mark ") == RO_NOBODY) put_all(record, s, nouns, c);
    }
}

static void put_around(const ro_record *record, ro_span s, ro_scene *out, uint32_t head) {
    put_cased(record, s, &out->towards, head, " obl nmod ", " with against on upon to at toward towards between ");
    put_cased(record, s, &out->around, head, " obl nmod ", " from for of in into over ");
}

bool ro_is_capital(const ro_record *record, uint32_t word) {
    char first = record->document->text.bytes[ro_word_of(record, word)->span.start];
    return first >= 'A' && first <= 'Z';
}

bool ro_ends_in_ing(const ro_record *record, uint32_t word) {
    ro_span s = ro_word_of(record, word)->span;
    return ro_form_ends(record->document->text.bytes + s.start, s.end - s.start, "ing");
}

/* ---- verbs */

/* "The senate impeached the mayor", of which the parser makes a noun with a participle: this one has an object. */
static bool is_taken_for_participle(const ro_record *record, ro_span s, uint32_t verb) {
    static const char GIVING[] = " award give offer grant send pay show teach deny issue assign hand promise tell owe lend call ";
    uint32_t head = ro_word_of(record, verb)->head;
    if (!ro_has_relation(record, verb, " acl ") || ro_word_of(record, head)->head != head || head > verb) return false;
    return first_child(record, s, verb, " obj ") != RO_NOBODY && !ro_is_form_of(record, verb, GIVING);
}

/* "Twenty were confirmed killed", "two men left wounded". */
static bool is_complement_participle(const ro_record *record, ro_span s, uint32_t verb) {
    static const char REPORTING[] = " confirm report find found leave left fear feared believe presume declare say said get got ";
    static const char IRREGULAR[] = " shot held beaten taken found hurt struck hit bound stolen sent told caught thrown driven ";
    ro_span w = ro_word_of(record, verb)->span;
    if (!ro_has_relation(record, verb, " xcomp ") || first_child(record, s, verb, " mark aux nsubj ") != RO_NOBODY) return false;
    bool participle =
        ro_form_ends(record->document->text.bytes + w.start, w.end - w.start, "ed") || ro_is_word(record, verb, IRREGULAR);
    return participle && ro_is_form_of(record, ro_word_of(record, verb)->head, REPORTING);
}

static bool is_passive(const ro_record *record, ro_span s, uint32_t verb) {
    if (first_child(record, s, verb, " nsubj:pass aux:pass csubj:pass ") != RO_NOBODY) return true;
    if (is_complement_participle(record, s, verb)) return true;
    if (is_taken_for_participle(record, s, verb)) return false;
    if (ro_has_relation(record, verb, " conj ") && !ro_ends_in_ing(record, verb) && /* "was tested and questioned" */
        first_child(record, s, verb, " nsubj aux obj ") == RO_NOBODY)
        return first_child(record, s, ro_word_of(record, verb)->head, " nsubj:pass aux:pass ") != RO_NOBODY;
    bool participle = ro_has_relation(record, verb, " acl amod advcl ");
    if (!participle || ro_ends_in_ing(record, verb) || first_child(record, s, verb, " nsubj aux ") != RO_NOBODY) return false;
    uint32_t mark = first_child(record, s, verb, " mark "); /* "if convicted" */
    return mark == RO_NOBODY || ro_is_word(record, mark, " if when once unless until while though although ");
}

/* The word that a word's sentence hangs from. */
static uint32_t root_of(const ro_record *record, uint32_t word) {
    for (int steps = 0; steps < LONGEST && ro_word_of(record, word)->head != word; steps++) word = ro_word_of(record, word)->head;
    return word;
}

/* Whether a clause without a subject follows an object of its governor, which must be the subject then. */
static bool is_object_of_next(const ro_record *record, ro_span s, uint32_t verb) {
    if (!ro_has_relation(record, verb, " ccomp ") || first_child(record, s, verb, " mark expl ") != RO_NOBODY) return false;
    uint32_t object = first_child(record, s, ro_word_of(record, verb)->head, " obj ");
    return object != RO_NOBODY && object < verb;
}

/* Verbs that hold something against their object: "blamed Korn for selling the port". */
static const char BLAMING[] = " blame accuse criticise criticize condemn denounce fault rebuke reprimand censure fine sue arrest "
                              "charge convict jail sentence imprison detain prosecute indict suspect sanction ban suspend expel "
                              "praise thank commend honour honor forgive pardon stop prevent discourage deter dissuade ";

/* Whether a clause tells what the object of such a verb did. */
static bool is_blamed(const ro_record *record, ro_span s, uint32_t verb) {
    if (!ro_has_relation(record, verb, " advcl ccomp acl ") || !ro_ends_in_ing(record, verb)) return false;
    return has_child_word(record, s, verb, " mark case ", " for of with from ") &&
           ro_is_form_of(record, ro_word_of(record, verb)->head, BLAMING);
}

/* What lays something down: "a decree banning veils" bans them by the will of who signed it. */
static const char MEASURES[] = " law decree order resolution statement letter measure rule act ruling verdict injunction "
                               "proclamation directive petition edict regulation ";

/* The owner of a noun: "Korn's offer", also where the parser has Korn apart. */
static void put_owner(const ro_record *record, ro_span s, uint32_t noun, ro_nouns *out) {
    put_children(record, s, out, noun, " nmod:poss ");
    if (out->count || noun < s.start + 2 || !ro_is_word(record, noun - 1, " 's ’s ")) return;
    uint32_t owner = ro_word_of(record, noun - 1)->head;
    if (owner < noun - 1 && ro_word_of(record, owner)->upos == RO_UPOS_PROPN) ro_nouns_put(out, owner);
}

/* Who is understood as the subject of a verb that has none of its own. */
static void understood(const ro_record *record, ro_span s, uint32_t verb, ro_nouns *out) {
    for (int steps = 0; steps < CLIMB && !out->count; steps++) {
        uint32_t head = ro_word_of(record, verb)->head;
        if (head == verb) return;
        bool clause = ro_has_relation(record, verb, " acl acl:relcl ");
        if (has_child_word(record, s, verb, " mark ", " including ")) { /* what the sentence's subject did, among others */
            verb = root_of(record, verb);
            put_children(record, s, out, verb, " nsubj nsubj:outer nsubj:pass ");
            return;
        }
        if (is_blamed(record, s, verb)) {
            put_children(record, s, out, head, is_passive(record, s, head) ? " nsubj:pass " : " obj iobj nsubj:pass ");
            if (out->count) return;
        }
        bool laid_down = clause && ro_ends_in_ing(record, verb) && ro_is_form_of(record, head, MEASURES);
        if (laid_down && ro_has_relation(record, head, " obj ")) {
            put_children(record, s, out, ro_word_of(record, head)->head, " nsubj ");
            return;
        }
        if (clause && first_child(record, s, verb, " mark ") == RO_NOBODY && ro_ends_in_ing(record, verb) &&
            first_child(record, s, head, " cop ") != RO_NOBODY && verb > head + 1) { /* "it was in Oslo, killing two" */
            put_children(record, s, out, head, " nsubj ");
            return;
        }
        if (clause && first_child(record, s, verb, " mark ") == RO_NOBODY) {
            put_all(record, s, out, head); /* "troops sent", "the man who met" */
            return;
        }
        if (clause) put_owner(record, s, head, out);
        if (!out->count && clause && is_passive(record, s, verb)) /* "Korn, the third to be jailed" */
            put_all(record, s, out, ro_has_relation(record, head, " appos ") ? ro_word_of(record, head)->head : head);
        if (out->count) return;
        if (is_object_of_next(record, s, verb)) {
            put_children(record, s, out, head, " obj "); /* "reports say Korn urged": Korn, taken for an object */
            return;
        }
        if (ro_has_relation(record, verb, " xcomp ") && first_child(record, s, head, " obj iobj ") != RO_NOBODY &&
            !ro_is_form_of(record, head, " use "))
            put_children(record, s, out, head, " obj iobj "); /* "urged them to leave" */
        else if (clause || ro_has_relation(record, verb, " xcomp conj advcl ccomp "))
            put_children(record, s, out, head, " nsubj nsubj:outer nsubj:pass nmod:poss ");
        else
            return;
        verb = head;
    }
}

static bool is_relative(const ro_record *record, uint32_t word) { return ro_is_word(record, word, " who which that whom "); }

static void antecede(const ro_record *record, ro_span s, uint32_t verb, ro_nouns *heads) {
    for (size_t i = 0; i < heads->count; i++) {
        if (!is_relative(record, heads->items[i]) || !ro_has_relation(record, verb, " acl:relcl ")) continue;
        heads->count = i;
        put_all(record, s, heads, ro_word_of(record, verb)->head);
        return;
    }
}

/* "Nobody in my office signed", "an adviser for Mayor Korn was jailed", where the parser has the second noun as a subject, too;
 * the preposition may hang from his title. */
static bool is_behind_preposition(const ro_record *record, ro_span s, uint32_t first, uint32_t noun) {
    static const char CASES[] = " in of at from on among for with to by about against under ";
    uint32_t title = first_child(record, s, noun, " nmod:desc compound amod ");
    if (first >= noun) return false;
    return has_child_word(record, s, noun, " case ", CASES) ||
           (title != RO_NOBODY && has_child_word(record, s, title, " case ", CASES));
}

/* "A Danish federal judge ruled", where the parser has the country as a subject of its own. */
static bool is_part_of_next(const ro_record *record, uint32_t noun, uint32_t next) {
    if (next == RO_NOBODY || ro_word_of(record, noun)->upos == RO_UPOS_PRON) return false;
    if (ro_word_of(record, next)->upos != RO_UPOS_NOUN) return false;
    for (uint32_t i = noun + 1; i < next; i++)
        if (ro_word_of(record, i)->head != next || !ro_has_relation(record, i, " amod compound ")) return false;
    return true;
}

/* Besides those: "told Korn they had met" and "Korn, a member, said Norway was attacked", where Korn and the member are none. */
static bool is_false_subject(const ro_record *record, ro_span s, uint32_t verb, uint32_t noun) {
    static const char PERSONAL[] = " i we he she it they ", TELLING[] = " tell told assure inform remind warn ";
    static const char SUBJECTS[] = " nsubj nsubj:pass ";
    uint32_t first = first_child(record, s, verb, SUBJECTS), head = ro_word_of(record, verb)->head;
    if (!ro_has_relation(record, noun, SUBJECTS) || ro_word_of(record, noun)->head != verb) return false;
    uint32_t title = first_child(record, s, noun, " nmod:desc ");
    bool credited = title != RO_NOBODY && has_child_word(record, s, title, " case ", " according ");
    if (credited || is_behind_preposition(record, s, first, noun)) return true;
    uint32_t next = child(record, s, verb, SUBJECTS, noun);
    bool before = ro_has_relation(record, verb, " ccomp ") && noun < head && next != RO_NOBODY && head < next && next < verb;
    if (before || is_part_of_next(record, noun, next)) return true;
    bool told = ro_has_relation(record, verb, " ccomp ") && head < noun && ro_is_form_of(record, head, TELLING);
    return told && next != RO_NOBODY && next < verb && ro_is_word(record, next, PERSONAL);
}

static void drop_false_subjects(const ro_record *record, ro_span s, uint32_t verb, ro_nouns *subjects) {
    size_t kept = 0;
    for (size_t i = 0; i < subjects->count; i++)
        if (!is_false_subject(record, s, verb, subjects->items[i])) subjects->items[kept++] = subjects->items[i];
    subjects->count = kept;
}

/* "Was shot at two o'clock on Friday by a guard, suspected of …": the agent that the parser hangs from the time, a name or a
 * later participle. */
static void put_lost_agent(const ro_record *record, ro_span s, uint32_t verb, ro_nouns *doers) {
    for (uint32_t i = verb + 1; i < s.end && !doers->count; i++) {
        if (ro_is_verb(record, i) && first_child(record, s, i, " nsubj nsubj:pass aux aux:pass ") != RO_NOBODY) return;
        if (!ro_has_relation(record, i, " obl:agent nmod obl ") || !has_child_word(record, s, i, " case ", " by ")) continue;
        uint32_t up = ro_word_of(record, i)->head;
        ro_upos upos = ro_word_of(record, up)->upos;
        bool name =
            up < i && ro_has_relation(record, up, " obl obl:unmarked nmod ") && (upos == RO_UPOS_PROPN || upos == RO_UPOS_NUM);
        if (up > i || name) ro_nouns_put(doers, i);
    }
}

/* "The strike that killed General Ild", where the parser has Ild as another name of the strike. */
static void put_behind(const ro_record *record, ro_span s, uint32_t verb, ro_nouns *done_to) {
    uint32_t head = ro_word_of(record, verb)->head, name = child(record, s, head, " appos ", verb);
    if (name != RO_NOBODY && name > verb && ro_word_of(record, name)->upos == RO_UPOS_PROPN) put_all(record, s, done_to, name);
}

/* "Was stopped by protesting fishermen", where the parser has a clause: who protests is its object. */
static bool is_describing(const ro_record *record, ro_span s, uint32_t verb) {
    uint32_t noun = first_child(record, s, verb, " obj ");
    return ro_ends_in_ing(record, verb) && noun == verb + 1 && verb > s.start && ro_is_word(record, verb - 1, " by ") &&
           ro_word_of(record, noun)->upos == RO_UPOS_NOUN && !ro_has_child(record, noun, " det nmod:poss amod ") &&
           is_passive(record, s, ro_word_of(record, verb)->head);
}

static ro_scene verb_scene(const ro_record *record, ro_span s, uint32_t verb) {
    ro_scene out = {0};
    if (is_describing(record, s, verb)) {
        put_all(record, s, &out.doers, verb + 1);
        return out;
    }
    bool passive = is_passive(record, s, verb);
    ro_nouns subjects = {0};
    put_children(record, s, &subjects, verb, " nsubj nsubj:outer nsubj:pass ");
    drop_false_subjects(record, s, verb, &subjects);
    antecede(record, s, verb, &subjects);
    if (!subjects.count) understood(record, s, verb, &subjects);
    if (passive) {
        for (uint32_t c = RO_NOBODY; (c = child(record, s, verb, " obl:agent ", c)) != RO_NOBODY;)
            if (!has_case(record, s, c, " according ")) put_all(record, s, &out.doers, c);
        put_cased(record, s, &out.doers, verb, " obl ", " by ");
        if (!out.doers.count) put_lost_agent(record, s, verb, &out.doers);
        out.done_to = subjects;
    } else {
        out.doers = subjects;
        put_children(record, s, &out.done_to, verb, " iobj obj ");
        put_bare(record, s, &out.done_to, verb);
        if (!out.done_to.count && ro_has_relation(record, verb, " acl:relcl ")) put_behind(record, s, verb, &out.done_to);
        for (uint32_t c = RO_NOBODY; (c = child(record, s, verb, " xcomp ", c)) != RO_NOBODY;)
            if (ro_is_verb(record, c) && first_child(record, s, c, " det ") != RO_NOBODY)
                ro_nouns_put(&out.done_to, c); /* "the stabbing" */
    }
    put_around(record, s, &out, verb);
    put_children(record, s, &out.clause, verb, " xcomp ccomp ");
    if (!out.towards.count && !out.around.count && out.done_to.count)
        put_around(record, s, &out, out.done_to.items[0]); /* "hold talks with" */
    return out;
}

/* ---- nouns */

static const char DATING[] = " after following since during despite before amid ";

/* Whether a preposition of the list stands before an oblique: "after the meeting, she agreed to go". */
static bool is_beside(const ro_record *record, uint32_t word, const char *prepositions) {
    if (!ro_has_relation(record, word, " obl ")) return false;
    uint32_t first = ro_word_at(record, ro_subtree_of(record, word).start); /* the parser may hang it from a time behind */
    return ro_has_child_word(record, word, " case ", prepositions) || ro_is_word(record, first, prepositions);
}

/* "The lawsuit filed by Norway". */
static void put_authors(const ro_record *record, ro_span s, uint32_t noun, ro_nouns *doers) {
    for (uint32_t c = RO_NOBODY; !doers->count && (c = child(record, s, noun, " acl ", c)) != RO_NOBODY;) {
        if (!ro_is_form_of(record, c, HOLDING) || !is_passive(record, s, c)) continue;
        put_children(record, s, doers, c, " obl:agent ");
        put_cased(record, s, doers, c, " obl ", " by ");
    }
}

/* "The blasts hit the port", "the port was hit by blasts". */
static void put_reached(const ro_record *record, ro_span s, uint32_t noun, uint32_t verb, ro_nouns *done_to) {
    bool passive = is_passive(record, s, verb);
    if (!passive && ro_has_relation(record, noun, " nsubj ")) put_children(record, s, done_to, verb, " obj ");
    if (passive && ro_has_relation(record, noun, " obl obl:agent ") && has_case(record, s, noun, " by in with "))
        put_children(record, s, done_to, verb, " nsubj:pass ");
}

/* Deeds that are their owner's: "Norway's attack", "its inquiry", where "her murder" is done to her. */
static const char OWNED[] =
    " probe investigation inquiry enquiry lawsuit suit complaint accusation criticism condemnation raid strike "
    "offensive invasion incursion attack assault airstrike bombing bombardment crackdown sanction embargo "
    "blockade aid help assistance donation loan ";

static ro_scene noun_scene(const ro_record *record, ro_span s, uint32_t noun, bool undergone) {
    ro_scene out = {0};
    put_cased(record, s, &out.doers, noun, " nmod obl obl:agent ", " by ");
    put_cased(record, s, undergone ? &out.done_to : &out.doers, noun, " nmod ", " of ");
    bool of_victim = undergone && out.done_to.count; /* "Norway's arrest of" */
    bool suffered = undergone && !out.doers.count && !of_victim && !ro_is_form_of(record, noun, OWNED);
    put_children(record, s, suffered ? &out.done_to : &out.doers, noun, " nmod:poss ");
    put_cased(record, s, &out.doers, noun, " nmod ", " between among ");
    if (!out.doers.count && !has_child_word(record, s, noun, " compound ", " house home ")) /* "house arrest" */
        put_children(record, s, &out.doers, noun, " compound nmod:desc nmod:unmarked ");
    for (uint32_t c = RO_NOBODY; (c = child(record, s, noun, " amod ", c)) != RO_NOBODY;)
        if (ro_is_capital(record, c)) ro_nouns_put(&out.doers, c); /* "Norwegian", not "military" */
    put_around(record, s, &out, noun);
    put_authors(record, s, noun, &out.doers);
    uint32_t verb = ro_word_of(record, noun)->head;
    if (undergone && ro_is_verb(record, verb) && ro_is_form_of(record, verb, REACHING))
        put_reached(record, s, noun, verb, &out.done_to);
    uint32_t clause = undergone ? first_child(record, s, noun, " acl:relcl ") : RO_NOBODY;
    if (clause != RO_NOBODY && ro_is_form_of(record, clause, REACHING) && !is_passive(record, s, clause)) {
        put_children(record, s, &out.done_to, clause, " obj "); /* "the strike that killed General Ild" */
        if (!out.done_to.count) put_behind(record, s, clause, &out.done_to);
    }
    bool object = ro_has_relation(record, noun, " obj obl nsubj:pass ") && !is_beside(record, noun, DATING);
    if (!object || !ro_is_verb(record, verb) || !ro_is_form_of(record, verb, HOLDING)) return out;
    ro_scene light = verb_scene(record, s, verb);
    bool held = !ro_has_relation(record, noun, " obl ");
    if (held && light.doers.count && out.doers.count == 1 && ro_word_of(record, out.doers.items[0])->upos == RO_UPOS_PRON)
        out.doers.count = 0; /* "began its inquiry": the subject's */
    for (size_t i = 0; held && i < light.doers.count; i++) ro_nouns_put(&out.doers, light.doers.items[i]);
    for (size_t i = 0; i < light.towards.count; i++)
        if (light.towards.items[i] != noun) ro_nouns_put(&out.towards, light.towards.items[i]);
    return out;
}

ro_scene ro_scene_of(const ro_record *record, uint32_t predicate, bool undergone) {
    ro_span s = ro_sentence_words(record, predicate);
    bool verb =
        ro_is_verb(record, predicate) && first_child(record, s, predicate, " det ") == RO_NOBODY; /* "the stabbing" is none */
    return verb ? verb_scene(record, s, predicate) : noun_scene(record, s, predicate, undergone);
}

/* ---- phrases */

/* Whether a word hangs from a head, directly or through others; not by a relation of `own` to the head itself, nor by one of
 * `any`. */
static bool hangs_from(const ro_record *record, uint32_t word, uint32_t head, const char *own, const char *any) {
    enum { DEEP = 64 };
    for (int steps = 0; steps < DEEP && word != head; steps++) {
        uint32_t up = ro_word_of(record, word)->head;
        if (up == word || ro_has_relation(record, word, any) || (up == head && ro_has_relation(record, word, own))) return false;
        word = up;
    }
    return word == head;
}

/* The hyphen of "Al-Sahar", to which the words on both sides are joined. */
static bool is_hyphen(const ro_record *record, ro_span s, uint32_t word) {
    return word > s.start && word + 1 < s.end && ro_is_word(record, word, " - ") &&
           ro_word_of(record, word - 1)->span.end == ro_word_of(record, word)->span.start &&
           ro_word_of(record, word)->span.end == ro_word_of(record, word + 1)->span.start;
}

static ro_span reach(const ro_record *record, uint32_t head, const char *own, const char *any) {
    ro_span s = ro_sentence_words(record, head);
    uint32_t from = head, to = head;
    while (from > s.start && head - from < LONGEST &&
           (hangs_from(record, from - 1, head, own, any) || is_hyphen(record, s, from - 1)))
        from--;
    while (to + 1 < s.end && to - head < LONGEST && (hangs_from(record, to + 1, head, own, any) || is_hyphen(record, s, to + 1)))
        to++;
    return (ro_span){ro_word_of(record, from)->span.start, ro_word_of(record, to)->span.end};
}

ro_span ro_phrase_of(const ro_record *record, uint32_t head) {
    return reach(record, head, " case mark punct cop nsubj obl advmod conj cc ", " acl acl:relcl advcl parataxis appos ");
}

ro_span ro_subtree_of(const ro_record *record, uint32_t head) { return reach(record, head, " case mark ", " "); }

/* ---- status */

static bool is_negated(const ro_record *record, ro_span s, uint32_t word) {
    return has_child_word(record, s, word, " advmod det aux case mark cc nsubj nsubj:pass ",
                          " not n't n’t n‘t never no neither nor without nobody none ");
}

bool ro_is_negated(const ro_record *record, uint32_t word) { return is_negated(record, ro_sentence_words(record, word), word); }

static ro_status by_helpers(const ro_record *record, ro_span s, uint32_t word) {
    for (uint32_t c = RO_NOBODY; (c = child(record, s, word, " mark ", c)) != RO_NOBODY;)
        if (c < word && ro_is_word(record, c, " if unless whether lest ")) return RO_HYPOTHETICAL;
    for (uint32_t c = RO_NOBODY; (c = child(record, s, word, " aux ", c)) != RO_NOBODY;) {
        if (ro_is_word(record, c, " may might could would can should must ought ")) return RO_HYPOTHETICAL;
        if (ro_is_word(record, c, " will shall 'll ’ll wo ")) return RO_PLANNED;
    }
    for (uint32_t c = RO_NOBODY; (c = child(record, s, word, " amod compound advmod ", c)) != RO_NOBODY;) {
        if (ro_is_form_of(record, c, " possible potential proposed alleged threatened hypothetical feared "))
            return RO_HYPOTHETICAL;
        bool again = ro_is_verb(record, word) && ro_is_word(record, c, " further next "); /* "was further sanctioned" */
        if (!again && ro_is_form_of(record, c, " planned future upcoming further scheduled next imminent ")) return RO_PLANNED;
    }
    return RO_ASSERTED;
}

static bool is_infinitive(const ro_record *record, ro_span s, uint32_t word) {
    return has_child_word(record, s, word, " mark ", " to ");
}

/* "ruled out sending troops" */
static bool is_ruled_out(const ro_record *record, uint32_t word, uint32_t head) {
    if (word < head + 2 || !ro_is_form_of(record, head, " rule ") || !ro_is_word(record, head + 1, " out ")) return false;
    return ro_has_relation(record, word, " xcomp ccomp obj ") || (word == head + 2 && ro_has_relation(record, word, " advcl "));
}

/* "Was able to flee", "announced their agreement": it was done. */
static bool is_managed(const ro_record *record, uint32_t word, uint32_t head) {
    if (ro_is_word(record, head, " able ")) return ro_has_child_word(record, head, " cop ", " was were ");
    bool agreed = !ro_is_verb(record, word) && ro_is_form_of(record, word, " agreement accord deal treaty pact truce ceasefire ");
    return agreed && ro_is_form_of(record, head, " announce ");
}

/* What the governor of a predicate makes of it. */
static ro_status by_governor(const ro_record *record, uint32_t word, uint32_t head, bool infinitive) {
    if (is_ruled_out(record, word, head)) return RO_NEGATED;
    if (is_beside(record, word, DATING) || is_beside(record, word, " in at by under ") || is_managed(record, word, head))
        return RO_ASSERTED;
    if (!ro_has_relation(record, word, " xcomp ccomp obj acl obl nmod ")) return RO_ASSERTED;
    if (!ro_has_relation(record, word, " obl nmod ") && ro_is_form_of(record, head, REFUSING)) return RO_NEGATED;
    if (ro_is_form_of(record, head, SUPPOSING) && (infinitive || !ro_has_relation(record, word, " obl "))) return RO_HYPOTHETICAL;
    if (ro_is_form_of(record, head, INTENDING) && (infinitive || ro_has_relation(record, word, " obj obl "))) return RO_PLANNED;
    return RO_ASSERTED;
}

/* "The goal of ousting him", "accused of plotting an attack". */
static bool is_aim(const ro_record *record, ro_span s, uint32_t word, uint32_t head) {
    static const char AIMS[] = " goal aim plan intention hope prospect idea possibility threat purpose policy dream option risk ";
    return ro_ends_in_ing(record, word) && has_child_word(record, s, word, " mark case ", " of ") && !ro_is_verb(record, head) &&
           ro_is_form_of(record, head, AIMS);
}

static ro_status weightier(ro_status a, ro_status b) {
    static const int weight[] = {
        [RO_ASSERTED] = 0, [RO_ATTRIBUTED] = 1, [RO_PLANNED] = 2, [RO_HYPOTHETICAL] = 3, [RO_NEGATED] = 4};
    return weight[a] >= weight[b] ? a : b;
}

ro_status ro_status_of(const ro_record *record, uint32_t predicate) {
    ro_span s = ro_sentence_words(record, predicate);
    ro_status out = by_helpers(record, s, predicate);
    if (is_negated(record, s, predicate)) return RO_NEGATED;
    for (int steps = 0; steps < CLIMB; steps++) {
        uint32_t head = ro_word_of(record, predicate)->head;
        if (head == predicate) break;
        bool infinitive = is_infinitive(record, s, predicate);
        out = weightier(by_governor(record, predicate, head, infinitive), out);
        if (is_aim(record, s, predicate, head)) out = weightier(RO_PLANNED, out);
        bool first = has_child_word(record, s, head, " amod ", " first second third fourth fifth only last latest next ");
        if (infinitive && ro_has_relation(record, predicate, " acl ") && !first) /* "plans to attack", not "the first to" */
            out = weightier(RO_PLANNED, out);
        bool goes_on = ro_has_relation(record, predicate, " xcomp conj obj acl ");
        if (!goes_on) break;
        if (!ro_has_relation(record, predicate, " conj ") ||
            first_child(record, s, predicate, " nsubj nsubj:pass aux ") == RO_NOBODY) {
            out = weightier(by_helpers(record, s, head), out);
            if (!ro_has_relation(record, predicate, " conj ") && is_negated(record, s, head)) out = RO_NEGATED;
        }
        predicate = head;
    }
    return out;
}
