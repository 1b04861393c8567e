# t_journal.sh: somebody changes the journal with git's own tools. The state never changes, and the log names it.
. "$(dirname "$0")/case.sh"
fresh G
appoint_all G || fail 'people are appointed'
status 0 sarflow -C G do start-screen
status 0 sarflow -C G note 'a note'
cp -a G .good
J=refs/sar/journal
git() { command git -C G "$@"; }
tree() { git rev-parse "$J^{tree}"; }
# forge NAME WHY: the commit on stdin's words was made with commit-tree into $new; append it and see
append() {
	local name=$1 why=$2 event
	git update-ref $J "$new"
	event=$(git rev-parse --short=7 "$new")
	is "$name: the state is the same" eligibility "$(state G)"
	status 1 sarflow -C G log; has "${event}" "$ERR"; has "$why" "$ERR"
	status 1 sarflow -C G check; has "[${3:-event-refused}]"
	status 0 sarflow -C G status
	# the honest go on behind it
	status 0 sarflow -C G note 'going on'
	is "$name: still the same" eligibility "$(state G)"
	rm -rf G; cp -a .good G
}
message() { git cat-file commit "$1" | sed '1,/^$/d'; }
forge() { new=$(git commit-tree "$(tree)" "$@") || fail "commit-tree $*"; }
transition=$(git log --first-parent --format=%H --grep='^transition: start-screen' $J)

identity() { head -c 10 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
# a message copied: the event was recorded already; with another id, the move was made already
forge -p $J -F <(message "$transition");                       append 'a copied message' 'was recorded before'
forge -p $J -F <(message "$transition" | sed "s/^Sar-Id: .*/Sar-Id: $(identity)/"); append 'a copied move' 'there is no "start-screen"'
# a move that is open, by someone not appointed, in a role he does not hold, by someone else's hand
move() { cat <<END
transition: ask-requirements: eligibility -> inquiry

Sar-Event: transition
Sar-Id: $(identity)
Sar-Person: $1
Sar-Role: $2
Sar-As-Of: 2026-11-23
Sar-Action: ask-requirements
Sar-From: eligibility
Sar-To: inquiry
END
}
by() { GIT_AUTHOR_NAME=${1% <*} GIT_AUTHOR_EMAIL=$(sed 's/.*<\(.*\)>/\1/' <<<"$1") git commit-tree "$(tree)" "${@:2}"; }
new=$(by "$STRANGER" -p $J -F <(move "$STRANGER" manager));    append 'a stranger' 'is not appointed'
new=$(by "$QUALITY" -p $J -F <(move "$QUALITY" manager));      append 'a role not held' 'does not hold the role'
new=$(by "$QUALITY" -p $J -F <(move "$QUALITY" quality));      append 'a role that may not' 'may not do it'
new=$(by "$STRANGER" -p $J -F <(move "$MANAGER" manager));     append 'another author' 'its author is not the person' event-author
new=$(by "Kenji  Mori <kenji.mori@minato-turbine.example>" -p $J -F <(move "$MANAGER" manager)); append 'nearly the author' 'author' event-author
# parents
forge -p $J -p main -F <(move "$MANAGER" manager);             append 'a parent that is not named' 'parents that it does not name' journal-link
forge -p $J -F <(move "$MANAGER" manager; echo "Sar-Evidence: $(git rev-parse main)"); append 'evidence without its parent' 'is not its parent' journal-link
forge -p $J -p main -F <(move "$MANAGER" manager; echo "Sar-Evidence: $(git rev-parse main)"); append 'evidence the move does not bind' 'binds no evidence'
forge -p $J -p $J~1 -F <(move "$MANAGER" manager; echo "Sar-Evidence: $(git rev-parse main)"); append 'another parent than it names' 'is not its parent' journal-link
# the form: anything but the exact bytes
bad() { new=$(git commit-tree "$(tree)" -p $J -F "$2"); append "$1" 'is ignored' event-malformed; }
move "$MANAGER" manager >m
sed '$ a Sar-Extra: x' m >n;                                   bad 'an unknown trailer' <(cat n)
sed '$ a Sar-To: drafting' m >n;                               bad 'a trailer twice' <(cat n)
sed '$ a Signed-off-by: x <x@x.example>' m >n;                 bad 'a foreign trailer' <(cat n)
sed 's/^Sar-Role: .*/& /' m >n;                                bad 'a blank at the end' <(cat n)
sed '/^Sar-Role/d' m >n;                                       bad 'a trailer missing' <(cat n)
sed 's/^Sar-As-Of: .*/Sar-As-Of: 2026-02-30/' m >n;            bad 'a day that does not exist' <(cat n)
sed '1s/inquiry/ready/' m >n;                                  bad 'a subject that says something else' <(cat n)
{ sed '/^Sar-To/d; /^Sar-From/d' m; grep ^Sar-To m; grep ^Sar-From m; } >n; bad 'another order' <(cat n)
{ head -1 m; echo; echo 'More words.'; tail -n +2 m; } >n;     bad 'more words' <(cat n)
# a kind that this program does not know was made by a newer one: the package is read, and nothing is done to it
sed 's/^Sar-Event: transition/Sar-Event: teleport/' m >n
git update-ref $J "$(git commit-tree "$(tree)" -p $J -F "$SANDBOX/n")"
status 0 sarflow -C G status; is 'it is read' eligibility "$(state G)"
mark G
for act in 'note x' 'do ask-requirements' seal 'remark add --severity minor -m x' "appoint 'A <a@x.example>' --role quality"; do
	eval "status 3 sarflow -C G $act"; has 'made by a newer sarflow (it holds an event "teleport"): this one may read the package, not change it' "$ERR"
done
same 'nothing is recorded' G
rm -rf G; cp -a .good G
move "$MANAGER" manager | sed 's/^transition: .*/adopt: template repair/; s/^Sar-Event: .*/Sar-Event: adopt/; s/^Sar-Person/Sar-Edition: 2\n&/; /^Sar-Action/,$d' >n
{ cat n; git cat-file commit "$(git rev-list --max-parents=0 $J)" | grep -E '^Sar-(Template|Snapshot)'; echo 'Sar-Mapped-To: eligibility'; } >o
git update-ref $J "$(git commit-tree "$(git rev-parse "$(git rev-list --max-parents=0 $J)^{tree}")" -p $J -F "$SANDBOX/o")"
status 0 sarflow -C G status; status 3 sarflow -C G note x; has 'made by a newer sarflow (its rules are of edition 2)' "$ERR"
rm -rf G; cp -a .good G
move "$MANAGER" manager >m
sed 's/$/\r/' m >n;                                            bad 'CR LF' <(cat n)
echo 'just a commit' >n;                                       bad 'no event' <(cat n)
# jumps
sed 's/ask-requirements/report-approval/g; s/inquiry/approved/g' m >n;  forge -p $J -F "$SANDBOX/n"; append 'a jump' 'there is no "report-approval"'
sed 's/inquiry/ready/g' m >n;                                  forge -p $J -F "$SANDBOX/n"; append 'another target' 'it leads to "inquiry"'
sed 's/eligibility/idea/g' m >n;                               forge -p $J -F "$SANDBOX/n"; append 'another origin' 'it leads from "idea"'
# the right move with a second opening; seals and deliveries out of the air
forge -p $J -F <(message "$(git rev-list --max-parents=0 $J)"); append 'a second opening' 'parents that it does not name' journal-link
cat >n <<END
delivered: submittal 7

Sar-Event: delivered
Sar-Id: $(identity)
Sar-Person: $MANAGER
Sar-Role: manager
Sar-As-Of: 2026-11-23
Sar-Submittal: 7
Sar-Occurred-On: 2026-11-23
Sar-Means: pigeon
END
forge -p $J -F "$SANDBOX/n"
command git -C G update-ref $J "$new"
status 1 sarflow -C G log; rm -rf G; cp -a .good G
# appoint oneself
printf 'appoint: %s: manager\n\nSar-Event: appoint\nSar-Id: 00000000000000000099\nSar-Person: %s\nSar-Role: manager\nSar-As-Of: 2026-11-23\nSar-Appointee: %s\nSar-Granted: manager\n' "$STRANGER" "$STRANGER" "$STRANGER" >n
new=$(by "$STRANGER" -p $J -F "$SANDBOX/n"); git update-ref $J "$new"; status 1 sarflow -C G log
status 3 as stranger -C G note 'now I may'
rm -rf G; cp -a .good G

# ---- reordered: the two newest events change places
a=$(git rev-parse $J~1) b=$(git rev-parse $J) base=$(git rev-parse $J~2)
new=$(git commit-tree "$b^{tree}" -p "$base" -F <(message "$b")); new=$(git commit-tree "$a^{tree}" -p "$new" -F <(message "$a"))
git update-ref $J "$new"; is 'a note and a move may change places, the state is the same' eligibility "$(state G)"
rm -rf G; cp -a .good G
status 0 sarflow -C G do ask-requirements; status 0 sarflow -C G do ask-requirements-again --as-of 2027-03-01
a=$(git rev-parse $J~1) b=$(git rev-parse $J) base=$(git rev-parse $J~2)
new=$(git commit-tree "$b^{tree}" -p "$base" -F <(message "$b")); new=$(git commit-tree "$a^{tree}" -p "$new" -F <(message "$a"))
git update-ref $J "$new"
is 'two moves changed round: the first is ignored' inquiry "$(state G)"
status 1 sarflow -C G log; has 'there is no "ask-requirements-again" in state "eligibility"' "$ERR"
rm -rf G; cp -a .good G
# the opening left out, the template in it changed
new=$(git commit-tree "$(tree)" -F <(message $J)); git update-ref $J "$new"
status 3 sarflow -C G status; status 3 sarflow -C G note x; status 3 sarflow -C G log
rm -rf G; cp -a .good G
opening=$(git rev-list --max-parents=0 $J)
echo 'format: 1' >evil.yaml; blob=$(git hash-object -w ../evil.yaml)
changed=$(GIT_INDEX_FILE=$PWD/i git read-tree "$opening" && GIT_INDEX_FILE=$PWD/i git update-index --add --cacheinfo "100644,$blob,template/workflow.yaml" && GIT_INDEX_FILE=$PWD/i git write-tree)
new=$(git commit-tree "$changed" -F <(message "$opening")); git update-ref $J "$new"
status 3 sarflow -C G status
rm -rf G; cp -a .good G
# a file that the log does not read is changed: in the tree, and in its object under the old name
blob=$(git hash-object -w ../evil.yaml)
changed=$(GIT_INDEX_FILE=$PWD/i git read-tree "$opening" && GIT_INDEX_FILE=$PWD/i git update-index --add --cacheinfo "100644,$blob,template/rules.yaml" && GIT_INDEX_FILE=$PWD/i git write-tree)
new=$(git commit-tree "$changed" -F <(message "$opening")); git update-ref $J "$new"
for c in log status 'note x'; do status 3 sarflow -C G $c; done; has 'cannot be read, or was changed' "$ERR"
rm -rf G; cp -a .good G
object=G/.git/objects/$(git rev-parse "$opening:template/rules.yaml" | sed 's,^..,&/,'); chmod u+w "$object"
python3 -c 'import sys, zlib; p = sys.argv[1]; b = zlib.decompress(open(p, "rb").read()); open(p, "wb").write(zlib.compress(b.replace(b"title", b"titel", 1)))' "$object"
for c in log status 'note x'; do status 3 sarflow -C G $c; done; has 'cannot be read, or was changed' "$ERR"
rm -f "$object"; for c in log status 'note x'; do status 3 sarflow -C G $c; done
rm -rf G; cp -a .good G
# rewound: an older journal is a whole one; the state is older, nothing crashes
git update-ref $J $J~2; is 'rewound' idea "$(state G)"; status 0 sarflow -C G log
rm -rf G; cp -a .good G
# the reference points at something else
git update-ref $J "$(git rev-parse main)"; run sarflow -C G status; [ $? = 3 ] && pass 'a journal that is evidence is refused' || fail 'a journal that is evidence is refused'
rm -rf G; cp -a .good G
object=G/.git/objects/$(git rev-parse $J | sed 's,^..,&/,'); chmod u+w "$object"; printf 'rubbish' >"$object"
status 3 sarflow -C G status; status 3 sarflow -C G note x
rm -rf G; cp -a .good G
truncate -s 0 G/.git/refs/sar/journal; run sarflow -C G status; [ $? = 3 ] && one_fault && pass 'an empty reference is a fault' || fail 'an empty reference is a fault'
rm -rf G; cp -a .good G
finish
