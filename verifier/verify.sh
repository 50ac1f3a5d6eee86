#!/bin/sh
# Verifies an evidence archive of realname offline: POSIX sh and OpenSSL 3.0 or newer, nothing else.
#   sh verify.sh [--ca <root certificates, PEM>] [--log-key <verifier key, or a file with it>]
#     [--tsa-ca <root certificates of time-stamps, PEM>] [folder]
# What is trusted is given, never taken from the archive. Exit code 0: TOTAL-PASSED, 1: TOTAL-FAILED, 2: INDETERMINATE, or it
# cannot be told. Verdicts are those of EN 319 102-1; ERASED, NOT_IN_LOG and INCONSISTENT are added to its sub-indications.
LC_ALL=C
export LC_ALL
ca='' vkey='' tsa='' folder=.
absolute() { case $1 in /*) path=$1 ;; *) path=$PWD/$1 ;; esac; }
while [ $# -gt 0 ]; do
  case $1 in
    --tsa-ca) absolute "$2"; tsa=$path; shift 2 ;;
    --ca) absolute "$2"; ca=$path; shift 2 ;;
    --log-key) if [ -f "$2" ]; then read -r vkey <"$2"; else vkey=$2; fi; shift 2 ;;
    -*) echo 'usage: sh verify.sh [--ca ca.pem] [--log-key <vkey | file>] [--tsa-ca roots.pem] [folder]' >&2; exit 2 ;;
    *) folder=$1; shift ;;
  esac
done
cd "$folder" || exit 2
for anchor in "$ca" "$tsa"; do [ -z "$anchor" ] || [ -r "$anchor" ] || { echo "$anchor cannot be read" >&2; exit 2; }; done
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/nodes" "$tmp/facts"
: >"$tmp/failed"
: >"$tmp/doubtful"
: >"$tmp/told"

failed() { echo "$1: $2 $3" >>"$tmp/failed"; }
doubtful() { echo "$1: $2 $3" >>"$tmp/doubtful"; }
conclude() {
  subs=$(cut -d: -f1 "$tmp/failed" "$tmp/doubtful" | sort -u)
  verdict=TOTAL-PASSED code=0
  [ ! -s "$tmp/doubtful" ] || { verdict=INDETERMINATE code=2; }
  [ ! -s "$tmp/failed" ] || { verdict=TOTAL-FAILED code=1; }
  # shellcheck disable=SC2086
  echo $verdict $subs
  cat "$tmp/told" "$tmp/failed" "$tmp/doubtful"
  exit $code
}
stop_if_failed() { [ ! -s "$tmp/failed" ] || conclude; }

# ---- the fact of the export, the manifest that it names, every file that this names ----

# Entries, from a number on, as rows: path, stream, revision, type, digests of data and of metadata. An entry is seven lines and
# nothing else; each is written as the leaf that it is in the tree of the log (RFC 9162 2.1.1).
newline='
'
read_entries() {
  k=$1
  shift
  wc -c "$@" | while read -r bytes entry; do
    case $entry in *.entry) ;; *) continue ;; esac
    {
      IFS= read -r head; IFS= read -r id; IFS= read -r stream; IFS= read -r revision
      IFS= read -r type; IFS= read -r data; IFS= read -r metadata
    } <"$entry"
    text=$head$newline$id$newline$stream$newline$revision$newline$type$newline$data$newline$metadata$newline
    [ "$head" = 'realname event v1' ] && [ ${#text} -eq "$bytes" ] || data='-'
    printf '\000%s' "$text" >"$tmp/nodes/0-$k"
    echo "${entry%.entry} $stream $revision $type $data $metadata"
    k=$((k + 1))
  done
}
# Whether the data and metadata of events are those that their entries name.
check_entries() {
  awk 'on == "sums" { sum[substr($2, 4)] = $1; next }
    sum[$1 ".json"] != $5 || sum[$1 ".metadata.json"] != $6 { print "HASH_FAILURE: " $1 " is not what its entry names" }' \
    on=sums "$tmp/sums" on=events "$1" >>"$tmp/failed"
  stop_if_failed
}

if [ ! -f manifest.json ] && [ ! -f streams.json ] && [ ! -f verify.mjs ] && [ ! -f manifest.event.json ] && [ -f events.json ]; then
  doubtful FORMAT_V1 manifest.json 'an archive of the first format has none: see the commands of its README for the signatures'
  conclude
fi
for part in manifest.json manifest.event.json manifest.event.metadata.json manifest.event.entry; do
  [ -f $part ] || failed HASH_FAILURE $part 'is missing'
done
stop_if_failed
openssl dgst -sha256 -r ./manifest.json ./manifest.event.json ./manifest.event.metadata.json >"$tmp/sums"
read_entries 0 manifest.event.entry >"$tmp/fact"
check_entries "$tmp/fact"
read -r sum rest <"$tmp/sums"
read -r rest rest rest type rest <"$tmp/fact"
read -r fact <manifest.event.json
case $type:$fact in
  EvidenceExported:*"\"manifestSha256\":\"$sum\""*) ;;
  *) failed HASH_FAILURE manifest.json 'is not the one that the fact of the export names' ;;
esac
stop_if_failed
request=$(sed -n 's/^  "changeRequestId": "\([^"]*\)",\{0,1\}$/\1/p' manifest.json)
case $fact in *"\"changeRequestId\":\"$request\""*) grep -q '^  "format": "realname evidence v2",\{0,1\}$' manifest.json ;; *) false ;; esac ||
  failed FORMAT_FAILURE manifest.json 'is of another format or request'

sed -n 's/^    "\([A-Za-z0-9._\/-]*\)": "\([0-9a-f]\{64\}\)",\{0,1\}$/\2 .\/\1/p' manifest.json >"$tmp/named"
find . -type f >"$tmp/found"
# What is named and found; a name of another form, or one that a line break makes twice, is of no file that is named.
awk 'on == "named" { path[++n] = $2; named[$2] = 1; next }
  /^\.\/manifest\.(json|event\.(json|metadata\.json|entry|tlog-proof))$/ && !found[$0]++ { next }
  named[$0] && !found[$0]++ { print; next }
  { print "FORMAT_FAILURE: " substr($0, 3) " is not of this archive" >>failed }
  END { for (i = 1; i <= n; i++) if (!found[path[i]]) print "HASH_FAILURE: " substr(path[i], 3) " is missing" >>failed }' \
  failed="$tmp/failed" on=named "$tmp/named" on=found "$tmp/found" >"$tmp/files"
xargs openssl dgst -sha256 -r <"$tmp/files" 2>/dev/null >"$tmp/sums"
awk 'on == "sums" { sum[substr($2, 2)] = $1; next }
  on == "named" { named[$2] = $1; next }
  sum[$0] != named[$0] { print "HASH_FAILURE: " substr($0, 3) " was altered" }' \
  on=sums "$tmp/sums" on=named "$tmp/named" on=files "$tmp/files" >>"$tmp/failed"
stop_if_failed

set --
for entry in events/*.entry; do
  case $entry in events/*[!0-9]*.entry) ;; *) set -- "$@" "$entry" ;; esac
done
: >"$tmp/events"
[ $# -eq 0 ] || read_entries 1 "$@" >"$tmp/events"
check_entries "$tmp/events"

# ---- times ----

# A time as 2026-11-22T08:30:00.000Z in seconds of Unix, left in $seconds; years begin in March, so that a leap day ends one.
seconds_of() {
  seconds=0
  case $1 in [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9][.Z]*) ;; *) return ;; esac
  IFS=-T:.Z
  # shellcheck disable=SC2086
  set -- $1
  unset IFS
  # A 1 before the digits: a number that begins with 0 would be octal.
  month=$(((1$2 - 100 + 9) % 12))
  year=$((1$1 - 10000 - month / 10))
  days=$((365 * year + year / 4 - year / 100 + year / 400 + (306 * month + 5) / 10 + 1$3 - 101 - 719468))
  seconds=$((((days * 24 + 1$4 - 100) * 60 + 1$5 - 100) * 60 + 1$6 - 100))
}

# ---- time-stamps (RFC 3161) ----

# The value at an offset of a DER file, of a string its content, and beside it what OpenSSL tells of its parts.
value_at() { openssl asn1parse -inform DER -in "$1" -strparse "$2" -out "$3" >"$3.parts" 2>/dev/null; }
# The token of a TimeStampResp.
token_of() {
  offset=$(openssl asn1parse -inform DER -in "$1" 2>/dev/null | awk -F: '/:d=1 / && ++n == 2 { print $1 + 0; exit }')
  [ -n "$offset" ] && value_at "$1" "$offset" "$2"
}
# Whether a token from a root of --tsa-ca says that a file existed; by when is left in $by.
stamped() {
  offset=$(awk -F: '/:id-smime-ct-TSTInfo/ { named = 1 } named && /OCTET STRING/ { print $1 + 0; exit }' "$1.parts")
  [ -n "$offset" ] && value_at "$1" "$offset" "$tmp/info" || return 1
  by=$(sed -n 's/.*GENERALIZEDTIME *:\(....\)\(..\)\(..\)\(..\)\(..\)\(..\)\(\.[0-9]*\)\{0,1\}Z$/\1-\2-\3T\4:\5:\6\7Z/p' "$tmp/info.parts")
  by=${by%%"$newline"*}
  seconds_of "$by"
  [ -n "$by" ] && openssl ts -verify -token_in -in "$1" -data "$2" -CAfile "$tsa" -attime "$seconds" >/dev/null 2>&1
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

read_key() {
  name=${vkey%%+*} id=${vkey#*+}
  id=${id%%+*}
  key=$(echo "${vkey#*+*+}" | awk "$formats"'{ print of64($0) }')
  # shellcheck disable=SC2059
  printf "%s\n$key" "$name" >"$tmp/key"
  own=$(openssl dgst -sha256 -r "$tmp/key")
  case $own:$key in "$id"*:'\001'*) ;; *) id='' ;; esac
  [ ${#id} -eq 8 ] && [ ${#key} -eq 132 ] || { echo "not a verifier key: $vkey" >&2; exit 2; }
  # shellcheck disable=SC2059
  printf "\060\052\060\005\006\003\053\145\160\003\041\000${key#????}" >"$tmp/log.der"
}

# Whether a note is signed by the log; its size and the number of its signatures are left.
open_note() {
  size='' signatures='' signature=''
  name=$name id=$id awk "$formats"'
    !ended && $0 != "" { text = text $0 "\n"; if (NR == 1) origin = $0; if (NR == 2) size = $0; next }
    !ended { ended = 1; next }
    { signatures++; octal = of64($3) }
    $0 == "— " ENVIRON["name"] " " $3 && index(octal, of16(ENVIRON["id"])) == 1 && !signature { signature = substr(octal, 17) }
    END { printf "%s", text >out; if (origin == ENVIRON["name"] && length(signature) == 256) print size, signatures, signature }' \
    out="$tmp/text" "$1" >"$tmp/opened"
  read -r size signatures signature <"$tmp/opened"
  # shellcheck disable=SC2059
  printf "$signature" >"$tmp/signature"
  openssl pkeyutl -verify -pubin -keyform DER -inkey "$tmp/log.der" -rawin -in "$tmp/text" -sigfile "$tmp/signature" >/dev/null 2>&1
}

# What each proof hashes in which step: number of the proof, step, side of the sibling, sibling; and its index, and the root to
# which it must lead. Fails unless all are whole, and over the note that is read first.
plan=$formats'
  function end_proof() { if (k >= first && (note != signed || last != 0)) bad = 1 }
  BEGIN { k = first - 1 }
  on == "note" { signed = signed $0 "\n"; if (FNR == 2) size = $0; if (FNR == 3) root = of64($0); if (FNR == 3 && length(root) != 128) bad = 1; next }
  FNR == 1 { end_proof(); k++; step = 0; note = ""; inNote = 0; if ($0 != "c2sp.org/tlog-proof@v1") bad = 1; next }
  FNR == 2 { at = $2; last = size - 1; if ($0 !~ /^index (0|[1-9][0-9]*)$/ || at + 0 >= size + 0) bad = 1
    print k, "index", at; print k, "root", root; next }
  inNote { note = note $0 "\n"; next }
  /^$/ { inNote = 1; next }
  { sibling = of64($0)
    if (length(sibling) != 128 || last == 0) bad = 1
    isLeft = at % 2 == 1 || at == last
    print k, step++, isLeft ? "left" : "right", sibling
    if (isLeft) while (at % 2 == 0 && at != 0) { at = int(at / 2); last = int(last / 2) }
    at = int(at / 2); last = int(last / 2) }
  END { end_proof(); exit bad || k != first + count - 1 }'

# Whether proofs, from a number on, are whole and over a note that the log signed.
plan_proofs() {
  first=$1 note=$2
  shift 2
  for proof in "$@"; do [ -f "$proof" ] || return 1; done
  open_note "$note" && awk -v first="$first" -v count=$# "$plan" on=note "$note" on=proofs "$@" >>"$tmp/plan"
}

# Hashes the nodes above the leaves, a step of all proofs at a time; the newest digest of each proof stands last.
hash_nodes() {
  step=0
  while
    openssl dgst -sha256 -r "$tmp"/nodes/$step-* >>"$tmp/digests"
    awk "$formats"'on == "digests" { k = $NF; sub(/.*-/, "", k); digest[k] = $1; next }
      $2 == step { own = of16(digest[$1]); print $1, $3 == "left" ? $4 own : own $4 }' \
      step=$step on=digests "$tmp/digests" on=plan "$tmp/plan" >"$tmp/todo"
    step=$((step + 1))
    [ -s "$tmp/todo" ]
  do
    # shellcheck disable=SC2059
    while read -r k pair; do printf "\\001$pair" >"$tmp/nodes/$step-$k"; done <"$tmp/todo"
  done
}

if [ -z "$vkey" ]; then
  doubtful NO_POE archive 'no --log-key was given: nothing proves when this was, and that it is the log’s'
else
  read_key
  unproved='has no proof that leads to a head of the log that the key signed'
  : >"$tmp/plan"
  [ ! -f manifest.event.tlog-proof ] || sed '1,/^$/d' manifest.event.tlog-proof >"$tmp/note"
  plan_proofs 0 "$tmp/note" manifest.event.tlog-proof && [ -z "$(tail -c 1 manifest.event.tlog-proof)" ] ||
    failed NOT_IN_LOG manifest.event "$unproved"
  stop_if_failed
  [ "$signatures" -eq 1 ] || failed NOT_IN_LOG manifest.event 'its head has a signature of nobody who is trusted'
  headSize=$size
  set --
  while read -r event rest; do set -- "$@" "$event.tlog-proof"; done <"$tmp/events"
  [ $# -eq 0 ] || plan_proofs 1 checkpoint "$@" || { failed NOT_IN_LOG events "$unproved"; conclude; }
  hash_nodes
  awk "$formats"'
    on == "digests" { k = $NF; sub(/.*-/, "", k); digest[k] = $1; next }
    $2 == "root" && of16(digest[$1]) != $3 { stray[$1 > 0] = 1 }
    $2 == "index" && $1 == 0 { head = $3 }
    $2 == "index" && $1 > 0 { if ($1 > 1 && $3 <= before || $3 >= head) disorder = 1; before = $3 }
    END {
      if (stray[0]) print "NOT_IN_LOG: manifest.event " unproved
      else if (stray[1]) print "NOT_IN_LOG: events " unproved
      else if (disorder) print "INCONSISTENT: events do not stand in the log in the order in which they stand here"
      exit stray[0] || stray[1]
    }' unproved="$unproved" on=digests "$tmp/digests" on=plan "$tmp/plan" >>"$tmp/failed" || conclude
  read -r rest rest head <"$tmp/plan"
  echo "the export is event $head of $headSize in log $name" >>"$tmp/told"
fi
existed=''
if [ -n "$tsa" ] && [ -n "$vkey" ]; then
  name=$name awk '!signed || $1 != "—" || $2 == ENVIRON["name"]; /^$/ { signed = 1 }' checkpoint >"$tmp/own"
  if [ -f checkpoint.tsr ] && token_of checkpoint.tsr "$tmp/token" && stamped "$tmp/token" "$tmp/own"; then existed=$by
  else doubtful NO_POE checkpoint 'has no time-stamp that comes from a root of --tsa-ca'; fi
fi
if [ -n "$existed" ]; then echo "time-stamped: all of it existed by $existed" >>"$tmp/told"
else echo 'NO_POE of time: times are the service’s own word' >>"$tmp/told"; fi

# ---- disclosures (RFC 9901): [salt, field, value], of which an event has the digest ----

# Functions of awk: bytes, as numbers, to base64url.
to64url='function take(byte) {
    bits = bits * 256 + byte
    for (have += 8; have >= 6; have -= 6) { letter(int(bits / 2 ^ (have - 6))); bits %= 2 ^ (have - 6) }
  }
  function letter(n) { text = text substr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", n + 1, 1) }
  function ended(all) {
    if (have > 0) letter(bits * 2 ^ (6 - have))
    all = text; text = ""; bits = 0; have = 0
    return all
  }'
if [ -f disclosures.json ]; then
  : >"$tmp/disclosures"
  awk '/"disclosure":/ {
      if ($0 !~ /^[{]"event":"events\/[0-9]+","disclosure":\[.*\][}],?$/) { print "FORMAT_FAILURE: disclosures.json cannot be read" >>failed; next }
      split($0, part, "\"")
      sub(/^[^[]*/, ""); sub(/[}],?$/, "")
      print part[4], $0
    }' failed="$tmp/failed" disclosures.json >"$tmp/disclosures"
  if [ -s "$tmp/disclosures" ]; then
    cut -d' ' -f2- "$tmp/disclosures" | od -An -v -tu1 | awk "$to64url"'
      { for (n = 1; n <= NF; n++) if ($n != 10) take($n); else { file = nodes "/disclosure-" ++k; printf "%s", ended() >file; close(file) } }' nodes="$tmp/nodes"
    openssl dgst -sha256 -r "$tmp"/nodes/disclosure-* >"$tmp/digests"
    awk "$formats $to64url"'
      on == "digests" {
        for (n = 1; n < 64; n += 2) take(digit($1, n) * 16 + digit($1, n + 1))
        k = $NF; sub(/.*-/, "", k); digest[k] = ended()
        next
      }
      { event = $1; disclosure = substr($0, length(event) + 2); json = ""
        while ((getline line <(event ".json")) > 0) json = json line
        close(event ".json")
        split(disclosure, part, "\""); name = part[4]
        if (!index(json, "\"field\":\"" name "\",\"digest\":\"" digest[FNR] "\""))
          print "HASH_FAILURE: " event " " name " is not the value that disclosures.json shows" >>failed
        sub(/^[^,]*,[^,]*,/, "", disclosure); sub(/\]$/, "", disclosure)
        print event " " name ": " disclosure }' failed="$tmp/failed" on=digests "$tmp/digests" on=list "$tmp/disclosures" >>"$tmp/told"
  fi
  sed -n 's/^{"event":"\(events\/[0-9]*\)","field":"\([A-Za-z]*\)"},\{0,1\}$/\1 \2: shown by the service, not provable/p' disclosures.json >>"$tmp/told"
fi

# ---- streams without holes ----

awk 'on == "events" { if (!n[$2]++) first[$2] = $3; else if ($3 <= last[$2]) bad[$2] = 1; last[$2] = $3; next }
  /"stream"/ { s = $3 } /"whole"/ { whole = $3 } /"first"/ { f = $3 } /"last"/ { l = $3 }
  /"events"/ { known[s] = 1
    if (s == "ProfileChangeRequest-" request && whole == "true") isWhole = 1
    if (bad[s] || n[s] != $3 || first[s] != f || last[s] != l || (whole == "true" && (f != 0 || l + 1 != $3))) stray(s) }
  function stray(stream) { print "INCONSISTENT: " stream " has not the revisions that streams.json names" }
  END { for (s in n) if (n[s] && !known[s]) stray(s); if (!isWhole) print "INCONSISTENT: streams.json the request is not whole" }' \
  request="$request" on=events "$tmp/events" on=streams FS='[",: ]+' streams.json >>"$tmp/failed"

# ---- what the facts say of the signatures that stand at the end: a new form, a new photo or a lost certificate voids those before ----

# A row for each; its certificate, the answer of its authority and its time-stamp are in files of its number.
set --
while read -r event rest; do set -- "$@" "$event.json" "$event.metadata.json"; done <"$tmp/events"
: >"$tmp/standing"
[ $# -eq 0 ] || awk '
  on == "sums" { sum[substr($2, 4)] = $1; next }
  on == "events" { path[++n] = $1; stream[n] = $2; type[n] = $4; next }
  { json[FILENAME] = json[FILENAME] $0 "\n" }
  # The first text of a name in the data of an event, or in another file of it.
  function of(event, name, ending, text) {
    text = json[path[event] (ending ? ending : ".json")]
    if (!match(text, "\"" name "\" *: *\"[^\"]*\"")) return ""
    text = substr(text, RSTART, RLENGTH - 1)
    sub(/^"[^"]*" *: *"/, "", text)
    return text
  }
  # The first event of a type, in a stream or in any.
  function event_of(kind, name, i) {
    for (i = 1; i <= n; i++) if (type[i] == kind && (name == "" || stream[i] == name)) return i
    return 0
  }
  function word(text) { return text ~ /^[^ \t\n]+$/ ? text : "-" }
  function put(name, text) { if (text != "") print text >(folder "/" k "." name) }
  END {
    for (i = 1; i <= n; i++) {
      if (type[i] == "AgreementSigned") { drop("documentId", of(i, "documentId")); standing[++m] = i }
      if (type[i] == "SignaturesVoided") drop("certificateSerial", of(i, "certificateSerial"))
      if (type[i] ~ /^(PhotoUploaded|PhotoKept|ProfileChangeRequestRefreshed|.*Proposed)$/) m = 0
    }
    customer = of(event_of("ProfileChangeRequestOpened"), "customerId")
    erased = event_of("PersonalDataErased", "CustomerAccount-" customer)
    for (k = 1; k <= m; k++) tell(standing[k])
  }
  function drop(name, text, i, left) {
    for (i = 1; i <= m; i++) if (of(standing[i], name) != text) standing[++left] = standing[i]
    m = left + 0
  }
  function tell(signed, id, serial, certificate, issued, verified, revoked, at, stamp) {
    id = of(signed, "documentId"); serial = of(signed, "certificateSerial"); at = of(signed, "signedAt")
    certificate = "DigitalCertificate-" substr(serial, 1, 8) "-" substr(serial, 9, 4) "-" substr(serial, 13, 4) "-" substr(serial, 17, 4) "-" substr(serial, 21)
    issued = event_of("CertificateIssued", certificate)
    verified = event_of("VideoVerificationPassed", "VideoVerification-" of(issued, "verificationId"))
    revoked = event_of("CertificateRevoked", certificate)
    stamp = event_of("SignatureTimeStamped", "SignatureTimeStamp-" of(signed, "signingSessionId"))
    pem = of(issued, "certificate")
    gsub(/\\n/, "\n", pem)
    put("pem", pem)
    put("ocsp", of(signed, "ocsp"))
    put("stamp", of(stamp, "timeStamp"))
    print k, word(id), word(serial), word(of(signed, "sha256")), word(at), \
      of(issued, "customerId") == customer && of(issued, "device") == of(signed, "device", ".metadata.json") ? "same" : "another", \
      verified ? "verified" : "unverified", revoked && (of(revoked, "revokedAt") "") <= (at "") ? "revoked" : "valid", \
      sum["documents/" id ".html"] ? sum["documents/" id ".html"] : erased ? "erased" : "missing"
  }' folder="$tmp/facts" on=sums "$tmp/sums" on=events "$tmp/events" on=json "$@" >"$tmp/standing"

# ---- certificates and signatures ----

# The base64 of a certificate with which a PEM file begins, left in $body.
body_of() {
  body=''
  [ -f "$1" ] || return 1
  {
    read -r begin
    [ "$begin" = '-----BEGIN CERTIFICATE-----' ] || return 1
    while read -r line && [ "$line" != '-----END CERTIFICATE-----' ]; do body=$body$line; done
  } <"$1"
  [ -n "$body" ]
}

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

# What the authority said when the signature came, of this very certificate: good (RFC 6960), by the issuer or a responder that
# the issuer certified. OpenSSL would compare times with the clock.
check_answer() {
  [ -f "$1" ] || return 0
  read -r told <"$1"
  [ "$(openssl base64 -A -in "$2" 2>/dev/null)" = "$told" ] &&
    openssl ocsp -respin "$2" -issuer "$5" -cert "$3" -verify_other "$5" -CAfile "$5" -partial_chain -attime "$4" -validity_period 3000000000 >"$tmp/answer" 2>&1 ||
    { not_good "$2"; return; }
  period=$(awk -v good="$3: good" '
    function instant(n) {
      split($(n + 2), time, ":")
      return sprintf("%s-%02d-%02dT%sZ", $(n + 3), (index("JanFebMarAprMayJunJulAugSepOctNovDec", $n) + 2) / 3, $(n + 1), $(n + 2))
    }
    /^Response verify OK/ { verified = 1 }
    $0 == good { isGood = 1 }
    $1 " " $2 == "This Update:" { from = instant(3) }
    $1 " " $2 == "Next Update:" { until = instant(3) }
    END { if (verified && isGood) print from, until ? until : from }' "$tmp/answer")
  seconds_of "${period% *}"
  from=$seconds
  seconds_of "${period#* }"
  [ -n "$period" ] && [ "$from" -le $(($4 + 300)) ] && [ $(($4 - 300)) -le "$seconds" ] || not_good "$2"
}
not_good() { failed INCONSISTENT "$1" 'does not say that the certificate was good at the signing, as the facts tell'; }

# What a signature says: the digest that it signs, and where its value and its time-stamp are.
read_signature() {
  openssl asn1parse -inform DER -in "$1" 2>/dev/null | awk -F: '
    /:d=3 .*cons: SET/ { sets++ }
    sets < 2 { next }
    /:d=5 .*OCTET STRING/ { value = $1 + 0 }
    /:d=7 .*:messageDigest$/ { atDigest = NR + 2 }
    NR == atDigest { digest = tolower($NF) }
    /:d=7 .*:id-smime-aa-timeStampToken$/ { atToken = NR + 2 }
    NR == atToken { token = $1 + 0 }
    END { print digest ? digest : "-", value, token }' >"$tmp/places"
  read -r signed value token <"$tmp/places"
}
check_signature() {
  openssl cms -verify -noverify -binary -inform DER -in "$1" -content /dev/null -no_content_verify -signer "$tmp/signer.pem" -out /dev/null 2>/dev/null &&
    body_of "$tmp/signer.pem" && [ "$body" = "$2" ] ||
    { failed SIG_CRYPTO_FAILURE "$1" 'is not the signature that the facts tell of'; return; }
  [ "$signed" = "$3" ] || failed HASH_FAILURE "$1" 'signs another document'
}

# The stamp in a signature is the one that the log tells of. Whether it proves by when, and contradicts nothing.
check_time() {
  : >"$tmp/token"
  : >"$tmp/told-token"
  [ -z "$token" ] || { value_at "$1" "$value" "$tmp/value"; value_at "$1" "$token" "$tmp/token"; }
  [ ! -f "$2" ] || { openssl base64 -d -A -in "$2" >"$tmp/response"; token_of "$tmp/response" "$tmp/told-token"; }
  if [ -n "$token" ] || [ -f "$2" ]; then
    cmp -s "$tmp/token" "$tmp/told-token" && [ -s "$tmp/token" ] || failed INCONSISTENT "$1" 'has not the time-stamp that the facts tell of'
  fi
  proved=$existed
  if [ -n "$tsa" ] && [ -n "$token" ]; then
    if stamped "$tmp/token" "$tmp/value"; then
      echo "$1 existed by $by" >>"$tmp/told"
      proved="$proved $by"
    else doubtful NO_POE "$1" 'has a time-stamp that does not come from a root of --tsa-ca'; fi
  fi
  for each in $proved; do
    seconds_of "$each"
    [ $((seconds + 300)) -ge "$3" ] || doubtful TIMESTAMP_ORDER_FAILURE "$1" 'is said to have been made after the time-stamp over it'
  done
}

while read -r k documentId serial digest signedAt customer verified revoked found; do
  certificate=certificates/$serial.pem signature=signatures/$documentId.p7s document=documents/$documentId.html
  echo "$documentId: signed at $signedAt with $serial" >>"$tmp/told"
  body_of "$certificate"
  own=$body
  if ! body_of "$tmp/facts/$k.pem" || [ "$body" != "$own" ]; then
    failed INCONSISTENT "$certificate" 'is not the certificate that the facts tell of'
    continue
  fi
  seconds_of "$signedAt"
  at=$seconds
  [ "$customer" = same ] || failed INCONSISTENT "$documentId" 'another customer or device signed'
  [ "$verified" = verified ] || failed INCONSISTENT "$documentId" 'no verification was passed for its certificate'
  check_chain "$signature" "$certificate" "$at"
  [ "$revoked" = valid ] || failed REVOKED "$signature" 'its certificate had been revoked'
  check_answer "$tmp/facts/$k.ocsp" "ocsp/$documentId.signed.der" "$certificate" "$at" "chains/$serial.pem"
  read_signature "$signature"
  check_signature "$signature" "$own" "$digest"
  check_time "$signature" "$tmp/facts/$k.stamp" "$at"
  case $found in
    "$digest") ;;
    erased) doubtful ERASED "$document" 'a fact says that the person’s data was erased: the signature is verified without it' ;;
    missing) doubtful SIGNED_DATA_NOT_FOUND "$document" 'is missing, and no fact says that it was erased' ;;
    *) failed HASH_FAILURE "$document" 'is not what was signed' ;;
  esac
done <"$tmp/standing"
[ -s "$tmp/standing" ] || doubtful SIGNED_DATA_NOT_FOUND archive 'nothing is signed'
conclude
