#include "app/options.h"
#include "app/register_command.h"
#include "register/bundle.h"

namespace comity::app {

const std::string_view kVerifyHelp =
    R"(comity verify BUNDLE [--log KEY] [--root KEY …] [--head FILE]
              [--witness KEY … [--threshold N] [--max-age SECONDS]]

Checks a bundle offline, without an account: signatures, keys at that time, inclusion, consistency
with a head that you kept, witnesses. What you do not give is not proved, and the report says so.
)";

namespace {

constexpr std::string_view kOptions[] = {"head", "log", "max-age", "root", "threshold", "witness"};

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
  if (options.all("witness").empty()) return trust;
  registry::WitnessPolicy policy;
  for (const auto& text : options.all("witness")) {
    COMITY_TRY(auto key, registry::NoteKey::parse(text));
    policy.witnesses.push_back(std::move(key));
  }
  COMITY_TRY(const std::uint64_t threshold, options.number("threshold", 1));
  policy.threshold = static_cast<int>(std::min<std::uint64_t>(threshold, 1000));
  if (!options.all("max-age").empty()) {
    COMITY_TRY(const std::uint64_t age, options.number("max-age", 0));
    policy.max_age = std::chrono::seconds(age);
  }
  trust.witnesses = std::move(policy);
  return trust;
}

Result<registry::BundleReport> verify(std::span<const std::string> arguments, Env& env) {
  COMITY_TRY(const Options options, Options::parse(arguments, kOptions));
  if (options.rest().size() != 1) return fail(Errc::invalid_input, "one bundle is expected");
  COMITY_TRY(const registry::Trust trust, read_trust(options, env));
  COMITY_TRY(const std::string bundle, read_file(env.disk, options.rest()[0]));
  return registry::verify_bundle(bundle, trust);
}

}  // namespace

int run_verify(std::span<const std::string> arguments, Env& env, const Output& out) {
  const auto report = verify(arguments, env);
  if (!report) {
    std::fprintf(out.errors, "error: %s\n", report.error().message().c_str());
    return exit_status(report.error().code());
  }
  std::fputs(report->render().c_str(), out.text);
  return report->sound() ? 0 : exit_status(Errc::corrupt);
}

}  // namespace comity::app
