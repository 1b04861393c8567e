# events.awk: the events of a journal, oldest first: how each is written, and whether it may stand where it stands.  Input:
# =NUMBER COMMIT, the commit's bytes and a line feed, =end, and behind an opening or an adoption what workflow.awk makes of the
# template in its tree.  Before them =key BASE64 FINGERPRINT for each key that the journal names, and before an event that is
# signed =signature NUMBER good FINGERPRINT, or bad, or strange, or other; =days BASE64 FROM UNTIL for each certificate.  `told` takes what is no failure, `bound` whose keys there were.  Prints a line a failure; writes to `out` each event's number, commit and kind, and its trailers.
BEGIN {
	order = "Event Id Edition Person Role As-Of Package Template Snapshot Action From To Evidence Appointee Granted Address Key Reported-By Occurred-On " \
		"Received-On Direction Letter Letter-Date Letter-Reference Letter-From Meaning Canon Covers Submittal Manifest Profile Result Workbook Means Alias " \
		"Used Pinned Mapped-To Note Finding Rule Until Path Content Remark Severity Owner Due Element Requirement Exact Prefix Suffix Row Column Field Page Region Newest " \
		"Filed-In Their-Number Disposition Duplicate-Of Valid-From"
	n = split(order, word, " "); for (i = 1; i <= n; i++) place[word[i]] = i
	many["Granted"] = many["Address"] = many["Key"] = many["Covers"] = many["Requirement"] = 1
	for (i = split("Id:identity Edition:number Person:person Role:word As-Of:date Package:word Template:word Snapshot:digest Action:word From:word To:word Evidence:commit " \
		"Appointee:person Granted:word Address:email Occurred-On:date Received-On:date Direction:word Letter:file Letter-Date:date Canon:word Covers:cover Submittal:number " \
		"Manifest:digest Profile:word Result:digest Workbook:digest Alias:word Used:word Pinned:commit Mapped-To:word Note:file Finding:digest Rule:word Until:date Path:file " \
		"Content:digest Remark:identity Severity:word Due:date Element:word Requirement:word Column:word Page:number Region:region Newest:commit Filed-In:identity Disposition:word Duplicate-Of:identity Valid-From:date", f, " "); i; i--) {
		split(f[i], p, ":"); form[p[1]] = p[2]
	}
	report = "Reported-By Occurred-On Received-On"; paper = "Letter Letter-Date Letter-Reference Letter-From"
	needs["open"] = "Edition Package Template Snapshot"
	needs["appoint"] = "Appointee"; may["appoint"] = "Granted Address Key"
	needs["transition"] = "Action From To"; may["transition"] = "Due Evidence Note " report " " paper
	needs["sign-off"] = "Evidence Meaning Canon Covers"
	needs["use"] = "Alias Used Pinned"; may["use"] = "Template Snapshot"
	needs["adopt"] = "Edition Template Snapshot Mapped-To"
	needs["seal"] = "Evidence Submittal Manifest"
	needs["exported"] = "Submittal Profile Result Workbook"
	needs["delivered"] = "Submittal Occurred-On Means"; may["delivered"] = "Note " paper
	needs["note"] = "Note"
	needs["letter"] = "Letter Direction Occurred-On"; may["letter"] = "Letter-Date Letter-Reference Letter-From Reported-By Received-On Note"
	needs["waive"] = "Finding Rule Until Note Evidence"; may["waive"] = "Path"
	needs["unwaive"] = "Finding"; may["unwaive"] = "Note"
	needs["purge"] = "Path Content Note"
	needs["remark"] = "Severity Note"; may["remark"] = "Owner Due Path Content Element Requirement Exact Prefix Suffix Row Column Field Page Region Newest Evidence Filed-In Their-Number " report
	needs["reply"] = "Remark Note"
	needs["answer"] = "Remark Disposition"; may["answer"] = "Evidence Duplicate-Of Note"
	needs["close"] = "Remark"; may["close"] = "Note " report
	needs["reopen"] = "Remark Note"; may["reopen"] = report
	needs["trust"] = "Appointee Key"; may["trust"] = "Valid-From Until Note"
	needs["revoke"] = "Appointee Key Occurred-On Note"
	needs["stamped"] = "Submittal Occurred-On"; may["stamped"] = "Means"
	sixty = "^[0-9a-f]+$"
}
function bad(text) { print number ": " text }
function day_exists(s,   y, m, d, days) {
	if (s !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/) return 0
	y = substr(s, 1, 4) + 0; m = substr(s, 6, 2) + 0; d = substr(s, 9, 2) + 0
	days = m == 2 ? (y % 4 == 0 && (y % 100 || y % 400 == 0) ? 29 : 28) : m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31
	return y >= 1 && m >= 1 && m <= 12 && d >= 1 && d <= days
}
function is_word(s) { return s ~ /^[A-Za-z0-9_.+-]+$/ && length(s) <= 100 }
function is_email(s) { return s ~ /^[^ <>,;"@]+@[^ <>,;"@]+$/ }
function is_person(s) { return s ~ /^[^<> ].* <[^<>]+>$|^[^<> ] <[^<>]+>$/ && is_email(substr(s, index(s, "<") + 1, length(s) - index(s, "<") - 1)) }
function is_hex(s, n) { return length(s) == n && s ~ sixty }
function is_safe(s) { return s !~ /^\/|\/$|\/\/|(^|\/)\.\.?(\/|$)|\\/ && s !~ /(^|\/)\.[gG][iI][tT](\/|$)/ && s != "" }
function fits(name, s,   f, p) {
	f = form[name]
	if (s == "" || s ~ /^[ \t]|[ \t]$/ || s ~ /[\001-\037\177]/) return 0
	if (f == "word") return is_word(s)
	if (f == "date") return day_exists(s)
	if (f == "digest") return is_hex(s, 64)
	if (f == "commit") return is_hex(s, 40)
	if (f == "identity") return is_hex(s, 20)
	if (f == "number") return s ~ /^[1-9][0-9]*$/ && length(s) < 7
	if (f == "person") return is_person(s)
	if (f == "email") return is_email(s)
	if (f == "file") return is_safe(s)
	if (f == "region") return split(s, p, " ") == 4 && s ~ /^(0|[1-9][0-9]*) (0|[1-9][0-9]*) [1-9][0-9]* [1-9][0-9]*$/ && p[1] + p[3] <= 1000 && p[2] + p[4] <= 1000
	if (f == "cover") { split(s, p, " "); return is_word(p[1]) && s == p[1] " " p[2] && is_hex(p[2], 64) }
	return 1
}
# "Name <address> seconds zone", as git writes it
function is_author(s,   z) {
	if (s !~ /^[^<>]* <[^<>]*> (0|[1-9][0-9]*) [-+][0-9][0-9][0-5][0-9]$/) return 0
	z = substr(s, length(s) - 4)
	return z != "-0000" && substr(z, 2) + 0 <= 1400
}
function pad(x) { return x < 10 ? "0" x : x }
# the civil day of an instant in a zone (days from civil, Howard Hinnant's algorithm turned round)
function day_of(t, zone,   off, z, era, doe, yoe, y, doy, mp, d, m) {
	off = (substr(zone, 2, 2) * 60 + substr(zone, 4, 2)) * 60; if (zone ~ /^-/) off = -off
	z = int((t + off) / 86400) + 719468; era = int(z / 146097); doe = z - era * 146097
	yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365); y = yoe + era * 400
	doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100)); mp = int((5 * doy + 2) / 153)
	d = doy - int((153 * mp + 2) / 5) + 1; m = mp < 10 ? mp + 3 : mp - 9
	return (m <= 2 ? y + 1 : y) "-" pad(m) "-" pad(d)
}
function has(list, one) { return index("," list ",", "," one ",") > 0 }
function subject(   k, s, i) {
	k = v["Event"]
	if (k == "open") return "open: " v["Package"] " from template " v["Template"]
	if (k == "appoint") return "appoint: " v["Appointee"] ": " (v["Granted"] == "" ? "no role any more" : v["Granted"])
	if (k == "transition") return (v["Reported-By"] == "" ? "transition: " : "reported: ") v["Action"] ": " v["From"] " -> " v["To"]
	if (k == "sign-off") { s = v["Covers"]; gsub(/ [0-9a-f]+/, "", s); return "sign-off: " v["Role"] ": " s }
	if (k == "use") return "use: " v["Used"] " as " v["Alias"]
	if (k == "adopt") return "adopt: template " v["Template"]
	if (k == "seal") return "seal: submittal " v["Submittal"]
	if (k == "exported") return "exported: submittal " v["Submittal"] ", profile " v["Profile"]
	if (k == "delivered") return "delivered: submittal " v["Submittal"]
	if (k == "stamped") return "stamped: submittal " v["Submittal"]
	if (k == "note") return "note"
	if (k == "letter") return "letter: " v["Direction"] ": " v["Letter"]
	if (k == "waive") return "waive: " v["Rule"] " until " v["Until"]
	if (k == "unwaive") return "unwaive: " v["Finding"]
	if (k == "purge") return "purge: " v["Path"]
	if (k == "remark") return (v["Reported-By"] == "" ? "remark " : "deficiency ") v["Id"] ": " v["Severity"]
	if (k == "answer") return "answer: remark " v["Remark"] ": " v["Disposition"]
	if (k == "trust" || k == "revoke") return k ": a key of " v["Appointee"]
	return k ": remark " v["Remark"]
}
# how it is written; 0: it is no event, and changes nothing
function written(   i, line, at, name, last, k, all, w, c, parents, extra) {
	delete v; delete key_line; keys = 0; parents = 0; extra = ""; delete parent
	i = 1
	if (l[i] !~ /^tree [0-9a-f]+$/ || length(l[i]) != 45) { bad("the commit does not begin with its tree"); return 0 }
	for (i = 2; l[i] ~ /^parent [0-9a-f]+$/ && length(l[i]) == 47; i++) parent[++parents] = substr(l[i], 8)
	author = l[i] ~ /^author / ? substr(l[i++], 8) : ""
	committer = l[i] ~ /^committer / ? substr(l[i++], 11) : ""
	if (!is_author(author) || !is_author(committer)) { bad("author or committer is not written as git writes one"); return 0 }
	zone = substr(author, length(author) - 4); seconds = author; sub(/ [^ ]*$/, "", seconds); sub(/^.* /, "", seconds); seconds += 0
	if (author != committer) bad("another committer: " committer)
	for (signed = 0; i <= lines && l[i] != ""; i++) {
		if (l[i] ~ /^gpgsig -----BEGIN / && !signed) {
			signed = 1
			while (l[i + 1] ~ /^ /) i++
			if (l[i] !~ /^ -----END .*-----$/) bad("words behind the signature")
		} else { bad("a header " l[i]); while (l[i + 1] ~ /^ /) i++ }
	}
	at = i + 1                              # the message
	if (l[at + 1] != "") { bad("no empty line behind the first one"); return 0 }
	last = 0
	for (i = at + 2; i <= lines; i++) {
		c = index(l[i], ": ")
		name = substr(l[i], 1, c - 1)
		if (c == 0 || name !~ /^Sar-/ || !((name = substr(name, 5)) in place)) { bad("no trailer: " l[i]); return 0 }
		w = substr(l[i], c + 2)
		if (place[name] < last || (place[name] == last && !(name in many))) { bad(name " stands twice, or not in its place"); return 0 }
		if (name != "Event" && !fits(name, w)) { bad("no value for " name ": " w); return 0 }
		last = place[name]
		if (name in v) v[name] = v[name] ", " w; else v[name] = w
		if (name == "Key") key_line[++keys] = w
	}
	k = v["Event"]
	if (!(k in needs)) { bad("no kind of event: " k); return 0 }
	all = " Event Id Person Role As-Of " needs[k] " " may[k] " "
	for (name in v) if (index(all, " " name " ") == 0) { bad(name " does not belong to " k); return 0 }
	for (i = split("Id Person Role As-Of " needs[k], w1, " "); i; i--) if (!(w1[i] in v)) { bad(w1[i] " is missing"); return 0 }
	if (l[at] != subject()) { bad("its first line is not \"" subject() "\""); return 0 }
	if (author !~ /^.* <[^<>]*> / || index(author, v["Person"] " ") != 1) { bad("its author is not the person it names"); return 0 }
	# parents: the event before, what it rests on, what it pins
	i = k == "open" ? 0 : 1
	if (v["Evidence"] != "" && parent[++i] != v["Evidence"]) { bad("its evidence is not its parent"); return 0 }
	if (v["Pinned"] != "" && parent[++i] != v["Pinned"]) { bad("what it pins is not its parent"); return 0 }
	if (parents != i) { bad("it has parents that it does not name"); return 0 }
	return 1
}
function days(   d, i, x) {
	d = day_of(seconds, zone)
	if (seconds > now + 3600) bad("recorded ahead of now")
	else if (v["As-Of"] > d) bad("its day lies ahead of the one it was recorded on")
	if (before != "" && seconds < before - 3600) bad("recorded before the event it stands behind")
	if (as_of != "" && v["As-Of"] < as_of) bad("of a day before that of the event it stands behind")
	for (i = split("Occurred-On Received-On Letter-Date", x, " "); i; i--) if (v[x[i]] != "" && v[x[i]] > v["As-Of"]) bad(x[i] " lies ahead of the day it was recorded on")
	if (v["Event"] == "transition" && v["Reported-By"] == "" && v["Occurred-On"] v["Received-On"] != "") bad("days of a report that nobody made")
	if (v["Occurred-On"] != "" && v["Received-On"] != "" && v["Received-On"] < v["Occurred-On"]) bad("received before it happened")
	before = seconds; as_of = v["As-Of"]
}
function address(person) { person = substr(person, index(person, "<") + 1); return tolower(substr(person, 1, length(person) - 1)) }
function appoints(roles,   r, i) { for (i = split(roles, r, ","); i; i--) if (act["appoint"] == "any" || has(act["appoint"], r[i])) return 1; return 0 }
function somebody(but,   p) { for (p in roles) if (p != but && appoints(roles[p])) return 1; return 0 }
function person(a) { return a in roles ? a : a in alias ? alias[a] : "" }
# ---- keys
function base64(s,   w) { split(s, w, " "); return w[2] }
function is_key(s) { return s ~ /^[a-z0-9@.-]+ [A-Za-z0-9+\/=]+( |$)/ }
function holds(p,   x, w, n) { for (x in binds_key) { split(x, w, SUBSEP); if (w[1] == p && binds_key[x] == 1) n++ } return n + 0 }
function owner(k,   x, w) { for (x in binds_key) { split(x, w, SUBSEP); if (w[2] == k && binds_key[x] == 1) return w[1] } return "" }
function ever(p, k) { return (p SUBSEP k) in binds_key }
function bind(p, k) { binds_key[p, k] = 1; ever_bound[k "\t" p] = 1 }
function trusts_alone(r) { return act["trust" in act ? "trust" : "appoint"] == "any" || has(act["trust" in act ? "trust" : "appoint"], r) }
function revokes_alone(r) { return act["revoke" in act ? "revoke" : "appoint"] == "any" || has(act["revoke" in act ? "revoke" : "appoint"], r) }
# is the event signed with a key that counts?  What else there is to say of its signature is said.
function counts(p,   st, k, o) {
	st = sig[number]
	if (st == "") { if (holds(p)) tells("not signed, and its person has a key"); return 0 }
	if (st == "bad") { bad("its signature is not of these bytes, or none"); return 0 }
	if (st == "strange") { tells("signed with a key that no event holds"); return 0 }
	if (st != "good") return 0
	k = key_of[sig_key[number]]; o = owner(k)
	if (k != "" && binds_key[p, k] == 1) {
		if (valid_from[p, k] != "" && v["As-Of"] < valid_from[p, k] || until[p, k] != "" && v["As-Of"] > until[p, k] || k in own_from && (v["As-Of"] < own_from[k] || v["As-Of"] > own_until[k])) { bad("signed with a key on none of its days"); return 0 }
		last_day[k] = v["As-Of"]; return 1
	}
	delete binds_key[p, k]                  # awk made it as it looked
	if (was[p, k]) binds_key[p, k] = 0
	if (o != "") bad("signed with the key of " o)
	else if (k != "" && was[p, k]) bad("signed with a key that has ended")
	else unbound[sig_key[number] "\t" p] = 1
	return 0
}
function judge_key(k,   p, key, o) {
	p = person(address(v["Appointee"])); key = base64(key_line[1]); o = owner(key)
	if (keys != 1 || !is_key(key_line[1])) return "it names no key, or several"
	if (k == "revoke") {
		if (p == "" || o != p) return "it is no key of theirs that counts"
		if (v["Occurred-On"] > v["As-Of"]) return "revoked from a day that has not come"
		return revokes_alone(v["Role"]) || p == person(address(v["Person"])) ? "" : "the role " v["Role"] " may not do it"
	}
	if (p == "" || roles[p] == "") return "the person is not appointed"
	if (o != "" && o != p) return "it is the key of another"
	if (key in revoked) return "the key was revoked"
	if (v["Valid-From"] != "" && v["Until"] != "" && v["Until"] < v["Valid-From"]) return "it would end before it begins"
	if (trusts_alone(v["Role"])) return ""
	if (!has(vouchers, v["Role"])) return "the role " v["Role"] " may not do it"
	if (!appoints(roles[p]) || somebody(p)) return "not the last who may appoint"
	if (p == person(address(v["Person"]))) return "nobody vouches for a key of their own"
	return (p, key, person(address(v["Person"]))) in vouched ? "said so before" : ""
}
function key_happens(k,   p, key, x, w, n) {
	p = person(address(v["Appointee"])); key = base64(key_line[1])
	if (k == "revoke") { binds_key[p, key] = 0; was[p, key] = 1; revoked[key] = v["Occurred-On"]; return }
	if (!trusts_alone(v["Role"])) {
		vouched[p, key, person(address(v["Person"]))] = 1
		for (x in vouched) { split(x, w, SUBSEP); if (w[1] == p && w[2] == key) n++ }
		if (n < vouches) return
	}
	bind(p, key); was[p, key] = 1; valid_from[p, key] = v["Valid-From"]; until[p, key] = v["Until"]
}
function appoint_keys(p,   x, w, i) {
	for (x in binds_key) { split(x, w, SUBSEP); if (w[1] == p) named[w[2]] = 0 }
	for (i = 1; i <= keys; i++) named[base64(key_line[i])] = 1
	for (x in binds_key) { split(x, w, SUBSEP); if (w[1] == p && !named[w[2]]) { if (binds_key[x] == 1) { delete valid_from[x]; delete until[x] } binds_key[x] = 0 } }
	for (i = 1; i <= keys; i++) { bind(p, base64(key_line[i])); was[p, base64(key_line[i])] = 1 }
	delete named
}
function tells(text) { if (told != "") print number ": " text > told }
# an address and a key are one person's; the event happens all the same
function judge_names(p,   m, w, o) {
	if (p in alias && roles[alias[p]] != "" && alias[p] != p) bad("appoint: " p " is an address of " alias[p])
	for (m = split(v["Address"], w, ", "); m; m--) { o = person(tolower(w[m])); if (o != "" && o != p && roles[o] != "") bad("appoint: " w[m] " is an address of " o) }
	for (m = 1; m <= keys; m++) {
		o = is_key(key_line[m]) ? owner(base64(key_line[m])) : ""
		if (!is_key(key_line[m])) bad("appoint: it binds a key that is none")
		else if (o != "" && o != p) bad("appoint: it binds the key of " o)
	}
}
# why it may not happen, or ""
function judge(   k, a, p, r, m) {
	k = v["Event"]
	if (v["Id"] in ids) return "its id stands twice"
	if (k == "open") return opened ? "opened before" : founder_now != "" && v["Role"] != founder_now ? "the founder has another role in this template" : ""
	if (!opened) return "the package was not opened"
	a = address(v["Person"]); p = person(a)
	if (p == "") return v["Person"] " is not appointed"
	if (!has(roles[p], v["Role"])) return v["Person"] " does not hold the role " v["Role"]
	if (k == "trust" || k == "revoke") return judge_key(k)
	m = k == "reply" && !("reply" in act) ? "remark" : k == "stamped" && !("stamped" in act) ? "seal" : k
	if (k != "transition" && k != "close" && act[m] != "any" && !has(act[m], v["Role"])) return "the role " v["Role"] " may not do it"
	if (k == "transition") {
		m = v["Action"]
		if (!(m in from) || !has(from[m], state)) return "there is no " m " in state " state
		if (v["From"] != state) return "it leads from " v["From"] ", and the package is in " state
		if ((to[m] == "previous" ? came[state] : to[m]) != v["To"]) return "it does not lead to " v["To"]
		if (!has(may_do[m], v["Role"])) return "the role " v["Role"] " may not do it"
		if (reported[m] != (v["Reported-By"] != "")) return "reported, or not, as the template does not want it"
		if (reported[m] && (v["Occurred-On"] == "" || v["Received-On"] == "")) return "a report without its days"
		if (binds[m] == "head" && v["Evidence"] == "") return "it must name the evidence"
		if (binds[m] == "record" && v["Evidence"] != record) return "it must name the evidence bound last"
		if (binds[m] == "none" && v["Evidence"] != "") return "it binds no evidence"
	}
	if (k == "appoint") {
		judge_names(address(v["Appointee"]))
		for (m = 1; m <= keys; m++) if (base64(key_line[m]) in revoked) return "it names a key that was revoked"
		r = v["Granted"]; gsub(/ /, "", r); p = person(address(v["Appointee"]))
		if (p != "" && appoints(roles[p]) && !appoints(r) && !somebody(p)) return "the last who may appoint"
	}
	if (k == "seal" && v["Submittal"] != sealed + 1) return "the next submittal is number " (sealed + 1)
	if ((k == "exported" || k == "delivered" || k == "stamped") && v["Submittal"] > sealed) return "there is no submittal " v["Submittal"]
	if (k == "unwaive" && waived[v["Finding"]] != 1) return "there is no such waiver"
	if (k == "waive" && v["Until"] < v["As-Of"]) return "it would end before it begins"
	if (v["Remark"] != "" && !(v["Remark"] in remark)) return "there is no such remark"
	if (k == "answer" && remark[v["Remark"]] != "open") return "the remark is not open"
	if (k == "close" && remark[v["Remark"]] == "closed") return "the remark is closed already"
	if (k == "reopen" && remark[v["Remark"]] == "open") return "the remark is open"
	if (k == "adopt" && !(v["Mapped-To"] in next_states)) return "the adopted template has no such state"
	return ""
}
function enter(s) { state = s }
function happen(   k, m, p, a, i, x) {
	k = v["Event"]; ids[v["Id"]] = 1
	if (k == "open") { opened = 1; roles[address(v["Person"])] = v["Role"] }
	if (k == "appoint") {
		p = address(v["Appointee"]); x = v["Granted"]; gsub(/ /, "", x); roles[p] = x
		for (a in alias) if (alias[a] == p) delete alias[a]
		for (i = split(v["Address"], w1, ", "); i; i--) alias[tolower(w1[i])] = p
		appoint_keys(p)
	}
	if (k == "trust" || k == "revoke") key_happens(k)
	if (k == "transition") {
		m = v["Action"]; came[v["To"]] = to[m] == "previous" ? came[v["To"]] : state; enter(v["To"])
	}
	if (k == "transition" && binds[m] == "head") record = v["Evidence"]
	if (k == "seal") sealed++
	if (k == "waive") waived[v["Finding"]] = 1
	if (k == "unwaive") waived[v["Finding"]] = 0
	if (k == "remark") remark[v["Id"]] = "open"
	if (k == "answer") remark[v["Remark"]] = "answered"
	if (k == "close") remark[v["Remark"]] = "closed"
	if (k == "reopen") remark[v["Remark"]] = "open"
	if (k == "adopt") enter(v["Mapped-To"])
}
function dash(s) { return s == "" ? "-" : s }
function settle(   why, name, p, good, asked) {            # an event whose template is known by now
	if (!waiting) return
	waiting = 0
	p = person(address(v["Person"])); if (p == "") p = address(v["Person"])
	good = counts(p)
	name = v["Event"]; if ((name == "trust" || name == "revoke") && !(name in act)) name = "appoint"
	asked = name == "transition" ? asks["move " v["Action"]] : asks["act " name]
	why = judge()
	if (why == "" && !good && sig[number] != "other" && (asked == "always" || (asked == "once" && holds(p)))) bad(v["Event"] ": it must be signed with a key that counts")
	if (why != "") bad(v["Event"] ": " why)
	else {
		if (v["Event"] == "open" || v["Event"] == "adopt") {
			delete asks; for (name in n_asks) asks[name] = n_asks[name]
			vouchers = n_vouchers; vouches = n_vouches
			delete act; delete from; delete to; delete may_do; delete reported; delete binds
			for (name in n_act) act[name] = n_act[name]
			for (name in n_from) { from[name] = n_from[name]; to[name] = n_to[name]; may_do[name] = n_may[name]; reported[name] = n_rep[name]; binds[name] = n_bind[name] }
			if (v["Event"] == "open") enter(n_initial)
		}
		happen()
	}
	print number "\t" commit "\t" v["Event"] "\t" dash(v["Package"] v["Action"]) "\t" (v["Event"] == "transition" && binds[v["Action"]] == "head" ? 1 : "-") \
		"\t" dash(v["Note"]) "\t" dash(v["Letter"]) "\t" dash(v["Evidence"]) "\t" dash(v["Pinned"]) "\t" dash(v["Snapshot"]) "\t" dash(v["Submittal"]) \
		"\t" dash(v["Manifest"] v["Workbook"] v["Content"]) "\t" dash(v["Occurred-On"]) "\t" v["As-Of"] "\t" dash(v["Newest"]) > out
}
/^=[0-9]+ [0-9a-f]+$/ && !inside { settle(); number = substr($1, 2) + 0; commit = $2; lines = 0; delete l; inside = 1; next }
/^=end$/ && inside {
	inside = 0
	if (l[lines] != "") bad("no line feed at the end")
	else lines--
	if (lines > 0 && l[lines] == "") bad("an empty line at the end")
	if (written()) { days(); waiting = 1; if (v["Event"] != "open" && v["Event"] != "adopt") settle() }
	next
}
inside { l[++lines] = $0; next }
/^=key / { key_of[$3] = $2; next }
/^=days / { own_from[$2] = $3; own_until[$2] = $4; next }
/^=signature / { sig[$2] = $3; sig_key[$2] = $4; next }
/^=signed / { n_asks[$2 " " $3] = $4; next }
/^=vouch / { n_vouchers = $2; n_vouches = $3 + 0; next }
/^=workflow$/ { delete n_asks; n_vouchers = ""; n_vouches = 0; delete n_act; delete n_from; delete n_to; delete n_may; delete n_rep; delete n_bind; delete next_states; next }
/^=act / { n_act[$2] = $3; next }
/^=move / { n_from[$2] = $3; n_to[$2] = $4; n_may[$2] = $5; n_rep[$2] = $6 + 0; n_bind[$2] = $7; next }
/^=state / { next_states[$2] = 1; next }
/^=initial / { n_initial = $2; next }
/^=founder / { founder_now = $2; next }
/^=workflow-end$/ { settle(); next }
END {
	settle()
	for (x in unbound) { split(x, w, "\t"); if (key_of[w[1]] == "" || !((key_of[w[1]] "\t" w[2]) in ever_bound)) tells("signed with a key that is bound to nobody") }
	for (k in last_day) if (k in revoked && last_day[k] >= revoked[k]) tells("signed on a day from which the key is not to be believed")
	if (bound != "") for (x in ever_bound) print x > bound
}
