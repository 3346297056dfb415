// A server of a register in a database: one of as many as are wanted.
#include <algorithm>

#include "app/ending.h"
#include "app/http.h"
#include "app/register_context.h"
#include "register/custody.h"
#include "register/hand_over.h"
#include "register/server.h"

namespace comity::app {

using namespace registry;  // NOLINT: this file is a list of that room's operations

namespace {

int status_of(const Error& error) {
  switch (error.code()) {
    case Errc::invalid_input: return 400;
    case Errc::denied: return 403;
    case Errc::not_found: return 404;
    case Errc::conflict: return 409;
    case Errc::limit: return 413;
    case Errc::unavailable: return 503;
    case Errc::corrupt:
    case Errc::io: return 500;
  }
  return 500;
}

// What the server was told of the norms: an entry of one of these types stands once in a matter.
std::vector<std::string> claims_of(const Entry& entry, const std::vector<std::string>& once) {
  if (std::find(once.begin(), once.end(), entry.type) == once.end()) return {};
  return {entry.type + " of " + entry.matter};
}

Result<Placement> submit_over_http(Server& server, BlobStore& material,
                                   const std::vector<std::string>& once, std::string_view body) {
  COMITY_TRY(Submission submission, parse_hand_over(body));
  COMITY_TRY(const Envelope envelope, Envelope::parse(submission.envelope));
  COMITY_TRY(const Entry entry, Entry::parse(envelope.payload));
  for (const auto& [name, digest] : material_named(entry)) {
    if (!material.get(digest)) {
      return fail(Errc::not_found, "the material of \"" + name + "\" is not here yet");
    }
  }
  submission.claims = claims_of(entry, once);
  return server.submit(submission);
}

HttpAnswer answer_to(const Result<Placement>& placed) {
  if (!placed) return {status_of(placed.error()), "text/plain", placed.error().message() + "\n"};
  return {200, "text/plain", "index " + std::to_string(placed->index) + "\n" + placed->receipt};
}

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
  const std::vector<std::string> once = context.options.all("once");
  COMITY_TRY(const auto http, HttpServer::start(address, [&](const HttpRequest& request) {
               if (request.method != "POST" || request.path != "/submit") {
                 return HttpAnswer{404, "text/plain", "there is nothing here\n"};
               }
               return answer_to(submit_over_http(*server, material, once, request.body));
             }));
  context.print("listening on port " + std::to_string(http->port()));
  std::fflush(context.out.text);
  told_to_end();
  return {};
}

}  // namespace comity::app
