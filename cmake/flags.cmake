# One interface target carries every compiler and linker flag of the project.
add_library(vuoro_flags INTERFACE)
target_compile_options(vuoro_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(vuoro_flags INTERFACE -Wduplicated-cond -Wlogical-op -Wuseless-cast)
endif()
target_compile_options(vuoro_flags INTERFACE
  $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong
  -fstack-clash-protection -fcf-protection>)
target_link_options(vuoro_flags INTERFACE -Wl,-z,relro,-z,now)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(VUORO_SANITIZE)
  target_compile_options(vuoro_flags INTERFACE -fsanitize=${VUORO_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  if(VUORO_SANITIZE MATCHES "undefined")
    # Half of the build's time, for what AddressSanitizer sees itself (null) or what x86-64 forgives (alignment).
    target_compile_options(vuoro_flags INTERFACE -fno-sanitize=null,alignment,object-size,vptr)
  endif()
  target_link_options(vuoro_flags INTERFACE -fsanitize=${VUORO_SANITIZE})
endif()
find_program(MOLD mold)
if(MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_link_options(vuoro_flags INTERFACE -fuse-ld=mold)
endif()
