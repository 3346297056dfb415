#include "language/register_words.h"

#include "base/text.h"
#include "language/binder.h"

namespace comity::language {

using procedure::Field;
using procedure::FieldType;

std::string wording(const Law& law, const procedure::Head& head, Modality modality) {
  for (const LawPredicate& predicate : law.predicates) {
    if (predicate.base != head.predicate || predicate.modality != modality) continue;
    return plain(head.negated ? predicate.negative : predicate.positive, predicate.holes);
  }
  return "";
}

std::string field_words(const Law& law, const Field& field) {
  std::string out = "the " + field.name + " of <" + law.kinds[field.of.front()] + ">";
  return field.of.size() == 2 ? out + " and <" + law.kinds[field.of.back()] + ">" : out;
}

std::string values_of(const Law& law, const Field& field) {
  std::vector<std::string> words;
  for (const procedure::Value& value : field.words)
    words.push_back(law.procedure.words[static_cast<size_t>(value.data)]);
  return text::join(words, ", ");
}

std::string type_of(const Law& law, const Field& field) {
  switch (field.type) {
    case FieldType::text: return "text";
    case FieldType::number: return "number";
    case FieldType::time: return "time";
    case FieldType::period: return "period";
    case FieldType::yes_or_no: return "yes or no";
    case FieldType::word: return "one of " + values_of(law, field);
    case FieldType::individual: return law.kinds[*field.kind];
    case FieldType::list: return "list of " + law.kinds[*field.kind];
  }
  return "";
}

std::string period_words(const Law& law, const procedure::Expr& length) {
  if (length.kind == procedure::Expr::Kind::field)
    return field_words(law, law.procedure.fields[length.index]);
  return procedure::format(law.procedure.periods[static_cast<size_t>(length.value.data)]);
}

std::string premise_words(const Law& law, const procedure::Goal& goal) {
  const LawPremise& premise = law.register_premises[goal.text];
  std::string words = text::join(text::split_words(premise.file->text(premise.span)), " ");
  if (goal.kind == procedure::Goal::Kind::for_every) return "for every " + words;
  if (!words.ends_with(':')) return words;
  std::vector<std::string> parts;  // on lines of their own
  for (const procedure::Goal& part : goal.parts) parts.push_back(premise_words(law, part));
  return words + " " + text::join(parts, "; ");
}

}  // namespace comity::language
