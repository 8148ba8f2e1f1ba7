/** RFC 9457 problems: what every error answer looks like. */
@NullMarked
package dev.trunkline.platform.problem;

import org.jspecify.annotations.NullMarked;
