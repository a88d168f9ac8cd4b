#include "find/credits.h"

static const char DAYS[] = " monday tuesday wednesday thursday friday saturday sunday ";
static const char MONTHS[] = " january february march april may june july august september october november december jan feb mar "
                             "apr jun jul aug sept sep oct nov dec ";

/* ---- reports with a dateline of their own */

/* "on January 21" within the words right behind the credit. */
static bool dated(const ro_words *words, uint32_t at) {
    enum { STEPS = 7 };
    for (uint32_t i = at; i < at + STEPS && ro_plain_gap(words, i) && !words->items[i].verb; i++) {
        if (!ro_word_is(words, i, MONTHS) || !words->items[i].upper) continue;
        char next = ro_plain_gap(words, i + 1) ? words->items[i + 1].fold[0] : 0, last = words->items[i - 1].fold[0];
        return (next >= '0' && next <= '9') || (last >= '0' && last <= '9');
    }
    return false;
}

/* "in Geneva", "from Kabul", or "DPA Geneva" */
static bool placed(const ro_words *words, uint32_t at) {
    if (ro_plain_gap(words, at) && ro_word_is(words, at, " in from ")) at++;
    return ro_plain_gap(words, at) && words->items[at].upper && !ro_word_is(words, at, MONTHS) && !ro_word_is(words, at, DAYS);
}

/* Whether the word stands in the first sentence of the text, headers aside. */
static bool in_lead(const ro_cast *cast, uint32_t word) {
    enum { SHORT = 14, HEADERS = 3 };
    const ro_words *words = &cast->words;
    uint32_t at = 0;
    for (int i = 0; i <= HEADERS && at < words->count; i++) {
        uint32_t to = at;
        while (to < words->count && words->items[to].sentence == words->items[at].sentence) to++;
        if (to > word) return true;
        if (to - at > SHORT) return false;
        at = to;
    }
    return false;
}

static bool in_first_paragraph(const ro_cast *cast, uint32_t word) {
    const ro_text *text = &cast->record->document->text;
    uint32_t end = cast->words.items[word].span.start, from = 0;
    if (!ro_span_empty(cast->record->dateline.text)) from = cast->record->dateline.text.end;
    return end - from < 400 && !memchr(text->bytes + from, '\n', end - from);
}

/* "a report by X", "an X dispatch" */
static bool is_report(const ro_words *words, const ro_outlet_name *name) {
    uint32_t noun;
    if (ro_plain_gap(words, name->end) && ro_word_is(words, name->end, " report reports dispatch dispatches ")) return true;
    return name->begin && ro_report_before(words, name->begin - 1, &noun) && !ro_word_is(words, noun, " interview ");
}

/* The text retells a report that it credits as a dateline would, by place and date: "according to a report by X in Oslo on
 * March 3"; one of the two is enough in the first paragraph. */
static bool is_relay(const ro_cast *cast, const ro_outlet_name *name, const ro_credit *credit) {
    const ro_words *words = &cast->words;
    uint32_t at = name->end;
    if (credit->kind != RO_CREDIT_ACCORDING && !(credit->kind == RO_CREDIT_REPORTS && credit->report)) return false;
    if (ro_plain_gap(words, at) && ro_word_is(words, at, " report reports dispatch dispatches ")) at++;
    bool place = placed(words, at), date = dated(words, at);
    return (credit->report && place && date) || ((place || date) && in_first_paragraph(cast, name->from));
}

/* ---- the text from end to end */

static bool own_notice(const ro_cast *cast, uint32_t at) { /* what the text says outside of its sentences */
    const ro_document *document = cast->record->document;
    return ro_is_notice(&document->text, ro_paragraph_at(&document->text, cast->words.items[at].span.start));
}

static bool in_dateline(const ro_cast *cast, const ro_outlet_name *name) {
    return ro_span_overlaps(cast->record->dateline.text, ro_words_span(&cast->words, name->from, name->to));
}

/* The actor by that name is an outlet, though the table alone could not tell. */
static void name_outlet(ro_who *who, const ro_outlet_name *name) {
    if (!who->sector[0]) ro_set_code(who->sector, "JRN");
    if (name->medium && !who->medium && !who->country[0]) ro_set_code(who->country, name->medium->country);
    if (name->medium) who->medium = name->medium;
}

static bool add_credit(ro_cast *cast, const ro_outlet_name *name, ro_credit_kind kind) {
    uint32_t agency;
    if (!ro_agency_add(cast->record, name->medium, name->written, RO_BASIS_TEXT, &agency)) return false;
    if (agency == RO_NONE) return true;
    uint32_t entity = cast->words.items[name->from].entity, who = entity == RO_NONE ? RO_NONE : cast->entity_who[entity];
    if (who != RO_NONE && cast->whos.items[who].kind == RO_ORGANISATION) name_outlet(&cast->whos.items[who], name);
    ro_credit credit = {.kind = kind, .agency = agency, .from = name->from, .to = name->to, .until = RO_NONE};
    credit.sentence = cast->words.items[name->from].sentence;
    credit.report = is_report(&cast->words, name);
    credit.relay = is_relay(cast, name, &credit);
    return ro_list_add(cast->arena, &cast->credits, credit);
}

/* How often the outlet of a credit is credited from there on until another's turn; at most `most`. */
static int times_credited(const ro_cast *cast, size_t from, int most) {
    int times = 0;
    for (size_t i = from; i < cast->credits.count && times < most; i++)
        times += cast->credits.items[i].agency == cast->credits.items[from].agency;
    return times;
}

static bool passes_on(const ro_credit *c) { return c->kind == RO_CREDIT_REPORTS || c->kind == RO_CREDIT_ACCORDING; }

/* The last sentence that credits the outlet of this credit, before another's turn. */
static uint32_t last_credited(const ro_cast *cast, size_t from) {
    uint32_t last = cast->credits.items[from].sentence;
    for (size_t i = from; i < cast->credits.count && !(i > from && cast->credits.items[i].lead); i++)
        if (cast->credits.items[i].agency == cast->credits.items[from].agency && cast->credits.items[i].kind != RO_CREDIT_MENTION)
            last = cast->credits.items[i].sentence;
    return last;
}

/* A text whose lead rests on an outlet's report and that comes back to it retells that report, until it turns to another outlet
 * in the same way. */
static void mark_lead(ro_cast *cast) {
    enum { TIMES = 3 };
    uint32_t told = RO_NONE; /* the agency retold */
    for (size_t i = 0; i < cast->credits.count; i++) {
        ro_credit *c = &cast->credits.items[i];
        if (c->relay) return; /* what retells by datelines says where each report begins */
        bool lead = told == RO_NONE && passes_on(c) && in_lead(cast, c->from);
        bool turn = told != RO_NONE && passes_on(c) && c->agency != told;
        if (!(lead || turn)) {
            if (told == RO_NONE) return;
            continue;
        }
        if (times_credited(cast, i, TIMES) < TIMES) {
            if (lead) return;
            continue;
        }
        c->lead = true;
        told = c->agency;
    }
    for (size_t i = 0; i < cast->credits.count; i++)
        if (cast->credits.items[i].lead) cast->credits.items[i].until = last_credited(cast, i);
}

/* "told the agency", "the newspaper reported": the outlet credited before, by a noun. */
static bool credit_again(ro_cast *cast, uint32_t at) {
    enum { SENTENCES = 6 };
    const ro_words *words = &cast->words;
    ro_outlet_name name = {.from = at + 1, .to = at + 2, .begin = at, .end = at + 2};
    name.doubtful = ro_word_is(words, at + 1, " agency network station channel "); /* of other things, too */
    ro_credit_kind kind;
    if (!ro_word_is(words, at, " the ") || !ro_plain_gap(words, at + 1) || !cast->credits.count) return true;
    const ro_credit *last = &cast->credits.items[cast->credits.count - 1];
    bool report = last->report && ro_word_is(words, at + 1, " report dispatch ");
    if (!report &&
        !ro_word_is(words, at + 1, " agency newspaper paper broadcaster channel network magazine daily website outlet station "))
        return true;
    if (words->items[at].sentence - last->sentence > SENTENCES || words->items[at + 1].possessive) return true;
    if (!ro_outlet_behind(words, &name, &kind)) {
        if (!ro_outlet_reports(words, &name)) return true;
        kind = RO_CREDIT_REPORTS;
    }
    ro_credit credit = {.kind = kind, .agency = last->agency, .from = at + 1, .to = at + 2, .report = report, .again = true};
    credit.sentence = words->items[at].sentence;
    return ro_list_add(cast->arena, &cast->credits, credit);
}

bool ro_credits_find(ro_cast *cast) {
    for (uint32_t i = 0; i < cast->words.count;) {
        ro_outlet_name name;
        ro_credit_kind kind;
        ro_outlet_disown(cast, i);
        if (!ro_outlet_name_at(cast, i, &name)) {
            if (!credit_again(cast, i)) return false;
            i++;
            continue;
        }
        bool counts = ro_outlet_credited(cast, &name, &kind) && !in_dateline(cast, &name) && !own_notice(cast, i);
        if (!ro_outlet_introduce(cast, &name) || (counts && !add_credit(cast, &name, kind))) return false;
        i = name.to;
    }
    mark_lead(cast);
    return true;
}

/* The index of the first credit that ends behind this word. */
static size_t first_behind(const ro_cast *cast, uint32_t word) {
    size_t low = 0, high = cast->credits.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (cast->credits.items[middle].to <= word)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const ro_credit *ro_credit_in(const ro_cast *cast, uint32_t from, uint32_t to) {
    size_t at = first_behind(cast, from);
    return at < cast->credits.count && cast->credits.items[at].from < to ? &cast->credits.items[at] : NULL;
}

const ro_credit *ro_credit_before(const ro_cast *cast, uint32_t word) {
    enum { MOST = 8 };
    size_t at = first_behind(cast, word);
    for (int steps = 0; at && steps < MOST; steps++) {
        const ro_credit *c = &cast->credits.items[--at];
        if (c->kind <= RO_CREDIT_TOLD && !c->again) return c;
    }
    return NULL;
}
