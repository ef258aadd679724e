#pragma once
#include <array>
#include <initializer_list>
#include <span>
#include <string>

#include "core/base/check.hpp"
#include "core/base/types.hpp"

namespace downhill {

/// The lengths of a tensor's axes, outermost first: [N,D] for a batch of vectors, [N,C,H,W] for images.
class Shape {
 public:
  static constexpr int kMaximumRank = 6;

  Shape() = default;
  Shape(std::initializer_list<std::int64_t> lengths) {
    DOWNHILL_CHECK(lengths.size() <= kMaximumRank);
    for (std::int64_t length : lengths) lengths_[rank_++] = length;
  }

  int rank() const { return rank_; }
  std::int64_t operator[](int axis) const { return lengths_[axis]; }
  void set(int axis, std::int64_t length) { lengths_[axis] = length; }

  /// Number of elements; 1 for rank 0.
  std::int64_t count() const {
    std::int64_t n = 1;
    for (int i = 0; i < rank_; ++i) n *= lengths_[i];
    return n;
  }
  /// Elements of one sample: the product of all axes but the first.
  std::int64_t sample_count() const {
    std::int64_t n = 1;
    for (int i = 1; i < rank_; ++i) n *= lengths_[i];
    return n;
  }

  bool operator==(const Shape& other) const {
    if (rank_ != other.rank_) return false;
    for (int i = 0; i < rank_; ++i)
      if (lengths_[i] != other.lengths_[i]) return false;
    return true;
  }

 private:
  std::array<std::int64_t, kMaximumRank> lengths_{};
  int rank_ = 0;
};

/// "3x4".
std::string to_string(const Shape& shape);

/// Numbers that somebody else owns, contiguous and row-major, with the shape to read them by.
struct View {
  Real* data = nullptr;
  Shape shape;

  std::int64_t count() const { return shape.count(); }
  std::span<Real> span() const { return {data, static_cast<std::size_t>(shape.count())}; }
  explicit operator bool() const { return data != nullptr; }
};

}  // namespace downhill
