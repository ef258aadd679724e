#include "core/losses/embedding.hpp"

namespace downhill {

Status check_embedding(const char* loss, std::uint32_t classes) {
  if (classes > 0) return Nothing{};
  return make_error("loss", {"{} needs data with classes, these have values", "{} 需要带类别的数据，当前数据是数值"},
                    {loss});
}

double squared_distance(const Real* a, const Real* b, Index width) {
  double sum = 0;
  for (Index d = 0; d < width; ++d) {
    const double difference = static_cast<double>(a[d]) - static_cast<double>(b[d]);
    sum += difference * difference;
  }
  return sum;
}

void pull_apart(const Real* a, const Real* b, Index width, double factor, Real* da, Real* db) {
  const Real f = static_cast<Real>(factor);
  for (Index d = 0; d < width; ++d) {
    const Real push = f * (a[d] - b[d]);
    da[d] += push;
    db[d] -= push;
  }
}

}  // namespace downhill
