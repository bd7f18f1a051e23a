vuoro_tests(tables LIBS rapidcheck fmt::fmt Threads::Threads)
