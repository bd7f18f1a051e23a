#pragma once

#include <curl/curl.h>

#include <atomic>
#include <memory>
#include <string>

#include "content/senders.hpp"

// Private to notices/*.cpp: what every use of libcurl here has in common.
namespace vuoro::notices {

struct CurlEnd {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using Curl = std::unique_ptr<CURL, CurlEnd>;
using CurlList = std::unique_ptr<curl_slist, CurlEnd>;
using CurlMime = std::unique_ptr<curl_mime, CurlEnd>;

/// Adds a line; throws std::bad_alloc when there is no memory.
void add(CurlList& list, const std::string& line);

/// A handle with the plan's address, timeouts and certificates: nothing but the named protocols, no
/// redirects, no proxies or passwords from the environment or from files, no signals. `protocols` as libcurl
/// names them; `stop`, which must outlive the handle, ends what is going on.
Curl curl_for(const content::SenderPlan& plan, const char* protocols, const std::atomic<bool>& stop);

}  // namespace vuoro::notices
