vuoro_tests(measures DEPS content live LIBS fmt::fmt rapidcheck Threads::Threads)
