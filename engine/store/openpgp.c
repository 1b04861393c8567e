/* openpgp.c: gpg, asked about one key at a time. */
#include "base/base.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/path.h"
#include "base/temporary.h"
#include "base/tool.h"
#include "store/openpgp.h"
#include <fcntl.h>
#include <unistd.h>

enum { KEY_MOST = 64 * 1024, TRIED_MOST = 64, FINGERPRINT_MOST = 64 };

/* --- names --- */

static struct sshsig_key name_key(struct scope *sc, const char *raw, size_t len, const char *rest)
{
	static const char digits[] = "0123456789ABCDEF";
	char *name = scope_alloc(sc, 2 * len + 1, 1);
	for (size_t i = 0; i < len; i++) {
		name[2 * i] = digits[(unsigned char)raw[i] >> 4];
		name[2 * i + 1] = digits[(unsigned char)raw[i] & 15];
	}
	return (struct sshsig_key){ OPENPGP_TYPE, digest_base64(sc, raw, len), name, rest };
}

bool openpgp_key_read(struct scope *sc, const char *line, struct sshsig_key *out)
{
	static const char type[] = OPENPGP_TYPE " ";
	if (strncmp(line, type, sizeof type - 1) != 0)
		return false;
	const char *word = line + sizeof type - 1, *blank = strchr(word, ' ');
	size_t raw_len = 0, len = 0, n = blank ? strcspn(blank + 1, " \r\n") : 0;
	if (n == 0)
		return false;
	const char *raw = digest_from_base64(sc, scope_copy_bytes(sc, word, (size_t)(blank - word)), &raw_len);
	const char *rest = scope_copy_bytes(sc, blank + 1, n);
	if (!raw || (raw_len != 20 && raw_len != 32) || !digest_from_base64(sc, rest, &len))
		return false;
	*out = name_key(sc, raw, raw_len, rest);
	return true;
}

/* --- what gpg lists, a line a thing, fields between colons --- */

/* A field of a line, from 0. */
static const char *field(struct scope *sc, const char *line, size_t n)
{
	for (; n > 0; n--) {
		line += strcspn(line, ":\n");
		if (*line != ':')
			return "";
		line++;
	}
	return scope_copy_bytes(sc, line, strcspn(line, ":\n"));
}

/* The next line of this sort, behind `at` or there. */
static const char *find_line(const char *at, const char *sort)
{
	size_t n = strlen(sort);
	for (; at && *at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL)
		if (strncmp(at, sort, n) == 0 && at[n] == ':')
			return at;
	return NULL;
}

static bool of_hex(struct scope *sc, const char *hex, struct sshsig_key *out)
{
	static const char digits[] = "0123456789ABCDEF";
	char raw[FINGERPRINT_MOST / 2];
	size_t n = strlen(hex);
	if ((n != 40 && n != 64) || strspn(hex, digits) != n)
		return false;
	for (size_t i = 0; i < n / 2; i++)
		raw[i] = (char)((strchr(digits, hex[2 * i]) - digits) << 4 | (strchr(digits, hex[2 * i + 1]) - digits));
	*out = name_key(sc, raw, n / 2, NULL);
	return true;
}

bool openpgp_key_listed(struct scope *sc, const char *colons, struct sshsig_key *out)
{
	const char *line = find_line(find_line(colons, "pub"), "fpr");
	return line && of_hex(sc, field(sc, line, 9), out);
}

/* --- gpg, in a room of its own --- */

static void close_file(void *p) { close((int)(intptr_t)p); }

/* A file in the room, and open to be read. */
static const struct fault *put(struct scope *sc, const char *room, const char *name, const char *bytes, size_t len,
                               const char **path, int *fd)
{
	*path = path_join(sc, room, name);
	TRY(file_write(*path, bytes, len));
	*fd = open(*path, O_RDONLY | O_CLOEXEC);
	if (*fd < 0)
		return fault_errno("{path}", *path);
	scope_defer(sc, close_file, (void *)(intptr_t)*fd);
	return NULL;
}

static bool keep(void *context, const char *bytes, size_t len)
{
	buf_put(context, bytes, len);
	return true;
}

/* No settings, no agent, no network, no keys but those in the room.  Its exit status, -1 as tool_serve(). */
static int gpg(struct scope *sc, const char *room, int in, const char *const *words, struct buf *out)
{
	const struct tool_bounds bounds = { .seconds = 20, .memory = (size_t)512 << 20, .output = 1 << 20,
		.home = room };
	struct names argv = {0};
	const char *own[] = { "gpg", "--no-options", "--homedir", room, "--batch", "--no-tty", "--no-autostart",
		"--disable-dirmngr", "--no-auto-key-retrieve", "--trust-model", "always", "--weak-digest", "SHA1" };
	for (size_t i = 0; i < countof(own); i++)
		*LIST_ADD(sc, &argv) = own[i];
	for (; *words; words++)
		*LIST_ADD(sc, &argv) = *words;
	*LIST_ADD(sc, &argv) = NULL;
	return tool_serve(sc, &(struct tool_request){ .argv = argv.at, .in = in, .take = keep, .context = out },
	                  &bounds);
}

/* --- a file with a public key --- */

bool openpgp_is_file(const char *bytes, size_t len)
{
	static const char begins[] = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
	unsigned tag = len ? (unsigned char)*bytes : 0;
	/* a packet of a public key, in the old form of its head or the new one; RFC 4880, 4.2 */
	return strstr(bytes, begins) || tag == 0xc6 || (tag & 0xfc) == 0x98;
}

static const struct fault *no_key(void)
{
	return fault_make(FAULT_USAGE, "this is no file with one public key of OpenPGP; let its owner export theirs "
		"alone");
}

/* What it says of itself: one key, which may sign today. */
static const struct fault *describe(struct scope *sc, const char *colons, struct sshsig_key *out, char until[DATE_TEXT])
{
	const char *pub = find_line(colons, "pub");
	if (!pub || find_line(pub + 1, "pub") || find_line(colons, "sec") || !openpgp_key_listed(sc, colons, out))
		return no_key();
	if (!strchr(field(sc, pub, 11), 'S'))
		return fault_make(FAULT_REFUSED, "the key {key} cannot sign: it has ended, was revoked, or was made "
			"for other work", out->fingerprint);
	const char *ends = field(sc, pub, 6);
	*until = '\0';
	if (*ends)
		date_print(date_at(strtoll(ends, NULL, 10), 0), until);
	return NULL;
}

const struct fault *openpgp_read(struct scope *sc, const char *tmp, const char *bytes, size_t len,
                                 struct sshsig_key *out, char until[DATE_TEXT])
{
	SCOPE(turn);
	struct buf *said = buf_new(turn), *unused = buf_new(turn), *exported = buf_new(turn);
	const char *room = NULL, *path = NULL;
	int fd = -1;
	if (!tool_is_here("gpg"))
		return fault_make(FAULT_SYSTEM, "gpg is not on this machine, and it reads keys of OpenPGP; install it");
	TRY(temporary_room(turn, tmp, &room));
	TRY(put(turn, room, "given", bytes, len, &path, &fd));
	const char *show[] = { "--with-colons", "--show-keys", path, NULL }, *import[] = { "--import", path, NULL };
	const char *export[] = { "--export-options", "export-minimal,no-export-attributes", "--export", NULL };
	if (gpg(turn, room, fd, show, said) != 0)
		return no_key();
	TRY(describe(sc, said->at, out, until));
	if (gpg(turn, room, fd, import, unused) != 0 || gpg(turn, room, fd, export, exported) != 0
	    || exported->len == 0 || exported->len > KEY_MOST)
		return no_key();
	out->rest = digest_base64(sc, exported->at, exported->len);
	return NULL;
}

/* --- judging --- */

bool openpgp_is_armour(const char *armour)
{
	return strncmp(armour, "-----BEGIN PGP ", sizeof "-----BEGIN PGP " - 1) == 0;
}

/* One word of a line that gpg says of its work: "[GNUPG:] WORD ..."; NULL: it does not say it. */
static const char *find_status(const char *said, const char *word)
{
	static const char head[] = "[GNUPG:] ";
	size_t n = strlen(word);
	for (const char *at = said; (at = strstr(at, head)) != NULL; at++) {
		const char *rest = at + sizeof head - 1;
		bool first = at == said || at[-1] == '\n';
		if (first && strncmp(rest, word, n) == 0 && (rest[n] == ' ' || rest[n] == '\n'))
			return rest + n;
	}
	return NULL;
}

/* The words behind VALIDSIG: the key that signed, then eight more, the tenth the primary key; RFC 4880 calls a
 * signature over bytes as they are 0x00.  gnupg/doc/DETAILS. */
static bool is_by(struct scope *sc, const char *said, const struct sshsig_key *key)
{
	const char *valid = find_status(said, "VALIDSIG");
	enum { CLASS = 8, PRIMARY = 9, WORDS = 10 };
	const char *words[WORDS] = { NULL };
	size_t count = 0;
	for (; valid && count < WORDS && *valid == ' '; count++) {
		size_t n = strcspn(valid + 1, " \n");
		words[count] = scope_copy_bytes(sc, valid + 1, n);
		valid += 1 + n;
	}
	return count == WORDS && !find_status(valid, "VALIDSIG") && strcmp(words[CLASS], "00") == 0
	       && strcmp(words[PRIMARY], key->fingerprint) == 0
	       && (find_status(said, "GOODSIG") || find_status(said, "EXPKEYSIG"));
}

static enum openpgp_verdict say(const struct phrase **why, const struct phrase *says, enum openpgp_verdict verdict)
{
	*why = says;
	return verdict;
}

/* A key that has ended by now may have signed then: the journal says on which days it counts. */
static enum openpgp_verdict conclude(struct scope *sc, const char *said, const struct sshsig_key *key,
                                     const struct phrase **why)
{
	SCOPE(turn);
	if (find_status(said, "BADSIG"))
		return say(why, phrase_new(sc, "its signature is of other words than these"), OPENPGP_BAD);
	if (find_status(said, "REVKEYSIG"))
		return say(why, phrase_new(sc, "its key says of itself that it was revoked"), OPENPGP_BAD);
	if (find_status(said, "EXPSIG"))
		return say(why, phrase_new(sc, "its signature says of itself that it has ended"), OPENPGP_BAD);
	if (find_status(said, "NODATA"))
		return say(why, phrase_new(sc, "what stands in the place of its signature is none"), OPENPGP_BAD);
	if (find_status(said, "NO_PUBKEY"))
		return OPENPGP_STRANGER;
	if (is_by(turn, said, key))
		return OPENPGP_GOOD;
	return say(why, phrase_new(sc, "gpg does not take it for a signature of this key"), OPENPGP_BAD);
}

static enum openpgp_verdict ask(struct scope *sc, const char *tmp, const char *armour, size_t armour_len,
                                const struct sshsig_key *key, const char *bytes, size_t len, const struct phrase **why)
{
	SCOPE(turn);
	struct buf *said = buf_new(turn);
	const char *room = NULL, *ring = NULL, *made = NULL, *data = NULL;
	size_t n = 0;
	int unused = -1, in = -1;
	const char *public = digest_from_base64(turn, key->rest, &n);
	/* what cannot be put into the room is told as not judged */
	if (FAILED(temporary_room(turn, tmp, &room)) || FAILED(put(turn, room, "key.gpg", public, n, &ring, &unused))
	    || FAILED(put(turn, room, "signature", armour, armour_len, &made, &unused))
	    || FAILED(put(turn, room, "signed", bytes, len, &data, &in)))
		return say(why, phrase_new(sc, "gpg cannot judge it"), OPENPGP_UNKNOWN);
	const char *words[] = { "--status-fd", "1", "--no-default-keyring", "--keyring", ring, "--verify", made, "-",
		NULL };
	if (gpg(turn, room, in, words, said) < 0)
		return say(why, phrase_new(sc, "gpg cannot judge it"), OPENPGP_UNKNOWN);
	return conclude(sc, said->at, key, why);
}

/* Of two keys' verdicts the one that says more: a line that holds nonsense keeps nobody else's from being heard. */
static bool says_more(enum openpgp_verdict a, enum openpgp_verdict b)
{
	static const int weight[] = { [OPENPGP_STRANGER] = 0, [OPENPGP_UNKNOWN] = 1, [OPENPGP_BAD] = 2,
		[OPENPGP_GOOD] = 3 };
	return weight[a] > weight[b];
}

enum openpgp_verdict openpgp_judge(struct scope *sc, const char *tmp, const char *armour, size_t armour_len,
                                   const struct names *known, const char *bytes, size_t len, struct sshsig_key *who,
                                   const struct phrase **why)
{
	size_t tried = 0;
	enum openpgp_verdict best = OPENPGP_STRANGER;
	for (size_t i = 0; i < known->count && best != OPENPGP_GOOD; i++) {
		struct sshsig_key key;
		const struct phrase *says = NULL;
		if (!openpgp_key_read(sc, known->at[i], &key))
			continue;
		if (!tool_is_here("gpg"))
			return say(why, phrase_new(sc, "gpg is not on this machine"), OPENPGP_UNKNOWN);
		if (tried++ == TRIED_MOST)
			return say(why, phrase_new(sc, "the journal names too many keys of OpenPGP"), OPENPGP_UNKNOWN);
		enum openpgp_verdict verdict = ask(sc, tmp, armour, armour_len, &key, bytes, len, &says);
		if (!says_more(verdict, best))
			continue;
		best = verdict;
		*why = says;
		*who = key;
	}
	return best;
}
