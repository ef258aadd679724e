#include "shell/app/text.hpp"

#include "core/base/info.hpp"
#include "core/data/datasets/registry.hpp"
#include "core/data/features/registry.hpp"
#include "core/initializers/registry.hpp"
#include "core/losses/registry.hpp"
#include "core/model/blocks/registry.hpp"
#include "core/ops/registry.hpp"
#include "core/optimizers/registry.hpp"
#include "core/regularizers/registry.hpp"
#include "core/schedules/registry.hpp"
#include "shell/labs/registry.hpp"

namespace downhill {
namespace {

constexpr Text kTable[] = {
#define TEXT(name, en, zh) {en, zh},
#include "shell/app/text_table.inc"
#undef TEXT
};

template <class T>
void visit_pieces(std::span<const T* const> pieces, void (*visit)(const Text&, void*), void* context) {
  for (const T* piece : pieces) {
    visit(piece->info.label, context);
    visit(piece->info.summary, context);
    for (const OptionSpec& option : piece->info.options) {
      visit(option.label, context);
      visit(option.help, context);
      for (const Choice& choice : option.choices) visit(choice.label, context);
    }
  }
}

}  // namespace

const Text& text_of(Str id) {
  return kTable[static_cast<std::size_t>(id)];
}

unsigned next_code_point(const char*& cursor) {
  const auto byte = [&](int i) { return static_cast<unsigned char>(cursor[i]); };
  const unsigned first = byte(0);
  if (first == 0) return 0;
  const int length = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 0;
  unsigned code = length == 1 ? first : first & (0x7Fu >> length);
  for (int i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) {
      ++cursor;
      return 0xFFFD;
    }
    code = code << 6 | (byte(i) & 0x3F);
  }
  cursor += length ? length : 1;
  return length ? code : 0xFFFD;
}

void for_each_text(void (*visit)(const Text&, void*), void* context) {
  for (const Text& text : kTable) visit(text, context);
  visit_pieces(all_ops(), visit, context);
  visit_pieces(all_blocks(), visit, context);
  visit_pieces(all_losses(), visit, context);
  visit_pieces(all_optimizers(), visit, context);
  visit_pieces(all_schedules(), visit, context);
  visit_pieces(all_regularizers(), visit, context);
  visit_pieces(all_initializers(), visit, context);
  visit_pieces(all_datasets(), visit, context);
  visit_pieces(all_features(), visit, context);
  visit_pieces(all_labs(), visit, context);
  for (const LabInfo* lab : all_labs())
    for (const Text& text : lab->texts) visit(text, context);
}

}  // namespace downhill
