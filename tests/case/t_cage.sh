#!/bin/bash
# t_cage.sh: a package that somebody prepared: things planted in it lead out of it, or never end.  Each of them against
# each command: nothing outside is read into what is written, nothing outside is changed, nothing hangs.
. "$(dirname "$0")/case.sh"
unguarded
export SARFLOW_SEED=case
MARK=OUTSIDE-7731 PATIENCE=10
mkdir outside
printf '%s\n' $MARK >outside/secret.md
printf 'step,what,%s\n' $MARK >outside/secret.csv
printf '# A\n\n%s\n' $MARK >outside/A-cover-letter.md
mkdir outside/folder outside/empty; printf '%s\n' $MARK >outside/folder/A-cover-letter.md; cp outside/folder/A-cover-letter.md outside/folder/x.txt
fresh OTHER; (cd OTHER && printf '# A\n\n%s\n' $MARK >evidence/A-cover-letter.md && "$SARFLOW" save -m other >/dev/null && "$SARFLOW" note $MARK >/dev/null); mv OTHER outside/other
printf '[user]\n\tname = %s\n' $MARK >outside/config
fresh BASE
printf 'a file\n' >a.txt
ATTACH='-e L -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by='
"$SARFLOW" -C BASE attach a.txt $ATTACH >/dev/null && "$SARFLOW" -C BASE save -m base >/dev/null && "$SARFLOW" -C BASE note 'begun' >/dev/null && git -C BASE tag mine
cp -a BASE .pristine; OBJECT=$(cd BASE && find .git/lfs/objects -type f | head -1) LOOSE=$(git -C BASE rev-parse refs/sar/journal | sed "s,^..,.git/objects/&/,")
outside_sum() { (cd outside && find . \( -type f -o -type l \) -exec sha256sum {} + 2>/dev/null | sort; find . | sort) | sha256sum; }
BEFORE=$(outside_sum)
O=$SANDBOX/outside

# ---- what is planted, in X; each gets the pristine package
to()        { rm -rf "X/$1"; mkdir -p "X/$(dirname "$1")"; ln -s "$2" "X/$1"; }         # PATH a link to PLACE
pipe()      { rm -rf "X/$1"; mkdir -p "X/$(dirname "$1")"; mkfifo "X/$1"; }
device()    { rm -rf "X/$1"; mkdir -p "X/$(dirname "$1")"; mknod "X/$1" c 1 5 2>/dev/null || ln -s /dev/zero "X/$1"; }
setting()   { printf '%s\n' "$@" >>X/.git/config; }
elsewhere() { rm -rf X/.git; printf 'gitdir: %s\n' "$1" >X/.git; }
# in .git: refused by every command, with a fault of one line
plants_git() { cat <<-END
	to .git/sarflow.lock $O/secret.md
	to .git/sarflow.lock $O/new
	pipe .git/sarflow.lock
	to .git/sarflow/lock $O/secret.md
	to .git/sarflow $O/empty
	to .git/refs/sar $O/other/.git/refs/sar
	to .git/refs/sar/journal $O/other/.git/refs/sar/journal
	pipe .git/refs/sar/journal
	to .git/refs/heads $O/other/.git/refs/heads
	to .git/refs $O/empty
	to .git/objects $O/other/.git/objects
	to .git/objects/pack $O/empty
	to ${LOOSE%/*} $O/empty
	pipe $LOOSE
	to $LOOSE $O/secret.md
	to .git/HEAD refs/heads/main
	pipe .git/HEAD
	to .git/config $O/config
	pipe .git/config
	pipe .git/packed-refs
	to .git/packed-refs $O/secret.md
	to .git/index $O/secret.md
	pipe .git/index
	device .git/index
	to .git/logs $O/empty
	to .git/index.lock $O/secret.md
	to .git $O/other/.git
	pipe .git
	device .git
	elsewhere $O/other/.git
	elsewhere ../outside/other/.git
	elsewhere $O/secret.md
	setting '[core]' worktree=$O/folder
	setting '[core]' worktree=../../outside/folder
	setting '[include]' path=$O/config
	setting '[includeIf "gitdir:**"]' path=$O/config
	setting '[core] [InClude] path='$O/config
	setting '[extensions]' worktreeConfig=true '[core]' worktree=/
	eval printf '%s\n' $O/other/.git/objects >X/.git/objects/info/alternates
	eval printf '%s\n' ../../../outside/other/.git/objects >X/.git/objects/info/alternates
	eval pipe .git/objects/info/alternates
	eval printf '%s\n' $O/other/.git >X/.git/commondir
	eval printf '%s\n' ../../outside/other/.git >X/.git/commondir
	pipe .git/commondir
	pipe .git/MERGE_HEAD
	to .git/MERGE_MSG $O/secret.md
	to .git/lfs $O/folder
	to .git/lfs/tmp $O/empty
	END
}
# in the work tree and where content lies: a finding or a fault, as the command pleases
plants_work() { cat <<-END
	to package.yaml $O/secret.md
	pipe package.yaml
	device package.yaml
	to evidence $O/folder
	to evidence/A-cover-letter.md $O/A-cover-letter.md
	pipe evidence/A-cover-letter.md
	device evidence/A-cover-letter.md
	to evidence/Z $O/folder
	pipe evidence
	to registers $O/folder
	to registers/operations.csv $O/secret.csv
	pipe registers/operations.csv
	to registers/markings.csv $O/secret.csv
	to attachments $O/folder
	to attachments/L $O/folder
	to attachments/L/a.txt $O/secret.md
	pipe attachments/L/a.txt
	device attachments/L/a.txt
	to .gitattributes $O/secret.md
	pipe stray
	to stray $O/folder
	to $OBJECT $O/secret.md
	pipe $OBJECT
	device $OBJECT
	to .git/lfs/objects $O/folder
	to ${OBJECT%/*} $O/folder
	END
}
# in .git, and no business of ours: nothing of it is obeyed
plants_quiet() { cat <<-END
	eval printf '#!/bin/sh\necho %s >>$O/hooked\n' $MARK >X/.git/hooks/pre-commit; chmod +x X/.git/hooks/pre-commit; cp X/.git/hooks/pre-commit X/.git/hooks/reference-transaction
	setting '[core]' fsmonitor=$SANDBOX/evil
	setting '[core]' hooksPath=$O
	setting '[core]' attributesFile=$O/secret.md
	setting '[core]' excludesFile=$O/secret.md
	setting '[filter "evil"]' clean=$SANDBOX/evil smudge=$SANDBOX/evil process=$SANDBOX/evil required=true
	setting '[diff]' external=$SANDBOX/evil
	setting '[core]' pager=$SANDBOX/evil editor=$SANDBOX/evil sshCommand=$SANDBOX/evil
	setting '[gpg]' program=$SANDBOX/evil '[commit]' gpgSign=true
	END
}
printf '#!/bin/sh\necho evil >>%s/hooked\ncat\n' "$O" >evil; chmod +x evil

# hang or harm COMMAND...: run it; sets $got
try() {
	timeout -k 2 $PATIENCE "$SARFLOW" -C X "$@" >"$OUT" 2>"$ERR" </dev/null; got=$?
	bad=
	[ $got != 124 ] && [ $got != 137 ] || bad="it hangs"
	[ $got -lt 124 ] || bad=${bad:-"status $got"}
	! grep -rqs $MARK "$OUT" "$ERR" made || bad=${bad:-"it reads what is outside"}
	[ "$(outside_sum)" = "$BEFORE" ] || bad=${bad:-"it changed what is outside: $(find outside -newer .pristine | head -3 | tr '\n' ' ')"}
}
# CAGE=all: every plant against every command; else each kind against those that go the furthest.
commands() { if [ "${CAGE:-}" = all ]; then all_commands; else all_commands | grep -E "^(${1:-status})"; fi; }
all_commands() { cat <<-END
	status
	check
	log
	save -m saved
	note a-note
	attach a.txt --name b.txt $ATTACH
	attach a.txt --replace $ATTACH
	restore .
	render -o made/pages
	export -o made/out
	seal
	diff main~1 main
	purge attachments/L/a.txt --reason spilled --as $QUALITY
	END
}
# each KIND PLANT...: the plant against every command
each() {
	local kind=$1 plant=$2 command words failed= tried=0
	while read -r command; do
		rm -rf X made; cp -a .pristine X; mkdir made
		eval "${plant#eval }" || { fail "planted: $plant"; return; }
		words=(); while read -r word; do words+=("$word"); done <<<"$(sed 's/--as .*//; s/ \+/\n/g' <<<"$command" | grep .)"
		[[ $command != *--as* ]] || words+=(--as "$QUALITY")
		[ "${words[0]}" != attach ] || words[1]=$SANDBOX/a.txt
		try "${words[@]}"; tried=$((tried + 1))
		if [ -z "$bad" ] && [ "$kind" = git ] && { [ $got != 3 ] || ! one_fault; }; then bad="status $got and not a fault: $(head -c 200 "$OUT" | head -2 | tr '\n' ' ')"; fi
		if [ -z "$bad" ] && [ "$kind" = quiet ] && [ $got -gt 1 ] && [[ ${words[0]} != export ]] && [[ ${words[0]} != purge ]] && [[ ${words[0]} != diff ]]; then bad="status $got: $(head -c 200 "$ERR")"; fi
		[ -z "$bad" ] || { failed="$failed${failed:+; }${words[0]}: $bad"
			[ "$(outside_sum)" = "$BEFORE" ] || { rm -rf outside; cp -a .outside outside; }; }
	done <<<"$(commands "$(case $kind in git) echo 'note|save' ;; work) echo 'check|save|render|attach a.txt --r' ;; *) echo save ;; esac)")"
	: >"$OUT"; : >"$ERR"
	plant=${plant//$SANDBOX/.}
	if [ -z "$failed" ]; then pass "$kind: $plant ($tried commands)"; else fail "$kind: $plant" "$failed"; fi
}
cp -a outside .outside
plants_git   >plants-git;   while read -r p <&3; do each git "$p"; done 3<plants-git
plants_work  >plants-work;  while read -r p <&3; do each work "$p"; done 3<plants-work
plants_quiet >plants-quiet; while read -r p <&3; do each quiet "$p"; done 3<plants-quiet
rm -rf X made outside .outside evil

# ---- inputs of commands: a pipe nobody writes to, devices that never end
cp -a .pristine X; mkfifo fifo; ln -s fifo to-fifo; ln -s /dev/zero to-zero; mkdir made
outside_sum() { echo "$BEFORE"; }
mkdir folder; mkfifo folder/x.md folder/y.xlsx; ln -s /dev/zero folder/z.csv; printf 'file\n%s\n' fifo >list.csv; mkfifo list-fifo.csv
input() {
	try "$@"
	if [ -z "$bad" ] && [ $got -gt 0 ] && [ $got -lt 4 ]; then pass "input: ${*//$SANDBOX\/}"
	else fail "input: $*" "${bad:-status $got}"; fi
}
for thing in fifo to-fifo to-zero /dev/zero; do
	f=$SANDBOX/$thing; [ "${thing#/}" = "$thing" ] || f=$thing
	input attach "$f" $ATTACH
	input attach --from "$f" $ATTACH
	input take "$f"
	input return "$f"
	input return "$f" --exported "$f"
	input letter in --letter "$f" --on 2026-11-20
	input remark import "$f"
	input import "$f"
	input use profile "$f"
	input translated "$f"
	input export --supply "$f" -o made/out
	input template lint "$f"
done
try take "$SANDBOX/folder"; if [ -z "$bad" ] && [ $got = 0 ]; then has 'z.csv is a link that leads out'; else fail 'a folder of pipes' "${bad:-$got}"; fi
input import "$SANDBOX/folder"
input attach "$SANDBOX/folder" $ATTACH
input attach --from "$SANDBOX/list.csv" $ATTACH
input attach --from "$SANDBOX/list-fifo.csv" $ATTACH
rm -rf folder fifo to-fifo X .pristine made list-fifo.csv
finish
