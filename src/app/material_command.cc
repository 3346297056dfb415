#include "app/material_command.h"

#include <algorithm>

#include "app/options.h"
#include "app/register_files.h"
#include "base/hash.h"
#include "register/age.h"
#include "register/detached.h"
#include "register/time_stamp.h"

namespace comity::app {

using namespace registry;  // NOLINT: this file is a list of that room's operations

namespace {

constexpr std::string_view kMaterialHelp = R"(comity material ACTION

  identity FILE                       make a key to read sealed files; prints its public half
  seal FILE --to RECIPIENT … --out FILE
                                      encrypt to readers, in the age format
  open FILE --identity FILE --out FILE
                                      decrypt what was sealed
  publickey KEYFILE --form ssh|minisign
                                      a signing key's public half, as those tools read it
  sign FILE --key KEYFILE --form ssh|minisign --out FILE [--purpose NAME]
                                      a signature that ssh-keygen -Y or minisign verifies
  check FILE --signature FILE --public FILE [--purpose NAME]
                                      verify one made by them, or here
  digest FILE                         SHA-256, as entries and time stamps name a file
  stamp FILE --out FILE               a request to a time-stamping authority (RFC 3161)
  stamped FILE --answer FILE --roots FILE [--request FILE]
                                      verify its answer
)";

constexpr std::string_view kOptions[] = {"answer", "form",      "identity", "key",
                                         "out",    "public",    "purpose",  "request",
                                         "roots",  "signature", "to"};

struct Context {
  Env& env;
  const Output& out;
  const Options& options;

  Result<std::string> file() const {
    if (options.rest().empty()) return fail(Errc::invalid_input, "the file is missing");
    return read_file(env.disk, options.rest()[0]);
  }
  Result<std::string> file_of(std::string_view option) const {
    COMITY_TRY(const std::string path, options.required(option));
    return read_file(env.disk, path);
  }
  Result<void> write(std::string_view content) const {
    COMITY_TRY(const std::string path, options.required("out"));
    return write_file(env.disk, path, content);
  }
  std::string purpose() const { return options.get("purpose", "comity"); }
};

Result<DetachedForm> form_of(const Options& options) {
  COMITY_TRY(const std::string form, options.required("form"));
  if (form == "ssh") return DetachedForm::ssh;
  if (form == "minisign") return DetachedForm::minisign;
  return fail(Errc::invalid_input, "`--form` is ssh or minisign");
}

Result<void> make_identity(const Context& context) {
  if (context.options.rest().empty()) return fail(Errc::invalid_input, "the file is missing");
  const std::string& path = context.options.rest()[0];
  COMITY_TRY(const bool present, context.env.disk.exists(path));
  if (present) return fail(Errc::conflict, path + " exists: a key is never overwritten");
  const AgeIdentity identity = AgeIdentity::generate(context.env.random);
  context.out.print(identity.recipient().text() + "\n");
  return write_file(context.env.disk, path, identity.text() + "\n", Disk::Mode::create_private);
}

Result<void> seal(const Context& context) {
  std::vector<AgeRecipient> readers;
  for (const auto& text : context.options.all("to")) {
    COMITY_TRY(const AgeRecipient reader, AgeRecipient::parse(text));
    readers.push_back(reader);
  }
  COMITY_TRY(const std::string content, context.file());
  COMITY_TRY(const std::string sealed, age_encrypt(content, readers, context.env.random));
  return context.write(sealed);
}

Result<void> open_sealed(const Context& context) {
  COMITY_TRY(const std::string text, context.file_of("identity"));
  COMITY_TRY(const AgeIdentity identity,
             AgeIdentity::parse(std::string_view(text).substr(0, text.find('\n'))));
  COMITY_TRY(const std::string sealed, context.file());
  COMITY_TRY(const std::string content, age_decrypt(sealed, {&identity, 1}));
  return context.write(content);
}

Result<void> show_public_key(const Context& context) {
  COMITY_TRY(const DetachedForm form, form_of(context.options));
  if (context.options.rest().empty()) return fail(Errc::invalid_input, "the file is missing");
  COMITY_TRY(const SigningKey key, read_key(context.env.disk, context.options.rest()[0]));
  context.out.print(detached_key(form, key.public_key()));
  return {};
}

Result<void> sign(const Context& context) {
  COMITY_TRY(const DetachedForm form, form_of(context.options));
  COMITY_TRY(const std::string path, context.options.required("key"));
  COMITY_TRY(const SigningKey key, read_key(context.env.disk, path));
  COMITY_TRY(const std::string content, context.file());
  return context.write(sign_detached(form, key, content, context.purpose()));
}

Result<void> check(const Context& context) {
  COMITY_TRY(const std::string key_text, context.file_of("public"));
  COMITY_TRY(const PublicKey key, parse_detached_key(key_text));
  COMITY_TRY(const std::string signature, context.file_of("signature"));
  COMITY_TRY(const std::string content, context.file());
  COMITY_CHECK(verify_detached(key, content, signature, context.purpose()));
  context.out.print("The file is signed by " + key.text() + ".\n");
  return {};
}

Result<void> digest(const Context& context) {
  COMITY_TRY(const std::string content, context.file());
  context.out.print(sha256_hex(content) + "\n");
  return {};
}

Result<void> stamp(const Context& context) {
  COMITY_TRY(const std::string content, context.file());
  return context.write(time_stamp_request(sha256(content), context.env.random));
}

Result<void> stamped(const Context& context) {
  COMITY_TRY(const std::string answer, context.file_of("answer"));
  COMITY_TRY(const std::string roots, context.file_of("roots"));
  COMITY_TRY(const std::string content, context.file());
  COMITY_TRY(const TimeStamp stamp, verify_time_stamp(answer, sha256(content), roots));
  if (!context.options.get("request").empty()) {
    COMITY_TRY(const std::string request, context.file_of("request"));
    COMITY_CHECK(check_time_stamp_nonce(answer, request));
  }
  context.out.print("The authority saw this file by " + stamp.time.rfc3339() + " (number " +
                    stamp.serial + ", policy " + stamp.policy + ").\n");
  return {};
}

using Action = Result<void> (*)(const Context&);
constexpr std::pair<std::string_view, Action> kActions[] = {{"check", check},
                                                            {"digest", digest},
                                                            {"identity", make_identity},
                                                            {"open", open_sealed},
                                                            {"publickey", show_public_key},
                                                            {"seal", seal},
                                                            {"sign", sign},
                                                            {"stamp", stamp},
                                                            {"stamped", stamped}};

}  // namespace

int run_material(std::span<const std::string> arguments, Env& env, const Output& out) {
  const bool asked = !arguments.empty() && arguments[0] == "help";
  if (asked || asks_for_help(arguments)) return out.help(kMaterialHelp);
  const auto* const action =
      arguments.empty() ? std::end(kActions)
                        : std::find_if(std::begin(kActions), std::end(kActions),
                                       [&](const auto& row) { return row.first == arguments[0]; });
  if (action == std::end(kActions)) return out.usage(kMaterialHelp);
  const auto options = Options::parse(arguments.subspan(1), kOptions);
  if (!options) return out.fail(options.error());
  const auto done = action->second({env, out, *options});
  return done ? 0 : out.fail(done.error());
}

}  // namespace comity::app
