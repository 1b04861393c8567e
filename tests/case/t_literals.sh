# t_literals.sh: a word that a rule's query compares a column with must be one the column can hold; what the query makes
# itself, and parts of longer values, are let alone.
. "$(dirname "$0")/case.sh"
example_template templates/repair
export SARFLOW_TEMPLATES=$SANDBOX/templates
query() { # what lint says of the query's words
	rm -rf own; cp -r templates/repair own
	{ printf 'rules:\n  supplier-listed:\n    title: {en: Suppliers, ja: 供給者}\n    level: warning\n    basis: D\n    says: {en: a, ja: b}\n    sql: |\n'
	  printf '%s\n' "$1" | sed 's/^/      /'; } >own/rules.yaml
	echo 'cases: {}' >own/cases.yaml
	run sarflow template lint ./own; lacks 'does not run'
}
misspelt() { query "$1"; has "${2:-compares state with \"answerd\"}"; }
right() { query "$1"; lacks ' compares '; }

# ---- misses
misspelt "SELECT file, line FROM sections WHERE state = 'answerd'"
misspelt "SELECT file, line FROM sections WHERE 'answerd' <> state"
misspelt "SELECT file, line FROM sections WHERE state IS NOT 'answerd' AND line > 1"
misspelt "SELECT file, line FROM sections WHERE state NOT IN ('answered', 'answerd')"
misspelt "SELECT file, line FROM sections WHERE CASE state WHEN 'answerd' THEN 1 END"
misspelt "SELECT s.file, s.line FROM sections s WHERE s.state = 'answerd' -- it's"
misspelt "SELECT file, line FROM (SELECT file, line, state, row_number() OVER (PARTITION BY state ORDER BY line) AS n FROM sections) WHERE n = 1 AND state = 'answerd'"
misspelt "WITH w AS (SELECT file, line, state FROM sections s WHERE s.state = 'answerd') SELECT file, line FROM w"
misspelt "SELECT file, line FROM sections WHERE state = 'it''s'" "compares state with \"it's\""

# ---- a part of a longer value, or one that is compared in another way
right "SELECT file, line FROM sections WHERE state = 'ANSWERED' COLLATE NOCASE OR 'ANSWERED' = state COLLATE NOCASE"
right "SELECT file, line FROM sections WHERE 'answered!' = state || '!' OR state || '!' = 'answered!'"
right "SELECT file, line FROM sections WHERE state = 'an' || 'swered' OR state IS NOT 'an' || 'swered' OR state IN ('an' || 'swered')"
right "SELECT file, line FROM sections WHERE CASE state || '!' WHEN 'answered!' THEN 1 END OR CASE state WHEN 'an' || 'swered' THEN 1 END"
right "SELECT file, line FROM sections WHERE state > 'a' AND state LIKE 'a%' AND substr(state, 1, 2) = 'an' AND state <> ''"
right "SELECT file, line FROM sections -- it's state = 'x'
WHERE /* state = 'y' */ state = 'answered'"

# ---- columns and tables that the query makes
right "WITH w(file, line, state) AS (SELECT file, line, 'bad' FROM sections) SELECT file, line FROM w WHERE state = 'bad'"
right "WITH w AS NOT MATERIALIZED (SELECT file, line, 'bad' AS state FROM sections) SELECT file, line FROM w WHERE w.state = 'bad'"
right "WITH w AS (SELECT file, line, 'bad' state FROM sections) SELECT file, line FROM w WHERE state = 'bad'"
right "WITH w AS (SELECT file, line, CASE WHEN line > 1 THEN 'bad' END state FROM sections) SELECT file, line FROM w WHERE state = 'bad'"
right "WITH sections AS (SELECT file, line, file AS state FROM texts) SELECT s.file, s.line FROM sections s WHERE s.state = 'bad'"
right "SELECT file, line FROM (SELECT file, line, iif(state = 'answered', 'good', 'bad') AS State FROM sections) WHERE state = 'bad'"
right "SELECT s.file, s.line FROM (SELECT file, line, 'bad' state FROM texts) AS s WHERE s.state = 'bad' AND NOT EXISTS (SELECT 1 FROM sections s WHERE s.line = 0)"

# ---- of a column that may hold several, one is not all
sed -i 's/^      supplier: {/      kinds: {type: choice, choices: [new, used], list: true, title: {en: Kinds, ja: 種類}}\n&/' templates/repair/template.yaml
cmp -s templates/repair/template.yaml own/template.yaml && fail 'the template has a list of choices'
right "SELECT file, line FROM operations WHERE kinds = 'new;used'"
misspelt "SELECT o.file, o.line FROM operations_kinds o WHERE o.item = 'nu'" 'compares item with "nu"'

# ---- very many, in a small room
{ printf "SELECT file, line FROM sections WHERE state IN ('answered'"; for ((i = 0; i < 20000; i++)); do printf ",'answered'"; done; echo ')'; } >many
query "$(cat many)"; [ ! -s "$ERR" ] && pass 'twenty thousand words are read' || fail 'twenty thousand words are read'
case $BUILD in
*/san*) skip 'twenty thousand words do not fill the memory' 'a sanitizer takes room of its own' ;;
*) (ulimit -v 1000000; "$SARFLOW" template lint ./own >"$OUT" 2>"$ERR"; [ ! -s "$ERR" ]) && pass 'twenty thousand words do not fill the memory' ||
	fail 'twenty thousand words do not fill the memory' ;;
esac
finish
