#include "exchange/reject_file.hpp"

#include <string>

namespace vuoro::exchange {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
  return out;
}

}  // namespace

Result<RejectFile> RejectFile::create(const std::filesystem::path& path) {
  RejectFile rejects;
  if (path.empty()) return rejects;
  rejects.path_ = path;
  rejects.part_ = path;
  rejects.part_ += ".part";
  rejects.file_.open(rejects.part_, std::ios::binary | std::ios::trunc);
  rejects.file_ << "line,code,reason,row\r\n";
  if (!rejects.file_) return Error{"file-unwritable", "the reject file cannot be written", path.string()};
  return rejects;
}

void RejectFile::add(std::uint64_t line, const RowFault& fault, std::string_view raw) {
  if (path_.empty()) return;
  file_ << line << ',' << fault.code << ',' << quoted(fault.what) << ',' << quoted(raw) << "\r\n";
}

Status RejectFile::finish() {
  if (path_.empty()) return Unit{};
  file_.close();
  std::error_code fault;
  if (file_) std::filesystem::rename(part_, path_, fault);
  if (!file_ || fault) {
    return Error{"file-unwritable", fault ? fault.message() : "the reject file cannot be written",
                 path_.string()};
  }
  return Unit{};
}

}  // namespace vuoro::exchange
