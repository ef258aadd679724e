// The size of the gradient in each of the playground's layers.
#include <algorithm>
#include <cmath>

#include "shell/labs/playground.hpp"
#include "shell/widgets/card.hpp"
#include "shell/widgets/plot.hpp"

namespace downhill {
void Playground::gradient_card(Ui& ui, Run& run, const Rect& r) {
  Rect header;
  const bool narrow = r.w < 420;
  Rect content = card(ui, r, "gradient.title", ui.t(narrow ? Str::gradient_short : Str::gradient), &header);
  ui.text("gradient.hint", header, ui.t(Str::gradient_hint), FontId::small, ui.theme->second, Align::right);
  const int layers = static_cast<int>(columns_.size()) - 1;
  if (layers < 1) return;
  // More layers than fit go into two columns.
  const int fit = std::max(1, static_cast<int>(content.h / 15));
  const int across = layers > fit ? 2 : 1;
  const int down = (layers + across - 1) / across;
  const float pitch = std::min(content.h / static_cast<float>(down), 26.f);
  const int named = 1 + static_cast<int>(14 / std::max(pitch, 1.f));  // of dozens of layers, every so-manieth
  const float width = (content.w - static_cast<float>(across - 1) * space::k5) / static_cast<float>(across);
  const auto norm = [&](int tensor) -> double {
    const auto& norms = run.probed().gradient_norms;
    return tensor >= 0 && static_cast<std::size_t>(tensor) < norms.size() ? norms[static_cast<std::size_t>(tensor)] : 0;
  };
  for (int i = 0; i < layers && i < down * across; ++i) {
    const auto c = static_cast<std::size_t>(i + 1);
    const bool output = i + 1 == layers;
    const std::string name =
        output ? ui.t(Str::output_layer) : format_text(ui.t(Str::hidden_layer), {std::to_string(i + 1)});
    const Rect row{content.x + static_cast<float>(i / down) * (width + space::k5),
                   content.y + static_cast<float>(i % down) * pitch, width, pitch};
    const float opacity = 0.45f + 0.55f * static_cast<float>(i + 1) / static_cast<float>(layers);
    log_bar(ui, "gradient.bar", row, i % named == 0 || pitch >= 14 ? name.c_str() : nullptr, 52,
            std::hypot(norm(columns_[c].weight_tensor), norm(bias_of_column_[c])), opacity);
  }
  const Response hover = ui.control("gradients", content, false);
  ui.help(hover, "gradients", r, ui.t(Str::gradient), ui.t(Str::gradient_help));
}

}  // namespace downhill
