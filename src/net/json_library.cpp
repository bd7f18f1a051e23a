// Boost.JSON's compiled part: Debian's package has headers and a library; one translation unit holds it here.
#include <boost/json/src.hpp>
