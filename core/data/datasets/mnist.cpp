#include "core/data/dataset.hpp"

namespace downhill {

const DatasetInfo& mnist_dataset() {
  static const PictureSource pictures = {};
  static const DatasetInfo info = {
      {.name = "mnist",
       .label = {"MNIST", "MNIST 手写数字"},
       .summary = {"70,000 digits written by hand, 28x28: the classic of machine learning.",
                   "七万个 28x28 的手写数字：机器学习的经典数据集。"},
       .formula = "bytes of four IDX files, 28 x 28 each",
       .source = "LeCun, Cortes and Burges, The MNIST database of handwritten digits",
       .options = picture_dataset_options()},
      10,
      0,
      nullptr,
      &pictures};
  return info;
}

}  // namespace downhill
