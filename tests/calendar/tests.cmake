vuoro_tests(calendar LIBS rapidcheck)
