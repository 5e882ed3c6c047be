#include "codebook_format.h"

#include "attache/base/file.h"

const struct codebook_format codebook_formats[] = {
	{"yaml", ".yaml", "What attache reads: a codebook.yaml beside the articles",
		codebook_parse, codebook_write_yaml},
	{"csv", ".csv", "One row a family or tag, for spreadsheets", codebook_parse_csv,
		codebook_write_csv},
	{"qdc", ".qdc", "REFI-QDA, for NVivo, ATLAS.ti, MAXQDA and QualCoder",
		codebook_parse_qdc, codebook_write_qdc},
};
const size_t codebook_format_count = sizeof codebook_formats / sizeof *codebook_formats;

const struct codebook_format *codebook_format_find(struct str name)
{
	for (size_t i = 0; i < codebook_format_count; i++)
		if (str_equal(str_from(codebook_formats[i].name), name))
			return &codebook_formats[i];
	return NULL;
}

const struct codebook_format *codebook_format_of(struct str path)
{
	for (size_t i = 0; i < codebook_format_count; i++) {
		struct str ending = str_from(codebook_formats[i].ending);
		if (path.len >= ending.len &&
			str_equal_ascii_nocase(ending,
				str_slice(
					path, (struct range){path.len - ending.len, path.len})))
			return &codebook_formats[i];
	}
	return &codebook_formats[0];
}

bool codebook_load_as(const char *path, const struct codebook_format *format,
	struct codebook **out, struct error *err)
{
	struct buffer bytes = {0};
	if (!format)
		format = codebook_format_of(str_from(path));
	bool ok = file_read(path, CODEBOOK_MAX_BYTES, &bytes, NULL, err) &&
		  format->read(buffer_str(&bytes), path, out, err);
	buffer_free(&bytes);
	return ok;
}
