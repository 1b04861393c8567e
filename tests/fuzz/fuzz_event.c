/* fuzz_event.c: what decodes, encodes to the same bytes; nothing in it holds a line end. */
#include "fuzz.h"
#include "base/buf.h"
#include "journal/event.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	SCOPE(sc);
	const struct phrase *why = NULL;
	const char *message = scope_copy_bytes(sc, data, size);
	if (strlen(message) != size)
		return 0;
	struct event *ev = event_decode(sc, message, buf_new(sc), &why);
	HOLDS(ev || why);
	if (!ev)
		return 0;
	HOLDS(strcmp(event_encode(sc, ev), message) == 0);
	HOLDS(event_mistake(sc, ev) == NULL);
	HOLDS(strchr(event_subject(sc, ev), '\n') == NULL);
	HOLDS(event_get(ev, EVENT_PERSON_FIELD) && event_get(ev, EVENT_ROLE_FIELD) && event_get(ev, EVENT_AS_OF_FIELD));
	const char *name = NULL, *email = NULL;
	HOLDS(event_person(sc, event_get(ev, EVENT_PERSON_FIELD), &name, &email) && *name && *email);
	for (size_t i = 0; i < ev->count; i++)
		HOLDS(*ev->values[i].text && strpbrk(ev->values[i].text, "\n\r") == NULL);
	struct event *again = event_new(sc, ev->kind);
	for (size_t i = 0; i < ev->count; i++)
		event_set(sc, again, ev->values[i].field, ev->values[i].text);
	HOLDS(strcmp(event_encode(sc, again), message) == 0);
	return 0;
}
