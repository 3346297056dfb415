#include "dossier/import_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr const char* kTable =
      "field,value,becomes,says,reason\n"
      "campaign.confidence,0..100,grade,probable,r\n"
      "attributed-to.*,*,asserted,<Initiator> carried out <Act>,r\n"
      "subject.*,*,asserted,<Initiator> carried out <Act>,r\n"
      "targets.location,*,used,,r\n"
      "uses.*,*,asserted,<Act> reached <Receiver State>,r\n";
  return comity::dossier::fuzz_importer(1, kTable, data, size);
}
