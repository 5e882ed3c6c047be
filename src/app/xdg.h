/* Where the reader's own files lie, after the XDG Base Directory Specification. */
#ifndef APP_XDG_H
#define APP_XDG_H

/* "$variable/attache/name", or "$HOME/fallback/attache/name" when the variable is unset, empty
 * or no absolute path. NULL without a home; the caller's to free. */
char *xdg_path(const char *variable, const char *fallback, const char *name);

#endif
