/* Scripts: the program driven without a terminal, for `attache --script`, the screen tests and
 * reports of mistakes. One instruction a line:
 *
 *     # a remark
 *     keys ] t w              press keys, named as in the config
 *     type some text          the characters of the rest of the line as keys
 *     command theme night     a command line; also written ":theme night"
 *     paste "two\nlines"      with \n \t \" \\ in it
 *     mouse press 3 10        press, drag, release, up or down; row and column from 1
 *     resize 80 24            columns and rows
 *     tick                    as when time has passed
 *     wait                    until all long work is done
 *     print a heading         append the rest of the line
 *     dump                    append the screen as text; "dump roles" with its roles,
 *                             "dump clipboard" the text that was copied last */
#ifndef ATTACHE_APP_SCRIPT_H
#define ATTACHE_APP_SCRIPT_H

#include "attache/app/app.h"

/* Run a script; what it prints is appended to out. False with line and column (ERR_PARSE) at an
 * instruction that is none, at a command that fails (its own error code), and at any
 * instruction behind the end of the program; what was printed before stays in out. */
bool script_run(struct app *app, struct str text, struct buffer *out, struct error *err);

#endif
