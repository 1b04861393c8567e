# t_foreign.sh: characters that are shown to nobody (engine/base/utf8.c: controls, what turns text round or isolates it, what
# has no width, tags), each through every kind of text to every place where somebody reads it: none comes out raw.
. "$(dirname "$0")/case.sh"
foreign() { python3 "$ROOT/tests/case/foreign.py" "$@"; }
# clean NAME FILE...: none of them holds one
clean() {
	local name=$1; shift
	if foreign scan "$@" >"$OUT" 2>&1; then pass "$name"; else : >"$ERR"; fail "$name"; fi
}
# said NAME ARGUMENTS...: a command, whatever it ends with: neither its words nor its complaint
turn=0
said() {
	local name=$1; shift
	turn=$((turn + 1)); "$SARFLOW" "$@" >said-$turn.out 2>said-$turn.err </dev/null
	cp said-$turn.out last.out; cp said-$turn.err last.err
	clean "$name" said-$turn.out said-$turn.err
}
# put KIND ARGUMENTS...: an act with the words @: with all of these characters; where that is refused, with those that
# break no line.  What is refused is told without them.
put() {
	local kind=$1 how w; shift
	for how in '' soft; do
		w=$(foreign text "$kind" $how; printf .)
		said "$kind, $([ -n "$how" ] && echo 'without line ends' || echo all)" "${@//@/${w%.}}"
		[ -s last.err ] && grep -q ^sarflow last.err || { echo "$kind" >>taken; return; }
	done
	echo "$kind" >>refused
}
is 'there are a hundred of them' yes "$([ "$(foreign count)" -ge 100 ] && echo yes)"
foreign text x >raw.html; no 'the search finds one' foreign scan raw.html

# ---- a template of somebody's own: its titles, its words
cp -r "$ROOT/templates" own; export SARFLOW_TEMPLATES=$SANDBOX/own
python3 - "$(foreign text template)" <<'PY'
import re, sys
words = sys.argv[1].encode("utf-8", "surrogateescape").decode()
escaped = "".join(c if c.isalnum() or c in " ." else "\\U%08x" % ord(c) for c in words)
def edit(path, pattern, by):
    text = open(path, encoding="utf-8").read()
    out, n = re.subn(pattern, lambda m: by(m), text, count=1, flags=re.M)
    assert n == 1, (path, pattern)
    open(path, "w", encoding="utf-8").write(out)
edit("own/repair/template.yaml", r"^title: \{en: ([^,]*),", lambda m: 'title: {en: "%s %s",' % (m.group(1), escaped))
edit("own/repair/checklist.yaml", r"^    text: \{en: ([^,]*),", lambda m: '    text: {en: "%s %s",' % (m.group(1), escaped))
edit("own/repair/rules.yaml", r"^    fix: \{en: ([^,]*?),", lambda m: '    fix: {en: "%s %s",' % (m.group(1), escaped))
PY
said 'a template is checked' template lint repair
said 'a template is listed' template list
said 'a template is drawn' template graph repair
package G
[ -d G/.git ] || fail 'the package is there'

# ---- into the package: its title, its texts and tables, as anybody may write them
python3 - "$(foreign text title)" "$(foreign text cell)" "$(foreign text evidence)" "$(foreign text column)" <<'PY'
import re, sys
title, cell, evidence, column = (a.encode("utf-8", "surrogateescape").decode() for a in sys.argv[1:])
escaped = "".join(c if c.isalnum() or c in " ." else "\\U%08x" % ord(c) for c in title)
text = open("G/package.yaml", encoding="utf-8").read()
text = re.sub(r"^title: .*", lambda m: 'title: "%s"' % escaped, text, flags=re.M)
text = re.sub(r"^nomenclature: .*", lambda m: 'nomenclature: "%s"' % escaped, text, flags=re.M)
open("G/package.yaml", "w", encoding="utf-8").write(text)
cell = cell.replace("\r", "")                   # which ends a row
text = open("G/registers/suppliers.csv", encoding="utf-8").read()
text = text.replace("Nagisa NDT Laboratory K.K.", '"%s"' % cell.replace('"', '""'), 1)
open("G/registers/suppliers.csv", "w", encoding="utf-8", newline="").write(text)
path = "G/evidence/C-repair-documents.md"
text = open(path, encoding="utf-8").read()
open(path, "w", encoding="utf-8", newline="").write(text + "\n\n%s\n\n# h %s\n\n`%s`\n\n| a | b |\n|---|---|\n| %s | y |\n\n[%s](#x) <b>%s</b> ![%s](none.png)\n"
    % (evidence, evidence.replace("\r", ""), evidence, evidence.replace("\r", ""), evidence, evidence, evidence))
PY
said 'what is unsaved is shown' -C G diff
put message -C G save -m '@'
for i in 1 61 121 181 241; do printf 'x\n' >"G/evidence/n$i$(foreign text n | tr -d '/\n' | cut -c$i-$((i + 59)))"; done
mkdir -p G/attachments/B; printf 'x\n' >"G/attachments/B/$(foreign text a | cut -c1-60)"; printf 'x\n' >"G/$(foreign text stray | cut -c1-60).md"
said 'names of files' -C G check; said 'names of files are stood on' -C G status; said 'names of files, unsaved' -C G diff
put saved -C G save -m 'names'
find G/evidence G/attachments G -maxdepth 2 -newer own/repair/rules.yaml -name '*[!a-zA-Z0-9._-]*' ! -path '*/.git*' -delete 2>/dev/null
sarflow -C G save --remove -m 'without them' >/dev/null 2>&1

# ---- somebody else's commit, by stock git
(cd G && echo >>evidence/A-cover-letter.md && git -c user.name="$(foreign text author soft)" -c user.email='a@b.example' -c core.hooksPath=/dev/null \
	commit -qam "$(foreign text subject)" --author="$(foreign text author soft) <x$(foreign text address soft | tr -d '<>')@b.example>") >"$OUT" 2>"$ERR" || fail 'stock git commits'

# ---- acts
put note -C G note '@'
put person -C G appoint '@ <foreign@minato-turbine.example>' --role engineering
put address -C G appoint 'F <@minato-turbine.example>' --role engineering
put acting -C G note 'a note' --as '@ <kenji.mori@minato-turbine.example>'
put remark -C G remark add --severity major --owner engineering -m '@'
put number -C G remark add --severity major --owner engineering -m 'words' --by '@' --dated 2026-11-20 --received 2026-11-20
put place -C G remark add --severity major --owner engineering -m 'words' --on '@'
put quote -C G remark add --severity major --owner engineering -m 'words' --on evidence/C-repair-documents.md --quote '@'
put answer -C G remark answer 1 --clarified -m '@'
put reply -C G remark reply 1 -m '@'
printf 'x\n' >letter.txt; bad=$(foreign text letter soft | tr -d '/' | cut -c1-50); printf 'y\n' >"$bad" && put 'letter name' -C G letter in --letter "$bad" --on 2026-11-20 --by 'SASPO'
put 'letter from' -C G letter in --letter letter.txt --on 2026-11-20 --by '@' --letter-ref '@' --letter-from '@'
put 'attached name' -C G attach letter.txt -e L --name '@.txt'
put 'attached file' -C G attach "$bad" -e L
foreign text from >letter.md; put text -C G remark add --severity major --owner engineering -m 'see' --on evidence/A-cover-letter.md
W=$(sarflow -C G check --json 2>/dev/null | python3 -c 'import json,sys
for f in json.load(sys.stdin):
    if f["level"] == "error": print(f["id"]); break')
put waiver -C G waive "$W" --until 2027-01-01 --reason '@'
put action -C G do '@'; put why -C G why '@'; put word -C G explain '@'; put option -C G "--@"; put command '@'; put folder -C '@' status
put version -C G diff main '@'; put day -C G check --as-of '@'; put language --lang '@' -C G check; put restore -C G restore '@'; put purge -C G purge '@' --reason '@'
put translated -C G translated '@'; put explain -C G explain C3 --template '@'; put new new '@' --template repair --category IV --title '@'
put title new NEW --template repair --category IV --title '@'; put use -C G use '@' '@'; put verify verify '@'; put since -C G verify --since '@'
is 'texts are taken' '' "$(for k in note remark answer; do grep -qx "$k" taken || echo "$k"; done)"

# ---- out of it: the terminal, programs, pages, books
for c in status check next log list inbox screen 'remark list' 'remark show 1' 'why report-requirements' 'diff main~1 main' 'template list' 'doctor -n' verify; do
	said "$c" -C G $c --no-pager; said "$c, in Japanese" -C G --lang ja $c --no-pager
done
for c in status check next log list inbox screen 'remark list' 'remark show 1' 'why report-requirements' 'diff main~1 main' verify; do
	said "$c --json" -C G $c --json; [ ! -s last.out ] || json last.out
done
said 'the working tree as pages' -C G render -o pages; said 'changes as a page' -C G diff main~2 main --html changes.html
said 'changes for Word' -C G diff main~2 main --docx changes.docx; said 'remarks as a table' -C G remark export remarks.csv
said 'a draft' -C G export --draft -o draft; said 'remarks for them' -C G remark export --theirs matrix.xlsx
ls pages/index.html changes.html changes.docx >/dev/null || fail 'pages are made'
while read -r file; do clean "$file" "$file"; done <<<"$(find pages changes.html changes.docx matrix.xlsx draft -type f \( -name '*.html' -o -name '*.xlsx' -o -name '*.docx' -o -name '*.svg' -o -name '*.css' -o -name '*.js' -o -name 'manifest.csv' -o -name SHA256SUMS \))"

# ---- a browser
"$SARFLOW" serve G --as "$MANAGER" >link 2>log & SERVER=$!
trap '[ -z "${SERVER:-}" ] || kill -KILL "$SERVER" 2>/dev/null; end' EXIT
for i in $(seq 200); do [ -s link ] && break; sleep 0.1; done
BASE=$(sed -n '1s,/enter.*,,p' link); curl -s -c jar -o /dev/null "$(head -1 link)"
page=0
for path in / /board.html /p/G/index.html /p/G/history.html /p/G/checklist.html /p/G/evidence/C-repair-documents.html /p/G/registers/suppliers.html /p/G/remarks.html "/p/G/why/report-requirements.html" /p/G/compare.html \
	'/p/G/%E2%80%AE.html' '/p/G/remark/%E2%80%AE' '/%C2%9B'; do
	page=$((page + 1)); curl -s -b jar -o page-$page.html "$BASE$path"; clean "served: $path" page-$page.html
done
clean 'the log of the server' log
kill -TERM $SERVER; wait $SERVER; SERVER=
finish
