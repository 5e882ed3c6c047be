/* Diagnostics: what is odd but not fatal (bytes replaced, a quote that never closes, an unknown
 * role in a theme, an annotation that no longer anchors). The status bar counts them, `attache
 * check` prints them, golden tests pin them. */
#ifndef ATTACHE_BASE_DIAGNOSTIC_H
#define ATTACHE_BASE_DIAGNOSTIC_H

#include "attache/base/str.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

struct diagnostic {
	enum severity severity;
	unsigned line, column; /* 1-based; 0 when there is none */
	struct str message;
};

struct diagnostics {
	struct diagnostic *items;
	size_t count, capacity;
};

/* Zeroed struct = empty list. Messages are owned by the list. */
void diagnostics_add(struct diagnostics *list, enum severity severity, unsigned line,
	unsigned column, const char *format, ...) __attribute__((format(printf, 5, 6)));
void diagnostics_free(struct diagnostics *list);
const char *severity_name(enum severity severity); /* "note", "warning", "error" */

#endif
