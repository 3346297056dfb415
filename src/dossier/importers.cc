#include "dossier/importers.h"

#include <array>

namespace comity::dossier {

std::span<const Importer> importers() {
  static constexpr std::array<Importer, 5> kAll{{
      {"eurepoc", "EuRepoC Global Database 1.1, CSV", import_eurepoc},
      {"stix", "STIX 2.1, a bundle", import_stix},
      {"misp", "MISP galaxy of threat actors", import_misp},
      {"veris", "VERIS incidents, JSON", import_veris},
      {"experts", "published cases of experts, JSON lines", import_experts},
  }};
  return kAll;
}

}  // namespace comity::dossier
