vuoro_tests(rules LIBS rapidcheck fmt::fmt)
