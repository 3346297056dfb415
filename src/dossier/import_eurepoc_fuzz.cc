#include "dossier/import_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr const char* kTable =
      "field,value,becomes,says,reason\n"
      "ID,*,used,,r\n"
      "receiver_country,*,used,,r\n"
      "receiver_country,Unknown,not seen,,r\n"
      "attribution_basis,*,speaker,<Attributing State> or <Attributing Actor> or somebody,r\n"
      "attributing_country,*,used,,r\n"
      "attributing_actor,*,used,,r\n"
      "attributed_initiator,*,asserted,<Initiator> carried out <Act>,r\n"
      "incident_type,*,asserted,<Act> reached <Receiver State>,r\n"
      "incident_type,none,denied,<Act> reached <Receiver State>,r\n";
  return comity::dossier::fuzz_importer(0, kTable, data, size);
}
