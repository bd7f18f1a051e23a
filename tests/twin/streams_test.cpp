#include "twin/streams.hpp"

#include <gtest/gtest.h>

TEST(Streams, PhiloxGivesThePublishedAnswers) {}
