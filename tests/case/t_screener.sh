# t_screener.sh: what a screener would send back is found before it goes out, and what is not enclosed is said where he looks.
. "$(dirname "$0")/case.sh"
put() { local file=$1; shift; sed -i -E "$@" "$file"; }         # FILE SED...: plant a mistake
back() { git -C "$1" checkout -q -- . ; }                       # PACKAGE: as it was saved
found() { run sarflow -C "$1" check --no-pager; like "$2"; }     # PACKAGE REGEX
cell() { unzip -p "$1" xl/sharedStrings.xml | sed 's/<[^>]*>/\n/g'; }

# ---- each of the three requests, the mistake planted where that request has it right
for id in F110-NOZ-001 F100-SEAL-001 F100-VANE-001; do
	worked $id
	own=$(sed -n 's/^ncage: //p' $id/package.yaml)
	put $id/package.yaml "s/cage: SJZ9[01],/cage: $own,/"
	found $id "^package.yaml:[0-9]+: error: part number \"[^\"]*\" bears $own, the CAGE of the applicant, and the design holder is \"(Atlas Ridge|Cobalt River)"
	put $id/package.yaml '/^design_holder:/d'
	found $id "bears $own, the CAGE of the applicant, who is not said to hold the design \\[part-number-cage, D\\]"
	# who designed the part himself says so, and the drawing is his
	applicant=$(sed -n 's/^applicant: //p' $id/package.yaml)
	sed -i "/^ncage:/i design_holder: $applicant" $id/package.yaml
	found $id "the design holder is \"${applicant//[()]/.}\", and no drawing in the technical data index is its own"
	lacks "bears $own"
	back $id

	# a row for each way to leave the reader without the document
	put $id/registers/documents.csv '/^MIL-STD-130,/s/,on request,/,,/'
	found $id 'document MIL-STD-130 is not said to be enclosed, on request or withheld'
	lacks '[availability-told'
	back $id; put $id/registers/documents.csv '/^MIL-STD-130,/s/,on request,/,enclosed,/'
	found $id 'document MIL-STD-130 is said to be enclosed and has no file'
	back $id; put $id/registers/documents.csv '/^MIL-STD-130,/s/,on request,Public,/,withheld,,/'
	found $id 'document MIL-STD-130 is withheld and no reason is given'
	found $id 'the answer to B1 does not say that|the text says "1 document is withheld", in the index it is 2'
	back $id; put $id/registers/documents.csv 's/,on request,/,available,/'
	found $id 'registers/documents.csv:[0-9]+:[0-9]+: error: Made available "available": one of these is wanted: enclosed, on request, withheld'
	lacks '[availability-told'
	# all enclosed in words, most of it not in the index
	back $id; put $id/evidence/B-technical-data.md 's/[0-9]+ documents are (available on request|available on$)/all documents are enclosed/'
	found $id 'B-technical-data.md:[0-9]+: error: the answer to B1 does not say that 1[0-9] documents are available on request'
	back $id

	put $id/registers/data_rights.csv 's/,own funds,none,/,another government,none,/'
	found $id 'was paid for by others \(another government\), and no right of theirs is named'
	back $id; put $id/registers/data_rights.csv 's/,own funds,("[^"]*"|[^,]*),/,,,/'
	found $id 'is our own, and it is not said who paid for it'
	back $id
done

# ---- penetrant: nothing that closes a crack stands before it
V=F100-VANE-001
put $V/registers/operations.csv '/^160,/d'
found $V 'operation 170 looks for cracks with penetrant, and no "etch" stands between it and the metal smeared in operation 140'
back $V; put $V/registers/operations.csv '/^140,/s/journals and thread sleeved/journals and thread in wax/'
found $V 'operation 170 looks for cracks with penetrant, and no "dewax" stands between it and the wax of operation 140'
put $V/registers/operations.csv '/^160,/s/Etch before/Dewax and etch before/'
status 0 sarflow -C $V check
back $V

# ---- the reader of the workbook and of the page is told
P=F110-NOZ-001
status 0 sarflow -C $P export --draft -o out
cell out/*checklist.xlsx >words
for said in 'Made available' 'Why not enclosed, or not in full' 'Who sends it' withheld 'Rights of others in it' 'Design holder'; do has "$said" words; done
has 'Answered: of 17 documents 4 enclosed, 12 on request, 1 withheld' words
like '12 documents are available on request' out/evidence/B-technical-data.html
lacks 'nobody else has a right' out/evidence/G-data-rights.html
finish
