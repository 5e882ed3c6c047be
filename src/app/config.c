#include "attache/app/config.h"

#include "attache/app/command.h"
#include "attache/base/file.h"
#include "attache/base/yaml.h"
#include "xdg.h"

#define CONFIG_MAX_BYTES (1024 * 1024)

struct reader {
	struct options *options;
	struct keymap *keymap;
	struct diagnostics *diagnostics;
};

char *config_default_path(void)
{
	return xdg_path("XDG_CONFIG_HOME", ".config", "config.yaml");
}

static void complain(
	const struct reader *reader, const struct yaml_node *node, const struct error *err)
{
	diagnostics_add(reader->diagnostics, SEVERITY_WARNING, node->line, node->column, "%s",
		err->msg);
}

static void read_option(const struct reader *reader, const struct yaml_node *node)
{
	struct error err;
	if (node->kind != YAML_SCALAR) {
		error_set(&err, ERR_PARSE, "expected one value for %.*s", STR_ARG(node->key));
		complain(reader, node, &err);
	} else if (!options_set(reader->options, node->key, node->text, NULL, &err)) {
		complain(reader, node, &err);
	}
}

static void read_binding(
	const struct reader *reader, const struct yaml_node *node, unsigned contexts)
{
	struct error err;
	struct call unused;
	if (node->kind != YAML_SCALAR) {
		error_set(&err, ERR_PARSE, "expected a command line for \"%.*s\"",
			STR_ARG(node->key));
		complain(reader, node, &err);
	} else if ((node->text.len && !command_called(str_trim(node->text), &unused, &err)) ||
		   !keymap_bind(reader->keymap, node->key, contexts, node->text, &err)) {
		complain(reader, node, &err);
	}
}

/* Bindings that hold everywhere, and mappings named after a context with its own. */
static void read_bindings(const struct reader *reader, const struct yaml_node *mapping)
{
	struct error err;
	enum context context;
	if (mapping->kind != YAML_MAPPING) {
		error_set(&err, ERR_PARSE, "bind is no mapping of keys to command lines");
		complain(reader, mapping, &err);
		return;
	}
	for (const struct yaml_node *node = mapping->first; node; node = node->next) {
		if (node->kind != YAML_MAPPING) {
			read_binding(reader, node, CONTEXT_ALL);
		} else if (context_from(node->key, &context)) {
			for (const struct yaml_node *child = node->first; child;
				child = child->next)
				read_binding(reader, child, context);
		} else {
			error_set(&err, ERR_NOTFOUND,
				"no context \"%.*s\": article, sidebar, select, adjudicate or "
				"help",
				STR_ARG(node->key));
			complain(reader, node, &err);
		}
	}
}

bool config_parse(struct str text, struct options *options, struct keymap *keymap,
	struct diagnostics *diagnostics, struct error *err)
{
	const struct reader reader = {options, keymap, diagnostics};
	struct arena *arena = arena_new();
	const struct yaml_node *root;
	bool ok = yaml_parse(arena, text, &root, err);
	if (ok && root && root->kind != YAML_MAPPING)
		ok = error_set_at(err, ERR_PARSE, root->line, root->column,
			"a config is a mapping such as \"measure: 72\"");
	for (const struct yaml_node *node = ok && root ? root->first : NULL; node;
		node = node->next) {
		if (str_equal(node->key, STR("bind")))
			read_bindings(&reader, node);
		else
			read_option(&reader, node);
	}
	arena_free(arena);
	return ok;
}

bool config_load(const char *path, struct options *options, struct keymap *keymap,
	struct diagnostics *diagnostics, struct error *err)
{
	struct file_stamp stamp;
	if (!file_stamp(path, &stamp, err))
		return false;
	if (!stamp.exists)
		return true;
	struct buffer text = {0};
	bool ok = file_read(path, CONFIG_MAX_BYTES, &text, NULL, err);
	if (ok && !config_parse(buffer_str(&text), options, keymap, diagnostics, err))
		ok = error_within(err, "cannot use %s", path);
	buffer_free(&text);
	return ok;
}

static void add_value(const struct option_row *row, struct buffer *out)
{
	if (row->kind == OPTION_TEXT)
		yaml_add_quoted(out, str_from(row->fallback));
	else
		buffer_add_cstr(out, row->fallback);
}

void config_write_default(struct buffer *out)
{
	buffer_add_cstr(out,
		"# The configuration of attache, with every default. Copy what you "
		"change to\n"
		"# ~/.config/attache/config.yaml and take the sign # away.\n");
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_table[i];
		buffer_format(out, "\n# %s", row->help);
		if (row->kind == OPTION_NUMBER || row->kind == OPTION_CHOICE) {
			buffer_add_cstr(out, " (");
			option_add_range(row, out);
			buffer_add_byte(out, ')');
		}
		buffer_format(out, ".\n#%s: ", row->name);
		add_value(row, out);
		buffer_add_byte(out, '\n');
	}
	buffer_add_cstr(out,
		"\n# Keys and what they run, a command line as after \":\". Several "
		"keys stand in\n"
		"# one quoted name, \"\" takes a binding away, and a mapping called "
		"article,\n"
		"# sidebar, select, adjudicate or help binds there only.\n"
		"#bind:\n"
		"#  C-t: tag warning\n"
		"#  sidebar:\n"
		"#    x: delete\n");
}
