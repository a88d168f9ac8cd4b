/* walk.h: the files to read: those named, and those below directories that are named, in sorted order. */
#ifndef RO_CLI_WALK_H
#define RO_CLI_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

typedef struct ro_cli_file {
    char *path;  /* "-": standard input */
    size_t size; /* bytes; 0 where unknown */
    bool regular;
    dev_t device; /* of a regular file */
    ino_t inode;
    int fault; /* errno where it cannot be read at all, else 0 */
} ro_cli_file;

typedef struct ro_cli_files {
    ro_cli_file *items;
    size_t count, room;
} ro_cli_files;

/* Names none: standard input. Hidden files, and links to directories, are left out inside directories.
 * False: said why. Free in any case. */
bool ro_cli_walk(ro_cli_files *files, char *const *names, size_t n_names);
void ro_cli_files_free(ro_cli_files *files);
/* Bytes in all; 0 if any is unknown. */
size_t ro_cli_files_size(const ro_cli_files *files);
/* The file that a path (or an open descriptor) leads to, if it is one of them, else NULL. */
const ro_cli_file *ro_cli_files_find(const ro_cli_files *files, const char *path);
const ro_cli_file *ro_cli_files_find_open(const ro_cli_files *files, int fd);

#endif
