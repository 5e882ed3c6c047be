/* A codebook as YAML in attache's own hand: a line a family or tag, in the order of the tree.
 */
#include "codebook_format.h"

#include "attache/base/yaml.h"

/* What must not be put in quotes to stay what it is: numbers, truth values, nothing. */
static bool is_plain(const struct yaml_node *node)
{
	const struct str others = STR("_.+-~");
	if (node->quoted)
		return false;
	for (size_t i = 0; i < node->text.len; i++) {
		char c = node->text.s[i];
		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
			    (c >= 'A' && c <= 'Z')) &&
			str_find(others, (struct str){&c, 1}) == (size_t)-1)
			return false;
	}
	return !(node->text.len && node->text.s[0] == '-' && node->text.len == 1);
}

static void add_key(struct buffer *out, struct str key)
{
	const struct yaml_node as_node = {.text = key};
	if (key.len && is_plain(&as_node))
		buffer_add(out, key);
	else
		yaml_add_quoted(out, key);
	buffer_add_cstr(out, ": ");
}

/* A node on one line, in brackets; as deep as the reader went. */
static void add_node(struct buffer *out, const struct yaml_node *node)
{
	bool is_mapping = node->kind == YAML_MAPPING;
	if (node->kind == YAML_SCALAR) {
		if (!is_plain(node))
			yaml_add_quoted(out, node->text);
		else
			buffer_add(out, node->text.len ? node->text : STR("null"));
		return;
	}
	buffer_add_byte(out, is_mapping ? '{' : '[');
	for (const struct yaml_node *child = node->first; child; child = child->next) {
		if (is_mapping)
			add_key(out, child->key);
		add_node(out, child);
		if (child->next)
			buffer_add_cstr(out, ", ");
	}
	buffer_add_byte(out, is_mapping ? '}' : ']');
}

static bool is_list_of_items(const struct yaml_node *node)
{
	return str_equal(node->key, STR("families")) || str_equal(node->key, STR("tags"));
}

static void add_texts(
	struct buffer *out, const struct codebook_texts *texts, enum codebook_field field)
{
	bool is_list = codebook_fields[field].list;
	if (is_list)
		buffer_add_byte(out, '[');
	for (size_t i = 0; i < texts->count; i++) {
		if (i)
			buffer_add_cstr(out, ", ");
		if (field == CODEBOOK_REQUIRED)
			buffer_add(out, texts->items[i]);
		else
			yaml_add_quoted(out, texts->items[i]);
	}
	if (is_list)
		buffer_add_byte(out, ']');
}

static void add_item(struct buffer *out, const struct codebook_item *item)
{
	const char *between = "- {";
	for (unsigned i = 0; i < CODEBOOK_FIELDS; i++) {
		const struct codebook_texts *texts = &item->fields[i];
		if (!texts->count)
			continue;
		buffer_format(out, "%s%s: ", between, codebook_fields[i].name);
		add_texts(out, texts, (enum codebook_field)i);
		between = ", ";
	}
	for (const struct yaml_node *node = item->node ? item->node->first : NULL; node;
		node = node->next) {
		if (is_list_of_items(node) || codebook_field_from(node->key) != CODEBOOK_FIELDS)
			continue;
		buffer_add_cstr(out, ", ");
		add_key(out, node->key);
		add_node(out, node);
	}
	buffer_add_cstr(out, "}\n");
}

bool codebook_write_yaml(const struct codebook *codebook, struct buffer *out, struct error *err)
{
	(void)err;
	buffer_add_cstr(out, "# attache codebook\nversion: 1\n");
	if (codebook->family_count)
		buffer_add_cstr(out, "families:\n");
	for (size_t i = 0; i < codebook->family_count; i++)
		add_item(out, codebook->families[i].item);
	buffer_add_cstr(out, codebook->tag_count ? "tags:\n" : "tags: []\n");
	for (size_t i = 0; i < codebook->tag_count; i++)
		add_item(out, codebook->tags[i].item);
	const struct yaml_node *root = codebook->root;
	for (const struct yaml_node *node = root ? root->first : NULL; node; node = node->next)
		if (!is_list_of_items(node) && !str_equal(node->key, STR("version"))) {
			add_key(out, node->key);
			add_node(out, node);
			buffer_add_byte(out, '\n');
		}
	return true;
}
