#!/bin/sh
# Verifies an evidence archive of realname offline: POSIX sh and OpenSSL 3.0 or newer, nothing else.
#   sh verify.sh [--ca <root certificates, PEM>] [--log-key <verifier key, or a file with it>]
#     [--tsa-ca <root certificates of time-stamps, PEM>] [folder]
# What is trusted is given, never taken from the archive. Exit code 0: TOTAL-PASSED, 1: TOTAL-FAILED, 2: INDETERMINATE, or it
# cannot be told. Verdicts are those of EN 319 102-1; ERASED, NOT_IN_LOG and INCONSISTENT are added to its sub-indications.
LC_ALL=C
export LC_ALL
ca='' vkey='' tsa='' folder=.
while [ $# -gt 0 ]; do
  case $1 in
    --tsa-ca) tsa=$(cd "$(dirname "$2")" && pwd)/$(basename "$2"); shift 2 ;;
    --ca) ca=$(cd "$(dirname "$2")" && pwd)/$(basename "$2"); shift 2 ;;
    --log-key) if [ -f "$2" ]; then vkey=$(head -n 1 "$2"); else vkey=$2; fi; shift 2 ;;
    -*) echo 'usage: sh verify.sh [--ca ca.pem] [--log-key <vkey | file>] [--tsa-ca roots.pem] [folder]' >&2; exit 2 ;;
    *) folder=$1; shift ;;
  esac
done
cd "$folder" || exit 2
for anchor in "$ca" "$tsa"; do [ -z "$anchor" ] || [ -r "$anchor" ] || { echo "$anchor cannot be read" >&2; exit 2; }; done
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
: >"$tmp/failed"
: >"$tmp/doubtful"
: >"$tmp/told"

failed() { echo "$1: $2 $3" >>"$tmp/failed"; }
doubtful() { echo "$1: $2 $3" >>"$tmp/doubtful"; }
conclude() {
  subs=$(cut -d: -f1 "$tmp/failed" "$tmp/doubtful" | sort -u | tr '\n' ' ')
  verdict=TOTAL-PASSED code=0
  [ ! -s "$tmp/doubtful" ] || { verdict=INDETERMINATE code=2; }
  [ ! -s "$tmp/failed" ] || { verdict=TOTAL-FAILED code=1; }
  echo "$verdict $subs" | sed 's/ *$//'
  cat "$tmp/told" "$tmp/failed" "$tmp/doubtful"
  exit $code
}
stop_if_failed() { [ ! -s "$tmp/failed" ] || conclude; }
sum() { openssl dgst -sha256 -r "$1" 2>/dev/null | cut -c1-64; }
line() { sed -n "$2p" "$1"; }
# The first text of a name in a JSON file.
field() { grep -o "\"$2\" *: *\"[^\"]*\"" "$1" 2>/dev/null | head -n 1 | cut -d'"' -f4; }
seconds() { date -u -d "$1" +%s 2>/dev/null || date -u -j -f %Y-%m-%dT%H:%M:%S "${1%.*}" +%s; }
not_after() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort | head -n 1)" = "$1" ]; }

# ---- the fact of the export, the manifest that it names, every file that this names ----

check_event() {
  for part in json metadata.json entry; do
    [ -f "$1.$part" ] || { failed HASH_FAILURE "$1" 'is missing'; return; }
  done
  printf '%s\n%s\n' "$(sum "$1.json")" "$(sum "$1.metadata.json")" >"$tmp/digests"
  sed -n '6,$p' "$1.entry" | cmp -s - "$tmp/digests" && [ "$(line "$1.entry" 1)" = 'realname event v1' ] ||
    failed HASH_FAILURE "$1" 'is not what its entry names'
}

if [ ! -f manifest.json ] && [ ! -f streams.json ] && [ ! -f verify.mjs ] && [ ! -f manifest.event.json ] && [ -f events.json ]; then
  doubtful FORMAT_V1 manifest.json 'an archive of the first format has none: see the commands of its README for the signatures'
  conclude
fi
check_event manifest.event
stop_if_failed
[ "$(line manifest.event.entry 5)" = EvidenceExported ] && [ "$(field manifest.event.json manifestSha256)" = "$(sum manifest.json)" ] ||
  failed HASH_FAILURE manifest.json 'is not the one that the fact of the export names'
stop_if_failed
request=$(field manifest.json changeRequestId)
[ "$(field manifest.json format)" = 'realname evidence v2' ] && [ "$(field manifest.event.json changeRequestId)" = "$request" ] ||
  failed FORMAT_FAILURE manifest.json 'is of another format or request'
sed -n 's/^    "\([A-Za-z0-9._\/-]*\)": "\([0-9a-f]\{64\}\)",\{0,1\}$/\2 *\1/p' manifest.json | sort >"$tmp/named"
cut -c67- "$tmp/named" | sort >"$tmp/paths"
find . -type f | sed 's/^\.\///' | grep -vxE 'manifest\.(json|event\.(json|metadata\.json|entry|tlog-proof))' | sort >"$tmp/files"
comm -13 "$tmp/paths" "$tmp/files" | while read -r path; do failed FORMAT_FAILURE "$path" 'is not of this archive'; done
comm -23 "$tmp/paths" "$tmp/files" | while read -r path; do failed HASH_FAILURE "$path" 'is missing'; done
comm -12 "$tmp/paths" "$tmp/files" | xargs openssl dgst -sha256 -r | sort | comm -23 - "$tmp/named" | cut -c67- |
  while read -r path; do failed HASH_FAILURE "$path" 'was altered'; done
stop_if_failed

# Path, stream, revision, type and the two digests of each event, in order.
find events -name '*.entry' | sort | xargs awk 'FNR == 1 { ok = $0 == "realname event v1" } FNR == 3 { s = $0 } FNR == 4 { r = $0 } FNR == 5 { t = $0 } FNR == 6 { d = $0 }
  FNR == 7 { p = FILENAME; sub(/\.entry$/, "", p); print p, s, r, t, ok ? d : "-", $0 }' >"$tmp/events"
find events -name '*.json' | sort | xargs openssl dgst -sha256 -r >"$tmp/digests"
awk 'NR == FNR { sum[substr($2, 2)] = $1; next } sum[$1 ".json"] != $5 || sum[$1 ".metadata.json"] != $6 { print $1 }' "$tmp/digests" "$tmp/events" |
  while read -r event; do failed HASH_FAILURE "$event" 'is not what its entry names'; done
stop_if_failed

# ---- time-stamps (RFC 3161) ----

# The value at an offset of a DER file: a SEQUENCE whole, of a string its content.
value_at() { openssl asn1parse -inform DER -in "$1" -strparse "$2" -noout -out "$3" 2>/dev/null; }
# The token of a TimeStampResp.
token_of() {
  offset=$(openssl asn1parse -inform DER -in "$1" 2>/dev/null | awk -F: '/:d=1 / && ++n == 2 { print $1 + 0; exit }')
  [ -n "$offset" ] && value_at "$1" "$offset" "$2"
}
# Whether a token from a root of --tsa-ca says that a file existed; by when is left in $by.
stamped() {
  offset=$(openssl asn1parse -inform DER -in "$1" 2>/dev/null | awk -F: '/:id-smime-ct-TSTInfo/ { named = 1 } named && /OCTET STRING/ { print $1 + 0; exit }')
  [ -n "$offset" ] || return 1
  by=$(openssl asn1parse -inform DER -in "$1" -strparse "$offset" 2>/dev/null |
    sed -n 's/.*GENERALIZEDTIME *:\(....\)\(..\)\(..\)\(..\)\(..\)\(..\)\(\.[0-9]*\)\{0,1\}Z$/\1-\2-\3T\4:\5:\6\7Z/p' | head -n 1)
  [ -n "$by" ] && openssl ts -verify -token_in -in "$1" -data "$2" -CAfile "$tsa" -attime "$(seconds "$by")" >/dev/null 2>&1
}

# ---- the transparency log (C2SP signed-note, tlog-checkpoint, tlog-proof; RFC 9162 2.1.3.2) ----

# Functions of awk: bytes of base64 in its one proper form, and of hexadecimal digits, as a format of printf; else nothing.
formats='function of64(text, n, c, bits, have, byte, out) {
    if (length(text) % 4 || text !~ /^[A-Za-z0-9+\/]+=?$/ || (text ~ /=/ && text !~ /[AEIMQUYcgkosw048]=$/)) return ""
    for (n = 1; n <= length(text); n++) {
      c = index("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", substr(text, n, 1))
      if (c == 0) break
      bits = bits * 64 + c - 1
      have += 6
      if (have < 8) continue
      have -= 8; byte = int(bits / 2 ^ have); bits -= byte * 2 ^ have; out = out sprintf("\\%03o", byte)
    }
    return out
  }
  function of16(text, n, out) {
    for (n = 1; n < length(text); n += 2) out = out sprintf("\\%03o", digit(text, n) * 16 + digit(text, n + 1))
    return out
  }
  function digit(text, n) { return index("0123456789abcdef", substr(text, n, 1)) - 1 }'
octal() { echo "$1" | awk "$formats"'{ printf "%s", of64($0) }'; }
# shellcheck disable=SC2059
bytes() { printf "$(octal "$1")"; }

read_key() {
  name=${vkey%%+*} id=${vkey#*+}
  id=${id%%+*}
  bytes "${vkey#*+*+}" >"$tmp/key"
  own=$({ printf '%s\n' "$name"; cat "$tmp/key"; } | openssl dgst -sha256 -r | cut -c1-8)
  [ "$own" = "$id" ] && [ "$(head -c 1 "$tmp/key" | od -An -tx1 | tr -d ' ')" = 01 ] || { echo "not a verifier key: $vkey" >&2; exit 2; }
  { printf '\060\052\060\005\006\003\053\145\160\003\041\000'; tail -c 32 "$tmp/key"; } | openssl pkey -pubin -inform DER -out "$tmp/log.pem"
}

# Whether a note is signed by the log: its size and root.
open_checkpoint() {
  ! cmp -s "$1" "$tmp/opened" || return 0
  sed '/^$/,$d' "$1" >"$tmp/text"
  mark=$(printf '\342\200\224')
  sed '1,/^$/d' "$1" >"$tmp/lines"
  bytes "$(sed -n "s|^$mark $name ||p" "$tmp/lines" | head -n 1)" >"$tmp/signed"
  [ "$(line "$tmp/text" 1)" = "$name" ] && [ "$(head -c 4 "$tmp/signed" | od -An -tx1 | tr -d ' ')" = "$id" ] || return 1
  tail -c 64 "$tmp/signed" >"$tmp/signature"
  openssl pkeyutl -verify -pubin -inkey "$tmp/log.pem" -rawin -in "$tmp/text" -sigfile "$tmp/signature" >/dev/null 2>&1 || return 1
  size=$(line "$tmp/text" 2)
  root=$(octal "$(line "$tmp/text" 3)")
  others=$(grep -cv "^$mark $name " "$tmp/lines")
  cp "$1" "$tmp/opened"
}

# What each proof hashes on which level, and whether all are whole and lead to one note.
plan=$formats'
  FNR == 1 { k++; level = 0; inNote = 0; if ($0 != "c2sp.org/tlog-proof@v1") bad = 1; next }
  FNR == 2 { at = $2; last = size - 1; if ($0 !~ /^index [0-9]+$/ || at + 0 >= size + 0) bad = 1; print "index", k, at; next }
  inNote { note[k] = note[k] $0 "\n"; next }
  /^$/ { inNote = 1; if (last != 0) bad = 1; next }
  { sibling = of64($0)
    if (length(sibling) != 128 || last == 0) bad = 1
    isLeft = at % 2 == 1 || at == last
    print level++, k, isLeft ? "left" : "right", sibling
    if (isLeft) while (at % 2 == 0 && at != 0) { at = int(at / 2); last = int(last / 2) }
    at = int(at / 2); last = int(last / 2) }
  END { for (n in note) if (note[n] != note[1]) bad = 1; exit bad }'

# Of every file in a folder its name and its digest as a format of printf.
digests_in() { (cd "$1" && openssl dgst -sha256 -r ./*) | awk "$formats"'{ print substr($2, 4), of16($1) }'; }

# Whether the log has the events of a list; their indexes are left in a file. One level of all proofs is hashed at once.
proved() {
  rm -rf "$tmp/nodes"
  mkdir "$tmp/nodes"
  k=0
  : >"$tmp/proofs"
  while read -r path rest; do
    [ -f "$path.tlog-proof" ] || return 1
    k=$((k + 1))
    { printf '\000'; cat "$path.entry"; } >"$tmp/nodes/$k"
    echo "$path.tlog-proof" >>"$tmp/proofs"
  done <"$1"
  sed '1,/^$/d' "$(head -n 1 "$tmp/proofs")" >"$tmp/note"
  open_checkpoint "$tmp/note" || return 1
  xargs awk -v size="$size" "$plan" <"$tmp/proofs" >"$tmp/plan" || return 1
  sed -n 's/^index //p' "$tmp/plan" >"$tmp/indexes"
  digests_in "$tmp/nodes" >"$tmp/hashes"
  level=0
  while
    awk -v level=$level 'NR == FNR { hash[$1] = $2; next } $1 == level { print $2, $3 == "left" ? $4 hash[$2] : hash[$2] $4 }' "$tmp/hashes" "$tmp/plan" >"$tmp/todo"
    [ -s "$tmp/todo" ]
  do
    rm -rf "$tmp/nodes"
    mkdir "$tmp/nodes"
    # shellcheck disable=SC2059
    while read -r k pair; do printf "\\001$pair" >"$tmp/nodes/$k"; done <"$tmp/todo"
    digests_in "$tmp/nodes" >"$tmp/above"
    awk 'NR == FNR { hash[$1] = $2; next } { print $1, $1 in hash ? hash[$1] : $2 }' "$tmp/above" "$tmp/hashes" >"$tmp/next"
    mv "$tmp/next" "$tmp/hashes"
    level=$((level + 1))
  done
  while read -r k hash; do [ "$hash" = "$root" ] || return 1; done <"$tmp/hashes"
}

head=''
if [ -z "$vkey" ]; then
  doubtful NO_POE archive 'no --log-key was given: nothing proves when this was, and that it is the log’s'
else
  read_key
  unproved='has no proof that leads to a head of the log that the key signed'
  echo manifest.event >"$tmp/fact"
  proved "$tmp/fact" && [ "$others" -eq 0 ] || failed NOT_IN_LOG manifest.event "$unproved"
  stop_if_failed
  head=$(cut -d' ' -f2 "$tmp/indexes")
  echo "the export is event $head of $size in log $name" >>"$tmp/told"
  proved "$tmp/events" && cmp -s "$tmp/note" checkpoint || failed NOT_IN_LOG events "$unproved"
  stop_if_failed
  awk -v head="$head" 'BEGIN { before = -1 } $2 <= before || $2 >= head + 0 { bad = 1 } { before = $2 } END { exit bad }' "$tmp/indexes" ||
    failed INCONSISTENT events 'do not stand in the log in the order in which they stand here'
fi
existed=''
if [ -n "$tsa" ] && [ -n "$vkey" ]; then
  awk -v name="$name" '!signed || $1 != "—" || $2 == name; /^$/ { signed = 1 }' checkpoint >"$tmp/own"
  if [ -f checkpoint.tsr ] && token_of checkpoint.tsr "$tmp/token" && stamped "$tmp/token" "$tmp/own"; then existed=$by
  else doubtful NO_POE checkpoint 'has no time-stamp that comes from a root of --tsa-ca'; fi
fi
if [ -n "$existed" ]; then echo "time-stamped: all of it existed by $existed" >>"$tmp/told"
else echo 'NO_POE of time: times are the service’s own word' >>"$tmp/told"; fi

# ---- disclosures (RFC 9901): [salt, field, value], of which an event has the digest ----

url64() { openssl base64 -A | tr '+/' '-_' | tr -d =; }
if [ -f disclosures.json ]; then
  sed -n 's/^{"event":"\(events\/[0-9]*\)","disclosure":\(\[.*\]\)},\{0,1\}$/\1 \2/p' disclosures.json >"$tmp/disclosures"
  [ "$(grep -c '"disclosure":' disclosures.json)" -eq "$(grep -c . "$tmp/disclosures")" ] || failed FORMAT_FAILURE disclosures.json 'cannot be read'
  while read -r event disclosure; do
    name=$(printf '%s' "$disclosure" | cut -d'"' -f4)
    value=${disclosure#*,*,}
    digest=$(printf '%s' "$disclosure" | url64 | openssl dgst -sha256 -binary | url64)
    grep -qF "\"field\":\"$name\",\"digest\":\"$digest\"" "$event.json" ||
      failed HASH_FAILURE "$event" "$name is not the value that disclosures.json shows"
    printf '%s %s: %s\n' "$event" "$name" "${value%]}" >>"$tmp/told"
  done <"$tmp/disclosures"
  sed -n 's/^{"event":"\(events\/[0-9]*\)","field":"\([A-Za-z]*\)"},\{0,1\}$/\1 \2: shown by the service, not provable/p' disclosures.json >>"$tmp/told"
fi

# ---- streams without holes, and the signatures that stand at the end ----

cut -d' ' -f2,3 "$tmp/events" >"$tmp/revisions"
awk -F'[",: ]+' '/"stream"/ { s = $3 } /"whole"/ { w = $3 } /"first"/ { f = $3 } /"last"/ { l = $3 } /"events"/ { print s, w, f, l, $3 }' streams.json >"$tmp/streams"
awk 'NR == FNR { if (s[$1] == "") f[$1] = $2; else if ($2 <= e[$1]) bad[$1] = 1; s[$1]++; e[$1] = $2; next }
  { known[$1] = 1; if (bad[$1] || s[$1] != $5 || f[$1] != $3 || e[$1] != $4 || ($2 == "true" && ($3 != 0 || $4 + 1 != $5))) print $1 }
  END { for (name in s) if (!known[name]) print name }' "$tmp/revisions" "$tmp/streams" |
  while read -r stream; do failed INCONSISTENT "$stream" 'has not the revisions that streams.json names'; done
grep -q "^ProfileChangeRequest-$request true " "$tmp/streams" || failed INCONSISTENT streams.json 'the request is not whole'

: >"$tmp/standing"
while read -r event stream revision type rest; do
  case $type in
    AgreementSigned)
      documentId=$(field "$event.json" documentId)
      grep -v "^$documentId " "$tmp/standing" >"$tmp/others"
      { cat "$tmp/others"; echo "$documentId $event"; } >"$tmp/standing" ;;
    SignaturesVoided)
      lost=$(field "$event.json" certificateSerial)
      while read -r documentId signed; do
        [ "$(field "$signed.json" certificateSerial)" = "$lost" ] || echo "$documentId $signed"
      done <"$tmp/standing" >"$tmp/others"
      mv "$tmp/others" "$tmp/standing" ;;
    PhotoUploaded | PhotoKept | ProfileChangeRequestRefreshed | *Proposed) : >"$tmp/standing" ;;
  esac
done <"$tmp/events"

# ---- certificates and signatures ----

# The first event of a type, in a stream or in any.
event_of() { awk -v type="$1" -v stream="$2" '$4 == type && (stream == "" || $2 == stream) { print $1; exit }' "$tmp/events"; }
check_chain() {
  if [ -z "$ca" ]; then
    doubtful NO_CERTIFICATE_CHAIN_FOUND "$1" 'no --ca was given: whose certificate it is cannot be told'
    return
  fi
  answer=$(openssl verify -x509_strict -CAfile "$ca" -untrusted chain.pem -attime "$3" "$2" 2>&1) && return
  case $answer in
    *'has expired'*) failed EXPIRED "$1" 'a certificate of its chain had expired at the signing' ;;
    *'not yet valid'*) failed NOT_YET_VALID "$1" 'a certificate of its chain was not yet valid at the signing' ;;
    *) doubtful NO_CERTIFICATE_CHAIN_FOUND "$1" 'its certificate does not come from a root of --ca' ;;
  esac
}

check_signature() {
  openssl cms -verify -noverify -binary -inform DER -in "$1" -content /dev/null -no_content_verify -signer "$tmp/signer.pem" -out /dev/null 2>"$tmp/answer" &&
    [ "$(openssl x509 -in "$tmp/signer.pem" -outform DER | openssl dgst -sha256 -r)" = "$(openssl x509 -in "$2" -outform DER | openssl dgst -sha256 -r)" ] ||
    { failed SIG_CRYPTO_FAILURE "$1" 'is not the signature that the facts tell of'; return; }
  openssl asn1parse -inform DER -in "$1" | grep -q "\[HEX DUMP\]:$(echo "$3" | tr a-f A-F)\$" || failed HASH_FAILURE "$1" 'signs another document'
}

# The stamp in a signature is the one that the log tells of. Whether it proves by when, and contradicts nothing.
check_time() {
  rm -f "$tmp/token" "$tmp/told-token"
  places=$(openssl asn1parse -inform DER -in "$1" 2>/dev/null |
    awk -F: '/:d=5 .*OCTET STRING/ && !name { value = $1 + 0 } /:id-smime-aa-timeStampToken$/ { name = NR } name && NR == name + 2 { print value, $1 + 0; exit }')
  [ -z "$places" ] || { value_at "$1" "${places% *}" "$tmp/value"; value_at "$1" "${places#* }" "$tmp/token"; }
  stamp=$(event_of SignatureTimeStamped "SignatureTimeStamp-$2")
  [ -z "$stamp" ] || { field "$stamp.json" timeStamp | openssl base64 -d -A >"$tmp/response"; token_of "$tmp/response" "$tmp/told-token"; }
  if [ -f "$tmp/token" ] || [ -n "$stamp" ]; then
    cmp -s "$tmp/token" "$tmp/told-token" || failed INCONSISTENT "$1" 'has not the time-stamp that the facts tell of'
  fi
  proved=$existed
  if [ -n "$tsa" ] && [ -f "$tmp/token" ]; then
    if stamped "$tmp/token" "$tmp/value"; then
      echo "$1 existed by $by" >>"$tmp/told"
      proved="$proved $by"
    else doubtful NO_POE "$1" 'has a time-stamp that does not come from a root of --tsa-ca'; fi
  fi
  for each in $proved; do
    [ $(($(seconds "$each") + 300)) -ge "$(seconds "$3")" ] || doubtful TIMESTAMP_ORDER_FAILURE "$1" 'is said to have been made after the time-stamp over it'
  done
}

# A time as OpenSSL tells it, in seconds.
told_seconds() {
  seconds "$(awk -v name="$2" '$0 ~ name { split($0, part, /: /); split(part[2], at, " ")
    printf "%s-%02d-%02dT%s.000Z", at[4], (index("JanFebMarAprMayJunJulAugSepOctNovDec", at[1]) + 2) / 3, at[2], at[3] }' "$1")"
}

# What the authority said when the signature came, of this very certificate: good (RFC 6960), by the issuer or a responder that
# the issuer certified. OpenSSL would compare times with the clock.
check_answer() {
  told=$(field "$1.json" ocsp)
  [ -n "$told" ] || return 0
  echo "$told" | openssl base64 -d -A >"$tmp/response"
  then=$(seconds "$4")
  cmp -s "$tmp/response" "$2" &&
    openssl ocsp -respin "$2" -issuer "$5" -cert "$3" -verify_other "$5" -CAfile "$5" -partial_chain -attime "$then" -validity_period 3000000000 >"$tmp/answer" 2>&1 &&
    grep -q '^Response verify OK' "$tmp/answer" && grep -q "^$3: good\$" "$tmp/answer" || { not_good "$2"; return; }
  from=$(told_seconds "$tmp/answer" 'This Update')
  until=$from
  ! grep -q 'Next Update' "$tmp/answer" || until=$(told_seconds "$tmp/answer" 'Next Update')
  [ "$from" -le $((then + 300)) ] && [ $((then - 300)) -le "$until" ] || not_good "$2"
}
not_good() { failed INCONSISTENT "$1" 'does not say that the certificate was good at the signing, as the facts tell'; }

opened=$(event_of ProfileChangeRequestOpened)
erased=$(event_of PersonalDataErased "CustomerAccount-$(field "$opened.json" customerId)")
while read -r documentId event; do
  serial=$(field "$event.json" certificateSerial)
  digest=$(field "$event.json" sha256)
  signedAt=$(field "$event.json" signedAt)
  certificate=certificates/$serial.pem signature=signatures/$documentId.p7s document=documents/$documentId.html
  stream=DigitalCertificate-$(echo "$serial" | sed 's/^\(.\{8\}\)\(.\{4\}\)\(.\{4\}\)\(.\{4\}\)\(.\{12\}\)$/\1-\2-\3-\4-\5/')
  issued=$(event_of CertificateIssued "$stream")
  echo "$documentId: signed at $signedAt with $serial" >>"$tmp/told"
  named=$(field "${issued:-none}.json" certificate | sed 's/\\n/\
/g' | openssl x509 -outform DER 2>/dev/null | openssl dgst -sha256 -r)
  if [ -z "$issued" ] || [ "$(openssl x509 -in "$certificate" -outform DER 2>/dev/null | openssl dgst -sha256 -r)" != "$named" ]; then
    failed INCONSISTENT "$certificate" 'is not the certificate that the facts tell of'
    continue
  fi
  [ "$(field "$issued.json" customerId)" = "$(field "$opened.json" customerId)" ] && [ "$(field "$issued.json" device)" = "$(field "$event.metadata.json" device)" ] ||
    failed INCONSISTENT "$documentId" 'another customer or device signed'
  [ -n "$(event_of VideoVerificationPassed "VideoVerification-$(field "$issued.json" verificationId)")" ] ||
    failed INCONSISTENT "$documentId" 'no verification was passed for its certificate'
  check_chain "$signature" "$certificate" "$(seconds "$signedAt")"
  revoked=$(event_of CertificateRevoked "$stream")
  [ -z "$revoked" ] || ! not_after "$(field "$revoked.json" revokedAt)" "$signedAt" || failed REVOKED "$signature" 'its certificate had been revoked'
  check_answer "$event" "ocsp/$documentId.signed.der" "$certificate" "$signedAt" "chains/$serial.pem"
  check_signature "$signature" "$certificate" "$digest"
  check_time "$signature" "$(field "$event.json" signingSessionId)" "$signedAt"
  if [ -f "$document" ]; then
    [ "$(sum "$document")" = "$digest" ] || failed HASH_FAILURE "$document" 'is not what was signed'
  elif [ -n "$erased" ]; then
    doubtful ERASED "$document" 'a fact says that the person’s data was erased: the signature is verified without it'
  else doubtful SIGNED_DATA_NOT_FOUND "$document" 'is missing, and no fact says that it was erased'; fi
done <"$tmp/standing"
[ -s "$tmp/standing" ] || doubtful SIGNED_DATA_NOT_FOUND archive 'nothing is signed'
conclude
