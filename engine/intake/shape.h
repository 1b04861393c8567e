/* shape.h: the columns that a table may have, and how people call them.  For intake/ and desk/. */
#ifndef INTAKE_SHAPE_H
#define INTAKE_SHAPE_H
#include "base/lookup.h"
#include "template/template.h"

/* A column, and what people call it. */
struct shape_column { const char *key; struct names heads; const struct template_column *of; };
struct shape {
	const char *name;               /* of the register, of the template's sheet */
	struct names titles;
	const struct template_register *of;     /* NULL: of a sheet made by a query */
	const struct template_sheet *sheet;     /* NULL: of a register alone */
	struct shape_column *columns;
	size_t column_count;
	struct lookup *heads;           /* by value_bare(), place in columns */
};
const struct shape *shape_of_register(struct scope *, const struct template *, const struct template_register *);
const struct shape *shape_of_sheet(struct scope *, const struct template *, const struct template_sheet *);
#endif
