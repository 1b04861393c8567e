/* cmd_stamp.c: sarflow stamp: an authority says that a seal was there at a time. */
#include "base/base.h"
#include "base/file.h"
#include "command/term.h"
#include "command/command.h"
#include "command/show.h"
#include "desk/act.h"

enum { ANSWER = 64 * 1024 };

static bool is_address(const char *where) { return strstr(where, "://") != NULL; }

static const struct fault *write_request(struct scope *sc, const struct env *env, struct desk *d, int submittal,
                                         const char *path)
{
	const char *bytes = NULL;
	size_t len = 0;
	TRY(act_stamp_request(sc, d, submittal, &bytes, &len));
	TRY(file_write(command_folder(sc, env, path), bytes, len));
	term_say(env, "wrote the request for submittal {number} to {file}; what the authority answers is recorded "
		"with: {command}\n", submittal, path, remedy_line(sc, REMEDY("stamp", "", "FILE")));
	return NULL;
}

static const struct fault *read_answer(struct scope *sc, const struct env *env, struct desk *d, const char *where,
                                       struct act_stamp *s)
{
	if (is_address(where))
		return act_stamp_ask(sc, d, s->submittal, s->from = where, &s->bytes, &s->len);
	return file_read(sc, command_folder(sc, env, where), ANSWER, &s->bytes, &s->len);
}

static const struct fault *run(struct scope *sc, const struct env *env, struct command_line *l)
{
	struct desk *d = NULL;
	struct act_stamp s = { .role = command_value(l, "role") };
	const char *where = command_word(l, 0), *request = command_value(l, "request");
	int number;
	if (!where == !request)
		return fault_advise(fault_make(FAULT_USAGE, "name the authority's address, or the file with its "
			"answer, or a file for the request"), REMEDY("stamp", "", "https://AUTHORITY"));
	TRY(command_number(l, "submittal", &number));
	TRY(env_open_desk(sc, env, &d));
	s.submittal = number ? number : (int)desk_fold(d)->seals.count;
	if (!s.submittal)
		return fault_advise(fault_make(FAULT_REFUSED, "no submittal is sealed yet"), REMEDY("seal"));
	if (request)
		return write_request(sc, env, d, s.submittal, request);
	TRY(read_answer(sc, env, d, where, &s));
	const struct fault *f = act_stamp(d, &s);
	show_shut(env, desk_shut(d));
	TRY(f);
	term_say(env, "submittal {number} is stamped, {day}; what is handed over from now on carries the stamp\n",
	         s.submittal, desk_fold(d)->seals.at[s.submittal - 1].stamped_on);
	return NULL;
}

static const struct command_option options[] = {
	{ "submittal", 0, "N", "which submittal; else the newest" },
	{ "request", 0, "FILE", "write the request there and send nothing: for who sends it another way" },
	{ "role", 'r', "ROLE", "stamp in this of your roles" },
	{ 0 },
};

const struct command cmd_stamp = {
	.name = "stamp", .args = "[ADDRESS | FILE]", .brief = "an authority's stamp of the time on a seal (RFC 3161)",
	.help = "Sends the SHA-256 of the seal's event to an authority that stamps the time, at its address, and "
	        "records its answer;\n"
	        "or records the answer that lies in a file. The authority learns nothing but these digits. Nothing is "
	        "recorded of\n"
	        "an answer that is none, or that stamps something else. The folder that `export` makes then holds "
	        "seal.commit and\n"
	        "seal.tsr: packages/VERIFY.md says how to check them with openssl. Behind a proxy, use --request.",
	.example = "sarflow stamp https://timestamp.example\nsarflow stamp --request seal.tsq",
	.options = options, .max_words = 1, .run = run,
};
