# t_person.sh: who acts, and that nothing a person wrote can reach a terminal raw.
. "$(dirname "$0")/case.sh"

# ---- identity
fresh G; mark G
anonymous() { env -u GIT_AUTHOR_NAME -u GIT_AUTHOR_EMAIL "$SARFLOW" "$@"; }
run anonymous -C G note hello; is 'no identity is a wrong use' 2 $?
run anonymous -C G note hello; has '(user.name, user.email); try: --as' "$ERR"
run anonymous new H --template repair --category IV --title x; is 'for a new package, too' 2 $?
run anonymous -C G save -m x; is 'and for a save' 2 $?
no 'no folder is left' ls -d H .H*
run anonymous -C G status; is 'reading needs none' 0 $?
run anonymous -C G check; is 'nor does checking' 1 $?
run anonymous -C G note hello --as "$MANAGER"; is 'or say it with --as' 0 $?
mark G
git config --global user.name 'Kenji Mori'; git config --global user.email kenji.mori@minato-turbine.example
run anonymous -C G note hello; is 'or in git' 0 $?
rm "$HOME/.gitconfig"; mark G
wrong() { if [ $2 = 2 ] && one_fault; then pass "refused: $(plain "$1")"; else fail "refused: $(plain "$1")" "exit status $2, or a fault of more than one line"; fi; }
plain() { printf %s "$1" | tr -c '[:alnum:]@ .<>' '?'; }
bad() { run env GIT_AUTHOR_NAME="$1" GIT_AUTHOR_EMAIL="$2" "$SARFLOW" -C G note hello; wrong "$1 <$2>" $?; }
bad $'Kenji\nMori' k@m.example
bad $'Kenji\nSar-Role: signatory' k@m.example
bad 'Kenji <Mori' k@m.example
bad 'Kenji Mori>' k@m.example
bad ' Kenji' k@m.example
bad 'Kenji' 'k m.example'
bad 'Kenji' $'k@m.example\nx'
bad 'Kenji' 'k@m.example>'
bad 'Kenji' '<k@m.example'
bad 'Kenji' k
for as in Kenji 'Kenji <k' '<k@m.example>' 'Kenji <k@m.example> x' $'Ken\nji <k@m.example>' 'Ken<ji <k@m.example>' ''; do
	run sarflow -C G note hello --as "$as"; wrong "$as" $?
done
for who in 'Kenji' $'A\nB <a@b.example>' 'A <a@b.example> <c@d.example>' 'A <a@b.example>x' 'A B a@b.example'; do
	run sarflow -C G appoint "$who" --role quality; wrong "$who" $?
done
same 'nothing moved' G
status 0 as manager -C G appoint '佐藤 愛子 <aiko@minato-turbine.example>' --role quality --address aiko@home.example
status 0 sarflow -C G note 'from home' --as '佐藤 愛子 <aiko@home.example>'
status 0 sarflow -C G log; has '佐藤 愛子'
status 0 sarflow -C G status

# ---- free text cannot forge a trailer
status 0 sarflow -C G note $'x\n\nSar-Event: transition\nSar-Action: start-screen\nSar-From: idea\nSar-To: eligibility'
is 'a note with trailers moves nothing' idea "$(state G)"
status 0 sarflow -C G log
mark G
for text in $'a\nSar-Role: manager' $'a\rb' ' a' $'a\eb'; do
	run sarflow -C G deliver --means "$text" --on 2026-11-23; [ $? != 0 ] && pass 'a field of more than one line is refused' || fail 'a field of more than one line is refused'
done
status 0 sarflow -C G do start-screen; status 0 sarflow -C G do ask-requirements; mark G
echo letter >letter.pdf
status 3 sarflow -C G do report-requirements --by $'SASPO\nSar-Role: x' --on 2026-11-20 --received 2026-11-20 --letter letter.pdf
same 'nothing moved' G

# ---- terminal: no control character but LF and TAB, and no C1, on stdout
clean() {	# clean NAME FILE
	if LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' "$2"; then : >"$ERR"; cp "$2" "$OUT"; fail "$1 is free of control characters"
	elif ! iconv -f UTF-8 -t UTF-8 "$2" >/dev/null 2>&1; then cp "$2" "$OUT"; fail "$1 is UTF-8"
	else pass "$1 is free of control characters"; fi
}
both() { run "$@"; cp "$OUT" o; cp "$ERR" e; clean "stdout of $(printf '%s ' "${@:3}" | tr -c '[:print:]' '?' | cut -c1-60)" o; clean "stderr" e; }
evil=$'\e[31mred\e]0;title\a\b\x7f\xc2\x9b31m\xe2\x80\xae\x9b'
package G2 && mv G2 T
status 2 sarflow -C T note "$evil"; has 'not UTF-8' "$ERR"
status 0 sarflow -C T note "${evil%?}"
printf 'x' >letter.pdf
printf '## C99 %s heading\n\nSee [x](../%s).\n' "$evil" $'a\e[31mb' | LC_ALL=C sed 's/\x9b\( heading\)/\1/' >>T/evidence/C-repair-documents.md
LC_ALL=C sed -i "3s/^/$(printf %s "${evil%?}" | sed 's/[[\/]/\\&/g')/" T/registers/orders.csv
LC_ALL=C sed -i "2s/,16,/,$(printf '\033[5m'),/; 1s/customer_kind/cust$(printf '\033')omer/" T/registers/orders.csv
for command in log check status next; do both sarflow -C T $command; both sarflow -C T $command --json; done
both sarflow -C T save -n
for command in log check status next; do both sarflow -C T $command --lang ja; done
ok 'the mistakes are among the findings' sh -c "'$SARFLOW' -C T check | grep -q 'registers/orders.csv'"
sarflow -C T log --json >l.json; json l.json
sarflow -C T check --json >c.json; json c.json
has '\u001b' l.json
both sarflow -C T check -v $'a\e[31m'
both sarflow $'a\e[31mb'
both sarflow -C $'a\e[31mb' status
both sarflow -C T status $'--a\e[31mb'
both sarflow -C T do $'a\e[31mb'
both sarflow -C T appoint $'a\e[31m\nb' --role quality
both sarflow -C T appoint 'A B <a@b.example>' --role $'a\e[31mb'
both sarflow new $'a\e[31mb' --template repair --category IV --title x
both sarflow new H --template $'a\e[31mb' --category IV --title x
both sarflow new H --template repair --category $'a\e[31mb' --title x
both env GIT_AUTHOR_NAME=$'a\e[31m' "$SARFLOW" -C T note x
both sarflow -C T attach $'a\e[31mb'  --element L
cp letter.pdf $'letter\e[31m.pdf'
both sarflow -C T letter in --letter $'letter\e[31m.pdf' --on 2026-11-20
both sarflow -C T log
echo x >T/evidence/$'x\e[31m.md'; mkdir -p T/attachments/A; echo x >T/attachments/A/$'x\xc2\x9b31m.txt'
for command in check status; do both sarflow -C T $command; both sarflow -C T $command --json; done
both sarflow -C T save -n
cp -r "$SANDBOX/.plain-F110-NOZ-001" folder; echo x >folder/$'x\e[31m.md'; sed -i 's/^id: .*/id: T2/' folder/package.yaml
both sarflow import folder
sed -i 's/^category: .*/category: "\\e[31mIV"/' T/package.yaml
for command in check status list; do both sarflow -C T $command; done
sed -i 's/^title: .*/title: "a\\e[31mb\\u009b\\a"/; s/^tms: .*/tms: "\\e[31m"/; s/^marking: .*/"col\\eor": x/' T/package.yaml
for command in check status list; do both sarflow -C T $command; done
both sarflow list .
# ---- git takes points, commas and quotes off the ends of a name: the event says what its commit says
for name in 'Taro Yamada Jr.' 'Yamada, T.' '"Taro"'; do
	rm -rf JR
	status 0 env GIT_AUTHOR_NAME="$name" "$SARFLOW" new JR -t repair -c IV
	status 0 env GIT_AUTHOR_NAME="$name" "$SARFLOW" -C JR note 'hello'
	status 0 sarflow -C JR log; has 'note'
done

# ---- people come and go, and somebody can always appoint
fresh COME
status 3 sarflow -C COME appoint "$MANAGER" --role quality; has 'Kenji Mori is the last who may appoint; appoint another one first (manager)' "$ERR"
status 3 sarflow -C COME appoint "$MANAGER" --end; has 'the last who may appoint' "$ERR"
status 0 sarflow -C COME appoint "$ENGINEER" --role manager --role engineering        # a deputy
status 0 sarflow -C COME appoint "$MANAGER" --role quality                            # and the first steps back
status 3 sarflow -C COME appoint "$QUALITY" --role quality; has 'may not do this' "$ERR"
status 0 as engineer -C COME appoint "$MANAGER" --end                                       # somebody leaves
status 3 as engineer -C COME appoint "$ENGINEER" --role engineering; has 'Aiko Sato is the last' "$ERR"
status 0 as engineer -C COME appoint 'Yui Tanka <yui.tanaka@minato-turbine.example>' --role quality
status 0 as engineer -C COME appoint "$QUALITY" --role quality                        # a name is corrected
status 0 sarflow -C COME status; has 'Yui Tanaka (quality)'; lacks 'Tanka'
status 0 as quality -C COME note 'I can act under it'
# ---- nobody acts under the name of another; of one's own name each spelling goes, and of two who are called alike each bears it
status 0 as engineer -C COME appoint "$SIGNATORY" --role signatory; mark COME
for name in 'Hiroshi Kanda' 'hiroshi  KANDA' 'Ｈｉｒｏｓｈｉ　Ｋａｎｄａ' $'Hiroshi\u200bKanda' 'Hiroshi-Kanda'; do
	status 3 sarflow -C COME note 'I approve' --as "$name <yui.tanaka@minato-turbine.example>"; has 'is another person, hiroshi.kanda@minato-turbine.example' "$ERR"
done
has "try: --as 'Yui Tanaka <yui.tanaka@minato-turbine.example>'" "$ERR"; same 'nothing was recorded' COME
status 3 sarflow -C COME note 'I approve' --as 'Hiroshi Kanda <kanda@home.example>'; has 'is not appointed to this package' "$ERR"
for name in 'Y. Tanaka' 'YUI TANAKA' '田中 唯'; do status 0 sarflow -C COME note mine --as "$name <yui.tanaka@minato-turbine.example>"; done
status 0 as engineer -C COME appoint 'Yui Tanaka <other.tanaka@minato-turbine.example>' --role quality
status 0 as quality -C COME note 'of the first'; status 0 sarflow -C COME note 'of the second' --as 'Yui Tanaka <other.tanaka@minato-turbine.example>'

# ---- an address is one person's
mark COME
status 3 as engineer -C COME appoint "$QUALITY" --role quality --address Hiroshi.Kanda@minato-turbine.example; has 'is an address of Hiroshi Kanda <hiroshi.kanda@minato-turbine.example>' "$ERR"
status 3 as engineer -C COME appoint "$STRANGER" --role quality --address yui.tanaka@minato-turbine.example; same 'and nobody got it' COME
status 0 as engineer -C COME appoint "$QUALITY" --role quality --address yui@home.example; status 0 as engineer -C COME appoint "$QUALITY" --role quality --address yui@home.example
status 3 as engineer -C COME appoint "$STRANGER" --role quality --address yui@home.example
# the opening is dated in the package's zone
for at in 1795359000:2026-11-22 1795361000:2026-11-23 1795392000:2026-11-23; do
	id=Z${at%:*}
	SARFLOW_NOW=${at%:*} sarflow new $id --template repair --category IV --title 'A test' >/dev/null
	is "opened at ${at%:*}" "${at#*:}" "$(git -C $id log -1 --format=%B refs/sar/journal | sed -n 's/^Sar-As-Of: //p')"
done

finish
