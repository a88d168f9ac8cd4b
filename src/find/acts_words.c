#include "find/acts_words.h"

#include <ctype.h>
#include <strings.h>

enum { WORDS = 600, PARTS = 3 }; /* bytes of a content span that are read, and how many spans: the act stands at the front */

typedef const char *const list[];

/* ---- words in a span */

bool ro_word_begins(const ro_text *text, uint32_t at, uint32_t end, const char *word) {
    size_t size = strlen(word);
    return end - at >= size && !strncasecmp(text->bytes + at, word, size);
}

/* A quotation mark before a word is no part of it, though it is as little ASCII as an accented letter. */
bool ro_at_word(const ro_text *text, uint32_t at, uint32_t start) {
    uint32_t length;
    if (at == start) return true;
    uint32_t c = ro_utf8_at(text->bytes + ro_utf8_before(text->bytes, at), &length);
    return c < 0x80 ? !isalnum((int)c) : c <= 0xBF || (c >= 0x2000 && c <= 0x206F);
}

static bool has(const ro_text *text, ro_span span, const char *word) {
    size_t size = strlen(word);
    bool open = word[size - 1] == '*';
    if (open) size--;
    char first = (char)tolower((unsigned char)*word);
    for (uint32_t i = span.start; i + size <= span.end; i++) {
        if (tolower((unsigned char)text->bytes[i]) != first) continue;
        if (!ro_at_word(text, i, span.start) || strncasecmp(text->bytes + i, word, size)) continue;
        unsigned char next = (unsigned char)text->bytes[i + size];
        if (open || i + size == span.end || !isalnum(next)) return true;
    }
    return false;
}

bool ro_has_any(const ro_text *text, ro_span span, const char *const *words) {
    for (; *words; words++)
        if (has(text, span, *words)) return true;
    return false;
}

static ro_span front_of(ro_span span, uint32_t most) {
    if (span.end - span.start > most) span.end = span.start + most;
    return span;
}

/* Without a relative clause behind it: what it adds to a thing is not what the speaker does. */
static ro_span main_clause(const ro_text *text, ro_span front) {
    static const char WHICH[] = ", which ";
    enum { SIZE = sizeof WHICH - 1 };
    for (uint32_t i = front.start; i + SIZE <= front.end; i++)
        if (!memcmp(text->bytes + i, WHICH, SIZE)) return (ro_span){front.start, i};
    return front;
}

/* The words of a quotation within one, from its mark on; none where it is but a term, 'like this'. */
static ro_span nested_at(const ro_text *text, uint32_t at, uint32_t end, size_t mark) {
    enum { WORDS_LEAST = 3 };
    uint32_t spaces = 0, i = at + (uint32_t)mark;
    for (; i < end; i++) {
        bool closing = text->bytes[i] == '\'' || !strncmp(text->bytes + i, "’", 3);
        size_t size = text->bytes[i] == '\'' ? 1 : 3;
        if (closing && !isalnum((unsigned char)text->bytes[i + size])) break;
        spaces += text->bytes[i] == ' ';
    }
    return (ro_span){at, spaces + 1 >= WORDS_LEAST ? i : at};
}

/* Without what somebody said within what is said: "I told him, 'I will go'". */
static ro_span without_nested(const ro_text *text, ro_span front) {
    static list MARKS = {" '", " ‘", NULL};
    enum { LEAST = 20 };
    for (uint32_t i = front.start + LEAST; i + LEAST < front.end; i++)
        for (size_t k = 0; MARKS[k]; k++) {
            size_t size = strlen(MARKS[k]);
            if (memcmp(text->bytes + i, MARKS[k], size) || !isalpha((unsigned char)text->bytes[i + size])) continue;
            if (!ro_span_empty(nested_at(text, i, front.end, size))) return (ro_span){front.start, i};
        }
    return front;
}

/* In any of the first content spans. */
static bool says(const ro_text *text, const ro_statement *s, const char *const *words) {
    for (size_t i = 0; i < s->content.count && i < PARTS; i++)
        if (ro_has_any(text, without_nested(text, front_of(s->content.items[i], WORDS)), words)) return true;
    return false;
}

static bool opens_with(const ro_text *text, ro_span span, const char *const *words) {
    static list LEADS = {"\"", "“", "‘", "'", "that ", "And ", "[", NULL};
    for (size_t i = 0; LEADS[i]; i++)
        if (ro_word_begins(text, span.start, span.end, LEADS[i])) {
            span.start += (uint32_t)strlen(LEADS[i]);
            i = (size_t)-1; /* from the first lead again */
        }
    for (; *words; words++)
        if (ro_word_begins(text, span.start, span.end, *words)) return true;
    return false;
}

/* "“While we wait,” he said, “we urge …”": the first words are but a setting. */
static bool is_setting(const ro_text *text, ro_span span) {
    static list SETTINGS = {"while ", "when ",  "if ",     "as ",     "although ", "though ", "because ",
                            "since ", "after ", "before ", "unless ", "despite ",  "given ",  NULL};
    uint32_t end = span.end;
    while (end > span.start && text->bytes[end - 1] != ',') end--;
    if (span.end - end > 3) return false; /* “…,” */
    return opens_with(text, span, SETTINGS);
}

ro_span ro_content_front(const ro_text *text, const ro_statement *s) {
    if (!s->content.count) return (ro_span){0, 0};
    bool second = s->content.count > 1 && is_setting(text, s->content.items[0]);
    return without_nested(text, front_of(s->content.items[second], WORDS));
}

bool ro_is_question(const ro_text *text, const ro_statement *s) {
    ro_span last = s->content.items[s->content.count - 1];
    for (uint32_t i = last.end; i > last.start; i--) {
        char c = text->bytes[i - 1];
        if (c == '?') return s->content.count == 1;
        if (c != '"' && c != '\'' && (unsigned char)c < 0x80) return false;
    }
    return false;
}

static bool in_marks(const ro_text *text, ro_span span) {
    return text->bytes[span.start] == '"' || ro_word_begins(text, span.start, span.end, "“");
}

/* ---- whose side the words are about */

/* "Varna's foreign secretary" of "the Varnan government": a capitalised word of the source begins like the subject. */
static bool shares_name(const ro_text *text, const ro_statement *s, ro_span content) {
    enum { SAME = 5, WITHIN = 24 };
    if (ro_word_begins(text, content.start, content.end, "the ")) content.start += 4;
    uint32_t at = content.start;
    if (content.end - at < SAME + 3 || !isupper((unsigned char)text->bytes[at])) return false;
    for (uint32_t i = s->source.start; i + SAME <= s->source.end; i++)
        if (ro_at_word(text, i, s->source.start) && !strncmp(text->bytes + i, text->bytes + at, SAME)) return true;
    return false;
}

/* Whether the words begin with the speaker as their subject: "(that) he …", "its …", "the government …". */
static bool of_own_side(const ro_text *text, const ro_statement *s) {
    static list SUBJECTS = {"he ", "she ", "it ", "they ", "its ", "his ", "her ", "their ", "the government ", NULL};
    ro_span span = ro_content_front(text, s);
    if (ro_word_begins(text, span.start, span.end, "that ")) span.start += 5;
    for (size_t i = 0; SUBJECTS[i]; i++)
        if (ro_word_begins(text, span.start, span.end, SUBJECTS[i])) return true;
    return shares_name(text, s, span);
}

/* "Varna and Corvan will go on talking": what two sides will do, one of them does not promise. */
static bool of_two_sides(const ro_text *text, const ro_statement *s) {
    static list VERBS = {" will ", " would ", " are to ", " plan to ", " intend to ", NULL};
    static list AND = {"and", NULL};
    static list BEFORE = {"had", "has", "have", "was", "were", "is", "are", "said", NULL};
    ro_span span = front_of(ro_content_front(text, s), 80);
    for (uint32_t i = span.start; i < span.end; i++)
        for (size_t k = 0; VERBS[k]; k++)
            if (ro_word_begins(text, i, span.end, VERBS[k])) {
                ro_span subject = {span.start, i};
                return ro_has_any(text, subject, AND) && !ro_has_any(text, subject, BEFORE);
            }
    return false;
}

/* ---- the acts one by one */

static bool threatens(const ro_text *text, const ro_statement *s) {
    static list THREATS = {"will be met",     "would be met", "would face",   "will face",          "consequences",
                           "retaliat*",       "strike back",  "destroy you",  "will pay the price", "will pay for this",
                           "will pay dearly", "will respond", "will destroy", "sanctions against",  NULL};
    static list CONDITIONS = {"if", "unless", "we will", "we shall", "we’ll", "we'll", "i will", "our targets", NULL};
    return says(text, s, THREATS) && says(text, s, CONDITIONS);
}

static bool demands(const ro_text *text, const ro_statement *s) {
    static list DEMANDS = {"must",    "needs to", "need to",   "have to stop", "calls for",
                           "wants a", "wants an", "wants the", "wants an end", NULL};
    static list UNLIKE = {"i must say", "i must tell", "i must answer", "i must admit", "need to be removed", "must have", NULL};
    static list ANYBODY = {"a ", "an ", "every ", "everyone ", "no one ", NULL}; /* a truth, and no demand of anyone */
    ro_span front = ro_content_front(text, s);
    return ro_has_any(text, front, DEMANDS) && !ro_has_any(text, front, UNLIKE) && !opens_with(text, front, ANYBODY);
}

/* What presses another party, however mild the rest is. */
static bool presses(const ro_text *text, const ro_statement *s) {
    static list PRESSING = {"we urge",     "i urge",     "strongly urge", "we call on",    "i call on",      "we call upon",
                            "i call upon", "i count on", "we count on",   "i want you to", "we want you to", "i ask you",
                            "we ask you",  "we demand",  "i demand",      "please",        "we expect from", NULL};
    static list DUTY = {"should", "ought to", "have to", "need to", NULL};
    static list ENDING = {"get out",   "leave",     "stop",    "withdraw",  "cease",     "resign",
                          "step down", "release",   "return",  "refrain",   "apologise", "apologize",
                          "come back", "hand over", "end its", "end their", NULL};
    if (ro_has_any(text, front_of(ro_content_front(text, s), 400), PRESSING)) return true;
    ro_span front = front_of(ro_content_front(text, s), 200);
    return ro_has_any(text, front, DUTY) && ro_has_any(text, front, ENDING);
}

static bool proposes(const ro_text *text, const ro_statement *s) {
    static list PROPOSES = {"let us",
                            "let's",
                            "let’s",
                            "we need to",
                            "we still need to",
                            "we also need to",
                            "we all need to",
                            "we have to",
                            "we should",
                            "should be",
                            "should",
                            "ought to",
                            "we must work",
                            "ready to talk",
                            "ready to help",
                            "ready to take",
                            "ready to work",
                            "ready to provide",
                            "we stand ready",
                            "willing to",
                            "willingness to",
                            NULL};
    static list UNLIKE = {"should have", "should not have", "should be remembered",
                          "don't think", "don’t think",     "do not think",
                          "'let's",      "'let’s",          "‘let’s",
                          NULL};
    return ro_has_any(text, ro_content_front(text, s), PROPOSES) && !ro_has_any(text, ro_content_front(text, s), UNLIKE);
}

static bool promises(const ro_text *text, const ro_statement *s) {
    static list PROMISES = {"we will",
                            "i will",
                            "we'll",
                            "we’ll",
                            "i'll",
                            "i’ll",
                            "we shall",
                            "we're going to",
                            "we’re going to",
                            "we are going to",
                            "i'm going to",
                            "i’m going to",
                            "we're not going to",
                            "we’re not going to",
                            "we are not going to",
                            "i'm not going to",
                            "i’m not going to",
                            "are committed to",
                            "am committed to",
                            "pledge to",
                            "pledges to",
                            "pledged to",
                            NULL};
    static list NEVER = {"we will never", NULL};
    static list PLANS = {"will",       "would",       "is to",   "are to",    "plans to",
                         "planned to", "planning to", "intend*", "agreed to", NULL};
    static list NO_PLANS = {"would have",   "would’ve",   "would've",      "would prefer",  "would like",
                            "would rather", "no plans",   "would be okay", "would be able", "would be happy",
                            "would allow",  "would need", "would prevent", "would help",    "would hurt",
                            "would cause",  "would lead", "would make",    "would mean",    "would cost",
                            "would harm",   NULL};
    /* What only who decides can announce. */
    static list MEASURES = {"will be examined",
                            "would be examined",
                            "be carried out",
                            "be shut",
                            "be closed",
                            "be suspended",
                            "be investigated",
                            "be reviewed",
                            "be extended",
                            "be introduced",
                            "be banned",
                            "be cancelled",
                            "be postponed",
                            "be reopened",
                            "be deployed",
                            "be prosecuted",
                            "be released",
                            "be published",
                            "is suspending",
                            "was suspending",
                            "are suspending",
                            "moving forward with",
                            NULL};
    ro_span front = ro_content_front(text, s);
    if (ro_has_any(text, front, PROMISES) || says(text, s, NEVER) || ro_has_any(text, front_of(front, 160), MEASURES))
        return true;
    if (!of_own_side(text, s) || of_two_sides(text, s)) return false;
    return ro_has_any(text, front_of(front, 120), PLANS) && !ro_has_any(text, front, NO_PLANS);
}

static bool accuses(const ro_text *text, const ro_statement *s) {
    static list BLAMES = {"responsible for",
                          "guilty of",
                          "to blame",
                          "lied",
                          "lying",
                          "violat*",
                          "crimes",
                          "election was stolen",
                          "rigged",
                          "voter fraud",
                          "wrongful*",
                          "illegally",
                          "unlawful*",
                          "unconstitutional",
                          "illicit",
                          "suspected perpetrator*",
                          "a terrorist",
                          "as terrorists",
                          "with contempt",
                          "utter contempt",
                          "complicit*",
                          "genocide",
                          "war crime*",
                          "sponsor of terror*",
                          "support for terror*",
                          "breach of",
                          "infring*",
                          "cheated",
                          "breaking the law",
                          "broke the law",
                          "broken the law",
                          "was behind",
                          "were behind",
                          "interfer*",
                          NULL};
    static list AGAINST_IT = {"to prevent",  "to combat",     "to fight",      "to investigate",
                              "no evidence", "illicit drug*", "illegal drug*", NULL};
    ro_span front = front_of(ro_content_front(text, s), 400);
    return ro_has_any(text, front, BLAMES) && !ro_has_any(text, front, AGAINST_IT);
}

static bool criticises(const ro_text *text, const ro_statement *s) {
    static list BLOWS = {"shameful",    "disgrace*",        "unacceptable", "outrage*",    "appalling",   "irresponsible",
                         "hypocri*",    "null and void",    "is wrong",     "was wrong",   "be right to", "dastardly",
                         "disappoint*", "lack of",          "calamity",     "retrograde",  "bully*",      "goes against",
                         "ignores",     "cannot afford",    "has failed",   "have failed", "failure of",  "ridiculous",
                         "absurd",      "garbage",          "witch hunt",   "undermin*",   "not doing",   "cruel*",
                         "inhuman*",    "reckless",         "cowardly",     "barbari*",    "incompeten*", "shame on",
                         "nonsense",    "pathetic",         "a mistake",    "condemned",   "bad deal",    "we condemn",
                         "i condemn",   "strongly condemn", "senseless",    NULL};
    return ro_has_any(text, front_of(ro_content_front(text, s), 400), BLOWS);
}

static bool denies(const ro_text *text, const ro_statement *s) {
    static list DENIALS = {"not true",
                           "untrue",
                           "no intention",
                           "false",
                           "was never",
                           "were never",
                           "no evidence",
                           "is fake",
                           "it's fake",
                           "it’s fake",
                           "not guilty",
                           "never happened",
                           "is a lie",
                           "no such thing",
                           "nobody is",
                           "have never",
                           "has never",
                           "had never",
                           "poses no threat",
                           "posed no threat",
                           "not pose a threat",
                           "not a threat",
                           "no threat to",
                           "nothing to do with",
                           "not part of any",
                           "not linked to",
                           "not related to",
                           "not connected",
                           NULL};
    static list OWN = {"i never",    "we never",    "he never",    "she never",   "they never",   "it never",
                       "i did not",  "we did not",  "he did not",  "she did not", "they did not", "i didn't",
                       "i didn’t",   "we didn't",   "we didn’t",   "he didn't",   "he didn’t",    "she didn't",
                       "she didn’t", "they didn't", "they didn’t", NULL};
    static list HAD_NOT = {"had not", NULL};
    static list HAD_NOT_YET = {"had not yet", "never seen", "never heard", "never met", "never before", "never been so", NULL};
    static list NOT_KNOWING = {"not know", "n't know", "not have", "n't have", "not expect", "n't purposely", NULL};
    ro_span front = front_of(ro_content_front(text, s), 300);
    if (ro_has_any(text, front, HAD_NOT_YET)) return false;
    if (ro_has_any(text, front_of(front, 30), HAD_NOT)) return true;
    return ro_has_any(text, front, DENIALS) || (opens_with(text, front, OWN) && !ro_has_any(text, front, NOT_KNOWING));
}

static bool warns(const ro_text *text, const ro_statement *s) {
    static list DANGERS = {"dangerous for",
                           "can be dangerous",
                           "danger of",
                           "pose a threat",
                           "poses a threat",
                           "pose a risk",
                           "poses a risk",
                           "could lead to war",
                           "beware",
                           "at risk of",
                           NULL};
    static list NONE = {"not pose a threat", "not pose a risk", "not a danger", NULL};
    ro_span front = front_of(ro_content_front(text, s), 160);
    return ro_has_any(text, front, DANGERS) && !ro_has_any(text, front, NONE);
}

/* In the speaker's own words an outlook stands at their front; retold ones are turned back ("would"). */
static bool expects(const ro_text *text, const ro_statement *s) {
    static list OUTLOOKS = {"expect*", "likely", "unlikely", "will", "going to", "imminent", "hope*", NULL};
    static list RETOLD = {"expect*", "hope*", "hoping",   "likely",   "unlikely",    "will",   "would",
                          "might",   "could", "going to", "imminent", "possibility", "may be", NULL};
    static list SETTLED = {"would have",     "would've",   "would’ve", "would require*", "could not",    "could neither",
                           "would not have", "might have", "may have", "could have",     "would prefer", "would allow",
                           "would be okay",  NULL};
    static list UNEXPECTED = {"had not expected", "hadn't expected", "hadn’t expected", "unexpected*", NULL};
    ro_span front = ro_content_front(text, s);
    if (ro_has_any(text, front_of(front, 60), UNEXPECTED)) return false;
    if (in_marks(text, front)) return ro_has_any(text, front_of(front, 90), OUTLOOKS);
    front = main_clause(text, front);
    return ro_has_any(text, front_of(front, 160), RETOLD) && !ro_has_any(text, front, SETTLED);
}

/* "We will not accept it": refused in so many words. */
static bool rejects(const ro_text *text, const ro_statement *s) {
    static list REFUSALS = {"i reject",          "we reject",        "i strongly reject",  "we strongly reject",
                            "i refuse",          "we refuse",        "cannot accept",      "can't accept",
                            "can’t accept",      "won't accept",     "won’t accept",       "will not accept",
                            "will never accept", "would not accept", "would never accept", NULL};
    return ro_has_any(text, front_of(ro_content_front(text, s), 200), REFUSALS);
}

ro_act ro_act_of_words(const ro_text *text, const ro_statement *s) {
    static list PRAISES = {"thank*",          "grateful",      "congratulat*",  "welcome*",  "great job",
                           "constructive",    "courageous",    "heroic",        "well done", "proud of",
                           "to their credit", "to his credit", "to her credit", NULL};
    static list HOPES = {"I hope", "we hope", "he hope", "she hope", "they hope", "it hope", "hopes", "hoped", "hopefully", NULL};
    ro_span front = ro_content_front(text, s);
    if (ro_span_empty(front)) return RO_SAY;
    if (ro_is_question(text, s)) return RO_ASK;
    if (ro_has_any(text, front, PRAISES)) return RO_PRAISE;
    if (threatens(text, s)) return RO_THREATEN;
    if (opens_with(text, front, HOPES)) return RO_EXPECT;
    if (rejects(text, s)) return RO_REJECT;
    if (presses(text, s)) return RO_DEMAND;
    if (proposes(text, s)) return RO_PROPOSE;
    if (demands(text, s)) return RO_DEMAND;
    if (promises(text, s)) return RO_PROMISE;
    if (criticises(text, s)) return RO_CRITICISE;
    if (accuses(text, s)) return RO_ACCUSE;
    if (denies(text, s)) return RO_DENY;
    if (warns(text, s)) return RO_WARN;
    return expects(text, s) ? RO_EXPECT : RO_SAY;
}

ro_act ro_act_of_label(const ro_text *text, const ro_statement *s, ro_act otherwise) {
    static list REFUSED = {"waste of time", "non-starter", "nonstarter", "off the table", "unworkable", NULL};
    static list PLAIN = {"a matter of", "legitimate",    "compatible",    "the worst",   "the largest", "the biggest", "the most",
                         "the first",   "the deadliest", "a precaution*", "an accident", "a tragedy",   NULL};
    static list FINE = {"great",     "constructive", "historic",   "hero*",       "brave",     "outstanding",
                        "excellent", "a success",    "productive", "courageous",  "wonderful", "decisive",
                        "justified", "necessary",    "humble",     "soft-spoken", "iconic",    "generous",
                        "honest",    "a legend",     "a friend",   "a gentleman", NULL};
    static list OWN = {"its ", "their ", "itself ", "himself ", "herself ", "themselves ", NULL};
    ro_span front = ro_content_front(text, s);
    if (ro_has_any(text, front, REFUSED)) return RO_REJECT;
    if (criticises(text, s)) return RO_CRITICISE;
    if (accuses(text, s)) return RO_ACCUSE;
    if (ro_has_any(text, front, PLAIN)) return RO_SAY;
    if (opens_with(text, front, OWN)) return RO_SAY;
    return ro_has_any(text, front, FINE) ? RO_PRAISE : otherwise;
}

bool ro_is_step(const ro_text *text, const ro_statement *s) {
    static list STEPS = {"will",       "would",        "plan*",          "withdrawal", "is to",
                         "are to",     "to be",        "moving forward", "initiative", "closure",
                         "suspension", "new measures", "restrictions",   "intention*", NULL};
    return ro_has_any(text, front_of(ro_content_front(text, s), 160), STEPS);
}

/* What "expressed", "voiced" make of what is felt. */
bool ro_act_of_feeling(const ro_text *text, const ro_statement *s, ro_act *act) {
    static list ANGER = {"disappoint*", "anger",  "outrage",     "dissatisf*",  "frustrat*",
                         "criticism*",  "dismay", "displeasure", "indignation", NULL};
    static list CONCERN = {"concern*", "fear*", "doubt*", "worr*", "skeptic*", "sceptic*", "belief", NULL};
    static list HOPE = {"hope*", "optimis*", "confiden*", NULL};
    static list THANKS = {"gratitude", "thanks", "appreciat*", "admiration", "satisfaction", NULL};
    static list OPPOSITION = {"opposition", "disagree*", NULL};
    static list SUPPORT = {"support", "approval", "agreement", NULL};
    static list WILLING = {"willing*", "readiness", NULL};
    static const struct {
        ro_act act;
        const char *const *words;
    } rows[] = {{RO_CRITICISE, ANGER},   {RO_BELIEVE, CONCERN}, {RO_EXPECT, HOPE},    {RO_PRAISE, THANKS},
                {RO_REJECT, OPPOSITION}, {RO_AGREE, SUPPORT},   {RO_PROPOSE, WILLING}};
    ro_span front = front_of(ro_content_front(text, s), 40);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (ro_has_any(text, front, rows[i].words)) return *act = rows[i].act, true;
    return false;
}
