/* What stands above the reports of a dossier, and the index behind them. Bars are pictures for the eye alone: their rows have
 * names and numbers in a table. */
#include "export/html.h"
#include "export/overview.h"

#include <stdio.h>

enum { ROWS = 10, ROWS_OF_SORTS = 16, INDEX_MOST = 500, STEP = 100 /* reports to a link, behind those with titles */ };

static const char *const letters[] = {"", "E", "C"};

/* What is asked for, statements where nothing is. */
static ro_kind kind_of(const ro_export *e) { return e->plan.kind ? e->kind : RO_STATEMENTS; }

/* ---- facts */

static void put_fact(ro_export *e, size_t count, const char *one, const char *many) {
    if (count) ro_put_format(e, "<div class=\"count\"><dt>%s</dt><dd>%zu</dd></div>\n", count == 1 ? one : many, count);
}

static void put_period(ro_export *e, char days[2][11]) {
    if (!*days[0]) return;
    ro_put_format(e, "<div><dt>published</dt><dd><time datetime=\"%s\">%s</time>", days[0], days[0]);
    if (strcmp(days[0], days[1])) ro_put_format(e, " to <time datetime=\"%s\">%s</time>", days[1], days[1]);
    ro_put_text(e, "</dd></div>\n");
}

static size_t different(const ro_overview *o, ro_panel panel) { return o->panels[panel].count; }

void ro_put_facts(ro_export *e, ro_overview *o) {
    put_fact(e, o->n_reports, "report", "reports");
    put_fact(e, o->counts[RO_STATEMENTS], "statement", "statements");
    put_fact(e, o->counts[RO_EVENTS], "event", "events");
    put_fact(e, o->counts[RO_COMMITMENTS], "commitment", "commitments");
    put_fact(e, different(o, RO_PANEL_SPEAKERS), "speaker", "speakers");
    put_fact(e, different(o, RO_PANEL_OUTLETS), "outlet", "outlets");
    put_fact(e, different(o, RO_PANEL_AGENCIES), "agency", "agencies");
    put_fact(e, o->corrected, "corrected by hand", "corrected by hand");
    put_fact(e, o->left_out, "report left out: its text is not kept", "reports left out: their texts are not kept");
    put_period(e, o->published);
}

/* ---- bars */

static void put_route(ro_export *e, const char *route) {
    ro_put_text(e, "<ol class=\"chain\" role=\"list\"><li>");
    for (size_t size; *route; route += size) {
        const char ends[] = {RO_ROUTE_NAME, RO_ROUTE_NEXT, 0};
        size = strcspn(route, ends);
        bool role = route[size] == RO_ROUTE_NAME;
        ro_put_text(e, role ? "<span class=\"part\">" : "<bdi>");
        ro_put_safe_bytes(e, route, size);
        ro_put_text(e, role ? "</span> " : "</bdi>");
        if (route[size] == RO_ROUTE_NEXT) ro_put_text(e, "</li><li>");
        size += route[size] != 0;
    }
    ro_put_text(e, "</li></ol>");
}

static bool of_sorts(ro_panel panel) { return panel == RO_PANEL_ACTS || panel == RO_PANEL_TYPES || panel == RO_PANEL_KINDS; }

static void put_name(ro_export *e, ro_panel panel, const ro_count *c) {
    if (panel == RO_PANEL_ROUTES)
        put_route(e, c->label);
    else if (of_sorts(panel))
        ro_put_safe(e, c->label);
    else
        ro_put_element(e, "<bdi>", c->label, "</bdi>");
}

/* Acts, types and kinds are classes of the style. */
static void put_bar(ro_export *e, ro_panel panel, const ro_count *c, size_t most) {
    ro_put_text(e, "<td class=\"picture\"><svg class=\"bar ");
    if (of_sorts(panel)) ro_put_safe(e, c->key);
    ro_put_format(e,
                  "\" viewBox=\"0 0 1000 40\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\"><rect "
                  "width=\"%zu\" height=\"40\"/></svg></td><td class=\"n\">%zu</td></tr>\n",
                  (1000 * c->count + most - 1) / most, c->count);
}

static void put_bars(ro_export *e, ro_overview *o, ro_panel panel, const char *caption, const char *unit) {
    ro_tally *t = &o->panels[panel];
    size_t shown = 0, rows = of_sorts(panel) ? ROWS_OF_SORTS : ROWS;
    if (!t->count) return;
    ro_tally_sort(t);
    ro_put_format(e,
                  "<table class=\"bars%s\">\n<caption>%s</caption>\n<colgroup><col class=\"names\"><col><col "
                  "class=\"numbers\"></colgroup>\n<thead class=\"unseen\"><tr><th scope=\"col\">name</th><td></td><th "
                  "scope=\"col\">%s</th></tr></thead>\n<tbody>\n",
                  panel == RO_PANEL_ROUTES ? " wide" : "", caption, unit);
    for (size_t i = 0; i < t->count && i < rows; i++) {
        ro_put_text(e, "<tr><th scope=\"row\">");
        put_name(e, panel, &t->items[i]);
        ro_put_text(e, "</th>");
        put_bar(e, panel, &t->items[i], t->items[0].count);
        shown += t->items[i].count;
    }
    if (t->count > rows)
        ro_put_format(e, "<tr class=\"rest\"><th scope=\"row\">%s%zu more</th><td></td><td class=\"n\">%zu</td></tr>\n",
                      t->untold ? "more than " : "", t->count - rows, t->total - shown);
    ro_put_text(e, "</tbody>\n</table>\n");
}

static void put_panels(ro_export *e, ro_overview *o) {
    static const struct {
        ro_panel panel;
        ro_kind kind; /* what is counted */
        const char *caption;
    } panels[] =
        {
            {RO_PANEL_SPEAKERS, RO_STATEMENTS, "Who said most"},
            {RO_PANEL_ACTS, RO_STATEMENTS, "Acts of speech"},
            {RO_PANEL_SOURCES, RO_EVENTS, "Who acted most"},
            {RO_PANEL_RECIPIENTS, RO_EVENTS, "Who was acted upon most"},
            {RO_PANEL_TYPES, RO_EVENTS, "What was done"},
            {RO_PANEL_PARTIES, RO_COMMITMENTS, "Who is bound most"},
            {RO_PANEL_KINDS, RO_COMMITMENTS, "What was promised, demanded, denied"},
        },
      through[] = {
          {RO_PANEL_OUTLETS, RO_STATEMENTS, "Outlets"},
          {RO_PANEL_AGENCIES, RO_STATEMENTS, "Agencies that they credit"},
          {RO_PANEL_QUOTED, RO_STATEMENTS, "Outlets and documents that they quote"},
          {RO_PANEL_ROUTES, RO_STATEMENTS, "Ways to the reader, nearest first"},
      };
    ro_put_text(e, "<div class=\"panels\">\n");
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++)
        put_bars(e, o, panels[i].panel, panels[i].caption, ro_kind_name(panels[i].kind));
    ro_put_text(e, "</div>\n");
    if (!different(o, RO_PANEL_OUTLETS) && !different(o, RO_PANEL_AGENCIES) && !different(o, RO_PANEL_QUOTED)) return;
    ro_put_text(e, "<h3>Through whom it came</h3>\n<div class=\"panels\">\n");
    for (size_t i = 0; i < sizeof through / sizeof *through; i++)
        put_bars(e, o, through[i].panel, through[i].caption, ro_kind_name(kind_of(e)));
    ro_put_text(e, "</div>\n");
}

void ro_put_overview(ro_export *e, ro_overview *o) {
    if (!o->n_reports) return;
    ro_put_text(e, "<section class=\"overview\" aria-labelledby=\"overview\">\n<h2 id=\"overview\">At a glance</h2>\n");
    ro_put_days(e, &o->days[RO_STATEMENTS], RO_STATEMENTS);
    ro_put_days(e, &o->days[RO_EVENTS], RO_EVENTS);
    put_panels(e, o);
    ro_put_text(e, "</section>\n");
}

/* ---- what falls due */

static void put_due(ro_export *e, const ro_due *due) {
    bool past = e->plan.made && strncmp(due->day, e->plan.made, 10) < 0;
    ro_put_text(e, "<tr><td class=\"day\">");
    if (*due->from) ro_put_format(e, "<time datetime=\"%s\">%s</time> to ", due->from, due->from);
    ro_put_format(e, "<time datetime=\"%s\">%s</time>%s</td><td>", due->day, due->day,
                  past ? " <span class=\"label past\">passed</span>" : "");
    ro_put_label(e, due->kind);
    ro_put_element(e, "</td><td><bdi>", due->who, "</bdi>");
    ro_put_element(e, *due->who ? "</td><td dir=\"auto\">" : "</td><td></td><td dir=\"auto\">", due->what, "");
    ro_put_text(e, "</td><td>");
    ro_put_label(e, due->status);
    ro_put_format(e, "</td><td><a href=\"#nC%u\" aria-label=\"Commitment C%u\">C%u</a></td></tr>\n", due->number, due->number,
                  due->number);
}

void ro_put_dues(ro_export *e, const ro_overview *o) {
    if (!o->n_dues) return;
    ro_put_text(e, "<section class=\"dues\" aria-labelledby=\"dues\">\n<h2 id=\"dues\">What falls due</h2>\n");
    if (o->n_more_dues)
        ro_put_format(e, "<p class=\"note\">%zu more were due before these; they stand with their reports.</p>\n",
                      o->n_more_dues);
    ro_put_text(
        e,
        "<div class=\"scroll\" role=\"group\" aria-labelledby=\"dues\" tabindex=\"0\">\n<table class=\"list\">\n<thead><tr><th "
        "scope=\"col\">due</th><th scope=\"col\">kind</th><th scope=\"col\">who is bound</th><th scope=\"col\">to "
        "what</th><th scope=\"col\">status</th><th scope=\"col\">where</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < o->n_dues; i++) put_due(e, &o->dues[i]);
    ro_put_text(e, "</tbody>\n</table>\n</div>\n</section>\n");
}

/* ---- contents */

static void put_listed(ro_export *e, const ro_listed *one, size_t number) {
    ro_put_format(e, "<tr><td class=\"n\">%zu</td><td dir=\"auto\"><a href=\"#r%zu\">", number, number);
    ro_put_safe(e, one->title);
    ro_put_text(e, "</a></td><td>");
    ro_put_element(e, "<bdi>", one->outlet, "</bdi>");
    ro_put_text(e, "</td><td class=\"day\">");
    if (*one->day) ro_put_format(e, "<time datetime=\"%s\">%s</time>", one->day, one->day);
    ro_put_text(e, "</td>");
    for (ro_kind k = RO_STATEMENTS; k <= RO_COMMITMENTS; k++)
        if (ro_overview_counts(e, k)) ro_put_format(e, "<td class=\"n\">%zu</td>", one->counts[k]);
    ro_put_text(e, "</tr>\n");
}

void ro_put_contents(ro_export *e, const ro_overview *o) {
    if (o->n_reports < 2) return;
    ro_put_text(e, "<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<div "
                   "class=\"scroll\" role=\"group\" aria-labelledby=\"contents\" tabindex=\"0\">\n<table "
                   "class=\"list\">\n<thead><tr><th scope=\"col\" class=\"n\"><abbr title=\"number of the "
                   "report\">no.</abbr></th><th scope=\"col\">report</th><th scope=\"col\">outlet</th><th "
                   "scope=\"col\">published</th>");
    for (ro_kind k = RO_STATEMENTS; k <= RO_COMMITMENTS; k++)
        if (ro_overview_counts(e, k)) ro_put_format(e, "<th scope=\"col\" class=\"n\">%s</th>", ro_kind_name(k));
    ro_put_text(e, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < o->n_contents; i++) put_listed(e, &o->contents[i], i + 1);
    ro_put_text(e, "</tbody>\n</table>\n</div>\n");
    if (o->n_reports > o->n_contents) ro_put_text(e, "<p class=\"further\">Further reports: ");
    for (size_t from = o->n_contents; from < o->n_reports; from += STEP) {
        size_t to = from + STEP < o->n_reports ? from + STEP : o->n_reports;
        ro_put_format(e, "<a href=\"#r%zu\">%zu–%zu</a>%s", from + 1, from + 1, to, to < o->n_reports ? ", " : "</p>\n");
    }
    ro_put_text(e, "</nav>\n");
}

/* ---- who is named most, of the kind that is asked for */

static const ro_panel people[] = {RO_PANEL_SPEAKERS, RO_PANEL_SOURCES, RO_PANEL_PARTIES};
static const char *const people_titles[] = {"Who speaks", "Who acts", "Who is bound"};

void ro_put_parts(ro_export *e, const ro_overview *o) {
    ro_kind kind = kind_of(e);
    if (!o->n_reports) return;
    ro_put_text(e, "<nav class=\"parts\" aria-label=\"Parts of this page\"><a href=\"#overview\">At a glance</a>");
    if (o->n_dues) ro_put_text(e, " <a href=\"#dues\">What falls due</a>");
    if (o->n_reports > 1) ro_put_text(e, " <a href=\"#contents\">Contents</a>");
    ro_put_text(e, " <a href=\"#reports\">Reports</a>");
    if (different(o, people[kind]) > 1) ro_put_format(e, " <a href=\"#index\">%s</a>", people_titles[kind]);
    ro_put_text(e, "</nav>\n");
}

static void put_indexed(ro_export *e, const ro_count *c, ro_kind kind) {
    ro_put_text(e, "<tr><th scope=\"row\"><bdi>");
    ro_put_safe(e, c->label);
    ro_put_format(e, "</bdi></th><td class=\"n\">%zu</td><td class=\"places\">", c->count);
    for (unsigned i = 0; i < c->n_places; i++)
        ro_put_format(e, "<a href=\"#n%s%u\">%s%u</a> ", letters[kind], c->places[i], letters[kind], c->places[i]);
    ro_put_text(e, c->count > c->n_places ? "…</td></tr>\n" : "</td></tr>\n");
}

void ro_put_index(ro_export *e, ro_overview *o) {
    ro_kind kind = kind_of(e);
    ro_tally *t = &o->panels[people[kind]];
    if (t->count < 2) return;
    ro_tally_sort(t);
    size_t count = t->count < INDEX_MOST ? t->count : INDEX_MOST;
    ro_tally most = {.items = t->items, .count = count}; /* the most frequent, by name */
    ro_tally_sort_by_label(&most);
    ro_put_format(e, "<section class=\"index\" aria-labelledby=\"index\">\n<h2 id=\"index\">%s</h2>\n", people_titles[kind]);
    if (t->count > count)
        ro_put_format(e, "<p class=\"note\">The %zu named most often; %zu others are not listed.</p>\n", count, t->count - count);
    ro_put_format(e,
                  "<table class=\"list\">\n<thead><tr><th scope=\"col\">name</th><th scope=\"col\" class=\"n\">%s</th><th "
                  "scope=\"col\">where</th></tr></thead>\n<tbody>\n",
                  ro_kind_name(kind));
    for (size_t i = 0; i < count; i++) put_indexed(e, &most.items[i], kind);
    ro_put_text(e, "</tbody>\n</table>\n</section>\n");
}
