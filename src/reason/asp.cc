#include "reason/asp.h"

#include <utility>

namespace comity::reason {
namespace {

// One view of the program: what is shown, or what is possible. The negations of one view are over
// the other; in the two-valued form both are the same.
struct View {
  char proved, supported, applies, stands, beaten, countered;
};
constexpr View kShown{'d', 's', 'a', 'o', 'b', 'c'};
constexpr View kPossible{'m', 'n', 'p', 'q', 'k', 'g'};

class Writer {
 public:
  Writer(const Theory& theory, const AspForm& form) : t_(theory), prefix_(form.prefix) {
    definite();
    write(kShown, form.three_valued ? kPossible : kShown);
    if (!form.three_valued) return;
    write(kPossible, kShown);
    for (uint32_t code = 0; code < 2 * t_.atom_count(); ++code) {
      const Literal l{code};
      line(":- " + name('d', l) + ", not " + name('m', l) + '.');
      line(name('r', l) + " :- not " + name('m', l) + '.');
      if (t_.propagating(l.atom())) line(":- " + name('s', l) + ", not " + name('n', l) + '.');
    }
  }

  std::string take() { return std::move(out_); }

 private:
  std::string name(char kind, uint32_t number) const {
    return kind + prefix_ + '_' + std::to_string(number);
  }
  std::string name(char kind, Literal l) const { return name(kind, l.code); }
  void line(const std::string& text) {
    out_ += text;
    out_ += '\n';
  }
  bool carries(RuleId r) const { return t_.strength(r) != Strength::defeater; }

  template <class Premise>
  std::string body(RuleId r, const Premise& premise) const {
    std::string out;
    for (Literal l : t_.body(r)) out += (out.empty() ? " :- " : ", ") + premise(l);
    return out;
  }
  std::string resting(const View& v, Literal l) const {
    return name(t_.propagating(l.atom()) ? v.supported : v.proved, l);
  }

  void definite() {
    for (Literal l : t_.facts()) line(name('x', l) + '.');
    for (RuleId r = 0; r < t_.rule_count(); ++r) {
      if (t_.strength(r) != Strength::strict) continue;
      line(name('x', t_.head(r)) + body(r, [&](Literal l) { return name('x', l); }) + '.');
    }
    for (ChoiceId c = 0; c < t_.choice_count(); ++c) {
      std::string all;
      for (Alternative a = 0; a < t_.alternative_count(c); ++a) {
        const std::string pick = name('w', c) + '_' + std::to_string(a);
        all += (a > 0 ? ";" : "") + pick;
        for (Literal l : t_.asserts(c, a)) line(name('x', l) + " :- " + pick + '.');
      }
      line("1{" + all + "}1.");
    }
  }

  void write(const View& v, const View& other) {
    for (RuleId r = 0; r < t_.rule_count(); ++r) write_rule(r, v, other);
    for (uint32_t code = 0; code < 2 * t_.atom_count(); ++code) write_literal({code}, v, other);
  }

  void write_rule(RuleId r, const View& v, const View& other) {
    line(name(v.applies, r) + body(r, [&](Literal l) { return name(v.proved, l); }) + '.');
    for (Literal l : t_.body(r)) {
      line(name(v.countered, r) + " :- not " + resting(other, l) + '.');
    }
    for (RuleId s : t_.stronger_than(r)) {
      line(name(v.beaten, r) + " :- " + name(v.applies, s) + '.');
      if (carries(s)) line(name(v.countered, r) + " :- " + name(v.applies, s) + '.');
    }
  }

  void write_literal(Literal l, const View& v, const View& other) {
    line(name(v.proved, l) + " :- " + name('x', l) + '.');
    const bool marked = t_.propagating(l.atom());
    if (marked) line(name(v.supported, l) + " :- " + name('x', l) + '.');
    const std::string barred = ", not " + name('x', l.complement());
    std::string answered;
    for (RuleId s : t_.rules_for(l.complement())) answered += ", " + name(v.countered, s);
    bool carried = false;
    for (RuleId r : t_.rules_for(l)) {
      if (!carries(r)) continue;
      carried = true;
      line(name('z', l) + v.proved + " :- " + name(v.applies, r) + '.');
      if (!marked) continue;
      const std::string rests = body(r, [&](Literal p) { return resting(v, p); });
      line(name(v.stands, r) + rests + '.');
      line(name(v.supported, l) + " :- " + name(v.stands, r) + barred + ", not " +
           name(other.beaten, r) + '.');
    }
    if (carried)
      line(name(v.proved, l) + " :- " + name('z', l) + v.proved + barred + answered + '.');
  }

  const Theory& t_;
  const std::string& prefix_;
  std::string out_;
};

}  // namespace

std::string asp_proved(const AspForm& form, Literal l) {
  return 'd' + form.prefix + '_' + std::to_string(l.code);
}
std::string asp_refuted(const AspForm& form, Literal l) {
  return 'r' + form.prefix + '_' + std::to_string(l.code);
}

std::string asp_program(const Theory& theory, const AspForm& form) {
  return Writer(theory, form).take();
}

}  // namespace comity::reason
