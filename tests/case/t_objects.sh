# t_objects.sh: an object of git that was cut off, emptied, or is no file: one line says so, and nobody waits for the rest.
. "$(dirname "$0")/case.sh"
package G
file_of() { local id; id=$(git -C G rev-parse "$1") && echo "G/.git/objects/${id:0:2}/${id:2}"; }
cp -a G .good
export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0        # libgit2 1.5.1 keeps what it had read of a folder with a damaged object
for what in refs/sar/journal 'refs/sar/journal^{tree}' main main:package.yaml main:registers main:evidence; do
	file=$(file_of "$what"); size=$(stat -c %s "$file"); bad=
	for keep in 0 1 2 3 9 20 $((size / 2)) $((size - 5)) $((size - 1)); do
		chmod u+w "$file"; truncate -s $keep "$file"
		for act in log 'diff main work' 'note x' 'check' 'status'; do
			timeout 20 "$SARFLOW" -C G $act >o 2>e </dev/null; got=$?
			[ $got -le 3 ] || bad="$bad
#   $act, $keep of $size bytes: status $got"
			[ $got -lt 2 ] || [ "$(grep -c . e)" = 1 ] || bad="$bad
#   $act, $keep of $size bytes: $(head -2 e)"
		done
		rm -rf G; cp -a .good G
	done
	if [ -z "$bad" ]; then pass "$what cut off"; else fail "$what cut off" "not:$bad"; fi
done
file=$(file_of refs/sar/journal)
mv "$file" kept; mkfifo "$file"; status 3 timeout 20 "$SARFLOW" -C G log; has 'no file' "$ERR"
rm "$file"; ln -s "$SANDBOX/kept" "$file"; status 3 timeout 20 "$SARFLOW" -C G log; has 'is a link' "$ERR"
rm "$file"; mkdir "$file"; status 3 timeout 20 "$SARFLOW" -C G log
rm -r "$file"; cp kept "$file"; printf x >>"$file"; status 3 sarflow -C G log; has damaged "$ERR"
python3 - "$file" <<'END'
import sys, zlib
open(sys.argv[1], "wb").write(zlib.compress(b"commit 99999999999\0" + b"x" * 100))
END
status 3 sarflow -C G log; has damaged "$ERR"
cp kept "$file"; status 0 sarflow -C G log
status 0 git -C G gc -q; status 0 sarflow -C G log; status 0 sarflow -C G check --json
finish
