# t_pdf.sh: PDFs made to harm whoever reads them: a finding that names the bound, in bounded time and memory, in a child
# of which nothing stays; and the same answers where the kernel lacks what confines it.
. "$(dirname "$0")/case.sh"
package G
F=G/attachments/D/supplier-approvals.pdf
SECONDS_MOST=10 MEMORY_MOST=512000                # KiB

# Each /RunLengthDecode makes 64 bytes of each 0x81 and another, and these are such bytes again.
FILTERS='/Filter [/RunLengthDecode /RunLengthDecode /RunLengthDecode /RunLengthDecode /RunLengthDecode]'
bytes() { head -c "$1" /dev/zero | tr '\0' '\201'; }
size() { wc -c <"$F"; }
put() { printf "$@" >>"$F"; }
row() { printf '%02x%08x%02x' "$@" | sed 's/../\\x&/g'; }

# a cross-reference stream of a terabyte in 3 KB
huge_references() {
	printf '%%PDF-1.5\n' >"$F"
	put '4 0 obj\n<< /Type /XRef /W [1 4 1] /Size 6 /Root 1 0 R %s /Length 2000 >>\nstream\n' "$FILTERS"
	bytes 2000 >>"$F"
	put '\nendstream\nendobj\nstartxref\n9\n%%%%EOF\n'
}
# a catalog in an object stream of a terabyte
huge_objects() {
	local stream pages page table rows
	printf '%%PDF-1.5\n' >"$F"; stream=$(size)
	put '5 0 obj\n<< /Type /ObjStm /N 1 /First 4 %s /Length 3000 >>\nstream\n' "$FILTERS"
	bytes 3000 >>"$F"
	put '\nendstream\nendobj\n'; pages=$(size)
	put '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n'; page=$(size)
	put '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>\nendobj\n'; table=$(size)
	put '4 0 obj\n<< /Type /XRef /W [1 4 1] /Size 6 /Root 1 0 R /Length 36 >>\nstream\n'
	rows=$(row 0 0 0; row 2 5 0; row 1 "$pages" 0; row 1 "$page" 0; row 1 "$table" 0; row 1 "$stream" 0)
	put "$rows"
	put '\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n' "$table"
}
# pages within pages, each two times: more than anybody lives to count
endless_pages() {
	local n=60 i at=()
	printf '%%PDF-1.4\n' >"$F"; at[1]=$(size)
	put '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n'
	for ((i = 2; i < n; i++)); do
		at[i]=$(size)
		put '%d 0 obj\n<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 2 >>\nendobj\n' $i $((i + 1)) $((i + 1))
	done
	at[n]=$(size); put '%d 0 obj\n<< /Type /Page /MediaBox [0 0 9 9] >>\nendobj\n' $n
	local table; table=$(size)
	put 'xref\n0 %d\n0000000000 65535 f \n' $((n + 1))
	for ((i = 1; i <= n; i++)); do put '%010d 00000 n \n' "${at[i]}"; done
	put 'trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' $((n + 1)) "$table"
}
# a table that says it has two thousand million entries
wrong_size() {
	printf '%%PDF-1.4\nxref\n0 2000000000\n' >"$F"
	put 'trailer\n<< /Size 2000000000 /Root 1 0 R >>\nstartxref\n9\n%%%%EOF\n'
}
deep_arrays() {
	printf '%%PDF-1.4\n1 0 obj\n' >"$F"
	head -c 500000 /dev/zero | tr '\0' '[' >>"$F"
	put '\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%%%EOF\n'
}

# bounded NAME STATUS COMMAND...: the status, within time and memory, that of all its children counted
bounded() {
	local name=$1 wanted=$2 got seconds memory; shift 2
	run /usr/bin/time -q -f '%e %M' -o measured "$SARFLOW" -C G "$@"; got=$?
	read -r seconds memory <measured
	[ -z "$SANITIZED" ] || memory=0                 # it takes its own
	if [ "$got" = "$wanted" ] && [ "${seconds%.*}" -lt $SECONDS_MOST ] && [ "$memory" -lt $MEMORY_MOST ]
	then pass "$name: $1 keeps to its bounds"
	else fail "$name: $1 keeps to its bounds" "status $got, $seconds s, $memory KiB"; fi
}
AT=attachments/D/supplier-approvals.pdf
try() {
	$1
	bounded $1 1 check; like "^$AT: error: $2.*\[attachment-damaged\]"
	bounded $1 0 status; has '1 error'
}
if [ -n "$SANITIZED" ]; then
	skip 'files that take all memory' 'a sanitizer takes its own memory'
else
	try huge_references 'this PDF takes more than 256 MiB of memory to read'
	try huge_objects 'this PDF takes more than 256 MiB of memory to read'
fi
try endless_pages 'this (is no PDF|PDF takes more than)'
try wrong_size 'this (is no PDF|PDF takes more than)'
try deep_arrays 'this (is no PDF|PDF )'

# ---- many of them: patience ends, and says so; with them gone all is read
if [ -n "$SANITIZED" ]; then
	skip 'many files that take all memory' 'a sanitizer takes its own memory'
else
	huge_references
	for i in {1..80}; do cp "$F" "G/attachments/D/a-$i.pdf"; done
	bounded 'all of them' 1 check
	has 'this PDF takes more than 256 MiB'; has 'this PDF is not read, for others of the package take more than 5 seconds'
	rm G/attachments/D/a-*.pdf
fi

# ---- without what the kernel may lack, each alone and all together
rm "$F" && cp -a .worked/F110-NOZ-001/$AT "$F"
run sarflow -C G check; cp "$OUT" usual
lacking() {
	local what=$1 call=$2; shift 2
	rm -rf G/.git/sarflow
	run strace -f -qq -o calls -e trace="$call" "$@" "$SARFLOW" -C G check
	if ! grep -q INJECTED calls; then fail "$what is asked for"; else pass "$what is asked for"; fi
	if cmp -s "$OUT" usual; then pass "without $what all is found"; else fail "without $what all is found"; fi
}
if ! strace -o calls true 2>/dev/null; then skip 'without what the kernel may lack' 'strace cannot trace here'
elif [ -n "$SANITIZED" ]; then skip 'without what the kernel may lack' 'a sanitizer and strace trace the same'
else
	lacking Landlock landlock_create_ruleset -e inject=landlock_create_ruleset:error=ENOSYS
	lacking close_range close_range -e inject=close_range:error=ENOSYS
	lacking 'seccomp and death signals' prctl -e inject=prctl:error=EINVAL
	lacking 'all of it' landlock_create_ruleset,close_range,prctl \
		-e inject=landlock_create_ruleset,close_range:error=ENOSYS -e inject=prctl:error=EINVAL
fi

# ---- no PDF, no helper; a helper that cannot be is a fault
if strace -o calls true 2>/dev/null && [ -z "$SANITIZED" ]; then
	rm -rf G/.git/sarflow
	ok 'no PDF is asked for' strace -f -o calls -e trace=memfd_create "$SARFLOW" -C G log; lacks memfd_create calls
	status 3 strace -f -qq -o calls -e trace=socketpair -e inject=socketpair:error=EMFILE "$SARFLOW" -C G check
	has 'helper process' "$ERR"
	status 3 strace -f -qq -o calls -e trace=memfd_create -e inject=memfd_create:error=EMFILE "$SARFLOW" -C G check
	has 'helper process' "$ERR"
fi

# ---- qpdf is loaded by the helper alone; a machine that lost it is told so
if strace -o calls true 2>/dev/null && [ -z "$SANITIZED" ]; then
	rm -rf G/.git/sarflow
	run strace -f -o calls -e trace=openat "$SARFLOW" -C G check
	qpdf=$(sed -n 's/.*openat(.*"\(.*libqpdf[^"]*\)".*= [0-9]*$/\1/p' calls | head -1)
	ok 'qpdf is loaded' test -e "$qpdf"; rm -rf G/.git/sarflow
	status 3 strace -f -qqq -o calls -e trace=openat -P "$qpdf" -P "/usr$qpdf" -e inject=openat:error=ENOENT \
		"$SARFLOW" -C G check
	has "the library ${qpdf##*/} is missing" "$ERR"
fi

# ---- counts are kept by digest, and what is kept may be lost or changed at any byte
run sarflow -C G check; cp "$OUT" usual
same_as_usual() { run sarflow -C G check; if cmp -s "$OUT" usual; then pass "$1"; else fail "$1"; fi; }
has ' 000000000' G/.git/sarflow/pages
if strace -o calls true 2>/dev/null && [ -z "$SANITIZED" ]; then
	run strace -f -o calls -e trace=memfd_create "$SARFLOW" -C G check; lacks memfd_create calls
fi
same_as_usual 'from what is kept'
sed -i 's/ 000000000[0-9] / 0000000001 /' G/.git/sarflow/pages; same_as_usual 'from numbers that were changed'
truncate -s 100 G/.git/sarflow/pages; same_as_usual 'from a file cut short'
head -c 5000 /dev/urandom > G/.git/sarflow/pages; same_as_usual 'from any bytes'
rm -rf G/.git/sarflow; : > G/.git/sarflow; same_as_usual 'where nothing can be kept'
rm G/.git/sarflow; same_as_usual 'from nothing'
printf 'no PDF\n' > "$F"; run sarflow -C G check; has 'this is no PDF that can be read'
cp -a .worked/F110-NOZ-001/$AT "$F"; same_as_usual 'the content again'

# ---- started with a closed stream
run sarflow -C G check; cp "$OUT" usual
closed() { "$SARFLOW" -C G check <&-; }
run closed; if cmp -s "$OUT" usual; then pass 'without a standard input all is found'; else fail 'without a standard input all is found'; fi
finish
