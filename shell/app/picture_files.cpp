#include "shell/app/picture_files.hpp"

#include "core/data/datasets/registry.hpp"

namespace downhill {

bool PictureFiles::missing_for(const Experiment& experiment) const {
  const DatasetInfo* dataset = find_piece(all_datasets(), experiment.dataset.type);
  return dataset != nullptr && dataset->pictures != nullptr && dataset->pictures->files &&
         !here(experiment.dataset.type);
}

void PictureFiles::want(std::string_view dataset) {
  if (wanted_ == dataset) return;
  wanted_ = dataset;
  asked_ = false;
  fraction_ = 0;
}

std::string PictureFiles::take_request() {
  if (wanted_.empty() || asked_) return {};
  asked_ = true;
  return wanted_;
}

void PictureFiles::progress(std::string_view dataset, double fraction) {
  if (dataset == wanted_) fraction_ = fraction;
}

void PictureFiles::supplied(const Supplied& part) {
  Parts& parts = parts_[part.dataset];
  (part.test ? parts.test : parts.train) = true;
  if (part.dataset == wanted_ && here(part.dataset)) wanted_.clear();
}

bool PictureFiles::here(std::string_view dataset) const {
  const auto found = parts_.find(dataset);
  return found != parts_.end() && found->second.train && found->second.test;
}

}  // namespace downhill
