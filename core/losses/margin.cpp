#include "core/losses/margin.hpp"

namespace downhill {

double evaluate_margin(int power, double margin, const View& y, const View& t, const View& dy) {
  const Index samples = static_cast<Index>(y.shape[0]);
  const Index units = static_cast<Index>(y.shape.sample_count());
  const Real scale = Real(1) / static_cast<Real>(y.count());
  double sum = 0;
  for (Index n = 0; n < samples; ++n) {
    const Real* row = y.data + n * units;
    Real* drow = dy.data + n * units;
    const auto answer = static_cast<Index>(t.data[n]);
    Real pull = 0;  // what all wrong classes together do to the right one
    for (Index d = 0; d < units; ++d) {
      const Real gap = d == answer ? 0 : static_cast<Real>(margin) - row[answer] + row[d];
      if (gap <= 0) {  // written so that a NaN is kept
        drow[d] = 0;
        continue;
      }
      sum += static_cast<double>(power == 1 ? gap : gap * gap);
      drow[d] = power == 1 ? scale : 2 * scale * gap;
      pull += drow[d];
    }
    drow[answer] = -pull;
  }
  return sum * static_cast<double>(scale);
}

}  // namespace downhill
