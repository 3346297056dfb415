// The command line: options are read here and nowhere else; each command is a function.
#include <CLI/CLI.hpp>

#include "app/agreement_command.h"
#include "app/ask_command.h"
#include "app/assess_command.h"
#include "app/attribution_command.h"
#include "app/authors_command.h"
#include "app/batch_command.h"
#include "app/format_command.h"
#include "app/graph_command.h"
#include "app/import_command.h"
#include "app/lsp_command.h"
#include "app/material_command.h"
#include "app/node_command.h"
#include "app/norms_command.h"
#include "app/options_command.h"
#include "app/output.h"
#include "app/positions_command.h"
#include "app/reason_command.h"
#include "app/register_command.h"
#include "app/tour_command.h"
#include "app/translations_command.h"
#include "documents/words.h"

namespace {

using namespace comity;

void add_assess(CLI::App& app, app::AssessArguments& arguments, app::BatchArguments& batch) {
  CLI::App* command = app.add_subcommand("assess", "analyse a case under every State's reading");
  auto* one = command->add_option_group("what", "one case, or many")->require_option(1);
  one->add_option("case", arguments.case_path, "a case file, or a folder that holds case.norm.md");
  one->add_option("--batch", batch.path,
                  "many cases: a FOLDER of case files, cases in JSON lines, or a file to import");
  command->add_option("--from", batch.from,
                      "with --batch: import the file from eurepoc, stix, misp, veris or experts");
  command->add_option("--out", batch.out,
                      "with --batch: the FILE for one line of JSON a case, or - to print");
  command->add_option("--norms", arguments.norms, "a folder of norms instead of the program's own");
  command
      ->add_option("--as", arguments.as,
                   "only these readings: codes of States or groups such as FRA,OSCE, or all")
      ->delimiter(',');
  command->add_option("--profile", arguments.profile,
                      "positions of your own: a norm FILE with parties and what they hold");
  command->add_option("--on", arguments.on,
                      "the law as of this DATE; else the day the case was opened");
  command->add_option("--facts-of", arguments.facts_of,
                      "the law for facts of this DATE; else that for the date of each act");
  command->add_flag("--over-time", arguments.over_time,
                    "instead: over which days each answer stands, and when it becomes another");
  command->add_option("--for", arguments.for_state,
                      "also list what the law leaves open to this STATE");
  command->add_flag("--full", arguments.full, "every group, account and reason");
  command->add_option("--why", arguments.why,
                      "the reasons for one answer: its number, name or sentence");
  command->add_option("--what-if", arguments.what_if,
                      "suppose FACT=VALUE, such as F3=true; may be repeated");
  command->add_option("--format", arguments.format, "text, markdown, json or html")
      ->check(CLI::IsMember({"text", "markdown", "json", "html"}));
  command->add_option("--language", arguments.language,
                      "say it in ru, ar or another language of the norms; else in English");
}

void add_ask(CLI::App& app, app::AskArguments& arguments) {
  CLI::App* command = app.add_subcommand(
      "ask", "guided intake: one plain question after another, each the most useful one");
  command->add_option("case", arguments.case_path, "a case file; a new one is begun")->required();
  command->add_option("--norms", arguments.norms, "a folder of norms instead of the program's own");
  command->add_option("--as", arguments.as, "only this State's readings: a code such as FRA");
  command->add_option("--by", arguments.by, "who answers, as the case names them; the claimant");
  command->add_option("--grade", arguments.grade, "how sure an answer is that does not say it");
  command->add_option("--title", arguments.title, "of a new case");
  command->add_option("--claimant", arguments.claimant, "of a new case: the State that it reached");
  command->add_option("--respondent", arguments.respondent,
                      "of a new case: the State that is said to be behind it");
  command->add_option("--entity", arguments.entity,
                      "of a new case: who is said to have carried it out");
  command->add_option("--act", arguments.act, "of a new case: what the operation is called");
  command->add_option("--on", arguments.happened, "of a new case: the DATE on which it began");
  auto* json = command->add_flag("--json", arguments.json, "one turn, for a page");
  auto* about = command->add_option("--about", arguments.about, "the sentence that is answered");
  command->add_option("--answer", arguments.answer, "the answer to it: yes, no, unknown …")
      ->needs(json)
      ->needs(about);
}

void add_attribution(CLI::App& app, app::AttributionArguments& arguments) {
  CLI::App* command = app.add_subcommand(
      "attribution", "a panel's casework: technical, legal and political layers apart");
  command
      ->add_option("file", arguments.path,
                   "an attribution file, or a folder that holds case.attribution.md")
      ->required();
  command->add_option("--norms", arguments.norms, "a folder of norms instead of the program's own");
  command->add_option("--format", arguments.format, "text, html or json")
      ->check(CLI::IsMember({"text", "html", "json"}));
}

void add_options(CLI::App& app, app::OptionsArguments& arguments) {
  CLI::App* command = app.add_subcommand(
      "options", "what the law leaves open to a State, and what named people judged of it");
  command
      ->add_option("case", arguments.case_path, "a case file, or a folder that holds case.norm.md")
      ->required();
  command->add_option("--for", arguments.for_state, "the STATE whose options these are")
      ->required();
  command->add_option("--judgements", arguments.judgements,
                      "a companion FILE; else case.options.md beside the case, if there is one");
  command->add_option("--norms", arguments.norms, "a folder of norms instead of the program's own");
  command->add_option("--format", arguments.format, "text, html or json")
      ->check(CLI::IsMember({"text", "html", "json"}));
}

void add_import(CLI::App& app, app::ImportArguments& arguments) {
  CLI::App* command =
      app.add_subcommand("import", "make cases of incidents that somebody else recorded");
  command->add_option("source", arguments.source, "eurepoc, stix, misp, veris or experts")
      ->required();
  command->add_option("file", arguments.path, "the file of the source")->required();
  command->add_option("--id", arguments.ids, "only this record; may be repeated");
  command->add_option("--out", arguments.out,
                      "where the case files go: a FOLDER, or - to print them");
  command->add_flag("--summary", arguments.summary,
                    "what became of the values, field by field; the default without --out");
  command->add_option("--mapping", arguments.mapping,
                      "a table of what values become, instead of the program's own");
  command->add_option("--norms", arguments.norms, "a folder of norms instead of the program's own");
}

void add_agreement(CLI::App& app, app::AgreementArguments& arguments) {
  CLI::App* command =
      app.add_subcommand("agreement", "hold published conclusions against what the norms come to");
  command->add_option("source", arguments.source, "eurepoc or experts")->required();
  command->add_option("file", arguments.path, "the file of the source")->required();
  command->add_option("--format", arguments.format, "text or markdown")
      ->check(CLI::IsMember({"text", "markdown"}));
  command->add_option("--norms", arguments.norms, "a folder of norms instead of the program's own");
}

struct NormsArguments {
  std::string path, what, before, after, folder, language;
  std::vector<std::string> files;
  bool check_only = false;
  app::CoverageArguments coverage;
  app::PositionsArguments positions;
};

void add_norms(CLI::App& app, NormsArguments& arguments) {
  CLI::App* norms = app.add_subcommand("norms", "work on the law itself");
  norms->require_subcommand(1);
  const auto add = [&](const char* name, const char* help) {
    CLI::App* command = norms->add_subcommand(name, help);
    command->add_option("path", arguments.path,
                        "a folder or file of norms; else the program's own");
    return command;
  };
  add("check", "read and check; exit status 2 and the place of each mistake if there is one");
  add("test", "run the examples that the norms hold");
  add("lint", "look for rules that cannot be met, are swallowed or tie, each shown by a case");
  add("graph", "print every sentence and every way in which a rule can be met, as JSON");
  CLI::App* positions =
      norms->add_subcommand("positions", "who is recorded as holding what, and since when");
  positions->add_option("what", arguments.positions.what,
                        "a reading, a State or a group, by its code or name; else every reading");
  positions->add_option("--norms", arguments.positions.norms,
                        "a folder or file of norms instead of the program's own");
  positions->add_flag("--json", arguments.positions.json, "for programs");
  CLI::App* show =
      norms->add_subcommand("show", "print a rule, a reading or a sentence, with its sources");
  show->add_option("what", arguments.what, "a rule's id, a reading's name, or a sentence")
      ->required();
  show->add_option("path", arguments.path, "a folder or file of norms; else the program's own");
  show->add_option("--language", arguments.language, "also what is said in this language");
  CLI::App* translations = norms->add_subcommand(
      "translations", "how far the norms are translated, and what nobody has reviewed");
  translations->add_option("language", arguments.language,
                           "one language, such as ru, with everything that is missing");
  translations->add_option("path", arguments.path,
                           "a folder or file of norms; else the program's own");
  CLI::App* diff = norms->add_subcommand(
      "diff", "compare two versions of the norms, in words and in what they answer");
  diff->add_option("old", arguments.before, "a folder or file of norms")->required();
  diff->add_option("new", arguments.after, "a folder or file of norms")->required();
  add("index", "write all norms as HTML pages, to be read without a server")
      ->add_option("--out", arguments.folder, "the folder to write to")
      ->required();
  norms->add_subcommand("lsp", "serve an editor on standard input and output (docs/editors.md)");
  CLI::App* coverage =
      norms->add_subcommand("coverage", "what the examples exercise, and what nothing exercises");
  coverage->add_option("path", arguments.coverage.path,
                       "a folder or file of norms; else the program's own");
  coverage->add_option("--of", arguments.coverage.of,
                       "one rule, reading or question, with its examples");
  coverage->add_option("--format", arguments.coverage.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  add("mutants", "leave out each condition and exception of each rule: does an example notice?");
  CLI::App* format = norms->add_subcommand(
      "fmt", "lay norm and case files out in one way; names those it changed");
  format->add_option("file", arguments.files, "a norm file, a case file, or a folder of them")
      ->required();
  format->add_flag("--check", arguments.check_only,
                   "change nothing; exit status 1 if a file would change");
}

int run_norms(const CLI::App& what, const NormsArguments& arguments, const app::Output& out) {
  if (what.got_subcommand("check")) return app::run_norms_check(arguments.path, out);
  if (what.got_subcommand("test")) return app::run_norms_test(arguments.path, out);
  if (what.got_subcommand("translations"))
    return app::run_norms_translations(arguments.path, arguments.language, out);
  if (what.got_subcommand("lint")) return app::run_norms_lint(arguments.path, out);
  if (what.got_subcommand("graph")) return app::run_norms_graph(arguments.path, out);
  if (what.got_subcommand("positions")) return app::run_norms_positions(arguments.positions, out);
  if (what.got_subcommand("mutants")) return app::run_norms_mutants(arguments.path, out);
  if (what.got_subcommand("coverage")) return app::run_norms_coverage(arguments.coverage, out);
  if (what.got_subcommand("index"))
    return app::run_norms_index(arguments.path, arguments.folder, system_env().disk, out);
  if (what.got_subcommand("lsp")) return app::run_lsp(stdin, stdout);
  if (what.got_subcommand("diff"))
    return app::run_norms_diff(arguments.before, arguments.after, out);
  if (what.got_subcommand("fmt")) {
    return app::run_norms_format(arguments.files, arguments.check_only, system_env().disk, out);
  }
  return app::run_norms_show(arguments.path, arguments.what, arguments.language, out);
}

void add_reason(CLI::App& app, app::ReasonArguments& arguments) {
  CLI::App* command =
      app.add_subcommand("reason", "run the engine on a plain theory (.dfl), for its developers");
  command->add_option("file", arguments.path, "a theory: one rule a line")->required();
  command->add_flag("--all", arguments.all, "also what is not proved");
  command->add_option("--why", arguments.why, "the proof for this literal");
  command->add_option("--open", arguments.open, "atoms that may be true or false")->delimiter(',');
  command->add_option("--ask", arguments.ask, "everything about this literal over all the worlds");
}

// These read their own arguments: their options belong to the register, not to this file.
CLI::App* add_plain(CLI::App& app, const char* name, const char* help) {
  CLI::App* const command = app.add_subcommand(name, help)->allow_extras()->prefix_command();
  command->set_help_flag();  // and their help is their own
  return command;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Comity: norms for cyber operations that run. Analysis, never a verdict.", "comity"};
  app.set_version_flag("--version", std::string(documents::kProgramVersion));
  app.require_subcommand(1);
  app::AssessArguments assess;
  app::BatchArguments batch;
  add_assess(app, assess, batch);
  app::AskArguments ask;
  add_ask(app, ask);
  app::AttributionArguments attribution;
  add_attribution(app, attribution);
  app::OptionsArguments options;
  add_options(app, options);
  app::ImportArguments import;
  add_import(app, import);
  app::AgreementArguments agreement;
  add_agreement(app, agreement);
  NormsArguments norms;
  add_norms(app, norms);
  app::ReasonArguments reason;
  add_reason(app, reason);
  const CLI::App* registers = add_plain(
      app, "register", "keep a signed public register; `register help` lists what it does");
  const CLI::App* verify = add_plain(
      app, "verify", "check a bundle or a proof of the register, or an analysis, offline");
  const CLI::App* material =
      add_plain(app, "material", "seal, sign and time-stamp files; `material help` lists how");
  const CLI::App* witness = add_plain(app, "witness", "cosign the heads of other registers");
  const CLI::App* mirror = add_plain(app, "mirror", "keep a verified copy of a register's log");
  const CLI::App* monitor = add_plain(app, "monitor", "watch a register's log, and report");
  app.add_subcommand("tour",
                     "three minutes: a case, two answers, the reasons, and one date changed");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : exit_status(Errc::invalid_input);
  }
  const app::Output out = app::standard_output();
  if (app.got_subcommand("assess") && !batch.path.empty()) {
    batch.norms = assess.norms;
    return run_batch(batch, system_env().disk, out);
  }
  if (app.got_subcommand("assess")) return run_assess(assess, out);
  if (app.got_subcommand("ask")) return run_ask(ask, system_env(), stdin, out);
  if (app.got_subcommand("attribution")) return run_attribution(attribution, out);
  if (app.got_subcommand("options")) return run_options(options, out);
  if (app.got_subcommand("agreement")) return run_agreement(agreement, out);
  if (app.got_subcommand("import")) return run_import(import, system_env().disk, out);
  if (app.got_subcommand("register"))
    return run_register(registers->remaining(), system_env(), out);
  if (app.got_subcommand("verify")) return run_verify(verify->remaining(), system_env(), out);
  if (app.got_subcommand("material")) return run_material(material->remaining(), system_env(), out);
  if (app.got_subcommand("witness")) return run_witness(witness->remaining(), system_env(), out);
  if (app.got_subcommand("mirror")) return run_mirror(mirror->remaining(), system_env(), out);
  if (app.got_subcommand("monitor")) return run_monitor(monitor->remaining(), system_env(), out);
  if (app.got_subcommand("reason")) return run_reason(reason, out);
  if (app.got_subcommand("tour")) return run_tour(out);
  return run_norms(*app.get_subcommand("norms"), norms, out);
}
