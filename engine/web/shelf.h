/* shelf.h: what was made of packages for somebody, kept as long as these stand where they stood.  For web/.
 *
 * Before a thing is handed out, the folders it was made of are looked at again, once for all who ask at that moment;
 * what written_of() does not see shows within a quarter of an hour, when names change.  All of it may go at any
 * moment; it is then made anew.  Any thread may ask. */
#ifndef WEB_SHELF_H
#define WEB_SHELF_H
#include "base/base.h"
#include "base/buf.h"
#include "base/list.h"
#include "base/scope.h"

struct fold_uses;
struct shelf;
/* most: bytes of all that is kept. */
struct shelf *shelf_begin(struct scope *, size_t most);

/* The folders that a thing is made of, and how each stood before it was read. */
struct shelf_of { struct names folders; struct buf *stamps; bool young; };
struct shelf_of *shelf_of(struct scope *);
/* Before it is read. */
void shelf_of_package(struct scope *, struct shelf_of *, const char *folder);
/* Those beside it that it uses, too. */
void shelf_of_uses(struct scope *, struct shelf_of *, const char *folder, const struct fold_uses *);

/* The thing of this name; it stays until the scope ends.  NULL: none is kept, or a package has moved since; who asks is
 * then to make it, and others who ask for the same wait for that, until it is put here, left or the scope ends.  So
 * nobody asks for one name twice. */
const void *shelf_find(struct scope *, struct shelf *, const char *name);
/* The same for a request that came at `since` (shelf_now()): a folder that was looked at since then, for whomever, is
 * not looked at again.  All that was written before the request came is seen. */
const void *shelf_find_since(struct scope *, struct shelf *, const char *name, int64_t since);
/* Nanoseconds of a clock that nobody sets. */
int64_t shelf_now(void);
/* It is not made after all. */
void shelf_leave(struct shelf *, const char *name);
/* Put a thing there.  It lies in a scope of its own, which is closed once nobody has the thing any more: not before the
 * scope `sc` ends.  size: about how many bytes. */
void shelf_put(struct scope *sc, struct shelf *, const char *name, const struct shelf_of *, struct scope *own,
               const void *thing, size_t size);
#endif
