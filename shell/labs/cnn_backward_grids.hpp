#pragma once
#include <optional>

#include "shell/labs/cnn_backward.hpp"

/// What the grids of the backward lab are, and which part of each a step is about. For its files only.
namespace downhill::cnn_backward_grids {

/// The grids of the chain, as CnnBackward::Grid.
inline constexpr CnnBackward::GridInfo kGrid[CnnBackward::kGrids] = {
    {"x", "x", "dx", "dx", 6, 6, CnnBackward::kConv, CnnBackward::kPictureBack},
    {"k", "K", "dk", "dK", 3, 3, CnnBackward::kConv, CnnBackward::kKernelBack},
    {"b", "b", "db", "db", 1, 1, CnnBackward::kConv, CnnBackward::kKernelBack},
    {"z", "z = x * K + b", "dz", "dz", 4, 4, CnnBackward::kConv, CnnBackward::kReluBack},
    {"a", "a = relu(z)", "da", "da", 4, 4, CnnBackward::kRelu, CnnBackward::kPoolBack},
    {"p", "p = max(a)", "dp", "dp", 2, 2, CnnBackward::kPool, CnnBackward::kDenseBack},
    {"w1", "W₁", "dw1", "dW₁", 2, 2, CnnBackward::kConv, CnnBackward::kDenseBack},
    {"w2", "W₂", "dw2", "dW₂", 2, 2, CnnBackward::kConv, CnnBackward::kDenseBack},
    {"s", "s", "ds", "ds", 2, 1, CnnBackward::kDense, CnnBackward::kLossBack},
    {"q", "q", "t", "t", 2, 1, CnnBackward::kLoss, CnnBackward::kConv}};

/// What a stage computes: the grid whose cells can be chosen.
struct Target {
  CnnBackward::Grid grid;
  bool gradient;
};
inline constexpr Target kTargets[CnnBackward::kStages] = {
    {CnnBackward::kZ, false}, {CnnBackward::kA, false}, {CnnBackward::kP, false}, {CnnBackward::kS, false},
    {CnnBackward::kQ, false}, {CnnBackward::kS, true},  {CnnBackward::kP, true},  {CnnBackward::kA, true},
    {CnnBackward::kZ, true},  {CnnBackward::kK, true},  {CnnBackward::kX, true},  {CnnBackward::kK, false}};

struct Block {
  int row, column, height, width;
};

/// The part of a grid that the stage is about; nothing: it has no part in it.
std::optional<Block> block_of(CnnBackward::Stage stage, int cell, CnnBackward::Grid grid, bool gradient);

}  // namespace downhill::cnn_backward_grids
