/* Markdown for reading and for note programs: front matter, a block quotation for each
 * annotation with who said it, and a stable ^id behind it that links can point to. */
#include "format.h"

#include "attache/base/yaml.h"

#include <string.h>

static void add_front_key(struct buffer *out, const char *key, struct str value)
{
	if (value.len == 0)
		return;
	buffer_format(out, "%s: ", key);
	yaml_add_quoted(out, value);
	buffer_add_byte(out, '\n');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Length of "12" in "12. " or "12) ", which would begin a numbered list; else 0. */
static size_t list_number(struct str line)
{
	size_t digits = 0;
	while (digits < line.len && is_digit(line.s[digits]))
		digits++;
	bool marked = digits && digits < line.len &&
		      (line.s[digits] == '.' || line.s[digits] == ')');
	return marked ? digits : 0;
}

/* Append text as one line so that Markdown shows it as it is. */
static void add_escaped(struct buffer *out, struct str line)
{
	size_t number = list_number(line);
	for (size_t i = 0; i < line.len; i++) {
		char c = line.s[i];
		bool anywhere = memchr("\\`*_[]<&~", c, 9) != NULL;
		bool at_start = i == 0 && memchr("#>+-=|", c, 6) != NULL;
		if (c == '\0') {
			buffer_add_codepoint(out, UTF8_REPLACEMENT);
			continue;
		}
		if (c == '\n')
			c = ' ';
		if (anywhere || at_start || (number && i == number))
			buffer_add_byte(out, '\\');
		buffer_add_byte(out, c);
	}
}

/* Append text of several lines, each behind `lead`. Blanks at line starts would mean code. */
static void add_lines(struct buffer *out, const char *lead, struct str text)
{
	for (struct str rest = text, line; str_split(&rest, '\n', &line);) {
		line = str_trim(line);
		buffer_add_cstr(out, lead);
		if (line.len == 0 && out->len && out->data[out->len - 1] == ' ')
			out->data[--out->len] = '\0';
		add_escaped(out, line);
		buffer_add_byte(out, '\n');
	}
}

/* "— Kaja Kallas (EST), EU statement · warning, red-line · stance -1 · [3]" */
static void add_attribution(struct buffer *out, const struct export_article *article,
	const struct annotation *annotation, const struct export_place *place)
{
	struct str country = export_country_of(article, annotation);
	const char *between = "";
	buffer_add_cstr(out, "— ");
	if (annotation->speaker) {
		add_escaped(out, str_from(annotation->speaker));
		if (country.len)
			buffer_format(out, " (%.*s)", STR_ARG(country));
		between = ", ";
	} else if (!place->positioned) {
		buffer_add_cstr(out, "About the article");
		between = ", ";
	}
	if (annotation->source) {
		buffer_add_cstr(out, between);
		add_escaped(out, str_from(annotation->source));
		between = ", ";
	}
	between = *between ? " · " : "";
	if (annotation->target) {
		buffer_format(out, "%son ", between);
		add_escaped(out, str_from(annotation->target));
		between = " · ";
	}
	for (size_t i = 0; i < annotation->tag_count; i++) {
		buffer_add_cstr(out, i ? ", " : between);
		add_escaped(out, str_from(annotation->tags[i]));
		between = " · ";
	}
	if (annotation->stance != STANCE_NONE) {
		buffer_format(out, "%sstance %d", between, annotation->stance);
		between = " · ";
	}
	if (annotation->status != ANNOTATION_OK) {
		buffer_format(out, "%s%s", between, annotation_status_name(annotation->status));
		between = " · ";
	}
	if (place->paragraph) {
		buffer_format(out, "%s[%u]", between, place->paragraph);
		between = " · ";
	}
	if (!*between)
		buffer_add_cstr(out, annotation_kind_name(annotation->kind));
	buffer_add_byte(out, '\n');
}

static void add_annotation(struct buffer *out, const struct export_article *article,
	const struct annotation *annotation)
{
	struct export_place place = export_place_of(article, annotation);
	buffer_add_byte(out, '\n');
	if (place.exact.len) {
		add_lines(out, "> ", place.exact);
		buffer_add_cstr(out, ">\n");
	}
	buffer_add_cstr(out, "> ");
	add_attribution(out, article, annotation, &place);
	buffer_format(out, "\n^%s\n", annotation->id);
	if (annotation->note) {
		buffer_add_byte(out, '\n');
		add_lines(out, "", str_from(annotation->note));
	}
}

/* All orphans, or all others. */
static size_t add_annotations(struct buffer *out, const struct export_article *article,
	bool orphans, const char *heading)
{
	size_t written = 0;
	for (size_t i = 0; i < annotations_count(article->annotations); i++) {
		const struct annotation *annotation = annotations_at(article->annotations, i);
		if ((annotation->status == ANNOTATION_ORPHANED) != orphans)
			continue;
		if (written++ == 0 && heading)
			buffer_format(out, "\n## %s\n", heading);
		add_annotation(out, article, annotation);
	}
	return written;
}

static void add_source(struct buffer *out, const struct export_article *article)
{
	const struct document *document = article->document;
	add_front_key(out, "title", document->metadata.title);
	add_front_key(out, "byline", document->metadata.byline);
	add_front_key(out, "outlet", document->metadata.outlet);
	add_front_key(out, "date", export_date_of(article));
	add_front_key(out, "url", document->metadata.url);
	add_front_key(out, "file", document->path);
	add_front_key(out, "sha256", str_from(document->sha256));
	buffer_format(out, "annotations: %zu\n", annotations_count(article->annotations));
}

static void markdown_begin(struct buffer *out, const struct export_options *options)
{
	if (options->article_count != 1)
		buffer_format(out, "---\narticles: %zu\n---\n", options->article_count);
}

/* The source of a single article is the front matter; of one among many, a fenced block. */
static void markdown_article(struct buffer *out, const struct export_article *article,
	const struct export_options *options, size_t index)
{
	(void)index;
	const struct document *document = article->document;
	struct str title = document->metadata.title;
	if (options->article_count == 1) {
		buffer_add_cstr(out, "---\n");
		add_source(out, article);
		buffer_add_cstr(out, "---\n");
	}
	buffer_add_cstr(out, "\n# ");
	add_escaped(out, title.len ? title : file_basename(document->path));
	buffer_add_byte(out, '\n');
	if (options->article_count != 1) {
		buffer_add_cstr(out, "\n```yaml\n");
		add_source(out, article);
		buffer_add_cstr(out, "```\n");
	}
	add_annotations(out, article, false, NULL);
	add_annotations(out, article, true, "No longer found in the article");
}

static void markdown_end(struct buffer *out, const struct export_options *options)
{
	(void)out;
	(void)options;
}

const struct export_format export_markdown = {.name = "markdown",
	.help = "For reading and note programs",
	.begin = markdown_begin,
	.article = markdown_article,
	.end = markdown_end};
