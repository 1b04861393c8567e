#!/bin/bash
# t_web_team.sh: accounts, sessions, need-to-know, TLS and a server before ours: sarflow serve --team, and attacks on it.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
ENDO='Sachiko Endo <sachiko.endo@minato-turbine.example>' ABE='Naoki Abe <naoki.abe@minato-turbine.example>'
KANDA=$SIGNATORY MORI=$MANAGER NOBODY='Taro Nobody <taro.nobody@minato-turbine.example>'
mkdir home_of_team; H=home_of_team; cd $H || exit 1
package; P=F110-NOZ-001
sarflow -C $P appoint "$ABE" --role engineering >/dev/null; sarflow -C $P appoint "$ENDO" --role quality >/dev/null; sarflow -C $P appoint "$KANDA" --role signatory >/dev/null
fresh SECRET
cd .. || exit 1

# ---- accounts
status 3 sarflow serve $H --team; has 'nobody has an account' "$ERR"
status 3 sarflow -C $H user list
user() { "$SARFLOW" -C $H user "$@" >"$OUT" 2>"$ERR"; }
add() { printf '%s\n' "${2:-a long password of $1}" | "$SARFLOW" -C $H user add "$1" >"$OUT" 2>"$ERR"; }
no 'a short password' add "$MORI" 'short'; has 'at least 12 letters' "$ERR"
no 'no address' add 'Kenji Mori'; has 'NAME <ADDRESS>' "$ERR"
for person in "$MORI" "$ENDO" "$ABE" "$KANDA" "$NOBODY"; do ok "an account for $person" add "$person"; done
is 'git takes no password along' '*' "$(cat $H/.sarflow/.gitignore)"
no 'one address, one account' add 'Another <KENJI.MORI@minato-turbine.example>'; has 'has an account already' "$ERR"
is 'the file is for its owner alone' '700 600' "$(stat -c %a $H/.sarflow) $(stat -c %a $H/.sarflow/accounts.db)"
lacks 'a long password' $H/.sarflow/accounts.db
sqlite3 $H/.sarflow/accounts.db 'select distinct substr(password,1,31) from people' >kinds; is 'all by Argon2id' '$argon2id$v=19$m=65536,t=3,p=1$' "$(cat kinds)"
ok 'they are listed' user list; user list; has 'never came'; is 'five of them' 5 "$(grep -c '^[+-]' "$OUT")"
status 0 sarflow list "$H"; lacks .sarflow
status 2 sarflow serve $H --address 0.0.0.0; status 2 sarflow serve $H --team --address 0.0.0.0; has 'in the clear' "$ERR"; status 2 sarflow serve $H --team --key x

# ---- signing in
SERVE=--team; start $H
like '^http://127.0.0.1:[0-9]+/$' link
sign() { # sign NAME: sign in as, with the jar of that name
	JAR=$SANDBOX/jar.$1; rm -f "$JAR"; local address=${2##*<}; address=${address%>}
	curl -s -c "$JAR" -b "$JAR" -o body "$BASE/login"; CSRF=$(hidden csrf)
	curl -s -c "$JAR" -b "$JAR" -o body -D head -w '%{http_code}' --data-urlencode "csrf=$CSRF" --data-urlencode "email=$address" --data-urlencode "password=${3:-a long password of $2}" --data-urlencode "here=${4:-/}" "$BASE/login"
}
JAR=$SANDBOX/none; : >"$JAR"
for page in / /board /search?words=NOZ /p/$P/index.html /p/NO/index.html /p/$P/attachments/C/x.pdf /nothing; do get 303 "$page"; like '^Location: (http://[^/]*)?/login\?here=' head; lacks "$P"; done
get 403 /p/$P/move.html -d x=y; get 403 /p/NO/move.html -d x=y; has 'have not signed in'
get 403 /enter?token=; get 200 /healthz
get 200 /login; has 'type="password"'; like 'sarflow-greeting=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict' head
CSRF=$(hidden csrf); curl -s -b jar.two -c jar.two -o two "$BASE/login"; curl -s -b jar.two -c jar.two -o three "$BASE/login"; is 'a form stays good when another is asked for' "$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' two)" "$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' three)"
get 403 /login -d csrf=$CSRF -d email=kenji.mori@minato-turbine.example -d password=x; has 'not one of yours'
is 'the right password' 303 "$(sign mori "$MORI")"; like 'HttpOnly; SameSite=Strict' head
is 'a wrong password' 403 "$(sign wrong "$MORI" 'a wrong password')"; has 'address or the password is not right' body; cp body wrong.1
is 'an address that nobody has' 403 "$(sign wrong 'X <x@minato-turbine.example>' 'a wrong password')"
is 'the same words' "$(sed 's/value="[^"]*"//' wrong.1)" "$(sed 's/value="[^"]*"//' body)"
is 'no address of elsewhere' 303 "$(sign endo "$ENDO" '' //evil.example/)"; no 'not there' grep -qi 'evil' head
is 'on to where one wanted to go' 303 "$(sign abe "$ABE" '' /p/$P/remarks.html)"; like "^Location: .*/p/$P/remarks.html" head
is 'the fifth one' 303 "$(sign nobody "$NOBODY")"; is 'and the fourth' 303 "$(sign kanda "$KANDA")"
as_() { JAR=$SANDBOX/jar.$1; }
as_ mori; get 200 /; has 'Kenji Mori'; as_ endo; get 200 /; has 'Sachiko Endo'
# another program writes in the file and takes its time: nobody is put out for that
sqlite3 $H/.sarflow/accounts.db 'update sessions set seen = seen - 300'
mkfifo hold; sqlite3 $H/.sarflow/accounts.db <hold >held & holder=$!; exec 8>hold; echo 'begin immediate; select 1;' >&8
for i in $(seq 100); do [ -s held ] && break; sleep 0.05; done
get 200 /; has 'Sachiko Endo'; get 200 /board; as_ mori; get 200 /; has 'Kenji Mori'
exec 8>&-; wait $holder
is 'ids of sessions are not kept as they are' 0 "$(grep -c "$(awk '/sarflow-[0-9]/ { print $7 }' "$JAR")" $H/.sarflow/accounts.db)"
# a time that tells nothing: a password is tried for who is unknown as well (the quickest of four, taken in turns)
try_as() { curl -s -c t.jar -b t.jar -o body "$BASE/login"; curl -s -b t.jar -o body2 -w '%{time_total}\n' --data-urlencode "csrf=$(hidden csrf)" --data-urlencode "email=$1" -d password=wrongwrongwrong "$BASE/login"; }
for i in 1 2 3 4; do try_as naoki.abe@minato-turbine.example >>took.known; try_as y@minato-turbine.example >>took.unknown; done
known=$(sort -n took.known | head -1) unknown=$(sort -n took.unknown | head -1)
ok "unknown takes as long: $known $unknown" awk "BEGIN { exit !($unknown > $known / 3 && $known > $unknown / 3 && $unknown > 0.02) }"

# ---- wrong tries have to wait, whoever is meant, and the right one waits as well
for i in 1 2 3 4 5 6; do sign wrong "$KANDA" "wrong wrong $i" >got; done; has 'too many wrong tries' body; is 'even the right one' 403 "$(sign wrong "$KANDA")"
for i in 1 2 3 4 5 6; do sign wrong 'Z <z@minato-turbine.example>' "wrong wrong $i" >got; done; has 'too many wrong tries' body
as_ kanda; get 200 /

# many wrong ones from one place, an hour ago: who is right waits for nobody, and renews no wait
sqlite3 $H/.sarflow/accounts.db "delete from tries; insert into tries values('from:127.0.0.1',46,$SARFLOW_NOW-3600),('all:naoki.abe@minato-turbine.example',46,$SARFLOW_NOW-3600)"
for person in "$ENDO" "$MORI" "$ABE" "$ABE"; do is "$person" 303 "$(sign again "$person")"; done
is 'as it was' "46|$((SARFLOW_NOW - 3600)) 46|$((SARFLOW_NOW - 3600))" "$(sqlite3 $H/.sarflow/accounts.db "select wrong, last from tries where what like 'from:%' or what like 'all:naoki%' order by what" | tr '\n' ' ' | sed 's/ $//')"; sqlite3 $H/.sarflow/accounts.db 'delete from tries'

# ---- need-to-know: SECRET is Kenji Mori's alone, F110 is not Taro Nobody's; no address tells that they are there
same_answer() { # same_answer WHO PATH OTHER: the same but for the address itself
	as_ "$1"; local a b; curl -s --path-as-is -b "$JAR" -D h1 -o b1 "${@:4}" "$BASE$2"; curl -s --path-as-is -b "$JAR" -D h2 -o b2 "${@:4}" "$BASE$3"
	local from to; from=$(echo "$2" | sed 's,/p/\([^/]*\).*,\1,'); to=$(echo "$3" | sed 's,/p/\([^/]*\).*,\1,')
	is "$1 sees at $2 what is at $3" "$(sed "s,$from,ID,g" h1 b1 | grep -v '^Date:\|^Content-Length')" "$(sed "s,$to,ID,g" h2 b2 | grep -v '^Date:\|^Content-Length')"
}
as_ mori; get 200 /board; has SECRET; get 200 /p/SECRET/index.html
addresses=$(for page in "$ROOT"/engine/web/page_*.c; do grep -o '"/p/{}[^"]*"' "$page"; done | tr -d '"' | sed 's,{\*},C/drawing.pdf,; s,/p/{},/p/ID,; s,{},operations,g' | sort -u)
ok 'there are many addresses of a package' test "$(echo "$addresses" | wc -l)" -gt 15
for address in $addresses; do
	same_answer nobody "${address/ID/$P}" "${address/ID/NO-SUCH}"; has 'there is no such page' b1
	same_answer endo "${address/ID/SECRET}" "${address/ID/NO-SUCH}"
	same_answer nobody "${address/ID/$P}" "${address/ID/NO-SUCH}" -H 'If-None-Match: *'
done
as_ mori; form /p/$P/remark-new.html; stand=$STAND
as_ nobody; get 200 /search; CSRF=$(hidden csrf)
mark $H/$P
for address in $(echo "$addresses" | grep -v attachments); do
	same_answer nobody "${address/ID/$P}" "${address/ID/NO-SUCH}" -d "csrf=$CSRF" -d "stand=$stand" -d step=record -d severity=minor -d note=x -d action=stop -d role=quality -d element=C -d meaning=x
done
same 'a fifth person records nothing' $H/$P
as_ nobody; for page in / /board '/search?words=NOZ' '/search?words=SECRET' '/board?words=NOZ' /board?state=drafting; do get 200 "$page"; for word in "$P" 'HPT nozzle' '/p/' Drafting; do no "$page tells nothing of $word" grep -q "$word" <(sed 's/value="[^"]*"//g; s/words=[A-Z]*//g' body); done; done
as_ endo; get 200 /board; has $P body; lacks SECRET body; get 200 '/search?words=A+test'; lacks '/p/SECRET' body
as_ endo; get 200 /p/$P/index.html; etag=$(sed -n 's/^ETag: \(.*\)\r$/\1/p' head); as_ abe; get 200 /p/$P/index.html -H "If-None-Match: $etag"; as_ nobody; get 404 /p/$P/index.html -H "If-None-Match: $etag"
# how long it takes tells nothing either: the fastest of several, a package that is there and one that is not
sleep 3; for i in $(seq 15); do for at in $P NO-SUCH; do curl -s -b "$JAR" -o body -w '%{time_total}\n' "$BASE/p/$at/index.html" >>"quick.$at"; done; done
there=$(sort -n quick.$P | head -1) none=$(sort -n quick.NO-SUCH | head -1)
ok "not even the time: $there $none" awk "BEGIN { d = $there - $none; exit !(d < 0.004 && d > -0.004) }"
# ---- acts are of who signed in, and of nobody else
as_ endo; form "/p/$P/remark-new.html?on=C3"
post 303 /p/$P/remark-new.html step=record on=C3 severity=minor 'note=By whom?'
has 'Sar-Person: Sachiko Endo <sachiko.endo@minato-turbine.example>' <(git -C $H/$P log -1 --format=%B refs/sar/journal)
is 'the commit as well' 'Sachiko Endo' "$(git -C $H/$P log -1 --format=%an refs/sar/journal)"
form "/p/$P/move.html?action=start-screen"; mark $H/$P; post 403 /p/$P/move.html action=start-screen step=record; same 'quality moves nothing' $H/$P
as_ abe; post 403 /p/$P/remark-new.html step=record on=C3 severity=minor 'note=with the form of another'; same 'nobody sends the form of another' $H/$P
as_ abe; form "/p/$P/edit.html?file=registers/operations.csv&row=230"; again 200 /p/$P/edit.html 'now.machine=DF-9'; again 303 /p/$P/edit.html
is 'a version is of who saved it' 'Naoki Abe' "$(git -C $H/$P log -1 --format=%an main)"
# who finds a browser open signs nothing: a sign-off asks for the password once more, and wrong ones are counted
as_ endo; form "/p/$P/sign.html?role=quality"; has 'asks for your password once more'; post 200 /p/$P/sign.html step=look role=quality element=C meaning=checked; has 'type="password"'; has 'autocomplete="current-password"'; cp body looked; mark $H/$P
again 403 /p/$P/sign.html; has 'say your password once more'; has 'What will be recorded'; again 403 /p/$P/sign.html "password=a long password of $MORI"; has 'role="alert"'; has 'this is not your password'; lacks "$MORI" body; has 'type="password"'
post 403 /p/$P/sign.html step=record role=quality element=C meaning=checked; same 'nothing is signed without it' $H/$P
cp looked body; again 303 /p/$P/sign.html "password=a long password of $ENDO"; has 'Sar-Event: sign-off' <(git -C $H/$P log -1 --format=%B refs/sar/journal); lacks 'a long password' log
no 'no trace of it' grep -rqs 'a long password' $H/$P $H/.sarflow
form "/p/$P/sign.html?role=quality"; post 200 /p/$P/sign.html step=look role=quality element=E meaning=checked; cp body looked; mark $H/$P
for i in 1 2 3 4 5 6; do cp looked body; again 403 /p/$P/sign.html "password=wrong wrong $i"; done; has 'too many wrong tries'; is 'who guesses here keeps nobody from the log-in' 303 "$(sign again "$ENDO")"
same 'who guesses signs nothing' $H/$P; sqlite3 $H/.sarflow/accounts.db 'delete from tries'
for i in 1 2 3 4 5 6; do sign wrong "$ENDO" "wrong wrong $i" >got; done; has 'too many wrong tries' body; as_ endo; form "/p/$P/sign.html?role=quality"; post 200 /p/$P/sign.html step=look role=quality element=E meaning=checked; again 403 /p/$P/sign.html 'password=not this one'; has 'this is not your password'
sqlite3 $H/.sarflow/accounts.db 'delete from tries'
# the key of who started the server signs for nobody
ssh-keygen -q -t ed25519 -N '' -f key; git config --global gpg.format ssh; git config --global user.signingkey "$PWD/key.pub"; git config --global commit.gpgsign true
stop; start $H; is 'signed in again' 303 "$(sign endo "$ENDO")"; as_ endo; form "/p/$P/remark-new.html?on=C3"
post 303 /p/$P/remark-new.html step=record on=C3 severity=minor 'note=Signed by nobody'
no 'no signature of who started it' grep -q gpgsig <(git -C $H/$P cat-file commit refs/sar/journal); has 'Sachiko Endo' <(git -C $H/$P cat-file commit refs/sar/journal)
rm -f "$HOME/.gitconfig"

# ---- a double click is recorded once; many at once lose nothing
form "/p/$P/remark-new.html?on=C1"; before=$(git -C $H/$P rev-list --first-parent --count refs/sar/journal)
for i in 1 2 3 4 5 6; do curl -s -b "$JAR" -o twice.$i -w '%{http_code}\n' --data-urlencode "csrf=$CSRF" --data-urlencode "stand=$STAND" -d step=record -d on=C1 -d severity=minor -d note=once "$BASE/p/$P/remark-new.html" >code.$i & pids="${pids:-} $!"; done; wait $pids; pids=
is 'six clicks, one event' $((before + 1)) "$(git -C $H/$P rev-list --first-parent --count refs/sar/journal)"; is 'and each leads on' 6 "$(cat code.* | grep -c 303)"
is 'abe signs in again' 303 "$(sign abe "$ABE")"; is 'mori signs in again' 303 "$(sign mori "$MORI")"
as_ endo; get 200 /
write() { # write WHO N: N remarks, each tried until it stands
	local jar=$SANDBOX/jar.$1 n i code csrf stand; for n in $(seq "$2"); do for i in $(seq 60); do
		curl -s -b "$jar" -o w.$1 "$BASE/p/$P/remark-new.html?on=C2"; csrf=$(sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' w.$1 | head -1) stand=$(sed -n 's/.*name="stand" value="\([^"]*\)".*/\1/p' w.$1 | head -1)
		code=$(curl -s -b "$jar" -o w.$1 -w '%{http_code}' --data-urlencode "csrf=$csrf" --data-urlencode "stand=$stand" -d step=record -d on=C2 -d severity=minor -d "note=$1 says $n" "$BASE/p/$P/remark-new.html"); [ "$code" = 303 ] && break; done; done; }
before=$(git -C $H/$P rev-list --first-parent --count refs/sar/journal)
write endo 4 & a=$!; write abe 4 & b=$!; write mori 4 & c=$!; wait $a $b $c
is 'twelve remarks of three people' $((before + 12)) "$(git -C $H/$P rev-list --first-parent --count refs/sar/journal)"
for who in endo abe mori; do for n in 1 2 3 4; do echo "$who says $n"; done; done | sort >wanted; git -C $H/$P rev-list --first-parent -12 refs/sar/journal | while read -r id; do git -C $H/$P show "$id:note.md"; echo; done | grep says | sort >got; ok 'each of them, once' diff wanted got
status 0 sarflow -C $H/$P verify

# ---- what each has read, a change at a time, for each alone; it ends when the change says something else
sed -i 's/38 operations, from/37 operations, from/' $H/$P/evidence/C-repair-documents.md; sed -i 's/Receiving bench/Bench 1/; /^40,/d' $H/$P/registers/operations.csv; sarflow -C $H/$P save -m 'words and cells' >/dev/null
first=$(git -C $H/$P rev-list main | tail -1); as_ endo; form "/p/$P/compare.html?from=$first"; has 'only you see this'
ids() { grep -o 'name="changes" value="[^"]*"' body | sed 's/.*value="//; s/"//'; }
checked() { grep -o 'name="changes" value="[^"]*" checked' body | sed 's/.*value="//; s/".*//'; }
ticked() { for w in "$@"; do echo "changes=$w"; done; }
ids >ids; number=$(wc -l <ids); some=$(sed -n '1p;3p' ids | sort); ok 'each change has its tick' test "$number" -gt 3; has "0 of $number read" body
post 303 /p/$P/compare.html "from=$first" to=main $(ticked $some); get 200 "/p/$P/compare.html?from=$first"; is 'ticked, these and no others' "$some" "$(checked | sort)"; has "2 of $number read" body; has 'form="ticks"' body
as_ abe; get 200 "/p/$P/compare.html?from=$first"; is 'not by another' '' "$(checked)"; lang='Accept-Language: ja'
as_ endo; get 200 "/p/$P/compare.html?from=$first" -H "$lang"; is 'in another language they are read as well' "$some" "$(checked | sort)"; has '件 既読' body
form "/p/$P/compare.html?from=$first"; post 303 /p/$P/compare.html "from=$first" to=main; get 200 "/p/$P/compare.html?from=$first"; is 'taken back' '' "$(checked)"
post 404 /p/$P/compare.html "from=$first" to=main "changes=$(printf 'b%.0s' $(seq 64))"; has 'there is no change' body; get 200 "/p/$P/compare.html?from=$first"; is 'and nothing is ticked by it' '' "$(checked)"

# ---- side by side, without a script: the old words in one column, the new ones in the other
get 200 "/p/$P/compare.html?from=$first"; has "view=sides\">Side by side"; lacks '<div class="pair">'
form "/p/$P/compare.html?from=$first&view=sides"; has '<div class="pair"><div class="old">'; has 'In one column'; has '<details class="same">'; has '<table class="sides">'
python3 - <<'Q' >columns
import re
page = open('body', encoding='utf-8').read()
pairs = re.findall(r'<div class="pair"><div class="old">\n(.*?)</div><div class="new">\n(.*?)</div></div></div>', page, re.S)
cells = re.findall(r'<td class="old">(.*?)</td><td class="new">(.*?)</td>', page)
print(len(pairs) >= 1 and any('<del>' in o for o, n in pairs) and any('<ins>' in n for o, n in pairs) and not any('<ins' in o or '<del' in n for o, n in pairs + cells), len(cells) >= 2)
Q
is 'no new word in the old column, no old one in the new' 'True True' "$(cat columns)"
all=$(ids); newest=$(git -C $H/$P rev-parse main)
post 303 /p/$P/compare.html "from=$first" "to=$newest" view=sides $(ticked $all); like '^Location: .*view=sides' head
get 200 "/p/$P/compare.html?from=$first&to=$newest"; has 'all read; show them again' body; is 'what is read as a whole is folded' "$(grep -c 'id="ticks"\|<h2>.*[1-9][0-9]* of' body)" "$(($(grep -c '<h2>.*<details><summary>' body) + 1))"
# all of it is read: what is shown from now on is what came after it, for this person alone
get 200 /p/$P/compare.html; has 'Nothing differs'; has "since you had read all, in version ${newest:0:7}"
# backwards, and from the midst: the mark stays where all was read
second=$(git -C $H/$P rev-parse main~1); form "/p/$P/compare.html?from=$newest&to=$second"
post 303 /p/$P/compare.html "from=$newest" "to=$second"; get 200 /p/$P/compare.html; has "since you had read all, in version ${newest:0:7}"
as_ abe; form "/p/$P/compare.html?from=$second"; post 303 /p/$P/compare.html "from=$second" "to=$newest" $(ticked $(ids)); get 200 /p/$P/compare.html; lacks 'since you had read all'; as_ endo
# a version later: what was read stays read, one change that says something else does not
cp $H/$P/evidence/C-repair-documents.md kept.md; sed -i 's/37 operations, from/36 operations, from/' $H/$P/evidence/C-repair-documents.md; sarflow -C $H/$P save -m 'once more' >/dev/null
get 200 "/p/$P/compare.html?from=$first"; ids | sort >now; checked | sort >read_; is 'one is not read' 1 "$(comm -23 now read_ | wc -l)"; ok 'and the others are' test "$(wc -l <read_)" -ge 3
cp kept.md $H/$P/evidence/C-repair-documents.md; sarflow -C $H/$P save -m 'as it was' >/dev/null; get 200 "/p/$P/compare.html?from=$first"; is 'it says again what was read' "$(ids | sort)" "$(checked | sort)"
form "/p/$P/compare.html?from=$first"; post 303 /p/$P/compare.html "from=$first" "to=$(git -C $H/$P rev-parse main)" $(ticked $(ids)); newest=$(git -C $H/$P rev-parse main)
echo 'A sentence that came later.' >>$H/$P/evidence/D-sub-tier-suppliers.md; sarflow -C $H/$P save -m 'later' >/dev/null
get 200 /p/$P/compare.html; has 'A sentence that came later.'; is 'one change' 1 "$(ids | wc -l)"
as_ abe; get 200 /p/$P/compare.html; lacks 'since you had read all'
as_ endo; form "/p/$P/compare.html?from=$first"; post 303 /p/$P/compare.html "from=$first" "to=$(git -C $H/$P rev-parse main)" $(ticked $all)
get 200 /p/$P/compare.html; has "since you had read all, in version ${newest:0:7}"; has 'A sentence that came later.'
form "/p/$P/compare.html?from=$first"; post 404 /p/$P/compare.html "from=$first" to="$(printf 'a%.0s' $(seq 40))" $(ticked $all); get 200 /p/$P/compare.html; has "in version ${newest:0:7}"
# too many for a form: a tick for each element, which ticks each of its changes
python3 - $H/$P/evidence/E-industrial-processes.md <<'Q'
import sys
open(sys.argv[1], 'a').write(''.join('\nSentence %d of many.\n\n## Head %d\n' % (n, n) for n in range(320)))
Q
before=$(git -C $H/$P rev-parse main); sarflow -C $H/$P save -m many >/dev/null; form "/p/$P/compare.html?from=$before"; lacks 'name="changes"'; has 'name="elements" value="E"'
post 303 /p/$P/compare.html "from=$before" to=main elements=E; get 200 "/p/$P/compare.html?from=$before"; has 'name="elements" value="E" checked' body
# there, what is read of an element stays, where it is not ticked as a whole; of one whose tick is taken away nothing does
printf '\n## And one\n\nmore.\n' >>$H/$P/evidence/E-industrial-processes.md; sarflow -C $H/$P save -m 'one more' >/dev/null
of_e() { grep -o '<h2>E .*[0-9]* of [0-9]* read' body | sed 's/.*>//'; }
form "/p/$P/compare.html?from=$before"; lacks 'value="E" checked'; has 'name="partly" value="stays"'; partly=$(of_e); like '^[1-9][0-9]* of [1-9][0-9]* read$' <(echo "$partly")
post 303 /p/$P/compare.html "from=$before" to=main partly=stays; get 200 "/p/$P/compare.html?from=$before"; is 'what is read of it stays' "$partly" "$(of_e)"
form "/p/$P/compare.html?from=$before"; post 303 /p/$P/compare.html "from=$before" to=main partly=stays elements=E; get 200 "/p/$P/compare.html?from=$before"; has 'value="E" checked' body
form "/p/$P/compare.html?from=$before"; post 303 /p/$P/compare.html "from=$before" to=main partly=stays; get 200 "/p/$P/compare.html?from=$before"; like '^0 of' <(of_e)
post 404 /p/$P/compare.html "from=//evil.example" to=main; no 'it leads nowhere else' grep -qi '^Location: [a-z:]*//evil' head

# ---- who opened a controlled file is on record
as_ endo; get 200 /p/$P/attachments.html; file=$(grep -o 'href="attachments/[^"]*pdf' body | head -1 | sed 's/href="//'); get 200 "/p/$P/$file"
get 200 /p/$P/access.html; has 'sachiko.endo@minato-turbine.example' body; has "$(basename "$file")" body
is 'nobody signs in again' 303 "$(sign nobody "$NOBODY")"; as_ nobody; get 404 /p/$P/access.html

# ---- a role that comes counts at once, and so does one that goes
sarflow -C $H/$P appoint "$NOBODY" --role engineering >/dev/null; get 200 /p/$P/index.html; sarflow -C $H/$P appoint "$NOBODY" --end >/dev/null; get 404 /p/$P/index.html

# ---- leaving, a new password, an account that is shut: out at once
as_ endo; form /; post 303 /leave; like '^Location: .*/login' head; get 303 /
as_ abe; get 200 /; printf 'another long password\n' | "$SARFLOW" -C $H user passwd naoki.abe@minato-turbine.example >"$OUT"; get 303 /
is 'the old one' 403 "$(sign abe "$ABE")"; is 'the new one' 303 "$(sign abe "$ABE" 'another long password')"; as_ abe; get 200 /
ok 'shut' user disable naoki.abe@minato-turbine.example; get 303 /; is 'and stays out' 403 "$(sign abe "$ABE" 'another long password')"; has 'not right' body
ok 'opened' user disable --again naoki.abe@minato-turbine.example; is 'in again' 303 "$(sign abe "$ABE" 'another long password')"; as_ abe
no 'nobody of that name' user disable x@y.example; has 'nobody has an account' "$ERR"
# one session of several ends, and no other: by its owner at a page, by who keeps the server; the marks let nobody in
is 'abe in another browser' 303 "$(sign abe.two "$ABE" 'another long password')"; is 'and a third' 303 "$(sign abe.three "$ABE" 'another long password')"; is 'mori is in' 303 "$(sign mori "$MORI")"
as_ abe; form /sessions; has 'This browser: press Sign out above.'; is 'three lines' 3 "$(grep -c '<tr><td>' body)"; marks=$(grep -o 'name="end" value="[0-9a-f]*"' body | sed 's/.*value="\([^"]*\)"/\1/'); is 'two can be ended' 2 "$(echo "$marks" | wc -l)"
like '^[0-9a-f]{12}$' <(echo "$marks"); no 'no id is shown' grep -q "$(awk '/sarflow-[0-9]/ { print $7 }' "$SANDBOX/jar.abe.two")" body
as_ mori; get 200 /sessions; for mark in $marks; do lacks "$mark"; done; form /sessions; for mark in $marks; do post 404 /sessions "end=$mark"; has 'no such session'; done
as_ abe.two; get 200 /; as_ abe.three; get 200 /; as_ abe; form /sessions; first=$(echo "$marks" | head -1) second=$(echo "$marks" | tail -1)
get 403 /sessions -d "end=$first"; as_ abe.two; get 200 /; as_ abe; form /sessions; get 403 /sessions -H 'Origin: http://evil.example' --data-urlencode "csrf=$CSRF" -d "end=$first"
post 303 /sessions "end=$first"; like '^Location: .*/sessions' head; get 200 /sessions; is 'one less' 2 "$(grep -c '<tr><td>' body)"
as_ abe.two; two=$(curl -s -o /dev/null -w '%{http_code}' -b "$JAR" "$BASE/"); as_ abe.three; three=$(curl -s -o /dev/null -w '%{http_code}' -b "$JAR" "$BASE/"); is 'one is out, the other in' '200 303' "$(printf '%s\n' $two $three | sort | xargs)"
as_ abe; get 200 /; post 404 /sessions "end=$first"; post 400 /sessions; post 404 /sessions 'end=%'; post 404 /sessions "end=$(printf '%.6s' "$second")"; get 200 /
ok 'listed at the terminal' user sessions naoki.abe@minato-turbine.example; has "$second"; has 'signed in 2026-11-23'
no 'of another' user sessions kenji.mori@minato-turbine.example --end "$second"; has 'no such session' "$ERR"; ok 'ended there' user sessions naoki.abe@minato-turbine.example --end "$second"
for who in abe.two abe.three; do as_ $who; get 303 /; done; as_ abe; get 200 /; as_ mori; get 200 /
no 'nobody of that name' user sessions x@y.example; has 'nobody has an account' "$ERR"; ok 'a new one' add 'Nao Ito <nao.ito@minato-turbine.example>'; ok 'signed in nowhere' user sessions nao.ito@minato-turbine.example; has 'nowhere'
JAR=$SANDBOX/none; get 303 /sessions; as_ abe
# a session that was idle, and one that is too old
as_ abe; get 200 /; stop; JAR=$SANDBOX/none; SARFLOW_NOW=$((SARFLOW_NOW + 11 * 3600)) start $H; as_ abe; sed -i "s/sarflow-[0-9][0-9]*/sarflow-$PORT/" "$JAR"; get 200 /; stop; JAR=$SANDBOX/none
SARFLOW_NOW=$((SARFLOW_NOW + 24 * 3600)) start $H; as_ abe; sed -i "s/sarflow-[0-9][0-9]*/sarflow-$PORT/" "$JAR"; get 303 /; stop

# ---- TLS by files of a certificate
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tls.key -out tls.pem -days 2 -subj /CN=localhost -addext 'subjectAltName=DNS:sar.example,IP:127.0.0.1' >/dev/null 2>&1
SERVE='--team --certificate tls.pem --key tls.key --host sar.example' start $H
like '^https://sar.example:[0-9]+/$' link; PORT=$(sed 's,.*:\([0-9]*\)/$,\1,' link)
tls() { curl -s --cacert tls.pem --resolve "sar.example:$PORT:127.0.0.1" "$@"; }
is 'by its name' 200 "$(tls -o body -D head -w '%{http_code}' "https://sar.example:$PORT/login")"; like 'sarflow-greeting=.*; Secure' head
is 'by another name' 421 "$(tls -o body -w '%{http_code}' -H 'Host: evil.example' "https://sar.example:$PORT/login")"
no 'not in the clear' curl -s -o body "http://127.0.0.1:$PORT/login"
no 'nothing older' tls --tls-max 1.1 -o body "https://sar.example:$PORT/login"
SERVE='--team --certificate key --key tls.key'; stop
status 3 sarflow serve $H --team --certificate key.pub --key tls.key

# ---- a server before ours says who it is; others are not believed
SERVE='--team --believe X-Signed-In-As'; start $H; JAR=$SANDBOX/none
get 403 / ; get 403 / -H 'X-Signed-In-As: x@minato-turbine.example'
get 200 / -H 'X-Signed-In-As: kenji.mori@minato-turbine.example'; has 'Kenji Mori'
get 404 /p/NO/index.html -H 'X-Signed-In-As: taro.nobody@minato-turbine.example'; get 404 /p/SECRET/index.html -H 'X-Signed-In-As: sachiko.endo@minato-turbine.example'
get 200 /p/$P/remark-new.html -H 'X-Signed-In-As: kenji.mori@minato-turbine.example'; CSRF=$(hidden csrf) STAND=$(hidden stand)
get 403 /p/$P/remark-new.html -H 'X-Signed-In-As: sachiko.endo@minato-turbine.example' -d csrf=$CSRF -d "stand=$STAND" -d step=record -d severity=minor -d note=x; has 'not one of yours'
stop; SERVE=--team; start $H; get 303 / -H 'X-Signed-In-As: kenji.mori@minato-turbine.example'; stop

# ---- no passkey is bound in somebody's open browser, which would sign from then on
SERVE=--team; start $H; BASE=http://localhost:$PORT; is 'mori signs in by the name that browsers take for passkeys' 303 "$(sign near "$MORI")"; as_ near; form /p/$P/passkey.html
openssl ecparam -name prime256v1 -genkey -noout -out one.pem; post 200 /p/$P/passkey.html step=look "public_key=$(openssl pkey -in one.pem -pubout -outform DER | base64 -w0)"; has 'Sar-Event: trust'; has 'type="password"'; cp body looked; mark $H/$P
again 403 /p/$P/passkey.html; has 'your password once more'; cp looked body; again 403 /p/$P/passkey.html 'password=wrong wrong wrong'; same 'no key is bound without the password' $H/$P; cp looked body; again 303 /p/$P/passkey.html "password=a long password of $MORI"; has 'Sar-Event: trust' <(git -C $H/$P log -1 --format=%B refs/sar/journal)
stop
finish
