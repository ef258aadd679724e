#pragma once
#include <span>

#include "shell/app/curve.hpp"
#include "shell/app/ui.hpp"

namespace downhill {

/// One line of a plot: a member of CurvePoint, a colour and a name for the values under the pointer.
struct PlotLine {
  float CurvePoint::*value;
  Color color;
  const char* name;
};

/// A line of another run, drawn thinner under those of this one.
struct PlotOverlay {
  std::span<const CurvePoint> points;
  float CurvePoint::*value;
  Color color;
};

struct PlotSpec {
  bool logarithmic = false;
  bool percent = false;  // the axis is 0..1, written as per cent
  const char* x_label = "";
  const char* empty = "";  // what is said before there is a line
  std::span<const PlotOverlay> overlays = {};
};

/// Learning curves over epochs, with a grid in round numbers; under the pointer, the values there.
void plot(Ui& ui, const Rect& r, std::span<const CurvePoint> points, std::span<const PlotLine> lines,
          const PlotSpec& spec);

/// A horizontal bar on a logarithmic scale from 1e-6 to 10, with its name left and its value right (nullptr: neither).
void log_bar(Ui& ui, const char* id, const Rect& r, const char* name, float name_width, double value, float opacity);

}  // namespace downhill
