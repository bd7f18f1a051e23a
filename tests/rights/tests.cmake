vuoro_tests(rights)
