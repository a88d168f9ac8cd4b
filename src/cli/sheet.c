#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/sheet.h"

#include "cli/say.h"
#include "cli/term.h"
#include "readout_store.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 28, HELD_MOST = 200, GAP = 2, SHORT_LEAST = 10, SHARE_LEAST = 9, BAR_LEAST = 8, PATH_MOST = 64 };
enum { ID_SHORT = 8, ID_ROOM = 40 /* columns for what shares the rest, beside ids in full */ };

/* Where a column's value stands in a row: keys with dots between. Of a list each item is taken, "; " between them. */
typedef struct column {
    const char *name, *path;
    int share; /* in a table: columns at most of what is short (below 0), or parts of the space that is left; 0: not in it */
    bool right;
} column;

/* A column of CSV and TSV alone. */
#define COLUMN(name, path)                                                                                                       \
    { name, path, 0, 0 }
#define SHOWN(name, path, share)                                                                                                 \
    { name, path, share, 0 }
/* What a human did with a row; in tables alone. */
#define MARK SHOWN("", "", -1)

/* What the sheets of items share: how they begin, of which report they are, what humans did with them. */
#define BEGINNING COLUMN("key", "key"), SHOWN("id", "id", -16), MARK, SHOWN("day", "day", -10)
#define REPORT                                                                                                                   \
    COLUMN("title", "report.title"), COLUMN("uri", "report.uri"), COLUMN("published", "report.published"),                       \
        COLUMN("report", "report.id")
#define BY_HUMANS COLUMN("origin", "origin"), COLUMN("rejected", "rejected"), COLUMN("original", "original")

static const column statements[COLUMNS] = {
    BEGINNING,
    {"speakers", "speakers.name", -24, 0},
    {"addressees", "addressees.name", 0, 0},
    {"act", "act", -13, 0},
    {"manner", "manner", 0, 0},
    {"negated", "negated", 0, 0},
    {"source", "source.text", 0, 0},
    {"cue", "cue.text", 0, 0},
    {"content", "content.text", 3, 0},
    {"venue", "venue.venue.text", 0, 0},
    {"place", "venue.place", 0, 0},
    {"outlet", "report.outlet", -20, 0},
    {"chain", "chain.name", 0, 0},
    REPORT,
    {"confidence", "confidence", 0, 0},
    BY_HUMANS,
};

static const column events[COLUMNS] = {
    BEGINNING,
    {"day_to", "day_to", 0, 0},
    {"source", "source.name", -22, 0},
    {"type", "type", -9, 0},
    {"mode", "mode", 0, 0},
    {"recipient", "recipient.name", -22, 0},
    {"status", "status", -12, 0},
    {"trigger", "trigger.text", 0, 0},
    {"sentence", "sentence", 3, 0},
    {"place", "place", 0, 0},
    {"country", "country", 0, 0},
    {"outlet", "report.outlet", 0, 0},
    REPORT,
    {"statement", "statement", 0, 0},
    {"score", "score", 0, 0},
    {"confidence", "confidence", 0, 0},
    BY_HUMANS,
};

static const column commitments[COLUMNS] = {
    BEGINNING,
    {"parties", "parties.name", -24, 0},
    {"kind", "kind", -9, 0},
    {"counterparties", "counterparties.name", 0, 0},
    {"action", "action.text", 3, 0},
    {"condition", "condition.text", 0, 0},
    {"due_earliest", "due.earliest", 0, 0},
    {"due_latest", "due.latest", -10, 0},
    {"status", "status", -15, 0},
    {"outlet", "report.outlet", 0, 0},
    REPORT,
    {"statement", "statement", 0, 0},
    BY_HUMANS,
};

static const column actors[COLUMNS] = {
    {"key", "key", 0, 0},          {"actor", "actor", -8, 0},
    {"name", "name", 2, 0},        {"kind", "kind", -12, 0},
    {"role", "role", 2, 0},        {"country", "country", -7, 0},
    {"sector", "sector", 0, 0},    {"names", "names", 0, 0},
    {"reports", "reports", -7, 1}, {"statements", "statements", -10, 1},
};

static const column reports[COLUMNS] = {
    {"key", "key", 0, 0},
    {"id", "id", -16, 0},
    {"day", "day", -10, 0},
    {"outlet", "outlet", -22, 0},
    {"title", "title", 3, 0},
    {"agencies", "agencies.name", -22, 0},
    {"language", "language", 0, 0},
    {"published", "published", 0, 0},
    {"version", "version", 0, 0},
    {"latest", "latest", 0, 0},
    {"statements", "statements", -10, 1},
    {"events", "events", -6, 1},
    {"commitments", "commitments", -11, 1},
    {"uri", "uri", 0, 0},
    {"text_sha256", "text_sha256", 0, 0},
    {"format", "format", 0, 0},
    {"engine", "engine.version", 0, 0},
    {"model", "engine.model", 0, 0},
    {"arithmetic", "engine.arithmetic", 0, 0},
    {"added", "added", 0, 0},
};

static const column counts[COLUMNS] = {{"value", "value", -40, 0}, {"actor", "actor", -8, 0}, {"count", "count", -10, 1}};

static const column corrections[COLUMNS] = {
    {"id", "id", 0, 0},
    {"at", "at", 0, 0},
    {"day", "day", -10, 0},
    {"by", "by", -12, 0},
    {"kind", "kind", 0, 0},
    {"target", "target", -16, 0},
    {"change", "change", 2, 0},
    {"why", "why", 2, 0},
    {"state", "state", -8, 0},
    {"item", "states.item", 0, 0},
    {"report", "report.id", 0, 0},
    {"uri", "report.uri", 0, 0},
};

static const column *const sheets[] = {[RO_STATEMENTS] = statements,
                                       [RO_EVENTS] = events,
                                       [RO_COMMITMENTS] = commitments,
                                       [RO_ACTORS] = actors,
                                       [RO_REPORTS] = reports};

typedef struct line {
    char *cells[COLUMNS]; /* NULL: empty */
    bool number[COLUMNS];
} line;

struct ro_cli_sheet {
    ro_cli_output *output;
    ro_cli_sheet_options options;
    const column *columns;
    line held[HELD_MOST];
    size_t n_held;
    int widths[COLUMNS]; /* 0: not in the table */
    double most;         /* of the counts */
    bool begun;
};

static bool no_memory(void) {
    ro_cli_say("out of memory");
    return false;
}

/* ---- cells */

static void put_value(FILE *out, const json_t *value, const char *between, bool *any) {
    if (!value || json_is_null(value)) return;
    if (*any) fputs(between, out);
    *any = true;
    if (json_is_string(value))
        fwrite(json_string_value(value), 1, json_string_length(value), out);
    else if (json_is_integer(value))
        fprintf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_real(value))
        fprintf(out, "%.6g", json_real_value(value));
    else if (json_is_object(value))
        json_dumpf(value, out, JSON_COMPACT);
    else
        fputs(json_is_true(value) ? "true" : "false", out);
}

static void put_path(FILE *out, const json_t *value, const char *path, const char *between, bool *any) {
    char key[PATH_MOST];
    size_t i, size = strcspn(path, ".");
    json_t *item;
    if (json_is_array(value)) {
        json_array_foreach(value, i, item) put_path(out, item, path, between, any);
        return;
    }
    if (!size || size >= sizeof key) {
        put_value(out, value, between, any);
        return;
    }
    memcpy(key, path, size);
    key[size] = 0;
    put_path(out, json_object_get(value, key), path + size + (path[size] == '.'), between, any);
}

/* What stands between the items of a list: the parts of a content are cut out of one text. */
static const char *between_of(const column *c) { return strcmp(c->name, "content") == 0 ? " … " : "; "; }

static bool is_mark(const column *c) { return !*c->name; }
/* Of an item or a report; a table shows its first digits where there is little room: they do for --target and --report. */
static bool is_id(const column *c) { return c->share && !strcmp(c->name, "id"); }

/* Gives the cell a new text, of one with the old text in it or of none. */
static bool change(char **cell, const char *before, const char *text) {
    size_t size = strlen(before) + strlen(text) + 1;
    char *fresh = malloc(size);
    if (!fresh) return false;
    snprintf(fresh, size, "%s%s", before, text);
    free(*cell);
    *cell = fresh;
    return true;
}

static const char *mark_of(const json_t *row) {
    const char *origin = json_string_value(json_object_get(row, "origin"));
    if (json_is_true(json_object_get(row, "rejected"))) return "✗";
    return json_object_get(row, "original") || (origin && !strcmp(origin, "human")) ? "✎" : "";
}

/* The cells as a table shows them. */
static bool adorn(const ro_cli_sheet *sheet, const json_t *row, line *out) {
    static const char digest[] = "sha256:"; /* of reports; --report does without */
    bool good = true;
    for (size_t i = 0; good && i < COLUMNS && sheet->columns[i].name; i++) {
        char *cell = out->cells[i];
        if (is_id(&sheet->columns[i]) && cell && !strncmp(cell, digest, sizeof digest - 1))
            memmove(cell, cell + sizeof digest - 1, strlen(cell) - sizeof digest + 2);
        if (is_mark(&sheet->columns[i])) good = change(&out->cells[i], "", mark_of(row));
        if (!strcmp(sheet->columns[i].name, "act") && json_is_true(json_object_get(row, "negated")))
            good = change(&out->cells[i], "not ", out->cells[i]);
    }
    return good;
}

static bool read_line(const ro_cli_sheet *sheet, const char *text, line *out) {
    json_t *row = json_loads(text, JSON_ALLOW_NUL, NULL);
    bool good = row != NULL;
    *out = (line){0};
    for (size_t i = 0; good && i < COLUMNS && sheet->columns[i].name; i++) {
        size_t size = 0;
        bool any = false;
        FILE *cell = open_memstream(&out->cells[i], &size);
        if (!cell) break;
        put_path(cell, row, sheet->columns[i].path, between_of(&sheet->columns[i]), &any);
        good = fclose(cell) == 0;
        out->number[i] = json_is_number(json_object_get(row, sheet->columns[i].path));
    }
    if (good && sheet->options.form == RO_CLI_FORM_TABLE) good = adorn(sheet, row, out);
    json_decref(row);
    return good || no_memory();
}

static void free_line(line *l) {
    for (size_t i = 0; i < COLUMNS; i++) free(l->cells[i]);
}

/* ---- CSV and TSV */

/* What a spreadsheet would take for a formula becomes words by an apostrophe before it; numbers stay numbers. */
static void put_csv(FILE *out, const char *cell, bool number) {
    bool formula = !number && ro_is_formula(cell), quoted = formula || strpbrk(cell, ",\"\r\n;\t");
    if (quoted) fputc('"', out);
    if (formula) fputc('\'', out);
    for (; *cell; cell++) {
        if (*cell == '"') fputc('"', out);
        fputc(*cell, out);
    }
    if (quoted) fputc('"', out);
}

static void put_tsv(FILE *out, const char *cell) {
    for (; *cell; cell++) {
        const char *special = strchr("\t\n\r\\", *cell);
        if (special) fputc('\\', out);
        fputc(special ? "tnr\\"[special - "\t\n\r\\"] : *cell, out);
    }
}

/* One line of CSV or TSV; l NULL: the names of the columns. CSV ends its lines in CR and LF (RFC 4180). */
static bool put_separated(ro_cli_sheet *sheet, const line *l) {
    char *text = NULL;
    size_t size = 0;
    bool csv = sheet->options.form == RO_CLI_FORM_CSV;
    FILE *out = open_memstream(&text, &size);
    if (!out) return no_memory();
    for (size_t i = 0; i < COLUMNS && sheet->columns[i].name; i++) {
        const char *cell = l ? l->cells[i] : sheet->columns[i].name;
        if (is_mark(&sheet->columns[i])) continue;
        if (i) fputc(csv ? ',' : '\t', out);
        if (csv)
            put_csv(out, cell ? cell : "", l && l->number[i]);
        else
            put_tsv(out, cell ? cell : "");
    }
    if (csv) fputc('\r', out);
    bool good = fclose(out) == 0 ? ro_cli_output_line(sheet->output, text) : no_memory();
    free(text);
    return good;
}

/* ---- the table */

/* Columns of a cell on the screen; white space of any kind is one blank. */
static int columns_of(const char *cell) {
    char piece[5];
    int columns = 0, here;
    for (size_t taken; (taken = ro_cli_visible(cell, piece, &here)) != 0; cell += taken) columns += *cell == '\n' ? 1 : here;
    return columns;
}

/* The first digits of an id: no mark says that there are more. */
static void put_id(FILE *out, const char *cell, int width, bool last) {
    int used = fprintf(out, "%.*s", width, cell);
    if (!last && used >= 0 && used < width) fprintf(out, "%*s", width - used, "");
}

/* A cell in so many columns: what is longer ends in "…". Words of a right column stand at its end. */
static void put_cell(FILE *out, const char *cell, int width, bool right, bool last) {
    char piece[5];
    int columns = columns_of(cell), room = columns > width ? width - 1 : width, used = 0, here;
    if (right && columns < width) fprintf(out, "%*s", width - columns, "");
    while (*cell) {
        bool blank = *cell == '\n' || *cell == '\t' || *cell == '\r';
        size_t taken = ro_cli_visible(cell, piece, &here);
        if (used + here > room) break;
        fputs(blank ? " " : piece, out);
        used += blank ? 1 : here;
        cell += taken;
    }
    if (*cell) fputs("…", out), used++;
    if (!right && !last && used < width) fprintf(out, "%*s", width - used, "");
}

/* Columns that a cell of the column needs at most; 0: nothing is in any. */
static int need_of(const ro_cli_sheet *sheet, size_t i) {
    int name = columns_of(sheet->columns[i].name), need = 0;
    for (size_t row = 0; row < sheet->n_held; row++) {
        int here = columns_of(sheet->held[row].cells[i] ? sheet->held[row].cells[i] : "");
        if (here > need) need = here;
    }
    return need && need < name ? name : need;
}

/* Takes a column off the widest of the short ones; where none can spare one, the last goes. False: nothing is left to take. */
static bool shrink(ro_cli_sheet *sheet) {
    size_t widest = COLUMNS, last = COLUMNS;
    for (size_t i = 0; i < COLUMNS && sheet->columns[i].name; i++) {
        if (!sheet->widths[i] || sheet->columns[i].share > 0) continue;
        last = i;
        if (sheet->widths[i] > SHORT_LEAST && !is_id(&sheet->columns[i]) &&
            (widest == COLUMNS || sheet->widths[i] >= sheet->widths[widest]))
            widest = i;
    }
    if (widest < COLUMNS)
        sheet->widths[widest]--;
    else if (last < COLUMNS)
        sheet->widths[last] = 0;
    return last < COLUMNS;
}

/* The columns left beside the short ones; shares: of the others in all. */
static int rest_of(const ro_cli_sheet *sheet, int *shares) {
    int rest = sheet->options.width + GAP;
    *shares = 0;
    for (size_t i = 0; i < COLUMNS; i++) {
        if (!sheet->widths[i]) continue;
        rest -= GAP + (sheet->columns[i].share < 0 ? sheet->widths[i] : 0);
        *shares += sheet->columns[i].share > 0 ? sheet->columns[i].share : 0;
    }
    return rest;
}

/* Short columns get what their cells need, up to their most, as long as the others have room; these share the rest. */
static void fit(ro_cli_sheet *sheet) {
    for (size_t i = 0; i < COLUMNS && sheet->columns[i].name; i++) {
        int need = need_of(sheet, i), most = -sheet->columns[i].share;
        if (most) sheet->widths[i] = most > 0 && need > most ? most : need;
    }
    int shares, rest = rest_of(sheet, &shares);
    for (size_t i = 0; i < COLUMNS && sheet->columns[i].name && rest < ID_ROOM; i++)
        if (is_id(&sheet->columns[i]) && sheet->widths[i] > ID_SHORT) sheet->widths[i] = ID_SHORT;
    rest = rest_of(sheet, &shares);
    while (rest < shares * SHARE_LEAST && shrink(sheet)) rest = rest_of(sheet, &shares);
    for (size_t i = 0; i < COLUMNS && sheet->columns[i].name; i++) {
        if (sheet->columns[i].share <= 0 || !sheet->widths[i]) continue;
        int part = rest * sheet->columns[i].share / shares;
        if (sheet->widths[i] > part) sheet->widths[i] = part > 1 ? part : 1;
    }
}

static size_t last_shown(const ro_cli_sheet *sheet) {
    size_t last = 0;
    for (size_t i = 0; i < COLUMNS; i++)
        if (sheet->widths[i]) last = i;
    return last;
}

/* A bar as long as the count, in eighths of a column. */
static void put_bar(FILE *out, const ro_cli_sheet *sheet, const line *l) {
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    int used = 0;
    for (size_t i = 0; i < COLUMNS; i++) used += sheet->widths[i] ? sheet->widths[i] + GAP : 0;
    int room = sheet->options.width - used;
    double count = l->cells[2] ? strtod(l->cells[2], NULL) : 0;
    if (room < BAR_LEAST || sheet->most <= 0) return;
    if (room > 40) room = 40;
    int eighths = (int)(count / sheet->most * room * 8 + 0.5);
    fprintf(out, "%*s", GAP, "");
    for (int i = 0; i < eighths / 8; i++) fputs("█", out);
    fputs(eighths ? parts[eighths % 8] : "", out);
    if (!eighths && count > 0) fputs(parts[1], out);
}

/* A line of the table; l NULL: the names of the columns. */
static bool put_table(ro_cli_sheet *sheet, const line *l) {
    char *text = NULL;
    size_t size = 0, last = last_shown(sheet);
    FILE *out = open_memstream(&text, &size);
    if (!out) return no_memory();
    bool head = !l && sheet->options.color, first = true;
    if (head) fputs("\033[1m", out);
    for (size_t i = 0; i < COLUMNS && sheet->columns[i].name; i++) {
        const column *c = &sheet->columns[i];
        const char *cell = l ? l->cells[i] : c->name;
        if (!sheet->widths[i]) continue;
        if (!first) fprintf(out, "%*s", GAP, "");
        first = false;
        if (is_id(c))
            put_id(out, cell ? cell : "", sheet->widths[i], i == last);
        else
            put_cell(out, cell ? cell : "", sheet->widths[i], c->right, i == last);
    }
    if (head) fputs("\033[0m", out);
    if (l && sheet->options.facet) put_bar(out, sheet, l);
    bool good = fclose(out) == 0;
    while (good && size && text[size - 1] == ' ') text[--size] = 0;
    good = good ? ro_cli_output_line(sheet->output, text) : no_memory();
    free(text);
    return good;
}

static bool let_go(ro_cli_sheet *sheet) {
    bool good = true;
    if (!sheet->begun && sheet->n_held) {
        if (sheet->options.facet && sheet->held[0].cells[2]) sheet->most = strtod(sheet->held[0].cells[2], NULL);
        fit(sheet);
        good = put_table(sheet, NULL);
        sheet->begun = true;
    }
    for (size_t i = 0; i < sheet->n_held; i++) {
        good = good && put_table(sheet, &sheet->held[i]);
        free_line(&sheet->held[i]);
    }
    sheet->n_held = 0;
    return good;
}

/* ---- */

ro_cli_sheet *ro_cli_sheet_new(ro_cli_output *output, const ro_cli_sheet_options *options) {
    ro_cli_sheet *sheet = calloc(1, sizeof *sheet);
    if (!sheet) return no_memory(), NULL;
    sheet->output = output;
    sheet->options = *options;
    sheet->columns = options->history ? corrections : options->facet ? counts : sheets[options->kind];
    return sheet;
}

bool ro_cli_sheet_add(ro_cli_sheet *sheet, const char *json) {
    ro_cli_form form = sheet->options.form;
    if (form == RO_CLI_FORM_AUTO || form == RO_CLI_FORM_JSON) return ro_cli_output_line(sheet->output, json);
    line l;
    bool good = read_line(sheet, json, &l);
    if (good && form == RO_CLI_FORM_TABLE) {
        sheet->held[sheet->n_held++] = l; /* kept */
        return (!sheet->begun && sheet->n_held < HELD_MOST) || let_go(sheet);
    }
    if (good && !sheet->begun) good = put_separated(sheet, NULL);
    sheet->begun = true;
    good = good && put_separated(sheet, &l);
    free_line(&l);
    return good;
}

bool ro_cli_sheet_close(ro_cli_sheet *sheet) {
    ro_cli_form form = sheet->options.form;
    bool good = form != RO_CLI_FORM_TABLE || let_go(sheet);
    if (!sheet->begun && (form == RO_CLI_FORM_CSV || form == RO_CLI_FORM_TSV)) good = put_separated(sheet, NULL);
    free(sheet);
    return good;
}
