#pragma once
#include "core/ops/op.hpp"

/// Checks that most infer() functions begin with. All of them allocate only for the message.
namespace downhill {

/// An option of kind `choice`, to be compared with the names of an enum.
inline int chosen(std::span<const double> options, std::size_t option) {
  return static_cast<int>(options[option]);
}

/// Refuses a number of inputs outside [least, most].
Status check_inputs(std::span<const Shape> x, std::size_t least, std::size_t most);
inline Status check_one_input(std::span<const Shape> x) {
  return check_inputs(x, 1, 1);
}

/// Refuses another rank; `letters` says what is wanted: "[N,C,H,W]".
Status check_rank(const Shape& x, int rank, const char* letters);

/// One input [N,C,H,W].
Status check_images(std::span<const Shape> x);

/// One input [N,T,D].
Status check_sequences(std::span<const Shape> x);

/// At least `least` inputs, all of one shape.
Status check_same(std::span<const Shape> x, std::size_t least);

}  // namespace downhill
