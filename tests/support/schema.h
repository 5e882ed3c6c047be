/* JSON Schema, the part of draft 2020-12 that the project's schema uses. YAML holds JSON, so
 * both the schema and what it is about are trees of YAML nodes. */
#ifndef TESTS_SUPPORT_SCHEMA_H
#define TESTS_SUPPORT_SCHEMA_H

#include "attache/base/yaml.h"

/* Whether a node is as the schema says; if not, `wrong` receives where and why. A keyword that
 * is not known here is wrong too: nothing the schema says goes unchecked. */
bool schema_check(
	const struct yaml_node *schema, const struct yaml_node *node, struct buffer *wrong);

#endif
