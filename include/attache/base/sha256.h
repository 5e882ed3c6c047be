/* SHA-256, piece by piece. */
#ifndef ATTACHE_BASE_SHA256_H
#define ATTACHE_BASE_SHA256_H

#include "attache/base/str.h"

struct sha256;

struct sha256 *sha256_new(void);
void sha256_add(struct sha256 *sha256, struct str data);

/* Lower-case hexadecimal, NUL-terminated, of all that was added; frees. */
void sha256_end(struct sha256 *sha256, char hex[65]);
void sha256_free(struct sha256 *sha256); /* without asking for the sum; NULL is accepted */

#endif
