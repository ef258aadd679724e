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

std::vector<float> copy(std::span<const float> numbers) {
  return {numbers.begin(), numbers.end()};
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
  std::vector<float> scores = copy(s);
  auto target = static_cast<float>(options_.integer(kTarget));
  std::vector<float>& ds = gradients_[kS];
  ds.assign(2, 0);
  const auto result =
      static_cast<float>(loss.evaluate(options, {scores.data(), {1, 2}}, {&target, {1}}, {ds.data(), {1, 2}}));
  loss.readout(options, {scores.data(), {1, 2}});
  values_[kQ] = std::move(scores);
  return result;
}

/// From the loss down to the picture, after forward().
void CnnBackward::backward() {
  gradients_[kQ] = options_[kTarget] == 0 ? std::vector<float>{1, 0} : std::vector<float>{0, 1};
  gradients_[kP] = copy(dense_.backward(gradients_[kS]));
  gradients_[kA] = copy(pool_.backward(gradients_[kP]));
  gradients_[kZ] = copy(relu_.backward(gradients_[kA]));
  gradients_[kX] = copy(conv_.backward(gradients_[kZ]));
  gradients_[kK] = copy(conv_.parameter_gradient(0));
  gradients_[kB] = copy(conv_.parameter_gradient(1));
  const std::span<const float> dense = dense_.parameter_gradient(0);
  gradients_[kW0] = copy(dense.first(4));
  gradients_[kW1] = copy(dense.last(4));
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
  values_[kZ] = copy(conv_.y());
  values_[kA] = copy(relu_.y());
  values_[kP] = copy(pool_.y());
  values_[kS] = copy(dense_.y());
  const std::span<const float> w = weights_;
  values_[kK] = copy(w.first(kKernel));
  values_[kB] = {w[kKernel]};
  values_[kW0] = copy(w.subspan(kKernel + kBias, 4));
  values_[kW1] = copy(w.last(4));
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

std::vector<CnnBackward::Term> CnnBackward::forward_terms(const Ui& ui, Stage at) const {
  using cnn_backward_texts::kText;
  const auto where = static_cast<std::size_t>(cell());
  const auto of = [&](const char* name) { return format_text(ui.t(kText.window), {name}); };
  if (at == kConv) {
    const std::vector<float> window = cut(picture_, kSide, cell() / kOut, cell() % kOut, 3);
    return {{of("x"), 3, 3, window, "×"},
            {"K", 3, 3, values_[kK], "="},
            {ui.t(kText.products), 3, 3, multiply(window, values_[kK]), "Σ + b"},
            {"z", 1, 1, {values_[kZ][where]}, ""}};
  }
  if (at == kPool) {
    const std::vector<float> window = cut(values_[kA], kOut, cell() / 2 * 2, cell() % 2 * 2, 2);
    return {{of("a"), 2, 2, window, "max"}, {"p", 1, 1, {values_[kP][where]}, ""}};
  }
  if (at == kDense) {
    const std::vector<float>& w = values_[where == 0 ? kW0 : kW1];
    return {{"p", 2, 2, values_[kP], "×"},
            {where == 0 ? "W₁" : "W₂", 2, 2, w, "="},
            {ui.t(kText.products), 2, 2, multiply(values_[kP], w), "Σ"},
            {"s", 1, 1, {values_[kS][where]}, ""}};
  }
  if (at == kLoss) {
    const std::vector<float> e = {std::exp(values_[kS][0]), std::exp(values_[kS][1])};
    return {{"s", 2, 1, values_[kS], "exp"},
            {"exp(s)", 2, 1, e, "/ Σ"},
            {"q", 2, 1, values_[kQ], "−log"},
            {"L", 1, 1, {loss_}, ""}};
  }
  std::vector<float> mask;
  for (const float z : values_[kZ]) mask.push_back(z > 0 ? 1.f : 0.f);
  if (at == kRelu)
    return {{"z", 4, 4, values_[kZ], "×"}, {ui.t(kText.mask), 4, 4, mask, "="}, {"a", 4, 4, values_[kA], ""}};
  return {{"da", 4, 4, gradients_[kA], "×"}, {ui.t(kText.mask), 4, 4, mask, "="}, {"dz", 4, 4, gradients_[kZ], ""}};
}

std::vector<CnnBackward::Term> CnnBackward::terms(const Ui& ui) const {
  using cnn_backward_texts::kText;
  const auto where = static_cast<std::size_t>(cell());
  const Stage at = stage();
  if (at < kLossBack || at == kReluBack) return forward_terms(ui, at);
  if (at == kLossBack)
    return {{"q", 2, 1, values_[kQ], "−"}, {"t", 2, 1, gradients_[kQ], "="}, {"ds", 2, 1, gradients_[kS], ""}};
  if (at == kDenseBack) {
    const std::vector<float> w = {values_[kW0][where], values_[kW1][where]};
    return {{"ds", 2, 1, gradients_[kS], "×"},
            {"W", 2, 1, w, "="},
            {ui.t(kText.products), 2, 1, multiply(gradients_[kS], w), "Σ"},
            {"dp", 1, 1, {gradients_[kP][where]}, ""}};
  }
  if (at == kPoolBack) {
    const int row = cell() / kOut / 2, column = cell() % kOut / 2;
    const std::vector<float> sent = cut(gradients_[kA], kOut, row * 2, column * 2, 2);
    const std::vector<float> window = cut(values_[kA], kOut, row * 2, column * 2, 2);
    std::vector<float> winner(4, 0);  // of equals the first, as in max_pool2d
    winner[static_cast<std::size_t>(std::ranges::max_element(window) - window.begin())] = 1;
    return {{"dp", 1, 1, {gradients_[kP][static_cast<std::size_t>(row * 2 + column)]}, "×"},
            {ui.t(kText.winner), 2, 2, winner, "="},
            {"da", 2, 2, sent, ""}};
  }
  if (at == kKernelBack) {
    const std::vector<float> window = cut(picture_, kSide, cell() / 3, cell() % 3, kOut);
    return {{format_text(ui.t(kText.window), {"x"}), 4, 4, window, "×"},
            {"dz", 4, 4, gradients_[kZ], "="},
            {ui.t(kText.products), 4, 4, multiply(window, gradients_[kZ]), "Σ"},
            {"dK", 1, 1, {gradients_[kK][where]}, ""}};
  }
  if (at == kPictureBack) {
    const std::vector<float> window = cut(gradients_[kZ], kOut, cell() / kSide - 2, cell() % kSide - 2, 3);
    const std::vector<float> turned(values_[kK].rbegin(), values_[kK].rend());
    return {{format_text(ui.t(kText.window), {"dz"}), 3, 3, window, "×"},
            {ui.t(kText.turned), 3, 3, turned, "="},
            {ui.t(kText.products), 3, 3, multiply(window, turned), "Σ"},
            {"dx", 1, 1, {gradients_[kX][where]}, ""}};
  }
  std::vector<float> change;
  for (const float dk : gradients_[kK]) change.push_back(static_cast<float>(options_[kRate]) * dk);
  return {{"K", 3, 3, values_[kK], "−"},
          {cell_text(static_cast<float>(options_[kRate])).text + std::string(" dK"), 3, 3, change, "="},
          {ui.t(kText.fresh), 3, 3, copy(std::span(next_weights_).first(kKernel)), ""}};
}

/// The products that are not zero, as a sum: "0.6 + (−0.25) + 0.2 = 0.55".
std::string CnnBackward::sum_text(const std::vector<Term>& terms) const {
  if (terms.size() < 4 || stage() == kLoss) return "";
  std::string text;
  const auto add = [&](float value) {
    const std::string shown = cell_text(value, 3).text;
    if (value != 0) text += (text.empty() ? "" : " + ") + (value < 0 ? "(" + shown + ")" : shown);
  };
  for (const float product : terms[2].values) add(product);
  if (stage() == kConv) add(weights_[kKernel]);
  const std::string total = cell_text(terms[3].values[0], 3).text;
  text = terms[3].caption + " = " + (text.find('+') == std::string::npos ? "" : text + " = ") + total;
  return stage() == kKernelBack ? text + ";  db = " + cell_text(gradients_[kB][0], 3).text : text;
}

}  // namespace downhill
