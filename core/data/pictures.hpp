#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/data/dataset.hpp"
#include "core/data/image_store.hpp"

namespace downhill {

/// The pictures of a run, kept as bytes: shared with the host's files, or drawn one by one when first looked at.
class Pictures {
 public:
  /// `options` as picture_dataset_options().
  /// Errors   a data set of files that the host has not supplied
  static Result<Pictures> make(const DatasetInfo& dataset, std::span<const double> options, std::uint64_t seed,
                               const ImageStore& store);

  int height() const { return height_; }
  int width() const { return width_; }
  int train_count() const { return train_.count; }
  /// Training pictures first, then those for testing.
  int count() const { return train_.count + test_.count; }

  /// Draws the picture when nobody has looked at it yet; does not allocate.
  std::span<const std::uint8_t> pixels(int index);
  int label(int index);

  /// The same as numbers: (p / 255 - mean) / deviation.
  void read(int index, Real* out);
  Real value_of(std::uint8_t pixel) const { return value_[pixel]; }

  /// The same, changed by augment() with `options` [kAugmentOptions] before it is normalised; does not allocate.
  void read_augmented(int index, std::span<const double> options, Rng& rng, Real* out);

 private:
  struct Part {
    std::shared_ptr<const ImageSet> file;
    std::vector<std::uint8_t> pixels, labels;  // drawn ones
    std::vector<bool> drawn;
    std::uint64_t first = 0;  // index of the generator
    int count = 0;
  };
  Part& part_of(int& index);
  void draw(Part& part, int index);

  Part train_, test_;
  const PictureGenerator* generator_ = nullptr;
  std::uint64_t seed_ = 0;
  int height_ = 0;
  int width_ = 0;
  Real value_[256] = {};
  Real per_ink_ = 1;        // value_[p] = value_[0] + per_ink_ * p / 255
  std::vector<Real> work_;  // a picture of ink, then augment_scratch()
};

}  // namespace downhill
