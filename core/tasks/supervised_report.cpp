// What the supervised task tells about itself: tables, numbers, pictures of its state.
#include <algorithm>
#include <cmath>

#include "core/inspect/grid.hpp"
#include "core/tasks/supervised.hpp"

namespace downhill {
namespace {

/// Pictures of each part that interim numbers look at: as many as keep a pause short.
constexpr int kGlance = 1000;
constexpr std::uint32_t kMostSamples = 1u << 24;

/// Mistakes that an examination keeps: the surest ones.
constexpr std::size_t kMistakes = 60;

}  // namespace

Ready SupervisedTask::describe() const {
  Ready ready;
  ready.experiment = write_experiment(experiment_);
  for (int i = 0; i <= evaluation_.last(); ++i) {
    const NodeSpec& node = evaluation_.nodes()[static_cast<std::size_t>(i)];
    const OpPlan& plan = evaluation_.plan(i);
    NodeInfo info{node.name, node.op == nullptr ? "input" : node.op->info.name,
                  static_cast<std::uint32_t>(plan.y.sample_count())};
    for (int axis = 1; axis < plan.y.rank(); ++axis) info.shape.push_back(static_cast<std::uint32_t>(plan.y[axis]));
    for (std::size_t p = 0; p < plan.parameters.size(); ++p) {
      const int index = evaluation_.parameter(i, static_cast<int>(p));
      (plan.parameters[p].is_weight ? info.weight : info.bias) = index;
    }
    ready.nodes.push_back(std::move(info));
  }
  for (const Parameter& parameter : parameters_.table()) {
    ParameterInfo info{parameter.name, {}, static_cast<std::uint32_t>(parameter.offset)};
    for (int axis = 0; axis < parameter.spec.shape.rank(); ++axis)
      info.shape.push_back(static_cast<std::uint32_t>(parameter.spec.shape[axis]));
    ready.parameters.push_back(std::move(info));
  }
  ready.parameter_count = static_cast<std::uint32_t>(parameters_.count());
  ready.classes = dataset_->classes;
  ready.domain = static_cast<float>(dataset_->domain);
  ready.train_samples = static_cast<std::uint32_t>(samples_.train_count());
  ready.test_samples = static_cast<std::uint32_t>(samples_.count() - samples_.train_count());
  for (const Point& point : samples_.points())
    for (double number : {point.x, point.y, point.target}) ready.points.push_back(static_cast<float>(number));
  return ready;
}

/// On at most so many samples of each part; 0: all points, or a glance at the pictures.
Metrics SupervisedTask::metrics(int most) {
  evaluation_.clear_state();  // what is measured does not depend on what was asked before
  Metrics metrics;
  metrics.step = step_;
  metrics.epoch = order_.epoch();
  const int train = samples_.train_count();
  if (most == 0) most = samples_.pictures() == nullptr ? samples_.count() : kGlance;
  const auto over = [&](int first, int last) {
    return score(evaluation_, samples_, *loss_, experiment_.loss.values, first, std::min(last, first + most),
                 score_buffers_);
  };
  const Score trained = over(0, train);
  const Score tested = over(train, samples_.count());
  metrics.train_loss = trained.loss;
  metrics.train_accuracy = trained.accuracy;
  metrics.test_loss = tested.loss;
  metrics.test_accuracy = tested.accuracy;
  return metrics;
}

void SupervisedTask::probe(const Probe& request, Probed& answer) {
  answer.metrics.step = step_;
  answer.metrics.epoch = order_.epoch();
  answer.has_metrics = request.metrics;
  if (request.metrics)
    answer.metrics = metrics(static_cast<int>(std::min<std::uint32_t>(request.most_samples, kMostSamples)));
  constexpr std::uint16_t kLargestSide = 512;
  answer.surface_size = std::min(request.surface_size, kLargestSide);
  answer.map_size = std::min<std::uint16_t>(request.map_size, 128);
  if (samples_.pictures() != nullptr) answer.surface_size = answer.map_size = 0;  // there is no plane to look over
  const FeatureMap features(experiment_);
  if (answer.surface_size > 0) {
    decision_surface(evaluation_, features, *loss_, experiment_.loss.values, dataset_->domain, answer.surface_size,
                     answer.surface);
    answer.surface_outputs = static_cast<std::uint16_t>(evaluation_.plan(evaluation_.last()).y.sample_count());
  }
  if (answer.map_size > 0)
    activation_maps(evaluation_, features, *loss_, experiment_.loss.values, dataset_->domain, answer.map_size,
                    answer.maps);
  if (!request.parameters) return;
  for (Real value : parameters_.values()) answer.parameters.push_back(static_cast<float>(value));
  for (std::size_t i = 0; i < parameters_.table().size(); ++i) {
    double sum = 0;
    for (Real d : parameters_.gradient(static_cast<int>(i)).span())
      sum += static_cast<double>(d) * static_cast<double>(d);
    answer.gradient_norms.push_back(static_cast<float>(std::sqrt(sum)));
  }
}

void SupervisedTask::begin_examination() {
  evaluation_.clear_state();
  examined_ = {};
  examined_.step = step_;
  examined_.epoch = order_.epoch();
  examined_.classes = samples_.classes();
  examined_.confusion.assign(static_cast<std::size_t>(samples_.classes()) * samples_.classes(), 0);
  examined_.samples = static_cast<std::uint32_t>(samples_.count() - samples_.train_count());
  examined_until_ = samples_.train_count();
}

/// One batch of the test samples; true when that was the last.
bool SupervisedTask::examine(Examined& answer) {
  const int count = std::min(static_cast<int>(evaluation_.plan(0).y[0]), samples_.count() - examined_until_);
  evaluation_.set_batch(count);
  samples_.read(examined_until_, count, evaluation_.output(0).data, score_buffers_.answers.data());
  evaluation_.forward();
  const View& y = evaluation_.output(evaluation_.last());
  const std::int64_t units = y.shape.sample_count();
  const View t{score_buffers_.answers.data(), {count, samples_.targets()}};
  examined_.loss += loss_->evaluate(experiment_.loss.values, y, t, {score_buffers_.dy.data(), y.shape}) * count;
  loss_->readout(experiment_.loss.values, y);
  for (int i = 0; i < count && samples_.classes() > 0; ++i) mark(examined_until_ + i, y.data + i * units, units);
  examined_until_ += count;
  if (examined_until_ < samples_.count()) return false;
  examined_.loss /= examined_.samples;
  for (Mistake& mistake : examined_.mistakes) {
    if (samples_.pictures() == nullptr) break;
    const std::span<const std::uint8_t> pixels = samples_.pictures()->pixels(static_cast<int>(mistake.sample));
    mistake.pixels.assign(pixels.begin(), pixels.end());
  }
  answer = std::move(examined_);
  return true;
}

/// Enters one answer into the table of confusions, and into the list of the surest mistakes.
void SupervisedTask::mark(int sample, const Real* y, std::int64_t units) {
  const auto truth = static_cast<std::uint32_t>(samples_.target(sample));
  const auto guess = static_cast<std::uint32_t>(read_class(y, units));
  ++examined_.confusion[truth * examined_.classes + guess];
  if (guess == truth) return;
  const float sure = static_cast<float>(units > 1 ? y[guess] : std::abs(y[0]));
  std::vector<Mistake>& list = examined_.mistakes;
  const auto place =
      std::upper_bound(list.begin(), list.end(), sure, [](float s, const Mistake& m) { return s > m.sure; });
  if (place == list.end() && list.size() == kMistakes) return;
  list.insert(place, {static_cast<std::uint32_t>(sample), truth, guess, sure, {}});
  if (list.size() > kMistakes) list.pop_back();
}

Status SupervisedTask::look(const Look& request, Looked& answer) {
  Pictures* pictures = samples_.pictures();
  if (pictures == nullptr) return make_error("look", {"this run has no pictures", "这次训练没有图片"});
  const auto size = static_cast<std::size_t>(pictures->height() * pictures->width());
  evaluation_.set_batch(1);
  if (!request.pixels.empty()) {
    if (request.pixels.size() != size)
      return make_error("look.pixels", {"must be {} bytes, got {}", "必须是 {} 个字节，得到 {}"},
                        {std::to_string(size), std::to_string(request.pixels.size())});
    answer.pixels = request.pixels;
    answer.label = -1;
  } else {
    if (request.sample >= static_cast<std::uint32_t>(samples_.count()))
      return make_error("look.sample", {"must be below {}, got {}", "必须小于 {}，得到 {}"},
                        {std::to_string(samples_.count()), std::to_string(request.sample)});
    const std::span<const std::uint8_t> pixels = pictures->pixels(static_cast<int>(request.sample));
    answer.pixels.assign(pixels.begin(), pixels.end());
    answer.label = pictures->label(static_cast<int>(request.sample));
  }
  answer.step = step_;
  answer.sample = request.sample;
  Real* x = evaluation_.output(0).data;
  for (const std::uint8_t pixel : answer.pixels) *x++ = pictures->value_of(pixel);
  evaluation_.clear_state();
  evaluation_.forward();
  for (int node = 0; request.activations && node <= evaluation_.last(); ++node)
    for (const Real a : evaluation_.output(node).span()) answer.activations.push_back(static_cast<float>(a));
  const View& y = evaluation_.output(evaluation_.last());
  loss_->readout(experiment_.loss.values, y);
  for (const Real p : y.span()) answer.readout.push_back(static_cast<float>(p));
  return request.gradients || request.weight_gradients ? trace(request, answer) : Status(Nothing{});
}

}  // namespace downhill
