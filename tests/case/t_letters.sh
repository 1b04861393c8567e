# t_letters.sh: what nobody sees and what only looks the same is told by the name of its character; HTML and tables show
# what their author wrote, and a signature covers it.
. "$(dirname "$0")/case.sh"
package G && cp -a G .good && rm -rf .good/.git
again() { find G -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} + ; cp -a .good/. G/; }
# finds PLACE RULE WORDS: the check of G says so, and says so of no other place
finds() { run sarflow -C G check; if grep -E "^$1: warning: " "$OUT" | grep -F "[$2]" | grep -qF "$3"; then pass "$2 at $1: $3"; else fail "$2 at $1: $3"; fi; }
C=evidence/C-repair-documents.md
line() { grep -n "$1" "G/$2" | head -1 | cut -d: -f1; }

status 0 sarflow -C G check; lacks '[character-'

# ---- what cannot be seen, wherever it stands
n=$(line '^The routing stands' $C)
for sign in '\xe2\x80\x8b:U+200B (zero width space)' '\xc2\xad:U+00AD (soft hyphen)' '\xe2\x80\xae:U+202E (direction mark)' \
	'\xef\xb8\x8f:U+FE0F (variation selector)' 'e\xcc\x81:U+0301' '\x07:U+0007 (control character)' '\xe2\x80\xa8:U+2028 (line separator)'; do
	again; sed -i "${n}s/routing/rout$(printf "${sign%%:*}")ing/" G/$C
	finds "$C:$n" character-invisible "${sign#*:}"
	run sarflow -C G diff; has "<${sign:0:0}U+"
done
again; sed -i "${n}s/routing/rou\&shy;ting/" G/$C;           finds "$C" character-invisible 'by a reference'
again; sed -i "2s/Laboratory/Labo\xe2\x80\x8dratory/" G/registers/suppliers.csv; finds registers/suppliers.csv:2 character-invisible U+200D
again; sed -i "s/^title: /title: \xe2\x81\xa0/" G/package.yaml; finds "package.yaml:$(line '^title' package.yaml)" character-invisible U+2060
again; mv G/attachments/B/"$(ls G/attachments/B | head -1)" "G/attachments/B/a$(printf '\xe2\x80\x8b')b.pdf"; run sarflow -C G check
like 'warning: here stands U\+200B .*\[character-invisible\]'
again; sed -i "2s/^/$(printf '\xe3\x80\x80')/" G/registers/suppliers.csv; finds registers/suppliers.csv:2:1 character-invisible 'U+3000 (ideographic blank)'

# ---- what only looks like something: in identifiers, keys, numbers and days, not in running text
again; sed -i "s/^nsn: \(....\)-/nsn: \1\xe2\x80\x91/" G/package.yaml; finds "package.yaml:$(line '^nsn' package.yaml)" character-lookalike 'U+2011 (non-breaking hyphen)'
again; sed -i '2s/SJZ11/SJZ１１/' G/registers/suppliers.csv;  finds registers/suppliers.csv:2:2 character-lookalike 'U+FF11, the full-width form of 1'
again; sed -i "2s/SJZ11/SJ$(printf '\xd0\x97')11/;3s/SJZ12/\xd0\xa1JZ12/" G/registers/suppliers.csv; finds registers/suppliers.csv:3:2 character-lookalike 'looks like C'
again; sed -i '3s/,16,/,１６,/' G/registers/orders.csv;       finds registers/orders.csv:3:6 character-lookalike 'U+FF11'
again; printf '\nこの作業は２０２６年（令和８年）に、「ﾉｽﾞﾙ」〜「羽根」で行う。\n' >>G/$C; run sarflow -C G check; lacks '[character-'
nsn=$(sed -n 's/^nsn: //p' .good/package.yaml)
again; printf '\nStock number %s is meant.\n' "$(sed 's/-/\xe2\x80\x91/g; s/9/９/' <<<"$nsn")" >>G/$C; run sarflow -C G check
like "^$C:[0-9]+: warning: .*\"$nsn\" is written here with signs that only look right.*\[character-lookalike\]"
again; printf '\nStock number %s is meant.\n' "$(sed 's/-/\xe2\x80\x91/g; s/9/8/g' <<<"$nsn")" >>G/$C; run sarflow -C G check
like "^$C:[0-9]+: error: the text names the NSN"

# ---- two names that only look the same
again; sed -i '2s/Nagisa NDT/Nagisa\xc2\xa0NDT/' G/registers/suppliers.csv; finds registers/suppliers.csv:2:1 character-lookalike 'only look the same: U+00A0 against U+0020'
run sarflow -C G diff; has '<U+00A0>'
again; sed -i '2s/Nagisa NDT Laboratory K.K./パ\xef\xbd\xb0ツ/;3s/Tsubame EDM Works Co., Ltd./パーツ/' G/registers/suppliers.csv
finds registers/suppliers.csv:2:1 character-lookalike 'U+FF70 against U+30FC'
again; status 0 sarflow --lang ja -C G check; sed -i '2s/Nagisa NDT/Nagisa\xc2\xa0NDT/' G/registers/suppliers.csv
run sarflow --lang ja -C G check; has '見た目が同じでも別の文字です'

# ---- text between angle brackets is shown, told, and under the signature
again; as manager -C G appoint "$QUALITY" --role quality >/dev/null 2>&1
status 0 as quality -C G sign --role quality -m 'checked'
sed -i "${n}s/\$/ Reject at t <T1 and width >W2. 10<sup>-6<\/sup>, 0.50<br>0.57, <b>bold<\/b>./" G/$C
run sarflow -C G check; like "^$C:$n: warning: \"<T1 and width >\" is no HTML here .*\[markdown-html\]"
run sarflow -C G diff; has 'T1 and width'; has '1 sign-off'
status 0 sarflow -C G render -o page; page=page/evidence/C-repair-documents.html
has 't &lt;T1 and width &gt;W2' $page; has '10<sup>-6</sup>' $page; has '0.50<br />' $page; has '&lt;b&gt;bold&lt;/b&gt;' $page
status 0 sarflow -C G save -m 'with limits'; status 0 as quality -C G sign --role quality -m 'checked'
sed -i "${n}s/<T1 and/<T9 and/" G/$C; run sarflow -C G diff; has 'T9'; has '1 sign-off'
finish
