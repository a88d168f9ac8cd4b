/* The model file's gazetteer: what it finds, and that no bytes whatever lead it out of its section. docs/model-format.md says
 * where what stands. */
#include "model/gazetteer.h"

#include "find/actors.h"
#include "model/file.h"

#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

static const char MODEL[] = "test/model/tiny.readout";

enum { HEADER = 32, COUNTRY = 8, PLACE = 20, NAME = 8 };

typedef struct fixture {
    ro_model_file *file;
    const char *good;
    char *bad; /* a copy in room of its very size: a sanitizer sees what is read behind it */
    size_t size;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    f->file = ro_model_file_open(MODEL, NULL);
    f->good = f->file ? ro_model_bytes(f->file, "gazetteer", &f->size, NULL) : NULL;
    f->bad = f->good ? malloc(f->size) : NULL;
    if (!f->bad) return -1;
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    free(f->bad);
    ro_model_file_close(f->file);
    free(f);
    return 0;
}

static void whole_again(fixture *f) { memcpy(f->bad, f->good, f->size); }

static void put32(char *at, uint32_t value) { memcpy(at, &value, sizeof value); }

static uint32_t get32(const char *at) {
    uint32_t out;
    memcpy(&out, at, sizeof out);
    return out;
}

static void opened(const fixture *f, ro_gazetteer *g) {
    ro_error error = {0};
    if (!ro_gazetteer_open(g, f->good, f->size, &error)) fail_msg("%s", error.message);
}

static void refuse(const fixture *f, size_t size, const char *what) {
    ro_error error = {0};
    ro_gazetteer g;
    if (ro_gazetteer_open(&g, f->bad, size, &error)) fail_msg("%s: opened", what);
    assert_int_equal(error.code, RO_E_MODEL);
    assert_true(error.message[0]);
}

/* ---- looking up */

/* The n-th place of a name as "CODE kind", "-" where there is none. */
static const char *found(const ro_gazetteer *g, const char *name, size_t n, char out[32]) {
    ro_arena *arena = ro_arena_new();
    char *key = arena ? (char *)(uintptr_t)ro_fold(arena, name, strlen(name)) : NULL;
    size_t count;
    assert_non_null(key);
    ro_gazetteer_key(key);
    const ro_place_name *names = ro_gazetteer_find(g, key, &count);
    const ro_known_place *p = n < count ? &g->places[names[n].place] : NULL;
    snprintf(out, 32, "%.3s %d", p ? ro_gazetteer_code(g, p) : "", p ? p->kind : -1);
    ro_arena_free(arena);
    return p ? out : "-";
}

static void a_name_is_found_however_it_is_spelled(void **state) {
    static const char *const names[][2] = {
        {"Geneva", "CHE 0"},
        {"GENEVA", "CHE 0"},
        {"Gdańsk", "POL 0"},
        {"Gdansk", "POL 0"},
        {"Port-au-Prince", "HTI 1"},
        {"Port au Prince", "HTI 1"},
        {"St. Petersburg", "RUS 0"},
        {"Saint Petersburg", "RUS 0"},
        {"Xi’an", "CHN 0"},
        {"Xi'an", "CHN 0"},
        {"Cologne", "DEU 0"},
        {"Köln", "DEU 0"},
        {"Mecca", "SAU 0"},
        {"Kiev", "UKR 1"},
        {"Kyiv", "UKR 1"},
        {"Fallujah", "IRQ 0"},
        {"Washington, D.C.", "USA 1"},
        {"Texas", "USA 2"},
        {"Ontario", "USA 0"},
        {"Europe", " 4"},
        {"Tarsk", "-"},
        {"", "-"},
        {"Gen", "-"},
        {"Genevas", "-"},
        {"zzzz", "-"},
        {"\xC3\xBF", "-"},
        {"\xFF\xFE", "-"},
    };
    ro_gazetteer g;
    opened(*state, &g);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char out[32];
        const char *place = found(&g, names[i][0], 0, out);
        if (strcmp(place, names[i][1])) fail_msg("%s: %s, not %s", names[i][0], place, names[i][1]);
    }
}

static void the_largest_of_a_name_comes_first(void **state) {
    ro_gazetteer g;
    char out[32];
    opened(*state, &g);
    assert_string_equal(found(&g, "Paris", 0, out), "FRA 1");
    assert_string_equal(found(&g, "Paris", 1, out), "USA 0");
    assert_string_equal(found(&g, "Georgia", 0, out), "GEO 3");
    assert_string_equal(found(&g, "Georgia", 1, out), "USA 2");
    assert_string_equal(found(&g, "Geneva", 1, out), "USA 0");
    for (uint32_t i = 1; i < g.n_names; i++)
        if (g.names[i].name == g.names[i - 1].name)
            assert_true(g.places[g.names[i].place].population <= g.places[g.names[i - 1].place].population);
}

static void a_country_is_found_by_its_code(void **state) {
    ro_gazetteer g, empty = {0};
    opened(*state, &g);
    const ro_known_place *p = ro_gazetteer_country(&g, "CHE");
    assert_non_null(p);
    assert_int_equal(p->geonames, 2658434);
    assert_int_equal(p->lat, RO_NO_DEGREES);
    assert_string_equal(ro_gazetteer_code(&g, p), "CHE");
    assert_non_null(ro_gazetteer_country(&g, "XKX"));
    assert_null(ro_gazetteer_country(&g, "AAA"));
    assert_null(ro_gazetteer_country(&g, ""));
    size_t count;
    assert_null(ro_gazetteer_country(&empty, "CHE"));
    assert_null(ro_gazetteer_find(&empty, "geneva", &count));
    assert_int_equal(count, 0);
}

static void a_place_has_its_coordinates_and_state(void **state) {
    ro_gazetteer g;
    size_t count;
    opened(*state, &g);
    const ro_place_name *names = ro_gazetteer_find(&g, "paris", &count);
    const ro_known_place *texan = &g.places[names[1].place];
    assert_int_equal(texan->geonames, 4717560);
    assert_int_equal(texan->lat, 336609);
    assert_int_equal(texan->lon, -955555);
    assert_int_equal(g.places[texan->state].kind, RO_PLACE_STATE);
}

/* ---- broken bytes */

/* Whatever is open can be looked up in. */
static void look_around(const ro_gazetteer *g) {
    size_t count;
    for (uint32_t i = 0; i < g->n_names; i += 7) {
        const ro_place_name *names = ro_gazetteer_find(g, g->strings + g->names[i].name, &count);
        for (size_t k = 0; k < count; k++) assert_true(strlen(ro_gazetteer_code(g, &g->places[names[k].place])) < 4);
    }
    for (uint32_t i = 0; i < g->n_places; i++)
        if (g->places[i].state != RO_NO_STATE) assert_int_equal(g->places[g->places[i].state].kind, RO_PLACE_STATE);
}

static void a_flipped_byte_leads_nowhere(void **state) {
    fixture *f = *state;
    whole_again(f);
    for (size_t at = 0; at < f->size; at += at < 4096 ? 1 : 13) {
        for (int bit = 0; bit < 8; bit += 7) {
            ro_error error = {0};
            ro_gazetteer g;
            f->bad[at] = (char)(f->good[at] ^ (1 << bit));
            if (ro_gazetteer_open(&g, f->bad, f->size, &error))
                look_around(&g);
            else if (error.code != RO_E_MODEL)
                fail_msg("byte %zu: code %d", at, error.code);
        }
        f->bad[at] = f->good[at];
    }
}

static void a_cut_section_is_refused(void **state) {
    fixture *f = *state;
    whole_again(f);
    for (size_t size = 0; size < f->size; size += size < 64 ? 1 : 499) refuse(f, size, "cut");
    refuse(f, f->size - 1, "without its last byte");
}

static void counts_are_checked(void **state) {
    fixture *f = *state;
    static const uint32_t counts[] = {0, 1, 1u << 24, (1u << 24) + 1, UINT32_MAX / 20, UINT32_MAX};
    for (size_t field = 0; field < HEADER / 4; field++)
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            if (counts[i] == get32(f->good + 4 * field)) continue;
            whole_again(f);
            put32(f->bad + 4 * field, counts[i]);
            refuse(f, f->size, "a count");
        }
}

static void what_points_outside_is_refused(void **state) {
    fixture *f = *state;
    size_t places = HEADER + COUNTRY * (size_t)get32(f->good + 4), names = places + PLACE * (size_t)get32(f->good + 8);
    const struct {
        size_t at;
        uint32_t value;
        const char *what;
    } faults[] = {
        {HEADER + 4, UINT32_MAX, "a country's place"},
        {HEADER + 4, get32(f->good + 8) - 1, "a city as a country"},
        {HEADER, 0x00414141, "codes out of order or twice"},
        {HEADER + COUNTRY, 0x41414141, "a code of four letters"},
        {places + 4, 900001, "a latitude"},
        {places + 8, 1800001, "a longitude"},
        {places + 16, 0xFFFF00FE, "a country that is not there"},
        {places + 16, 0xFFFF05FF, "a kind that is not there"},
        {places + 16, 0x000003FF, "a state that is a country"},
        {names, UINT32_MAX, "a name outside"},
        {names, 1, "a name inside another"},
        {names + 4, UINT32_MAX, "a name's place"},
        {names, get32(f->good + names + NAME * 40), "names out of order"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        whole_again(f);
        if (i == 2) memcpy(f->bad + HEADER + COUNTRY, f->bad + HEADER, 4);
        put32(f->bad + faults[i].at, i == 2 ? get32(f->good + HEADER) : faults[i].value);
        refuse(f, f->size, faults[i].what);
    }
    whole_again(f);
    f->bad[f->size - 1] = 'x';
    refuse(f, f->size, "a name without end");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_found_however_it_is_spelled),
        cmocka_unit_test(the_largest_of_a_name_comes_first),
        cmocka_unit_test(a_country_is_found_by_its_code),
        cmocka_unit_test(a_place_has_its_coordinates_and_state),
        cmocka_unit_test(a_flipped_byte_leads_nowhere),
        cmocka_unit_test(a_cut_section_is_refused),
        cmocka_unit_test(counts_are_checked),
        cmocka_unit_test(what_points_outside_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
