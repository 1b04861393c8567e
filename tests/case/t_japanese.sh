# t_japanese.sh: with --lang ja the engine says nothing in English: the help of every command, and what commands show of a
# worked package.  English stays what is a name (commands, options, files, identifiers), what people wrote, what the
# journal holds (log's subjects), and what the rules of the template find.
. "$(dirname "$0")/case.sh"
P=F110-NOZ-001
TEXT=evidence/C-repair-documents.md

# ---- what is English: words that are left when names and quotes are taken out
PEOPLE='Kenji Mori|Aiko Sato|Yui Tanaka|Ren Abe|Hiroshi Kanda|Yuto Hara|SASPO|J\. Doe'
WRITTEN='Surface roughness tester|HPT nozzle segment, braze repair of cracks and recoat|Routing|Traceability of added material|Blend, drill, finish|Blend and finish|Wall of the airfoil after blending|[MR]QR-PSD-1( and [MR]QR-PSD-1)?( Rev [0-9]( and Rev [0-9])?)?'
NAMES='description sarflow Sarflow-Signature Sarflow-Delivery DoD git Git ssh-keygen openssl gpg OpenPGP graphviz poppler Excel LibreOffice pandoc pdftotext Markdown Word main work clean smudge process git lfs pull uses id ja'
NAMES="$NAMES manager preparer engineering quality signatory blocker major minor severity level role count element elements waivers"
NAMES="$NAMES package sealed signed delivered manufacture manufacturer repair repairer company-profile profile"
STATES=$(sarflow template graph repair | grep -o '"[a-z-]*"' | tr -d '"' | sort -u | tr '\n' ' ')
COLUMNS=$(head -1 "$ROOT/packages/$P/registers/operations.csv" | tr ',' ' ')
ANSWERS=$(sqlite3 :memory: -cmd ".import --csv $ROOT/packages/$P/registers/screening.csv t" 'select answer from t')
ENGINE=$(sed -n 's/^\tX(\([a-z_]*\), FINDING_.*/\1/p' "$ROOT/engine/base/finding.h" | tr '_\n' '- ')
# english FILE: the words in it that are English, with their line; words in capitals (FILE, PDF) are names.
english() {
	sed -E "s/$PEOPLE|$WRITTEN//g; s/\"[^\"]*\"//g; s/\`[^\`]*\`//g; s/<[^<>]*>//g; s/\{[^{}]*\}//g
		s/sarflow( -?-?[A-Za-z][A-Za-z-]*| [A-Z0-9,]+| '[^']*'| [0-9a-f]{7})+//g; s/git (log|config) [a-z./]+//g
		s/(^|[^A-Za-z0-9-])--?[A-Za-z][A-Za-z-]*/\1/g" "$1" |
	LC_ALL=C awk -v names="$NAMES $STATES" -v engine="$ENGINE" -v answers="$ANSWERS" '
		BEGIN {
			n = split(names, list, " "); for (i = 1; i <= n; i++) known[list[i]] = 1
			n = split(engine, list, " "); for (i = 1; i <= n; i++) own[list[i]] = 1
			n = split(answers, list, "\n"); for (i = 1; i <= n; i++) if (list[i] ~ / /) answer[list[i]] = 1
		}
		match($0, / \[[a-z-]+(, [PSBD])?\]( [0-9a-f]+)?$/) {    # a finding: of the template, its message is not meant here
			rule = substr($0, RSTART + 2); sub(/[],].*/, "", rule)
			$0 = substr($0, 1, RSTART - 1)
			if (!(rule in own)) sub(/(誤り|警告|注記)(\(特例承認\))?: .*/, "")
		}
		{
			for (a in answer) if (at = index($0, "  " a)) $0 = substr($0, 1, at)
			gsub(/[^A-Za-z0-9_.@\/:=|~#*-]/, " ")
			for (i = 1; i <= NF; i++) {
				word = $i
				gsub(/^[-:=|~#*]+|[-.:=|~#*]+$/, "", word)
				if (word ~ /[a-z]/ && word ~ /^[A-Za-z][A-Za-z-]+$/ && !(word in known)) print FNR ": " word
			}
		}'
}
# japanese NAME FILE: there is Japanese in it, and no English.
japanese() {
	local left; left=$(english "$2" | tr '\n' ' ')
	cp "$2" "$OUT"; : >"$ERR"
	if ! LC_ALL=C grep -q $'\xe3[\x81-\x83]\|[\xe4-\xe9]' "$2"; then fail "$1: is in Japanese"
	elif [ -n "$left" ]; then fail "$1: holds no English" "$left"
	else pass "$1: holds no English"; fi
}
planted() { printf '%s\n' "$1" >line; is "English is found: $1" "$2" "$(english line | tr '\n' ' ')"; }
planted 'パッケージ is open' '1: is 1: open '
planted 'Sign-offs   有効 12 件' '1: Sign-offs '
planted "registers/orders.csv:3: 誤り: $TEXT: has no such file [link-broken, D] 01234567" '1: has 1: no 1: such 1: file '
planted "registers/orders.csv:3: error: 警告: the part differs [part-number-agrees, D] 01234567" '1: error '
planted "registers/orders.csv:3: 誤り: the part differs [part-number-agrees, D] 01234567" ''
planted '対処: sarflow use --update' ''
planted '状態は "internal-review" です (drafting、Kenji Mori、quality)。--lang ja、FILE、SHA-256、work.md' ''

# ---- help: every command, every word; before any package is opened; examples are lines to type
table=$(sarflow help | awk '/^For every/ { exit } /^  [a-z]/ && $1 != "sarflow" { print $1 }')
words=$(sed -n 's/^\t\.name = "\([a-z]* [a-z]*\)".*/\1/p' "$ROOT"/engine/command/cmd_*.c)
ALWAYS=$NAMES
NAMES="$NAMES $(tr '\n' ' ' <<<"$table $words") error warning note ID-pages ID-submittal-N"
NAMES="$NAMES number text on quote row page requirements owner due"     # columns of a letter's CSV file
while read -r command; do
	run sarflow $command --help --lang ja
	sed '/^例$/,$d' "$OUT" >page; japanese "help $command" page
	is "no line of help $command is wider than 120" '' "$(LC_ALL=C awk '{ wide = $0; gsub(/[\001-\177]/, "", wide) } length($0) - length(wide) / 3 > 120' page)"
	status 0 sarflow --lang ja help $command
done <<<"$table
filter
$words"
for line in help --help ''; do status 0 sarflow --lang ja $line; cp "$OUT" page; japanese "sarflow $line" page; done
status 0 sarflow --help --lang nn; is 'a language that is not there is English' "$(sarflow --help)" "$(cat "$OUT")"

# ---- faults, also of a line that cannot be taken apart
fault() { run sarflow --lang ja "$@"; [ -s "$ERR" ] || fail "a fault: $*"; cp "$ERR" page; japanese "fault: $*" page; }
fault nonsuch
fault stauts
fault status --nonsuch
fault save -mx
fault remark anwser
fault remark list --severity minor
fault do
fault note a b
fault check --as-of someday
fault --as nobody status
fault -C /nonexistent status
run sarflow nonsuch --lang ja; cp "$ERR" page; japanese 'the language stands behind what is off' page

NAMES=$ALWAYS

# ---- a worked package in review: remarks, sign-offs that stand and fell, a waiver, findings, letters, an edit
package; ok 'four people are appointed' appoint_all $P
S="sarflow -C $P"
remark() { ok "remark ${*:2}" as "$1" -C $P remark "${@:2}"; }
remark quality add --on $TEXT --quote 'Blend, drill, finish' --severity minor -m '検査方法は?'
remark quality add --on $TEXT --quote '38 operations, from' --severity major --owner engineering --due 2026-12-01 -m '数は?'
remark quality add --on registers/characteristics.csv --row CH-05 --severity blocker -m '肉厚は?'
remark quality add --on C3 --severity minor -m '重複'
for action in start-screen ask-requirements; do status 0 $S do $action; done
told=(--by 'SASPO, J. Doe' --on 2026-11-20 --received 2026-11-21)
printf 'a letter\n' >letter.txt
status 0 $S do report-requirements "${told[@]}" --letter letter.txt
status 0 $S do report-data "${told[@]}"
status 0 $S remark add --letter letter.txt --by 'SASPO, J. Doe' --dated 2026-11-20 --received 2026-11-21 --number 7 --severity major -m '不足'
status 0 $S do start-review
status 0 as quality -C $P sign --role quality
status 0 as export -C $P sign --role export_officer --elements C,E
sed -i 's/Blend, drill, finish/Blend and finish/; s/^The routing has /The routing now has /' $P/$TEXT
sed -i 's/^CH-05,[^,]*,/CH-05,肉厚,/' $P/registers/characteristics.csv
cp "$ROOT/packages/$P/registers/equipment.csv" $P/registers/
status 0 $S save -m '改訂'
status 0 as quality -C $P waive calibration-current --reason '校正中' --until 2026-12-15
remark engineer answer 3 --changed
remark engineer answer 4 --duplicate-of 2
remark engineer answer 2 --clarified -m '数えた。'
remark quality reopen 2 -m 'まだ違う。'
remark quality close 3 -m 'よい。'
status 0 $S note 'メモ'
printf '\n追記 [図](nowhere.md)\n' >>$P/$TEXT

shown() { run $S --lang ja "$@"; cat "$ERR" >>"$OUT"; cp "$OUT" page; japanese "$*" page; }
for line in status 'status -v main' next 'next --all' 'why release' 'why release --all' 'why hand-over --all' inbox diff 'diff main work --whole' check \
	'check -v main' screen remark 'remark list --all' 'remark list --mine' 'remark show 1' 'remark show 2' 'remark show 3' 'remark show 4' \
	'remark show 5' use 'list ..' 'template list'; do
	shown $line
done

# ---- what the engine itself finds speaks of columns, fields, elements, checklist lines and forms: in the template's Japanese
rm -rf F110-WRONG; package F110-WRONG; W=F110-WRONG
sed -i 's/^nsn:.*/nsn: 284/; /^criticality:/d' $W/package.yaml
sed -i '2s/^[^,]*,[^,]*,/XX,,/' $W/registers/characteristics.csv
sed -i '1s/description/descriptions/' $W/registers/inspections.csv; sed -i '1s/method/methods/' $W/registers/inspections.csv
sed -i '2s/[0-9]*-[0-9]*-[0-9]*/46063/' $W/registers/equipment.csv; sed -i '2s/SJZ[0-9]*/SO0/' $W/registers/suppliers.csv
sed -i 's/^## F3.*/## 精度/' $W/evidence/F-calibrated-equipment.md
sed -i '2,$d' $W/registers/processes.csv; rm $W/evidence/E-*.md $W/registers/data_rights.csv
run sarflow -C $W --lang ja check; cp "$OUT" ja
grep -E ' \[[a-z-]+\] [0-9a-f]{8}$' "$OUT" | sed -E 's/\([a-z_]+\)//; s/「[A-Za-z0-9_-]*」//g' >page
for words in '国家物品番号「284」' '1234-12-123-1234 の形のNSN' '重要度区分 (criticality)' '内容 (description)' '方法' '校正日 "46063"' 'Oを除く英数字5字' \
	'F3 に回答がありません: 計測器の精度が公差に見合う' '登録表「特殊工程一覧」' '登録表「技術資料の使用権」' '要素 E「特殊工程」'; do has "$words"; done
japanese 'what the engine finds' page
sarflow -C $W check >en
is 'a finding has one id in each language' "$(sed -n 's/.*\] \([0-9a-f]\{8\}\)$/\1/p' en)" "$(sed -n 's/.*\] \([0-9a-f]\{8\}\)$/\1/p' ja)"

$S --lang ja log | sed '/^20[0-9-]*  /d' >page; japanese 'log, what stands below a subject' page
$S --lang ja waive | sed 's/^\([0-9a-f]*\)  calibration-current/\1/' >page; japanese 'waive' page

# ---- explain: what the template says in its own words (source, what a rule finds) is not meant
NAMES="$NAMES $COLUMNS $ENGINE operations inspections in-house outside amsc amc distribution requirements_answered no_findings remarks_closed signed_off"
for word in drafting submitted C C3 L release report-data operations amsc:C IV amc_amsc link-broken no_findings signed_off calibration-current; do
	run $S --lang ja explain $word
	sed '/^  検出 /,/^$/d; /^  \(出典\|例\|理由\|合格例\) /d; s/^calibration-current//' "$OUT" >page; japanese "explain $word" page
done
finish
