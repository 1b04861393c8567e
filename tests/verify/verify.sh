#!/bin/sh
# verify.sh [--since EVENT] FOLDER: a second verifier of a package, after packages/README.md alone: POSIX shell, awk, git and
# sha256sum; no sarflow.  It judges structure, order, roles, days, digests of files, headers; what needs a guard, a finding or
# a canonical form it does not judge, and says so.  One line a failure ("failed: "), then the verdict.  Status as that of
# sarflow verify: 0 consistent, 1 not, 4 consistent as far as content is here.
set -u
LC_ALL=C; export LC_ALL
since=; [ "${1:-}" = --since ] && { since=$2; shift 2; }
here=$(cd "$(dirname "$0")" && pwd); package=${1:?}
now=${SARFLOW_NOW:-$(date +%s)}
work=$(mktemp -d) || exit 3; trap 'rm -rf "$work"' EXIT
: >"$work/failed"; : >"$work/gaps"; : >"$work/told"; : >"$work/unjudged"
fail() { printf 'failed: %s\n' "$*" >>"$work/failed"; }
gap() { printf 'absent: %s\n' "$*" >>"$work/gaps"; }
tell() { printf 'told: %s\n' "$*" >>"$work/told"; }
unjudged() { printf 'not judged: %s\n' "$*" >>"$work/unjudged"; }
GIT_NO_REPLACE_OBJECTS=1 GIT_GRAFT_FILE=/dev/null; export GIT_NO_REPLACE_OBJECTS GIT_GRAFT_FILE
g() { git -C "$package" -c core.commitGraph=false -c safe.directory='*' "$@" 2>/dev/null; }
dir=$(g rev-parse --absolute-git-dir) || { echo "no package: $package"; exit 3; }
end() {
	cat "$work/failed" "$work/gaps" "$work/told" "$work/unjudged"
	if [ -s "$work/failed" ]; then echo "not consistent: $(wc -l <"$work/failed") failures"; exit 1; fi
	if [ -s "$work/gaps" ]; then echo "consistent as far as content is here; origin unproven"; exit 4; fi
	echo "consistent; origin unproven"; exit 0
}

# ---- references, and what makes git show something else
g for-each-ref --format='%(refname) %(objectname)' >"$work/refs" || fail "the references cannot be read"
(cd "$dir" && find refs -type f) | while read -r ref; do grep -q "^$ref " "$work/refs" || echo "$ref"; done >"$work/lost"
while read -r ref; do fail "$ref leads nowhere"; done <"$work/lost"
grep '^refs/replace/' "$work/refs" >"$work/replace" && fail "git shows other objects: $(cut -d' ' -f1 "$work/replace" | tr '\n' ' ')"
[ -s "$dir/info/grafts" ] && fail "info/grafts gives versions other parents"
[ -s "$dir/objects/info/alternates" ] && tell "objects are read from elsewhere"
[ -s "$dir/shallow" ] && tell "the history was cut off"

# ---- every object, whole
if ! git -C "$package" -c core.commitGraph=false -c fsck.badFilemode=error -c safe.directory='*' fsck --full --strict --no-dangling --no-progress >"$work/fsck" 2>&1 || grep -qE '^(missing|broken|error|dangling ref)' "$work/fsck"; then
	fail "git fsck --strict: $(grep -vm1 ^hint "$work/fsck")"
fi
journal=$(g rev-parse -q --verify refs/sar/journal) || { fail "there is no journal"; end; }
main=$(g rev-parse -q --verify refs/heads/main) || main=
[ -n "$main" ] || fail "main is gone"

# ---- the journal, oldest first: NUMBER COMMIT
g rev-list --first-parent "$journal" >"$work/chain" || { fail "the journal cannot be read to its beginning"; end; }
while read -r at; do g cat-file commit "$at" >"$work/raw.$at" || fail "event $at cannot be read"; done <"$work/chain"
awk '{ a[NR] = $0 } END { for (i = NR; i; i--) print NR - i + 1, a[i] }' "$work/chain" >"$work/journal"
if [ -n "$since" ]; then
	if grep -q "^$since" "$work/chain"; then :
	elif [ "$(g cat-file -t "$since")" = commit ] || ! grep -qs "^Sar-Id: $since\$" "$work"/raw.*; then fail "event $since, seen earlier, is not in the journal"
	else tell "an event calls itself $since; whether it is the one seen earlier its author alone knows"; fi
fi
# events that stood behind the newest one: an act that was stopped leaves one, never two
g cat-file --batch-all-objects --batch-check='%(objecttype) %(objectname)' | sed -n 's/^commit //p' | grep -vxFf "$work/chain" >"$work/commits"
behind=0 last=$journal
while :; do
	next=
	while read -r c; do
		g cat-file commit "$c" >"$work/one" || continue
		if grep -q '^Sar-Event: ' "$work/one" && [ "$(sed -n '/^$/q; s/^parent //p' "$work/one" | head -1)" = "$last" ]; then next=$c; break; fi
	done <"$work/commits"
	[ -n "$next" ] || break
	behind=$((behind + 1)) last=$next
done
[ "$behind" -gt 1 ] && fail "$behind events lie here that stood behind the newest one"
[ "$behind" = 1 ] && tell "an event lies here behind the newest one"

# ---- the template in force at each place: its workflow, read from the event's tree, a base before what lies on it
workflow() { # COMMIT
	for path in template/base/base template/base template; do
		g cat-file blob "$1:$path/workflow.yaml" && printf '\n=end\n'
		g cat-file blob "$1:$path/template.yaml" | sed -n 's/^\(founder_role: .*\)/=\1/p'
	done | awk -f "$here/workflow.awk"
}

# ---- signatures: each against the bytes it stands in, by ssh-keygen, openssl and gpg; whose keys they are, events.awk judges
armour() { awk '/^gpgsig / { sub(/^gpgsig /, ""); print; on = 1; next } on && /^ / { print substr($0, 2); next } on || /^$/ { exit }' "$1"; }
bare() { awk 'body { print; next } /^gpgsig / { on = 1; next } on && /^ / { next } { on = 0; print } /^$/ { body = 1 }' "$1"; }
missing() { echo other; gap "signatures cannot be judged: there is no $1"; }
signature() { # FILE with a commit: "good NAME", "bad", "strange" (its key is not held here), "other" (this machine cannot tell)
	grep -q '^gpgsig ' "$1" || return 0
	armour "$1" >"$work/armour"; bare "$1" >"$work/bare"
	case $(head -1 "$work/armour") in
	'-----BEGIN SIGNED MESSAGE-----') by_certificate;;
	'-----BEGIN PGP '*) by_openpgp;;
	*)	command -v ssh-keygen >/dev/null || { missing ssh-keygen; return 0; }
		if said=$(ssh-keygen -Y check-novalidate -n git -s "$work/armour" <"$work/bare" 2>/dev/null); then echo "good ${said##* }"; else echo bad; fi;;
	esac
}
# one signer, detached, with signed attributes and a digest of SHA-2; by the certificate in it, else one of the journal's
by_certificate() {
	command -v openssl >/dev/null || { missing openssl; return 0; }
	sed 's/SIGNED MESSAGE-----$/CMS-----/' "$work/armour" >"$work/cms"
	openssl cms -cmsout -print -noout -inform PEM -in "$work/cms" >"$work/shown" 2>/dev/null || { echo bad; return 0; }
	[ "$(grep -c '^ *eContent: <ABSENT>$' "$work/shown")" = 1 ] && [ "$(grep -cE '^ *d\.(issuerAndSerialNumber|subjectKeyIdentifier):' "$work/shown")" = 1 ] &&
		[ "$(grep -c '^ *signedAttrs:$' "$work/shown")" = 1 ] && ! grep -A1 '^ *signedAttrs:$' "$work/shown" | grep -q '<ABSENT>\|<EMPTY>' &&
		sed -n '/signerInfos:/,$p' "$work/shown" | grep -A1 '^ *digestAlgorithm:' | grep -qE 'algorithm: sha(256|384|512) ' || { echo bad; return 0; }
	rm -f "$work/signer"
	if ! openssl cms -verify -binary -inform PEM -in "$work/cms" -content "$work/bare" -certfile "$work/certificates" -noverify -signer "$work/signer" -out /dev/null 2>"$work/said"; then
		if grep -q 'signer certificate not found' "$work/said"; then echo strange; else echo bad; fi
		return 0
	fi
	openssl x509 -in "$work/signer" -noout -text 2>/dev/null >"$work/shown"
	size=$(sed -n 's/.*Public-Key: (\([0-9]*\) bit).*/\1/p' "$work/shown")
	if grep -qE 'NIST CURVE: P-(256|384|521)' "$work/shown" || { grep -q 'Public Key Algorithm: rsa' "$work/shown" && [ "$size" -ge 2048 ] && [ "$size" -le 8192 ]; }; then
		echo "good $(openssl x509 -in "$work/signer" -outform DER 2>/dev/null | sha256sum | cut -d' ' -f1)"
	else echo strange; fi
}
# each key that the journal holds, alone in a folder of gpg's own
by_openpgp() {
	[ -s "$work/openpgp" ] || { echo strange; return 0; }
	command -v gpg >/dev/null || { missing gpg; return 0; }
	best=strange
	while read -r name held; do
		rm -rf "$work/gnupg"; mkdir -m 700 "$work/gnupg"; echo "$held" | base64 -d >"$work/gnupg/key.gpg" 2>/dev/null
		gpg --no-options --homedir "$work/gnupg" --batch --no-tty --no-autostart --trust-model always --weak-digest SHA1 --status-fd 1 \
			--no-default-keyring --keyring "$work/gnupg/key.gpg" --verify "$work/armour" - <"$work/bare" >"$work/said" 2>/dev/null
		if grep -q '^\[GNUPG:\] NO_PUBKEY ' "$work/said"; then continue; fi
		if grep -qE '^\[GNUPG:\] (GOODSIG|EXPKEYSIG) ' "$work/said" && grep -qE "^\\[GNUPG:\\] VALIDSIG ([^ ]+ ){8}00 $name\$" "$work/said"; then echo "good $name"; return 0; fi
		best=bad
	done <"$work/openpgp"
	echo "$best"
}
hex() { base64 -d 2>/dev/null | od -An -v -tx1 | tr -d ' \n' | tr a-f A-F; }
cat "$work"/raw.* | sed -n 's/^Sar-Key: //p' | sort -u >"$work/lines"
: >"$work/certificates"; : >"$work/openpgp"
while read -r type base64 rest; do
	case $type in
	x509)	echo "$base64" | base64 -d 2>/dev/null >"$work/der"
		openssl x509 -inform DER -in "$work/der" >>"$work/certificates" 2>/dev/null || continue
		echo "=key $base64 $(sha256sum <"$work/der" | cut -d' ' -f1)"
		openssl x509 -inform DER -in "$work/der" -noout -startdate -enddate -dateopt iso_8601 | sed 's/.*=\(.\{10\}\).*/\1/' | tr '\n' ' ' | sed "s|^|=days $base64 |"; echo;;
	openpgp)
		name=$(echo "$base64" | hex); echo "$name $rest" >>"$work/openpgp"; echo "=key $base64 $name";;
	*)	name=$(echo "$type $base64" | ssh-keygen -lf - 2>/dev/null | cut -d' ' -f2); [ -z "$name" ] || echo "=key $base64 $name";;
	esac
done <"$work/lines" >"$work/keys"

# ---- each event from itself, then in its order
while read -r number commit; do
	raw=$work/raw.$commit
	tr -d '\000' <"$raw" | cmp -s - "$raw" || fail "$number: a NUL"
	state=$(signature "$raw"); [ -z "$state" ] || echo "=signature $number $state"
	printf '=%s %s\n' "$number" "$commit"; cat "$raw"; printf '\n=end\n'
	if grep -q '^Sar-Event: \(open\|adopt\)$' "$raw"; then workflow "$commit"; fi
done <"$work/journal" >"$work/event"
cat "$work/keys" "$work/event" >"$work/events"
: >"$work/key.told"; : >"$work/owners"
awk -v now="$now" -v out="$work/acts" -v told="$work/key.told" -v bound="$work/owners" -f "$here/events.awk" "$work/events" >"$work/found"
while read -r line; do fail "$line"; done <"$work/found"
[ -f "$work/acts" ] || : >"$work/acts"
while read -r line; do tell "$line"; done <"$work/key.told"
# versions have no place among the events: a key that was ever theirs is
[ -z "$main" ] || g rev-list "$main" | while read -r commit; do
	g cat-file commit "$commit" >"$work/version"
	state=$(signature "$work/version")
	case $state in
	bad) fail "version $commit: its signature is not of these bytes, or none";;
	strange) tell "version $commit: signed with a key that is not held here";;
	good*)
		base64=$(sed -n "s|^=key \(.*\) ${state#good }\$|\1|p" "$work/keys")
		who=$(sed -n '/^$/q; s/^committer .*<\(.*\)>.*/\1/p' "$work/version" | tr 'A-Z' 'a-z')
		[ -n "$base64" ] && grep -qF "$base64	" "$work/owners" && ! grep -qF "$base64	$who" "$work/owners" && fail "version $commit: signed with another's key";;
	esac
done

# ---- content beside git: what pointers name, looked at in the end, each once
content() { printf '%s/lfs/objects/%.2s/%s/%s' "$dir" "$1" "$(printf %s "$1" | cut -c3-4)" "$1"; }
: >"$work/contents"; : >"$work/blobs"
pointers() { # FILE with what git cat-file --batch says of small blobs: digest and size, a line each
	awk '/^version https:\/\/git-lfs.github.com\/spec\/v1$/ { v = NR; d = "" } v && NR == v + 1 && /^oid sha256:[0-9a-f]+$/ && length($0) == 75 { d = substr($0, 12) }
		v && NR == v + 2 && d != "" && /^size [0-9]+$/ { print d, substr($0, 6); v = 0 }' "$1"
}
version() { # COMMIT: its attachments
	g ls-tree -r "$1" attachments/ | awk '{ print $3 }' | sort -u >"$work/held"
	cat "$work/held" >>"$work/blobs"
	<"$work/held" g cat-file --batch-check='%(objectname) %(objectsize)' | awk '$2 < 1024 { print $1 }' |
		g cat-file --batch >"$work/batch"
	pointers "$work/batch" | sed 's/$/ an attachment/' >>"$work/contents"
}
contents() {
	sort -u -k1,2 "$work/contents" | while read -r digest size what; do
		file=$(content "$digest")
		if [ -f "$file" ]; then echo "$digest  $file"; [ "$(wc -c <"$file")" -eq "$size" ] || fail "$what: its content is not what its pointer names"
		else gap "$what: content ${digest} is not here"; fi
	done >"$work/sums"
	[ ! -s "$work/sums" ] || sha256sum -c --quiet "$work/sums" >"$work/sums.bad" 2>/dev/null || fail "content is not what pointers name: $(head -1 "$work/sums.bad")"
}
snapshot() { # COMMIT: of the template in its tree
	g ls-tree -r "$1" template/ | awk '{ print $3, substr($0, index($0, "\t") + 1) }' | sort -k2 >"$work/names"
	while read -r blob name; do
		[ -f "$work/sha.$blob" ] || g cat-file blob "$blob" | sha256sum | cut -d' ' -f1 >"$work/sha.$blob"
		read -r sum <"$work/sha.$blob"; printf '%s\000%s\000' "${name#template/}" "$sum"
	done <"$work/names" | sha256sum | cut -d' ' -f1
}
ancestor() { g merge-base --is-ancestor "$1" "$2"; }
[ -n "$main" ] && version "$main"
bound= seals=
package_id=$(awk -F'\t' '$3 == "open" { print $4; exit }' "$work/acts")
id_of() { g cat-file blob "$1:package.yaml" | sed -n 's/^id: *\([^ #]*\).*/\1/p' | head -1; }
[ -n "$main" ] && [ "$(id_of "$main")" != "$package_id" ] && fail "main is of another package than the journal"
: >"$work/bound"
# of each event: number, commit, kind, package or action, whether on main's newest, note, letter, evidence, pinned, snapshot,
# submittal, a digest (manifest, workbook, content), the day it occurred, its own day; - where it has none
while IFS='	' read -r number commit kind action newest note letter evidence pinned snap submittal digest occurred day latest; do
	for name in note letter evidence pinned snap latest; do eval "[ \"\$$name\" != - ] || $name="; done
	# its files are those it names, all of them plain
	{ [ -z "$note" ] || echo "$note"; [ -z "$letter" ] || echo "letters/$letter"
	  case $kind in seal) echo manifest;; exported) echo workbook.xlsx;; waive) echo finding.txt;; stamped) echo stamp.tsr;; esac; } | sort >"$work/wanted"
	g ls-tree -r "$commit" >"$work/tree" || fail "$number: its files cannot be read"
	grep -v '^100644 blob ' "$work/tree" >"$work/odd" && fail "$number: a file in it is no plain file"
	cut -f2 "$work/tree" | { [ -n "$snap" ] && grep -v '^template/' || cat; } | sort >"$work/held"
	cmp -s "$work/wanted" "$work/held" || fail "$number: it holds $(tr '\n' ' ' <"$work/held")and names $(tr '\n' ' ' <"$work/wanted")"
	[ -z "$note" ] || [ "$note" = note.md ] || fail "$number: its note is called $note"
	if [ -n "$note" ] && g cat-file blob "$commit:$note" >"$work/note"; then
		[ -s "$work/note" ] && iconv -f UTF-8 -t UTF-8 <"$work/note" >/dev/null 2>&1 || fail "$number: its note is empty, or no text"
	fi
	[ -z "$snap" ] || [ "$(snapshot "$commit")" = "$snap" ] || fail "$number: its template is not the one it names"
	if [ -n "$letter" ] && g cat-file blob "$commit:letters/$letter" >"$work/pointer"; then
		set -- $(pointers "$work/pointer")
		g rev-parse "$commit:letters/$letter" >>"$work/blobs"
		if [ $# = 2 ]; then echo "$1 $2 $letter" >>"$work/contents"
		elif head -1 "$work/pointer" | grep -q '^version https://git-lfs'; then fail "$number: the pointer of its letter is damaged"; fi
	fi
	# the versions it rests on
	case $kind in
	sign-off) head=1; unjudged "$number: whether the content that it signs has these digests (canon-1)";;
	waive) head=1; unjudged "$number: whether there was the finding that it accepts, and how long it may last";;
	seal) head=1;;
	transition) head=; [ "$newest" = - ] || head=1; unjudged "$number: the guards of $action";;
	*) head=; case $kind in adopt | use | purge | exported | delivered | remark | appoint) unjudged "$number: what the template asks of $kind";; esac;;
	esac
	[ -z "$latest" ] || { [ "$latest" != "$evidence" ] && ancestor "$evidence" "$latest"; } || fail "$number: version $latest is not newer than $evidence"
	for v in $pinned $evidence $latest; do
		grep -q "^$v\$" "$work/bound" && [ -z "$head" ] && continue
		echo "$v" >>"$work/bound"
		[ "$(g cat-file -t "$v")" = commit ] || { fail "$number: version $v is not here"; continue; }
		version "$v"
		[ "$v" = "$pinned" ] && continue
		[ "$(id_of "$v")" = "$package_id" ] || fail "$number: version $v is of another package"
		[ -n "$main" ] && { ancestor "$v" "$main" || fail "$number: main does not lead to version $v"; }
		[ -z "$head" ] || [ -z "$bound" ] || ancestor "$bound" "$v" || fail "$number: version $v does not come behind $bound"
		[ -z "$head" ] || bound=$v
	done
	case $kind in
	seal)
		seals="$seals $evidence"
		g cat-file blob "$commit:manifest" >"$work/manifest"
		[ "$(sha256sum <"$work/manifest" | cut -d' ' -f1)" = "$digest" ] || fail "$number: its manifest has another digest"
		while read -r sealed size path; do
			if ! g cat-file blob "$evidence:$path" >"$work/file"; then fail "$number: it seals $path, which is not there"; continue; fi
			set -- $(pointers "$work/file")
			[ $# = 2 ] || set -- "$(sha256sum <"$work/file" | cut -d' ' -f1)" "$(wc -c <"$work/file" | tr -d ' ')"
			[ "$1 $2" = "$sealed $size" ] || fail "$number: it seals $path as something else"
		done <"$work/manifest"
		g ls-tree -r --name-only "$evidence" attachments/ >"$work/list"
		while read -r path; do grep -qF "  $path" "$work/manifest" || fail "$number: it leaves $path out"; done <"$work/list"
		unjudged "$number: whether all registers and texts are in its manifest";;
	exported)
		g cat-file blob "$commit:workbook.xlsx" >"$work/pointer"; set -- $(pointers "$work/pointer")
		[ "${1:-}" = "$digest" ] || fail "$number: it holds another workbook than it records"
		[ $# = 2 ] && echo "$1 $2 workbook.xlsx" >>"$work/contents";;
	delivered)
		sealed=$(awk -F'\t' -v n="$submittal" '$3 == "seal" && $11 == n { print $14 }' "$work/acts")
		[ -z "$sealed" ] || expr "$occurred" '>=' "$sealed" >/dev/null || fail "$number: delivered before it was sealed";;
	stamped) unjudged "$number: whether the stamp is of its seal, and by an authority";;
	purge) [ -f "$(content "$digest")" ] && fail "$number: what it removed is here";;
	esac
done <"$work/acts"
contents
# nor does git itself hold it
awk -F'\t' '$3 == "purge" { print $12 }' "$work/acts" >"$work/purged"
[ ! -s "$work/purged" ] || sort -u "$work/blobs" | while read -r blob; do
	g cat-file blob "$blob" | sha256sum | cut -d' ' -f1 | grep -qxFf "$work/purged" && fail "what was removed is here: blob $blob"
done

# ---- tags say what seals say
sed -n 's,^refs/tags/submittal/\([^ ]*\) .*,\1,p' "$work/refs" >"$work/tags"
while read -r n; do
	sealed=$(echo "$seals" | awk -v n="$n" 'n ~ /^[1-9][0-9]*$/ && n <= NF { print $n }')
	[ -n "$sealed" ] || { fail "submittal/$n: the journal has no such submittal"; continue; }
	[ "$(g rev-parse "refs/tags/submittal/$n^{commit}")" = "$sealed" ] || fail "submittal/$n names another version than its seal"
done <"$work/tags"
end
