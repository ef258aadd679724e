#include "core/data/dataset.hpp"

namespace downhill {

const DatasetInfo& idx_dataset() {
  static const PictureSource pictures = {};
  static const DatasetInfo info = {{.name = "idx",
                                    .label = {"Own IDX files", "自己的 IDX 文件"},
                                    .summary = {"Your own pictures of 28x28 in ten classes, in the format of MNIST.",
                                                "你自己的 28x28 图片，分十类，采用 MNIST 的格式。"},
                                    .formula = "bytes of four IDX files, 28 x 28 each",
                                    .source = "the IDX format of the MNIST database",
                                    .options = picture_dataset_options()},
                                   10,
                                   0,
                                   nullptr,
                                   &pictures};
  return info;
}

}  // namespace downhill
