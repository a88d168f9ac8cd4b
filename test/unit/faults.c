/* Memory that runs out. Whichever allocation fails, opening and reading end in a clean error: no crash, no leak, and never a
 * record that lacks what could not be held. The linker puts the functions below in the place of those that the library calls
 * (--wrap); other libraries keep theirs: libxml2 2.9 does not survive a failed allocation of its own. */
#include "base/base.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

static const char MODEL[] = "test/model/tiny.readout";

/* ---- what fails, and what is still held */

enum { SLOTS = 1 << 16, EACH = 400, STEP = 37 /* every allocation fails up to EACH, then every STEP-th */ };

static struct {
    size_t countdown;           /* the allocation that fails, counted from 1; 0: none */
    bool watched, hit, patient; /* patient: nothing fails for now */
    void *held[SLOTS];          /* a set, open addressing; a freed place keeps GONE */
    size_t holding;
} heap;

static char gone;
#define GONE ((void *)&gone)

static size_t place_of(const void *memory) { return (size_t)((uintptr_t)memory / 16 * 2654435761u) % SLOTS; }

static void *hold(void *memory) {
    if (!memory || !heap.watched) return memory;
    size_t at = place_of(memory);
    while (heap.held[at] && heap.held[at] != GONE) at = (at + 1) % SLOTS;
    heap.held[at] = memory;
    if (++heap.holding > SLOTS / 2) fail_msg("the samples are too large for this test");
    return memory;
}

static void let_go(const void *memory) {
    if (!memory || !heap.watched) return;
    for (size_t at = place_of(memory), steps = 0; heap.held[at] && steps < SLOTS; at = (at + 1) % SLOTS, steps++) {
        if (heap.held[at] != memory) continue;
        heap.held[at] = GONE;
        heap.holding--;
        return;
    }
}

static bool fails(void) {
    if (!heap.watched || heap.patient) return false;
    if (!heap.countdown || --heap.countdown) return false;
    heap.hit = true;
    return true;
}

static void watch(size_t nth) {
    memset(&heap, 0, sizeof heap);
    heap.countdown = nth;
    heap.watched = true;
}

/* ---- the heap's functions, and the arena's: it asks the heap for a block of many pieces only now and then */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void __real_free(void *memory);
void *__real_ro_arena_alloc(ro_arena *arena, size_t size);
void *__real_ro_arena_array(ro_arena *arena, size_t count, size_t size);
char *__real_ro_arena_copy(ro_arena *arena, const char *bytes, size_t size);
bool __real_ro_list_grow(ro_arena *arena, void **items, size_t count, size_t *room, size_t size);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void __wrap_free(void *memory);
void *__wrap_ro_arena_alloc(ro_arena *arena, size_t size);
void *__wrap_ro_arena_array(ro_arena *arena, size_t count, size_t size);
char *__wrap_ro_arena_copy(ro_arena *arena, const char *bytes, size_t size);
bool __wrap_ro_list_grow(ro_arena *arena, void **items, size_t count, size_t *room, size_t size);

void *__wrap_malloc(size_t size) { return fails() ? NULL : hold(__real_malloc(size)); }
void *__wrap_calloc(size_t count, size_t size) { return fails() ? NULL : hold(__real_calloc(count, size)); }
void *__wrap_aligned_alloc(size_t alignment, size_t size) { return fails() ? NULL : hold(__real_aligned_alloc(alignment, size)); }

void *__wrap_realloc(void *memory, size_t size) {
    if (fails()) return NULL;
    let_go(memory);
    return hold(__real_realloc(memory, size));
}

void __wrap_free(void *memory) {
    let_go(memory);
    __real_free(memory);
}

void *__wrap_ro_arena_alloc(ro_arena *arena, size_t size) { return fails() ? NULL : __real_ro_arena_alloc(arena, size); }
void *__wrap_ro_arena_array(ro_arena *arena, size_t count, size_t size) {
    return fails() ? NULL : __real_ro_arena_array(arena, count, size);
}
char *__wrap_ro_arena_copy(ro_arena *arena, const char *bytes, size_t size) {
    return fails() ? NULL : __real_ro_arena_copy(arena, bytes, size);
}
bool __wrap_ro_list_grow(ro_arena *arena, void **items, size_t count, size_t *room, size_t size) {
    return count >= *room && fails() ? false : __real_ro_list_grow(arena, items, count, room, size);
}

/* jansson does not say when memory runs out while it parses, it drops letters: a parse fails as a whole. */
json_t *__real_json_loadb(const char *bytes, size_t size, size_t flags, json_error_t *error);
json_t *__wrap_json_loadb(const char *bytes, size_t size, size_t flags, json_error_t *error);
json_t *__real_json_loads(const char *bytes, size_t flags, json_error_t *error);
json_t *__wrap_json_loads(const char *bytes, size_t flags, json_error_t *error);

static bool parse_fails(json_error_t *error) {
    if (!fails()) return false;
    if (error) error->text[0] = 0;
    return true;
}

json_t *__wrap_json_loadb(const char *bytes, size_t size, size_t flags, json_error_t *error) {
    if (parse_fails(error)) return NULL;
    heap.patient = true;
    json_t *out = __real_json_loadb(bytes, size, flags, error);
    heap.patient = false;
    return out;
}

json_t *__wrap_json_loads(const char *bytes, size_t flags, json_error_t *error) {
    if (parse_fails(error)) return NULL;
    heap.patient = true;
    json_t *out = __real_json_loads(bytes, flags, error);
    heap.patient = false;
    return out;
}

/* ---- samples */

static const char text[] = "TARSK (Reuters) - The harbour will close for a week, Mayor Ilse Korn said on Monday.\n\n"
                           "“We have no choice,” Korn told reporters. “The crane is broken.\n\n"
                           "“It was broken last year, too,” she added. The Harbour Workers' Union (HWU) rejected the plan.\n\n"
                           "According to the Ostwire news agency, Norway's government denied that it had been asked for help. "
                           "The union's chairman, Anselm Varga, accused the mayor of “sleeping on watch”.\n\n"
                           "(Reporting by Jon Ild; Editing by Mia Sund)\n";

static const char western[] =
    "The caf\xE9 owner \xC9ric Dupr\xE9 said that the caf\xE9 would reopen. \x93We are ready,\x94 he said.\n\n"
    "The town of Sollen has had no caf\xE9 since the flood, according to the mayor.\n";

static const char page[] =
    "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Harbour closes | The Tarsk Ledger</title>"
    "<meta property=\"og:site_name\" content=\"The Tarsk Ledger\"><meta name=\"author\" content=\"Runa Feldmark\">"
    "<link rel=\"canonical\" href=\"https://ledger.example/harbour\">"
    "<script type=\"application/ld+json\">{\"@context\": \"https://schema.org\", \"@type\": \"NewsArticle\", \"headline\": "
    "\"Harbour closes\","
    "\"datePublished\": \"2025-11-12T08:00:00Z\", \"articleSection\": \"Coast\", \"author\": [{\"@type\": \"Person\", \"name\": "
    "\"Jon Ild\"}],"
    "\"publisher\": {\"name\": \"The Tarsk Ledger\"}}</script></head>"
    "<body><nav><a href=\"/\">Home</a></nav><article><h1>Harbour closes</h1>"
    "<p>The harbour will close for a week, <b>Ilse Korn</b>, the mayor of Tarsk, said on Monday &amp; gave no reason for it.</p>"
    "<p>“We have no choice,” she told reporters who had waited for two hours outside the town hall.</p>"
    "<ul><li>The crane is broken.<li>The quay is wet.</ul><table><tr><td>Ships<td>12</table>"
    "<p>The Harbour Workers' Union rejected the plan, and the ferry line said that it would look for another harbour.</p>"
    "</article><footer>All rights reserved</footer></body></html>";

static const char lines[] =
    "{\"id\": 7, \"title\": \"Harbour closes\", \"text\": \"The harbour will close, \\u0000 Mayor Ilse Korn said. \\\"We are "
    "ready,\\\" she added.\", "
    "\"bylines\": [\"By Jon Ild, Reuters\", \"Mia Sund\"], \"published\": \"2025-11-12\", \"outlet\": \"The Tarsk Ledger\", "
    "\"desk\": [\"coast\"]}\n"
    "\n"
    "{\"uri\": \"https://ledger.example/2\", \"text\": \"Le port sera fermé pendant une semaine, a déclaré la maire lundi devant "
    "la presse. Elle a "
    "dit que la grue était cassée et que les bateaux devaient attendre.\", \"language\": \"fr\", \"modified\": 3}\n";

static const char bank[] = "# newdoc id = a\n"
                           "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
                           "1\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n"
                           "2\tn't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
                           "3\t!\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
                           "# newdoc id = b\n"
                           "# newpar\n"
                           "1\tEach\t_\t_\t_\t_\t_\t_\t_\t_\n"
                           "2\tday\t_\t_\t_\t_\t_\t_\t_\t_\n\n";

static const char feed[] = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"The Tarsk Ledger\", "
                           "\"home_page_url\": \"https://ledger.example/\", "
                           "\"authors\": [{\"name\": \"Runa Feldmark\"}], \"items\": [{\"id\": 1, \"content_html\": \"<p>The "
                           "harbour will close, the mayor "
                           "said.</p>\", \"tags\": [\"coast\"], \"date_published\": \"2025-11-12\"}, {\"id\": \"2\", \"url\": "
                           "\"https://ledger.example/2\", "
                           "\"summary\": \"The crane \\u0000 is broken, the union said.\"}]}";

static const char item[] = "{\"uri\": \"urn:x:1\", \"type\": \"text\", \"headline\": \"Harbour closes\", \"headline_short\": "
                           "\"Harbour\", \"by\": \"Jon Ild\", "
                           "\"body_text\": \"The harbour will close, the mayor said.\", \"body_html\": \"<p>The harbour will "
                           "close, the mayor said.</p>\", "
                           "\"infosource\": [{\"name\": \"Ostwire\"}], \"located\": \"Tarsk\", \"firstcreated\": "
                           "\"2025-11-12T08:00:00Z\", \"versioncreated\": "
                           "\"2025-11-12T09:00:00Z\", \"embargoed\": \"2025-11-13\", \"copyrightholder\": \"Ostwire\", "
                           "\"associations\": {\"a\": {\"uri\": "
                           "\"urn:x:2\", \"bodies\": [{\"role\": \"lead\", \"value\": \"A crane.\"}, {\"value\": \"The crane is "
                           "broken, the union said.\"}]}, \"b\": "
                           "{\"type\": \"picture\"}}}";

static const char rss[] =
    "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss version=\"2.0\"><channel><title>Ledger - RSS</title><item>"
    "<title>Harbour &amp;amp; crane</title><link>https://ledger.example/1</link><author>Jon Ild</author>"
    "<category>Coast</category><pubDate>Wed, 12 Nov 2025 08:00:00 GMT</pubDate><enclosure url=\"a.mp3\"/>"
    "<source>Ostwire</source><description>&lt;p&gt;The harbour will close, the mayor "
    "said.&lt;/p&gt;</description></item><item><title>Crane</title><dc:creator>Ana Reve</dc:creator>"
    "<description>The caf\xE9 & the crane &who; are broken</item>";

static const char newsml[] =
    "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet><newsItem guid=\"urn:x:1\" version=\"2\">"
    "<itemMeta><provider><name>Ostwire</name></provider><embargoed>2025-11-13</embargoed><pubStatus qcode=\"stat:withheld\"/>"
    "<versionCreated>2025-11-12T08:00:00Z</versionCreated></itemMeta><contentMeta><urgency>4</urgency>"
    "<infoSource><name>Corvan</name></infoSource><dateline>TARSK (Corvan)</dateline><keyword>coast</keyword></contentMeta>"
    "<hopHistory><hop><party><name>Ostwire</name></party></hop></hopHistory>"
    "<contentSet><inlineXML><nitf><head><docdata><doc-id id-string=\"n1\"/></docdata></head><body><body.head><hedline>"
    "<hl1>Harbour closes</hl1></hedline><byline>By Jon Ild, <byttl>Corvan Writer</byttl></byline></body.head><body.content>"
    "<p>The harbour will close, the mayor said.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>"
    "<newsItem guid=\"2\"><contentSet><inlineXML><html xmlns=\"http://www.w3.org/1999/xhtml\"><p>The crane is broken, the union "
    "said.</p></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>";

/* What a page says of itself is looked for around its headline. */
static const char shown[] =
    "<title>Harbour of Tarsk closes - Ledger</title><body><div><h1>Harbour of Tarsk closes</h1><p>By Jon Ild and Mia Sund</p>"
    "<p>12 November 2025</p><figure><figcaption>A crane</figcaption></figure>"
    "<p>The harbour will close for a week, the mayor of Tarsk said on Monday, and gave no reason for it at all.</p>"
    "<p>The union rejected the plan, and the ferry line said that it would look for another harbour.</p></div>"
    "<script type=\"application/ld+json\">{\"@type\": \"NewsArticle\", \"headline\": \"Harbour &amp; crane\", \"articleBody\": "
    "\"<p>The harbour will close for a week, the mayor of Tarsk said on Monday, and gave no reason for it at all.</p><p>The "
    "union "
    "rejected the plan, and the ferry line said that it would look for another harbour.</p>\"}</script>";

static const char atom[] =
    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://ledger.example/\" xml:lang=\"en\"><title>Ledger</title>"
    "<author><name>Jon Ild</name></author><link href=\"/\"/><entry><id>urn:x:1</id><title type=\"html\">Harbour &amp;amp; "
    "crane</title><link href=\"1\"/><updated>2025-11-12T08:00:00Z</updated><content type=\"xhtml\"><div "
    "xmlns=\"http://www.w3.org/1999/xhtml\"><p>The harbour will close, the mayor said.</p></div></content></entry><entry>"
    "<content type=\"application/octet-stream\">VGhlIGNyYW5lIGlzIGJyb2tlbi4=</content><source><title>Ostwire</title></source>"
    "</entry></feed>";

static const char nitf[] =
    "<nitf><head><title>Harbour</title><docdata management-status=\"embargoed\"><date.release norm=\"20251113\"/><doc-id "
    "id-string=\"urn:x:1\"/><key-list><keyword key=\"coast\"/></key-list></docdata><pubdata name=\"Ledger\"/></head><body>"
    "<body.head><byline>By <person>Jon Ild</person>, <byttl>Corvan Writer</byttl></byline><dateline>TARSK (Corvan)</dateline>"
    "</body.head><body.content><media><media-caption>A crane</media-caption></media><p>The harbour will close, the mayor "
    "said.</p></body.content><body.end><tagline>Editing by Mia Sund</tagline></body.end></body></nitf>";

static const char warc[] =
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://ledger.example/1\r\nWARC-Date: 2025-11-12T08:00:00Z\r\n"
    "Content-Type: application/http\r\nContent-Length: 129\r\n\r\n"
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
    "10\r\nThe harbour will\r\n17\r\n close, the mayor said.\r\n0\r\n\r\n\r\n\r\n"
    "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 20\r\n\r\nThe crane is broken.\r\n\r\n";

typedef struct sample {
    const char *name, *bytes;
    size_t size;
    const char *format; /* NULL: by content */
} sample;

static const sample samples[] = {
    {"a text", text, sizeof text - 1, NULL},
    {"a text in Windows-1252", western, sizeof western - 1, NULL},
    {"a page", page, sizeof page - 1, NULL},
    {"JSON Lines", lines, sizeof lines - 1, NULL},
    {"CoNLL-U", bank, sizeof bank - 1, "conllu"},
    {"a JSON Feed", feed, sizeof feed - 1, "jsonfeed"},
    {"ninjs", item, sizeof item - 1, "ninjs"},
    {"RSS", rss, sizeof rss - 1, "rss"},
    {"NewsML-G2", newsml, sizeof newsml - 1, "newsml"},
    {"a page without metadata", shown, sizeof shown - 1, "html"},
    {"Atom", atom, sizeof atom - 1, NULL},
    {"NITF", nitf, sizeof nitf - 1, NULL},
    {"a web archive", warc, sizeof warc - 1, NULL},
};

/* ---- the way of the data, as a program goes it */

/* Adds the document, its record and its syntax to out. */
static bool read_one(ro_reader *reader, const ro_document *document, ro_buffer *out, ro_error *error) {
    static const ro_json_options options = {.layers = RO_LAYER_ATTRIBUTIONS | RO_LAYER_ENTITIES | RO_LAYER_COREFERENCE};
    char *words = ro_document_json(document, error), *json = NULL, *syntax = NULL;
    ro_record *record = words ? ro_read(reader, document, error) : NULL;
    if (record) json = ro_record_json(record, &options, error);
    if (json) syntax = ro_parse(reader, document, error);
    bool watched = heap.watched;
    heap.watched = false; /* what the test itself keeps */
    if (syntax && (!ro_buffer_add(out, words, strlen(words)) || !ro_buffer_add(out, json, strlen(json)) ||
                   !ro_buffer_add(out, syntax, strlen(syntax))))
        fail_msg("out of memory");
    heap.watched = watched;
    bool done = syntax != NULL;
    ro_free(syntax);
    ro_free(json);
    ro_record_free(record);
    ro_free(words);
    return done;
}

static bool read_all(ro_reader *reader, const sample *s, ro_buffer *out, ro_error *error) {
    ro_input *input = ro_input_open_memory(s->bytes, s->size, s->name, &(ro_input_options){.format = s->format}, error);
    if (!input) return false;
    bool good = true;
    for (int steps = 0; steps < 8; steps++) {
        ro_document *document = NULL;
        ro_next next = ro_input_next(input, &document, error);
        if (next == RO_NEXT_END) break;
        good = next == RO_NEXT_DOCUMENT && read_one(reader, document, out, error) && good;
        ro_document_free(document);
    }
    ro_input_close(input);
    return good;
}

static size_t after(size_t nth) { return nth + (nth < EACH ? 1 : STEP); }

static void check_held(const char *what, size_t nth) {
    if (heap.holding) fail_msg("%s: %zu allocations are lost when number %zu fails", what, heap.holding, nth);
}

/* A failure that nobody reports must not matter. */
static void check_same(const char *what, size_t nth, const ro_buffer *whole, const ro_buffer *out) {
    size_t at = 0;
    while (at < whole->size && at < out->size && whole->data[at] == out->data[at]) at++;
    if (at == whole->size && at == out->size) return;
    fail_msg("%s: allocation %zu fails and nobody says so: %.80s, not %.80s", what, nth, out->data + at, whole->data + at);
}

static void check_reading(ro_reader *reader, const sample *s) {
    ro_buffer whole = {0}, out = {0};
    ro_error error = {0};
    if (!read_all(reader, s, &whole, &error)) fail_msg("%s: %s", s->name, error.message);
    for (size_t nth = 1;; nth = after(nth)) {
        error = (ro_error){0};
        out.size = 0;
        watch(nth);
        bool good = read_all(reader, s, &out, &error);
        heap.watched = false;
        check_held(s->name, nth);
        if (good) check_same(s->name, nth, &whole, &out);
        if (!good && error.code != RO_E_MEMORY)
            fail_msg("%s: allocation %zu: error %d: %s", s->name, nth, error.code, error.message);
        if (!heap.hit) break;
    }
    ro_buffer_free(&whole);
    ro_buffer_free(&out);
}

static void reading_says_when_memory_runs_out(void **state) {
    (void)state;
    ro_error error = {0};
    ro_engine *engine = ro_engine_open(MODEL, RO_ARITHMETIC_F32, &error);
    ro_reader *reader = engine ? ro_reader_new(engine, &error) : NULL;
    if (!reader) fail_msg("%s", error.message);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) check_reading(reader, &samples[i]);
    ro_reader_free(reader);
    ro_engine_free(engine);
}

/* What is asked about sentences by themselves, as one line. */
static bool ask(ro_reader *reader, ro_buffer *out, ro_error *error) {
    ro_coding coding;
    ro_comparison comparison;
    char line[200];
    if (!ro_code_event(reader, "The mayor of Tarsk rejected the union’s plan.", "the mayor", "the union's plan", &coding,
                       error) ||
        !ro_compare(reader, "The harbour will close on May 3, Mayor Ilse Korn said.",
                    "Ilse Korn said that 1.2 million tons were not shipped.", &comparison, error))
        return false;
    int size = snprintf(line, sizeof line, "%s %s %g %g %s %g", coding.type, coding.mode ? coding.mode : "-", coding.score,
                        coding.confidence, ro_relation_name(comparison.relation), comparison.score);
    bool watched = heap.watched;
    heap.watched = false;
    if (!ro_buffer_add(out, line, (size_t)size)) fail_msg("out of memory");
    heap.watched = watched;
    return true;
}

static void questions_say_when_memory_runs_out(void **state) {
    (void)state;
    ro_buffer whole = {0}, out = {0};
    ro_error error = {0};
    ro_engine *engine = ro_engine_open(MODEL, RO_ARITHMETIC_F32, &error);
    ro_reader *reader = engine ? ro_reader_new(engine, &error) : NULL;
    if (!reader || !ask(reader, &whole, &error)) fail_msg("%s", error.message);
    for (size_t nth = 1;; nth = after(nth)) {
        error = (ro_error){0};
        out.size = 0;
        watch(nth);
        bool good = ask(reader, &out, &error);
        heap.watched = false;
        check_held("a question", nth);
        if (good) check_same("a question", nth, &whole, &out);
        if (!good && error.code != RO_E_MEMORY)
            fail_msg("a question: allocation %zu: error %d: %s", nth, error.code, error.message);
        if (!heap.hit) break;
    }
    ro_buffer_free(&whole);
    ro_buffer_free(&out);
    ro_reader_free(reader);
    ro_engine_free(engine);
}

static void check_opening(ro_arithmetic arithmetic) {
    ro_error error = {0};
    ro_engine *usable = ro_engine_open(MODEL, arithmetic, &error);
    if (!usable) return; /* not on this processor */
    ro_engine_free(usable);
    for (size_t nth = 1;; nth = after(nth)) {
        error = (ro_error){0};
        watch(nth);
        ro_engine *engine = ro_engine_open(MODEL, arithmetic, &error);
        ro_reader *reader = engine ? ro_reader_new(engine, &error) : NULL;
        bool good = reader != NULL;
        ro_reader_free(reader);
        ro_engine_free(engine);
        heap.watched = false;
        check_held("the model", nth);
        if (!good && error.code != RO_E_MEMORY)
            fail_msg("the model: allocation %zu: error %d: %s", nth, error.code, error.message);
        if (good) break;
    }
}

static void opening_says_when_memory_runs_out(void **state) {
    (void)state;
    check_opening(RO_ARITHMETIC_F32);
    check_opening(RO_ARITHMETIC_INT8);
}

int main(void) {
    json_set_alloc_funcs(__wrap_malloc, __wrap_free);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_says_when_memory_runs_out),
        cmocka_unit_test(questions_say_when_memory_runs_out),
        cmocka_unit_test(opening_says_when_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
