#!/bin/bash
# t_line.sh: the command line: what is an option and what a value, help of every command, mistakes and what was meant.
. "$(dirname "$0")/case.sh"
P=F110-NOZ-001
TEXT=evidence/C-repair-documents.md
package
S="sarflow -C $P"
noted() {	# the newest note of the journal
	sarflow -C $P log --json >log.json
	is "noted: $1" "$1" "$(sqlite3 :memory: "select json_extract(value, '\$.note')
		from json_each(cast(readfile('log.json') as text))
		where json_extract(value, '\$.kind') = 'note' order by key desc limit 1")"
}

# ---- a value is a value, whatever it looks like
for text in -h --help --json -C -- --as --no-pager -m --note= -; do
	[ "$text" = - ] || { status 0 $S note -m "$text"; noted "$text"; }
	status 0 $S note -- "$text"; noted "$text"
done
status 0 $S note --note=--help; noted --help
status 0 $S note --note=a=b; noted a=b
status 0 $S note -; noted -
status 0 $S remark add --severity minor -m -C
status 0 $S remark show 1; has '-C'
status 0 $S remark add --severity minor -m --json --on $TEXT; lacks '{'
status 3 $S remark add --severity minor -m x --on attachments/C/repair-procedure-MTR-RP-2417.pdf --page -1
printf '\nOne more line, fictitious.\n' >>$P/$TEXT
status 0 $S save -m --dry-run
is 'it is the message' --dry-run "$(git -C $P log -1 --format=%s main)"

# ---- global options before the command, behind it, and both; the last one counts
mark $P
for line in "--json -C $P status" "status --json -C $P" "-C $P status --json" "-C nowhere status -C $P --json" \
	"--lang=en --lang=ja -C $P status --json"; do
	status 0 sarflow $line; json
done
status 0 sarflow --as "$STRANGER" -C $P --as="$MANAGER" note 'behind'
status 3 sarflow --as "$MANAGER" -C $P note 'before' --as "$STRANGER"; has 'is not appointed' "$ERR"
noted behind
status 0 sarflow remark -C $P list --all
status 0 sarflow remark --all -C $P; has '--json'
status 0 sarflow -C $P remark; cp "$OUT" bare
status 0 sarflow -C $P remark list; is 'without a word it lists' "$(cat bare)" "$(cat "$OUT")"
mark $P

# ---- what is off, and how it is meant
off() { local says=$1; shift; status 2 sarflow "$@"; has "$says" "$ERR"; }
off 'sarflow save: there is no option --mesage; did you mean --message?' -C $P save --mesage x
off 'did you mean --message?' -C $P save --mesage=x
off 'did you mean --message?' -C $P save -message x
off 'a value stands apart: -m TEXT' -C $P save -mx
off 'a value stands apart: -C FOLDER' -C$P save
off 'did you mean --json?' status --jsn
off 'there is no option --nonsuch; try: sarflow status --help' status --nonsuch
off 'there is no option --m; try: sarflow save --help' save --m x
off 'there is no command "stauts"; did you mean status?' stauts
off 'there is no command "nonsuch"; try: sarflow help' nonsuch
off 'there is no command ""' ''
off 'there is no command "remark add"' 'remark add'
off 'did you mean sarflow version?' --version
off 'there is no option --all' --all next
off 'sarflow remark: "anwser" is none of add, answer, close, drafts, drop, export, list, reopen, reply, send, show, take, withdraw; did you mean answer?' \
	remark anwser 1
off 'say which: graph, lint, list' template
off 'say which: in, out' letter
off 'say which: in, out' letter --letter x in
off '-m wants TEXT' -C $P note -m
off '--note wants TEXT' -C $P note --note
off '--as wants' -C $P note x --as
off '-C wants FOLDER' status -C
off '--all takes no value' next --all=yes
off '--json takes no value' --json=1 status
off '"c" is one word too many; use: sarflow diff [PACKAGE] [A [B]]' diff $P a b c
off 'a word is missing; use: sarflow do ACTION' do
off 'a word is missing; use: sarflow remark answer N' remark answer
off '"x" is one word too many; use: sarflow help [COMMAND [WORD]]' help remark add x
off 'there is no command "nonsuch"' help nonsuch
off 'did you mean answer?' help remark anwser
off '"x" is one word too many; try: sarflow help note' help note x

# ---- an option of another word is refused, and says whose it is
off 'there is no option --severity; it goes with: remark add' -C $P remark list --severity minor
off 'it goes with: remark add' -C $P remark --severity minor
off 'it goes with: remark add, remark answer, remark export, remark list, remark show' -C $P remark withdraw 1 --version main -m x
off 'it goes with: remark add' -C $P remark close 1 --on $TEXT
off 'it goes with: remark add, remark close, remark reopen' -C $P remark answer 1 --changed --by DLA
off 'it goes with: remark list' -C $P remark show 1 --mine
off 'it goes with: remark list' -C $P remark export x.csv --all
off 'it goes with: template graph' template list --svg
off 'it goes with: template graph' template lint repair --svg
off 'it goes with: letter in' -C $P letter out --letter bare --on 2026-11-20 --received 2026-11-21

# ---- twice: of a command's own the second is refused, of what repeats all are taken, a flag is a flag
off '-m is given twice; say it once' -C $P note -m first -m second
off '--message is given twice' -C $P save -m first --message=second
off '-m is given twice' -C $P note -m '' -m second
off '--role is given twice' -C $P sign -r quality --role signatory
status 0 $S next -a --all
is 'both roles are held' "$ENGINEER now holds: engineering quality" \
	"$($S appoint "$ENGINEER" --role engineering -r quality)"
$S appoint "$ENGINEER" --end >/dev/null
mark $P

# ---- what would do nothing is refused
off '--end takes all roles away' -C $P appoint "$MANAGER" --end --role manager
off 'the note is there twice' -C $P note word -m option
off '--yes goes with --update' -C $P use --yes
off '--until goes with a finding' -C $P waive --until 2026-12-01
off '--withdraw goes with a finding' -C $P waive --withdraw
off '--until does not go with --withdraw' -C $P waive 01234567 --withdraw --until 2026-12-01
off '--version goes with --changed' -C $P remark answer 1 --clarified -m x --version main
off '--severity does not go with --from' -C $P remark add --from rows.csv --severity minor
off '--submittal counts from 1' -C $P export --submittal x
off '--submittal counts from 1' -C $P deliver --means mail --on 2026-11-20 --submittal -1
off '--which counts from 1' -C $P remark add --on $TEXT --quote operations --which 1x --severity minor -m x

# ---- nothing, said as nothing
for line in 'note -m' 'note --note=' 'save --message=' 'save -m' 'check --level=' 'check --as-of=' 'note x --as=' \
	'remark add --severity= -m x' 'remark add --severity minor -m' 'remark add --severity minor -m x --due=' \
	'export --submittal=' 'purge x --reason=' 'remark show' 'letter in --on=' 'do' 'explain'; do
	case $line in *=*) words=($line) ;; *) words=($line '') ;; esac
	run sarflow -C $P "${words[@]}"; got=$?
	if [ $got -ge 2 ] && [ $got -le 3 ] && one_fault; then pass "refused: $line ''"
	else fail "refused: $line ''" "exit status $got"; fi
done
same 'what is refused changes nothing' $P

# ---- help: every command, every word; the global options once; examples that parse
table=$(sarflow help | awk '/^For every/ { exit } /^  [a-z]/ && $1 != "sarflow" { print $1 }')
named=$(sed -n 's/^\t\.name = "\([a-z -]*\)".*/\1/p' "$ROOT"/engine/command/cmd_*.c)      # a word below a command stands behind a space
is 'each file holds one command' "$(ls "$ROOT"/engine/command/cmd_*.c | wc -l)" "$(wc -l <<<"$named")"
files=$(grep -v ' \|^filter$' <<<"$named" | sort)
is 'all commands but those for git are in the table' "$files" "$(sort <<<"$table")"
words=$(grep ' ' <<<"$named")
ok 'there are words below commands' [ "$(wc -l <<<"$words")" -ge 12 ]
while read -r command; do
	status 0 sarflow $command --help; cp "$OUT" page
	like "^sarflow $command[ :]" page
	is 'the global options, once' 1 "$(grep -c '^  -C FOLDER ' page)"
	is 'no line is wider than 120' '' "$(sed '/^Example/,$d' page | grep -E '.{121}')"
	sed '1,/^Example$/d; s/^  //' page | sed -e :a -e '/\\$/N; s/\\\n *//; ta' >examples
	ok 'an example' test -s examples
	while read -r example; do
		eval "$example --help" >shown 2>"$ERR" </dev/null || { fail "parses: $example"; continue; }
		case $example in *' > '*) into=${example##* > } ;; *) into=shown ;; esac
		like "^sarflow $command" "$into"
	done <examples
	status 0 sarflow help $command; is 'help tells the same' "$(cat page)" "$(cat "$OUT")"
	status 0 sarflow --help $command; is 'and --help before it' "$(cat page)" "$(cat "$OUT")"
	status 0 sarflow $command -h; is 'and -h' "$(cat page)" "$(cat "$OUT")"
done <<<"$table
$words"
status 0 sarflow remark --help; like '^  answer +N '; has 'without one: list'; lacks '--severity NAME'
status 0 sarflow remark --help add; has '--severity NAME'
status 0 sarflow --help; has 'all commands, or one of them'
status 0 sarflow; is 'no word is help' "$(sarflow help)" "$(cat "$OUT")"

# ---- a long line stays whole
long=$(printf '検査方法は登録表に示す。%.0s' $(seq 60))
status 0 $S note "$long"; status 0 $S log; has "$long"
example_template templates/tiny
sed -i "s/^\( *\)sql: .*/&/; s/^\( *raised: \).*/\1\"$long$long\"/" templates/tiny/rules.yaml
SARFLOW_TEMPLATES=$SANDBOX/templates status 0 sarflow explain supplier-listed -t tiny; has "$long$long"

# ---- an option that nobody reads does not pass make check
cp -r "$ROOT/engine/command" "$ROOT/engine/main.c" .
options() { awk -f "$ROOT/tests/check/options.awk" main.c command/*.[ch]; }
ok 'each option is read' options
planted() { cp "$ROOT/engine/command/$1" command/; }
sed -i 's/PAPERS_NOTE, { 0 }/PAPERS_NOTE, { "loud", 0, NULL, "x" }, { 0 }/' command/cmd_note.c
no 'one that is declared only' options; has 'cmd_note declares the option "loud" and never reads it'; planted cmd_note.c
sed -i 's/command_value(l, "due")/NULL/' command/papers.c
no 'one that the shared reader forgets' options; has 'cmd_do declares the option "due"'; planted papers.c
sed -i 's/command_flag(l, "end")/command_flag(l, "ned")/' command/cmd_appoint.c
no 'one that is read only' options; has 'the option "ned" is read and never declared'; planted cmd_appoint.c
sed -i 's/"another address of this person", true/"another address of this person"/' command/cmd_appoint.c
no 'one that repeats and may not' options; has '"address" repeats or is read with command_values(), but not both'
planted cmd_appoint.c
sed -i 's/command_flag(l, "json")/false/' main.c
no 'a global one' options; has 'declares the option "json" and never reads it'
finish
