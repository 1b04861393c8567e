# table.sh: the table of `make bench`, in Markdown, on the terminal and in BUILD/bench.md.  For run and commands.
#
# A bound is a promise; what is a fifth past it may be noise and is called so, and what is further past it fails.
failed=0
median() { sort -g | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }
say() { echo "$*" | tee -a "$build/bench.md"; }
judge() { # VALUE BOUND: into verdict
	verdict=$(awk -v v="$1" -v b="$2" 'BEGIN { print v <= b ? "ok" : v <= b * 1.2 ? "over, may be noise" : "FAILS" }')
	[ "$verdict" != FAILS ] || failed=1
}
