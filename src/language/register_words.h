// Things of register law in words, as a reader of the norms knows them.
#pragma once

#include <string>

#include "language/law.h"

namespace comity::language {

// The sentence that the head speaks of in one of its forms, with its own holes: "<State> can send
// <Message>".
std::string wording(const Law& law, const procedure::Head& head, Modality modality);

// "the urgency of <Message>", "the likeness of <Text> and <Text>".
std::string field_words(const Law& law, const procedure::Field& field);

// "text", "one of flash, routine", "list of State".
std::string type_of(const Law& law, const procedure::Field& field);
// "flash, routine"
std::string values_of(const Law& law, const procedure::Field& field);

// "5 working days", or the field that holds the period: "the step of <Message>".
std::string period_words(const Law& law, const procedure::Expr& length);

// A premise as it is written, without its notes, one space between words.
std::string premise_words(const Law& law, const procedure::Goal& goal);

}  // namespace comity::language
