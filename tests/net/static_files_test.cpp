#include "net/static_files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "net/raw_client.hpp"
#include "net/server.hpp"

namespace vuoro::net {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("vuoro-net-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    write("site/index.html", "<p>home</p>");
    write("site/fi/index.html", "<p>fi</p>");
    write("site/assets/app-1a2b.js", "plain js");
    write("site/assets/app-1a2b.js.br", "BR");
    write("site/assets/app-1a2b.js.gz", "GZ");
    write("site/assets/only.css", "p{}");
    write("site/.git/config", "secret");
    write("site/.env", "secret");
    write("site/notes.gz", "an archive of its own");
    write("site/404.html", "<p>gone</p>");
    write("secret.txt", "outside");
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << text;
  }
  [[nodiscard]] fs::path site() const { return path_ / "site"; }

 private:
  fs::path path_;
};

std::optional<Response> get(const StaticFiles& files, const std::string& target,
                            std::vector<Request::HeaderView> headers = {}, Method method = Method::get) {
  const auto request = Request::build(method, target, headers);
  EXPECT_TRUE(request.ok()) << target;
  return request.ok() ? files.answer(*request) : std::nullopt;
}

TEST(StaticFiles, ServesPagesAndAssets) {
  const Folder folder;
  const auto files = StaticFiles::load(folder.site());
  ASSERT_TRUE(files.ok()) << files.error().what;
  const auto home = get(*files, "/");
  ASSERT_TRUE(home);
  EXPECT_EQ(home->payload(), "<p>home</p>");
  EXPECT_EQ(home->content_type, "text/html; charset=utf-8");
  EXPECT_EQ(home->header("cache-control"), "no-cache");
  EXPECT_EQ(get(*files, "/fi/")->payload(), "<p>fi</p>");
  EXPECT_EQ(get(*files, "/fi/index.html?x=1")->payload(), "<p>fi</p>");
  const auto asset = get(*files, "/assets/only.css");
  EXPECT_EQ(asset->header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(asset->content_type, "text/css; charset=utf-8");
  EXPECT_EQ(get(*files, "/notes.gz")->payload(), "an archive of its own");
  const auto moved = get(*files, "/fi");
  EXPECT_EQ(moved->status, 308);
  EXPECT_EQ(moved->header("location"), "/fi/");
  const auto request = Request::build(Method::get, "/nowhere");
  EXPECT_EQ(files->page(*request, "/404.html", 404)->status, 404);
  EXPECT_EQ(files->page(*request, "/500.html", 500), std::nullopt);
}

TEST(StaticFiles, HasNothingElse) {
  const Folder folder;
  const auto files = StaticFiles::load(folder.site());
  ASSERT_TRUE(files.ok());
  for (const std::string target :
       {"/secret.txt", "/.env", "/.git/config", "/assets", "/assets/", "/nothing", "//", "//fi", "/fi//",
        "/INDEX.HTML", "/assets/app-1a2b.js.br", "/index.html/"})
    EXPECT_EQ(get(*files, target), std::nullopt) << target;
  EXPECT_EQ(get(*files, "/", {}, Method::post), std::nullopt);
}

TEST(StaticFiles, ChoosesTheCompressedForm) {
  const Folder folder;
  const auto files = StaticFiles::load(folder.site());
  ASSERT_TRUE(files.ok());
  struct Case {
    std::string accept, body;
  };
  const std::vector<Case> table = {
      {"gzip, deflate, br", "BR"},
      {"gzip", "GZ"},
      {"GZIP;q=0.5", "GZ"},
      {"br;q=0, gzip", "GZ"},
      {"br;q=0.0", "plain js"},
      {"", "plain js"},
      {"identity", "plain js"},
      {"br ; q=0.001", "BR"},
      {"zbr, xgzip", "plain js"},
      {"br;q=1, gzip", "BR"},
      {"gzip;q=0, br; q=0", "plain js"},
  };
  for (const Case& c : table) {
    const auto answer = get(*files, "/assets/app-1a2b.js", {{"Accept-Encoding", c.accept}});
    EXPECT_EQ(answer->payload(), c.body) << c.accept;
    EXPECT_EQ(answer->header("vary"), "Accept-Encoding") << "also for the plain form";
    EXPECT_EQ(answer->header("content-encoding").has_value(), c.body != "plain js") << c.accept;
    EXPECT_EQ(answer->content_type, "text/javascript; charset=utf-8") << "of the file, not of its packing";
  }
}

TEST(StaticFiles, SaysWhenNothingHasChanged) {
  const Folder folder;
  const auto files = StaticFiles::load(folder.site());
  ASSERT_TRUE(files.ok());
  const std::string etag{*get(*files, "/")->header("etag")};
  const std::string packed{*get(*files, "/assets/app-1a2b.js", {{"Accept-Encoding", "br"}})->header("etag")};
  EXPECT_NE(packed, *get(*files, "/assets/app-1a2b.js")->header("etag")) << "another form, another tag";
  for (const std::string& match : {etag, "W/" + etag, "\"x\", " + etag, std::string{"*"}}) {
    const auto answer = get(*files, "/", {{"If-None-Match", match}});
    EXPECT_EQ(answer->status, 304) << match;
    EXPECT_EQ(answer->payload(), "");
    EXPECT_EQ(answer->header("etag"), etag);
  }
  EXPECT_EQ(get(*files, "/", {{"If-None-Match", "\"other\""}})->status, 200);
}

TEST(StaticFiles, SaysWhyItCannotLoad) {
  const Folder folder;
  const auto missing = StaticFiles::load(folder.site() / "nowhere");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, "directory-missing");
  EXPECT_EQ(missing.error().where, (folder.site() / "nowhere").string());
  EXPECT_EQ(StaticFiles::load(folder.site() / "index.html").error().code, "directory-missing");
  fs::create_symlink("../secret.txt", folder.site() / "link.txt");
  EXPECT_EQ(StaticFiles::load(folder.site()).error().code, "symlink");
}

TEST(StaticFiles, CannotBeLeftThroughTheServer) {
  const Folder folder;
  const auto files = StaticFiles::load(folder.site());
  ASSERT_TRUE(files.ok());
  Server server({}, [&](Request request, Reply reply) {
    auto answer = files->answer(request);
    reply.send(answer ? *std::move(answer) : text_response(404, "text/plain", "none"));
  });
  ASSERT_TRUE(server.listen("127.0.0.1", 0).ok());
  for (const std::string target :
       {"/../secret.txt", "/%2e%2e/secret.txt", "/%2e%2e%2fsecret.txt", "/..%2fsecret.txt",
        "/..%5csecret.txt", "/..\\secret.txt", "/fi/../../secret.txt", "/fi/%2e./../secret.txt",
        "/assets/..%00/secret.txt", "/%252e%252e/secret.txt", "/%c0%ae%c0%ae/secret.txt", "//etc/passwd",
        "/index.html%00.txt", "/....//secret.txt", "/.;/../secret.txt", "/fi/..;/secret.txt"}) {
    RawClient client(server.port());
    const std::string answer = client.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n").answer();
    const int status = RawClient::status_of(answer);
    EXPECT_TRUE(status == 400 || status == 404) << target << " gave " << status;
    EXPECT_EQ(answer.find("outside"), std::string::npos) << target;
  }
  RawClient client(server.port());
  const std::string head = client.send("HEAD /assets/only.css HTTP/1.1\r\nHost: x\r\n\r\n").answer("HEAD");
  EXPECT_EQ(RawClient::header_of(head, "Content-Length"), "3");
}

}  // namespace
}  // namespace vuoro::net
