#include "attache/base/sha256.h"

#include "attache/base/memory.h"

#include <sha2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct sha256 {
	SHA2_CTX state;
};

struct sha256 *sha256_new(void)
{
	struct sha256 *sha256 = memory_zeroed(1, sizeof *sha256);
	SHA256Init(&sha256->state);
	return sha256;
}

void sha256_add(struct sha256 *sha256, struct str data)
{
	if (data.len)
		SHA256Update(&sha256->state, (const uint8_t *)data.s, data.len);
}

void sha256_end(struct sha256 *sha256, char hex[65])
{
	SHA256End(&sha256->state, hex);
	free(sha256);
}

void sha256_free(struct sha256 *sha256)
{
	free(sha256);
}
