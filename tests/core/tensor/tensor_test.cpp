#include <cstdint>

#include "core/tensor/arena.hpp"
#include "core/tensor/view.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

TEST_CASE("shape: counts, compares and prints") {
  const Shape shape = {3, 4, 5};
  CHECK(shape.rank() == 3);
  CHECK(shape.count() == 60);
  CHECK(shape.sample_count() == 20);
  CHECK(shape == Shape{3, 4, 5});
  CHECK(!(shape == Shape{3, 4}));
  CHECK(!(shape == Shape{3, 4, 6}));
  CHECK(to_string(shape) == "3x4x5");
  Shape changed = shape;
  changed.set(0, 7);
  CHECK(changed[0] == 7);
  CHECK(changed.count() == 140);
}

TEST_CASE("shape: rank 0 is one number, an empty axis is none") {
  CHECK(Shape{}.count() == 1);
  CHECK(Shape{}.rank() == 0);
  CHECK(to_string(Shape{}) == "");
  CHECK(Shape{0, 4}.count() == 0);
  CHECK(Shape{0, 4}.sample_count() == 4);
}

TEST_CASE("view: sees the numbers it was given") {
  Real numbers[6] = {1, 2, 3, 4, 5, 6};
  const View view{numbers, {2, 3}};
  CHECK(view.count() == 6);
  CHECK(view.span().size() == 6);
  CHECK(&view.span()[5] == &numbers[5]);
  CHECK(static_cast<bool>(view));
  CHECK(!static_cast<bool>(View{}));
}

TEST_CASE("arena: tensors are aligned, apart, and zero") {
  Arena arena;
  const std::int64_t counts[] = {1, 3, 16, 17, 64, 0, 5};
  std::size_t places[7];
  for (int i = 0; i < 7; ++i) places[i] = arena.reserve(counts[i]);
  REQUIRE(arena.commit());
  for (int i = 0; i < 7; ++i) {
    const View view = arena.view(places[i], {counts[i]});
    CHECK(reinterpret_cast<std::uintptr_t>(view.data) % Arena::kAlignment == 0);
    for (Real& number : view.span()) {
      CHECK(number == 0);
      number = static_cast<Real>(i + 1);
    }
  }
  for (int i = 0; i < 7; ++i)
    for (const Real number : arena.view(places[i], {counts[i]}).span()) CHECK(number == static_cast<Real>(i + 1));
  CHECK(arena.planned_bytes() >= (1 + 3 + 16 + 17 + 64 + 5) * sizeof(Real));
}

TEST_CASE("arena: a smaller second plan reuses the block and is zero again") {
  Arena arena;
  std::size_t place = arena.reserve(1000);
  REQUIRE(arena.commit());
  Real* const block = arena.view(place, {1000}).data;
  for (int i = 0; i < 1000; ++i) block[i] = 9;
  arena.clear();
  place = arena.reserve(500);
  REQUIRE(arena.commit());
  const View second = arena.view(place, {500});
  CHECK(second.data == block);
  for (const Real number : second.span()) CHECK(number == 0);
}
