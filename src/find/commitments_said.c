#include "find/commitments_parts.h"

#include "find/forms.h"

#include <strings.h>

static const char WILL[] = " will would shall 'll ’ll wo ";
static const char SUBJECTS[] = " nsubj nsubj:pass ";

/* What happens to someone, or is only felt or known: no deed that one can be bound to. */
static const char STATES[] =
    " be have like love prefer want need know think feel felt see seen win won die lose lost miss remember hope find found "
    "become "
    "happen believe expect understand regret suffer fall fell depend mean seem appear remain exist survive allow enable require "
    "cause cost love blame suggest agree consider say tell argue stem lead cut affect face welcome last increase decrease rise "
    "receive benefit ";
/* Deeds of officials told in the passive: "the road will be examined". */
static const char OFFICIAL[] =
    " carry examine investigate shut close publish release provide distribute deploy send introduce "
    "implement compensate review inspect reopen suspend ban cancel postpone withdraw evacuate lift punish prosecute "
    "test vaccinate extend impose schedule hold conduct repair rebuild replace remove ";
static const char HARM[] = " respond retaliate punish destroy attack strike bomb invade sanction annihilate crush avenge ";
static const char BLOW[] = " response consequence consequences retaliation sanctions punishment force ";
/* What is denied when one says that one did not do it. */
static const char MISDEEDS[] = " threaten attack invade pose violate commit break broke broken lie steal stole use order "
                               "authorise authorize plan intend seek "
                               "target torture harass kill interfere meddle collude hack spy plot conspire support fund arm "
                               "supply pressure abuse bribe cheat "
                               "mislead break provoke fire leak ";

static bool is_me(const ro_record *record, uint32_t word) { return word != RO_NONE && ro_is_word(record, word, " i we "); }

/* The subject of a verb, over the verbs that it is coordinated with or governed by; RO_NONE: none is told. */
static uint32_t subject_of(const ro_record *record, uint32_t verb) {
    enum { CLIMB = 3 };
    for (int steps = 0; steps < CLIMB; steps++) {
        uint32_t subject = ro_child_of(record, verb, SUBJECTS, RO_NOBODY);
        if (subject != RO_NOBODY) return subject;
        uint32_t up = ro_word_of(record, verb)->head;
        if (up == verb || !ro_has_relation(record, verb, " conj xcomp ")) return RO_NONE;
        verb = up;
    }
    return RO_NONE;
}

static bool is_passive(const ro_record *record, uint32_t verb) { return ro_has_child(record, verb, " nsubj:pass aux:pass "); }

/* "Had he known, he would …", "he would have died" */
static bool is_unreal(const ro_record *record, uint32_t verb) { return ro_has_child_word(record, verb, " aux ", " have had "); }

/* ---- promises and threats */

static bool is_question(const ro_record *record, uint32_t verb) {
    ro_span s = ro_sentence_words(record, verb);
    for (uint32_t i = verb + 1; i < s.end; i++)
        if (ro_is_word(record, i, " . ! ? ")) return ro_is_word(record, i, " ? ");
    return false;
}

/* "whether we will", "whom they would", "am I going to": what is not told. */
static bool is_asked(const ro_record *record, uint32_t verb, uint32_t subject) {
    static const char WH[] = " who whom what which whose where when how why whether ";
    if (subject && ro_word_of(record, subject - 1)->upos == RO_UPOS_AUX && is_question(record, verb)) return true;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, verb, " mark nsubj obj obl advmod det ", c)) != RO_NOBODY && c < verb;)
        if (ro_is_word(record, c, WH)) return !ro_has_relation(record, verb, " root advcl ");
    return false;
}

/* "will", "is going to", "is to", "plans to": the verb is what will be done. */
static bool is_to_come(const ro_record *record, uint32_t verb) {
    if (ro_has_child_word(record, verb, " aux ", WILL)) return true;
    bool to = ro_has_child_word(record, verb, " mark ", " to ");
    uint32_t head = ro_word_of(record, verb)->head;
    if (to && ro_has_child_word(record, verb, " aux cop ", " is are was were am 're 'm 's ’re ’m ’s ")) return true;
    if (!to || head == verb || !ro_has_relation(record, verb, " xcomp ")) return false;
    return ro_is_form_of(record, head, " go going plan intend decide aim mean ") && !ro_is_negated(record, head);
}

static bool is_threat(const ro_record *record, uint32_t verb, uint32_t subject) {
    if (ro_is_form_of(record, verb, HARM) && !is_passive(record, verb)) return true;
    if (!ro_is_form_of(record, verb, " face meet met suffer pay bring ") || is_me(record, subject)) return false;
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, verb, " obj obl ", c)) != RO_NOBODY;)
        if (ro_is_form_of(record, c, BLOW) || ro_is_word(record, c, " price ")) return true;
    return false;
}

/* "It planned to join", where the parser takes "it" for nothing in particular; RO_NONE: there is none. */
static uint32_t planner_of(const ro_record *record, uint32_t verb) {
    uint32_t head = ro_word_of(record, verb)->head;
    if (head == verb || !ro_has_relation(record, verb, " xcomp ") || !ro_is_form_of(record, head, " plan intend decide aim "))
        return RO_NONE;
    uint32_t it = ro_child_of(record, head, " expl ", RO_NOBODY);
    return it != RO_NOBODY && !ro_has_child(record, head, " aux:pass cop ") ? it : RO_NONE;
}

/* "If I did, I would not say so", in quotation marks: nobody's plan. */
static bool is_supposed(const ro_record *record, uint32_t verb, uint32_t subject) {
    uint32_t clause = RO_NOBODY;
    if (!is_me(record, subject) || !ro_has_child_word(record, verb, " aux ", " would ")) return false;
    while ((clause = ro_child_of(record, verb, " advcl ", clause)) != RO_NOBODY)
        if (ro_has_child_word(record, clause, " mark ", " if ")) return true;
    return false;
}

static bool binds_ahead(const ro_record *record, uint32_t verb, bool quoted, ro_binding *out) {
    if (!ro_is_verb(record, verb) || !is_to_come(record, verb) || is_unreal(record, verb)) return false;
    if (ro_has_relation(record, verb, " advcl acl acl:relcl csubj ")) return false;
    uint32_t subject = subject_of(record, verb);
    if (subject == RO_NONE) subject = planner_of(record, verb);
    if (subject == RO_NONE || is_asked(record, verb, subject) || ro_is_word(record, subject, " who which that what "))
        return false;
    if (quoted && is_supposed(record, verb, subject)) return false;
    *out = (ro_binding){.kind = RO_COMMIT_PROMISE, .subject = subject, .of_subject = true, .own = true, .head = verb};
    uint32_t governor = ro_word_of(record, verb)->head;
    if (ro_has_relation(record, verb, " xcomp ") && ro_is_word(record, governor, " going ")) out->head = governor;
    if (is_threat(record, verb, subject)) {
        bool blow = !ro_is_form_of(record, verb, HARM);
        out->kind = RO_COMMIT_THREAT;
        out->of_subject = out->own = !blow;
        return true;
    }
    if (is_passive(record, verb)) {
        out->of_subject = out->own = false;
        return ro_is_form_of(record, verb, OFFICIAL) && !ro_has_child(record, verb, " obl:agent ");
    }
    return !ro_is_form_of(record, verb, STATES);
}

/* ---- demands and proposals */

/* "let's" and "let us": the verb that follows, or RO_NONE. */
static uint32_t let_us(const ro_record *record, uint32_t verb) {
    if (!ro_is_word(record, verb, " let lets ") || !ro_has_child_word(record, verb, " obj nsubj iobj ", " us 's ’s "))
        return RO_NONE;
    uint32_t subject = ro_child_of(record, verb, SUBJECTS, RO_NOBODY);
    if ((subject != RO_NOBODY && subject < verb) || ro_is_negated(record, verb)) return RO_NONE;
    return ro_child_of(record, verb, " xcomp ccomp ", RO_NOBODY);
}

/* "(they) must", "need to", "have to": the verb is what has to be done. */
static bool is_due(const ro_record *record, uint32_t verb) {
    if (ro_has_child_word(record, verb, " aux ", " must ")) return true;
    uint32_t head = ro_word_of(record, verb)->head;
    bool to = ro_has_child_word(record, verb, " mark ", " to ") && head != verb && ro_has_relation(record, verb, " xcomp ");
    return to && ro_is_form_of(record, head, " need have has ") && !ro_is_negated(record, head);
}

static const char JUDGED[] = " remember note regard see seen view consider judge know known praise commend ";

static bool binds_others(const ro_record *record, uint32_t verb, ro_binding *out) {
    bool should = ro_has_child_word(record, verb, " aux ", " should "), due = is_due(record, verb);
    if ((!should && !due) || is_unreal(record, verb) || ro_has_relation(record, verb, " advcl acl acl:relcl csubj "))
        return false;
    if (should && is_passive(record, verb) && ro_is_form_of(record, verb, JUDGED)) return false; /* "should be remembered" */
    uint32_t subject = subject_of(record, verb);
    if (subject == RO_NONE || ro_is_word(record, subject, " i who which that it this there ")) return false;
    if (is_me(record, subject) || ro_has_child_word(record, subject, " det ", " every each any no ")) return false; /* a truth */
    *out = (ro_binding){.kind = RO_COMMIT_DEMAND, .subject = subject, .head = verb};
    return true;
}

/* What may stand before a command: "please", "don't", a mark. */
static bool is_lead(const ro_record *record, uint32_t word) {
    ro_upos upos = ro_word_of(record, word)->upos;
    return upos == RO_UPOS_ADV || upos == RO_UPOS_PUNCT || upos == RO_UPOS_AUX || upos == RO_UPOS_PART || upos == RO_UPOS_INTJ ||
           upos == RO_UPOS_CCONJ;
}

/* Whether a clause may begin at a word: behind a mark, a conjunction or an opening quotation mark; behind a comma only where the
 * words before it are a condition ("if you can, go") or have no verb ("neighbours, go"). */
static bool begins_clause(const ro_record *record, uint32_t first) {
    ro_span s = ro_sentence_words(record, first);
    uint32_t at = first;
    if (ro_word_of(record, first)->upos == RO_UPOS_PUNCT || ro_is_word(record, first, " please so ")) return true;
    while (at > s.start && is_lead(record, at - 1) && ro_word_of(record, at - 1)->upos != RO_UPOS_PUNCT) at--;
    if (at == s.start || ro_word_of(record, at - 1)->upos != RO_UPOS_PUNCT) return at == s.start;
    if (!ro_is_word(record, at - 1, " , ")) return true;
    uint32_t from = at - 1; /* of the clauses before, as far as the last mark other than a comma */
    while (from > s.start && (ro_word_of(record, from - 1)->upos != RO_UPOS_PUNCT || ro_is_word(record, from - 1, " , "))) from--;
    for (uint32_t i = from; i + 1 < at; i++) {
        if (ro_is_word(record, i, " if unless when please ")) return true;
        if (ro_is_verb(record, i) && !ro_has_relation(record, i, " root ccomp parataxis ")) return false;
        if (ro_word_of(record, i)->upos == RO_UPOS_AUX || ro_has_relation(record, i, " nsubj nsubj:pass ")) return false;
    }
    return true;
}

/* A quoted verb without subject at the front of its clause: "Leave us alone". */
static bool is_command(const ro_record *record, uint32_t verb) {
    static const char NO_COMMANDS[] =
        " thank thanks bless look see say imagine suppose believe trust welcome hope excuse forgive let "
        "please got based given said done made ";
    const ro_word *w = ro_word_of(record, verb);
    bool bare = strlen(w->lemma) == w->span.end - w->span.start &&
                !strncasecmp(w->lemma, record->document->text.bytes + w->span.start, strlen(w->lemma));
    if (!bare || !ro_has_relation(record, verb, " root ccomp parataxis ") || ro_is_form_of(record, verb, NO_COMMANDS))
        return false;
    if (ro_has_child(record, verb, " nsubj nsubj:pass expl aux:pass cop ") ||
        ro_has_child_word(record, verb, " mark ", " to that "))
        return false;
    if (ro_has_child(record, verb, " aux ") && !ro_has_child_word(record, verb, " aux ", " do ")) return false;
    if (verb && ro_is_word(record, verb - 1, " [ ( ")) return false; /* the reporter's gloss */
    uint32_t first = ro_word_at(record, ro_action_span(record, verb, true).start);
    for (uint32_t i = first; i < verb; i++)
        if (!is_lead(record, i)) return false;
    return begins_clause(record, first);
}

/* ---- denials */

static bool denies(const ro_record *record, uint32_t verb, ro_binding *out) {
    uint32_t subject = subject_of(record, verb);
    if (subject == RO_NONE || ro_has_relation(record, verb, " advcl acl acl:relcl csubj ")) return false;
    *out = (ro_binding){.kind = RO_COMMIT_DENIAL, .subject = subject, .of_subject = true, .head = verb};
    uint32_t object = ro_child_of(record, verb, " obj ", RO_NOBODY);
    bool plans = object != RO_NOBODY && ro_is_form_of(record, object, " plan intention intent desire ") &&
                 (ro_has_child_word(record, object, " det ", " no ") || ro_is_negated(record, verb));
    out->anywhere = ro_is_word(record, verb, " has have had ") && plans;
    if (out->anywhere) return true;
    out->own = true;
    bool ahead = ro_has_child_word(record, verb, " aux ", " will would shall 'll ’ll wo can could ca may might should must ");
    return !ahead && ro_is_verb(record, verb) && ro_is_negated(record, verb) && ro_is_form_of(record, verb, MISDEEDS);
}

bool ro_binding_at(const ro_record *record, uint32_t word, bool quoted, ro_binding *out) {
    uint32_t joint = quoted ? let_us(record, word) : RO_NONE;
    if (joint != RO_NONE) {
        *out = (ro_binding){.kind = RO_COMMIT_OFFER, .subject = RO_NONE, .head = joint};
        return true;
    }
    if (!ro_is_verb(record, word)) return false;
    if (denies(record, word, out) || binds_ahead(record, word, quoted, out) || binds_others(record, word, out)) return true;
    if (!quoted || !is_command(record, word)) return false;
    *out = (ro_binding){.kind = RO_COMMIT_DEMAND, .subject = RO_NONE, .head = word};
    return true;
}
