#include <fcntl.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

/// Durable commands through HTTP: 64 clients, each taking and releasing a matter of its own in turn, one
/// request at a time. Beside it, in the same run, bare SQLite group commit of rows of the same bytes on the
/// same disk. http_bench PORT PID COOKIE FIRST_MATTER VERSION DIR SECONDS (bench/http_bench.sh gives them).
namespace {

using Clock = std::chrono::steady_clock;
constexpr int clients = 64;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// User and system time of a process so far, seconds.
double cpu_of(const std::string& pid) {
  std::ifstream stat("/proc/" + pid + "/stat");
  std::string text((std::istreambuf_iterator<char>(stat)), {});
  text = text.substr(text.rfind(')') + 2);
  std::size_t at = 0;
  for (int i = 0; i < 11; ++i) at = text.find(' ', at) + 1;  // utime is field 14, the state being field 3
  char* end = nullptr;
  const double user = std::strtod(text.c_str() + at, &end);
  const double system = std::strtod(end, nullptr);
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

long resident_mb(const std::string& pid) {
  std::ifstream statm("/proc/" + pid + "/statm");
  long size = 0;
  long resident = 0;
  statm >> size >> resident;
  return resident * sysconf(_SC_PAGESIZE) / (1024 * 1024);
}

struct Client {
  int fd = -1;
  unsigned matter = 0;
  unsigned version = 0;
  bool taken = false;
  std::string in;
};

class Load {
 public:
  Load(int port, std::string cookie, unsigned first, unsigned version) : cookie_(std::move(cookie)) {
    for (unsigned i = 0; i < clients; ++i) {
      Client c;
      c.matter = first + i;
      c.version = version;
      c.fd = socket(AF_INET, SOCK_STREAM, 0);
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_port = htons(static_cast<std::uint16_t>(port));
      address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      if (connect(c.fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) std::exit(1);  // NOLINT
      const int on = 1;
      setsockopt(c.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      clients_.push_back(std::move(c));
    }
  }

  /// Requests answered with 204; the first other answer ends the benchmark.
  std::uint64_t run(double seconds) {
    std::uint64_t done = 0;
    std::vector<pollfd> fds;
    for (Client& c : clients_) {
      fds.push_back({c.fd, POLLIN, 0});
      ask(c);
    }
    const auto start = Clock::now();
    bool stopping = false;
    int waiting = clients;
    while (waiting > 0) {
      stopping = stopping || seconds_since(start) > seconds;
      if (poll(fds.data(), fds.size(), 5000) <= 0) break;
      for (std::size_t i = 0; i < fds.size(); ++i) {
        if ((fds[i].revents & POLLIN) == 0 || !answered(clients_[i])) continue;
        ++done;
        if (stopping) {
          --waiting;
        } else {
          ask(clients_[i]);
        }
      }
    }
    return done;
  }

 private:
  void ask(Client& c) {
    const std::string text = fmt::format(
        "POST /api/v1/matters/{}/{} HTTP/1.1\r\nHost: localhost\r\nCookie: vuoro_session={}\r\nContent-Type: "
        "application/json\r\nIdempotency-Key: bench-{:08}-{:08}\r\nIf-Match: \"{}\"\r\nPrefer: "
        "return=minimal\r\n"
        "Content-Length: 2\r\n\r\n{{}}",
        c.matter, c.taken ? "release" : "take", cookie_, c.matter, c.version, c.version);
    if (write(c.fd, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::exit(1);  // NOLINT
  }

  static bool answered(Client& c) {
    std::array<char, 4096> buffer{};
    const ssize_t got = read(c.fd, buffer.data(), buffer.size());
    if (got <= 0) std::exit(1);  // NOLINT
    c.in.append(buffer.data(), static_cast<std::size_t>(got));
    if (c.in.find("\r\n\r\n") == std::string::npos) return false;
    if (!c.in.starts_with("HTTP/1.1 204")) {
      fmt::print("{}\n", c.in);
      std::exit(1);  // NOLINT
    }
    c.in.clear();
    c.taken = !c.taken;
    ++c.version;
    return true;
  }

  std::string cookie_;
  std::vector<Client> clients_;
};

/// What the same bytes cost when nothing but SQLite's group commit stands between: 64 a transaction.
double bare_rate(const std::string& dir, double seconds) {
  const std::string file = dir + "/bare.db";
  std::remove(file.c_str());
  sqlite3* db = nullptr;
  sqlite3_open(file.c_str(), &db);
  for (const char* sql :
       {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
        "CREATE TABLE event(seq INTEGER PRIMARY KEY, body BLOB, hash BLOB)",
        "CREATE TABLE request(key BLOB PRIMARY KEY, fingerprint BLOB, first INT, events INT, subject INT, "
        "keep INT) WITHOUT ROWID"}) {
    sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
  }
  sqlite3_stmt* event = nullptr;
  sqlite3_stmt* request = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO event VALUES(?,?,?)", -1, &event, nullptr);
  sqlite3_prepare_v2(db, "INSERT INTO request VALUES(?,?,?,1,?,0)", -1, &request, nullptr);
  std::array<unsigned char, 32> bytes{};
  std::uint64_t rows = 0;
  const auto start = Clock::now();
  while (seconds_since(start) < seconds) {
    sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    for (int i = 0; i < clients; ++i) {
      ++rows;
      const std::uint64_t mixed = rows * 0x9E3779B97F4A7C15ULL;
      std::memcpy(bytes.data(), &mixed, sizeof mixed);
      sqlite3_bind_int64(event, 1, static_cast<sqlite3_int64>(rows));
      sqlite3_bind_blob(event, 2, bytes.data(), 16, SQLITE_STATIC);
      sqlite3_bind_blob(event, 3, bytes.data(), 32, SQLITE_STATIC);
      sqlite3_bind_blob(request, 1, bytes.data(), 16, SQLITE_STATIC);
      sqlite3_bind_blob(request, 2, bytes.data(), 16, SQLITE_STATIC);
      sqlite3_bind_int64(request, 3, static_cast<sqlite3_int64>(rows));
      sqlite3_bind_int64(request, 4, static_cast<sqlite3_int64>(rows % 64));
      sqlite3_step(event);
      sqlite3_step(request);
      sqlite3_reset(event);
      sqlite3_reset(request);
    }
    if (sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr) != SQLITE_OK) std::exit(1);  // NOLINT
  }
  const double rate = static_cast<double>(rows) / seconds_since(start);
  sqlite3_finalize(event);
  sqlite3_finalize(request);
  sqlite3_close(db);
  return rate;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 8) return 2;
  const std::string pid = argv[2];
  const std::string dir = argv[6];
  const double seconds = std::strtod(argv[7], nullptr);
  Load load(std::atoi(argv[1]), argv[3], static_cast<unsigned>(std::atoi(argv[4])),  // NOLINT
            static_cast<unsigned>(std::atoi(argv[5])));                              // NOLINT
  for (int round = 1; round <= 3; ++round) {
    const double bare = bare_rate(dir, seconds);
    const double cpu = cpu_of(pid);
    const auto start = Clock::now();
    const std::uint64_t done = load.run(seconds);
    const double took = seconds_since(start);
    const double rate = static_cast<double>(done) / took;
    fmt::print(
        "round {}: HTTP {:.0f} commands/s, bare SQLite {:.0f}/s, ratio {:.2f}; server CPU {:.0f} us each, {} "
        "MB\n",
        round, rate, bare, rate / bare, (cpu_of(pid) - cpu) * 1e6 / static_cast<double>(done),
        resident_mb(pid));
  }
}
