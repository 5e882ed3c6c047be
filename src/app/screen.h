/* The arrangement of the screen: which pane lies where at a size. */
#ifndef APP_SCREEN_H
#define APP_SCREEN_H

#include "area.h"

enum screen_mode {
	SCREEN_TINY,     /* a message only */
	SCREEN_NARROW,   /* one pane at a time */
	SCREEN_MEDIUM,   /* a slim sidebar to the right */
	SCREEN_WIDE,     /* a sidebar to the right */
	SCREEN_PORTRAIT, /* the sidebar below the article */
};

struct screen {
	enum screen_mode mode;
	struct area title, article, sidebar; /* of no rows when not shown */
	struct area picker;                  /* over the bottom of the article */
	unsigned border_row;                 /* the line above the status; 0: none */
	unsigned status_row, hint_row;       /* hint_row 0: none */
	bool has_divider;                    /* a column between article and sidebar */
};

struct screen_wishes {
	unsigned rows, columns;
	unsigned sidebar_width;
	bool sidebar;         /* to be shown where there is room */
	bool sidebar_forced;  /* even where it takes the place of the article's measure */
	bool sidebar_focused; /* a narrow screen shows it instead of the article */
	bool hints;
	unsigned picker_rows; /* 0: not open */
};

struct screen screen_arrange(const struct screen_wishes *wishes);

#endif
