/* The finders over layers written by hand: test/cases/find, one test a case. A file holds cases with empty lines between;
 * a line begins with what it is. Where a case has lines of a kind, they are all that is to be found, in order.
 *
 *   # A quotation in the middle              the title; begins a case
 *   ## A note for the reader
 *   outlet: The Tarsk Ledger                 metadata; so are published:, byline: and credit:
 *   verbs: sank rose                         words tagged VERB besides the common ones below
 *   text: {source {PER Ilse Korn}} {cue said} {content that …}.
 *                                            a paragraph with its marks: an attribution's source, cue and content (cue2 and
 *                                            so on for further ones), entities (PER ORG LOC EVENT OTHER), and mentions of a
 *                                            person, organisation or place with the number of their chain ({per1 She})
 *   | more of it                             a further line of the paragraph
 *   tree: Police/NOUN/2/nsubj came/VERB/0/root ./PUNCT/2/punct
 *                                            the words of the text in order, each with its part of speech, the number of its head
 *                                            within the line, 0 for the root, and its relation; one line a sentence
 *   quotation: “We are ready, | goes on      a quotation; closed where nothing else (open, goes on) stands behind it
 *   statement: source | cue | content // content | direct say negated
 *   speakers 1: Ilse Korn, Jon Ild           of the first statement; likewise addressees and chain
 *   event: ASSAULT | asserted | source, source | recipient | trigger | number of its statement | place
 *   contexts 1: crime, legal                 of the first event
 *   commitment: demand | party, party | counterparty | action | condition | first day | last day | number of its statement
 *   place: name | country | GeoNames' id | latitude longitude | mention / mention
 *   venue 1: text | place                    of the first statement
 *   gazetteer: none                          without the model file's places
 *   time: words | DATE | value | first day | last day | anchor | mod
 *   when 1: Friday                           the time of the first statement; likewise happened 1: of the first event
 *   actor: name | kind | role | affiliation | country | sector | mention / mention
 *   dateline: text | place | date
 *   agency: name | basis
 *   act: cue | content | say                 the act of a statement of these words
 *   of: text | name | name behind it | whole     an organisation's name and what it is of
 *   name: PER | the Mayor Ilse Korn | Ilse Korn        (… parts the tagged words from those behind them)
 *                                            a tagged run of words, and the bare name in it
 *
 * "-" is nothing, "*" anything; fields left out at the end are not looked at. "statement: none" and the like: there are none. */
#include "find/find.h"
#include "find/acts.h"
#include "find/provenance.h"
#include "find/quotations.h"
#include "model/file.h"
#include "model/heads.h"
#include "model/names.h"
#include "record/json.h"

#include <ctype.h>
#include <dirent.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

static const char FOLDER[] = "test/cases/find";

/* Of the tiny model; places.case names what is in it. */
static const char MODEL[] = "test/model/tiny.readout";
static ro_gazetteer gazetteer;

enum { LINES = 100, CASES = 2000, DEPTH = 8, GROUPS = 8, CONTENTS = 8, ROOM = 4096 };

typedef struct test_case {
    char name[200];
    struct {
        const char *word, *rest;
    } lines[LINES];
    size_t count;
} test_case;

/* ---- words of the record as lines */

typedef struct line {
    char text[ROOM];
    size_t size;
} line;

static void say(line *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(line *out, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int size = vsnprintf(out->text + out->size, ROOM - out->size, format, args);
    va_end(args);
    out->size += size > 0 ? (size_t)size : 0;
    assert_true(out->size < ROOM);
}

/* The span's words in one line; "-" for none. */
static void say_span(line *out, const ro_text *text, ro_span span) {
    size_t from = out->size;
    if (ro_span_empty(span))
        say(out, "-");
    else
        say(out, "%.*s", (int)(span.end - span.start), text->bytes + span.start);
    for (size_t i = from; i < out->size; i++)
        if (out->text[i] == '\n') out->text[i] = ' ';
}

static void say_actors(line *out, const ro_record *record, const ro_indices *list) {
    if (!list->count) say(out, "-");
    for (size_t i = 0; i < list->count; i++) say(out, "%s%s", i ? ", " : "", record->actors.items[list->items[i]].name);
}

static void say_chain(line *out, const ro_record *record, const ro_statement *s) {
    static const char *const roles[] = {"outlet", "agency", "quoted", "speaker"};
    if (!s->chain.count) say(out, "-");
    for (size_t i = 0; i < s->chain.count; i++) {
        const ro_chain_link *link = &s->chain.items[i];
        const char *name = link->role == RO_CHAIN_SPEAKER ? record->actors.items[link->actor].name : link->name;
        say(out, "%s%s %s", i ? ", " : "", roles[link->role], name);
    }
}

static void say_statement(line *out, const ro_record *record, size_t i) {
    const ro_text *text = &record->document->text;
    const ro_statement *s = &record->statements.items[i];
    say_span(out, text, s->source);
    say(out, " | ");
    say_span(out, text, s->cue);
    for (size_t k = 0; k < s->content.count; k++) {
        say(out, k ? " // " : " | ");
        say_span(out, text, s->content.items[k]);
    }
    say(out, " | %s %s%s", ro_manner_name(s->manner), ro_act_name(s->act), s->negated ? " negated" : "");
}

static void say_actor(line *out, const ro_record *record, size_t i) {
    const ro_text *text = &record->document->text;
    const ro_actor *a = &record->actors.items[i];
    say(out, "%s | %s | ", a->name, ro_actor_kind_name(a->kind));
    say_span(out, text, a->role);
    say(out, " | ");
    say_span(out, text, a->affiliation);
    say(out, " | %s | %s", a->country[0] ? a->country : "-", a->sector[0] ? a->sector : "-");
    for (size_t k = 0; k < a->mentions.count; k++) {
        say(out, k ? " / " : " | ");
        say_span(out, text, a->mentions.items[k]);
    }
}

static void say_event(line *out, const ro_record *record, size_t i) {
    const ro_event *e = &record->events.items[i];
    say(out, "%s | %s | ", e->type, ro_status_name(e->status));
    say_actors(out, record, &e->source);
    say(out, " | ");
    say_actors(out, record, &e->recipient);
    say(out, " | ");
    say_span(out, &record->document->text, e->trigger);
    if (e->statement < record->statements.count)
        say(out, " | %u", e->statement + 1);
    else
        say(out, " | -");
    say(out, " | %s", e->place ? record->places.items[e->place - 1].name : "-");
}

static void say_place(line *out, const ro_record *record, size_t i) {
    const ro_place *p = &record->places.items[i];
    say(out, "%s | %s | ", p->name, p->country[0] ? p->country : "-");
    say(out, p->geonames ? "%u | " : "- | ", p->geonames);
    if (p->located)
        say(out, "%.4f %.4f", p->lat, p->lon);
    else
        say(out, "-");
    for (size_t k = 0; k < p->mentions.count; k++) {
        say(out, k ? " / " : " | ");
        say_span(out, &record->document->text, p->mentions.items[k]);
    }
}

static void say_venue(line *out, const ro_record *record, const ro_statement *s) {
    say_span(out, &record->document->text, s->venue);
    say(out, " | %s", s->venue_place ? record->places.items[s->venue_place - 1].name : "-");
}

static void say_commitment(line *out, const ro_record *record, size_t i) {
    const ro_text *text = &record->document->text;
    const ro_commitment *c = &record->commitments.items[i];
    say(out, "%s | ", ro_commitment_kind_name(c->kind));
    say_actors(out, record, &c->parties);
    say(out, " | ");
    say_actors(out, record, &c->counterparties);
    say(out, " | ");
    say_span(out, text, c->action);
    say(out, " | ");
    say_span(out, text, c->condition);
    say(out, " | %s | %s", c->due.earliest ? c->due.earliest : "-", c->due.latest ? c->due.latest : "-");
    if (c->statement < record->statements.count)
        say(out, " | %u", c->statement + 1);
    else
        say(out, " | -");
}

static void say_time(line *out, const ro_record *record, size_t i) {
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    const ro_time *t = &record->times.items[i];
    const char *const fields[] = {types[t->type], t->value, t->earliest, t->latest, t->anchor, t->mod};
    say_span(out, &record->document->text, t->span);
    for (size_t k = 0; k < sizeof fields / sizeof *fields; k++) say(out, " | %s", fields[k] ? fields[k] : "-");
}

static void say_agency(line *out, const ro_record *record, size_t i) {
    static const char *const basis[] = {"metadata", "byline", "dateline", "credit", "text"};
    say(out, "%s | %s", record->agencies.items[i].name, basis[record->agencies.items[i].basis]);
}

static void say_dateline(line *out, const ro_record *record, size_t i) {
    const ro_dateline *d = &record->dateline;
    (void)i;
    say_span(out, &record->document->text, d->text);
    say(out, " | %s | %s", d->place ? d->place : "-", d->date ? d->date : "-");
}

/* ---- comparing */

/* Fields of both lines, up to the last that is expected. */
static bool same_fields(const char *expected, const char *found) {
    for (;;) {
        const char *e = strstr(expected, " | "), *f = strstr(found, " | ");
        size_t size = e ? (size_t)(e - expected) : strlen(expected), other = f ? (size_t)(f - found) : strlen(found);
        bool any = size == 1 && *expected == '*';
        if (!any && (size != other || memcmp(expected, found, size))) return false;
        if (!e) return true;
        if (!f) return false;
        expected = e + 3;
        found = f + 3;
    }
}

typedef void sayer(line *out, const ro_record *record, size_t i);

/* All that was found of a kind, against the lines of the case that begin with the word. */
static void check_list(const test_case *c, const char *word, const ro_record *record, size_t count, sayer *one) {
    size_t at = 0, expected = 0;
    bool asked = false, good = true;
    line found = {0};
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(c->lines[i].word, word)) continue;
        asked = true;
        if (strcmp(c->lines[i].rest, "none")) expected++;
    }
    if (!asked) return;
    for (size_t i = 0; i < count; i++) {
        line l = {0};
        one(&l, record, i);
        while (at < c->count && (strcmp(c->lines[at].word, word) || !strcmp(c->lines[at].rest, "none"))) at++;
        good = good && at < c->count && same_fields(c->lines[at].rest, l.text);
        at++;
        say(&found, "\n  %s: %s", word, l.text);
    }
    if (!good || count != expected) fail_msg("%s\nfound:%s", c->name, count ? found.text : " none");
}

static void check_line(const test_case *c, size_t i, const line *found) {
    if (!same_fields(c->lines[i].rest, found->text))
        fail_msg("%s\n%s: %s\nfound: %s", c->name, c->lines[i].word, c->lines[i].rest, found->text);
}

/* "when 1", "happened 1". */
static void check_when(const test_case *c, size_t i, const ro_record *record) {
    static const char *const words[] = {"when ", "happened "};
    for (size_t w = 0; w < 2; w++) {
        size_t size = strlen(words[w]), count = w ? record->events.count : record->statements.count;
        if (strncmp(c->lines[i].word, words[w], size)) continue;
        size_t n = strtoul(c->lines[i].word + size, NULL, 10);
        if (!n || n > count) fail_msg("%s: there is no %s%zu", c->name, words[w], n);
        uint32_t time = w ? record->events.items[n - 1].time : record->statements.items[n - 1].time;
        line found = {0};
        say_span(&found, &record->document->text, time < record->times.count ? record->times.items[time].span : (ro_span){0});
        check_line(c, i, &found);
    }
}

/* "contexts 1". */
static void check_contexts(const test_case *c, size_t i, const ro_record *record) {
    size_t size = strlen("contexts ");
    if (strncmp(c->lines[i].word, "contexts ", size)) return;
    size_t n = strtoul(c->lines[i].word + size, NULL, 10);
    if (!n || n > record->events.count) fail_msg("%s: there is no event %zu", c->name, n);
    const ro_event *e = &record->events.items[n - 1];
    line found = {0};
    if (!e->context_count) say(&found, "-");
    for (size_t k = 0; k < e->context_count; k++) say(&found, "%s%s", k ? ", " : "", e->contexts[k]);
    check_line(c, i, &found);
}

/* "speakers 2" and the like. */
static void check_of_statement(const test_case *c, size_t i, const ro_record *record) {
    static const char *const words[] = {"speakers ", "addressees ", "chain ", "venue "};
    for (size_t w = 0; w < 4; w++) {
        size_t size = strlen(words[w]);
        if (strncmp(c->lines[i].word, words[w], size)) continue;
        size_t n = strtoul(c->lines[i].word + size, NULL, 10);
        if (!n || n > record->statements.count) fail_msg("%s: there is no statement %zu", c->name, n);
        const ro_statement *s = &record->statements.items[n - 1];
        line found = {0};
        if (w == 3)
            say_venue(&found, record, s);
        else if (w == 2)
            say_chain(&found, record, s);
        else
            say_actors(&found, record, w ? &s->addressees : &s->speakers);
        check_line(c, i, &found);
    }
}

/* ---- a text with its marks */

typedef struct marks {
    ro_attribution attributions[GROUPS];
    ro_span contents[GROUPS][CONTENTS];
    size_t groups;
} marks;

static int by_start(const void *a, const void *b) {
    const ro_entity *x = a, *y = b;
    return x->span.start < y->span.start ? -1 : x->span.start > y->span.start;
}

static int by_place(const void *a, const void *b) {
    const ro_mention *x = a, *y = b;
    if (x->span.start != y->span.start) return x->span.start < y->span.start ? -1 : 1;
    return x->span.end < y->span.end ? -1 : x->span.end > y->span.end;
}

/* Whether the mark is a mention's, which is then entered. */
static bool take_mention(ro_record *record, const char *kind, ro_span span) {
    static const char *const types[] = {"per", "org", "loc"};
    for (uint8_t i = 0; i < 3; i++) {
        if (strncmp(kind, types[i], 3) || kind[3] < '1' || kind[3] > '9') continue;
        uint32_t chain = (uint32_t)(kind[3] - '1');
        if (chain >= record->layers.chains) record->layers.chains = chain + 1;
        return ro_list_add(record->arena, &record->layers.mentions, (ro_mention){span, i, chain});
    }
    return false;
}

static void take_mark(const test_case *c, ro_record *record, marks *m, const char *kind, ro_span span) {
    static const char *const labels[] = {"PER", "ORG", "LOC", "EVENT", "OTHER"};
    for (size_t i = 0; i < 5; i++)
        if (!strcmp(kind, labels[i])) {
            assert_true(ro_list_add(record->arena, &record->layers.entities, (ro_entity){span, (ro_entity_label)i, 0.9f}));
            return;
        }
    if (take_mention(record, kind, span)) return;
    size_t letters = strcspn(kind, "123456789"), n = kind[letters] ? (size_t)(kind[letters] - '1') : 0;
    if (n >= GROUPS) fail_msg("%s: too many attributions", c->name);
    ro_attribution *a = &m->attributions[n];
    if (n >= m->groups) m->groups = n + 1;
    if (!strncmp(kind, "source", letters))
        a->source = span;
    else if (!strncmp(kind, "cue", letters))
        a->cue = span;
    else if (!strncmp(kind, "content", letters) && a->n_content < CONTENTS)
        m->contents[n][a->n_content++] = span;
    else
        fail_msg("%s: {%s is no mark", c->name, kind);
}

/* Copies the words without their marks, and enters what is marked. */
static void read_marks(const test_case *c, ro_record *record, marks *m, line *text, const char *words) {
    struct {
        char kind[16];
        uint32_t start;
    } open[DEPTH];
    size_t depth = 0;
    for (const char *at = words; *at; at++) {
        if (*at == '{') {
            size_t size = strcspn(++at, " ");
            if (depth == DEPTH || size >= sizeof open->kind || !at[size]) fail_msg("%s: a mark that cannot be read", c->name);
            memcpy(open[depth].kind, at, size);
            open[depth].kind[size] = 0;
            open[depth++].start = (uint32_t)text->size;
            at += size;
        } else if (*at == '}') {
            if (!depth--) fail_msg("%s: } without {", c->name);
            take_mark(c, record, m, open[depth].kind, (ro_span){open[depth].start, (uint32_t)text->size});
        } else
            say(text, "%c", *at);
    }
    if (depth) fail_msg("%s: { without }", c->name);
}

/* ---- sentences and words */

static const struct {
    const char *words;
    ro_upos upos;
} tags[] = {
    {" a an the this these those every each some any no ", RO_UPOS_DET},
    {" is are was were be been being am has have had do does did will would can could may might must shall should ", RO_UPOS_AUX},
    {" of in on at by for with from about against between into over under after before during through ", RO_UPOS_ADP},
    {" that if because whether while when although unless ", RO_UPOS_SCONJ},
    {" he she it they we i you him her them us me who which whom ", RO_UPOS_PRON},
    {" and or but ", RO_UPOS_CCONJ},
    {" to not ", RO_UPOS_PART},
    {" said says say saying told tell tells asked asks urged urges called calls demanded warned denied added adding wrote writes "
     "rejected accused "
     "announced reported reports agreed promised vowed welcomed praised thanked criticised insisted citing replied believes "
     "fears hopes stop go leave "
     "come close open pay build resign return give keep take make wait work ",
     RO_UPOS_VERB},
};

static bool among(const char *words, const char *word, size_t size) {
    for (const char *at = words; (at = strstr(at, word)); at++)
        if ((at == words || at[-1] == ' ') && (at[size] == ' ' || !at[size])) return true;
    return false;
}

static ro_upos upos_of(const char *bytes, ro_span span, const char *verbs) {
    char word[64];
    size_t size = span.end - span.start;
    if (size >= sizeof word) return RO_UPOS_NOUN;
    for (size_t i = 0; i < size; i++) word[i] = (char)tolower((unsigned char)bytes[span.start + i]);
    word[size] = 0;
    if (verbs && among(verbs, word, size)) return RO_UPOS_VERB;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (among(tags[i].words, word, size)) return tags[i].upos;
    if (isdigit((unsigned char)word[0])) return RO_UPOS_NUM;
    return isupper((unsigned char)bytes[span.start]) ? RO_UPOS_PROPN : RO_UPOS_NOUN;
}

static bool is_word(const char *at) {
    uint32_t length, c = ro_utf8_at(at, &length);
    return c < 0x80 ? isalnum((int)c) != 0 : c > 0xBF && (c < 0x2000 || c > 0x206F);
}

static void add_token(ro_record *record, ro_span span, ro_upos upos) {
    ro_token token = {span, (uint32_t)record->layers.sentences.count - 1, upos};
    assert_true(ro_list_add(record->arena, &record->layers.tokens, token));
    record->layers.sentences.items[token.sentence].end = span.end;
}

/* A run of letters as one token with the marks around it as tokens of their own; whether a sentence may end with it. */
static bool add_chunk(ro_record *record, ro_span chunk, const char *verbs) {
    const char *bytes = record->document->text.bytes;
    uint32_t from = chunk.start, to = chunk.end, length;
    bool ends = false;
    for (; from < to && !is_word(bytes + from); from += length) {
        ro_utf8_at(bytes + from, &length);
        add_token(record, (ro_span){from, from + length}, RO_UPOS_PUNCT);
    }
    while (to > from && !is_word(bytes + ro_utf8_before(bytes, to))) to = ro_utf8_before(bytes, to);
    bool initials = to - from == 1 || (to > from && memchr(bytes + from, '.', to - from));
    static const char short_forms[] = " Mr Mrs Ms Dr Gen Sen Gov St Jan Feb Nov Dec ";
    char word[16] = "";
    if (to - from < sizeof word) memcpy(word, bytes + from, to - from);
    if (to > from) add_token(record, (ro_span){from, to}, upos_of(bytes, (ro_span){from, to}, verbs));
    for (; to < chunk.end; to += length) {
        uint32_t c = ro_utf8_at(bytes + to, &length);
        add_token(record, (ro_span){to, to + length}, RO_UPOS_PUNCT);
        ends = ends || c == '.' || c == '!' || c == '?';
    }
    return ends && !initials && !(*word && among(short_forms, word, strlen(word)));
}

static void cut(ro_record *record, const char *verbs) {
    const ro_text *text = &record->document->text;
    bool begins = true;
    for (uint32_t at = 0, to; at < text->size; at = to) {
        uint32_t breaks = 0;
        for (; at < text->size && isspace((unsigned char)text->bytes[at]); at++) breaks += text->bytes[at] == '\n';
        for (to = at; to < text->size && !isspace((unsigned char)text->bytes[to]);) to++;
        if (at == to) return;
        begins = breaks > 1 || (begins && !islower((unsigned char)text->bytes[at]));
        if (begins || !record->layers.sentences.count)
            assert_true(ro_list_add(record->arena, &record->layers.sentences, (ro_span){at, to}));
        begins = add_chunk(record, (ro_span){at, to}, verbs);
    }
}

/* ---- syntax */

static uint8_t relation_of(const test_case *c, const char *name) {
    for (uint8_t i = 0; i < RO_RELATIONS; i++)
        if (!strcmp(ro_relation_names[i], name)) return i;
    fail_msg("%s: %s is no relation", c->name, name);
    return 0;
}

static ro_upos tag_of(const test_case *c, const char *name) {
    for (int i = 0; i <= RO_UPOS_X; i++)
        if (!strcmp(ro_upos_names[i], name)) return (ro_upos)i;
    fail_msg("%s: %s is no part of speech", c->name, name);
    return RO_UPOS_X;
}

/* form/UPOS/head/relation, which must be the text's next token. */
static void take_node(const test_case *c, ro_record *record, size_t first_word, char *node) {
    size_t n = record->layers.words.count;
    char *relation = strrchr(node, '/'), *head, *upos;
    if (relation) *relation++ = 0;
    head = relation ? strrchr(node, '/') : NULL;
    if (head) *head++ = 0;
    upos = head ? strrchr(node, '/') : NULL;
    if (!upos || n >= record->layers.tokens.count) fail_msg("%s: tree: %s", c->name, node);
    *upos++ = 0;
    ro_token *token = &record->layers.tokens.items[n];
    if (!ro_text_is(&record->document->text, token->span, node))
        fail_msg("%s: tree: %s is not the text's next word", c->name, node);
    token->upos = tag_of(c, upos);
    size_t to = strtoul(head, NULL, 10);
    char *lemma = ro_arena_copy(record->arena, node, strlen(node));
    ro_word word = {token->span, (uint32_t)n, (uint32_t)(to ? first_word + to - 1 : n), relation_of(c, relation),
                    token->upos, lemma};
    assert_true(lemma && ro_list_add(record->arena, &record->layers.words, word));
}

static void take_trees(const test_case *c, ro_record *record) {
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(c->lines[i].word, "tree")) continue;
        char *rest = ro_arena_copy(record->arena, c->lines[i].rest, strlen(c->lines[i].rest)), *kept = NULL;
        size_t first_word = record->layers.words.count;
        for (char *node = strtok_r(rest, " ", &kept); node; node = strtok_r(NULL, " ", &kept))
            take_node(c, record, first_word, node);
    }
}

/* ---- a case */

static const char *first(const test_case *c, const char *word) {
    for (size_t i = 0; i < c->count; i++)
        if (!strcmp(c->lines[i].word, word)) return c->lines[i].rest;
    return NULL;
}

static void make_layers(const test_case *c, ro_document *document, ro_record *record) {
    static line text;
    static marks m;
    text = (line){0};
    m = (marks){0};
    for (size_t i = 0; i < c->count; i++) {
        bool more = !strcmp(c->lines[i].word, "|");
        if (!more && strcmp(c->lines[i].word, "text")) continue;
        if (text.size) say(&text, more ? "\n" : "\n\n");
        read_marks(c, record, &m, &text, c->lines[i].rest);
    }
    const char *bytes = ro_arena_copy(document->arena, text.text, text.size);
    assert_true(bytes && ro_text_index(&document->text, bytes, (uint32_t)text.size, document->arena));
    cut(record, first(c, "verbs"));
    take_trees(c, record);
    if (record->layers.entities.count)
        qsort(record->layers.entities.items, record->layers.entities.count, sizeof(ro_entity), by_start);
    if (record->layers.mentions.count)
        qsort(record->layers.mentions.items, record->layers.mentions.count, sizeof(ro_mention), by_place);
    for (size_t i = 0; i < m.groups; i++) {
        ro_attribution *a = &m.attributions[i];
        a->confidence = 0.9f;
        a->content = ro_arena_array(record->arena, CONTENTS, sizeof *a->content);
        assert_non_null(a->content);
        memcpy(a->content, m.contents[i], sizeof m.contents[i]);
        assert_true(ro_list_add(record->arena, &record->layers.attributions, *a));
    }
}

static void check_quotations(const test_case *c, const ro_record *record) {
    ro_quotations found = {0};
    const ro_text *text = &record->document->text;
    size_t at = 0;
    line all = {0};
    bool good = true;
    if (!first(c, "quotation")) return;
    assert_true(ro_quotations_find(text, NULL, record->arena, &found));
    for (size_t i = 0; i < found.count; i++) {
        const ro_quotation *q = &found.items[i];
        line l = {0};
        say_span(&l, text, q->span);
        say(&l, " | %s", q->closed ? "closed" : q->goes_on ? "goes on" : "open");
        say(&all, "\n  quotation: %s", l.text);
        while (at < c->count && strcmp(c->lines[at].word, "quotation")) at++;
        good =
            good && at < c->count && (same_fields(c->lines[at].rest, l.text)) && (q->closed || strstr(c->lines[at].rest, " | "));
        at++;
    }
    while (at < c->count && (strcmp(c->lines[at].word, "quotation") || !strcmp(c->lines[at].rest, "none"))) at++;
    if (!good || at < c->count) fail_msg("%s\nfound:%s", c->name, found.count ? all.text : " none");
}

static void check_text(const test_case *c) {
    ro_error error = {0};
    ro_document *document = ro_document_new();
    ro_arena *arena = ro_arena_new();
    ro_record *record = arena && document ? ro_arena_alloc(arena, sizeof *record) : NULL;
    assert_non_null(record);
    *record = (ro_record){.arena = arena, .document = document, .language = "en"};
    record->gazetteer = first(c, "gazetteer") ? NULL : &gazetteer;
    document->outlet = first(c, "outlet");
    document->published = first(c, "published");
    const char *byline = first(c, "byline");
    if (byline) assert_true(ro_list_add(document->arena, &document->bylines, byline));
    const char *credit = first(c, "credit");
    if (credit) assert_true(ro_list_add(document->arena, &document->credits, credit));
    make_layers(c, document, record);
    assert_true(ro_find_provenance(record, &error) && ro_find_statements(record, &error));
    assert_true(ro_find_actors(record, &error) && ro_find_places(record, &error));
    assert_true(ro_find_times(record, &error) && ro_find_happenings(record, &error));
    assert_true(ro_find_contexts(record, &error) && ro_find_dues(record, &error));
    check_quotations(c, record);
    check_list(c, "statement", record, record->statements.count, say_statement);
    check_list(c, "actor", record, record->actors.count, say_actor);
    check_list(c, "event", record, record->events.count, say_event);
    check_list(c, "commitment", record, record->commitments.count, say_commitment);
    check_list(c, "time", record, record->times.count, say_time);
    check_list(c, "place", record, record->places.count, say_place);
    check_list(c, "agency", record, record->agencies.count, say_agency);
    check_list(c, "dateline", record, !ro_span_empty(record->dateline.text), say_dateline);
    for (size_t i = 0; i < c->count; i++) {
        check_of_statement(c, i, record);
        check_when(c, i, record);
        check_contexts(c, i, record);
    }
    ro_record_free(record);
    ro_document_free(document);
}

/* Fields of a line that is cut at " | ". */
static size_t split(char *text, char *fields[4]) {
    size_t n = 0;
    for (char *at = text; at && n < 4;) {
        fields[n++] = at;
        char *bar = strstr(at, " | ");
        if (bar) *bar = 0;
        at = bar ? bar + 3 : NULL;
    }
    return n;
}

static void check_act(const test_case *c, const char *rest, line *faults) {
    char copy[ROOM], bytes[ROOM], *fields[4];
    snprintf(copy, sizeof copy, "%s", rest);
    if (split(copy, fields) != 3) fail_msg("%s: act: cue | content | act", c->name);
    bool cue = strcmp(fields[0], "-") != 0;
    int size = snprintf(bytes, sizeof bytes, "%s%s%s", cue ? fields[0] : "", cue ? " " : "", fields[1]);
    uint32_t behind = cue ? (uint32_t)strlen(fields[0]) : 0;
    ro_arena *arena = ro_arena_new();
    ro_text text;
    assert_true(arena && ro_text_index(&text, bytes, (uint32_t)size, arena));
    ro_statement s = {.cue = {0, behind}};
    assert_true(ro_list_add(arena, &s.content, (ro_span){behind + cue, (uint32_t)size}));
    const char *found = ro_act_name(ro_act_of(&text, &s));
    ro_arena_free(arena);
    if (strcmp(found, fields[2])) say(faults, "\n  act: %s\n  found: %s", rest, found);
}

static void check_name(const test_case *c, const char *rest, line *faults) {
    static const char *const labels[] = {"PER", "ORG", "LOC", "EVENT", "OTHER"};
    char copy[ROOM], *fields[4];
    snprintf(copy, sizeof copy, "%s", rest);
    size_t label = 0;
    bool whole = split(copy, fields) == 3;
    while (whole && label < 5 && strcmp(labels[label], fields[0])) label++;
    if (!whole || label == 5) fail_msg("%s: name: label | words | bare name", c->name);
    size_t size = strlen(fields[1]); /* of the tagged words; what stands behind a … is only read */
    char *behind = strstr(fields[1], "…");
    if (behind) {
        size = (size_t)(behind - fields[1]);
        memmove(behind, behind + strlen("…"), strlen(behind + strlen("…")) + 1);
    }
    ro_span bare = ro_bare_name(fields[1], (ro_span){0, (uint32_t)size}, (ro_entity_label)label);
    const char *found = ro_span_empty(bare) ? "-" : fields[1] + bare.start;
    size = ro_span_empty(bare) ? 1 : bare.end - bare.start;
    if (size != strlen(fields[2]) || memcmp(found, fields[2], size))
        say(faults, "\n  name: %s\n  found: %.*s", rest, (int)size, found);
}

static ro_span place_of(const char *text, const char *words) {
    const char *at = strcmp(words, "-") != 0 ? strstr(text, words) : NULL;
    return at ? (ro_span){(uint32_t)(at - text), (uint32_t)(at - text + (long)strlen(words))} : (ro_span){0};
}

/* "of: text | name | the name behind it, or - | the whole name" */
static void check_of(const test_case *c, const char *rest, line *faults) {
    char copy[ROOM], *fields[4];
    snprintf(copy, sizeof copy, "%s", rest);
    if (split(copy, fields) != 4) fail_msg("%s: not a text, two names and the whole: %s", c->name, rest);
    ro_span whole = ro_name_of(fields[0], place_of(fields[0], fields[1]), place_of(fields[0], fields[2]));
    size_t size = whole.end - whole.start;
    if (size != strlen(fields[3]) || memcmp(fields[0] + whole.start, fields[3], size))
        say(faults, "\n  of: %s\n  found: %.*s", rest, (int)size, fields[0] + whole.start);
}

static void run_case(void **state) {
    const test_case *c = *state;
    line faults = {0};
    for (size_t i = 0; i < c->count; i++) {
        if (!strcmp(c->lines[i].word, "act")) check_act(c, c->lines[i].rest, &faults);
        if (!strcmp(c->lines[i].word, "name")) check_name(c, c->lines[i].rest, &faults);
        if (!strcmp(c->lines[i].word, "of")) check_of(c, c->lines[i].rest, &faults);
    }
    if (faults.size) fail_msg("%s%s", c->name, faults.text);
    if (first(c, "text")) check_text(c);
}

/* ---- the table of agencies and outlets, whose keys a script folds */

static void media_are_found(void **state) {
    (void)state;
    size_t count;
    const ro_medium_key *keys = ro_media_keys(&count);
    ro_document *document = ro_document_new();
    ro_arena *arena = ro_arena_new();
    assert_true(document && arena);
    ro_record record = {.arena = arena, .document = document};
    for (size_t i = 0; i < count; i++) {
        const char *fold = ro_fold(arena, keys[i].key, strlen(keys[i].key)), *name = keys[i].medium->name;
        bool ok = true;
        assert_string_equal(fold, keys[i].key);
        assert_ptr_equal(ro_medium_key_find(keys[i].key), &keys[i]);
        if (i) assert_true(strcmp(keys[i - 1].key, keys[i].key) < 0);
        if (ro_medium_of(&record, name, strlen(name), &ok) != keys[i].medium) fail_msg("%s is not found", name);
        assert_int_equal(strlen(keys[i].medium->country), 3);
    }
    ro_arena_free(arena);
    ro_document_free(document);
}

/* ---- case files */

static test_case cases[CASES];
static size_t case_count;

static bool known(const char *word) {
    static const char *const words[] = {
        "text",     "|",         "verbs",  "outlet", "published", "byline",      "quotation",  "statement", "actor", "agency",
        "dateline", "act",       "name",   "of",     "chain ",    "addressees ", "speakers ",  "tree",      "event", "time",
        "when ",    "happened ", "credit", "place",  "venue ",    "gazetteer",   "commitment", "contexts "};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t size = strlen(words[i]);
        if (words[i][size - 1] == ' ' ? !strncmp(word, words[i], size) : !strcmp(word, words[i])) return true;
    }
    return false;
}

/* Takes a line, which it cuts; false: it is none of a case. */
static bool take_line(const char *file, char *text) {
    text[strcspn(text, "\n")] = 0;
    if (!*text || !strncmp(text, "##", 2)) return true;
    if (text[0] == '#') {
        if (case_count == CASES) return false;
        snprintf(cases[case_count++].name, sizeof cases->name, "%s: %s", file, text + 2);
        return true;
    }
    test_case *c = case_count ? &cases[case_count - 1] : NULL;
    char *colon = text[0] == '|' ? text + 1 : strstr(text, ": ");
    if (!c || !colon || c->count == LINES) return false;
    char *rest = colon + (text[0] == '|' && *colon ? 1 : 2);
    if (text[0] == '|') rest = *colon ? colon + 1 : colon;
    *colon = 0;
    c->lines[c->count].word = text[0] == '|' ? "|" : text;
    c->lines[c->count++].rest = rest;
    return known(c->lines[c->count - 1].word);
}

/* Keeps the file open: the gazetteer lies in it. */
static ro_model_file *open_gazetteer(void) {
    ro_error error = {0};
    size_t size;
    ro_model_file *file = ro_model_file_open(MODEL, &error);
    const char *bytes = file ? ro_model_bytes(file, "gazetteer", &size, &error) : NULL;
    if (bytes && ro_gazetteer_open(&gazetteer, bytes, size, &error)) return file;
    fprintf(stderr, "%s: %s\n", MODEL, error.message);
    ro_model_file_close(file);
    return NULL;
}

/* The cases borrow the lines, which the arena keeps. */
static bool take_file(ro_arena *arena, const char *name) {
    char path[512], file[64], text[ROOM];
    snprintf(path, sizeof path, "%s/%s", FOLDER, name);
    snprintf(file, sizeof file, "%.*s", (int)strcspn(name, "."), name);
    FILE *in = fopen(path, "r");
    bool good = in != NULL;
    for (int number = 1; good && fgets(text, sizeof text, in); number++) {
        char *copy = ro_arena_copy(arena, text, strlen(text));
        good = copy && take_line(file, copy);
        if (!good) fprintf(stderr, "%s:%d: no line of a case\n", path, number);
    }
    if (in) fclose(in);
    return good;
}

static int is_case_file(const struct dirent *entry) {
    const char *dot = strrchr(entry->d_name, '.');
    return dot && !strcmp(dot, ".case");
}

static int by_name(const void *a, const void *b) { return strcmp(a, b); }

int main(void) {
    static struct CMUnitTest tests[CASES + 1];
    static char names[64][256];
    size_t files = 0;
    ro_arena *arena = ro_arena_new();
    DIR *folder = opendir(FOLDER);
    ro_model_file *model = open_gazetteer();
    if (!folder || !model) return 1;
    for (struct dirent *entry; (entry = readdir(folder)) && files < 64;)
        if (is_case_file(entry)) snprintf(names[files++], sizeof *names, "%s", entry->d_name);
    closedir(folder);
    qsort(names, files, sizeof *names, by_name);
    for (size_t i = 0; i < files; i++)
        if (!arena || !take_file(arena, names[i])) return 1;
    for (size_t i = 0; i < case_count; i++)
        tests[i] = (struct CMUnitTest){.name = cases[i].name, .test_func = run_case, .initial_state = &cases[i]};
    const struct CMUnitTest table[] = {cmocka_unit_test(media_are_found)};
    tests[case_count] = table[0];
    int failed = _cmocka_run_group_tests("finders", tests, case_count + 1, NULL, NULL);
    ro_arena_free(arena);
    ro_model_file_close(model);
    return failed;
}
