#include "cli.h"

#include "attache/base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SIDECAR_SUFFIX ".ann.yaml"
#define FOLDER_DEPTH_MAX 32

static void add(struct cli_articles *articles, const char *path, size_t len)
{
	articles->paths = memory_grow(articles->paths, &articles->capacity, articles->count + 1,
		sizeof *articles->paths);
	articles->paths[articles->count++] = memory_string(path, len);
}

static bool ends_nocase(struct str text, struct str suffix)
{
	if (text.len <= suffix.len)
		return false;
	struct range tail = {text.len - suffix.len, text.len};
	return str_equal_ascii_nocase(str_slice(text, tail), suffix);
}

static bool is_article_name(struct str name)
{
	return ends_nocase(name, STR(".txt")) || ends_nocase(name, STR(".md")) ||
	       ends_nocase(name, STR(".markdown"));
}

/* Byte order, so that the order of articles depends on no locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int not_hidden(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static bool is_file(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* A folder itself, not a link to one: links could lead in circles. */
static bool is_own_folder(const char *path)
{
	struct stat status;
	return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool search_folder(struct cli_articles *articles, const char *folder,
	enum cli_search search, unsigned depth, struct error *err)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, not_hidden, by_name);
	if (count < 0)
		return error_set_errno(err, "cannot open %s", folder);
	bool ok = true;
	for (int i = 0; i < count; i++) {
		struct buffer path = {0};
		bool slash = str_ends(str_from(folder), STR("/"));
		buffer_format(&path, "%s%s%s", folder, slash ? "" : "/", entries[i]->d_name);
		free(entries[i]);
		struct str name = buffer_str(&path);
		if (search == SEARCH_READABLE) {
			if (is_article_name(name) && is_file(path.data))
				add(articles, name.s, name.len);
		} else if (is_own_folder(path.data)) {
			if (ok && depth < FOLDER_DEPTH_MAX)
				ok = search_folder(articles, path.data, search, depth + 1, err);
		} else if (str_ends(name, STR(SIDECAR_SUFFIX)) && is_file(path.data)) {
			add(articles, name.s, name.len - strlen(SIDECAR_SUFFIX));
		}
		buffer_free(&path);
	}
	free(entries);
	return ok;
}

static bool add_operand(struct cli_articles *articles, const char *path, enum cli_search search,
	struct error *err)
{
	struct stat status;
	if (strcmp(path, "-") == 0) {
		add(articles, path, 1);
		return true;
	}
	if (stat(path, &status) != 0)
		return error_set_errno(err, "cannot open %s", path);
	if (!S_ISDIR(status.st_mode)) {
		if (access(path, R_OK) != 0)
			return error_set_errno(err, "cannot open %s", path);
		add(articles, path, strlen(path));
		return true;
	}
	size_t before = articles->count;
	if (!search_folder(articles, path, search, 0, err))
		return false;
	if (articles->count > before)
		return true;
	if (search == SEARCH_READABLE)
		return error_set(
			err, ERR_NOTFOUND, "no articles in %s (.txt, .md, .markdown)", path);
	return error_set(err, ERR_NOTFOUND, "no annotated articles in %s", path);
}

bool cli_articles_find(const struct cli_arguments *arguments, enum cli_search search,
	struct cli_articles *articles, struct error *err)
{
	*articles = (struct cli_articles){0};
	if (arguments->operand_count == 0)
		return error_set(err, ERR_USAGE, "no article given; try: attache %s%s--help",
			arguments->subcommand->name ? arguments->subcommand->name : "",
			arguments->subcommand->name ? " " : "");
	for (size_t i = 0; i < arguments->operand_count; i++)
		if (!add_operand(articles, arguments->operands[i], search, err))
			return false;
	return true;
}

void cli_articles_free(struct cli_articles *articles)
{
	for (size_t i = 0; i < articles->count; i++)
		free(articles->paths[i]);
	free(articles->paths);
	*articles = (struct cli_articles){0};
}
