// The lab of im2col: settings, numbers and layout.
#include "shell/labs/im2col.hpp"

#include <algorithm>

#include "core/base/rng.hpp"
#include "core/kernels/gemm.hpp"
#include "core/kernels/im2col.hpp"
#include "shell/labs/im2col_texts.hpp"
#include "shell/labs/lab_texts.hpp"
#include "shell/labs/settings_column.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/scroll_area.hpp"

namespace downhill {
namespace {

using im2col_texts::kText;

constexpr float kGap = 12;
constexpr float kSentenceHeight = 40;
constexpr float kKernelHeight = 150;
constexpr double kNumberLimit = 100;

constexpr Lab::Tab kTabs[] = {{"product", Icon::grid, {"Product", "乘法"}},
                              {"settings", Icon::sliders, {"Settings", "设置"}}};

constexpr Choice kDirections[] = {{"forward", {"Forward: im2col", "前向：im2col"}},
                                  {"backward", {"Backward: col2im", "反向：col2im"}}};

const OptionSpec kOptions[] = {
    choice_option("direction", {"Direction", "方向"},
                  {"Windows to rows, or the gradient's rows back to windows.", "把窗口排成行，或把梯度的行送回窗口。"},
                  kDirections, 0),
    slider_option("side", {"Picture H", "图像 H"}, {"Rows and columns of the picture.", "图像的行数和列数。"}, 4, 8, 4),
    slider_option("kernel", {"Kernel K", "卷积核 K"}, {"The side of the window.", "窗口的边长。"}, 1, 4, 3),
    slider_option("stride", {"Stride S", "步幅 S"}, {"How far the window moves at a time.", "窗口每次移动的距离。"}, 1,
                  3, 1),
    slider_option("padding", {"Padding P", "填充 P"},
                  {"Rows and columns of zeros around the picture.", "图像四周补零的行列数。"}, 0, 2, 0)};

/// Small whole numbers that can be multiplied in the head; always the same ones for a size.
std::vector<float> make_numbers(int count, int low, int high, std::uint64_t stream) {
  Rng rng(5, stream);
  std::vector<float> numbers;
  for (int i = 0; i < count; ++i)
    numbers.push_back(
        static_cast<float>(low + static_cast<int>(rng.below(static_cast<std::uint64_t>(high - low + 1)))));
  return numbers;
}

}  // namespace

Im2col::Im2col() : options_(im2col_lab().info) {}

std::span<const Lab::Tab> Im2col::tabs() const {
  return kTabs;
}

Window Im2col::window() const {
  const Index side = options_.integer(kSide);
  return {.height = side,
          .width = side,
          .out_height = out_side(),
          .out_width = out_side(),
          .kernel = kernel(),
          .stride = options_.integer(kStride),
          .padding = padding(),
          .dilation = 1};
}

int Im2col::cell_of(int row, int column) const {
  const int y = row / out_side() * options_.integer(kStride) + column / kernel();
  const int x = row % out_side() * options_.integer(kStride) + column % kernel();
  return y * padded_side() + x;
}

/// The core lays windows side by side, one a column; here they are turned into rows, as on paper.
void Im2col::refresh() {
  const int rows_done = backward() && stepper_.playing() ? row_ + 1 : places();
  if (seen_edits_ == options_.edits() && seen_rows_ == rows_done) return;
  seen_edits_ = options_.edits();
  seen_rows_ = rows_done;
  const int side = options_.integer(kSide), n = places(), k = patch();
  x_ = static_cast<int>(own_x_.size()) == side * side ? own_x_ : make_numbers(side * side, 0, 3, 1);
  w_ = static_cast<int>(own_w_.size()) == k ? own_w_ : make_numbers(k, -1, 2, 2);
  dy_ = make_numbers(n, 1, 3, 3);
  std::vector<float> columns(static_cast<std::size_t>(n * k));
  rows_.resize(columns.size());
  y_.assign(static_cast<std::size_t>(n), 0);
  std::vector<float> shown = x_;
  if (backward()) {
    gemm(k, n, 1, {w_.data(), 1, 1}, dy_.data(), n, columns.data(), n, false);
  } else {
    im2col(x_.data(), 1, window(), 0, out_side(), columns.data());
    gemm(n, 1, k, {columns.data(), 1, n}, w_.data(), 1, y_.data(), 1, false);
  }
  transpose(columns.data(), k, n, rows_.data());
  if (backward()) {
    for (int column = 0; column < k; ++column)
      std::fill(columns.begin() + column * n + rows_done, columns.begin() + (column + 1) * n, 0.f);
    std::fill(shown.begin(), shown.end(), 0.f);
    col2im(columns.data(), 1, window(), 0, out_side(), shown.data());
  }
  const int wide = padded_side();
  padded_.assign(static_cast<std::size_t>(wide * wide), 0);
  for (int y = 0; y < side; ++y)
    std::copy_n(shown.begin() + y * side, side, padded_.begin() + (y + padding()) * wide + padding());
}

Lab::Fields Im2col::fields() const {
  Fields fields = options_.fields();
  const int side = options_.integer(kSide);
  if (static_cast<int>(own_x_.size()) == side * side) fields.emplace_back("x", write_numbers(own_x_));
  if (static_cast<int>(own_w_.size()) == patch()) fields.emplace_back("w", write_numbers(own_w_));
  return fields;
}

Status Im2col::set_field(std::string_view key, std::string_view value) {
  if (key != "x" && key != "w") return options_.set_field(key, value);
  // Which size is right is only known when the whole link has been read; numbers of another size are not used.
  const auto count =
      std::min<std::size_t>(64, 1 + static_cast<std::size_t>(std::count(value.begin(), value.end(), ',')));
  Result<std::vector<float>> numbers = read_numbers(key, value, count, kNumberLimit);
  if (!numbers) return numbers.error();
  (key == "x" ? own_x_ : own_w_) = std::move(numbers.value());
  options_.touch();
  return Nothing{};
}

float Im2col::settings_height(const Ui& ui, float width) const {
  return options_.height(ui, {kDirection, kSide, kKernel, kStride, kPadding}) + 2 * space::k4 + space::k2 +
         ui.paragraph({0, 0, width, 0}, ui.t(kText.hint), FontId::small, 0, true);
}

void Im2col::settings(Ui& ui, const Rect& content) {
  if (ui.touch) panel(ui, content);
  Rect rest = content.inset(space::k4 - (ui.touch ? 0 : 1));
  for (const Option option : {kDirection, kSide, kKernel, kStride, kPadding}) options_.edit(ui, option, rest);
  cut_top(rest, space::k2);
  ui.paragraph(rest, ui.t(kText.hint), FontId::small, ui.theme->second);
  row_ = std::min(row_, places() - 1);
  refresh();  // what is drawn after this already follows the change
}

void Im2col::draw(Ui& ui, Run&, const Rect& area, int tab) {
  row_ = std::min(hover_row_ >= 0 ? hover_row_ : stepper_.place(), places() - 1);
  refresh();
  next_row_ = next_cell_ = -1;
  const auto height = [&](float width) { return settings_height(ui, width); };
  const auto draw_settings = [&](const Rect& r) { settings(ui, r); };
  if (tab == 1) {
    settings_tab(ui, area, height, draw_settings);
  } else if (tab == 0) {
    draw_stacked(ui, area);
  } else {
    Rect rest = area.inset(kGap);
    settings_column(ui, rest, kGap, height, draw_settings);
    sentence_card(ui, cut_bottom(rest, kSentenceHeight + 2 * space::k4, kGap));
    Rect pictures = cut_left(rest, std::clamp(rest.w * 0.36f, 200.f, 460.f), kGap);
    kernel_card(ui, cut_bottom(pictures, kKernelHeight + card_overhead(), kGap));
    picture_card(ui, pictures);
    product_card(ui, rest);
  }
  if (next_row_ != hover_row_ || next_cell_ != cell_) ui.wake_at(ui.now_ms());  // the marks follow in the next frame
  hover_row_ = next_row_;
  cell_ = next_cell_;
}

void Im2col::draw_stacked(Ui& ui, const Rect& area) {
  const float width = std::min(area.w - 2 * kScrollMargin, 480.f);
  const float picture = width * 0.72f + card_overhead();
  const float rows = std::max(static_cast<float>(places()), static_cast<float>(patch())) * 30;
  const float product = std::min(rows, 460.f) + 20 + card_overhead();
  const float sentence = kSentenceHeight + 2 * space::k4 + 30;
  const float kernel = kKernelHeight + card_overhead();
  const ScrollArea scroll(ui, "scroll.product", area, picture + product + sentence + kernel + 3 * kGap);
  Rect rest = scroll.content();
  picture_card(ui, cut_top(rest, picture, kGap));
  product_card(ui, cut_top(rest, product, kGap));
  sentence_card(ui, cut_top(rest, sentence, kGap));
  kernel_card(ui, cut_top(rest, kernel));
}

const LabInfo& im2col_lab() {
  static const auto texts = lab_texts(kText);
  static const LabInfo lab = {{.name = "im2col",
                               .label = {"Convolution as a matrix", "卷积变成矩阵"},
                               .summary = {"Every window becomes a row of a matrix, and one product does all of them.",
                                           "每个窗口变成矩阵的一行，一次乘法全部算完。"},
                               .formula = "Y = X w,  dX = dy wᵀ",
                               .source = "Chellapilla, Puri and Simard 2006",
                               .options = kOptions},
                              []() -> std::unique_ptr<Lab> { return std::make_unique<Im2col>(); },
                              false,
                              texts};
  return lab;
}

}  // namespace downhill
