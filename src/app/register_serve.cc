// A server of a register in a database: one of as many as are wanted.
#include "app/ending.h"
#include "app/register_context.h"
#include "app/register_http.h"
#include "base/hash.h"
#include "register/hand_over.h"
#include "register/material_intake.h"
#include "register/server.h"

namespace comity::app {

using namespace registry;  // NOLINT: this file is a list of that room's operations

namespace {

HttpAnswer refusal(const Error& error) {
  return {status_of(error), "text/plain", error.message() + "\n"};
}

// What a client of one server may ask of it.
class EntryDesk {
 public:
  EntryDesk(Server& server, BlobStore& store, std::vector<std::string> once)
      : server_(server), material_(store), once_(std::move(once)) {}

  HttpAnswer answer(const HttpRequest& request) {
    if (request.method == "POST" && request.path == "/submit") {
      return or_refusal(submit(request.body));
    }
    if (request.method == "POST" && request.path.starts_with(kMaterialPath)) {
      return or_refusal(take_material(request.path.substr(kMaterialPath.size()), request.body));
    }
    return {404, "text/plain", "there is nothing here\n"};
  }

 private:
  static HttpAnswer or_refusal(Result<HttpAnswer> answer) {
    return answer ? std::move(*answer) : refusal(answer.error());
  }

  Result<HttpAnswer> submit(std::string_view body) {
    COMITY_TRY(Submission submission, parse_hand_over(body));
    COMITY_TRY(const Envelope envelope, Envelope::parse(submission.envelope));
    COMITY_TRY(const Entry entry, Entry::parse(envelope.payload));
    if (const auto missing = material_.missing(entry); !missing.empty()) {
      COMITY_CHECK(server_.admit(submission));  // only who may sign may bring what it names
      material_.expect(missing);
      return HttpAnswer{kMaterialFirst, "text/plain", lines_of(missing)};
    }
    submission.claims = claims_of(entry, once_);
    COMITY_TRY(const Placement placed, server_.submit(submission));
    return HttpAnswer{200, "text/plain",
                      "index " + std::to_string(placed.index) + "\n" + placed.receipt};
  }

  Result<HttpAnswer> take_material(std::string_view digest, std::string_view content) {
    COMITY_TRY(const Hash wanted, hash_from_hex(digest));
    COMITY_CHECK(material_.take(wanted, content));
    return HttpAnswer{200, "text/plain", "kept\n"};
  }

  static std::string lines_of(const std::vector<std::pair<std::string, Hash>>& missing) {
    std::string lines;
    for (const auto& [name, digest] : missing) lines += to_hex(view(digest)) + " " + name + "\n";
    return lines;
  }

  Server& server_;
  MaterialIntake material_;
  std::vector<std::string> once_;  // types that stand once here, besides those of the terms
};

}  // namespace

Result<void> serve_register(const RegisterContext& context) {
  COMITY_TRY(const std::string address, context.options.required("listen"));
  if (context.place.database.empty()) {
    return fail(Errc::invalid_input, "servers share a database: `--database` is missing");
  }
  COMITY_TRY(const SigningKey key, read_key(context.env.disk, context.place.key_path()));
  hold_signals();
  ServerOptions options;
  options.database = context.place.database;
  options.heads = context.place.heads;
  options.directory = context.place.directory;
  COMITY_TRY(const auto server, Server::start(context.env, options, key));
  BlobFiles material(context.env.disk, context.place.blobs_path());
  EntryDesk desk(*server, material, context.options.all("once"));
  COMITY_TRY(const auto http, HttpServer::start(address, [&](const HttpRequest& request) {
               return desk.answer(request);
             }));
  context.print("listening on port " + std::to_string(http->port()));
  std::fflush(context.out.text);
  told_to_end();
  return {};
}

}  // namespace comity::app
