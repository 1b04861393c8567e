#!/bin/bash
# t_web_api.sh: the JSON of sarflow serve: what templates/api/openapi.json says, and what --json prints.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
mkdir served; cd served || exit 1
package; P=F110-NOZ-001
sarflow -C $P remark add --on C3 --severity minor -m 'Which gauge?' >/dev/null; sarflow -C $P remark answer 1 --clarified -m 'Each.' >/dev/null
cd .. || exit 1
ok 'the description is what the schemas make of it' "$ROOT/tests/check/openapi"
start served; A=/api/v1/packages/$P

# ---- each address: as the command prints it, and as its schema says
asked=
api() { # api SCHEMA ADDRESS COMMAND...: the same value, and of that schema
	local schema=$1 address=$2; shift 2
	get 200 "$address"; has 'Content-Type: application/json' head; cp body answer.json
	ok "$address holds to $schema.json" "$ROOT/tests/check/schema" "$schema" answer.json
	"$@" >printed.json 2>"$ERR"; ok "$address is what is printed" cmp answer.json printed.json
	asked="$asked $(echo "${address#/api/v1}" | sed "s,/$P/,/{package}/,; s,?.*,,")"
}
api inbox /api/v1/inbox sarflow inbox served --json
api list /api/v1/packages sarflow list served --json
api next $A/next sarflow -C served/$P next --json
api log $A/log sarflow -C served/$P log --json
api remark-list $A/remarks sarflow -C served/$P remark list --version main --all --json
api remark-show "$A/remarks?n=1" sarflow -C served/$P remark show 1 --version main --json
api why "$A/why?action=release" sarflow -C served/$P why release --json
api screen $A/screen sarflow -C served/$P screen --json
api waive $A/waive sarflow -C served/$P waive --json
api status $A/status sarflow -C served/$P status --version main --json
api check $A/check sarflow -C served/$P check --version main --json
first=$(git -C served/$P rev-list main | tail -1)
echo 'One sentence more.' >>served/$P/evidence/C-repair-documents.md; sarflow -C served/$P save -m more >/dev/null
# what stands in it, where words stand, and who opened what
get 200 $A/versions; cp body answer.json; ok 'versions, as described' "$ROOT/tests/check/schema" versions answer.json; asked="$asked /packages/{package}/versions"; get 404 $A/access; asked="$asked /packages/{package}/access"
for file in evidence/C-repair-documents.md registers/operations.csv attachments/C/crack-map-MN2609-07.png; do get 200 "$A/file?path=$file"; cp body answer.json; ok "$file, as described" "$ROOT/tests/check/schema" file answer.json; done; asked="$asked /packages/{package}/file"
get 200 "$A/file?path=evidence/C-repair-documents.md"; ok 'the text as it is written' python3 -c 'import json, sys; sys.exit(json.load(open("body"))["text"] != open(sys.argv[1], encoding="utf-8").read())' <(git -C "served/$P" show main:evidence/C-repair-documents.md)
get 400 $A/file; has '?path='; get 404 "$A/file?path=../../etc/passwd"; get 404 "$A/file?path=evidence/none.md"
get 200 /api/v1/search?words=crack; cp body answer.json; ok 'search, as described' "$ROOT/tests/check/schema" search answer.json; has '"excerpt"' body; get 400 /api/v1/search; asked="$asked /search"
# what things are called is found, in either language, and as people see it: no marks
for pair in 'element proposed+REPAIR' 'element 修理工程文書' 'line C3' 'register 外注先一覧'; do
	get 200 "/api/v1/search?words=${pair#* }"; cp body answer.json; ok "search $pair, as described" "$ROOT/tests/check/schema" search answer.json
	ok "${pair%% *} is found" python3 -c 'import json, sys; sys.exit(not any(h["kind"] == sys.argv[1] for h in json.load(open("body"))["hits"]))' "${pair%% *}"
done
get 200 '/api/v1/search?words=crack'; ok 'no marks of Markdown' python3 -c 'import json; h = [k["excerpt"] for k in json.load(open("body"))["hits"] if k["kind"] == "text"]; assert h and not any("**" in e or "](" in e or "\\" in e for e in h), h'
get 200 $A/drafts; cp body drafts.json; ok 'the drafts, as described' "$ROOT/tests/check/schema" drafts drafts.json; asked="$asked /packages/{package}/drafts"
api diff "$A/diff?from=$first" sarflow -C served/$P diff "$first" main --json
get 404 "$A/reading?from=$first"; has 'where a team is served' body; asked="$asked /packages/{package}/reading"
get 200 /api/v1/openapi.json; ok 'it describes itself' cmp body "$ROOT/templates/api/openapi.json"; json body
is 'every address of the description was asked' "$(python3 -c 'import json; print(*sorted(p for p in json.load(open("body"))["paths"] if "/acts/" not in p and p.count("{") < 2 and "leaf" not in p))')" "$(printf '%s\n' $asked /openapi.json | sort -u | tr '\n' ' ' | sed 's/ $//')"
get 200 /api/v1/openapi.json
is 'and every address that is answered is described' "$(python3 -c 'import json; print(*sorted(p.split("/")[-1] for p in json.load(open("body"))["paths"] if p.count("{") == 1 and "/acts/" not in p and "leaf" not in p))')" \
	"$(sed -n '/} table\[\] = {/,/^};/p' "$ROOT/engine/web/page_api.c" | grep -o '{ "[a-z]*"' | tr -d '{ "' | sort | tr '\n' ' ' | sed 's/ $//')"

is 'every act of the description is one of the server' "$(python3 -c 'import json; print(*sorted(p.split("/")[-1] for p in json.load(open("body"))["paths"] if "/acts/" in p))')" \
	"$(sed -n '/api_act table\[\] = {/,/^};/p' "$ROOT/engine/web/page_api_act.c" | grep -o '^	{ "[a-z]*"' | tr -d '{ "	' | sort | tr '\n' ' ' | sed 's/ $//')"
is 'and each is tried' '' "$(for act in $(python3 -c 'import json; print(*(p.split("/")[-1] for p in json.load(open("body"))["paths"] if "/acts/" in p))'); do grep -qE "(call|send_form) 200 $act " "$ROOT/tests/case/t_web_api_acts.sh" || echo "$act"; done | tr '\n' ' ')"

# ---- what is not there, and who may not
refused() { get "$1" "$2" "${@:3}"; has 'Content-Type: application/problem+json' head; cp body answer.json; is 'it says its status' "$1" "$(value '$.status' answer.json)"; ok 'as described' "$ROOT/tests/check/schema" problem answer.json; }
for address in /api/v1/packages/NO/status $A/nonsense "$A/remarks?n=99" "$A/why?action=nonsense" "$A/diff?from=0000000" /api/v1/nothing; do refused 404 "$address"; done
for address in $A/why $A/diff "$A/diff?from=work" "$A/diff?from=main&to=work" "$A/remarks?n=x" "$A/../x"; do refused 400 "$address"; done
refused 405 $A/status -X DELETE; refused 405 $A/status -d x=y
get 200 $A/status; etag=$(sed -n 's/^ETag: \(.*\)\r$/\1/p' head); get 304 $A/status -H "If-None-Match: $etag"
mv "$JAR" mine; : >"$JAR"; for address in /api/v1/inbox /api/v1/packages $A/status /api/v1/packages/NO/status; do refused 401 $address; has 'WWW-Authenticate: Bearer' head; lacks "$P" answer.json; done; get 200 /api/v1/openapi.json; mv mine "$JAR"
stop
finish
