#include "exchange/csv_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "exchange/utf8.hpp"

namespace vuoro::exchange {

namespace {

constexpr std::size_t chunk = std::size_t{256} << 10;
constexpr int no_more = -1;

}  // namespace

/// Where in a field the next byte is.
enum class CsvReader::In : std::uint8_t { field_start, plain, quoted, after_quote };

/// One record as far as it could be read.
struct CsvReader::Scan {
  In in = In::field_start;
  std::size_t length = 0;  ///< With the line end.
  std::size_t line_end = 0;
  std::uint64_t lines = 1;
  std::optional<RowFault> fault;
};

Result<CsvReader> CsvReader::open(const std::filesystem::path& path, char separator) {
  const std::string shown = path.string();
  std::error_code fault;
  if (!std::filesystem::is_regular_file(path, fault)) {
    return Error{"file-unreadable", fault ? fault.message() : "not a file", shown};
  }
  const std::uint64_t total = std::filesystem::file_size(path, fault);
  std::ifstream file(path, std::ios::binary);
  if (fault || !file) return Error{"file-unreadable", "cannot be opened", shown};
  CsvReader reader(std::move(file), shown, total, separator);
  if (!reader.fill() && reader.file_.bad()) return Error{"file-unreadable", "cannot be read", shown};
  const std::string_view head = reader.buffer_;
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
    return Error{"not-utf8", "the file is UTF-16; save it as UTF-8", shown};
  }
  if (head.starts_with("\xEF\xBB\xBF")) reader.advance(3);
  CsvRecord record;
  auto first = reader.next(record);
  if (!first) return first.error();
  if (!*first) return Error{"file-empty", "there is no header line", shown};
  if (record.fault) {
    return Error{record.fault->code == "not-utf8" ? "not-utf8" : "header-unreadable", record.fault->what,
                 fmt::format("{}:{}", shown, record.line)};
  }
  reader.header_.assign(record.fields.begin(), record.fields.end());
  return reader;
}

/// Reads more behind what there is. @return false when there is no more.
bool CsvReader::fill() {
  if (ended_) return false;
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
  const std::size_t had = buffer_.size();
  buffer_.resize(had + chunk);
  file_.read(buffer_.data() + had, static_cast<std::streamsize>(chunk));
  const auto got = static_cast<std::size_t>(file_.gcount());
  buffer_.resize(had + got);
  ended_ = got < chunk;
  return got > 0;
}

/// The byte at an offset from the record's beginning, or no_more.
int CsvReader::peek(std::size_t offset) {
  while (begin_ + offset >= buffer_.size()) {
    if (!fill()) return no_more;
  }
  return static_cast<unsigned char>(buffer_[begin_ + offset]);
}

void CsvReader::advance(std::size_t bytes) {
  begin_ += bytes;
  consumed_ += bytes;
}

CsvReader::Scan CsvReader::scan() {
  Scan s;
  content_.clear();
  ends_.clear();
  for (std::size_t i = 0; !s.fault; ++i) {
    const int c = peek(i);
    if (c == no_more) {
      if (s.in == In::quoted) s.fault = RowFault{"quote-unclosed", "a quotation mark is never closed"};
      ends_.push_back(content_.size());
      s.length = s.line_end = i;
      return s;
    }
    const char byte = static_cast<char>(c);
    if (i >= most_in_record) {
      s.fault = RowFault{"record-too-long", "the row is longer than 64 KiB"};
    } else if (byte == '\0') {
      s.fault = RowFault{"nul-character", "the row holds a NUL character"};
    } else if (s.in == In::quoted) {
      take_quoted(s, byte);
    } else if (byte == '\n' || (byte == '\r' && peek(i + 1) == '\n')) {
      ends_.push_back(content_.size());
      s.line_end = i;
      s.length = i + (byte == '\r' ? 2 : 1);
      return s;
    } else {
      take_unquoted(s, byte);
    }
  }
  return s;
}

void CsvReader::take_quoted(Scan& s, char byte) {
  if (byte == '"') {
    s.in = In::after_quote;
    return;
  }
  if (byte == '\n') ++s.lines;
  content_.push_back(byte);
}

void CsvReader::take_unquoted(Scan& s, char byte) {
  if (byte == separator_) {
    ends_.push_back(content_.size());
    s.in = In::field_start;
  } else if (byte == '"' && s.in == In::field_start) {
    s.in = In::quoted;
  } else if (byte == '"' && s.in == In::after_quote) {
    content_.push_back('"');
    s.in = In::quoted;
  } else if (byte == '"' || s.in == In::after_quote) {
    s.fault =
        RowFault{"quote-malformed", "a quotation mark in the middle of a field, or text after a closing one"};
  } else if (byte == '\r') {
    s.fault = RowFault{"bare-cr", "a carriage return without a line feed"};
  } else {
    content_.push_back(byte);
    s.in = In::plain;
  }
}

/// Bytes up to the first line feed (not with it), reading on as far as needed but keeping no more than the
/// cap: a longer line is thrown away piece by piece.
std::size_t CsvReader::first_line_length() {
  for (std::size_t i = 0; i < most_in_record; ++i) {
    const int c = peek(i);
    if (c == no_more || c == '\n') return i;
  }
  return most_in_record;
}

void CsvReader::give_faulty(RowFault fault, CsvRecord& record) {
  record.fields.clear();
  record.fault = std::move(fault);
  record.line = line_;
  const std::size_t length = first_line_length();
  content_.assign(buffer_, begin_, std::min(length, most_raw));
  if (!content_.empty() && content_.back() == '\r') content_.pop_back();
  record.raw = content_;
  advance(length);
  while (peek(0) != no_more && peek(0) != '\n') {
    const std::size_t line_feed = buffer_.find('\n', begin_);
    advance((line_feed == std::string::npos ? buffer_.size() : line_feed) - begin_);
  }
  if (peek(0) == '\n') advance(1);
  ++line_;
}

void CsvReader::give(const Scan& scan, CsvRecord& record) {
  record.fault.reset();
  record.line = line_;
  record.raw = std::string_view(buffer_).substr(begin_, scan.line_end);
  record.fields.clear();
  std::size_t from = 0;
  for (const std::size_t end : ends_) {
    record.fields.push_back(std::string_view(content_).substr(from, end - from));
    from = end;
  }
  advance(scan.length);
  line_ += scan.lines;
}

Result<bool> CsvReader::next(CsvRecord& record) {
  while (peek(0) == '\n' || (peek(0) == '\r' && peek(1) == '\n')) {
    advance(peek(0) == '\n' ? 1 : 2);
    ++line_;
  }
  if (peek(0) == no_more) {
    if (file_.bad()) return Error{"file-unreadable", "reading broke off", shown_};
    return false;
  }
  Scan s = scan();
  if (!s.fault && !header_.empty() && ends_.size() != header_.size()) {
    s.fault = RowFault{"column-count",
                       fmt::format("{} columns, not the {} of the header", ends_.size(), header_.size())};
  }
  if (!s.fault && !is_utf8(std::string_view(buffer_).substr(begin_, s.line_end))) {
    s.fault = RowFault{"not-utf8", "the row is not UTF-8"};
  }
  if (s.fault) {
    give_faulty(*std::move(s.fault), record);
  } else {
    give(s, record);
  }
  return true;
}

}  // namespace vuoro::exchange
