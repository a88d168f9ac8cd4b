#include "model/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { HEADER = 64, ENTRY = 80, NAME = 32, SECTIONS_MAX = 1024, ALIGNMENT = 64 };

typedef struct entry { /* as in the file; all fields are naturally aligned */
    char name[NAME];
    uint32_t type, rank, dims[2];
    uint64_t offset, size;
    uint32_t crc, reserved[3];
} entry;
_Static_assert(sizeof(entry) == ENTRY, "the section table is read in place");

struct ro_model_file {
    const char *bytes;
    size_t size;
    const entry *entries;
    uint32_t count;
    char digest[13];
};

static uint32_t u32_at(const char *bytes) {
    uint32_t out;
    memcpy(&out, bytes, sizeof out);
    return out;
}

static uint64_t u64_at(const char *bytes) {
    uint64_t out;
    memcpy(&out, bytes, sizeof out);
    return out;
}

static bool map_file(ro_model_file *file, const char *path, ro_error *error) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return ro_fail(error, RO_E_MODEL, "%s: cannot open the model file: %s; give one with --model or READOUT_MODEL", path,
                       strerror(errno));
    bool done = false;
    if (fstat(fd, &st))
        ro_fail(error, RO_E_MODEL, "%s: cannot read the model file: %s", path, strerror(errno));
    else if (!S_ISREG(st.st_mode))
        ro_fail(error, RO_E_MODEL, "%s: not a model file but a directory or device", path);
    else if (st.st_size < HEADER)
        ro_fail(error, RO_E_MODEL, "%s: not a model file: too short; fetch it again", path);
    else {
        void *map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (map == MAP_FAILED)
            ro_fail(error, RO_E_MODEL, "%s: cannot map the model file: %s", path, strerror(errno));
        else {
            file->bytes = map;
            file->size = (size_t)st.st_size;
            done = true;
        }
    }
    close(fd);
    return done;
}

static bool check_header(ro_model_file *file, const char *path, ro_error *error) {
    const char *b = file->bytes;
    if (memcmp(b, "READOUT", 8)) return ro_fail(error, RO_E_MODEL, "%s: not a model file: it does not begin with READOUT", path);
    if (u32_at(b + 8) != RO_MODEL_VERSION)
        return ro_fail(error, RO_E_MODEL, "%s: model format %u, this program reads %d: use the model that came with it", path,
                       u32_at(b + 8), RO_MODEL_VERSION);
    if (u64_at(b + 16) != file->size)
        return ro_fail(error, RO_E_MODEL, "%s: broken model file: it should have %llu bytes and has %zu; fetch it again", path,
                       (unsigned long long)u64_at(b + 16), file->size);
    file->count = u32_at(b + 12);
    if (!file->count || file->count > SECTIONS_MAX || HEADER + (size_t)file->count * ENTRY > file->size)
        return ro_fail(error, RO_E_MODEL, "%s: broken model file: section count; fetch it again", path);
    file->entries = (const entry *)(const void *)(b + HEADER);
    for (int i = 0; i < 6; i++) snprintf(file->digest + 2 * i, 3, "%02x", (unsigned char)b[24 + i]);
    return true;
}

static const char *entry_fault(const ro_model_file *file, const entry *e) {
    static const uint32_t width[] = {1, 4, 2, 1};
    if (!memchr(e->name, 0, NAME)) return "name without end";
    if (e->type > RO_SECTION_I8 || e->rank < 1 || e->rank > 2 || (e->rank == 1 && e->dims[1] != 1)) return "type or shape";
    if (e->offset % ALIGNMENT || e->offset > file->size || e->size > file->size - e->offset) return "place";
    if ((uint64_t)e->dims[0] * e->dims[1] > UINT32_MAX || (uint64_t)e->dims[0] * e->dims[1] * width[e->type] != e->size)
        return "size";
    if (crc32(0, (const Bytef *)file->bytes + e->offset, (uInt)e->size) != e->crc) return "checksum";
    return NULL;
}

static bool check_sections(const ro_model_file *file, const char *path, ro_error *error) {
    for (uint32_t i = 0; i < file->count; i++) {
        const char *fault = entry_fault(file, &file->entries[i]);
        if (fault)
            return ro_fail(error, RO_E_MODEL, "%s: broken model file: section %u (%.31s): %s; fetch it again", path, i,
                           file->entries[i].name, fault);
    }
    return true;
}

ro_model_file *ro_model_file_open(const char *path, ro_error *error) {
    ro_model_file *file = calloc(1, sizeof *file);
    if (!file) {
        ro_fail_memory(error);
        return NULL;
    }
    if (map_file(file, path, error) && check_header(file, path, error) && check_sections(file, path, error)) return file;
    ro_model_file_close(file);
    return NULL;
}

void ro_model_file_close(ro_model_file *file) {
    if (!file) return;
    if (file->bytes) munmap((void *)(uintptr_t)file->bytes, file->size);
    free(file);
}

const char *ro_model_file_digest(const ro_model_file *file) { return file->digest; }

static const entry *look_up(const ro_model_file *file, const char *name) {
    for (uint32_t i = 0; i < file->count; i++)
        if (!strcmp(file->entries[i].name, name)) return &file->entries[i];
    return NULL;
}

bool ro_model_has(const ro_model_file *file, const char *name) { return look_up(file, name) != NULL; }

static const entry *find(const ro_model_file *file, const char *name, ro_error *error) {
    const entry *e = look_up(file, name);
    if (e) return e;
    ro_fail(error, RO_E_MODEL, "the model file has no section %s: use the model that came with this program", name);
    return NULL;
}

const void *ro_model_section(const ro_model_file *file, const char *name, ro_section_type type, uint32_t rows, uint32_t columns,
                             ro_error *error) {
    const entry *e = find(file, name, error);
    if (!e) return NULL;
    if (e->type == (uint32_t)type && e->dims[0] == rows && e->dims[1] == columns) return file->bytes + e->offset;
    ro_fail(error, RO_E_MODEL, "the model file's section %s has another type or shape than its config says", name);
    return NULL;
}

const char *ro_model_bytes(const ro_model_file *file, const char *name, size_t *size, ro_error *error) {
    const entry *e = find(file, name, error);
    if (!e) return NULL;
    *size = (size_t)e->size;
    return file->bytes + e->offset;
}

void ro_model_file_release(const ro_model_file *file) { madvise((void *)(uintptr_t)file->bytes, file->size, MADV_DONTNEED); }
