// What the actions of `comity register` share. Each action is a function over a Context; the table
// of them is in register_command.cc.
#pragma once

#include <string>
#include <vector>

#include "app/options.h"
#include "app/output.h"
#include "app/register_files.h"

namespace comity::app {

struct RegisterContext {
  Env& env;
  const Output& out;
  const Options& options;
  RegisterPlace place;

  void print(const std::string& line) const { out.print(line + "\n"); }

  // One line on standard error, if the last signed head lies with the records.
  void warn_of_place() const;

  // The i-th word that is no option. Errors: invalid_input, naming what is missing.
  Result<std::string> word(std::size_t i, std::string_view what) const;
};

// The signing keys in the files that an option names. Errors: invalid_input if there are none.
Result<std::vector<registry::SigningKey>> read_keys(const RegisterContext& context,
                                                    std::string_view option);

// Adds the signatures of `--key`, or the assertion of `--webauthn`, or both.
Result<registry::Submission> add_signatures(const RegisterContext& context,
                                            registry::Submission submission);

// "name=value", cut at the first '='.
Result<std::pair<std::string, std::string>> pair_of(const std::string& word);

// Where the material of a signed entry travels: a folder beside its file.
std::string material_of(const std::string& path);

// Beginning, and what leads an entry into the log.
Result<void> make_key(const RegisterContext& context);
Result<void> propose_register(const RegisterContext& context);
Result<void> begin_register(const RegisterContext& context);
Result<void> sign_entry(const RegisterContext& context);
Result<void> draft_entry(const RegisterContext& context);
Result<void> show_challenge(const RegisterContext& context);
Result<void> sign_step(const RegisterContext& context);
Result<void> submit_entry(const RegisterContext& context);
Result<void> erase_values(const RegisterContext& context);
Result<void> publish_head(const RegisterContext& context);
Result<void> cosign_head(const RegisterContext& context);
Result<void> serve_register(const RegisterContext& context);

// Reading and checking.
Result<void> show_entry(const RegisterContext& context);
Result<void> list_entries(const RegisterContext& context);
Result<void> verify_register(const RegisterContext& context);
Result<void> audit_register(const RegisterContext& context);
Result<void> show_custody(const RegisterContext& context);
Result<void> rehash_material(const RegisterContext& context);
Result<void> export_bundle(const RegisterContext& context);
Result<void> print_proof(const RegisterContext& context);

// Keeping copies.
Result<void> back_up(const RegisterContext& context);
Result<void> restore_copy(const RegisterContext& context);

}  // namespace comity::app
