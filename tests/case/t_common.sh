#!/bin/bash
# t_common.sh: shared/common serves any office: a template in one language lies on it, in another language too, and it holds
# nobody's name, authority or zone.
. "$(dirname "$0")/case.sh"
mkdir -p home/one/evidence && cp -r "$ROOT/templates/shared" home/shared
block templates/README.md 'A template in a page' | (cd home/one && awk '/^=== / { file = $2; next } { print > file }')
sed -i -E "s/\{en: ('[^']*'|[^,}]*), ja: ('[^']*'|[^}]*)\}/\1/g; s/^name: tiny/name: one\nlanguages: [en]/" home/one/*.yaml
no 'one language is left' grep -q 'ja:' home/one/template.yaml home/one/rules.yaml home/one/workflow.yaml
export SARFLOW_TEMPLATES=$SANDBOX/home
status 0 sarflow template lint one; has '0 mistakes'; lacks warning; lacks '"ja"'
status 0 sarflow new T-1 --template one --category new --set tool=J-7
printf '# Drawing\n\n## A1 Revision\n\nJ-7, revision B, in force since 2026-10-01 (fictitious).\n' >T-1/evidence/A-drawing.md
printf 'gauge,due\nPGS-1,2027-10-31\n' >T-1/registers/gauges.csv
status 0 sarflow -C T-1 save -m done
status 2 sarflow --lang ja -C T-1 status; has 'ja' "$ERR"
lacks '+09:00' T-1/package.yaml
status 0 sarflow -C T-1 appoint "$QUALITY" --role quality; status 0 as quality -C T-1 sign
status 0 sarflow -C T-1 do approve; status 0 sarflow -C T-1 seal; status 0 sarflow -C T-1 export -o out
unzip -p out/*.xlsx xl/sharedStrings.xml >words; lacks Government words; lacks 米政府 words
grep -rlE 'Government|米政府' out >"$OUT"; [ ! -s "$OUT" ] && pass 'no page names an authority' || fail 'no page names an authority'

# ---- a language that common does not have: what is missing is told, and the English is shown
sed -i 's/^languages: .en./languages: [de]/' home/one/template.yaml
status 0 sarflow template lint one; like 'there is no text in "de"; readers of it will see "[A-Z]'

# ---- a language of the upper layer that it does not declare is still its own mistake
sed -i 's/^languages: .de./languages: [en]/; s/^title: Tool approval/title: {en: Tool approval, fr: x}/' home/one/template.yaml
status 1 sarflow template lint one; has '"fr" is none of the template'; like '^template.yaml:[0-9]+'

# ---- nobody's
: >"$ERR"
grep -wnEi 'government|米政府|air force|japan|minato|\+09:00|saspo|sjz' "$ROOT"/templates/shared/common/*.yaml >"$OUT"
[ ! -s "$OUT" ] && pass 'common holds no name and no zone' || fail 'common holds no name and no zone'

# ---- cases are for lint: a changed case makes no other template
unset SARFLOW_TEMPLATES; fresh F110-NOZ-001; rm -rf own && cp -r "$ROOT/templates" own
sed -i 's/^as_of: .*/as_of: 2026-11-24/' own/shared/sar/cases.yaml
status 3 env SARFLOW_TEMPLATES="$SANDBOX/own" "$SARFLOW" -C F110-NOZ-001 adopt; has 'in force already' "$ERR"
sed -i '0,/text: {en: /s//text: {en: Other words. /' own/shared/sar/checklist.yaml
status 0 env SARFLOW_TEMPLATES="$SANDBOX/own" "$SARFLOW" -C F110-NOZ-001 adopt
git -C F110-NOZ-001 ls-tree -r --name-only refs/sar/journal | grep -c cases.yaml >"$OUT"; is 'no package carries cases' 0 "$(cat "$OUT")"
finish
