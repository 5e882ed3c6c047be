#include "attache/app/script.h"

#include "attache/base/nearest.h"
#include "attache/base/utf8.h"

#define SIZE_MAX_CELLS 1000 /* rows or columns that a script may ask for */

struct script {
	struct app *app;
	struct grid *grid;
	struct buffer *out;
	struct buffer copied; /* what was copied last */
	struct str line;      /* the one that runs */
	unsigned number;      /* its number, from 1 */
	struct error *err;
};

/* The place of a piece of the line. */
static unsigned column_of(const struct script *script, struct str piece)
{
	struct str before = {script->line.s, (size_t)(piece.s - script->line.s)};
	return (unsigned)utf8_count(before) + 1;
}

static bool refuse(const struct script *script, struct str piece, const char *what)
{
	return error_set_at(script->err, ERR_PARSE, script->number, column_of(script, piece),
		"%s, not \"%.*s\"", what, STR_ARG(piece));
}

/* The next word; empty at the end of the line. */
static struct str next_word(struct str *rest)
{
	size_t start = 0, end;
	while (start < rest->len && rest->s[start] == ' ')
		start++;
	for (end = start; end < rest->len && rest->s[end] != ' ';)
		end++;
	struct str word = str_slice(*rest, (struct range){start, end});
	*rest = str_slice(*rest, (struct range){end, rest->len});
	return word;
}

/* What the app asks of a terminal: there is none, and no editor either. */
static void serve(struct script *script)
{
	switch (app_take_request(script->app)) {
	case REQUEST_CLIPBOARD:
		buffer_clear(&script->copied);
		buffer_add(&script->copied, app_request_text(script->app));
		break;
	case REQUEST_EDITOR:
		app_editor_done(script->app, false);
		break;
	case REQUEST_NONE:
	case REQUEST_SUSPEND:
	case REQUEST_REDRAW:
		break;
	}
}

static void send(struct script *script, const struct event *event)
{
	app_handle(script->app, event);
	serve(script);
	app_settle(script->app);
}

/* ---- instructions --------------------------------------------------------------------------
 */

static bool run_keys(struct script *script, struct str rest)
{
	for (struct str word = next_word(&rest); word.len; word = next_word(&rest)) {
		struct event event = {.kind = EVENT_KEY};
		if (!key_parse(word, &event.key))
			return refuse(script, word, "expected the name of a key");
		if (app_finished(script->app))
			return error_set_at(script->err, ERR_PARSE, script->number,
				column_of(script, word), "the program has ended before this");
		send(script, &event);
	}
	return true;
}

static bool run_type(struct script *script, struct str rest)
{
	for (size_t i = 0, length; i < rest.len && !app_finished(script->app); i += length) {
		struct event event = {.kind = EVENT_KEY, .key = utf8_decode(rest, i, &length)};
		send(script, &event);
	}
	return true;
}

static bool run_command(struct script *script, struct str rest)
{
	struct error err = {0};
	if (!app_command(script->app, rest, &err))
		return error_set_at(script->err, err.code, script->number,
			column_of(script, rest), "%s", err.msg);
	serve(script);
	app_settle(script->app);
	return true;
}

static bool unquote(struct str text, struct buffer *out)
{
	if (text.len < 2 || text.s[0] != '"' || text.s[text.len - 1] != '"')
		return false;
	for (size_t i = 1; i < text.len - 1; i++) {
		char byte = text.s[i];
		if (byte == '"')
			return false;
		if (byte == '\\') {
			byte = text.s[++i];
			if (i == text.len - 1)
				return false;
			if (byte == 'n')
				byte = '\n';
			else if (byte == 't')
				byte = '\t';
			else if (byte != '"' && byte != '\\')
				return false;
		}
		buffer_add_byte(out, byte);
	}
	return true;
}

static bool run_paste(struct script *script, struct str rest)
{
	struct buffer text = {0};
	rest = str_trim(rest);
	bool ok = unquote(rest, &text);
	if (ok) {
		struct event event = {.kind = EVENT_PASTE, .text = buffer_str(&text)};
		send(script, &event);
	} else {
		refuse(script, rest, "expected a text in double quotes");
	}
	buffer_free(&text);
	return ok;
}

/* A number from 1 to SIZE_MAX_CELLS. */
static bool next_number(struct script *script, struct str *rest, unsigned *number)
{
	struct str word = next_word(rest);
	size_t value;
	if (!str_to_size(word, &value) || value < 1 || value > SIZE_MAX_CELLS)
		return refuse(script, word, "expected a number from 1 to 1000");
	*number = (unsigned)value;
	return true;
}

static bool run_mouse(struct script *script, struct str rest)
{
	static const struct {
		const char *name;
		enum mouse_action action;
	} actions[] = {{"press", MOUSE_PRESS}, {"drag", MOUSE_DRAG}, {"release", MOUSE_RELEASE},
		{"up", MOUSE_WHEEL_UP}, {"down", MOUSE_WHEEL_DOWN}};
	struct str word = next_word(&rest);
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
		if (!str_equal(word, str_from(actions[i].name)))
			continue;
		struct event event = {.kind = EVENT_MOUSE, .mouse = actions[i].action};
		if (!next_number(script, &rest, &event.row) ||
			!next_number(script, &rest, &event.column))
			return false;
		event.row--;
		event.column--;
		send(script, &event);
		return true;
	}
	return refuse(script, word, "expected press, drag, release, up or down");
}

static bool run_resize(struct script *script, struct str rest)
{
	struct event event = {.kind = EVENT_RESIZE};
	if (!next_number(script, &rest, &event.column) ||
		!next_number(script, &rest, &event.row))
		return false;
	send(script, &event);
	return true;
}

static bool run_tick(struct script *script, struct str rest)
{
	(void)rest;
	static const struct event tick = {.kind = EVENT_TICK};
	send(script, &tick);
	return true;
}

static bool run_wait(struct script *script, struct str rest)
{
	(void)rest;
	while (app_has_work(script->app))
		app_step(script->app);
	return true;
}

static bool run_print(struct script *script, struct str rest)
{
	buffer_add(script->out, rest);
	buffer_add_byte(script->out, '\n');
	return true;
}

static bool run_dump(struct script *script, struct str rest)
{
	struct str what = next_word(&rest);
	if (str_equal(what, STR("clipboard")))
		return run_print(script, buffer_str(&script->copied));
	if (what.len && !str_equal(what, STR("roles")))
		return refuse(script, what, "expected roles, clipboard or nothing");
	app_draw(script->app, script->grid);
	grid_dump(script->grid, script->out, what.len > 0);
	return true;
}

static const struct instruction {
	const char *name;
	bool (*run)(struct script *script, struct str rest);
} instructions[] = {
	{"keys", run_keys},
	{"type", run_type},
	{"command", run_command},
	{"paste", run_paste},
	{"mouse", run_mouse},
	{"resize", run_resize},
	{"tick", run_tick},
	{"wait", run_wait},
	{"print", run_print},
	{"dump", run_dump},
};

static bool unknown(const struct script *script, struct str name)
{
	struct nearest nearest = nearest_to(name);
	for (size_t i = 0; i < sizeof instructions / sizeof *instructions; i++)
		nearest_offer(&nearest, instructions[i].name);
	return error_set_at(script->err, ERR_PARSE, script->number, column_of(script, name),
		"no instruction \"%.*s\"%s%s%s", STR_ARG(name),
		nearest.name ? "; did you mean " : "", nearest.name ? nearest.name : "",
		nearest.name ? "?" : "");
}

static bool run_line(struct script *script)
{
	struct str rest = str_trim(script->line);
	if (rest.len == 0 || rest.s[0] == '#')
		return true;
	if (app_finished(script->app))
		return error_set_at(script->err, ERR_PARSE, script->number,
			column_of(script, rest), "the program has ended before this");
	if (rest.s[0] == ':')
		return run_command(script, str_slice(rest, (struct range){1, rest.len}));
	struct str name = next_word(&rest);
	if (rest.len)
		rest = str_slice(rest, (struct range){1, rest.len});
	for (size_t i = 0; i < sizeof instructions / sizeof *instructions; i++)
		if (str_equal(name, str_from(instructions[i].name)))
			return instructions[i].run(script, rest);
	return unknown(script, name);
}

bool script_run(struct app *app, struct str text, struct buffer *out, struct error *err)
{
	struct script script = {.app = app, .grid = grid_new(1, 1), .out = out, .err = err};
	bool ok = true;
	if (utf8_valid_prefix(text) != text.len)
		ok = error_set(err, ERR_ENCODING, "a script is UTF-8, and this is not");
	while (ok && str_split(&text, '\n', &script.line)) {
		script.number++;
		ok = run_line(&script);
	}
	grid_free(script.grid);
	buffer_free(&script.copied);
	return ok;
}
