#pragma once
#include <cstddef>
#include <vector>

#include "core/base/info.hpp"

namespace downhill {

inline constexpr int kPictureSide = 12;
inline constexpr std::size_t kPictureCells = std::size_t(kPictureSide) * kPictureSide;

/// The pictures that come with the labs, for an option of kind choice; the last is the one painted by hand.
inline constexpr Choice kPictureChoices[] = {{"digit", {"A seven", "数字 7"}},    {"edge", {"A step", "明暗边界"}},
                                             {"checker", {"Checkers", "棋盘格"}}, {"disc", {"A disc", "圆盘"}},
                                             {"dot", {"One dot", "一个点"}},      {"own", {"Your own", "自己画"}}};
inline constexpr int kOwnPicture = 5;

/// kPictureCells brightnesses in [0, 1]; nothing for kOwnPicture.
std::vector<float> draw_picture(int index);

/// Red, green and blue of a small scene, one plane after another.
std::vector<float> draw_colour_picture();

}  // namespace downhill
