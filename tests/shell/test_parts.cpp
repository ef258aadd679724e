// The small parts of the interface that have rules of their own.
#include <doctest/doctest.h>

#include <cmath>

#include "core/data/datasets/registry.hpp"
#include "core/losses/registry.hpp"
#include "core/model/network.hpp"
#include "core/model/output.hpp"
#include "core/optimizers/registry.hpp"
#include "shell/app/architecture.hpp"
#include "shell/app/curve.hpp"
#include "shell/app/focus_ring.hpp"
#include "shell/app/history.hpp"
#include "shell/app/theme.hpp"
#include "shell/widgets/format.hpp"
#include "shell/widgets/slider.hpp"

using namespace downhill;

TEST_CASE("a curve keeps the whole run in at most a thousand points") {
  Curve curve;
  for (int i = 0; i < 100000; ++i)
    curve.add({.step = static_cast<std::uint64_t>(i), .epoch = i * 0.5, .train_loss = 1.0, .test_loss = 2.0});
  CHECK(curve.points().size() <= Curve::kCapacity);
  CHECK(curve.points().size() >= Curve::kCapacity / 2 - 1);
  CHECK(curve.points().front().epoch < 100);
  CHECK(curve.points().back().epoch > 49000);
  for (const CurvePoint& p : curve.points()) CHECK(p.train_loss == 1.0f);
}

TEST_CASE("undo joins what one gesture changed") {
  History history;
  Experiment e = default_experiment();
  for (int i = 0; i < 10; ++i) {
    history.record(e, "batch_size", 1000 + i * 50);
    e.batch_size = i + 1;
  }
  history.record(e, "seed", 2000);
  e.seed = 5;
  e = history.undo(e);
  CHECK(e.seed == 1);
  CHECK(e.batch_size == 10);
  e = history.undo(e);
  CHECK(e == default_experiment());
  CHECK_FALSE(history.can_undo());
  e = history.redo(e);
  CHECK(e.batch_size == 10);
}

TEST_CASE("sliders stop at numbers one can say, and come back to where they stand") {
  const OptionSpec& rate = all_optimizers().front()->info.options.front();
  for (double t = 0; t <= 1; t += 0.01) {
    const double v = slider_value(rate, t);
    CHECK(std::fabs(slider_position(rate, v) - t) < 0.03);
    CHECK(round_significant(v, 2) == v);
  }
  CHECK(slider_position(rate, 1e9) == 1);
  CHECK(slider_position(rate, 0) == 0);
}

TEST_CASE("every pair of loss and data set that is offered has an output layer") {
  for (const DatasetInfo* dataset : point_datasets()) {
    int offered = 0;
    for (const LossInfo* loss : all_losses()) {
      if (!loss_fits(*loss, dataset->classes)) continue;
      ++offered;
      Experiment e = default_experiment();
      change_dataset(e, *dataset);
      e.loss = default_piece(loss->info);
      write_architecture(e, read_architecture(e).hidden);
      CAPTURE(dataset->info.name);
      CAPTURE(loss->info.name);
      CHECK(e.loss.type == loss->info.name);
      CHECK(parse_experiment(write_experiment(e)).ok());
      CHECK(check_experiment(e).ok());
    }
    CHECK(offered > 0);
  }
}

TEST_CASE("the focus walks in order and leaves behind the last control") {
  FocusRing ring;
  for (const FocusRing::Id id : {1u, 2u, 3u}) ring.add(id);
  CHECK_FALSE(ring.leaves(false));
  CHECK(ring.move(false));
  CHECK(ring.has(1));
  CHECK(ring.visible());
  CHECK(ring.leaves(true));
  ring.move(false);
  ring.move(false);
  CHECK(ring.has(3));
  CHECK_FALSE(ring.move(false));
  CHECK_FALSE(ring.visible());
}

TEST_CASE("the diverging scale is zero in the middle and takes anything") {
  for (const Theme* theme : {&light_theme(), &dark_theme()}) {
    CHECK(theme->diverge(0) == theme->zero);
    CHECK(theme->diverge(NAN) == theme->zero);
    CHECK(theme->diverge(INFINITY) == theme->diverging[255]);
    CHECK(theme->diverge(-1e30f) == theme->diverging[0]);
  }
}

namespace {

double luminance(Color color) {
  const auto part = [](Color c) {
    const double v = static_cast<double>(c & 0xFF) / 255;
    return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(color) + 0.7152 * part(color >> 8) + 0.0722 * part(color >> 16);
}

double contrast(Color a, Color b) {
  const double x = luminance(a);
  const double y = luminance(b);
  return (std::fmax(x, y) + 0.05) / (std::fmin(x, y) + 0.05);
}

}  // namespace

TEST_CASE("text has AA contrast in both themes") {
  for (const Theme* t : {&light_theme(), &dark_theme()}) {
    for (const Color back : {t->panel, t->page, t->warning_panel}) {
      CHECK(contrast(t->ink, back) >= 4.5);
      CHECK(contrast(t->second, back) >= 4.5);
    }
    CHECK(contrast(t->accent, t->panel) >= 4.5);
    CHECK(contrast(t->accent, t->soft) >= 4.5);
    CHECK(contrast(t->on_accent, t->accent) >= 4.5);
  }
}

TEST_CASE("numbers keep their shape") {
  CHECK(std::string(format_loss(0.0213)) == "0.021");
  CHECK(std::string(format_loss(NAN)) == "–");
  CHECK(std::string(format_epoch(184.7)) == "000,184");
  CHECK(std::string(format_percent(0.992)) == "99.2 %");
  CHECK(std::string(format_rate(4.8e6)) == "4.8 M");
  CHECK(round_significant(0.034567, 2) == 0.035);
}
