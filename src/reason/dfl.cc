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
constexpr Atom kAtomsMax = std::numeric_limits<Atom>::max() / 2;
constexpr std::array<bool, 256> kNameBytes = name_bytes();

// Statements are taken apart some way ahead of being added, so that the names' places in memory
// arrive in the meantime.
class Reader {
 public:
  explicit Reader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {
    // Counting names would cost a pass; one in 32 bytes is a common guess.
    out_.atoms.reserve(text.size() / 32, text.size() / 4);
    out_.labels.reserve(text.size() / 32, text.size() / 4);
  }

  Result<NamedTheory> read() {
    for (; at_ != end_; ++line_) {
      if (Result<void> line = read_line(); !line) {
        COMITY_CHECK(add_statements());  // a mistake further up comes first
        return tl::unexpected<Error>(line.error());
      }
      if (literals_.size() >= kAhead) COMITY_CHECK(add_statements());
      if (at_ != end_) ++at_;
    }
    COMITY_CHECK(add_statements());
    COMITY_CHECK(add_superiority());
    builder_.reserve_atoms(out_.atoms.size());
    COMITY_TRY(out_.theory, builder_.build());
    return std::move(out_);
  }

 private:
  static constexpr size_t kAhead = 64;

  struct Spelled {
    Names::Key name;
    bool negated;
  };
  struct Statement {  // a rule, or a fact without label and body
    std::optional<Names::Key> label;
    Strength strength;
    uint32_t literals;  // the body's, and the head
    uint32_t line;
  };
  struct Superiority {
    std::string_view stronger, weaker;
    uint32_t line;
  };

  static Result<void> wrong(uint32_t line, const std::string& what) {
    return fail(Errc::invalid_input, "line " + std::to_string(line) + ": " + what);
  }
  Result<void> wrong(const std::string& what) const { return wrong(line_, what); }

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
      COMITY_CHECK(read_literal());
      statements_.push_back({std::nullopt, Strength::strict, 1, line_});
      return end_line();
    }
    const std::string_view name = take_name();
    if (name.empty()) return wrong("a statement begins with a name or with >>");
    skip_blanks();
    if (take(':')) return read_rule(name);
    if (take('>')) return read_superiority(name);
    return wrong("after a rule's name comes \":\" or \">\"");
  }

  Result<void> read_literal() {
    skip_blanks();
    const bool negated = take('-');
    if (negated) skip_blanks();
    const std::string_view name = take_name();
    if (name.empty()) return wrong("a literal is missing");
    literals_.push_back({out_.atoms.prepare(name), negated});
    return {};
  }

  std::optional<Strength> take_arrow() {
    if (take('=', '>')) return Strength::defeasible;
    if (take('-', '>')) return Strength::strict;
    if (take('~', '>')) return Strength::defeater;
    return std::nullopt;
  }

  Result<void> read_rule(std::string_view label) {
    const Names::Key key = out_.labels.prepare(label);
    const size_t first = literals_.size();
    skip_blanks();
    std::optional<Strength> strength = take_arrow();
    while (!strength) {
      COMITY_CHECK(read_literal());
      skip_blanks();
      if (take(',')) continue;
      strength = take_arrow();
      if (!strength) return wrong("after a premise comes \",\" or an arrow");
    }
    COMITY_CHECK(read_literal());
    const auto count = static_cast<uint32_t>(literals_.size() - first);
    statements_.push_back({key, *strength, count, line_});
    return end_line();
  }

  Result<void> read_superiority(std::string_view stronger) {
    skip_blanks();
    const std::string_view weaker = take_name();
    if (weaker.empty()) return wrong("the weaker rule is missing");
    superiority_.push_back({stronger, weaker, line_});
    return end_line();
  }

  Result<void> add_statements() {
    auto next = literals_.begin();
    for (const Statement& statement : statements_) {
      body_.clear();
      for (uint32_t i = 0; i < statement.literals; ++i, ++next) {
        const Atom atom = out_.atoms.add(next->name);
        if (atom >= kAtomsMax) return fail(Errc::limit, "more atoms than can be numbered");
        body_.push_back(next->negated ? Literal::negative(atom) : Literal::positive(atom));
      }
      COMITY_CHECK(add(statement));
    }
    statements_.clear();
    literals_.clear();
    return {};
  }

  Result<void> add(const Statement& statement) {
    const Literal head = body_.back();
    body_.pop_back();
    if (!statement.label) {
      builder_.add_fact(head);
      return {};
    }
    const RuleId rule = builder_.add_rule(head, body_, statement.strength);
    if (out_.labels.add(*statement.label) == rule) return {};
    return wrong(statement.line,
                 "the rule \"" + std::string(statement.label->name) + "\" stands twice");
  }

  Result<void> add_superiority() {
    for (size_t i = 0; i < superiority_.size(); ++i) {
      if (i + kAhead < superiority_.size()) {
        out_.labels.prepare(superiority_[i + kAhead].stronger);
        out_.labels.prepare(superiority_[i + kAhead].weaker);
      }
      const Superiority& s = superiority_[i];
      const std::optional<RuleId> stronger = out_.labels.find(s.stronger);
      const std::optional<RuleId> weaker = out_.labels.find(s.weaker);
      if (!stronger || !weaker) {
        return wrong(s.line,
                     "there is no rule \"" + std::string(stronger ? s.weaker : s.stronger) + '"');
      }
      builder_.add_superiority(*stronger, *weaker);
    }
    return {};
  }

  const char* at_;
  const char* end_;
  uint32_t line_ = 1;
  NamedTheory out_;
  TheoryBuilder builder_;
  std::vector<Spelled> literals_;
  std::vector<Statement> statements_;
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
