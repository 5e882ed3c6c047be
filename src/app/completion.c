/* Completion: what could stand at the cursor of the prompt, from the program's own tables and
 * from the article. */
#include "app_state.h"

#include "attache/base/clock.h"
#include "attache/export/export.h"
#include "xdg.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static bool begins(struct str text, struct str typed)
{
	return text.len >= typed.len &&
	       str_equal_ascii_nocase(str_slice(text, (struct range){0, typed.len}), typed);
}

static bool holds(struct str text, struct str typed)
{
	return str_find_ascii_nocase(text, typed) != (size_t)-1;
}

#define INSIDE_FROM 3 /* letters from which on a name is also found by its middle */

/* A command that takes arguments is put in with the blank before them. */
static void offer_command(struct prompt *prompt, const struct command *command)
{
	struct buffer name = {0};
	buffer_format(&name, "%s%s", command->name, command->args ? " " : "");
	prompt_add(prompt, buffer_str(&name), str_from(command->help));
	buffer_free(&name);
}

static void offer_commands(struct prompt *prompt, struct str typed)
{
	for (size_t i = 0; i < command_count; i++)
		if (begins(str_from(command_table[i].name), typed))
			offer_command(prompt, &command_table[i]);
	for (size_t i = 0; typed.len >= INSIDE_FROM && i < command_count; i++)
		if (!begins(str_from(command_table[i].name), typed) &&
			holds(str_from(command_table[i].name), typed))
			offer_command(prompt, &command_table[i]);
}

static void offer_tags(struct app *app, struct str typed)
{
	const struct codebook *codebook = app->session->codebook;
	for (size_t i = 0; i < codebook->tag_count; i++)
		if (begins(codebook->tags[i].id, typed))
			prompt_add(
				&app->prompt, codebook->tags[i].id, codebook->tags[i].define);
}

/* People and bodies of the article; those who are quoted first. */
static void offer_speakers(struct app *app, struct str typed)
{
	const struct extraction *extraction = app->session->extraction;
	if (!extraction)
		return;
	bool *speaks = calloc(extraction->entity_count + 1, sizeof *speaks);
	for (size_t i = 0; speaks && i < extraction->quote_count; i++)
		if (extraction->quotes[i].speaker != ENTITY_NONE)
			speaks[extraction->quotes[i].speaker] = true;
	for (int quoted = 1; speaks && quoted >= 0; quoted--)
		for (size_t i = 0; i < extraction->entity_count; i++) {
			const struct entity *entity = &extraction->entities[i];
			bool may_speak = entity->type == ENTITY_PERSON ||
					 entity->type == ENTITY_ORG ||
					 entity->type == ENTITY_COUNTRY || entity->metonym;
			if (speaks[i] == (quoted == 1) && (may_speak || speaks[i]) &&
				holds(entity->canonical, typed))
				prompt_add(&app->prompt, entity->canonical,
					entity->role.len ? entity->role : entity->country);
		}
	free(speaks);
}

static void offer_folder(
	struct prompt *prompt, const char *folder, struct str typed, struct str ending)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		struct str name = str_from(entries[i]->d_name);
		if (entries[i]->d_name[0] != '.' && begins(name, typed) &&
			(!ending.len || str_ends(name, ending)))
			prompt_add(prompt,
				str_slice(name, (struct range){0, name.len - ending.len}),
				STR(""));
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

static void offer_themes(struct app *app, struct str typed)
{
	struct buffer folder = {0};
	char *own = xdg_path("XDG_CONFIG_HOME", ".config", "themes");
	buffer_format(&folder, "%s/themes", app->data_dir);
	if (begins(STR("auto"), typed))
		prompt_add(
			&app->prompt, STR("auto"), STR("paper or night, as the terminal is"));
	if (own)
		offer_folder(&app->prompt, own, typed, STR(".yaml"));
	offer_folder(&app->prompt, folder.data, typed, STR(".yaml"));
	buffer_free(&folder);
	free(own);
}

static void offer_files(struct app *app, struct str typed, struct range word)
{
	struct buffer folder = {0};
	size_t slash = typed.len;
	while (slash > 0 && typed.s[slash - 1] != '/')
		slash--;
	buffer_add(&folder, slash ? str_slice(typed, (struct range){0, slash}) : STR("."));
	word.start += slash;
	prompt_offer(&app->prompt, word);
	offer_folder(&app->prompt, folder.data,
		str_slice(typed, (struct range){slash, typed.len}), STR(""));
	buffer_free(&folder);
}

/* "set NAME" and then what the option may be. */
static void offer_options(struct app *app, struct str arguments, struct str typed)
{
	const struct option_row *row = NULL;
	if (typed.s != arguments.s)
		row = option_find(
			str_slice(arguments, (struct range){0, strcspn(arguments.s, " ")}));
	if (!row) {
		for (size_t i = 0; i < option_count; i++)
			if (begins(str_from(option_table[i].name), typed))
				prompt_add(&app->prompt, str_from(option_table[i].name),
					str_from(option_table[i].help));
	} else if (row->kind == OPTION_BOOLEAN) {
		prompt_add(&app->prompt, STR("true"), STR(""));
		prompt_add(&app->prompt, STR("false"), STR(""));
	} else if (row->kind == OPTION_CHOICE) {
		for (size_t i = 0; row->choices[i]; i++)
			if (begins(str_from(row->choices[i]), typed))
				prompt_add(&app->prompt, str_from(row->choices[i]), STR(""));
	}
}

/* What was deleted here, by id; beside it what it said, when it went and who took it away. */
static void offer_deleted(struct app *app, struct str typed)
{
	struct journal_deleted deleted;
	struct error err;
	if (!session_deleted(app->session, &deleted, &err))
		return;
	for (size_t i = 0; i < deleted.count; i++) {
		const struct journal_lost *lost = &deleted.items[i];
		struct str words = journal_lost_words(lost);
		struct buffer about = {0};
		char time[21];
		clock_format(lost->time, time);
		buffer_format(&about, "%.*s · %.10s%s%s", STR_ARG(words), time,
			lost->by ? " " : "", lost->by ? lost->by : "");
		if (holds(words, typed) || begins(str_from(lost->annotation->id), typed))
			prompt_add(&app->prompt, str_from(lost->annotation->id),
				buffer_str(&about));
		buffer_free(&about);
	}
	journal_deleted_free(&deleted);
}

static void offer_formats(struct app *app, struct str typed)
{
	for (size_t i = 0; i < export_format_count; i++)
		if (begins(str_from(export_formats[i]->name), typed))
			prompt_add(&app->prompt, str_from(export_formats[i]->name),
				str_from(export_formats[i]->help));
}

static void complete_command(struct app *app)
{
	struct str text = line_edit_text(&app->prompt.edit), name, arguments;
	size_t start = text.len;
	while (start > 0 && text.s[start - 1] != ' ')
		start--;
	struct range word = {start, text.len};
	struct str typed = str_slice(text, word);
	prompt_offer(&app->prompt, word);
	command_split(text, &name, &arguments);
	const struct command *command = command_find(name);
	if (start == 0) {
		offer_commands(&app->prompt, typed);
		return;
	}
	if (!command)
		return;
	switch (command->argument) {
	case ARGUMENT_TAG:
		offer_tags(app, typed);
		break;
	case ARGUMENT_SPEAKER:
		word.start = (size_t)(arguments.s - text.s);
		prompt_offer(&app->prompt, word);
		offer_speakers(app, arguments);
		break;
	case ARGUMENT_THEME:
		offer_themes(app, typed);
		break;
	case ARGUMENT_OPTION:
		offer_options(app, arguments, typed);
		break;
	case ARGUMENT_FORMAT:
		if (typed.s == arguments.s)
			offer_formats(app, typed);
		else
			offer_files(app, typed, word);
		break;
	case ARGUMENT_FILE:
		offer_files(app, typed, word);
		break;
	case ARGUMENT_DELETED:
		word.start = (size_t)(arguments.s - text.s);
		prompt_offer(&app->prompt, word);
		offer_deleted(app, arguments);
		break;
	case ARGUMENT_COMMAND:
		offer_commands(&app->prompt, typed);
		break;
	case ARGUMENT_NONE:
	case ARGUMENT_TEXT:
		break;
	}
}

void app_complete(struct app *app)
{
	struct str text = line_edit_text(&app->prompt.edit);
	if (app->prompt.kind == PROMPT_COMMAND) {
		complete_command(app);
	} else if (app->prompt.kind == PROMPT_SPEAKER) {
		prompt_offer(&app->prompt, (struct range){0, text.len});
		offer_speakers(app, text);
	}
}
