#!/bin/sh
# Verifies an evidence archive of realname offline: POSIX sh and OpenSSL 3.0 or newer, nothing else.
#   sh verify.sh [--ca <root certificates, PEM>] [--log-key <verifier key, or a file with it>] [folder]
# What is trusted is given, never taken from the archive. Exit code 0: TOTAL-PASSED, 1: TOTAL-FAILED, 2: INDETERMINATE, or it
# cannot be told. Verdicts are those of EN 319 102-1; ERASED, NOT_IN_LOG and INCONSISTENT are added to its sub-indications.
LC_ALL=C
export LC_ALL
ca='' vkey='' folder=.
while [ $# -gt 0 ]; do
  case $1 in
    --ca) ca=$(cd "$(dirname "$2")" && pwd)/$(basename "$2"); shift 2 ;;
    --log-key) if [ -f "$2" ]; then vkey=$(head -n 1 "$2"); else vkey=$2; fi; shift 2 ;;
    -*) echo 'usage: sh verify.sh [--ca ca.pem] [--log-key <vkey | file>] [folder]' >&2; exit 2 ;;
    *) folder=$1; shift ;;
  esac
done
cd "$folder" || exit 2
[ -z "$ca" ] || [ -r "$ca" ] || { echo "$ca cannot be read" >&2; exit 2; }
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

# ---- the transparency log (C2SP signed-note, tlog-checkpoint, tlog-proof; RFC 9162 2.1.3.2) ----

# Base64 of 32, 33 or 68 bytes, in its one proper form, as a format of printf; else nothing.
octal() {
  echo "$1" | awk '!/^([A-Za-z0-9+\/]{4})+([A-Za-z0-9+\/]{2}[AEIMQUYcgkosw048]=)?$/ { exit }
    { for (n = 1; n <= length($0); n++) {
        c = substr($0, n, 1)
        if (c == "=") break
        bits = bits * 64 + index("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", c) - 1
        have += 6
        if (have >= 8) { have -= 8; byte = int(bits / 2 ^ have); bits -= byte * 2 ^ have; printf "\\%03o", byte }
      } }'
}
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
  bytes "$(line "$tmp/text" 3)" >"$tmp/root"
  others=$(grep -cv "^$mark $name " "$tmp/lines")
  cp "$1" "$tmp/opened"
}

proved() {
  [ -f "$1.tlog-proof" ] && [ "$(line "$1.tlog-proof" 1)" = 'c2sp.org/tlog-proof@v1' ] || return 1
  sed '1,/^$/d' "$1.tlog-proof" >"$tmp/note"
  open_checkpoint "$tmp/note" || return 1
  index=$(line "$1.tlog-proof" 2 | sed -n 's/^index \([0-9]*\)$/\1/p')
  [ -n "$index" ] && [ "$index" -lt "$size" ] || return 1
  at=$index last=$((size - 1))
  { printf '\000'; cat "$1.entry"; } | openssl dgst -sha256 -binary >"$tmp/hash"
  for sibling in $(sed -n '3,/^$/p' "$1.tlog-proof"); do
    bytes "$sibling" >"$tmp/sibling"
    [ $last -gt 0 ] || return 1
    if [ $((at % 2)) -eq 1 ] || [ $at -eq $last ]; then
      { printf '\001'; cat "$tmp/sibling" "$tmp/hash"; } | openssl dgst -sha256 -binary >"$tmp/node"
      while [ $((at % 2)) -eq 0 ] && [ $at -ne 0 ]; do at=$((at / 2)) last=$((last / 2)); done
    else { printf '\001'; cat "$tmp/hash" "$tmp/sibling"; } | openssl dgst -sha256 -binary >"$tmp/node"; fi
    mv "$tmp/node" "$tmp/hash"
    at=$((at / 2)) last=$((last / 2))
  done
  [ $last -eq 0 ] && cmp -s "$tmp/hash" "$tmp/root"
}

if [ -z "$vkey" ]; then
  doubtful NO_POE archive 'no --log-key was given: nothing proves when this was, and that it is the log’s'
else
  read_key
  unproved='has no proof that leads to a head of the log that the key signed'
  proved manifest.event && [ "$others" -eq 0 ] || failed NOT_IN_LOG manifest.event "$unproved"
  stop_if_failed
  head=$index before=-1
  echo "the export is event $index of $size in log $name" >>"$tmp/told"
  while read -r event rest; do
    proved "$event" || { failed NOT_IN_LOG "$event" "$unproved"; break; }
    [ "$index" -gt "$before" ] && [ "$index" -lt "$head" ] || failed INCONSISTENT "$event" 'does not stand in the log where it stands here'
    before=$index
  done <"$tmp/events"
  stop_if_failed
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

opened=$(event_of ProfileChangeRequestOpened)
erased=$(event_of PersonalDataErased)
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
  check_signature "$signature" "$certificate" "$digest"
  if [ -f "$document" ]; then
    [ "$(sum "$document")" = "$digest" ] || failed HASH_FAILURE "$document" 'is not what was signed'
  elif [ -n "$erased" ]; then
    doubtful ERASED "$document" 'a fact says that the person’s data was erased: the signature is verified without it'
  else doubtful SIGNED_DATA_NOT_FOUND "$document" 'is missing, and no fact says that it was erased'; fi
done <"$tmp/standing"
[ -s "$tmp/standing" ] || doubtful SIGNED_DATA_NOT_FOUND archive 'nothing is signed'
conclude
