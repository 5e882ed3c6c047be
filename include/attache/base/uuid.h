/* UUIDs made of names (RFC 9562, version 5): the same name gives the same one, everywhere. */
#ifndef ATTACHE_BASE_UUID_H
#define ATTACHE_BASE_UUID_H

#include "attache/base/str.h"

#define UUID_LENGTH 36

/* Within this program's own namespace. */
void uuid_from_name(struct str name, char uuid[UUID_LENGTH + 1]);

/* "0D62985D-B147-5D01-A9B5-CAE5DCD98342", letters of either case. */
bool uuid_is_valid(struct str text);

#endif
