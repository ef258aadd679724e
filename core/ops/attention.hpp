#pragma once
#include "core/ops/inputs.hpp"

/// The heart of scaled_dot_product_attention and multi_head_attention.
namespace downhill {

/// One call: N samples, `heads` heads that each see a part of the width. Rows of q, k, v and y are so many numbers
/// apart; head h begins h `width` (or `value_width`) behind the first number of a row.
struct Attention {
  Index samples, heads, queries, keys;
  Index width, value_width;  // of one head
  Index q_stride, k_stride, v_stride, y_stride;
  bool causal;  // query i sees no key behind i
  Real scale;
  const Real* mask;  // [N,keys], 0 hides a key; nullptr: none is hidden
};

/// Numbers that attention_forward keeps (the probabilities) and works on.
std::int64_t attention_scratch(const Attention& a);

/// y = softmax(scale q k^T) v. A query that sees no key gets zeros.
void attention_forward(const Attention& a, const Real* q, const Real* k, const Real* v, Real* scratch, Real* y);

/// dq, dk and dv, overwritten; those of hidden keys are zero. Uses what attention_forward left in scratch.
void attention_backward(const Attention& a, const Real* q, const Real* k, const Real* v, Real* scratch, const Real* dy,
                        Real* dq, Real* dk, Real* dv);

constexpr OptionSpec causal_option() {
  return {.name = "causal",
          .label = {"Causal", "因果"},
          .help = {"Whether a word sees only itself and the words before it.", "一个词是否只能看到自己和它前面的词。"},
          .kind = OptionKind::boolean,
          .maximum = 1,
          .slider_maximum = 1};
}

constexpr OptionSpec masked_option() {
  return {.name = "masked",
          .label = {"Padding mask", "填充掩码"},
          .help = {"Whether the last input tells which words are there (1) and which only fill the line (0).",
                   "最后一个输入是否标明哪些词存在（1），哪些只是补位（0）。"},
          .kind = OptionKind::boolean,
          .maximum = 1,
          .slider_maximum = 1};
}

/// Refuses a mask that is not [N,keys].
Status check_mask(const Shape& mask, const Shape& keys);

}  // namespace downhill
