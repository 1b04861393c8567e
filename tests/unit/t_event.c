/* t_event.c: the codec: every kind there and back, everything else refused. */
#include "unit.h"
#include "base/buf.h"
#include "journal/event.h"

#define D64 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define C40 "8c1f0123456789abcdef0123456789abcdef0123"
#define ID20 "00112233445566778899"
#define REMARK20 "aabbccddeeff00112233"

/* One good message a kind, with all that the kind may hold. */
static const struct { enum event_kind kind; const char *message; } good[] = {
	{ EVENT_OPEN, "open: F110-NOZ-001 from template repair\n\nSar-Event: open\nSar-Id: " ID20 "\n"
		"Sar-Edition: 1\nSar-Person: Aiko Sato "
	              "<aiko.sato@minato.example>\n"
	  "Sar-Role: manager\nSar-As-Of: 2026-11-23\nSar-Package: F110-NOZ-001\nSar-Template: repair\nSar-Snapshot: "
	  "" D64 "\n" },
	{ EVENT_APPOINT, "appoint: 森 健二 <k@x.example>: quality, preparer\n\nSar-Event: appoint\n"
		"Sar-Id: " ID20 "\nSar-Person: A "
	                 "<a@x.example>\n"
	  "Sar-Role: manager\nSar-As-Of: 2026-11-23\nSar-Appointee: 森 健二 <k@x.example>\nSar-Granted: "
	  "quality\nSar-Granted: preparer\n"
	  "Sar-Address: k2@x.example\nSar-Key: ssh-ed25519 AAAA k@x\n" },
	{ EVENT_APPOINT, "appoint: K <k@x.example>: no role any more\n\nSar-Event: appoint\nSar-Id: " ID20 "\n"
		"Sar-Person: A "
	                 "<a@x.example>\n"
	  "Sar-Role: manager\nSar-As-Of: 2026-11-23\nSar-Appointee: K <k@x.example>\n" },
	{ EVENT_TRANSITION, "transition: start-review: drafting -> internal-review\n\nSar-Event: transition\n"
		"Sar-Id: " ID20 "\n"
	  "Sar-Person: A <a@x.example>\nSar-Role: manager\nSar-As-Of: 2026-11-23\nSar-Action: start-review\nSar-From: "
	  "drafting\n"
	  "Sar-To: internal-review\nSar-Evidence: " C40 "\n" },
	{ EVENT_TRANSITION, "reported: report-deficiency: screening -> suspended\n\nSar-Event: transition\n"
		"Sar-Id: " ID20 "\n"
	  "Sar-Person: A <a@x.example>\nSar-Role: manager\nSar-As-Of: 2026-11-23\nSar-Action: "
	  "report-deficiency\nSar-From: screening\n"
	  "Sar-To: suspended\nSar-Evidence: " C40 "\nSar-Reported-By: AFLCMC/LP, Ms. Doe\nSar-Occurred-On: 2026-11-20\n"
	  "Sar-Received-On: 2026-11-21\nSar-Letter: letters/deficiency letter.pdf\nSar-Note: note.md\nSar-Due: "
	  "2026-12-21\n" },
	{ EVENT_SIGN_OFF, "sign-off: quality: A, C\n\nSar-Event: sign-off\nSar-Id: " ID20 "\n"
		"Sar-Person: A <a@x.example>\nSar-Role: "
	                  "quality\n"
	  "Sar-As-Of: 2026-11-23\nSar-Evidence: " C40 "\nSar-Meaning: I have read it, "
	                                              "and it is true\nSar-Canon: canon-1\n"
	  "Sar-Covers: A " D64 "\nSar-Covers: C " D64 "\n" },
	{ EVENT_USE, "use: MTR-PROFILE as company\n\nSar-Event: use\nSar-Id: " ID20 "\n"
		"Sar-Person: A <a@x.example>\nSar-Role: "
	             "manager\nSar-As-Of: 2026-11-23\n"
	  "Sar-Alias: company\nSar-Used: MTR-PROFILE\nSar-Pinned: " C40 "\n" },
	{ EVENT_ADOPT, "adopt: template repair\n\nSar-Event: adopt\nSar-Id: " ID20 "\nSar-Edition: 1\n"
		"Sar-Person: A <a@x.example>\nSar-Role: manager\n"
	  "Sar-As-Of: 2026-11-23\nSar-Template: repair\nSar-Snapshot: " D64 "\nSar-Mapped-To: drafting\n" },
	{ EVENT_SEAL, "seal: submittal 1\n\nSar-Event: seal\nSar-Id: " ID20 "\nSar-Person: A <a@x.example>\nSar-Role: "
	              "manager\nSar-As-Of: 2026-11-23\n"
	  "Sar-Evidence: " C40 "\nSar-Submittal: 1\nSar-Manifest: " D64 "\n" },
	{ EVENT_EXPORTED, "exported: submittal 12, profile submittal\n\nSar-Event: exported\n"
		"Sar-Id: " ID20 "\nSar-Person: A "
	                  "<a@x.example>\n"
	  "Sar-Role: manager\nSar-As-Of: 2026-11-23\nSar-Submittal: 12\nSar-Profile: submittal\nSar-Result: "
	  "" D64 "\nSar-Workbook: " D64 "\n" },
	{ EVENT_DELIVERED, "delivered: submittal 1\n\nSar-Event: delivered\nSar-Id: " ID20 "\n"
		"Sar-Person: A <a@x.example>\nSar-Role: "
	                   "manager\n"
	  "Sar-As-Of: 2026-11-23\nSar-Occurred-On: 2026-11-22\nSar-Letter: letters/受領.pdf\nSar-Submittal: "
	  "1\nSar-Means: DoD SAFE\n"
	  "Sar-Note: note.md\n" },
	{ EVENT_NOTE, "note\n\nSar-Event: note\nSar-Id: " ID20 "\nSar-Person: A <a@x.example>\n"
		"Sar-Role: manager\nSar-As-Of: "
	              "2026-11-23\nSar-Note: note.md\n" },
	{ EVENT_LETTER, "letter: in: letters/x.pdf\n\nSar-Event: letter\nSar-Id: " ID20 "\n"
		"Sar-Person: A <a@x.example>\nSar-Role: "
	                "manager\n"
	  "Sar-As-Of: 2026-11-23\nSar-Reported-By: DLA\nSar-Occurred-On: 2026-11-20\nSar-Received-On: "
	  "2026-11-21\nSar-Direction: in\n"
	  "Sar-Letter: letters/x.pdf\nSar-Letter-From: DLA Aviation, J. Doe\nSar-Note: note.md\n" },
	{ EVENT_USE, "use: SITE as profile\n\nSar-Event: use\nSar-Id: " ID20 "\nSar-Person: A <a@x.example>\nSar-Role: "
	             "manager\nSar-As-Of: 2026-11-23\n"
	  "Sar-Template: company-profile\nSar-Snapshot: " D64 "\nSar-Alias: profile\nSar-Used: SITE\nSar-Pinned: "
	                                                      "" C40 "\n" },
	{ EVENT_WAIVE, "waive: license-on-file until 2026-12-15\n\nSar-Event: waive\nSar-Id: " ID20 "\nSar-Person: A "
	               "<a@x.example>\nSar-Role: quality\n"
	  "Sar-As-Of: 2026-11-23\nSar-Evidence: " C40 "\nSar-Note: note.md\nSar-Finding: " D64 "\nSar-Rule: "
	                                                                                       "license-on-file\n"
	  "Sar-Until: 2026-12-15\nSar-Path: registers/licenses.csv\n" },
	{ EVENT_UNWAIVE, "unwaive: " D64 "\n\nSar-Event: unwaive\nSar-Id: " ID20 "\n"
		"Sar-Person: A <a@x.example>\nSar-Role: quality\n"
	  "Sar-As-Of: 2026-11-23\nSar-Note: note.md\nSar-Finding: " D64 "\n" },
	{ EVENT_PURGE, "purge: attachments/B/sheet 4.pdf\n\nSar-Event: purge\nSar-Id: " ID20 "\n"
		"Sar-Person: A <a@x.example>\nSar-Role: "
	               "export_officer\n"
	  "Sar-As-Of: 2026-11-23\nSar-Note: note.md\nSar-Path: attachments/B/sheet 4.pdf\nSar-Content: " D64 "\n" },
	{ EVENT_REMARK, "remark " ID20 ": major\n\nSar-Event: remark\nSar-Id: " ID20 "\n"
		"Sar-Person: A <a@x.example>\nSar-Role: "
	                "quality\nSar-As-Of: 2026-11-23\n"
	  "Sar-Evidence: " C40 "\nSar-Note: note.md\nSar-Path: evidence/C-x.md\nSar-Severity: major\n"
	  "Sar-Owner: K <k@x.example>\nSar-Due: 2026-12-01\nSar-Requirement: C3\nSar-Requirement: C4\nSar-Exact: 穴径 "
	  "0.50 mm\n"
	  "Sar-Prefix: the hole\nSar-Suffix: measured with\n" },
	{ EVENT_REMARK, "deficiency " ID20 ": minor\n\nSar-Event: remark\nSar-Id: " ID20 "\n"
		"Sar-Person: A <a@x.example>\nSar-Role: "
	                "manager\nSar-As-Of: 2026-11-23\n"
	  "Sar-Reported-By: SASPO\nSar-Occurred-On: 2026-11-18\nSar-Received-On: 2026-11-20\nSar-Note: "
	  "note.md\n"
	  "Sar-Severity: minor\nSar-Element: A\nSar-Filed-In: " REMARK20 "\nSar-Their-Number: 2.b\n" },
	{ EVENT_ANSWER, "answer: remark " REMARK20 ": changed\n\nSar-Event: answer\nSar-Id: " ID20 "\n"
		"Sar-Person: A <a@x.example>\nSar-Role: "
	                "manager\n"
	  "Sar-As-Of: 2026-11-23\nSar-Evidence: " C40 "\nSar-Remark: " REMARK20 "\nSar-Disposition: changed\n" },
	{ EVENT_REPLY, "reply: remark " REMARK20 "\n\nSar-Event: reply\nSar-Id: " ID20 "\n"
		"Sar-Person: A <a@x.example>\nSar-Role: "
	               "manager\n"
	  "Sar-As-Of: 2026-11-23\nSar-Note: note.md\nSar-Remark: " REMARK20 "\n" },
	{ EVENT_CLOSE, "close: remark " REMARK20 "\n\nSar-Event: close\nSar-Id: " ID20 "\n"
		"Sar-Person: A <a@x.example>\nSar-Role: "
	               "quality\nSar-As-Of: 2026-11-23\n"
	  "Sar-Remark: " REMARK20 "\n" },
	{ EVENT_REOPEN, "reopen: remark " REMARK20 "\n\nSar-Event: reopen\nSar-Id: " ID20 "\n"
		"Sar-Person: A <a@x.example>\nSar-Role: "
	                "quality\nSar-As-Of: 2026-11-23\n"
	  "Sar-Note: note.md\nSar-Remark: " REMARK20 "\n" },
	{ EVENT_TRUST, "trust: a key of K <k@x.example>\n\nSar-Event: trust\nSar-Id: " ID20 "\n"
		"Sar-Person: A <a@x.example>\nSar-Role: manager\nSar-As-Of: 2026-11-23\n"
	  "Sar-Appointee: K <k@x.example>\nSar-Key: ssh-ed25519 AAAA\nSar-Until: 2027-11-22\n"
	  "Sar-Valid-From: 2026-11-24\n" },
	{ EVENT_STAMPED, "stamped: submittal 1\n\nSar-Event: stamped\nSar-Id: " ID20 "\nSar-Person: A <a@x.example>\n"
		"Sar-Role: manager\nSar-As-Of: 2026-11-23\nSar-Occurred-On: 2026-11-23\nSar-Submittal: 1\n"
		"Sar-Means: https://timestamp.example\n" },
	{ EVENT_REVOKE, "revoke: a key of K <k@x.example>\n\nSar-Event: revoke\nSar-Id: " ID20 "\n"
		"Sar-Person: A <a@x.example>\nSar-Role: manager\nSar-As-Of: 2026-11-23\n"
	  "Sar-Appointee: K <k@x.example>\nSar-Key: ssh-ed25519 AAAA\nSar-Occurred-On: 2026-11-20\n"
	  "Sar-Note: note.md\n" },
};

static const char *const trailers[] = {
#define X(id, trailer, form) trailer,
	EVENT_FIELDS(X)
#undef X
};

static void refused(struct scope *sc, const char *message)
{
	const struct phrase *why = NULL;
	if (event_decode(sc, message, buf_new(sc), &why))
		fail_msg("this was taken for an event:\n%s", message);
	assert_non_null(why);
}

static void every_kind_round_trips(void **state)
{
	(void)state;
	bool seen[EVENT_KIND_COUNT] = {0};
	for (size_t i = 0; i < countof(good); i++) {
		SCOPE(sc);
		const struct phrase *why = NULL;
		struct event *ev = event_decode(sc, good[i].message, buf_new(sc), &why);
		EXPECT(ev, "%s in:\n%s", why ? why->english : "", good[i].message);
		assert_int_equal(ev->kind, good[i].kind);
		SAME(event_encode(sc, ev), good[i].message);
		assert_null(event_mistake(sc, ev));
		assert_memory_equal(event_subject(sc, ev), good[i].message, strcspn(good[i].message, "\n"));
		seen[ev->kind] = true;
	}
	for (size_t i = 0; i < EVENT_KIND_COUNT; i++)
		assert_true(seen[i]);
}

static void set_in_any_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(good); i++) {
		SCOPE(sc);
		const struct phrase *why = NULL;
		struct event *ev = event_decode(sc, good[i].message, buf_new(sc), &why),
			*again = event_new(sc, ev->kind);
		for (size_t k = ev->count; k-- > 0; ) {
			size_t same = 0;        /* values of a repeated field keep their own order */
			while (k > 0 && ev->values[k - 1].field == ev->values[k].field)
				k--;
			for (; k + same < ev->count && ev->values[k + same].field == ev->values[k].field; same++)
				event_set(sc, again, ev->values[k + same].field, ev->values[k + same].text);
		}
		event_set(sc, again, EVENT_NOTE_FIELD, "");
		event_set(sc, again, EVENT_NOTE_FIELD, NULL);
		SAME(event_encode(sc, again), good[i].message);
	}
}

/* A message in lines, to be put together again otherwise. */
struct lines { char *at[40]; size_t count; };

static struct lines cut(struct scope *sc, const char *message)
{
	struct lines l = {0};
	for (char *s = scope_copy(sc, message); *s; ) {
		size_t n = strcspn(s, "\n");
		l.at[l.count++] = s;
		if (!s[n])
			break;
		s[n] = '\0';
		s += n + 1;
	}
	return l;
}

static const char *join(struct scope *sc, const struct lines *l)
{
	struct buf *b = buf_new(sc);
	for (size_t i = 0; i < l->count; i++)
		buf_printf(b, "%s\n", l->at[i]);
	return b->at;
}

static bool is_repeated(const char *a, const char *b)
{
	return strcspn(a, ":") == strcspn(b, ":") && !strncmp(a, b, strcspn(a, ":"));
}

static void lines_in_another_order_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(good); i++) {
		SCOPE(sc);
		struct lines l = cut(sc, good[i].message);
		for (size_t a = 0; a < l.count; a++)
			for (size_t b = a + 1; b < l.count; b++) {
				struct lines m = l;
				m.at[a] = l.at[b];
				m.at[b] = l.at[a];
				if (!is_repeated(l.at[a], l.at[b]))
					refused(sc, join(sc, &m));
			}
	}
}

static void a_line_left_out_is_refused_or_optional(void **state)
{
	(void)state;
	size_t optional = 0;
	for (size_t i = 0; i < countof(good); i++) {
		SCOPE(sc);
		struct lines l = cut(sc, good[i].message);
		for (size_t out = 0; out < l.count; out++) {
			struct lines m = l;
			memmove(&m.at[out], &m.at[out + 1], (m.count - out - 1) * sizeof m.at[0]);
			m.count--;
			const struct phrase *why;
			const char *message = join(sc, &m);
			struct event *ev = event_decode(sc, message, buf_new(sc), &why);
			if (!ev)
				continue;
			SAME(event_encode(sc, ev), message);
			assert_true(out > 4);           /* never the subject, the kind, person, role */
			assert_null(strstr(l.at[out], "Sar-As-Of"));
			optional++;
		}
	}
	assert_int_equal(optional, 37);
}

static void a_line_twice_is_refused_or_repeated(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(good); i++) {
		SCOPE(sc);
		struct lines l = cut(sc, good[i].message);
		for (size_t twice = 0; twice < l.count; twice++) {
			struct lines m = l;
			memmove(&m.at[twice + 1], &m.at[twice], (l.count - twice) * sizeof m.at[0]);
			m.count++;
			const struct phrase *why;
			const char *line = l.at[twice];
			bool may = strstr(line, "Sar-Granted") || strstr(line, "Sar-Address") || strstr(line, "Sar-Key")
			           || strstr(line, "Sar-Covers") || strstr(line, "Sar-Requirement");
			struct event *ev = event_decode(sc, join(sc, &m), buf_new(sc), &why);
			/* The subject lists granted roles and covered elements: it no longer fits. */
			EXPECT(!ev || (may && (strstr(line, "Sar-Address") || strstr(line, "Sar-Key")
			                       || strstr(line, "Sar-Requirement"))),
			       "%s twice", line);
		}
	}
}

static void a_foreign_line_is_refused(void **state)
{
	(void)state;
	static const char *const foreign[] = { "Sar-Unknown: x", "Signed-off-by: A <a@x.example>", "", " ",
	                                       "Sar-Person:A <a@x.example>",
		"sar-person: A <a@x.example>", " Sar-Role: manager", "Sar-Event: note", "\tcontinued", "#", "Sar-Note",
			"Sar-Note:", "Sar-Note: " };
	for (size_t i = 0; i < countof(good); i++) {
		SCOPE(sc);
		struct lines l = cut(sc, good[i].message);
		for (size_t f = 0; f < countof(foreign) + countof(trailers); f++)
			for (size_t at = 0; at <= l.count; at++) {
				struct lines m = l;
				memmove(&m.at[at + 1], &m.at[at], (l.count - at) * sizeof m.at[0]);
				m.at[at] = scope_copy(sc, f < countof(foreign) ? foreign[f]
				                      : scope_printf(sc, "%s: \x01", trailers[f - countof(foreign)]));
				m.count++;
				refused(sc, join(sc, &m));
			}
	}
}

static void every_byte_counts(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(good); i++) {
		SCOPE(sc);
		const struct phrase *why;
		size_t n = strlen(good[i].message);
		for (size_t end = 0; end < n; end++)
			if (event_decode(sc, scope_copy_bytes(sc, good[i].message, end), buf_new(sc), &why))
				EXPECT(good[i].message[end - 1] == '\n', "cut at %zu:\n%s", end, good[i].message);
		refused(sc, scope_printf(sc, "%s\n", good[i].message));
		refused(sc, scope_printf(sc, "%s ", good[i].message));
		refused(sc, scope_printf(sc, "\n%s", good[i].message));
		for (size_t at = 0; at < n; at++) {
			SCOPE(turn);
			char *copy = scope_copy(turn, good[i].message);
			copy[at] = copy[at] == '\r' ? '\n' : '\r';
			refused(turn, copy);
		}
	}
}

/* Whatever decodes, encodes to the same bytes: any one byte changed to some others. */
static void what_decodes_encodes_the_same(void **state)
{
	(void)state;
	static const char bytes[] = "aA0 :-\n<>@\x7f\xe6/.";
	for (size_t i = 0; i < countof(good); i++)
		for (size_t at = 0; good[i].message[at]; at++)
			for (size_t b = 0; b < sizeof bytes - 1; b++) {
				SCOPE(turn);
				const struct phrase *why;
				char *copy = scope_copy(turn, good[i].message);
				copy[at] = bytes[b];
				struct event *ev = event_decode(turn, copy, buf_new(turn), &why);
				if (ev)
					SAME(event_encode(turn, ev), copy);
			}
}

static void the_subject_must_fit(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *rest = strchr(good[0].message, '\n');
	refused(sc, scope_printf(sc, "open: OTHER from template repair%s", rest));
	refused(sc, scope_printf(sc, "%s", rest));
	refused(sc, scope_printf(sc, "open: F110-NOZ-001 from template repair\n\nbody text%s", rest));
	refused(sc, scope_printf(sc, "Sar-Event: note%s", rest));
}

/* A trailer of another kind does not belong, whatever its value. */
static void fields_of_other_kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < countof(good); i++)
		for (size_t k = 0; k < countof(good); k++) {
			SCOPE(sc);
			const struct phrase *why;
			struct event *ev = event_decode(sc, good[i].message, buf_new(sc), &why),
				*other = event_decode(sc, good[k].message, buf_new(sc), &why);
			for (size_t v = 0; v < other->count; v++) {
				struct event *both = event_decode(sc, good[i].message, buf_new(sc), &why);
				event_set(sc, both, other->values[v].field, other->values[v].text);
				if (event_mistake(sc, both))
					refused(sc, event_encode(sc, both));
				else
					EXPECT(!event_get(ev, other->values[v].field)
					       || strstr("Sar-Granted Sar-Address Sar-Key Sar-Covers Sar-Requirement",
					       trailers[other->values[v].field]), "%s",
						trailers[other->values[v].field]);
			}
		}
}

static void values_out_of_form(void **state)
{
	(void)state;
	static const struct { enum event_field field; const char *value; } bad[] = {
		{ EVENT_PERSON_FIELD, "A" }, { EVENT_PERSON_FIELD, "A <>" }, { EVENT_PERSON_FIELD, "<a@x>" },
			{ EVENT_PERSON_FIELD, "A a@x" },
		{ EVENT_PERSON_FIELD, "A <a@x> " }, { EVENT_PERSON_FIELD, " A <a@x>" },
			{ EVENT_PERSON_FIELD, "A <a@x>\nSar-Role: signatory" },
		{ EVENT_PERSON_FIELD, "A\n<a@x>" }, { EVENT_PERSON_FIELD, "A  <a@x>" },
			{ EVENT_PERSON_FIELD, "A <a@x@y>" },
		{ EVENT_PERSON_FIELD, "A <a b@x>" }, { EVENT_PERSON_FIELD, "A <@x>" }, { EVENT_PERSON_FIELD, "A <a@>" },
		{ EVENT_PERSON_FIELD, "A <a@x> <b@x>" }, { EVENT_PERSON_FIELD, "A <a@x\x01>" },
			{ EVENT_ROLE_FIELD, "mana ger" },
		{ EVENT_ROLE_FIELD, "役" }, { EVENT_ROLE_FIELD, "manager\n" }, { EVENT_ROLE_FIELD, "a/b" },
			{ EVENT_ROLE_FIELD, " manager" },
		{ EVENT_AS_OF_FIELD, "2026-02-30" }, { EVENT_AS_OF_FIELD, "2026/11/23" },
			{ EVENT_AS_OF_FIELD, "today" },
		{ EVENT_SNAPSHOT_FIELD, "abc" },
			{ EVENT_SNAPSHOT_FIELD, "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD" },
		{ EVENT_EVIDENCE_FIELD, "8c1f" }, { EVENT_EVIDENCE_FIELD, D64 }, { EVENT_EVIDENCE_FIELD, "HEAD" },
		{ EVENT_ADDRESS_FIELD, "a" }, { EVENT_ADDRESS_FIELD, "A <a@x>" }, { EVENT_ADDRESS_FIELD, "a@x,b@x" },
		{ EVENT_LETTER_FIELD, "../x" }, { EVENT_LETTER_FIELD, "/x" }, { EVENT_LETTER_FIELD, "a/.git/x" },
			{ EVENT_LETTER_FIELD, "a\nb" },
		{ EVENT_NOTE_FIELD, "a//b" }, { EVENT_NOTE_FIELD, " x" },
			{ EVENT_MEANING_FIELD, "a\nSar-Covers: B " D64 },
		{ EVENT_MEANING_FIELD, " x" }, { EVENT_MEANING_FIELD, "x\t" }, { EVENT_COVERS_FIELD, "A" },
			{ EVENT_COVERS_FIELD, "A " D64 "x" },
		{ EVENT_COVERS_FIELD, "A  " D64 }, { EVENT_COVERS_FIELD, D64 }, { EVENT_SUBMITTAL_FIELD, "0" },
			{ EVENT_SUBMITTAL_FIELD, "01" },
		{ EVENT_SUBMITTAL_FIELD, "-1" }, { EVENT_SUBMITTAL_FIELD, "1 " }, { EVENT_SUBMITTAL_FIELD, "9999999" },
			{ EVENT_SUBMITTAL_FIELD, "x" },
		{ EVENT_REPORTED_BY_FIELD, "x\r" }, { EVENT_MEANS_FIELD, "x\x1b[31m" },
	};
	for (size_t i = 0; i < countof(bad); i++)
		for (size_t k = 0; k < countof(good); k++) {
			SCOPE(sc);
			const struct phrase *why;
			struct event *ev = event_decode(sc, good[k].message, buf_new(sc), &why);
			bool has = false;
			for (size_t v = 0; v < ev->count; v++)
				if (ev->values[v].field == bad[i].field) {
					ev->values[v].text = bad[i].value;
					has = true;
				}
			if (!has)
				continue;
			EXPECT(event_mistake(sc, ev), "\"%s\" for %s", bad[i].value, trailers[bad[i].field]);
			refused(sc, event_encode(sc, ev));
		}
}

static void persons(void **state)
{
	(void)state;
	SCOPE(sc);
	const char *name = NULL, *email = NULL;
	assert_true(event_person(sc, "佐藤 愛子 <aiko@x.example>", &name, &email));
	SAME(name, "佐藤 愛子");
	SAME(email, "aiko@x.example");
	static const struct { const char *name, *email; bool valid; } table[] = {
		{ "A", "a@x", true }, { "Aiko O'Hara-Sato", "a.b+c@x.example", true }, { "佐藤", "a@x", true },
			{ "", "a@x", false },
		{ "A ", "a@x", false }, { " A", "a@x", false }, { "A\nB", "a@x", false }, { "A\n", "a@x", false },
			{ "A<B", "a@x", false },
		{ "A>B", "a@x", false }, { "A", "", false }, { "A", "a", false }, { "A", "a@x>", false },
			{ "A", "a@x\n", false },
		{ "A", "a@x\nSar-Role: signatory", false }, { "A", "a @x", false }, { "A\x1b", "a@x", false },
			{ "A\r", "a@x", false },
		{ "A\nSar-Role: signatory", "a@x", false },
	};
	for (size_t i = 0; i < countof(table); i++)
		EXPECT(event_person_is_valid(table[i].name, table[i].email) == table[i].valid, "%s <%s>",
		       table[i].name, table[i].email);
}

static void repeated_fields(void **state)
{
	(void)state;
	SCOPE(sc);
	const struct phrase *why;
	const char *one;
	struct event *ev = event_decode(sc, good[1].message, buf_new(sc), &why);
	size_t at = 0, n = 0;
	while ((one = event_next(ev, EVENT_GRANTED_FIELD, &at)) != NULL)
		SAME(one, n++ ? "preparer" : "quality");
	assert_int_equal(n, 2);
	SAME(event_get(ev, EVENT_GRANTED_FIELD), "quality");
	assert_null(event_get(ev, EVENT_NOTE_FIELD));
	at = 0;
	assert_null(event_next(ev, EVENT_NOTE_FIELD, &at));
}

static void kinds(void **state)
{
	(void)state;
	enum event_kind kind;
	for (int i = 0; i < EVENT_KIND_COUNT; i++) {
		assert_true(event_kind_parse(event_kind_name((enum event_kind)i), &kind));
		assert_int_equal(kind, i);
	}
	assert_false(event_kind_parse("", &kind));
	assert_false(event_kind_parse("Open", &kind));
	assert_false(event_kind_parse("end", &kind));
}

static void no_events_at_all(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "\n", "\n\n", "\n\nSar-Event: ", "\n\nSar-Event: note",
	                                     "x\n\nSar-Event: note\n", "note\n\nSar-Event: \n",
		"note\n\nSar-Event: note\n", "Merge branch 'x'\n", "note\nSar-Event: note\n",
			"note\n\n\nSar-Event: note\n" };
	for (size_t i = 0; i < countof(texts); i++) {
		SCOPE(sc);
		refused(sc, texts[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_round_trips), cmocka_unit_test(set_in_any_order),
		cmocka_unit_test(lines_in_another_order_are_refused),
			cmocka_unit_test(a_line_left_out_is_refused_or_optional),
		cmocka_unit_test(a_line_twice_is_refused_or_repeated), cmocka_unit_test(a_foreign_line_is_refused),
		cmocka_unit_test(every_byte_counts), cmocka_unit_test(what_decodes_encodes_the_same),
			cmocka_unit_test(the_subject_must_fit),
		cmocka_unit_test(fields_of_other_kinds), cmocka_unit_test(values_out_of_form),
			cmocka_unit_test(persons),
		cmocka_unit_test(repeated_fields), cmocka_unit_test(kinds), cmocka_unit_test(no_events_at_all),
	};
	return cmocka_run_group_tests_name("event", tests, NULL, NULL);
}
