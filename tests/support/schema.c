#include "schema.h"

#include "attache/base/utf8.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct check {
	const struct yaml_node *root;
	struct buffer *wrong;
};

static bool complain(
	const struct check *check, const struct yaml_node *node, const char *keyword)
{
	buffer_format(
		check->wrong, "line %u, %.*s: %s\n", node->line, STR_ARG(node->key), keyword);
	return false;
}

static bool is_integer(const struct yaml_node *node)
{
	struct str digits = node->text;
	size_t value;
	if (node->kind != YAML_SCALAR || node->quoted)
		return false;
	if (str_starts(digits, STR("-")))
		digits = str_slice(digits, (struct range){1, digits.len});
	return str_to_size(digits, &value);
}

static bool is_type(const struct yaml_node *node, struct str type)
{
	if (str_equal(type, STR("object")))
		return node->kind == YAML_MAPPING;
	if (str_equal(type, STR("array")))
		return node->kind == YAML_SEQUENCE;
	if (str_equal(type, STR("integer")))
		return is_integer(node);
	return str_equal(type, STR("string")) && node->kind == YAML_SCALAR && !is_integer(node);
}

static long number(const struct yaml_node *node)
{
	char digits[32] = {0};
	if (node->text.len < sizeof digits)
		memcpy(digits, node->text.s, node->text.len);
	return strtol(digits, NULL, 10);
}

static bool is_one_of(const struct yaml_node *node, const struct yaml_node *values)
{
	for (const struct yaml_node *value = values->first; value; value = value->next)
		if (node->kind == YAML_SCALAR && str_equal(node->text, value->text))
			return true;
	return false;
}

static bool matches(const struct yaml_node *node, const struct yaml_node *pattern)
{
	regex_t regex;
	bool found = false;
	char *expression = strndup(pattern->text.s, pattern->text.len);
	char *text = strndup(node->text.s, node->text.len);
	if (regcomp(&regex, expression, REG_EXTENDED | REG_NOSUB) == 0) {
		found = regexec(&regex, text, 0, NULL, 0) == 0;
		regfree(&regex);
	}
	free(expression);
	free(text);
	return found;
}

static long count(const struct yaml_node *node)
{
	long members = 0;
	for (const struct yaml_node *child = node->first; child; child = child->next)
		members++;
	return members;
}

static bool apply(const struct check *check, const struct yaml_node *schema,
	const struct yaml_node *node);

static bool has_all(const struct yaml_node *node, const struct yaml_node *names)
{
	for (const struct yaml_node *name = names->first; name; name = name->next) {
		bool found = false;
		for (const struct yaml_node *child = node->first; child; child = child->next)
			found = found || str_equal(child->key, name->text);
		if (!found)
			return false;
	}
	return true;
}

static bool apply_properties(const struct check *check, const struct yaml_node *properties,
	const struct yaml_node *node)
{
	bool ok = true;
	for (const struct yaml_node *child = node->first; child; child = child->next)
		for (const struct yaml_node *row = properties->first; row; row = row->next)
			if (str_equal(row->key, child->key))
				ok = apply(check, row, child) && ok;
	return ok;
}

static bool apply_items(
	const struct check *check, const struct yaml_node *items, const struct yaml_node *node)
{
	bool ok = true;
	for (const struct yaml_node *child = node->first; child; child = child->next)
		ok = apply(check, items, child) && ok;
	return ok;
}

/* "#/$defs/name" */
static bool apply_reference(const struct check *check, const struct yaml_node *reference,
	const struct yaml_node *node)
{
	const struct str lead = STR("#/$defs/");
	const struct yaml_node *definitions = yaml_member(check->root, "$defs");
	if (!str_starts(reference->text, lead) || !definitions)
		return complain(check, reference, "cannot be followed");
	struct str name = str_slice(
		reference->text, (struct range){lead.len, reference->text.len});
	for (const struct yaml_node *row = definitions->first; row; row = row->next)
		if (str_equal(row->key, name))
			return apply(check, row, node);
	return complain(check, reference, "leads nowhere");
}

/* One keyword of a schema. */
static bool apply_keyword(const struct check *check, const struct yaml_node *keyword,
	const struct yaml_node *node, bool *known)
{
	char name[32] = {0};
	if (keyword->key.len < sizeof name)
		memcpy(name, keyword->key.s, keyword->key.len);
	*known = true;
	if (strcmp(name, "type") == 0)
		return is_type(node, keyword->text);
	if (strcmp(name, "const") == 0)
		return node->kind == YAML_SCALAR && str_equal(node->text, keyword->text);
	if (strcmp(name, "enum") == 0)
		return is_one_of(node, keyword);
	if (strcmp(name, "pattern") == 0)
		return matches(node, keyword);
	if (strcmp(name, "minimum") == 0)
		return number(node) >= number(keyword);
	if (strcmp(name, "maximum") == 0)
		return number(node) <= number(keyword);
	if (strcmp(name, "minLength") == 0)
		return (long)utf8_count(node->text) >= number(keyword);
	if (strcmp(name, "maxLength") == 0)
		return (long)utf8_count(node->text) <= number(keyword);
	if (strcmp(name, "minItems") == 0)
		return count(node) >= number(keyword);
	if (strcmp(name, "required") == 0)
		return has_all(node, keyword);
	if (strcmp(name, "properties") == 0)
		return apply_properties(check, keyword, node);
	if (strcmp(name, "items") == 0)
		return apply_items(check, keyword, node);
	if (strcmp(name, "$ref") == 0)
		return apply_reference(check, keyword, node);
	*known = strcmp(name, "description") == 0 || strcmp(name, "title") == 0 ||
		 strcmp(name, "$schema") == 0 || strcmp(name, "$defs") == 0;
	return *known;
}

static bool apply(
	const struct check *check, const struct yaml_node *schema, const struct yaml_node *node)
{
	bool ok = true, known;
	for (const struct yaml_node *keyword = schema->first; keyword;
		keyword = keyword->next) {
		char name[64];
		if (apply_keyword(check, keyword, node, &known))
			continue;
		snprintf(name, sizeof name, "%.*s%s", STR_ARG(keyword->key),
			known ? "" : " is not known");
		ok = complain(check, node, name);
	}
	return ok;
}

bool schema_check(
	const struct yaml_node *schema, const struct yaml_node *node, struct buffer *wrong)
{
	struct check check = {.root = schema, .wrong = wrong};
	return apply(&check, schema, node);
}
