#include "find/commitments_parts.h"

#include "find/forms.h"

static const char CONDITIONS[] = " if unless provided providing lest ";

/* "said that if they came, he would leave", where the parser has both clauses as what was said. */
static bool is_before_clause(const ro_record *record, uint32_t verb) {
    uint32_t next = ro_child_of(record, ro_word_of(record, verb)->head, " ccomp ", verb);
    return next != RO_NOBODY && ro_has_child_word(record, next, " aux ", " will would shall 'll ’ll could can must should ");
}

/* "if …", "unless …", "until he does", "as long as …". */
static bool is_condition(const ro_record *record, uint32_t verb) {
    if (!ro_has_relation(record, verb, " advcl ccomp parataxis ")) return false;
    if (ro_has_child_word(record, verb, " mark advmod ", CONDITIONS))
        return ro_has_relation(record, verb, " advcl parataxis ") || is_before_clause(record, verb);
    uint32_t subject = ro_child_of(record, verb, " nsubj nsubj:pass ", RO_NOBODY);
    if (subject == RO_NOBODY || ro_is_word(record, subject, " this next ") ||
        ro_has_child_word(record, verb, " mark ", " after "))
        return false;
    return ro_has_child_word(record, verb, " mark ", " until till ") || ro_has_child_word(record, verb, " advmod ", " long ");
}

static bool is_punct(const ro_record *record, uint32_t word) { return ro_word_of(record, word)->upos == RO_UPOS_PUNCT; }

/* ---- from a head to the ends of what belongs to it */

typedef bool leaver(const ro_record *record, uint32_t word, uint32_t head);

static bool leave_none(const ro_record *record, uint32_t word, uint32_t head) {
    (void)record, (void)word, (void)head;
    return false;
}

/* "It wants X to join, and urges Y": the second verb is none of what is wanted. */
static bool is_finite(const ro_record *record, uint32_t verb) {
    uint32_t head = ro_word_of(record, verb)->head;
    ro_span s = ro_word_of(record, verb)->span;
    const char *form = record->document->text.bytes + s.start;
    bool infinitive = ro_has_child_word(record, head, " mark ", " to ") && ro_word_of(record, verb)->upos == RO_UPOS_VERB;
    bool s_form = ro_form_ends(form, s.end - s.start, "s") && !ro_form_ends(form, s.end - s.start, "ss");
    return infinitive && (s_form || ro_form_ends(form, s.end - s.start, "ed"));
}

/* "or face a strike", "or else …" */
static bool is_alternative(const ro_record *record, uint32_t word) {
    if (!ro_has_relation(record, word, " conj ") || !ro_has_child_word(record, word, " cc ", " or ")) return false;
    bool ahead = ro_has_child(record, word, " nsubj ") && ro_has_child_word(record, word, " aux ", " will would shall 'll ’ll ");
    return ahead || ro_has_child_word(record, word, " advmod cc fixed ", " else ") ||
           ro_is_form_of(record, word, " face risk suffer lose forfeit pay ");
}

uint32_t ro_alternative_of(const ro_record *record, uint32_t head) {
    for (uint32_t c = head; (c = ro_child_of(record, head, " conj ", c)) != RO_NOBODY;)
        if (is_alternative(record, c)) return c;
    return RO_NONE;
}

bool ro_stands_apart(const ro_record *record, uint32_t word) {
    if (!ro_has_relation(record, word, " conj ")) return false;
    if (is_alternative(record, word)) return true;
    return ro_has_child(record, word, " nsubj nsubj:pass aux ") || is_finite(record, word) ||
           ro_is_form_of(record, word, " expect hope believe fear ");
}

/* "…, which it does not recognise": said of a thing by the way. */
static bool is_aside(const ro_record *record, uint32_t verb) {
    if (!ro_has_relation(record, verb, " acl:relcl ")) return false;
    uint32_t first = ro_child_of(record, verb, " nsubj nsubj:pass obj obl advmod ", RO_NOBODY);
    if (first == RO_NOBODY || first > verb) first = verb;
    while (first && ro_has_relation(record, first - 1, " case ")) first--;
    return first && ro_is_word(record, first - 1, " , — – ");
}

static bool leave_beside_clause(const ro_record *record, uint32_t word, uint32_t head) {
    if (is_condition(record, word) || ro_stands_apart(record, word)) return true;
    bool later = ro_has_child_word(record, word, " case mark ", " following ") || ro_is_word(record, word, " following ");
    later |= ro_ends_in_ing(record, word) && ro_has_child_word(record, word, " mark ", " before after "); /* "before leaving" */
    if (word > head && (later || is_aside(record, word))) return true;
    if (ro_word_of(record, word)->head != head) return false;
    if (ro_has_relation(record, word, " parataxis discourse ")) return true;
    return word < head && ro_has_relation(record, word, " cc advcl ");
}

static bool leave_beside_noun(const ro_record *record, uint32_t word, uint32_t head) {
    if (word > head && ro_has_relation(record, word, " acl:relcl ")) return true;
    if (is_condition(record, word) || (ro_stands_apart(record, word) && ro_word_of(record, word)->head != head)) return true;
    if (ro_word_of(record, word)->head != head) return false;
    return ro_has_relation(record, word, " case mark acl:relcl parataxis cc cop nsubj advmod ") ||
           (ro_has_relation(record, word, " conj ") && ro_has_child(record, word, " nsubj "));
}

static bool belongs(const ro_record *record, uint32_t word, uint32_t head, leaver leave) {
    enum { DEEP = 64 };
    for (int steps = 0; steps < DEEP && word != head; steps++) {
        uint32_t up = ro_word_of(record, word)->head;
        if (up == word || leave(record, word, head)) return false;
        word = up;
    }
    return word == head;
}

/* Words, end exclusive. */
static ro_span reach(const ro_record *record, uint32_t head, leaver leave) {
    enum { LONGEST = 80 };
    ro_span s = ro_sentence_words(record, head), out = {head, head + 1};
    for (uint32_t i = head; i > s.start && head - i < LONGEST; i--)
        if (belongs(record, i - 1, head, leave))
            out.start = i - 1;
        else if (!is_punct(record, i - 1))
            break;
    for (uint32_t i = head + 1; i < s.end && i - head < LONGEST; i++)
        if (belongs(record, i, head, leave))
            out.end = i + 1;
        else if (!is_punct(record, i))
            break;
    return out;
}

/* ---- edges */

static bool is_mark(const ro_record *record, uint32_t word, const char *list) { return ro_is_word(record, word, list); }

/* How many words of a span are in a list. */
static size_t count_of(const ro_record *record, ro_span words, const char *list) {
    size_t count = 0;
    for (uint32_t i = words.start; i < words.end; i++) count += is_mark(record, i, list);
    return count;
}

/* Marks and conjunctions at the edges go, a quotation mark only where its other half is outside. */
static ro_span trimmed(const ro_record *record, ro_span words) {
    static const char OPEN[] = " “ ‘ [ ( ", CLOSE[] = " ” ’ ] ) ", EITHER[] = " \" ' ";
    while (words.end > words.start + 1 && is_punct(record, words.end - 1)) {
        bool pair = (is_mark(record, words.end - 1, CLOSE) && count_of(record, words, OPEN) >= count_of(record, words, CLOSE)) ||
                    (is_mark(record, words.end - 1, EITHER) && count_of(record, words, EITHER) % 2 == 0);
        if (pair) break;
        words.end--;
    }
    while (words.end > words.start + 1) {
        bool pair = (is_mark(record, words.start, OPEN) && count_of(record, words, CLOSE) >= count_of(record, words, OPEN)) ||
                    (is_mark(record, words.start, EITHER) && count_of(record, words, EITHER) % 2 == 0);
        if (pair || !(is_punct(record, words.start) || ro_word_of(record, words.start)->upos == RO_UPOS_CCONJ)) break;
        words.start++;
    }
    return words;
}

static ro_span bytes_of(const ro_record *record, ro_span words) {
    return (ro_span){ro_word_of(record, words.start)->span.start, ro_word_of(record, words.end - 1)->span.end};
}

/* "refusal to answer today", where the parser has the last word of the verb above. */
static ro_span with_tail(const ro_record *record, uint32_t head, ro_span words) {
    enum { FAR = 3 /* heads up */ };
    ro_span s = ro_sentence_words(record, head);
    uint32_t above[FAR], up = head;
    for (size_t i = 0; i < FAR; i++) above[i] = up = ro_word_of(record, up)->head;
    while (words.end < s.end && !is_punct(record, words.end)) {
        uint32_t top = words.end;
        while (ro_word_of(record, top)->head > words.end - 1 && ro_word_of(record, top)->head < s.end &&
               ro_word_of(record, top)->head != top)
            top = ro_word_of(record, top)->head;
        bool of_above = false;
        for (size_t i = 0; i < FAR; i++)
            of_above |= ro_word_of(record, top)->head == above[i] && above[i] < head && top != above[i];
        bool purpose = ro_has_relation(record, top, " advcl ") && ro_is_word(record, words.end, " to ");
        if (!of_above || !(purpose || ro_has_relation(record, top, " advmod obl:unmarked "))) break;
        words.end = reach(record, top, leave_beside_clause).end;
    }
    return words;
}

/* "on Norway to act": the infinitive begins with its "to", and a "not" before it; a gerund behind its preposition. */
static uint32_t infinitive_start(const ro_record *record, uint32_t head, uint32_t start) {
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, head, " mark ", c)) != RO_NOBODY;) {
        if (c < start || c > head) continue;
        ro_span form = ro_word_of(record, head)->span;
        if (ro_form_ends(record->document->text.bytes + form.start, form.end - form.start, "ing")) return c + 1;
        if (!ro_is_word(record, c, " to ")) continue;
        return c > start && ro_is_word(record, c - 1, " not never ") ? c - 1 : c;
    }
    return start;
}

ro_span ro_action_span(const ro_record *record, uint32_t head, bool clause) {
    ro_span words = reach(record, head, clause ? leave_beside_clause : leave_beside_noun);
    if (!clause) return bytes_of(record, with_tail(record, head, trimmed(record, words)));
    words.start = infinitive_start(record, head, words.start);
    uint32_t up = ro_word_of(record, head)->head, object = up == head ? RO_NOBODY : ro_child_of(record, up, " obj ", up);
    bool raised = !ro_has_child(record, head, " nsubj nsubj:pass ") &&
                  ro_has_child_word(record, head, " aux:pass cop ", " be ") && !ro_has_child_word(record, head, " mark ", " to ");
    if (raised && object != RO_NOBODY && object < head)
        words.start = reach(record, object, leave_none).start; /* "the fine be waived" */
    return bytes_of(record, with_tail(record, head, trimmed(record, words)));
}

ro_span ro_bound_span(const ro_record *record, uint32_t head) {
    ro_span words = reach(record, head, leave_beside_clause);
    uint32_t subject = ro_child_of(record, head, " nsubj nsubj:pass ", RO_NOBODY);
    uint32_t from = ro_child_of(record, head, " aux aux:pass cop ", RO_NOBODY);
    if (subject != RO_NOBODY && subject < head) {
        bool whole = ro_word_of(record, subject)->upos == RO_UPOS_PRON || ro_has_relation(record, subject, " nsubj:pass ");
        ro_span phrase = reach(record, subject, leave_none);
        if (whole || from == RO_NOBODY) from = phrase.start;
    }
    if (from != RO_NOBODY && from > words.start && from < words.end) words.start = from;
    return bytes_of(record, with_tail(record, head, trimmed(record, words)));
}

ro_span ro_denied_span(const ro_record *record, uint32_t head) {
    ro_span words = with_tail(record, head, trimmed(record, reach(record, head, leave_beside_clause)));
    while (words.start < head && is_punct(record, words.start)) words.start++;
    while (words.end > head + 1 && is_punct(record, words.end - 1)) words.end--;
    return bytes_of(record, words);
}

/* ---- conditions, times */

/* "that if …": the word that leads into all of what is said is no part of the condition. */
static bool leave_that(const ro_record *record, uint32_t word, uint32_t head) {
    return word < head && ro_has_relation(record, word, " mark ") && ro_is_word(record, word, " that ");
}

ro_span ro_condition_of(const ro_record *record, uint32_t verb) {
    if (!is_condition(record, verb)) return (ro_span){0};
    ro_span words = trimmed(record, reach(record, verb, leave_that));
    if (words.start && ro_is_word(record, words.start - 1, " only except ")) words.start--;
    return bytes_of(record, words);
}

static ro_span condition_below(const ro_record *record, uint32_t head) {
    for (uint32_t c = RO_NOBODY; (c = ro_child_of(record, head, " advcl parataxis ccomp ", c)) != RO_NOBODY;) {
        ro_span found = ro_condition_of(record, c);
        if (!ro_span_empty(found)) return found;
    }
    return (ro_span){0};
}

ro_span ro_condition_span(const ro_record *record, uint32_t head) {
    enum { CLIMB = 4 };
    for (int steps = 0; steps < CLIMB; steps++) {
        ro_span found = condition_below(record, head);
        if (!ro_span_empty(found)) return found;
        uint32_t up = ro_word_of(record, head)->head;
        if (up == head || !ro_has_relation(record, head, " xcomp ccomp acl obj obl conj ")) return (ro_span){0};
        head = up;
    }
    return (ro_span){0};
}

static bool leave_elsewhere(const ro_record *record, uint32_t word, uint32_t head) {
    (void)head;
    if (is_condition(record, word) || ro_has_relation(record, word, " acl:relcl parataxis ")) return true;
    return ro_stands_apart(record, word);
}

ro_span ro_dated_span(const ro_record *record, uint32_t head, ro_span action) {
    ro_span all = bytes_of(record, reach(record, head, leave_elsewhere));
    if (action.start < all.start) all.start = action.start;
    if (action.end > all.end) all.end = action.end;
    return all;
}
