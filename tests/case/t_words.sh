#!/bin/bash
# t_words.sh: what the shipped rules say of the worked packages with their mistakes is said in Japanese to those who read
# Japanese: the same findings by their ids, each sentence in Japanese words, evidence as it stands.
. "$(dirname "$0")/case.sh"
KANA=$'\xe3(\x81|\x82|\x83)'                # the first bytes of hiragana and katakana
said() { sarflow --lang "$1" -C "$2" check --no-pager 2>"$ERR" | grep -E '\[[a-z0-9-]+, [PSBD]\] [0-9a-f]{8}$'; }

# The words fit the queries, and what fires each message is written down in cases.yaml: lint says so of each shipped template.
for template in manufacture repair company-profile; do status 0 sarflow template lint $template; has '0 mistakes'; lacks rules.yaml; lacks cases.yaml; done

rules=
for id in F100-SEAL-001 F100-VANE-001 F110-NOZ-001 HOSHIZORA-OKUTAMA KITAKAZE-HACHINOHE MINATO-YOKOSUKA; do
	cp -r "$ROOT/packages/$id" plain
	sarflow import plain >"$OUT" 2>&1 || fail "$id is imported"
	said en $id >english; said ja $id >japanese
	is "$id: the same findings" "$(sed 's/.* //' english | sort)" "$(sed 's/.* //' japanese | sort)"
	[ -s english ] && pass "$id: rules speak" || fail "$id: rules speak"
	# without file and level before it, and quoted evidence in it, there is Japanese in each sentence
	sed -E 's/^[^ ]* [^ ]* //; s/「[^」]*」//g' japanese | LC_ALL=C grep -avE "$KANA" >"$OUT"
	[ ! -s "$OUT" ] && pass "$id: each is said in Japanese" || fail "$id: each is said in Japanese"
	sed -E 's/^[^ ]* [^ ]* //' english >sentences
	sed -E 's/^[^ ]* [^ ]* //' japanese | grep -Fxf sentences >"$OUT"
	[ ! -s "$OUT" ] && pass "$id: none is said in English" || fail "$id: none is said in English"
	rules="$rules $(sed -E 's/.*\[([a-z0-9-]+), .*/\1/' japanese)"
	rm -rf plain "$id"
done
is 'many rules spoke' yes "$([ "$(printf '%s\n' $rules | sort -u | wc -l)" -ge 25 ] && echo yes)"
finish
