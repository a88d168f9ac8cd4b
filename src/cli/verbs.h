/* verbs.h: one function a verb; argv[0] is the verb; returns the exit status. */
#ifndef RO_CLI_VERBS_H
#define RO_CLI_VERBS_H

int ro_cli_read(int argc, char **argv);
int ro_cli_show(int argc, char **argv);
int ro_cli_extract(int argc, char **argv);
int ro_cli_parse_verb(int argc, char **argv);
int ro_cli_code(int argc, char **argv);
int ro_cli_compare(int argc, char **argv);
int ro_cli_add(int argc, char **argv);
int ro_cli_remove(int argc, char **argv);
int ro_cli_correct(int argc, char **argv);
int ro_cli_history(int argc, char **argv);
int ro_cli_statements(int argc, char **argv);
int ro_cli_events(int argc, char **argv);
int ro_cli_commitments(int argc, char **argv);
int ro_cli_actors(int argc, char **argv);
int ro_cli_reports(int argc, char **argv);
int ro_cli_export(int argc, char **argv);

#endif
