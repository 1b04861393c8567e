# t_temporary.sh: what a library or another program wants as a file lies in a room of its own, which goes with the command,
# or, where that is killed, with the next one.
. "$(dirname "$0")/case.sh"
strace -o /dev/null true 2>/dev/null || { skip 'rooms of commands that are killed' 'strace cannot trace here'; finish; exit; }
export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0        # the leak finder needs ptrace for itself
rooms() { find "$@" -name '.sarflow-tmp-*' -type d; }
# killed COMMAND...: with SIGKILL, once its first room is made and locked
killed() {
	local turn
	strace -f -o trace -e trace=mkdir,flock "$@" >/dev/null 2>&1 </dev/null
	turn=$(awk '/mkdir.*sarflow-tmp/ && !room { room = $1 } /flock\(/ { of[$1]++; if ($1 == room) { print of[$1]; exit } }' trace)
	{ strace -f -o /dev/null -e trace=flock -e inject=flock:signal=KILL:when="${turn:-1}" "$@" &>/dev/null; } 2>/dev/null </dev/null
}

# ---- a bundle: unpacked where the machine keeps what is not finished
old=$ROOT/tests/old/1
status 4 sarflow verify "$old/sealed.bundle"
is 'a bundle leaves nothing' '' "$(rooms "$TMPDIR")"
killed "$SARFLOW" verify "$old/sealed.bundle"
is 'a verification that is killed leaves a room' 1 "$(rooms "$TMPDIR" | wc -l)"
echo spilled >"$(rooms "$TMPDIR")/spilled"
mkdir "$TMPDIR/.sarflow-tmp-1-0" "$TMPDIR/sarflow-tmp-9-9"
status 4 sarflow verify "$old/sealed.bundle"
is 'the next one sweeps it; what lives, and what is no temporary, stays' "$TMPDIR/.sarflow-tmp-1-0 $TMPDIR/sarflow-tmp-9-9" "$(echo "$TMPDIR"/.s* "$TMPDIR"/s*)"
rmdir "$TMPDIR/.sarflow-tmp-1-0" "$TMPDIR/sarflow-tmp-9-9"

# ---- a key for an agent, and a signature of a type that ssh-keygen judges: in the package
unset SSH_AUTH_SOCK SSH_ASKPASS DISPLAY
ssh-keygen -q -t ecdsa -N '' -C card -f card
git config --global gpg.format ssh; git config --global commit.gpgsign true
git config --global user.signingkey "key::$(cut -d' ' -f1,2 card.pub)"
eval "$(ssh-agent -s)" >/dev/null; ssh-add -q card 2>/dev/null
fresh F
status 0 sarflow -C F note 'signed by an agent'
is 'a key leaves nothing' '' "$(rooms F "$TMPDIR")"
killed "$SARFLOW" -C F note 'never signed'
is 'a killed act leaves its room in the package' 1 "$(rooms F/.git/sarflow/tmp | wc -l)"
is 'and none beside it' '' "$(rooms "$TMPDIR")"
status 0 sarflow -C F note 'signed once more'
is 'the next act sweeps it' '' "$(rooms F "$TMPDIR")"
status 0 sarflow verify F
is 'a signature leaves nothing' '' "$(rooms F "$TMPDIR")"
killed "$SARFLOW" verify F
is 'a killed verification leaves its room in the package' 1 "$(rooms F/.git/sarflow/tmp | wc -l)"
status 0 sarflow -C F doctor
is 'the doctor sweeps it' '' "$(rooms F "$TMPDIR")"

# ---- a package that may only be read has its rooms elsewhere
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	chmod -R a+rX "$SANDBOX"; mkdir -m 777 "$SANDBOX/elsewhere"
	git config --global safe.directory "$SANDBOX/F"; chmod a+r "$HOME/.gitconfig"
	ok 'somebody who may only read verifies it' env TMPDIR="$SANDBOX/elsewhere" setpriv --reuid 65534 --regid 65534 --clear-groups \
		strace -f -o "$SANDBOX/elsewhere/trace" -e trace=mkdir "$SARFLOW" verify F
	has 'mkdir("'"$SANDBOX/elsewhere/.sarflow-tmp-" "$SANDBOX/elsewhere/trace"
	is 'and leaves nothing' '' "$(rooms F "$SANDBOX/elsewhere")"
fi
kill "$SSH_AGENT_PID"; unset SSH_AUTH_SOCK SSH_AGENT_PID

# ---- the workbook of a page
git config --global commit.gpgsign false
"$SARFLOW" serve F --as "$MANAGER" >link 2>log & SERVER=$!
for i in $(seq 100); do [ -s link ] && break; sleep 0.1; done
BASE=$(sed -n '1s,/enter.*,,p' link); curl -s -c jar -o /dev/null "$(head -1 link)"
book=$BASE/p/F/workbook/working.xlsx
is 'a workbook comes' 200 "$(curl -s -b jar -o book.xlsx -w '%{http_code}' "$book")"
is 'and leaves nothing' '' "$(rooms F "$TMPDIR")"
kill -KILL $SERVER; wait $SERVER 2>/dev/null
strace -f -o /dev/null -e trace=flock -e inject=flock:signal=KILL:when=1 "$SARFLOW" serve F --as "$MANAGER" >link2 2>log & SERVER=$!
for i in $(seq 100); do [ -s link2 ] && break; sleep 0.1; done
BASE=$(sed -n '1s,/enter.*,,p' link2); curl -s -c jar -o /dev/null "$(head -1 link2)"
curl -s -b jar -o /dev/null "$BASE/p/F/workbook/working.xlsx"
{ wait $SERVER; } 2>/dev/null
is 'a server that is killed leaves its room in the package' 1 "$(rooms F/.git/sarflow/tmp | wc -l)"
status 0 sarflow -C F note 'a note'
is 'the next act sweeps it' '' "$(rooms F "$TMPDIR")"
finish
