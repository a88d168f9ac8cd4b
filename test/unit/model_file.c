/* A broken model file: refused with RO_E_MODEL, whatever is wrong with it. docs/model-format.md says where what stands. */
#include "base/base.h"

#include <setjmp.h>
#include <stdio.h>
#include <unistd.h>
#include <cmocka.h>
#include <zlib.h>

static const char MODEL[] = "test/model/tiny.readout";

enum { HEADER = 64, ENTRY = 80, VERSION = 8, COUNT = 12, SIZE = 16, DIGEST = 24, DIGEST_END = 56 };
enum { DIMENSIONS = 40, OFFSET = 48, BYTES = 56, CHECKSUM = 64, CHECKSUM_END = 68 }; /* in an entry */

typedef struct fixture {
    char path[64];
    unsigned char *good, *bad; /* the model's bytes, and room to break them */
    size_t size;
} fixture;

static uint32_t get32(const unsigned char *at) {
    uint32_t out;
    memcpy(&out, at, sizeof out);
    return out;
}

static void put32(unsigned char *at, uint32_t value) { memcpy(at, &value, sizeof value); }
static void put64(unsigned char *at, uint64_t value) { memcpy(at, &value, sizeof value); }

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    FILE *file = fopen(MODEL, "rb");
    if (!f || !file || fseek(file, 0, SEEK_END)) return -1;
    f->size = (size_t)ftell(file);
    f->good = malloc(f->size);
    f->bad = malloc(f->size);
    rewind(file);
    bool whole = f->good && f->bad && fread(f->good, 1, f->size, file) == f->size;
    fclose(file);
    strcpy(f->path, "/tmp/readout-model-XXXXXX");
    int fd = whole ? mkstemp(f->path) : -1;
    if (fd < 0) return -1;
    close(fd);
    memcpy(f->bad, f->good, f->size);
    *state = f;
    return 0;
}

static int tear_down(void **state) {
    fixture *f = *state;
    unlink(f->path);
    free(f->good);
    free(f->bad);
    free(f);
    return 0;
}

static void whole_again(fixture *f) { memcpy(f->bad, f->good, f->size); }

/* Opens the first bytes of the broken copy. */
static ro_code open_first(const fixture *f, size_t size) {
    ro_error error = {0};
    FILE *file = fopen(f->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(f->bad, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
    ro_engine *engine = ro_engine_open(f->path, RO_ARITHMETIC_F32, &error);
    bool opened = engine != NULL;
    ro_engine_free(engine);
    if (!opened && !error.message[0]) fail_msg("refused without a word");
    return opened ? RO_OK : error.code;
}

static void refuse(const fixture *f, size_t size, const char *what, size_t at) {
    ro_code code = open_first(f, size);
    if (code == RO_OK) fail_msg("%s (%zu): opened", what, at);
    if (code != RO_E_MODEL) fail_msg("%s (%zu): error %d, not RO_E_MODEL", what, at, code);
}

/* ---- the table */

static unsigned char *entry_of(const fixture *f, const char *name) {
    for (uint32_t i = 0; i < get32(f->bad + COUNT); i++) {
        unsigned char *entry = f->bad + HEADER + ENTRY * i;
        if (!strcmp((char *)entry, name)) return entry;
    }
    fail_msg("%s has no section %s", MODEL, name);
    return NULL;
}

/* A file may lack it: one of before there were places. */
static bool may_lack(const char *name) { return !strcmp(name, "gazetteer"); }

/* Bytes that a reader need not look at: the digest, what is kept for later, what fills up a name or the gap before a section, the
 * name of a section that may be missing. */
static bool is_idle(const fixture *f, size_t at) {
    uint32_t count = get32(f->good + COUNT);
    if (at < HEADER) return at >= DIGEST;
    if (at < HEADER + ENTRY * (size_t)count) {
        size_t in = (at - HEADER) % ENTRY;
        const char *name = (const char *)f->good + at - in;
        return (in > strlen(name) && in < 32) || in >= CHECKSUM_END || (in < 32 && may_lack(name));
    }
    for (uint32_t i = 0; i < count; i++) {
        const unsigned char *entry = f->good + HEADER + ENTRY * i;
        if (at >= get32(entry + OFFSET) && at < get32(entry + OFFSET) + get32(entry + BYTES)) return false;
    }
    return true;
}

/* ---- tests */

static void a_whole_file_opens(void **state) {
    fixture *f = *state;
    whole_again(f);
    assert_int_equal(open_first(f, f->size), RO_OK);
}

static void what_is_no_model_is_refused(void **state) {
    fixture *f = *state;
    ro_error error = {0};
    assert_null(ro_engine_open("/nowhere/at/all.readout", RO_ARITHMETIC_F32, &error));
    assert_int_equal(error.code, RO_E_MODEL);
    assert_null(ro_engine_open("/tmp", RO_ARITHMETIC_F32, &error));
    assert_int_equal(error.code, RO_E_MODEL);
    assert_null(ro_engine_open("README.md", RO_ARITHMETIC_F32, NULL));
    memset(f->bad, 0, f->size);
    refuse(f, f->size, "nothing but zeros", 0);
    memset(f->bad, 0xFF, f->size);
    refuse(f, f->size, "nothing but ones", 0);
    whole_again(f);
    memcpy(f->bad, "READING", 8);
    refuse(f, f->size, "another magic", 0);
}

static void another_version_is_refused(void **state) {
    fixture *f = *state;
    static const uint32_t versions[] = {0, 2, 3, 255, UINT32_MAX};
    whole_again(f);
    for (size_t i = 0; i < sizeof versions / sizeof *versions; i++) {
        put32(f->bad + VERSION, versions[i]);
        refuse(f, f->size, "version", versions[i]);
    }
}

static void a_cut_file_is_refused(void **state) {
    fixture *f = *state;
    whole_again(f);
    for (size_t size = 0; size < f->size; size += size < 300 ? 1 : 977) refuse(f, size, "cut at", size);
    refuse(f, f->size - 1, "cut at", f->size - 1);
    for (size_t size = HEADER; size < f->size; size += 4099) { /* and says so itself */
        put64(f->bad + SIZE, size);
        refuse(f, size, "cut, with its size, at", size);
    }
}

static void a_flipped_byte_is_refused(void **state) {
    fixture *f = *state;
    size_t table = HEADER + ENTRY * (size_t)get32(f->good + COUNT);
    whole_again(f);
    for (size_t at = 0; at < f->size; at += at < HEADER + 3 * ENTRY ? 1 : at < table ? 7 : 97) {
        f->bad[at] ^= (unsigned char)(at % 2 ? 0xFF : 0x11);
        ro_code code = open_first(f, f->size);
        if (code != RO_E_MODEL && !(code == RO_OK && is_idle(f, at))) fail_msg("byte %zu flipped: code %d", at, code);
        f->bad[at] = f->good[at];
    }
}

static void counts_and_sizes_are_checked(void **state) {
    fixture *f = *state;
    static const uint32_t counts[] = {0, 1, 1025, 100000, UINT32_MAX / ENTRY, UINT32_MAX};
    static const uint64_t places[] = {1, 63, 1u << 20, UINT32_MAX, UINT64_MAX - 63, UINT64_MAX};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        whole_again(f);
        put32(f->bad + COUNT, counts[i]);
        refuse(f, f->size, "sections", counts[i]);
    }
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        whole_again(f);
        put64(entry_of(f, "word") + OFFSET, places[i]);
        refuse(f, f->size, "offset", places[i]);
        whole_again(f);
        put64(entry_of(f, "word") + BYTES, places[i]);
        refuse(f, f->size, "size", places[i]);
    }
    for (uint32_t side = 1u << 16; side; side <<= 5) {
        whole_again(f);
        put32(entry_of(f, "position") + DIMENSIONS, side);
        put32(entry_of(f, "position") + DIMENSIONS + 4, side);
        refuse(f, f->size, "dimensions", side);
    }
}

/* Puts other words into the config, which keeps its length, and mends the checksum. */
static void change_config(fixture *f, const char *from, const char *to) {
    whole_again(f);
    unsigned char *entry = entry_of(f, "config");
    char *config = (char *)f->bad + get32(entry + OFFSET), copy[16384];
    uint32_t size = get32(entry + BYTES);
    assert_true(size < sizeof copy);
    memcpy(copy, config, size);
    copy[size] = 0;
    char *at = strstr(copy, from);
    if (!at || strlen(from) != strlen(to)) fail_msg("the config has no %s", from);
    memcpy(config + (at - copy), to, strlen(to));
    put32(entry + CHECKSUM, (uint32_t)crc32(0, (const Bytef *)config, size));
}

static void the_config_is_checked(void **state) {
    fixture *f = *state;
    static const char *const changes[][2] = {
        {"{\"name\"", "[\"name\""},
        {"\"name\": \"tiny\"", "\"name\": 123456"},
        {"\"vocabulary\": 96", "\"vocabulary\": 97"},
        {"\"vocabulary\": 96", "\"vocabulary\": -6"},
        {"\"hidden\": 32", "\"hidden\": 64"},
        {"\"hidden\": 32", "\"hidden\": 33"},
        {"\"hidden\": 32", "\"hidden\": 9e"},
        {"\"layers\": 2", "\"layers\": 0"},
        {"\"layers\": 2", "\"layers\": 3"},
        {"\"attention_heads\": 2", "\"attention_heads\": 0"},
        {"\"attention_heads\": 2", "\"attention_heads\": 4"},
        {"\"inner\": 64", "\"inner\": 80"},
        {"\"positions\": 48", "\"positions\": 99"},
        {"\"window\": 40", "\"window\": 49"},
        {"\"window\": 40", "\"window\": 02"},
        {"\"link\": 16", "\"link\": 32"},
        {"\"unknown\": 1", "\"unknown\": x"},
        {"\"begin\": 2", "\"begin\": -"},
        {"\"O\", \"B-source\"", "\"O\", \"B-sauce!\""},
        {"\"upos\"", "\"apos\""},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        change_config(f, changes[i][0], changes[i][1]);
        refuse(f, f->size, changes[i][1], i);
    }
    change_config(f, "\"release\": \"1\"", "\"release\": \"2\"");
    assert_int_equal(open_first(f, f->size), RO_OK);
}

static void a_missing_section_is_named(void **state) {
    fixture *f = *state;
    uint32_t count = get32(f->good + COUNT);
    for (uint32_t i = 0; i < count; i++) {
        whole_again(f);
        char *name = (char *)f->bad + HEADER + ENTRY * i;
        bool needed = !may_lack(name);
        name[0] = '?';
        if (needed)
            refuse(f, f->size, name, i);
        else
            assert_int_equal(open_first(f, f->size), RO_OK);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_file_opens),         cmocka_unit_test(what_is_no_model_is_refused),
        cmocka_unit_test(another_version_is_refused), cmocka_unit_test(a_cut_file_is_refused),
        cmocka_unit_test(a_flipped_byte_is_refused),  cmocka_unit_test(counts_and_sizes_are_checked),
        cmocka_unit_test(the_config_is_checked),      cmocka_unit_test(a_missing_section_is_named),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
