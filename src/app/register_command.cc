#include "app/register_command.h"

#include <algorithm>

#include "app/register_context.h"

namespace comity::app {

const std::string_view kRegisterHelp =
    R"(comity register ACTION [--dir DIR] [--lock DIR] [--database ADDRESS [--heads ADDRESS]] …

Records are kept in DIR by SQLite, or in a PostgreSQL database.

To begin
  key FILE                         make a signing key; prints its public half
  init --origin NAME --root KEYFILE … [--threshold N] [--padding N] [--interval SECONDS]
       [--relying-party DOMAIN [--relying-party-origin URL]] [--once TYPE …]
                                   begin a register; the root keys sign its first entry; DOMAIN is
                                   the site for which phones and security keys sign (WebAuthn); an
                                   entry of TYPE, such as a ruling, stands once in its matter
  propose --origin NAME --root PUBLICKEY … --out FILE [as for init]
                                   the same where the root keys are kept offline: each signs the
                                   file with `sign FILE --key …`, then `init FILE` begins
To write
  sign --author PARTY --type TYPE --matter ID --key KEYFILE … --out FILE [--fields JSON]
       [--erasable NAME=JSON …] [--attach NAME=FILE …] [--seal NAME=FILE … --to PARTY=RECIPIENT …]
       [--signer PARTY=N …] [--corrects ID] [--withdraws ID] [--time TIME] [--register ORIGIN]
                                   write a signed entry to a file, its material beside it in
                                   FILE.material; needs no register
  step EXHIBIT --matter ID --author PARTY --key KEYFILE … --out FILE --action WHAT --person WHO
       --how TEXT --reason TEXT [--tool TEXT] [--before FILE] [--exhibit SHA256] [--stamp FILE]
                                   the same for a step in an exhibit's chain of custody
  sign FILE --key KEYFILE          add a signature to such a file
  draft … --out FILE               as sign, without a signature; others sign the file
  challenge FILE                   what a phone or a security key must answer to release the file
  sign FILE --webauthn PUBLICKEY --assertion FILE
                                   add its answer: a browser's PublicKeyCredential in JSON
  submit FILE [--claim NAME …]     give a signed entry its place; prints the receipt
  submit FILE --to URL             the same by a server's address, with the material that it lacks
  erase INDEX --name NAME … --order TEXT --author PARTY --key KEYFILE
                                   erase personal data on order; the erasure is an entry
  publish                          sign a head over all entries; run it at fixed intervals
  cosign --witness KEY@URL … [--threshold N]
                                   ask witnesses to cosign the published head
  serve --database ADDRESS --listen ADDRESS:PORT [--once TYPE …]
                                   take signed entries by HTTP, as one of many servers over one
                                   database; --once adds to what the first entry says
To read and check
  get INDEX [--material FOLDER [--identity FILE]]
                                   an entry as it was signed; its material into a folder, what is
                                   sealed to the identity opened
  log [--matter ID] [--from INDEX] [--count N]
  verify                           every signature and every authority, from the first entry
  audit                            every hash, of the records and of the published tiles
  custody SHA256 --matter ID [--within SECONDS]
                                   an exhibit's chain of custody, and what is wrong with it
  rehash                           hash all material anew; run it at fixed intervals
  export INDEX … --out FILE [--known SIZE …] [--with-material yes]
                                   a bundle for comity verify
  proof INDEX                      that the published head includes the entry (C2SP tlog-proof)
To keep
  backup DIR · restore DIR         restoring an old copy is noticed, and nothing is signed then
)";

namespace {

constexpr std::string_view kOptions[] = {
    "action",        "assertion", "attach",   "author",        "before",
    "claim",         "corrects",  "count",    "database",      "dir",
    "heads",         "erasable",  "exhibit",  "fields",        "from",
    "how",           "identity",  "interval", "key",           "known",
    "listen",        "lock",      "material", "matter",        "name",
    "once",          "order",     "origin",   "out",           "padding",
    "person",        "reason",    "register", "relying-party", "relying-party-origin",
    "root",          "seal",      "signer",   "stamp",         "threshold",
    "time",          "to",        "tool",     "type",          "webauthn",
    "with-material", "withdraws", "within",   "witness"};

using Action = Result<void> (*)(const RegisterContext&);
using Named = std::pair<std::string_view, Action>;
constexpr Named kActions[] = {{"audit", audit_register},
                              {"backup", back_up},
                              {"challenge", show_challenge},
                              {"cosign", cosign_head},
                              {"custody", show_custody},
                              {"draft", draft_entry},
                              {"erase", erase_values},
                              {"export", export_bundle},
                              {"get", show_entry},
                              {"init", begin_register},
                              {"key", make_key},
                              {"log", list_entries},
                              {"proof", print_proof},
                              {"propose", propose_register},
                              {"publish", publish_head},
                              {"rehash", rehash_material},
                              {"restore", restore_copy},
                              {"serve", serve_register},
                              {"sign", sign_entry},
                              {"step", sign_step},
                              {"submit", submit_entry},
                              {"verify", verify_register}};

}  // namespace

Result<std::string> RegisterContext::word(std::size_t i, std::string_view what) const {
  if (options.rest().size() > i) return options.rest()[i];
  return fail(Errc::invalid_input, std::string(what) + " is missing");
}

void RegisterContext::warn_of_place() const {
  if (!place.head_lies_with_records()) return;
  const std::string line =
      "warning: the last signed head lies in " + place.lock_directory() +
      ", with the records: if " + place.directory +
      " comes back as a whole from an old snapshot, the register signs a second history and "
      "nothing notices; move " +
      place.lock_directory() + " to another disk and name it with --lock in every command\n";
  std::fputs(line.c_str(), out.errors);
}

Result<std::pair<std::string, std::string>> pair_of(const std::string& word) {
  const auto equals = word.find('=');
  if (equals == word.npos || equals == 0) {
    return fail(Errc::invalid_input, "`" + word + "` should be NAME=VALUE");
  }
  return std::pair(word.substr(0, equals), word.substr(equals + 1));
}

std::string material_of(const std::string& path) { return path + ".material"; }

int run_register(std::span<const std::string> arguments, Env& env, const Output& out) {
  const bool asked = !arguments.empty() && arguments[0] == "help";
  if (asked || asks_for_help(arguments)) return out.help(kRegisterHelp);
  const auto action =
      arguments.empty() ? std::end(kActions)
                        : std::find_if(std::begin(kActions), std::end(kActions),
                                       [&](const auto& row) { return row.first == arguments[0]; });
  if (action == std::end(kActions)) return out.usage(kRegisterHelp);
  const auto options = Options::parse(arguments.subspan(1), kOptions);
  if (!options) return out.fail(options.error());
  const RegisterContext context{env,
                                out,
                                *options,
                                {options->get("dir", "register"), options->get("lock"),
                                 options->get("database"), options->get("heads")}};
  const auto done = action->second(context);
  return done ? 0 : out.fail(done.error());
}

}  // namespace comity::app
