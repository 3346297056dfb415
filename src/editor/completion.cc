#include "editor/completion.h"

#include <algorithm>
#include <span>

#include "base/text.h"
#include "language/binder.h"
#include "language/keywords.h"
#include "language/layout.h"
#include "language/parser.h"
#include "language/register_words.h"

namespace comity::editor {

namespace {

using language::Law;
using Words = std::span<const std::string_view>;

// What may stand on the lines under an item, by its keyword.
Words clauses_of(std::string_view item) {
  struct Row {
    std::string_view item;
    Words clauses;
  };
  static constexpr std::array kRows{
      Row{"rule", language::kRuleClauses},         Row{"never conclude", language::kNeverClauses},
      Row{"question", language::kQuestionClauses}, Row{"example", language::kExampleClauses},
      Row{"case", language::kCaseClauses},         Row{"fact", language::kFactClauses},
      Row{"sentence", language::kSentenceClauses}, Row{"act", language::kActClauses},
      Row{"duty", language::kDutyClauses},         Row{"status", language::kStatusClauses},
      Row{"calendar", language::kCalendarKeys},    Row{"access", language::kRuleClauses}};
  const auto row =
      std::find_if(kRows.begin(), kRows.end(), [&](const Row& r) { return r.item == item; });
  return row == kRows.end() ? Words() : row->clauses;
}

// Keywords after which a sentence that the norms declare follows.
constexpr std::array<std::string_view, 14> kBeforeSentence{
    "if",        "and",         "unless",         "from",    "raised when", "given",
    "unknown",   "expect",      "never conclude", "asserts", "then",        "clock stops while",
    "done when", "if breached:"};

// Which sentences fit a place.
enum class Fit : uint8_t {
  any,
  entry,   // of the register, as it is declared
  power,   // what somebody can do
  duty,    // what somebody must or must not do
  either,  // what is expected of the register: a sentence or a duty
};

class Suggester {
 public:
  Suggester(const Law& law, const SourcePtr& file, std::uint32_t offset)
      : law_(law), file_(file), offset_(offset) {}

  std::vector<Suggestion> run() {
    Diagnostics unused;
    const language::Layout layout = language::lay_out(file_, unused);
    if (!in_block(layout)) return {};
    const std::uint32_t line = file_->position(offset_).line;
    begin_ = file_->line_begin(line);
    const std::string_view before = file_->text({begin_, offset_});
    const auto indent =
        static_cast<std::uint32_t>(std::min(before.find_first_not_of(' '), before.size()));
    const std::string_view typed = before.substr(indent);
    const std::string item = indent == 0 ? "" : item_above(line);
    if (after(typed, {"despite ", "subject to "})) {
      rules();
    } else if (after(typed, {"(reading ", "; reading "})) {
      readings(true);
    } else if (typed.starts_with("positions on ")) {
      from_ = begin_ + indent + 13;
      readings(false);
    } else if (const auto* field = value_begins(typed)) {
      values(*field);
    } else if (indent >= 4 && keyword_above(line, indent) == "then") {
      from_ = begin_ + indent;
      keywords(language::kOwedClauses);
    } else if (sentence_begins(typed, indent)) {
      const Fit fit = fit_of(typed, item);
      sentences(fit);
      if (fit == Fit::any || fit == Fit::entry || fit == Fit::either) fields();
      names(layout, item);
    } else if (typed.find(' ') == std::string_view::npos || indent == 0) {
      from_ = begin_ + indent;
      keywords(indent == 0 ? Words(language::kItems) : clauses_of(item));
    }
    return std::move(out_);
  }

 private:
  bool in_block(const language::Layout& layout) const {
    for (const language::SectionLayout& section : layout.sections) {
      for (const language::Block& block : section.blocks) {
        const std::uint32_t first = layout.lines[block.open].span.end;
        const std::uint32_t last = block.close
                                       ? layout.lines[*block.close].span.begin
                                       : static_cast<std::uint32_t>(file_->text().size()) + 1;
        if (offset_ >= first && offset_ < last) return true;
      }
    }
    return false;
  }

  // The keyword of the item that the line stands under.
  std::string item_above(std::uint32_t line) const { return keyword_above(line, 1); }

  // The keyword of the nearest line above that is indented less.
  std::string keyword_above(std::uint32_t line, std::uint32_t indent) const {
    for (std::uint32_t l = line - 1; l >= 1; --l) {
      const std::string_view text = file_->line_text(l);
      const size_t begin = text.find_first_not_of(' ');
      if (begin >= indent) continue;
      return std::string(language::keyword_of(text.substr(begin)));
    }
    return "";
  }

  // Whether the last of these words to stand in `typed` is what is being completed.
  bool after(std::string_view typed, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
      const std::size_t at = typed.rfind(word);
      if (at == std::string_view::npos) continue;
      const std::string_view rest = typed.substr(at + word.size());
      if (rest.find_first_of(":);") != std::string_view::npos) continue;
      const std::size_t comma = rest.rfind(',');
      std::size_t skipped = comma == std::string_view::npos ? 0 : comma + 1;
      while (skipped < rest.size() && rest[skipped] == ' ') ++skipped;
      from_ = offset_ - static_cast<std::uint32_t>(rest.size() - skipped);
      return true;
    }
    return false;
  }

  // Whether a sentence is being written, and where it begins: after a keyword, after `rule ID:`, or
  // on a line of its own in a list.
  bool sentence_begins(std::string_view typed, std::uint32_t indent) {
    std::uint32_t size = 0;
    for (const std::string_view keyword : kBeforeSentence) {
      if (typed.starts_with(std::string(keyword) + " "))
        size = static_cast<std::uint32_t>(keyword.size()) + 1;
    }
    const auto past = [&](std::string_view first, std::string_view last) {
      const std::size_t at = typed.find(last);
      if (typed.starts_with(first) && at != std::string_view::npos)
        size = static_cast<std::uint32_t>(at + last.size());
    };
    for (const std::string_view item : {"rule ", "access ", "act ", "duty "}) past(item, ": ");
    for (const std::string_view entry : {"on ", "refused on "}) past(entry, ": ");
    past("at ", ": expect ");
    for (const std::string_view cause : {" on ", " when "}) {
      past("starts ", cause);
      past("from ", cause);
    }
    if (size == 0 && indent < 4) return false;
    from_ = begin_ + indent + size;
    return typed.find('(') == std::string_view::npos;
  }

  // The field of which a value is being written: "the urgency of <Message> is fl", or "urgency: fl"
  // under an entry of an example.
  const procedure::Field* value_begins(std::string_view typed) {
    for (const procedure::Field& field : law_.procedure.fields) {
      if (field.words.empty()) continue;
      const std::size_t named = typed.rfind("the " + field.name + " of ");
      const std::size_t is = typed.rfind(" is ");
      std::size_t begin = std::string_view::npos;
      if (named != std::string_view::npos && is != std::string_view::npos && is > named)
        begin = is + 4;
      if (typed.starts_with(field.name + ": ")) begin = field.name.size() + 2;
      if (begin == std::string_view::npos || typed.find(' ', begin) != std::string_view::npos)
        continue;
      from_ = offset_ - static_cast<std::uint32_t>(typed.size() - begin);
      return &field;
    }
    return nullptr;
  }

  void values(const procedure::Field& field) {
    for (const procedure::Value& value : field.words) {
      const std::string& word = law_.procedure.words[static_cast<size_t>(value.data)];
      add(Suggestion::Kind::value, word, word, false);
    }
  }

  void add(Suggestion::Kind kind, std::string label, std::string insert, bool snippet) {
    out_.push_back({kind, std::move(label), std::move(insert), snippet, {from_, offset_}});
  }

  void keywords(Words words) {
    for (const std::string_view word : words) {
      const bool spaced = !word.ends_with(":") || word.size() > 1;
      add(Suggestion::Kind::keyword, std::string(word), std::string(word) + (spaced ? " " : ""),
          false);
    }
  }

  // Which sentences the place takes, by the item and by how the line begins.
  static Fit fit_of(std::string_view typed, std::string_view item) {
    if (typed.starts_with("act ")) return Fit::power;
    if (typed.starts_with("duty ") || typed.starts_with("then ")) return Fit::duty;
    if (typed.starts_with("at ")) return Fit::either;
    const auto& own = language::kRegisterLaw;
    const bool entry = typed.starts_with("access ") || typed.starts_with("on ") ||
                       typed.starts_with("refused on ") ||
                       std::find(own.begin(), own.end(), item) != own.end();
    return entry ? Fit::entry : Fit::any;
  }

  static bool fits(const language::LawPredicate& p, Fit fit) {
    using language::Modality;
    const bool is = p.modality == Modality::is;
    const bool owed = p.modality == Modality::must || p.modality == Modality::must_not;
    switch (fit) {
      case Fit::any: return true;
      case Fit::entry: return p.in_register && is;
      case Fit::power: return p.in_register && p.modality == Modality::can;
      case Fit::duty: return p.in_register && owed;
      case Fit::either: return p.in_register && (is || owed);
    }
    return true;
  }

  void sentences(Fit fit) {
    for (const language::LawPredicate& p : law_.predicates) {
      if (!fits(p, fit)) continue;
      for (const language::Wording* wording : {&p.positive, &p.negative}) {
        if (!wording->empty())
          add(Suggestion::Kind::sentence, language::plain(*wording, p.holes), snippet(*wording, p),
              true);
      }
    }
  }

  // "${1:<Act>} reached ${2:<State>}"
  static std::string snippet(const language::Wording& wording, const language::LawPredicate& p) {
    std::string out;
    size_t hole = 0;
    for (const language::WordingToken& token : wording) {
      if (!out.empty() && !token.joined) out += ' ';
      for (const char c : token.word) {
        if (c == '$' || c == '}' || c == '\\') out += '\\';
        out += c;
      }
      if (token.hole) {
        out += "${" + std::to_string(++hole) + ":<" + p.holes[token.argument] + ">}";
      }
    }
    return out;
  }

  // "the urgency of ${1:<Message>}"
  void fields() {
    for (const procedure::Field& field : law_.procedure.fields) {
      std::string insert = "the " + field.name + " of ";
      for (size_t i = 0; i < field.of.size(); ++i) {
        insert += (i > 0 ? " and ${" : "${") + std::to_string(i + 1) + ":<" +
                  law_.kinds[field.of[i]] + ">}";
      }
      add(Suggestion::Kind::field, language::field_words(law_, field), insert, true);
    }
  }

  void rules() {
    for (const language::LawRule& rule : law_.rules)
      add(Suggestion::Kind::rule, rule.id, rule.id, false);
  }

  void readings(bool with_options) {
    for (const language::LawReading& reading : law_.readings) {
      if (!with_options) add(Suggestion::Kind::reading, reading.name, reading.name, false);
      for (const std::string& option : reading.options) {
        const std::string words = reading.name + ": " + option;
        if (with_options) add(Suggestion::Kind::reading, words, words, false);
      }
    }
  }

  // Of the norms, and of the example or the case that is being written.
  void names(const language::Layout& layout, const std::string& item) {
    for (const language::LawName& name : law_.names)
      add(Suggestion::Kind::name, name.name, name.name, false);
    if (item != "example" && item != "fact") return;
    Diagnostics unused;
    const language::Document document = language::parse(layout.source, unused);
    const language::Example* nearest = nullptr;
    for (const language::Section& section : document.sections) {
      for (const language::Item& one : section.items) {
        if (const auto* example = std::get_if<language::Example>(&one)) {
          if (example->span.begin < offset_) nearest = example;
        } else if (const auto* name = std::get_if<language::Name>(&one)) {
          add_names(*name);
        }
      }
    }
    if (item != "example" || nearest == nullptr) return;
    for (const language::Name& name : nearest->names) add_names(name);
  }

  void add_names(const language::Name& item) {
    for (const language::Text& name : item.names)
      add(Suggestion::Kind::name, name.text, name.text, false);
  }

  const Law& law_;
  const SourcePtr& file_;
  std::uint32_t offset_;
  std::uint32_t begin_ = 0;  // of the line
  std::uint32_t from_ = 0;   // of what is being completed
  std::vector<Suggestion> out_;
};

}  // namespace

std::vector<Suggestion> suggestions(const Law& law, const SourcePtr& file, std::uint32_t offset) {
  return Suggester(law, file, offset).run();
}

}  // namespace comity::editor
