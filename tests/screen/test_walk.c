/* Every key in every context, then keys, pastes, mouse and resizes at random from a fixed seed:
 * the program goes on, every frame is sound, and what it saved can be read again.
 * TORTURE_SECONDS makes the random part as long as one likes (make torture). */
#include "screen.h"
#include "test.h"

#include "attache/annotate/sidecar.h"
#include "attache/app/keymap.h"
#include "attache/base/clock.h"
#include "attache/base/utf8.h"

#define STEPS 1500

static const char *const samples[] = {
	"data/samples/hotline.txt", "data/samples/river-pact.md", NULL};

/* A short one, for it is opened anew for every key. */
static const char article[] =
	"Envoys weigh a fragile truce\n\n"
	"Foreign Minister Lena Aru met Wang Yi in Geneva on Monday. “We will not accept a line "
	"drawn by others,” Aru said, “but we are ready to talk.”\n\n"
	"China called the remarks “a step back from what was agreed”.\n";

/* ---- what must hold of every frame ---------------------------------------------------------
 */

static void check_cell(const struct grid *grid, unsigned row, unsigned column)
{
	const struct cell *cell = &grid->cells[row * grid->columns + column];
	struct str cluster = {cell->cluster, cell->length};
	assert_true(cell->width <= 2 && cell->length <= GRID_CLUSTER_MAX);
	assert_true(cell->role < ROLES);
	assert_int_equal(utf8_valid_prefix(cluster), cluster.len);
	for (size_t i = 0; i < cluster.len; i++)
		assert_true((unsigned char)cluster.s[i] >= ' ' && cluster.s[i] != 0x7F);
	if (cell->width == 2)
		assert_true(column + 1 < grid->columns && cell[1].width == 0);
	if (cell->width == 0)
		assert_true(column > 0 && cell[-1].width == 2);
}

static void check_frame(struct screen *screen)
{
	static struct grid *grid;
	if (!grid)
		grid = grid_new(1, 1);
	app_draw(screen->app, grid);
	assert_int_equal(grid->rows, screen->rows);
	assert_int_equal(grid->columns, screen->columns);
	for (unsigned row = 0; row < grid->rows; row++)
		for (unsigned column = 0; column < grid->columns; column++)
			check_cell(grid, row, column);
	if (grid->cursor_visible)
		assert_true(
			grid->cursor_row < grid->rows && grid->cursor_column < grid->columns);
}

/* What was saved is a sidecar that can be read without a complaint. */
static void check_saved(const struct screen *screen)
{
	for (size_t i = 0; screen->names[i]; i++) {
		struct error err = {0};
		struct document *document;
		struct sidecar *sidecar;
		struct annotations *set;
		assert_true(document_load(screen->names[i], &document, &err));
		assert_true(sidecar_open(document, &sidecar, &set, &err));
		assert_int_equal(sidecar_diagnostics(sidecar)->count, 0);
		sidecar_free(sidecar);
		annotations_free(set);
		document_free(document);
	}
}

/* ---- events --------------------------------------------------------------------------------
 */

static void send(struct screen *screen, const struct event *event)
{
	app_handle(screen->app, event);
	if (event->kind == EVENT_RESIZE) {
		screen->rows = event->row;
		screen->columns = event->column;
	}
	if (app_take_request(screen->app) == REQUEST_EDITOR) {
		assert_true(app_request_text(screen->app).len > 0);
		app_editor_done(screen->app, true);
	}
	if (app_finished(screen->app))
		screen_restart(screen);
}

static void press(struct screen *screen, uint32_t key)
{
	struct event event = {.kind = EVENT_KEY, .key = key};
	send(screen, &event);
}

/* Esc to PgDn, then F1 to F12. */
#define SPECIAL_KEYS 26u

static uint32_t special_key(uint32_t index)
{
	uint32_t key = KEYCODE_SPECIAL + index;
	return key < KEYCODE_FUNCTION ? key : key + 1;
}

static uint32_t any_key(struct test_random *random)
{
	static const uint32_t letters[] = {0xE9, 0x738B, 0x301, 0x1F469, 0x202E};
	static const uint32_t bits[] = {KEYCODE_CONTROL, KEYCODE_ALT, KEYCODE_SHIFT};
	uint32_t key = (uint32_t)(' ' + test_random_below(random, 95));
	switch (test_random_below(random, 8)) {
	case 0:
		return special_key((uint32_t)test_random_below(random, SPECIAL_KEYS));
	case 1:
		return key | bits[test_random_below(random, 2)];
	case 2:
		return special_key((uint32_t)test_random_below(random, SPECIAL_KEYS)) |
		       bits[test_random_below(random, 3)];
	case 3:
		return letters[test_random_below(random, 5)];
	default:
		return key;
	}
}

static void any_command(struct screen *screen, struct test_random *random)
{
	static const char *const lines[] = {"compare river-pact.md", "compare hotline.txt",
		"edit hotline.txt", "edit river-pact.md", "theme paper", "theme mono",
		"set sidebar hide", "set sidebar show", "set measure 20", "set measure 200",
		"set hints false", "set overview false", "set fold false", "set indirect true",
		"set scroll-margin 20", "tag warning red-line", "tag", "speaker Lena Aru",
		"speaker", "note a word\\nor two", "reload", "diagnostics", "99999 quote-next",
		"7 first", "search (", "search \\w+", "paragraphs reef", "paragraphs", "same",
		"recover", "write", "dump-screen walk.txt", "bind x quit", "copy"};
	struct error err = {0};
	const char *line = lines[test_random_below(random, sizeof lines / sizeof *lines)];
	if (!app_command(screen->app, str_from(line), &err))
		assert_true(err.code != ERR_NONE && err.msg[0]);
	app_take_request(screen->app);
}

static void any_event(struct screen *screen, struct test_random *random)
{
	static const char *const pastes[] = {"reef", "warning\n\nred-line", "王毅 \xCC\x81",
		"(((", ":q\n", "theme night", "a note of\ntwo lines"};
	static const unsigned sizes[][2] = {{24, 80}, {40, 120}, {12, 40}, {50, 200}, {60, 80},
		{1, 1}, {5, 20}, {4, 19}, {2, 300}, {100, 3}, {7, 59}, {30, 100}};
	struct event event = {.kind = EVENT_KEY};
	size_t choice = test_random_below(random, 100);
	if (choice < 80) {
		event.key = any_key(random);
	} else if (choice < 88) {
		event.kind = EVENT_MOUSE;
		event.mouse = (enum mouse_action)test_random_below(random, 5);
		event.row = (unsigned)test_random_below(random, screen->rows + 2);
		event.column = (unsigned)test_random_below(random, screen->columns + 2);
	} else if (choice < 92) {
		event.kind = EVENT_PASTE;
		event.text = str_from(pastes[test_random_below(random, 7)]);
	} else if (choice < 95) {
		const unsigned *size = sizes[test_random_below(random, 12)];
		event.kind = EVENT_RESIZE;
		event.row = size[0];
		event.column = size[1];
	} else if (choice == 95) {
		event.kind = test_random_below(random, 2) ? EVENT_TICK : EVENT_FOCUS;
	} else if (choice == 96) {
		any_command(screen, random);
		return;
	} else {
		for (unsigned i = 0; i < 20 && app_has_work(screen->app); i++)
			app_step(screen->app);
		return;
	}
	send(screen, &event);
}

/* ---- the tests -----------------------------------------------------------------------------
 */

/* How each context is reached from a fresh start. */
static const struct {
	const char *script;
	bool typing; /* characters are only typed here: they need no try each */
} places[] = {
	{"", false},
	{"wait", false},
	{"wait\nkeys ] ]", false},
	{"wait\nkeys Tab j j j", false},
	{"wait\nkeys ] :\ntype tag warning\nkeys Enter 3 Tab", false},
	{"wait\nkeys ] v", false},
	{"keys ?", false},
	{"wait\nkeys ] t", false},
	{"wait\n:compare article.txt\nwait", false},
	{"wait\nkeys ] t /\ntype wa", true},
	{"keys /\ntype line", true},
	{"keys :\ntype the", true},
	{"wait\nkeys ] m\ntype one", true},
	{"wait\nkeys ] s", true},
	{"wait\nkeys f\ntype o", true},
};

static void try_key(struct screen *screen, const char *script, uint32_t key)
{
	screen_restart(screen);
	screen_run(screen, script);
	press(screen, key);
	check_frame(screen);
	press(screen, KEYCODE_RETURN);
	check_frame(screen);
	press(screen, KEYCODE_ESCAPE);
	press(screen, 'j');
	check_frame(screen);
}

static void try_keys(struct screen *screen, size_t place)
{
	static const uint32_t modifiers[] = {0, KEYCODE_SHIFT, KEYCODE_CONTROL, KEYCODE_ALT};
	const char *script = places[place].script;
	for (uint32_t index = 0; index < SPECIAL_KEYS; index++)
		try_key(screen, script, special_key(index));
	for (uint32_t key = ' '; key < 0x7F && !places[place].typing; key++)
		try_key(screen, script, key);
	for (uint32_t key = 'a'; key <= 'z'; key++)
		try_key(screen, script, key | KEYCODE_CONTROL);
	/* The rest comes up at random as well. */
	for (size_t i = 1; i < 4 && getenv("TORTURE_SECONDS"); i++)
		for (uint32_t index = 0; index < SPECIAL_KEYS; index++)
			try_key(screen, script, special_key(index) | modifiers[i]);
	for (uint32_t key = ' '; key < 0x7F && getenv("TORTURE_SECONDS"); key++)
		try_key(screen, script, key | KEYCODE_ALT);
}

static void test_every_key_in_every_context(void **state)
{
	(void)state;
	struct screen *screen = screen_open_text(24, 80, str_from(article));
	for (size_t place = 0; place < sizeof places / sizeof *places; place++)
		try_keys(screen, place);
	check_saved(screen);
	screen_close(screen);
}

static void walk(uint64_t seed, unsigned steps, int64_t until)
{
	struct screen *screen = screen_open(24, 80, samples);
	struct test_random random = {seed};
	for (unsigned i = 0; i < steps || (until && clock_monotonic() < until); i++) {
		any_event(screen, &random);
		check_frame(screen);
		if (i % 5000 == 4999)
			check_saved(screen);
	}
	check_saved(screen);
	screen_close(screen);
}

static void test_keys_at_random(void **state)
{
	(void)state;
	const char *seconds = getenv("TORTURE_SECONDS");
	int64_t until = seconds ? clock_monotonic() + strtol(seconds, NULL, 10) * 1000 : 0;
	for (uint64_t seed = 1; seed <= 3; seed++)
		walk(seed, STEPS, seed == 3 ? until : 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_key_in_every_context),
		cmocka_unit_test(test_keys_at_random),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
