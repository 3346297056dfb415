#include "documents/html_writer.h"

#include <algorithm>

#include "base/date.h"
#include "base/result.h"

namespace comity::documents {

namespace {

constexpr size_t kDateSize = 10;  // 2031-03-02
// What text::isolate puts around words; in HTML an element says the same.
constexpr std::string_view kIsolate = "\u2068", kEndIsolate = "\u2069";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Whether a date begins at `at`, and is no part of a longer number.
bool date_at(std::string_view words, size_t at) {
  if (!is_digit(words[at]) || (at > 0 && is_digit(words[at - 1]))) return false;
  if (at + kDateSize > words.size()) return false;
  if (at + kDateSize < words.size() && is_digit(words[at + kDateSize])) return false;
  return Date::parse(words.substr(at, kDateSize)).has_value();
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

void HtmlWriter::start(std::string_view tag, const Attributes& attributes) {
  out_ += '<';
  out_ += tag;
  for (const auto& [name, value] : attributes) {
    out_ += ' ';
    out_ += name;
    out_ += "=\"" + escape_html(value) + '"';
  }
  out_ += '>';
}

void HtmlWriter::open(std::string_view tag, const Attributes& attributes) {
  start(tag, attributes);
  open_.emplace_back(tag);
}

void HtmlWriter::close() {
  COMITY_ASSERT(!open_.empty());
  const std::string tag = std::move(open_.back());
  open_.pop_back();
  out_ += "</" + tag + '>';
  const bool inside_a_line = tag == "bdi" || tag == "time" || tag == "a" || tag == "strong" ||
                             tag == "span" || tag == "code" || tag == "em" || tag == "b";
  if (!inside_a_line) out_ += '\n';
}

void HtmlWriter::empty(std::string_view tag, const Attributes& attributes) {
  start(tag, attributes);
  out_ += '\n';
}

void HtmlWriter::text(std::string_view words) {
  size_t begin = 0;
  size_t isolates = 0;
  const auto mark = [&](size_t at, size_t size, std::string_view instead) {
    out_ += escape_html(words.substr(begin, at - begin));
    out_ += instead;
    begin = at + size;
  };
  for (size_t at = 0; at < words.size(); at = std::max(begin, at + 1)) {
    const std::string_view rest = words.substr(at);
    if (date_at(words, at)) {
      const std::string date(words.substr(at, kDateSize));
      mark(at, kDateSize,
           "<time datetime=\"" + date + "\"><bdi dir=\"ltr\">" + date + "</bdi></time>");
    } else if (rest.starts_with(kIsolate)) {
      ++isolates;
      mark(at, kIsolate.size(), "<bdi>");
    } else if (rest.starts_with(kEndIsolate) && isolates > 0) {
      --isolates;
      mark(at, kEndIsolate.size(), "</bdi>");
    }
  }
  out_ += escape_html(words.substr(begin));
  while (isolates-- > 0) out_ += "</bdi>";
}

void HtmlWriter::element(std::string_view tag, std::string_view words,
                         const Attributes& attributes) {
  open(tag, attributes);
  text(words);
  close();
}

void HtmlWriter::code(std::string_view id) {
  out_ += "<bdi dir=\"ltr\">" + escape_html(id) + "</bdi>";
}

void HtmlWriter::open_document(std::string_view title, std::string_view style) {
  raw("<!DOCTYPE html>\n");
  open("html", {{"lang", "en"}});
  open("head");
  empty("meta", {{"charset", "utf-8"}});
  empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  empty("meta", {{"http-equiv", "Content-Security-Policy"},
                 {"content", "default-src 'none'; style-src 'unsafe-inline'"}});
  open("title");
  raw(escape_html(title));
  close();
  open("style");
  raw(style);
  close();
  close();
}

void HtmlWriter::open_section(std::string_view heading) {
  open("section");
  element("h2", heading);
}

void HtmlWriter::open_table(const std::vector<std::string>& columns, std::string_view caption) {
  open("table", {{"class", "stack"}});
  if (!caption.empty()) element("caption", caption);
  open("thead");
  open("tr");
  for (const std::string& column : columns) element("th", column, {{"scope", "col"}});
  close();
  close();
  open("tbody");
}

std::string HtmlWriter::take() {
  COMITY_ASSERT(open_.empty());
  return std::move(out_);
}

}  // namespace comity::documents
