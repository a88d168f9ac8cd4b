/* output.h: checked writes. A closed pipe ends the program in silence; any other failure is said once. */
#ifndef RO_CLI_OUTPUT_H
#define RO_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ro_cli_output {
    const char *name; /* for messages */
    int fd;
    bool failed;   /* said already */
    bool terminal; /* shares the screen with the progress bar */
} ro_cli_output;

/* path NULL or "-": standard output. False: said why. The path is borrowed. */
bool ro_cli_output_open(ro_cli_output *output, const char *path);
/* Writes the text and a line break at once. False: said why. */
bool ro_cli_output_line(ro_cli_output *output, const char *text);
/* Writes bytes as they are. False: said why. */
bool ro_cli_output_bytes(ro_cli_output *output, const char *bytes, size_t size);
/* False if this or any write before failed. */
bool ro_cli_output_close(ro_cli_output *output);
/* Whether what stdio holds for standard output got out; for help and version. */
bool ro_cli_output_flush_stdio(void);

#endif
