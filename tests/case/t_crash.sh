# t_crash.sh: sarflow dies at any moment: killed before each step it takes on the disc, and interrupted at random.
# Afterwards the package opens, git finds nothing wrong, main and the journal are where they were or where they were
# meant to be, and the same act, done again, succeeds.
. "$(dirname "$0")/case.sh"
unguarded
fresh G
ok 'people are appointed' appoint_all G
status 0 sarflow -C G do start-screen
status 0 sarflow -C G do ask-requirements
echo old >old.txt; echo gone >gone.txt
for file in old gone; do status 0 sarflow -C G attach $file.txt -e L -s language=en -s distribution=none -s export_warning=no -s cui= -s dissemination=none -s legend=own -s origin=own -s released_by=; done
status 0 sarflow -C G save -m 'two files'
mv G .base
export ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0
steps='write pwrite64 ftruncate rename renameat2 link linkat unlink fsync syncfs mkdir chmod fchmod'
traced() { strace -f -o "$@"; }
# quiet COMMAND...: without the shell's own "Killed"
quiet() { ( "$@" >o 2>e; exit $? ) 2>/dev/null; }

# whole LENGTH STATES: is the package what it was, or what it was meant to be?  Else says what is wrong
whole() {
	local now
	git -C G fsck --strict --no-dangling --no-progress >fsck 2>&1 && ! grep -qvE '^(notice|Checking)' fsck || { echo "fsck: $(head -3 fsck)"; return 1; }
	sarflow -C G log >/dev/null 2>e || { echo "log: $(head -1 e)"; return 1; }
	sarflow -C G status --json >s 2>e || { echo "status: $(head -1 e)"; return 1; }
	now=$(value '$.state' s)
	case " $2 " in *" $now "*) ;; *) echo "state $now"; return 1 ;; esac
	[ "$(git -C G rev-list --count --first-parent refs/sar/journal)" -le $(($1 + 1)) ] || { echo 'the journal grew by more than one'; return 1; }
}
# crash NAME STATES COMMAND...: kill it before a step, for steps of every sort
crash() {
	local name=$1 states=$2 k step bad= died=0 total; shift 2
	local length=$(git -C .base rev-list --count --first-parent refs/sar/journal)
	rm -rf G; cp -a .base G; prepare
	traced counts -e trace="${steps// /,}" "$SARFLOW" -C G "$@" >o 2>e || { cp e "$ERR"; fail "$name runs under strace"; return; }
	for step in $steps; do
		total=$(grep -c "^[0-9]* *$step(" counts)
		for k in $(seq 1 $((total > 4 ? total / 3 : 1)) $total) $((total > 4 ? total : 0)); do
			[ $k -gt 0 ] || continue
			rm -rf G; cp -a .base G; prepare
			quiet traced /dev/null -e trace=$step -e inject=$step:signal=KILL:when=$k "$SARFLOW" -C G "$@"
			[ $? = 137 ] || continue
			died=$((died + 1))
			why=$(whole $length "$states") || { bad="$bad
#   before $step no. $k: $why"; continue; }
			between
			# the same once more; refused only if it was done
			sarflow -C G "$@" >o 2>e || grep -qE 'there is no "|sealed already' e || { bad="$bad
#   before $step no. $k, done again: $(tail -1 e) (left: $(cd G/.git && find . -name '*.lock' ! -name sarflow.lock | tr '\n' ' '))"; continue; }
			[ $((died % 4)) = 0 ] || continue
			why=$(whole $((length + 1)) "$states") || bad="$bad
#   before $step no. $k, done again: $why"
		done
	done
	: >"$OUT"; : >"$ERR"
	if [ $died -lt 8 ]; then fail "$name: killed before each step" "only $died steps were seen"
	elif [ -n "$bad" ]; then fail "$name: killed before $died steps, it stays whole and can be done again" "not:$(echo "$bad" | head -30)"
	else pass "$name: killed before $died steps, it stays whole and can be done again"; fi
}
prepare() { :; }
between() { :; }
if strace -o /dev/null true 2>/dev/null; then
	crash note 'inquiry' note 'a note'
	crash do 'inquiry data-request' do report-requirements --by 'SASPO' --on 2026-11-20 --received 2026-11-20 --letter "$ROOT/packages/letters/F110-NOZ-001/inquiry-reply.pdf"
	crash sign 'inquiry' sign --role engineering --as "$ENGINEER"
	crash seal 'inquiry' seal
	prepare() { echo 'a line' >>G/evidence/C-repair-documents.md; echo new >G/attachments/L/new.txt; rm G/attachments/L/gone.txt; }
	crash save 'inquiry' save --remove -m 'a change'
	# and where the person wrote on before saving again
	between() { echo 'another line' >>G/evidence/C-repair-documents.md; }
	steps='rename renameat2 link linkat unlink' crash 'save, and written on' 'inquiry' save --remove -m 'a change'
	between() { :; }
	prepare() { echo content >x.txt; }
	crash attach 'inquiry' attach x.txt --replace --name old.txt -e L
else
	skip 'killed before each step' 'strace cannot trace here'
fi

# ---- interrupted or killed at random moments; the same package all along
rm -rf G; mv .base G
for i in $(seq 30); do
	echo "line $i" >>G/evidence/C-repair-documents.md
	signal=INT; [ $((i % 2)) = 0 ] && signal=KILL
	case $((i % 3)) in 0) act='save -m x' ;; 1) act='note x' ;; 2) act='check' ;; esac
	length=$(git -C G rev-list --count --first-parent refs/sar/journal)
	quiet timeout -s $signal "0.0$((RANDOM % 60 + 10))" "$SARFLOW" -C G $act
	why=$(whole $length inquiry) || { fail "after $signal in $act" "$why"; break; }
	# what a death leaves in the way of the next act is tried above, step by step
	rm -f G/.git/index.lock G/.git/refs/heads/main.lock
done
pass 'thirty deaths later it is whole'
status 0 sarflow -C G save -m 'at last'
saved G
status 0 sarflow -C G note 'at last'

# ---- a package that was never finished leaves nothing in its place, and can be made again
for k in 1 5 20 60 90; do
	quiet traced /dev/null -e trace=write -e inject=write:signal=KILL:when=$k "$SARFLOW" new H --template repair --category IV --title x
	[ -e H ] && ! sarflow -C H status >/dev/null 2>&1 && fail "killed at write no. $k, new leaves half a package"
	rm -rf .H.new*
done
[ -e H ] || status 0 sarflow new H --template repair --category IV --title x
finish
