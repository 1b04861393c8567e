# t_paper.sh: letters and exported workbooks: a pointer in the event, the content beside git as an attachment's.
. "$(dirname "$0")/case.sh"
unguarded
fresh G; appoint_all G; S="sarflow -C G"
tip() { git -C G rev-parse refs/sar/journal; }
object() { echo "$1/.git/lfs/objects/${2:0:2}/${2:2:2}/$2"; }
sum() { sha256sum <"$1" | cut -c1-64; }
# printed NAME FILE: the last output is that file
printed() { cp "$OUT" printed; ok "$1" cmp "$2" printed; }
# last FIELD: of the newest event in $OUT, the output of log --json
last() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[-1].get(sys.argv[2], ""))' "$OUT" "$1"; }

# ---- what goes in, and comes out again
printf 'Dear all,\nno.\n' >reply.txt; digest=$(sum reply.txt)
status 0 $S letter in --letter reply.txt --on 2026-11-20 --by 'SASPO, J. Doe'; has 'filed reply.txt'
letter=$(tip)
is 'the event holds a pointer' "version https://git-lfs.github.com/spec/v1
oid sha256:$digest
size 14" "$(git -C G show $letter:letters/reply.txt)"
ok 'the content lies beside git' cmp reply.txt "$(object G $digest)"
status 0 $S letter show reply.txt; printed 'and comes out' reply.txt
status 0 $S letter show ${letter:0:9}; printed 'by its event' reply.txt
if command -v script >/dev/null; then
	script -qec "$SARFLOW -C $SANDBOX/G letter show reply.txt" /dev/null >"$OUT" 2>&1 </dev/null; has 'not shown on a terminal'
else skip 'a terminal is shown no letter' 'script is not here'; fi
status 0 $S letter show reply.txt -o out.txt; ok 'into a file' cmp reply.txt out.txt
status 3 $S letter show reply.txt -o out.txt; has 'out.txt exists already' "$ERR"
status 3 $S letter show none.txt; has 'no letter "none.txt" is filed' "$ERR"
status 0 $S log; has 'letter reply.txt'
status 0 $S log --json; json; is 'the log says where and which it is' "here $digest" "$(last content) $(last digest)"
"$SARFLOW" -C G letter out --letter - --on 2026-11-21 <reply.txt >"$OUT" 2>"$ERR"; is 'from the standard input' 0 $?
status 0 $S letter show letter; printed 'whole' reply.txt
git -C G show $letter:letters/reply.txt >pointer.txt
mark G; status 3 $S letter in --letter pointer.txt --on 2026-11-20; has 'would be an LFS pointer' "$ERR"
status 3 $S letter in --letter . --on 2026-11-20; status 3 $S letter in --letter gone.txt --on 2026-11-20
# an act that is refused leaves no content behind, and takes none away
printf 'secret\n' >secret.txt
status 3 $S letter in --letter secret.txt --on 2026-11-20 --letter-ref "$(printf 'two\nlines')"
no 'a refused letter is not kept' test -e "$(object G $(sum secret.txt))"
status 3 $S letter in --letter reply.txt --on 2026-11-20 --letter-ref "$(printf 'two\nlines')"
ok 'what was there before stays' cmp reply.txt "$(object G $digest)"
same 'nothing was recorded' G
: >empty.txt; status 0 $S letter in --letter empty.txt --on 2026-11-20; status 0 $S letter show empty.txt; is 'an empty letter is one' '' "$(cat "$OUT")"
saved G

# ---- an export: the workbook itself is kept, under its digest
status 0 $S seal; status 0 $S export -o one
book=$(sum "$(echo one/*.xlsx)")
exported=$(tip)
is 'the event records its digest' "Sar-Workbook: $book" "$(git -C G log -1 --format=%B $exported | grep ^Sar-Workbook)"
is 'its tree points to it' "oid sha256:$book" "$(git -C G show $exported:workbook.xlsx | sed -n 2p)"
ok 'its content is kept' cmp one/*.xlsx "$(object G $book)"
status 0 $S letter show ${exported:0:9} -o back.xlsx; ok 'and comes out' cmp one/*.xlsx back.xlsx
mark G; status 0 $S export -o two --no-record; same 'an export without a record keeps nothing' G

# ---- a copy without the content says so, and works
git clone -q G H 2>/dev/null; git -C H fetch -q origin 'refs/sar/*:refs/sar/*'
run sarflow -C H check; cp "$OUT" found
is 'each is told' 3 "$(grep -c 'note: .*its content is not in this copy; fetch it from another one \[letter-absent' found)"
cp found "$OUT"; has "reply.txt (event ${letter:0:7}): its content"; has 'workbook.xlsx (event'
status 0 sarflow -C H log; has 'its content is not in this copy'
status 0 sarflow -C H log --json; is 'in JSON, too' absent "$(last content)"
status 0 sarflow -C H status; status 0 sarflow -C H next
status 0 sarflow -C H render -o pages; ok 'the page of the history says it' grep -q 'its content is not in this copy' pages/history.html
status 3 sarflow -C H letter show reply.txt; has 'reply.txt: its content is not in this copy' "$ERR"
status 0 sarflow -C H --lang ja log; has '内容はこの写しにありません'
status 0 sarflow -C H note 'it goes on'
mkdir -p "$(dirname "$(object H $digest)")"; cp reply.txt "$(object H $digest)"
status 0 sarflow -C H letter show reply.txt; printed 'fetched, it is there' reply.txt

# ---- stored content that was changed
f=$(object H $digest); chmod u+w "$f"; printf 'Dear all,\nyes\n' >"$f"
status 3 sarflow -C H letter show reply.txt; has 'is damaged; fetch it again from another copy' "$ERR"; is 'nothing comes out' '' "$(cat "$OUT")"
echo short >"$f"; run sarflow -C H check; has 'warning: reply.txt (event'; has 'the stored content is damaged; fetch it again from another copy [letter-damaged'
status 3 sarflow -C H letter show reply.txt; status 0 sarflow -C H log

# ---- purge: by name, by event, by digest; it does not come back
printf 'other words\n' >other; mkdir again; cp other again/reply.txt
status 0 $S letter in --letter again/reply.txt --on 2026-11-20; second=$(tip)
mark G; status 3 as export -C G purge letters/reply.txt -m spill; has 'several different files are called "letters/reply.txt"' "$ERR"
status 3 as export -C G purge letters/none.txt -m spill; same 'nothing was removed' G
status 0 as export -C G purge ${letter:0:9} -m 'It holds what it must not.'
no 'the content is gone' test -e "$(object G $digest)"; ok 'the other is not' cmp other "$(object G $(sum other))"
is 'the journal says which' "Sar-Path: letters/reply.txt
Sar-Content: $digest" "$(git -C G log -1 --format=%B refs/sar/journal | grep -E '^Sar-(Path|Content)')"
is 'the pointer stays' "oid sha256:$digest" "$(git -C G show $letter:letters/reply.txt | sed -n 2p)"
status 3 $S letter show ${letter:0:9}; has 'its content was removed on 2026-11-23 by Ren Abe' "$ERR"
status 0 $S log; has 'its content was removed on 2026-11-23 by Ren Abe; pointer and journal stay'
run $S check; is 'under both of its names' 2 "$(grep -c 'note: .*its content was removed.*\[letter-purged' "$OUT")"
cp reply.txt renamed.txt; mark G; status 3 $S letter in --letter renamed.txt --on 2026-11-20; has 'it does not come back' "$ERR"
status 3 $S attach renamed.txt -e L -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=
has 'it does not come back' "$ERR"; same 'neither as a letter nor as a file' G
# what is attached as well goes from there, too
status 0 $S attach other -e L -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=
status 0 $S save -m 'the same as a file'; status 0 as export -C G purge "$(sum other)" -m spill
is 'a pointer stands in its place' 'version https://git-lfs.github.com/spec/v1' "$(head -1 G/attachments/L/other)"
run $S check; has 'its content was removed on 2026-11-23 by Ren Abe; pointer and journal stay [attachment-purged'
status 0 as export -C G purge workbook.xlsx -m spill; no 'a workbook, too' test -e "$(object G $book)"
status 3 $S export -o three; has 'it does not come back' "$ERR"
saved G

# ---- events that others wrote: forge TREE SUBJECT TRAILERS appends one
forge() {
	local id; id=$(printf '%s%s' "$2" "$3" | sha256sum | cut -c1-20)
	local commit; commit=$(printf '%s\n\nSar-Event: %s\nSar-Id: %s\nSar-Person: %s\nSar-Role: manager\nSar-As-Of: 2026-11-23\n%s\n' "$2" "${2%%:*}" "$id" "$MANAGER" "$3" |
		git -C H commit-tree "$1" -p refs/sar/journal) && git -C H update-ref refs/sar/journal "$commit"
}
# tree FILE PATH: a tree with one file
tree() {
	local t; t=$(printf '100644 blob %s\t%s\n' "$(git -C H hash-object -w --stdin <"$1")" "$(basename "$2")" | git -C H mktree)
	case $2 in */*) printf '040000 tree %s\t%s\n' "$t" "$(dirname "$2")" | git -C H mktree ;; *) echo "$t" ;; esac
}
sed 's/$/\r/' pointer.txt >crlf
forge "$(tree crlf letters/crlf.txt)" 'letter: in: crlf.txt' 'Sar-Occurred-On: 2026-11-20
Sar-Direction: in
Sar-Letter: crlf.txt'
run sarflow -C H check; has 'warning: crlf.txt (event'; has 'its pointer is damaged or missing [letter-damaged'
forge "$(tree crlf letters/elsewhere.txt)" 'letter: in: lost.txt' 'Sar-Occurred-On: 2026-11-20
Sar-Direction: in
Sar-Letter: lost.txt'
run sarflow -C H check; has 'warning: lost.txt (event'
status 0 sarflow -C H log; has 'letter lost.txt'; status 3 sarflow -C H letter show lost.txt; status 3 as export -C H purge letters/lost.txt -m why
forge "$(tree reply.txt letters/whole.txt)" 'letter: in: whole.txt' 'Sar-Occurred-On: 2026-11-20
Sar-Direction: in
Sar-Letter: whole.txt'
status 0 sarflow -C H letter show whole.txt; printed 'a letter that stands there itself is read' reply.txt
status 3 as export -C H purge letters/whole.txt -m why; has 'git keeps it in its history' "$ERR"
forge "$(tree pointer.txt workbook.xlsx)" 'exported: submittal 1, profile submittal' "Sar-Submittal: 1
Sar-Profile: submittal
Sar-Result: $book
Sar-Workbook: $book"
run sarflow -C H check; has "records the workbook ${book:0:12} and holds ${digest:0:12} [workbook-differs"
lacks 'is ignored'
is 'that is an error' 1 "$(grep -c 'error: .*workbook-differs' "$OUT")"
forge "$(git -C H mktree </dev/null)" 'transition: start-screen: idea -> eligibility' 'Sar-Action: start-screen
Sar-From: idea
Sar-To: eligibility
Sar-Occurred-On: 2026-11-20
Sar-Letter-Date: 2026-11-19'
run sarflow -C H check; lacks 'the letter  is'; pass 'a day of no letter is compared with nothing'
finish
