#include "golden.h"

#include "test.h"

#include "attache/base/file.h"

/* The first line in which two texts differ, 1-based. */
static unsigned first_difference(
	struct str a, struct str b, struct str *line_a, struct str *line_b)
{
	for (unsigned number = 1;; number++) {
		bool more_a = str_split(&a, '\n', line_a);
		bool more_b = str_split(&b, '\n', line_b);
		if (!more_a)
			*line_a = STR("(end of text)");
		if (!more_b)
			*line_b = STR("(end of text)");
		if (!more_a || !more_b || !str_equal(*line_a, *line_b))
			return number;
	}
}

void golden_check(const char *name, struct str actual)
{
	struct buffer path = {0}, expected = {0};
	struct error err = {0};
	buffer_format(&path, "tests/golden/expected/%s", name);
	if (getenv("GOLDEN_UPDATE")) {
		if (!file_make_parent(path.data, &err) ||
			!file_write_atomic(path.data, actual, NULL, &err))
			fail_msg("%s", err.msg);
	} else if (!file_read(path.data, 0, &expected, NULL, &err)) {
		fail_msg("%s (make golden-update makes it)", err.msg);
	} else if (!str_equal(buffer_str(&expected), actual)) {
		struct str have, want;
		unsigned line = first_difference(actual, buffer_str(&expected), &have, &want);
		fail_msg("%s:%u differs\nhave \"%.*s\"\nwant \"%.*s\"", path.data, line,
			STR_ARG(have), STR_ARG(want));
	}
	buffer_free(&expected);
	buffer_free(&path);
}
