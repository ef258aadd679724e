// The numbers of the lab of the backward pass: the core's ops one after another, and one step of them written out.
#include <algorithm>
#include <cmath>

#include "core/losses/loss.hpp"
#include "shell/labs/cnn_backward.hpp"
#include "shell/labs/cnn_backward_texts.hpp"

namespace downhill {

const LossInfo& softmax_cross_entropy_loss();  // named here, so that only this loss is linked

namespace {

constexpr int kSide = 6, kOut = 4;
constexpr std::size_t kKernel = 9, kBias = 1, kDenseWeights = 8;

// Chosen so that at the start one window holds nothing positive: there the gradient ends at the relu.
constexpr float kFirstWeights[kKernel + kBias + kDenseWeights] = {-0.1f, -0.6f, -0.5f, 0.6f,  0.5f,  -0.4f,
                                                                  0.5f,  0.3f,  -0.4f, 0.2f,  0.6f,  -0.6f,
                                                                  0.5f,  -0.2f, -0.1f, -0.4f, -0.5f, 0.4f};

// One digit a pixel, in halves.
constexpr const char* kPictures[] = {"000000002100002100002100002100000000", "000000000000022220011110000000000000",
                                     "200000120000012000001200000120000012", "000000022220020000020000020000000000"};

void take(std::vector<float>& to, std::span<const float> numbers) {
  to.assign(numbers.begin(), numbers.end());
}

std::vector<float> multiply(std::span<const float> a, std::span<const float> b) {
  std::vector<float> products;
  for (std::size_t i = 0; i < a.size(); ++i) products.push_back(a[i] * b[i]);
  return products;
}

/// The cells (row.., column..) of a plane; what lies beyond its edge is zero.
std::vector<float> cut(std::span<const float> plane, int side, int row, int column, int size) {
  std::vector<float> block;
  for (int y = row; y < row + size; ++y)
    for (int x = column; x < column + size; ++x) {
      const bool inside = y >= 0 && x >= 0 && y < side && x < side;
      block.push_back(inside ? plane[static_cast<std::size_t>(y * side + x)] : 0.f);
    }
  return block;
}

}  // namespace

std::vector<float> cnn_backward_picture(std::size_t index) {
  std::vector<float> pixels;
  for (const char* digit = index < std::size(kPictures) ? kPictures[index] : ""; *digit; ++digit)
    pixels.push_back(static_cast<float>(*digit - '0') / 2);
  return pixels;
}

void CnnBackward::restart() {
  weights_.assign(std::begin(kFirstWeights), std::end(kFirstWeights));
  history_.clear();
  options_.touch();
}

bool CnnBackward::has_first_weights() const {
  return std::ranges::equal(weights_, kFirstWeights);
}

float CnnBackward::forward(std::span<const float> weights) {
  conv_.parameter(1)[0] = weights[kKernel];
  const std::span<const float> z = conv_.forward(picture_, weights.first(kKernel));
  const std::span<const float> s = dense_.forward(pool_.forward(relu_.forward(z)), weights.subspan(kKernel + kBias));
  const LossInfo& loss = softmax_cross_entropy_loss();
  std::vector<double> options;
  for (const OptionSpec& spec : loss.info.options) options.push_back(spec.initial);
  std::vector<float>& q = values_[kQ];
  take(q, s);
  auto target = static_cast<float>(options_.integer(kTarget));
  std::vector<float>& ds = gradients_[kS];
  ds.assign(2, 0);
  const auto result =
      static_cast<float>(loss.evaluate(options, {q.data(), {1, 2}}, {&target, {1}}, {ds.data(), {1, 2}}));
  loss.readout(options, {q.data(), {1, 2}});
  return result;
}

/// From the loss down to the picture, after forward().
void CnnBackward::backward() {
  gradients_[kQ].assign(2, 0);
  gradients_[kQ][static_cast<std::size_t>(options_.integer(kTarget))] = 1;
  take(gradients_[kP], dense_.backward(gradients_[kS]));
  take(gradients_[kA], pool_.backward(gradients_[kP]));
  take(gradients_[kZ], relu_.backward(gradients_[kA]));
  take(gradients_[kX], conv_.backward(gradients_[kZ]));
  take(gradients_[kK], conv_.parameter_gradient(0));
  take(gradients_[kB], conv_.parameter_gradient(1));
  const std::span<const float> dense = dense_.parameter_gradient(0);
  take(gradients_[kW0], dense.first(4));
  take(gradients_[kW1], dense.last(4));
  weight_gradient_ = gradients_[kK];
  weight_gradient_.push_back(gradients_[kB][0]);
  weight_gradient_.insert(weight_gradient_.end(), dense.begin(), dense.end());
}

/// Brings all numbers up to date with settings and weights.
void CnnBackward::refresh() {
  if (seen_edits_ == options_.edits()) return;
  seen_edits_ = options_.edits();
  const auto chosen = static_cast<std::size_t>(options_.integer(kPicture));
  if (own_picture_.empty()) own_picture_.assign(kSide * kSide, 0.f);
  picture_ = chosen < std::size(kPictures) ? cnn_backward_picture(chosen) : own_picture_;
  next_weights_ = weights_;
  loss_ = forward(weights_);
  backward();
  values_[kX] = picture_;
  take(values_[kZ], conv_.y());
  take(values_[kA], relu_.y());
  take(values_[kP], pool_.y());
  take(values_[kS], dense_.y());
  const std::span<const float> w = weights_;
  take(values_[kK], w.first(kKernel));
  take(values_[kB], w.subspan(kKernel, kBias));
  take(values_[kW0], w.subspan(kKernel + kBias, 4));
  take(values_[kW1], w.last(4));
  const auto rate = static_cast<float>(options_[kRate]);
  for (std::size_t i = 0; i < next_weights_.size(); ++i) next_weights_[i] -= rate * weight_gradient_[i];
  const std::vector<float> q = values_[kQ], ds = gradients_[kS];
  next_loss_ = forward(next_weights_);
  values_[kQ] = q;
  gradients_[kS] = ds;
}

void CnnBackward::update() {
  constexpr float kLargest = 100;  // what a weight may be, also by hand
  constexpr std::size_t kMostLosses = 60;
  if (history_.size() == kMostLosses) history_.erase(history_.begin());
  history_.push_back(loss_);
  weights_ = next_weights_;
  for (float& w : weights_) w = std::isfinite(w) ? std::clamp(w, -kLargest, kLargest) : 0;
  options_.touch();
  refresh();
}

// The terms are put together by calls of one function, since lists of vectors in braces make the page larger.

void CnnBackward::add_term(const char* caption, int rows, int columns, std::span<const float> values,
                           const char* sign) {
  terms_.push_back({caption, rows, columns, {values.begin(), values.end()}, sign});
}

/// a x b = products, and their sum.
void CnnBackward::add_products(const Ui& ui, const char* a, std::span<const float> left, const char* b,
                               std::span<const float> right, int rows, int columns, const char* sum, Grid grid,
                               bool gradient, const char* sign) {
  add_term(a, rows, columns, left, "×");
  add_term(b, rows, columns, right, "=");
  add_term(ui.t(cnn_backward_texts::kText.products), rows, columns, multiply(left, right), sign);
  add_term(sum, 1, 1, values(grid, gradient).subspan(static_cast<std::size_t>(cell()), 1), "");
}

void CnnBackward::write_forward(const Ui& ui) {
  using cnn_backward_texts::kText;
  const auto where = static_cast<std::size_t>(cell());
  if (stage() == kConv) {
    const std::string window = format_text(ui.t(kText.window), {"x"});
    add_products(ui, window.c_str(), cut(picture_, kSide, cell() / kOut, cell() % kOut, 3), "K", values_[kK], 3, 3, "z",
                 kZ, false, "Σ + b");
  } else if (stage() == kPool) {
    const std::string window = format_text(ui.t(kText.window), {"a"});
    add_term(window.c_str(), 2, 2, cut(values_[kA], kOut, cell() / 2 * 2, cell() % 2 * 2, 2), "max");
    add_term("p", 1, 1, values(kP).subspan(where, 1), "");
  } else if (stage() == kDense) {
    add_products(ui, "p", values_[kP], where == 0 ? "W₁" : "W₂", values_[where == 0 ? kW0 : kW1], 2, 2, "s", kS, false,
                 "Σ");
  } else {
    const float e[] = {std::exp(values_[kS][0]), std::exp(values_[kS][1])};
    add_term("s", 2, 1, values_[kS], "exp");
    add_term("exp(s)", 2, 1, e, "/ Σ");
    add_term("q", 2, 1, values_[kQ], "−log");
    add_term("L", 1, 1, {&loss_, 1}, "");
  }
}

void CnnBackward::write_backward(const Ui& ui) {
  using cnn_backward_texts::kText;
  const auto where = static_cast<std::size_t>(cell());
  if (stage() == kLossBack) {
    add_term("q", 2, 1, values_[kQ], "−");
    add_term("t", 2, 1, gradients_[kQ], "=");
    add_term("ds", 2, 1, gradients_[kS], "");
  } else if (stage() == kDenseBack) {
    const float w[] = {values_[kW0][where], values_[kW1][where]};
    add_products(ui, "ds", gradients_[kS], "W", w, 2, 1, "dp", kP, true, "Σ");
  } else if (stage() == kPoolBack) {
    const int row = cell() / kOut / 2, column = cell() % kOut / 2;
    const std::vector<float> window = cut(values_[kA], kOut, row * 2, column * 2, 2);
    float winner[4] = {};  // of equals the first, as in max_pool2d
    winner[std::ranges::max_element(window) - window.begin()] = 1;
    add_term("dp", 1, 1, values(kP, true).subspan(static_cast<std::size_t>(row * 2 + column), 1), "×");
    add_term(ui.t(kText.winner), 2, 2, winner, "=");
    add_term("da", 2, 2, cut(gradients_[kA], kOut, row * 2, column * 2, 2), "");
  } else if (stage() == kKernelBack) {
    const std::string window = format_text(ui.t(kText.window), {"x"});
    add_products(ui, window.c_str(), cut(picture_, kSide, cell() / 3, cell() % 3, kOut), "dz", gradients_[kZ], 4, 4,
                 "dK", kK, true, "Σ");
  } else {
    const std::string window = format_text(ui.t(kText.window), {"dz"});
    const std::vector<float> turned(values_[kK].rbegin(), values_[kK].rend());
    add_products(ui, window.c_str(), cut(gradients_[kZ], kOut, cell() / kSide - 2, cell() % kSide - 2, 3),
                 ui.t(kText.turned), turned, 3, 3, "dx", kX, true, "Σ");
  }
}

/// The step that the clock is at, as grids with signs between.
void CnnBackward::write_terms(const Ui& ui) {
  using cnn_backward_texts::kText;
  terms_.clear();
  if (stage() == kRelu || stage() == kReluBack) {
    const bool back = stage() == kReluBack;
    std::vector<float> mask;
    for (const float z : values_[kZ]) mask.push_back(z > 0 ? 1.f : 0.f);
    add_term(back ? "da" : "z", 4, 4, values(back ? kA : kZ, back), "×");
    add_term(ui.t(kText.mask), 4, 4, mask, "=");
    add_term(back ? "dz" : "a", 4, 4, values(back ? kZ : kA, back), "");
  } else if (stage() < kLossBack) {
    write_forward(ui);
  } else if (stage() < kUpdate) {
    write_backward(ui);
  } else {
    const auto rate = static_cast<float>(options_[kRate]);
    std::vector<float> change = gradients_[kK];
    for (float& dk : change) dk *= rate;
    add_term("K", 3, 3, values_[kK], "−");
    add_term((cell_text(rate).text + std::string(" dK")).c_str(), 3, 3, change, "=");
    add_term(ui.t(kText.fresh), 3, 3, std::span(next_weights_).first(kKernel), "");
  }
}

/// The products that are not zero, as a sum: "0.6 + (−0.25) + 0.2 = 0.55".
std::string CnnBackward::sum_text() const {
  if (terms_.size() < 4 || stage() == kLoss) return "";
  std::string text;
  const auto add = [&](float value) {
    const std::string shown = cell_text(value, 3).text;
    if (value != 0) text += (text.empty() ? "" : " + ") + (value < 0 ? "(" + shown + ")" : shown);
  };
  for (const float product : terms_[2].values) add(product);
  if (stage() == kConv) add(weights_[kKernel]);
  const std::string total = cell_text(terms_[3].values[0], 3).text;
  text = terms_[3].caption + " = " + (text.find('+') == std::string::npos ? "" : text + " = ") + total;
  return stage() == kKernelBack ? text + ";  db = " + cell_text(gradients_[kB][0], 3).text : text;
}

}  // namespace downhill
