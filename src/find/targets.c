#include "find/targets.h"

#include "find/answers.h"
#include "find/forms.h"
#include "find/triggers.h"

bool ro_type_is_mutual(const char *type) { return ro_word_listed(type, strlen(type), " CONSULT AGREE COOPERATE "); }

bool ro_type_is_undergone(const char *type) { return ro_word_listed(type, strlen(type), " ASSAULT COERCE SANCTION ACCUSE AID "); }

bool ro_word_is_undergone(const ro_record *record, uint32_t word, const char *type) {
    return ro_type_is_undergone(type) ||
           (!strcmp(type, "RETREAT") && ro_is_form_of(record, word, " release acquittal pardon amnesty reinstatement ")) ||
           (!strcmp(type, "SUPPORT") && ro_is_form_of(record, word, " nomination "));
}

/* Whether "in", "for" or "of" lead to whom it is done: a protest in a country need not be against it. */
static bool is_directed(const char *type) { return ro_word_listed(type, strlen(type), " MOBILIZE ASSAULT AID "); }

bool ro_type_is_answer(const char *type) { return ro_word_listed(type, strlen(type), " ACCUSE REJECT SUPPORT REQUEST "); }

size_t ro_sentence_at(const ro_record *record, uint32_t byte) {
    size_t token = ro_token_at(record, byte);
    return token < record->layers.tokens.count ? record->layers.tokens.items[token].sentence : 0;
}

void ro_target_split(ro_event *e) {
    if (e->recipient.count || e->source.count < 2) return;
    e->recipient = (ro_indices){.items = e->source.items + 1, .count = e->source.count - 1, .room = e->source.count - 1};
    e->source.count = e->source.room = 1;
}

/* The recipients named in what hangs from heads, where there are none yet. */
static bool read_names_below(ro_cast *cast, const ro_nouns *heads, ro_event *e) {
    for (size_t i = 0; i < heads->count && !e->recipient.count; i++)
        if (!ro_parties_named(cast, ro_subtree_of(cast->record, heads->items[i]), &e->recipient, &e->source)) return false;
    return true;
}

/* ---- whose a thing is */

static bool read_children(ro_cast *cast, uint32_t head, const char *relations, const char *prepositions, ro_event *e) {
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(cast->record, head, relations, c)) != RO_NOBODY;) {
        if (e->recipient.count) return true;
        if (*prepositions && !ro_has_child_word(cast->record, c, " case mark ", prepositions)) continue;
        ro_nouns one = {.items = {c}, .count = 1};
        if (!ro_parties_read(cast, &one, &e->recipient, &e->source)) return false;
    }
    return true;
}

/* Who is named as the author somewhere in what hangs from a thing: "the proclamation of the heights as a park by Norway". */
static bool read_author(ro_cast *cast, uint32_t thing, ro_event *e) {
    const ro_record *record = cast->record;
    ro_span below = ro_subtree_of(record, thing);
    for (uint32_t i = ro_word_at(record, below.start); i < record->layers.words.count && !e->recipient.count; i++) {
        if (record->layers.words.items[i].span.end > below.end) break;
        if (!ro_has_relation(record, i, " nmod obl obl:agent ") || !ro_has_child_word(record, i, " case ", " by ")) continue;
        ro_nouns one = {.items = {i}, .count = 1};
        if (!ro_parties_read(cast, &one, &e->recipient, &e->source)) return false;
    }
    return true;
}

/* Whether what follows "of" is what is done, not who does it: "the proclamation of a park", "the killing of". */
static bool is_action(const ro_record *record, uint32_t noun) {
    static const char *const TAILS[] = {"tion", "sion", "ment", "ing"};
    ro_span s = ro_word_of(record, noun)->span;
    for (size_t i = 0; i < sizeof TAILS / sizeof *TAILS; i++)
        if (ro_form_ends(record->document->text.bytes + s.start, s.end - s.start, TAILS[i])) return true;
    return false;
}

static bool is_harm(const ro_record *record, uint32_t word) {
    static const char HARMS[] = " death loss tragedy suffering wounding shooting stabbing killing family parent widow ";
    ro_trigger deed = ro_trigger_of(record, word);
    return (deed.count && ro_word_listed(deed.types[0], strlen(deed.types[0]), " ASSAULT COERCE SANCTION ")) ||
           (!ro_is_verb(record, word) && ro_is_form_of(record, word, HARMS));
}

/* Who stands behind a thing that is spoken of: "the President's power", "a suit filed by Tarsk", "the tone set by a minority",
 * "the plan of Norway", "the Norwegian demands". */
static bool read_owner(ro_cast *cast, uint32_t thing, ro_event *e) {
    static const char SUFFERED[] =
        " murder killing death arrest detention imprisonment assassination execution kidnapping abduction "
        "poisoning conviction ";
    bool suffered = ro_is_form_of(cast->record, thing, SUFFERED); /* "her murder": she is not to blame */
    if (!suffered && !read_children(cast, thing, " nmod:poss ", "", e)) return false;
    if (!read_author(cast, thing, e)) return false;
    for (uint32_t c = RO_NOBODY;
         !e->recipient.count && (c = ro_child_of(cast->record, thing, " amod compound ", c)) != RO_NOBODY;)
        if (!ro_parties_named(cast, ro_word_of(cast->record, c)->span, &e->recipient, &e->source)) return false;
    ro_trigger deed = ro_trigger_of(cast->record, thing);
    bool undergone = deed.count && ro_word_is_undergone(cast->record, thing, deed.types[0]);
    if (undergone || is_harm(cast->record, thing) || is_action(cast->record, thing)) return true;
    return read_children(cast, thing, " nmod ", " of from ", e);
}

/* "Mills belonging to Norway", "missiles aimed at the port". */
static bool read_holder(ro_cast *cast, uint32_t thing, ro_event *e) {
    for (uint32_t c = RO_NOBODY; !e->recipient.count && (c = ro_child_of(cast->record, thing, " acl ", c)) != RO_NOBODY;) {
        if (!ro_is_form_of(cast->record, c, " belong own target aim ")) continue;
        if (!read_children(cast, c, " obl obl:agent obj ", "", e)) return false;
        ro_nouns heads = {0};
        for (uint32_t d = RO_NOBODY; (d = ro_child_of(cast->record, c, " obl obl:agent obj ", d)) != RO_NOBODY;)
            ro_nouns_put(&heads, d);
        if (!read_names_below(cast, &heads, e)) return false;
    }
    return true;
}

static bool is_it(const ro_record *record, uint32_t word) { return ro_is_word(record, word, " it this that these those "); }

/* Whom heads name: those who can act themselves, else those behind what is named. */
static bool read_heads(ro_cast *cast, const ro_nouns *heads, ro_event *e) {
    ro_nouns persons = {0};
    for (size_t i = 0; i < heads->count; i++)
        if (!is_it(cast->record, heads->items[i])) persons.items[persons.count++] = heads->items[i];
    if (!ro_parties_read(cast, &persons, &e->recipient, &e->source)) return false;
    for (size_t i = 0; i < persons.count && !e->recipient.count; i++)
        if (!read_owner(cast, persons.items[i], e)) return false;
    return true;
}

const char *ro_deed_named(const ro_record *record, uint32_t noun) {
    if (ro_word_of(record, noun)->upos == RO_UPOS_PROPN ||
        !ro_has_child_word(record, noun, " det ", " the this that these those "))
        return NULL;
    static const char ATTACKS[] =
        " operation offensive raid incursion stabbing shooting killing bombing beating kidnapping poisoning ";
    if (ro_is_form_of(record, noun, ATTACKS)) return "ASSAULT";
    if (ro_is_form_of(record, noun, " treaty pact accord memorandum demarcation ")) return "AGREE";
    ro_trigger deed = ro_trigger_of(record, noun);
    return deed.count ? deed.types[0] : NULL;
}

static bool is_deed_named(const ro_record *record, const ro_nouns *heads) {
    return heads->count && ro_deed_named(record, heads->items[0]);
}

/* ---- deeds */

/* "Danish troops are massed near Norway": whose they are. */
static bool read_army(ro_cast *cast, const ro_scene *scene, ro_event *e) {
    if (e->source.count || !scene->done_to.count) return true;
    return ro_parties_named(cast, ro_phrase_of(cast->record, scene->done_to.items[0]), &e->source, &e->recipient);
}

/* Where troops are sent: whom that is meant for. */
static bool read_front(ro_cast *cast, uint32_t word, const ro_scene *scene, ro_event *e) {
    static const char TOWARDS[] = " to into near against toward towards onto along at around outside across in on ";
    ro_nouns places = {0}, heads = {.items = {word}, .count = 1};
    if (scene->done_to.count) heads.items[heads.count++] = scene->done_to.items[0];
    for (size_t i = 0; i < heads.count; i++)
        for (uint32_t c = RO_NOBODY; (c = ro_child_of(cast->record, heads.items[i], " obl nmod ", c)) != RO_NOBODY;)
            if (places.count < RO_NOUNS && ro_has_child_word(cast->record, c, " case ", TOWARDS))
                places.items[places.count++] = c;
    return read_names_below(cast, &places, e) && read_names_below(cast, &scene->done_to, e);
}

static bool is_group(const ro_cast *cast, const ro_indices *list) {
    return list->count == 1 && cast->whos.items[list->items[0]].kind == RO_GROUP;
}

/* "The leaders met": with one another. */
static bool read_mutual(ro_cast *cast, uint32_t word, const ro_scene *scene, ro_event *e) {
    bool meets = ro_is_verb(cast->record, word) && ro_is_form_of(cast->record, word, " meet met gather negotiate ");
    if (scene->done_to.count && !ro_is_form_of(cast->record, word, " negotiate ")) return true; /* "gather facts" */
    if (!meets || strcmp(e->type, "CONSULT") || e->recipient.count || !is_group(cast, &e->source)) return true;
    return ro_indices_put(cast->arena, &e->recipient, e->source.items[0]);
}

/* "Withdrew from a treaty with Norway": whom the treaty was with. */
static bool read_left(ro_cast *cast, uint32_t word, ro_event *e) {
    ro_nouns from = {0};
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(cast->record, word, " obl nmod ", c)) != RO_NOBODY;)
        if (from.count < RO_NOUNS && ro_has_child_word(cast->record, c, " case ", " from ")) from.items[from.count++] = c;
    return read_names_below(cast, &from, e);
}

/* "Turned to a warden and said", "wrote to the embassy asking": to whom the speaker had turned. */
static bool read_turned_to(ro_cast *cast, uint32_t cue, ro_event *e) {
    const ro_record *record = cast->record;
    uint32_t verb = ro_word_of(record, cue)->head;
    if (verb == cue || !ro_has_relation(record, cue, " conj advcl xcomp ") || !ro_is_verb(record, verb)) return true;
    if (ro_has_child(record, cue, " nsubj nsubj:pass ")) return true;
    return read_children(cast, verb, " obj iobj ", "", e) && read_children(cast, verb, " obl ", " to with ", e);
}

/* "Korn and I disagreed": I is the one who tells it. */
static ro_nouns speaker_first(const ro_record *record, const ro_nouns *doers) {
    ro_nouns out = *doers;
    for (size_t i = 1; i < out.count; i++) {
        if (!ro_is_word(record, out.items[i], " i ")) continue;
        out.items[i] = out.items[0];
        out.items[0] = doers->items[i];
    }
    return out;
}

/* "Investigating whether Korn lied", "whether it was written by Korn": into whom; the parser may take the clause for an
 * adverbial. */
static bool read_inquired(ro_cast *cast, uint32_t word, ro_event *e) {
    const ro_record *record = cast->record;
    if (e->recipient.count || !ro_is_verb(record, word) || !ro_is_form_of(record, word, " investigate probe examine inquire "))
        return true;
    bool asked = word + 1 < record->layers.words.count && ro_is_word(record, word + 1, " whether if how why ");
    uint32_t clause = ro_child_of(record, word, asked ? " ccomp advcl " : " ccomp ", word);
    if (clause == RO_NOBODY) return true;
    ro_scene scene = ro_scene_of(record, clause, false);
    return ro_parties_read(cast, &scene.doers, &e->recipient, &e->source);
}

/* "In a call with Norway's premier, she …", "during a meeting he was told by him": whose meeting that was. */
static bool read_occasion(ro_cast *cast, uint32_t noun, ro_event *e) {
    static const char MEETINGS[] = " meeting talk call conversation discussion summit visit negotiation dialogue ";
    static const char CASES[] = " in during at after following before on amid ";
    static const char TELLING[] = " tell told ask urge encourage press pressure order assure promise warn thank inform ";
    const ro_record *record = cast->record;
    uint32_t verb = ro_word_of(record, noun)->head;
    if (strcmp(e->type, "CONSULT") || e->source.count || ro_is_verb(record, noun) || !ro_is_form_of(record, noun, MEETINGS))
        return true;
    if (!ro_has_relation(record, noun, " obl ") || !ro_has_child_word(record, noun, " case ", CASES)) return true;
    if (!ro_is_verb(record, verb)) return true;
    ro_scene outer = ro_scene_of(record, verb, false);
    bool told = !e->recipient.count && ro_is_form_of(record, verb, TELLING) && ro_has_child_word(record, noun, " det ", " a an ");
    if (told)
        return ro_parties_read(cast, &outer.doers, &e->source, &e->recipient) &&
               ro_parties_read(cast, &outer.done_to, &e->recipient, &e->source);
    bool passive = ro_has_child(record, verb, " nsubj:pass ");
    return !e->recipient.count || ro_parties_read(cast, passive ? &outer.done_to : &outer.doers, &e->source, &e->recipient);
}

/* "The Tarsk shooting", "a shopping centre bombing": a town or a building before a deed is where it was, and does nothing. */
static bool is_site(const ro_cast *cast, uint32_t head) {
    static const char SITES[] =
        " centre center hospital church school mosque synagogue temple university airport station mall market "
        "hotel embassy concert marathon nightclub club college park street bridge border ";
    const ro_record *record = cast->record;
    ro_span span = ro_word_of(record, head)->span;
    uint32_t at = ro_words_at(&cast->words, span.start), count;
    if (!ro_has_relation(record, head, " compound ") || at >= cast->words.count) return false;
    uint32_t entity = cast->words.items[at].entity;
    if (entity == RO_NONE) return ro_is_form_of(record, head, SITES);
    bool place = record->layers.entities.items[entity].label == RO_ENTITY_LOC;
    const ro_country *country = ro_country_at(&cast->words, cast->entity_words[entity], (uint32_t)cast->words.count, &count);
    return place && (!country || country->kind == 'c');
}

/* "A shooting in Tarsk": where it was is not whom it hit, but "an attack in Norway" hits the country. */
static ro_nouns without_towns(const ro_cast *cast, const char *type, const ro_nouns *around) {
    ro_nouns out = {0};
    for (size_t i = 0; i < around->count; i++) {
        uint32_t count, at = ro_words_at(&cast->words, ro_word_of(cast->record, around->items[i])->span.start);
        bool in = ro_has_child_word(cast->record, around->items[i], " case ", " in ");
        bool country = at < cast->words.count && ro_country_at(&cast->words, at, (uint32_t)cast->words.count, &count);
        if (strcmp(type, "ASSAULT") || !in || country) out.items[out.count++] = around->items[i];
    }
    return out;
}

static ro_nouns without_sites(const ro_cast *cast, uint32_t word, const char *type, const ro_nouns *doers) {
    ro_nouns out = {0};
    bool sited = !ro_is_verb(cast->record, word) && ro_word_listed(type, strlen(type), " ASSAULT CONSULT PROTEST ");
    for (size_t i = 0; i < doers->count; i++)
        if (!sited || !is_site(cast, doers->items[i])) out.items[out.count++] = doers->items[i];
    return out;
}

/* "Helped Norway take it": who is named before what he does; nobody is helped in "helped take it to Norway". */
static bool read_helped(ro_cast *cast, uint32_t word, const ro_scene *scene, ro_event *e) {
    if (e->recipient.count || !scene->clause.count || scene->clause.items[0] <= word + 1) return true;
    ro_span between = {ro_word_of(cast->record, word)->span.end, ro_word_of(cast->record, scene->clause.items[0])->span.start};
    return ro_parties_named(cast, between, &e->recipient, &e->source);
}

/* "Withdrew its troops": these are not whom it leaves. */
static ro_nouns without_withdrawn(const ro_record *record, uint32_t word, const char *type, const ro_nouns *done_to) {
    ro_nouns out = {0};
    bool withdraws = !strcmp(type, "RETREAT") && ro_is_form_of(record, word, " withdraw withdrew withdrawn pull ");
    for (size_t i = 0; i < done_to->count; i++)
        if (!withdraws || !ro_has_relation(record, done_to->items[i], " obj nsubj:pass "))
            out.items[out.count++] = done_to->items[i];
    return out;
}

/* "Norwegian jets bombed the port": whose arms they are. */
static bool read_armed(ro_cast *cast, const ro_nouns *doers, ro_event *e) {
    for (size_t i = 0; i < doers->count && !e->source.count; i++) {
        uint32_t arms = doers->items[i];
        if (!ro_is_troops(cast->record, arms)) continue;
        if (!ro_parties_named(cast, ro_phrase_of(cast->record, arms), &e->source, &e->recipient)) return false;
    }
    return true;
}

/* Whom "with", "on", "to" and the like lead to: a march goes to a place, and what is released goes to others. */
static ro_nouns aimed_at(const ro_record *record, uint32_t word, const char *type, const ro_nouns *towards) {
    ro_nouns out = {0};
    bool protest = !strcmp(type, "PROTEST"), armed = !strcmp(type, "ASSAULT");
    armed = armed && !ro_is_form_of(record, word, " fight fought clash battle "); /* "with" what, not with whom */
    if (!strcmp(type, "RETREAT") && ro_is_form_of(record, word, " release ")) return out;
    for (size_t i = 0; i < towards->count; i++) {
        uint32_t head = towards->items[i];
        if (protest && !ro_has_child_word(record, head, " case ", " against ")) continue;
        if (armed && ro_has_child_word(record, head, " case ", " with ")) continue;
        out.items[out.count++] = head;
    }
    return out;
}

bool ro_target_of_deed(ro_cast *cast, uint32_t word, const ro_scene *scene, ro_event *e) {
    ro_indices none = {0};
    bool reaches = scene->done_to.count || scene->towards.count;
    ro_nouns doers = without_sites(cast, word, e->type, &scene->doers);
    doers = speaker_first(cast->record, &doers);
    if (!ro_parties_read(cast, &doers, &e->source, &none)) return false;
    bool mutual = ro_type_is_mutual(e->type) && !ro_is_form_of(cast->record, word, " hand extradite extradition ");
    if (mutual && !(reaches && ro_is_verb(cast->record, word))) ro_target_split(e);
    if (!strcmp(e->type, "MOBILIZE")) return read_army(cast, scene, e) && read_front(cast, word, scene, e);
    ro_nouns done_to = without_withdrawn(cast->record, word, e->type, &scene->done_to);
    if (!ro_parties_read(cast, &done_to, &e->recipient, &e->source)) return false;
    if (!e->recipient.count && ro_type_is_answer(e->type) && is_deed_named(cast->record, &scene->done_to))
        return read_owner(cast, scene->done_to.items[0], e); /* whose it is is told elsewhere */
    ro_nouns towards = aimed_at(cast->record, word, e->type, &scene->towards);
    if (!e->recipient.count && !ro_parties_read(cast, &towards, &e->recipient, &e->source)) return false;
    ro_nouns around = without_towns(cast, e->type, &scene->around);
    if (!e->recipient.count && is_directed(e->type) && !ro_parties_read(cast, &around, &e->recipient, &e->source)) return false;
    if (mutual || ro_is_form_of(cast->record, word, " disagree clash differ argue quarrel ")) ro_target_split(e);
    bool from = !strcmp(e->type, "REQUEST") && !ro_is_form_of(cast->record, word, " order "); /* goods are ordered, too */
    if (from && !read_children(cast, word, " obl ", " of from ", e)) return false;
    if (!e->recipient.count && !strcmp(e->type, "REQUEST") && !read_turned_to(cast, word, e)) return false;
    if (ro_word_listed(e->type, strlen(e->type), " RETREAT SANCTION ") && !read_left(cast, word, e)) return false;
    for (size_t i = 0; ro_type_is_answer(e->type) && i < scene->done_to.count && !e->recipient.count; i++)
        if (!read_owner(cast, scene->done_to.items[i], e)) return false;
    if (ro_type_is_undergone(e->type) && !read_names_below(cast, &scene->towards, e)) return false;
    bool harm = !strcmp(e->type, "ASSAULT") ||
                (ro_is_verb(cast->record, word) && ro_word_listed(e->type, strlen(e->type), " COERCE SANCTION "));
    if (harm && !e->source.count && !read_armed(cast, &scene->doers, e)) return false;
    for (size_t i = 0; harm && i < scene->done_to.count && !e->recipient.count; i++) {
        uint32_t thing = scene->done_to.items[i]; /* "burnt his jacket": whose that is matters to nobody */
        if (ro_has_child_word(cast->record, thing, " nmod:poss ", " his her its their my our your ")) continue;
        if (!read_owner(cast, thing, e) || !read_holder(cast, thing, e)) return false;
    }
    if (!read_inquired(cast, word, e) || !read_occasion(cast, word, e)) return false;
    bool helps = !strcmp(e->type, "AID") && ro_is_verb(cast->record, word);
    if (!(helps ? read_helped(cast, word, scene, e) : read_names_below(cast, &scene->clause, e))) return false;
    return read_mutual(cast, word, scene, e);
}

/* ---- acts of speech */

uint32_t ro_verb_of(const ro_record *record, ro_span trigger) {
    uint32_t first = ro_word_at(record, trigger.start), found = first;
    for (uint32_t i = first; i < record->layers.words.count && record->layers.words.items[i].span.end <= trigger.end; i++)
        if (record->layers.words.items[i].upos == RO_UPOS_VERB) found = i;
    return found < record->layers.words.count ? found : RO_NOBODY;
}

/* Journalists hear what is asked of others. */
static bool put_hearers(ro_cast *cast, const ro_statement *s, ro_event *e) {
    for (size_t i = 0; i < s->addressees.count; i++) {
        ro_indices one = {.items = s->addressees.items + i, .count = 1, .room = 1};
        bool press = !strcmp(cast->whos.items[one.items[0]].sector, "JRN");
        if (!press && !ro_parties_put(cast, &e->recipient, &one, &e->source)) return false;
    }
    return true;
}

/* "We must ask her to return", "I want you to stop": whom the words press. */
static bool read_pressed(ro_cast *cast, const ro_statement *s, ro_event *e) {
    static const char PRESSING[] = " ask urge want need tell told call expect invite press ";
    const ro_record *record = cast->record;
    for (size_t i = 0; i < s->content.count; i++) {
        for (uint32_t w = ro_word_at(record, s->content.items[i].start);
             w < record->layers.words.count && record->layers.words.items[w].span.end <= s->content.items[i].end; w++) {
            if (e->recipient.count) return true;
            if (!ro_is_verb(record, w) || !ro_is_form_of(record, w, PRESSING)) continue;
            uint32_t asked = ro_child_of(record, w, " obj iobj ", RO_NOBODY);
            if (asked == RO_NOBODY || ro_is_word(record, asked, " you it this that me us ")) continue;
            ro_nouns one = {.items = {asked}, .count = 1};
            if (!ro_parties_read(cast, &one, &e->recipient, &e->source)) return false;
        }
    }
    return true;
}

/* "Called for G7 action", "demanded an answer of the board": whom what is asked for names. */
static bool read_asked(ro_cast *cast, uint32_t cue, ro_event *e) {
    bool plain = ro_is_form_of(cast->record, cue, " say said write wrote tweet post speak spoke tell told state ");
    const char *cases = plain ? " for from of " : " for on upon from of "; /* "wrote on Twitter" */
    ro_nouns asked = {0};
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(cast->record, cue, " obl ", c)) != RO_NOBODY;)
        if (asked.count < RO_NOUNS && ro_has_child_word(cast->record, c, " case ", cases)) asked.items[asked.count++] = c;
    return read_heads(cast, &asked, e) && read_names_below(cast, &asked, e);
}

/* Whether a word names who suffers what is told, whom nobody blames for it: "the killing of Korn", "her arrest", "Korn was shot",
 * "the attack on Norway", "Korn passed away"; or where it happened. */
static bool is_victim(const ro_record *record, uint32_t word) {
    static const char DYING[] = " die pass suffer perish mourn lose lost ";
    uint32_t head = ro_word_of(record, word)->head;
    if (!ro_is_verb(record, word) && ro_is_form_of(record, word, " victim dead deceased casualty ")) return true;
    if (head == word) return false;
    if (ro_has_relation(record, word, " nsubj ")) return ro_is_verb(record, head) && ro_is_form_of(record, head, DYING);
    if (ro_has_child_word(record, word, " case ", " in at near around ")) return ro_has_relation(record, word, " obl nmod ");
    if (ro_has_relation(record, word, " nmod "))
        return is_harm(record, head) && ro_has_child_word(record, word, " case ", " of on against to ");
    return ro_has_relation(record, word, " nsubj:pass obj nmod:poss ") && is_harm(record, head);
}

/* The subjects of what is said: "that the deal goes against the law". */
static ro_nouns subjects_of(const ro_record *record, ro_span content) {
    ro_nouns out = {0};
    uint32_t root = ro_head_of(record, content);
    if (root == RO_NOBODY) return out;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, root, " nsubj nsubj:pass ", c)) != RO_NOBODY;)
        if (out.count < RO_NOUNS && !is_victim(record, c) &&
            !ro_has_child_word(record, c, " nmod:poss ", " his her its their my our "))
            out.items[out.count++] = c;
    return out;
}

/* Whom a span names, but for those who suffer what is told in it. */
static bool read_named(ro_cast *cast, ro_span span, ro_event *e) {
    const ro_record *record = cast->record;
    uint32_t start = span.start;
    for (uint32_t w = ro_word_at(record, span.start); !strcmp(e->type, "ACCUSE") && !e->recipient.count; w++) {
        if (w >= record->layers.words.count || ro_word_of(record, w)->span.start >= span.end) break;
        ro_span tree = is_victim(record, w) ? ro_subtree_of(record, w) : (ro_span){0};
        if (ro_span_empty(tree) || tree.start < start) continue;
        if (!ro_parties_named(cast, (ro_span){start, tree.start}, &e->recipient, &e->source)) return false;
        start = tree.end;
    }
    return e->recipient.count || start >= span.end ||
           ro_parties_named(cast, (ro_span){start, span.end}, &e->recipient, &e->source);
}

/* The bodies that do something in what is said: "what the council is doing". */
static bool read_doers(ro_cast *cast, ro_span span, ro_event *e) {
    const ro_record *record = cast->record;
    for (uint32_t w = ro_word_at(record, span.start); w < record->layers.words.count && !e->recipient.count; w++) {
        if (ro_word_of(record, w)->span.start >= span.end) break;
        bool does =
            ro_has_relation(record, w, " nsubj ") && ro_is_verb(record, ro_word_of(record, w)->head) && !is_victim(record, w);
        if (!does || ro_word_of(record, w)->upos != RO_UPOS_NOUN || !ro_has_child_word(record, w, " det ", " the this "))
            continue;
        ro_nouns one = {.items = {w}, .count = 1};
        if (!ro_parties_read(cast, &one, &e->recipient, &e->source)) return false;
    }
    return true;
}

/* "I am with him": who stands in words of support. */
static bool read_backed(ro_cast *cast, ro_span span, ro_event *e) {
    const ro_record *record = cast->record;
    for (uint32_t w = ro_word_at(record, span.start); w < record->layers.words.count && !e->recipient.count; w++) {
        if (ro_word_of(record, w)->span.start >= span.end) break;
        if (!ro_is_word(record, w, " him her them ") || !ro_has_relation(record, w, " obj iobj obl root ")) continue;
        ro_nouns one = {.items = {w}, .count = 1};
        if (!ro_parties_read(cast, &one, &e->recipient, &e->source)) return false;
    }
    return true;
}

/* Whom the words themselves are about. */
static bool read_content(ro_cast *cast, const ro_statement *s, ro_event *e) {
    if (s->act == RO_DEMAND && !read_pressed(cast, s, e)) return false;
    for (size_t i = 0; i < s->content.count && !e->recipient.count; i++) {
        ro_nouns subjects = subjects_of(cast->record, s->content.items[i]);
        if (!read_heads(cast, &subjects, e)) return false;
    }
    for (size_t i = 0; i < s->content.count && !e->recipient.count; i++)
        if (!read_named(cast, s->content.items[i], e) || !read_doers(cast, s->content.items[i], e)) return false;
    for (size_t i = 0; !strcmp(e->type, "SUPPORT") && i < s->content.count && !e->recipient.count; i++)
        if (!read_backed(cast, s->content.items[i], e)) return false;
    return true;
}

/* "Responding to Korn's speech, he …", "in response to the suit": whom that names. */
static bool read_responded(ro_cast *cast, uint32_t cue, ro_event *e) {
    const ro_record *record = cast->record;
    ro_span sentence = ro_sentence_words(record, cue);
    for (uint32_t i = sentence.start; i < sentence.end && !e->recipient.count; i++) {
        if (!ro_is_form_of(record, i, " respond response react reaction reply answer retaliation retaliate ")) continue;
        for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, i, " obl nmod ", c)) != RO_NOBODY;) {
            ro_nouns one = {.items = {c}, .count = 1};
            if (ro_has_child_word(record, c, " case ", " to ") && !read_heads(cast, &one, e)) return false;
        }
    }
    return true;
}

/* "Expressed opposition to": what stands in the cue is no party. */
static void leave_out(const ro_record *record, ro_nouns *heads, ro_span span) {
    size_t kept = 0;
    for (size_t i = 0; i < heads->count; i++)
        if (!ro_span_overlaps(ro_word_of(record, heads->items[i])->span, span)) heads->items[kept++] = heads->items[i];
    heads->count = kept;
}

/* Verbs whose content ends in a name for the thing: "called the vote a blow to Norway" is not aimed at Norway. */
static const char LABELLING[] = " call label brand term dub describe characterise characterize deem declare ";

bool ro_target_of_speech(ro_cast *cast, const ro_statement *s, ro_event *e) {
    const ro_record *record = cast->record;
    uint32_t cue = ro_verb_of(record, s->cue);
    bool known = cue != RO_NOBODY;
    ro_scene scene = {0};
    if (known) scene = ro_scene_of(record, cue, false);
    leave_out(record, &scene.done_to, s->cue);
    bool tells = known && ro_is_form_of(record, cue, " tell told ");
    if (s->act != RO_DEMAND && !tells && !read_heads(cast, &scene.done_to, e)) return false;
    if (!e->recipient.count && !put_hearers(cast, s, e)) return false;
    if (!e->recipient.count && !tells && !read_heads(cast, &scene.done_to, e)) return false;
    bool asks = known && !e->recipient.count && s->act == RO_DEMAND;
    if (asks && !(read_turned_to(cast, cue, e) && (tells || e->recipient.count || read_asked(cast, cue, e)))) return false;
    if (!e->recipient.count && known && s->act != RO_DEMAND && !read_responded(cast, cue, e)) return false;
    for (uint32_t c = RO_NOBODY; known && !e->recipient.count && (c = ro_child_of(record, cue, " obl ", c)) != RO_NOBODY;)
        if (ro_has_child_word(record, c, " case ", " as ") && !read_author(cast, c, e)) return false;
    if (!e->recipient.count && ro_deed_is_known(cast, &scene.done_to, e)) return true; /* whose it is is told elsewhere */
    for (size_t i = 0; !tells && i < scene.done_to.count && !e->recipient.count; i++)
        if (!read_named(cast, ro_subtree_of(record, scene.done_to.items[i]), e)) return false;
    bool labels = known && scene.done_to.count && ro_is_form_of(record, cue, LABELLING);
    return e->recipient.count || labels || read_content(cast, s, e);
}
