#include "attache/text/document.h"

#include "build.h"
#include "intake.h"

#include "attache/base/memory.h"
#include "attache/base/sha256.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const char *block_kind_name(enum block_kind kind)
{
	static const char *const names[BLOCK_KINDS] = {"title", "heading", "paragraph",
		"list-item", "quotation", "preformatted", "rule", "furniture"};
	return names[kind];
}

/* The document together with what it owns. */
struct whole {
	struct document document; /* first: a document is a whole */
	struct build build;
	struct intake intake;
	struct source source;
	struct sha256 *sha256;
	struct buffer fresh; /* decoded, not yet given to the builder */
	struct plain *plain; /* one of the two, as soon as the format is known */
	struct markdown *markdown;
};

static struct whole *whole_of(struct document *document)
{
	return (struct whole *)document;
}

static bool is_markdown(struct str path)
{
	return str_ends(path, STR(".md")) || str_ends(path, STR(".markdown"));
}

/* ---- choosing the format --------------------------------------------------------------------
 */

/* Where the text behind the front matter begins. Front matter that cannot be read stays text.
 */
static size_t read_front(struct whole *whole, struct range yaml, size_t body)
{
	struct document *document = &whole->document;
	struct error err = {0};
	if (!body ||
		front_read(&whole->build, str_slice(buffer_str(&whole->fresh), yaml), &err))
		return body;
	diagnostics_add(&document->diagnostics, SEVERITY_WARNING, err.line ? err.line + 1 : 1,
		err.column, "front matter is shown as text: %s", err.msg);
	return 0;
}

static void make_builder(struct whole *whole, bool markdown)
{
	struct build *build = &whole->build;
	build->room = source_bound(whole->document.bytes_total);
	if (markdown)
		build->room = markdown_bound(build->room);
	build->place = memory_reserve(build->room);
	whole->document.text.s = build->place;
	if (markdown)
		whole->markdown = markdown_new(build);
	else
		whole->plain = plain_new(build);
}

/* False when more of the text must be seen first. */
static bool choose_format(struct whole *whole, bool last)
{
	if (whole->plain || whole->markdown)
		return true;
	struct str text = buffer_str(&whole->fresh);
	struct range yaml = {0, 0};
	if (text.len > FRONT_MAX_BYTES)
		text.len = utf8_previous(text, FRONT_MAX_BYTES + 1);
	size_t body = front_end(text, &yaml);
	bool ended = body && text.s[body - 1] == '\n';
	if (!ended && !last && text.len < FRONT_MAX_BYTES - 4 && front_may_begin(text))
		return false;
	body = read_front(whole, yaml, body);
	make_builder(whole, body || is_markdown(whole->document.path));
	buffer_splice(&whole->fresh, (struct range){0, body}, (struct str){0});
	return true;
}

/* ---- steps ----------------------------------------------------------------------------------
 */

static void build_on(struct whole *whole, bool last)
{
	struct document *document = &whole->document;
	struct str fresh = buffer_str(&whole->fresh);
	if (whole->markdown) {
		markdown_feed(whole->markdown, fresh, last);
	} else {
		build_text(&whole->build, fresh);
		plain_feed(whole->plain, last);
	}
	buffer_clear(&whole->fresh);
	build_settle(&whole->build, last);
	utf8_map_extend(document->map, whole->build.arena, document->text);
}

static void note_oddities(struct whole *whole)
{
	struct document *document = &whole->document;
	struct file_stamp now;
	struct error err;
	struct str path = document->path;
	if (whole->source.replaced)
		diagnostics_add(&document->diagnostics, SEVERITY_WARNING, 0, 0,
			"%zu bytes were no %s and are shown as U+FFFD", whole->source.replaced,
			source_encoding_name(whole->source.encoding));
	if (whole->intake.broken)
		diagnostics_add(&document->diagnostics, SEVERITY_ERROR, 0, 0,
			"the text ends where %.*s could not be read on: %s", STR_ARG(path),
			strerror(whole->intake.broken));
	if (whole->intake.in_steps && file_stamp(path.s, &now, &err) &&
		!file_stamp_equal(&now, &whole->intake.stamp))
		diagnostics_add(&document->diagnostics, SEVERITY_WARNING, 0, 0,
			"%.*s changed while it was read", STR_ARG(path));
}

static void finish(struct whole *whole)
{
	struct document *document = &whole->document;
	sha256_end(whole->sha256, document->sha256);
	whole->sha256 = NULL;
	note_oddities(whole);
	plain_free(whole->plain);
	markdown_free(whole->markdown);
	whole->plain = NULL;
	whole->markdown = NULL;
	buffer_free(&whole->fresh);
	intake_close(&whole->intake);
	document->bytes_total = document->bytes_done;
	document->complete = true;
}

/* Use the next `count` bytes of the file. */
static void use(struct whole *whole, size_t count)
{
	sha256_add(whole->sha256, (struct str){whole->intake.ahead.s, count});
	intake_skip(&whole->intake, count);
	whole->document.bytes_done += count;
}

bool document_step(struct document *document, size_t bytes)
{
	struct whole *whole = whole_of(document);
	struct intake *intake = &whole->intake;
	while (!document->complete && bytes > 0) {
		size_t part = bytes < DOCUMENT_FIRST_BYTES ? bytes : DOCUMENT_FIRST_BYTES;
		bytes -= part;
		intake_fill(intake, part + SOURCE_WINDOW);
		size_t used = source_decode(
			&whole->source, intake->ahead, part, intake->last, &whole->fresh);
		use(whole, used);
		document->encoding = whole->source.encoding;
		bool last = intake->last && intake->ahead.len == 0;
		if (choose_format(whole, last))
			build_on(whole, last);
		if (last)
			finish(whole);
	}
	return document->complete;
}

/* ---- opening --------------------------------------------------------------------------------
 */

static struct whole *whole_new(struct str path)
{
	struct whole *whole = memory_zeroed(1, sizeof *whole);
	struct build *build = &whole->build;
	build->document = &whole->document;
	build->arena = arena_new();
	whole->sha256 = sha256_new();
	whole->document.path = arena_str(build->arena, path);
	whole->document.text = STR("");
	whole->document.map = utf8_map_new(build->arena, whole->document.text);
	return whole;
}

/* Look at the beginning of what the intake gives. */
static bool begin(struct whole *whole, struct document **out, struct error *err)
{
	struct document *document = &whole->document;
	struct intake *intake = &whole->intake;
	size_t mark;
	intake_fill(intake, SOURCE_WINDOW);
	if (!source_begin(&whole->source, intake->ahead, intake->last, &mark, err)) {
		error_within(err, "cannot read %.*s", STR_ARG(document->path));
		document_free(document);
		return false;
	}
	document->stamp = intake->stamp;
	document->bytes_total = intake->total;
	document->encoding = whole->source.encoding;
	use(whole, mark);
	*out = document;
	return true;
}

bool document_begin(struct str path, struct str bytes, struct document **out, struct error *err)
{
	struct whole *whole = whole_new(path);
	intake_over(&whole->intake, bytes);
	return begin(whole, out, err);
}

bool document_build(struct str path, struct str bytes, struct document **out, struct error *err)
{
	if (!document_begin(path, bytes, out, err))
		return false;
	document_step(*out, SIZE_MAX);
	return true;
}

bool document_open(const char *path, struct document **out, struct error *err)
{
	struct whole *whole = whole_new(str_from(path));
	if (!intake_open(&whole->intake, path, err)) {
		document_free(&whole->document);
		return false;
	}
	if (!begin(whole, out, err))
		return false;
	document_step(*out, DOCUMENT_FIRST_BYTES);
	return true;
}

bool document_load(const char *path, struct document **out, struct error *err)
{
	struct document *document;
	if (!document_open(path, &document, err))
		return false;
	struct intake *intake = &whole_of(document)->intake;
	int broken = 0;
	while (!document->complete) {
		document_step(document, DOCUMENT_FIRST_BYTES);
		broken = intake->broken;
	}
	if (broken) {
		errno = broken;
		document_free(document);
		return error_set_errno(err, "cannot read %s", path);
	}
	*out = document;
	return true;
}

void document_free(struct document *document)
{
	if (!document)
		return;
	struct whole *whole = whole_of(document);
	diagnostics_free(&document->diagnostics);
	plain_free(whole->plain);
	markdown_free(whole->markdown);
	sha256_free(whole->sha256);
	intake_close(&whole->intake);
	buffer_free(&whole->fresh);
	free(whole->build.blocks);
	free(whole->build.emphases);
	memory_release(whole->build.place, whole->build.room);
	arena_free(whole->build.arena);
	free(whole);
}

size_t document_block_at(const struct document *document, size_t offset)
{
	size_t low = 0, high = document->block_count;
	if (high == 0)
		return BLOCK_NONE;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (document->blocks[middle].range.start <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}
