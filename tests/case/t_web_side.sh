#!/bin/bash
# t_web_side.sh: by pages: a remark on either side of a comparison, and on an area of a picture or of a PDF's page, without a script.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
P=F110-NOZ-001
C=evidence/C-repair-documents.md CH=registers/characteristics.csv PDF=attachments/C/inspection-methods-MTR-IM-2417.pdf PNG=attachments/C/nozzle.png
mkdir H; cd H || exit 1; package; ok 'people are appointed' appoint_all $P; cd .. || exit 1
save() { sarflow -C H/$P save -m "$1" >saved.out 2>&1 || fail "saved: $1" "$(cat saved.out)"; }
old=$(git -C H/$P rev-parse main)
/usr/bin/python3 - H/$P/$PNG <<'PY'
import struct, sys, zlib
def chunk(kind, data): return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
rows = b''.join(b'\0' + bytes(v for x in range(40) for v in (x * 6, y * 8, 128)) for y in range(30))
open(sys.argv[1], 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 40, 30, 8, 2, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
PY
sed -i 's/Penetrant finds only a crack that is open\.//; s/38 operations, from receipt/37 operations, from receipt/' H/$P/$C
sed -i '/^CH-03,/d; s/^\(CH-01,[^,]*,\)/\1changed /' H/$P/$CH
sed -i 's/^title: .*/title: Another title/' H/$P/package.yaml
save 'changes of every sort'
new=$(git -C H/$P rev-parse main)
start H "$QUALITY"
links() { grep -o 'href="remark-new.html[^"]*"' body | sed 's/&amp;/\&/g; s/href="//; s/"$//' | sort -u; }

# ---- where it begins
selected() { grep -o '<option value="[^"]*" selected' body | cut -d'"' -f2 | tr '\n' ' '; }
get 200 "/p/$P/compare.html?from=${old:0:9}&to=main"; is 'the lists show what is compared, however it was named' "$old $new " "$(selected)"
for view in '' '&view=sides'; do
	get 200 "/p/$P/compare.html?from=$old&to=$new$view"; links >links
	has "on=$C&version=$old&line=" links; has "on=$C&version=$new&line=" links
	has "on=$CH&version=$old&row=CH-03" links; lacks "version=$new&row=CH-03" links
	has "on=$CH&version=$old&row=CH-01" links; has "on=$CH&version=$new&row=CH-01" links
	has "on=package.yaml&version=$old&field=title" links; has "on=$PNG&version=$new" links; lacks "on=$PNG&version=$old" links
done
status 0 sarflow -C H/$P diff "$old" "$new" --html page.html; lacks 'remark-new' page.html

# ---- on what is gone: each link leads to a form that knows its place
line=$(git -C H/$P show "$old:$C" | grep -n 'Penetrant finds' | cut -d: -f1)
form "/p/$P/remark-new.html?on=$C&version=$old&line=$line"
has 'which is not the newest'; has 'value="Penetrant finds only a crack that is open.'; has "name=\"version\" value=\"$old\""
post 200 "/p/$P/remark-new.html" step=look "on=$C" "version=$old" "line=$line" 'quote=Penetrant finds only a crack that is open.' severity=minor 'note=Why has it gone?'
has "Sar-Evidence: $old"; has "Sar-Newest: $new"; has 'Sar-Exact: Penetrant finds only'
again 303 "/p/$P/remark-new.html"
get 200 "/p/$P/remark.html?n=1"; has 'orphan'; has "compare.html?from=$old&amp;to=$new"; has 'are not in evidence/C-repair-documents.md any more'
form "/p/$P/remark-new.html?on=$CH&version=$old&row=CH-03"; has '<option value="CH-03" selected>'
post 200 "/p/$P/remark-new.html" step=look "on=$CH" "version=$old" row=CH-03 severity=minor note=x; again 303 "/p/$P/remark-new.html"
form "/p/$P/remark-new.html?on=$CH&row=CH-03"; lacks 'value="CH-03"'
form "/p/$P/remark-new.html?on=package.yaml&version=$old&field=title"; has 'value="title"'
post 200 "/p/$P/remark-new.html" step=look on=package.yaml "version=$old" field=title severity=minor note=x; has 'Sar-Field: title'; again 303 "/p/$P/remark-new.html"
# what was changed is followed
form "/p/$P/remark-new.html?on=$C&version=$old&line=18"
post 200 "/p/$P/remark-new.html" step=look "on=$C" "version=$old" 'quote=38 operations, from receipt' severity=minor 'note=38 or 37?'; again 303 "/p/$P/remark-new.html"
get 200 "/p/$P/remark.html?n=4"; has 'the words were changed to'; lacks 'orphan'
# no version, or none of main
get 404 "/p/$P/remark-new.html?on=$C&version=0123456789012345678901234567890123456789"
form "/p/$P/remark-new.html?on=$C"; post 403 "/p/$P/remark-new.html" step=look "on=$C" "version=$(git -C H/$P rev-parse refs/sar/journal)" severity=minor note=x

# ---- an area of a picture
form "/p/$P/remark-new.html?on=$PNG"; has '<input type="number"'; has 'id="width"'; has 'src="/area.js"'; has "src=\"$PNG\""
has "script-src 'self'" head
post 200 "/p/$P/remark-new.html" step=look "on=$PNG" left=100 top=250 width=300 height=120 severity=minor 'note=A dark spot.'; has 'Sar-Region: 100 250 300 120'
again 303 "/p/$P/remark-new.html"
form "/p/$P/remark-new.html?on=$PNG"
post 400 "/p/$P/remark-new.html" step=look "on=$PNG" left=100 top=250 severity=minor note=x; has 'is no area'
post 400 "/p/$P/remark-new.html" step=look "on=$PNG" left=900 top=0 width=200 height=10 severity=minor note=x; has 'is no area'
post 400 "/p/$P/remark-new.html" step=look "on=$PNG" 'left="><script>' top=0 width=20 height=10 severity=minor note=x; has 'is no area'; lacks '<script>'
get 200 "/p/$P/figure.html?file=$PNG"; has '<rect x="10.0%" y="25.0%" width="30.0%" height="12.0%">'; has 'A dark spot.'; lacks 'style='
get 200 "/p/$P/remark.html?n=5"; has '<rect x="10.0%"'
get 200 "/p/$P/remarks.html"; has "figure.html?file=$PNG"
get 200 "/p/$P/attachments.html"; has "figure.html?file=$PNG"
get 404 "/p/$P/figure.html?file=$C"; get 404 "/p/$P/figure.html"; get 404 "/p/$P/figure.html?file=../../etc/passwd"
get 200 "/p/$P/$PNG?version=$new"; get 404 "/p/$P/$PNG?version=$old"
get 200 '/area.js'; has 'pointerdown'; has 'text/javascript' head

# ---- and of a page
form "/p/$P/remark-new.html?on=$PDF"; lacks 'id="width"'
get 200 "/p/$P/figure.html?file=$PDF&page=2"; has 'page=2" aria-current="page"'
get 200 "/p/$P/figure.html?file=$PDF&page=99"; has 'page=1" aria-current="page"'
get 404 "/p/$P/leaf.png?file=$PDF&page=99"; get 404 "/p/$P/leaf.png?file=$PDF&page=0"; get 404 "/p/$P/leaf.png?file=$PNG&page=1"; get 404 "/p/$P/leaf.png?file=$PDF&page=-1"
if command -v pdftoppm >/dev/null; then
	get 200 "/p/$P/leaf.png?file=$PDF&page=2"; has 'image/png' head; ok 'it is a picture' sh -c "head -c 8 body | od -An -c | grep -q 'P   N   G'"
	form "/p/$P/remark-new.html?on=$PDF&page=2"; has 'leaf.png?file='; has 'id="width"'
fi
form "/p/$P/remark-new.html?on=$PDF&page=2"
post 200 "/p/$P/remark-new.html" step=look "on=$PDF" page=2 left=0 top=0 width=1000 height=500 severity=minor 'note=The upper half.'; has 'Sar-Page: 2'; has 'Sar-Region: 0 0 1000 500'
again 303 "/p/$P/remark-new.html"
get 200 "/p/$P/figure.html?file=$PDF&page=1"; lacks 'The upper half.'; has '1 remark'
get 200 "/p/$P/figure.html?file=$PDF&page=2"; has 'The upper half.'

# ---- as a draft
form "/p/$P/remark-new.html?on=$PNG"
for pressed in once twice; do post 303 "/p/$P/remark-new.html" step=look draft=yes "on=$PNG" left=1 top=2 width=3 height=4 severity=minor note=drafted; done
get 200 "/p/$P/drafts.html"; has '1,2,3,4 ‰'; is 'a button pressed twice keeps one' 1 "$(grep -c '>drafted' body)"
form "/p/$P/drafts.html"; post 200 "/p/$P/drafts.html" step=look; has 'Sar-Region: 1 2 3 4'; again 303 "/p/$P/drafts.html"
get 200 "/p/$P/remark.html?n=7" -H 'Accept-Language: ja'; has '左から 1 ‰'
# ---- who has signed and read nothing sees what came since they last said something
as quality -C H/$P remark add --on C3 --severity minor -m 'Before all that.' >/dev/null; spoke=$(git -C H/$P rev-parse main)
for word in first second third; do echo "The $word later sentence." >>H/$P/$C; save "$word"; done
stop; start H "$QUALITY"; get 200 "/p/$P/compare.html"; for word in first second third; do has "The $word later sentence." body; done; like "value=\"$spoke\"[^>]* selected" body; stop; start H
# ---- what lies beside main is no version for pages: a stash, a branch, a commit that nothing names
echo 'NOT FOR ALL' >>H/$P/$C; git -C H/$P stash -q; hidden_id=$(git -C H/$P rev-parse refs/stash); git -C H/$P branch own "$hidden_id"
for what in stash refs/stash own "$hidden_id" "${hidden_id:0:9}"; do get 404 "/p/$P/compare.html?from=main&to=$what"; lacks 'NOT FOR ALL' body; get 404 "/api/v1/packages/F110-NOZ-001/diff?from=main&to=$what"; lacks 'NOT FOR ALL' body; done
get 404 "/p/$P/attachments/C/nozzle.png?version=$hidden_id"; git -C H/$P stash drop -q; git -C H/$P branch -q -D own
stop
status 0 sarflow -C H/$P verify
finish
