#include "core/data/synthetic_digits.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/rng.hpp"
#include "core/data/digit_glyphs.hpp"
#include "core/data/ink.hpp"

namespace downhill {
namespace {

constexpr float kBox = InkField::kSide;
constexpr std::uint64_t kStream = 0x646967697473;  // "digits": far from the streams of other uses of one seed
constexpr int kSpanPieces = 4;                     // straight pieces between two points of a style

/// Small random numbers, four out of each draw: sixteen bits are plenty for a hand.
class Dice {
 public:
  explicit Dice(Rng rng) : rng_(rng) {}

  /// [0, 1)
  float uniform() {
    if (left_ == 0) bits_ = rng_.next(), left_ = 4;
    --left_;
    const auto piece = static_cast<float>(bits_ & 0xffff);
    bits_ >>= 16;
    return piece * 0x1p-16f;
  }
  float uniform(float low, float high) { return low + (high - low) * uniform(); }
  /// Mean 0, deviation 1, never beyond 3.5: the sum of four, which is exact in a float and so the same in any order.
  float bell() { return (uniform() + uniform() + uniform() + uniform() - 2) * 1.7320508f; }
  int below(int count) { return static_cast<int>(uniform() * static_cast<float>(count)); }

 private:
  Rng rng_;
  std::uint64_t bits_ = 0;
  int left_ = 0;
};

/// A wave of period 1 and height 1 made of parabolas: near enough to a sine, and exact on every machine.
float wave(float at) {
  const float x = at - std::floor(at);
  return x < 0.5f ? 16 * x * (0.5f - x) : 16 * (x - 0.5f) * (x - 1);
}

/// How one digit is written: everything that is the same for all its points.
struct Hand {
  float width, slant, sine, cosine;
  float taper, waist, lean;  // top wider than bottom; upper half larger than lower; a bow to the side
  float jitter;
  float wobble_x, wobble_y, phase_x, phase_y, turn_x, turn_y;  // a slow wave over the whole box

  explicit Hand(Dice& dice) {
    width = std::max(0.35f, 1.02f + 0.26f * dice.bell());
    slant = 0.14f + 0.26f * dice.bell();
    // tan of half the angle: a rotation without a library's sine.
    const float half = 0.06f * dice.bell();
    sine = 2 * half / (1 + half * half), cosine = (1 - half * half) / (1 + half * half);
    taper = 0.24f * dice.bell();
    waist = 0.32f * dice.bell();
    lean = 0.10f * dice.bell();
    jitter = 0.012f + 0.030f * dice.uniform();
    wobble_x = 0.035f * dice.bell(), wobble_y = 0.03f * dice.bell();
    phase_x = dice.uniform(), phase_y = dice.uniform();
    turn_x = dice.uniform(0.5f, 1.3f), turn_y = dice.uniform(0.5f, 1.3f);
  }

  PlanePoint place(const GlyphPoint& point, Dice& dice) const {
    float x = static_cast<float>(point.x) * 0.01f - 0.33f, y = static_cast<float>(point.y) * 0.01f;
    x += wobble_x * wave(turn_x * y + phase_x), y += wobble_y * wave(turn_y * (x + 0.3f * y) + phase_y);
    x += jitter * dice.bell(), y += jitter * dice.bell();
    const float bow = 4 * y * (1 - y);
    x = x * width * (1 + taper * (0.5f - y)) + lean * bow * 0.5f;
    y += waist * 0.25f * bow;
    x += slant * (0.5f - y);
    return {cosine * x - sine * y, sine * x + cosine * y};
  }
};

/// The strokes of one digit as a chain of straight pieces.
struct Outline {
  static constexpr int kMost = kMaximumGlyphPoints * kSpanPieces;
  struct Piece {
    PlanePoint from, to;
  };
  std::array<Piece, kMost> pieces;
  int count = 0;
  float left = 1e9f, right = -1e9f, top = 1e9f, bottom = -1e9f;

  void reach(PlanePoint point) {
    left = std::min(left, point.x), right = std::max(right, point.x);
    top = std::min(top, point.y), bottom = std::max(bottom, point.y);
  }

  /// The curve from b to c of Catmull and Rom's spline through a, b, c, d.
  void add_span(PlanePoint a, PlanePoint b, PlanePoint c, PlanePoint d) {
    PlanePoint last = b;
    reach(b);
    for (int i = 1; i <= kSpanPieces; ++i) {
      const float t = static_cast<float>(i) / kSpanPieces, u = 1 - t;
      const float wa = -0.5f * t * u * u, wd = -0.5f * t * t * u;
      const float wb = u * u * (1 + 2 * t) + 0.5f * t * t * u, wc = t * t * (1 + 2 * u) + 0.5f * t * u * u;
      const PlanePoint next = {wa * a.x + wb * b.x + wc * c.x + wd * d.x, wa * a.y + wb * b.y + wc * c.y + wd * d.y};
      pieces[static_cast<std::size_t>(count++)] = {last, next};
      reach(next);
      last = next;
    }
  }

  /// A stroke ends a little early or late: loops stay open or overlap, bars are short or long.
  static void stretch(PlanePoint& end, PlanePoint before, Dice& dice) {
    const float amount = 0.16f * dice.bell();
    end.x += amount * (end.x - before.x), end.y += amount * (end.y - before.y);
  }

  /// Curves are smooth from one corner to the next; beyond a corner the spline sees the corner itself once more.
  void add(std::span<const GlyphPoint> style, const Hand& hand, Dice& dice) {
    std::array<PlanePoint, kMaximumGlyphPoints> points;
    for (std::size_t i = 0; i < style.size(); ++i) points[i] = hand.place(style[i], dice);
    for (std::size_t i = 0; i + 1 < style.size(); ++i) {
      if (i == 0 || style[i - 1].move == PenMove::lift) stretch(points[i], points[i + 1], dice);
      if (style[i + 1].move == PenMove::lift) stretch(points[i + 1], points[i], dice);
    }
    bool sharp = true;  // does a run begin here?
    for (std::size_t i = 0; i + 1 < style.size(); ++i) {
      if (style[i].move == PenMove::lift) {
        sharp = true;
        continue;
      }
      sharp = sharp || style[i].move == PenMove::corner;
      const bool ends = style[i + 1].move != PenMove::smooth;
      add_span(points[sharp ? i : i - 1], points[i], points[i + 1], points[ends ? i + 1 : i + 2]);
      sharp = false;
    }
  }
};

const GlyphStyle& choose_style(int digit, Dice& dice) {
  const std::span<const GlyphStyle> styles = digit_styles(digit);
  int all = 0;
  for (const GlyphStyle& style : styles) all += style.weight;
  int pick = dice.below(all);
  std::size_t i = 0;
  while (pick >= styles[i].weight) pick -= styles[i++].weight;
  return styles[i];
}

/// Which digit picture `index` shows: the ten of its row of ten, shuffled.
std::uint8_t label_of(std::uint64_t seed, std::uint64_t index) {
  Dice dice(Rng(seed, kStream + 2 * (index / 10) + 1));
  std::array<std::uint8_t, 10> order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  for (int i = 9; i > 0; --i)
    std::swap(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(dice.below(i + 1))]);
  return order[index % 10];
}

/// In pixels of the finished picture; thick pens are rarer but reach further.
float pen_radius(Dice& dice) {
  const float b = dice.bell();
  return std::max(0.6f, 1.26f + 0.36f * b + 0.07f * b * b);
}

/// Puts the outline into the box, touching two opposite sides of it, and draws it with a pen.
void ink_outline(const Outline& outline, Dice& dice, std::span<float, InkField::kSide * InkField::kSide> ink) {
  const float radius = pen_radius(dice);
  const float edge = dice.uniform(0.75f, 1.35f);
  const float pressure = 0.16f * dice.uniform(), beat = dice.uniform(0.02f, 0.07f), start = dice.uniform(),
              roughness = 0.10f * dice.uniform();
  const float width = outline.right - outline.left, height = outline.bottom - outline.top;
  const float scale = (kBox - 2 * radius) / std::max({width, height, 1e-3f});
  const float x = 0.5f * (kBox - scale * (outline.left + outline.right));
  const float y = 0.5f * (kBox - scale * (outline.top + outline.bottom));
  InkField field;
  for (int i = 0; i < outline.count; ++i) {
    const Outline::Piece& piece = outline.pieces[static_cast<std::size_t>(i)];
    field.draw({{x + scale * piece.from.x, y + scale * piece.from.y},
                {x + scale * piece.to.x, y + scale * piece.to.y},
                radius * (1 + pressure * wave(start + beat * static_cast<float>(i)) + roughness * dice.bell())});
  }
  field.develop(radius, edge, ink);
}

/// Bytes, with the centre of mass as near to the middle as whole pixels allow.
void centre(std::span<const float, InkField::kSide * InkField::kSide> ink, Dice& dice,
            std::span<std::uint8_t, kDigitPixels> pixels) {
  constexpr int kMargin = (kDigitSide - InkField::kSide) / 2;
  float mass = 0, mass_x = 0, mass_y = 0;
  for (int row = 0; row < InkField::kSide; ++row)
    for (int column = 0; column < InkField::kSide; ++column) {
      const float value = ink[static_cast<std::size_t>(row * InkField::kSide + column)];
      mass += value, mass_x += value * static_cast<float>(column), mass_y += value * static_cast<float>(row);
    }
  constexpr float kMiddle = 0.5f * kDigitSide - 0.5f;  // of pixel centres
  // The box may only move inside the picture; ink so lopsided that it would need more does not occur.
  const auto offset = [&](float moment) {
    return std::clamp(static_cast<int>(std::floor(kMiddle - moment / mass + 0.5f)), 0, 2 * kMargin);
  };
  const int left = offset(mass_x), top = offset(mass_y);
  const float strength = dice.uniform(0.97f, 1.06f), grain = 10 * dice.uniform();
  std::fill(pixels.begin(), pixels.end(), std::uint8_t{0});
  for (int row = 0; row < InkField::kSide; ++row)
    for (int column = 0; column < InkField::kSide; ++column) {
      const float value = ink[static_cast<std::size_t>(row * InkField::kSide + column)];
      if (value <= 0) continue;
      const float grey = 255 * strength * value - grain * dice.uniform();
      pixels[static_cast<std::size_t>((row + top) * kDigitSide + column + left)] =
          static_cast<std::uint8_t>(std::clamp(grey, 0.f, 255.f));
    }
}

}  // namespace

void draw_digit(std::uint64_t seed, std::uint64_t index, std::span<std::uint8_t, kDigitPixels> pixels,
                std::uint8_t& label) {
  label = label_of(seed, index);
  Dice dice(Rng(seed, kStream + 2 * index));
  const GlyphStyle& style = choose_style(label, dice);
  const Hand hand(dice);
  Outline outline;
  outline.add(style.points, hand, dice);
  std::array<float, InkField::kSide * InkField::kSide> ink;
  ink_outline(outline, dice, ink);
  centre(ink, dice, pixels);
}

}  // namespace downhill
