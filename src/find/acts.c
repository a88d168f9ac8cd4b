#include "find/acts_words.h"

#include "find/data/acts.h"

#include <ctype.h>
#include <strings.h>

/* Length of the longest stem that begins at a word; 0: none. */
static size_t stem_at(const ro_text *text, uint32_t at, uint32_t end, ro_act *act) {
    size_t longest = 0;
    for (size_t i = 0; i < sizeof act_stems / sizeof *act_stems; i++) {
        size_t size = strlen(act_stems[i].stem);
        if (size <= longest || !ro_word_begins(text, at, end, act_stems[i].stem)) continue;
        longest = size;
        *act = act_stems[i].act;
    }
    return longest;
}

/* ---- the cue */

static bool cue_act(const ro_text *text, ro_span cue, uint32_t reach, ro_act *act) {
    size_t longest = 0;
    for (uint32_t i = cue.start; i < cue.end; i++) {
        ro_act found;
        if (!ro_at_word(text, i, cue.start)) continue;
        size_t size = stem_at(text, i, reach, &found);
        if (size > longest) {
            longest = size;
            *act = found;
        }
    }
    return longest > 0;
}

static bool begins_any(const ro_text *text, ro_span span, const char *const *words) {
    for (; *words; words++)
        if (ro_word_begins(text, span.start, span.end, *words)) return true;
    return false;
}

/* What the cue's act becomes by what it is said of: "dismissed the offer" rejects, "dismissed the claims" denies. */
static ro_act act_with(const ro_text *text, const ro_statement *s, ro_act act) {
    static const char *const claims[] = {"claim*",      "allegation*", "accusation*", "fears",    "rumour*", "rumor*",
                                         "suggestions", "reports",     "charges",     "concern*", NULL};
    static const char *const favours[] = {"funding", "funds", "permission", "access", "entry", "bail", "a visa", "visas", NULL};
    static const char *const joint[] = {"cooperation", "co-operation", "unity", "dialogue", NULL};
    static const char *const articles[] = {"to a ", "to an ", "to the ", "a ", "an ", NULL};
    ro_span front = ro_content_front(text, s), cue = s->cue;
    if (front.end - front.start > 80) front.end = front.start + 80;
    if (act == RO_REJECT && ro_has_any(text, cue, (const char *const[]){"dismiss*", "reject*", NULL}) &&
        ro_has_any(text, front, claims))
        return RO_DENY;
    if (act == RO_DENY && begins_any(text, front, favours)) return RO_REJECT;
    if (act == RO_DEMAND && ro_has_any(text, cue, (const char *const[]){"call*", NULL}) && ro_has_any(text, front, joint))
        return RO_PROPOSE;
    if (act == RO_PROMISE && ro_has_any(text, cue, (const char *const[]){"agreed", NULL}) && begins_any(text, front, articles))
        return RO_AGREE;
    return act;
}

/* "what the critics call": by what it goes among them, more than what they think of it. */
static bool behind_what(const ro_text *text, const ro_statement *s) {
    static const char WHAT[] = "what ";
    enum { SIZE = sizeof WHAT - 1 };
    return s->source.start >= SIZE && !memcmp(text->bytes + s->source.start - SIZE, WHAT, SIZE);
}

/* Cues whose act hangs on the content; false: the cue's own act stands. */
static bool act_by_content(const ro_text *text, const ro_statement *s, ro_act *act) {
    static const char *const labels[] = {"call", "calls", "called", "calling", NULL};
    static const char *const described[] = {"describ*", "characteri*", "label*", "brand*", "dubbed", "deem*", NULL};
    static const char *const announced[] = {"announc*", "unveil*", NULL};
    static const char *const flat[] = {"ruled", "rules", "ruling", "specif*", NULL};
    static const char *const showing[] = {"express*", "voic*", "convey*", NULL};
    static const char *const against[] = {"against", NULL};
    static const char *const steps[] = {"should", "could", "ought", "might", "be", "holding", NULL};
    ro_span front = ro_content_front(text, s);
    if (*act == RO_CRITICISE && ro_has_any(text, s->cue, labels)) {
        *act = ro_word_begins(text, front.start, front.end, "to ")
                   ? RO_DEMAND
                   : ro_act_of_label(text, s, ro_span_empty(s->source) || behind_what(text, s) ? RO_SAY : RO_CRITICISE);
        return true;
    }
    if (ro_has_any(text, s->cue, described)) return *act = ro_act_of_label(text, s, RO_SAY), true;
    if (*act == RO_SAY && ro_has_any(text, s->cue, against)) return *act = RO_REJECT, true;
    if (*act == RO_SAY && ro_has_any(text, s->cue, flat)) return true;
    if (*act == RO_SAY && ro_has_any(text, s->cue, showing) && ro_act_of_feeling(text, s, act)) return true;
    if (*act == RO_SAY && ro_has_any(text, s->cue, announced) && ro_is_step(text, s)) return *act = RO_PROMISE, true;
    if (*act == RO_PROPOSE && ro_has_any(text, s->cue, (const char *const[]){"suggest*", NULL}) &&
        !ro_has_any(text, front, steps)) {
        static const char *const past[] = {"was", "were", "had", "did", "used", "is", "are", "has", "have", "may", "would", NULL};
        static const char *const findings[] = {"report*", "stud*",       "poll*",   "data",    "evidence", "finding*",
                                               "result*", "research*",   "survey*", "analys*", "imag*",    "figures",
                                               "model*",  "projection*", NULL}; /* what they suggest is so */
        if (ro_has_any(text, front, past) || ro_has_any(text, s->source, findings)) return *act = ro_act_of_words(text, s), true;
    }
    return false;
}

ro_act ro_act_of(const ro_text *text, const ro_statement *s) {
    ro_act act = RO_SAY;
    ro_span front = ro_content_front(text, s);
    /* A particle may stand just behind the cue, at the front of the content ("called", "for an end"). */
    uint32_t reach =
        !ro_span_empty(front) && front.start >= s->cue.end && front.start - s->cue.end <= 2 ? front.start + 8 : s->cue.end;
    if (reach > text->size) reach = text->size;
    bool told = !ro_span_empty(s->cue) && cue_act(text, s->cue, reach, &act);
    if (!ro_span_empty(s->cue) && !ro_span_empty(front) && act_by_content(text, s, &act)) return act;
    if (!told || act == RO_SAY) return ro_act_of_words(text, s);
    if (act == RO_DEMAND && ro_has_any(text, s->cue, (const char *const[]){"ask*", NULL}) && ro_is_question(text, s))
        return RO_ASK;
    return act_with(text, s, act);
}

bool ro_cue_negated(const ro_text *text, ro_span cue) {
    static const char *const negations[] = {"not",   "never",    "no",       "didn't",  "didn’t",  "doesn't", "doesn’t",
                                            "don't", "don’t",    "hasn't",   "hasn’t",  "haven't", "haven’t", "won't",
                                            "won’t", "wouldn't", "wouldn’t", "without", NULL};
    return ro_has_any(text, cue, negations);
}

bool ro_cue_asks(const ro_text *text, ro_span cue) {
    ro_act act;
    return cue_act(text, cue, cue.end, &act) && (act == RO_DEMAND || act == RO_PROPOSE);
}

/* A stem that ends in a space is a whole word, which may be the last. */
static bool begins_stem(const ro_text *text, uint32_t at, uint32_t end, const char *stem) {
    size_t size = strlen(stem);
    bool last = stem[size - 1] == ' ' && end - at == size - 1;
    return last ? !strncasecmp(text->bytes + at, stem, size - 1) : ro_word_begins(text, at, end, stem);
}

bool ro_cue_names_topic(const ro_text *text, ro_span cue) {
    return cue.end - cue.start > 6 && ro_text_is(text, (ro_span){cue.end - 6, cue.end}, " about");
}

static bool has_stem(const ro_text *text, ro_span cue, const char *const *stems, size_t count) {
    for (uint32_t i = cue.start; i < cue.end; i++)
        for (size_t k = 0; ro_at_word(text, i, cue.start) && k < count; k++)
            if (begins_stem(text, i, cue.end, stems[k])) return true;
    return false;
}

ro_cue_kind ro_cue_kind_of(const ro_text *text, ro_span cue) {
    ro_act act;
    bool mark = cue.end - cue.start <= 3 && !isalpha((unsigned char)text->bytes[cue.start]); /* a colon, a dash */
    if (mark || cue_act(text, cue, cue.end, &act)) return RO_CUE_SPEECH;
    if (has_stem(text, cue, deed_stems, sizeof deed_stems / sizeof *deed_stems)) return RO_CUE_DEED;
    return has_stem(text, cue, speech_stems, sizeof speech_stems / sizeof *speech_stems) ? RO_CUE_SPEECH : RO_CUE_UNKNOWN;
}
