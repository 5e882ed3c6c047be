/* The Quotes tab: who says what, in the order of the article. */
#include "attache/base/grapheme.h"
#include "sidebar_items.h"

#define WORDS_MAX 1024 /* bytes of a quote that a list may show */

/* What was said, without what the reporter puts between. */
static void add_words(
	struct buffer *out, const struct session *session, const struct utterance *utterance)
{
	for (size_t i = 0; i < utterance->count && out->len < WORDS_MAX; i++) {
		const struct quote *quote = &session->extraction->quotes[utterance->first + i];
		buffer_add_cstr(out, i ? " … " : "");
		buffer_add(out, str_slice(session->document->text, quote->range));
	}
}

static const struct quote *quote_of(
	const struct session *session, const struct utterance *utterance)
{
	return &session->extraction->quotes[utterance->first];
}

static bool matches(const struct item_list *list, const struct session *session,
	const struct utterance *utterance)
{
	return item_matches(list, quote_of(session, utterance)->speaker_name) ||
	       item_matches(list, str_slice(session->document->text, utterance->range));
}

void items_of_quotes(
	struct item_list *list, const struct session *session, bool indirect, unsigned columns)
{
	unsigned room = columns > 6 ? columns - 6 : 1;
	struct buffer words = {0};
	for (size_t i = 0; i < session->utterances.count; i++) {
		const struct utterance *utterance = &session->utterances.items[i];
		const struct quote *quote = quote_of(session, utterance);
		if (utterance->kind == QUOTE_INDIRECT && !indirect)
			continue;
		list->total++;
		if (!matches(list, session, utterance))
			continue;
		buffer_clear(&words);
		add_words(&words, session, utterance);
		unsigned height = 1 + item_lines(buffer_str(&words), room, 2) +
				  (range_length(quote->source) > 0);
		item_add(list, (struct item){.kind = ITEM_QUOTE, .height = height, .index = i});
	}
	buffer_free(&words);
}

/* The tags of an annotation, or what is known of it otherwise. */
static struct str tags_of(struct arena *frame, const struct annotation *annotation)
{
	struct str text = STR("");
	if (annotation->status == ANNOTATION_REJECTED)
		return STR("rejected");
	for (size_t i = 0; i < annotation->tag_count; i++)
		text = arena_format(
			frame, "%.*s%s%s", STR_ARG(text), i ? " " : "", annotation->tags[i]);
	return text.len ? text : STR("✓");
}

static struct str speaker_of(const struct quote *quote, const struct annotation *annotation)
{
	if (annotation && annotation->speaker)
		return str_from(annotation->speaker);
	if (quote->speaker_name.len)
		return quote->speaker_name;
	return STR("unattributed");
}

static struct str kind_of(const struct utterance *utterance)
{
	if (utterance->kind == QUOTE_DIRECT)
		return STR("");
	return str_from(quote_kind_name(utterance->kind));
}

void item_draw_quote(
	const struct item_place *place, const struct session *session, const struct item *item)
{
	const struct utterance *utterance = &session->utterances.items[item->index];
	const struct quote *quote = quote_of(session, utterance);
	const struct annotation *annotation = annotations_on(
		session->annotations, utterance->range);
	struct str number = utterance->number
				    ? arena_format(place->frame, "%3u", utterance->number)
				    : STR("  ·");
	struct str country = quote->speaker != ENTITY_NONE
				     ? session->extraction->entities[quote->speaker].country
				     : STR("");
	bool named = quote->speaker_name.len || (annotation && annotation->speaker);
	bool doubtful = !utterance->number || quote->confidence < place->doubtful;
	item_put(place, 0, 0, 3, number, ROLE_COUNT);
	unsigned column = 4;
	unsigned code = country.len ? 4 : 0;
	column += item_put(place, 0, column,
		place->columns > column + code ? place->columns - column - code : 0,
		speaker_of(quote, annotation), !named || doubtful ? ROLE_DIM : ROLE_PERSON);
	if (country.len)
		column += 1 + item_put(place, 0, column + 1, 3, country, ROLE_DIM);
	struct str kind = kind_of(utterance);
	if (kind.len)
		column += 1 + item_put(place, 0, column + 1, 8, kind, ROLE_DIM);
	if (annotation) {
		struct str tags = tags_of(place->frame, annotation);
		unsigned width = (unsigned)grapheme_text_width(tags);
		unsigned room = place->columns > column + 1 ? place->columns - column - 1 : 0;
		item_put(place, 0, width < room ? place->columns - width : column + 1,
			width < room ? width : room, tags, session_role(session, annotation));
	}
	unsigned lines = item->height - 1 - (range_length(quote->source) > 0);
	struct buffer words = {0};
	buffer_add_cstr(&words, "“");
	add_words(&words, session, utterance);
	buffer_add_cstr(&words, "”");
	item_put_words(place, 1, lines, 4, buffer_str(&words),
		utterance->kind == QUOTE_SCARE ? ROLE_QUOTE_SCARE : ROLE_QUOTE);
	buffer_free(&words);
	if (range_length(quote->source))
		item_put_words(place, item->height - 1, 1, 4,
			arena_format(place->frame, "source: %.*s",
				STR_ARG(str_slice(session->document->text, quote->source))),
			ROLE_DIM);
}
