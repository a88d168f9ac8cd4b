/* history.h: corrections on their way out. */
#ifndef RO_CLI_HISTORY_H
#define RO_CLI_HISTORY_H

#include "cli/options.h"
#include "cli/sheet.h"

/* The sheet that corrections are printed on: as --json and the like say, else a table on a terminal, JSON elsewhere. NULL: said
 * why. */
ro_cli_sheet *ro_cli_history_sheet(const ro_cli_settings *settings, ro_cli_output *output);
/* Puts a correction, a line of JSON of the library, on it. False: said why. */
bool ro_cli_history_add(const ro_cli_settings *settings, ro_cli_sheet *sheet, const ro_cli_output *output, const char *line);

#endif
