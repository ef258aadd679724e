#pragma once
#include "core/base/types.hpp"

/// What the lab of im2col says, for its two files.
namespace downhill::im2col_texts {

struct Texts {
  Text picture{"Picture x", "图像 x"};
  Text gradient{"Gradient dx", "梯度 dx"};
  Text kernel{"Kernel w", "卷积核 w"};
  Text output{"Output y", "输出 y"};
  Text arriving{"Arriving dy", "传来的 dy"};
  Text product{"One matrix product", "一次矩阵乘法"};
  Text windows{"one window a row", "每行一个窗口"};
  Text rows_back{"one window a row: dy · w", "每行一个窗口：dy · w"};
  Text row_is{"Row {} is the window at ({}, {}):", "第 {} 行是位于（{}，{}）的窗口："};
  Text row_back{"Row {} goes back to the window at ({}, {}): dy = {} times the kernel.",
                "第 {} 行送回位于（{}，{}）的窗口：dy = {} 乘以卷积核。"};
  Text cell_back{"This cell was in {} windows, so that many numbers add up:",
                 "这一格属于 {} 个窗口，所以有这么多个数相加："};
  Text cell_none{"No window has seen this cell: its gradient is 0.", "没有窗口看过这一格：它的梯度是 0。"};
  Text cell_twice{"This cell stands in the matrix {} times: every window that sees it gets a copy.",
                  "这一格在矩阵里出现 {} 次：每个看到它的窗口都得到一份。"};
  Text hint{"Point at a cell or a row to see where it belongs. Click a number to type another.",
            "指着一格或一行，看它属于哪里。点击数字可以输入新值。"};
};
inline constexpr Texts kText;

}  // namespace downhill::im2col_texts
