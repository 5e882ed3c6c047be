/* Source: from the bytes of a file to valid UTF-8 text with LF line ends, in pieces.
 *
 * A byte order mark decides (UTF-8, UTF-16 LE/BE); without one UTF-16 is told by its NUL bytes.
 * Else the text is one of UTF-8 and Windows-1252, which differ only outside ASCII: the
 * SOURCE_WINDOW bytes from the first such byte on decide, once for the whole file. They are
 * UTF-8 when they hold more characters of several bytes than bytes that fit none. What does not
 * fit the encoding that was decided becomes U+FFFD and is counted, however much of it comes.
 * CRLF and lone CR become LF. NUL stays as U+0000 (drawn as a sign). A file that is no text
 * (many control bytes, or the signature of a well-known format) is refused with ERR_ENCODING.
 */
#ifndef ATTACHE_TEXT_SOURCE_H
#define ATTACHE_TEXT_SOURCE_H

#include "attache/base/buffer.h"
#include "attache/base/error.h"

#define SOURCE_WINDOW ((size_t)64 * 1024)

enum source_encoding {
	ENCODING_UTF8,
	ENCODING_UTF8_BOM,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_WINDOWS1252
};

/* Where decoding stands. */
struct source {
	enum source_encoding encoding; /* ENCODING_UTF8 while all was ASCII */
	bool decided;
	bool after_return;       /* a CR came last: an LF now belongs to it */
	size_t replaced;         /* bytes that were no text and became U+FFFD */
	size_t carriage_returns; /* line ends that were CRLF or CR */
};

/* Look at the first SOURCE_WINDOW bytes (`last`: fewer, they are all). *mark receives the
 * length of the byte order mark, which is not to be decoded. */
bool source_begin(
	struct source *source, struct str first, bool last, size_t *mark, struct error *err);

/* Append the text of about the first `limit` of `bytes`; the rest is looked at only. Without
 * `last` (the file ends with these bytes), SOURCE_WINDOW bytes more than limit must be there.
 * Returns how many bytes were used; with `last` and limit >= bytes.len that is all. What comes
 * out does not depend on how the bytes are dealt out. */
size_t source_decode(
	struct source *source, struct str bytes, size_t limit, bool last, struct buffer *out);

/* Bytes of text at most that `bytes` bytes of a file become. */
size_t source_bound(size_t bytes);

/* "UTF-8", "Windows-1252" ... */
const char *source_encoding_name(enum source_encoding encoding);

#endif
