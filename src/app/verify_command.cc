#include <algorithm>
#include <initializer_list>

#include "app/node_command.h"
#include "app/norms.h"
#include "app/options.h"
#include "app/register_command.h"
#include "app/replay.h"
#include "documents/json.h"
#include "language/load.h"
#include "register/bundle.h"
#include "register/evidence.h"

namespace comity::app {

const std::string_view kVerifyHelp =
    R"(comity verify BUNDLE [--log KEY] [--root KEY …] [--head FILE]
              [--witness KEY … [--threshold N] [--max-age SECONDS]] [--norms PATH]
comity verify ANALYSIS --case CASE [--norms PATH]
comity verify SPLIT-VIEW --log KEY
comity verify TLOG-PROOF --log KEY [--receipt FILE]
              [--witness KEY … [--threshold N] [--max-age SECONDS]]

Checks a bundle offline, without an account: signatures, keys at that time, inclusion, consistency
with a head that you kept, witnesses; and makes each analysis in it anew from its case and norms.
What you do not give is not proved, and the report says so.

Checks an analysis in JSON (comity assess … --format json) against the norms and the case that it
was made from: every answer is made anew, and what shows it is checked by a checker that shares no
code with what made it.

Checks what a monitor kept as the proof that a register showed two histories (comity monitor
--proof), and that a place of the log is taken (comity register proof); with the receipt, by the
entry that it was promised to. A file of either kind is known by its first line.
)";

namespace {

constexpr std::string_view kOptions[] = {"case",    "head", "log",       "max-age", "norms",
                                         "receipt", "root", "threshold", "witness"};

using Names = std::initializer_list<std::string_view>;

// Errors: invalid_input for an option that a file of this kind has no use for.
Result<void> takes_only(const Options& options, Names names) {
  for (const auto name : kOptions) {
    const bool used = std::find(names.begin(), names.end(), name) != names.end();
    if (!used && !options.all(name).empty()) {
      return fail(Errc::invalid_input,
                  "`--" + std::string(name) + "` says nothing about a file of this kind");
    }
  }
  return {};
}

Result<registry::Trust> read_trust(const Options& options, Env& env) {
  registry::Trust trust;
  trust.now = env.clock.now();
  if (const std::string key = options.get("log"); !key.empty()) {
    COMITY_TRY(trust.log, registry::NoteKey::parse(key));
  }
  for (const auto& text : options.all("root")) {
    COMITY_TRY(auto key, registry::PublicKey::parse(text));
    trust.roots.push_back(std::move(key));
  }
  if (const std::string path = options.get("head"); !path.empty()) {
    COMITY_TRY(trust.head, read_file(env.disk, path));
  }
  COMITY_TRY(trust.witnesses, read_witness_policy(options));
  return trust;
}

Result<registry::NoteKey> log_key(const Options& options) {
  COMITY_TRY(const std::string key, options.required("log"));
  return registry::NoteKey::parse(key);
}

Result<registry::Report> verify_split_view(const Options& options, std::string_view text) {
  COMITY_CHECK(takes_only(options, {"log"}));
  COMITY_TRY(const registry::NoteKey log, log_key(options));
  return registry::check_split_view(text, log);
}

Result<registry::Report> verify_tlog_proof(const Options& options, std::string_view text,
                                           Env& env) {
  COMITY_CHECK(takes_only(options, {"log", "max-age", "receipt", "threshold", "witness"}));
  registry::Held held;
  held.now = env.clock.now();
  COMITY_TRY(held.log, log_key(options));
  COMITY_TRY(held.witnesses, read_witness_policy(options));
  if (const std::string path = options.get("receipt"); !path.empty()) {
    COMITY_TRY(held.receipt, read_file(env.disk, path));
  }
  return registry::check_tlog_proof(text, held);
}

Result<registry::Report> verify_bundle(const Options& options, std::string_view bundle, Env& env) {
  COMITY_CHECK(
      takes_only(options, {"head", "log", "max-age", "norms", "root", "threshold", "witness"}));
  COMITY_TRY(const registry::Trust trust, read_trust(options, env));
  registry::BundleReport report = registry::verify_bundle(bundle, trust);
  const auto replayed = replay_analyses(report, options.get("norms"));
  report.findings.insert(report.findings.end(), replayed.begin(), replayed.end());
  return registry::Report{std::move(report.findings)};
}

// Every kind of file of the register's is known by its beginning; what is neither of the two
// proofs should be a bundle.
Result<registry::Report> verify_file(const Options& options, Env& env) {
  COMITY_TRY(const std::string text, read_file(env.disk, options.rest()[0]));
  if (text.starts_with(registry::kSplitViewHeader)) return verify_split_view(options, text);
  if (text.starts_with(registry::kTlogProofHeader)) return verify_tlog_proof(options, text, env);
  return verify_bundle(options, text, env);
}

Result<documents::Replayed> replay(const language::Law& law, const dossier::Case& the_case,
                                   const std::string& path, Env& env) {
  COMITY_TRY(const std::string analysis, read_file(env.disk, path));
  COMITY_TRY(const auto assess_options, documents::options_in(law, the_case, analysis));
  COMITY_TRY(const auto assessment, dossier::assess(law, the_case, assess_options));
  return documents::replay(assessment, analysis);
}

int verify_analysis(const Options& options, Env& env, const Output& out) {
  const std::string norms = options.get("norms");
  const auto files = read_norms(norms.empty() ? norms_folder() : std::filesystem::path(norms));
  if (!files) return out.fail(files.error());
  const auto source = read_case_source(options.get("case"));
  if (!source) return out.fail(source.error());
  Diagnostics diagnostics;
  const language::Law law = language::load(*files, diagnostics, language::Extent::without_examples);
  if (!diagnostics.ok()) return out.report(diagnostics);
  const bool json = (*source)->name().ends_with(".json");
  const auto the_case = json ? dossier::read_case_json(law, *source, diagnostics)
                             : dossier::read_case(law, *source, diagnostics);
  if (!the_case) return out.report(diagnostics);
  const auto replayed = replay(law, *the_case, options.rest()[0], env);
  if (!replayed) return out.fail(replayed.error());
  out.print("Every answer comes out the same. What shows them holds: " +
            std::to_string(replayed->certificates) + " certificates.\n");
  if (replayed->not_shown > 0) {
    out.print("Answers that the file shows by nothing: " + std::to_string(replayed->not_shown) +
              ".\n");
  }
  return 0;
}

}  // namespace

int run_verify(std::span<const std::string> arguments, Env& env, const Output& out) {
  if (asks_for_help(arguments)) return out.help(kVerifyHelp);
  const auto options = Options::parse(arguments, kOptions);
  if (!options) return out.fail(options.error());
  if (options->rest().size() != 1) {
    return out.fail(Error(Errc::invalid_input, "one file is expected"));
  }
  if (!options->get("case").empty()) return verify_analysis(*options, env, out);
  const auto report = verify_file(*options, env);
  if (!report) return out.fail(report.error());
  out.print(report->render());
  return report->sound() ? 0 : exit_status(Errc::corrupt);
}

}  // namespace comity::app
