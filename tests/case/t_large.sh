# t_large.sh: very large files. As text or table they are a finding, said quickly; as an attachment they stream
# through in little memory.
# SARFLOW_LARGE=2G makes the attachment that large; the usual run keeps to 256M.
ON_DISC=1
. "$(dirname "$0")/case.sh"
unguarded
fresh G
LIMIT=65536                                     # KiB of memory
[ -n "$SANITIZED" ] && LIMIT=2000000            # a sanitizer takes its own
# lean SECONDS STATUS COMMAND...: within the time, the status and LIMIT of memory
lean() {
	local seconds=$1 wanted=$2 began=$SECONDS; shift 2
	if [ -x /usr/bin/time ]; then run /usr/bin/time -o usage -f %M timeout "$((seconds * 3))" "$SARFLOW" "$@"
	else run python3 -c 'import resource, subprocess, sys
s = subprocess.run(sys.argv[1:]).returncode
open("usage", "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) + "\n")
sys.exit(s)' "$SARFLOW" "$@"; fi
	local got=$? memory; memory=$(tail -1 usage)
	is "$wanted: $*" "$wanted" $got
	if [ "$memory" -le $LIMIT ]; then pass "in $memory KiB"; else fail "in at most $LIMIT KiB" "it took $memory"; fi
	if [ $((SECONDS - began)) -le $seconds ]; then pass "in $((SECONDS - began)) seconds"; else fail "in $seconds seconds" "it took $((SECONDS - began))"; fi
}
lean 10 1 -C G check

# ---- as text and as a table
truncate -s 2G G/evidence/C-repair-documents.md
lean 10 1 -C G check; run sarflow -C G check; like '^evidence/C-repair-documents.md: error: .*\[file-too-large\]'
lean 10 0 -C G status
lean 10 3 -C G save -m 'too large'; run sarflow -C G save -m x; has 'C-repair-documents.md' "$ERR"; lacks "$SANDBOX/G/.git" "$ERR"
lean 10 3 -C G seal
lean 10 0 -C G restore evidence
truncate -s 2G G/registers/operations.csv
lean 10 1 -C G check; run sarflow -C G check; like '^registers/operations.csv: error: .*\[file-too-large\]'
lean 10 3 -C G save -m 'too large'
sarflow -C G restore registers >/dev/null
truncate -s 2G G/package.yaml
lean 10 1 -C G check; run sarflow -C G check; like '^package.yaml: error: .*\[file-too-large\]'
sarflow -C G restore package.yaml >/dev/null
truncate -s 2G G/stray.bin; lean 10 1 -C G check; rm G/stray.bin
saved G

# ---- as an attachment
size=${SARFLOW_LARGE:-256M}
[ -n "$SANITIZED" ] && [ -z "${SARFLOW_LARGE:-}" ] && size=64M
truncate -s $size scan.tif; printf 'x' | dd of=scan.tif bs=1 seek=12345678 conv=notrunc 2>/dev/null
lean 60 0 -C G attach scan.tif -e L -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=
lean 60 0 -C G save -m 'a large scan'
lean 60 1 -C G check -v main
lean 10 0 -C G status
is 'the pointer says its size' "size $(stat -c %s scan.tif)" "$(git -C G cat-file -p main:attachments/L/scan.tif | tail -1)"
lean 60 0 -C G save -m 'nothing'
rm G/attachments/L/scan.tif
lean 60 0 -C G restore attachments/L/scan.tif
ok 'its content is back' cmp scan.tif G/attachments/L/scan.tif
lean 60 0 -C G seal
rm G/attachments/L/scan.tif
git -C G checkout -q -- attachments/L/scan.tif
ok 'and by stock git through the filter' cmp scan.tif G/attachments/L/scan.tif
touch G/attachments/L/scan.tif
lean 60 0 -C G save -m 'touched'
saved G

# ---- as a letter: beside git like an attachment
lean 60 0 -C G letter in --letter scan.tif --on 2026-11-20
is 'a pointer of its size' "size $(stat -c %s scan.tif)" "$(git -C G cat-file -p refs/sar/journal:letters/scan.tif | tail -1)"
lean 60 0 -C G letter show scan.tif -o back.tif
ok 'it comes out whole' cmp scan.tif back.tif; rm back.tif
"$SARFLOW" -C G letter show scan.tif | cmp - scan.tif; is 'and as a stream' '0 0' "${PIPESTATUS[*]}"
lean 10 0 -C G log
cat scan.tif | "$SARFLOW" -C G letter in --letter - --on 2026-11-21 >"$OUT" 2>"$ERR"; is 'from a pipe' 0 $?
is 'the same' "$(git -C G cat-file -p refs/sar/journal~:letters/scan.tif)" "$(git -C G cat-file -p refs/sar/journal:letters/letter)"

# ---- many rows, long lines, many files
check() { run timeout 60 "$SARFLOW" -C G check; is "$1" 1 $?; }
{ head -1 G/registers/operations.csv; seq 10 10 30000 | sed 's/$/,Do it,Machine,Parameters,Look,,in-house,,,WS,Somebody/'; } >o.csv; cp o.csv G/registers/operations.csv
check '3,000 operations'; lacks 'operations.csv: error'
{ head -1 G/registers/operations.csv; printf '10,'; head -c 20000000 /dev/zero | tr '\0' x; echo ',m,p,i,,in-house,,,w,s'; } >G/registers/operations.csv
check 'a cell of 20 MB'
{ echo; head -c 300000 /dev/zero | tr '\0' '['; echo; head -c 100000 /dev/zero | sed 's/\x0/*a **b [c](/g'; } >>G/evidence/C-repair-documents.md
check 'marks that never close'
{ echo; printf '|'; for i in $(seq 3000); do printf 'a|'; done; echo; printf '|'; for i in $(seq 3000); do printf -- '-|'; done; echo; for i in $(seq 200); do printf '|x|\n'; done; } >>G/evidence/B-technical-data.md
check 'a table of 3,000 columns'
{ echo; head -c 30000 /dev/zero | tr '\0' '>'; echo; } >G/evidence/B-technical-data.md
[ -n "$SANITIZED" ] || LIMIT=300000
lean 10 1 -C G check                            # 30,000 quotes in each other
mkdir -p "G/$(printf 'a/%.0s' $(seq 500))"; touch "G/$(printf 'a/%.0s' $(seq 500))x"
check 'folders 500 deep'
rm -rf G/a
finish
