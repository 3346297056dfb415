// An attribution file read entry by entry, and held against the order of the work. Inside the room
// only: from outside use attribution.h.
#pragma once

#include <map>

#include "dossier/attribution.h"
#include "dossier/estimative_language.h"
#include "dossier/record_values.h"

namespace comity::dossier {

class AttributionReader {
 public:
  using Record = language::Record;
  using RecordLine = language::RecordLine;
  using Text = language::Text;

  AttributionReader(const language::Law& law, SourcePtr file, Diagnostics& diagnostics)
      : law_(law), values_(std::move(file), diagnostics), diagnostics_(diagnostics) {}

  std::optional<Attribution> read();

 private:
  // attribution_file.cc: one entry each
  void read_entries(const language::RecordFile& file);
  void header(const Record& record);
  void mandate(const Record& record);
  void reviewer(const Record& record);
  void cluster(const Record& record);
  void exhibit(const Record& record);
  void grade(const Record& record, std::string_view key, std::string_view list,
             std::string_view weights, std::string& into, int& weight);
  void closed_exhibit(const Record& record, const CaseworkExhibit& exhibit);
  void hypothesis(const Record& record);
  void analysis(const Record& record);
  void matrix(const Record& record);
  void row(const Record& record, const RecordLine& line, const std::vector<size_t>& columns,
           ReviewMatrix& into);
  void judgement(const Record& record);
  std::vector<std::string> votes(const Record& record, std::string_view key,
                                 std::map<std::string, Span>& voted);
  void dissent(const Record& record);
  void reply(const Record& record);
  void decision(const Record& record);

  // attribution_order.cc: what has to come before what
  void check_order();
  void check_standard();
  void check_hypotheses();
  void check_matrix(const Record& record, const ReviewMatrix& matrix);
  void check_closed(const Record& record, const Judgement& judgement);
  void check_adopted();
  bool check_votes(const Judgement& judgement, Span at);
  bool check_received(const Judgement& judgement, Span at);
  bool check_analyses(const Judgement& judgement, Span at, const AttributionResult& result);
  bool check_replies(const Judgement& judgement, Span at);
  void check_language(const Record& record, LanguageGuard& guard);
  void check_passage(const Text& text, bool speaks_of_activity, LanguageGuard& guard);
  void check_names(const Text& text);

  // The exhibits, hypotheses or judgements with these ids; what is not known is reported.
  template <class T>
  std::optional<size_t> find(const std::vector<T>& all, const Text& id,
                             std::string_view what) const {
    for (size_t i = 0; i < all.size(); ++i) {
      if (all[i].id == id.text) return i;
    }
    std::vector<std::string> known;
    for (const T& one : all) known.push_back(one.id);
    values_.unknown("unknown-id", "there is no " + std::string(what) + " `" + id.text + "`", id,
                    known);
    return std::nullopt;
  }
  template <class T>
  bool is_new(const std::vector<T>& all, const Text& id) const {
    for (const T& one : all) {
      if (one.id != id.text) continue;
      values_.error("duplicate-id", "the id `" + id.text + "` is taken", id.span);
      return false;
    }
    return true;
  }
  void no_list(std::string message);
  const language::LawList* list(std::string_view name);  // reports where the norms have none

  const language::Law& law_;
  RecordValues values_;
  Diagnostics& diagnostics_;
  Attribution made_;
  const Record* header_ = nullptr;
  const Record* mandate_ = nullptr;
  std::vector<Span> standard_at_, received_at_, hypothesis_at_;
  std::vector<const Record*> judgement_at_;
  std::optional<EstimativeWords> words_;
  std::optional<LanguageGuard> guard_;
};

}  // namespace comity::dossier
