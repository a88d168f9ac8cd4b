/* The contexts of events: what each is about, by the words of its sentence and by who its parties are. */
#include "find/contexts.h"

#include "find/data/contexts.h"
#include "find/find.h"
#include "find/forms.h"
#include "find/patterns.h"

#include <ctype.h>
#include <strings.h>

enum {
    ROWS = sizeof context_words / sizeof *context_words,
    MOST = 40 /* contexts there are */,
    FAR = 2000 /* bytes read of an event */
};

typedef struct tally {
    struct {
        const char *context;
        int hits;
    } items[MOST];
    size_t count;
} tally;

static void add(tally *t, const char *context, int hits) {
    size_t i = 0;
    while (i < t->count && strcmp(t->items[i].context, context)) i++;
    if (i == MOST) return;
    if (i == t->count) {
        t->items[t->count].hits = 0;
        t->items[t->count++].context = context;
    }
    t->items[i].hits += hits;
}

/* ---- by words */

/* The first row whose pattern begins with a letter, or with one behind it. */
static size_t row_of(char letter) {
    size_t low = 0, high = ROWS;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (context_words[middle].words[0] < letter)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void read_words(tally *t, const ro_text *text, ro_span span) {
    uint32_t end = span.end - span.start > FAR ? span.start + FAR : span.end;
    for (uint32_t at = ro_pattern_word_start(text, span.start); at < end;
         at = ro_pattern_word_start(text, ro_pattern_word_end(text, at))) {
        char letter = (char)tolower((unsigned char)text->bytes[at]);
        for (size_t i = row_of(letter), parts; i < ROWS && context_words[i].words[0] == letter; i++) {
            const char *words = context_words[i].words;
            if (at + 1 < end && words[1] != tolower((unsigned char)text->bytes[at + 1])) continue; /* most rows */
            if (ro_pattern_at(text, at, words, strlen(words), &parts)) add(t, context_words[i].context, 1);
        }
    }
}

/* ---- by the parties */

static bool has_office(const ro_record *record, const ro_actor *a) {
    static const char *const offices =
        "president|prime|premier|chancellor|minister|ministry|king|queen|emir|government|cabinet|governor";
    ro_text name = {.bytes = a->name, .size = (uint32_t)strlen(a->name)};
    const ro_text *texts[] = {&record->document->text, &name};
    ro_span spans[] = {a->role, {0, name.size}};
    for (size_t k = 0; k < 2; k++)
        for (uint32_t at = ro_pattern_word_start(texts[k], spans[k].start); at < spans[k].end;
             at = ro_pattern_word_start(texts[k], ro_pattern_word_end(texts[k], at))) {
            size_t parts, size;
            if (ro_pattern_at(texts[k], at, "former", 6, &parts) || ro_pattern_at(texts[k], at, "ex-*", 4, &parts)) return false;
            for (const char *p = offices; *p; p += size + (p[size] == '|')) {
                size = strcspn(p, "|");
                if (ro_pattern_at(texts[k], at, p, size, &parts)) return true;
            }
        }
    return false;
}

static bool is_state(const ro_actor *a) {
    return a->kind == RO_GOVERNMENT || !strcmp(a->sector, "GOV") || !strcmp(a->sector, "IGO");
}

/* What states do with each other. */
static bool is_between_states(const ro_record *record, const ro_event *e) {
    for (size_t i = 0; i < e->source.count; i++)
        for (size_t k = 0; k < e->recipient.count; k++) {
            const ro_actor *a = &record->actors.items[e->source.items[i]], *b = &record->actors.items[e->recipient.items[k]];
            bool known = (*a->country && *b->country) || !strcmp(a->sector, "IGO") || !strcmp(b->sector, "IGO");
            if (is_state(a) && is_state(b) && known && strcmp(a->country, b->country)) return true;
        }
    return false;
}

static void read_actors(tally *t, const ro_record *record, const ro_indices *actors) {
    for (size_t i = 0; i < actors->count; i++) {
        const ro_actor *a = &record->actors.items[actors->items[i]];
        if (!strcmp(a->sector, "MIL") && (a->kind == RO_ORGANISATION || a->kind == RO_GROUP)) add(t, "military", 2);
        if (!strcmp(a->sector, "SPY")) add(t, "intelligence", 2);
        if (!strcmp(a->sector, "LEG")) add(t, "legislative", 2);
        if (!strcmp(a->sector, "JUD")) add(t, "legal", 2);
        if (!strcmp(a->sector, "GOV") && has_office(record, a)) add(t, "executive", 1);
    }
}

static void read_parties(tally *t, const ro_record *record, const ro_event *e) {
    static const char DIPLOMACY[] = " CONSULT AGREE COOPERATE SUPPORT CONCEDE REQUEST ACCUSE REJECT THREATEN SANCTION ";
    read_actors(t, record, &e->source);
    read_actors(t, record, &e->recipient);
    if (ro_word_listed(e->type, strlen(e->type), DIPLOMACY) && is_between_states(record, e)) add(t, "diplomatic", 2);
    if (e->mode && !strcmp(e->mode, "cyber")) add(t, "cyber", 2);
    if (e->mode && !strcmp(e->mode, "misinformation")) add(t, "misinformation", 2);
    if (e->mode && !strcmp(e->mode, "crowd-control")) add(t, "repression", 2);
}

/* ---- choosing */

/* Where a closer context is told, "crime" says nothing more. */
static bool is_needless(const tally *t, const char *context) {
    static const char CLOSER[] = " terrorism military corruption illegal_drugs trafficking cyber human_rights repression ";
    for (size_t i = 0; !strcmp(context, "crime") && i < t->count; i++)
        if (ro_word_listed(t->items[i].context, strlen(t->items[i].context), CLOSER)) return true;
    return false;
}

static void choose(tally *t, ro_event *e) {
    while (e->context_count < RO_CONTEXTS) {
        size_t best = t->count;
        for (size_t i = 0; i < t->count; i++) {
            bool better = best == t->count || t->items[i].hits > t->items[best].hits;
            if (t->items[i].hits && better && !is_needless(t, t->items[i].context)) best = i;
        }
        if (best == t->count) return;
        e->contexts[e->context_count++] = t->items[best].context;
        t->items[best].hits = 0;
    }
}

/* What is said, where the event is a saying and its words are not all in its sentence. */
static void read_content(tally *t, const ro_record *record, const ro_event *e, ro_span sentence) {
    if (e->statement >= record->statements.count) return;
    const ro_statement *s = &record->statements.items[e->statement];
    for (size_t i = 0; ro_span_equal(s->cue, e->trigger) && i < s->content.count; i++)
        if (!ro_span_overlaps(s->content.items[i], sentence)) read_words(t, &record->document->text, s->content.items[i]);
}

static bool same_paragraph(const ro_record *record, ro_span a, ro_span b) {
    return b.start < a.end || !memchr(record->document->text.bytes + a.end, '\n', b.start - a.end);
}

/* What both the sentences before and after tell, where the event's own tells nothing, or the one before alone where it is the
 * last.
 */
static void read_around(tally *t, const ro_record *record, size_t sentence) {
    const ro_span *s = record->layers.sentences.items;
    const ro_text *text = &record->document->text;
    tally after = {.count = 0};
    bool has_after = sentence + 1 < record->layers.sentences.count && same_paragraph(record, s[sentence], s[sentence + 1]);
    if (!sentence || !same_paragraph(record, s[sentence - 1], s[sentence])) return;
    read_words(t, text, s[sentence - 1]);
    if (!has_after) return;
    read_words(&after, text, s[sentence + 1]);
    for (size_t i = 0; i < t->count; i++) {
        size_t k = 0;
        while (k < after.count && strcmp(after.items[k].context, t->items[i].context)) k++;
        if (k == after.count) t->items[i].hits = 0;
    }
}

static void read_event(const ro_record *record, ro_event *e) {
    tally t = {.count = 0};
    size_t token = ro_token_at(record, e->trigger.start);
    if (token >= record->layers.tokens.count) return;
    size_t sentence = record->layers.tokens.items[token].sentence;
    read_words(&t, &record->document->text, record->layers.sentences.items[sentence]);
    read_content(&t, record, e, record->layers.sentences.items[sentence]);
    if (!t.count) read_around(&t, record, sentence);
    read_parties(&t, record, e);
    choose(&t, e);
}

bool ro_find_contexts(ro_record *record, ro_error *error) {
    (void)error;
    for (size_t i = 0; i < record->events.count; i++) read_event(record, &record->events.items[i]);
    return true;
}

bool ro_contexts_sorted(void) {
    for (size_t i = 0; i < ROWS; i++) {
        if (isupper((unsigned char)context_words[i].words[0])) return false;
        if (i && strcmp(context_words[i - 1].words, context_words[i].words) > 0) return false;
    }
    return true;
}
