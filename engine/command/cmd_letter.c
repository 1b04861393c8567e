/* cmd_letter.c: sarflow letter: file a letter in the journal. */
#include "base/base.h"
#include "command/command.h"

const struct command cmd_letter = {
	.name = "letter", .args = "in|out|show", .brief = "file a letter in the journal, or bring one out",
	.help = "Keeps a letter received (in) or sent (out) that moves no state. A letter that does is given to\n"
	        "`sarflow do ACTION --letter FILE`. Its content lies beside git, as an attachment's; "
	        "show brings it out.",
	.example = "sarflow letter in --letter reply.pdf --on 2026-10-02 --by 'SASPO, J. Doe'",
};
