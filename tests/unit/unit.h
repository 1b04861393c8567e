/* unit.h: what the unit tests share: cmocka, faults as failures, folders of their own.
 *
 * A test owns one scope (SCOPE(sc)) and leaves nothing behind. */
#ifndef UNIT_H
#define UNIT_H
#include "base/base.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/path.h"
#include "base/scope.h"
#include <setjmp.h>
#include <stdarg.h>
#include <unistd.h>
#include <cmocka.h>

#define SAME(a, b) assert_string_equal((a), (b))
#define HAS(text, part) unit_has((text), (part), true, __FILE__, __LINE__)
#define LACKS(text, part) unit_has((text), (part), false, __FILE__, __LINE__)
/* The call succeeds, or fails with this code. */
#define OK(call) unit_fault((call), 0, #call, __FILE__, __LINE__)
#define FAILS(call, code) unit_fault((call), (int)(code), #call, __FILE__, __LINE__)
/* A check inside a loop: says which turn failed. */
#define EXPECT(condition, ...) do { if (!(condition)) { print_error(__VA_ARGS__); print_error("\n"); \
	_fail(__FILE__, __LINE__); } } while (0)

static inline void unit_has(const char *text, const char *part, bool wanted, const char *file, int line)
{
	if ((strstr(text, part) != NULL) == wanted)
		return;
	print_error("\"%s\" %s in:\n%s\n", part, wanted ? "is not" : "is", text);
	_fail(file, line);
}

static inline void unit_fault(const struct fault *f, int code, const char *call, const char *file, int line)
{
	if (f ? code == (int)f->code : code == 0)
		return;
	print_error("%s: %s (code %d, wanted %d)\n", call, f ? f->text : "success", f ? (int)f->code : 0, code);
	_fail(file, line);
}

static inline void unit_remove(void *folder) { file_remove_tree(folder); }

/* A folder that ends with the scope. */
static inline const char *unit_folder(struct scope *sc)
{
	char *folder = scope_copy(sc, "/tmp/sarflow-unit-XXXXXX");
	assert_non_null(mkdtemp(folder));
	scope_defer(sc, unit_remove, folder);
	return folder;
}

/* A path of the project, wherever the test is started and wherever it was built. */
static inline const char *unit_root(struct scope *sc, const char *path)
{
	char from[4096];
	ssize_t n = readlink("/proc/self/exe", from, sizeof from - 1);
	for (const char *up = path; strlen(up) < 4 * strlen("../") + strlen(path); up = path_join(sc, "..", up))
		if (file_exists(up))
			return up;
	for (from[n < 0 ? 0 : n] = '\0'; *from; ) {
		const char *there = path_join(sc, from, path);
		if (file_exists(there))
			return there;
		char *slash = strrchr(from, '/');
		*(slash ? slash : from) = '\0';
	}
	print_error("there is no %s here\n", path);
	fail();
	return path;
}
#endif
