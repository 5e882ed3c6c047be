/* agree from outside: worked examples that were published, made into articles and sidecars. */
#include "golden.h"
#include "process.h"
#include "test.h"

#define IN(folder, ...) \
	process_run((const char *const[]){"attache", __VA_ARGS__, NULL}, (folder), \
		(struct str){0})

static void check(struct process process, int status, const char *out, const char *err)
{
	assert_string_equal(process.err.data, err);
	assert_string_equal(process.out.data, out);
	assert_int_equal(process.status, status);
	process_free(&process);
}

/* The output holds this row, or begins one so. */
static void check_row(const struct process *process, const char *row)
{
	if (str_find(buffer_str(&process->out), str_from(row)) == (size_t)-1)
		fail_msg("no %s in:\n%s%s", row, process->out.data, process->err.data);
}

/* ---- folders -------------------------------------------------------------------------------
 */

#define UNIT_WIDTH 6

/* Words that are numbered, "w0000.w0001.", each a unit. */
static struct buffer units_text(size_t units)
{
	struct buffer text = {0};
	for (size_t i = 0; i < units; i++)
		buffer_format(&text, "w%04zu.", i);
	return text;
}

static void write_units(const char *folder, const char *name, size_t units)
{
	struct buffer text = units_text(units);
	free(test_file(folder, name, buffer_str(&text)));
	buffer_free(&text);
}

static void add_item(struct buffer *out, char who, size_t start, size_t end, const char *tag)
{
	struct buffer text = units_text(end / UNIT_WIDTH + 2);
	buffer_format(out, "- id: \"%c%zu\"\n  kind: span\n  start: %zu\n  end: %zu\n", who,
		out->len, start, end);
	buffer_format(out, "  exact: \"%.*s\"\n  tags: [%s]\n", (int)(end - start),
		text.data + start, tag);
	buffer_free(&text);
}

/* One annotator's values of the units, counted from 1; 0: not marked. */
static void write_values(
	const char *folder, const char *name, char who, const unsigned *values, size_t units)
{
	struct buffer text = {0};
	char tag[] = "v0";
	buffer_add_cstr(&text, "version: 1\nannotations:\n");
	for (size_t i = 0; i < units; i++) {
		tag[1] = (char)('0' + values[i]);
		if (values[i])
			add_item(&text, who, i * UNIT_WIDTH, i * UNIT_WIDTH + UNIT_WIDTH - 1,
				tag);
	}
	free(test_file(folder, name, buffer_str(&text)));
	buffer_free(&text);
}

/* ---- published examples --------------------------------------------------------------------
 */

/* Cohen (1960), table 2: 200 patients, three diagnoses; kappa .492. */
static void test_kappa_of_cohen(void **state)
{
	(void)state;
	static const size_t cells[3][3] = {{88, 14, 18}, {10, 40, 10}, {2, 6, 12}};
	unsigned values[2][200];
	size_t unit = 0;
	for (unsigned a = 0; a < 3; a++)
		for (unsigned b = 0; b < 3; b++)
			for (size_t n = 0; n < cells[a][b]; n++, unit++) {
				values[0][unit] = a + 1;
				values[1][unit] = b + 1;
			}
	char *folder = test_folder();
	write_units(folder, "a.txt", unit);
	write_values(folder, "a.txt.ana.ann.yaml", 'A', values[0], unit);
	write_values(folder, "a.txt.ben.ann.yaml", 'B', values[1], unit);
	struct process process = IN(folder, "agree", "--format", "csv", "a.txt");
	check_row(&process, "\r\n,ana|ben,,1,200,140,0.4915,");
	check_row(&process, ",1.0000,1.0000,1.0000,1.0000,1.0000,1.0000,");
	process_free(&process);
	test_folder_remove(folder);
}

/* Krippendorff (2011), A: two observers, ten units, binary: alpha .095. */
static void test_alpha_of_two_observers(void **state)
{
	(void)state;
	static const unsigned meg[] = {1, 2, 1, 1, 1, 1, 1, 1, 2, 1};
	static const unsigned owen[] = {2, 2, 2, 1, 1, 2, 1, 1, 1, 1};
	char *folder = test_folder();
	write_units(folder, "a.txt", 10);
	write_values(folder, "a.txt.meg.ann.yaml", 'M', meg, 10);
	write_values(folder, "a.txt.owen.ann.yaml", 'O', owen, 10);
	struct process process = IN(folder, "agree", "--format", "csv", "a.txt");
	check_row(&process, "\r\n,meg|owen,,1,10,6,0.0909,0.0952,");
	check_row(&process, "\r\n,meg|owen,v1,1,10,6,0.0909,0.0952,");
	process_free(&process);
	test_folder_remove(folder);
}

static const unsigned observers[4][12] = {
	{1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0},
	{1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3},
	{0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0},
	{1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0},
};

static void write_observers(const char *folder, const char *article)
{
	for (unsigned i = 0; i < 4; i++) {
		struct buffer name = {0};
		buffer_format(&name, "%s.%c.ann.yaml", article, 'a' + i);
		write_values(folder, name.data, (char)('A' + i), observers[i], 12);
		buffer_free(&name);
	}
}

/* Krippendorff (2011), C: four observers, twelve units, five categories, missing values: alpha
 * .743; of the twelfth unit there is one value only. */
static void test_alpha_with_missing_values(void **state)
{
	(void)state;
	char *folder = test_folder();
	write_units(folder, "a.txt", 12);
	write_observers(folder, "a.txt");
	struct process process = IN(folder, "agree", "--format", "csv", "a.txt");
	check_row(&process, "\r\n,a|b|c|d,,1,11,8,,0.7434,,,,,,,");
	process_free(&process);
	process = IN(folder, "agree", "a.txt");
	golden_check("agree.txt", buffer_str(&process.out));
	process_free(&process);
	process = IN(folder, "agree", "--unmarked", "--format", "csv", "--by", "a,b", "a.txt");
	check_row(&process, "\r\n,a|b,,1,11,8,");
	process_free(&process);
	test_folder_remove(folder);
}

struct part {
	size_t start, end;
	const char *tag;
};

static void write_parts(
	const char *folder, const char *name, char who, const struct part *parts, size_t count)
{
	struct buffer text = {0};
	buffer_add_cstr(&text, "version: 1\nannotations:\n");
	for (size_t i = 0; i < count; i++)
		add_item(&text, who, parts[i].start - 150, parts[i].end - 150, parts[i].tag);
	free(test_file(folder, name, buffer_str(&text)));
	buffer_free(&text);
}

/* Krippendorff (2004), figure 2: a continuum from 150 to 450. Category c: .7286; k, where both
 * agree: 1; of both the disagreements are added: 1 - .0144 / (.0532 + .0490). */
static void test_unitizing_of_krippendorff(void **state)
{
	(void)state;
	static const struct part i[] = {
		{180, 240, "k"}, {225, 295, "c"}, {300, 350, "k"}, {370, 400, "c"}};
	static const struct part j[] = {{180, 240, "k"}, {220, 300, "c"}, {300, 350, "k"},
		{355, 375, "c"}, {400, 420, "c"}};
	char *folder = test_folder();
	write_units(folder, "a.txt", 300 / UNIT_WIDTH);
	write_parts(folder, "a.txt.i.ann.yaml", 'I', i, 4);
	write_parts(folder, "a.txt.j.ann.yaml", 'J', j, 5);
	struct process process = IN(folder, "agree", "--format", "json", "a.txt");
	golden_check("agree.json", buffer_str(&process.out));
	process_free(&process);
	process = IN(folder, "agree", "--format", "csv", "a.txt");
	check_row(&process,
		",i|j,,1,4,4,1.0000,1.0000,0.4000,0.5000,0.4444,0.8000,1.0000,0.8889,0.8587");
	check_row(&process,
		",i|j,c,1,4,4,1.0000,1.0000,0.0000,0.0000,0.0000,0.6667,1.0000,0.8000,0.7286");
	check_row(&process,
		",i|j,k,1,4,4,1.0000,1.0000,1.0000,1.0000,1.0000,1.0000,1.0000,1.0000,1.0000");
	process_free(&process);
	test_folder_remove(folder);
}

/* ---- articles ------------------------------------------------------------------------------
 */

/* Folders are taken with all below them, each article counts once, and those that one person
 * alone annotated are told of. */
static void test_articles_are_pooled(void **state)
{
	(void)state;
	char *folder = test_folder();
	static const unsigned one[] = {1, 1, 2}, two[] = {1, 2, 2};
	write_units(folder, "a.txt", 3);
	write_values(folder, "a.txt.ana.ann.yaml", 'A', one, 3);
	write_values(folder, "a.txt.ben.ann.yaml", 'B', two, 3);
	write_units(folder, "b.txt", 3);
	write_values(folder, "b.txt.ana.ann.yaml", 'A', two, 3);
	write_values(folder, "b.txt.ben.ann.yaml", 'B', two, 3);
	write_units(folder, "c.txt", 3);
	write_values(folder, "c.txt.cleo.ann.yaml", 'C', two, 3);
	struct process process = IN(
		folder, "agree", "--each", "-f", "csv", ".", "./a.txt", "./a.txt.ana.ann.yaml");
	assert_string_equal(
		process.err.data, "attache: ./c.txt: annotated by cleo alone; left out\n");
	check_row(&process, "\r\n,ana|ben,,2,6,5,");
	check_row(&process, "\r\n./a.txt,ana|ben,,1,3,2,");
	check_row(&process, "\r\n./b.txt,ana|ben,,1,3,3,1.0000,1.0000,");
	assert_int_equal(process.status, 0);
	process_free(&process);
	test_folder_remove(folder);
}

static void test_nothing_to_compare(void **state)
{
	(void)state;
	char *folder = test_folder();
	static const unsigned values[] = {1, 1, 2};
	write_units(folder, "a.txt", 3);
	write_values(folder, "a.txt.ana.ann.yaml", 'A', values, 3);
	write_units(folder, "b.txt", 4);
	write_values(folder, "b.txt.ben.ann.yaml", 'B', values, 3);
	check(IN(folder, "agree", "a.txt", "b.txt"), 5, "",
		"attache: a.txt: annotated by ana alone; left out\n"
		"attache: b.txt: annotated by ben alone; left out\n"
		"attache: no article that two annotated; there are annotations by: ana, ben\n");
	check(IN(folder, "agree", "--by", "ana,zoe", "a.txt"), 5, "",
		"attache: a.txt: annotated by ana alone; left out\n"
		"attache: no annotations by zoe; there are those by: ana\n");
	check(IN(folder, "agree"), 2, "",
		"attache: no article given; try: attache agree --help\n");
	test_folder_remove(folder);
}

#define OF(hash) "version: 1\nsource:\n  sha256: \"" hash "\"\nannotations:\n"
#define HASH "3fd7aa0000000000000000000000000000000000000000000000000000000000"
#define OTHER "4fd7aa0000000000000000000000000000000000000000000000000000000000"
#define ITEM "- id: \"X1\"\n  kind: span\n  start: 0\n  end: 5\n  tags: [a]\n"

/* Without the article, sidecars are compared when they say that they are about one text. */
static void test_sidecars_of_different_texts(void **state)
{
	(void)state;
	char *folder = test_folder();
	free(test_file(folder, "x.ann.yaml", STR(OF(HASH) ITEM)));
	free(test_file(folder, "y.ann.yaml", STR(OF(HASH) ITEM)));
	free(test_file(folder, "z.ann.yaml", STR(OF(OTHER) ITEM)));
	struct process process = IN(folder, "agree", "-f", "csv", "x.ann.yaml", "y.ann.yaml");
	check_row(&process, "\r\n,x.ann.yaml|y.ann.yaml,,1,1,1,,,1.0000,");
	process_free(&process);
	check(IN(folder, "agree", "x.ann.yaml", "z.ann.yaml"), 2, "",
		"attache: x.ann.yaml and z.ann.yaml are about different texts: their places "
		"cannot be compared\n");
	check(IN(folder, "diff", "x.ann.yaml", "z.ann.yaml"), 2, "",
		"attache: x.ann.yaml and z.ann.yaml are about different texts: their places "
		"cannot be compared\n");
	test_folder_remove(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kappa_of_cohen),
		cmocka_unit_test(test_alpha_of_two_observers),
		cmocka_unit_test(test_alpha_with_missing_values),
		cmocka_unit_test(test_unitizing_of_krippendorff),
		cmocka_unit_test(test_articles_are_pooled),
		cmocka_unit_test(test_nothing_to_compare),
		cmocka_unit_test(test_sidecars_of_different_texts),
	};
	return cmocka_run_group_tests_name("agree", tests, NULL, NULL);
}
