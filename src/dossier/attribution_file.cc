// The entries of an attribution file, one function each.
#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "dossier/attribution_forms.h"
#include "dossier/attribution_reader.h"

namespace comity::dossier {

void AttributionReader::no_list(std::string message) {
  diagnostics_.add({.code = "no-list",
                    .message = std::move(message),
                    .source = nullptr,
                    .span = {},
                    .help = "the program's own norms have it in norms/casework",
                    .labels = {}});
}

const language::LawList* AttributionReader::list(std::string_view name) {
  const language::LawList* found = law_.list(name);
  if (found == nullptr) no_list("the norms have no list `" + std::string(name) + "`");
  return found;
}

// ---- who, and what for --------------------------------------------------------------------------

void AttributionReader::header(const Record& record) {
  if (header_ != nullptr) {
    values_.error("second-attribution", "a file holds one attribution", record.span);
    return;
  }
  header_ = &record;
  made_.title = record.title.text;
  made_.opened = values_.date(record, "opened");
  made_.meeting = values_.date(record, "meeting");
  made_.case_path = values_.words(record, "case");
  if (const RecordLine* named = record.line("named")) {
    for (const Text& state : values_.parts(named->value)) made_.named.push_back(state.text);
  }
  const RecordLine* questions = record.line("questions");
  if (questions == nullptr) return;
  std::vector<std::string> known;
  for (const language::LawQuestion& question : law_.questions) known.push_back(question.name);
  for (const Text& name : values_.parts(questions->value)) {
    if (std::find(known.begin(), known.end(), name.text) == known.end()) {
      const auto near = text::nearest(name.text, known);
      values_.error("unknown-question", "the norms have no question `" + name.text + "`", name.span,
                    near ? "nearest: `" + *near + "`" : "");
    }
    made_.questions.push_back(name.text);
  }
}

void AttributionReader::mandate(const Record& record) {
  if (mandate_ != nullptr) {
    values_.error("second-mandate", "a panel has one mandate", record.span);
    return;
  }
  mandate_ = &record;
  for (const std::string_view key :
       {"given by", "given to", "scope", "deadline", "standard", "may not decide"}) {
    values_.require(record, key);
  }
  Mandate& mandate = made_.mandate;
  if (const RecordLine* by = record.line("given by")) {
    for (const Text& one : values_.parts(by->value)) mandate.given_by.push_back(one.text);
  }
  mandate.given_to = values_.words(record, "given to");
  mandate.scope = values_.words(record, "scope");
  mandate.deadline = values_.date(record, "deadline");
  mandate.may_not_decide = values_.all(record, "may not decide");
  const language::LawList* known = list("standards of proof");
  const language::LawList* graded = list("graded evidence");
  if (known == nullptr || graded == nullptr) return;
  for (const RecordLine& line : record.lines) {
    if (line.key.text != "standard") continue;
    const bool is_graded = graded->find(line.value.text) != nullptr;
    const auto entry = values_.entry(is_graded ? *graded : *known, line.value);
    const auto fixed = values_.noted_date(line.notes, line.span, "the day on which it was fixed");
    if (!entry || !fixed) continue;
    mandate.standards.push_back({line.value.text, *fixed});
    standard_at_.push_back(line.span);
  }
}

void AttributionReader::reviewer(const Record& record) {
  if (!is_new(made_.reviewers, record.id)) return;
  Reviewer reviewer{.id = record.id.text, .name = record.title.text};
  reviewer.organisation = values_.words(record, "organisation");
  reviewer.state = values_.words(record, "State");
  reviewer.recused = values_.date(record, "recused");
  const RecordLine* interests = record.line("interests");
  if (interests == nullptr) {
    values_.error("no-declaration", "`" + record.id.text + "` has declared no interests",
                  record.span, "add `interests: none (DATE)`, or what was declared");
  } else {
    reviewer.interests = interests->value.text;
    reviewer.declared = values_.noted_date(interests->notes, interests->span, "the declaration");
  }
  made_.reviewers.push_back(std::move(reviewer));
}

void AttributionReader::cluster(const Record& record) {
  check_names(record.title);
  made_.clusters.push_back(record.title.text);
}

// ---- exhibits -----------------------------------------------------------------------------------

void AttributionReader::grade(const Record& record, std::string_view key, std::string_view list,
                              std::string_view weights, std::string& into, int& weight) {
  const RecordLine* line = values_.require(record, key);
  const language::LawList* known = this->list(list);
  const language::LawList* weighed = this->list(weights);
  if (line == nullptr || known == nullptr || weighed == nullptr) return;
  if (!values_.entry(*known, line->value)) return;
  into = line->value.text;
  if (const auto value = figure_of(weighed->find(into))) {
    weight += *value;
  } else {
    values_.error("no-weight", "the norms give `" + into + "` no weight", line->value.span,
                  "add it to the list `" + std::string(weights) + "`");
  }
}

void AttributionReader::exhibit(const Record& record) {
  if (!is_new(made_.exhibits, record.id)) return;
  CaseworkExhibit exhibit{.id = record.id.text, .title = record.title.text};
  const RecordLine* received = values_.require(record, "received");
  if (received != nullptr) {
    if (const auto day = values_.date(received->value)) exhibit.received = *day;
  }
  exhibit.collected = values_.words(record, "collected");
  exhibit.method = values_.words(record, "method");
  exhibit.sha256 = values_.words(record, "sha256");
  exhibit.source = values_.words(record, "source");
  exhibit.gist = values_.words(record, "gist");
  grade(record, "reliability", "reliability of a source", "weight of reliability",
        exhibit.reliability, exhibit.weight);
  grade(record, "credibility", "credibility of information", "weight of credibility",
        exhibit.credibility, exhibit.weight);
  if (const RecordLine* access = record.line("access")) {
    exhibit.closed = access->value.text == "closed";
    if (!exhibit.closed && access->value.text != "open") {
      values_.error("bad-value", "`access` is `open` or `closed`", access->value.span);
    }
  }
  if (const RecordLine* pivotal = record.line("pivotal")) {
    exhibit.marked_pivotal = values_.yes_or_no(*pivotal).value_or(false);
  }
  closed_exhibit(record, exhibit);
  received_at_.push_back(received == nullptr ? record.span : received->span);
  made_.exhibits.push_back(std::move(exhibit));
}

// What cannot be shown is deposited: a hash, so that it cannot be changed, and a gist for all.
void AttributionReader::closed_exhibit(const Record& record, const CaseworkExhibit& exhibit) {
  if (!exhibit.sha256.empty() && !hash_from_hex(exhibit.sha256)) {
    values_.error("bad-hash", "this is no SHA-256", record.line("sha256")->value.span,
                  "it has 64 digits, 0 to 9 and a to f");
  }
  if (exhibit.closed && (exhibit.sha256.empty() || exhibit.gist.empty())) {
    values_.error("closed-without-deposit",
                  "the exhibit `" + exhibit.id + "` is closed and leaves nothing to check",
                  record.span, "add `sha256:` of what is kept back, and a `gist:` for all readers");
  }
}

void AttributionReader::hypothesis(const Record& record) {
  if (!is_new(made_.hypotheses, record.id)) return;
  Hypothesis hypothesis{.id = record.id.text, .title = record.title.text, .always = {}};
  const language::LawList* known = list("hypotheses always present");
  if (!record.notes.empty() && known != nullptr && values_.entry(*known, record.notes.front())) {
    hypothesis.always = record.notes.front().text;
  }
  check_names(record.title);
  hypothesis_at_.push_back(record.span);
  made_.hypotheses.push_back(std::move(hypothesis));
}

void AttributionReader::analysis(const Record& record) {
  if (!is_new(made_.analyses, record.id)) return;
  ExhibitAnalysis analysis{.id = record.id.text, .title = record.title.text};
  const RecordLine* of = values_.require(record, "of");
  const RecordLine* by = values_.require(record, "by");
  const RecordLine* on = values_.require(record, "on");
  const RecordLine* result = values_.require(record, "result");
  if (of == nullptr || by == nullptr || on == nullptr || result == nullptr) return;
  const auto exhibit = find(made_.exhibits, of->value, "exhibit");
  const auto day = values_.date(on->value);
  const language::LawList* results = list("results of an analysis");
  if (results != nullptr) values_.entry(*results, result->value);
  if (!exhibit || !day) return;
  analysis.exhibit = *exhibit;
  analysis.on = *day;
  analysis.organisation = by->value.text;
  analysis.result = result->value.text;
  analysis.finds = values_.words(record, "finds");
  made_.analyses.push_back(std::move(analysis));
}

// ---- matrices -----------------------------------------------------------------------------------

void AttributionReader::matrix(const Record& record) {
  ReviewMatrix matrix{.by = record.id.text, .on = {}, .cells = {}};
  if (matrix.blind() && !find(made_.reviewers, record.id, "reviewer")) return;
  for (const ReviewMatrix& other : made_.matrices) {
    if (other.by != matrix.by) continue;
    values_.error("second-matrix", "`" + matrix.by + "` has a matrix already", record.id.span);
    return;
  }
  const auto day = values_.noted_date(record.notes, record.span, "the matrix");
  const RecordLine* header = values_.require(record, "columns");
  if (!day || header == nullptr) return;
  matrix.on = *day;
  std::vector<size_t> columns;
  for (const Text& id : values_.parts(header->value)) {
    const auto column = find(made_.hypotheses, id, "hypothesis");
    if (!column) return;
    if (std::find(columns.begin(), columns.end(), *column) != columns.end()) {
      values_.error("duplicate-id", "`" + id.text + "` has a column already", id.span);
      return;
    }
    columns.push_back(*column);
  }
  if (columns.size() != made_.hypotheses.size()) {
    values_.error("missing-column", "a column for every hypothesis is expected", header->span,
                  "there are " + std::to_string(made_.hypotheses.size()));
  }
  matrix.cells.assign(made_.exhibits.size(),
                      std::vector<std::optional<size_t>>(made_.hypotheses.size()));
  for (const RecordLine& line : record.lines) {
    if (&line != header) row(record, line, columns, matrix);
  }
  if (matrix.blind()) check_matrix(record, matrix);
  made_.matrices.push_back(std::move(matrix));
}

// "E1: CC, C, N, II"
void AttributionReader::row(const Record& record, const RecordLine& line,
                            const std::vector<size_t>& columns, ReviewMatrix& into) {
  const auto exhibit = find(made_.exhibits, line.key, "exhibit");
  const language::LawList* known = list("cells of the matrix");
  if (!exhibit || known == nullptr) return;
  if (record.line(line.key.text) != &line) {
    values_.error("duplicate-key", "`" + line.key.text + "` has a row already", line.key.span);
  }
  const auto cells = values_.parts(line.value);
  if (cells.size() != columns.size()) {
    values_.error("missing-cell",
                  "this row has " + std::to_string(cells.size()) + " cells for " +
                      std::to_string(columns.size()) + " hypotheses",
                  line.span, "leave the row out where nothing was filled in");
    return;
  }
  for (size_t i = 0; i < cells.size(); ++i) {
    into.cells[*exhibit][columns[i]] = values_.entry(*known, cells[i]);
  }
}

// ---- judgements, and who disagrees --------------------------------------------------------------

void AttributionReader::judgement(const Record& record) {
  if (!is_new(made_.judgements, record.id)) return;
  Judgement judgement{.id = record.id.text, .title = record.title.text};
  const RecordLine* about = values_.require(record, "about");
  const RecordLine* confidence = values_.require(record, "confidence");
  const RecordLine* rests_on = values_.require(record, "rests on");
  const RecordLine* meets = values_.require(record, "meets the standard");
  for (const std::string_view key : {"says", "assumption", "gap", "would change our mind"}) {
    values_.require(record, key);
  }
  if (about != nullptr) {
    judgement.about = about->value.text;
    if (std::find(made_.clusters.begin(), made_.clusters.end(), judgement.about) ==
        made_.clusters.end()) {
      values_.unknown("not-an-activity",
                      "`" + judgement.about +
                          "` is no activity cluster of this file, and a "
                          "technical judgement is about nothing else",
                      about->value, made_.clusters);
    }
  }
  const language::LawList* levels = list("words of confidence");
  if (confidence != nullptr && levels != nullptr) {
    const Text whole{confidence->value.text + " confidence", confidence->value.span};
    if (const auto entry = values_.entry(*levels, whole)) {
      judgement.confidence = levels->entries[*entry].words.front();
    }
  }
  if (rests_on != nullptr) {
    for (const Text& id : values_.parts(rests_on->value)) {
      if (const auto found = find(made_.exhibits, id, "exhibit"))
        judgement.rests_on.push_back(*found);
    }
  }
  if (meets != nullptr) judgement.meets_standard = values_.yes_or_no(*meets).value_or(false);
  if (const RecordLine* open = record.line("open part alone meets the standard")) {
    judgement.open_part_meets = values_.yes_or_no(*open);
  }
  judgement.says = values_.all(record, "says");
  judgement.assumptions = values_.all(record, "assumption");
  judgement.gaps = values_.all(record, "gap");
  judgement.would_change = values_.all(record, "would change our mind");
  std::map<std::string, Span> voted;
  judgement.vote = {votes(record, "for", voted), votes(record, "against", voted),
                    votes(record, "abstaining", voted)};
  judgement.adopted = values_.date(record, "adopted");
  check_closed(record, judgement);
  check_language(record, *guard_);
  judgement_at_.push_back(&record);
  made_.judgements.push_back(std::move(judgement));
}

std::vector<std::string> AttributionReader::votes(const Record& record, std::string_view key,
                                                  std::map<std::string, Span>& voted) {
  std::vector<std::string> out;
  const RecordLine* line = record.line(key);
  if (line == nullptr) return out;
  for (const Text& id : values_.parts(line->value)) {
    const auto found = find(made_.reviewers, id, "reviewer");
    if (!found) continue;
    if (made_.reviewers[*found].recused) {
      values_.error("recused", "`" + id.text + "` is recused and does not vote", id.span);
    } else if (const auto [first, is_new] = voted.emplace(id.text, id.span); !is_new) {
      values_.error("second-vote", "`" + id.text + "` votes twice", id.span, "",
                    {{values_.file(), first->second, "voted here"}});
    }
    out.push_back(id.text);
  }
  return out;
}

void AttributionReader::dissent(const Record& record) {
  Dissent dissent{.by = record.id.text};
  const RecordLine* from = values_.require(record, "from");
  values_.require(record, "says");
  const auto day = values_.noted_date(record.notes, record.span, "the dissent");
  if (!find(made_.reviewers, record.id, "reviewer") || from == nullptr || !day) return;
  const auto judgement = find(made_.judgements, from->value, "judgement");
  if (!judgement) return;
  dissent.judgement = *judgement;
  dissent.on = *day;
  dissent.says = values_.all(record, "says");
  dissent.withdrawn = values_.date(record, "withdrawn");
  LanguageGuard own(*words_);  // who dissents writes a text of his own
  check_language(record, own);
  made_.dissents.push_back(std::move(dissent));
}

void AttributionReader::reply(const Record& record) {
  Reply reply{.party = record.id.text};
  values_.require(record, "asked");
  values_.require(record, "until");
  const auto asked = values_.date(record, "asked"), until = values_.date(record, "until");
  reply.received = values_.date(record, "received");
  reply.says = values_.words(record, "says");
  if (!asked || !until) return;
  for (const std::string_view later : {"until", "received"}) {
    const auto day = values_.date(record, later);
    if (!day || *day >= *asked) continue;
    values_.error("reply-before-asking",
                  "the day after `" + std::string(later) +
                      ":` is before the day on which the reply was asked for",
                  record.line(later)->span);
  }
  reply.asked = *asked;
  reply.until = *until;
  if (reply.received.has_value() != !reply.says.empty()) {
    values_.error("half-a-reply",
                  "a reply has a day on which it was `received:` and what it `says:`", record.span,
                  "without either, no reply was received");
  }
  made_.replies.push_back(std::move(reply));
}

void AttributionReader::decision(const Record& record) {
  Decision decision{.state = record.id.text};
  for (const std::string_view key : {"by", "office", "says"}) values_.require(record, key);
  const auto day = values_.noted_date(record.notes, record.span, "the decision");
  if (!day) return;
  decision.on = *day;
  decision.by = values_.words(record, "by");
  decision.office = values_.words(record, "office");
  decision.says = values_.words(record, "says");
  made_.decisions.push_back(std::move(decision));
}

// ---- the whole ----------------------------------------------------------------------------------

void AttributionReader::read_entries(const language::RecordFile& file) {
  using Read = void (AttributionReader::*)(const Record&);
  using Self = AttributionReader;
  // In the order of kAttributionForms.
  constexpr std::array<Read, kAttributionForms.size()> kReaders{
      &Self::header,    &Self::mandate,    &Self::reviewer, &Self::cluster,
      &Self::exhibit,   &Self::hypothesis, &Self::analysis, &Self::matrix,
      &Self::judgement, &Self::dissent,    &Self::reply,    &Self::decision};
  for (size_t form = 0; form < kReaders.size(); ++form) {
    for (const Record& record : file.records) {
      if (record.form == form) (this->*kReaders[form])(record);
    }
  }
}

std::optional<Attribution> AttributionReader::read() {
  const language::RecordFile file =
      language::read_records(values_.file(), kAttributionForms, diagnostics_);
  if (!diagnostics_.ok()) return std::nullopt;
  auto words = estimative_words(law_);
  const auto figures = casework_figures(law_);
  if (!words) no_list(words.error().message());
  if (!figures) no_list(figures.error().message());
  if (!diagnostics_.ok()) return std::nullopt;
  made_.figures = *figures;
  words_ = std::move(*words);
  guard_.emplace(*words_);
  read_entries(file);
  if (header_ == nullptr && diagnostics_.ok()) {
    values_.error("no-attribution", "this file holds no attribution", {0, 0},
                  "begin one with `attribution \"title\"`");
  }
  if (mandate_ == nullptr && diagnostics_.ok()) {
    values_.error("no-mandate", "nobody has given a mandate", header_->span,
                  "add `mandate` with who gave it, to whom, its scope, its standard of proof, its "
                  "deadline and what it may not decide");
  }
  if (diagnostics_.ok()) check_order();
  if (!diagnostics_.ok()) return std::nullopt;
  made_.hash = sha256_hex(values_.file()->text());
  return std::move(made_);
}

std::optional<Attribution> read_attribution(const language::Law& law, SourcePtr file,
                                            Diagnostics& diagnostics) {
  return AttributionReader(law, std::move(file), diagnostics).read();
}

}  // namespace comity::dossier
