#!/bin/bash
# t_guard_file.sh BUILD: a guard is one file: planted into a copy of the tree, it is linted, judged, explained and planned.
. "$(dirname "$0")/case.sh"

# The objects come along, as old as they are, so that only the table of guards and the new file are compiled.
mkdir -p copy/build copy/templates/shared || exit 1
cp -a "$ROOT/Makefile" "$ROOT/engine" copy && cp -a "$ROOT/templates/html" copy/templates &&
	cp -a "$ROOT/templates/shared/common" copy/templates/shared || exit 1
for part in "$ROOT"/engine/*/; do cp -a "$BUILD/$(basename "$part")" copy/build || exit 1; done
cp -a "$BUILD/tables" "$BUILD/libsar.a" "$BUILD/main.o" copy/build || exit 1
cat > copy/engine/guard/attached.c <<'END_OF_FILE'
/* attached.c: the package holds enough attachments. */
#include "base/base.h"
#include "guard/guard.h"

static const struct remedy attach = { 5, (const char *const[]){ "attach", "", "FILE", "element", "E" } };

static const struct fault *judge(const struct guard_case *c, const struct workflow_guard *g, struct guard_reasons *out)
{
	size_t wanted = guard_number(g, "minimum", 0), count = c->package->attachments.count;
	if (count < wanted)
		guard_shut(c, out, (struct place){ "" }, PHRASE("{count} of {wanted} attachments are there", count, wanted))->remedy = &attach;
	return NULL;
}

static const struct phrase *tells(const struct guard_case *c, const struct workflow_guard *g)
{
	(void)g;
	return phrase_new(c->sc, "{count} attachments are there", c->package->attachments.count);
}

static void add_steps(struct guard_plan *p, const struct workflow_guard *g, const struct guard_reasons *reasons)
{
	if (reasons->count == 0)
		return;
	guard_plan_add(p, PHRASE("attach {minimum} files", guard_number(g, "minimum", 0)), &attach, PHRASE("who has the files"));
	p->content = true;
}

static const struct phrase *lint(struct scope *sc, const struct template *t, const struct workflow_transition *move,
                                 const struct workflow_guard *g)
{
	(void)t;
	return guard_number(g, "minimum", 0) ? NULL : phrase_new(sc, "\"{action}\" asks for no attachment at all", move->action);
}

const struct guard guard_attached = {
	.form = { "attached", { { "minimum", GUARD_NUMBER, true } }, lint }, .stage = GUARD_EDIT,
	.says = "the package holds at least that many attachments", .judge = judge, .tells = tells, .steps = add_steps,
};
END_OF_FILE
unset MAKEFLAGS MFLAGS MAKELEVEL
[ -z "$SANITIZED" ] || flags='-O1 -g -DSCOPE_DEBUG -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer'
ok 'it compiles' make --no-print-directory -C copy B=build ${flags:+CFLAGS="$flags"} build/sarflow
is 'nothing else had to be compiled' 'guard/attached.c guard/guard.c' \
	"$(make_said=$(ls -t copy/build/*/*.o | while read -r o; do [ "$o" -nt copy/engine/guard/attached.c ] && echo "$o"; done)
	   echo "$make_said" | sed 's,copy/build/,,; s,o$,c,' | sort | paste -sd' ')"
SARFLOW=$SANDBOX/copy/build/sarflow

# ---- linted, with its line
example_template templates/repair
export SARFLOW_TEMPLATES=$SANDBOX/templates
workflow() {
	cat > templates/repair/workflow.yaml <<-END_OF_FILE
	format: 1
	initial: a
	acts: {appoint: [manager], sign-off: [quality, manager], note: any}
	states:
	  a: {title: A, owner: applicant}
	  b: {title: B, owner: applicant}
	transitions:
	  - {action: back, from: [b], to: a, roles: [manager]}
	  - {action: pack, from: [a], to: b, roles: [manager], evidence: head, guards: [attached: $1]}
	END_OF_FILE
}
refused() {
	workflow "$1"
	status 1 sarflow template lint templates/repair
	like "workflow\\.yaml:9(:[0-9]+)?: error: $2"
}
refused '{minimum: three}' '"minimum" wants a whole number, not "three"'
refused '{}' 'guard attached needs "minimum"'
refused '{minimum: 3, most: 4}' 'guard attached does not know "most"'
refused '{minimum: 0}' '"pack" asks for no attachment at all'
workflow '{minimum: 3}'
status 0 sarflow template lint templates/repair

# ---- judged, explained, with its step
example_package plain
status 0 sarflow import plain
P=F110-NOZ-001
status 3 sarflow -C $P do pack; has '0 of 3 attachments are there' "$ERR"
status 0 sarflow -C $P why pack
has 'shut  attached {minimum: 3}'; has 'the package holds at least that many attachments'; has '0 of 3 attachments are there'
has 'attach 3 files'; has 'by who has the files'; has 'sarflow attach FILE --element E'
status 0 sarflow -C $P why pack --json; json; cp "$OUT" json
is 'its step comes first' 'attach 3 files' "$(value '$.steps[0].what' json)"
is 'then what was changed is saved' "sarflow save --message 'what changed'" "$(value '$.steps[1].command' json)"
status 0 sarflow -C $P explain attached; has 'the package holds at least that many attachments'
for n in 1 2 3; do printf '%s\n' "$n" > "f$n.txt"; ok "file $n is attached" sarflow -C $P attach "f$n.txt" --element A --set title=Scan \
	--set distribution=none --set origin=Minato --set release_basis=ours; done
ok 'the files are saved' sarflow -C $P save -m files
status 0 sarflow -C $P why pack; has 'open  attached {minimum: 3}'; has '3 attachments are there'
status 0 sarflow -C $P do pack
is 'it opened' b "$(state $P)"
finish
