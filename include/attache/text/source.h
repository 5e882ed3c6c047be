/* Source: from the bytes of a file to valid UTF-8 text with LF line ends.
 *
 * Detection: a byte order mark (UTF-8, UTF-16 LE/BE), UTF-16 without one when the NUL pattern
 * says so, else UTF-8 when it is valid or nearly so (bad bytes become U+FFFD and are counted),
 * else Windows-1252. CRLF and lone CR become LF. NUL stays as U+0000 (drawn as a sign). A file
 * that is no text (many NULs and control bytes) is refused with ERR_ENCODING. */
#ifndef ATTACHE_TEXT_SOURCE_H
#define ATTACHE_TEXT_SOURCE_H

#include "attache/base/arena.h"
#include "attache/base/error.h"

enum source_encoding {
	ENCODING_UTF8,
	ENCODING_UTF8_BOM,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_WINDOWS1252
};

struct source {
	struct str text; /* valid UTF-8; may be the caller's bytes when nothing had to change */
	enum source_encoding encoding;
	size_t replaced;         /* bytes that were no text and became U+FFFD */
	size_t carriage_returns; /* line ends that were CRLF or CR */
};

/* `bytes` must outlive the arena's use of source.text. */
bool source_decode(
	struct arena *arena, struct str bytes, struct source *source, struct error *err);

const char *source_encoding_name(
	enum source_encoding encoding); /* "UTF-8", "Windows-1252" ... */

#endif
