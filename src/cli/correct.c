#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/history.h"
#include "cli/say.h"
#include "cli/verbs.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const ro_cli_option options[] = {
    RO_CLI_STORE,      RO_CLI_TARGET,     RO_CLI_SET_SPEAKER, RO_CLI_SET_ADDRESSEE, RO_CLI_SET_ACT,
    RO_CLI_SET_KIND,   RO_CLI_SET_STATUS, RO_CLI_SET_DUE,     RO_CLI_RATING,        RO_CLI_REJECT,
    RO_CLI_RESTORE,    RO_CLI_ADD_MISSED, RO_CLI_REPORT_OF,   RO_CLI_NEW,           RO_CLI_CONTENT,
    RO_CLI_CUE,        RO_CLI_SOURCE,     RO_CLI_MANNER,      RO_CLI_TRIGGER,       RO_CLI_SET_TYPE,
    RO_CLI_SET_PLACE,  RO_CLI_DAY,        RO_CLI_TIME,        RO_CLI_ACTION,        RO_CLI_CONDITION,
    RO_CLI_MERGE,      RO_CLI_SPLIT,      RO_CLI_BY,          RO_CLI_WHY,           RO_CLI_IMPORT,
    RO_CLI_EXPORT_ALL, RO_CLI_JSON,       RO_CLI_CSV,         RO_CLI_TSV,           RO_CLI_TABLE,
    RO_CLI_COLOR,      RO_CLI_OUTPUT,     RO_CLI_HELP,
};

static const ro_cli_usage usage = {
    .verb = "correct",
    .summary = "Says what a human knows better than the program; prints the correction as it is kept.",
    .takes = "[#ACTOR | REPORT…]",
    .about = "Corrections are only ever added, with who, when and why; a later one of the same field counts, and\n"
             "readout history shows all. Searches show the corrected value, and what the program had beside\n"
             "it; tables mark it ✎, and what is rejected ✗. The words of a report are evidence and cannot be\n"
             "changed: reject what is wrong, and add what was missed. When a report is read anew, its\n"
             "corrections move to what covers their words.\n\n"
             "What was missed is named by its words, as they stand in the report; white space, quotation marks\n"
             "and dashes need not be the same. Words that stand there several times are those nearest to the\n"
             "other words given; where that is not clear, #2 behind them means the second (--cue 'said#2').\n\n"
             "--export prints all corrections, with the words they are about and what the program had;\n"
             "--import takes such lines in, wholly or not at all but for lines that are wrong. What is there\n"
             "already changes nothing; what is of reports that are not there waits for them.",
    .partly = "some lines of an import were refused",
    .options = options,
    .examples = "  readout correct --db news.db --target 1f2e3d4c5b6a7988 --act deny --why 'he denies it'\n"
                "  readout correct --db news.db --target 1f2e3d4c5b6a7988 --speaker '#12' --why 'his deputy spoke'\n"
                "  readout correct --db news.db --target 8899aabbccddeeff --due ..2025-02-01 --why 'by February'\n"
                "  readout correct --db news.db --target 1f2e3d4c5b6a7988 --reject --why 'a caption'\n"
                "  readout correct --db news.db --add --report https://news.example/a --content 'the pier would close' \\\n"
                "      --cue said --source 'the mayor' --speaker 'Ana Pires' --why 'missed'\n"
                "  readout correct --db news.db --add --report 1f2e3d4c --trigger marched --type PROTEST \\\n"
                "      --speaker 'dock workers' --place Osk --day 2025-03-07 --why 'missed'\n"
                "  readout correct --db news.db --add --report 1f2e3d4c --action 'reopen the pier' --kind promise \\\n"
                "      --speaker 'Ana Pires' --due ..2025-05-31 --why 'missed'\n"
                "  readout correct --db news.db --merge '#12' '#40' --why 'one and the same'\n"
                "  readout correct --db news.db --split '#12' --report https://news.example/a --why 'his namesake'\n"
                "  readout correct --db news.db --export > corrections.jsonl\n"
                "  readout correct --db other.db --import corrections.jsonl\n",
};

/* ---- flags as a line of JSON */

/* A line in the making; wrong: what was said already. */
typedef struct maker {
    const ro_cli_settings *settings;
    json_t *line;
    bool wrong;
} maker;

static void wrong(maker *m, const char *option, const char *why) {
    if (!m->wrong) ro_cli_say("correct: %s %s (readout correct --help tells more)", option, why);
    m->wrong = true;
}

/* The value is taken; NULL: the text it was made of is no valid UTF-8. */
static void put(maker *m, json_t *object, const char *key, json_t *value) {
    if (!value)
        wrong(m, key, "is no valid UTF-8");
    else if (json_object_set_new(object, key, value))
        wrong(m, key, "does not fit into memory");
}

static void put_text(maker *m, json_t *object, const char *key, const char *text) {
    if (text) put(m, object, key, json_string(text));
}

/* "10-60,80-90" as a list of spans; NULL: it is none, so that words are meant. */
static json_t *read_spans(const char *text) {
    json_t *list = json_array();
    bool good = *text != 0;
    while (good && *text) {
        char *end = NULL;
        errno = 0;
        bool digit = *text >= '0' && *text <= '9';
        long long first = digit ? strtoll(text, &end, 10) : -1;
        good = digit && *end == '-' && end[1] >= '0' && end[1] <= '9';
        long long past = good ? strtoll(end + 1, &end, 10) : -1;
        good = good && !errno && (!*end || (*end == ',' && end[1])) &&
               !json_array_append_new(list, json_pack("[I, I]", (json_int_t)first, (json_int_t)past));
        text = good && *end ? end + 1 : good ? end : text;
    }
    if (good) return list;
    json_decref(list);
    return NULL;
}

/* Words, or where they stand. */
static void put_words(maker *m, json_t *object, const char *key, const char *text) {
    json_t *spans = text ? read_spans(text) : NULL;
    bool list = !strcmp(key, "content");
    if (spans && !list && json_array_size(spans) != 1)
        wrong(m, key, "is one stretch of words, or its place, START-END in code points");
    else if (spans)
        put(m, object, key, list ? json_incref(spans) : json_incref(json_array_get(spans, 0)));
    else
        put_text(m, object, key, text);
    json_decref(spans);
}

/* One name, or several as a list. */
static void put_names(maker *m, json_t *object, const char *key, const ro_cli_names *names) {
    if (names->count < 2) {
        put_text(m, object, key, names->items[0]);
        return;
    }
    json_t *list = json_array();
    for (size_t i = 0; i < names->count; i++) {
        json_t *name = json_string(names->items[i]);
        if (!name) wrong(m, key, "is no valid UTF-8");
        if (name && json_array_append_new(list, name)) wrong(m, key, "does not fit into memory");
    }
    put(m, object, key, list);
}

/* "Osk", or "Osk, NLD". */
static void put_place(maker *m, json_t *object, const char *text) {
    size_t size = text ? strlen(text) : 0;
    const char *code = size > 5 ? text + size - 3 : NULL;
    if (!code || strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3 || strncmp(code - 2, ", ", 2) != 0) {
        put_text(m, object, "place", text);
        return;
    }
    json_t *place = json_object();
    put(m, place, "name", json_stringn(text, size - 5));
    put(m, place, "country", json_string(code));
    put(m, object, "place", place);
}

/* "2025-01-31", or "2025-01-31..2025-02-02". */
static void put_day(maker *m, json_t *object, const char *text) {
    const char *dots = text ? strstr(text, "..") : NULL;
    if (!dots) {
        put_text(m, object, "day", text);
        return;
    }
    json_t *day = json_object();
    put(m, day, "earliest", json_stringn(text, (size_t)(dots - text)));
    put(m, day, "latest", json_string(dots + 2));
    put(m, object, "day", day);
}

/* "2025-01-01..2025-02-01", either end may be missing, one day, or "never". */
static json_t *read_due(maker *m, const char *text) {
    const char *dots = strstr(text, "..");
    size_t first = dots ? (size_t)(dots - text) : strlen(text);
    const char *last = dots ? dots + 2 : text;
    if (!strcmp(text, "never")) return json_null();
    if (!first && !*last) return wrong(m, "--due", "must be FROM..TO, such as 2025-01-01..2025-02-01, or never"), NULL;
    json_t *due = json_object();
    if (first) put(m, due, "earliest", json_stringn(text, first));
    if (*last) put(m, due, "latest", json_string(last));
    return due;
}

/* A number, 2/5, or a word. */
static json_t *read_rating(const char *text) {
    char *end, *all;
    double value = strtod(text, &end);
    if (end == text || (*end && *end != '/') || !(value >= -1e9 && value <= 1e9)) return json_pack("{s:s}", "name", text);
    if (!*end) return json_pack("{s:f}", "value", value);
    double best = strtod(end + 1, &all);
    if (all == end + 1 || *all || !(best >= -1e9 && best <= 1e9)) return json_pack("{s:s}", "name", text);
    return json_pack("{s:f, s:f}", "value", value, "best", best);
}

static json_t *make_set(maker *m) {
    const ro_cli_settings *s = m->settings;
    json_t *set = json_object(), *due = s->correct.due ? read_due(m, s->correct.due) : NULL;
    put_names(m, set, "speaker", &s->correct.speakers);
    put_names(m, set, "addressee", &s->correct.addressees);
    put_text(m, set, "act", s->query.act);
    put_text(m, set, "kind", s->query.type);
    put_text(m, set, "status", s->query.status);
    if (due) put(m, set, "due", due);
    if (s->correct.rating) put(m, set, "rating", read_rating(s->correct.rating));
    return set;
}

/* What does not go with what is added is refused by the store, which knows. */
static json_t *make_add(maker *m) {
    const ro_cli_settings *s = m->settings;
    json_t *add = json_object(), *due = s->correct.due ? read_due(m, s->correct.due) : NULL;
    if (!s->correct.content && !s->correct.trigger && !s->correct.action)
        wrong(m, "--add", "needs --content, --trigger or --action: the words of what was missed");
    put_words(m, add, "content", s->correct.content);
    put_words(m, add, "cue", s->correct.cue);
    put_words(m, add, "source", s->correct.source);
    put_words(m, add, "trigger", s->correct.trigger);
    put_words(m, add, "time", s->correct.time);
    put_words(m, add, "action", s->correct.action);
    put_words(m, add, "condition", s->correct.condition);
    put_text(m, add, "act", s->query.act);
    put_text(m, add, "manner", s->correct.manner);
    put_text(m, add, "type", s->correct.type);
    put_text(m, add, "kind", s->query.type);
    put_text(m, add, "status", s->query.status);
    put_place(m, add, s->query.place);
    put_day(m, add, s->correct.day);
    put_names(m, add, "speaker", &s->correct.speakers);
    put_names(m, add, "addressee", &s->correct.addressees);
    if (due) put(m, add, "due", due);
    if (s->correct.rating) wrong(m, "--rating", "goes with a --target: rate the new statement once it is there");
    return add;
}

static json_t *make_merge(maker *m) {
    if (m->settings->n_names != 1) wrong(m, "--merge", "takes two actors: the one that stays and one that joins it");
    return m->wrong ? NULL : json_pack("[s, s]", m->settings->correct.merge, m->settings->names[0]);
}

static json_t *make_split(maker *m) {
    const ro_cli_settings *s = m->settings;
    json_t *reports = json_array();
    if (s->query.report) json_array_append_new(reports, json_string(s->query.report));
    for (size_t i = 0; i < s->n_names; i++) json_array_append_new(reports, json_string(s->names[i]));
    if (!json_array_size(reports)) wrong(m, "--split", "needs --report: the reports in which he is another");
    return json_pack("{s:s, s:o}", "actor", s->correct.split, "reports", reports);
}

static void put_change(maker *m) {
    const ro_cli_settings *s = m->settings;
    int kinds = s->correct.reject + s->correct.restore + s->correct.add + (s->correct.merge != NULL) + (s->correct.split != NULL);
    json_t *set = s->correct.add ? NULL : make_set(m);
    bool some = json_object_size(set) > 0;
    if (kinds + some > 1) wrong(m, "--reject, --restore, --add, --merge, --split and values", "go one at a time");
    if (kinds + some == 0)
        wrong(m, "what", "is to be corrected is not said: --act, --speaker, --status, --due, --reject, --add, --merge …");
    if (some) json_object_set(m->line, "set", set);
    json_decref(set);
    if (m->wrong) return;
    if (s->correct.reject || s->correct.restore) put(m, m->line, "reject", json_boolean(s->correct.reject));
    if (s->correct.add) put(m, m->line, "add", make_add(m));
    if (s->correct.merge) put(m, m->line, "merge", make_merge(m));
    if (s->correct.split) put(m, m->line, "split", make_split(m));
}

static bool names_target(const ro_cli_settings *s) { return !s->correct.add && !s->correct.merge && !s->correct.split; }

/* What was missed has options of its own. */
static void check_missed(maker *m) {
    const ro_cli_settings *s = m->settings;
    const struct {
        const char *name, *value;
    } all[] = {{"--content", s->correct.content},    {"--cue", s->correct.cue},
               {"--source", s->correct.source},      {"--manner", s->correct.manner},
               {"--trigger", s->correct.trigger},    {"--type", s->correct.type},
               {"--place", s->query.place},          {"--day", s->correct.day},
               {"--time", s->correct.time},          {"--action", s->correct.action},
               {"--condition", s->correct.condition}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].value && !s->correct.add) wrong(m, all[i].name, "goes with --add");
}

/* From malloc; NULL: said why. */
static char *make_line(const ro_cli_settings *s) {
    maker m = {.settings = s, .line = json_object()};
    check_missed(&m);
    put_change(&m);
    if (names_target(s) && !s->correct.target)
        wrong(&m, "--target", "is missing: the id of what is corrected, as searches print it");
    if (!names_target(s) && s->correct.target) wrong(&m, "--target", "goes with --reject, --restore and values alone");
    if (!s->correct.merge && !s->correct.split && s->n_names) wrong(&m, s->names[0], "is not expected");
    if (!s->why) wrong(&m, "--why", "is missing: the reason");
    put_text(&m, m.line, "target", s->correct.target);
    if (!s->correct.split) put_text(&m, m.line, "report", s->query.report);
    if (s->correct.makes_new && !s->correct.speakers.count && !s->correct.addressees.count)
        wrong(&m, "--new", "goes with --speaker or --addressee");
    if (s->correct.makes_new) put(&m, m.line, "new", json_true());
    put_text(&m, m.line, "by", ro_cli_author(s));
    put_text(&m, m.line, "why", s->why);
    char *text = m.wrong ? NULL : json_dumps(m.line, JSON_COMPACT);
    json_decref(m.line);
    return text;
}

/* ---- what is to be done with a store */

typedef struct job {
    const ro_cli_settings *settings;
    ro_store *store;
    ro_cli_output output;
    ro_cli_sheet *sheet;
    char *line;  /* of the flags; NULL: an import or export */
    char **kept; /* lines to print once they are safe */
    size_t n_kept, room, refused;
} job;

static bool correct(job *j, const char *line, ro_error *error) {
    if (j->n_kept == j->room) {
        size_t room = j->room * 2 + 16;
        char **kept = realloc(j->kept, room * sizeof *kept);
        if (!kept) return ro_cli_say("correct: out of memory"), false;
        j->kept = kept;
        j->room = room;
    }
    char *kept = ro_store_correct(j->store, line, error);
    if (kept) j->kept[j->n_kept++] = kept;
    return kept != NULL;
}

static bool print_kept(job *j) {
    bool good = true;
    for (size_t i = 0; good && i < j->n_kept; i++) good = ro_cli_history_add(j->settings, j->sheet, &j->output, j->kept[i]);
    return good;
}

static void free_lines(job *j) {
    for (size_t i = 0; i < j->n_kept; i++) ro_free(j->kept[i]);
    free(j->kept);
    free(j->line);
}

static bool correct_one(job *j) {
    ro_error error = {0};
    bool good = correct(j, j->line, &error);
    if (error.code) ro_cli_say("%s", error.message);
    return good;
}

/* A line that is wrong is named, and the others go on. */
static bool import_line(job *j, const char *name, size_t number, const char *line) {
    ro_error error = {0};
    if (!line[strspn(line, " \t\r\n")]) return true;
    if (correct(j, line, &error)) return true;
    if (error.code) ro_cli_say("%s:%zu: %s", name, number, error.message);
    j->refused++;
    return error.code == RO_E_INPUT || error.code == RO_E_LIMIT;
}

static bool import_lines(job *j, FILE *file, const char *name) {
    char *line = NULL;
    size_t room = 0, number = 0;
    bool good = true;
    ssize_t size = 0;
    errno = 0;
    while (good && (size = getline(&line, &room, file)) >= 0) {
        if (strlen(line) == (size_t)size)
            good = import_line(j, name, ++number, line);
        else
            ro_cli_say("%s:%zu: correction: holds a zero byte", name, ++number), j->refused++;
    }
    if (good && ferror(file)) ro_cli_say("%s: %s", name, strerror(errno)), good = false;
    free(line);
    return good;
}

static bool import_file(job *j) {
    const char *path = j->settings->correct.import;
    bool input = !strcmp(path, "-");
    ro_error error = {0};
    FILE *file = input ? stdin : fopen(path, "r");
    if (!file) return ro_cli_say("%s: %s", path, strerror(errno)), false;
    bool good = ro_store_begin(j->store, &error);
    if (good) {
        good = import_lines(j, file, input ? "standard input" : path);
        if (good)
            good = ro_store_commit(j->store, &error);
        else
            ro_store_rollback(j->store);
    }
    if (error.code) ro_cli_say("%s", error.message);
    if (!input) fclose(file);
    return good && (j->n_kept || !j->refused);
}

static bool export_all(job *j) {
    ro_error error = {0};
    ro_results *results = ro_store_history(j->store, NULL, &error);
    bool good = results != NULL;
    for (const char *line; good && (line = ro_results_next(results, &error));) good = ro_cli_output_line(&j->output, line);
    if (error.code) ro_cli_say("correct: %s", error.message);
    ro_results_free(results);
    return good && !error.code;
}

static bool do_all(job *j) {
    const ro_cli_settings *s = j->settings;
    if (s->correct.export) return export_all(j);
    j->sheet = ro_cli_history_sheet(s, &j->output);
    bool good = j->sheet && (s->correct.import ? import_file(j) : correct_one(j)) && print_kept(j);
    return (!j->sheet || ro_cli_sheet_close(j->sheet)) && good;
}

/* Only an import makes a store where there is none. */
static ro_store *open_store(const ro_cli_settings *s, ro_error *error) {
    ro_store *store = s->correct.import ? NULL : ro_store_open(s->store, RO_STORE_READ, error);
    if (s->correct.export || (!store && !s->correct.import)) return store;
    ro_store_close(store);
    return ro_store_open(s->store, RO_STORE_WRITE, error);
}

int ro_cli_correct(int argc, char **argv) {
    ro_cli_settings settings;
    ro_error error = {0};
    int code;
    if (!ro_cli_parse(&usage, argc, argv, &settings, &code)) return code;
    if (!ro_cli_names_store(&usage, &settings)) return RO_CLI_FAILED;
    if (settings.correct.import && settings.correct.export)
        return ro_cli_say("correct: --import or --export, not both"), RO_CLI_FAILED;
    job j = {.settings = &settings};
    if (!settings.correct.import && !settings.correct.export && !(j.line = make_line(&settings))) return RO_CLI_FAILED;
    j.store = open_store(&settings, &error);
    if (!j.store) return free(j.line), ro_cli_say("correct: %s", error.message), RO_CLI_FAILED;
    bool good = ro_cli_output_open(&j.output, settings.output) && do_all(&j);
    if (j.output.name && !ro_cli_output_close(&j.output)) good = false;
    ro_store_close(j.store);
    free_lines(&j);
    return !good ? RO_CLI_FAILED : j.refused ? RO_CLI_SOME_REJECTED : RO_CLI_DONE;
}
