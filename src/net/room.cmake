vuoro_room(net DEPS base LIBS Boost::headers fmt::fmt Threads::Threads)
if(VUORO_SANITIZE STREQUAL "thread")
  # Asio has fences that the sanitizer does not model; the mutexes beside them order the same memory.
  target_compile_options(vuoro_net PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
endif()
