// Competing hypotheses: order, ties, and what the order hangs on.
#include "dossier/hypotheses.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

namespace comity::dossier {
namespace {

using Places = std::vector<std::vector<size_t>>;

HypothesisMatrix matrix(std::vector<std::vector<std::optional<int>>> against,
                        std::vector<int> weights) {
  const size_t hypotheses = against.front().size();
  return {std::move(against), std::move(weights), hypotheses};
}

}  // namespace

TEST_CASE("the hypothesis with least against it stands first, and ties share a place") {
  const auto found = analyse(matrix({{0, 1, 1}, {0, 2, 2}}, {3, 1}));
  CHECK(found.order.scores == std::vector<int>{0, 5, 5});
  CHECK(found.order.places == Places{{0}, {1, 2}});
}

TEST_CASE("an exhibit that speaks alike against all is named, and moves nothing") {
  const auto found = analyse(matrix({{0, 1, 2}, {1, 1, 1}, {0, 0, 0}}, {2, 9, 9}));
  CHECK(found.silent == std::vector<size_t>{1, 2});
  CHECK(found.order.places == Places{{0}, {1}, {2}});
  for (const OrderWithout& without : found.hangs_on) CHECK(without.exhibit == 0);
}

TEST_CASE("leaving one exhibit out tells on which the order hangs") {
  // Without the first exhibit the second hypothesis would stand first.
  const auto found = analyse(matrix({{0, 2, 1}, {1, 0, 1}}, {3, 3}));
  CHECK(found.order.places == Places{{0}, {1, 2}});
  REQUIRE(found.hangs_on.size() == 2);
  CHECK(found.hangs_on[0].exhibit == 0);
  CHECK(found.hangs_on[0].other_first);
  CHECK(found.hangs_on[0].order.places == Places{{1}, {0, 2}});
  CHECK_FALSE(found.hangs_on[1].other_first);
}

TEST_CASE("where only the weights make the order, that is said") {
  const auto found = analyse(matrix({{1, 0, 0}, {0, 1, 0}}, {2, 8}));
  CHECK(found.order.places == Places{{2}, {0}, {1}});
  REQUIRE(found.unweighted);
  CHECK(found.unweighted->places == Places{{2}, {0, 1}});
  CHECK_FALSE(analyse(matrix({{1, 0, 0}, {0, 2, 0}}, {4, 4})).unweighted);
}

TEST_CASE("a cell that nobody filled counts for nothing, and is no agreement with a filled one") {
  const auto found = analyse(matrix({{std::nullopt, 1, 0}, {0, std::nullopt, 0}}, {1, 1}));
  CHECK(found.order.places == Places{{0, 2}, {1}});
  CHECK(found.silent.empty());
  // Nor does a row that is blank say that the exhibit fails to tell the hypotheses apart.
  CHECK(analyse(matrix({{std::nullopt, std::nullopt}, {0, 1}}, {1, 1})).silent.empty());
}

TEST_CASE("whatever the matrix: places hold each hypothesis once, and grow") {
  std::mt19937 random(203);
  for (int round = 0; round < 200; ++round) {
    const size_t exhibits = random() % 6, hypotheses = 3 + random() % 3;
    HypothesisMatrix made{.against = {}, .weights = {}, .hypotheses = hypotheses};
    for (size_t e = 0; e < exhibits; ++e) {
      auto& row = made.against.emplace_back();
      for (size_t h = 0; h < hypotheses; ++h) row.emplace_back(static_cast<int>(random() % 3));
      made.weights.push_back(static_cast<int>(random() % 10));
    }
    const auto found = analyse(made);
    size_t count = 0;
    int last = -1;
    for (const auto& place : found.order.places) {
      count += place.size();
      CHECK(found.order.scores[place.front()] > last);
      last = found.order.scores[place.front()];
      for (const size_t h : place) CHECK(found.order.scores[h] == last);
    }
    CHECK(count == hypotheses);
    // An exhibit that does not discriminate is never one on which the order hangs.
    for (const OrderWithout& without : found.hangs_on) {
      CHECK(std::find(found.silent.begin(), found.silent.end(), without.exhibit) ==
            found.silent.end());
    }
  }
}

}  // namespace comity::dossier
