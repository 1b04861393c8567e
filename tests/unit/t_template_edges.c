/* t_template_edges.c: lists where maps are wanted, empty names: a finding, no crash and no endless loop. */
#include "unit.h"
#include "tiny.h"
#include "package/check.h"
#include <sys/wait.h>
static const struct { const char *path, *from, *to; } list[] = {
 { "template.yaml", "roles:\n  manager: {en: Manager, ja: 管理者}\n  quality: Quality\n", "roles: [manager, quality]\n" },
 { "template.yaml", "formats:\n  nsn:", "formats:\n  - nsn:" },
 { "template.yaml", "identity:\n  nsn: {title: {en: Stock Number, ja: 番号}, format: nsn, required: true}\n  part_numbers.cage: {title: CAGE, required: true}\n  marking: {title: Marking}\n", "identity: [nsn]\n" },
 { "template.yaml", "categories:\n  I: One\n  II: {en: Two, ja: 二}\n", "categories: [I, II]\n" },
 { "template.yaml", "need: {I: R, II: C}", "need: [R, C]" },
 { "template.yaml", "gauge: {title: Gauge, required: true, width: 8}", "gauge: Gauge" },
 { "checklist.yaml", "requirements:\n", "requirements: [x]\nold:\n" },
 { "rules.yaml", "rules:\n", "rules: [x]\nold:\n" },
 { "workflow.yaml", "acts:\n  appoint: [manager]\n  sign-off: [quality]\n  note: any\n", "acts: [appoint]\n" },
 { "workflow.yaml", "draft: {title: Draft, owner: applicant}", "draft: Draft" },
 { "workflow.yaml", "- action: send\n    title: {en: Send, ja: 送る}\n", "- action: send\n    titel: x\n" },
 { "workflow.yaml", "no_findings: {level: error}", "no_findings: {'': error}" },
 { "workbook.yaml", "profiles:\n  submittal:\n", "profiles:\n  - submittal:\n" },
 { "workbook.yaml", "- {name: Gauges, register: gauges}", "- Gauges" },
 { "workbook.yaml", "          - {head: No., width: 6}\n", "          - No.\n" },
};
int main(void)
{
	int bad = 0;
	for (size_t i = 0; i < countof(list); i++) {
		fflush(stdout);
		pid_t pid = fork();
		if (pid == 0) {
			alarm(5);
			SCOPE(sc);
			struct template_files *files = tiny_template(sc);
			for (size_t k = 0; k < files->count; k++) {
				const char *at = strcmp(files->at[k].path, list[i].path) ? NULL : strstr(files->at[k].bytes, list[i].from);
				if (!at) { if (!strcmp(files->at[k].path, list[i].path)) printf("not found: %s\n", list[i].from); continue; }
				files->at[k].bytes = scope_printf(sc, "%.*s%s%s", (int)(at - files->at[k].bytes), files->at[k].bytes, list[i].to, at + strlen(list[i].from));
				files->at[k].len = strlen(files->at[k].bytes);
			}
			struct findings *fs = finding_list(sc);
			template_read(sc, files, fs);
			printf("%2zu ok %zu errors: %s:%d %s\n", i, fs->errors, fs->errors ? fs->at[0].place.file : "", fs->errors ? fs->at[0].place.line : 0, fs->errors ? fs->at[0].message : "");
			fflush(stdout);
			_exit(fs->errors == 0);
		}
		int status;
		waitpid(pid, &status, 0);
		if (status) { printf("%2zu FAILS (signal %d) %s: %s\n", i, WTERMSIG(status), list[i].path, list[i].to); bad++; }
	}
	printf("%d failures\n", bad);
	return bad != 0;
}
