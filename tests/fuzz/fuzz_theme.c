/* Any bytes as a theme: a theme with sane styles, or an error. */
#include "attache/view/theme.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct theme *theme;
	struct error err = {0};
	if (!theme_parse(STR("fuzz"), (struct str){(const char *)data, size}, &theme, &err)) {
		assert(err.code != ERR_NONE && err.msg[0]);
		return 0;
	}
	for (unsigned i = 0; i < ROLES; i++) {
		const struct style *style = &theme->styles[i];
		assert((style->attributes & ~STYLE_ALL) == 0);
		assert(theme_quantise(style->foreground, 256) < 256);
		assert(theme_quantise(style->background, 8) < 8);
	}
	theme_free(theme);
	return 0;
}
