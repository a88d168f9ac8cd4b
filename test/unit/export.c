/* Exports by themselves: what goes out of a record, what is refused, what a correction does. test/export.py reads whole exports
 * back. */
#include "export/export.h"
#include "export/fields.h"
#include "export/narrow.h"
#include "export/overview.h"
#include "export/question.h"
#include "export/write.h"
#include "store/corrected.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

/* ---- a record */

static const char text[] = "“We will pay,” Ana Ruelle said. The bank of Osk denied it <b>at once</b>.";

/* Spans are given by their words, which stand in the text once. */
static json_t *span(const char *words) {
    const char *at = strstr(text, words);
    size_t start = 0, length = 0;
    for (const char *p = text; p < at; p++) start += ((unsigned char)*p & 0xc0) != 0x80;
    for (const char *p = words; *p; p++) length += ((unsigned char)*p & 0xc0) != 0x80;
    return json_pack("{s:I, s:I, s:s}", "start", (json_int_t)start, "end", (json_int_t)(start + length), "text", words);
}

static json_t *actor(const char *id, const char *name, const char *kind) {
    return json_pack("{s:s, s:s, s:s, s:n, s:n, s:n, s:n, s:[o]}", "id", id, "name", name, "kind", kind, "role", "affiliation",
                     "country", "sector", "mentions", span(name));
}

static json_t *statement(const char *id, const char *source, const char *cue, const char *content, const char *manner,
                         const char *act, const char *speaker) {
    return json_pack("{s:s, s:o, s:[s], s:o, s:[o], s:s, s:s, s:[], s:n, s:n, s:[{s:s, s:s}, {s:s, s:s}], s:b, s:f}", "id", id,
                     "source", span(source), "speakers", speaker, "cue", span(cue), "content", span(content), "manner", manner,
                     "act", act, "addressees", "venue", "time", "chain", "role", "outlet", "name", "=The Osk Sun", "role",
                     "speaker", "actor", speaker, "negated", 0, "confidence", 0.5);
}

static json_t *record(void) {
    json_t *report = json_pack("{s:s, s:s, s:s, s:s, s:s, s:[], s:[], s:s}", "id", "sha256:ab", "uri", "https://osk.example/1",
                               "language", "en", "title", "<script>alert(1)</script>", "outlet", "=The Osk Sun", "bylines",
                               "agencies", "published", "2024-05-06");
    json_t *event =
        json_pack("{s:s, s:s, s:n, s:[], s:s, s:[s], s:[], s:n, s:n, s:o, s:s, s:f, s:f}", "id", "00000000000000e1", "type",
                  "REJECT", "mode", "contexts", "status", "attributed", "source", "a2", "recipient", "place", "time", "trigger",
                  span("denied"), "statement", "00000000000000b2", "score", -2.0, "confidence", 0.5);
    json_t *out = json_pack("{s:i, s:s, s:{s:s}, s:o, s:s, s:s, s:[[i,i]], s:[o,o], s:[], s:[], s:[o,o], s:[o], s:[], s:[]}",
                            "schema", 1, "offsets", "codepoints", "engine", "version", "0.1", "report", report, "text", text,
                            "text_sha256", "cd", "sentences", 0, 70, "actors", actor("a1", "Ana Ruelle", "person"),
                            actor("a2", "The bank of Osk", "organisation"), "places", "times", "statements",
                            statement("00000000000000b1", "Ana Ruelle", "said", "“We will pay,”", "direct", "promise", "a1"),
                            statement("00000000000000b2", "The bank of Osk", "denied", "it", "indirect", "deny", "a2"), "events",
                            event, "commitments", "warnings");
    assert_non_null(out);
    return out;
}

/* ---- an export of it */

static bool collect(void *context, const char *bytes, size_t size) { return ro_buffer_add(context, bytes, size); }

static char *exported(const ro_export_plan *plan, const json_t *what, const ro_picked *picked) {
    ro_error error = {0};
    ro_buffer out = {0};
    ro_export *e = ro_export_begin(plan, collect, &out, &error);
    assert_non_null(e);
    if (ro_export_looks(e)) assert_true(ro_export_look(e, what, picked, &error));
    assert_true(ro_export_record(e, what, picked, &error));
    assert_true(ro_export_end(e, &error));
    ro_export_free(e);
    return out.data;
}

static char *in_format(const char *format, const json_t *what) {
    return exported(&(ro_export_plan){.format = format}, what, NULL);
}

static void assert_has(const char *out, const char *part) {
    if (!strstr(out, part)) fail_msg("%s is not in %.2000s", part, out);
}

static void assert_lacks(const char *out, const char *part) {
    if (strstr(out, part)) fail_msg("%s is in %.2000s", part, out);
}

/* ---- what is asked */

static void refused(const ro_export_plan *plan, const char *why) {
    ro_error error = {0};
    assert_null(ro_export_begin(plan, collect, NULL, &error));
    assert_int_equal(error.code, RO_E_USAGE);
    assert_has(error.message, why);
}

static void what_cannot_be_done_is_a_clear_error(void **state) {
    (void)state;
    ro_kind events = RO_EVENTS, actors = RO_ACTORS;
    refused(&(ro_export_plan){.format = "xml"}, "there are jsonl, csv");
    refused(&(ro_export_plan){.format = "parquet"}, "Python package");
    refused(&(ro_export_plan){.format = "prov", .kind = &events}, "prov has statements, no events");
    refused(&(ro_export_plan){.format = "csv", .kind = &actors}, "no actors");
    refused(&(ro_export_plan){.format = "html", .offsets_only = true}, "words");
    refused(&(ro_export_plan){.format = "brat", .offsets_only = true}, "words");
    refused(&(ro_export_plan){.format = "conllu", .offsets_only = true}, "words");
    refused(&(ro_export_plan){.format = "conllu"}, "reader");
}

static void a_query_is_told_in_words(void **state) {
    (void)state;
    char out[200], long_name[600];
    ro_question_print(&(ro_query){.speaker = "Ruelle", .from = "2024-05", .act = "deny,reject"}, out, sizeof out);
    assert_string_equal(out, "by “Ruelle”, act: deny,reject, from 2024-05");
    ro_question_print(&(ro_query){0}, out, sizeof out);
    assert_string_equal(out, "");
    memset(long_name, 'x', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = 0;
    ro_question_print(&(ro_query){.speaker = long_name, .to = "2025"}, out, sizeof out);
    assert_string_equal(out, "to 2025");
}

/* ---- what goes out */

static void an_event_takes_its_statement_along(void **state) {
    (void)state;
    json_t *one = record(), *events = json_pack("{s:b}", "00000000000000e1", 1), *none = json_object();
    char *out = exported(&(ro_export_plan){.format = "jsonl"}, one,
                         &(ro_picked){.statements = none, .events = events, .commitments = none});
    assert_has(out, "\"id\":\"00000000000000b2\"");
    assert_lacks(out, "\"id\":\"00000000000000b1\"");
    free(out);
    out = exported(&(ro_export_plan){.format = "jsonl"}, one,
                   &(ro_picked){.statements = none, .events = none, .commitments = none});
    assert_lacks(out, "00000000000000b2");
    free(out);
    json_decref(one);
    json_decref(events);
    json_decref(none);
}

static void offsets_alone_have_no_words(void **state) {
    (void)state;
    json_t *one = record();
    static const char *const names[] = {"jsonl", "csv", "plover", "prov", "claim", "webannotation"};
    for (size_t i = 0; i < 6; i++) {
        char *out = exported(&(ro_export_plan){.format = names[i], .offsets_only = true}, one, NULL);
        assert_lacks(out, "Ruelle");
        assert_lacks(out, "denied");
        assert_lacks(out, "script");
        assert_has(out, "osk.example");
        free(out);
    }
    json_decref(one);
}

static void a_report_without_text_costs_itself_alone(void **state) {
    (void)state;
    json_t *one = record(), *other = record();
    ro_error error = {0};
    ro_buffer out = {0};
    ro_export *e = ro_export_begin(&(ro_export_plan){.format = "html"}, collect, &out, &error);
    json_object_set_new(one, "text", json_null());
    assert_true(ro_export_look(e, one, NULL, &error)); /* passed over, and counted */
    assert_true(ro_export_look(e, other, NULL, &error));
    assert_false(ro_export_record(e, one, NULL, &error));
    assert_int_equal(error.code, RO_E_INPUT);
    assert_has(error.message, "https://osk.example/1");
    assert_true(ro_export_record(e, other, NULL, &error));
    assert_true(ro_export_end(e, &error));
    assert_has(out.data, "Report 1");
    assert_lacks(out.data, "Report 2");
    assert_has(out.data, "<dt>report left out: its text is not kept</dt><dd>1</dd>");
    ro_export_free(e);
    ro_buffer_free(&out);
    json_decref(one);
    json_decref(other);
}

static bool full_disk(void *context, const char *bytes, size_t size) {
    (void)context, (void)bytes, (void)size;
    errno = ENOSPC;
    return false;
}

static void a_sink_that_fails_ends_the_export(void **state) {
    (void)state;
    json_t *one = record();
    ro_error error = {0};
    ro_export *e = ro_export_begin(&(ro_export_plan){.format = "jsonl"}, full_disk, NULL, &error);
    assert_non_null(e);
    assert_false(ro_export_record(e, one, NULL, &error));
    assert_int_equal(error.code, RO_E_IO);
    assert_has(error.message, strerror(ENOSPC));
    assert_false(ro_export_record(e, one, NULL, &error));
    assert_false(ro_export_end(e, &error));
    ro_export_free(e);
    json_decref(one);
}

/* ---- formats */

static void formulas_are_words(void **state) {
    (void)state;
    json_t *one = record();
    char *out = in_format("csv", one);
    assert_has(out, "\"'=The Osk Sun\"");
    assert_has(out, "outlet: =The Osk Sun > speaker: Ana Ruelle");
    assert_lacks(out, ",=");
    free(out);
    json_decref(one);
}

static void numbers_are_whole(void **state) {
    (void)state;
    json_t *list = json_pack("[I,f,f,f,n,s]", (json_int_t)12345678, -122.41942, 0.5, 1e-7, "7");
    static const char *const wanted[] = {"12345678", "-122.41942", "0.5", "1e-07"};
    char out[32];
    for (size_t i = 0; i < 4; i++) assert_string_equal(ro_number(json_array_get(list, i), out), wanted[i]);
    assert_null(ro_number(json_array_get(list, 4), out));
    assert_null(ro_number(json_array_get(list, 5), out));
    json_decref(list);
}

static void markup_is_words(void **state) {
    (void)state;
    json_t *one = record();
    char *out = in_format("html", one);
    assert_lacks(out, "<script");
    assert_lacks(out, "<b>at once");
    assert_has(out, "&lt;script&gt;alert(1)&lt;/script&gt;");
    assert_has(out, "<a class=\"ref\" id=\"m1-00000000000000b1\" href=\"#s1-00000000000000b1\"");
    free(out);
    json_decref(one);
}

/* ---- what a dossier says of all its reports */

static void names_are_counted_up_to_a_bound(void **state) {
    (void)state;
    ro_tally t = {0};
    char name[600];
    for (unsigned i = 0; i < RO_TALLY_MOST + 7; i++) {
        snprintf(name, sizeof name, "name %u", i);
        assert_true(ro_tally_add(&t, name, NULL, i + 1));
    }
    for (unsigned i = 0; i < RO_TALLY_PLACES + 5; i++) assert_true(ro_tally_add(&t, "name 77", "another label", i + 1));
    assert_int_equal(t.count, RO_TALLY_MOST);
    assert_int_equal(t.untold, 7);
    assert_int_equal(t.total, RO_TALLY_MOST + RO_TALLY_PLACES + 12);
    ro_tally_sort(&t);
    assert_string_equal(t.items[0].label, "name 77");
    assert_int_equal(t.items[0].count, RO_TALLY_PLACES + 6);
    assert_int_equal(t.items[0].n_places, RO_TALLY_PLACES);
    assert_int_equal(t.items[0].places[1], 1);
    assert_string_equal(t.items[1].label, "name 0");
    ro_tally_free(&t);
    for (size_t i = 0; i < 200; i++) memcpy(name + 2 * i, "ä", 2);
    name[400] = 0;
    assert_true(ro_tally_add(&t, name + 1, name, 0)); /* a broken character is not the tally's business */
    assert_true(ro_tally_add(&t, name, NULL, 0));
    assert_int_equal(strlen(t.items[1].key), RO_TALLY_NAME);
    assert_string_equal(t.items[1].label + RO_TALLY_NAME - 2, "ä…");
    ro_tally_free(&t);
}

static char *drawn(ro_tally *days) {
    ro_export e = {.sink = collect};
    ro_put_days(&e, days, RO_STATEMENTS);
    assert_false(e.failed);
    ro_tally_free(days);
    return e.out.data;
}

static void count_days(ro_tally *days, const char *day, unsigned times) {
    while (times--) assert_true(ro_tally_add(days, day, NULL, 0));
}

static void days_far_from_the_rest_are_not_drawn(void **state) {
    (void)state;
    ro_tally days = {0};
    count_days(&days, "2025-03-05", 20);
    count_days(&days, "1848-02-29", 1);
    count_days(&days, "2025-03-04", 40);
    count_days(&days, "9999-12-31", 1);
    count_days(&days, "2025-03-18", 1);
    char *out = drawn(&days);
    assert_has(out, "Statements by day");
    assert_has(out, "<title>2025-03-04: 40</title>");
    assert_has(out, "<title>2025-03-18: 1</title>");
    assert_lacks(out, "1848");
    assert_has(out, "Too far from the rest to be drawn: 1 before, 1 after.");
    assert_has(out, "61 from 2025-03-04 to 2025-03-18; most in 2025-03-04: 40.");
    free(out);
}

static void a_stretch_of_any_length_is_drawn(void **state) {
    static const struct {
        const char *from, *to, *by, *last;
    } stretches[] = {
        {"2024-12-31", "2025-01-01", "by day", "2025-01-01"}, {"2024-01-01", "2024-04-09", "by day", "2024-04-09"},
        {"2024-01-01", "2024-04-10", "by month", "2024-04"},  {"2000-12-01", "2009-03-31", "by month", "2009-03"},
        {"1901-01-01", "2000-12-31", "by year", "2000"},      {"1100-01-01", "2025-12-31", "by decade", "2020s"},
        {"0001-01-01", "9999-12-31", "by century", "9900s"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof stretches / sizeof *stretches; i++) {
        ro_tally days = {0};
        char last[40];
        count_days(&days, stretches[i].from, 10);
        count_days(&days, stretches[i].to, 10);
        char *out = drawn(&days);
        snprintf(last, sizeof last, "<title>%s: 10</title>", stretches[i].last);
        assert_has(out, stretches[i].by);
        assert_has(out, last);
        free(out);
    }
    ro_tally days = {0};
    count_days(&days, "2025-01-01", 4);
    assert_null(drawn(&days));
}

/* Of days that there are none of, nothing is drawn, and nothing breaks. */
static void a_day_that_is_none_does_not_count(void **state) {
    static const char *const none[] = {"2025-99-99", "2025-02-30", "0000-00-00"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        json_t *one = record();
        json_object_set_new(json_object_get(one, "report"), "published", json_string(none[i]));
        ro_overview o = {0};
        ro_export e = {0};
        ro_overview_look(&e, &o, one);
        assert_int_equal(o.days[RO_STATEMENTS].count, 0);
        assert_int_equal(o.counts[RO_STATEMENTS], 2);
        assert_string_equal(o.published[0], "");
        ro_overview_free(&o);
        json_decref(one);
    }
}

static json_t *due_on(unsigned number) {
    json_t *one = record(), *commitments = json_object_get(one, "commitments");
    json_array_append_new(commitments,
                          json_pack("{s:s, s:s, s:[s], s:[], s:o, s:n, s:s, s:{s:n, s:n, s:o}}", "id", "00000000000000f1", "kind",
                                    "promise", "parties", "a1", "counterparties", "action", span("pay"), "condition", "status",
                                    "open", "due", "time", "earliest", "latest",
                                    json_sprintf("2025-%02u-%02u", number / 28 % 12 + 1, number % 28 + 1)));
    return one;
}

static void what_is_due_last_is_kept(void **state) {
    (void)state;
    ro_overview o = {0};
    ro_export e = {0};
    for (unsigned i = 0; i < RO_DUE_MOST + 50; i++) { /* in any order */
        json_t *one = due_on(i * 101 % (RO_DUE_MOST + 50));
        ro_overview_look(&e, &o, one);
        json_decref(one);
    }
    assert_int_equal(o.n_dues, RO_DUE_MOST);
    assert_int_equal(o.n_more_dues, 50);
    assert_string_equal(o.dues[0].day, "2025-02-23");
    for (size_t i = 1; i < o.n_dues; i++) assert_true(strcmp(o.dues[i - 1].day, o.dues[i].day) < 0);
    assert_string_equal(o.dues[0].who, "Ana Ruelle");
    assert_false(e.failed);
    ro_overview_free(&o);
}

static void an_archive_has_good_headers(void **state) {
    (void)state;
    json_t *one = record();
    ro_error error = {0};
    ro_buffer out = {0};
    ro_export *e = ro_export_begin(&(ro_export_plan){.format = "brat"}, collect, &out, &error);
    assert_true(ro_export_record(e, one, NULL, &error) && ro_export_end(e, &error));
    ro_export_free(e);
    assert_int_equal(out.size % 512, 0);
    size_t files = 0;
    for (size_t at = 0; at < out.size && out.data[at]; files++) {
        unsigned sum = 0;
        for (size_t i = 0; i < 512; i++) sum += i >= 148 && i < 156 ? ' ' : (unsigned char)out.data[at + i];
        assert_int_equal(strtoul(out.data + at + 148, NULL, 8), sum);
        assert_memory_equal(out.data + at + 257, "ustar", 6);
        at += 512 + (strtoul(out.data + at + 124, NULL, 8) + 511) / 512 * 512;
    }
    assert_int_equal(files, 3);
    ro_buffer_free(&out);
    json_decref(one);
}

/* ---- corrections */

static void correct(json_t *one, json_t *correction) {
    assert_non_null(correction);
    assert_true(ro_correct_record(one, correction));
    json_decref(correction);
}

static void a_correction_counts_and_shows_what_was(void **state) {
    (void)state;
    json_t *one = record();
    correct(one, json_pack("{s:s, s:s, s:{s:s, s:s}, s:s, s:s, s:s}", "id", "c1", "item", "00000000000000b2", "set", "act",
                           "reject", "speaker", "Ana Ruelle", "by", "Lin", "at", "2024-06-01T00:00:00Z", "why", "misread"));
    json_t *item = json_array_get(json_object_get(one, "statements"), 1);
    assert_string_equal(json_string_value(json_object_get(item, "act")), "reject");
    assert_string_equal(json_string_value(json_array_get(json_object_get(item, "speakers"), 0)), "a1");
    char *out = in_format("html", one);
    assert_has(out, "<th scope=\"row\">act</th><td><ins><bdi>reject</bdi></ins></td><td><del><bdi>deny</bdi></del></td>");
    assert_has(out, "<ins><bdi>Ana Ruelle</bdi></ins></td><td><del><bdi>The bank of Osk</bdi></del></td><td><bdi>Lin</bdi>, ");
    free(out);
    out = in_format("prov", one);
    assert_has(out, "urn:readout:correction:c1");
    assert_has(out, "urn:readout:human:Lin");
    free(out);
    correct(one, json_pack("{s:s, s:s, s:{s:s}}", "id", "c2", "item", "00000000000000b1", "set", "speaker", "Somebody Else"));
    assert_int_equal(json_array_size(json_object_get(one, "actors")), 3);
    correct(one, json_pack("{s:s, s:s, s:{s:s}}", "id", "c3", "item", "00000000000000ff", "set", "act", "say"));
    correct(one, json_pack("{s:s, s:s, s:b}", "id", "c4", "item", "00000000000000b1", "reject", 1));
    assert_true(json_is_true(json_object_get(json_array_get(json_object_get(one, "statements"), 0), "rejected")));
    json_decref(one);
}

static void a_missed_statement_comes_in(void **state) {
    (void)state;
    json_t *one = record();
    correct(one, json_pack("{s:s, s:s, s:{s:[[i,i]], s:[i,i], s:s, s:s}, s:s}", "id", "c1", "item", "00000000000000c1", "add",
                           "content", 1, 12, "source", 15, 25, "act", "promise", "speaker", "Ana Ruelle", "by", "Lin"));
    json_t *item = json_array_get(json_object_get(one, "statements"), 2);
    assert_string_equal(json_string_value(json_object_get(json_array_get(json_object_get(item, "content"), 0), "text")),
                        "We will pay");
    assert_string_equal(json_string_value(json_object_get(json_object_get(item, "source"), "text")), "Ana Ruelle");
    char *out = in_format("webannotation", one);
    assert_has(out, "urn:readout:statement:00000000000000c1");
    free(out);
    json_decref(one);
}

/* An event of two sides, and a commitment, as a row of the table lays them open. */
static json_t *added_event(void) {
    return json_pack("{s:s, s:s, s:{s:[i,i], s:[i,i], s:s, s:s, s:[s,s], s:s, s:{s:s, s:n}, s:{s:s, s:s}, s:s}, s:s}", "id", "c1",
                     "item", "00000000000000c2", "add", "trigger", 26, 30, "time", 32, 35, "type", "PROTEST", "status",
                     "attributed", "speaker", "Ana Ruelle", "Somebody Else", "addressee", "The bank of Osk", "place", "name",
                     "Osk", "country", "day", "earliest", "2024-05-01", "latest", "2024-05-02", "statement", "00000000000000b1",
                     "by", "Lin");
}

static json_t *added_commitment(void) {
    return json_pack("{s:s, s:s, s:{s:[i,i], s:s, s:s, s:{s:s}}, s:s}", "id", "c2", "item", "00000000000000c3", "add", "action",
                     4, 8, "kind", "promise", "speaker", "Ana Ruelle", "due", "latest", "2024-06-01", "by", "Lin");
}

static const char *text_in(const json_t *item, const char *key, const char *inner) {
    json_t *value = json_object_get(item, key);
    return json_string_value(inner ? json_object_get(value, inner) : value);
}

static void a_missed_event_comes_in(void **state) {
    (void)state;
    json_t *one = record();
    correct(one, added_event());
    const json_t *event = json_array_get(json_object_get(one, "events"), 1), *places = json_object_get(one, "places");
    const json_t *time = json_array_get(json_object_get(one, "times"), 0);
    assert_string_equal(text_in(event, "type", NULL), "PROTEST");
    assert_string_equal(text_in(event, "status", NULL), "attributed");
    assert_string_equal(text_in(event, "statement", NULL), "00000000000000b1");
    assert_true(json_real_value(json_object_get(event, "score")) == -5);
    assert_int_equal(json_array_size(json_object_get(event, "source")), 2);
    assert_string_equal(json_string_value(json_array_get(json_object_get(event, "source"), 0)), "a1");
    assert_string_equal(json_string_value(json_array_get(json_object_get(event, "source"), 1)), "a3");
    assert_string_equal(json_string_value(json_array_get(json_object_get(event, "recipient"), 0)), "a2");
    assert_string_equal(text_in(event, "place", NULL), text_in(json_array_get(places, 0), "id", NULL));
    assert_string_equal(text_in(json_array_get(places, 0), "name", NULL), "Osk");
    assert_string_equal(text_in(event, "time", NULL), text_in(time, "id", NULL));
    assert_string_equal(text_in(time, "earliest", NULL), "2024-05-01");
    assert_int_equal(json_integer_value(json_object_get(json_object_get(time, "span"), "start")), 32);
    char *out = in_format("plover", one);
    assert_has(out, "\"event_type\":\"PROTEST\"");
    free(out);
    json_decref(one);
}

static void a_missed_commitment_comes_in(void **state) {
    (void)state;
    json_t *one = record();
    correct(one, added_commitment());
    const json_t *item = json_array_get(json_object_get(one, "commitments"), 0);
    assert_string_equal(text_in(item, "kind", NULL), "promise");
    assert_string_equal(text_in(item, "status", NULL), "open");
    assert_string_equal(text_in(item, "due", "latest"), "2024-06-01");
    assert_true(json_is_null(json_object_get(item, "statement")));
    assert_int_equal(json_array_size(json_object_get(item, "parties")), 1);
    json_decref(one);
}

static void a_review_needs_a_rating(void **state) {
    (void)state;
    json_t *one = record();
    char *out = in_format("claim", one);
    assert_lacks(out, "ClaimReview");
    free(out);
    correct(one, json_pack("{s:s, s:s, s:{s:{s:i, s:i, s:i, s:s}}, s:s, s:s, s:s}", "id", "c1", "item", "00000000000000b1", "set",
                           "rating", "value", 1, "best", 5, "worst", 1, "name", "False", "by", "Lin", "at",
                           "2024-06-01T00:00:00Z", "why", "no payment"));
    out = in_format("claim", one);
    assert_has(out, "\"@type\":\"ClaimReview\",\"itemReviewed\":{\"@id\":\"urn:readout:statement:00000000000000b1\"}");
    assert_has(out, "\"ratingValue\":1,\"bestRating\":5,\"worstRating\":1,\"alternateName\":\"False\"");
    free(out);
    json_decref(one);
}

/* ---- memory that runs out, allocation by allocation of jansson's */

static size_t left; /* allocations until one fails, which is the only one */

static void *allocate(size_t size) { return left-- ? malloc(size) : NULL; }

static bool failed; /* it did */

/* Whether it worked: then all is there. Where it did not, that memory ran out is what it says. */
static bool works_with(size_t allocations, const char *format, bool offsets_only, const json_t *correction, ro_buffer *whole) {
    ro_error error = {0};
    ro_buffer out = {0};
    ro_export *e = ro_export_begin(&(ro_export_plan){.format = format, .offsets_only = offsets_only}, collect, &out, &error);
    assert_non_null(e);
    json_t *one = record();
    left = allocations;
    bool good = ro_correct_record(one, correction);
    if (good && ro_export_looks(e)) good = ro_export_look(e, one, NULL, &error);
    if (good) good = ro_export_record(e, one, NULL, &error) && ro_export_end(e, &error);
    if (!good && error.code) assert_int_equal(error.code, RO_E_MEMORY);
    failed = left > SIZE_MAX / 2;
    left = SIZE_MAX;
    if (good && whole->size && out.size != whole->size) {
        fail_msg("%s: %zu of %zu bytes with %zu allocations", format, out.size, whole->size, allocations);
    }
    json_decref(one);
    ro_export_free(e);
    if (good && !whole->size) {
        *whole = out;
        return true;
    }
    ro_buffer_free(&out);
    return good;
}

static void memory_that_runs_out_is_an_error(void **state) {
    (void)state;
    static const char *const names[] = {"jsonl", "csv", "plover", "prov", "claim", "webannotation", "brat", "html"};
    left = SIZE_MAX;
    json_set_alloc_funcs(allocate, free);
    json_t *corrections[] = {json_pack("{s:s, s:s, s:{s:s, s:s, s:{s:i}}, s:s}", "id", "c1", "item", "00000000000000b2", "set",
                                       "act", "reject", "speaker", "Somebody Else", "rating", "value", 1, "by", "Lin"),
                             added_event(), added_commitment()};
    for (size_t i = 0; i < 24; i++)
        for (int thin = 0; thin < (i % 8 < 6 ? 2 : 1); thin++) {
            ro_buffer whole = {0};
            size_t n = 0;
            assert_true(works_with(SIZE_MAX, names[i % 8], thin, corrections[i / 8], &whole));
            do works_with(n++, names[i % 8], thin, corrections[i / 8], &whole);
            while (failed);
            assert_true(n > 20);
            ro_buffer_free(&whole);
        }
    for (size_t i = 0; i < 3; i++) json_decref(corrections[i]);
    json_set_alloc_funcs(malloc, free);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_done_is_a_clear_error),
        cmocka_unit_test(a_query_is_told_in_words),
        cmocka_unit_test(an_event_takes_its_statement_along),
        cmocka_unit_test(offsets_alone_have_no_words),
        cmocka_unit_test(a_report_without_text_costs_itself_alone),
        cmocka_unit_test(a_sink_that_fails_ends_the_export),
        cmocka_unit_test(formulas_are_words),
        cmocka_unit_test(numbers_are_whole),
        cmocka_unit_test(markup_is_words),
        cmocka_unit_test(names_are_counted_up_to_a_bound),
        cmocka_unit_test(days_far_from_the_rest_are_not_drawn),
        cmocka_unit_test(a_stretch_of_any_length_is_drawn),
        cmocka_unit_test(a_day_that_is_none_does_not_count),
        cmocka_unit_test(what_is_due_last_is_kept),
        cmocka_unit_test(an_archive_has_good_headers),
        cmocka_unit_test(a_correction_counts_and_shows_what_was),
        cmocka_unit_test(a_missed_statement_comes_in),
        cmocka_unit_test(a_missed_event_comes_in),
        cmocka_unit_test(a_missed_commitment_comes_in),
        cmocka_unit_test(a_review_needs_a_rating),
        cmocka_unit_test(memory_that_runs_out_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
