#!/bin/bash
# t_web_certificate.sh: people who are known by certificates over TLS: bound ones enter; none, foreign, expired, revoked, borrowed and self-made ones do not.
. "$(dirname "$0")/case.sh"
. "$ROOT/tests/case/served.sh"
P=F110-NOZ-001
mkdir H; cd H || exit 1; package; ok 'people are appointed' appoint_all $P; cd .. || exit 1
user() { sarflow -C H user "$@"; }
for who in "$QUALITY" "$ENGINEER"; do echo 'a long password of somebody' | user add "$who" >/dev/null 2>&1 || fail "the account of $who"; done
mail=${QUALITY#*<} mail=${mail%>}

# ---- issuers and certificates
unset SARFLOW_NOW            # days of certificates are days of the real clock
authority() { # NAME
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.pem" -days 30 -subj "/CN=Issuer $1" -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign >/dev/null 2>&1
	: >"$1.index"; echo 01 >"$1.number"
	printf '[ca]\ndefault_ca=d\n[d]\ndatabase=%s.index\ncrlnumber=%s.number\ndefault_md=sha256\ndefault_crl_days=30\ncertificate=%s.pem\nprivate_key=%s.key\nserial=%s.serial\nnew_certs_dir=.\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n' "$1" "$1" "$1" "$1" "$1" >"$1.cnf"
	echo 1000 >"$1.serial"
}
issue() { # ISSUER FILE SUBJECT USE [OPENSSL CA OPTIONS]
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$2.key" -out "$2.csr" -subj "/CN=$3" >/dev/null 2>&1
	echo "extendedKeyUsage=$4" >"$2.ext"
	openssl ca -batch -config "$1.cnf" -in "$2.csr" -out "$2.pem" -notext -extfile "$2.ext" "${@:5}" >ca.log 2>&1 || fail "the certificate $2" "$(tail -3 ca.log)"
}
authority ours; authority others
issue ours good 'Yui Tanaka' clientAuth -days 10
issue ours unbound 'Somebody Else' clientAuth -days 10
issue ours server 'Yui Tanaka' serverAuth -days 10
issue ours expired 'Yui Tanaka' clientAuth -startdate 20200101000000Z -enddate 20200201000000Z
issue ours early 'Yui Tanaka' clientAuth -startdate 20990101000000Z -enddate 20990201000000Z
issue ours revoked 'Yui Tanaka' clientAuth -days 10
issue others foreign 'Yui Tanaka' clientAuth -days 10
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout own.key -out own.pem -days 3 -subj '/CN=Yui Tanaka' -addext extendedKeyUsage=clientAuth >/dev/null 2>&1
openssl ca -config ours.cnf -revoke revoked.pem >ca.log 2>&1; openssl ca -config ours.cnf -gencrl -out ours.crl >ca.log 2>&1 || fail 'the list of those taken back' "$(tail -3 ca.log)"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tls.key -out tls.pem -days 2 -subj /CN=localhost -addext 'subjectAltName=DNS:sar.example,IP:127.0.0.1' >/dev/null 2>&1
subject=$(openssl x509 -in good.pem -noout -subject -nameopt RFC2253 | sed 's/^subject= *//')
is 'the subject' 'CN=Yui Tanaka' "$subject"

# ---- bound
status 3 user certificate nobody@nowhere.example "$subject"
status 0 user certificate "$mail" "$subject"; has "$subject is $mail"
status 0 user certificate "$mail" "$subject"
other=${ENGINEER#*<} other=${other%>}
status 3 user certificate "$other" "$subject"; has "is the certificate of $mail" "$ERR"
status 3 user certificate "$other" "$subject" --remove
status 3 user certificate "$mail" CN=None --remove; has 'has no certificate' "$ERR"

# ---- what serve asks for
status 2 sarflow serve H --client-ca ours.pem; status 2 sarflow serve H --team --client-ca ours.pem; has 'give a certificate and its key' "$ERR"
status 2 sarflow serve H --team --certificate tls.pem --key tls.key --client-crl ours.crl; has '--client-crl goes with --client-ca' "$ERR"
status 3 sarflow serve H --team --certificate tls.pem --key tls.key --client-ca tls.key; has 'holds no certificate' "$ERR"
openssl ca -config others.cnf -gencrl -out others.crl >ca.log 2>&1
status 3 sarflow serve H --team --certificate tls.pem --key tls.key --client-ca ours.pem --client-crl others.crl; has 'taken back' "$ERR"

# ---- who enters
serving() { SERVE="--team --certificate tls.pem --key tls.key --host sar.example --client-ca ours.pem $*" start H; PORT=$(sed 's,.*:\([0-9]*\)/$,\1,' link); }
tls() { # STATUS PATH [CURL OPTIONS]
	local got; rm -f body
	got=$(curl -s --max-time 30 --cacert tls.pem --resolve "sar.example:$PORT:127.0.0.1" -o body -D head -w '%{http_code}' "${@:3}" "https://sar.example:$PORT$2" 2>"$ERR"); cp body "$OUT" 2>/dev/null || : >"$OUT"
	[ "$got" = "$1" ] && pass "$1: $2 ${*:4}" || fail "$1: $2 ${*:4}" "it answered $got"
}
with() { tls "$2" "$3" --cert "$1.pem" --key "$1.key" "${@:4}"; }
serving --client-crl ours.crl
with good 200 /; has 'Yui Tanaka'; lacks '/sessions'
with good 200 "/p/$P/index.html"
for who in server expired early revoked foreign own; do with $who 403 /; has 'no certificate that counts here'; lacks 'Yui'; with $who 403 "/p/$P/index.html"; done
tls 403 /; has 'no certificate that counts here'; tls 403 "/p/$P/index.html"; tls 403 "/p/NONE/index.html"
with unbound 403 /; has 'CN=Somebody Else'; has 'no account is bound'
tls 000 / --cert good.pem --key unbound.key
# a name in a header, an old session or a password is no certificate
tls 403 / -H "X-Signed-In-As: $mail" -H 'Cookie: sarflow=1'
tls 200 /login; csrf=$(hidden csrf); greeting=$(sed -n 's/^[Ss]et-[Cc]ookie: \(sarflow-greeting=[^;]*\).*/\1/p' head)
tls 403 /login -H "Cookie: $greeting" --data-urlencode "csrf=$csrf" --data-urlencode "email=$mail" --data-urlencode "address=$mail" --data-urlencode 'password=a long password of somebody'; lacks "sarflow-$PORT=" head
# a form of theirs, and one without its word
with good 200 "/p/$P/remark-new.html"; csrf=$(hidden csrf); stand=$(hidden stand)
with good 403 "/p/$P/remark-new.html" -d step=look -d severity=minor -d note=x -d "stand=$stand"
with good 200 "/p/$P/remark-new.html" -d step=look -d severity=minor -d note=x --data-urlencode "stand=$stand" -d "csrf=$csrf"; has 'Sar-Person: Yui Tanaka'
with unbound 403 "/p/$P/remark-new.html" -d step=look -d severity=minor -d note=x --data-urlencode "stand=$stand" -d "csrf=$csrf"
# bound no more, or without an account: at once
status 0 user certificate "$mail" "$subject" --remove; with good 403 /; has 'no account is bound'
status 0 user certificate "$mail" "$subject"; with good 200 /
status 0 user disable "$mail"; with good 403 /; status 0 user disable "$mail" --again; with good 200 /
# one that is out of date is not taken, and one that has come to its end lets nobody in
openssl ca -config ours.cnf -gencrl -crl_lastupdate 20200101000000Z -crl_nextupdate 20200201000000Z -out old.crl >ca.log 2>&1 || fail 'an old list' "$(tail -3 ca.log)"
cp ours.crl first.crl; mv old.crl ours.crl; with good 200 /; with revoked 403 /; has 'not out of date' log
openssl ca -config ours.cnf -gencrl -crlsec 4 -out short.crl >ca.log 2>&1 || fail 'a list for seconds' "$(tail -3 ca.log)"
mv short.crl ours.crl; with good 200 /; with revoked 403 /; sleep 5; with good 403 /; has 'no certificate that counts here'
mv first.crl ours.crl; with good 200 /
# the issuer's next list counts as soon as it lies there; one that is broken or gone does not, and is told once; the one before counts on
openssl ca -config ours.cnf -revoke good.pem >ca.log 2>&1; openssl ca -config ours.cnf -gencrl -out next.crl >ca.log 2>&1 || fail 'the next list' "$(tail -3 ca.log)"
cp ours.crl first.crl; echo nonsense >broken.crl; mv broken.crl ours.crl; with good 200 /; with good 200 /; with revoked 403 /
is 'each is told once' 2 "$(grep -c '"trouble":.*ours.crl holds no list' log)"
rm ours.crl; with good 200 /; with revoked 403 /; has '"trouble":' log
cp others.crl ours.crl; with good 200 /; with revoked 403 /
cp next.crl new.crl; mv new.crl ours.crl; with good 403 /; with revoked 403 /; mv first.crl ours.crl; with good 200 /
stop
# without a list nothing is taken back
serving; with revoked 200 /; with good 200 /; with foreign 403 /; stop
finish
