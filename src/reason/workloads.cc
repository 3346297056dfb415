#include "reason/workloads.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace comity::reason {
namespace {

// Writes DFL text fast enough for millions of rules.
class Text {
 public:
  void fact(uint64_t atom) {
    out_ += ">> ";
    literal(atom, false);
    out_ += '\n';
  }
  // Rules are labelled r0, r1, ... in their order; returns the number.
  template <class Body>
  uint64_t rule(const Body& body, uint64_t head, bool negated, const char* arrow = "=>") {
    out_ += 'r';
    number(rules_);
    out_ += ": ";
    bool first = true;
    for (uint64_t atom : body) {
      if (!std::exchange(first, false)) out_ += ',';
      literal(atom, false);
    }
    out_ += arrow;
    literal(head, negated);
    out_ += '\n';
    return rules_++;
  }
  void stronger(uint64_t a, uint64_t b) {
    out_ += 'r';
    number(a);
    out_ += ">r";
    number(b);
    out_ += '\n';
  }
  std::string take() { return std::move(out_); }

 private:
  void number(uint64_t n) {
    char buffer[20];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, n);
    out_.append(buffer, end);
  }
  void literal(uint64_t atom, bool negated) {
    out_ += negated ? "-a" : "a";
    number(atom);
  }

  std::string out_;
  uint64_t rules_ = 0;
};

using Atoms = std::vector<uint64_t>;

std::string chain(uint64_t n, const char* arrow) {
  Text text;
  text.fact(0);
  for (uint64_t i = 1; i <= n; ++i) text.rule(Atoms{i - 1}, i, false, arrow);
  return text.take();
}

std::string circle(uint64_t n, const char* arrow) {
  Text text;
  for (uint64_t i = 0; i < n; ++i) text.rule(Atoms{i}, (i + 1) % n, false, arrow);
  return text.take();
}

std::string levels(uint64_t n, bool priorities) {
  Text text;
  for (uint64_t i = 0; i < 2 * n + 2; ++i) {
    const uint64_t s = text.rule(Atoms{}, i, false);
    const uint64_t t = text.rule(Atoms{i + 1}, i, true);
    if (priorities && i % 2 == 1) text.stronger(t, s);
  }
  text.rule(Atoms{}, 2 * n + 2, false);
  return text.take();
}

std::string teams(uint64_t depth) {
  Text text;
  Atoms layer{0};
  uint64_t next = 1;
  for (uint64_t left = depth + 1; left-- > 0;) {
    Atoms below;
    for (uint64_t p : layer) {
      uint64_t rules[4];
      for (int j = 0; j < 4; ++j) {
        Atoms body;
        if (left > 0) body.push_back(next++);
        below.insert(below.end(), body.begin(), body.end());
        rules[j] = text.rule(body, p, j >= 2);
      }
      text.stronger(rules[0], rules[2]);
      text.stronger(rules[1], rules[3]);
    }
    layer = std::move(below);
  }
  return text.take();
}

std::string tree(uint64_t depth, uint64_t k) {
  Text text;
  Atoms layer{0};
  uint64_t next = 1;
  for (uint64_t d = 0; d < depth; ++d) {
    Atoms below;
    for (uint64_t p : layer) {
      Atoms children;
      for (uint64_t i = 0; i < k; ++i) children.push_back(next++);
      text.rule(children, p, false);
      below.insert(below.end(), children.begin(), children.end());
    }
    layer = std::move(below);
  }
  for (uint64_t leaf : layer) text.fact(leaf);
  return text.take();
}

std::string dag(uint64_t n, uint64_t k) {
  Text text;
  for (uint64_t i = 0; i <= n * k; ++i) {
    Atoms body;
    for (uint64_t j = 1; j <= k; ++j) body.push_back(i + j);
    text.rule(body, i, false);
  }
  for (uint64_t j = 1; j <= k; ++j) text.fact(n * k + j);
  return text.take();
}

std::string mix(uint64_t m, uint64_t n, uint64_t k) {
  Text text;
  uint64_t next = 1;
  for (const bool against : {false, true}) {
    for (uint64_t i = 0; i < m; ++i) {
      Atoms body;
      for (uint64_t j = 0; j < n; ++j) {
        text.fact(next);
        for (uint64_t step = 0; step < k; ++step, ++next) {
          text.rule(Atoms{next}, next + 1, false, "->");
        }
        body.push_back(next++);
      }
      text.rule(body, 0, against);
    }
  }
  return text.take();
}

// The least depth at which rules(depth) comes nearest to the number wanted.
template <class Rules>
uint64_t depth_for(uint64_t wanted, const Rules& rules) {
  uint64_t depth = 1;
  const auto off = [&](uint64_t d) {
    const uint64_t r = rules(d);
    return r > wanted ? r - wanted : wanted - r;
  };
  while (off(depth + 1) < off(depth)) ++depth;
  return depth;
}

uint64_t geometric(uint64_t k, uint64_t terms) {
  uint64_t sum = 0;
  for (uint64_t i = 0, power = 1; i < terms; ++i, power *= k) sum += power;
  return sum;
}

class Lcg {  // Knuth's MMIX constants
 public:
  explicit Lcg(uint64_t seed) : state_(seed) {}
  uint32_t operator()(uint32_t n) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<uint32_t>((state_ >> 33) % n);
  }

 private:
  uint64_t state_;
};

class NormMaker {
 public:
  NormMaker(uint32_t inputs, uint32_t layers, uint32_t width, uint64_t seed)
      : inputs_(inputs), layers_(layers), width_(width), random_(seed) {}

  NormWorkload make() {
    for (Atom a = 0; a < inputs_; ++a) builder_.add_open(a);
    for (uint32_t layer = 1; layer <= layers_; ++layer) {
      for (uint32_t j = 0; j < width_; ++j) add_conclusion(layer, j);
    }
    const Literal query = Literal::positive(inputs_ + layers_ * width_);
    builder_.add_rule(query, std::vector{conclusion(layers_, 0), conclusion(layers_, 1)});
    return {std::move(*builder_.build()), query};
  }

 private:
  Literal conclusion(uint32_t layer, uint32_t j) const {
    return Literal::positive(inputs_ + (layer - 1) * width_ + j);
  }

  void add_conclusion(uint32_t layer, uint32_t j) {
    const Literal c = conclusion(layer, j);
    const uint32_t sizes[] = {1 + random_(2), 2 + random_(2), 1 + random_(2)};
    const RuleId first = builder_.add_rule(c, body(layer, sizes[0]));
    const RuleId second = builder_.add_rule(c, body(layer, sizes[1]));
    const RuleId exception = builder_.add_rule(c.complement(), body(layer, sizes[2]));
    builder_.add_superiority(exception, first);
    if (random_(2) != 0) {
      builder_.add_superiority(second, builder_.add_rule(c.complement(), body(layer, 2)));
    }
    if (random_(2) != 0) builder_.add_superiority(builder_.add_rule(c, body(layer, 2)), exception);
  }

  std::vector<Literal> body(uint32_t layer, size_t size) {
    std::vector<Literal> out;
    while (out.size() < size) {
      const Literal l = premise(layer);
      const auto has = [&](Literal x) { return std::find(out.begin(), out.end(), x) != out.end(); };
      if (!has(l) && !has(l.complement())) out.push_back(l);
    }
    return out;
  }

  Literal premise(uint32_t layer) {
    const bool input = layer == 1 || random_(2) != 0;
    const Literal l =
        input ? Literal::positive(random_(inputs_)) : conclusion(layer - 1, random_(width_));
    return random_(input ? 4 : 3) != 0 ? l : l.complement();
  }

  uint32_t inputs_, layers_, width_;
  Lcg random_;
  TheoryBuilder builder_;
};

}  // namespace

const std::vector<std::string>& families() {
  static const std::vector<std::string> names{"chain",    "chain_s", "circle", "circle_s", "levels",
                                              "levels_m", "teams",   "tree",   "dag",      "mix"};
  return names;
}

std::string family_text(std::string_view family, uint64_t rules) {
  if (family == "chain") return chain(rules, "=>");
  if (family == "chain_s") return chain(rules, "->");
  if (family == "circle") return circle(rules, "=>");
  if (family == "circle_s") return circle(rules, "->");
  if (family == "levels") return levels((rules - 5) / 4, true);
  if (family == "levels_m") return levels((rules - 5) / 4, false);
  if (family == "dag") return dag(rules / 10, 10);
  if (family == "mix") return mix(10, 10, std::max<uint64_t>(1, rules / 200));
  if (family == "tree") {
    return tree(depth_for(rules, [](uint64_t d) { return geometric(3, d); }), 3);
  }
  COMITY_ASSERT(family == "teams");
  return teams(depth_for(rules, [](uint64_t d) { return 4 * geometric(4, d + 1); }));
}

uint32_t number_of(std::string_view atom) {
  uint32_t number = 0;
  std::from_chars(atom.data() + 1, atom.data() + atom.size(), number);
  return number;
}

bool family_expects(std::string_view family, uint32_t atom, bool negated) {
  if (family.starts_with("circle")) return false;
  if (family == "levels") return negated == (atom % 2 == 1);
  if (family == "levels_m") return !negated && atom % 2 == 0;
  if (family == "mix" && atom == 0) return false;
  return !negated;
}

NormWorkload norm_workload(uint32_t inputs, uint32_t layers, uint32_t width, uint64_t seed) {
  return NormMaker(inputs, layers, width, seed).make();
}

}  // namespace comity::reason
