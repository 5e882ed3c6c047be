#include "attache/extract/findings.h"

#include "attache/base/json.h"
#include "attache/base/utf8.h"
#include "attache/extract/date.h"

struct str findings_name(struct str path)
{
	struct str name = file_basename(path);
	if (str_equal(name, STR("-")))
		return STR("stdin");
	for (size_t i = name.len; i-- > 1;)
		if (name.s[i] == '.')
			return (struct str){name.s, i};
	return name;
}

/* Code points are counted on from the offset asked for last, which is near as a rule. */
struct ruler {
	const struct document *document;
	size_t byte, codepoint;
};

#define RULER_BYTES 256

static size_t measure(struct ruler *ruler, size_t byte)
{
	struct str text = ruler->document->text;
	if (byte >= ruler->byte && byte - ruler->byte <= RULER_BYTES)
		ruler->codepoint += utf8_count(
			str_slice(text, (struct range){ruler->byte, byte}));
	else
		ruler->codepoint = utf8_to_codepoint(ruler->document->map, byte);
	ruler->byte = byte;
	return ruler->codepoint;
}

static void add_range(struct json *json, struct ruler *ruler, struct range range,
	const char *start, const char *end)
{
	json_key(json, start);
	json_size(json, measure(ruler, range.start));
	json_key(json, end);
	json_size(json, measure(ruler, range.end));
}

static void add_value(
	struct json *json, const struct document *document, struct range range, struct str date)
{
	struct arena *arena = arena_new();
	json_optional(json, "value", date_value_at(arena, document, range, date));
	arena_free(arena);
}

static void add_entity(struct json *json, struct ruler *ruler, struct str date,
	const struct extraction *extraction, const struct mention *mention)
{
	const struct entity *entity = &extraction->entities[mention->entity];
	json_object(json);
	add_range(json, ruler, mention->range, "start", "end");
	json_optional(json, "type", str_from(entity_type_name(mention->type)));
	json_optional(json, "text", str_slice(ruler->document->text, mention->range));
	json_key(json, "entity");
	json_size(json, mention->entity);
	json_optional(json, "canonical", entity->canonical);
	json_optional(json, "country", entity->country);
	if (mention->type == ENTITY_DATE)
		add_value(json, ruler->document, mention->range, date);
	json_optional(json, "role", entity->role);
	if (mention->metonym) {
		json_key(json, "metonym");
		json_boolean(json, true);
	}
	json_key(json, "confidence");
	json_size(json, mention->confidence);
	json_object_end(json);
}

static void add_quote(struct json *json, struct ruler *ruler, const struct quote *quote)
{
	struct str text = ruler->document->text;
	json_object(json);
	add_range(json, ruler, quote->range, "quote_start", "quote_end");
	json_optional(json, "text", str_slice(text, quote->range));
	json_optional(json, "kind", str_from(quote_kind_name(quote->kind)));
	json_optional(json, "speaker", quote->speaker_name);
	if (range_length(quote->speaker_words))
		add_range(json, ruler, quote->speaker_words, "speaker_start", "speaker_end");
	json_optional(json, "cue", str_slice(text, quote->cue));
	json_optional(json, "source", str_slice(text, quote->source));
	json_key(json, "group");
	json_size(json, quote->group);
	json_key(json, "confidence");
	json_size(json, quote->confidence);
	json_object_end(json);
}

#define PIECE ((size_t)64 * 1024)

void findings_drain_jsonl(struct buffer *out, struct str name, const struct document *document,
	struct str date, const struct extraction *extraction, findings_drain *drain, void *to)
{
	struct json json = {.out = out};
	struct ruler ruler = {.document = document};
	json_object(&json);
	json_key(&json, "doc");
	json_string(&json, name);
	json_optional(&json, "date", date);
	json_key(&json, "entities");
	json_array(&json);
	for (size_t i = 0; i < extraction->mention_count; i++) {
		add_entity(&json, &ruler, date, extraction, &extraction->mentions[i]);
		if (drain && out->len >= PIECE)
			drain(to, out);
	}
	json_array_end(&json);
	json_key(&json, "quotes");
	json_array(&json);
	for (size_t i = 0; i < extraction->quote_count; i++) {
		add_quote(&json, &ruler, &extraction->quotes[i]);
		if (drain && out->len >= PIECE)
			drain(to, out);
	}
	json_array_end(&json);
	json_object_end(&json);
	buffer_add_byte(out, '\n');
}

void findings_add_jsonl(struct buffer *out, struct str name, const struct document *document,
	struct str date, const struct extraction *extraction)
{
	findings_drain_jsonl(out, name, document, date, extraction, NULL, NULL);
}

/* Line ends and tabs of the article would break the page's lines. */
static void add_flat(struct buffer *out, struct str text, size_t columns)
{
	size_t count = 0, length;
	for (size_t i = 0; i < text.len; i += length) {
		uint32_t c = utf8_decode(text, i, &length);
		if (count++ == columns) {
			buffer_add_cstr(out, "…");
			return;
		}
		buffer_add_codepoint(out, c == '\n' || c == '\t' ? ' ' : c);
	}
}

static void add_text_value(struct buffer *out, const struct document *document, struct str date,
	const struct extraction *extraction, const struct entity *entity)
{
	struct arena *arena = arena_new();
	struct range first = extraction->mentions[entity->mentions[0]].range;
	struct str value = date_value_at(arena, document, first, date);
	if (value.len)
		buffer_format(out, " (%.*s)", STR_ARG(value));
	arena_free(arena);
}

static void add_text_entities(struct buffer *out, const struct document *document,
	struct str date, const struct extraction *extraction)
{
	for (unsigned type = 0; type < ENTITY_TYPES; type++)
		for (size_t i = 0; i < extraction->entity_count; i++) {
			const struct entity *entity = &extraction->entities[i];
			if (entity->type != type)
				continue;
			buffer_format(out, "  %-8s %4zu  ", entity_type_name(entity->type),
				entity->mention_count);
			add_flat(out, entity->canonical, 60);
			if (entity->role.len)
				buffer_format(out, ", %.*s", STR_ARG(entity->role));
			if (entity->country.len)
				buffer_format(out, " (%.*s)", STR_ARG(entity->country));
			if (type == ENTITY_DATE)
				add_text_value(out, document, date, extraction, entity);
			buffer_add_byte(out, '\n');
		}
}

void findings_add_text(struct buffer *out, struct str name, const struct document *document,
	struct str date, const struct extraction *extraction)
{
	add_flat(out, name, 200);
	buffer_format(out, "\n\nEntities (%zu)\n", extraction->entity_count);
	add_text_entities(out, document, date, extraction);
	buffer_format(out, "\nQuotes (%zu)\n", extraction->quote_count);
	for (size_t i = 0; i < extraction->quote_count; i++) {
		const struct quote *quote = &extraction->quotes[i];
		buffer_format(out, "  %-8s ", quote_kind_name(quote->kind));
		add_flat(out, quote->speaker_name.len ? quote->speaker_name : STR("?"), 30);
		buffer_add_cstr(out, ": ");
		add_flat(out, str_slice(document->text, quote->range), 60);
		if (range_length(quote->source)) {
			buffer_add_cstr(out, " [");
			add_flat(out, str_slice(document->text, quote->source), 40);
			buffer_add_byte(out, ']');
		}
		buffer_add_byte(out, '\n');
	}
}
