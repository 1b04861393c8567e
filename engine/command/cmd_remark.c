/* cmd_remark.c: sarflow remark: what reviewers and the authority say, and what was done about it. */
#include "base/base.h"
#include "command/command.h"

const struct command cmd_remark = {
	.name = "remark", .args = "[WORD [N|FILE]]", .brief = "remarks of reviewers and deficiencies of the authority",
	.help = "A remark is made on a passage, a row, a page, an element, a checklist line or the package, and finds\n"
	        "its place again after edits. It is answered, then closed or opened again. Each word has a help of\n"
	        "its own, as in: sarflow remark add --help.",
	.example = "sarflow remark\n"
	           "sarflow remark add --on evidence/C-repair-documents.md --quote \"0.50 to 0.57 mm\" "
	           "--severity major -m \"Which gauge?\"\n"
	           "sarflow remark answer 3 --changed\nsarflow remark export ../matrix.xlsx",
	.without = "list",
};
