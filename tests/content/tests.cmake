vuoro_tests(content LIBS rapidcheck)
