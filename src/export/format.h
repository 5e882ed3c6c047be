/* The rows of the table of formats. */
#ifndef ATTACHE_EXPORT_FORMAT_H
#define ATTACHE_EXPORT_FORMAT_H

#include "attache/export/export.h"

extern const struct export_format export_markdown, export_csv, export_json;

#endif
