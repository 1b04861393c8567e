# t_start.sh: what a command does before its own work, seen by strace.
. "$(dirname "$0")/case.sh"
git config --global user.name 'Kenji Mori'; git config --global user.email kenji.mori@minato-turbine.example
traced() { strace -f -o trace -e trace=file "$@"; }

if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
	export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0        # the leak finder needs ptrace for itself
	fresh G
	for words in version 'version --json' help 'help log' 'log --help' 'template list' 'template lint repair'; do
		status 0 traced "$SARFLOW" $words; lacks gitconfig trace
	done
	for words in nonsuch 'log --nonsuch' 'note --json'; do
		status 2 traced "$SARFLOW" $words; lacks gitconfig trace
	done
	status 0 traced "$SARFLOW" -C G log; has gitconfig trace
	lacks 'libqpdf|libfyaml|libmicrohttpd' trace
	no 'no certificate is opened' grep -q 'open.*ca-certificates' trace
	# The template is read from the journal once; what was kept of it may go, or be anything, at any moment.
	status 0 "$SARFLOW" -C G log; cp "$OUT" usual
	same_as_usual() {
		status 0 traced "$SARFLOW" -C G log; is "the journal, $1" "$(cat "$OUT")" "$(cat usual)"
	}
	objects() { grep -c 'open.*/objects/../' trace; }
	same_as_usual 'its template kept'; few=$(objects)
	kept=$(ls G/.git/sarflow/template-*)
	rm "$kept"; same_as_usual 'nothing kept'; many=$(objects)
	ok "$few objects opened with it, $many without" [ "$many" -gt $((few + 20)) ]
	for damage in "truncate -s 5000 $kept" "truncate -s 0 $kept" "sed -i s/rules/Rules/ $kept" "rm $kept; mkdir $kept"; do
		eval "$damage"; same_as_usual "after $damage"
	done
else
	skip 'what is opened' 'strace cannot trace here'
fi
finish
