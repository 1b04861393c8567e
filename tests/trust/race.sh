#!/bin/bash
# race.sh BUILD: several processes on one package at once, and a stock git that commits in a loop beside them.
# RACE=rounds: how many times all of it.
. "$(dirname "${BASH_SOURCE[0]}")/../case/case.sh"
unguarded
unset SARFLOW_SEED
said='-s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by='
events() { git -C G rev-list --count --first-parent refs/sar/journal; }
tried=0
for round in $(seq "${RACE:-12}"); do
	rm -rf G ./*.log ./*.status out* N .sarflow-tmp-*; fresh G; appoint_all G || fail 'people are appointed'
	before=$(events)
	# one does: its exit status and words are kept
	one() { local name=$1; shift; "$SARFLOW" -C G "$@" >"$name.log" 2>&1; echo $? >"$name.status"; }
	(	# a stock git beside them: what it said to have committed must stay
		n=0; while [ ! -e stop ]; do
			n=$((n + 1)); echo "line $n of git" >>G/evidence/A-cover-letter.md
			git -C G -c gc.auto=0 commit -qam "git $n" 2>/dev/null && git -C G rev-parse HEAD 2>/dev/null >>commits.log
		done ) &
	loop=$!
	pids=
	for i in 1 2 3; do
		one note-$i note "note $round.$i" & pids="$pids $!"
		{ echo "line $i" >>G/evidence/C-repair-documents.md; one save-$i save -m "save $i"; } & pids="$pids $!"
		{ echo "file $round $i" >f$i.txt; one attach-$i attach f$i.txt -e L $said; } & pids="$pids $!"
		one letter-$i letter in --letter "$ROOT/packages/letters/F110-NOZ-001/inquiry-reply.pdf" --on 2026-11-20 & pids="$pids $!"
		one status-$i status & pids="$pids $!"
	done
	wait $pids; touch stop; wait $loop; rm -f stop
	for f in *.status; do
		tried=$((tried + 1))
		[ "$(cat "$f")" = 0 ] || { cp "${f%.status}.log" "$ERR"; fail "round $round: ${f%.status} ends well"; }
	done
	is "round $round: each note and letter is recorded once" $((before + 6)) "$(events)"
	is "round $round: the journal is one line" "$(events)" "$(git -C G rev-list --count refs/sar/journal)"
	lost=; while read -r id; do git -C G merge-base --is-ancestor "$id" main || lost="$lost $id"; done <commits.log
	tried=$((tried + $(wc -l <commits.log)))
	is "round $round: none of the $(wc -l <commits.log) commits of git is lost" '' "$lost"
	status 0 sarflow -C G save -m 'what came last'; saved G
	is "round $round: nothing is left" '' "$(find G -name '*.lock' ! -name sarflow.lock -o -name '.sarflow-tmp-*' | head -3)"
	# of several that do the same, one does it, and the others are told
	for i in 1 2 3; do one seal-$i seal & "$SARFLOW" new N --template repair --category IV --title x >new-$i.log 2>&1 & done; wait
	is "round $round: one seal" 1 "$(grep -c '^0$' seal-1.status seal-2.status seal-3.status | awk -F: '{ n += $2 } END { print n }')"
	is "round $round: one submittal" 1 "$(git -C G tag | grep -c submittal)"
	status 0 sarflow -C N status
	for i in 1 2; do one export-$i export -o out & done; wait
	is "round $round: an export, and the other is told or does the same" '' "$(grep -L '^[03]$' export-*.status)"
	[ -e out/SHA256SUMS ] && (cd out && sha256sum -c --quiet SHA256SUMS) >"$OUT" 2>&1; is "round $round: what is handed over is whole" 0 $?
	tried=$((tried + 8))
	is "round $round: nothing is left beside it" '' "$(find . -maxdepth 1 -name '.sarflow-tmp-*')"
done
# ---- a git that lives and holds its lock is left alone; one of a dead sarflow goes
fresh L; echo held >L/.git/index.lock; echo x >>L/evidence/A-cover-letter.md
status 3 sarflow -C L save -m 'beside a lock'; has 'the version itself is saved' "$ERR"; lacks 'nothing was changed' "$ERR"
is 'the lock of another is there' held "$(cat L/.git/index.lock)"
rm L/.git/index.lock; status 0 sarflow -C L save -m 'again'; saved L
echo "tried $tried failed $failures  processes at once, and what each recorded"
finish
