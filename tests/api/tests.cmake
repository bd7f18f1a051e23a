vuoro_tests(api DEPS forms rules net content LIBS rapidcheck fmt::fmt)
