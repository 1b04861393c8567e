# t_disc.sh: the disc is full, cannot be written, or belongs to somebody else: one fault, nothing half-written.
. "$(dirname "$0")/case.sh"
unguarded
fresh G
echo old >old.txt; head -c 5000 /dev/urandom >big.bin
status 0 sarflow -C G attach old.txt -e L -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=
status 0 sarflow -C G save -m 'a file'
mv G .base
again() { rm -rf G; cp -a .base G; mark G; }

# ---- full after so many bytes: a shim in front of write()
cat >full.c <<'END'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
static long left = -1;
static long room(int fd, size_t n)
{
	struct stat st;
	if (left < 0)
		left = getenv("FULL_AFTER") ? atol(getenv("FULL_AFTER")) : 1L << 40;
	if (fd <= 2 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return (long)n;
	if ((long)n > left)
		n = (size_t)left;
	left -= (long)n;
	return (long)n;
}
ssize_t write(int fd, const void *p, size_t n)
{
	static ssize_t (*next)(int, const void *, size_t);
	if (!next) next = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
	long k = room(fd, n);
	if (k == 0 && n > 0) { errno = ENOSPC; return -1; }
	return next(fd, p, (size_t)k);
}
ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
	static ssize_t (*next)(int, const void *, size_t, off_t);
	if (!next) next = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite");
	long k = room(fd, n);
	if (k == 0 && n > 0) { errno = ENOSPC; return -1; }
	return next(fd, p, (size_t)k, at);
}
ssize_t pwrite64(int fd, const void *p, size_t n, off_t at) { return pwrite(fd, p, n, at); }
END
# full BYTES COMMAND...
full() { local bytes=$1; shift
	FULL_AFTER=$bytes LD_PRELOAD=$PWD/full.so ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0:detect_leaks=0 "$SARFLOW" "$@"; }
# fill NAME COMMAND...: try it with more and more room, until it comes through
fill() {
	local name=$1 bytes bad= tried=0; shift
	for bytes in 0 10 60 130 240 500 1300 2500 5000 8000 20000 80000 1000000; do
		again; prepare
		run full $bytes "$@"; got=$?
		[ $got != 0 ] || break
		tried=$((tried + 1))
		if [ $got != 3 ] || ! one_fault; then bad="$bad
#   $bytes bytes: status $got: $(head -c 300 "$ERR")"; continue; fi
		grep -q 'No space left\|no space left' "$ERR" || bad="$bad
#   $bytes bytes: it does not say why: $(cat "$ERR")"
		if grep -q 'version itself is saved' "$ERR"; then grep -q 'nothing was changed' "$ERR" && bad="$bad
#   $bytes bytes: it says two things: $(cat "$ERR")"
		elif [ "$(tips G)" != "$(cat "$SANDBOX/.tips-G")" ]; then bad="$bad
#   $bytes bytes: main or the journal moved: $(cat "$ERR")"; fi
		git -C G fsck --strict --no-dangling --no-progress >fsck 2>&1 && ! grep -qvE '^(notice|Checking)' fsck || bad="$bad
#   $bytes bytes: fsck: $(head -2 fsck)"
		[ -z "$(find . -maxdepth 1 -name '.H.new*' -o -maxdepth 1 -name H)" ] || { bad="$bad
#   $bytes bytes: left behind: $(ls -d .H.new* H 2>/dev/null)"; rm -rf .H.new* H; }
		[ -z "$(find G -name '*.new.*' -o -name '*.lock' ! -name sarflow.lock)" ] || bad="$bad
#   $bytes bytes: left behind: $(find G -name '*.new.*' -o -name '*.lock' ! -name sarflow.lock | tr '\n' ' ')"
		sarflow "$@" >o 2>e || bad="$bad
#   $bytes bytes, with room again: $(tail -1 e)"
		rm -rf H
	done
	rm -rf H
	: >"$OUT"; : >"$ERR"
	if [ $got != 0 ]; then fail "$name on a full disc" "it never came through"
	elif [ $tried -lt 3 ]; then fail "$name on a full disc" "only $tried times full"
	elif [ -n "$bad" ]; then fail "$name on a full disc" "not:$(echo "$bad" | head -24)"
	else pass "$name on a full disc, $tried times"; fi
}
prepare() { :; }
if ${CC:-cc} -shared -fPIC -o full.so full.c -ldl 2>"$ERR"; then
	fill note -C G note 'a note that is a few words long'
	fill do -C G do start-screen
	fill sign -C G appoint "$QUALITY" --role quality
	fill seal -C G seal
	prepare() { echo 'a line' >>G/evidence/C-repair-documents.md; cp big.bin G/attachments/L/; }
	fill save -C G save -m 'a change'
	prepare() { :; }
	fill attach -C G attach big.bin -e L --name big.bin --set language=en --set distribution=none --set export_warning=no --set cui= --set dissemination=none --set legend=own --set origin=own --set released_by= --replace
	fill new new H --template repair --category IV --title x
	prepare() { rm G/attachments/L/old.txt; rm G/evidence/C*; }
	fill restore -C G restore .
else
	skip 'a full disc' 'there is no C compiler'
fi
again
# output that cannot be written is a fault, too
run bash -c "'$SARFLOW' -C G status >/dev/full"; is 'a full disc behind stdout' 3 $?
run bash -c "'$SARFLOW' -C G log --json >&-"; [ $? != 0 ]; is 'a closed stdout' 0 $?
run bash -c "set -o pipefail; '$SARFLOW' -C G status | true"; pass 'a closed pipe'

# ---- a real small disc
mkdir small
if mount -t tmpfs -o size=700k none small 2>/dev/null; then
	status 0 sarflow -C small new S --template repair --category IV --title x
	mark small/S
	n=0; while [ $n -lt 400 ] && "$SARFLOW" -C small/S note -m "$(head -c 6000 /dev/urandom | base64)" >o 2>e; do n=$((n + 1)); mark small/S; done
	like 'no space left|No space left' e
	is 'one line' 1 "$(wc -l <e)"
	same 'main and the journal stay at the last one that succeeded' small/S
	status 0 sarflow -C small/S log
	status 0 sarflow -C small/S status
	git -C small/S fsck --strict --no-dangling --no-progress >"$OUT" 2>&1; is 'fsck is clean' 0 $?
	mount -o remount,size=3m small; status 0 sarflow -C small/S note 'room again'
	# ---- a disc that cannot be written
	mount -o remount,ro small
	mark small/S
	status 0 sarflow -C small/S status; status 0 sarflow -C small/S log; status 1 sarflow -C small/S check; status 0 sarflow -C small/S next; status 0 sarflow list small
	for act in 'note x' 'do start-screen' 'save -m x' seal 'restore .' 'attach big.bin -e L -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by='; do
		status 3 sarflow -C small/S $act; like 'Read-only' "$ERR"
	done
	status 3 sarflow -C small new T --template repair --category IV --title x
	same 'nothing moved' small/S
	umount small
else
	skip 'a small disc, and one that is read-only' 'mounting is not permitted'
fi
# ---- what is handed over, on a disc that is too small for it by more and less
again; status 0 sarflow -C G seal; mkdir tight; mark G
if mount -t tmpfs -o size=16k none tight 2>/dev/null; then
	said=
	for size in 16 40 80 160 240 320 400 480 560 640 800; do
		mount -o remount,size=${size}k tight
		run env TMPDIR="$PWD/tight" "$SARFLOW" -C G export -o tight/out; got=$?
		[ $got != 0 ] || break
		[ $got = 3 ] && grep -q 'is there room\|No space left' "$ERR" || said="$said $size: $(cat "$ERR")"
		[ -z "$(ls -A tight)" ] || said="$said $size: left $(ls -A tight)"
	done
	[ $got = 0 ] && (cd tight/out && sha256sum -c --quiet SHA256SUMS) && unzip -tqq tight/out/*.xlsx; is 'in the end it fits, and is whole' 0 $?
	is 'until then a fault each time, and nothing is left' '' "$said"
	umount tight
else
	skip 'a handover on a small disc' 'mounting is not permitted'
fi
status 0 sarflow -C G diff main main --html /dev/null; ok '/dev/null stays a device' test -c /dev/null
again
if chattr -R +i G/.git 2>/dev/null; then
	status 0 sarflow -C G status
	status 3 sarflow -C G note x
	status 3 sarflow -C G save -m x
	chattr -R -i G/.git
	same 'an immutable repository: nothing moved' G
else
	skip 'an immutable repository' 'chattr +i is not permitted'
fi
if [ "$(id -u)" != 0 ]; then
	chmod -R a-w G; status 3 sarflow -C G note x; status 0 sarflow -C G log; chmod -R u+w G
else
	skip 'a repository without write permission' 'root may write anywhere'
fi

# ---- somebody else's folder
if chown -R 12345:12345 G 2>/dev/null; then
	status 3 sarflow -C G status; has 'another user' "$ERR"
	status 3 sarflow -C G note x; status 3 sarflow -C G save -m x; status 3 sarflow -C G check
	has 'safe.directory' "$ERR"
	git config --global --add safe.directory "$SANDBOX/elsewhere"; status 3 sarflow -C G log
	git config --global --add safe.directory "$SANDBOX/G"; status 0 sarflow -C G log; status 0 sarflow -C G/evidence status
	git config --global --add safe.directory ''; status 3 sarflow -C G log; git config --global --unset-all safe.directory
	git config --global safe.directory '*'; status 0 sarflow -C G log; git config --global --unset-all safe.directory
	git config --global safe.directory "$SANDBOX/*"; status 0 sarflow -C G log
	for not in "$SANDBOX/G/*" "${SANDBOX%?}*" "$SANDBOX/F*"; do git config --global safe.directory "$not"; status 3 sarflow -C G log; done
	git config --global --unset-all safe.directory
	# who trusts one does not trust the next, in the same process
	mkdir two; cp -a G two/A; cp -a G two/B; git config --global safe.directory "$SANDBOX/two/A"
	run sarflow list two; has 'two/B' "$ERR"; has 'another user' "$ERR"; is 'the one that is trusted is listed alone' 1 "$(grep -c FRESH "$OUT")"; lacks two/A "$ERR"
	git config --global --unset-all safe.directory
	chown -R "$(id -u):$(id -g)" G
	same 'nothing moved' G
	status 0 sarflow -C G status
else
	skip 'a folder of another user' 'chown is not permitted'
fi

# ---- folders that are no package
mkdir empty; git init -q bare-git
status 3 sarflow -C empty status; has 'is no package' "$ERR"
status 3 sarflow -C nowhere status; has 'there is no folder' "$ERR"
status 3 sarflow -C full.c status
status 3 sarflow -C bare-git status; has 'no package' "$ERR"
status 3 sarflow -C bare-git save -m x; status 3 sarflow -C bare-git note x
mkdir half && mkdir half/.git; status 3 sarflow -C half status; rm -r half
for file in HEAD config; do
	again; : >G/.git/$file; run sarflow -C G status; got=$?; [ $got -le 1 ] || { [ $got = 3 ] && one_fault; }; is "an empty .git/$file is no crash" 0 $?
	again; printf '\377\000[[[' >G/.git/$file; run sarflow -C G status; got=$?; [ $got -le 1 ] || { [ $got = 3 ] && one_fault; }; is "rubbish in .git/$file is no crash" 0 $?
done
again; rm -rf G/.git/objects/??; status 3 sarflow -C G status
again; rm -rf G/.git/lfs; status 1 sarflow -C G check; status 3 sarflow -C G seal; rm G/attachments/L/old.txt
status 0 sarflow -C G restore .
is 'content that is gone comes back as its pointer' 'version https://git-lfs.github.com/spec/v1' "$(head -1 G/attachments/L/old.txt)"
status 1 sarflow -C G check; has '[attachment-absent]'
again
# ---- folders in folders in git's own folder, deeper than any git makes them
again; deep=G/.git/refs; for i in {1..110}; do deep=$deep/d; done; mkdir -p $deep
status 3 sarflow -C G status; has 'has more than 100 folders in each other; no repository needs that' "$ERR"; one_fault || fail 'one line'
finish
