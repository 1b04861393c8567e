/* cmd_key.c: sarflow key: keys that people sign with. */
#include "base/base.h"
#include "command/command.h"

const struct command cmd_key = {
	.name = "key", .args = "new|list|trust|revoke",
	.brief = "make a key to sign with; say whose keys count, or end one",
	.help = "What you do is signed with your key, so that anybody can check that it was you.  new makes one; "
	        "who may\n"
	        "appoint trusts it; list shows whose keys count; revoke ends one that is lost.",
	.example = "sarflow key new", .without = "list",
};
