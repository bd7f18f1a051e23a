#include "notices/curl_call.hpp"

#include <new>
#include <stdexcept>

namespace vuoro::notices {

namespace {

std::size_t thrown_away(const char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

/// Any value but 0 ends the transfer.
int asked_to_stop(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

}  // namespace

void add(CurlList& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());
  list.reset(longer);
}

Curl curl_for(const content::SenderPlan& plan, const char* protocols, const std::atomic<bool>& stop) {
  // Once for the process; the standard makes this safe between threads.
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  Curl curl(curl_easy_init());
  if (ready != CURLE_OK || !curl) throw std::runtime_error("libcurl could not start");
  CURL* c = curl.get();
  curl_easy_setopt(c, CURLOPT_URL, plan.url.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(c, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(c, CURLOPT_PROXY, "");
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_TIMEOUT, plan.timeout.count());
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, plan.timeout.count());
  curl_easy_setopt(c, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, &thrown_away);
  curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, &asked_to_stop);
  curl_easy_setopt(c, CURLOPT_XFERINFODATA, &stop);
  if (!plan.ca.empty()) curl_easy_setopt(c, CURLOPT_CAINFO, plan.ca.c_str());
  return curl;
}

}  // namespace vuoro::notices
