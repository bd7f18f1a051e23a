#include "ledger/weak_disk.hpp"

#include <cerrno>
#include <cstring>
#include <new>

namespace vuoro::ledger {
namespace {

WeakDisk* disk = nullptr;
sqlite3_vfs* real_vfs = nullptr;
sqlite3_vfs weak_vfs;
sqlite3_io_methods weak_methods;

struct WeakFile {
  sqlite3_file base;
  sqlite3_file* real;
  std::string* name;  // empty: not noted
};

WeakFile* weak(sqlite3_file* file) {
  return reinterpret_cast<WeakFile*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
  return weak(file)->real;
}

int close_file(sqlite3_file* file) {
  const int code = real(file)->pMethods->xClose(real(file));
  sqlite3_free(weak(file)->real);
  delete weak(file)->name;
  return code;
}

int read_file(sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
  return real(f)->pMethods->xRead(real(f), to, n, at);
}

int write_file(sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
  if (const int code = disk->begin_operation(false); code != SQLITE_OK) {
    return code;
  }
  const char* bytes = static_cast<const char*>(from);
  disk->note(*weak(f)->name, {false, static_cast<std::uint64_t>(at), {bytes, bytes + n}});
  return real(f)->pMethods->xWrite(real(f), from, n, at);
}

int truncate_file(sqlite3_file* f, sqlite3_int64 size) {
  disk->note(*weak(f)->name, {true, static_cast<std::uint64_t>(size), {}});
  return real(f)->pMethods->xTruncate(real(f), size);
}

int sync_file(sqlite3_file* f, int flags) {
  if (const int code = disk->begin_operation(true); code != SQLITE_OK) {
    return code;
  }
  disk->note_sync(*weak(f)->name);
  static_cast<void>(flags);  // the real sync would only cost time: the kernel survives this test
  return SQLITE_OK;
}

int size_of_file(sqlite3_file* f, sqlite3_int64* size) {
  return real(f)->pMethods->xFileSize(real(f), size);
}
int lock_file(sqlite3_file* f, int level) {
  return real(f)->pMethods->xLock(real(f), level);
}
int unlock_file(sqlite3_file* f, int level) {
  return real(f)->pMethods->xUnlock(real(f), level);
}
int reserved(sqlite3_file* f, int* out) {
  return real(f)->pMethods->xCheckReservedLock(real(f), out);
}
int control(sqlite3_file* f, int op, void* arg) {
  return real(f)->pMethods->xFileControl(real(f), op, arg);
}
int sector(sqlite3_file* f) {
  return real(f)->pMethods->xSectorSize(real(f));
}
int traits(sqlite3_file* f) {
  return real(f)->pMethods->xDeviceCharacteristics(real(f));
}
int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}
int shm_lock(sqlite3_file* f, int at, int n, int flags) {
  return real(f)->pMethods->xShmLock(real(f), at, n, flags);
}
void shm_barrier(sqlite3_file* f) {
  real(f)->pMethods->xShmBarrier(real(f));
}
int shm_unmap(sqlite3_file* f, int remove) {
  return real(f)->pMethods->xShmUnmap(real(f), remove);
}

int open_file(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file, int flags, int* out) {
  WeakFile* made = weak(file);
  made->base.pMethods = nullptr;
  made->real = static_cast<sqlite3_file*>(sqlite3_malloc(real_vfs->szOsFile));
  std::memset(made->real, 0, static_cast<std::size_t>(real_vfs->szOsFile));
  const int code = real_vfs->xOpen(real_vfs, name, made->real, flags, out);
  if (code != SQLITE_OK) {
    sqlite3_free(made->real);
    return code;
  }
  made->name = new std::string(name != nullptr ? name : "");
  made->base.pMethods = &weak_methods;
  disk->note_open(*made->name, made->real);
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* /*vfs*/, const char* name, int sync_directory) {
  disk->note_removal(name);
  return real_vfs->xDelete(real_vfs, name, sync_directory);
}

bool apply(const WeakDisk::Operation& operation, std::vector<char>& content, std::mt19937_64* random) {
  if (operation.is_truncate) {
    if (random != nullptr && (*random)() % 2 == 0) {
      return false;
    }
    content.resize(operation.at);
    return true;
  }
  constexpr std::uint64_t sector_bytes = 512;
  const std::uint64_t end = operation.at + operation.bytes.size();
  for (std::uint64_t at = operation.at; at < end;) {
    const std::uint64_t stop = std::min(end, (at / sector_bytes + 1) * sector_bytes);
    if (random == nullptr || (*random)() % 4 != 0) {
      if (content.size() < stop) {
        content.resize(stop);
      }
      std::memcpy(content.data() + at, operation.bytes.data() + (at - operation.at), stop - at);
    }
    at = stop;
  }
  return true;
}

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

WeakDisk::WeakDisk(Honesty honesty) : honesty_(honesty) {
  disk = this;
  real_vfs = sqlite3_vfs_find(nullptr);
  weak_vfs = *real_vfs;
  weak_vfs.zName = "weak";
  weak_vfs.szOsFile = sizeof(WeakFile);
  weak_vfs.xOpen = open_file;
  weak_vfs.xDelete = delete_file;
  weak_methods = {};
  weak_methods.iVersion = 2;
  weak_methods.xClose = close_file;
  weak_methods.xRead = read_file;
  weak_methods.xWrite = write_file;
  weak_methods.xTruncate = truncate_file;
  weak_methods.xSync = sync_file;
  weak_methods.xFileSize = size_of_file;
  weak_methods.xLock = lock_file;
  weak_methods.xUnlock = unlock_file;
  weak_methods.xCheckReservedLock = reserved;
  weak_methods.xFileControl = control;
  weak_methods.xSectorSize = sector;
  weak_methods.xDeviceCharacteristics = traits;
  weak_methods.xShmMap = shm_map;
  weak_methods.xShmLock = shm_lock;
  weak_methods.xShmBarrier = shm_barrier;
  weak_methods.xShmUnmap = shm_unmap;
  sqlite3_vfs_register(&weak_vfs, 1);
}

WeakDisk::~WeakDisk() {
  sqlite3_vfs_unregister(&weak_vfs);
  sqlite3_vfs_register(real_vfs, 1);
  disk = nullptr;
}

void WeakDisk::note_open(const std::string& name, sqlite3_file* real) {
  const std::lock_guard lock(mutex_);
  if (files_.contains(name)) {
    return;
  }
  // What is there when first seen counts as durable.
  sqlite3_int64 size = 0;
  real->pMethods->xFileSize(real, &size);
  Content& content = files_[name];
  content.durable.resize(static_cast<std::size_t>(size));
  if (size > 0) {
    real->pMethods->xRead(real, content.durable.data(), static_cast<int>(size), 0);
  }
}

int WeakDisk::begin_operation(bool is_sync) {
  const std::lock_guard lock(mutex_);
  if (before_operation) {
    before_operation();
  }
  if (fault_ == Fault::none || (countdown_ > 1 && --countdown_ > 0)) {
    return SQLITE_OK;
  }
  const Fault fault = fault_;
  const bool full = fault == Fault::full_once || fault == Fault::full;
  if (full && is_sync) {
    return SQLITE_OK;  // space is taken by writes: wait for the next one
  }
  if (fault == Fault::full_once || fault == Fault::io_once) {
    fault_ = Fault::none;
  }
  failed_ = true;
  errno = full ? ENOSPC : EIO;
  if (is_sync) {
    return SQLITE_IOERR_FSYNC;
  }
  return full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

void WeakDisk::fail(Fault fault, std::uint64_t n) {
  const std::lock_guard lock(mutex_);
  fault_ = fault;
  countdown_ = n;
  failed_ = false;
}

void WeakDisk::note(const std::string& name, Operation operation) {
  const std::lock_guard lock(mutex_);
  files_[name].pending.push_back(std::move(operation));
}

void WeakDisk::note_sync(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const bool ignored = honesty_ == Honesty::ignores_all_syncs ||
                       (honesty_ == Honesty::ignores_log_syncs && name.ends_with("-wal"));
  if (ignored) {
    return;
  }
  Content& content = files_[name];
  for (const Operation& operation : content.pending) {
    apply(operation, content.durable, nullptr);
  }
  content.pending.clear();
}

void WeakDisk::note_removal(const std::string& name) {
  const std::lock_guard lock(mutex_);
  files_.erase(name);
}

WeakDisk::Image WeakDisk::cut_power(std::mt19937_64& random) {
  const std::lock_guard lock(mutex_);
  Image image;
  for (const auto& [name, content] : files_) {
    std::vector<char> left = content.durable;
    // Often all, often none, mostly some: the ends of the range are where mistakes hide.
    const auto kind = random() % 8;
    for (const Operation& operation : content.pending) {
      if (kind == 0) {
        break;
      }
      apply(operation, left, kind == 1 ? nullptr : &random);
    }
    image[base_name(name)] = std::move(left);
  }
  return image;
}

}  // namespace vuoro::ledger
