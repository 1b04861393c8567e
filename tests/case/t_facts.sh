# t_facts.sh: what was read in the regulations stands in the templates with its source, what was not used stands in
# templates/README.md with the reason, and nothing of our own stands under basis P.
. "$(dirname "$0")/case.sh"
told() { # TEMPLATE WORD TEXT...: explain says each text
	local template=$1 word=$2 text; shift 2
	status 0 sarflow explain "$word" -t "$template" --no-pager
	tr -s ' \n' '  ' <"$OUT" >said
	for text; do has "$text" said; done
}
unused() { # TEXT...: each begins or stands in a row of the list, which gives a section and a reason
	local text
	for text; do grep -E '^\|.*\| [0-9., ]+ \| .{20,} \|$' "$ROOT/templates/README.md" | grep -F -- "$text" >"$OUT" &&
		pass "not used: $text" || fail "not used: $text"; done
}

# ---- FAR 9.202: on request, at one's own expense, prompt notice with reasons, an award need not wait
told repair inquiry 'FAR 9.202(a)(2)' 'given on request' "one's own expense"
told repair decision 'FAR 9.202(a)(4)' '9.202(e)' 'specific reasons' 'an award need not wait'
# ---- FAR 52.209-1(f), 9.207: location and ownership, the conditions, the notice of removal
told repair active 'location and ownership' 'FAR 52.209-1(f)' '9.207(a)' 'exclusion in SAM' '90 days' 'DLAD 9.306 (E08)(4)' '9.270-3'
told repair removed '9.207(a), (b)' 'says why'
told repair resubstantiation 'ownership of the plant'
told company-profile 1 'FAR 52.209-1(f), 9.207(a)(3)' ownership
# ---- DLAD 9.306 (E08)(5), by its own words and by our reading
told repair L6 'within 5 years, 3 for a critical safety item' 'DLAD 9.306 (E08)(5)' 'D for the recency'
told repair screening-recency 'DLAD 9.306 (E08)(5)'
# ---- PGI 217.7506: how much competition, K, the pairs
told repair amsc:C 'two approved sources or more' 'data good enough to qualify another' 'with 3 to 5 there is one source' 'PGI 217.7506 2-201.2(c)'
told repair amsc:K 'MIL-STD-2175' 'PGI 217.7506 2-201.2(k)'; lacks 'controlled sources' said
told manufacture material-drawing-listed 'MIL-STD-2175' 'is ours'
told repair amc_amsc 'Exhibit I of PGI 217.7506' 'DoDM 4140.01 volume 9'
told repair criticality 'DoDM 4140.01 volume 11' 'PGI 209.270-4'
ok 'the form of the code cites Exhibit I' grep -q 'amc_amsc: .*PGI 217.7506 Exhibit I' "$ROOT/templates/shared/sar/template.yaml"
# ---- what applicants are sent back for
told repair B1 'enclosed, available on request or withheld' 'sends the request back'
told repair document-not-enclosed 'usual cause of a deficiency notice'
told repair B2 'revised while the request is evaluated'
told repair technical-evaluation 'new revision'
told repair approved 'part numbers, quantities and services'
told repair conditional 'first-article samples and their results' 'quantities or services only'
told repair suspended 'put their finding beside each answer' 'earlier finding'
told repair G3 'who paid for the development' 'grants back'
told repair C7 'one site (CAGE)'
told repair M4 'ages by its last delivery'
unused 'DLAD 9.270-3 (S-91)' 'ship critical safety items' 'DoDM 4140.01' 'FAA and JCAB' 'NAVSUP WSS' 'FAR 9.202(f)' \
	'two authorities' 'equivalence table' 'designated laboratories' 'requirement sets by revision' '38.3.5' 'hits many packages' \
	'several sites in one routing' 'the same office asks again' 'FAR 9.207(a)' 'changes of location, ownership'

# ---- basis P: each rule, line and state was held against the notes on the process; who adds one does the same and names it here
: >"$OUT"; : >"$ERR"
under_p() { awk '/^  [A-Za-z0-9-]+:$/ { id = $1; sub(":", "", id) } /^    basis: P$/ { print id }' "$@" | sort | tr '\n' ' '; }
is 'rules under P' 'cmmc-recent operating-experience order-customer profile-used screening-export ' \
	"$(under_p "$ROOT"/templates/*/rules.yaml "$ROOT"/templates/shared/*/rules.yaml)"
is 'checklist lines under P' 'M3 R1 R2 R3 ' "$(under_p "$ROOT"/templates/*/checklist.yaml "$ROOT"/templates/shared/*/checklist.yaml)"
is 'states under P' 'active decision inquiry removed ' "$(under_p "$ROOT"/templates/*/workflow.yaml "$ROOT"/templates/shared/*/workflow.yaml)"
is 'forms under P' 'amc_amsc ' "$(sed -n '/^formats:/,/^codes:/ s/^  \([a-z_]*\): {pattern.*basis: P.*/\1/p' "$ROOT/templates/shared/sar/template.yaml" | tr '\n' ' ')"
finish
