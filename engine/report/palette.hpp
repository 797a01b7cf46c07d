// Palette: the colours of maps, one grammar for all of them: yellow to red for how much, red for
// more and blue for less, grey and hatched for what is not shown. No map of amounts is blue.
//
// A test computes that any two colours of a scheme differ for most kinds of colour-blind eyes, and
// in grey: amounts are darker from class to class, changes darker the further they are from none,
// and no fall is as grey as a rise.
//
// Sources:
//   Harrower, Brewer (2003), ColorBrewer.org: an online tool for selecting colour schemes for maps,
//     The Cartographic Journal 40(1), 27-37. doi:10.1179/000870403235002042
//     YlOrRd for how much, RdBu for above and below; the dark ends moved until greys differ.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace hotward::report {

/// "#rrggbb"
using Colour = std::string;

/// How much: from pale yellow (little) to dark red (much).
/// @param classes  1 to 7
[[nodiscard]] std::vector<Colour> sequential_colours(std::size_t classes);

/// Less and more: blue (below), near white in the middle, red (above).
/// @param classes  odd, 1 to 9
[[nodiscard]] std::vector<Colour> diverging_colours(std::size_t classes);

/// How well one is read on the other: 1 for two alike, 21 for black on white; 4.5 is enough for
/// text (WCAG 2.2, contrast of relative luminances).
[[nodiscard]] double contrast(const Colour& one, const Colour& other);

/// Black or white, whichever is read better on the ground; at least 4.5 on every one.
[[nodiscard]] Colour text_colour_on(const Colour& ground);

/// As QGIS writes a colour: "178,24,43,255".
[[nodiscard]] std::string rgba(const Colour& colour, int alpha = 255);

inline constexpr const char* missing_colour = "#d9d9d9";   ///< no value; in neither scheme
inline constexpr const char* hatching_colour = "#8c8c8c";  ///< lines over areas without a value
inline constexpr const char* ink = "#1f1f1f";  ///< text and the outlines that must be seen

}  // namespace hotward::report
