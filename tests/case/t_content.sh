# t_content.sh: attach is whole or not at all; content that was changed in the store is never handed out.
. "$(dirname "$0")/case.sh"
unguarded
fresh G
echo x >x.txt

# ---- a register that cannot take the row (too large, empty, CP932) stops attach before a byte is stored
attach() {
	status 3 sarflow -C G attach x.txt -e L --name "$1" -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=
	no 'nothing was stored' ls G/attachments
	sarflow -C G restore registers >/dev/null; saved G
}
truncate -s 2G G/registers/markings.csv; attach large.txt
: >G/registers/markings.csv; attach empty.txt
printf '\216\161,\202\265\n' >>G/registers/markings.csv; attach cp932.txt

# ---- content damaged in .git/lfs/objects
echo old >old.txt
status 0 sarflow -C G attach old.txt -e L -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=
status 0 sarflow -C G save -m 'a file'
status 0 sarflow -C G seal
object=$(find G/.git/lfs/objects -type f | head -1); cp "$object" good; chmod u+w "$object"; echo bad >"$object"
rm G/attachments/L/old.txt
status 3 sarflow -C G restore attachments; has 'is damaged' "$ERR"
no 'nothing was written' ls G/attachments/L/old.txt
no 'git does not check it out either' git -C G checkout -q -- attachments
status 3 sarflow -C G export -o out; has 'is damaged' "$ERR"
no 'no folder is left' ls out
echo more >>G/evidence/A-cover-letter.md; cp good G/attachments/L/old.txt
cp good "$object"; status 0 sarflow -C G save -m 'more'; echo bad >"$object"
status 3 sarflow -C G seal; has 'is damaged' "$ERR"
cp good "$object"
status 0 sarflow -C G seal
status 0 sarflow -C G restore attachments
saved G
finish
