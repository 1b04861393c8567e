/* signing.c: a key file used here, or the program that git would run. */
#include "base/base.h"
#include "base/file.h"
#include "base/path.h"
#include "base/temporary.h"
#include "base/tool.h"
#include "store/certificate.h"
#include "store/openpgp.h"
#include "store/signing.h"
#include "store/sshsig.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_FILE = 64 * 1024 };

/* --- a key file, used here --- */

/* Who else may read a key can sign as well; ssh-keygen uses no such file. */
static bool is_private(int fd)
{
	struct stat st;
	return fstat(fd, &st) == 0 && (st.st_uid != getuid() || (st.st_mode & 077) == 0);
}

static const struct fault *too_open(const char *path)
{
	return fault_make(FAULT_REFUSED, "the key file {file} can be read by others; take that right from them "
		"first, so that the key is yours alone", path);
}

/* found: there is such a file, and it holds a key that can be used here. */
static const struct fault *read_secret(const char *path, struct sshsig_secret *out, bool *found)
{
	SCOPE(turn);
	const char *bytes = NULL;
	size_t len = 0;
	int fd = -1;
	*found = false;
	if (FAILED(file_open(path, &fd)))
		return NULL;            /* the program says what is wrong with it */
	bool private = is_private(fd);
	bool unread = FAILED(file_read_fd(turn, fd, path, KEY_FILE, &bytes, &len));     /* nor here */
	close(fd);
	if (unread || !sshsig_secret_read(bytes, len, out))
		return NULL;
	*found = private;
	return private ? NULL : too_open(path);
}

/* A file .pub stands for the key beside it, if that is its own. */
static const struct fault *find_secret(struct scope *sc, const char *path, struct sshsig_secret *out, bool *found)
{
	const char *bytes = NULL;
	struct sshsig_key public;
	size_t len = 0, n = strlen(path);
	*found = false;
	if (n < 4 || strcmp(path + n - 4, ".pub") != 0)
		return read_secret(path, out, found);
	/* the program says what is wrong with it */
	if (FAILED(file_read(sc, path, KEY_FILE, &bytes, &len)) || !sshsig_key_read(sc, bytes, &public))
		return NULL;
	TRY(read_secret(scope_copy_bytes(sc, path, n - 4), out, found));
	*found = *found && sshsig_secret_is_of(sc, out, &public);
	return NULL;
}

/* --- a program --- */

static const struct fault *no_signature(const char *program, const char *words)
{
	return fault_of_library(FAULT_REFUSED, PHRASE("{program} made no signature, so this is not recorded", program),
		*words ? words : "it says no more");
}

static const struct fault *run(struct scope *sc, const char *const *argv, const char *bytes, size_t len,
                               const char **armour)
{
	struct tool_said said;
	if (!tool_ask(sc, argv, bytes, len, &said))
		return no_signature(argv[0], said.errors);
	if (strncmp(said.text, "-----BEGIN ", 11) != 0)
		return no_signature(argv[0], "");
	*armour = said.text;
	return NULL;
}

/* A public key given as itself, for an agent: ssh-keygen wants it in a file. */
static const struct fault *write_key(struct scope *sc, const char *tmp, const char *key, const char **path)
{
	const char *folder = NULL;
	TRY(temporary_room(sc, tmp, &folder));
	*path = path_join(sc, folder, "key.pub");
	return file_write(*path, scope_printf(sc, "%s\n", key), strlen(key) + 1);
}

/* As git tells them apart. */
static const char *literal(const char *key)
{
	return strncmp(key, "key::", 5) == 0 ? key + 5 : strncmp(key, "ssh-", 4) == 0 ? key : NULL;
}

static const struct fault *sign_ssh(struct scope *sc, const struct signing *s, const char *tmp, const char *space,
                                    const char *bytes, size_t len, const char **armour)
{
	struct sshsig_secret secret;
	const char *given = literal(s->key), *path = s->key;
	bool found = false;
	if (!given && !s->ssh_program)
		TRY(find_secret(sc, s->key, &secret, &found));
	if (found) {
		*armour = sshsig_make(sc, &secret, space, bytes, len);
		sshsig_secret_forget(&secret);
		return NULL;
	}
	if (given)
		TRY(write_key(sc, tmp, given, &path));
	const char *argv[] = { s->ssh_program ? s->ssh_program : "ssh-keygen", "-Y", "sign", "-n", space, "-f", path,
		given ? "-U" : NULL, NULL };
	return run(sc, argv, bytes, len, armour);
}

static const struct fault *sign_otherwise(struct scope *sc, const struct signing *s, const char *program,
                                          const char *bytes, size_t len, const char **armour)
{
	const char *argv[] = { program, "-bsau", s->key, NULL };
	return run(sc, argv, bytes, len, armour);
}

/* A certificate and its key in a file; else gpgsm's name of one, as git has it. */
static bool is_certificate_file(const struct signing *s) { return !s->x509_program && file_exists(s->key); }

static const struct fault *sign_x509(struct scope *sc, const struct signing *s, const char *bytes, size_t len,
                                     const char **armour)
{
	SCOPE(turn);
	struct certificate_secret *secret = NULL;
	const char *file = NULL;
	size_t n = 0;
	int fd = -1;
	if (!is_certificate_file(s))
		return sign_otherwise(sc, s, s->x509_program ? s->x509_program : "gpgsm", bytes, len, armour);
	TRY(file_open(s->key, &fd));
	bool private = is_private(fd);
	const struct fault *f = file_read_fd(turn, fd, s->key, KEY_FILE, &file, &n);
	close(fd);
	TRY(f);
	if (!private)
		return too_open(s->key);
	TRY(certificate_open(turn, s->key, file, n, &secret));
	return certificate_sign(sc, secret, bytes, len, armour);
}

bool signing_is_wanted(const struct signing *s) { return s->wanted == SIGNING_YES && s->format; }

/* The key in a file, or its public half in the file itself or beside it. */
bool signing_read_public(struct scope *sc, const char *path, struct sshsig_key *out)
{
	SCOPE(turn);
	const char *bytes = NULL;
	size_t len = 0;
	/* a file that is not there, or is not for us, tells no key; who asks says so */
	if (path_has_suffix(path, ".pub"))
		return !FAILED(file_read(turn, path, KEY_FILE, &bytes, &len)) && sshsig_key_read(sc, bytes, out);
	if (!FAILED(file_read(turn, path, KEY_FILE, &bytes, &len)) && sshsig_key_of_file(sc, bytes, len, out))
		return true;
	return !FAILED(file_read(turn, scope_printf(turn, "%s.pub", path), KEY_FILE, &bytes, &len))
	       && sshsig_key_read(sc, bytes, out);
}

/* The certificate in a file, or where that opens with a passphrase only, in FILE.crt beside it. */
static bool read_certificate(struct scope *sc, const char *path, struct sshsig_key *out)
{
	SCOPE(turn);
	const char *bytes = NULL, *beside = scope_printf(turn, "%s.crt", path);
	size_t len = 0;
	/* a file that is not there, or is not for us, tells no key; who asks says so */
	return (!FAILED(file_read(turn, path, KEY_FILE, &bytes, &len)) && certificate_read(sc, bytes, len, out))
	       || (!FAILED(file_read(turn, beside, KEY_FILE, &bytes, &len)) && certificate_read(sc, bytes, len, out));
}

/* What gpg or gpgsm says of the key that git names. */
static bool ask_key(struct scope *sc, const struct signing *s, struct sshsig_key *out)
{
	bool x509 = strcmp(s->format, "x509") == 0;
	const char *gpgsm = s->x509_program ? s->x509_program : "gpgsm";
	const char *gpg = s->openpgp_program ? s->openpgp_program : "gpg";
	const char *certificate[] = { gpgsm, "--armor", "--export", s->key, NULL };
	const char *list[] = { gpg, "--with-colons", "--list-keys", s->key, NULL };
	struct tool_said said;
	if (!tool_ask(sc, x509 ? certificate : list, "", 0, &said))
		return false;
	return x509 ? certificate_read(sc, said.text, strlen(said.text), out) : openpgp_key_listed(sc, said.text, out);
}

enum signing_kind signing_who(struct scope *sc, const struct signing *s, struct sshsig_key *key)
{
	if (!signing_is_wanted(s))
		return SIGNING_NONE;
	if (!s->key || !*s->key)
		return SIGNING_OTHER;
	if (strcmp(s->format, "ssh") == 0)
		return (literal(s->key) ? sshsig_key_read(sc, literal(s->key), key)
		        : signing_read_public(sc, s->key, key)) ? SIGNING_KEY : SIGNING_OTHER;
	if (strcmp(s->format, "x509") == 0 && is_certificate_file(s))
		return read_certificate(sc, s->key, key) ? SIGNING_KEY : SIGNING_OTHER;
	bool git_knows = strcmp(s->format, "x509") == 0 || strcmp(s->format, "openpgp") == 0;
	return git_knows && ask_key(sc, s, key) ? SIGNING_KEY : SIGNING_OTHER;
}

/* --- keys of all kinds --- */

bool signing_key_read(struct scope *sc, const char *line, struct sshsig_key *out)
{
	if (strncmp(line, CERTIFICATE_TYPE " ", sizeof CERTIFICATE_TYPE) == 0)
		return certificate_key_read(sc, line, out);
	return strncmp(line, OPENPGP_TYPE " ", sizeof OPENPGP_TYPE) == 0 ? openpgp_key_read(sc, line, out)
	       : sshsig_key_read(sc, line, out);
}

bool signing_is_ssh(const struct sshsig_key *key)
{
	return strcmp(key->type, CERTIFICATE_TYPE) != 0 && strcmp(key->type, OPENPGP_TYPE) != 0;
}

const char *signing_key_line(struct scope *sc, const struct sshsig_key *key)
{
	return scope_printf(sc, "%s %s%s%s", key->type, key->base64, key->rest ? " " : "", key->rest ? key->rest : "");
}

const struct fault *signing_read_file(struct scope *sc, const char *tmp, const char *path, struct sshsig_key *out,
                                      char until[DATE_TEXT])
{
	SCOPE(turn);
	const char *bytes = NULL;
	size_t len = 0;
	*until = '\0';
	if (signing_read_public(sc, path, out))
		return NULL;
	TRY(file_read(turn, path, KEY_FILE, &bytes, &len));
	if (openpgp_is_file(bytes, len))
		return openpgp_read(sc, tmp, bytes, len, out, until);
	if (!certificate_read(sc, bytes, len, out))
		return fault_make(FAULT_USAGE, "{file} holds no public key: give a file .pub of ssh-keygen, a "
			"certificate, or a key that gpg exported", path);
	const struct phrase *why = certificate_refuse(turn, signing_key_line(turn, out));
	return why ? fault_while(fault_of(FAULT_REFUSED, why), "the certificate in {file} cannot be used", path) : NULL;
}

/* For its owner alone, and so the folder, where there was none. */
const struct fault *signing_new_key(struct scope *sc, const char *path, const char *comment, bool asks)
{
	const char *folder = scope_copy_bytes(sc, path, strlen(path) - strlen(path_base(path)));
	struct tool_said said;
	struct stat st;
	bool there;
	const char *argv[] = { "ssh-keygen", "-q", "-t", "ed25519", "-C", comment, "-f", path, asks ? NULL : "-N", "",
		NULL };
	TRY(file_see(path, &st, &there));
	if (!there)
		TRY(file_see(scope_printf(sc, "%s.pub", path), &st, &there));
	if (there)
		return fault_make(FAULT_REFUSED, "{file} is there already, and no key is written over another", path);
	if (*folder && mkdir(folder, 0700) != 0 && errno != EEXIST)
		return fault_errno("making {folder}", folder);
	if (!tool_ask(sc, argv, "", 0, &said) || !file_exists(path))
		return fault_of_library(FAULT_REFUSED, PHRASE("ssh-keygen made no key in {file}", path),
			*said.errors ? said.errors : "it says no more");
	return NULL;
}

bool signing_raw(struct scope *sc, const struct signing *s, const char *bytes, size_t len, unsigned char out[64])
{
	struct sshsig_secret secret;
	bool found = false;
	if (!signing_is_wanted(s) || strcmp(s->format, "ssh") != 0 || !s->key || literal(s->key) || s->ssh_program
	    || FAILED(find_secret(sc, s->key, &secret, &found)) || !found)      /* then the program signs,
		or says why */
		return false;
	sshsig_raw(&secret, bytes, len, out);
	sshsig_secret_forget(&secret);
	return true;
}

const struct fault *signing_make(struct scope *sc, const struct signing *s, const char *tmp, const char *space,
                                 const char *bytes, size_t len, const char **armour)
{
	const char *format = s->format;
	if (!s->key || !*s->key)
		return fault_advise(fault_make(FAULT_REFUSED, "git is to sign what you do, and no key is named"),
			REMEDY("git config --global", "", "user.signingkey", "", "FILE"));
	if (strcmp(format, "ssh") == 0)
		return sign_ssh(sc, s, tmp, space, bytes, len, armour);
	if (strcmp(format, "openpgp") == 0)
		return sign_otherwise(sc, s, s->openpgp_program ? s->openpgp_program : "gpg", bytes, len, armour);
	if (strcmp(format, "x509") == 0)
		return sign_x509(sc, s, bytes, len, armour);
	return fault_make(FAULT_REFUSED, "git's gpg.format is \"{format}\"; it can be ssh, openpgp or x509", format);
}

/* --- of keys that are not used here --- */

static void close_file(void *p) { close((int)(intptr_t)p); }

/* A file of these bytes, to be read from its start and closed with the scope; -1: it cannot be made. */
static int hold(struct scope *sc, const char *path, const char *bytes, size_t len)
{
	if (FAILED(file_write(path, bytes, len)))       /* it is told as not judged */
		return -1;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd >= 0)
		scope_defer(sc, close_file, (void *)(intptr_t)fd);
	return fd;
}

enum signing_judged signing_ask_keygen(const char *tmp, const char *space, const char *armour, size_t armour_len,
                                       const char *bytes, size_t len)
{
	SCOPE(turn);
	static const struct tool_bounds bounds = { .seconds = 20, .memory = (size_t)512 << 20, .output = 64 * 1024 };
	const char *folder = NULL;
	size_t n = 0;
	/* it is told as not judged */
	if (!tool_is_here("ssh-keygen") || FAILED(temporary_room(turn, tmp, &folder)))
		return SIGNING_UNKNOWN;
	const char *path = path_join(turn, folder, "signature");
	const char *argv[] = { "ssh-keygen", "-Y", "check-novalidate", "-n", space, "-s", path, NULL };
	if (hold(turn, path, armour, armour_len) < 0)
		return SIGNING_UNKNOWN;
	int in = hold(turn, path_join(turn, folder, "signed"), bytes, len);
	return in < 0 ? SIGNING_UNKNOWN : tool_read(turn, argv, in, &bounds, &n) ? SIGNING_GOOD : SIGNING_BAD;
}

/* --- of all kinds --- */

bool signing_needs_known(const char *armour) { return openpgp_is_armour(armour) || certificate_is_armour(armour); }

static enum signing_judged judge_ssh(struct scope *sc, const struct signing_judge *j, const char *armour,
                                     size_t armour_len, const char *bytes, size_t len, struct sshsig_key *who,
                                     const struct phrase **why)
{
	enum sshsig_verdict verdict = sshsig_judge(sc, j->space, armour, armour_len, bytes, len, who, why);
	if (verdict != SSHSIG_OTHER)
		return verdict == SSHSIG_GOOD ? SIGNING_GOOD : SIGNING_BAD;
	enum signing_judged judged = signing_ask_keygen(j->tmp, j->space, armour, armour_len, bytes, len);
	if (judged == SIGNING_BAD)
		*why = phrase_new(sc, "its signature is of other words than these");
	if (judged == SIGNING_UNKNOWN)
		*why = phrase_new(sc, "ssh-keygen is not on this machine");
	return judged;
}

enum signing_judged signing_judge(struct scope *sc, const struct signing_judge *j, const char *armour,
                                  size_t armour_len, const char *bytes, size_t len, struct sshsig_key *who,
                                  const struct phrase **why)
{
	static const enum signing_judged certified[] = { [SSHSIG_GOOD] = SIGNING_GOOD, [SSHSIG_BAD] = SIGNING_BAD,
		[SSHSIG_OTHER] = SIGNING_STRANGER };
	static const enum signing_judged asked[] = { [OPENPGP_GOOD] = SIGNING_GOOD, [OPENPGP_BAD] = SIGNING_BAD,
		[OPENPGP_STRANGER] = SIGNING_STRANGER, [OPENPGP_UNKNOWN] = SIGNING_UNKNOWN };
	if (certificate_is_armour(armour))
		return certified[certificate_judge(sc, armour, armour_len, j->known, bytes, len, who, why)];
	if (openpgp_is_armour(armour))
		return asked[openpgp_judge(sc, j->tmp, armour, armour_len, j->known, bytes, len, who, why)];
	return judge_ssh(sc, j, armour, armour_len, bytes, len, who, why);
}
