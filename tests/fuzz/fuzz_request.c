/* fuzz_request.c: whatever a client sends, the server answers with a status and whole text; who has not entered sees no
 * package; what is not understood is refused.  The first byte chooses: a request, an address, a form, one with files.
 *
 * A request is its lines of the head, then its body, each ended by the byte 1E. */
#include "fuzz.h"
#include "web/address.h"
#include "web/parts.h"
#include "web/route.h"

static struct route_site site;
static char member[SESSION_TEXT];

static void text_holds(const char *s)
{
	size_t bad;
	HOLDS(s && unicode_is_valid(s, strlen(s), &bad));
}

static void values_hold(const struct page_values *v)
{
	HOLDS(v->count <= PAGE_VALUES);
	for (size_t i = 0; i < v->count; i++) {
		text_holds(v->at[i].name);
		text_holds(v->at[i].value);
		HOLDS(strpbrk(v->at[i].name, "\n\r\t") == NULL && strchr(v->at[i].value, '\r') == NULL);
	}
}

static void address_holds(struct scope *sc, const char *target)
{
	const char *path = NULL;
	struct page_values values = {0};
	if (!address_read(sc, target, &path, &values))
		return;
	text_holds(path);
	HOLDS(*path == '/' && !strstr(path, "//") && !strstr(path, "/../") && !strpbrk(path, "\\\n\r"));
	values_hold(&values);
	const char *holes[PAGE_HOLES] = { NULL };
	if (address_fits(sc, "/p/{}/attachments/{*}", path, holes))
		HOLDS(*holes[0] && *holes[1] && !strchr(holes[0], '/'));
}

static void form_holds(struct scope *sc, const char *body, size_t len)
{
	struct page_values values = {0};
	if (address_form(sc, body, len, &values))
		values_hold(&values);
}

static void files_hold(struct scope *sc, const char *body, size_t len)
{
	struct page_values values = {0};
	struct page_files files = {0};
	if (FAILED(parts_read(sc, "multipart/form-data; boundary=b", body, len, &values, &files)))
		return;
	values_hold(&values);
	HOLDS(files.count <= PAGE_FILES);
	for (size_t i = 0; i < files.count; i++) {
		const struct page_file *f = &files.at[i];
		text_holds(f->name);
		HOLDS(*f->name && *f->name != '.' && strlen(f->name) <= PAGE_NAME && !strpbrk(f->name, "/\\\n\r"));
		HOLDS(f->bytes >= body && f->len <= len && (size_t)(f->bytes - body) <= len - f->len);
	}
}

enum { METHOD, TARGET, HOST, ORIGIN, SITE, COOKIE, LANGUAGES, KNOWN, TYPE, LINES };

static void reply_holds(const struct page_reply *out, bool entered)
{
	HOLDS(out->status >= 200 && out->status < 600);
	if (out->fd < 0 && (!out->type || strncmp(out->type, "text/", 5) == 0))
		text_holds(out->body->len ? out->body->at : "");
	HOLDS(!out->location || !strpbrk(out->location, "\n\r"));
	for (size_t i = 0; i < out->cookies.count; i++)
		HOLDS(!strpbrk(out->cookies.at[i], "\n\r"));
	HOLDS(entered || !strstr(out->body->len ? out->body->at : "", "BENCH"));
}

static void request_holds(struct scope *sc, char *text, size_t len)
{
	const char *line[LINES + 1] = { NULL };
	char *at = text, *end = text + len;
	for (size_t i = 0; i < LINES && at < end; i++) {
		char *stop = memchr(at, 0x1e, (size_t)(end - at));
		line[i] = *at == 0x1e || strcmp(at, "-") == 0 ? NULL : at;
		if (!stop) {
			at = end;
			break;
		}
		*stop = '\0';
		at = stop + 1;
	}
	if (!line[METHOD] || !line[TARGET])
		return;
	bool entered = line[COOKIE] && strcmp(line[COOKIE], "@") == 0;
	struct page_reply out;
	const struct route_request r = { .method = line[METHOD], .target = line[TARGET], .host = line[HOST],
		.origin = line[ORIGIN], .site = line[SITE],
		.cookie = entered ? scope_printf(sc, "sarflow-4711=%s", member) : line[COOKIE],
		.languages = line[LANGUAGES], .known = line[KNOWN], .type = line[TYPE], .from = "", .body = at,
		.len = (size_t)(end - at), .steady = 1 };
	if (r.len > route_admits(sc, &site, &r).most)
		return;
	route_answer(sc, &site, &r, &out);
	reply_holds(&out, entered);
	page_close(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	if (size == 0)
		return 0;
	char *text = scope_copy_bytes(sc, data + 1, size - 1);
	switch (data[0]) {
	case 'R': request_holds(sc, text, size - 1); break;
	case 'A': address_holds(sc, text); break;
	case 'F': form_holds(sc, text, size - 1); break;
	default:  files_hold(sc, text, size - 1);
	}
	return 0;
}

/* --- the site: a home without packages, one person who has entered --- */

static void seed_requests(void)
{
	static const char *const pages[] = { "/", "/board", "/inbox", "/search?q=a", "/style.css", "/healthz",
		"/metrics", "/api/v1/packages", "/api/v1/openapi.json", "/p/BENCH-001/index.html", "/enter?token=a",
		"/login", "/p/X/attachments/A/x.pdf", "/p/X/sign.html", "/language?to=ja" };
	SCOPE(sc);
	for (size_t i = 0; i < countof(pages); i++) {
		fuzz_seed((int)i, "R", scope_printf(sc, "GET\x1e%s\x1e" "127.0.0.1:4711\x1e-\x1e-\x1e@\x1e"
			"ja, en;q=0.5\x1e\"a\"\x1e-\x1e", pages[i]));
		fuzz_seed(100 + (int)i, "R", scope_printf(sc, "POST\x1e%s\x1elocalhost:4711\x1ehttp://127.0.0.1:4711"
			"\x1esame-origin\x1e@\x1e\x1e-\x1e" "application/x-www-form-urlencoded\x1e"
			"csrf=x&note=a%%0Ab&element=A", pages[i]));
	}
	fuzz_seed(200, "A", "/p/A%20B/x.html?on=C&b=%E7%AA%81");
	fuzz_seed(201, "F", "note=a%0D%0Ab+c%2B&element=A&element=B&=x&empty=&flag");
	fuzz_seed(202, "M", "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nx\r\n--b\r\n"
		"Content-Disposition: form-data; name=\"file\"; filename=\"a b.pdf\"\r\n"
		"Content-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n");
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static struct scope *sc;                /* for the whole run */
	sc = scope_open();
	char token[SESSION_TEXT], *folder = scope_copy(sc, "/tmp/sarflow-fuzz-XXXXXX");
	(void)argc; (void)argv;
	HOLDS(mkdtemp(folder) != NULL);
	site = (struct route_site){ .port = 4711, .world = { .directory = folder, .now = 1795392000,
		.templates = "templates", .program = "/nowhere/sarflow" },
		.person = { .name = "Kenji Mori", .email = "kenji.mori@minato-turbine.example" } };
	HOLDS(session_begin(sc, &site.sessions) == NULL && session_invite(site.sessions, token) == NULL);
	HOLDS(session_enter(site.sessions, token, 1, member));
	site.held = held_begin(sc);
	site.counts = counts_begin(sc);
	seed_requests();
	return 0;
}
