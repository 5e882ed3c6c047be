/* Reading a codebook's YAML into a draft. */
#ifndef ANNOTATE_CODEBOOK_READ_H
#define ANNOTATE_CODEBOOK_READ_H

#include "attache/annotate/codebook_build.h"

/* Collect what the tree of a file holds. False when it is no codebook. The tree lives as long
 * as the draft's arena. */
bool codebook_read(
	struct codebook_draft *draft, const struct yaml_node *root, struct error *err);

#endif
