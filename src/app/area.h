/* An area of the screen, in cells. */
#ifndef APP_AREA_H
#define APP_AREA_H

#include <stdbool.h>

struct area {
	unsigned row, column, rows, columns;
};

static inline bool area_holds(struct area area, unsigned row, unsigned column)
{
	return row >= area.row && row < area.row + area.rows && column >= area.column &&
	       column < area.column + area.columns;
}

#endif
