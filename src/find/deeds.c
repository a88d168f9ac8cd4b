#include "find/deeds.h"

#include "find/forms.h"
#include "find/triggers.h"

/* ---- what goes with a word */

/* Whether there are troops in the phrase: "thousands of soldiers". */
static bool has_troops(const ro_record *record, uint32_t head) {
    ro_span span = ro_subtree_of(record, head);
    for (uint32_t i = ro_word_at(record, span.start); i < record->layers.words.count; i++) {
        if (record->layers.words.items[i].span.end > span.end) return false;
        if (ro_is_troops(record, i)) return true;
    }
    return false;
}

static bool any_is(const ro_record *record, const ro_nouns *heads, bool is(const ro_record *, uint32_t)) {
    for (size_t i = 0; i < heads->count; i++)
        if (is(record, heads->items[i])) return true;
    return false;
}

static bool is_self(const ro_record *record, uint32_t word) {
    return ro_is_word(record, word, " himself herself themselves itself myself ourselves ");
}

static bool is_ballot(const ro_record *record, uint32_t word) {
    return ro_is_form_of(record, word,
                         " vote election poll referendum meeting talk summit session debate ceremony conference "
                         "negotiation hearing ");
}

static bool is_passive(const ro_record *record, uint32_t word) { return ro_has_child(record, word, " nsubj:pass aux:pass "); }

static bool has_partner(const ro_record *record, uint32_t word) {
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, word, " obl ", c)) != RO_NOBODY;)
        if (ro_has_child_word(record, c, " case ", " with alongside ")) return true;
    return false;
}

/* "joint military exercises", or one's own. */
static bool is_exercise(const ro_record *record, uint32_t word, bool joint) {
    if (joint) return ro_has_child_word(record, word, " amod compound ", " joint bilateral multinational ");
    return ro_has_child_word(record, word, " amod compound ", " military naval army navy air live-fire missile war nuclear ");
}

bool ro_deed_is_plea(const ro_record *record, uint32_t word) {
    enum { NEAR = 3 };
    for (uint32_t i = word + 1; i < record->layers.words.count && i <= word + NEAR; i++)
        if (ro_is_word(record, i, " guilty innocent contest ")) return true;
    return false;
}

/* "Was driving a truck and struck a group of riders, killing two". */
static bool is_collision(const ro_record *record, uint32_t word) {
    static const char DRIVING[] =
        " truck bus motorcycle lorry van train driver driving drove collision crash crashed collided vehicle ";
    static const char MEANT[] = " bomb bomber gun gunman attack attacker knife rammed crowd deliberately intentionally murder ";
    bool struck = ro_is_form_of(record, word, " strike struck hit "), driven = false;
    if (!struck && !(ro_is_form_of(record, word, " kill injure wound ") && ro_has_relation(record, word, " advcl conj ")))
        return false;
    ro_span s = ro_sentence_words(record, word);
    for (uint32_t i = s.start; i < s.end; i++) {
        if (ro_is_word(record, i, MEANT)) return false;
        driven = driven || ro_is_word(record, i, DRIVING);
    }
    return driven;
}

static bool is_question(const ro_record *record, uint32_t word) { return ro_is_form_of(record, word, " question "); }

/* What one signs alone. */
static bool is_decree(const ro_record *record, uint32_t word) {
    return ro_is_form_of(record, word,
                         " decree order law bill legislation proclamation contract act measure ordinance statute warrant ");
}

/* What kills without anybody's will: "the virus … it has killed". */
static bool is_thing(const ro_record *record, uint32_t word) { return ro_is_word(record, word, " it which that "); }

/* "a military strike", "strikes on the camp", but not a strike of workers. */
static bool is_military(const ro_record *record, uint32_t word) {
    if (ro_has_child_word(record, word, " amod compound ", " military air drone missile rocket nuclear retaliatory deadly "))
        return true;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, word, " nmod ", c)) != RO_NOBODY;)
        if (ro_has_child_word(record, c, " case ", " on against ")) return true;
    uint32_t clause = ro_child_of(record, word, " acl:relcl ", RO_NOBODY); /* "the strike that killed him" */
    return clause != RO_NOBODY && ro_is_form_of(record, clause, " kill hit injure wound destroy target ");
}

static bool is_of(const char *type, const char *types) { return ro_word_listed(type, strlen(type), types); }

/* A treaty is an agreeing where it is made, and a thing where it is broken or part of something else. */
static bool is_made(const ro_record *record, uint32_t noun) {
    static const char BY[] =
        " sign reach strike struck conclude make made enter announce negotiate agree close seal finalise finalize "
        "ratify broker secure win won get got have had form come came do did done approve accept ";
    uint32_t head = ro_word_of(record, noun)->head;
    return ro_is_verb(record, head) && ro_has_relation(record, noun, " obj nsubj:pass obl ") && ro_is_form_of(record, head, BY);
}

/* Verbs that are a deed only where no thing is what they are done to: "met the demand", "conferred a title", "executed the plan",
 * "fought for a pay rise", "took over the effort", "shut down the engine". */
static bool is_of_thing(const ro_record *record, uint32_t word, const ro_scene *scene) {
    static const char THINGS[] =
        " plan strategy shutdown order warrant search programme program contract manoeuvre maneuver project deal move effort "
        "operation role duty task job work case post office lead leadership position control demand need standard target "
        "deadline requirement criterion criteria challenge goal expectation deadline threshold condition costs end fate "
        "title degree award honour honor honorary status benefit advantage right power ";
    for (size_t i = 0; i < scene->done_to.count; i++)
        if (ro_is_form_of(record, scene->done_to.items[i], THINGS)) return true;
    bool aims = !scene->done_to.count && ro_is_form_of(record, word, " fight fought ");
    for (uint32_t c = RO_NOBODY; aims && (c = ro_child_of(record, word, " obl ", c)) != RO_NOBODY;)
        if (ro_has_child_word(record, c, " case ", " for ")) return true;
    return false;
}

/* "Sent the police a plan": police are told, not sent. */
static bool is_handed(const ro_record *record, uint32_t word, const ro_scene *scene) {
    return ro_has_child(record, word, " iobj ") ||
           (scene->done_to.count > 1 && !ro_has_child(record, scene->done_to.items[1], " cc "));
}

/* "Korn and Moss spoke" may be to anybody: with one another they speak by telephone, or with a word that says so. */
static bool is_conversation(const ro_record *record, uint32_t word, const ro_scene *scene) {
    if (scene->towards.count || scene->done_to.count || !ro_is_verb(record, word)) return true;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, word, " obl advmod ", c)) != RO_NOBODY;)
        if (ro_is_form_of(record, c, " telephone phone video together other privately directly ")) return true;
    return false;
}

bool ro_deed_fits(const ro_record *record, uint32_t word, const char *type, bool phrase, const ro_scene *scene) {
    if (phrase) return true;
    if (ro_is_verb(record, word) && ro_is_form_of(record, word, " meet met confer execute fight fought take took taken ") &&
        is_of_thing(record, word, scene))
        return false;
    if (is_of(type, " CONSULT ") && ro_is_form_of(record, word, " confer ") && scene->done_to.count) return false;
    if (is_of(type, " CONSULT ") && ro_is_form_of(record, word, " speak spoke spoken "))
        return is_conversation(record, word, scene);
    if (is_of(type, " AGREE ") && !ro_is_verb(record, word) &&
        ro_is_form_of(record, word, " accord agreement deal memorandum pact treaty "))
        return is_made(record, word);
    if (is_of(type, " MOBILIZE ") && ro_is_form_of(record, word, " send sent mass amass assemble station reinforce "))
        return any_is(record, &scene->done_to, has_troops) && !is_handed(record, word, scene);
    if (is_of(type, " MOBILIZE ") && ro_is_form_of(record, word, " deploy "))
        return !scene->done_to.count || any_is(record, &scene->done_to, has_troops);
    if (ro_is_form_of(record, word, " shake shook shaken ")) return ro_has_child_word(record, word, " obj ", " hands ");
    if (is_of(type, " RETREAT ") && ro_is_form_of(record, word, " turn ")) return any_is(record, &scene->done_to, is_self);
    if (is_of(type, " REJECT ") && ro_is_form_of(record, word, " boycott ")) return any_is(record, &scene->done_to, is_ballot);
    if (is_of(type, " COOPERATE ") && ro_is_form_of(record, word, " join ")) return is_passive(record, word);
    if (is_of(type, " COOPERATE ") && ro_is_form_of(record, word, " work share ")) return has_partner(record, word);
    if (is_of(type, " COERCE ") && ro_is_form_of(record, word, " take took ")) return scene->done_to.count;
    if (ro_is_form_of(record, word, " exercise drill maneuver manoeuvre ") && !ro_is_verb(record, word))
        return is_exercise(record, word, is_of(type, " COOPERATE "));
    if (is_of(type, " REQUEST ") && ro_is_form_of(record, word, " ask ") && any_is(record, &scene->done_to, is_question))
        return false;
    if (is_of(type, " REQUEST ") && ro_is_form_of(record, word, " plead ")) return !ro_deed_is_plea(record, word);
    if (is_of(type, " PROTEST ") && ro_is_form_of(record, word, " demonstrate ") && ro_is_verb(record, word) &&
        scene->done_to.count)
        return false; /* "demonstrated ignorance" */
    if (is_of(type, " SANCTION ") && ro_is_form_of(record, word, " cut ")) return !is_passive(record, word);
    if (is_of(type, " ASSAULT ") && ro_is_verb(record, word) && is_collision(record, word)) return false;
    if (is_of(type, " AGREE ") && ro_is_form_of(record, word, " sign ")) return !any_is(record, &scene->done_to, is_decree);
    if (is_of(type, " ASSAULT ") && ro_is_form_of(record, word, " fire ")) return !scene->done_to.count;
    if (is_of(type, " ASSAULT ") && ro_is_form_of(record, word, " fight fought "))
        return scene->done_to.count || scene->towards.count;
    if (is_of(type, " ASSAULT ") && ro_is_form_of(record, word, " kill injure wound "))
        return !any_is(record, &scene->doers, is_thing);
    if (ro_is_form_of(record, word, " strike ") && !ro_is_verb(record, word))
        return is_of(type, " ASSAULT ") == is_military(record, word);
    if (!is_of(type, " PROTEST ")) return true;
    if (ro_is_form_of(record, word, " gather ")) return any_is(record, &scene->doers, ro_is_crowd);
    return !ro_is_form_of(record, word, " strike struck ") || !scene->done_to.count;
}

/* ---- what is no happening */

bool ro_deed_is_habit(const ro_record *record, uint32_t word) {
    static const char HABITS[] = " often usually always sometimes regularly frequently routinely generally typically normally ";
    return ro_has_child_word(record, word, " advmod ", HABITS);
}

/* Whether the text around is about a match: sides that beat and attack each other there do nobody harm. */
static bool is_in_match(const ro_record *record, uint32_t word) {
    enum { AROUND = 120 /* words */, ENOUGH = 4 };
    static const char GAMES[] =
        " match matches league cup tournament championship coach striker midfielder goalkeeper quarterback innings wicket "
        "wickets "
        "half-time playoff semi-final semifinal quarter-final teammate teammates player players rugby football cricket "
        "basketball tennis hockey baseball stadium touchdown scorer standings race races marathon runner runners sprint lap laps "
        "podium medal medals athlete athletes athletics swimmer cyclist ";
    uint32_t from = word > AROUND ? word - AROUND : 0, found = 0;
    for (uint32_t i = from; i < record->layers.words.count && i < word + AROUND && found < ENOUGH; i++) {
        ro_upos upos = ro_word_of(record, i)->upos;
        found += (upos == RO_UPOS_NOUN || upos == RO_UPOS_PROPN) && ro_is_word(record, i, GAMES);
    }
    return found == ENOUGH;
}

/* "speaking to reporters", "spoke to the press". */
static bool is_to_press(const ro_record *record, uint32_t word) {
    if (!ro_is_form_of(record, word, " speak spoke spoken talk address ")) return false;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, word, " obl obj iobj nmod ", c)) != RO_NOBODY;)
        if (ro_is_form_of(
                record, c,
                " reporter journalist press media newspaper television tv radio channel magazine outlet public audience crowd "
                "supporter "))
            return true;
    return false;
}

/* "Called it a massacre": a name for it. */
static bool is_label(const ro_record *record, uint32_t word) {
    static const char LABELLING[] = " call label brand term dub describe characterise characterize deem declare consider ";
    uint32_t head = ro_word_of(record, word)->head;
    if (ro_is_verb(record, word) || !ro_has_relation(record, word, " xcomp obj ")) return false;
    if (!ro_is_form_of(record, head, LABELLING)) return false;
    uint32_t thing = ro_child_of(record, head, " obj xcomp ", head);
    return thing != RO_NOBODY && thing < word;
}

/* "an arrest warrant": another thing is named; an "assassination plot" is a deed in the making. */
static bool is_modifier(const ro_record *record, uint32_t word) {
    if (ro_is_verb(record, word) || !ro_has_relation(record, word, " compound ")) return false;
    return !ro_is_form_of(record, ro_word_of(record, word)->head,
                          " plot attempt campaign operation effort wave action spree bid ");
}

/* "a heart attack", "a cardiac arrest", "a press release". */
static bool is_other_thing(const ro_record *record, uint32_t word) {
    static const char RELEASES[] = " press media news album film video software product data ";
    if (ro_is_verb(record, word)) return false;
    return ro_has_child_word(record, word, " amod compound ", " heart cardiac panic asthma ") ||
           (ro_is_form_of(record, word, " release ") && ro_has_child_word(record, word, " amod compound ", RELEASES));
}

/* "Speaking in Oslo, he said": the occasion of a statement. */
static bool is_occasion(const ro_record *record, uint32_t word) {
    if (!ro_is_word(record, word, " speaking talking addressing ") || ro_has_child(record, word, " nsubj aux ")) return false;
    bool listed = ro_has_relation(record, word, " conj ") && ro_ends_in_ing(record, ro_word_of(record, word)->head);
    return !listed && !ro_has_relation(record, word, " xcomp ");
}

/* "A charge of murder", "convicted of assault": what someone is charged with is told by the charge. */
static bool is_crime_charged(const ro_record *record, uint32_t word) {
    uint32_t head = ro_word_of(record, word)->head;
    return !ro_is_verb(record, word) && ro_has_child_word(record, word, " case ", " of with for ") &&
           ro_is_form_of(record, head,
                         " charge charged count convict convicted conviction sentence guilty suspicion indict accuse suspect ");
}

bool ro_deed_is_none(const ro_record *record, uint32_t word, const char *type) {
    if (is_of(type, " ASSAULT ") && is_crime_charged(record, word)) return true;
    if (is_modifier(record, word) || is_other_thing(record, word) || is_label(record, word)) return true;
    if (is_of(type, " CONSULT ") && is_occasion(record, word)) return true;
    if (ro_is_verb(record, word) && ro_deed_is_habit(record, word)) return true;
    if (is_of(type, " CONSULT ") && is_to_press(record, word)) return true;
    return is_of(type, " ASSAULT CONSULT AGREE RETREAT MOBILIZE AID REJECT COOPERATE ") && is_in_match(record, word);
}

/* ---- status */

static const char HEARSAY[] = " allegedly reportedly purportedly supposedly apparently alleged reported purported suspected ";

/* "allegedly sold", "Reportedly he sold", "alleged murder plots". */
static bool is_hearsay(const ro_record *record, uint32_t word) {
    enum { CLIMB = 3 };
    for (int steps = 0; steps < CLIMB; steps++) {
        if (ro_has_child_word(record, word, " advmod amod ", HEARSAY)) return true;
        if (ro_word_of(record, word)->head == word || !ro_has_relation(record, word, " compound xcomp advcl ")) return false;
        word = ro_word_of(record, word)->head;
    }
    return false;
}

/* "Accused of killing him", "cleared of murdering her", "the claim that he shot her": others say so. */
static bool is_claimed(const ro_record *record, uint32_t word) {
    static const char CHARGING[] = " accuse accused charge suspect clear cleared acquit exonerate absolve ";
    static const char CLAIMS[] = " claim allegation report rumour rumor accusation suspicion theory assertion suggestion belief ";
    uint32_t head = ro_word_of(record, word)->head;
    if (head == word || !ro_is_verb(record, word)) return false;
    if (ro_has_relation(record, word, " acl ccomp ") && !ro_is_verb(record, head))
        return ro_is_form_of(record, head, CLAIMS) && ro_has_child_word(record, word, " mark ", " that of ");
    return ro_ends_in_ing(record, word) && ro_has_child_word(record, word, " mark case ", " of with ") &&
           ro_is_form_of(record, head, CHARGING);
}

/* "It is not true that he shot her", "it is false that …". */
static bool is_untrue(const ro_record *record, uint32_t word) {
    uint32_t head = ro_word_of(record, word)->head;
    if (!ro_has_relation(record, word, " csubj ccomp ") || !ro_has_child(record, head, " cop ")) return false;
    return ro_is_word(record, head, " true ") ? ro_is_negated(record, head) : ro_is_word(record, head, " false untrue wrong ");
}

/* "Was it he who shot her?", not "Why did he shoot her?". */
static bool is_asked_whether(const ro_record *record, uint32_t word) {
    ro_span s = ro_sentence_words(record, word);
    return ro_word_of(record, s.start)->upos == RO_UPOS_AUX && ro_is_word(record, s.end - 1, " ? ");
}

/* "he said that she would go", without "if". */
static bool is_foretold(const ro_record *record, uint32_t word) {
    ro_span s = ro_sentence_words(record, word);
    for (uint32_t i = s.start; i < s.end; i++)
        if (ro_is_word(record, i, " if unless whether ")) return false;
    return ro_has_child_word(record, word, " aux ", " would ");
}

ro_status ro_deed_status(const ro_record *record, uint32_t word, const char *type, bool told) {
    ro_status status = ro_status_of(record, word);
    uint32_t head = ro_word_of(record, word)->head;
    bool noun = !ro_is_verb(record, word);
    if (noun && ro_has_relation(record, word, " nsubj:pass ") && ro_is_form_of(record, head, " cancel scrap ")) return RO_NEGATED;
    bool turned_down =
        noun && is_of(type, " ACCUSE REQUEST PROTEST ") && ro_is_form_of(record, head, " reject deny dismiss decline ");
    if (status == RO_NEGATED && turned_down && !ro_is_negated(record, word)) status = RO_ASSERTED;
    if (is_untrue(record, word)) return RO_NEGATED;
    if (status == RO_ASSERTED && is_asked_whether(record, word)) return RO_HYPOTHETICAL;
    if ((status == RO_ASSERTED || status == RO_HYPOTHETICAL) && (is_hearsay(record, word) || is_claimed(record, word)))
        return RO_ATTRIBUTED;
    if (status == RO_HYPOTHETICAL && told && is_foretold(record, word)) return RO_PLANNED;
    return status;
}

/* ---- who is understood */

static void put_from(ro_nouns *to, const ro_nouns *from, uint32_t but) {
    for (size_t i = 0; i < from->count; i++)
        if (from->items[i] != but) ro_nouns_put(to, from->items[i]);
}

/* "plans to leave" in "the firm announced plans to leave": the firm. */
static void complete_infinitive(const ro_record *record, uint32_t word, ro_scene *scene) {
    uint32_t noun = ro_word_of(record, word)->head;
    if (!ro_has_relation(record, word, " acl ") || !ro_has_child_word(record, word, " mark ", " to ")) return;
    if (noun == word || ro_is_verb(record, noun) || !ro_has_relation(record, noun, " obj obl nsubj:pass ")) return;
    uint32_t verb = ro_word_of(record, noun)->head;
    if (!ro_is_verb(record, verb)) return;
    ro_scene outer = ro_scene_of(record, verb, false);
    put_from(&scene->doers, &outer.doers, noun);
}

/* Verbs whose subject undergoes the deed that is their object. */
static const char UNDERGOING[] = " face faced receive suffer undergo underwent await get got sustain ";

/* "A charge of murder against him", "an inquiry into the dealings of the mayor". */
static void complete_charge(const ro_record *record, uint32_t noun, ro_scene *scene) {
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, noun, " nmod ", c)) != RO_NOBODY;) {
        if (ro_has_child_word(record, c, " case ", " into ")) ro_nouns_put(&scene->towards, c);
        for (uint32_t d = RO_NOBODY; (d = ro_child_of(record, c, " nmod ", d)) != RO_NOBODY;)
            if (ro_has_child_word(record, d, " case ", " against ")) ro_nouns_put(&scene->towards, d);
    }
}

/* Verbs that bring about what two do together. */
static const char MAKING[] =
    " increase step boost strengthen deepen expand seek sought form create build built forge reach enter conclude "
    "secure extend intensify pursue establish plan hold held have had start begin began begun resume continue make "
    "made sign strike struck ";
/* Verbs whose subject does the deed that is their object, besides those that clauses.h knows. */
static const char UTTERING[] =
    " voice express pledge reiterate offer promise show extend issue lend lent repeat renew declare reaffirm "
    "throw threw withdraw withdrew provide send sent receive ";

/* "Tarsk was the target of an attack". */
static void complete_target(const ro_record *record, uint32_t noun, ro_scene *scene) {
    uint32_t target = ro_word_of(record, noun)->head;
    if (!ro_has_relation(record, noun, " nmod ") || !ro_has_child_word(record, noun, " case ", " of ")) return;
    if (!ro_is_form_of(record, target, " target victim subject object ") || scene->done_to.count) return;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, target, " nsubj ", c)) != RO_NOBODY;) ro_nouns_put(&scene->done_to, c);
}

static void complete_noun(const ro_record *record, uint32_t noun, const char *type, ro_scene *scene) {
    if (is_of(type, " ACCUSE COERCE ")) complete_charge(record, noun, scene);
    if (is_of(type, " ASSAULT COERCE SANCTION ACCUSE ")) complete_target(record, noun, scene);
    uint32_t verb = ro_word_of(record, noun)->head;
    if (verb == noun || !ro_is_verb(record, verb)) return;
    bool undergone = is_of(type, " ASSAULT COERCE SANCTION ACCUSE "), object = ro_has_relation(record, noun, " obj ");
    bool into = ro_has_relation(record, noun, " obl ") && ro_has_child_word(record, noun, " case ", " into ");
    bool part = ro_has_relation(record, noun, " obl ") && ro_has_child_word(record, noun, " case ", " in at ") &&
                ro_is_form_of(record, verb, " participate take took taken share speak ");
    ro_scene light = ro_scene_of(record, verb, undergone);
    if (is_of(type, " CONSULT AGREE COOPERATE ") && ((object && ro_is_form_of(record, verb, MAKING)) || into)) {
        if (!scene->towards.count) put_from(&scene->towards, &light.towards, noun);
        if (!scene->doers.count && scene->towards.count) put_from(&scene->doers, &light.doers, noun);
    }
    if (is_of(type, " CONSULT PROTEST COOPERATE ") && part && !scene->doers.count) put_from(&scene->doers, &light.doers, noun);
    if (undergone && object && ro_is_form_of(record, verb, UNDERGOING) && ro_has_child(record, verb, " nsubj ")) {
        scene->doers.count = 0;
        put_from(&scene->done_to, &light.doers, noun);
    }
    bool on = ro_has_relation(record, noun, " obl ") && ro_has_child_word(record, noun, " case ", " on ");
    if (is_of(type, " PROTEST ") && on && !scene->doers.count && ro_is_form_of(record, verb, " go went gone be "))
        put_from(&scene->doers, &light.doers, noun); /* "went on strike" */
    if (object && !scene->doers.count && ro_is_form_of(record, verb, UTTERING)) put_from(&scene->doers, &light.doers, noun);
    bool under = ro_has_relation(record, noun, " obl obl:agent ") && ro_has_child_word(record, noun, " case ", " under in into ");
    if (undergone && under && ro_is_form_of(record, verb, " place put keep kept hold held take took taken ") &&
        !scene->done_to.count)
        put_from(&scene->done_to, &light.done_to, noun);
}

/* "suspended aid to", "established ties with", "left the treaty with": whom the thing touches. */
static void complete_thing(const ro_record *record, uint32_t thing, ro_scene *scene) {
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, thing, " nmod obl ", c)) != RO_NOBODY;)
        if (ro_has_child_word(record, c, " case ", " to with on against for between at ")) ro_nouns_put(&scene->towards, c);
}

static void complete_phrase(const ro_record *record, ro_scene *scene) {
    for (size_t i = 0; i < scene->done_to.count; i++) complete_thing(record, scene->done_to.items[i], scene);
    for (size_t i = 0; i < scene->around.count; i++) complete_thing(record, scene->around.items[i], scene);
}

void ro_deed_complete(const ro_record *record, uint32_t word, const char *type, bool phrase, ro_scene *scene) {
    if (phrase) complete_phrase(record, scene);
    if (!ro_is_verb(record, word))
        complete_noun(record, word, type, scene);
    else if (!scene->doers.count)
        complete_infinitive(record, word, scene);
}
