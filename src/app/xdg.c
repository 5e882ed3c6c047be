#include "xdg.h"

#include "attache/base/buffer.h"

#include <stdlib.h>

char *xdg_path(const char *variable, const char *fallback, const char *name)
{
	const char *base = getenv(variable), *home = getenv("HOME");
	struct buffer path = {0};
	if (base && base[0] == '/')
		buffer_format(&path, "%s/attache/%s", base, name);
	else if (home && home[0] == '/')
		buffer_format(&path, "%s/%s/attache/%s", home, fallback, name);
	return path.data;
}
