// Where each thing of the norms stands in the pages of norm_pages.h. Inside the room only.
#pragma once

#include <map>
#include <string>

#include "dossier/coverage.h"

namespace comity::documents {

class NormLinks {
 public:
  explicit NormLinks(const language::Law& law);

  // "charter-and-custom--01-sovereignty.html", from the name of the file.
  const std::string& page(const SourceFile& file) const { return pages_.at(&file); }
  std::string page_title(const language::Document& document) const;

  // Anchors within a page.
  static std::string section(size_t number) { return "s" + std::to_string(number); }
  std::string rule(uint32_t r) const;
  std::string sentence(reason::PredicateId p) const;
  std::string reading(reason::ReadingId r) const;
  std::string example(uint32_t e) const;
  std::string question(size_t q) const;
  std::string act(procedure::ActId a) const;
  std::string duty(procedure::DutyId d) const;
  // Empty for the time of a thing, which stands on no line of its own.
  std::string field(procedure::FieldId f) const;
  std::string calendar(uint32_t c) const;
  std::string trial(uint32_t t) const;  // an example of register law

  // To an anchor on the page of `file`, seen from any page.
  std::string to(const SourceFile& file, const std::string& anchor) const {
    return page(file) + "#" + anchor;
  }

  // The rules that conclude a sentence or its opposite, by its own form or a modal one.
  const std::vector<uint32_t>& concluding(reason::PredicateId p) const { return concluding_[p]; }

 private:
  const language::Law& law_;
  std::map<const SourceFile*, std::string> pages_;
  std::vector<std::vector<uint32_t>> concluding_;
};

}  // namespace comity::documents
