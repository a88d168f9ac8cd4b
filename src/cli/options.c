#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/options.h"

#include "cli/output.h"
#include "cli/say.h"

#include <errno.h>
#include <getopt.h>
#include <pwd.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { JOBS_MOST = 1024, LONG_BASE = 256, TEXT_COLUMN = 28, TEXT_END = 79 };

/* ---- setters: NULL, or what the value must be */

typedef const char *setter(ro_cli_settings *settings, const char *value);

/* The place of a value among names that end in NULL, or -1. */
static int choice(const char *const *names, const char *value, size_t size) {
    for (int i = 0; names[i]; i++)
        if (strlen(names[i]) == size && strncmp(names[i], value, size) == 0) return i;
    return -1;
}

static const char *set_format(ro_cli_settings *settings, const char *value) {
    static const char *const names[] = {"text", "html",  "rss",   "atom", "jsonfeed", "newsml",
                                        "nitf", "ninjs", "jsonl", "warc", NULL};
    if (choice(names, value, strlen(value)) < 0)
        return "must be text, html, rss, atom, jsonfeed, newsml, nitf, ninjs, jsonl or warc";
    if (settings->input.format && !strcmp(settings->input.format, "conllu")) return "does not go with --conllu";
    settings->input.format = value;
    return NULL;
}

static const char *set_conllu(ro_cli_settings *settings, const char *value) {
    (void)value;
    if (settings->input.format) return "does not go with --format";
    settings->input.format = "conllu";
    return NULL;
}

static bool digits(const char *text, int count) {
    for (int i = 0; i < count; i++)
        if (text[i] < '0' || text[i] > '9') return false;
    return true;
}

/* Only the shape: what it means is the library's business. */
static bool date_shaped(const char *value) {
    if (strlen(value) < 10 || !digits(value, 4) || value[4] != '-' || !digits(value + 5, 2) || value[7] != '-') return false;
    if (!digits(value + 8, 2) || (value[10] && value[10] != 'T' && value[10] != 't' && value[10] != ' ')) return false;
    int month = atoi(value + 5), day = atoi(value + 8);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static const char *set_published(ro_cli_settings *settings, const char *value) {
    if (!date_shaped(value)) return "must be a date such as 2022-01-21 or 2022-01-21T18:30:00Z";
    settings->input.published = value;
    return NULL;
}

static const char *set_uri(ro_cli_settings *settings, const char *value) {
    settings->input.uri = value;
    return *value ? NULL : "must not be empty";
}

static const char *set_uri_or_file(ro_cli_settings *settings, const char *value) {
    settings->uri_is_path = strcmp(value, "file") == 0;
    return settings->uri_is_path ? NULL : set_uri(settings, value);
}

static const char *set_outlet(ro_cli_settings *settings, const char *value) {
    settings->input.outlet = value;
    return *value ? NULL : "must not be empty";
}

static const char *set_jobs(ro_cli_settings *settings, const char *value) {
    char *end;
    errno = 0;
    long jobs = digits(value, 1) ? strtol(value, &end, 10) : 0;
    if (jobs < 1 || errno || *end || jobs > JOBS_MOST) return "must be a number from 1 to 1024";
    settings->jobs = (unsigned)jobs;
    return NULL;
}

static const char *set_offsets(ro_cli_settings *settings, const char *value) {
    static const char *const names[] = {
        [RO_OFFSETS_CODEPOINTS] = "codepoints", [RO_OFFSETS_BYTES] = "bytes", [RO_OFFSETS_UTF16] = "utf16", NULL};
    int i = choice(names, value, strlen(value));
    if (i < 0) return "must be codepoints, bytes or utf16";
    settings->json.offsets = (ro_offsets)i;
    return NULL;
}

static const char *set_no_text(ro_cli_settings *settings, const char *value) {
    (void)value;
    settings->json.no_text = true;
    return NULL;
}

static const char *set_layers(ro_cli_settings *settings, const char *value) {
    static const char *const names[] = {"attributions", "entities", "coreference", NULL};
    static const unsigned bits[] = {RO_LAYER_ATTRIBUTIONS, RO_LAYER_ENTITIES, RO_LAYER_COREFERENCE};
    for (;; value++) {
        size_t size = strcspn(value, ",");
        int i = choice(names, value, size);
        if (i < 0) return "must be attributions, entities or coreference, or several with commas between";
        settings->json.layers |= bits[i];
        value += size;
        if (!*value) return NULL;
    }
}

static const char *set_model(ro_cli_settings *settings, const char *value) {
    settings->model = value;
    return *value ? NULL : "must not be empty";
}

static const char *set_arithmetic(ro_cli_settings *settings, const char *value) {
    static const char *const names[] = {[RO_ARITHMETIC_AUTO] = "auto",
                                        [RO_ARITHMETIC_INT8] = "int8",
                                        [RO_ARITHMETIC_BF16] = "bf16",
                                        [RO_ARITHMETIC_F32] = "f32",
                                        NULL};
    int i = choice(names, value, strlen(value));
    if (i < 0) return "must be auto, int8, bf16 or f32";
    settings->arithmetic = (ro_arithmetic)i;
    return NULL;
}

static const char *set_rejects(ro_cli_settings *settings, const char *value) {
    settings->rejects = value;
    return strcmp(value, "-") == 0 || !*value ? "must be a file: standard output is for records" : NULL;
}

static const char *set_output(ro_cli_settings *settings, const char *value) {
    settings->output = value;
    return *value ? NULL : "must not be empty";
}

static const char *set_expect(ro_cli_settings *settings, const char *value) {
    (void)value;
    settings->expect = true;
    return NULL;
}

static const char *set_color(ro_cli_settings *settings, const char *value) {
    static const char *const names[] = {
        [RO_CLI_COLOR_AUTO] = "auto", [RO_CLI_COLOR_ALWAYS] = "always", [RO_CLI_COLOR_NEVER] = "never", NULL};
    int i = choice(names, value, strlen(value));
    if (i < 0) return "must be auto, always or never";
    settings->color = (ro_cli_color)i;
    return NULL;
}

static const char *set_debug(ro_cli_settings *settings, const char *value) {
    (void)value;
    settings->debug = true;
    settings->json.layers = RO_LAYER_ATTRIBUTIONS | RO_LAYER_ENTITIES | RO_LAYER_COREFERENCE;
    return NULL;
}

static const char *set_pairs(ro_cli_settings *settings, const char *value) {
    (void)value;
    settings->pairs = true;
    return NULL;
}

static const char *set_db(ro_cli_settings *settings, const char *value) {
    (void)settings;
    (void)value;
    return "stores are not in this version: give pairs of statements with --pairs";
}

static const char *set_limit(ro_cli_settings *settings, const char *value) {
    char *end;
    errno = 0;
    unsigned long long limit = digits(value, 1) ? strtoull(value, &end, 10) : 0;
    if (limit < 1 || errno || *end || limit > INT64_MAX - 1) return "must be a number from 1 on";
    settings->query.limit = (size_t)limit;
    return NULL;
}

static const char *set_rejected_too(ro_cli_settings *settings, const char *value) {
    (void)value;
    settings->query.rejected = true;
    return NULL;
}

static const char *set_every_version(ro_cli_settings *settings, const char *value) {
    (void)value;
    settings->query.every_version = true;
    return NULL;
}

/* A date is the last day that is asked for, as with the searches: no format begins with a digit. */
static const char *set_to(ro_cli_settings *settings, const char *value) {
    if (digits(value, 1)) {
        settings->query.to = value;
        return NULL;
    }
    if (settings->to) return "a format is given already";
    settings->to = value;
    return *value ? NULL : "must be jsonl, csv, plover, prov, claim, webannotation, brat, conllu or html";
}

static const char *set_rows(ro_cli_settings *settings, const char *value) {
    static const char *const names[] = {
        [RO_STATEMENTS] = "statements", [RO_EVENTS] = "events", [RO_COMMITMENTS] = "commitments", NULL};
    int i = choice(names, value, strlen(value));
    if (i < 0) return "must be statements, events or commitments; --type is of their types and kinds";
    settings->query.kind = (ro_kind)i;
    settings->kind_given = true;
    return NULL;
}

static const char *set_offsets_only(ro_cli_settings *settings, const char *value) {
    (void)value;
    settings->offsets_only = true;
    return NULL;
}

static const char *set_reject(ro_cli_settings *settings, const char *value) {
    return (void)value, settings->correct.reject = true, NULL;
}
static const char *set_restore(ro_cli_settings *settings, const char *value) {
    return (void)value, settings->correct.restore = true, NULL;
}
static const char *set_add(ro_cli_settings *settings, const char *value) {
    return (void)value, settings->correct.add = true, NULL;
}
static const char *set_export(ro_cli_settings *settings, const char *value) {
    return (void)value, settings->correct.export = true, NULL;
}

static const char *set_new(ro_cli_settings *settings, const char *value) {
    return (void)value, settings->correct.makes_new = true, NULL;
}

static const char *add_name(ro_cli_names *names, const char *value) {
    if (!*value) return "must not be empty";
    if (names->count == sizeof names->items / sizeof *names->items) return "is given too often";
    names->items[names->count++] = value;
    return NULL;
}
static const char *add_speaker(ro_cli_settings *settings, const char *value) {
    return add_name(&settings->correct.speakers, value);
}
static const char *add_addressee(ro_cli_settings *settings, const char *value) {
    return add_name(&settings->correct.addressees, value);
}

static const char *set_form(ro_cli_settings *settings, ro_cli_form form) {
    if (settings->form && settings->form != form) return "does not go with another form of output";
    settings->form = form;
    return NULL;
}

static const char *set_json(ro_cli_settings *settings, const char *value) {
    return (void)value, set_form(settings, RO_CLI_FORM_JSON);
}
static const char *set_csv(ro_cli_settings *settings, const char *value) {
    return (void)value, set_form(settings, RO_CLI_FORM_CSV);
}
static const char *set_tsv(ro_cli_settings *settings, const char *value) {
    return (void)value, set_form(settings, RO_CLI_FORM_TSV);
}
static const char *set_table(ro_cli_settings *settings, const char *value) {
    return (void)value, set_form(settings, RO_CLI_FORM_TABLE);
}

static const char *set_store(ro_cli_settings *settings, const char *value) {
    settings->store = value;
    return *value ? NULL : "must be a file or postgresql://USER@HOST/DATABASE";
}

static const char *set_by(ro_cli_settings *settings, const char *value) {
    settings->by = value;
    return *value ? NULL : "must not be empty";
}

static const char *set_why(ro_cli_settings *settings, const char *value) {
    settings->why = value;
    return *value ? NULL : "must not be empty";
}

/* ---- the options */

typedef struct description {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* NULL: takes none */
    const char *text;
    setter *set;   /* NULL: the value goes into a string as it is; the library knows what it means */
    size_t string; /* where in the settings */
} description;

#define STRING(member) .string = offsetof(ro_cli_settings, member)

#ifdef __clang__
#pragma clang diagnostic ignored "-Wmissing-field-initializers" /* an option with a setter has no string */
#endif

static const description descriptions[RO_CLI_OPTIONS] = {
    [RO_CLI_FORMAT] = {"format", 'f', "FORMAT",
                       "text, html, rss, atom, jsonfeed, newsml, nitf, ninjs, jsonl or warc; else the content decides",
                       set_format},
    [RO_CLI_CONLLU] = {"conllu", 0, NULL, "the files are CoNLL-U: keep their sentences and words", set_conllu},
    [RO_CLI_PUBLISHED] = {"published", 0, "DATE",
                          "when reports that do not say so were published: 2022-01-21, or 2022-01-21T18:30:00Z", set_published},
    [RO_CLI_URI] = {"uri", 0, "URI", "address of a report that names none", set_uri},
    [RO_CLI_URI_OR_FILE] = {"uri", 0, "URI", "address of a report that names none; \"file\": always the file's path",
                            set_uri_or_file},
    [RO_CLI_OUTLET] = {"outlet", 0, "NAME", "who published reports that do not say so", set_outlet},
    [RO_CLI_JOBS] = {"jobs", 'j', "N", "documents at a time (default: as many as there are processors)", set_jobs},
    [RO_CLI_OFFSETS] = {"offsets", 0, "UNIT", "what spans count: codepoints (the default), bytes or utf16", set_offsets},
    [RO_CLI_NO_TEXT] = {"no-text", 0, NULL, "leave the report's text out; spans keep theirs", set_no_text},
    [RO_CLI_LAYERS] = {"layers", 0, "LIST", "also what the model found: attributions,entities,coreference", set_layers},
    [RO_CLI_MODEL] = {"model", 'm', "FILE", "the model file (default: READOUT_MODEL, else the installed one)", set_model},
    [RO_CLI_ARITHMETIC] = {"arithmetic", 0, "KIND", "auto (the default: what suits the processor), int8, bf16 or f32",
                           set_arithmetic},
    [RO_CLI_REJECTS] = {"rejects", 0, "FILE", "write what was rejected, and why, as JSON Lines", set_rejects},
    [RO_CLI_OUTPUT] = {"output", 'o', "FILE", "write to a file instead of standard output", set_output},
    [RO_CLI_EXPECT] = {"expect", 'e', NULL, "exit with 1 if nothing was found", set_expect},
    [RO_CLI_COLOR] = {"color", 0, "WHEN", "auto (the default: on a terminal), always or never", set_color},
    [RO_CLI_DEBUG] = {"debug", 0, NULL, "show the model's layers, too", set_debug},
    [RO_CLI_PAIRS] = {"pairs", 0, NULL, "compare the two statements in each line", set_pairs},
    [RO_CLI_DB] = {"db", 0, "STORE", "a store to compare all statements of; not in this version", set_db},
    [RO_CLI_STORE] = {"db", 0, "STORE", "the store: a SQLite file, or postgresql://USER@HOST/DATABASE (default: READOUT_DB)",
                      set_store},
    [RO_CLI_BY] = {"by", 0, "NAME", "who does it (default: READOUT_BY, else the login name)", set_by},
    [RO_CLI_WHY] = {"why", 0, "TEXT", "the reason, for the log", set_why},
    [RO_CLI_ID] = {"id", 0, "ID", "the one of this id, or whose id begins so: six digits or more", STRING(query.id)},
    [RO_CLI_REPORT_ID] = {"id", 0, "ID", "the one of this id, sha256:…", STRING(query.id)},
    [RO_CLI_ACTOR_NUMBER] = {"id", 0, "NUMBER", "the one of this number, #12", STRING(query.id)},
    [RO_CLI_REPORT] = {"report", 0, "REPORT",
                       "in this report: its id (sha256:…), uri or text_sha256, or six first digits of its id or of an item in it",
                       STRING(query.report)},
    [RO_CLI_SPEAKER] = {"speaker", 's', "NAME",
                        "who said or did it, or is bound: whole words of the name in any order (\"lavrov sergey\"), or "
                        "an actor's number, #12",
                        STRING(query.speaker)},
    [RO_CLI_ADDRESSEE] = {"addressee", 0, "NAME", "to whom, likewise", STRING(query.addressee)},
    [RO_CLI_NAME] = {"name", 0, "NAME", "whole words of any name, in any order, or numbers, #12,#40", STRING(query.speaker)},
    [RO_CLI_ABOUT] = {"about", 0, "WORDS",
                      "full text: 'gas price' (both words), '\"gas price\"' (the phrase), 'gas*', 'gas NEAR/5 oil', "
                      "'gas OR oil', 'gas -oil', brackets",
                      STRING(query.about)},
    [RO_CLI_ACT] = {"act", 0, "LIST",
                    "say, deny, demand, propose, promise, threaten, warn, accuse, reject, criticise, praise, agree, ask, expect "
                    "or believe; or several: deny,reject",
                    STRING(query.act)},
    [RO_CLI_TYPE] = {"type", 0, "LIST",
                     "PLOVER's: AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, RETREAT, REQUEST, ACCUSE, REJECT, THREATEN, "
                     "PROTEST, SANCTION, MOBILIZE, COERCE or ASSAULT; or several: PROTEST,ASSAULT",
                     STRING(query.type)},
    [RO_CLI_KIND] = {"kind", 0, "LIST", "promise, demand, denial, threat, offer, refusal or agreement; or several: promise,offer",
                     STRING(query.type)},
    [RO_CLI_ACTOR_KIND] = {"kind", 0, "LIST",
                           "person, organisation, government, group, document or unnamed; or several: person,group",
                           STRING(query.type)},
    [RO_CLI_STATUS] = {"status", 0, "LIST",
                       "of events asserted, attributed, negated, planned or hypothetical, of commitments open, reported_kept, "
                       "reported_broken or superseded; or several: asserted,attributed",
                       STRING(query.status)},
    [RO_CLI_EVENT_STATUS] = {"status", 0, "LIST",
                             "asserted, attributed, negated, planned or hypothetical; or several: asserted,attributed",
                             STRING(query.status)},
    [RO_CLI_COMMITMENT_STATUS] = {"status", 0, "LIST",
                                  "open, reported_kept, reported_broken or superseded; or several: reported_kept,reported_broken",
                                  STRING(query.status)},
    [RO_CLI_PLACE] = {"place", 0, "NAME", "where it was said or happened: a name, or a country's code, DEU", STRING(query.place)},
    [RO_CLI_COUNTRY] = {"country", 0, "LIST", "of who speaks or acts: codes of countries, DEU,POL", STRING(query.country)},
    [RO_CLI_OUTLET_OF] = {"outlet", 0, "NAME", "who published it: whole words of the name", STRING(query.outlet)},
    [RO_CLI_AGENCY] = {"agency", 0, "NAME", "through whom it came, likewise", STRING(query.agency)},
    [RO_CLI_FROM] = {"from", 0, "DATE", "of this day or later: 2024-11-05, or all of 2024-11 or 2024 and later",
                     STRING(query.from)},
    [RO_CLI_TO] = {"to", 0, "DATE", "of this day or earlier, or all of a month or year and earlier", STRING(query.to)},
    [RO_CLI_TO_FORMAT] =
        {"to", 0, "FORMAT",
         "jsonl, csv, plover, prov, claim, webannotation, brat, conllu or html, as above; a date after --to is the last day "
         "to export, and both may be given",
         set_to},
    [RO_CLI_ROWS] = {"kind", 0, "KIND", "what to export: statements, events or commitments (default: see above)", set_rows},
    [RO_CLI_OFFSETS_ONLY] = {"offsets-only", 0, NULL, "no words of the reports: places, digests and codes alone, for passing on",
                             set_offsets_only},
    [RO_CLI_DUE_FROM] = {"due-from", 0, "DATE", "due on this day or later: a day, a month or a year, as with --from",
                         STRING(query.due_from)},
    [RO_CLI_DUE_BEFORE] = {"due-before", 0, "DATE", "due before this day, or before the first of a month or year",
                           STRING(query.due_before)},
    [RO_CLI_REJECTED_TOO] = {"rejected", 0, NULL, "also what a human rejected", set_rejected_too},
    [RO_CLI_EVERY_VERSION] = {"every-version", 0, NULL, "of all versions of reports (default: of the latest alone)",
                              set_every_version},
    [RO_CLI_TARGET] = {"target", 0, "ID", "what is corrected, by id: a statement, an event or a commitment; six first digits do",
                       STRING(correct.target)},
    [RO_CLI_SET_SPEAKER] = {"speaker", 's', "NAME",
                            "who says or does it, or is bound: words of a name in any order, or an actor's number, #12; may "
                            "be given again for several",
                            add_speaker},
    [RO_CLI_SET_ADDRESSEE] = {"addressee", 0, "NAME",
                              "to whom, likewise: of an event the recipient, of a commitment the counterparty", add_addressee},
    [RO_CLI_NEW] = {"new", 0, NULL, "nobody of exactly that name is in the store yet: make a new actor", set_new},
    [RO_CLI_SET_ACT] = {"act", 0, "ACT",
                        "what the statement does: say, deny, demand, propose, promise, threaten, warn, accuse, reject, "
                        "criticise, praise, agree, ask, expect or believe",
                        STRING(query.act)},
    [RO_CLI_SET_KIND] = {"kind", 0, "KIND",
                         "what the commitment is: promise, demand, denial, threat, offer, refusal or agreement",
                         STRING(query.type)},
    [RO_CLI_SET_DUE] = {"due", 0, "FROM..TO", "when the commitment is due: days, either may be left out; never: at no time",
                        STRING(correct.due)},
    [RO_CLI_SET_STATUS] = {"status", 0, "STATUS",
                           "of the event: asserted, attributed, negated, planned or hypothetical; of the commitment: open, "
                           "reported_kept, reported_broken or superseded",
                           STRING(query.status)},
    [RO_CLI_RATING] = {"rating", 0, "RATING", "how true it is: a number, 2/5 or a word; for exports as ClaimReview",
                       STRING(correct.rating)},
    [RO_CLI_REJECT] = {"reject", 0, NULL, "it is wrong altogether: searches leave it out", set_reject},
    [RO_CLI_RESTORE] = {"restore", 0, NULL, "it is right after all", set_restore},
    [RO_CLI_ADD_MISSED] = {"add", 0, NULL,
                           "something was missed in a --report: a statement (--content), an event (--trigger) or a "
                           "commitment (--action)",
                           set_add},
    [RO_CLI_REPORT_OF] = {"report", 0, "REPORT",
                          "which report: its id, uri or text_sha256, or six first digits of its id or of an item in it",
                          STRING(query.report)},
    [RO_CLI_CONTENT] = {"content", 0, "WORDS",
                        "a statement's words, as they stand in the report, with an ellipsis between those that stand "
                        "apart (… or ...); or their places in code points, 10-60,80-90",
                        STRING(correct.content)},
    [RO_CLI_CUE] = {"cue", 0, "WORDS", "its cue (\"said\"), likewise", STRING(correct.cue)},
    [RO_CLI_SOURCE] = {"source", 0, "WORDS", "the words for its speaker", STRING(correct.source)},
    [RO_CLI_MANNER] = {"manner", 0, "MANNER", "direct, indirect or mixed; indirect without it", STRING(correct.manner)},
    [RO_CLI_TRIGGER] = {"trigger", 0, "WORDS", "the word or words that name an event", STRING(correct.trigger)},
    [RO_CLI_SET_TYPE] = {"type", 0, "TYPE",
                         "its type, PLOVER's: AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, RETREAT, REQUEST, ACCUSE, "
                         "REJECT, THREATEN, PROTEST, SANCTION, MOBILIZE, COERCE or ASSAULT",
                         STRING(correct.type)},
    [RO_CLI_SET_PLACE] = {"place", 0, "NAME", "where it was, as the report calls it; with a country's code: \"Osk, NLD\"",
                          STRING(query.place)},
    [RO_CLI_DAY] = {"day", 0, "DAY", "when it was, 2025-01-31 or 2025-01-31..2025-02-02", STRING(correct.day)},
    [RO_CLI_TIME] = {"time", 0, "WORDS", "the words that say so", STRING(correct.time)},
    [RO_CLI_ACTION] = {"action", 0, "WORDS", "a commitment's words: what is promised, demanded, …", STRING(correct.action)},
    [RO_CLI_CONDITION] = {"condition", 0, "WORDS", "the words of its condition", STRING(correct.condition)},
    [RO_CLI_MERGE] = {"merge", 0, "ACTOR", "two actors are one: this one stays, #12, and the one that follows joins it, #40",
                      STRING(correct.merge)},
    [RO_CLI_SPLIT] = {"split", 0, "ACTOR", "one actor is two: what is his in the reports named is another's",
                      STRING(correct.split)},
    [RO_CLI_IMPORT] = {"import", 0, "FILE", "take in corrections, a line of JSON each; - is standard input",
                       STRING(correct.import)},
    [RO_CLI_EXPORT_ALL] = {"export", 0, NULL, "print all corrections so", set_export},
    [RO_CLI_LIMIT] = {"limit", 'n', "N", "at most so many rows (default: 100)", set_limit},
    [RO_CLI_AFTER] = {"after", 0, "KEY", "go on behind the row that has this key", STRING(query.after)},
    [RO_CLI_FACET] = {"facet", 0, "NAME", "count by a value instead, the most frequent first; see above", STRING(query.facet)},
    [RO_CLI_JSON] = {"json", 0, NULL, "a line of JSON a row (the default in a pipe)", set_json},
    [RO_CLI_CSV] = {"csv", 0, NULL, "comma-separated, with names of columns, for spreadsheets", set_csv},
    [RO_CLI_TSV] = {"tsv", 0, NULL, "likewise, with tabs", set_tsv},
    [RO_CLI_TABLE] = {"table", 0, NULL, "fitted to the terminal (the default on one)", set_table},
    [RO_CLI_HEAD_FIND] = {.text = "What to find; all that is given must hold"},
    [RO_CLI_HEAD_ROWS] = {.text = "Which rows"},
    [RO_CLI_HEAD_FORM] = {.text = "How they come out"},
    [RO_CLI_HEAD_EXPORT] = {.text = "What to write"},
    [RO_CLI_HEAD_READ] = {.text = "How reports are read"},
    [RO_CLI_HEAD_REST] = {.text = "The rest"},
    [RO_CLI_HELP] = {"help", 'h', NULL, "show this", NULL},
};

/* ---- help */

/* Prints words from a column on, starting a new line where one would be too long. */
static void print_words(const char *text, size_t size, int column) {
    int at = column;
    for (const char *end = text + size; text < end;) {
        int word = (int)strcspn(text, " \n");
        if (word > end - text) word = (int)(end - text);
        if (at > column && at + 1 + word > TEXT_END) {
            printf("\n%*s", column, "");
            at = column;
        } else if (at > column) {
            putchar(' ');
            at++;
        }
        printf("%.*s", word, text);
        at += word;
        text += word + 1;
    }
    putchar('\n');
}

static void print_wrapped(const char *text, int column) { print_words(text, strlen(text), column); }

/* Paragraphs, wrapped; lines that begin with a blank, and empty ones, stay as they are. */
static void print_paragraphs(const char *text) {
    for (size_t size; *text; text += size + (text[size] != 0)) {
        size = strcspn(text, "\n");
        bool stays = !size || *text == ' ';
        while (!stays && text[size] && text[size + 1] && !strchr("\n ", text[size + 1]))
            size += 1 + strcspn(text + size + 1, "\n");
        if (stays)
            printf("%.*s\n", (int)size, text);
        else
            print_words(text, size, 0);
    }
}

static void print_option(const description *option) {
    char head[64], letter[8] = "    ";
    if (!option->name) {
        printf("\n%s:\n", option->text);
        return;
    }
    if (option->letter) snprintf(letter, sizeof letter, "-%c, ", option->letter);
    int size = snprintf(head, sizeof head, "  %s--%s%s%s", letter, option->name, option->argument ? " " : "",
                        option->argument ? option->argument : "");
    printf("%s%*s", head, TEXT_COLUMN > size ? TEXT_COLUMN - size : 1, "");
    print_wrapped(option->text, TEXT_COLUMN);
}

static void print_statuses(const ro_cli_usage *usage) {
    char text[240];
    const char *partly = usage->partly ? usage->partly : usage->takes ? NULL : "some documents were rejected";
    const ro_cli_option *option = usage->options;
    while (*option != RO_CLI_EXPECT && *option != RO_CLI_HELP) option++;
    snprintf(text, sizeof text, "Exit status: 0 done; %s2 wrong usage, or nothing could be done%s%s.",
             *option == RO_CLI_EXPECT ? "1 nothing found (only with -e); " : "", partly ? "; 3 done, but " : "",
             partly ? partly : "");
    putchar('\n');
    print_wrapped(text, 0);
}

static int help(const ro_cli_usage *usage) {
    const char *takes = usage->takes ? usage->takes : "[FILE…]";
    printf("Usage: readout %s [OPTION…]%s%s\n\n", usage->verb, *takes ? " " : "", takes);
    print_wrapped(usage->summary, 0);
    printf("\nExamples:\n%s\n", usage->examples);
    print_paragraphs(usage->about);
    const ro_cli_option *option = usage->options;
    if (descriptions[*option].name) puts("\nOptions:");
    do print_option(&descriptions[*option]);
    while (*option++ != RO_CLI_HELP);
    print_statuses(usage);
    return ro_cli_output_flush_stdio() ? RO_CLI_DONE : RO_CLI_FAILED;
}

/* ---- reading the arguments */

typedef struct table {
    struct option longs[RO_CLI_OPTIONS + 1];
    char letters[2 * RO_CLI_OPTIONS + 2];
    ro_cli_option by_letter[128];
} table;

/* A name that is there already stays. */
static void add_option(table *t, size_t *n, char **letter, ro_cli_option option) {
    const description *d = &descriptions[option];
    if (!d->name) return; /* a heading */
    for (size_t i = 0; i < *n; i++)
        if (!strcmp(t->longs[i].name, d->name)) return;
    t->longs[(*n)++] = (struct option){d->name, d->argument ? required_argument : no_argument, NULL, LONG_BASE + (int)option};
    if (!d->letter || t->by_letter[(unsigned char)d->letter]) return;
    t->by_letter[(unsigned char)d->letter] = option;
    *(*letter)++ = d->letter;
    if (d->argument) *(*letter)++ = ':';
}

static void make_table(table *t, const ro_cli_usage *usage) {
    memset(t, 0, sizeof *t);
    char *letter = t->letters;
    size_t n = 0;
    *letter++ = ':'; /* a missing argument is told from an unknown option */
    const ro_cli_option *option = usage->options;
    do add_option(t, &n, &letter, *option);
    while (*option++ != RO_CLI_HELP);
    for (option = usage->further; option && *option != RO_CLI_HELP; option++) add_option(t, &n, &letter, *option);
}

static int wrong(const ro_cli_usage *usage, const char *what, const char *option) {
    ro_cli_say("%s: %s %s (readout %s --help lists the options)", usage->verb, what, option, usage->verb);
    return RO_CLI_FAILED;
}

/* The option as it was written, for messages. A letter stands in optopt, a long one before optind. */
static const char *written(char **argv, char letter[3]) {
    if (optopt <= 0 || optopt >= LONG_BASE) return argv[optind - 1];
    snprintf(letter, 3, "-%c", optopt);
    return letter;
}

static unsigned processors(void) {
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : online > JOBS_MOST ? JOBS_MOST : (unsigned)online;
}

static bool set(const ro_cli_usage *usage, ro_cli_option option, ro_cli_settings *settings) {
    const description *d = &descriptions[option];
    const char *value = optarg ? optarg : "", *must = NULL;
    if (d->set)
        must = d->set(settings, value);
    else if (*value)
        *(const char **)((char *)settings + d->string) = value;
    else
        must = "must not be empty";
    if (must) ro_cli_say("%s: --%s %s: %s", usage->verb, d->name, optarg ? optarg : "", must);
    return !must;
}

bool ro_cli_parse(const ro_cli_usage *usage, int argc, char **argv, ro_cli_settings *settings, int *code) {
    table t;
    make_table(&t, usage);
    const char *store = getenv("READOUT_DB");
    *settings = (ro_cli_settings){.jobs = processors(), .store = store && *store ? store : NULL};
    *code = RO_CLI_FAILED;
    opterr = 0;
    optind = 1;
    char letter[3];
    for (int found; optarg = NULL, (found = getopt_long(argc, argv, t.letters, t.longs, NULL)) != -1;) {
        if (found == '?')
            return wrong(usage, optopt >= LONG_BASE ? "takes no value:" : "unknown option", written(argv, letter)), false;
        if (found == ':') return wrong(usage, "a value is missing after", written(argv, letter)), false;
        ro_cli_option option = found >= LONG_BASE ? (ro_cli_option)(found - LONG_BASE) : t.by_letter[found & 127];
        if (option == RO_CLI_HELP) return *code = help(usage), false;
        if (!set(usage, option, settings)) return false;
    }
    settings->names = argv + optind;
    settings->n_names = (size_t)(argc - optind);
    return true;
}

const char *ro_cli_author(const ro_cli_settings *settings) {
    const char *author = settings->by ? settings->by : getenv("READOUT_BY");
    const struct passwd *user = author && *author ? NULL : getpwuid(getuid());
    return author && *author ? author : user && user->pw_name && *user->pw_name ? user->pw_name : "unknown";
}

bool ro_cli_names_store(const ro_cli_usage *usage, const ro_cli_settings *settings) {
    if (!settings->store)
        ro_cli_say("%s: no store is named: give --db FILE or --db postgresql://USER@HOST/DATABASE, or set READOUT_DB",
                   usage->verb);
    return settings->store != NULL;
}
