#include "core/data/dataset.hpp"

namespace downhill {

const DatasetInfo& fashion_mnist_dataset() {
  static const PictureSource pictures = {};
  static const DatasetInfo info = {{.name = "fashion_mnist",
                                    .label = {"Fashion-MNIST", "Fashion-MNIST 服装"},
                                    .summary = {"70,000 pictures of clothes in ten kinds, 28x28: harder than digits.",
                                                "七万张 28x28 的服装图片，共十类：比数字更难。"},
                                    .formula = "bytes of four IDX files, 28 x 28 each",
                                    .source = "Xiao, Rasul and Vollgraf 2017, arXiv 1708.07747",
                                    .options = picture_dataset_options()},
                                   10,
                                   0,
                                   nullptr,
                                   &pictures};
  return info;
}

}  // namespace downhill
