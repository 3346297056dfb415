#include "register/time_stamp.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>

#include <memory>

#include "base/hash.h"

namespace comity::registry {

namespace {

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
template <class T, auto Free>
using Owned = std::unique_ptr<T, Freer<Free>>;

using Request = Owned<TS_REQ, TS_REQ_free>;
using Response = Owned<TS_RESP, TS_RESP_free>;
using Verification = Owned<TS_VERIFY_CTX, TS_VERIFY_CTX_free>;
using Memory = Owned<BIO, BIO_free>;
using Certificate = Owned<X509, X509_free>;

tl::unexpected<Error> refused(Errc code, const std::string& what) {
  const unsigned long reason = ERR_peek_last_error();
  const char* const words = reason == 0 ? nullptr : ERR_reason_error_string(reason);
  ERR_clear_error();
  return fail(code, words == nullptr ? what : what + ": " + words);
}

Result<Response> read_response(std::string_view der) {
  const std::uint8_t* at = octets(der);
  Response response(d2i_TS_RESP(nullptr, &at, static_cast<long>(der.size())));
  if (!response) return refused(Errc::invalid_input, "not an answer of a time-stamping authority");
  const TS_STATUS_INFO* const status = TS_RESP_get_status_info(response.get());
  const ASN1_INTEGER* const granted = TS_STATUS_INFO_get0_status(status);
  if (ASN1_INTEGER_get(granted) > TS_STATUS_GRANTED_WITH_MODS ||
      TS_RESP_get_tst_info(response.get()) == nullptr) {
    return fail(Errc::denied, "the time-stamping authority refused");
  }
  return response;
}

// "20310302120000Z", perhaps with a fraction of a second, which is dropped.
Result<Instant> instant_of(const ASN1_GENERALIZEDTIME* time) {
  const std::string raw(reinterpret_cast<const char*>(ASN1_STRING_get0_data(time)),
                        static_cast<std::size_t>(ASN1_STRING_length(time)));
  if (raw.size() < 15 || raw.back() != 'Z') {
    return fail(Errc::invalid_input, "a time stamp without a readable time");
  }
  return Instant::parse(raw.substr(0, 4) + "-" + raw.substr(4, 2) + "-" + raw.substr(6, 2) + "T" +
                        raw.substr(8, 2) + ":" + raw.substr(10, 2) + ":" + raw.substr(12, 2) + "Z");
}

std::string hex_of(const ASN1_INTEGER* number) {
  const Owned<BIGNUM, BN_free> value(ASN1_INTEGER_to_BN(number, nullptr));
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(value.get())), '\0');
  BN_bn2bin(value.get(), octets(bytes));
  return to_hex(bytes);
}

std::string dotted(const ASN1_OBJECT* object) {
  std::array<char, 128> text{};
  OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 1);
  return text.data();
}

// A store of the reader's roots that judges certificates as of `time`. The caller owns it.
Result<Owned<X509_STORE, X509_STORE_free>> store_of(std::string_view roots, Instant time) {
  Owned<X509_STORE, X509_STORE_free> store(X509_STORE_new());
  const Memory pem(BIO_new_mem_buf(roots.data(), static_cast<int>(roots.size())));
  int count = 0;
  while (true) {
    const Certificate one(PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr));
    if (!one) break;
    X509_STORE_add_cert(store.get(), one.get());
    ++count;
  }
  ERR_clear_error();
  if (count == 0) return fail(Errc::invalid_input, "no certificate is among the roots");
  X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()),
                             time.seconds().time_since_epoch().count());
  return store;
}

}  // namespace

std::string time_stamp_request(const Hash& digest, Random& random) {
  const Request request(TS_REQ_new());
  TS_REQ_set_version(request.get(), 1);
  const Owned<X509_ALGOR, X509_ALGOR_free> algorithm(X509_ALGOR_new());
  X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr);
  const Owned<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free> imprint(TS_MSG_IMPRINT_new());
  TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get());
  Hash copy = digest;
  TS_MSG_IMPRINT_set_msg(imprint.get(), copy.data(), static_cast<int>(copy.size()));
  TS_REQ_set_msg_imprint(request.get(), imprint.get());
  TS_REQ_set_cert_req(request.get(), 1);
  const Hash salt = random.hash();
  const Owned<BIGNUM, BN_free> number(BN_bin2bn(salt.data(), 16, nullptr));
  const Owned<ASN1_INTEGER, ASN1_INTEGER_free> nonce(BN_to_ASN1_INTEGER(number.get(), nullptr));
  TS_REQ_set_nonce(request.get(), nonce.get());
  std::string der(static_cast<std::size_t>(i2d_TS_REQ(request.get(), nullptr)), '\0');
  std::uint8_t* at = octets(der);
  i2d_TS_REQ(request.get(), &at);
  return der;
}

Result<TimeStamp> verify_time_stamp(std::string_view der, const Hash& digest,
                                    std::string_view roots) {
  COMITY_TRY(const Response response, read_response(der));
  TS_TST_INFO* const info = TS_RESP_get_tst_info(response.get());
  TimeStamp stamp;
  COMITY_TRY(stamp.time, instant_of(TS_TST_INFO_get_time(info)));
  COMITY_TRY(auto store, store_of(roots, stamp.time));
  const Verification context(TS_VERIFY_CTX_new());
  TS_VERIFY_CTX_set_flags(context.get(), TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_SIGNATURE);
  TS_VERIFY_CTX_set_store(context.get(), store.release());
  // The context frees the imprint with OpenSSL's own allocator.
  auto* const imprint = static_cast<std::uint8_t*>(OPENSSL_memdup(digest.data(), digest.size()));
  TS_VERIFY_CTX_set_imprint(context.get(), imprint, static_cast<long>(digest.size()));
  if (TS_RESP_verify_response(context.get(), response.get()) != 1) {
    return refused(Errc::denied, "the time stamp does not verify");
  }
  stamp.serial = hex_of(TS_TST_INFO_get_serial(info));
  stamp.policy = dotted(TS_TST_INFO_get_policy_id(info));
  return stamp;
}

Result<void> check_time_stamp_nonce(std::string_view der, std::string_view request_der) {
  COMITY_TRY(const Response response, read_response(der));
  const std::uint8_t* at = octets(request_der);
  const Request request(d2i_TS_REQ(nullptr, &at, static_cast<long>(request_der.size())));
  if (!request) return refused(Errc::invalid_input, "not a request for a time stamp");
  const ASN1_INTEGER* const asked = TS_REQ_get_nonce(request.get());
  const ASN1_INTEGER* const answered = TS_TST_INFO_get_nonce(TS_RESP_get_tst_info(response.get()));
  if (asked == nullptr || answered == nullptr || ASN1_INTEGER_cmp(asked, answered) != 0) {
    return fail(Errc::denied, "the time stamp answers another request");
  }
  return {};
}

}  // namespace comity::registry
