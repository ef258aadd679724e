#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <set>
#include <string>

#include "core/data/datasets/registry.hpp"
#include "tests/core/support/test.hpp"

using namespace downhill;

namespace {

std::vector<Point> points_of(const char* name, double noise = 0, std::uint64_t seed = 1, int samples = 500) {
  const DatasetInfo* dataset = find_piece(all_datasets(), name);
  REQUIRE(dataset != nullptr);
  const double options[] = {static_cast<double>(samples), noise, 0.5};
  return sample_points(*dataset, options, seed);
}

int count_if(const std::vector<Point>& points, const std::function<bool(const Point&)>& what) {
  return static_cast<int>(std::count_if(points.begin(), points.end(), what));
}

bool same(const std::vector<Point>& a, const std::vector<Point>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Point& p, const Point& q) { return p.x == q.x && p.y == q.y && p.target == q.target; });
}

}  // namespace

TEST_CASE("datasets: the eight of the playground, with the asked number of points") {
  std::set<std::string> names;
  for (const DatasetInfo* dataset : point_datasets()) names.insert(dataset->info.name);
  for (const char* name : {"circle", "xor", "gauss", "spiral", "three_spirals", "moons", "plane", "gaussians"})
    CHECK(names.count(name));
  for (const DatasetInfo* dataset : point_datasets())
    for (const int samples : {10, 11, 300, 500, 10000})
      CHECK(points_of(dataset->info.name, 0.1, 3, samples).size() == static_cast<std::size_t>(samples));
}

TEST_CASE("datasets: classes are 0, 1, ... and balanced; all in the domain; in shuffled order") {
  for (const DatasetInfo* dataset : point_datasets()) {
    CAPTURE(dataset->info.name);
    const std::vector<Point> points = points_of(dataset->info.name);
    for (const Point& p : points) CHECK((std::abs(p.x) <= dataset->domain && std::abs(p.y) <= dataset->domain));
    for (std::uint32_t c = 0; c < dataset->classes; ++c) {
      CAPTURE(c);
      const int all = count_if(points, [&](const Point& p) { return p.target == c; });
      const std::vector<Point> half(points.begin(), points.begin() + 250);
      CHECK(std::abs(all - 500.0 / dataset->classes) <= (std::string(dataset->info.name) == "xor" ? 60 : 1));
      CHECK(std::abs(count_if(half, [&](const Point& p) { return p.target == c; }) - 250.0 / dataset->classes) < 40);
    }
    if (dataset->classes == 0)
      CHECK(count_if(points, [](const Point& p) { return std::abs(p.target) <= 1.2; }) == 500);
    else
      CHECK(count_if(points, [&](const Point& p) {
              return p.target < dataset->classes && p.target == std::floor(p.target) && p.target >= 0;
            }) == 500);
  }
}

TEST_CASE("datasets: a seed gives one set of points; noise moves something") {
  for (const DatasetInfo* dataset : point_datasets()) {
    const char* name = dataset->info.name;
    CAPTURE(name);
    CHECK(same(points_of(name, 0.2, 5), points_of(name, 0.2, 5)));
    CHECK(!same(points_of(name, 0.2, 5), points_of(name, 0.2, 6)));
    CHECK(!same(points_of(name, 0), points_of(name, 0.5)));
    for (const Point& p : points_of(name, 1))
      CHECK((std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.target)));
  }
}

TEST_CASE("datasets: the training share") {
  CHECK(train_count(500, 0.5) == 250);
  CHECK(train_count(500, 0.1) == 50);
  CHECK(train_count(10, 0.05) >= 1);
  CHECK(train_count(10, 0.0) == 1);
  CHECK(train_count(10, 1.0) == 9);
  CHECK(train_count(301, 0.9) == 271);
}

TEST_CASE("circle: a disc of radius 2.5 inside a ring from 3.5 to 5") {
  for (const Point& p : points_of("circle")) {
    const double r = std::hypot(p.x, p.y);
    CHECK((p.target == 1 ? r < 2.5 : (r >= 3.5 - 1e-9 && r <= 5 + 1e-9)));
  }
  // Noise changes labels, not places.
  const auto inside = [](const Point& p) { return std::hypot(p.x, p.y) < 2.5; };
  CHECK(count_if(points_of("circle", 0.5), inside) == 250);
  const int wrong = count_if(points_of("circle", 0.5), [&](const Point& p) { return inside(p) != (p.target == 1); });
  CHECK(wrong > 20);
  CHECK(wrong < 200);
}

TEST_CASE("xor: the sign of x y, with a gap of 0.3 along the axes") {
  for (const Point& p : points_of("xor")) {
    CHECK(p.target == (p.x * p.y >= 0 ? 1 : 0));
    CHECK(std::min(std::abs(p.x), std::abs(p.y)) >= 0.3);
    CHECK(std::max(std::abs(p.x), std::abs(p.y)) <= 5.3);
  }
}

TEST_CASE("gauss: clouds at (2, 2) and (-2, -2), variance 0.5 to 4") {
  for (const double noise : {0.0, 0.5}) {
    CAPTURE(noise);
    double mean[2] = {}, variance[2] = {};
    for (const Point& p : points_of("gauss", noise, 2, 10000)) {
      const double center = p.target == 1 ? 2 : -2;
      const int c = static_cast<int>(p.target);
      mean[c] += (p.x + p.y) / 10000;
      variance[c] += ((p.x - center) * (p.x - center) + (p.y - center) * (p.y - center)) / 10000;
    }
    CHECK(mean[1] == doctest::Approx(2).epsilon(0.03));
    CHECK(mean[0] == doctest::Approx(-2).epsilon(0.03));
    for (const double v : variance) CHECK(v == doctest::Approx(0.5 + 7 * noise).epsilon(0.05));
  }
}

TEST_CASE("spiral: two arms of 1.75 turns out to radius 5, half a turn apart") {
  for (const Point& p : points_of("spiral")) {
    const double r = std::hypot(p.x, p.y);
    CHECK(r < 5);
    const double angle = 1.75 * r / 5 * 2 * std::numbers::pi + (p.target == 1 ? 0 : std::numbers::pi);
    CHECK(p.x == doctest::Approx(r * std::sin(angle)).epsilon(1e-9));
    CHECK(p.y == doctest::Approx(r * std::cos(angle)).epsilon(1e-9));
  }
}

TEST_CASE("three spirals: the book's arms, 100 points a class") {
  const std::vector<Point> points = points_of("three_spirals", 0, 1, 300);
  double blur = 0;
  for (int c = 0; c < 3; ++c) CHECK(count_if(points, [&](const Point& p) { return p.target == c; }) == 100);
  for (const Point& p : points) {
    const double r = std::hypot(p.x, p.y);
    CHECK(r < 1);
    // The turn from where the arm would be without chance: normal, 0.2.
    const double off = std::remainder(std::atan2(p.x, p.y) - 4 * p.target - 4 * r, 2 * std::numbers::pi);
    if (r > 0) blur += off * off / 300;
  }
  CHECK(std::sqrt(blur) == doctest::Approx(0.2).epsilon(0.15));
}

TEST_CASE("moons: two half circles that reach into each other") {
  for (const Point& p : points_of("moons")) {
    const double x = p.x / 3 + 0.5, y = p.y / 3 + 0.25;
    const double r = p.target == 1 ? std::hypot(x, y) : std::hypot(x - 1, y - 0.5);
    CHECK(r == doctest::Approx(1).epsilon(1e-9));
    CHECK((p.target == 1 ? y >= -1e-9 : y <= 0.5 + 1e-9));
  }
}

TEST_CASE("plane: (x + y) / 10") {
  for (const Point& p : points_of("plane")) CHECK(p.target == doctest::Approx((p.x + p.y) / 10).epsilon(1e-12));
}

TEST_CASE("gaussians: six hills of alternating sign, radius 2") {
  const double centers[6][3] = {{-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}};
  for (const Point& p : points_of("gaussians")) {
    double expected = 0;
    for (const auto& c : centers) {
      const double value = c[2] * std::clamp(1 - std::hypot(p.x - c[0], p.y - c[1]) / 2, 0.0, 1.0);
      if (std::abs(value) > std::abs(expected)) expected = value;
    }
    CHECK(p.target == doctest::Approx(expected).epsilon(1e-12));
  }
}
