#include "documents/markdown.h"

#include "base/text.h"

namespace comity::documents {

namespace {

class Inline {
 public:
  Inline(const ResolveLink& resolve, HtmlWriter& out) : resolve_(resolve), out_(out) {}

  void write(std::string_view words) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t taken = taken_at(words, at, begin);
      if (taken == 0) {
        ++at;
      } else {
        begin = at += taken;
      }
    }
    out_.text(words.substr(begin));
  }

 private:
  // Writes what stands between `begin` and `at`, and the construct that begins at `at`; how much it
  // takes, or 0.
  std::size_t taken_at(std::string_view words, std::size_t at, std::size_t begin) {
    const std::string_view rest = words.substr(at);
    const auto before = [&] { out_.text(words.substr(begin, at - begin)); };
    if (rest.starts_with("[")) {
      const std::size_t middle = rest.find("](");
      const std::size_t end = middle == std::string_view::npos ? middle : rest.find(')', middle);
      if (end == std::string_view::npos) return 0;
      before();
      link(rest.substr(1, middle - 1), rest.substr(middle + 2, end - middle - 2));
      return end + 1;
    }
    for (const auto& [mark, tag] : {std::pair<std::string_view, std::string_view>{"**", "strong"},
                                    {"*", "em"},
                                    {"`", "code"}}) {
      if (!rest.starts_with(mark)) continue;
      const std::size_t end = rest.find(mark, mark.size());
      const bool opens = rest.size() > mark.size() && !text::is_space(rest[mark.size()]);
      if (end == std::string_view::npos || end == mark.size() || !opens) return 0;
      before();
      out_.element(tag, rest.substr(mark.size(), end - mark.size()));
      return end + mark.size();
    }
    return 0;
  }

  void link(std::string_view words, std::string_view target) {
    const std::string to = resolve_(target);
    if (to.empty()) return out_.text(words);
    out_.element("a", words, {{"href", to}});
  }

  const ResolveLink& resolve_;
  HtmlWriter& out_;
};

bool is_item(std::string_view line) { return line.starts_with("- ") || line.starts_with("* "); }

}  // namespace

void write_markdown(std::string_view prose, const ResolveLink& resolve, HtmlWriter& out) {
  Inline inside(resolve, out);
  std::string paragraph;
  bool in_list = false;
  const auto flush = [&] {
    if (paragraph.empty()) return;
    out.open(in_list ? "li" : "p", {{"dir", "auto"}});
    inside.write(paragraph);
    out.close();
    paragraph.clear();
  };
  const auto end_list = [&] {
    if (in_list) out.close();
    in_list = false;
  };
  for (const std::string_view line : text::split_lines(prose)) {
    const std::string_view words = text::trim(line);
    if (words.empty()) {
      flush();
      end_list();
      continue;
    }
    if (is_item(words)) {
      flush();
      if (!in_list) out.open("ul", {{"class", "plain"}});
      in_list = true;
    }
    paragraph +=
        (paragraph.empty() ? "" : " ") + std::string(is_item(words) ? words.substr(2) : words);
  }
  flush();
  end_list();
}

}  // namespace comity::documents
