#include "app/batch_command.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <thread>

#include "app/import_command.h"
#include "app/norms.h"
#include "base/text.h"
#include "documents/batch.h"
#include "language/load.h"

namespace comity::app {

namespace {

namespace fs = std::filesystem;
using documents::BatchFigures;
using documents::BatchOrigin;

// A case still to be read, or the reason why there is none.
struct Item {
  BatchOrigin origin;
  SourcePtr file;
  std::string refused;
};

Item item_of(std::string id, std::string place, const Result<SourcePtr>& file) {
  Item item{.origin = {.id = std::move(id), .place = std::move(place)}, .file = {}, .refused = {}};
  if (file) {
    item.file = *file;
  } else {
    item.refused = file.error().message();
  }
  return item;
}

bool is_case_file(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.ends_with(".norm.md") || name.ends_with(".json");
}

Result<std::vector<Item>> items_in_folder(const fs::path& folder) {
  COMITY_TRY(const std::vector<fs::path> paths, files_below(folder, is_case_file));
  std::vector<Item> items;
  for (const fs::path& path : paths) {
    const std::string name = path.lexically_relative(folder).generic_string();
    items.push_back(item_of(name, name, read_source(path, name)));
  }
  return items;
}

Result<std::vector<Item>> items_in_lines(const fs::path& path) {
  COMITY_TRY(const SourcePtr file, read_source(path, path.filename().string()));
  std::vector<Item> items;
  size_t number = 0;
  for (const std::string_view line : text::split_lines(file->text())) {
    ++number;
    if (text::trim(line).empty()) continue;
    const std::string place = "line " + std::to_string(number);
    items.push_back(item_of(place, place, SourceFile::make(place + ".json", std::string(line))));
  }
  return items;
}

Result<std::vector<Item>> items_in(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return items_in_folder(path);
  if (path.extension() == ".jsonl") return items_in_lines(path);
  if (!is_case_file(path)) {
    return fail(Errc::invalid_input,
                "`" + path.string() +
                    "` is no case file and holds no JSON lines; a file of a "
                    "source of incidents takes `--from`, such as `--from eurepoc`");
  }
  const std::string name = path.filename().string();
  COMITY_TRY(SourcePtr file, read_source(path, name));
  return std::vector<Item>{item_of(name, name, std::move(file))};
}

std::vector<Item> items_of(const dossier::Import& import) {
  std::vector<Item> items;
  for (const dossier::ImportedCase& made : import.cases) {
    items.push_back(item_of(made.id, made.place, SourceFile::make(made.id, made.text)));
    items.back().origin.values = &made.values;
  }
  for (const dossier::RefusedRecord& refused : import.refused) {
    items.push_back({.origin = {.id = refused.place, .place = refused.place},
                     .file = {},
                     .refused = refused.reason});
  }
  return items;
}

// One line for the item; its figures are added to those of the thread.
std::string line_of(const language::Law& law, const Item& item, BatchFigures& figures) {
  const auto refuse = [&](const std::string& reason) {
    figures.add_refused();
    return documents::refused_line(item.origin, reason);
  };
  if (!item.file) return refuse(item.refused);
  Diagnostics diagnostics;
  auto the_case = item.file->name().ends_with(".json")
                      ? dossier::read_case_json(law, item.file, diagnostics)
                      : dossier::read_case(law, item.file, diagnostics);
  if (!the_case) return refuse(diagnostics.all().front().message);
  const dossier::AssessOptions options{.view_date = the_case->opened};
  const auto assessment = dossier::assess(law, std::move(*the_case), options);
  if (!assessment) return refuse(assessment.error().message());
  figures.add(*assessment, item.origin);
  return documents::batch_line(*assessment, item.origin);
}

// "[######----] 812 of 1643", drawn anew at each per cent. Silent where nobody watches.
class Progress {
 public:
  Progress(size_t total, std::FILE* file)
      : total_(total), file_(isatty(fileno(file)) != 0 ? file : nullptr) {}

  void step() {
    if (file_ == nullptr) return;
    const std::scoped_lock lock(mutex_);
    const size_t percent = ++done_ * 100 / total_;
    if (percent == shown_) return;
    shown_ = percent;
    const size_t full = percent * kCells / 100;
    const std::string bar = std::string(full, '#') + std::string(kCells - full, '-');
    std::fprintf(file_, "\r[%s] %zu of %zu", bar.c_str(), done_, total_);
    if (done_ == total_) std::fputc('\n', file_);
    std::fflush(file_);
  }

 private:
  static constexpr size_t kCells = 40;
  size_t total_, done_ = 0, shown_ = 0;
  std::FILE* file_;
  std::mutex mutex_;
};

struct Batch {
  std::vector<std::string> lines;
  BatchFigures figures;
};

// The law may be read by any number of threads; each takes the next item that nobody has.
Batch work_through(const language::Law& law, const std::vector<Item>& items, std::FILE* errors) {
  Batch batch;
  batch.lines.resize(items.size());
  const size_t count =
      std::clamp<size_t>(std::thread::hardware_concurrency(), 1, std::max<size_t>(items.size(), 1));
  std::vector<BatchFigures> figures(count);
  Progress progress(std::max<size_t>(items.size(), 1), errors);
  std::atomic<size_t> next = 0;
  std::vector<std::thread> threads;
  for (size_t t = 0; t < count; ++t) {
    threads.emplace_back([&, t] {
      for (size_t i = next++; i < items.size(); i = next++) {
        batch.lines[i] = line_of(law, items[i], figures[t]);
        progress.step();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const BatchFigures& each : figures) batch.figures.merge(each);
  return batch;
}

}  // namespace

int run_batch(const BatchArguments& arguments, Disk& disk, const Output& out) {
  if (arguments.out.empty()) {
    return out.fail({Errc::invalid_input, "--batch needs --out FILE, or --out - to print"});
  }
  Diagnostics diagnostics;
  const auto norms =
      read_norms(arguments.norms.empty() ? norms_folder() : fs::path(arguments.norms));
  if (!norms) return out.fail(norms.error());
  const language::Law law = language::load(*norms, diagnostics, language::Extent::without_examples);
  if (!diagnostics.ok()) return out.report(diagnostics);
  std::optional<dossier::Import> import;
  Result<std::vector<Item>> items = std::vector<Item>();
  if (arguments.from.empty()) {
    items = items_in(arguments.path);
  } else {
    auto read = read_import(arguments.from, arguments.path, arguments.mapping, diagnostics);
    if (!read) return out.fail(read.error());
    if (!*read) return out.report(diagnostics);
    import = std::move(*read);
    items = items_of(*import);
  }
  if (!items) return out.fail(items.error());
  const Batch batch = work_through(law, *items, out.errors);
  std::string lines;
  for (const std::string& line : batch.lines) lines += line;
  if (arguments.out == "-") {
    out.print(lines);
    return batch.figures.refused() == 0 ? 0 : 1;
  }
  if (const auto written = write_file(disk, arguments.out, lines); !written) {
    return out.fail(written.error());
  }
  out.print(batch.figures.text());
  return batch.figures.refused() == 0 ? 0 : 1;
}

}  // namespace comity::app
