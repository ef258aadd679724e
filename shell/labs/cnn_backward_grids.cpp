// Which part of each grid a step of the backward lab is about.
#include "shell/labs/cnn_backward_grids.hpp"

#include <algorithm>

namespace downhill::cnn_backward_grids {

std::optional<Block> block_of(CnnBackward::Stage stage, int cell, CnnBackward::Grid grid, bool gradient) {
  const CnnBackward::GridInfo& target = kGrid[kTargets[stage].grid];
  const int row = cell / target.columns, column = cell % target.columns;
  const Block all{0, 0, kGrid[grid].rows, kGrid[grid].columns}, one{row, column, 1, 1};
  if (kTargets[stage].grid == grid && kTargets[stage].gradient == gradient)
    return stage == CnnBackward::kPoolBack ? Block{row / 2 * 2, column / 2 * 2, 2, 2} : one;
  const auto is = [&](CnnBackward::Grid wanted, bool of_gradient = false) {
    return grid == wanted && gradient == of_gradient;
  };
  switch (stage) {
    case CnnBackward::kConv:
      if (is(CnnBackward::kX)) return Block{row, column, 3, 3};
      if (is(CnnBackward::kK)) return all;
      break;
    case CnnBackward::kRelu:
      if (is(CnnBackward::kZ)) return one;
      break;
    case CnnBackward::kPool:
      if (is(CnnBackward::kA)) return Block{row * 2, column * 2, 2, 2};
      break;
    case CnnBackward::kDense:
      if (is(CnnBackward::kP) || is(row == 0 ? CnnBackward::kW0 : CnnBackward::kW1)) return all;
      break;
    case CnnBackward::kLoss:
      if (is(CnnBackward::kS)) return all;
      break;
    case CnnBackward::kLossBack:
      if (is(CnnBackward::kQ) || is(CnnBackward::kQ, true)) return one;
      break;
    case CnnBackward::kDenseBack:
      if (is(CnnBackward::kS, true)) return all;
      if (is(CnnBackward::kW0) || is(CnnBackward::kW1)) return one;
      break;
    case CnnBackward::kPoolBack:
      if (is(CnnBackward::kP, true)) return Block{row / 2, column / 2, 1, 1};
      if (is(CnnBackward::kA)) return Block{row / 2 * 2, column / 2 * 2, 2, 2};
      break;
    case CnnBackward::kReluBack:
      if (is(CnnBackward::kA, true) || is(CnnBackward::kZ)) return one;
      break;
    case CnnBackward::kKernelBack:
      if (is(CnnBackward::kX)) return Block{row, column, 4, 4};
      if (is(CnnBackward::kZ, true)) return all;
      break;
    case CnnBackward::kPictureBack: {
      if (is(CnnBackward::kK)) return all;
      const int top = std::max(0, row - 2), left = std::max(0, column - 2);
      if (is(CnnBackward::kZ, true))
        return Block{top, left, std::min(4, row + 1) - top, std::min(4, column + 1) - left};
      break;
    }
    default:
      if (is(CnnBackward::kK, true)) return one;
  }
  return std::nullopt;
}

}  // namespace downhill::cnn_backward_grids
