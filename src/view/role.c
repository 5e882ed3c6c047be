#include "attache/view/role.h"

#include "attache/view/theme.h"

#include <assert.h>

#define TAG(number) \
	[ROLE_TAG_##number] = { \
		"tag." #number, ROLE_ANNOTATED, 0, "tags of the codebook's family " #number}

#define ANNOTATOR(number) \
	[ROLE_ANNOTATOR_##number] = {"annotator." #number, ROLE_ANNOTATED, 0, \
		"what the other annotator " #number " annotated"}

const struct role_info role_table[ROLES] = {
	[ROLE_TEXT] = {"text", ROLE_TEXT, 0, "the article"},
	[ROLE_TITLE] = {"title", ROLE_HEADING, 0, "the article's title"},
	[ROLE_HEADING] = {"heading", ROLE_TEXT, STYLE_BOLD, "headings within the article"},
	[ROLE_DIM] = {"dim", ROLE_TEXT, STYLE_DIM, "what matters less"},
	[ROLE_FURNITURE] = {"furniture", ROLE_DIM, 0, "page furniture and its fold line"},
	[ROLE_PERSON] = {"person", ROLE_TEXT, 0, "people"},
	[ROLE_COUNTRY] = {"country", ROLE_TEXT, 0, "countries"},
	[ROLE_ORGANISATION] = {"organisation", ROLE_TEXT, 0, "organisations"},
	[ROLE_PLACE] = {"place", ROLE_TEXT, 0, "places"},
	[ROLE_NORP] = {"norp", ROLE_COUNTRY, 0, "nationalities, faiths and political groups"},
	[ROLE_DATE] = {"date", ROLE_TEXT, 0, "dates"},
	[ROLE_OTHER] = {"other", ROLE_TEXT, 0, "events, laws and other names"},
	[ROLE_QUOTE] = {"quote", ROLE_TEXT, STYLE_ITALIC, "quotations"},
	[ROLE_QUOTE_SCARE] = {"quote.scare", ROLE_QUOTE, 0, "words in scare quotes"},
	[ROLE_ANNOTATED] = {"annotated", ROLE_TEXT, STYLE_UNDERLINE, "text with an annotation"},
	[ROLE_CURRENT] = {"current", ROLE_TEXT, STYLE_REVERSE, "the current object"},
	[ROLE_SELECTION] = {"selection", ROLE_CURRENT, 0, "the selection"},
	[ROLE_SEARCH] = {"search", ROLE_TEXT, STYLE_REVERSE, "search hits"},
	[ROLE_SEARCH_CURRENT] = {"search.current", ROLE_SEARCH, STYLE_BOLD | STYLE_UNDERLINE,
		"the current search hit"},
	[ROLE_TITLE_BAR] = {"title.bar", ROLE_STATUS, STYLE_BOLD, "the top line"},
	[ROLE_STATUS] = {"status", ROLE_TEXT, STYLE_REVERSE, "the status line"},
	[ROLE_STATUS_KEY] = {"status.key", ROLE_STATUS, STYLE_BOLD,
		"what stands out in the status line"},
	[ROLE_HINT] = {"hint", ROLE_DIM, 0, "the line of keys that apply now"},
	[ROLE_HINT_KEY] = {"hint.key", ROLE_TEXT, STYLE_BOLD, "keys in the hint line"},
	[ROLE_MESSAGE] = {"message", ROLE_TEXT, STYLE_BOLD, "messages"},
	[ROLE_ERROR] = {"error", ROLE_MESSAGE, STYLE_REVERSE, "errors"},
	[ROLE_BORDER] = {"border", ROLE_DIM, 0, "lines between the panes"},
	[ROLE_TAB] = {"tab", ROLE_DIM, 0, "tabs of the sidebar"},
	[ROLE_TAB_CURRENT] = {"tab.current", ROLE_TEXT, STYLE_BOLD | STYLE_UNDERLINE,
		"the open tab"},
	[ROLE_LIST_CURRENT] = {"list.current", ROLE_TEXT, STYLE_REVERSE,
		"the current row of a list"},
	[ROLE_GROUP] = {"group", ROLE_HEADING, 0, "headings of groups in a list"},
	[ROLE_COUNT] = {"count", ROLE_DIM, 0, "counts"},
	[ROLE_SPARKLINE] = {"sparkline", ROLE_DIM, 0, "sparklines of where a name occurs"},
	[ROLE_OVERVIEW_QUOTE] = {"overview.quote", ROLE_DIM, 0, "quotations in the overview"},
	[ROLE_OVERVIEW_NOTE] = {"overview.note", ROLE_TEXT, STYLE_BOLD,
		"annotations in the overview"},
	[ROLE_OVERVIEW_HIT] = {"overview.hit", ROLE_TEXT, 0, "search hits in the overview"},
	[ROLE_PROMPT] = {"prompt", ROLE_TEXT, 0, "the line one types into"},
	[ROLE_PICKER] = {"picker", ROLE_TEXT, 0,
		"the tag picker and other lists over the text"},
	[ROLE_PICKER_CURRENT] = {"picker.current", ROLE_LIST_CURRENT, 0,
		"the current row of the picker"},
	[ROLE_ORPHAN] = {"orphan", ROLE_DIM, STYLE_ITALIC,
		"annotations whose text was not found again"},
	TAG(1),
	TAG(2),
	TAG(3),
	TAG(4),
	TAG(5),
	TAG(6),
	TAG(7),
	TAG(8),
	ANNOTATOR(1),
	ANNOTATOR(2),
	ANNOTATOR(3),
	ANNOTATOR(4),
	ANNOTATOR(5),
	ANNOTATOR(6),
};

const char *role_name(enum role role)
{
	assert(role < ROLES);
	return role_table[role].name;
}

bool role_from(struct str name, enum role *role)
{
	for (unsigned i = 0; i < ROLES; i++) {
		if (str_equal(name, str_from(role_table[i].name))) {
			*role = (enum role)i;
			return true;
		}
	}
	return false;
}
