#include "reason/dfl.h"

#include <array>
#include <limits>
#include <utility>

namespace comity::reason {
namespace {

constexpr std::array<bool, 256> name_bytes() {
  std::array<bool, 256> is{};
  for (unsigned c = 0; c < 256; ++c) {
    is[c] = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
            c == '_' || c == '.' || c >= 0x80;
  }
  return is;
}
constexpr std::array<bool, 256> kNameBytes = name_bytes();

class Reader {
 public:
  explicit Reader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {
    // Counting bytes would cost a pass; a rule of three names of six bytes is a common guess.
    out_.atoms.reserve(text.size() / 32, text.size() / 4);
    out_.labels.reserve(text.size() / 32, text.size() / 4);
  }

  Result<NamedTheory> read() {
    for (; at_ != end_; ++line_) {
      COMITY_CHECK(read_line());
      if (at_ != end_) ++at_;
    }
    COMITY_CHECK(add_superiority());
    builder_.reserve_atoms(out_.atoms.size());
    COMITY_TRY(out_.theory, builder_.build());
    return std::move(out_);
  }

 private:
  struct Superiority {
    std::string_view stronger, weaker;
    uint32_t line;
  };

  Result<void> wrong(const std::string& what) const {
    return fail(Errc::invalid_input, "line " + std::to_string(line_) + ": " + what);
  }

  void skip_blanks() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\r')) ++at_;
  }
  bool take(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  bool take(char first, char second) {
    if (end_ - at_ < 2 || at_[0] != first || at_[1] != second) return false;
    at_ += 2;
    return true;
  }
  std::string_view take_name() {
    const char* begin = at_;
    while (at_ != end_ && kNameBytes[static_cast<unsigned char>(*at_)]) ++at_;
    return {begin, static_cast<size_t>(at_ - begin)};
  }
  Result<void> end_line() {
    skip_blanks();
    if (at_ != end_ && *at_ == '#') {
      while (at_ != end_ && *at_ != '\n') ++at_;
    }
    if (at_ == end_ || *at_ == '\n') return {};
    return wrong("unexpected text after the statement");
  }

  Result<void> read_line() {
    skip_blanks();
    if (at_ == end_ || *at_ == '\n' || *at_ == '#') return end_line();
    if (take('>', '>')) {
      COMITY_TRY(const Literal fact, read_literal());
      builder_.add_fact(fact);
      return end_line();
    }
    const std::string_view name = take_name();
    if (name.empty()) return wrong("a statement begins with a name or with >>");
    skip_blanks();
    if (take(':')) return read_rule(name);
    if (take('>')) return read_superiority(name);
    return wrong("after a rule's name comes \":\" or \">\"");
  }

  Result<Literal> read_literal() {
    skip_blanks();
    const bool negated = take('-');
    if (negated) skip_blanks();
    const std::string_view name = take_name();
    if (name.empty()) return tl::unexpected<Error>(wrong("a literal is missing").error());
    const Atom atom = out_.atoms.add(name);
    if (atom >= std::numeric_limits<Atom>::max() / 2) {
      return fail(Errc::limit, "more atoms than can be numbered");
    }
    return negated ? Literal::negative(atom) : Literal::positive(atom);
  }

  std::optional<Strength> take_arrow() {
    if (take('=', '>')) return Strength::defeasible;
    if (take('-', '>')) return Strength::strict;
    if (take('~', '>')) return Strength::defeater;
    return std::nullopt;
  }

  Result<void> read_rule(std::string_view label) {
    if (out_.labels.add(label) + 1 != out_.labels.size() || out_.labels.size() == rules_) {
      return wrong("the rule \"" + std::string(label) + "\" stands twice");
    }
    ++rules_;
    body_.clear();
    skip_blanks();
    std::optional<Strength> strength = take_arrow();
    while (!strength) {
      COMITY_TRY(const Literal premise, read_literal());
      body_.push_back(premise);
      skip_blanks();
      if (take(',')) continue;
      strength = take_arrow();
      if (!strength) return wrong("after a premise comes \",\" or an arrow");
    }
    COMITY_TRY(const Literal head, read_literal());
    builder_.add_rule(head, body_, *strength);
    return end_line();
  }

  Result<void> read_superiority(std::string_view stronger) {
    skip_blanks();
    const std::string_view weaker = take_name();
    if (weaker.empty()) return wrong("the weaker rule is missing");
    superiority_.push_back({stronger, weaker, line_});
    return end_line();
  }

  Result<void> add_superiority() {
    for (const Superiority& s : superiority_) {
      line_ = s.line;
      const std::optional<RuleId> stronger = out_.labels.find(s.stronger);
      const std::optional<RuleId> weaker = out_.labels.find(s.weaker);
      if (!stronger || !weaker) {
        return wrong("there is no rule \"" + std::string(stronger ? s.weaker : s.stronger) + '"');
      }
      builder_.add_superiority(*stronger, *weaker);
    }
    return {};
  }

  const char* at_;
  const char* end_;
  uint32_t line_ = 1;
  uint32_t rules_ = 0;
  NamedTheory out_;
  TheoryBuilder builder_;
  std::vector<Literal> body_;
  std::vector<Superiority> superiority_;
};

}  // namespace

std::string NamedTheory::spell(Literal l) const {
  return (l.negated() ? "-" : "") + std::string(atoms[l.atom()]);
}

std::optional<Literal> NamedTheory::literal(std::string_view spelling) const {
  const bool negated = spelling.starts_with('-');
  if (negated) spelling.remove_prefix(1);
  const std::optional<Atom> atom = atoms.find(spelling);
  if (!atom) return std::nullopt;
  return negated ? Literal::negative(*atom) : Literal::positive(*atom);
}

Result<NamedTheory> read_dfl(std::string_view text) { return Reader(text).read(); }

std::string write_dfl(const NamedTheory& named) {
  const Theory& t = named.theory;
  std::string out;
  for (Literal l : t.facts()) out += ">> " + named.spell(l) + '\n';
  for (RuleId r = 0; r < t.rule_count(); ++r) {
    out += named.labels[r];
    out += ": ";
    for (size_t i = 0; i < t.body(r).size(); ++i) {
      out += (i > 0 ? ", " : "") + named.spell(t.body(r)[i]);
    }
    constexpr std::array<const char*, 3> kArrows{" -> ", " => ", " ~> "};
    out += kArrows[size_t(t.strength(r))];
    out += named.spell(t.head(r)) + '\n';
  }
  for (RuleId r = 0; r < t.rule_count(); ++r) {
    for (RuleId weaker : t.weaker_than(r)) {
      out += named.labels[r];
      out += " > ";
      out += named.labels[weaker];
      out += '\n';
    }
  }
  return out;
}

}  // namespace comity::reason
