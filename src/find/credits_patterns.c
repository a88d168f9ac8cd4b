#include "find/credits.h"

/* Of an outlet these verbs pass news on; behind the others it may speak for itself. */
static const char REPORTS[] = " reported reports quoted quotes quote cited cites cite carried carries published publishes "
                              "wrote writes revealed reveals disclosed ";
/* The same of an outlet only with what it sent behind them: "aired footage", but not "aired the match". */
static const char SENDS[] = " aired airs broadcast broadcasts ";
static const char SENT[] = " that footage video interview report statement message images pictures recording audio ";
static const char SAYS[] = " said says added adds noted notes stated states claimed claims understands tweeted "
                           "estimated estimates put puts placed places called calls described describes counted counts ";
static const char REPORT_NOUNS[] = " report reports dispatch dispatches story article account interview ";
static const char STAFF[] = " reporter reporters correspondent correspondents journalist journalists witness witnesses "
                            "photographer team crew tally count ";
static const char BETWEEN[] = " also has have had earlier later first separately previously since itself then on late early "
                              "yesterday today was first to monday tuesday wednesday thursday friday saturday sunday citing ";
static const char TELLING[] = " told tells tell telling informed assured ";
static const char SPEAKING[] =
    " interview interviews speaking spoke spoken talking talked remarks comments comment statement "
    "statements confirmed denied said stated commented admitted revealed explained wrote letter email e-mail message "
    "conversation given ";
static const char WRITING[] = " article op-ed column piece editorial essay writing wrote written commentary ";
static const char ON_AIR[] = " interview said says speaking spoke appeared appearing appearance remarks interviewed ";
static const char PASSED_ON[] = " reported quoted cited carried published aired broadcast run released relayed confirmed made ";
static const char SEEN[] = " obtained seen reviewed viewed verified interviewed surveyed compiled ";

/* Whether one of the words lies among the `most` before `at`, in the same sentence. */
static bool before_within(const ro_words *words, uint32_t at, uint32_t most, const char *list) {
    for (uint32_t i = at; i && at - i < most && words->items[i - 1].sentence == words->items[at].sentence; i--)
        if (ro_word_in(&words->items[i - 1], list)) return true;
    return false;
}

/* ---- what follows the name */

/* "Fox News said in a statement", "The Guardian said it would": of itself. */
static bool of_itself(const ro_words *words, uint32_t verb) {
    if (ro_word_is(words, verb + 1, " in ") && ro_word_is(words, verb + 3, " statement release ")) return true;
    return ro_word_is(words, verb + 1, " it they its ");
}

static bool sends(const ro_words *words, uint32_t verb) {
    enum { NEAR = 4 };
    if (!ro_word_is(words, verb, SENDS)) return false;
    for (uint32_t i = verb + 1; i < verb + NEAR && ro_plain_gap(words, i); i++)
        if (ro_word_is(words, i, SENT)) return true;
    return false;
}

/* The word behind the name, where no mark but a closed bracket stands between. */
static bool follows(const ro_words *words, const ro_outlet_name *name) {
    uint32_t at = name->end;
    if (ro_plain_gap(words, at)) return true;
    return at < words->count && at > name->to && (words->items[at].gap == ')' || (name->apposed && words->items[at].gap == ','));
}

/* "an AFP correspondent at the scene said": the words between. */
static uint32_t skip_whereabouts(const ro_words *words, uint32_t at) {
    enum { STEPS = 4 };
    if (!ro_plain_gap(words, at) || !ro_word_is(words, at, " at in on near ")) return at;
    for (uint32_t i = at + 1; i < at + STEPS && ro_plain_gap(words, i); i++)
        if (ro_word_is(words, i, REPORTS) || ro_word_is(words, i, SAYS) || ro_word_is(words, i, " saw heard counted ")) return i;
    return at;
}

/* "BBC reporter Ada Moss said": behind the name. */
static uint32_t skip_name(const ro_words *words, uint32_t at) {
    enum { LONGEST = 3 };
    uint32_t to = at;
    while (to - at < LONGEST && ro_plain_gap(words, to) && words->items[to].upper) to++;
    return to;
}

/* The verb behind "also", "on Monday" and the like; words->count where none stands there. */
static uint32_t verb_behind(const ro_words *words, uint32_t at) {
    enum { STEPS = 5 };
    for (uint32_t i = 0; i < STEPS && ro_word_is(words, at, BETWEEN) && ro_plain_gap(words, at + 1); i++) at++;
    return at;
}

bool ro_outlet_reports(const ro_words *words, const ro_outlet_name *name) {
    uint32_t at = name->end;
    bool own = words->items[name->to - 1].possessive, staff = false;
    if (at < words->count && words->items[at].gap == ',' && ro_word_is(words, at, " citing quoting ")) return true;
    if (!follows(words, name)) return false;
    uint32_t next = verb_behind(words, at);
    bool first = next > at + 1 && ro_word_is(words, next, " report ") && ro_word_is(words, next - 2, " first ");
    if (!own && (first || ro_word_is(words, next, REPORTS) || sends(words, next))) return true; /* "was first to report" */
    while (own && at < name->end + 2 && ro_plain_gap(words, at) && words->items[at].upper)
        staff = true, at++; /* "the BBC's Ben Brown" */
    bool noun = ro_plain_gap(words, at) && ro_word_is(words, at, REPORT_NOUNS),
         person = ro_plain_gap(words, at) && ro_word_is(words, at, STAFF);
    if (noun || person) at++, staff = true;
    if (person) at = skip_whereabouts(words, skip_name(words, at));
    if (own && !staff) return false;
    uint32_t verb = verb_behind(words, at);
    if (staff && ro_word_is(words, verb, REPORTS)) return true;
    if (person && ro_word_is(words, verb, " saw heard counted ")) return true;
    bool wire = name->state || (name->medium && name->medium->wire);
    bool certain = !name->doubtful || name->begin + 1 < name->from; /* "the newspaper Zarelin" */
    return ro_word_is(words, verb, SAYS) && (staff || (certain && (wire || !of_itself(words, verb))));
}

/* ---- what stands before it */

static bool according(const ro_words *words, uint32_t at) {
    return at > 1 && ro_plain_gap(words, at) && ro_word_is(words, at - 1, " to ") && ro_word_is(words, at - 2, " according ");
}

/* "a report by X", "a dispatch published in X", for the preposition before the name. */
bool ro_report_before(const ro_words *words, uint32_t preposition, uint32_t *noun) {
    uint32_t at = preposition;
    if (at && ro_word_is(words, at - 1, " published carried aired posted broadcast ")) at--;
    if (!at || !ro_word_is(words, at - 1, REPORT_NOUNS)) return false;
    *noun = at - 1;
    return true;
}

static bool report_according(const ro_words *words, uint32_t noun) {
    for (uint32_t i = noun; i > 1 && noun - i < 4 && ro_plain_gap(words, i); i--)
        if (according(words, i)) return true;
    return false;
}

static bool by_outlet(const ro_words *words, uint32_t by, ro_credit_kind *kind) {
    uint32_t noun;
    if (ro_report_before(words, by, &noun))
        return *kind = report_according(words, noun) ? RO_CREDIT_ACCORDING : RO_CREDIT_REPORTS, true;
    if (!by) return false;
    if (ro_word_is(words, by - 1, PASSED_ON)) {
        bool aside = by > 1 && ro_word_is(words, by - 2, " as was ");
        return *kind = aside || ro_word_is(words, by - 1, " quoted carried ") ? RO_CREDIT_QUOTED : RO_CREDIT_MENTION, true;
    }
    return *kind = RO_CREDIT_MENTION, ro_word_is(words, by - 1, SEEN);
}

/* "in remarks to X", "stated to X", "commented on the deal to X" */
static bool spoken_to(const ro_words *words, uint32_t to, const ro_outlet_name *name) {
    enum { FAR = 9 };
    if (before_within(words, to, 2, SPEAKING)) return true;
    return name->medium && before_within(words, to, FAR, " commented spoke remarked ");
}

/* "in an interview with X", "in remarks to X", "in an article for X", "said on X" */
static bool said_there(const ro_words *words, uint32_t preposition, const ro_outlet_name *name) {
    const ro_plain_word *word = &words->items[preposition];
    uint32_t noun;
    if (ro_word_in(word, " with "))
        return before_within(words, preposition, 2, " interview interviews speaking spoke talking talked conversation ");
    if (ro_word_in(word, " to ")) return spoken_to(words, preposition, name);
    if (ro_word_in(word, " for ") && before_within(words, preposition, 2, " described recounted recalled explained detailed "))
        return true;
    if (ro_word_in(word, " for in ") && before_within(words, preposition, 3, WRITING)) return true;
    if (ro_word_in(word, " on ") && (name->medium || name->state)) {
        bool opens = !preposition || words->items[preposition - 1].sentence != word->sentence; /* "On X's …, she defended it" */
        return (opens && !(name->medium && name->medium->wire)) || before_within(words, preposition, 5, ON_AIR);
    }
    return ro_word_in(word, " in by on ") && ro_report_before(words, preposition, &noun) &&
           ro_word_is(words, noun, " interview ");
}

bool ro_outlet_behind(const ro_words *words, const ro_outlet_name *name, ro_credit_kind *kind) {
    uint32_t at = name->begin, noun;
    if (!at || !ro_plain_gap(words, at)) return false;
    if (according(words, at)) return *kind = RO_CREDIT_ACCORDING, true;
    if (ro_word_is(words, at - 1, TELLING)) return *kind = RO_CREDIT_TOLD, true;
    if (said_there(words, at - 1, name)) return *kind = RO_CREDIT_TOLD, true;
    if (ro_word_is(words, at - 1, " by ")) return by_outlet(words, at - 1, kind);
    if (ro_word_is(words, at - 1, " in from on ") && ro_report_before(words, at - 1, &noun))
        return *kind = report_according(words, noun) ? RO_CREDIT_ACCORDING : RO_CREDIT_REPORTS, true;
    if (ro_word_is(words, at - 1, " in on ") && at > 1 && ro_word_is(words, at - 2, PASSED_ON))
        return *kind = RO_CREDIT_QUOTED, true;
    if (ro_word_is(words, at - 1, " citing quoting cited cites quoted quotes ")) return *kind = RO_CREDIT_CITED, true;
    return *kind = RO_CREDIT_MENTION, ro_word_is(words, at - 1, " via ");
}

/* "told Reuters and the BBC", "reported by X … and by Y": what holds of the credit before holds here. */
static bool joined(const ro_cast *cast, const ro_outlet_name *name, ro_credit_kind *kind) {
    const ro_words *words = &cast->words;
    uint32_t at = name->begin;
    if (!cast->credits.count || !at) return false;
    const ro_credit *last = &cast->credits.items[cast->credits.count - 1];
    if (last->sentence != words->items[at].sentence) return false;
    *kind = last->kind;
    if (at > 1 && ro_word_is(words, at - 1, " by ") && ro_word_is(words, at - 2, " and ") && last->kind >= RO_CREDIT_QUOTED)
        return true;
    if (ro_word_is(words, at - 1, " and or ") && ro_plain_gap(words, at)) return last->to + 1 >= at - 1;
    return words->items[at].gap == ',' && last->to == at && last->kind != RO_CREDIT_REPORTS;
}

/* "Reuters and AP reported": the verb stands behind the second. */
static bool reports_jointly(const ro_cast *cast, const ro_outlet_name *name) {
    ro_outlet_name second;
    uint32_t at = name->end;
    if (!ro_plain_gap(&cast->words, at) || !ro_word_is(&cast->words, at, " and ") || at + 2 >= cast->words.count) return false;
    at += ro_word_is(&cast->words, at + 1, " the ") ? 2 : 1;
    return ro_outlet_name_at(cast, at, &second) && ro_outlet_reports(&cast->words, &second);
}

bool ro_outlet_credited(const ro_cast *cast, const ro_outlet_name *name, ro_credit_kind *kind) {
    if (name->begin && ro_word_is(&cast->words, name->begin - 1, " what "))
        return *kind = RO_CREDIT_MENTION, true; /* "what X reported" */
    if (ro_outlet_behind(&cast->words, name, kind)) return true;
    if (ro_outlet_reports(&cast->words, name) || reports_jointly(cast, name)) return *kind = RO_CREDIT_REPORTS, true;
    return joined(cast, name, kind);
}
