/* richer.h: the tiny template with what else a template may have, and a package that holds something of each kind. */
#ifndef RICHER_H
#define RICHER_H
#include "unit.h"
#include "tiny.h"
#include "package/package.h"
#include "store/store.h"

/* What the tiny template lacks: codes, a screening, columns of each kind, a package that is used. */
static const char richer_columns[] =
	"  steps:\n"
	"    title: Steps\n"
	"    element: A\n"
	"    key: [step, gauge]\n"
	"    columns:\n"
	"      step: {title: Step, type: integer, required: true}\n"
	"      gauge: {title: Gauge}\n"
	"      sizes: {type: number, list: true}\n"
	"      turns: {type: integer, list: true}\n"
	"      share: {type: number}\n"
	"      seen: {type: pages}\n"
	"      answered: {type: requirement}\n"
	"      day: {type: date}\n"
	"      flags: {type: yes_no, list: true}\n"
	"  screening:\n"
	"    title: Go or no-go\n"
	"    internal: true\n"
	"    key: [question]\n"
	"    columns:\n"
	"      question: {title: Question, required: true}\n"
	"      answer: {title: Answer}\n"
	"      source: {title: Source}\n"
	"codes:\n"
	"  distribution:\n"
	"    none: {title: No statement, group: free, basis: D}\n"
	"    D: {title: Contractors only, means: Nobody else., group: closed, basis: P}\n"
	"  amsc:\n"
	"    K: {title: Sole, group: one, basis: B}\n"
	"screening:\n"
	"  register: screening\n"
	"  questions:\n"
	"    strict: {text: Strictest marking, codes: [distribution], choices: [none, D], basis: B}\n"
	"    number: {text: Stock number, format: nsn, field: nsn, basis: P}\n"
	"    sure: {text: Are you sure, choices: [sure, unsure], basis: D}\n"
	"uses:\n"
	"  profile:\n"
	"    title: Profile of the site\n"
	"    template: tiny\n"
	"    states: [sent]\n"
	"    reads:\n"
	"      gauges: [gauge, made, due]\n"
	"      evidence: [attachment]\n"
	"  other:\n"
	"    title: Another\n"
	"    template: tiny\n"
	"    states: [sent]\n"
	"    reads: {gauges: [due, gauge]}\n";

static const struct { const char *path, *text; } richer_files[] = {
	{ "package.yaml", "format: 1\nid: P-1\ntemplate: tiny\ncategory: I\ntitle: A part\ntime_zone: \"+09:00\"\n"
	                  "marking: FICTITIOUS\nnsn: 2840-01-999-9902\nuses:\n  profile: P-9\n"
	                  "part_numbers:\n  - {cage: SJZ02}\n  - {cage: SJZ03}\n" },
	{ "evidence/A.ja.md", "---\ntranslation_of: evidence/A.md\noriginal_digest: abc\n---\n# 手紙\n\n"
	                      "## A1 署名\n\n2840-01-999-9902 と 2840-01-999-9903\n" },
	{ "evidence/C.md", "---\nelement: C\nlanguage: en\n---\n# Repair\n\n## C1 Routing\n\n"
	                   "[d](../attachments/C/drawing.pdf) "
	                   "and [gone](../attachments/C/gone.pdf)\n\n## C2 Machines\n\nTODO\n\n## C3 Inspection\n\n"
	                   "Of 2840-01-999-9904.\n\n## C12 Records\n\nN/A: none are kept\n" },
	{ "registers/steps.csv", "step,gauge,sizes,turns,share,seen,answered,day,flags\n"
	                         "10,G-1,1.5;2;,3; 4,0.5,\"1,3-5, 7\",C1,2026-01-02,yes\n"
	                         "20,G-2,,,,2,,,\n"
	                         "30,\"G;\"\"3\",7,8,-1e2,,A1,,no;yes\n" },
	{ "registers/screening.csv", "question,answer\nnumber,2840-01-999-9902\nstrict,D\n" },
	{ "registers/evidence.csv", "requirement,attachment,pages,shows\nC3,attachments/C/list.txt,,a list\n"
	                            "C4,attachments/C/list.txt,2,one page\n"
	                            "C12,attachments/C/list.txt,\"1,3\",pages\n" },
	{ "attachments/C/drawing.pdf", "not quite a drawing" },
	{ "attachments/C/list.txt", "one\ntwo\n" },
	{ "attachments/other/lost.txt", "" },
};

static inline struct template_files *richer_template_files(struct scope *sc)
{
	struct template_files *files = tiny_template(sc);
	for (size_t i = 0; i < files->count; i++) {
		struct template_file *f = &files->at[i];
		const char *at = strstr(f->bytes, "basis: P}\nidentity:"), *end = strstr(f->bytes, "attach: {register");
		if (at && end)
			f->bytes = scope_printf(sc, "%.*sbasis: P, mentions: true%.*s%s%s", (int)(at - f->bytes),
			                        f->bytes, (int)(end - at) - 8, at + 8, richer_columns, end);
		f->len = strlen(f->bytes);
	}
	return files;
}

static inline const struct template *richer_template(struct scope *sc)
{
	const struct template *t = NULL;
	OK(template_read_fit(sc, richer_template_files(sc), &t));
	return t;
}

static inline struct store *richer_store(struct scope *sc)
{
	struct store *s = store_memory(sc);
	for (size_t i = 0; i < countof(tiny_package); i++)
		OK(store_write(sc, s, tiny_package[i].path, tiny_package[i].text, strlen(tiny_package[i].text)));
	for (size_t i = 0; i < countof(richer_files); i++)
		OK(store_write(sc, s, richer_files[i].path, richer_files[i].text, strlen(richer_files[i].text)));
	return s;
}

static inline void richer_put(struct scope *sc, struct store *s, const char *path, const char *text)
{
	OK(store_write(sc, s, path, text, strlen(text)));
}

static inline struct package *richer_load(struct scope *sc, struct store *s, const struct template *t)
{
	struct source *work = NULL;
	struct package *p = NULL;
	OK(store_source_work(sc, s, &work));
	OK(package_load(sc, t, work, &p));
	return p;
}
#endif
