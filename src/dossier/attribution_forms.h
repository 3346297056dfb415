// The entries of an attribution file and the lines under them, in the order in which they are read:
// each speaks only of what stands above it here. Inside the room only.
#pragma once

#include <array>

#include "language/records.h"

namespace comity::dossier {

using language::RecordForm;
using language::RecordKey;

inline constexpr std::array<RecordKey, 5> kAttributionKeys{
    {{"opened"}, {"meeting"}, {"case"}, {"questions"}, {"named"}}};
inline constexpr std::array<RecordKey, 6> kMandateKeys{{{"given by"},
                                                        {"given to"},
                                                        {"scope"},
                                                        {"standard", true},
                                                        {"deadline"},
                                                        {"may not decide", true}}};
inline constexpr std::array<RecordKey, 4> kReviewerKeys{
    {{"organisation"}, {"State"}, {"interests"}, {"recused"}}};
inline constexpr std::array<RecordKey, 10> kExhibitKeys{{{"received"},
                                                         {"collected"},
                                                         {"method"},
                                                         {"sha256"},
                                                         {"source"},
                                                         {"reliability"},
                                                         {"credibility"},
                                                         {"access"},
                                                         {"gist"},
                                                         {"pivotal"}}};
inline constexpr std::array<RecordKey, 5> kAnalysisKeys{
    {{"of"}, {"by"}, {"on"}, {"result"}, {"finds"}}};
inline constexpr std::array<RecordKey, 1> kMatrixKeys{{{"columns"}}};
inline constexpr std::array<RecordKey, 13> kJudgementKeys{{{"about"},
                                                           {"says", true},
                                                           {"confidence"},
                                                           {"rests on"},
                                                           {"meets the standard"},
                                                           {"open part alone meets the standard"},
                                                           {"assumption", true},
                                                           {"gap", true},
                                                           {"would change our mind", true},
                                                           {"for"},
                                                           {"against"},
                                                           {"abstaining"},
                                                           {"adopted"}}};
inline constexpr std::array<RecordKey, 3> kDissentKeys{{{"from"}, {"says", true}, {"withdrawn"}}};
inline constexpr std::array<RecordKey, 4> kReplyKeys{
    {{"asked"}, {"until"}, {"received"}, {"says"}}};
inline constexpr std::array<RecordKey, 3> kDecisionKeys{{{"by"}, {"office"}, {"says"}}};

inline constexpr std::array<RecordForm, 12> kAttributionForms{
    {{"attribution", RecordForm::Head::title, kAttributionKeys},
     {"mandate", RecordForm::Head::nothing, kMandateKeys},
     {"reviewer", RecordForm::Head::id_and_title, kReviewerKeys},
     {"cluster", RecordForm::Head::title, {}},
     {"exhibit", RecordForm::Head::id_and_title, kExhibitKeys},
     {"hypothesis", RecordForm::Head::id_and_title, {}},
     {"analysis", RecordForm::Head::id_and_title, kAnalysisKeys},
     {"matrix of", RecordForm::Head::words, kMatrixKeys, true},
     {"judgement", RecordForm::Head::id_and_title, kJudgementKeys},
     {"dissent of", RecordForm::Head::words, kDissentKeys},
     {"reply of", RecordForm::Head::words, kReplyKeys},
     {"decision of", RecordForm::Head::words, kDecisionKeys}}};

}  // namespace comity::dossier
