# case.sh: what every scenario test shares.  A test begins with:  . "$(dirname "$0")/case.sh"
#
# It is run as  t_NAME.sh BUILD , works in a sandbox of its own with a fixed clock, zone, locale and person, prints
# "ok - name" and "not ok - name" with what went wrong in lines behind a #, and ends with  finish .
#
#   status WANTED COMMAND...   run it, its output into $OUT and $ERR; the exit status must be WANTED.  A status of 2 or
#                              3 must come with a fault of one line that begins with "sarflow"
#   ok NAME COMMAND...         the command must succeed      no NAME COMMAND...   it must fail
#   has TEXT [FILE]            FILE ($OUT) holds the text     lacks TEXT [FILE]
#   like REGEX [FILE]          a line of FILE matches the extended regular expression
#   json [FILE]                FILE ($OUT) is valid JSON      value PATH [FILE]  prints one value of it, such as $.state
#   is NAME WANTED GOT         two texts are equal
#   saved PACKAGE              stock git sees a clean tree
#   same NAME PACKAGE          main and the journal are where  mark PACKAGE  saw them
#   pass NAME, fail NAME, skip NAME WHY
#   package [ID]               the worked repair package, mended and saved;  fresh ID  an empty package, quickly (copied)
#   worked ID, profile ID      any worked package; a company profile in force in $SANDBOX/.profiles
#   unguarded                  packages made from here on may be sealed in any state
#   as PERSON COMMAND...       sarflow as one of: manager engineer quality export signatory stranger
#   certificate NAME KIND [FROM UNTIL]   a certificate and its key, valid from 2026 to 2034: NAME.crt .key .pem .p12
#   findings RULE              the findings of that rule in $OUT
#   mistakes ERRORS WARNINGS REGEX...   $OUT of `check` has so many of each, and a finding for each regex; it is kept as ./found
set -u
BUILD=$(cd "${1:-build}" && pwd) || exit 1
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) || exit 1
SARFLOW=$BUILD/sarflow
[ -x "$SARFLOW" ] || { echo "not ok - there is no $SARFLOW"; exit 1; }

# In memory where there is room: each act waits for the disc.  A test that wants the disc sets ON_DISC=1 first.
if [ -z "${ON_DISC:-}${TMPDIR:-}" ] && [ -w /dev/shm ] && [ "$(df -m --output=avail /dev/shm | tail -1)" -gt 500 ]; then TMPDIR=/dev/shm; fi
SANDBOX=$(mktemp -d "${TMPDIR:-/tmp}/sarflow-case.XXXXXX") || exit 1
OUT=$SANDBOX/.out ERR=$SANDBOX/.err REPORTS=$SANDBOX/.reports
mkdir "$SANDBOX/home" "$REPORTS" "$SANDBOX/.tmp"
export TMPDIR=$SANDBOX/.tmp                     # the machine's place for temporaries: see finish
for name in $(env | sed -n 's/^\(GIT_[A-Z_]*\|SARFLOW_[A-Z_]*\|XDG_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done
unset EMAIL PAGER LESS NO_COLOR SUDO_UID
export HOME=$SANDBOX/home GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 GIT_ALLOW_PROTOCOL=file LC_ALL=C.UTF-8 TZ=UTC
export SARFLOW_NOW=1795392000                   # 2026-11-23T00:00:00Z
export SARFLOW_SEED=case                        # what events draw their ids from
export GIT_AUTHOR_NAME='Kenji Mori' GIT_AUTHOR_EMAIL=kenji.mori@minato-turbine.example
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
export GIT_AUTHOR_DATE='1795392000 +0000' GIT_COMMITTER_DATE='1795392000 +0000'
# Sanitizers write to files, so that nothing a child says is lost: git runs sarflow as its filter.
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1}:exitcode=99:log_path=$REPORTS/asan
export UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}:exitcode=99:log_path=$REPORTS/ubsan
export LSAN_OPTIONS=suppressions=$ROOT/tests/check/lsan.supp:print_suppressions=0
case $BUILD in *san*) SANITIZED=1 ;; *) SANITIZED= ;; esac
MANAGER="Kenji Mori <kenji.mori@minato-turbine.example>"
ENGINEER="Aiko Sato <aiko.sato@minato-turbine.example>"
QUALITY="Yui Tanaka <yui.tanaka@minato-turbine.example>"
EXPORT="Ren Abe <ren.abe@minato-turbine.example>"
SIGNATORY="Hiroshi Kanda <hiroshi.kanda@minato-turbine.example>"
STRANGER="Max Muster <max@elsewhere.example>"
cd "$SANDBOX" || exit 1

count=0 failures=0 finished=
pass() { count=$((count + 1)); echo "ok - $1" | tr -d '\001-\011\013-\037'; }
fail() {
	count=$((count + 1)) failures=$((failures + 1))
	{ echo "not ok - $1"; shift
	  for line; do echo "# $line"; done
	  [ ! -s "$OUT" ] || { head -c 1200 "$OUT"; echo; } | cat -v | sed '$ { /^$/d; }; s/^/# out: /'
	  [ ! -s "$ERR" ] || { head -c 1200 "$ERR"; echo; } | cat -v | sed '$ { /^$/d; }; s/^/# err: /'; } | tr -d '\001-\011\013-\037'
}
skip() { count=$((count + 1)); echo "ok - $1 # SKIP $2"; }

cleanup() {
	while read -r where; do umount -l "$where" 2>/dev/null; done <<<"$(awk -v s="$SANDBOX" 'index($2, s) == 1 { print $2 }' /proc/mounts)"
	chattr -R -i "$SANDBOX" 2>/dev/null
	chmod -R u+rwX "$SANDBOX" 2>/dev/null
	[ -n "${KEEP:-}" ] && echo "# kept: $SANDBOX" || rm -rf "$SANDBOX"
}
end() {
	[ -n "$finished" ] || { fail "the test ran to its end"; echo "1..$count"; }
	cleanup
	[ "$failures" = 0 ] || exit 1
}
trap end EXIT
trap 'exit 130' INT TERM HUP

# The examples of templates/README.md and packages/README.md as files.
# block FILE HEADING: the first code block under a heading, without the fences
block() { awk -v h="$2" '!inside && /^## / { on = index($0, "## " h) == 1 } on && /^```/ { if (inside) exit; inside = 1; next } on && inside' "$ROOT/$1"; }
example_template() {
	mkdir -p "$1/evidence"
	for part in template checklist rules cases workflow workbook; do block templates/README.md $part.yaml > "$1/$part.yaml"; done
	printf '# Cover Letter\n' > "$1/evidence/A-cover-letter.md"
	printf '# Work\n\n## C3\n\n<!-- say how -->\n' > "$1/evidence/C-work.md"
}
example_package() {
	mkdir -p "$1/evidence" "$1/registers"
	block packages/README.md package.yaml > "$1/package.yaml"
	block packages/README.md 'evidence/*.md' | sed 's/\[the method sheet\]([^)]*)/the method sheet/' > "$1/evidence/C-work.md"
	printf '# Cover Letter\n\nFictitious.\n' > "$1/evidence/A-cover-letter.md"
}

# The end of every file: each repository left is whole, no temporary stays, no sanitizer spoke.
finish() {
	local repository bad= left
	: >"$OUT"; : >"$ERR"
	while read -r repository; do
		[ -n "$repository" ] || continue
		git -c safe.directory='*' --git-dir="$repository" fsck --strict --no-dangling --no-progress >"$OUT" 2>&1 && ! grep -qv "^notice:" "$OUT" ||
			{ bad=1; fail "git fsck --strict is clean in ${repository#"$SANDBOX/"}"; }
	done <<<"$(find "$SANDBOX" -path "$SANDBOX/home" -prune -o -type d -name .git -print)"
	: >"$OUT"
	[ -n "$bad" ] || pass "git fsck --strict is clean everywhere"
	left=$(find "$TMPDIR" -mindepth 1 -name '.sarflow-tmp-*')
	[ -z "$left" ] || fail 'nothing unfinished is left behind' "$left"
	if ls "$REPORTS"/* >/dev/null 2>&1; then
		head -60 "$REPORTS"/* >"$OUT"
		fail "no sanitizer complains"
	fi
	finished=1
	echo "1..$count"
}

sarflow() { "$SARFLOW" "$@"; }

run() { "$@" >"$OUT" 2>"$ERR" </dev/null; }

status() {
	local wanted=$1 got; shift
	run "$@"; got=$?
	local name="$wanted: $(printf '%s ' "$@" | tr '\n' ' ' | sed "s,$SANDBOX/,,g; s, *$,," | cut -c1-100)"
	if [ "$got" != "$wanted" ]; then
		fail "$name" "exit status $got, not $wanted"
	elif { [ "$wanted" = 2 ] || [ "$wanted" = 3 ]; } && [ "$1" = sarflow ] && ! one_fault; then
		fail "$name" "the fault is not one line that begins with sarflow"
	else
		pass "$name"
		return 0
	fi
	return 1
}
# One fault: the last line begins with "sarflow"; before it only reasons, set in.
one_fault() {
	[ "$(grep -vc '^    ' "$ERR")" = 1 ] && tail -1 "$ERR" | grep -q '^sarflow[a-z -]*: .' && [ "$(tail -1 "$ERR" | wc -c)" -lt 1200 ]
}

ok() { local name=$1; shift; if run "$@"; then pass "$name"; else fail "$name" "exit status $? of: $*"; return 1; fi; }
no() { local name=$1; shift; if run "$@"; then fail "$name" "it succeeded: $*"; return 1; else pass "$name"; fi; }
has() { if grep -qF -- "$1" "${2:-$OUT}"; then pass "has: $1"; else fail "has: $1" "not in ${2:-the output}"; return 1; fi; }
lacks() { if grep -qF -- "$1" "${2:-$OUT}"; then fail "lacks: $1" "it is in ${2:-the output}"; return 1; else pass "lacks: $1"; fi; }
like() { if grep -qE -- "$1" "${2:-$OUT}"; then pass "like: $1"; else fail "like: $1" "no such line in ${2:-the output}"; return 1; fi; }
is() {
	: >"$OUT"; : >"$ERR"
	if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "wanted: ${2:0:400}" "got:    ${3:0:400}"; return 1; fi
}
value() { sqlite3 :memory: "select json_extract(readfile('${2:-$OUT}'), '$1')"; }
json() {
	if [ "$(sqlite3 :memory: "select json_valid(cast(readfile('${1:-$OUT}') as text))" 2>&1)" = 1 ]; then pass "valid JSON"
	else fail "valid JSON"; return 1; fi
}
state() { sarflow -C "$1" status --json 2>/dev/null >"$SANDBOX/.state"; value '$.state' "$SANDBOX/.state"; }
findings() { grep -F "[$1" "$OUT"; }
mistakes() {
	cp "$OUT" found
	is "$1 errors" "$1" "$(grep -c ': error: ' found)"
	is "$2 warnings" "$2" "$(grep -c ': warning: ' found)"
	shift 2
	local mistake
	for mistake; do ok "the mistake is found: $mistake" grep -qE "^$mistake [0-9a-f]{8}\$" found; done
}

saved() {
	git -C "$1" status --porcelain >"$OUT" 2>"$ERR"
	if [ $? = 0 ] && ! [ -s "$OUT" ] && ! [ -s "$ERR" ]; then pass "git status is clean in $1"
	else fail "git status is clean in $1"; return 1; fi
}
tips() { git -C "$1" for-each-ref --format='%(refname) %(objectname)' refs/heads/main refs/sar/journal; }
mark() { tips "$1" >"$SANDBOX/.tips-$(basename "$1")"; }
same() {
	if [ "$(tips "$2")" = "$(cat "$SANDBOX/.tips-$(basename "$2")")" ]; then pass "$1"
	else fail "$1" "main or the journal moved"; return 1; fi
}

as() {
	local person; case $1 in
	manager) person=$MANAGER ;; engineer) person=$ENGINEER ;; quality) person=$QUALITY ;; export) person=$EXPORT ;;
	signatory) person=$SIGNATORY ;; stranger) person=$STRANGER ;; esac
	shift
	sarflow "$@" --as "$person"
}

# worked ID: a worked package of packages/, mended, saved, in the present folder, resting on its profile where it names one.
worked() {
	local plain=$SANDBOX/.plain-$1 profile
	if [ ! -d "$plain" ]; then
		cp -r "$ROOT/packages/$1" "$plain" && cp -r "$ROOT/packages/$1.mended/." "$plain/"
	fi
	sarflow import "$plain" >/dev/null || fail "the worked example $1 is imported"
	profile=$(sed -n 's/^  profile: //p' "$plain/package.yaml")
	[ -z "$profile" ] || { profile "$profile"; sarflow -C "$1" use profile "$SANDBOX/.profiles/$profile" >/dev/null || fail "$1 rests on $profile"; }
}
# profile ID: a company profile in force, made once, beside nothing.
profile() {
	[ ! -d "$SANDBOX/.profiles/$1" ] || return 0
	mkdir -p "$SANDBOX/.profiles"
	(cd "$SANDBOX/.profiles" && worked "$1" && in_force "$1") || fail "the profile $1 is in force"
}
in_force() {
	sarflow -C "$1" appoint "$QUALITY" --role quality >/dev/null && sarflow -C "$1" appoint "$SIGNATORY" --role signatory >/dev/null &&
	sarflow -C "$1" do start-review >/dev/null && as quality -C "$1" sign --role quality >/dev/null &&
	as signatory -C "$1" sign --role signatory --elements 1 >/dev/null && as signatory -C "$1" do put-in-force >/dev/null
}
# The worked repair package, in the present folder.
package() {
	local id=${1:-F110-NOZ-001}
	if [ ! -d "$SANDBOX/.worked" ]; then
		mkdir "$SANDBOX/.worked" && (cd "$SANDBOX/.worked" && worked F110-NOZ-001)
	fi
	[ "$id" = F110-NOZ-001 ] || { rm -rf "$SANDBOX/.again"; mkdir "$SANDBOX/.again"; }
	if [ "$id" = F110-NOZ-001 ]; then cp -a "$SANDBOX/.worked/F110-NOZ-001" .
	else
		cp -r "$SANDBOX/.plain-F110-NOZ-001" "$SANDBOX/.again/$id" && sed -i "s/^id: .*/id: $id/" "$SANDBOX/.again/$id/package.yaml"
		sarflow import "$SANDBOX/.again/$id" >/dev/null && sarflow -C "$id" use profile "$SANDBOX/.profiles/MINATO-YOKOSUKA" >/dev/null ||
			fail "the worked example is imported as $id"
	fi
}
# From here on packages are made from templates in which anyone who may seal, may at any time: for tests of the seal itself.
unguarded() {
	cp -r "$ROOT/templates" "$SANDBOX/.unguarded" && awk '
		/^  seal:/ { print "  seal: [manager]\n  exported: [manager]\n  delivered: [manager]"; skip = 1 }
		/^  note:/ { skip = 0 }
		!skip' "$ROOT/templates/shared/sar/workflow.yaml" >"$SANDBOX/.unguarded/shared/sar/workflow.yaml"
	export SARFLOW_TEMPLATES=$SANDBOX/.unguarded
}
# An empty package.  Made once, then copied: only its folder's name differs.
fresh() {
	[ -d "$SANDBOX/.fresh" ] || { mkdir "$SANDBOX/.first"
		sarflow -C "$SANDBOX/.first" new FRESH --template repair --category IV --title 'A test' >/dev/null || fail "a new package"
		mv "$SANDBOX/.first/FRESH" "$SANDBOX/.fresh"; }
	cp -a "$SANDBOX/.fresh" "$1"
}
appoint_all() {
	sarflow -C "$1" appoint "$ENGINEER" --role engineering >/dev/null && sarflow -C "$1" appoint "$QUALITY" --role quality >/dev/null &&
	sarflow -C "$1" appoint "$EXPORT" --role export_officer >/dev/null && sarflow -C "$1" appoint "$SIGNATORY" --role signatory >/dev/null
}

# certificate NAME KIND [FROM UNTIL]: NAME.key, NAME.crt, both in NAME.pem, and NAME.p12 without a passphrase
certificate() {
	local name=$1 kind=$2
	case $kind in ec) kind='ec -pkeyopt ec_paramgen_curve:P-256';; rsa) kind='rsa -pkeyopt rsa_keygen_bits:2048';; small) kind='rsa -pkeyopt rsa_keygen_bits:1024';; esac
	openssl genpkey -algorithm $kind -out "$name.key" 2>/dev/null
	openssl req -new -key "$name.key" -subj "/O=Example/CN=$name" -out "$name.csr" 2>/dev/null
	mkdir -p "$name.ca"; : >"$name.ca/index"; echo 01 >"$name.ca/serial"
	printf '[ca]\ndefault_ca=a\n[a]\ndatabase=%s/index\nserial=%s/serial\nnew_certs_dir=%s\ndefault_md=sha256\npolicy=p\nx509_extensions=e\n[p]\ncommonName=supplied\n[e]\nkeyUsage=critical,%s\n' \
		"$name.ca" "$name.ca" "$name.ca" "${USAGE:-digitalSignature}" >"$name.cnf"
	openssl ca -batch -config "$name.cnf" -selfsign -keyfile "$name.key" -in "$name.csr" -startdate "${3:-20260101000000Z}" -enddate "${4:-20341231235959Z}" -out "$name.crt" -notext 2>/dev/null
	rm -r "$name.ca"
	cat "$name.key" "$name.crt" >"$name.pem"; openssl pkcs12 -export -in "$name.pem" -passout pass: -out "$name.p12"
	chmod 600 "$name".*
}
