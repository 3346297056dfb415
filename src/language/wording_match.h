// Reads the words of a line against one wording in every way that the fillers of its holes allow.
// Inside the room only.
#pragma once

#include <utility>
#include <vector>

#include "language/law.h"

namespace comity::language {

// `fillers_at(t)` gives what can fill a hole from token `t` on, each with the number of tokens that
// it takes. The ways found, by argument; two are enough to know that there is more than one.
template <class Filler, class FillersAt>
class WordingMatch {
 public:
  WordingMatch(const std::vector<Token>& tokens, const Wording& wording, size_t arguments,
               FillersAt fillers_at)
      : tokens_(tokens), wording_(wording), fillers_at_(fillers_at), fillers_(arguments) {}

  std::vector<std::vector<Filler>> run() {
    step(0, 0);
    return std::move(found_);
  }

 private:
  void step(size_t w, size_t t) {
    if (found_.size() == 2) return;
    if (w == wording_.size()) {
      if (t == tokens_.size()) found_.push_back(fillers_);
      return;
    }
    if (t == tokens_.size()) return;
    const WordingToken& want = wording_[w];
    if (!want.hole) {
      const Token& token = tokens_[t];
      if (!token.hole && token.quoted.empty() && token.text == want.word) step(w + 1, t + 1);
      return;
    }
    for (auto& [filler, size] : fillers_at_(t)) {
      fillers_[want.argument] = std::move(filler);
      step(w + 1, t + size);
    }
  }

  const std::vector<Token>& tokens_;
  const Wording& wording_;
  FillersAt fillers_at_;
  std::vector<Filler> fillers_;
  std::vector<std::vector<Filler>> found_;
};

template <class Filler, class FillersAt>
std::vector<std::vector<Filler>> match_wording(const std::vector<Token>& tokens,
                                               const Wording& wording, size_t arguments,
                                               FillersAt fillers_at) {
  return WordingMatch<Filler, FillersAt>(tokens, wording, arguments, fillers_at).run();
}

}  // namespace comity::language
