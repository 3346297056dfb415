#!/bin/bash
# A register from its first key to a bundle that two programs verify: the commands as a user types
# them. Usage: end_to_end.sh COMITY SOURCE_DIR
set -euo pipefail
comity=$1
source_dir=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

register() { "$comity" register "$@"; }
expect() {  # expect STATUS COMMAND…: the command must end with this status
  local wanted=$1 status=0
  shift
  "$@" >out.txt 2>err.txt || status=$?
  if [ "$status" -ne "$wanted" ]; then
    echo "status $status instead of $wanted: $*"
    cat out.txt err.txt
    exit 1
  fi
}

# Whoever asks for help gets it on standard output; whoever errs, on standard error.
for words in "verify --help" "witness --help" "mirror --help" "monitor --help" "register --help" \
  "register help" "register init --help" "register submit notice.json -h" "material --help" \
  "material help"; do
  # shellcheck disable=SC2086
  expect 0 "$comity" $words
  grep -q "^comity ${words%% *} [A-Z-]" out.txt
  [ ! -s err.txt ]
done
expect 2 "$comity" register
[ ! -s out.txt ]
[ -z "$(ls -d register 2>/dev/null)" ]

for name in root1 root2 veltria-root veltria veltria-deputy; do
  register key "$name.key" | head -1 >"$name.pub"
done
private() {  # FILE…: only its owner may read a private key
  [ "$(stat -c %a "$@" | sort -u)" = 600 ] || { stat -c '%a %n' "$@"; exit 1; }
}
mkdir -m 755 register                                    # made before, and open to all
log_key=$(register init --origin register.example/log --root root1.key --root root2.key \
  --padding 8 --once ruling 2>init.err)
warned() {  # FILE: one line says that a snapshot of the whole folder would go unnoticed
  [ "$(wc -l <"$1")" -eq 1 ] && grep -q '^warning: .*register/lock.*--lock' "$1"
}
warned init.err
private root1.key veltria.key register/log.key
register sign --author register --type register.party --matter register --key root1.key \
  --fields "{\"party\":\"veltria\",\"root\":\"$(cat veltria-root.pub)\"}" \
  --signer register=2 --out party.json
expect 4 register submit party.json                      # one root is not enough
register sign party.json --key root2.key
register submit party.json >/dev/null
for name in veltria veltria-deputy; do
  register sign --author veltria --type register.key --matter register --key veltria-root.key \
    --fields "{\"key\":\"$(cat $name.pub)\",\"role\":\"focal point\"}" --out key.json
  register submit key.json >/dev/null
done
register publish >early.head 2>publish.err
warned publish.err
chmod 644 register/entries.db                            # as an older program made it
register log >/dev/null
private register/entries.db

register sign --author veltria --type notice --matter case-1 --key veltria.key --signer veltria=2 \
  --fields '{"text":"The grid of Saltmark was disturbed."}' \
  --erasable 'contact="A. Person"' --out notice.json
expect 4 register submit notice.json                     # a release needs two keys
register sign notice.json --key veltria-deputy.key
register submit notice.json --claim "opening of case-1" >receipt.txt
index=$(sed -n 's/^index //p' receipt.txt | head -1)
expect 0 register submit notice.json                     # again: the same place
grep -qx "index $index" out.txt
register publish >late.head
grep -q 'A. Person' <(register get "$index")
expect 0 register verify
expect 0 register audit
[ "$(register log --matter case-1 | wc -l)" -eq 1 ]

register export "$index" --known 16 --out bundle.json
for program in "$comity verify" "python3 $source_dir/tools/verify.py"; do
  expect 0 $program bundle.json --log "$log_key" \
    --root "$(cat root1.pub)" --root "$(cat root2.pub)" \
    --head early.head
  grep -q 'Nothing up to the head that you gave has been changed' out.txt
  expect 6 $program bundle.json --root "$(cat root2.pub)"  # other roots than the register's
done

# One flipped byte in the entry's envelope, and both name it.
python3 - "$index" <<'PYTHON'
import json, sys
bundle = json.load(open("bundle.json"))
item = bundle["entries"][-1]
assert item["index"] == int(sys.argv[1])
envelope = item["envelope"]
item["envelope"] = envelope[:60] + ("A" if envelope[60] != "A" else "B") + envelope[61:]
json.dump(bundle, open("damaged.json", "w"))
PYTHON
for program in "$comity verify" "python3 $source_dir/tools/verify.py"; do
  expect 6 $program damaged.json
  grep -q "entry $index" out.txt
done

# What is sealed to a reader: the register keeps it and cannot open it, the reader can.
recipient=$("$comity" material identity marenna.identity)
private marenna.identity
echo "indicators of the intrusion" >indicators.txt
register sign --author veltria --type notice --matter case-1 --key veltria.key \
  --seal indicators=indicators.txt --to "marenna=$recipient" \
  --attach statement.txt=indicators.txt --register register.example/log --out sealed.json
sealed=$(register submit sealed.json | sed -n 's/^index //p' | head -1)
rm -r sealed.json.material
register get "$sealed" --material closed >/dev/null
cmp -s closed/indicators.age indicators.txt && exit 1
register get "$sealed" --material open --identity marenna.identity >/dev/null
cmp open/indicators indicators.txt
cmp open/statement.txt indicators.txt
"$comity" material identity stranger.identity >/dev/null
expect 4 register get "$sealed" --material none --identity stranger.identity
expect 0 register rehash

# What its author corrects and withdraws is said wherever it is read; nobody else may.
id=$(register get "$sealed" | sed -n 's/^id *//p')
amend() {  # OPTION KEYFILE AUTHOR OUT
  register sign --author "$3" --type notice --matter case-1 --key "$2" "$1" "$id" \
    --out "$4" >/dev/null
}
amend --withdraws root1.key register foreign.json
expect 4 register submit foreign.json
grep -q 'by its own author alone' err.txt
amend --corrects veltria.key veltria corrects.json
corrects=$(register submit corrects.json | sed -n 's/^index //p' | head -1)
amend --withdraws veltria.key veltria withdraws.json
withdraws=$(register submit withdraws.json | sed -n 's/^index //p' | head -1)
register get "$sealed" | grep -qx "corrected by $corrects"
register get "$sealed" | grep -qx "withdrawn by $withdraws"
register log --matter case-1 | grep -q "^$sealed .*corrected by $corrects  withdrawn by $withdraws$"
[ "$(register log --matter case-1 | grep -c 'withdrawn by')" -eq 1 ]
register publish >/dev/null
register export "$sealed" --out withdrawn.json
for program in "$comity verify" "python3 $source_dir/tools/verify.py"; do
  expect 0 $program withdrawn.json
  grep -q "Entry $sealed is corrected by $corrects" out.txt
  grep -q "Entry $sealed is withdrawn by $withdraws" out.txt
  expect 0 $program bundle.json
  if grep -q 'withdrawn by' out.txt; then echo "withdrawn without a withdrawal"; exit 1; fi
  grep -q 'Entries that are not in this bundle may correct or withdraw' out.txt
done
register proof "$sealed" | head -1 | grep -qx 'c2sp.org/tlog-proof@v1'

# The terms say that a ruling stands once in its matter: no command needs to be told again.
for n in 1 2; do
  register sign --author veltria --type ruling --matter case-1 --key veltria.key \
    --fields "{\"n\":$n}" --out "ruling$n.json" >/dev/null
done
expect 0 register submit ruling1.json --claim "ruling of case-1"   # said twice is said once
expect 3 register submit ruling2.json
grep -q 'another entry holds "ruling of case-1"' err.txt
expect 0 register submit ruling1.json                    # again: the same place

# The proof of a place, alone and with the receipt; another entry's, and one octet changed.
register proof "$index" >place.txt
tail -n +2 receipt.txt >receipt.note
expect 2 "$comity" verify place.txt                      # whose head it is, only a key can say
expect 0 "$comity" verify place.txt --log "$log_key"
grep -q 'nothing says which entry that is' out.txt
expect 0 "$comity" verify place.txt --log "$log_key" --receipt receipt.note
grep -q 'the entry that the receipt promised the place to' out.txt
expect 2 "$comity" verify place.txt --log "$log_key" --root "$(cat root1.pub)"
register proof "$sealed" >other-place.txt
expect 6 "$comity" verify other-place.txt --log "$log_key" --receipt receipt.note
sed '4s/^A/C/; 4t; 4s/^./A/' place.txt >changed-place.txt
expect 6 "$comity" verify changed-place.txt --log "$log_key"

# Signed for another register, and material that did not travel with its entry: both refused.
register sign --author veltria --type notice --matter case-1 --key veltria.key \
  --register register.example/exercise --out exercise.json >/dev/null
expect 4 register submit exercise.json
register sign --author veltria --type notice --matter case-1 --key veltria.key \
  --attach report=party.json --out bare.json >/dev/null
rm -r bare.json.material
expect 2 register submit bare.json

# What was said elsewhere while the host was down: its own time, and the register's.
register sign --author veltria --type notice --matter case-1 --key veltria.key \
  --time 2024-02-29T23:59:00Z --fields '{"by":"telephone"}' --out late.json >/dev/null
late=$(register submit late.json | sed -n 's/^index //p' | head -1)
register get "$late" >late.txt
grep -q '"time":"2024-02-29T23:59:00Z"' late.txt
grep -q "^recorded  $(date -u +%Y)" late.txt

# Roots that are kept offline: the first entry travels to each, and then begins the register.
register propose --dir second --origin register.example/second --root "$(cat root1.pub)" \
  --root "$(cat root2.pub)" --threshold 2 --out terms.json >/dev/null
expect 2 register init terms.json --dir second           # nobody has signed it
register sign terms.json --key root1.key
expect 4 register init terms.json --dir second
register sign terms.json --key root2.key
expect 0 register init terms.json --dir second --lock elsewhere
[ ! -s err.txt ]                                         # no snapshot of one folder takes both back
expect 0 register publish --dir second --lock elsewhere
[ ! -s err.txt ]
expect 0 register audit --dir second --lock elsewhere

register backup copy
expect 4 register erase "$index" --name contact --order "data protection order 7" \
  --author marenna --key veltria.key
register erase "$index" --name contact --order "data protection order 7" \
  --author veltria --key veltria.key >/dev/null
if register get "$index" | grep -q 'A. Person'; then echo "the name is still there"; exit 1; fi
if grep -rq 'A. Person' register; then echo "the name is still in a file"; exit 1; fi
expect 0 register verify
register publish >/dev/null
expect 0 register audit

# Coming back from the copy made before the erasure is noticed: nothing will be signed.
mv register/entries.db gone.db
rm -f register/entries.db-wal register/entries.db-shm
expect 6 register restore copy
grep -q 'old copy' err.txt
[ ! -e register/entries.db ]

# A copy of the present state comes back whole, with its material.
mv gone.db register/entries.db
register backup present
mv register/entries.db gone.db
mv register/blobs gone-blobs
expect 0 register restore present
expect 0 register audit
expect 0 register rehash
[ -n "$(find copy/blobs -type f)" ]  # the material is in the copy too

# Nobody else may read what is not published, whoever made the folder.
find register copy present elsewhere -type f ! -path '*/tile/*' ! -name checkpoint \
  ! -name writer.lock ! -name 'root*' >kept.txt
grep -q '^register/entries.db$' kept.txt
grep -q '^register/lock/heads.db$' kept.txt
grep -q '^copy/blobs/' kept.txt
while read -r file; do private "$file"; done <kept.txt
[ "$(stat -c %a register)" = 755 ]
echo "register end to end: all steps as expected"
