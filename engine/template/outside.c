/* outside.c: template.yaml: what comes in from outside: attached files, and packages that are used. */
#include "base/base.h"
#include "template/template_private.h"

static void need_column(struct template_reader *r, const struct yaml *at, const struct template_register *in,
                        const char *name)
{
	if (template_column(in, name) < 0)
		template_complain(r, at, "register {register} has no column \"{column}\"", in->name, name);
}

/* Two choices: the first means that the content is here, the second that it stays elsewhere. */
static void read_kept(struct template *t, struct template_reader *r, const struct yaml *at)
{
	int c = template_column(t->attach.into, t->attach.kept_column);
	need_column(r, at, t->attach.into, t->attach.kept_column);
	if (c >= 0 && t->attach.into->columns[c].choices.count == 2)
		return;
	if (c >= 0)
		template_complain(r, at, "the column {column} wants two choices: the content is here, and it is "
			"kept elsewhere", t->attach.kept_column);
	t->attach.kept_column = NULL;
}

static void read_refusal(struct template *t, struct template_reader *r, const struct yaml *map)
{
	if (!template_keys(r, map, "column values unless says"))
		return;
	struct template_refusal *out = LIST_ADD(r->sc, &t->attach.refusals);
	*out = (struct template_refusal){ template_required_text(r, map, "column"), template_required_text(r, map,
		"unless"),
	                                  template_names(r, map, "values"), template_words(r, map, "says", "") };
	need_column(r, template_at(map, "column"), t->attach.into, out->column);
	need_column(r, template_at(map, "unless"), t->attach.into, out->unless);
	int c = template_column(t->attach.into, out->column);
	for (size_t i = 0; c >= 0 && t->attach.into->columns[c].choices.count && i < out->values.count; i++)
		if (!list_has(&t->attach.into->columns[c].choices, out->values.at[i]))
			template_complain(r, yaml_get(map, "values"), "\"{value}\" is no choice of the column {column}",
				out->values.at[i], out->column);
	if (out->values.count == 0 || !*out->says.in[0])
		template_complain(r, map, "a refusal names its values, and says what to do");
}

/* Left out, the columns are those that the first register does not have: a name then never means another column. */
static struct names read_also_columns(const struct template *t, struct template_reader *r, const struct yaml *map,
                                      const struct template_also *also)
{
	struct names given = template_names(r, map, "columns"), own = {0};
	for (size_t i = 0; i < given.count; i++)
		need_column(r, yaml_get(map, "columns"), also->into, given.at[i]);
	for (size_t c = 0; c < also->into->column_count; c++)
		if (template_column(t->attach.into, also->into->columns[c].name) < 0
		    && strcmp(also->into->columns[c].name, also->file_column) != 0)
			*LIST_ADD(r->sc, &own) = also->into->columns[c].name;
	return given.count ? given : own;
}

static void read_also(struct template *t, struct template_reader *r, const struct yaml *map)
{
	if (!template_keys(r, map, "register file_column columns"))
		return;
	const char *name = template_required_text(r, map, "register");
	struct template_also also = { template_register(t, name), template_plain(r, map, "file_column", "attachment"),
		{0} };
	if (!also.into || also.into == t->attach.into) {
		template_complain(r, template_at(map, "register"), "there is no other register \"{register}\"", name);
		return;
	}
	need_column(r, template_at(map, "file_column"), also.into, also.file_column);
	also.columns = read_also_columns(t, r, map, &also);
	*LIST_ADD(r->sc, &t->attach.also) = also;
}

static void read_proposal(struct template *t, struct template_reader *r, const struct yaml *map, size_t i)
{
	static const char *const facts[] = { [TEMPLATE_FACT_TITLE] = "title", [TEMPLATE_FACT_LANGUAGE] = "language",
		[TEMPLATE_FACT_PAGES] = "pages" };
	const char *fact = template_plain(r, map, map->keys[i], "");
	need_column(r, map->items[i], t->attach.into, map->keys[i]);
	for (size_t k = 0; k < countof(facts); k++)
		if (strcmp(fact, facts[k]) == 0) {
			*LIST_ADD(r->sc, &t->attach.proposes) =
				(struct template_proposal){ map->keys[i], (enum template_fact)k };
			return;
		}
	template_complain(r, map->items[i], "a file says its title, language or pages; it does not say \"{fact}\"",
		fact);
}

static void read_more(struct template *t, struct template_reader *r, const struct yaml *map)
{
	const struct yaml *also = yaml_get(map, "also"), *proposes = template_map(r, map, "proposes");
	if (also && also->kind != YAML_LIST)
		template_complain(r, also, "other registers are a list: - {{register, file_column, columns}");
	for (size_t i = 0; also && also->kind == YAML_LIST && i < also->count; i++)
		read_also(t, r, also->items[i]);
	for (size_t i = 0; proposes && i < proposes->count; i++)
		read_proposal(t, r, proposes, i);
}

void template_read_attach(struct template *t, struct template_reader *r, const struct yaml *map)
{
	if (!map || !template_keys(r, map, "register file_column kept_column asks refuses also proposes"))
		return;
	const struct yaml *refuses = yaml_get(map, "refuses");
	t->attach.into = template_register(t, template_plain(r, map, "register", ""));
	t->attach.file_column = template_plain(r, map, "file_column", "attachment");
	t->attach.kept_column = template_plain(r, map, "kept_column", NULL);
	t->attach.asks = template_names(r, map, "asks");
	if (!t->attach.into) {
		template_complain(r, template_at(map, "register"), "there is no register \"{register}\"",
			template_plain(r, map, "register", ""));
		return;
	}
	need_column(r, template_at(map, "file_column"), t->attach.into, t->attach.file_column);
	if (t->attach.kept_column)
		read_kept(t, r, yaml_get(map, "kept_column"));
	for (size_t i = 0; i < t->attach.asks.count; i++)
		need_column(r, yaml_get(map, "asks"), t->attach.into, t->attach.asks.at[i]);
	if (refuses && refuses->kind != YAML_LIST)
		template_complain(r, refuses, "what attach refuses is a list: - {{column, values, unless, says}");
	for (size_t i = 0; refuses && refuses->kind == YAML_LIST && i < refuses->count; i++)
		read_refusal(t, r, refuses->items[i]);
	read_more(t, r, map);
}

static void read_use(struct template *t, struct template_reader *r, const char *alias, const struct yaml *map)
{
	if (!template_keys(r, map, "title template states reads"))
		return;
	const struct yaml *reads = template_map(r, map, "reads");
	struct template_use *u = LIST_ADD(r->sc, &t->uses);
	*u = (struct template_use){ .alias = alias, .template = template_required_text(r, map, "template"),
		.title = template_words(r, map, "title", alias), .states = template_names(r, map, "states"),
		.place = template_place(r, map) };
	if (!template_is_sql_name(alias))
		template_complain(r, map, "\"{alias}\" cannot name a used package: use small letters, digits and _",
			alias);
	for (size_t i = 0; reads && i < reads->count; i++) {
		struct template_reading *in = LIST_ADD(r->sc, &u->reads);
		*in = (struct template_reading){ reads->keys[i], template_names(r, reads, reads->keys[i]) };
		if (!template_is_sql_name(in->name) || strcmp(in->name, "identity") == 0)
			template_complain(r, reads->items[i], "\"{register}\" is no register", in->name);
		if (in->columns.count == 0)
			template_complain(r, reads->items[i], "name the columns of {register} that rules read: [a, b]",
				in->name);
		for (size_t c = 0; c < in->columns.count; c++)
			if (!template_is_sql_name(in->columns.at[c]))
				template_complain(r, reads->items[i], "\"{column}\" is no column", in->columns.at[c]);
	}
}

void template_read_uses(struct template *t, struct template_reader *r, const struct yaml *uses)
{
	for (size_t i = 0; uses && i < uses->count; i++)
		read_use(t, r, uses->keys[i], uses->items[i]);
}
