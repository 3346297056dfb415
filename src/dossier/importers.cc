#include "dossier/importers.h"

#include <array>

namespace comity::dossier {

std::span<const Importer> importers() {
  static constexpr std::array<Importer, 4> kAll{{
      {"eurepoc", "EuRepoC Global Database 1.1, CSV", import_eurepoc},
      {"stix", "STIX 2.1, a bundle", import_stix},
      {"misp", "MISP galaxy of threat actors", import_misp},
      {"veris", "VERIS incidents, JSON", import_veris},
  }};
  return kAll;
}

}  // namespace comity::dossier
