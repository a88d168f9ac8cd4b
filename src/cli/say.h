/* say.h: lines for people, on standard error. */
#ifndef RO_CLI_SAY_H
#define RO_CLI_SAY_H

/* How the program ends; the numbers are the contract's. */
typedef enum ro_cli_exit {
    RO_CLI_DONE = 0,
    RO_CLI_NOTHING_FOUND = 1, /* only with -e */
    RO_CLI_FAILED = 2,        /* usage, or nothing could be done */
    RO_CLI_SOME_REJECTED = 3,
    RO_CLI_CLOSED_PIPE = 141,
} ro_cli_exit;

/* One line "readout: …"; control characters are shown, never sent. Wipes the progress bar first. */
void ro_cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
