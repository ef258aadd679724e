#include "core/ops/attention.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/gemm.hpp"
#include "core/kernels/vector_math.hpp"

namespace downhill {
namespace {

/// Where the head of a sample lies.
struct Head {
  Index q, k, v, y, probabilities;
};

template <class Visit>
void visit_heads(const Attention& a, Visit visit) {
  for (Index n = 0; n < a.samples; ++n)
    for (Index h = 0; h < a.heads; ++h)
      visit(n, Head{n * a.queries * a.q_stride + h * a.width, n * a.keys * a.k_stride + h * a.width,
                    n * a.keys * a.v_stride + h * a.value_width, n * a.queries * a.y_stride + h * a.value_width,
                    (n * a.heads + h) * a.queries * a.keys});
}

/// out [columns, rows] = the transpose of in [rows, columns], whose rows are `stride` apart.
void transpose_rows(const Real* in, Index rows, Index columns, Index stride, Real* out) {
  for (Index r = 0; r < rows; ++r)
    for (Index c = 0; c < columns; ++c) out[c * rows + r] = in[r * stride + c];
}

/// One row of scores becomes probabilities; hidden keys get none.
void softmax_row(const Attention& a, const Real* mask, Index query, Real* row) {
  Real largest = -std::numeric_limits<Real>::infinity();
  const Index visible = a.causal ? std::min(query + 1, a.keys) : a.keys;
  const auto hidden = [mask](Index j) { return mask != nullptr && !(mask[j] > Real(0.5)); };
  Index seen = 0;
  for (Index j = 0; j < visible; ++j)
    if (!hidden(j)) {
      largest = row[j] <= largest ? largest : row[j];
      ++seen;
    }
  if (seen == 0) {
    std::fill_n(row, a.keys, Real(0));
    return;
  }
  vector_exp_shifted(row, largest, row, visible);
  std::fill_n(row + visible, a.keys - visible, Real(0));
  Real sum = 0;
  for (Index j = 0; j < visible; ++j) {
    if (hidden(j)) row[j] = 0;
    sum += row[j];
  }
  const Real share = 1 / sum;
  for (Index j = 0; j < visible; ++j) row[j] *= share;
}

}  // namespace

std::int64_t attention_scratch(const Attention& a) {
  // Probabilities; their gradients for one head; k or v transposed.
  const std::int64_t queries = a.queries, keys = a.keys;
  return (static_cast<std::int64_t>(a.samples) * a.heads + 1) * queries * keys +
         std::max(a.width, a.value_width) * keys;
}

void attention_forward(const Attention& a, const Real* q, const Real* k, const Real* v, Real* scratch, Real* y) {
  Real* turned = scratch + (a.samples * a.heads + 1) * a.queries * a.keys;
  visit_heads(a, [&](Index n, const Head& head) {
    Real* p = scratch + head.probabilities;
    transpose_rows(k + head.k, a.keys, a.width, a.k_stride, turned);
    gemm(a.queries, a.keys, a.width, {q + head.q, a.q_stride, 1}, turned, a.keys, p, a.keys, false);
    for (Index i = 0; i < a.queries * a.keys; ++i) p[i] *= a.scale;
    for (Index i = 0; i < a.queries; ++i) softmax_row(a, a.mask ? a.mask + n * a.keys : nullptr, i, p + i * a.keys);
    gemm(a.queries, a.value_width, a.keys, {p, a.keys, 1}, v + head.v, a.v_stride, y + head.y, a.y_stride, false);
  });
}

void attention_backward(const Attention& a, const Real* q, const Real* k, const Real* v, Real* scratch, const Real* dy,
                        Real* dq, Real* dk, Real* dv) {
  Real* ds = scratch + a.samples * a.heads * a.queries * a.keys;
  Real* turned = ds + a.queries * a.keys;
  visit_heads(a, [&](Index, const Head& head) {
    const Real* p = scratch + head.probabilities;
    // y = p v:  dp = dy v^T,  dv = p^T dy
    transpose_rows(v + head.v, a.keys, a.value_width, a.v_stride, turned);
    gemm(a.queries, a.keys, a.value_width, {dy + head.y, a.y_stride, 1}, turned, a.keys, ds, a.keys, false);
    gemm(a.keys, a.value_width, a.queries, {p, 1, a.keys}, dy + head.y, a.y_stride, dv + head.v, a.v_stride, false);
    // p = softmax(s):  ds = p (dp - sum of p dp over the row);  s = scale q k^T
    for (Index i = 0; i < a.queries; ++i) {
      Real* row = ds + i * a.keys;
      const Real* share = p + i * a.keys;
      Real sum = 0;
      for (Index j = 0; j < a.keys; ++j) sum += share[j] * row[j];
      for (Index j = 0; j < a.keys; ++j) row[j] = a.scale * share[j] * (row[j] - sum);
    }
    gemm(a.queries, a.width, a.keys, {ds, a.keys, 1}, k + head.k, a.k_stride, dq + head.q, a.q_stride, false);
    gemm(a.keys, a.width, a.queries, {ds, 1, a.keys}, q + head.q, a.q_stride, dk + head.k, a.k_stride, false);
  });
}

Status check_mask(const Shape& mask, const Shape& keys) {
  if (mask == Shape{keys[0], keys[1]}) return Nothing{};
  return make_error("", {"needs a padding mask [{}], got [{}]", "填充掩码的形状应为 [{}]，得到 [{}]"},
                    {to_string(Shape{keys[0], keys[1]}), to_string(mask)});
}

}  // namespace downhill
