#!/bin/bash
# t_walls.sh BUILD: the walls of engine/FLOORS hold: holes planted into a copy of engine/ are found by `make walls`.
. "$(dirname "$0")/case.sh"

# The compiler's word on each file is taken from the build where it is still true: the copy is as old as the original.
mkdir copy copy/tests && cp -a "$ROOT/Makefile" "$ROOT/engine" copy && cp -a "$ROOT/tests/check" copy/tests || exit 1
unset MAKEFLAGS MFLAGS MAKELEVEL
walls() { make --no-print-directory -s -C copy walls B="$BUILD"; }

ok "the walls of the tree as it is hold" walls

# hole WHAT FROM TO REGEX: the file, planted, is told with the right line; without it the walls hold again
hole() {
	cp "$ROOT/tests/check/holes/$2" "copy/engine/$3/"
	no "$1" walls
	like "^engine/$3/$2:?.*$4"
	rm "copy/engine/$3/$2"
}
hole "a renderer that sees only the view cannot open a store" render_hole.c render "'store_open'"
hole "nor by a declaration of its own" render_declare.c render "declared in its header"
hole "nor look into a view's parts" render_private.c render '"view/view_private\.h" is for view/ only'
hole "and so sees no desk" render_private.c render 'must not see "desk/desk\.h", through view/view_private\.h'
hole "a command cannot save without the lock" cmd_hole.c command "'store_save'"
hole "nor reach into the desk" cmd_hole.c command "undefined type 'struct desk'"

# Faults that are let go, as the compiler sees it and as it does not.
cp "$ROOT/tests/check/holes/fault_hole.c" copy/engine/base/
faults() { (cd copy && awk -f tests/check/faults.awk $(find engine -name '*.[ch]' | sort) $(find engine -name '*.[ch]' | sort)); }
no "faults that are let go are found" faults
cp "$OUT" dropped
at() { grep -n -m1 "$1" copy/engine/base/fault_hole.c | cut -d: -f1; }
for words in '^	own(x);' '(void)own(x)' 'file_make_folder(path))' 'return !own(1)' '&& s->history->lock(sc' 'fault \*f = own' 'FAILED(own(x))'; do
	ok "let go: $words" grep -q "^engine/base/fault_hole.c:$(at "$words"): " dropped
done
is "and nothing else" 7 "$(grep -c . dropped)"
rm copy/engine/base/fault_hole.c
sed -i '0,/MUST_USE/s///' copy/engine/store/store_private.h
no "a pointer through which one could be let go is found" faults
cp -a "$ROOT/engine/store/store_private.h" copy/engine/store/

# What comes through somebody else's header is seen, and an old word of the compiler is not believed.
sed -i '/^#include "package\/package.h"/i #include "store/store.h"' copy/engine/view/view.h
no "a header of the view that lets the store through" walls
like '^engine/render/site\.c: floor render must not see "store/store\.h", .*through view/view\.h$'
like '^engine/command/cmd_status\.c: floor command must not see "store/store\.h", .*through view/view\.h$'
cp -a "$ROOT/engine/view/view.h" copy/engine/view/view.h

# A door holds for what is seen.
sed -i '/^#include "compare\/compare.h"/i #include "desk/act.h"' copy/engine/view/changes.h
no "a view that comes by the door for change" walls
like '^engine/view/changes\.c: "desk/act\.h" is for desk/ command/ web/ only, through view/changes\.h$'
cp -a "$ROOT/engine/view/changes.h" copy/engine/view/changes.h
ok "without the holes the walls hold" walls
finish
