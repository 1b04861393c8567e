#!/bin/bash
# t_lfs.sh: Git LFS's batch API and basic transfers of sarflow serve --team, asked as git-lfs asks; stock git-lfs itself is in
# tests/interop.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
export GIT_ALLOW_PROTOCOL=file:http
ABE='Naoki Abe <naoki.abe@minato-turbine.example>' NOBODY='Taro Nobody <taro.nobody@minato-turbine.example>'
package; P=F110-NOZ-001
sarflow -C $P appoint "$ABE" --role engineering >/dev/null; sarflow -C $P appoint "$EXPORT" --role export_officer >/dev/null
mkdir home_of_team; H=home_of_team; git clone -q --mirror $P $H/$P.git; cp -r $P/.git/lfs $H/$P.git/; B=$H/$P.git
for person in "$MANAGER" "$ABE" "$NOBODY" "$EXPORT"; do printf 'a-long-password\n' | "$SARFLOW" -C $H user add "$person" >"$OUT" 2>"$ERR"; done
SERVE=--team; start $H
L=/git/$P.git/info/lfs
as_abe=(-u naoki.abe@minato-turbine.example:a-long-password)
batch() { # batch STATUS OPERATION OID:SIZE...
	local wanted=$1 operation=$2 o list=; shift 2
	for o; do list="$list${list:+,}{\"oid\":\"${o%:*}\",\"size\":${o##*:}}"; done
	get "$wanted" $L/objects/batch "${as_abe[@]}" -H 'Accept: application/vnd.git-lfs+json' -H 'Content-Type: application/vnd.git-lfs+json' -d "{\"operation\":\"$operation\",\"transfers\":[\"basic\"],\"objects\":[$list],\"hash_algo\":\"sha256\"}"
	cp body answer.json
}
field() { python3 -c 'import json,sys; o=json.load(open("answer.json"))["objects"][int(sys.argv[1])]
for k in sys.argv[2:]: o=o.get(k,{}) if isinstance(o,dict) else {}
print(o if o!={} else "")' "$@"; }
file=attachments/C/repair-procedure-MTR-RP-2417.pdf
oid=$(git -C $P show main:$file | sed -n 's/^oid sha256://p') size=$(git -C $P show main:$file | sed -n 's/^size //p')
none=$(printf 'f%.0s' $(seq 64))

# ---- who asks
get 401 $L/objects/batch -d '{}'; has 'WWW-Authenticate: Basic' head; json body; has '"message"' body
get 401 $L/objects/$oid; get 401 $L/objects/$oid -X PUT -d x
get 404 $L/objects/$oid -u taro.nobody@minato-turbine.example:a-long-password; cp body one; get 404 /git/NO.git/info/lfs/objects/$oid -u taro.nobody@minato-turbine.example:a-long-password; ok 'the same for what is not there' cmp body one
get 404 $L/locks/verify "${as_abe[@]}" -d '{}'; get 404 $L/locks "${as_abe[@]}"
for body in '' nonsense '[]' '{}' '{"operation":"delete","objects":[]}' '{"operation":"upload"}' '{"operation":"upload","objects":{}}' '{"operation":"upload","transfers":["tus"],"objects":[]}' '{"operation":"upload","objects":[],"hash_algo":"md5"}'; do
	case $body in ''|nonsense) get 500 $L/objects/batch "${as_abe[@]}" -d "$body" ;; *) get 400 $L/objects/batch "${as_abe[@]}" -d "$body" ;; esac; json body; done

# ---- fetching
batch 200 download $oid:$size $none:5 nonsense:1 $oid:1; json answer.json; has 'Content-Type: application/vnd.git-lfs+json' head
is 'where it is' "$BASE$L/objects/$oid" "$(field 0 actions download href)"
is 'what is not here' 404 "$(field 1 error code)"; is 'no digest' 422 "$(field 2 error code)"; is 'another size' 422 "$(field 3 error code)"
get 200 $L/objects/$oid "${as_abe[@]}"; is 'its bytes' $oid "$(sha256sum <body | cut -d' ' -f1)"; has 'Content-Type: application/octet-stream' head; has "default-src 'none'" head
get 404 $L/objects/$none "${as_abe[@]}"; get 404 $L/objects/nonsense "${as_abe[@]}"; get 400 "$L/objects/..%2f..%2fconfig" "${as_abe[@]}"
is 'it is on record' "naoki.abe@minato-turbine.example $file" "$(sqlite3 -separator ' ' $H/.sarflow/accounts.db 'select distinct email, what from accesses')"

# ---- sending: compared with its digest before it counts
head -c 3000000 /dev/urandom >new.pdf; new=$(sha256sum <new.pdf | cut -d' ' -f1); echo small >small.pdf; small=$(sha256sum <small.pdf | cut -d' ' -f1)
batch 200 upload $new:3000000 $oid:$size $small:6; is 'where to' "$BASE$L/objects/$new" "$(field 0 actions upload href)"; is 'what is here is not asked for' '' "$(field 1 actions)$(field 1 error code)"
place() { echo "$B/lfs/objects/${1:0:2}/${1:2:2}/$1"; }
get 400 $L/objects/$new "${as_abe[@]}" -X PUT --data-binary @small.pdf; has 'is not the content' body; no 'it does not count' test -e "$(place $new)"; no 'under no name' test -e "$(place $small)"
head -c 2999999 new.pdf >cut.pdf; get 400 $L/objects/$new "${as_abe[@]}" -X PUT --data-binary @cut.pdf; no 'a half does not count' test -e "$(place $new)"
get 405 $L/objects/$new "${as_abe[@]}" -X POST --data-binary @new.pdf
get 200 $L/objects/$new "${as_abe[@]}" -X PUT --data-binary @new.pdf -H 'Expect:'; ok 'it is here' cmp new.pdf "$(place $new)"
get 200 $L/objects/$small "${as_abe[@]}" -X PUT -H 'Transfer-Encoding: chunked' --data-binary @small.pdf; ok 'a small one' cmp small.pdf "$(place $small)"
get 200 $L/objects/$new "${as_abe[@]}" -X PUT --data-binary @new.pdf; touch -d 2020-01-01 "$(place $new)"; batch 200 upload $new:3000000; is 'again nothing is asked for' '' "$(field 0 actions)"
ok 'and it counts as sent again, so that nobody sweeps it' [ "$(place $new)" -nt new.pdf ]
get 413 $L/objects/$none "${as_abe[@]}" -X PUT -H 'Content-Length: 99999999999' -d x
get 200 $L/objects/$new "${as_abe[@]}"; ok 'what came is given out' cmp new.pdf body
# several at once, of which some break off: what counts is whole
head -c 9000000 /dev/urandom >large.pdf; large=$(sha256sum <large.pdf | cut -d' ' -f1); pids=
for i in 1 2 3 4; do curl -s -o sent.$i -w '%{http_code}\n' "${as_abe[@]}" -X PUT --data-binary @large.pdf "$BASE$L/objects/$large" >rc.$i & pids="$pids $!"; done
timeout 1 curl -s --limit-rate 100k "${as_abe[@]}" -X PUT --data-binary @large.pdf "$BASE$L/objects/$large" >/dev/null
wait $pids; is 'four sent the same' 4 "$(cat rc.* | grep -c 200)"; ok 'it is whole' cmp large.pdf "$(place $large)"

# ---- a push whose content did not come is told so, and one that an event needs is refused
ok 'a clone' git clone -q "http://naoki.abe%40minato-turbine.example:a-long-password@127.0.0.1:$PORT/git/$P.git" abe; git -C abe fetch -q origin refs/sar/journal:refs/sar/journal
mkdir -p abe/attachments/C; printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 6\n' "$none" >abe/attachments/C/lacks.pdf; git -C abe add attachments/C/lacks.pdf; git -C abe commit -q -m 'a pointer'
ok 'the version is taken' git -C abe push origin main; has 'attachments/C/lacks.pdf: its content has not come; send it with git-lfs' "$ERR"
printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 6\n' "$small" >abe/attachments/C/lacks.pdf; git -C abe commit -q -a -m 'another'
ok 'taken' git -C abe push origin main; lacks 'has not come' "$ERR"
echo 'a letter' >letter.txt; letter=$(sha256sum <letter.txt | cut -d' ' -f1); git -C abe fetch -q origin +refs/sar/journal:refs/sar/journal
status 0 sarflow -C abe --as "$MANAGER" letter out --letter "$PWD/letter.txt" --on 2026-11-20
mori="http://kenji.mori%40minato-turbine.example:a-long-password@127.0.0.1:$PORT/git/$P.git"
no 'the letter did not come' git -C abe push "$mori" refs/sar/journal; has 'letter.txt' "$ERR"
get 200 $L/objects/$letter "${as_abe[@]}" -X PUT --data-binary @letter.txt; ok 'now it did' git -C abe push "$mori" refs/sar/journal

# ---- what was removed on purpose is not given out, and does not come back by any door
sarflow -C $P fetch >/dev/null 2>&1; git -C $P fetch -q "../$B" +refs/sar/journal:refs/sar/journal +main:refs/heads/theirs; git -C $P reset -q --hard theirs; cp -r $B/lfs/. $P/.git/lfs/ 2>/dev/null
status 0 as export -C $P purge $file --reason 'it was sent by mistake'
ok 'the purge is pushed' git -C $P push "http://ren.abe%40minato-turbine.example:a-long-password@127.0.0.1:$PORT/git/$P.git" refs/sar/journal
no 'and the content is gone' test -e "$(place $oid)"
batch 200 download $oid:$size; is 'it is told as removed' 410 "$(field 0 error code)"; batch 200 upload $oid:$size; is 'and not asked for' 410 "$(field 0 error code)"
get 404 $L/objects/$oid "${as_abe[@]}"
find .plain* packages -name "$(basename $file)" 2>/dev/null | head -1 >where; cp "$ROOT/packages/$P/$file" removed.pdf
is 'these are its bytes' $oid "$(sha256sum <removed.pdf | cut -d' ' -f1)"
get 403 $L/objects/$oid "${as_abe[@]}" -X PUT --data-binary @removed.pdf; has 'removed on purpose' body; no 'it stays away' test -e "$(place $oid)"
git -C abe fetch -q; git -C abe reset -q --hard origin/main; cp removed.pdf abe/attachments/C/again.pdf; git -C abe add attachments/C/again.pdf; git -C abe commit -q -m 'as it is'
no 'nor in git itself' git -C abe push origin main; has 'removed on purpose' "$ERR"
git -C abe rm -q attachments/C/again.pdf; git -C abe commit -q -m 'away again'; no 'nor in a version between' git -C abe push origin main; has 'attachments/C/again.pdf of version' "$ERR"
lacks a-long-password log
run sarflow -C $B verify; has 'consistent as far as it can be judged'; lacks 'purge-undone'
stop
finish
