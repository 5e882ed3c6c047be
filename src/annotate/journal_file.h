/* The files of the journal: appending to the newest, their names. */
#ifndef ATTACHE_ANNOTATE_JOURNAL_FILE_H
#define ATTACHE_ANNOTATE_JOURNAL_FILE_H

#include "attache/base/buffer.h"
#include "attache/base/error.h"

/* How every record begins; its id follows. */
#define JOURNAL_BEGINNING STR("{\"id\": \"")

/* Set `path` to the file of this age; 0 is the one that is written. */
void journal_file_path(struct buffer *path, const char *folder, unsigned age);

/* Append one record, whole or not at all as far as the disk has room. A full file is moved
 * away first. */
bool journal_file_append(const char *folder, struct str record, struct error *err);

#endif
