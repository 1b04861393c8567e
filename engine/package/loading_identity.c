/* loading_identity.c: package.yaml, held against the identity the template asks for. */
#include "base/base.h"
#include "base/date.h"
#include "package/loading_private.h"
#include "text/yaml.h"

static void check_identity(struct loading *l)
{
	static const char *const own[] = { "format", "id", "template", "category", "title", "time_zone", "language",
	                                   "marking" };
	struct package *p = l->p;
	for (size_t i = 0; i < p->identity.count; i++) {
		const struct package_value *v = &p->identity.at[i];
		const struct template_field *f = template_field(p->template, v->field);
		struct place at = { "package.yaml", v->line };
		bool known = f != NULL;
		for (size_t k = 0; k < countof(own); k++)
			known = known || strcmp(own[k], v->field) == 0;
		if (!known)
			finding_add(p->findings, FINDING_identity_unknown, at, PHRASE("the template does not know "
				"the field \"{field}\"", v->field));
		if (f && f->format && *v->value && !pattern_matches(f->format->pattern, v->value))
			finding_add(p->findings, FINDING_identity_format, at, PHRASE("{title} \"{value}\" is not of "
				"the form wanted: {form}", loading_say(l, &f->title), v->value,
				loading_say(l, &f->format->says)));
		if (f && f->choices.count && *v->value && !list_has(&f->choices, v->value))
			finding_add(p->findings, FINDING_identity_format, at, PHRASE("{title} \"{value}\" is none of "
				"those the template allows: {list}", loading_say(l, &f->title), v->value,
				list_join(l->sc, &f->choices, ", ")));
	}
	for (size_t i = 0; i < p->template->fields.count; i++) {
		const struct template_field *f = &p->template->fields.at[i];
		if (f->required && !*package_value(p, f->name))
			finding_add(p->findings, FINDING_identity_missing, (struct place){ "package.yaml" },
				PHRASE("{title} ({name}) is missing", loading_say(l, &f->title), f->name));
	}
	if (p->category_index >= 0 && !p->template->categories.at[p->category_index].offered)
		finding_add(p->findings, FINDING_identity_format, (struct place){ "package.yaml" },
			PHRASE("the template does not offer category {category}", p->category));
	if (p->category_index < 0)
		finding_add(p->findings, FINDING_identity_format, (struct place){ "package.yaml" },
			PHRASE("the template has no category \"{category}\"", p->category));
	if (!package_id_is_valid(p->id))
		finding_add(p->findings, FINDING_identity_format, (struct place){ "package.yaml" },
			PHRASE("the id \"{id}\" is not of the form wanted: letters, digits, - and _", p->id));
}

const struct fault *loading_identity(struct loading *l)
{
	struct package *p = l->p;
	const struct yaml *root = NULL;
	struct yaml_mistake mistake;
	const char *text = NULL;
	size_t len = 0;
	p->id = p->title = p->category = p->marking = "";
	p->category_index = -1;
	TRY(loading_text(l, "package.yaml", false, &text, &len));
	if (text && !yaml_read(l->sc, text, len, 1, &root, &mistake))
		finding_add(p->findings, FINDING_yaml_malformed, (struct place){ "package.yaml", mistake.line,
			mistake.column }, mistake.says);
	if (!loading_entry(l, "package.yaml"))
		finding_add(p->findings, FINDING_element_missing, (struct place){ "package.yaml" },
			PHRASE("the file is missing"));
	if (!root || root->kind != YAML_MAP)
		return NULL;
	loading_values(l, root, "", 1, &p->identity);
	p->id = package_value(p, "id");
	p->title = package_value(p, "title");
	p->category = package_value(p, "category");
	p->category_index = template_category(p->template, p->category);
	p->marking = p->template->marking_field ? package_value(p, p->template->marking_field) : "";
	const char *zone = package_value(p, "time_zone");
	if (*zone && !date_parse_offset(zone, &p->offset))
		finding_add(p->findings, FINDING_identity_format, (struct place){ "package.yaml" },
			PHRASE("time_zone \"{zone}\" is not of the form wanted: +09:00", zone));
	check_identity(l);
	return NULL;
}
