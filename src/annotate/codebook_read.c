/* A codebook from YAML. Families and tags are names or mappings; families may stand in families
 * and tags in either, which says the same as their `parent` and `family`. */
#include "codebook_read.h"

#include "attache/base/yaml.h"

/* Where a list stands: what its items belong to. */
struct place {
	struct str family, tag; /* empty: none */
};

static void read_list(struct codebook_draft *draft, const struct yaml_node *list,
	bool are_families, struct place place);

static void odd(struct codebook_draft *draft, const struct yaml_node *node, const char *what)
{
	diagnostics_add(&draft->codebook->diagnostics, SEVERITY_WARNING, node->line,
		node->column, "%s", what);
}

/* Whom a field is not for has no use for it: an item of the other kind, or a nested one. */
static bool takes(struct codebook_draft *draft, const struct codebook_item *item,
	enum codebook_field field, const struct yaml_node *node)
{
	const struct codebook_field_info *info = &codebook_fields[field];
	bool is_for = item->is_family ? info->families : info->tags;
	if (!is_for)
		diagnostics_add(&draft->codebook->diagnostics, SEVERITY_WARNING, node->line,
			node->column, "%s is nothing a %s has", info->name,
			item->is_family ? "family" : "tag");
	else if (item->fields[field].count)
		diagnostics_add(&draft->codebook->diagnostics, SEVERITY_WARNING, node->line,
			node->column,
			"%s is given twice, or by where it stands; this one does "
			"not count",
			info->name);
	return is_for && !item->fields[field].count;
}

static void read_field(struct codebook_draft *draft, struct codebook_item *item,
	enum codebook_field field, const struct yaml_node *node)
{
	const struct codebook_field_info *info = &codebook_fields[field];
	if (!takes(draft, item, field, node))
		return;
	bool is_list = info->list && node->kind == YAML_SEQUENCE;
	if (node->kind == YAML_SCALAR) {
		bool empty = node->text.len == 0 ||
			     (!node->quoted && str_equal(node->text, STR("null"))) ||
			     (!node->quoted && str_equal(node->text, STR("~")));
		if (!empty)
			codebook_item_set(
				draft, item, field, node->text, node->line, node->column);
		return;
	}
	for (const struct yaml_node *child = is_list ? node->first : NULL; child;
		child = child->next)
		is_list = is_list && child->kind == YAML_SCALAR;
	if (!is_list) {
		diagnostics_add(&draft->codebook->diagnostics, SEVERITY_WARNING, node->line,
			node->column, "%s must be %s", info->name,
			info->list ? "text or a list of texts" : "text");
		return;
	}
	for (const struct yaml_node *child = node->first; child; child = child->next)
		if (child->text.len)
			codebook_item_append(draft, item, field, child->text);
	item->fields[field].line = node->line;
	item->fields[field].column = node->column;
}

static void read_nested(struct codebook_draft *draft, const struct codebook_item *item,
	const struct yaml_node *node, bool are_families)
{
	struct str id = codebook_item_text(item, CODEBOOK_ID);
	struct place place = {.family = item->is_family ? id : STR(""),
		.tag = item->is_family ? STR("") : id};
	if (!item->is_family && are_families)
		odd(draft, node, "a tag holds tags, no families");
	else
		read_list(draft, node, are_families, place);
}

static bool is_nested(const struct yaml_node *node, bool *are_families)
{
	*are_families = str_equal(node->key, STR("families"));
	return *are_families || str_equal(node->key, STR("tags"));
}

static void read_mapping(
	struct codebook_draft *draft, size_t index, const struct yaml_node *mapping)
{
	bool are_families;
	for (const struct yaml_node *node = mapping->first; node; node = node->next) {
		enum codebook_field field = codebook_field_from(node->key);
		if (field != CODEBOOK_FIELDS && !is_nested(node, &are_families))
			read_field(draft, &draft->items[index], field, node);
	}
	for (const struct yaml_node *node = mapping->first; node; node = node->next)
		if (is_nested(node, &are_families)) {
			struct codebook_item item = draft->items[index];
			read_nested(draft, &item, node, are_families);
		}
}

static void read_item(struct codebook_draft *draft, const struct yaml_node *node,
	bool is_family, struct place place)
{
	if (node->kind == YAML_SEQUENCE) {
		odd(draft, node, "a list stands where a name or a mapping must be");
		return;
	}
	struct codebook_item *item = codebook_draft_add(
		draft, is_family, node->line, node->column);
	if (!item)
		return;
	if (place.family.len)
		codebook_item_set(draft, item, is_family ? CODEBOOK_PARENT : CODEBOOK_FAMILY,
			place.family, node->line, node->column);
	if (place.tag.len)
		codebook_item_set(
			draft, item, CODEBOOK_PARENT, place.tag, node->line, node->column);
	if (node->kind == YAML_SCALAR) {
		codebook_item_set(
			draft, item, CODEBOOK_ID, node->text, node->line, node->column);
		return;
	}
	item->node = node;
	read_mapping(draft, draft->count - 1, node);
}

static void read_list(struct codebook_draft *draft, const struct yaml_node *list,
	bool are_families, struct place place)
{
	if (!list)
		return;
	bool empty = list->kind == YAML_SCALAR && list->text.len == 0;
	if (list->kind != YAML_SEQUENCE && !empty)
		odd(draft, list,
			are_families ? "families must be a list" : "tags must be a list");
	for (const struct yaml_node *node = list->kind == YAML_SEQUENCE ? list->first : NULL;
		node; node = node->next)
		read_item(draft, node, are_families, place);
}

static bool has_tags(const struct codebook_draft *draft)
{
	for (size_t i = 0; i < draft->count; i++)
		if (!draft->items[i].is_family)
			return true;
	return false;
}

bool codebook_read(
	struct codebook_draft *draft, const struct yaml_node *root, struct error *err)
{
	const struct place nowhere = {STR(""), STR("")};
	const struct yaml_node *tags = yaml_member(root, "tags");
	const struct yaml_node *version = yaml_member(root, "version");
	if (version && !str_equal(version->text, STR("1")))
		odd(draft, version,
			"this version of the format is not known; read as version 1");
	read_list(draft, yaml_member(root, "families"), true, nowhere);
	if (tags && tags->kind == YAML_SEQUENCE)
		read_list(draft, tags, false, nowhere);
	else if (tags || !has_tags(draft))
		return error_set_at(err, ERR_PARSE, tags ? tags->line : 1,
			tags ? tags->column : 1, "cannot read %.*s: it has no list of tags",
			STR_ARG(draft->codebook->path));
	return true;
}
