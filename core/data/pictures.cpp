#include "core/data/pictures.hpp"

#include <algorithm>
#include <string_view>

#include "core/data/augment.hpp"
#include "core/data/datasets/registry.hpp"

namespace downhill {
namespace {

/// Test pictures of a generator come from far behind the training ones, however many those are.
constexpr std::uint64_t kFirstTest = std::uint64_t(1) << 32;

}  // namespace

Result<Pictures> Pictures::make(const DatasetInfo& dataset, std::span<const double> options, std::uint64_t seed,
                                const ImageStore& store) {
  Pictures pictures;
  for (const PictureGenerator* generator : all_picture_generators())
    if (std::string_view(generator->dataset) == dataset.info.name) pictures.generator_ = generator;
  pictures.seed_ = seed;
  pictures.height_ = dataset.pictures->height;
  pictures.width_ = dataset.pictures->width;
  for (int p = 0; p < 256; ++p) pictures.value_[p] = static_cast<Real>(normalized(p / 255.0, options[kNormalize]));
  pictures.per_ink_ = static_cast<Real>(normalized(1, options[kNormalize]) - normalized(0, options[kNormalize]));
  pictures.work_.resize(static_cast<std::size_t>(pictures.height_ * pictures.width_) +
                        augment_scratch(pictures.height_, pictures.width_));
  const auto found = store.find(dataset.info.name);
  const auto fill = [&](Part& part, std::shared_ptr<const ImageSet> SuppliedImages::*file, double wanted,
                        std::uint64_t first) {
    part.count = static_cast<int>(wanted);
    part.first = first;
    if (dataset.pictures->files) {
      part.file = found->second.*file;
      part.count = std::min(part.count, part.file->count());
      return;
    }
    const auto count = static_cast<std::size_t>(part.count);
    part.pixels.resize(count * static_cast<std::size_t>(pictures.height_ * pictures.width_));
    part.labels.resize(count);
    part.drawn.resize(count);
  };
  if (dataset.pictures->files && (found == store.end() || !found->second.train || !found->second.test))
    return make_error("dataset", {"{} comes from files, and they are not here yet", "{} 来自文件，这些文件还没有载入"},
                      {dataset.info.name});
  fill(pictures.train_, &SuppliedImages::train, options[kTrainSamples], 0);
  fill(pictures.test_, &SuppliedImages::test, options[kTestSamples], kFirstTest);
  return pictures;
}

Pictures::Part& Pictures::part_of(int& index) {
  if (index < train_.count) return train_;
  index -= train_.count;
  return test_;
}

void Pictures::draw(Part& part, int index) {
  const auto at = static_cast<std::size_t>(index);
  if (part.drawn[at]) return;
  const auto size = static_cast<std::size_t>(height_ * width_);
  generator_->draw(seed_, part.first + at, std::span(part.pixels).subspan(at * size, size), part.labels[at]);
  part.drawn[at] = true;
}

std::span<const std::uint8_t> Pictures::pixels(int index) {
  Part& part = part_of(index);
  const auto size = static_cast<std::size_t>(height_ * width_);
  if (part.file) return std::span(part.file->pixels).subspan(static_cast<std::size_t>(index) * size, size);
  draw(part, index);
  return std::span(part.pixels).subspan(static_cast<std::size_t>(index) * size, size);
}

int Pictures::label(int index) {
  Part& part = part_of(index);
  if (part.file) return part.file->labels[static_cast<std::size_t>(index)];
  draw(part, index);
  return part.labels[static_cast<std::size_t>(index)];
}

void Pictures::read(int index, Real* out) {
  for (const std::uint8_t pixel : pixels(index)) *out++ = value_[pixel];
}

void Pictures::read_augmented(int index, std::span<const double> options, Rng& rng, Real* out) {
  const std::span<const std::uint8_t> bytes = pixels(index);
  for (std::size_t i = 0; i < bytes.size(); ++i) work_[i] = static_cast<Real>(bytes[i] / 255.0);
  augment(options, height_, width_, work_.data(), out, rng, std::span(work_).subspan(bytes.size()));
  for (std::size_t i = 0; i < bytes.size(); ++i) out[i] = value_[0] + per_ink_ * out[i];
}

}  // namespace downhill
