#define _DEFAULT_SOURCE 1 /* POSIX and what the system adds to it */
#include "cli/output.h"

#include "cli/progress.h"
#include "cli/say.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static bool fail(ro_cli_output *output) {
    if (errno == EPIPE) {
        ro_cli_progress_hide();
        _exit(RO_CLI_CLOSED_PIPE);
    }
    if (!output->failed) ro_cli_say("%s: cannot write: %s", output->name, strerror(errno));
    output->failed = true;
    return false;
}

bool ro_cli_output_open(ro_cli_output *output, const char *path) {
    bool standard = !path || strcmp(path, "-") == 0;
    *output = (ro_cli_output){.name = standard ? "standard output" : path, .fd = STDOUT_FILENO};
    if (!standard) output->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (output->fd < 0) return fail(output);
    output->terminal = isatty(output->fd);
    return true;
}

/* Takes written bytes off the front of the parts. */
static void advance(struct iovec parts[2], size_t written) {
    for (int i = 0; i < 2; i++) {
        size_t here = written < parts[i].iov_len ? written : parts[i].iov_len;
        parts[i].iov_base = (char *)parts[i].iov_base + here;
        parts[i].iov_len -= here;
        written -= here;
    }
}

static bool write_parts(ro_cli_output *output, struct iovec parts[2]) {
    if (output->failed) return false;
    if (output->terminal) ro_cli_progress_hide();
    while (parts[0].iov_len + parts[1].iov_len) {
        ssize_t written = writev(output->fd, parts, 2);
        if (written >= 0)
            advance(parts, (size_t)written);
        else if (errno != EINTR)
            return fail(output);
    }
    return true;
}

bool ro_cli_output_line(ro_cli_output *output, const char *text) {
    struct iovec parts[2] = {{(void *)(size_t)text, strlen(text)}, {(void *)(size_t) "\n", 1}};
    return write_parts(output, parts);
}

bool ro_cli_output_bytes(ro_cli_output *output, const char *bytes, size_t size) {
    struct iovec parts[2] = {{(void *)(size_t)bytes, size}, {NULL, 0}};
    return write_parts(output, parts);
}

bool ro_cli_output_close(ro_cli_output *output) {
    /* Some file systems report a full disk only here. */
    if (output->fd >= 0 && close(output->fd) != 0 && errno != EINTR) fail(output);
    output->fd = -1;
    return !output->failed;
}

bool ro_cli_output_flush_stdio(void) {
    ro_cli_output output = {.name = "standard output", .fd = STDOUT_FILENO};
    if (fflush(stdout) == 0 && !ferror(stdout)) return true;
    return fail(&output);
}
