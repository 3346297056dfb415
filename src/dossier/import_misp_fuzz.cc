#include "dossier/import_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr const char* kTable =
      "field,value,becomes,says,reason\n"
      "value,*,asserted,<Initiator> carried out <Act>,r\n"
      "meta.cfr-suspected-victims,*,used,,r\n"
      "meta.cfr-suspected-state-sponsor,*,speaker,the tracker,r\n"
      "meta.cfr-type-of-incident,*,asserted,<Act> reached <Receiver State>,r\n"
      "meta.country,*,used,,r\n";
  return comity::dossier::fuzz_importer(2, kTable, data, size);
}
