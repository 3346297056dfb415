#include "dossier/import_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr const char* kTable =
      "field,value,becomes,says,reason\n"
      "victim.country,*,used,,r\n"
      "confidence,High,grade,probable,r\n"
      "actor.external.variety,*,open,<Initiator> carried out <Act>,r\n"
      "attribute.*,*,asserted,<Act> reached <Receiver State>,r\n"
      "action.*,*,kept,,r\n";
  return comity::dossier::fuzz_importer(3, kTable, data, size);
}
