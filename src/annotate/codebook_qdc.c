/* A codebook as REFI-QDA 1.0 has it: <CodeBook><Codes><Code>...</Code></Codes></CodeBook>,
 * codes within codes. What the standard has no place for (keys, choice, examples ...) stands in
 * the last paragraph of a code's description, a line a value: people see it in any program, and
 * it is read back. Codes without a guid of their own get one made of their id. */
#include "codebook_format.h"

#include "attache/base/utf8.h"
#include "attache/base/uuid.h"
#include "attache/base/xml.h"

#include <unicase.h>
#include <unictype.h>

#define SPACE "urn:QDA-XML:codebook:1.0"
#define SPACE_START "urn:QDA-XML:" /* programs write versions of their own behind it */

/* The fields that go into the description, in this order. */
static const enum codebook_field described[] = {CODEBOOK_ID, CODEBOOK_KEY, CODEBOOK_CHOICE,
	CODEBOOK_REQUIRED, CODEBOOK_INCLUDE, CODEBOOK_EXCLUDE, CODEBOOK_EXAMPLES, CODEBOOK_WAS};
#define DESCRIBED (sizeof described / sizeof *described)

static bool is_described(enum codebook_field field)
{
	for (size_t i = 0; i < DESCRIBED; i++)
		if (described[i] == field)
			return true;
	return false;
}

/* ---- names ----------------------------------------------------------------------------------
 */

/* A code's name as one word: "Red line" is red-line. */
static void add_word(struct buffer *out, struct str name)
{
	size_t start = out->len;
	bool gap = false;
	for (size_t at = 0, length; at < name.len; at += length) {
		uint32_t code = utf8_decode(name, at, &length);
		bool separates = code == ',' || code == '|' || code == '-' ||
				 uc_is_property_white_space(code) ||
				 uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Cc);
		if (!separates && gap && out->len > start)
			buffer_add_byte(out, '-');
		if (!separates)
			buffer_add_codepoint(out, uc_tolower(code));
		gap = separates;
	}
	if (out->len == start)
		buffer_add_cstr(out, "code");
}

static void make_guid(const struct codebook_item *item, struct str id, char guid[])
{
	struct buffer name = {0};
	buffer_format(&name, "%s:%.*s", item->is_family ? "family" : "tag", STR_ARG(id));
	uuid_from_name(buffer_str(&name), guid);
	buffer_free(&name);
}

/* ---- descriptions ---------------------------------------------------------------------------
 */

/* "key: w" is the field key and its value; CODEBOOK_FIELDS for any other line. */
static enum codebook_field field_of(struct str line, struct str *value)
{
	size_t colon = str_find(line, STR(": "));
	if (colon == (size_t)-1)
		return CODEBOOK_FIELDS;
	*value = str_slice(line, (struct range){colon + 2, line.len});
	enum codebook_field field = codebook_field_from(
		str_slice(line, (struct range){0, colon}));
	return is_described(field) && value->len ? field : CODEBOOK_FIELDS;
}

static bool continues(struct str line)
{
	return str_starts(line, STR("\t"));
}

/* Whether each line of a paragraph is a field, or goes on with one. */
static bool is_fields(struct str paragraph)
{
	struct str rest = paragraph, line, value;
	bool first = true, all = paragraph.len > 0;
	while (all && str_split(&rest, '\n', &line)) {
		all = field_of(line, &value) != CODEBOOK_FIELDS || (!first && continues(line));
		first = false;
	}
	return all;
}

/* Cut a description into what it says and the paragraph of fields, which may be empty. */
static struct str cut_fields(struct str description, struct str *define)
{
	size_t start = description.len;
	while (start > 0 && !(start >= 2 && description.s[start - 1] == '\n' &&
				    description.s[start - 2] == '\n'))
		start--;
	struct str last = str_slice(description, (struct range){start, description.len});
	bool has = is_fields(last);
	size_t end = !has ? description.len : start >= 2 ? start - 2 : 0;
	*define = str_slice(description, (struct range){0, end});
	return has ? last : STR("");
}

static void add_line(struct buffer *out, enum codebook_field field, struct str value)
{
	if (out->len)
		buffer_add_byte(out, '\n');
	buffer_format(out, "%s: ", codebook_fields[field].name);
	for (size_t i = 0; i < value.len; i++) {
		buffer_add_byte(out, value.s[i]);
		if (value.s[i] == '\n')
			buffer_add_byte(out, '\t');
	}
}

/* The id is said when the name does not tell it, and when what the definition ends with could
 * be taken for fields. */
static bool needs_id(struct str id, struct str name, struct str define)
{
	struct buffer word = {0};
	struct str before;
	add_word(&word, name);
	bool needs = !str_equal(buffer_str(&word), id) || cut_fields(define, &before).len;
	buffer_free(&word);
	return needs;
}

static void describe(struct buffer *out, const struct codebook_item *item, struct str name)
{
	struct buffer fields = {0};
	struct str define = codebook_item_text(item, CODEBOOK_DEFINE);
	struct str id = codebook_item_text(item, CODEBOOK_ID);
	for (size_t i = 0; i < DESCRIBED; i++) {
		enum codebook_field field = described[i];
		if (field == CODEBOOK_ID && !needs_id(id, name, define))
			continue;
		for (size_t v = 0; v < item->fields[field].count; v++)
			add_line(&fields, field, item->fields[field].items[v]);
	}
	buffer_add(out, define);
	if (define.len && fields.len)
		buffer_add_cstr(out, "\n\n");
	buffer_add(out, buffer_str(&fields));
	buffer_free(&fields);
}

/* ---- writing --------------------------------------------------------------------------------
 */

static void write_colour(struct xml_writer *writer, struct str colour)
{
	char rgb[8];
	unsigned tint;
	if (colour.len == 0 || !codebook_tint(colour, &tint))
		return;
	codebook_tint_rgb(tint, rgb);
	xml_attribute(writer, "color", colour.s[0] == '#' ? colour : str_from(rgb));
}

/* All of a code but its end. */
static void open_code(
	struct xml_writer *writer, const struct codebook_item *item, struct str name)
{
	char made[UUID_LENGTH + 1];
	struct buffer description = {0};
	struct str guid = codebook_item_text(item, CODEBOOK_GUID);
	make_guid(item, codebook_item_text(item, CODEBOOK_ID), made);
	xml_open(writer, "Code");
	xml_attribute(writer, "guid", uuid_is_valid(guid) ? guid : str_from(made));
	xml_attribute(writer, "name", name);
	xml_attribute(writer, "isCodable", item->is_family ? STR("false") : STR("true"));
	write_colour(writer, codebook_item_text(item, CODEBOOK_COLOUR));
	describe(&description, item, name);
	if (description.len) {
		xml_open(writer, "Description");
		xml_text(writer, buffer_str(&description));
		xml_close(writer);
	}
	buffer_free(&description);
}

static void write_tags(struct xml_writer *writer, const struct codebook *codebook,
	size_t family, size_t parent)
{
	for (size_t i = 0; i < codebook->tag_count; i++) {
		const struct codebook_tag *tag = &codebook->tags[i];
		if (tag->family != family || tag->parent != parent)
			continue;
		open_code(writer, tag->item, tag->label);
		write_tags(writer, codebook, family, i);
		xml_close(writer);
	}
}

static void write_families(
	struct xml_writer *writer, const struct codebook *codebook, size_t parent)
{
	for (size_t i = 0; i < codebook->family_count; i++) {
		const struct codebook_family *family = &codebook->families[i];
		if (family->parent != parent)
			continue;
		open_code(writer, family->item, family->label);
		write_tags(writer, codebook, i, CODEBOOK_NONE);
		write_families(writer, codebook, i);
		xml_close(writer);
	}
}

bool codebook_write_qdc(const struct codebook *codebook, struct buffer *out, struct error *err)
{
	if (codebook->family_count + codebook->tag_count == 0)
		return error_set(err, ERR_USAGE,
			"cannot write %.*s as qdc, which holds one tag at least",
			STR_ARG(codebook->path));
	struct xml_writer *writer = xml_writer_new(err);
	if (!writer)
		return false;
	xml_open(writer, "CodeBook");
	xml_attribute(writer, "xmlns", STR(SPACE));
	xml_attribute(writer, "origin", STR("attache " ATTACHE_VERSION));
	xml_open(writer, "Codes");
	write_families(writer, codebook, CODEBOOK_NONE);
	write_tags(writer, codebook, CODEBOOK_NONE, CODEBOOK_NONE);
	xml_writer_end(writer, out);
	return true;
}

/* ---- reading --------------------------------------------------------------------------------
 */

struct import {
	struct codebook_draft draft;
};

/* What a code stands in. */
struct place {
	struct str family, tag; /* ids, empty: none */
};

static void odd(
	struct import *import, const struct xml_node *node, const char *what, struct str name)
{
	diagnostics_add(&import->draft.codebook->diagnostics, SEVERITY_WARNING, node->line,
		node->column, "%s \"%.*s\"", what, STR_ARG(name));
}

static bool is_taken(const struct import *import, bool is_family, struct str id)
{
	for (size_t i = 0; i < import->draft.count; i++)
		if (import->draft.items[i].is_family == is_family &&
			str_equal(codebook_item_text(&import->draft.items[i], CODEBOOK_ID), id))
			return true;
	return false;
}

/* An id made of a code's name. Names need not differ in other programs: then what it stands in
 * comes before it, or a number behind. */
static struct str make_id(
	struct import *import, bool is_family, struct str name, struct place place)
{
	struct buffer id = {0};
	struct str outer = place.tag.len ? place.tag : place.family;
	add_word(&id, name);
	if (is_taken(import, is_family, buffer_str(&id)) && outer.len) {
		buffer_splice(&id, (struct range){0, 0}, STR("-"));
		buffer_splice(&id, (struct range){0, 0}, outer);
	}
	size_t bare = id.len;
	for (unsigned number = 2; is_taken(import, is_family, buffer_str(&id)); number++) {
		buffer_splice(&id, (struct range){bare, id.len}, STR(""));
		buffer_format(&id, "-%u", number);
	}
	struct str kept = arena_str(import->draft.arena, buffer_str(&id));
	buffer_free(&id);
	return kept;
}

/* Copied, for values are parts of texts, and strings here end in NUL. */
static void set(struct import *import, struct codebook_item *item, enum codebook_field field,
	struct str value, const struct xml_node *node)
{
	struct str kept = arena_str(import->draft.arena, value);
	if (kept.len)
		codebook_item_set(&import->draft, item, field, kept, node->line, node->column);
}

/* The value at the head of `rest` with the lines that go on with it. */
static struct str take_value(struct import *import, struct str value, struct str *rest)
{
	struct buffer all = {0};
	struct str line;
	buffer_add(&all, value);
	while (continues(*rest) && str_split(rest, '\n', &line)) {
		buffer_add_byte(&all, '\n');
		buffer_add(&all, str_slice(line, (struct range){1, line.len}));
	}
	value = arena_str(import->draft.arena, buffer_str(&all));
	buffer_free(&all);
	return value;
}

static void read_description(
	struct import *import, struct codebook_item *item, const struct xml_node *node)
{
	struct str define, value = STR(""), line;
	struct str rest = cut_fields(node->text, &define);
	while (str_split(&rest, '\n', &line)) {
		enum codebook_field field = field_of(line, &value);
		const struct codebook_field_info *info = &codebook_fields[field];
		value = take_value(import, value, &rest);
		if (!(item->is_family ? info->families : info->tags))
			odd(import, node, "this is not for such a code:", line);
		else if (info->list && item->fields[field].count)
			codebook_item_append(&import->draft, item, field, value);
		else
			set(import, item, field, value, node);
	}
	set(import, item, CODEBOOK_DEFINE, define, node);
}

/* "#abc" is "#aabbcc"; a colour that has a name gets it. */
static struct str read_colour(struct import *import, struct str colour)
{
	char rgb[8];
	const char *c = colour.s;
	if (colour.len == 4 && c[0] == '#')
		colour = arena_format(import->draft.arena, "#%c%c%c%c%c%c", c[1], c[1], c[2],
			c[2], c[3], c[3]);
	for (unsigned tint = 0; tint < CODEBOOK_TINTS; tint++) {
		codebook_tint_rgb(tint, rgb);
		if (str_equal_ascii_nocase(colour, str_from(rgb)))
			return str_from(codebook_tint_name(tint));
	}
	return colour;
}

static struct str without_braces(struct str guid)
{
	bool braced = guid.len > 2 && guid.s[0] == '{' && guid.s[guid.len - 1] == '}';
	return braced ? str_slice(guid, (struct range){1, guid.len - 1}) : guid;
}

static void read_guid(
	struct import *import, struct codebook_item *item, const struct xml_node *node)
{
	char made[UUID_LENGTH + 1];
	struct str guid = without_braces(str_trim(xml_value(node, "guid")));
	make_guid(item, codebook_item_text(item, CODEBOOK_ID), made);
	if (guid.len && !uuid_is_valid(guid))
		odd(import, node, "this is no guid:", guid);
	else if (!str_equal_ascii_nocase(guid, str_from(made)))
		set(import, item, CODEBOOK_GUID, guid, node);
}

static void read_codes(struct import *import, const struct xml_node *codes, struct place place);

/* A code that cannot be chosen is a family, unless a tag holds it. */
static bool is_family(struct import *import, const struct xml_node *node, struct place place)
{
	struct str codable = str_trim(xml_value(node, "isCodable"));
	if (!str_equal_ascii_nocase(codable, STR("false")) && !str_equal(codable, STR("0")))
		return false;
	if (place.tag.len)
		odd(import, node, "a code that can be chosen holds it, so it can be too:",
			xml_value(node, "name"));
	return place.tag.len == 0;
}

static void read_code(struct import *import, const struct xml_node *node, struct place place)
{
	struct str name = str_trim(xml_value(node, "name"));
	struct codebook_item *item = codebook_draft_add(
		&import->draft, is_family(import, node, place), node->line, node->column);
	if (!item)
		return;
	for (const struct xml_node *child = node->first; child; child = child->next)
		if (str_equal(child->name, STR("Description")))
			read_description(import, item, child);
	if (codebook_item_text(item, CODEBOOK_ID).len == 0) {
		if (name.len == 0)
			odd(import, node, "a code without name", name);
		set(import, item, CODEBOOK_ID, make_id(import, item->is_family, name, place),
			node);
	}
	struct str id = codebook_item_text(item, CODEBOOK_ID);
	if (!str_equal(name, id))
		set(import, item, CODEBOOK_LABEL, name, node);
	read_guid(import, item, node);
	set(import, item, CODEBOOK_COLOUR,
		read_colour(import, str_trim(xml_value(node, "color"))), node);
	if (place.tag.len)
		set(import, item, CODEBOOK_PARENT, place.tag, node);
	else
		set(import, item, item->is_family ? CODEBOOK_PARENT : CODEBOOK_FAMILY,
			place.family, node);
	struct place inside = {.family = item->is_family ? id : STR(""),
		.tag = item->is_family ? STR("") : id};
	read_codes(import, node, inside);
}

static void read_codes(struct import *import, const struct xml_node *codes, struct place place)
{
	for (const struct xml_node *node = codes->first; node; node = node->next)
		if (str_equal(node->name, STR("Code")))
			read_code(import, node, place);
}

static const struct xml_node *child_of(const struct xml_node *node, const char *name)
{
	for (node = node ? node->first : NULL; node; node = node->next)
		if (str_equal(node->name, str_from(name)))
			return node;
	return NULL;
}

/* The codes of a codebook, or of the project that holds one. */
static const struct xml_node *find_codes(
	const struct xml_node *root, const char *path, struct error *err)
{
	const struct xml_node *book = root;
	if (str_equal(root->name, STR("Project")))
		book = child_of(root, "CodeBook");
	const struct xml_node *codes = child_of(book, "Codes");
	bool named = book && str_equal(book->name, STR("CodeBook")) &&
		     (root->space.len == 0 || str_starts(root->space, STR(SPACE_START)));
	if (!named || !codes)
		error_set_at(err, ERR_PARSE, root->line, root->column,
			"cannot read %s: it is no codebook of REFI-QDA", path);
	return named ? codes : NULL;
}

bool codebook_parse_qdc(
	struct str text, const char *path, struct codebook **out, struct error *err)
{
	struct import import;
	const struct xml_node *root;
	codebook_draft_begin(&import.draft, path);
	bool ok = xml_parse(import.draft.arena, text, &root, err) ||
		  error_within(err, "cannot read %s", path);
	const struct xml_node *codes = ok ? find_codes(root, path, err) : NULL;
	if (codes) {
		read_codes(&import, codes, (struct place){STR(""), STR("")});
		*out = codebook_draft_end(&import.draft);
	} else {
		codebook_draft_drop(&import.draft);
	}
	return codes != NULL;
}
