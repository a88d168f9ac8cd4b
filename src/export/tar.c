#include "export/tar.h"

#include "export/write.h"

#include <stdio.h>

enum { BLOCK = 512, NAME = 100, CHECKSUM = 148 };
static const char zeros[2 * BLOCK];

/* The same files are the same bytes: no owner, no time but the first. */
static void make_header(char block[BLOCK], const char *name, size_t size) {
    unsigned sum = 0;
    memset(block, 0, BLOCK);
    memcpy(block, name, strnlen(name, NAME));
    memcpy(block + 100, "0000644", 8);
    memcpy(block + 108, "0000000", 8);
    memcpy(block + 116, "0000000", 8);
    snprintf(block + 124, 12, "%011llo", (unsigned long long)size);
    snprintf(block + 136, 12, "%011o", 0u);
    memset(block + CHECKSUM, ' ', 8);
    block[156] = '0'; /* a plain file */
    memcpy(block + 257, "ustar\00000", 8);
    for (size_t i = 0; i < BLOCK; i++) sum += (unsigned char)block[i];
    snprintf(block + CHECKSUM, 8, "%06o", sum & 0777777);
    block[CHECKSUM + 7] = ' ';
}

void ro_put_file(ro_export *e, const char *name, const char *bytes, size_t size) {
    char block[BLOCK];
    make_header(block, name, size);
    ro_put(e, block, BLOCK);
    ro_put(e, bytes, size);
    if (size % BLOCK) ro_put(e, zeros, BLOCK - size % BLOCK);
}

void ro_put_tar_end(ro_export *e) { ro_put(e, zeros, sizeof zeros); }
