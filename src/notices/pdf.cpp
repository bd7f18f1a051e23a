#include <cairo-pdf.h>
#include <fmt/core.h>
#include <pango/pangocairo.h>

#include <chrono>
#include <memory>
#include <vector>

#include "notices/letter.hpp"
#include "notices/pdf_language.hpp"

namespace vuoro::notices {

namespace {

constexpr double mm = 72 / 25.4;
constexpr double page_width = 210 * mm;
constexpr double page_height = 297 * mm;
constexpr double left = 20 * mm;
constexpr double right = page_width - 20 * mm;
constexpr double top = 15 * mm;
constexpr double bottom = page_height - 18 * mm;
constexpr double window_top = 42 * mm;
constexpr double window_width = 85 * mm;
constexpr double text_top = 92 * mm;  // below the fold of a C5 envelope's window
constexpr const char* font_family = "DejaVu Sans";

struct SurfaceEnd {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceEnd>;
using Context = std::unique_ptr<cairo_t, SurfaceEnd>;
using Layout = std::unique_ptr<PangoLayout, SurfaceEnd>;
using Font = std::unique_ptr<PangoFontDescription, SurfaceEnd>;

cairo_status_t append(void* out, const unsigned char* bytes, unsigned size) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes),
                                         size);  // NOLINT: bytes to text
  return CAIRO_STATUS_SUCCESS;
}

enum class Weight : std::uint8_t { plain, bold };

struct Style {
  double points = 11;
  Weight weight = Weight::plain;
  double above = 0;  ///< Empty space before it.
};

/// A structure element for as long as it lives.
class Tag {
 public:
  Tag(cairo_t* context, const char* name) : context_(context), name_(name) {
    cairo_tag_begin(context, name, "");
  }
  ~Tag() { cairo_tag_end(context_, name_); }
  Tag(const Tag&) = delete;
  Tag& operator=(const Tag&) = delete;

 private:
  cairo_t* context_;
  const char* name_;
};

class Page {
 public:
  explicit Page(cairo_t* context) : c_(context), layout_(pango_cairo_create_layout(context)) {
    pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
  }

  /// Writes the text from (x, y) down. @return The y below it. Moves to a new page when it would not fit.
  double write(std::string_view text, double x, double width, double y, const Style& style) {
    set(text, width, style);
    y += style.above;
    int height = 0;
    pango_layout_get_size(layout_.get(), nullptr, &height);
    const double high = static_cast<double>(height) / PANGO_SCALE;
    if (y + high > bottom) {
      cairo_show_page(c_);
      y = top;
    }
    cairo_move_to(c_, x, y);
    pango_cairo_show_layout(c_, layout_.get());
    return y + high;
  }

  void line(double x, double y, double width) {
    cairo_set_line_width(c_, 0.6);
    cairo_move_to(c_, x, y);
    cairo_line_to(c_, x + width, y);
    cairo_stroke(c_);
  }

  [[nodiscard]] cairo_t* context() const { return c_; }

 private:
  void set(std::string_view text, double width, const Style& style) {
    const Font font(pango_font_description_new());
    pango_font_description_set_family(font.get(), font_family);
    pango_font_description_set_absolute_size(font.get(), style.points * PANGO_SCALE);
    pango_font_description_set_weight(font.get(),
                                      style.weight == Weight::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout_.get(), font.get());
    pango_layout_set_width(layout_.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_line_spacing(layout_.get(), 1.25F);
    // A name from elsewhere may hold anything; what is no UTF-8 is shown as replaced, not left out.
    const std::unique_ptr<char, decltype(&g_free)> valid(
        g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), &g_free);
    pango_layout_set_text(layout_.get(), valid.get(), -1);
  }

  cairo_t* c_;
  Layout layout_;
};

void head(Page& page, const Letter& letter) {
  {
    const Tag tag(page.context(), "P");
    const double y = page.write(letter.from, left, 95 * mm, top, {10.5, Weight::bold});
    page.write(letter.phone, left, 95 * mm, y, {10.5});
  }
  const Tag tag(page.context(), "P");
  page.write(letter.date, 130 * mm, right - 130 * mm, top, {10.5});
}

void recipient(Page& page, const Letter& letter) {
  const Tag tag(page.context(), "P");
  double y = window_top;
  if (letter.to.empty()) {
    y = page.write(letter.to_label, left, window_width, y, {9});
    for (int n = 0; n < 4; ++n) page.line(left, y += 7 * mm, window_width);
    return;
  }
  for (const std::string& one : letter.to) y = page.write(one, left, window_width, y, {11});
}

Style style_of(Block::Kind kind) {
  switch (kind) {
    case Block::Kind::heading:
      return {12, Weight::bold, 4 * mm};
    case Block::Kind::time:
      return {15, Weight::bold, 3 * mm};
    case Block::Kind::item:
      return {11.5, Weight::plain, 1 * mm};
    case Block::Kind::other_language:
      return {12, Weight::bold, 3 * mm};
    case Block::Kind::paragraph:
      break;
  }
  return {11.5, Weight::plain, 2 * mm};
}

double item(Page& page, const Block& block, double y) {
  const Tag tag(page.context(), "LI");
  const Tag body(page.context(), "LBody");
  return page.write("– " + block.text, left + 4 * mm, right - left - 4 * mm, y, style_of(block.kind));
}

void body(Page& page, const Letter& letter) {
  double y = text_top;
  {
    const Tag tag(page.context(), "H1");
    y = page.write(letter.title, left, right - left, y, {18, Weight::bold});
  }
  for (std::size_t i = 0; i < letter.blocks.size();) {
    const Block& block = letter.blocks[i];
    if (block.kind == Block::Kind::item) {
      const Tag list(page.context(), "L");
      for (; i < letter.blocks.size() && letter.blocks[i].kind == Block::Kind::item; ++i)
        y = item(page, letter.blocks[i], y);
      continue;
    }
    const Tag tag(page.context(), block.kind == Block::Kind::heading ? "H2" : "P");
    y = page.write(block.text, left, right - left, y, style_of(block.kind));
    ++i;
  }
}

std::string iso_time(Instant at) {
  const std::chrono::sys_seconds time{std::chrono::seconds{at.s}};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day civil{day};
  const auto second = (time - day).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(civil.year()),
                     static_cast<unsigned>(civil.month()), static_cast<unsigned>(civil.day()), second / 3600,
                     second / 60 % 60, second % 60);
}

}  // namespace

Result<std::string> to_pdf(const Letter& letter, Instant made) {
  std::string pdf;
  {
    const Surface surface(cairo_pdf_surface_create_for_stream(&append, &pdf, page_width, page_height));
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, letter.title.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_AUTHOR, letter.from.c_str());
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Vuoro");
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, iso_time(made).c_str());
    const Context context(cairo_create(surface.get()));
    {
      Page page(context.get());
      const Tag document(context.get(), "Document");
      head(page, letter);
      recipient(page, letter);
      body(page, letter);
    }
    cairo_show_page(context.get());
    cairo_surface_finish(surface.get());
    const cairo_status_t status = cairo_status(context.get()) != CAIRO_STATUS_SUCCESS
                                      ? cairo_status(context.get())
                                      : cairo_surface_status(surface.get());
    if (status != CAIRO_STATUS_SUCCESS) return Error{"letter-unmade", cairo_status_to_string(status)};
  }
  return with_language(std::move(pdf), letter.language);
}

}  // namespace vuoro::notices
