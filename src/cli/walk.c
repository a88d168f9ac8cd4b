#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/walk.h"

#include "cli/say.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MOST = 256 }; /* directories within directories */

static bool out_of_memory(void) {
    ro_cli_say("out of memory");
    return false;
}

/* Takes the path. */
static bool add(ro_cli_files *files, char *path, const struct stat *info, int fault) {
    if (!path) return out_of_memory();
    if (files->count == files->room) {
        size_t room = files->room ? files->room * 2 : 64;
        ro_cli_file *items = room > SIZE_MAX / 2 / sizeof *items ? NULL : realloc(files->items, room * sizeof *items);
        if (!items) {
            free(path);
            return out_of_memory();
        }
        files->items = items;
        files->room = room;
    }
    ro_cli_file file = {.path = path, .fault = fault};
    if (info && S_ISREG(info->st_mode)) {
        file.regular = true;
        file.size = (size_t)info->st_size;
        file.device = info->st_dev;
        file.inode = info->st_ino;
    }
    files->items[files->count++] = file;
    return true;
}

static char *join(const char *directory, const char *name) {
    size_t head = strlen(directory), tail = strlen(name);
    while (head > 1 && directory[head - 1] == '/') head--;
    char *path = malloc(head + tail + 2);
    if (!path) return NULL;
    memcpy(path, directory, head);
    if (path[head - 1] != '/') path[head++] = '/';
    memcpy(path + head, name, tail + 1);
    return path;
}

static int visible_entry(const struct dirent *entry) { return entry->d_name[0] != '.'; }

/* By bytes, so that the order does not hang on the locale. */
static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static bool walk_directory(ro_cli_files *files, const char *path, int depth);

/* Takes the path. */
static bool walk_entry(ro_cli_files *files, char *path, int depth) {
    struct stat info, link;
    if (!path) return out_of_memory();
    if (stat(path, &info) != 0) return add(files, path, NULL, errno);
    if (S_ISREG(info.st_mode)) return add(files, path, &info, 0);
    bool done = true;
    if (S_ISDIR(info.st_mode) && lstat(path, &link) == 0 && !S_ISLNK(link.st_mode)) done = walk_directory(files, path, depth + 1);
    free(path);
    return done;
}

static bool walk_directory(ro_cli_files *files, const char *path, int depth) {
    struct dirent **entries = NULL;
    int count = -1;
    if (depth > DEPTH_MOST)
        errno = ELOOP;
    else
        count = scandir(path, &entries, visible_entry, by_name);
    if (count < 0) return add(files, strdup(path), NULL, errno);
    bool done = true;
    for (int i = 0; i < count; i++) {
        if (done) done = walk_entry(files, join(path, entries[i]->d_name), depth);
        free(entries[i]);
    }
    free(entries);
    return done;
}

static bool walk_named(ro_cli_files *files, const char *name) {
    struct stat info;
    if (strcmp(name, "-") == 0) return add(files, strdup(name), fstat(STDIN_FILENO, &info) == 0 ? &info : NULL, 0);
    if (stat(name, &info) != 0) return add(files, strdup(name), NULL, errno);
    if (!S_ISDIR(info.st_mode)) return add(files, strdup(name), &info, 0);
    size_t before = files->count;
    if (!walk_directory(files, name, 0)) return false;
    if (files->count == before) ro_cli_say("%s: no files in this directory (hidden ones are not read)", name);
    return true;
}

static bool once(char *const *names, size_t n_names) {
    size_t times = 0;
    for (size_t i = 0; i < n_names; i++) times += strcmp(names[i], "-") == 0;
    if (times > 1) ro_cli_say("standard input is named more than once: give - only once");
    return times <= 1;
}

static void hint(const ro_cli_files *files) {
    for (size_t i = 0; i < files->count; i++)
        if (strcmp(files->items[i].path, "-") == 0 && isatty(STDIN_FILENO))
            ro_cli_say("reading from the terminal: type or paste a report and end it with Ctrl-D; --help shows more");
}

bool ro_cli_walk(ro_cli_files *files, char *const *names, size_t n_names) {
    static char dash[] = "-";
    static char *const standard[] = {dash};
    if (n_names == 0) {
        names = standard;
        n_names = 1;
    }
    if (!once(names, n_names)) return false;
    for (size_t i = 0; i < n_names; i++)
        if (!walk_named(files, names[i])) return false;
    hint(files);
    return true;
}

void ro_cli_files_free(ro_cli_files *files) {
    for (size_t i = 0; i < files->count; i++) free(files->items[i].path);
    free(files->items);
    *files = (ro_cli_files){0};
}

size_t ro_cli_files_size(const ro_cli_files *files) {
    size_t total = 0;
    for (size_t i = 0; i < files->count; i++) {
        if (!files->items[i].regular && !files->items[i].fault) return 0;
        total += files->items[i].size;
    }
    return total;
}

static const ro_cli_file *find(const ro_cli_files *files, const struct stat *info) {
    if (!S_ISREG(info->st_mode)) return NULL;
    for (size_t i = 0; i < files->count; i++) {
        const ro_cli_file *file = &files->items[i];
        if (file->regular && file->device == info->st_dev && file->inode == info->st_ino) return file;
    }
    return NULL;
}

const ro_cli_file *ro_cli_files_find(const ro_cli_files *files, const char *path) {
    struct stat info;
    return stat(path, &info) == 0 ? find(files, &info) : NULL;
}

const ro_cli_file *ro_cli_files_find_open(const ro_cli_files *files, int fd) {
    struct stat info;
    return fstat(fd, &info) == 0 ? find(files, &info) : NULL;
}
