vuoro_tests(forms LIBS rapidcheck fmt::fmt)
