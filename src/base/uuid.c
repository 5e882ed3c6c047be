#include "attache/base/uuid.h"

#include <sha1.h>
#include <stdint.h>
#include <stdio.h>

/* The version 5 UUID of "attache" in the namespace of URLs. */
static const uint8_t namespace_bytes[16] = {0x20, 0xf8, 0x62, 0x9f, 0xf4, 0x85, 0x5f, 0xa0,
	0xa3, 0x0d, 0xda, 0x29, 0x74, 0xea, 0x26, 0x80};

void uuid_from_name(struct str name, char uuid[UUID_LENGTH + 1])
{
	SHA1_CTX state;
	uint8_t digest[SHA1_DIGEST_LENGTH];
	SHA1Init(&state);
	SHA1Update(&state, namespace_bytes, sizeof namespace_bytes);
	if (name.len)
		SHA1Update(&state, (const uint8_t *)name.s, name.len);
	SHA1Final(digest, &state);
	digest[6] = (uint8_t)((digest[6] & 0x0F) | 0x50); /* version 5 */
	digest[8] = (uint8_t)((digest[8] & 0x3F) | 0x80); /* of the RFC's kind */
	for (size_t i = 0, at = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			uuid[at++] = '-';
		snprintf(uuid + at, 3, "%02x", digest[i]);
		at += 2;
	}
}

bool uuid_is_valid(struct str text)
{
	for (size_t i = 0; i < text.len && i < UUID_LENGTH; i++) {
		char c = text.s[i];
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
			     (c >= 'A' && c <= 'F');
		if (dash ? c != '-' : !digit)
			return false;
	}
	return text.len == UUID_LENGTH;
}
