#!/bin/bash
# t_push.sh: stock git fetches from sarflow serve --team and pushes to it: what comes is judged before a reference moves.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
export GIT_ALLOW_PROTOCOL=file:http
ENDO='Sachiko Endo <sachiko.endo@minato-turbine.example>' ABE='Naoki Abe <naoki.abe@minato-turbine.example>'
NOBODY='Taro Nobody <taro.nobody@minato-turbine.example>'
package; P=F110-NOZ-001
sarflow -C $P appoint "$ABE" --role engineering >/dev/null; sarflow -C $P appoint "$ENDO" --role quality >/dev/null
ssh-keygen -q -t ed25519 -N '' -f endo.key; sarflow -C $P appoint "$ENDO" --role quality --key "$(cut -d' ' -f1,2 endo.key.pub)" >/dev/null
mkdir home_of_team; H=home_of_team
git clone -q --mirror $P $H/$P.git; cp -r $P/.git/lfs $H/$P.git/; B=$H/$P.git
(cd $H && fresh SECRET)
for person in "$MANAGER" "$ENDO" "$ABE" "$NOBODY"; do printf 'a-long-password\n' | "$SARFLOW" -C $H user add "$person" >"$OUT" 2>"$ERR"; done
status 0 sarflow list $H; has "$P"; has FRESH
SERVE=--team; start $H
address() { echo "http://$1%40minato-turbine.example:${3:-a-long-password}@127.0.0.1:$PORT/git/$2"; }
refs() { git --git-dir="$B" for-each-ref; }
# refused REASON REPOSITORY WHAT...: git pushes, is told, and nothing has moved
refused() {
	local reason=$1 repository=$2 before after; shift 2
	before=$(refs); no "refused: ${*: -1}" git -C "$repository" push "$@"; after=$(refs)
	cp "$ERR" said; has "$reason" said; is 'nothing moved' "$before" "$after"
}
taken() { local repository=$1; shift; ok "taken: ${*: -1}" git -C "$repository" push "$@"; }

# ---- need-to-know and the log-in
no 'without a word' git clone -q "http://127.0.0.1:$PORT/git/$P.git" none
get 401 /git/$P.git/info/refs?service=git-upload-pack; has 'WWW-Authenticate: Basic realm="sarflow"' head; cp body one
get 401 /git/NO/info/refs?service=git-upload-pack; ok 'the same for what is not there' cmp body one
no 'a wrong password' git clone -q "$(address naoki.abe $P.git wrong-password)" none
no 'who holds no role' git clone -q "$(address taro.nobody $P.git)" none; has 'not found' "$ERR"; cp "$ERR" two
no 'what is not there' git clone -q "$(address taro.nobody NO.git)" none; is 'the same words' "$(sed "s/$P/NO/" two)" "$(cat "$ERR")"
no 'no role in that one' git clone -q "$(address naoki.abe SECRET)" none; has 'not found' "$ERR"
# what lies in it beside main and the journal is nobody's: neither by its name nor by its id
hidden_id=$(git --git-dir="$B" commit-tree -m 'not for all' "$(git --git-dir="$B" rev-parse main^{tree})"); git --git-dir="$B" update-ref refs/stash "$hidden_id"; git --git-dir="$B" update-ref refs/heads/own "$hidden_id"
git init -q asks; for what in "$hidden_id" refs/stash refs/heads/own; do for version in 0 2; do no "$what by version $version" git -C asks -c protocol.version=$version fetch -q "$(address naoki.abe $P.git)" "$what"; done; done
no 'nothing of it came' git -C asks cat-file -e "$hidden_id"; ok 'what is shown comes' git -C asks fetch -q "$(address naoki.abe $P.git)" main
basic() { echo "Authorization: Basic $(printf '%s@minato-turbine.example:a-long-password' "$1" | base64 -w0)"; }
for word in 'Basic' 'Basic =' 'Basic YQ==' 'Basic OmE=' 'Basic !!!!' 'Bearer x' 'Basic YTo='; do get 401 /git/$P.git/info/refs?service=git-upload-pack -H "Authorization: $word"; done
get 403 "/git/$P.git/info/refs" -H "$(basic naoki.abe)"; has "smart protocol"
get 403 "/git/$P.git/info/refs?service=git-evil" -H "$(basic naoki.abe)"
for path in HEAD config objects/info/packs objects/info/alternates; do get 303 "/git/$P.git/$path" -H "$(basic naoki.abe)"; like '^Location: .*/login' head; done
get 404 /git/$P.git/git-receive-pack -H "$(basic naoki.abe)"
get 400 /git/$P.git/git-receive-pack -H "$(basic naoki.abe)" -d 'nonsense'

# ---- fetching, as anybody in the team may
ok 'a clone' git clone -q "$(address naoki.abe $P.git)" abe
ok 'its journal' git -C abe fetch -q origin refs/sar/journal:refs/sar/journal
is 'main is there' "$(git --git-dir=$B rev-parse main)" "$(git -C abe rev-parse main)"
is 'and the journal' "$(git --git-dir=$B rev-parse refs/sar/journal)" "$(git -C abe rev-parse refs/sar/journal)"
ok 'without .git as well' git ls-remote "$(address naoki.abe $P)"; lacks sar-from
git --git-dir=$B update-ref refs/sar-kept/x main; ok 'asked' git ls-remote "$(address naoki.abe $P)"; lacks sar-kept; git --git-dir=$B update-ref -d refs/sar-kept/x
ok 'another clone' git clone -q "$(address sachiko.endo $P.git)" endo; git -C endo fetch -q origin refs/sar/journal:refs/sar/journal
status 0 sarflow -C abe status

# ---- what is legal is taken: a version, an event, both at once
echo 'One sentence more.' >>abe/evidence/C-repair-documents.md; sarflow -C abe --as "$ABE" save -m 'one sentence' >/dev/null
taken abe origin main; is 'main stands there' "$(git -C abe rev-parse main)" "$(git --git-dir=$B rev-parse main)"
lacks 'its content has not come' "$ERR"
sarflow -C abe --as "$ABE" remark add -m 'By whom?' --on C3 --severity minor >/dev/null
taken abe origin refs/sar/journal; is 'the journal stands there' "$(git -C abe rev-parse refs/sar/journal)" "$(git --git-dir=$B rev-parse refs/sar/journal)"
echo 'Another.' >>abe/evidence/C-repair-documents.md; sarflow -C abe --as "$ABE" save -m 'another' >/dev/null; sarflow -C abe --as "$ABE" note 'both' >/dev/null
taken abe origin main refs/sar/journal
status 0 sarflow -C $B verify; has 'NOZ-001: consistent'
has 'git push: main, journal' <(sqlite3 $H/.sarflow/accounts.db 'select what from accesses'); is 'by whom' naoki.abe@minato-turbine.example "$(sqlite3 $H/.sarflow/accounts.db "select distinct email from accesses where what like 'git push%'")"
sarflow -C abe note 'by hand' --as "$MANAGER" >/dev/null; refused 'is of Kenji Mori' abe origin refs/sar/journal; git -C abe fetch -q origin +refs/sar/journal:refs/sar/journal
ok 'nothing to do' git -C abe push origin main refs/sar/journal

# ---- of another, signed by them: the signer may be brought by anybody
git -C endo fetch -q origin +refs/sar/journal:refs/sar/journal; git -C endo pull -q
git -C endo config gpg.format ssh; git -C endo config user.signingkey "$PWD/endo.key"; git -C endo config commit.gpgsign true
sarflow -C endo --as "$ENDO" note 'signed at home' >/dev/null; has gpgsig <(git -C endo cat-file commit refs/sar/journal)
git -C abe fetch -q ../endo refs/sar/journal:refs/sar/journal
taken abe origin refs/sar/journal

# ---- refused: a journal that is rewound, another journal, deletion, other names
journal=$(git -C abe rev-parse refs/sar/journal) main=$(git -C abe rev-parse main)
refused 'does not go on' abe -f origin refs/sar/journal~1:refs/sar/journal
refused 'does not go on' abe -f origin main~1:main
refused 'does not go on' abe -f origin main:refs/sar/journal
refused 'does not go on' abe -f origin "$(git -C abe commit-tree -m 'from nowhere' main^{tree})":refs/sar/journal
refused 'nothing is deleted here' abe origin :refs/sar/journal
refused 'nothing is deleted here' abe origin :main
refused 'only main and the journal' abe origin main:refs/heads/work
refused 'only main and the journal' abe origin main:refs/sar/other
refused 'only main and the journal' abe origin main:refs/tags/submittal/1
refused 'only main and the journal' abe origin main:refs/replace/$main
refused 'only main and the journal' abe origin main:refs/sar-kept/x
ok 'what is not there is not deleted' git -C abe push origin :refs/heads/none
# a foreign name takes the others with it: all or nothing
echo 'Third.' >>abe/evidence/C-repair-documents.md; sarflow -C abe --as "$ABE" save -m 'third' >/dev/null
refused 'only main and the journal' abe origin main main:refs/heads/work
taken abe origin main
# a journal that leads to the old one on another side only
side=$(git -C abe commit-tree -p main -p refs/sar/journal -m 'aside' 4b825dc642cb6eb9a060e54bf8d69288fbee4904)
refused 'does not go on, event by event' abe -f origin $side:refs/sar/journal

# ---- refused: commits that are no events, events that are not legal, of other people, with shut guards
empty=4b825dc642cb6eb9a060e54bf8d69288fbee4904
event() { # event PERSON MESSAGE-FILE [PARENT...]: a commit of the journal behind the one that stands there
	local who=$1 file=$2 name=${1%% <*} mail=${1##*<} p parents; shift 2
	for p; do parents="${parents:-} -p $p"; done
	GIT_AUTHOR_NAME=$name GIT_AUTHOR_EMAIL=${mail%>} GIT_COMMITTER_NAME=$name GIT_COMMITTER_EMAIL=${mail%>} git -C abe commit-tree -p refs/sar/journal ${parents:-} -F "$PWD/$file" ${TREE:-$empty}
}
echo 'hello' >hello; refused 'is no event' abe origin "$(event "$ABE" hello)":refs/sar/journal
draw() { sed "s/^Sar-Id: .*/Sar-Id: $(head -c 10 /dev/urandom | od -An -tx1 | tr -d ' \n')/"; }
sarflow -C abe --as "$ABE" remark add -m 'Forge this.' --on C3 --severity minor >/dev/null; git -C abe cat-file commit refs/sar/journal | sed '1,/^$/d' >real; tree=$(git -C abe rev-parse refs/sar/journal^{tree})
git -C abe update-ref refs/sar/journal refs/sar/journal~1
# the person of the event, not the author of its commit; and both
sed "s/^Sar-Person: .*/Sar-Person: $MANAGER/" real >forged
refused 'author is not the person' abe origin "$(TREE=$tree event "$ABE" forged main)":refs/sar/journal
git -C abe update-ref refs/sar/journal "$journal"
sarflow -C abe --as "$MANAGER" remark add -m 'In the name of another.' --on C3 --severity minor >/dev/null; refused 'is of Kenji Mori' abe origin refs/sar/journal; has 'you are naoki.abe@minato-turbine.example' said; git -C abe update-ref refs/sar/journal "$journal"
# signed with the key of another than the person it names
git -C abe config gpg.format ssh; git -C abe config user.signingkey "$PWD/endo.key"
sed "s/^Sar-Person: .*/Sar-Person: $MANAGER/" real >forged
signed=$(GIT_AUTHOR_NAME='Kenji Mori' GIT_AUTHOR_EMAIL=kenji.mori@minato-turbine.example git -C abe commit-tree -S -p refs/sar/journal -p main -F "$PWD/forged" $tree)
refused 'the key of Sachiko Endo' abe origin $signed:refs/sar/journal; git -C abe config --unset user.signingkey
# who may not: engineering appoints nobody
sarflow -C abe --as "$MANAGER" appoint "$ABE" --role manager >/dev/null; git -C abe cat-file commit refs/sar/journal | sed '1,/^$/d' | sed "s/^Sar-Person: .*/Sar-Person: $ABE/; s/^Sar-Role: .*/Sar-Role: engineering/" | draw >appoint; git -C abe update-ref refs/sar/journal "$journal"
refused 'event' abe origin "$(event "$ABE" appoint)":refs/sar/journal; has 'journal does not allow it' said
# no such move from the state it is in; a move whose guards are shut
move() { printf 'transition: %s: %s -> %s\n\nSar-Event: transition\nSar-Id: 0123456789abcdef0000\nSar-Person: %s\nSar-Role: manager\nSar-As-Of: 2026-11-23\nSar-Action: %s\nSar-From: %s\nSar-To: %s\n' "$1" "$2" "$3" "$MANAGER" "$1" "$2" "$3" | draw >moved; event "$MANAGER" moved; }
git -C abe remote add mori "$(address kenji.mori $P.git)"
refused 'does not allow it' abe mori "$(move release drafting released)":refs/sar/journal
taken abe mori "$(move start-screen idea eligibility)":refs/sar/journal
git -C abe fetch -q origin +refs/sar/journal:refs/sar/journal; journal=$(git -C abe rev-parse refs/sar/journal)
taken abe mori "$(move ask-requirements eligibility inquiry)":refs/sar/journal
git -C abe fetch -q origin +refs/sar/journal:refs/sar/journal; journal=$(git -C abe rev-parse refs/sar/journal)
refused '"ask-requirements-again" was shut for' abe mori "$(move ask-requirements-again inquiry eligibility)":refs/sar/journal
# of a day that lies ahead; a note that is no text
sed 's/2026-11-23/2027-01-01/' moved >ahead; sed -i 's/ask-requirements-again/stop/; s/inquiry -> eligibility/inquiry -> stopped/; s/^Sar-To: .*/Sar-To: stopped/' ahead
refused 'it is of 2027-01-01' abe mori "$(event "$MANAGER" ahead)":refs/sar/journal
is 'the journal was not touched' "$journal" "$(git --git-dir=$B rev-parse refs/sar/journal)"

# ---- somebody without a role, a role that ended
no 'nobody pushes' git -C abe push "$(address taro.nobody $P.git)" main; has 'not found' "$ERR"
# ---- settings and hooks that lie in the package are not asked
printf '#!/bin/sh\ntouch %s/hooked\n' "$PWD" >$B/hooks/pre-receive 2>/dev/null || { mkdir -p $B/hooks; printf '#!/bin/sh\ntouch %s/hooked\n' "$PWD" >$B/hooks/pre-receive; }
chmod +x $B/hooks/pre-receive; for hook in update post-receive post-update reference-transaction proc-receive; do cp $B/hooks/pre-receive $B/hooks/$hook; done
git --git-dir=$B config core.alternateRefsCommand "touch $PWD/hooked; :"; git --git-dir=$B config receive.denyNonFastForwards false; git --git-dir=$B config core.fsmonitor "touch $PWD/hooked"
echo 'Fourth.' >>abe/evidence/C-repair-documents.md; sarflow -C abe --as "$ABE" save -m 'fourth' >/dev/null; taken abe origin main
no 'no hook of the package ran' test -e hooked
refused 'does not go on' abe -f origin main~1:main
rm -rf $B/hooks
# ---- a work tree on the server: main stays, the journal moves
ok 'of its founder' git clone -q "$(address kenji.mori SECRET)" secret; git -C secret fetch -q origin refs/sar/journal:refs/sar/journal
echo 'x' >>secret/evidence/A-cover-letter.md; sarflow -C secret save -m 'x' >/dev/null; before=$(git -C $H/SECRET rev-parse main)
no 'main stays' git -C secret push origin main; has 'people work in the folder' "$ERR"; is 'it stays' "$before" "$(git -C $H/SECRET rev-parse main)"
sarflow -C secret note 'y' >/dev/null; ok 'the journal moves' git -C secret push origin refs/sar/journal; saved $H/SECRET

# ---- past the server, by who can write in the folder: git takes nothing for the journal, in a new package as well
before=$(refs); no 'not by a path' git -C abe push "$PWD/$B" refs/sar/journal~1:refs/sar/journal -f; has 'hidden ref' "$ERR"; is 'nothing moved' "$before" "$(refs)"
no 'not a new one' git -C secret push "$PWD/$P" main:refs/sar/journal -f; has 'hidden ref' "$ERR"
# ---- damaged and huge packs, many at once
before=$(refs)
printf '0094%s %s refs/heads/main\0 report-status side-band-64k agent=x0000PACKgarbage' "$main" "$(printf '1%.0s' $(seq 40))" >bad
printf '%04x%s %s refs/heads/main\0 report-status side-band-64k' $((4 + 40 + 1 + 40 + 1 + 15 + 1 + 28)) "$main" "$(printf '1%.0s' $(seq 40))" >bad; printf '0000PACKgarbage' >>bad
get 200 /git/$P.git/git-receive-pack -H "$(basic naoki.abe)" -H 'Content-Type: application/x-git-receive-pack-request' --data-binary @bad; like 'unpack' <(tr '\0' ' ' <body)
is 'a damaged pack moves nothing' "$before" "$(refs)"
git init -q huge; head -c 300000000 /dev/urandom >huge/blob; (cd huge && git fetch -q ../abe main && git checkout -q FETCH_HEAD -b main && mkdir -p attachments/B && mv blob attachments/B/huge.bin && git -c filter.lfs.clean= -c filter.lfs.process= -c filter.lfs.required=false add -f attachments/B/huge.bin && git commit -q -m huge)
before=$(refs); no 'a huge pack' git -C huge push "$(address naoki.abe $P.git)" main; has 'larger than 256 megabytes' "$ERR"; is 'nothing moved' "$before" "$(refs)"; rm -rf huge
get 200 /healthz
# a slow one, that begins and does not go on, keeps nobody out
exec 9<>/dev/tcp/127.0.0.1/"$PORT"; printf 'POST /git/%s.git/git-receive-pack HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n%s\r\nContent-Length: 1000000\r\n\r\n0000' $P "$PORT" "$(basic naoki.abe)" >&9
ok 'others are served meanwhile' timeout 20 git ls-remote "$(address naoki.abe $P)"; exec 9>&-
# many at once: each is told or taken, and the journal holds each event once
for i in 1 2 3 4 5 6; do git clone -q "$(address naoki.abe $P.git)" many.$i; git -C many.$i fetch -q origin refs/sar/journal:refs/sar/journal; sarflow -C many.$i --as "$ABE" note "number $i" >/dev/null; done
n=$(git --git-dir=$B rev-list --first-parent --count refs/sar/journal); pids=
for i in 1 2 3 4 5 6; do (git -C many.$i push -q origin refs/sar/journal 2>many.err.$i; echo $? >many.rc.$i) & pids="$pids $!"; done; wait $pids
is 'one of six was taken' 1 "$(cat many.rc.* | grep -c '^0')"; is 'one event more' $((n + 1)) "$(git --git-dir=$B rev-list --first-parent --count refs/sar/journal)"
# ---- wrong tries have to wait, as where one signs in
printf 'a-long-password\n' | "$SARFLOW" -C $H user add 'Late Comer <late.comer@minato-turbine.example>' >/dev/null
as_asked() { curl -s -o body -w '%{http_code}\n' -u "$1@minato-turbine.example:$2" "$BASE/git/$P.git/info/refs?service=git-upload-pack"; }
for i in 1 2 3 4 5 6 7; do as_asked late.comer wrong-$i; done >codes; has 429 codes; is 'five are tried' 5 "$(grep -c 401 codes)"
is 'a right password waits as well' 429 "$(as_asked late.comer a-long-password)"
# but not one that was right a moment ago: who guesses keeps nobody out who is at work
is 'in' 200 "$(as_asked sachiko.endo a-long-password)"; for i in 1 2 3 4 5 6 7; do as_asked sachiko.endo wrong-$i; done >codes; has 429 codes; is 'and still in' 200 "$(as_asked sachiko.endo a-long-password)"
lacks a-long-password log; lacks wrong-1 log; lacks "$(basic naoki.abe | cut -d' ' -f3)" log
status 0 sarflow -C $B verify; has 'NOZ-001: consistent'
is 'no gate stays' '' "$(find $B/sarflow/tmp -mindepth 1 -name '.*' -type d)"
stop
finish
