#include "language/records.h"

#include <algorithm>

#include "language/layout.h"
#include "language/reader.h"

namespace comity::language {

namespace {

using Head = RecordForm::Head;

std::vector<Text> notes_at_end(Reader& reader, Span& rest) {
  std::vector<Text> notes;
  const auto inside = reader.cut_notes(rest);
  if (!inside) return notes;
  for (const Span part : split_outside(reader.source(), *inside, ';')) {
    if (auto note = reader.words(part, "a note")) notes.push_back(std::move(*note));
  }
  return notes;
}

class RecordReader {
 public:
  RecordReader(Reader& reader, std::span<const RecordForm> forms) : reader_(reader), forms_(forms) {
    for (const RecordForm& form : forms) keywords_.push_back(form.keyword);
  }

  std::optional<Record> read(Clause clause) {
    for (std::size_t i = 0; i < forms_.size(); ++i) {
      if (!reader_.take(clause.rest, forms_[i].keyword)) continue;
      Record record;
      record.form = i;
      record.span = reader_.line(clause.line).body;
      if (!head(forms_[i], clause.rest, record)) return std::nullopt;
      lines(forms_[i], clause.line, record);
      return record;
    }
    reader_.unknown_item(clause, keywords_, "this file");
    return std::nullopt;
  }

 private:
  bool head(const RecordForm& form, Span rest, Record& record) {
    record.notes = notes_at_end(reader_, rest);
    const std::string what = "what `" + std::string(form.keyword) + "` is about";
    if (form.head == Head::words) {
      const auto words = reader_.words(rest, what);
      if (words) record.id = *words;
      return words.has_value();
    }
    if (form.head == Head::id_and_title) {
      const auto id = reader_.before_colon(rest, "its id");
      const auto read = id ? reader_.identifier(*id, "its id") : std::nullopt;
      if (!read) return false;
      record.id = *read;
    }
    if (form.head != Head::nothing) {
      const auto title = reader_.quotation(rest, what);
      if (!title) return false;
      record.title = *title;
    }
    return reader_.nothing_left(rest);
  }

  void lines(const RecordForm& form, LineId under, Record& record) {
    for (const Clause& child : reader_.children(under)) {
      reader_.no_children(child.line);
      if (auto line = this->line(form, child, record)) record.lines.push_back(std::move(*line));
    }
  }

  std::optional<RecordLine> line(const RecordForm& form, const Clause& clause,
                                 const Record& record) {
    RecordLine line;
    line.span = clause.rest;
    Span rest = clause.rest;
    const auto key = reader_.before_colon(rest, "the word with which this line begins");
    if (!key) return std::nullopt;
    line.key = reader_.text(*key);
    if (!known(form, clause, line.key, record)) return std::nullopt;
    line.notes = notes_at_end(reader_, rest);
    line.quoted = quote_size(reader_.view(rest)) > 0;
    const std::string what = "what stands after `" + line.key.text + ":`";
    const auto value = line.quoted ? reader_.quotation(rest, what) : reader_.words(rest, what);
    if (!value || (line.quoted && !reader_.nothing_left(rest))) return std::nullopt;
    line.value = *value;
    return line;
  }

  bool known(const RecordForm& form, const Clause& clause, const Text& key, const Record& record) {
    const auto found = std::find_if(form.keys.begin(), form.keys.end(),
                                    [&](const RecordKey& k) { return k.word == key.text; });
    const bool one_only = found == form.keys.end() || !found->many;
    if (found == form.keys.end() && !form.rows) {
      unknown_key(form, clause);
      return false;
    }
    if (!one_only || record.line(key.text) == nullptr) return true;
    reader_.error(key.span, "duplicate-key", "`" + key.text + "` stands here a second time");
    return false;
  }

  void unknown_key(const RecordForm& form, const Clause& clause) {
    std::vector<std::string_view> words;
    for (const RecordKey& each : form.keys) words.push_back(each.word);
    reader_.unknown_clause(clause, words, "`" + std::string(form.keyword) + "`");
  }

  Reader& reader_;
  std::span<const RecordForm> forms_;
  std::vector<std::string_view> keywords_;
};

}  // namespace

const RecordLine* Record::line(std::string_view key) const {
  const auto found = std::find_if(lines.begin(), lines.end(),
                                  [&](const RecordLine& line) { return line.key.text == key; });
  return found == lines.end() ? nullptr : &*found;
}

RecordFile read_records(SourcePtr source, std::span<const RecordForm> forms,
                        Diagnostics& diagnostics) {
  const Layout layout = lay_out(source, diagnostics);
  Reader reader(layout, diagnostics);
  RecordReader records(reader, forms);
  RecordFile file{.source = std::move(source), .records = {}, .prose = {}};
  for (const SectionLayout& section : layout.sections) {
    for (LineId i = section.begin; i < section.end; ++i) {
      const Line& line = layout.lines[i];
      const bool prose = line.kind == Line::Kind::prose || line.kind == Line::Kind::key;
      if (prose) file.prose += layout.source->text(line.span);
    }
    for (const Block& block : section.blocks) {
      reader.set_quiet(!block.close);
      for (const LineId id : block.clauses) {
        const auto clause = reader.clause(id);
        if (!clause) continue;
        if (auto record = records.read(*clause)) file.records.push_back(std::move(*record));
      }
      reader.set_quiet(false);
    }
  }
  return file;
}

}  // namespace comity::language
