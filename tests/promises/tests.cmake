vuoro_tests(promises DEPS content LIBS rapidcheck)
