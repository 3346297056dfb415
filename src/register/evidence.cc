#include "register/evidence.h"

#include "base/hash.h"

namespace comity::registry {

namespace {

using Kind = Finding::Kind;

void say(Report& report, Kind kind, std::string text) {
  report.findings.push_back({kind, std::nullopt, std::move(text)});
}

// One reading of the proof of a place.
class PlaceReading {
 public:
  PlaceReading(const TlogProof& proof, const Held& held) : proof_(proof), held_(held) {}

  Report run() {
    const auto head = open_checkpoint(proof_.checkpoint.format(), held_.log);
    report_.findings.push_back(head_finding(head));
    if (!head || !check_receipt() || !check_place(head->checkpoint)) return report_;
    report_.findings.push_back(witness_finding(proof_.checkpoint, held_.witnesses, held_.now));
    say(report_, Kind::not_proved,
        "The log shows 32 octets for each entry. What the entry says, who signed it, and whether a "
        "later one withdraws it, a bundle shows.");
    return report_;
  }

 private:
  bool fail_with(std::string text) {
    say(report_, Kind::failed, std::move(text));
    return false;
  }

  bool check_receipt() {
    if (!held_.receipt) return true;
    auto receipt = open_receipt(*held_.receipt, held_.log);
    if (!receipt) return fail_with("The receipt: " + receipt.error().message() + ".");
    if (receipt->index != proof_.index) {
      return fail_with("The receipt promises place " + std::to_string(receipt->index) +
                       ", and the file is about another.");
    }
    receipt_ = std::move(*receipt);
    return true;
  }

  bool check_place(const Checkpoint& head) {
    const std::string place = std::to_string(proof_.index);
    if (!proof_.extra && !receipt_) {
      say(report_, Kind::not_proved,
          "The file does not say what stands at place " + place + "; a receipt would.");
      return true;
    }
    const Hash leaf = proof_.extra ? leaf_hash(*proof_.extra) : receipt_->leaf;
    if (!verify_inclusion(leaf, proof_.index, head.size, proof_.hashes, head.root)) {
      return fail_with("What the file names does not stand at place " + place +
                       " under this head.");
    }
    if (receipt_ && receipt_->leaf != leaf) {
      return fail_with("The register promised place " + place +
                       " to one entry and gave it to another: the receipt and this file prove it.");
    }
    say(report_, Kind::proved,
        "The entry with the leaf " + to_base64(view(leaf)) + " stands at place " + place + ".");
    if (receipt_) {
      say(report_, Kind::proved, "It is the entry that the receipt promised the place to.");
    } else {
      say(report_, Kind::not_proved, "You gave no receipt, so nothing says which entry that is.");
    }
    return true;
  }

  const TlogProof& proof_;
  const Held& held_;
  Report report_;
  std::optional<Receipt> receipt_;
};

}  // namespace

Report check_split_view(std::string_view text, const NoteKey& log) {
  Report report;
  const auto split = SplitView::parse(text);
  const auto holds = split ? split->verify(log) : tl::unexpected<Error>(split.error());
  if (!holds) {
    say(report, Kind::failed, "The proof of a split view: " + holds.error().message() + ".");
    return report;
  }
  const Checkpoint first = open_checkpoint(split->first, log)->checkpoint;
  const Checkpoint second = open_checkpoint(split->second, log)->checkpoint;
  say(report, Kind::proved,
      "The register " + log.name + " signed two heads over " + std::to_string(first.size) +
          " places with different roots, " + to_base64(view(first.root)) + " and " +
          to_base64(view(second.root)) + ": it has shown two histories.");
  say(report, Kind::not_proved,
      "Which of the two is the true one, which entries differ, and why: an old copy put back "
      "leaves the same proof as intent does.");
  return report;
}

Report check_tlog_proof(std::string_view text, const Held& held) {
  const auto proof = TlogProof::parse(text);
  if (proof) return PlaceReading(*proof, held).run();
  Report report;
  say(report, Kind::failed, "The proof of a place: " + proof.error().message() + ".");
  return report;
}

}  // namespace comity::registry
