/* Looking back: the journal's records, and what of them was deleted. */
#include "attache/annotate/anchor.h"
#include "attache/annotate/journal.h"
#include "attache/base/clock.h"
#include "attache/base/file.h"
#include "attache/base/memory.h"
#include "attache/base/utf8.h"
#include "attache/base/yaml.h"
#include "journal_file.h"
#include "sidecar_item.h"
#include "sidecar_state.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct reading {
	const struct journal_query *query;
	journal_take *take;
	void *context;
	size_t damaged;
	struct arena *arena; /* of one record */
	/* Whether an article is still at its path: mostly the same one is asked for again. */
	struct buffer asked;
	bool is_there;
};

/* ---- one record ----------------------------------------------------------------------------
 */

static struct str text_of(const struct yaml_node *root, const char *key)
{
	const struct yaml_node *node = yaml_member(root, key);
	return node && node->kind == YAML_SCALAR ? node->text : STR("");
}

/* The annotation under a key; NULL when there is none. *ok turns false when it is broken. */
static struct annotation *annotation_in(const struct yaml_node *root, const char *key, bool *ok)
{
	struct annotation *annotation;
	struct error err;
	const struct yaml_node *node = yaml_member(root, key);
	if (!node)
		return NULL;
	if (!sidecar_item_read(node, &annotation, &err)) {
		*ok = false;
		return NULL;
	}
	/* JSON is read like YAML; the lines of keys we do not know are one text there. */
	annotation_set(&annotation->unknown, text_of(node, "unknown"));
	return annotation;
}

static bool parse(struct reading *reading, struct str line, struct journal_record *record)
{
	const struct yaml_node *root;
	struct error err;
	char time[21] = "";
	arena_reset(reading->arena);
	if (!yaml_parse(reading->arena, line, &root, &err) || !root ||
		root->kind != YAML_MAPPING)
		return false;
	struct str what = text_of(root, "what"), when = text_of(root, "time");
	bool ok = when.len < sizeof time;
	*record = (struct journal_record){.id = text_of(root, "id"),
		.by = text_of(root, "by"),
		.step = text_of(root, "step"),
		.article = text_of(root, "article"),
		.sha256 = text_of(root, "sha256"),
		.line = line};
	while (record->what <= JOURNAL_DELETED &&
		!str_equal(what, str_from(journal_what_name(record->what))))
		if (record->what++ == JOURNAL_DELETED)
			return false;
	if (ok && when.len)
		memcpy(time, when.s, when.len);
	ok = ok && clock_parse(time, &record->time);
	record->before = annotation_in(root, "before", &ok);
	record->after = annotation_in(root, "after", &ok);
	return ok && record->id.len && !record->before == (record->what == JOURNAL_ADDED) &&
	       !record->after == (record->what == JOURNAL_DELETED);
}

static void forget(struct journal_record *record)
{
	annotation_free((struct annotation *)(uintptr_t)record->before);
	annotation_free((struct annotation *)(uintptr_t)record->after);
	*record = (struct journal_record){0};
}

/* ---- which records -------------------------------------------------------------------------
 */

static bool is_there(struct reading *reading, struct str article)
{
	if (!str_equal(buffer_str(&reading->asked), article)) {
		buffer_clear(&reading->asked);
		buffer_add(&reading->asked, article);
		reading->is_there = access(reading->asked.data, F_OK) == 0;
	}
	return reading->is_there;
}

static bool is_of_article(struct reading *reading, const struct journal_record *record)
{
	const struct journal_query *query = reading->query;
	struct str article = str_from(query->article);
	char id[ANNOTATION_ID_LENGTH + 1] = "";
	if (!query->article || str_equal(record->article, article) ||
		(str_ends(article, STR("/")) && str_starts(record->article, article)))
		return true;
	if (record->id.len < sizeof id)
		memcpy(id, record->id.s, record->id.len);
	bool moved = (query->sha256 && str_equal(record->sha256, str_from(query->sha256))) ||
		     (query->held && annotations_find(query->held, id));
	return moved && !is_there(reading, record->article);
}

static bool is_wanted(struct reading *reading, const struct journal_record *record)
{
	const struct journal_query *query = reading->query;
	return (!query->id || str_equal(record->id, str_from(query->id))) &&
	       (!query->by || str_equal(record->by, str_from(query->by))) &&
	       record->time >= query->since && is_of_article(reading, record);
}

/* Whether a line can be of the article at all: what most lines are not is told without parsing
 * them. A name that JSON escapes is not looked for. */
static bool may_be_wanted(const struct journal_query *query, struct str line)
{
	char id[ANNOTATION_ID_LENGTH + 1] = "";
	struct str rest = str_slice(line, (struct range){JOURNAL_BEGINNING.len, line.len}),
		   name;
	if (!str_split(&rest, '"', &name) || name.len >= sizeof id)
		return true;
	if (query->id && !str_equal(name, str_from(query->id)))
		return false;
	memcpy(id, name.s, name.len);
	return !query->article || strpbrk(query->article, "\\\"\n\t\r\x7F") ||
	       str_find(line, str_from(query->article)) != (size_t)-1 ||
	       (query->sha256 && str_find(line, str_from(query->sha256)) != (size_t)-1) ||
	       (query->held && annotations_find(query->held, id));
}

static void take_line(struct reading *reading, struct str line)
{
	struct journal_record record = {0};
	if (line.len == 0)
		return;
	if (str_starts(line, JOURNAL_BEGINNING) && !may_be_wanted(reading->query, line))
		return;
	if (!str_starts(line, JOURNAL_BEGINNING) || !parse(reading, line, &record))
		reading->damaged++;
	else if (is_wanted(reading, &record))
		reading->take(reading->context, &record);
	forget(&record);
}

bool journal_read(const char *folder, const struct journal_query *query, journal_take *take,
	void *context, size_t *damaged, struct error *err)
{
	struct reading reading = {.query = query, .take = take, .context = context};
	struct buffer path = {0}, text = {0};
	char *own = folder ? NULL : journal_default_folder();
	const char *where = folder ? folder : own;
	bool ok = true;
	reading.arena = arena_new();
	for (unsigned age = JOURNAL_FILES; where && ok && age-- > 0;) {
		buffer_clear(&text);
		journal_file_path(&path, where, age);
		if (!file_read(path.data, SIDECAR_MAX_BYTES, &text, NULL, err)) {
			ok = err->code == ERR_NOTFOUND;
			continue;
		}
		for (struct str rest = buffer_str(&text), line; str_split(&rest, '\n', &line);)
			take_line(&reading, line);
	}
	*damaged = reading.damaged;
	arena_free(reading.arena);
	buffer_free(&reading.asked);
	buffer_free(&path);
	buffer_free(&text);
	free(own);
	return ok;
}

/* ---- what was deleted ----------------------------------------------------------------------
 */

struct deleting {
	const struct annotations *held;
	struct journal_deleted *deleted;
};

static void lost_free(struct journal_lost *lost)
{
	annotation_free(lost->annotation);
	free(lost->by);
	free(lost->sha256);
}

/* Of all that is told of an annotation, its last deletion counts, if nothing brought it back.
 */
static void take_deletion(void *context, const struct journal_record *record)
{
	struct deleting *deleting = context;
	struct journal_deleted *deleted = deleting->deleted;
	for (size_t i = 0; i < deleted->count; i++)
		if (str_equal(str_from(deleted->items[i].annotation->id), record->id)) {
			lost_free(&deleted->items[i]);
			deleted->count--;
			memmove(deleted->items + i, deleted->items + i + 1,
				(deleted->count - i) * sizeof *deleted->items);
			break;
		}
	if (record->what != JOURNAL_DELETED ||
		(deleting->held && annotations_find(deleting->held, record->before->id)))
		return;
	deleted->items = memory_grow(
		deleted->items, &deleted->capacity, deleted->count + 1, sizeof *deleted->items);
	deleted->items[deleted->count++] = (struct journal_lost){
		.annotation = annotation_copy(record->before),
		.by = record->by.len ? memory_string(record->by.s, record->by.len) : NULL,
		.sha256 = memory_string(record->sha256.s, record->sha256.len),
		.time = record->time};
}

bool journal_deleted_find(const char *folder, const struct journal_query *query,
	struct journal_deleted *deleted, struct error *err)
{
	struct deleting deleting = {query->held, deleted};
	size_t damaged;
	*deleted = (struct journal_deleted){0};
	if (!journal_read(folder, query, take_deletion, &deleting, &damaged, err)) {
		journal_deleted_free(deleted);
		return false;
	}
	for (size_t i = 0; i < deleted->count / 2; i++) {
		struct journal_lost early = deleted->items[i];
		deleted->items[i] = deleted->items[deleted->count - 1 - i];
		deleted->items[deleted->count - 1 - i] = early;
	}
	return true;
}

void journal_deleted_free(struct journal_deleted *deleted)
{
	for (size_t i = 0; i < deleted->count; i++)
		lost_free(&deleted->items[i]);
	free(deleted->items);
	*deleted = (struct journal_deleted){0};
}

struct str journal_lost_words(const struct journal_lost *lost)
{
	const struct annotation *annotation = lost->annotation;
	const char *words = annotation->exact       ? annotation->exact
			    : annotation->note      ? annotation->note
			    : annotation->tag_count ? annotation->tags[0]
						    : annotation_kind_name(annotation->kind);
	return str_from(words);
}

static bool holds(const char *text, struct str words)
{
	return str_find_ascii_nocase(str_from(text), words) != (size_t)-1;
}

static bool is_called(const struct annotation *annotation, struct str text)
{
	bool called = text.len == 0 || str_equal(str_from(annotation->id), text) ||
		      holds(annotation->exact, text) || holds(annotation->note, text);
	for (size_t i = 0; !called && i < annotation->tag_count; i++)
		called = holds(annotation->tags[i], text);
	return called;
}

const struct journal_lost *journal_deleted_called(
	const struct journal_deleted *deleted, struct str text)
{
	for (size_t i = 0; i < deleted->count; i++)
		if (is_called(deleted->items[i].annotation, text))
			return &deleted->items[i];
	return NULL;
}

struct annotation *journal_restored(
	const struct journal_lost *lost, const struct document *document)
{
	struct annotation *annotation = annotation_copy(lost->annotation);
	struct anchor_search search = {.annotation = annotation,
		.hint = utf8_to_byte(document->map, annotation->saved_start)};
	bool same = lost->sha256 && strcmp(lost->sha256, document->sha256) == 0;
	if (annotation->kind == ANNOTATION_ARTICLE)
		return annotation;
	annotation->range = (struct range){
		search.hint, utf8_to_byte(document->map, annotation->saved_end)};
	struct anchor_index *index = anchor_index_new(document);
	anchor_find_all(index, same, &search, 1);
	anchor_index_free(index);
	sidecar_settle(annotation, &search);
	return annotation;
}
